//! Places and years: which names of them a question can have, and short postings of the documents that have these.
//!
//! Most questions name a matter and a place. On a large site the documents of a unit are few, so what results show of them,
//! their tags and organisations are in a part of their own, by place: it answers most such questions alone. The names and the
//! parts they are in come with the table of words. A smaller site has all postings in one file: its names lead to no parts, and
//! only say which words of a question are to stand together. Names of places that no document is in are there too, so that they
//! can be told.
//!
//! Documents are divided by their former places, so that a unit's documents are in one or two parts. What is spread over
//! more parts has only a list of its documents: provinces, names that many communes or hamlets share, years.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::super::document::Document;
use super::bits::{BitWriter, rice_parameter};
use super::results::ResultWriter;
use super::vocabulary::lower;
use crate::locality::bare_name;
use crate::vietnamese::{composed, syllables};

/// Number of documents in a part.
const DOCUMENTS: usize = 56;
/// A name whose documents are in more parts gets a list of them.
const MOST_PARTS: usize = 2;
/// Size of a part with lists, in bits.
const LISTS: usize = 10_000;
/// The words of a name are rather not meant as one if this many times more documents have them side by side than have the
/// name (`Văn Hóa` is a commune).
const DOUBTFUL: usize = 5;
/// A hamlet's name that fewer documents share is found by its words.
const MIN_HAMLETS: usize = 10;

/// The number of the first part. In place of a part, 0 is that a place has no documents.
pub(super) const FIRST_PART: usize = 1;

/// The names of places by their words, which are numbers of the table.
type Name = Vec<u32>;
/// The number of each word of the table.
pub(super) type WordNumbers<'t> = HashMap<&'t str, u32>;

/// What a document's place is called: the names of its place then and now, from the narrowest to the province.
pub(super) fn names_of<'d>(document: &'d Document<'_>) -> impl Iterator<Item = &'d str> {
    let now = document.place_now.split([',', ';']);
    let before = document.names.iter().map(String::as_str).filter(|name| !name.contains([',', '/']));
    document.place_then.split(',').chain(now).chain(before).map(str::trim)
}

/// The name without the type of the unit, if it has one and more than one syllable is left: then its syllables alone say
/// nothing. Else the whole.
pub(super) fn bare(name: &str) -> Option<&str> {
    let bare = bare_name(name);
    (bare.len() < name.len() && syllables(bare).count() > 1).then_some(bare)
}

/// The numbers of the words of a text that the table has.
pub(super) fn numbers(text: &str, words: &WordNumbers<'_>) -> Vec<u32> {
    let text = composed(text);
    syllables(&text).filter_map(|syllable| words.get(&*lower(syllable.text)).copied()).collect()
}

/// The names of the documents' provinces, without their types.
pub(super) fn provinces<'d>(documents: &'d [Document<'_>]) -> HashSet<&'d str> {
    let places = documents.iter().flat_map(places_of);
    places.filter_map(|place| place.rsplit(',').next()).map(|name| bare_name(name.trim())).collect()
}

/// The place of a document, then and now.
fn places_of<'d>(document: &'d Document<'_>) -> impl Iterator<Item = &'d str> {
    std::iter::once(document.place_then.as_str()).chain(document.place_now.split(';'))
}

/// What is known of a document, in numbers of words.
pub(super) struct Described<'d> {
    /// Its former place.
    then: &'d str,
    /// The names of its place, without their types; with its type too that of a unit which is called like a province: the
    /// type alone says which of them is meant (`phường Bình Thuận`).
    names: Vec<Name>,
    /// Its hamlet, and the years of its latest award and of its beginning.
    others: Vec<Name>,
    /// Its tags, campaigns and organisation.
    texts: Vec<Vec<u32>>,
    /// The number of its present province.
    province: Option<u32>,
}

