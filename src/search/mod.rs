//! Full-text search: an index that the build makes and a script in the browser reads, without a server.
//!
//! [`Scripts`] are the scripts, bundled from `reader/` (see its README): a small one for every page, and the reader,
//! which comes with the first file of the index when it is needed. [`data`] is the index. Its files are scripts too, calls of
//! `lantoa.data(parts)`, because that is the only way to load data that works with `script-src 'self'` as well as from `file://`. The data
//! are packed into text ([`index`]), so that they are small even on a host that does not compress.
//!
//! This module knows nothing of catalogs and pages, and does not touch the disk.

mod document;
mod index;
mod messages;
mod minor;
mod scripts;

pub use document::{Document, FacetValue, Facets, PlaceFacet};
pub use scripts::Scripts;

use crate::route;
use crate::text::Lang;

/// The files of the index, and the scripts for filters and for what comes after the first answer: URL path and bytes. The
/// same documents give the same bytes. `lang` is the language of the search page.
pub fn data(
    documents: &[Document<'_>],
    facets: &Facets,
    lang: Lang,
    reader: &Scripts,
    version: &str,
) -> Vec<(String, Vec<u8>)> {
    let files = index::files(documents, facets, lang).into_iter().map(|(name, text)| {
        // The search comes with what it always needs: one request less for the first answer.
        let code = if name == FIRST_FILE { reader.reader() } else { &[] };
        (name, [code, text.as_bytes()].concat())
    });
    let scripts = [(String::from("x"), scripts::filtering()), (String::from("y"), scripts::finding())];
    files.chain(scripts).map(|(name, bytes)| (format!("{}{name}.js", data_prefix(version)), bytes)).collect()
}

/// The name of the file of the index that is loaded first.
const FIRST_FILE: &str = "0";

/// The version of the index of models with this hash. It is part of the names of its files.
pub(crate) fn version(models: blake3::Hash, reader: &Scripts) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes()).update(&FORMAT.to_le_bytes()).update(models.as_bytes());
    hasher.update(reader.reader()).update(&scripts::filtering()).update(&scripts::finding());
    hasher.finalize().to_hex()[..10].to_owned()
}

/// Whether `url_path` is that of a file of [`data`] of this version.
pub fn is_data(url_path: &str, version: &str) -> bool {
    url_path.starts_with(&data_prefix(version))
}

/// Version of the format of the data. To be raised when the same documents give other bytes, because browsers cache
/// files by name; a test tells (`tests/testsuite/search/mod.rs`).
pub const FORMAT: u32 = 12;

/// The beginning of the URL paths of all files of this version.
fn data_prefix(version: &str) -> String {
    format!("{}/s-{version}-", route::HASHED)
}
