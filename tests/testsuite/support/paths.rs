//! Every path that a module names outside its tests, made absolute: in `use` trees, expressions, types, patterns,
//! macros and attributes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, UseTree};

use super::rust::is_for_tests;

/// How often a name may stand for another before it is taken as it is. Guards against `use a as b` and `use b as a`.
const DEPTH: usize = 8;

/// A path as the module means it: `["crate", "catalog", "gather"]`, `["std", "fs", "read"]`. A glob ends with `*`.
pub(crate) type Absolute = Vec<String>;

/// What a module names.
#[derive(Default)]
pub(crate) struct Named {
    /// Paths, made absolute with the names that the module imports.
    pub(crate) paths: BTreeSet<Absolute>,
    /// Macros that are called, by their last name.
    pub(crate) macros: BTreeSet<String>,
    /// Methods that are called.
    pub(crate) methods: BTreeSet<String>,
    /// `static mut` items.
    pub(crate) mutable_statics: BTreeSet<String>,
}

/// Reads what the items of the module at `path` (below the crate) name.
pub(crate) fn named(path: &[String], items: &[Item]) -> Named {
    let module = std::iter::once("crate".to_owned()).chain(path.iter().cloned()).collect();
    let mut reader = Reader { module, ..Reader::default() };
    items.iter().for_each(|item| reader.visit_item(item));
    let Reader { raw, imports, mut named, .. } = reader;
    for (module, path) in &raw {
        resolve(path, module, &imports, DEPTH, &mut named.paths);
    }
    named
}

/// What each name that these `use` items import stands for. Paths are made absolute if they begin with `crate`, `self` or
/// `super`, and are left as they are otherwise. A name that is imported twice is given with its first meaning.
pub(crate) fn imported(path: &[String], items: &[Item]) -> BTreeMap<String, Absolute> {
    let module = std::iter::once("crate".to_owned()).chain(path.iter().cloned()).collect();
    let mut reader = Reader { module, ..Reader::default() };
    items.iter().filter(|item| matches!(item, Item::Use(_))).for_each(|item| reader.visit_item(item));
    let absolute = |(importing, meaning): &(Vec<String>, Vec<String>)| {
        let mut found = BTreeSet::new();
        resolve(meaning, importing, &Imports::new(), 0, &mut found);
        found.pop_first()
    };
    let names = reader.imports.iter();
    names.filter_map(|(name, meanings)| Some((name.clone(), absolute(meanings.first()?)?))).collect()
}

/// What a name that was imported somewhere in the module may stand for: the importing module and the path.
type Imports = HashMap<String, Vec<(Vec<String>, Vec<String>)>>;

#[derive(Default)]
struct Reader {
    /// The module being read, from `crate` on.
    module: Vec<String>,
    /// Paths as they are written, each with the module it stands in.
    raw: Vec<(Vec<String>, Vec<String>)>,
    imports: Imports,
    named: Named,
}

/// Adds the absolute form of `path`, read in `module`. A name that was imported twice stands for both.
fn resolve(path: &[String], module: &[String], imports: &Imports, depth: usize, found: &mut BTreeSet<Absolute>) {
    let Some((first, rest)) = path.split_first() else { return };
    match first.as_str() {
        "crate" | "$crate" => {
            found.insert([&["crate".to_owned()], rest].concat());
        }
        "self" | "Self" => resolve_in(module, rest, found),
        "super" => {
            let above = &module[..module.len().saturating_sub(1).max(1)];
            match rest.first() {
                Some(again) if again == "super" => resolve(rest, above, imports, depth, found),
                _ => resolve_in(above, rest, found),
            }
        }
        _ => match imports.get(first).filter(|_| depth > 0) {
            Some(meanings) => {
                for (importing, meaning) in meanings {
                    // `use text;` means the crate or module of that name, not itself.
                    let depth = if meaning.first() == Some(first) { 0 } else { depth - 1 };
                    resolve(&[meaning, rest].concat(), importing, imports, depth, found);
                }
            }
            None => {
                found.insert(path.to_vec());
            }
        },
    }
}

