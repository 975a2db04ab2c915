//! The scripts of the search, bundled from `reader/` by esbuild: puts the version into them.

use crate::route;

/// The scripts of the search. They do not depend on the version of the data until [`files`](Self::files).
#[derive(Debug)]
pub struct Scripts {
    /// The script that searches. It stands at the beginning of the index's first file ([`data`](super::data)).
    reader: Vec<u8>,
}

impl Scripts {
    /// `reader` is the theme's `search.js`: a script without imports and exports, which is published as it is but for
    /// the function around it.
    pub fn new(reader: &str) -> Self {
        Self { reader: in_function("", reader) }
    }

    /// URL path and bytes of each script that has a file of its own: the one that pages load, and the module that other
    /// scripts may import.
    ///
    /// `version` is in the names of the files of [`data`](super::data), so that a browser never mixes two indexes. It
    /// changes with the models and with the reader's script ([`version`](super::version)), so that pages need not wait
    /// for the index.
    pub fn files(&self, version: &str) -> Vec<(String, Vec<u8>)> {
        let mut start = in_function(&format!("const VERSION=\"{version}\";"), START);
        start.extend(padding(version));
        let start = (format!("{}/start.js", route::ASSETS), start);
        let module = (format!("{}/search.js", route::ASSETS), MODULE.into());
        vec![start, module]
    }

    /// The script that searches.
    pub(super) fn reader(&self) -> &[u8] {
        &self.reader
    }
}

/// Spaces whose number depends on the version in a script. Some tools copy a file only if its length differs, and the
/// name of this script is always the same, as is the length of the version. One change in a thousand still keeps the
/// length.
fn padding(version: &str) -> impl Iterator<Item = u8> {
    let length = version.bytes().fold(0, |hash: u32, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte))) % 1_021;
    (0..length).map(|_| b' ')
}

/// The first line of each bundle (`reader/build.js`).
const BANNER: &str = "// Source: src/search/reader\n";

/// Wraps a script in a function that declares `constants`, so that none of its names becomes global.
fn in_function(constants: &str, script: &str) -> Vec<u8> {
    // The last line is separate, because the script may end with a comment. The banner is for people who have the
    // source.
    let script = script.strip_prefix(BANNER).unwrap_or(script).trim_end();
    format!("(()=>{{{constants}{script}\n}})()\n").into_bytes()
}

/// The script of every page, bundled from `reader/start.js`. It expects the constant `VERSION`.
const START: &str = include_str!("start.min.js");

/// The script that filters and looks for phrases, bundled from `reader/filtering.js`: a file of the index, because few
/// readers need it.
pub(super) fn filtering() -> Vec<u8> {
    in_function("", include_str!("filtering.min.js"))
}

/// What the page of results gets after its first answer, bundled from `reader/finding.js`: a file of the index.
pub(super) fn finding() -> Vec<u8> {
    in_function("", include_str!("finding.min.js"))
}

/// Exports the search for other scripts. It loads the same script that pages load, so there is only one search.
const MODULE: &str = include_str!("reader/module.js");
