//! The shape of the house: rooms import downwards only, nothing between the two doors touches the world, and files
//! stay small enough to read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The rooms from the ground up. A room may use the rooms below its own line, and those on its line that stand before it.
const FLOORS: &[&[&str]] = &[
    &["text", "vietnamese", "fault"],
    &["finding"],
    &["front_matter", "asset", "source"],
    &["locality", "route", "schema"],
    &["entry", "theme", "drawing"],
    &["catalog"],
    &["nearby", "statistics", "open_data"],
    &["search", "edition"],
    &["render"],
    &["publish"],
    &["build"],
    &["serve", "command"],
];

/// The rooms that may touch disk, clock or environment: the two doors, and what stands above them.
const WORLDLY: &[&str] = &["source", "publish", "build", "serve", "command", "main"];

/// What touching the world looks like.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant::now",
    "File::open",
    "std::thread",
    "Mutex<",
    "RwLock<",
];

#[test]
fn rooms_import_downwards_only() {
    let height: BTreeMap<&str, (usize, usize)> = FLOORS
        .iter()
        .enumerate()
        .flat_map(|(floor, rooms)| rooms.iter().enumerate().map(move |(at, room)| (*room, (floor, at))))
        .collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let room = room_of(&path);
        let Some(own) = height.get(room.as_str()) else { continue };
        for used in rooms_used(&text) {
            let Some(below) = height.get(used.as_str()) else { continue };
            if used != room && below >= own {
                wrong.push(format!("{} uses {used}, which stands above {room}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_floor() {
    let known: Vec<&str> = FLOORS.iter().flat_map(|rooms| rooms.iter().copied()).chain(["lib", "main"]).collect();
    for (path, _) in sources() {
        let room = room_of(&path);
        assert!(known.contains(&room.as_str()), "{}: say in FLOORS where the room {room} stands", path.display());
    }
}

#[test]
fn only_the_doors_touch_the_world() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if WORLDLY.contains(&room_of(&path).as_str()) {
            continue;
        }
        let code = without_tests(&text);
        for word in WORLD.iter().filter(|word| code.contains(**word)) {
            wrong.push(format!("{} says {word}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_readable() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(path, text)| (without_tests(&text).lines().count(), path))
        .filter(|(lines, _)| *lines > 460)
        .map(|(lines, path)| format!("{} has {lines} lines: is it one idea?", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} does not begin with //!", path.display());
    }
}

/// Every Rust file under `src/` with its text, but for those that only hold tests.
fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.retain(|(path, _)| path.file_name().is_some_and(|name| name != "tests.rs"));
    files.sort();
    assert!(files.len() > 20, "src/ was not found");
    files
}

/// `src/catalog/links.rs` → `catalog`, `src/route.rs` → `route`.
fn room_of(path: &Path) -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inside = path.strip_prefix(src).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that code outside comments names as `crate::room`, in lists too (`use crate::{a, b}`).
fn rooms_used(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{').and_then(|list| list.split_once('}')) {
            Some((list, _)) => rooms.extend(list.split(',').map(|item| word(item.trim()))),
            None => rooms.push(word(rest)),
        }
    }
    rooms
}

/// The file up to its tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or(text)
}
