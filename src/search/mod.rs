//! Search: an index made by the build and read by a script in the browser, without any server.
//!
//! [`Scripts`] and [`data`] give its files: a small script for every page, the reader's script that it loads when it is
//! needed (both bundled from `reader/`, see its README), the table of words, postings and what results show. All data are
//! scripts that call `lantoa.data(parts)`, because that is the one way to load data that works under `script-src 'self'`
//! and from `file://` alike. Their text is packed by this room, so that its size does not depend on a host that
//! compresses. This room knows nothing of catalogs, pages or disks.
//!
//! Words are syllables as written, sorted by what they are without marks. A question is answered from
//! - the table of words (`table`), which is loaded when the reader turns to the search field,
//! - lists of documents by word and by neighbours (`postings`), cut into parts by ranges of words; a second tier holds
//!   neighbours in running text,
//! - what results show (`shown`), cut by ranges of documents,
//! - rows to filter by (`columns`).
//!
//! A small site has all of that in one file, a large one a file for each part (`files`).

mod bits;
mod columns;
mod document;
mod files;
mod messages;
mod minor;
mod order;
mod postings;
mod shown;
mod split;
mod table;
mod vocabulary;
mod words;

use rayon::prelude::*;

pub use document::{Choice, Document, Facets, Place};
pub use files::Scripts;
use files::{Parts, Scale};
use table::Table;

use vocabulary::Vocabulary;
use words::{Finder, Found, Zone};

use crate::text::Lang;
use crate::vietnamese;

/// The index, as address and bytes of its files. The same documents give the same bytes. `lang` is what the page of
/// results speaks.
pub fn data(documents: &[Document<'_>], facets: &Facets, lang: Lang, version: &str) -> Vec<(String, Vec<u8>)> {
    let mut parts = parts(documents, facets);
    parts.speak(lang);
    files::files(&parts, version)
}

/// The version of the data that are made from the models of this hash: part of their file names.
pub(crate) fn version(models: blake3::Hash) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes()).update(&FORMAT.to_le_bytes()).update(models.as_bytes());
    hasher.finalize().to_hex()[..10].to_owned()
}

/// Whether `address` is one of [`data`]'s of this version.
pub fn is_data(address: &str, version: &str) -> bool {
    address.starts_with(&files::start_of_data(version))
}

/// The form of the data. Raise it when the same documents give other bytes: readers keep what they have loaded.
pub(crate) const FORMAT: u32 = 4;

/// What is found in some documents, and what of them is shown.
struct Chunk {
    vocabulary: Vocabulary,
    found: Vec<Found>,
    shown: shown::Shown,
}

/// Chunks, whatever the machine: their number decides how words are gathered, never what comes out.
const CHUNKS: usize = 24;

fn parts(documents: &[Document<'_>], facets: &Facets) -> Parts {
    let order = order::order(documents, facets.levels.len());
    let scale = Scale::of(documents);
    let length = documents.len().div_ceil(CHUNKS).max(1);
    let chunks: Vec<Chunk> =
        order.par_chunks(length).map(|some| gather(some, documents, facets, scale.letters)).collect();

    let (mut vocabularies, mut found, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for chunk in chunks {
        vocabularies.push(chunk.vocabulary);
        found.push(chunk.found);
        shown.push(chunk.shown);
    }
    let table = Table::new(vocabularies.iter());
    let ids = table.ids();
    let numbers: Vec<Vec<u32>> = vocabularies.par_iter().map(|words| table.numbers_of(&ids, words)).collect();
    let shown: Vec<_> = shown.iter().zip(&numbers).map(|(shown, words)| shown::Chunk { shown, words }).collect();
    let (mut words, mut writer) = rayon::join(
        || postings::lists(found, &numbers, table.words.len(), scale.most),
        || shown::Writer::new(&shown, table.words.len()),
    );

    if let Some(most) = scale.largest(documents.len()) {
        postings::fit(&mut words, &table, documents.len(), split::bits(most));
    }
    let classes: Vec<u8> = words.iter().map(|word| table::class(word.count, documents.len())).collect();
    let word_lengths = writer.assign(&classes);
    let place = |at: usize| (&shown[at / length], at % length, &documents[order[at]]);
    let mut parts = Parts::new(&scale, &words, &table, documents.len());
    let (lists, results) = rayon::join(
        || {
            parts
                .split
                .parts
                .par_iter()
                .map(|folds| postings::pack(&words, folds, &table, documents.len()))
                .collect::<Vec<_>>()
        },
        || {
            parts
                .result_ranges()
                .into_par_iter()
                .map(|range| files::results(range.map(place), &writer))
                .collect::<Vec<_>>()
        },
    );
    (parts.first, parts.second) = lists.into_iter().unzip();
    parts.results = results;
    let first_year = documents.iter().filter_map(|document| document.award_year).min().unwrap_or(0);
    let used = columns::Used::new(documents, facets);
    parts.columns = used.rows(documents, &order, facets, first_year);
    (parts.provinces, parts.units) = used.units(documents, &order, facets, !scale.is_cut());
    let codes;
    (parts.table, codes) = table.pack(&classes);
    parts.describe(facets, &writer, first_year);
    parts.about["codes"] = codes;
    parts.about["wordLengths"] = bits::text_of(&word_lengths).into();
    parts
}

fn gather(some: &[usize], documents: &[Document<'_>], facets: &Facets, letters: usize) -> Chunk {
    let (mut vocabulary, mut shown) = (Vocabulary::default(), shown::Shown::default());
    let (mut finder, mut found) = (Finder::default(), Vec::with_capacity(some.len()));
    for document in some.iter().map(|&at| &documents[at]) {
        found.push(read(&mut finder, &mut vocabulary, document, facets));
        shown.add(&mut vocabulary, document, letters);
    }
    Chunk { vocabulary, found, shown }
}

/// Finds the words of one document, each text in its zone.
fn read(finder: &mut Finder, vocabulary: &mut Vocabulary, document: &Document<'_>, facets: &Facets) -> Found {
    let mut add = |text: &str, zone: Zone| {
        if !text.is_empty() {
            finder.add(vocabulary, &vietnamese::composed(text), zone);
        }
    };
    add(&document.title, Zone::Title);
    for text in [&document.place_then, &document.place_now, &document.organisation] {
        add(text, Zone::Meta);
    }
    document.tags.iter().chain(&document.campaigns).for_each(|text| add(text, Zone::Meta));
    if let Some(district) = document.district.and_then(|at| facets.districts.get(at as usize)) {
        add(&district.label, Zone::Meta);
    }
    if let Some(year) = document.award_year {
        add(&year.to_string(), Zone::Meta);
    }
    if let Some(year) = document.started {
        add(&year.to_string(), Zone::Summary);
    }
    add(&document.summary, Zone::Summary);
    document.names.iter().for_each(|name| add(name, Zone::Summary));
    let label =
        |list: &[Choice], at: Option<u16>| at.and_then(|at| list.get(at as usize)).map(|choice| choice.label.clone());
    let labels = document.fields.iter().map(|&field| label(&facets.fields, Some(field)));
    let others = [label(&facets.levels, document.level), label(&facets.unit_types, document.unit_type)];
    for text in labels.chain(others).flatten() {
        add(&text, Zone::Body);
    }
    add(&document.award, Zone::Body);
    for (heading, text) in &document.sections {
        add(heading, Zone::Body);
        add(text, Zone::Body);
    }
    finder.settle()
}
