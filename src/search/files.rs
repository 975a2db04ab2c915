//! How the index is cut into files: one for a small site, many small ones for a large one.

use std::ops::Range;

use rayon::prelude::*;
use serde_json::json;

use super::bits::BitWriter;
use super::document::{Document, Facets};
use super::messages;
use super::minor;
use super::postings::Word;
use super::shown::{self, Writer};
use super::split::Split;
use super::table::Table;
use crate::route;
use crate::text::Lang;

/// Up to so many documents one request brings the words and lists, a second one the results: on a weak line a round trip costs
/// more than the bytes. Beyond, a file for each part.
const TWO_FILES: usize = 2_200;
/// A site whose texts have no more bytes than this is one file.
const ONE_FILE: usize = 700_000;
/// Letters of the whole site's texts that results may carry to show sentences around what was found, and how many of a
/// document are worth it.
const LETTERS: usize = 250_000;
const WORTH: usize = 200;
/// A part smaller than this is not worth a request.
const SMALLEST: usize = 4_500;
/// The largest part of postings of a site of 10,000 documents, in characters; of one ten times larger, twice that.
const LARGEST: usize = 11_000;
/// For each 10,000 documents, about so many parts of postings, and of results: together with the second tier, no more
/// than 300 files.
const POSTINGS: usize = 104;
const RESULTS: usize = 126;

/// What depends on how large a site is.
#[derive(Debug)]
pub(super) struct Scale {
    /// Letters of a document's text that results may show.
    pub(super) letters: usize,
    /// Of a word in more documents than this, only those where it tells most are listed.
    pub(super) most: usize,
    files: Files,
}

/// How many files the index is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Files {
    #[default]
    One,
    Two,
    Many,
}

impl Files {
    fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Two => "two",
            Self::Many => "many",
        }
    }
}

impl Scale {
    pub(super) fn of(documents: &[Document<'_>]) -> Self {
        let length = |document: &Document<'_>| document.sections.iter().map(|(_, text)| text.len()).sum::<usize>();
        let text: usize = documents.iter().map(length).sum();
        let files = match (text <= ONE_FILE, documents.len() <= TWO_FILES) {
            (true, true) => Files::One,
            (false, true) => Files::Two,
            (_, false) => Files::Many,
        };
        let share = Some(LETTERS / documents.len().max(1)).filter(|&share| share >= WORTH).unwrap_or(0);
        let most = match files {
            Files::One => usize::MAX,
            Files::Two => (documents.len() / 8).max(200),
            Files::Many => (documents.len() / 40).max(600),
        };
        Self { letters: if files == Files::One { usize::MAX } else { share }, most, files }
    }
}

impl Scale {
    /// Whether each part of the index is a file.
    pub(super) fn is_cut(&self) -> bool {
        self.files == Files::Many
    }

    /// Characters of postings that one request may bring, if there is a limit: a question needs up to three such parts.
    pub(super) fn largest(&self, documents: usize) -> Option<usize> {
        let tens = documents.max(10_000) as f64 / 10_000.0;
        self.is_cut().then(|| (LARGEST as f64 * (1.0 + tens.log10())) as usize)
    }
}

/// All parts of the index, as packed text.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Which words are in which part of the postings.
    pub(super) split: Split,
    pub(super) first: Vec<String>,
    pub(super) second: Vec<String>,
    pub(super) results: Vec<String>,
    pub(super) columns: String,
    pub(super) table: String,
    pub(super) provinces: serde_json::Value,
    /// Communes and former districts of some provinces.
    pub(super) units: Vec<serde_json::Value>,
    pub(super) about: serde_json::Value,
    documents: usize,
    per_result: usize,
    files: Files,
}

