//! The library's public surface: what another crate can name, held line by line in `public-api.txt` beside this file.
//! `UPDATE=1 cargo test --test testsuite public_api` writes the list; read the difference before you commit it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use syn::{ImplItem, Item, Type, Visibility};

use crate::support::paths::{Absolute, imported};
use crate::support::rust::{self, Module, is_for_tests};
use crate::support::{is_update, repository};

const LIST: &str = "tests/testsuite/public-api.txt";

#[test]
fn the_public_surface_is_what_it_was() {
    let now: String = Library::new(rust::library()).surface().iter().map(|line| format!("{line}\n")).collect();
    if is_update() {
        fs::write(repository().join(LIST), now).unwrap();
        return;
    }
    let kept = fs::read_to_string(repository().join(LIST)).unwrap();
    let (now, kept): (BTreeSet<&str>, BTreeSet<&str>) = (now.lines().collect(), kept.lines().collect());
    let new: Vec<_> = now.difference(&kept).collect();
    let gone: Vec<_> = kept.difference(&now).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "public now: {new:#?}\npublic no more: {gone:#?}\nUPDATE=1 writes {LIST}"
    );
}

/// All modules of a crate.
struct Library {
    modules: BTreeMap<Vec<String>, Module>,
    /// Public methods, constants and constructors of each type, by the type's path.
    methods: BTreeMap<Absolute, BTreeSet<String>>,
}

impl Library {
    fn new(modules: Vec<Module>) -> Self {
        let modules: Vec<Module> = modules.into_iter().filter(|module| !module.is_test).collect();
        let mut methods: BTreeMap<Absolute, BTreeSet<String>> = BTreeMap::new();
        for module in &modules {
            let imports = imported(&module.path, &module.items);
            for item in &module.items {
                if let Item::Impl(block) = item
                    && block.trait_.is_none()
                    && !is_for_tests(&block.attrs)
                    && let Some(name) = name_of(&block.self_ty)
                {
                    let path = imports.get(&name).cloned().unwrap_or_else(|| absolute(&module.path, &name));
                    methods.entry(path).or_default().extend(block.items.iter().filter_map(public_member));
                }
            }
        }
        let modules = modules.into_iter().map(|module| (module.path.clone(), module)).collect();
        Self { modules, methods }
    }

    /// What can be named from outside, one line each.
    fn surface(&self) -> BTreeSet<String> {
        let mut lines = BTreeSet::new();
        self.add_module(&[], "lantoa", &mut lines);
        lines
    }

    /// Adds the public items of the module at `path`, which is called `shown` outside.
    fn add_module(&self, path: &[String], shown: &str, lines: &mut BTreeSet<String>) {
        let module = &self.modules[path];
        for item in &module.items {
            match item {
                Item::Use(item) if is_public(&item.vis) => {
                    let alone = [Item::Use(item.clone())];
                    for (name, target) in imported(path, &alone) {
                        self.add_path(path, &target, &format!("{shown}::{name}"), lines);
                    }
                }
                Item::Mod(inner) if is_public(&inner.vis) && !is_for_tests(&inner.attrs) => {
                    assert!(inner.content.is_none(), "{}: a public module in a file of its own, please", inner.ident);
                    let name = inner.ident.to_string();
                    self.add_module(&[path, std::slice::from_ref(&name)].concat(), &format!("{shown}::{name}"), lines);
                }
                item => self.add_item(path, item, shown, None, lines),
            }
        }
    }

    /// Adds what `target`, imported in the module at `path`, stands for.
    fn add_path(&self, path: &[String], target: &Absolute, shown: &str, lines: &mut BTreeSet<String>) {
        // A path that begins with the name of a module right here is relative.
        let inside = [path, &target[..]].concat();
        let target = match target.split_first() {
            Some((first, rest)) if first == "crate" => rest.to_vec(),
            Some((first, _)) if self.modules.contains_key(&[path, std::slice::from_ref(first)].concat()) => inside,
            _ => {
                lines.insert(format!("{shown}: {}", target.join("::")));
                return;
            }
        };
        if self.modules.contains_key(&target) {
            return self.add_module(&target, shown, lines);
        }
        let (name, parent) = target.split_last().unwrap();
        let module = self.modules.get(parent).unwrap_or_else(|| panic!("no module {}", parent.join("::")));
        let (outside, _) = shown.rsplit_once("::").unwrap();
        let called = shown.rsplit_once("::").map(|(_, called)| called);
        match module.items.iter().find(|item| ident_of(item).is_some_and(|ident| ident == *name)) {
            Some(item) => self.add_item(parent, item, outside, called, lines),
            None => match imported(parent, &module.items).remove(name) {
                Some(next) => self.add_path(parent, &next, shown, lines),
                // `codes! { … }` makes `Code`, and no syntax tree says so.
                None => {
                    lines.insert(format!("{shown}: made by a macro"));
                    self.add_methods(&absolute(parent, name), shown, lines);
                }
            },
        }
    }

