//! What several tests need. The library's types are named here as far as possible, so that a change of its public
//! surface is followed in one place.

pub(crate) mod browser;
pub(crate) mod program;
pub(crate) mod rust;
pub(crate) mod visit;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use lantoa::Memo;
pub(crate) use lantoa::source::Source;
pub(crate) use lantoa::text::{Date, SitePath};

use lantoa::edition::Leaf;
use lantoa::render::Printed;
use lantoa::{Options, Work, understand};

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

/// Builds a site in memory: every output by its address. A picture is given by the path of its file. Findings are
/// ignored.
pub(crate) fn render(source: &Source) -> BTreeMap<String, String> {
    render_with(source, &mut Memo::default())
}

/// The same, with what earlier builds left in `memo`.
pub(crate) fn render_with(source: &Source, memo: &mut Memo) -> BTreeMap<String, String> {
    let work = load_with(source, memo);
    let press = work.press().value;
    let print = |leaf: &Leaf| match press.print(leaf) {
        Ok(Printed::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        Ok(Printed::File(path)) => path.to_string(),
        Err(finding) => panic!("{}: {}", leaf.address, finding.message.en),
    };
    work.edition.leaves.iter().map(|leaf| (leaf.address.clone(), print(leaf))).collect()
}

/// Reads a site whose outputs are to be rendered one by one.
pub(crate) fn load(source: &Source) -> Work {
    load_with(source, &mut Memo::default())
}

fn load_with(source: &Source, memo: &mut Memo) -> Work {
    understand(source, &Options::default(), memo).value
}

/// Renders the output at `address`; `None` if the site has none there.
pub(crate) fn render_one(work: &Work, address: &str) -> Option<String> {
    let leaf = work.edition.leaves.iter().find(|leaf| leaf.address == address)?;
    match work.press().value.print(leaf) {
        Ok(Printed::Bytes(bytes)) => Some(String::from_utf8(bytes.into_owned()).unwrap()),
        Ok(Printed::File(path)) => Some(path.to_string()),
        Err(finding) => panic!("{address}: {}", finding.message.en),
    }
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
