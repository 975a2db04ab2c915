//! Builds the index and packs it into text.
//!
//! A word is a syllable as written, in lower case. Words are sorted by their unmarked form, that is, without diacritics
//! ("fold"); a fold has one or more words. The index consists of
//!
//! - the table of words ([`table`]), which is loaded when the search field gets the focus;
//! - posting lists of words, in shards by ranges of folds ([`shards`]), and of pairs of adjacent words, in parts that are
//!   loaded when they are needed ([`postings`]);
//! - texts that results show ([`results`]), in parts by ranges of documents;
//! - postings by place, of titles and the like ([`places`]);
//! - a row of filter values for each document ([`filters`]);
//! - the matters that are offered as one types ([`matters`]).
//!
//! A small site has all of that in one file, a large one has a file for each part ([`files`](mod@files)).

mod bits;
mod files;
mod filters;
mod matters;
mod order;
mod places;
mod postings;
mod results;
mod shards;
mod table;
mod tokenizer;
mod tokens;
mod vocabulary;

use std::collections::HashSet;

use rayon::prelude::*;

use super::document::{Document, FacetValue, Facets};
use crate::locality::bare_name;
use crate::text::Lang;
use crate::vietnamese;

use files::{IndexLayout, IndexParts};
use table::WordTable;
use tokenizer::{Tokenizer, Weight};
use tokens::Tokens;
use vocabulary::Vocabulary;