    /// Adds a public item of the module at `path`, and what it has: fields, variants, methods. It may be `called` by
    /// another name outside.
    fn add_item(&self, path: &[String], item: &Item, shown: &str, called: Option<&str>, lines: &mut BTreeSet<String>) {
        let Some((kind, name)) = public_kind(item) else { return };
        let outside = format!("{shown}::{}", called.unwrap_or(&name));
        lines.insert(format!("{outside}: {kind}"));
        let fields = |fields: &syn::Fields| {
            let public = fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis));
            let name =
                |(at, field): (usize, &syn::Field)| field.ident.as_ref().map_or(at.to_string(), ToString::to_string);
            public.map(name).map(|name| format!("{outside}.{name}: field")).collect::<Vec<_>>()
        };
        match item {
            Item::Struct(item) => lines.extend(fields(&item.fields)),
            Item::Enum(item) => {
                lines.extend(item.variants.iter().map(|variant| format!("{outside}::{}: variant", variant.ident)));
            }
            _ => {}
        }
        self.add_methods(&absolute(path, &name), &outside, lines);
    }

    fn add_methods(&self, of: &Absolute, shown: &str, lines: &mut BTreeSet<String>) {
        let methods = self.methods.get(of).into_iter().flatten();
        lines.extend(methods.map(|method| format!("{shown}::{method}: method")));
    }
}

fn absolute(module: &[String], name: &str) -> Absolute {
    std::iter::once("crate").chain(module.iter().map(String::as_str)).chain([name]).map(str::to_owned).collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The last name of a type that is a plain path.
fn name_of(of: &Type) -> Option<String> {
    if let Type::Path(path) = of { path.path.segments.last().map(|last| last.ident.to_string()) } else { None }
}

fn public_member(item: &ImplItem) -> Option<String> {
    match item {
        ImplItem::Fn(item) if is_public(&item.vis) && !is_for_tests(&item.attrs) => Some(item.sig.ident.to_string()),
        ImplItem::Const(item) if is_public(&item.vis) => Some(item.ident.to_string()),
        _ => None,
    }
}

fn ident_of(item: &Item) -> Option<String> {
    kind(item).map(|(_, name, _)| name)
}

/// What kind of item it is and its name, if it is public.
fn public_kind(item: &Item) -> Option<(&'static str, String)> {
    kind(item).filter(|(_, _, public)| *public).map(|(kind, name, _)| (kind, name))
}

fn kind(item: &Item) -> Option<(&'static str, String, bool)> {
    let (kind, ident, visibility) = match item {
        Item::Const(item) => ("const", &item.ident, &item.vis),
        Item::Enum(item) => ("enum", &item.ident, &item.vis),
        Item::Fn(item) => ("fn", &item.sig.ident, &item.vis),
        Item::Static(item) => ("static", &item.ident, &item.vis),
        Item::Struct(item) => ("struct", &item.ident, &item.vis),
        Item::Trait(item) => ("trait", &item.ident, &item.vis),
        Item::Type(item) => ("type", &item.ident, &item.vis),
        _ => return None,
    };
    Some((kind, ident.to_string(), is_public(visibility)))
}

#[test]
fn what_is_public_is_found_and_nothing_else() {
    let module = |path: &[&str], code: &str| Module {
        path: path.iter().map(|name| (*name).to_owned()).collect(),
        file: path.join("/"),
        items: syn::parse_file(code).unwrap().items,
        is_test: false,
    };
    let root =
        "pub mod open; mod shut; pub use shut::{Seen, deep::Far as Near}; pub(crate) use shut::Hidden; fn private() {}";
    let library = Library::new(vec![
        module(&[], root),
        module(
            &["open"],
            "use super::shut::Seen; impl Seen { pub fn late(&self) {} } pub const C: u8 = 1; pub(crate) struct No;",
        ),
        module(
            &["shut"],
            "pub mod deep; pub struct Seen { pub field: u8, own: u8 } pub struct Hidden; impl Seen { pub fn new() {} fn own() {} }",
        ),
        module(&["shut", "deep"], "pub enum Far { One } pub struct Unseen;"),
    ]);
    let expected = [
        "lantoa::Near: enum",
        "lantoa::Near::One: variant",
        "lantoa::Seen.field: field",
        "lantoa::Seen: struct",
        "lantoa::Seen::late: method",
        "lantoa::Seen::new: method",
        "lantoa::open::C: const",
    ];
    assert_eq!(library.surface().iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn every_dependency_has_a_row_in_the_table() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let table = fs::read_to_string(repository().join("docs/dependencies.md")).unwrap();
    let rows: String = table.lines().filter_map(|line| Some(format!("{},", line.split('|').nth(1)?))).collect();
    let named: BTreeSet<&str> = rows.split([',', ' ', '(', ')']).collect();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names = section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    let lacking: Vec<&str> = names.map(|(name, _)| name).filter(|name| !named.contains(name)).collect();
    assert!(lacking.is_empty(), "docs/dependencies.md has no row for {lacking:?}");
}
