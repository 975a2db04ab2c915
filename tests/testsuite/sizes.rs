//! Files, functions and folders stay small enough to read.

use std::collections::BTreeMap;

use syn::visit::{self, Visit};

use crate::support::rust;

/// Where the limits hold.
const FOLDERS: &[&str] = &["src", "tests", "benches"];

/// Lines of a file, its tests included.
const FILE_LINES: usize = 450;
/// Lines of a function, from `fn` to its closing brace.
const FUNCTION_LINES: usize = 60;
/// Parameters of a function, `self` included.
const PARAMETERS: usize = 6;
/// Rust files right in one folder.
const FOLDER_FILES: usize = 14;

/// What is over a limit today. This list must shrink, never grow: an entry that is over no limit any more fails the test
/// until it is struck off.
const KNOWN: &[&str] = &[];

#[test]
fn files_functions_and_folders_stay_small() {
    let files = rust::files(FOLDERS);
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut over = Vec::new();
    for (file, text) in &files {
        *folders.entry(file.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
        let lines = text.lines().count();
        if lines > FILE_LINES {
            over.push((file.clone(), format!("{lines} lines, at most {FILE_LINES}")));
        }
        over.extend(functions_over(file, text));
    }
    let full = folders.into_iter().filter(|(_, files)| *files > FOLDER_FILES);
    over.extend(full.map(|(folder, files)| (folder.to_owned(), format!("{files} files, at most {FOLDER_FILES}"))));
    let new: Vec<String> = over
        .iter()
        .filter(|(what, _)| !KNOWN.contains(&what.as_str()))
        .map(|(what, why)| format!("{what}: {why}"))
        .collect();
    assert!(new.is_empty(), "too large:\n{}", new.join("\n"));
    let gone: Vec<&&str> = KNOWN.iter().filter(|known| !over.iter().any(|(what, _)| what == *known)).collect();
    assert!(gone.is_empty(), "over no limit any more, strike them off KNOWN: {gone:?}");
}

/// The functions of a file that are over a limit, as `file: name`, with the reason.
fn functions_over(file: &str, text: &str) -> Vec<(String, String)> {
    let mut reader = Functions::default();
    reader.visit_file(&syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}")));
    reader.over.into_iter().map(|(name, why)| (format!("{file}: {name}"), why)).collect()
}

/// Functions over a limit, and why.
#[derive(Default)]
struct Functions {
    over: Vec<(String, String)>,
    /// Whether those being read are what a trait asks for: how many parameters they have was decided there.
    of_trait: bool,
}

impl Functions {
    fn check(&mut self, signature: &syn::Signature, block: Option<&syn::Block>) {
        let name = signature.ident.to_string();
        let start = signature.fn_token.span.start().line;
        let lines = block.map_or(1, |block| block.brace_token.span.close().end().line + 1 - start);
        if lines > FUNCTION_LINES {
            self.over.push((name.clone(), format!("{lines} lines, at most {FUNCTION_LINES}")));
        }
        let parameters = signature.inputs.len();
        if parameters > PARAMETERS && !self.of_trait {
            self.over.push((name, format!("{parameters} parameters, at most {PARAMETERS}")));
        }
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.check(&function.sig, Some(&function.block));
        visit::visit_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outer = std::mem::replace(&mut self.of_trait, item.trait_.is_some());
        visit::visit_item_impl(self, item);
        self.of_trait = outer;
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.check(&function.sig, Some(&function.block));
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        self.check(&function.sig, function.default.as_ref());
        visit::visit_trait_item_fn(self, function);
    }
}

#[test]
fn a_function_over_a_limit_is_found() {
    let lines = "let x = 1;\n".repeat(FUNCTION_LINES - 1);
    let names = |code: &str| functions_over("f.rs", code).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(&format!("fn long() {{\n{lines}}}")), ["f.rs: long"]);
    assert!(names(&format!("/// Said at length.\n#[inline]\nfn fits() {{\n{}}}", &lines[11..])).is_empty());
    assert_eq!(names(&format!("impl X {{ fn inner() {{ fn long() {{\n{lines}}} }} }}")), ["f.rs: inner", "f.rs: long"]);
    assert_eq!(names("trait T { fn many(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8); }"), ["f.rs: many"]);
    let seven = "fn many(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) {}";
    assert_eq!(names(&format!("impl X {{ {seven} }}")), ["f.rs: many"]);
    assert!(names(&format!("impl T for X {{ {seven} }}")).is_empty());
    assert!(names("fn few(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) {}").is_empty());
}
