//! How the index is cut into files: one for a small site, many small ones for a large one.

use std::ops::Range;

use rayon::prelude::*;
use serde_json::json;

use super::bits::BitWriter;
use super::document::{Document, Facets};
use super::postings::Word;
use super::shown::{self, Writer};
use super::split::Split;
use super::table::Table;

/// The folder of the files, below the site's root.
const FOLDER: &str = "assets";
/// Up to so many documents the whole index (but for its second tier) is one file: on a weak line a round trip costs more
/// than the bytes.
const ONE_FILE: usize = 2_500;
/// Letters of the whole site's text that one file may carry to show sentences around what was found.
const LETTERS: usize = 260_000;
/// A part smaller than this is not worth a request.
const SMALLEST: usize = 4_500;
/// For each 10,000 documents, about so many parts of postings, and of results: together with the second tier, no more
/// than 300 files.
const POSTINGS: usize = 110;
const RESULTS: usize = 145;

/// What depends on how large a site is.
#[derive(Debug)]
pub(super) struct Scale {
    /// Letters of a document's text that results may show.
    pub(super) letters: usize,
    /// Of a word in more documents than this, only those where it tells most are listed.
    pub(super) most: usize,
    whole: bool,
    one_file: bool,
}

impl Scale {
    pub(super) fn of(documents: &[Document]) -> Self {
        let length = |document: &Document| document.sections.iter().map(|(_, text)| text.len()).sum::<usize>();
        let text: usize = documents.iter().map(length).sum();
        let one_file = documents.len() <= ONE_FILE;
        let whole = one_file && text <= LETTERS;
        let share = if one_file { LETTERS / documents.len().max(1) } else { 0 };
        let letters = if whole { usize::MAX } else { share };
        let most = if one_file { usize::MAX } else { (documents.len() / 25).max(1_500) };
        Self { letters, most, whole, one_file }
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
    places: serde_json::Value,
    pub(super) about: serde_json::Value,
    documents: usize,
    per_result: usize,
    words: usize,
    whole: bool,
    one_file: bool,
}

impl Parts {
    /// Decides where to cut.
    pub(super) fn new(scale: &Scale, words: &[Word], table: &Table, documents: usize) -> Self {
        let tens = documents.div_ceil(10_000);
        let size = |total: usize| if scale.one_file { SMALLEST } else { (total / (POSTINGS * tens)).max(SMALLEST) };
        let split = Split::new(words, table, documents, size, !scale.one_file);
        let per_result = match (scale.one_file, scale.whole) {
            (true, true) => 6,
            (true, false) => 16,
            (false, _) => documents.div_ceil(RESULTS * tens).max(24),
        };
        let (whole, one_file) = (scale.whole, scale.one_file);
        Self { split, documents, per_result, words: words.len(), whole, one_file, ..Self::default() }
    }

    /// The documents of each part of the results.
    pub(super) fn result_ranges(&self) -> Vec<Range<usize>> {
        let starts = (0..self.documents).step_by(self.per_result.max(1));
        starts.map(|start| start..(start + self.per_result).min(self.documents)).collect()
    }

    /// What the reader must know before all else.
    pub(super) fn describe(&mut self, facets: &Facets, writer: &Writer, first_year: u16) {
        let choices = |list: &[super::Choice]| list.iter().map(|choice| json!([choice.id, choice.label])).collect::<Vec<_>>();
        let place = |place: &super::Place| json!([place.choice.id, place.choice.label, place.within.map_or(-1, i64::from)]);
        self.places = json!({
            "places": facets.places.iter().map(place).collect::<Vec<_>>(),
            "districts": choices(&facets.districts),
        });
        let abbreviations: Vec<_> = crate::vietnamese::ABBREVIATIONS.iter().map(|(short, long)| json!([short, long])).collect();
        self.about = json!({
            "documents": self.documents,
            "words": self.words,
            "split": self.split.pack(),
            "perResult": self.per_result,
            "firstYear": first_year,
            "whole": self.whole,
            "oneFile": self.one_file,
            "gaps": writer.gaps,
            "gapLengths": writer.gap_lengths(),
            "fields": choices(&facets.fields),
            "levels": choices(&facets.levels),
            "unitTypes": choices(&facets.unit_types),
            "stages": choices(&facets.stages),
            "abbreviations": abbreviations,
        });
    }
}

/// Packs what the results of some documents show; each record's length stands before it.
pub(super) fn results<'p>(places: impl Iterator<Item = (&'p shown::Chunk<'p>, usize, &'p Document)>, writer: &Writer) -> String {
    let mut out = BitWriter::default();
    for (chunk, at, document) in places {
        writer.record(&mut out, chunk, at, document);
    }
    out.finish()
}

