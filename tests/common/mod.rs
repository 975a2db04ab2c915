//! What several tests need: a whole site made in memory.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::collections::BTreeMap;

use lantoa::render::Rendered;
use lantoa::source::Source;
use lantoa::{BuildCache, Options, understand};

/// Every file of the site made from `source`, by address; pictures by the name of their file.
pub(crate) fn print_all(source: &Source, memo: &mut BuildCache) -> BTreeMap<String, String> {
    let work = understand(source, &Options::default(), memo).value;
    let renderer = work.renderer().value;
    let print = |leaf: &lantoa::edition::Output| match renderer.print(leaf) {
        Ok(Rendered::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        Ok(Rendered::File(path)) => path.to_string(),
        Err(finding) => panic!("{}: {}", leaf.address, finding.message.en),
    };
    work.edition.leaves.iter().map(|leaf| (leaf.address.clone(), print(leaf))).collect()
}
