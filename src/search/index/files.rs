//! The layout of the index in files: one for a small site, two for a larger one, a file for each part for a large one.

use std::ops::Range;

use rayon::prelude::*;
use serde_json::json;

use super::super::document::{Document, FacetValue, Facets};
use super::super::{messages, minor};
use super::bits::BitWriter;
use super::places::{self, PlaceParts};
use super::postings::{self, Limits, PairKind, Postings};
use super::results::{self, ResultWriter};
use super::shards::{self, Shards};
use super::table::WordTable;
use crate::text::Lang;

/// Largest number of documents with two files, one with words and postings, one with results: on a slow line, further
/// requests cost more than the bytes that they save. Larger sites have a file for each part.
const TWO_FILES: usize = 2_200;
/// Largest number of bytes of text in a site with one file.
const ONE_FILE: usize = 700_000;
/// Largest number of letters of text that the results of a whole site show as excerpts. If a document's share would be
/// less than the second number, results show no excerpts.
const MAX_TEXT: usize = 250_000;
const MIN_DOCUMENT_TEXT: usize = 200;
/// Smallest size of a shard, in characters: less is not worth a request.
const MIN_SHARD: usize = 4_500;
/// Largest size of a shard of a site with up to 10,000 documents; ten times as many documents double it.
const MAX_SHARD: usize = 10_000;
/// Size of a part with pairs of such a site, in characters. A question opens one or two.
const PAIRS_PART: usize = 4_000;
/// Number of shards, and of parts with results, for each 10,000 documents.
const POSTING_SHARDS: usize = 117;
const RESULT_PARTS: usize = 190;

/// What depends on the size of the site.
#[derive(Debug)]
pub(super) struct IndexLayout {
    /// Number of letters of a document's sections that results show.
    pub(super) max_text: usize,
    /// How long the list of a word may be.
    pub(super) limits: Limits,
    files: FileCount,
}

/// Number of files.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum FileCount {
    #[default]
    One,
    Two,
    Many,
}

impl FileCount {
    fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Two => "two",
            Self::Many => "many",
        }
    }
}