/// The files of the index: name without extension, and text.
pub(super) fn files(documents: &[Document<'_>], facets: &Facets, lang: Lang) -> Vec<(String, String)> {
    let mut parts = build(documents, facets);
    parts.set_texts(lang);
    parts.into_files()
}

/// Words and texts of some documents. Words are numbered by the chunk's own vocabulary.
struct Chunk {
    vocabulary: Vec<Box<str>>,
    tokens: Tokens,
    texts: results::ResultTexts,
    /// By document, the words that abbreviations in its title stand for.
    alternatives: Vec<Vec<u32>>,
}

impl Chunk {
    fn into_parts(self) -> (Vec<Box<str>>, Tokens, results::ResultTexts, Vec<Vec<u32>>) {
        (self.vocabulary, self.tokens, self.texts, self.alternatives)
    }
}

/// Number of chunks, which are processed in parallel. Not the number of cores, so that the work is the same on all
/// machines; the result does not depend on it.
const CHUNKS: usize = 24;

fn build(documents: &[Document<'_>], facets: &Facets) -> IndexParts {
    let order = order::order(documents, facets.levels.len());
    let layout = IndexLayout::of(documents);
    let chunk_len = documents.len().div_ceil(CHUNKS).max(1);
    let chunks = order.par_chunks(chunk_len);
    let chunks: Vec<Chunk> = chunks.map(|indexes| read(indexes, documents, facets, &layout)).collect();

    let (vocabularies, tokens, texts, alternatives) =
        chunks.into_iter().map(Chunk::into_parts).collect::<(Vec<_>, Vec<_>, Vec<_>, Vec<_>)>();
    let table = WordTable::new(vocabularies.iter().chain([&words_of(&facets.other_places)]));
    let ids = table.ids();
    let numbers: Vec<Vec<u32>> = vocabularies.into_par_iter().map(|words| table.numbers_of(&ids, &words)).collect();
    let texts: Vec<_> = texts.iter().zip(&numbers).map(|(texts, words)| results::Chunk { texts, words }).collect();
    let (postings, mut writer) = rayon::join(
        || postings::collect(tokens, &numbers, table.words.len(), layout.limits),
        || results::ResultWriter::new(&texts, table.words.len()),
    );

    let classes: Vec<u8> = postings.words.iter().map(|word| table::class(word.count, documents.len())).collect();
    let word_lengths = writer.assign(&classes);
    let located = |index: usize| (&texts[index / chunk_len], index % chunk_len, &documents[order[index]]);
    let mut parts = IndexParts::new(&layout, &postings, &table, documents.len());
    let ranges = parts.result_ranges();
    let ((), results) = rayon::join(
        || parts.pack_postings(&layout, &postings, &table),
        || {
            let ranges = ranges.into_par_iter();
            ranges.map(|range| files::results(range.map(located), &writer)).collect::<Vec<_>>()
        },
    );
    parts.results = results;
    let first_year = documents.iter().filter_map(|document| document.award_year).min().unwrap_or(0);
    let places = filters::UsedPlaces::new(documents, facets);
    parts.filters = places.pack_rows(documents, &order, facets, first_year);
    (parts.provinces, parts.places) = places.pack_places(documents, &order, facets, !layout.has_file_per_part());
    let beside = |a, b, any_marks| postings.pairs.beside(&table.folds, a, b, any_marks);
    let absent =
        places::absent(&facets.other_places, documents, &ids, |word| postings.words[word as usize].count, beside);
    let province = |at: usize| places.province_of(&documents[order[at]], facets);
    let provinces = places::provinces(documents);
    let describe = |at| describe(located(at), province(at), &alternatives[at / chunk_len], &ids, &provinces);
    let described: Vec<_> = (0..documents.len()).into_par_iter().map(describe).collect();
    let doubts = places::doubts(&described, &absent, beside);
    parts.by_place = if layout.has_file_per_part() {
        parts.province_names = places.province_names(facets);
        places::pack(&described, &doubts, &absent, table.words.len(), &writer, |out, document| {
            let (chunk, index, document) = located(document as usize);
            writer.record(out, chunk, index, document);
        })
    } else {
        places::pack_without_parts(&described, &doubts, &absent, table.words.len())
    };
    let codes;
    (parts.table, codes) = table.pack(&classes);
    parts.matters = matters::of(documents, facets);
    parts.set_about(facets, &writer, first_year);
    parts.about["codes"] = codes;
    parts.about["wordLengths"] = bits::text_of(&word_lengths).into();
    parts
}

/// The words of some names.
fn words_of(names: &[String]) -> Vec<Box<str>> {
    let mut vocabulary = Vocabulary::default();
    for name in names {
        let name = vietnamese::composed(bare_name(name));
        vietnamese::syllables(&name).for_each(|syllable| _ = vocabulary.id(syllable.text));
    }
    vocabulary.into_words()
}

/// What the postings by place say of a document, which is given with its chunk and its index in that. `alternatives` are
/// those of the chunk, `provinces` the names of all.
fn describe<'d>(
    (chunk, index, document): (&results::Chunk<'_>, usize, &'d Document<'_>),
    province: Option<u32>,
    alternatives: &[Vec<u32>],
    ids: &places::WordNumbers<'_>,
    provinces: &HashSet<&str>,
) -> places::Described<'d> {
    let number = |word: u32| chunk.words[word as usize];
    let alternatives = alternatives[index].iter().map(|&word| number(word)).collect();
    places::Described::new(document, province, alternatives, ids, provinces)
}

/// Reads the documents with these indexes.
fn read(indexes: &[usize], documents: &[Document<'_>], facets: &Facets, layout: &IndexLayout) -> Chunk {
    let (mut vocabulary, mut texts) = (Vocabulary::default(), results::ResultTexts::default());
    let (mut tokenizer, mut tokens) = (Tokenizer::default(), Tokens::default());
    let mut alternatives = Vec::with_capacity(indexes.len());
    for document in indexes.iter().map(|&index| &documents[index]) {
        tokenize(&mut tokenizer, &mut vocabulary, document, facets, layout);
        tokenizer.finish(&mut tokens);
        texts.add(&mut vocabulary, document, layout.max_text);
        let title: Vec<u32> = texts.title(alternatives.len()).collect();
        let own = tokens.words(alternatives.len());
        let of_title = own.filter(|(_, weight)| *weight == Weight::Title).map(|(word, _)| word);
        alternatives.push(of_title.filter(|word| !title.contains(word)).collect());
    }
    Chunk { vocabulary: vocabulary.into_words(), tokens, texts, alternatives }
}

/// Adds all texts of a document.
fn tokenize(
    tokenizer: &mut Tokenizer,
    vocabulary: &mut Vocabulary,
    document: &Document<'_>,
    facets: &Facets,
    layout: &IndexLayout,
) {
    tokenize_place(tokenizer, vocabulary, document, facets, layout);
    let mut add = |text: &str, weight: Weight| {
        if !text.is_empty() {
            tokenizer.add(vocabulary, &vietnamese::composed(text), weight);
        }
    };
    add(&document.title, Weight::Title);
    add(&document.organisation, Weight::Meta);
    document.tags.iter().chain(&document.campaigns).for_each(|text| add(text, Weight::Meta));
    if let Some(year) = document.award_year {
        add(&year.to_string(), Weight::Meta);
    }
    if let Some(year) = document.started {
        add(&year.to_string(), Weight::Summary);
    }
    add(&document.summary, Weight::Summary);
    document.names.iter().for_each(|name| add(name, Weight::Summary));
    let label = |list: &[FacetValue], index: Option<u16>| Some(list.get(usize::from(index?))?.label.clone());
    let labels = document.fields.iter().map(|&field| label(&facets.fields, Some(field)));
    let others = [label(&facets.levels, document.level), label(&facets.unit_types, document.unit_type)];
    for text in labels.chain(others).flatten() {
        add(&text, Weight::Body);
    }
    add(&document.award, Weight::Body);
    let facts = document.facts.iter().filter(|_| !layout.has_file_per_part());
    for (heading, text) in document.sections.iter().chain(facts) {
        add(heading, Weight::Body);
        add(text, Weight::Body);
    }
    // What is bold counts as if it stood there twice.
    document.strong.iter().for_each(|text| add(text, Weight::Body));
}

/// Adds the place. Syllables inside names are no matter: `Thái` of `Thái Bình`; a name of one syllable and a hamlet count
/// like an organisation. Neighbours in names do too, but where the names have parts of their own.
fn tokenize_place(
    tokenizer: &mut Tokenizer,
    vocabulary: &mut Vocabulary,
    document: &Document<'_>,
    facets: &Facets,
    layout: &IndexLayout,
) {
    let pair = if layout.has_file_per_part() { Weight::Name } else { Weight::Meta };
    for text in [&document.place_then, &document.place_now] {
        let text = vietnamese::composed(text);
        tokenizer.add_weighed(vocabulary, &text, Weight::Name, pair);
        for name in text.split([',', ';']).map(str::trim).filter(|name| places::bare(name).is_none()) {
            tokenizer.add(vocabulary, name, Weight::Meta);
        }
    }
    if let Some(district) = document.district.and_then(|index| facets.districts.get(index as usize)) {
        for name in vietnamese::composed(&district.label).split(['(', ')']).map(str::trim) {
            let weight = if vietnamese::syllables(name).count() > 1 { Weight::Name } else { Weight::Meta };
            tokenizer.add_weighed(vocabulary, name, weight, pair.max(weight));
        }
    }
}
