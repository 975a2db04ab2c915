//! What several tests need. The library's types are named here as far as possible, so that a change of its public
//! surface is followed in one place.

pub(crate) mod browser;
pub(crate) mod cdp;
pub(crate) mod paths;
pub(crate) mod picture;
pub(crate) mod program;
pub(crate) mod rust;
pub(crate) mod visit;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub(crate) use lantoa::Source;
pub(crate) use lantoa::{BuildCache, Options};
pub(crate) use lantoa::{Date, SitePath};
pub(crate) use lantoa::{Finding, Severity};

use lantoa::Store;
use lantoa::{Site, analyze};

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the store that all tests of one run share, so that a share card or photograph is drawn once in a run. Drawing
/// takes half the time of a build without optimisation. Each run has a folder of its own: what another program has drawn would
/// hide that drawing has changed.
pub(crate) fn store_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let stores = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stores");
        // Those of earlier runs. A run at the same time draws again what it misses.
        let _ = fs::remove_dir_all(&stores);
        stores.join(std::process::id().to_string())
    })
}

/// Options as the program has them, with the store of this run.
pub(crate) fn options() -> Options {
    Options { store: Store::at(store_folder()), ..Options::default() }
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
    Source::read(repository(), &options().store).unwrap().value
}

/// A site built in memory.
pub(crate) struct Build {
    /// Every output that can be rendered, by its URL path.
    pub(crate) outputs: BTreeMap<String, Vec<u8>>,
    /// All findings, sorted.
    pub(crate) findings: Vec<Finding>,
}

/// Builds everything with what earlier builds left in `cache`.
pub(crate) fn build(source: &Source, options: &Options, cache: &mut BuildCache) -> Build {
    let mut built = lantoa::build_in_memory(source, options, cache);
    built.findings.sort();
    Build { outputs: built.value, findings: built.findings }
}

/// Builds a site in memory: every output by its URL path. Findings are ignored.
pub(crate) fn build_in_memory(source: &Source) -> BTreeMap<String, Vec<u8>> {
    build(source, &options(), &mut BuildCache::default()).outputs
}

/// The same as text.
pub(crate) fn render(source: &Source) -> BTreeMap<String, String> {
    build_in_memory(source)
        .into_iter()
        .map(|(url_path, bytes)| (url_path, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}

/// Reads a site whose outputs are to be rendered one by one.
pub(crate) fn load(source: &Source) -> Site {
    analyze(source, &Options::default(), &mut BuildCache::default()).value
}

/// Renders the output at `url_path`; `None` if the site has none there.
pub(crate) fn render_one(site: &Site, url_path: &str) -> Option<String> {
    let output = site.plan.outputs.iter().find(|output| output.url_path == url_path)?;
    let renderer = site.renderer().value;
    let bytes = match output.render(&renderer) {
        Ok(rendered) => rendered.bytes(&options().store).unwrap().into_owned(),
        Err(finding) => panic!("{url_path}: {}", finding.message.en),
    };
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
