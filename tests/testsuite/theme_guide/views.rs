//! What templates are given, as Markdown: read from the syntax trees of `render` and `outputs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use syn::visit::{self, Visit};
use syn::{
    Attribute, Expr, ExprMethodCall, Fields, GenericArgument, Item, ItemFn, ItemStruct, Lit, Meta, PathArguments, Type,
};

use super::{TEMPLATES, files_in};
use crate::support::rust::{self, Module, is_for_tests};

/// A struct that becomes a value of templates.
struct View {
    /// Its doc comment, in one line.
    doc: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    doc: String,
    /// Its type in words.
    kind: String,
    /// The view that it holds, or a list of which it holds.
    view: Option<String>,
}

/// The modules that give templates something.
fn modules() -> Vec<Module> {
    let concerned = |module: &Module| {
        !module.is_test && module.path.first().is_some_and(|room| ["render", "outputs"].contains(&room.as_str()))
    };
    rust::library().into_iter().filter(concerned).collect()
}

/// Every struct with named fields that can be serialised, by name.
fn views(modules: &[Module]) -> BTreeMap<String, View> {
    let structs = modules.iter().flat_map(|module| &module.items).filter_map(|item| match item {
        Item::Struct(item) if is_serialised(item) => Some(item),
        _ => None,
    });
    let structs: Vec<&ItemStruct> = structs.collect();
    let names: BTreeSet<String> = structs.iter().map(|item| item.ident.to_string()).collect();
    let mut views = BTreeMap::new();
    for item in structs {
        let Fields::Named(fields) = &item.fields else { continue };
        let fields = fields.named.iter().map(|field| {
            let (kind, view) = in_words(&field.ty, &names);
            let name = field.ident.as_ref().unwrap().to_string();
            Field { name, doc: doc_of(&field.attrs), kind, view: view.filter(|view| view != "Html") }
        });
        let view = View { doc: doc_of(&item.attrs), fields: fields.collect() };
        let before = views.insert(item.ident.to_string(), view);
        assert!(before.is_none(), "two views are called {}", item.ident);
    }
    views
}

fn is_serialised(item: &ItemStruct) -> bool {
    let derives = item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive"));
    derives
        .filter_map(|attribute| attribute.meta.require_list().ok())
        .any(|list| list.tokens.to_string().contains("Serialize"))
}

/// A doc comment in one line.
fn doc_of(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Stands for a type that only structs have that are no views.
const UNKNOWN: &str = "?";

/// A type as designers call it, and the view in it. `names` are the views.
fn in_words(ty: &Type, names: &BTreeSet<String>) -> (String, Option<String>) {
    let ty = match ty {
        Type::Reference(reference) => &*reference.elem,
        ty => ty,
    };
    let Type::Path(path) = ty else { return (UNKNOWN.to_owned(), None) };
    let last = path.path.segments.last().unwrap();
    let name = last.ident.to_string();
    let inner = || match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.last().unwrap() {
            GenericArgument::Type(ty) => in_words(ty, names),
            _ => panic!("{name} of what?"),
        },
        _ => panic!("{name} of what?"),
    };
    match name.as_str() {
        "String" | "str" | "char" => ("text".to_owned(), None),
        "usize" | "u32" | "u16" | "u8" => ("number".to_owned(), None),
        "bool" => ("true or false".to_owned(), None),
        "Html" => ("HTML".to_owned(), None),
        "Fate" => ("word".to_owned(), None),
        "Option" => (format!("{} or none", inner().0), inner().1),
        "Vec" => {
            let (kind, view) = inner();
            (if view.is_some() { format!("list of {kind}") } else { format!("list of {kind}s") }, view)
        }
        "BTreeMap" => (format!("{}s by name", inner().0), None),
        view if names.contains(view) => (format!("[{0}](#{1})", title(view), title(view).to_lowercase()), Some(name)),
        _ => (UNKNOWN.to_owned(), None),
    }
}

/// What the guide calls a view.
fn title(view: &str) -> String {
    view.strip_suffix("View").unwrap_or(view).to_owned()
}

/// The variable that a view is, by the first words of its doc comment, and the rest of the comment.
fn variable(doc: &str) -> Option<(&str, &str)> {
    let (name, rest) = doc.strip_prefix('`')?.split_once('`')?;
    Some((name, rest.strip_prefix(':').unwrap_or(rest).trim()))
}

/// The order in which variables stand in the guide: what all pages have first.
fn rank(variable: &str) -> usize {
    let first = ["site", "page", "frame", "card"];
    first.iter().position(|name| *name == variable).unwrap_or(first.len())
}