/// The parts as files: the script, the module, the data.
pub(super) fn files(parts: &Parts, script: &str) -> Vec<(String, Vec<u8>)> {
    let mut data = if parts.one_file { one_file(parts) } else { many_files(parts) };
    let mut hasher = blake3::Hasher::new();
    for (name, text) in &data {
        hasher.update(name.as_bytes());
        hasher.update(text.as_bytes());
    }
    let version = hasher.finalize().to_hex()[..10].to_owned();
    let script = format!("(()=>{{const VERSION=\"{version}\";\n{}}})()\n", compact(script));
    let name = format!("search-{}.js", &blake3::hash(script.as_bytes()).to_hex()[..10]);
    let module = module(&name);
    let data = data.drain(..).map(|(name, text)| (format!("{FOLDER}/s-{version}-{name}.js"), text.into_bytes()));
    [(format!("{FOLDER}/{name}"), script.into_bytes()), (format!("{FOLDER}/search.js"), module.into_bytes())]
        .into_iter()
        .chain(data)
        .collect()
}

fn data(parts: &serde_json::Value) -> String {
    format!("lantoa.data({parts})")
}

fn one_file(parts: &Parts) -> Vec<(String, String)> {
    let mut main = json!({"about": parts.about, "table": parts.table, "columns": parts.columns, "places": parts.places});
    let mut second = json!({});
    let large = parts.second.iter().map(String::len).sum::<usize>() > 150_000;
    for (at, (first, far)) in parts.first.iter().zip(&parts.second).enumerate() {
        main[format!("a{at}")] = first.as_str().into();
        let target = if large { &mut second } else { &mut main };
        target[format!("b{at}")] = far.as_str().into();
    }
    for (at, results) in parts.results.iter().enumerate() {
        main[format!("r{at}")] = results.as_str().into();
    }
    main["about"]["second"] = large.into();
    let mut files = vec![(String::from("0"), data(&main))];
    if large {
        files.push((String::from("1"), data(&second)));
    }
    files
}

/// Parts of the second tier in one file.
const SECOND: usize = 4;

fn many_files(parts: &Parts) -> Vec<(String, String)> {
    let mut about = parts.about.clone();
    about["second"] = true.into();
    about["perSecond"] = SECOND.into();
    let mut files = vec![
        (String::from("0"), data(&json!({"about": about, "table": parts.table}))),
        (String::from("f"), data(&json!({"columns": parts.columns, "places": parts.places}))),
    ];
    let single = |letter: &'static str, texts: &[String]| -> Vec<(String, String)> {
        let file = |(at, text): (usize, &String)| (format!("{letter}{at}"), data(&json!({format!("{letter}{at}"): text})));
        texts.par_iter().enumerate().map(file).collect()
    };
    files.extend(single("a", &parts.first));
    files.extend(single("r", &parts.results));
    for (at, group) in parts.second.chunks(SECOND).enumerate() {
        let group = group.iter().zip(at * SECOND..).map(|(text, part)| (format!("b{part}"), text.as_str().into()));
        files.push((format!("b{at}"), data(&serde_json::Value::Object(group.collect()))));
    }
    files
}

/// The module that scripts of others import. It loads the same script that pages load, so there is only one search.
fn module(name: &str) -> String {
    format!(
        "// Lan Tỏa's search as a module: import {{ search }} from './search.js'\n\
        window.lantoa ??= {{}};\nlantoa.folder ??= new URL('.', import.meta.url).href;\n\
        await import('./{name}');\nexport const search = lantoa.search;\nexport default search;\n"
    )
}

/// `script` without comment lines and indentation: half the size without any tool, and still one statement a line.
fn compact(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines().map(str::trim) {
        inside |= line.starts_with("/*");
        if !inside && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        inside &= !line.ends_with("*/");
    }
    out
}