impl<'d> Described<'d> {
    /// `alternatives` are the words that abbreviations in the title stand for.
    pub(super) fn new(
        document: &'d Document<'_>,
        province: Option<u32>,
        alternatives: Vec<u32>,
        words: &WordNumbers<'_>,
        provinces: &HashSet<&str>,
    ) -> Self {
        let is_unit = |name: &&str| bare_name(name).len() < name.len();
        let bare_names = names_of(document).filter(is_unit).map(|name| bare(name).unwrap_or(name));
        let below_province = places_of(document).flat_map(|place| place.rsplit(',').skip(1)).map(str::trim);
        let with_type = below_province.filter(|name| bare(name).is_some_and(|bare| provinces.contains(bare)));
        let names: BTreeSet<Name> = bare_names.chain(with_type).map(|name| numbers(name, words)).collect();
        let hamlet = document.place_then.split(',').next().filter(|name| !is_unit(name));
        let hamlet = hamlet.map(|name| numbers(name, words)).filter(|name| name.len() > 1);
        let years: BTreeSet<u16> = [document.award_year, document.started].into_iter().flatten().collect();
        let years = years.into_iter().map(|year| numbers(&year.to_string(), words));
        let texts = document.tags.iter().chain(&document.campaigns).map(String::as_str);
        let texts = texts.chain(bare_organisation(document)).map(|text| numbers(text, words));
        let texts = texts.chain(std::iter::once(alternatives)).filter(|text| !text.is_empty());
        Self {
            then: &document.place_then,
            names: names.into_iter().filter(|name| name.len() > 1).collect(),
            others: hamlet.into_iter().chain(years).filter(|name| !name.is_empty()).collect(),
            texts: texts.collect(),
            province,
        }
    }

    fn all_names(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().chain(&self.others)
    }
}

/// The organisation without the name of its place at the end, by which the document is found anyway.
fn bare_organisation<'d>(document: &'d Document<'_>) -> Option<&'d str> {
    let organisation = document.organisation.as_str();
    let rest = names_of(document).filter_map(bare).find_map(|name| organisation.strip_suffix(name));
    Some(rest.unwrap_or(organisation).trim()).filter(|text| !text.is_empty())
}

/// What is packed of places and years.
#[derive(Debug, Default)]
pub(super) struct PlaceParts {
    /// The names of places, and years, with their parts.
    pub(super) names: String,
    /// The provinces of each name that has documents, in the order of `names`.
    pub(super) within: String,
    pub(super) parts: Vec<String>,
    /// The parts from this one on have only lists.
    pub(super) lists_from: usize,
}