/// All fields of all variables, each with the views that only it holds, and then those that several hold.
pub(super) fn fields() -> String {
    let views = views(&modules());
    let mut roots: Vec<(&str, &str, &String)> =
        views.iter().filter_map(|(name, view)| variable(&view.doc).map(|(root, _)| (root, &*view.doc, name))).collect();
    // `page` by itself comes before `page` in some templates.
    roots.sort_by_key(|(root, doc, _)| (rank(root), *root, !doc.contains("`:")));
    let held: Vec<Vec<&str>> = roots.iter().map(|(_, _, name)| below(&views, name)).collect();
    let times = |name: &str| held.iter().filter(|held| held.contains(&name)).count();
    let mut out = String::new();
    for ((root, doc, name), held) in roots.iter().zip(&held) {
        let rest = variable(doc).unwrap().1;
        match doc.contains("`:") {
            true => write!(out, "\n### `{root}`\n\n{}\n\n", capital(rest)).unwrap(),
            false => {
                let (place, more) = rest.split_once(',').unwrap_or((rest.trim_end_matches('.'), ""));
                write!(out, "\n### `{root}` {place}\n\n").unwrap();
                if !more.is_empty() {
                    write!(out, "{}\n\n", capital(more.trim())).unwrap();
                }
            }
        }
        push_table(&mut out, &views[*name]);
        for name in held.iter().filter(|name| times(name) == 1) {
            push_view(&mut out, "####", name, &views[*name]);
        }
    }
    out.push_str("\n### Values in several variables\n");
    let shared: BTreeSet<&str> = held.iter().flatten().copied().filter(|name| times(name) > 1).collect();
    for name in shared {
        push_view(&mut out, "####", name, &views[name]);
    }
    out.push('\n');
    out
}

/// The views that a view holds, directly or not, in the order of their fields.
fn below<'v>(views: &'v BTreeMap<String, View>, name: &str) -> Vec<&'v str> {
    let mut found: Vec<&str> = Vec::new();
    let mut waiting: Vec<&str> = vec![name];
    while let Some(next) = waiting.pop() {
        let inner = views[next].fields.iter().filter_map(|field| field.view.as_deref());
        for view in inner.rev() {
            if !found.contains(&view) {
                waiting.push(view);
            }
        }
        if next != name && !found.contains(&next) {
            found.push(next);
        }
    }
    let keys = found.into_iter().map(|name| views.get_key_value(name).unwrap().0.as_str());
    keys.collect()
}

fn push_view(out: &mut String, level: &str, name: &str, view: &View) {
    assert!(!view.doc.is_empty(), "{name} has no doc comment");
    write!(out, "\n{level} {}\n\n{}\n\n", title(name), view.doc).unwrap();
    push_table(out, view);
}

