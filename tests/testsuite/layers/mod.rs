//! How the library is built: rooms (the folders and files right below `src/`) import downwards only, and no room touches
//! disk, clock, network or a changing global unless it is listed as one that may.

mod planted;

use std::collections::BTreeSet;

use syn::{Item, UseTree};

use crate::support::paths::{Absolute, Named, named};
use crate::support::rust::{self, Module};

/// The rooms from the ground up. A room may use the rooms on the lines above its own in this list, and those on its own
/// line that stand before it.
const FLOORS: &[&[&str]] = &[
    &["text", "vietnamese"],
    &["error", "fingerprint", "finding"],
    &["front_matter", "cache", "image", "media", "share_card", "source"],
    &["locality", "schema", "taxonomy", "route"],
    &["entry", "theme", "charts"],
    &["catalog"],
    &["suggestions", "statistics", "open_data"],
    &["office"],
    &["search"],
    &["desk"],
    &["render"],
    &["outputs"],
    &["site"],
    &["publish"],
    &["pipeline", "mend"],
    &["serve", "command"],
    &["internals"],
];

/// The rooms that may touch the world: what reads, what publishes, and what stands above them. All others are pure.
const WORLDLY: &[&str] = &["cache", "media", "source", "publish", "pipeline", "mend", "serve", "command"];

/// What a pure room may not name. A path stands for everything below it.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::sync::Mutex",
    "std::sync::RwLock",
    "std::sync::Condvar",
    "std::sync::mpsc",
    "std::sync::atomic",
    "notify",
    "tiny_http",
    "walkdir",
];

/// Macros that do so.
const WORLDLY_MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg", "thread_local"];

/// Methods of `std::path::Path` that look at the disk.
const WORLDLY_METHODS: &[&str] = &[
    "exists",
    "try_exists",
    "is_file",
    "is_dir",
    "is_symlink",
    "metadata",
    "symlink_metadata",
    "canonicalize",
    "read_dir",
    "read_link",
];

#[test]
fn rooms_import_downwards_only() {
    let library = rust::library();
    let root = Root::of(&library[0].items);
    let wrong = each_module(&library, |room, named| upward(room, named, &root));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pure_rooms_do_not_touch_the_world() {
    let wrong = each_module(&rust::library(), worldly);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_floor() {
    let library = rust::library();
    let declared: BTreeSet<&str> =
        library.iter().filter_map(|module| module.path.first()).map(String::as_str).collect();
    let known: BTreeSet<&str> = FLOORS.iter().flat_map(|rooms| rooms.iter().copied()).collect();
    assert_eq!(declared, known, "the rooms of src/lib.rs, and those in FLOORS");
    assert!(WORLDLY.iter().all(|room| known.contains(room)), "WORLDLY names a room that is none");
}

#[test]
fn every_file_belongs_to_the_library_and_says_what_it_is_for() {
    let library = rust::library();
    for (file, text) in rust::files(&["src"]) {
        match library.iter().find(|module| module.file == file) {
            Some(module) => assert!(text.starts_with("//!") || module.is_test, "{file} does not begin with //!"),
            None => assert_eq!(file, "src/main.rs", "{file} is compiled by nothing"),
        }
    }
}

/// What `find` has to say of each module outside the tests, with the module's file before it.
fn each_module(library: &[Module], find: impl Fn(&str, &Named) -> Vec<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for module in library.iter().filter(|module| !module.is_test) {
        let Some(room) = module.path.first() else { continue };
        let named = named(&module.path, &module.items);
        wrong.extend(find(room, &named).into_iter().map(|what| format!("{}: {what}", module.file)));
    }
    wrong
}

/// Names that `src/lib.rs` imports from rooms: `crate::Fault` is the room `fault`'s.
struct Root(Vec<(String, String)>);

impl Root {
    fn of(items: &[Item]) -> Self {
        let mut names = Vec::new();
        for item in items {
            if let Item::Use(item) = item {
                add_names(&item.tree, None, &mut names);
            }
        }
        Self(names)
    }

    /// The room of an absolute path; `None` for one that leads out of the crate.
    ///
    /// # Errors
    /// A path that stands for every room, or for none that is known.
    fn room<'p>(&'p self, path: &'p Absolute) -> Result<Option<&'p str>, String> {
        let [first, rest @ ..] = path.as_slice() else { return Ok(None) };
        let Some(name) = rest.first().filter(|_| first == "crate") else { return Ok(None) };
        if name == "*" {
            return Err("a glob of the whole crate names every room".to_owned());
        }
        if floor(name).is_some() {
            return Ok(Some(name));
        }
        let known = self.0.iter().find(|(known, _)| known == name).map(|(_, room)| room.as_str());
        known.map(Some).ok_or_else(|| format!("{} is in no room", path.join("::")))
    }
}

/// Adds each name that a `use` tree of `src/lib.rs` brings in, with the first part of its path.
fn add_names(tree: &UseTree, room: Option<&str>, names: &mut Vec<(String, String)>) {
    match tree {
        UseTree::Path(path) if path.ident == "crate" || path.ident == "self" => add_names(&path.tree, None, names),
        UseTree::Path(path) => add_names(&path.tree, room.or(Some(path.ident.to_string().as_str())), names),
        UseTree::Group(group) => group.items.iter().for_each(|tree| add_names(tree, room, names)),
        UseTree::Name(name) => names.extend(room.map(|room| (name.ident.to_string(), room.to_owned()))),
        UseTree::Rename(rename) => names.extend(room.map(|room| (rename.rename.to_string(), room.to_owned()))),
        _ => panic!("src/lib.rs exports a glob, which hides what it exports"),
    }
}

/// Where a room stands: its line, and its place on that line.
fn floor(room: &str) -> Option<(usize, usize)> {
    let place = |(line, rooms): (usize, &&[&str])| Some((line, rooms.iter().position(|known| *known == room)?));
    FLOORS.iter().enumerate().find_map(place)
}

/// The rooms above `room` that it names.
fn upward(room: &str, named: &Named, root: &Root) -> Vec<String> {
    let mut wrong = Vec::new();
    for path in &named.paths {
        match root.room(path) {
            Ok(Some(used)) if used != room && floor(used) >= floor(room) => {
                wrong.push(format!("{} is above {room}", path.join("::")));
            }
            Ok(_) => {}
            Err(why) => wrong.push(why),
        }
    }
    wrong
}

/// What a pure room names of the world.
fn worldly(room: &str, named: &Named) -> Vec<String> {
    if WORLDLY.contains(&room) {
        return Vec::new();
    }
    let touches = |path: &&Absolute| {
        let path = path.join("::");
        WORLD.iter().any(|word| match path.strip_suffix("::*") {
            // `use std::time::*` brings in all that is below it.
            Some(glob) => word.starts_with(glob) || glob.starts_with(word),
            None => path.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with("::")),
        })
    };
    let says = |what: &String| format!("{room} is pure and names {what}");
    let paths = named.paths.iter().filter(touches).map(|path| says(&path.join("::")));
    let macros =
        named.macros.iter().filter(|name| WORLDLY_MACROS.contains(&name.as_str())).map(|n| says(&format!("{n}!")));
    let methods =
        named.methods.iter().filter(|name| WORLDLY_METHODS.contains(&name.as_str())).map(|n| says(&format!(".{n}()")));
    let statics = named.mutable_statics.iter().map(|name| says(&format!("static mut {name}")));
    paths.chain(macros).chain(methods).chain(statics).collect()
}
