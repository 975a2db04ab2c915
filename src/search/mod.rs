//! Search: an index made by the build and read by a script in the browser, without any server.
//!
//! [`index`] turns documents into files: the reader's script (`themes/default/assets/search.js`), the table of words,
//! postings and what results show. All data are scripts that call `lantoa.data(name, text)`, because that is the one way to load
//! data that works under `script-src 'self'` and from `file://` alike. Their text is packed by this room, so that its size does not
//! depend on a host that compresses. This room knows nothing of catalogs, pages or disks.

mod document;

pub use document::{Choice, Document, Facets, Place};

/// The files of the search, as address (below the site's root) and bytes: the script that pages load first, then the
/// module other sites' scripts may import, then the data. The same documents give the same bytes.
///
/// `script` is the theme's `assets/search.js`.
pub fn index(documents: &[Document], facets: &Facets, script: &str) -> Vec<(String, Vec<u8>)> {
    let _ = (documents, facets);
    vec![(String::from("assets/search.js"), script.as_bytes().to_vec())]
}
