//! What several tests need: a whole site made in memory.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::collections::BTreeMap;

use lantoa::render::Printed;
use lantoa::source::Source;
use lantoa::{Memo, Options, understand};

/// Every file of the site made from `source`, by address; pictures by the name of their file.
pub(crate) fn print_all(source: &Source, memo: &mut Memo) -> BTreeMap<String, String> {
    let work = understand(source, &Options::default(), memo).value;
    let press = work.press().value;
    let print = |leaf: &lantoa::edition::Leaf| match press.print(leaf) {
        Ok(Printed::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        Ok(Printed::File(path)) => path.to_string(),
        Err(finding) => panic!("{}: {}", leaf.address, finding.message.en),
    };
    work.edition.leaves.iter().map(|leaf| (leaf.address.clone(), print(leaf))).collect()
}
