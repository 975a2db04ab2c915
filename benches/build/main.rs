//! What a whole build costs: time and memory, beside Hugo's on an equal site.
//!
//! `cargo bench --bench build -- --write DIR COUNT` only writes the corpus, to look at it or to try a build on it.

#[path = "../corpus/mod.rs"]
mod corpus;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let Some(at) = arguments.iter().position(|argument| argument == "--write") else { return Ok(()) };
    let [root, count] = &arguments[at + 1..at + 3] else { return Ok(()) };
    corpus::write(Path::new(root), count.parse().unwrap_or(1000))
}