impl Parts {
    /// Decides where to cut.
    pub(super) fn new(scale: &Scale, words: &[Word], table: &Table, documents: usize) -> Self {
        let (tens, many) = (documents.div_ceil(10_000), scale.files == Files::Many);
        let size = |total: usize| if many { (total / (POSTINGS * tens)).max(SMALLEST) } else { SMALLEST };
        let split = Split::new(words, table, documents, size, scale.largest(documents).unwrap_or(usize::MAX), many);
        let per_result = match scale.files {
            Files::One => 6,
            Files::Two => 16,
            Files::Many => documents.div_ceil(RESULTS * tens).max(24),
        };
        Self { split, documents, per_result, files: scale.files, ..Self::default() }
    }

    /// The documents of each part of the results.
    pub(super) fn result_ranges(&self) -> Vec<Range<usize>> {
        let starts = (0..self.documents).step_by(self.per_result.max(1));
        starts.map(|start| start..(start + self.per_result).min(self.documents)).collect()
    }

    /// Adds what the page of results says.
    pub(super) fn speak(&mut self, lang: Lang) {
        self.about["say"] = messages::texts(lang);
        self.about["language"] = match lang {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
        .into();
    }

    /// What the reader must know before all else.
    pub(super) fn describe(&mut self, facets: &Facets, writer: &Writer, first_year: u16) {
        let choices =
            |list: &[super::Choice]| list.iter().map(|choice| json!([choice.id, choice.label])).collect::<Vec<_>>();
        let abbreviations: Vec<_> =
            crate::vietnamese::ABBREVIATIONS.iter().map(|(short, long)| json!([short, long])).collect();
        self.about = json!({
            "documents": self.documents,
            "split": self.split.pack(),
            "perResult": self.per_result,
            "firstYear": first_year,
            "files": self.files.name(),
            "perSecond": SECOND,
            "gaps": writer.gaps,
            "gapLengths": writer.gap_lengths(),
            "fields": choices(&facets.fields),
            "levels": choices(&facets.levels),
            "unitTypes": choices(&facets.unit_types),
            "stages": choices(&facets.stages),
            "abbreviations": abbreviations,
            "characters": shown::NAME,
            "asking": minor::ASKING,
            "binding": minor::BINDING,
        });
    }
}

/// Packs what the results of some documents show; each record's length stands before it.
pub(super) fn results<'p>(
    places: impl Iterator<Item = (&'p shown::Chunk<'p>, usize, &'p Document<'p>)>,
    writer: &Writer,
) -> String {
    let mut out = BitWriter::default();
    for (chunk, at, document) in places {
        writer.record(&mut out, chunk, at, document);
    }
    out.finish()
}

/// The parts as files.
pub(super) fn files(parts: &Parts, version: &str) -> Vec<(String, Vec<u8>)> {
    let data = if parts.files == Files::Many { many_files(parts) } else { few_files(parts) };
    data.into_iter().map(|(name, text)| (format!("{}{name}.js", start_of_data(version)), text.into_bytes())).collect()
}

/// What the addresses of all data begin with.
pub(super) fn start_of_data(version: &str) -> String {
    format!("{}/s-{version}-", route::ASSETS)
}

/// The scripts of the search, without the version of the data they read.
#[derive(Debug)]
pub struct Scripts {
    /// Address and bytes of the script that `start.js` loads when a reader searches.
    reader: (String, Vec<u8>),
}

impl Scripts {
    /// `reader` is the theme's `search.js`: a script without imports and exports, which is published as it is but for the
    /// function around it, and a call after it by which `start.js` knows that it has come whole.
    pub fn new(reader: &str) -> Self {
        let mut reader = in_function("", reader);
        reader.extend_from_slice(b"lantoa.data({})\n");
        Self { reader: (route::hashed("search.js", &reader), reader) }
    }

    /// Address (below the site's root) and bytes of each script: the one that pages load, the reader's script, and the
    /// module that other scripts may import.
    ///
    /// `version` is in the addresses of the [`data`](super::data), so a reader never mixes two indexes. It must change
    /// whenever the data change, but can be computed from what they are made of: pages need not wait for the index.
    pub fn files(&self, version: &str) -> Vec<(String, Vec<u8>)> {
        let names = format!("const VERSION=\"{version}\",READER=\"{}\";", file_name(&self.reader.0));
        let mut start = in_function(&names, START);
        start.extend(padding(&names));
        let start = (format!("{}/start.js", route::ASSETS), start);
        let module = (format!("{}/search.js", route::ASSETS), MODULE.into());
        vec![start, self.reader.clone(), module]
    }
}