/// Packs names and parts of a large site. `absent` are the names of places without documents (see [`absent`]); `words` is the number of all
/// words; `record` writes what a result shows of a document.
pub(super) fn pack(
    described: &[Described<'_>],
    doubts: &Doubts<'_>,
    absent: &BTreeMap<Name, u32>,
    words: usize,
    writer: &ResultWriter,
    record: impl Fn(&mut BitWriter, u32) + Sync,
) -> PlaceParts {
    let groups = by_place(described);
    let mut documents_of: BTreeMap<&Name, Vec<u32>> = BTreeMap::new();
    let mut parts_of: BTreeMap<&Name, BTreeSet<u32>> = BTreeMap::new();
    for (part, group) in (FIRST_PART as u32..).zip(&groups) {
        for (document, name) in group
            .iter()
            .flat_map(|&document| described[document as usize].names.iter().map(move |name| (document, name)))
        {
            documents_of.entry(name).or_default().push(document);
            parts_of.entry(name).or_default().insert(part);
        }
    }
    documents_of.retain(|name, _| parts_of[*name].len() > MOST_PARTS);
    for (name, documents) in others(described) {
        documents_of.entry(name).or_default().extend(documents);
    }
    let ascending = |(name, mut documents): (_, Vec<u32>)| {
        documents.sort_unstable();
        documents.dedup();
        (name, documents)
    };
    let lists: Vec<(&Name, Vec<u32>)> = documents_of.into_iter().map(ascending).collect();
    let mut parts: Vec<String> = groups.par_iter().map(|group| pack_part(group, described, writer, &record)).collect();
    for lists in in_parts(&lists, described.len()) {
        lists
            .iter()
            .for_each(|(name, _)| drop(parts_of.insert(name, BTreeSet::from([(FIRST_PART + parts.len()) as u32]))));
        let mut out = BitWriter::default();
        out.gamma(1);
        pack_lists(&mut out, lists, described.len(), writer);
        parts.push(out.finish());
    }
    let entries = entries(parts_of, doubts, absent);
    let names = pack_names(&entries, words, FIRST_PART + parts.len());
    let present = entries.iter().filter(|entry| entry.parts != [0]);
    let within = pack_provinces(present, described);
    PlaceParts { names, within, lists_from: FIRST_PART + groups.len(), parts }
}

/// Packs the names of places for a site that has all postings in one file: each stands for itself, in a part without documents.
pub(super) fn pack_without_parts(
    described: &[Described<'_>],
    doubts: &Doubts<'_>,
    absent: &BTreeMap<Name, u32>,
    words: usize,
) -> PlaceParts {
    let names = described.iter().flat_map(|one| &one.names);
    let parts_of = names.map(|name| (name, BTreeSet::from([FIRST_PART as u32]))).collect();
    let names = pack_names(&entries(parts_of, doubts, absent), words, FIRST_PART + 1);
    PlaceParts { names, lists_from: FIRST_PART, ..PlaceParts::default() }
}

/// The names with their parts, and those without documents.
fn entries<'n>(
    mut parts_of: BTreeMap<&'n Name, BTreeSet<u32>>,
    doubts: &Doubts<'_>,
    absent: &'n BTreeMap<Name, u32>,
) -> Vec<NameEntry> {
    absent.keys().for_each(|name| drop(parts_of.insert(name, BTreeSet::from([0]))));
    let entry = |(name, parts): (&Name, BTreeSet<u32>)| NameEntry {
        // A year is not meant by its beginning.
        doubt: doubts.get(name).copied().unwrap_or(u32::from(name.len() == 1)),
        words: name.clone(),
        parts: parts.into_iter().collect(),
    };
    parts_of.into_iter().map(entry).collect()
}

/// The names among `others` of places in which no document lies, with their doubt (see [`NameEntry`]). `count` says how many documents have a
/// word, `beside` is that of [`doubts`].
pub(super) fn absent(
    others: &[String],
    documents: &[Document<'_>],
    words: &WordNumbers<'_>,
    count: impl Fn(u32) -> u32,
    beside: impl Fn(u32, u32, bool) -> usize,
) -> BTreeMap<Name, u32> {
    let numbered = |name: &str| numbers(bare_name(name), words);
    let used: BTreeSet<&str> = documents.iter().flat_map(|document| names_of(document)).collect();
    let used: BTreeSet<Name> = used.into_iter().map(numbered).collect();
    let names: BTreeSet<Name> = others.iter().map(|name| numbered(name)).collect();
    let unused = names.into_iter().filter(|name| !used.contains(name));
    let doubted = unused.filter_map(|name| match name.as_slice() {
        [] => None,
        // A syllable alone names a place only if it is no word of the site.
        &[word] => (count(word) == 0).then_some((name, 1)),
        words => {
            let is_text = |any_marks: &bool| words.windows(2).all(|pair| beside(pair[0], pair[1], *any_marks) > 0);
            let doubt = [true, false].iter().take_while(|any_marks| is_text(any_marks)).count() as u32;
            Some((name, doubt))
        }
    });
    doubted.collect()
}

/// How many provinces are told of a name; of a name in more, that there are others.
const MOST_PROVINCES: usize = 2;

/// For each name the number of provinces that it lies in, at most one more than [`MOST_PROVINCES`], and those with most documents.
fn pack_provinces<'e>(entries: impl Iterator<Item = &'e NameEntry>, described: &[Described<'_>]) -> String {
    let mut counts: HashMap<&Name, BTreeMap<u32, usize>> = HashMap::new();
    for (one, province) in described.iter().filter_map(|one| Some((one, one.province?))) {
        for name in one.all_names() {
            *counts.entry(name).or_default().entry(province).or_default() += 1;
        }
    }
    let width = u32::BITS - described.iter().filter_map(|one| one.province).max().unwrap_or(0).leading_zeros();
    let mut out = BitWriter::default();
    out.gamma(width + 1);
    for entry in entries {
        let mut provinces: Vec<(u32, usize)> =
            counts.get(&entry.words).into_iter().flatten().map(|(&province, &count)| (province, count)).collect();
        provinces.sort_by_key(|&(province, count)| (std::cmp::Reverse(count), province));
        out.gamma(provinces.len().min(MOST_PROVINCES + 1) as u32 + 1);
        provinces.iter().take(MOST_PROVINCES).for_each(|&(province, _)| out.bits(province, width));
    }
    out.finish()
}

/// The names that are rather meant otherwise, see [`NameEntry::doubt`].
pub(super) type Doubts<'n> = BTreeMap<&'n Name, u32>;

/// The doubts about the names of two words of documents' places, and about the `absent` ones. `beside` says in how many documents two words
/// follow each other, as they are or, if the last is true, with any marks.
pub(super) fn doubts<'n>(
    described: &'n [Described<'_>],
    absent: &'n BTreeMap<Name, u32>,
    beside: impl Fn(u32, u32, bool) -> usize,
) -> Doubts<'n> {
    let mut named: BTreeMap<&Name, usize> = BTreeMap::new();
    described.iter().flat_map(|one| &one.names).for_each(|name| *named.entry(name).or_default() += 1);
    let doubt = |(name, count): (&'n Name, usize)| match name.as_slice() {
        &[first, next] => {
            let is_rare = |any_marks: &bool| count * DOUBTFUL < beside(first, next, *any_marks);
            Some((name, [true, false].iter().take_while(|any_marks| is_rare(any_marks)).count() as u32))
        }
        _ => None,
    };
    named.into_iter().filter_map(doubt).chain(absent.iter().map(|(name, &doubt)| (name, doubt))).collect()
}