fn resolve_in(module: &[String], rest: &[String], found: &mut BTreeSet<Absolute>) {
    found.insert([module, rest].concat());
}

impl Reader {
    fn add(&mut self, path: Vec<String>) {
        self.raw.push((self.module.clone(), path));
    }

    /// Adds every leaf of a `use` tree, and what it is called from then on.
    fn add_use(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: String| [before, &[name]].concat();
        match tree {
            UseTree::Path(path) => self.add_use(&path.tree, &with(path.ident.to_string())),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use(tree, before)),
            UseTree::Glob(_) => self.add(with("*".to_owned())),
            UseTree::Name(name) if name.ident == "self" => {
                self.import(before.last().cloned().unwrap_or_default(), before.to_vec());
            }
            UseTree::Name(name) => self.import(name.ident.to_string(), with(name.ident.to_string())),
            UseTree::Rename(rename) if rename.ident == "self" => {
                self.import(rename.rename.to_string(), before.to_vec());
            }
            UseTree::Rename(rename) => self.import(rename.rename.to_string(), with(rename.ident.to_string())),
        }
    }

    fn import(&mut self, name: String, path: Vec<String>) {
        self.imports.entry(name).or_default().push((self.module.clone(), path.clone()));
        self.add(path);
    }

    /// Adds the paths in tokens that nobody has parsed: what stands in a macro call, a macro's rules, an attribute.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Ident(first) => {
                    let mut path = vec![first.to_string()];
                    at += 1;
                    while let Some(next) = after_colons(&tokens, at) {
                        at += 3;
                        match next {
                            TokenTree::Ident(name) => path.push(name.to_string()),
                            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                                self.add_braced(&path, group.stream());
                                break;
                            }
                            TokenTree::Punct(punct) if punct.as_char() == '*' => path.push("*".to_owned()),
                            _ => break,
                        }
                    }
                    if matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == '!') {
                        self.named.macros.extend(path.last().cloned());
                    }
                    self.add(path);
                }
                TokenTree::Group(group) => {
                    self.add_tokens(group.stream());
                    at += 1;
                }
                TokenTree::Punct(punct) if punct.as_char() == '.' => {
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(_))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                    {
                        self.named.methods.insert(name.to_string());
                    }
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// Adds what a `use` tree inside a macro imports; anything else in braces is added as it is.
    fn add_braced(&mut self, before: &[String], tokens: TokenStream) {
        match syn::parse2::<UseTree>(std::iter::once(TokenTree::Group(group(tokens.clone()))).collect()) {
            Ok(tree) => self.add_use(&tree, before),
            Err(_) => self.add_tokens(tokens),
        }
    }
}

fn group(tokens: TokenStream) -> proc_macro2::Group {
    proc_macro2::Group::new(Delimiter::Brace, tokens)
}

/// What follows `::` at this position.
fn after_colons(tokens: &[TokenTree], at: usize) -> Option<&TokenTree> {
    let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    if is_colon(at) && is_colon(at + 1) { tokens.get(at + 2) } else { None }
}

fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes_of(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_use(&item.tree, &[]);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        if matches!(item.mutability, syn::StaticMutability::Mut(_)) {
            self.named.mutable_statics.insert(item.ident.to_string());
        }
        visit::visit_item_static(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_vis_restricted(&mut self, visibility: &'ast syn::VisRestricted) {
        // `pub(crate)` and `pub(super)` name no room.
        if visibility.in_token.is_some() {
            visit::visit_vis_restricted(self, visibility);
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.named.macros.extend(call.path.segments.last().map(|segment| segment.ident.to_string()));
        self.visit_path(&call.path);
        self.add_tokens(call.tokens.clone());
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.named.methods.insert(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            syn::Meta::List(list) => {
                self.add_tokens(list.tokens.clone());
                // `#[serde(with = "crate::text::date")]`
                for token in list.tokens.clone() {
                    if let TokenTree::Literal(literal) = token
                        && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                        && let Ok(path) = text.parse::<syn::Path>()
                    {
                        self.visit_path(&path);
                    }
                }
            }
            syn::Meta::NameValue(_) | syn::Meta::Path(_) => {}
        }
    }
}
