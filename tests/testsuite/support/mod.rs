//! What several tests need. The library's types are named here as far as possible, so that a change of its public
//! surface is followed in one place.

pub(crate) mod browser;
pub(crate) mod paths;
pub(crate) mod picture;
pub(crate) mod program;
pub(crate) mod rust;
pub(crate) mod visit;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use lantoa::finding::{Finding, Severity};
pub(crate) use lantoa::source::Source;
pub(crate) use lantoa::text::{Date, SitePath};
pub(crate) use lantoa::{Memo, Options};

use lantoa::edition::Leaf;
use lantoa::render::{Press, Printed};
use lantoa::{Work, understand};

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The day on which sites in memory are built.
pub(crate) fn today() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

/// The source made of these files, given as path and content.
pub(crate) fn source_of<P: AsRef<str>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Source {
    let files: Vec<(P, Vec<u8>)> = files.into_iter().map(|(path, content)| (path, content.into())).collect();
    Source::memory(files.iter().map(|(path, content)| (path.as_ref(), content.clone())), today()).value
}

/// The source of the shipped site: `content/` and `themes/` of the repository.
pub(crate) fn shipped_source() -> Source {
    Source::read(repository()).unwrap().value
}

/// A site built in memory.
pub(crate) struct Build {
    /// Every output by its address; of one that cannot be rendered, the reason.
    pub(crate) outputs: BTreeMap<String, Vec<u8>>,
    /// What was found on the way but for outputs that cannot be rendered, sorted.
    pub(crate) findings: Vec<Finding>,
}

/// Builds everything with what earlier builds left in `memo`.
pub(crate) fn build(source: &Source, options: &Options, memo: &mut Memo) -> Build {
    let mut findings = Vec::new();
    let work = understand(source, options, memo).collect(&mut findings);
    let press = work.press().collect(&mut findings);
    let bytes = |leaf: &Leaf| render_leaf(&press, source, leaf).unwrap_or_else(|why| why.into_bytes());
    let outputs = work.edition.leaves.iter().map(|leaf| (leaf.address.clone(), bytes(leaf))).collect();
    findings.sort();
    Build { outputs, findings }
}

/// Builds a site in memory: every output by its address. Findings are ignored.
pub(crate) fn build_in_memory(source: &Source) -> BTreeMap<String, Vec<u8>> {
    build(source, &Options::default(), &mut Memo::default()).outputs
}

/// The same as text.
pub(crate) fn render(source: &Source) -> BTreeMap<String, String> {
    build_in_memory(source)
        .into_iter()
        .map(|(address, bytes)| (address, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}

/// The bytes of an output.
///
/// # Errors
/// Why it cannot be rendered.
fn render_leaf<'l>(press: &Press<'l>, source: &Source, leaf: &'l Leaf) -> Result<Vec<u8>, String> {
    match press.print(leaf) {
        Ok(Printed::Bytes(bytes)) => Ok(bytes.into_owned()),
        Ok(Printed::File(path)) => source.load(path).map_err(|fault| format!("{}: {fault:?}", leaf.address)),
        Err(finding) => Err(format!("{}: {}", leaf.address, finding.message.en)),
    }
}

/// Reads a site whose outputs are to be rendered one by one.
pub(crate) fn load(source: &Source) -> Work {
    understand(source, &Options::default(), &mut Memo::default()).value
}

/// Renders the output at `address`; `None` if the site has none there.
pub(crate) fn render_one(work: &Work, source: &Source, address: &str) -> Option<String> {
    let leaf = work.edition.leaves.iter().find(|leaf| leaf.address == address)?;
    let bytes = render_leaf(&work.press().value, source, leaf).unwrap_or_else(|why| panic!("{why}"));
    Some(String::from_utf8(bytes).unwrap())
}

/// Writes files below `root`, making folders as needed.
pub(crate) fn write_all<B: AsRef<[u8]>>(root: &Path, files: impl IntoIterator<Item = (String, B)>) {
    for (path, content) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Every file below `folder`, by its path in there, with `/` between the parts.
pub(crate) fn read_all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Whether files of expected results are to be written instead of compared: `UPDATE=1`.
pub(crate) fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}