/// The names of hamlets that enough documents share, and the years, with their documents.
fn others<'n>(described: &'n [Described<'_>]) -> BTreeMap<&'n Name, Vec<u32>> {
    let mut others: BTreeMap<&Name, Vec<u32>> = BTreeMap::new();
    for (document, own) in (0..).zip(described) {
        own.others.iter().for_each(|name| others.entry(name).or_default().push(document));
    }
    others.retain(|name, documents| name.len() == 1 || documents.len() >= MIN_HAMLETS);
    others
}

/// The documents with names, ascending in groups by their former places.
fn by_place(described: &[Described<'_>]) -> Vec<Vec<u32>> {
    let mut order: Vec<u32> =
        (0..).zip(described).filter(|(_, one)| !one.names.is_empty()).map(|(number, _)| number).collect();
    // From the province down.
    order.sort_by_cached_key(|&number| described[number as usize].then.rsplit(',').map(str::trim).collect::<Vec<_>>());
    order.chunks_mut(DOCUMENTS).for_each(<[u32]>::sort_unstable);
    order.chunks(DOCUMENTS).map(<[u32]>::to_vec).collect()
}

/// The lists of each part that only has lists.
fn in_parts<'l, 'n>(lists: &'l [(&'n Name, Vec<u32>)], documents: usize) -> Vec<&'l [(&'n Name, Vec<u32>)]> {
    let (mut parts, mut from, mut filled) = (Vec::new(), 0, 0);
    for (at, (name, own)) in lists.iter().enumerate() {
        let cost = 10 * name.len() + own.len() * (rice_parameter(documents, own.len()) as usize + 2);
        if filled > 0 && filled + cost / 2 > LISTS {
            parts.push(&lists[from..at]);
            (from, filled) = (at, 0);
        }
        filled += cost;
    }
    parts.extend((from < lists.len()).then_some(&lists[from..]));
    parts
}