impl IndexLayout {
    pub(super) fn of(documents: &[Document<'_>]) -> Self {
        let length = |document: &Document<'_>| document.sections.iter().map(|(_, text)| text.len()).sum::<usize>();
        let text: usize = documents.iter().map(length).sum();
        let files = match (text <= ONE_FILE, documents.len() <= TWO_FILES) {
            (true, true) => FileCount::One,
            (false, true) => FileCount::Two,
            (_, false) => FileCount::Many,
        };
        let share = Some(MAX_TEXT / documents.len().max(1)).filter(|&share| share >= MIN_DOCUMENT_TEXT).unwrap_or(0);
        let limits = match files {
            FileCount::One => Limits { complete: usize::MAX, longest: usize::MAX },
            FileCount::Two => Limits { complete: (documents.len() / 8).max(200), longest: documents.len() / 2 },
            FileCount::Many => Limits { complete: (documents.len() / 40).max(1_250), longest: documents.len() / 4 },
        };
        Self { max_text: if files == FileCount::One { usize::MAX } else { share }, limits, files }
    }

    /// The kinds of pairs, each in parts of its own, and the size of these in bits: those that come with the lists of words,
    /// and those that are loaded when they are needed.
    fn pair_kinds(&self, documents: usize) -> [Option<(PairKind, usize)>; 2] {
        match self.files {
            FileCount::One => [Some((PairKind::All, usize::MAX)), None],
            FileCount::Two => [Some((PairKind::Near, usize::MAX)), Some((PairKind::Far, shards::bits(PAIRS_PART)))],
            FileCount::Many => [None, Some((PairKind::All, shards::bits(grown(PAIRS_PART, documents))))],
        }
    }

    /// Whether each part of the index is a file.
    pub(super) fn has_file_per_part(&self) -> bool {
        self.files == FileCount::Many
    }

    /// Largest size of a shard in characters, if there is a limit. A query loads up to two shards.
    pub(super) fn max_shard(&self, documents: usize) -> Option<usize> {
        self.has_file_per_part().then(|| grown(MAX_SHARD, documents))
    }
}

/// The size of a part for so many documents: `size` up to 10,000, and that more for each ten times as many.
fn grown(size: usize, documents: usize) -> usize {
    let tens = documents.max(10_000) as f64 / 10_000.0;
    (size as f64 * (1.0 + tens.log10())) as usize
}

/// All parts of the index, packed.
#[derive(Debug, Default)]
pub(super) struct IndexParts {
    /// Which folds are in which shard.
    pub(super) shards: Shards,
    /// The posting lists of words, by shard.
    pub(super) postings: Vec<String>,
    /// The pairs that come with them, and the parts of those that are loaded when they are needed.
    pub(super) near_pairs: Vec<String>,
    pub(super) pairs: Vec<String>,
    /// What results show, by ranges of documents.
    pub(super) results: Vec<String>,
    /// Names of places and years, and postings by place.
    pub(super) by_place: PlaceParts,
    /// The names of the provinces by their numbers in `by_place`.
    pub(super) province_names: Vec<String>,
    /// The rows of filter values.
    pub(super) filters: String,
    /// The values of filters that results do not show.
    pub(super) filter_lists: serde_json::Value,
    /// The table of words.
    pub(super) table: String,
    /// The provinces that have documents.
    pub(super) provinces: serde_json::Value,
    /// Communes and former districts, by groups of provinces.
    pub(super) places: Vec<serde_json::Value>,
    /// What one can search for: matters that are offered as one types.
    pub(super) matters: serde_json::Value,
    /// The texts of the search page that come with them.
    pub(super) later_texts: serde_json::Value,
    /// Everything that the reader needs to decode the other parts.
    pub(super) about: serde_json::Value,
    documents: usize,
    per_result: usize,
    files: FileCount,
}

impl IndexParts {
    /// Decides the sizes of all parts.
    pub(super) fn new(layout: &IndexLayout, postings: &Postings, table: &WordTable, documents: usize) -> Self {
        let (tens, many) = (documents.div_ceil(10_000), layout.has_file_per_part());
        let size = |total: usize| if many { (total / (POSTING_SHARDS * tens)).max(MIN_SHARD) } else { MIN_SHARD };
        let max_size = layout.max_shard(documents).unwrap_or(usize::MAX);
        let shards = Shards::new(postings, table, documents, size, max_size, many);
        let per_result = match layout.files {
            FileCount::One => 6,
            FileCount::Two => 16,
            FileCount::Many => documents.div_ceil(RESULT_PARTS * tens).max(24),
        };
        Self { shards, documents, per_result, files: layout.files, ..Self::default() }
    }

    /// The range of documents of each part with results.
    pub(super) fn result_ranges(&self) -> Vec<Range<usize>> {
        let starts = (0..self.documents).step_by(self.per_result.max(1));
        starts.map(|start| start..(start + self.per_result).min(self.documents)).collect()
    }

    /// Packs the lists of words and of pairs.
    pub(super) fn pack_postings(&mut self, layout: &IndexLayout, postings: &Postings, table: &WordTable) {
        let documents = self.documents;
        let shards = self.shards.folds.par_iter();
        self.postings = shards.map(|folds| postings::pack(&postings.words, folds, table, documents)).collect();
        let pack = |(kind, size)| postings.pairs.pack(table, documents, kind, size);
        [self.near_pairs, self.pairs] = layout.pair_kinds(documents).map(|kind| kind.map(pack).unwrap_or_default());
    }

