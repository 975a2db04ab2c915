//! The repository's Rust sources as syntax trees, for tests of how the code is built.

use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Item, Meta, Token, punctuated::Punctuated};

use super::repository;

/// One module of the library that lies in a file of its own.
pub(crate) struct Module {
    /// Its path below the crate: `catalog::links` is `["catalog", "links"]`, the root is empty.
    pub(crate) path: Vec<String>,
    /// Its file, relative to the repository, with `/` between the parts.
    pub(crate) file: String,
    /// Its items, those for tests included.
    pub(crate) items: Vec<Item>,
    /// Whether it is compiled for tests only.
    pub(crate) is_test: bool,
}

/// Every module of the library, found as the compiler finds them: by the `mod` declarations from `src/lib.rs` on. The
/// root comes first.
pub(crate) fn library() -> Vec<Module> {
    let mut modules = Vec::new();
    let mut waiting = vec![(Vec::new(), repository().join("src/lib.rs"), false)];
    while let Some((path, file, is_test)) = waiting.pop() {
        let items = parse(&file);
        for declared in items.iter().filter_map(|item| if let Item::Mod(module) = item { Some(module) } else { None }) {
            if declared.content.is_none() {
                let inside = [&path[..], &[declared.ident.to_string()]].concat();
                waiting.push((inside.clone(), file_of(&inside), is_test || is_for_tests(&declared.attrs)));
            }
        }
        modules.push(Module { path, file: relative(&file), items, is_test });
    }
    assert!(modules.len() > 20, "src/ was not read");
    modules
}

/// The items of a file.
fn parse(file: &Path) -> Vec<Item> {
    let text = fs::read_to_string(file).unwrap();
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display())).items
}

/// The file of the module at `path`.
fn file_of(path: &[String]) -> PathBuf {
    let stem = repository().join("src").join(path.join("/"));
    let flat = stem.with_extension("rs");
    if flat.is_file() { flat } else { stem.join("mod.rs") }
}

/// Every Rust file below these folders of the repository, as relative path and text, sorted.
pub(crate) fn files(folders: &[&str]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| repository().join(folder)).collect();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((relative(&path), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn relative(path: &Path) -> String {
    path.strip_prefix(repository()).unwrap().to_string_lossy().replace('\\', "/")
}

/// Whether these attributes leave an item to tests: `#[test]`, `#[cfg(test)]`, `#[cfg(all(test, unix))]`.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && attribute.parse_args::<Meta>().is_ok_and(|condition| needs_test(&condition)))
    })
}

/// Whether a `cfg` condition can hold in tests only.
fn needs_test(condition: &Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => {
            let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default();
            match list.path.get_ident() {
                Some(all) if all == "all" => parts.iter().any(needs_test),
                Some(any) if any == "any" => !parts.is_empty() && parts.iter().all(needs_test),
                _ => false,
            }
        }
        Meta::NameValue(_) => false,
    }
}