/// The documents with their records and the words of their texts, then the names with their documents, as positions among these.
fn pack_part(
    group: &[u32],
    described: &[Described<'_>],
    writer: &ResultWriter,
    record: impl Fn(&mut BitWriter, u32),
) -> String {
    let mut out = BitWriter::default();
    let mut names: BTreeMap<&Name, Vec<u32>> = BTreeMap::new();
    out.gamma(group.len() as u32 + 1);
    out.ascending(group, rice_parameter(described.len(), group.len()), |out, position| {
        let own = &described[group[position] as usize];
        record(out, group[position]);
        own.names.iter().for_each(|name| names.entry(name).or_default().push(position as u32));
        out.gamma(own.texts.len() as u32 + 1);
        own.texts.iter().for_each(|text| pack_words(out, text, writer));
    });
    let lists: Vec<(&Name, Vec<u32>)> = names.into_iter().collect();
    pack_lists(&mut out, &lists, group.len(), writer);
    out.finish()
}

/// Names with their documents, which are numbers below `universe`.
fn pack_lists(out: &mut BitWriter, lists: &[(&Name, Vec<u32>)], universe: usize, writer: &ResultWriter) {
    out.gamma(lists.len() as u32 + 1);
    for (name, documents) in lists {
        pack_words(out, name, writer);
        out.gamma(documents.len() as u32);
        out.ascending(documents, rice_parameter(universe, documents.len()), |_, _| {});
    }
}

fn pack_words(out: &mut BitWriter, words: &[u32], writer: &ResultWriter) {
    out.gamma(words.len() as u32 + 1);
    words.iter().for_each(|&word| writer.word(out, word));
}

/// A name of places and the parts with its documents.
struct NameEntry {
    words: Name,
    parts: Vec<u32>,
    /// 1 if its words without marks are rather meant otherwise, 2 if with marks too.
    doubt: u32,
}

/// The words of some names, the number of parts, and the names as a tree of words.
fn pack_names(names: &[NameEntry], words: usize, parts: usize) -> String {
    let mut out = BitWriter::default();
    let all: BTreeSet<u32> = names.iter().flat_map(|name| name.words.iter().copied()).collect();
    let all: Vec<u32> = all.into_iter().collect();
    out.gamma(all.len() as u32 + 1);
    out.ascending(&all, rice_parameter(words, all.len()), |_, _| {});
    out.gamma(parts as u32 + 1);
    let position = |word: &u32| all.partition_point(|other| other < word) as u32;
    let names: Vec<NameEntry> = names
        .iter()
        .map(|name| NameEntry { words: name.words.iter().map(position).collect(), parts: name.parts.clone(), ..*name })
        .collect();
    pack_branches(&mut out, &names, 0, (all.len(), parts));
    out.finish()
}

/// Writes the names that begin with the same `depth` words, but for one that is only these. `sizes` are the numbers of words
/// and of parts.
fn pack_branches(out: &mut BitWriter, names: &[NameEntry], depth: usize, sizes: (usize, usize)) {
    let longer = names.partition_point(|name| name.words.len() == depth);
    let branches: Vec<&[NameEntry]> = names[longer..].chunk_by(|a, b| a.words[depth] == b.words[depth]).collect();
    let next: Vec<u32> = branches.iter().map(|branch| branch[0].words[depth]).collect();
    out.gamma(next.len() as u32 + 1);
    out.ascending(&next, rice_parameter(sizes.0, next.len()), |out, index| {
        let branch = branches[index];
        let ends = branch[0].words.len() == depth + 1;
        out.bits(u32::from(ends), 1);
        if ends {
            let parts = &branch[0].parts;
            out.gamma(branch[0].doubt + 1);
            out.gamma(parts.len() as u32);
            out.ascending(parts, rice_parameter(sizes.1, parts.len()), |_, _| {});
        }
        pack_branches(out, branch, depth + 1, sizes);
    });
}