    /// Adds the texts of the search page.
    pub(super) fn set_texts(&mut self, lang: Lang) {
        self.about["say"] = messages::texts(lang);
        self.later_texts = messages::later_texts(lang);
        self.about["language"] = match lang {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
        .into();
    }

    /// Sets [`about`](Self::about), and the lists that only filters need.
    pub(super) fn set_about(&mut self, facets: &Facets, writer: &ResultWriter, first_year: u16) {
        let values = |list: &[FacetValue]| list.iter().map(|value| json!([value.id, value.label])).collect::<Vec<_>>();
        let abbreviations: Vec<_> =
            crate::vietnamese::ABBREVIATIONS.iter().map(|(short, long)| json!([short, long])).collect();
        self.filter_lists = json!({
            "unitTypes": values(&facets.unit_types),
            "stages": values(&facets.stages),
            "needs": values(&facets.needs),
            "called": values(&facets.called),
        });
        self.about = json!({
            "documents": self.documents,
            "split": self.shards.pack(),
            "perResult": self.per_result,
            "firstYear": first_year,
            "files": self.files.name(),
            "pairParts": self.pairs.len(),
            "listsFrom": self.by_place.lists_from,
            "gaps": writer.gaps,
            "gapLengths": writer.gap_lengths(),
            "fields": values(&facets.fields),
            "levels": values(&facets.levels),
            "abbreviations": abbreviations,
            "characters": results::URL_CHARACTERS,
            "asking": minor::ASKING,
            "binding": minor::BINDING,
            "ranks": minor::RANKS,
            "hamlets": minor::HAMLETS,
            "province": minor::PROVINCE,
        });
    }

    /// The files: name and text.
    pub(super) fn into_files(self) -> Vec<(String, String)> {
        let mut later = json!({"matters": self.matters, "laterTexts": self.later_texts});
        let mut files = if self.files == FileCount::Many {
            later["within"] = self.by_place.within.as_str().into();
            later["provinceNames"] = self.province_names.as_slice().into();
            many_files(&self)
        } else {
            few_files(&self)
        };
        files.push((String::from("k"), script(&later)));
        files
    }
}

/// Packs what the results of some documents show. Each document is given with its chunk and its index in that.
pub(super) fn results<'p>(
    documents: impl Iterator<Item = (&'p results::Chunk<'p>, usize, &'p Document<'p>)>,
    writer: &ResultWriter,
) -> String {
    let mut out = BitWriter::default();
    for (chunk, index, document) in documents {
        writer.record(&mut out, chunk, index, document);
    }
    out.finish()
}

/// A file with these parts.
fn script(parts: &serde_json::Value) -> String {
    format!("lantoa.data({parts})")
}

/// One file with everything; or one with words and their lists, one with results, and some with pairs.
fn few_files(parts: &IndexParts) -> Vec<(String, String)> {
    let mut first = json!({"about": parts.about, "table": parts.table, "names": parts.by_place.names});
    let mut results = filters(parts);
    add(&mut first, "a", 0, &parts.postings);
    add(&mut first, "c", 0, &parts.near_pairs);
    add(&mut results, "r", 0, &parts.results);
    add(&mut results, "u", 0, &parts.places);
    if parts.files == FileCount::Two {
        let mut files = vec![(String::from("0"), script(&first)), (String::from("1"), script(&results))];
        files.extend(file_per_part("b", 0, &parts.pairs));
        return files;
    }
    if let (Some(first), Some(results)) = (first.as_object_mut(), results.as_object_mut()) {
        first.append(results);
    }
    vec![(String::from("0"), script(&first))]
}

fn filters(parts: &IndexParts) -> serde_json::Value {
    json!({"columns": parts.filters, "provinces": parts.provinces, "lists": parts.filter_lists})
}

/// Adds parts with the keys `letter` and their number, counted from `from`.
fn add<P: Clone + Into<serde_json::Value>>(file: &mut serde_json::Value, letter: &str, from: usize, parts: &[P]) {
    for (part, number) in parts.iter().zip(from..) {
        file[format!("{letter}{number}")] = part.clone().into();
    }
}

fn many_files(parts: &IndexParts) -> Vec<(String, String)> {
    let PlaceParts { names, parts: by_place, .. } = &parts.by_place;
    let first = script(&json!({"about": parts.about, "table": parts.table, "names": names}));
    let mut files = vec![(String::from("0"), first), (String::from("f"), script(&filters(parts)))];
    files.extend(file_per_part("a", 0, &parts.postings));
    files.extend(file_per_part("p", places::FIRST_PART, by_place));
    files.extend(file_per_part("r", 0, &parts.results));
    files.extend(file_per_part("u", 0, &parts.places));
    files.extend(file_per_part("b", 0, &parts.pairs));
    files
}

/// A file for each part. They are counted from `from`.
fn file_per_part<P: Sync + serde::Serialize>(letter: &str, from: usize, parts: &[P]) -> Vec<(String, String)> {
    let file = |(number, part): (usize, &P)| {
        let name = format!("{letter}{}", from + number);
        let text = script(&json!({name.as_str(): part}));
        (name, text)
    };
    parts.par_iter().enumerate().map(file).collect()
}