fn push_table(out: &mut String, view: &View) {
    out.push_str("| field | type | meaning |\n|---|---|---|\n");
    for Field { name, doc, kind, .. } in &view.fields {
        assert!(!doc.is_empty(), "the field {name} has no doc comment");
        assert!(!kind.contains(UNKNOWN), "say in `in_words` what the type of the field {name} is to a designer");
        writeln!(out, "| `{name}` | {kind} | {} |", doc.replace('|', "\\|")).unwrap();
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Calls in one function that render a template or give it something.
#[derive(Default)]
struct Calls {
    /// Templates, each with whether it is a page with a frame.
    templates: Vec<(String, bool)>,
    variables: BTreeSet<String>,
}

impl<'a> Visit<'a> for Calls {
    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        let text = call.args.first().and_then(|argument| match argument {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
        match (call.method.to_string().as_str(), text) {
            ("html_page", Some(template)) => self.templates.push((template, true)),
            ("template" | "render", Some(template)) => self.templates.push((template, false)),
            ("insert", Some(variable)) => _ = self.variables.insert(variable),
            _ => {}
        }
        visit::visit_expr_method_call(self, call);
    }
}

/// The functions of a module, methods included.
fn functions(module: &Module) -> impl Iterator<Item = Calls> {
    struct Functions(Vec<Calls>);
    impl<'a> Visit<'a> for Functions {
        fn visit_item_fn(&mut self, function: &'a ItemFn) {
            let mut calls = Calls::default();
            calls.visit_block(&function.block);
            self.0.push(calls);
        }
        fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
            let mut calls = Calls::default();
            calls.visit_block(&function.block);
            self.0.push(calls);
        }
    }
    let mut functions = Functions(Vec::new());
    let items = module.items.iter().filter(|item| !matches!(item, Item::Mod(inner) if is_for_tests(&inner.attrs)));
    items.for_each(|item| functions.visit_item(item));
    functions.0.into_iter()
}

/// The variables of each template that the program renders, besides those that all have.
fn given() -> BTreeMap<String, String> {
    let modules = modules();
    let known: BTreeSet<String> =
        views(&modules).values().filter_map(|view| Some(variable(&view.doc)?.0.to_owned())).collect();
    let mut given = BTreeMap::new();
    for calls in modules.iter().flat_map(functions) {
        for (template, framed) in calls.templates {
            let mut variables = calls.variables.clone();
            if framed {
                variables.extend(["page".to_owned(), "frame".to_owned()]);
            }
            assert!(
                variables.is_subset(&known),
                "{template} is given {variables:?}, of which no view says that it is one"
            );
            let mut variables: Vec<String> = variables.into_iter().map(|name| format!("`{name}`")).collect();
            variables.sort_by_key(|name| (rank(name.trim_matches('`')), name.clone()));
            given.insert(template, variables.join(", "));
        }
    }
    for template in frame_templates(&modules) {
        given.insert(template, "`page` [in the frame](#page-in-the-frame)".to_owned());
    }
    given
}

/// The templates of the frame, from the constant in `render::frame`.
fn frame_templates(modules: &[Module]) -> Vec<String> {
    let frame = modules.iter().find(|module| module.path == ["render", "frame"]).unwrap();
    let list = frame.items.iter().find_map(|item| match item {
        Item::Const(constant) if constant.ident == "TEMPLATES" => match &*constant.expr {
            Expr::Array(array) => Some(array.elems.iter()),
            _ => None,
        },
        _ => None,
    });
    let name = |element: &Expr| match element {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            _ => panic!("a template's name"),
        },
        _ => panic!("a template's name"),
    };
    list.unwrap().map(name).collect()
}

/// The templates with what they make, by their first comment, and what they are given.
pub(super) fn templates() -> String {
    let given = given();
    let files = files_in(TEMPLATES);
    for template in given.keys() {
        assert!(files.iter().any(|(name, _)| name == template), "{template} is rendered but does not exist");
    }
    let mut out = "\n| template | what it makes | given besides `site` and `t` |\n|---|---|---|\n".to_owned();
    for (name, text) in files {
        let comment = text.strip_prefix("{#- ").and_then(|rest| rest.split(" -#}").next()).expect("a first comment");
        let given = given.get(&name).map_or("as the template that extends or includes it", String::as_str);
        writeln!(out, "| `{name}` | {comment} | {given} |").unwrap();
    }
    out.push('\n');
    out
}

/// The filters, by the doc comments of their functions.
pub(super) fn filters() -> String {
    let modules = modules();
    let module = modules.iter().find(|module| module.path == ["render", "filters"]).unwrap();
    let mut registered = BTreeSet::new();
    let mut described = BTreeMap::new();
    for item in &module.items {
        if let Item::Fn(function) = item {
            if function.sig.ident == "register" {
                let calls = function.block.stmts.iter().filter_map(|statement| match statement {
                    syn::Stmt::Expr(Expr::MethodCall(call), _) => call.args.iter().nth(1),
                    _ => None,
                });
                registered = calls
                    .filter_map(|argument| match argument {
                        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
                        _ => None,
                    })
                    .collect();
            }
            described.insert(function.sig.ident.to_string(), doc_of(&function.attrs));
        }
    }
    assert!(registered.len() > 3, "{registered:?}");
    let entry = |name: &String| format!("- **`{name}`** {}\n", described[name]);
    format!("\n{}\n", registered.iter().map(entry).collect::<String>())
}

/// The sections of strings, by the comments in `en.yaml`.
pub(super) fn strings() -> String {
    let (_, english) = files_in("themes/default/strings").into_iter().find(|(name, _)| name == "en.yaml").unwrap();
    let mut out = "\n| section | where its strings stand | strings |\n|---|---|---|\n".to_owned();
    let mut lines = english.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((section, rest)) = line.split_once(':').filter(|_| !line.starts_with([' ', '#'])) else { continue };
        let mut keys = Vec::new();
        while let Some(key) = lines.peek().and_then(|line| line.strip_prefix("  ")) {
            keys.extend(
                key.split_once(':').filter(|_| !key.starts_with([' ', '#'])).map(|(key, _)| format!("`{key}`")),
            );
            lines.next();
        }
        if keys.is_empty() {
            continue; // a string outside of any section
        }
        let about =
            rest.trim().strip_prefix("# ").unwrap_or_else(|| panic!("en.yaml does not say what {section} is for"));
        writeln!(out, "| `{section}` | {about} | {} |", keys.join(", ")).unwrap();
    }
    out.push('\n');
    out
}