/// Spaces, as many as the names in a script decide. Some ways of copying a site compare lengths only: a script that keeps
/// its name and its length while its content changes would be left out. One change in a thousand still keeps the length.
fn padding(names: &str) -> impl Iterator<Item = u8> {
    let length = names.bytes().fold(0, |hash: u32, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte))) % 1_021;
    (0..length).map(|_| b' ')
}

/// The first line of each bundle (`reader/build.js`).
const BANNER: &str = "// Source: src/search/reader\n";

/// Wraps a script in a function that declares `constants`, so that none of its names becomes global.
fn in_function(constants: &str, script: &str) -> Vec<u8> {
    // A line of its own, because the script may end with a comment. What names its source is for people who have the source.
    let script = script.strip_prefix(BANNER).unwrap_or(script).trim_end();
    format!("(()=>{{{constants}{script}\n}})()\n").into_bytes()
}

/// The script of every page, bundled from `reader/start.js`. It expects the constants `VERSION` and `READER`.
const START: &str = include_str!("start.min.js");

/// Exports the search for other scripts. It loads the same script that pages load, so there is only one search.
const MODULE: &str = include_str!("reader/module.js");

fn file_name(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

fn data(parts: &serde_json::Value) -> String {
    format!("lantoa.data({parts})")
}

/// One file; or words and lists in one, results in another, and the second tier in files of its own.
fn few_files(parts: &Parts) -> Vec<(String, String)> {
    let mut first = json!({"about": parts.about, "table": parts.table});
    let mut results = filters(parts);
    add(&mut first, "a", 0, &parts.first);
    add(&mut results, "r", 0, &parts.results);
    add(&mut results, "u", 0, &parts.units);
    if parts.files == Files::Two {
        let mut files = vec![(String::from("0"), data(&first)), (String::from("1"), data(&results))];
        files.extend(second_tier(parts));
        return files;
    }
    add(&mut first, "b", 0, &parts.second);
    if let (Some(first), Some(results)) = (first.as_object_mut(), results.as_object_mut()) {
        first.append(results);
    }
    vec![(String::from("0"), data(&first))]
}

fn filters(parts: &Parts) -> serde_json::Value {
    json!({"columns": parts.columns, "provinces": parts.provinces})
}

/// Adds parts under a letter and their numbers.
fn add<P: Clone + Into<serde_json::Value>>(file: &mut serde_json::Value, letter: &str, from: usize, parts: &[P]) {
    for (part, at) in parts.iter().zip(from..) {
        file[format!("{letter}{at}")] = part.clone().into();
    }
}

fn second_tier(parts: &Parts) -> impl Iterator<Item = (String, String)> {
    parts.second.chunks(SECOND).enumerate().map(|(at, group)| {
        let mut file = json!({});
        add(&mut file, "b", at * SECOND, group);
        (format!("b{at}"), data(&file))
    })
}

/// Parts of the second tier in one file.
const SECOND: usize = 3;

fn many_files(parts: &Parts) -> Vec<(String, String)> {
    let mut files = vec![
        (String::from("0"), data(&json!({"about": parts.about, "table": parts.table}))),
        (String::from("f"), data(&filters(parts))),
    ];
    files.extend(single("a", &parts.first));
    files.extend(single("r", &parts.results));
    files.extend(single("u", &parts.units));
    files.extend(second_tier(parts));
    files
}

/// A file for each part.
fn single<P: Sync + serde::Serialize>(letter: &str, parts: &[P]) -> Vec<(String, String)> {
    let file = |(at, part): (usize, &P)| (format!("{letter}{at}"), data(&json!({format!("{letter}{at}"): part})));
    parts.par_iter().enumerate().map(file).collect()
}
