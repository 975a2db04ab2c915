//! The layer tests can fail: each of these small modules breaks a rule, in a shape that a reader of text would miss.

use super::{Root, upward, worldly};
use crate::support::paths::named;

/// What the crate's root exports here.
const ROOT: &str = "pub mod text; pub use serve::{inner::Memo, Server}; pub use fault::Fault;";

/// What is wrong with this code, were it a module of the library.
fn wrong(module: &str, code: &str) -> Vec<String> {
    let path: Vec<String> = module.split("::").map(str::to_owned).collect();
    let items = syn::parse_file(code).unwrap_or_else(|error| panic!("{code}: {error}")).items;
    let named = named(&path, &items);
    let root = Root::of(&syn::parse_file(ROOT).unwrap().items);
    [upward(&path[0], &named, &root), worldly(&path[0], &named)].concat()
}

#[test]
fn an_import_from_above_is_found_in_every_shape() {
    for code in [
        "use crate::serve::Server;",
        "use crate::{text::{Lang, Date}, serve::Server};",
        "use crate::{text, serve};",
        "use crate::{self as all, text}; fn f() { all::serve::run() }",
        "use crate::serve as other;",
        "use crate::serve::*;",
        "use crate::*;",
        "use super::super::serve;",
        "use super::super::{text::Lang, serve::{self, Server}};",
        "use super::super::*;",
        "use crate as root; fn f() { root::serve::run() }",
        "use super::super as root; use root::serve::Server;",
        "fn f() { crate::serve::run() }",
        "fn f() { super::super::serve::run() }",
        "fn f(server: &crate::serve::Server) {}",
        "fn f() -> Vec<Option<crate::serve::Server>> { Vec::new() }",
        "fn f<T: crate::serve::Answer>(t: T) where T: Copy {}",
        "impl crate::serve::Answer for u8 {}",
        "fn f() { <u8 as crate::serve::Answer>::give() }",
        "fn f(x: u8) { match x { crate::serve::MOST => {} _ => {} } }",
        "fn f() { println(format!(\"{}\", crate::serve::name())) }",
        "fn f() { use crate::serve; }",
        "mod inner { use super::super::super::serve; }",
        "mod inner { mod deep { fn f() { crate::serve::run() } } }",
        "macro_rules! m { () => { $crate::serve::run() } }",
        "macro_rules! m { () => { use crate::{text, serve::{Server}}; } }",
        "#[serde(with = \"crate::serve::date\")] struct S { x: u8 }",
        "struct S { #[serde(default = \"crate::serve::date\")] x: u8 }",
        "pub use crate::serve::Server;",
        "pub(in crate::serve) fn f() {}",
        "const C: usize = crate::serve::MOST;",
        "#[cfg(not(test))] use crate::serve;",
        "#[cfg(any(test, unix))] use crate::serve;",
    ] {
        assert!(!wrong("catalog::links", code).is_empty(), "not found: {code}");
    }
}

#[test]
fn a_name_of_the_root_counts_as_its_room() {
    for code in ["use crate::Memo;", "use crate::{Fault, Memo as M};", "fn f(m: &super::super::Memo) {}"] {
        assert!(!wrong("catalog::links", code).is_empty(), "not found: {code}");
    }
    assert_eq!(wrong("catalog::links", "use crate::Fault; use super::super::Fault as F;"), Vec::<String>::new());
    assert!(!wrong("catalog::links", "use crate::Nonsense;").is_empty(), "a name that the root does not have");
}

#[test]
fn the_world_is_found_in_every_shape() {
    for code in [
        "use std::fs;",
        "use std::{fmt, fs::{self, File}};",
        "use std::fs::File as F;",
        "use std::time::*;",
        "use std::*;",
        "use std as s; fn f() { s::fs::read(\"x\"); }",
        "use std::time; fn f() { time::SystemTime::now(); }",
        "use std::io; fn f() { io::stdout(); }",
        "fn f() { std::env::var(\"X\"); }",
        "fn f() { ::std::env::var(\"X\"); }",
        "fn f() { vec![std::time::Instant::now()]; }",
        "use std::time::{Duration, Instant};",
        "fn f(x: std::net::TcpStream) {}",
        "static X: std::sync::Mutex<u8> = std::sync::Mutex::new(1);",
        "use std::sync::{Arc, LazyLock, Mutex};",
        "use std::sync::atomic::AtomicU8;",
        "static mut X: u8 = 1;",
        "thread_local! { static X: u8 = 1; }",
        "std::thread_local! { static X: u8 = 1; }",
        "fn f() { println!(\"x\"); }",
        "fn f() { vec![dbg!(1)]; }",
        "fn f(path: &std::path::Path) -> bool { path.exists() }",
        "fn f(path: &std::path::Path) { assert!(path.is_file()); }",
        "mod inner { use std::fs; }",
        "use walkdir::WalkDir;",
    ] {
        assert!(!wrong("catalog::links", code).is_empty(), "not found: {code}");
        assert!(wrong("publish::disk", code).is_empty(), "publish may: {code}");
    }
}

#[test]
fn what_is_allowed_is_not_found() {
    let code = "
        use std::borrow::Cow;
        use std::io::{self, Write};
        use std::sync::{Arc, LazyLock, OnceLock};
        use std::time::Duration;
        use crate::{finding::{self, Finding}, text::Lang};
        use super::gather;
        use self::inner::X;
        pub(crate) static WORDS: LazyLock<Vec<u8>> = LazyLock::new(Vec::new);
        pub(in crate::catalog) fn f(out: &mut dyn Write) -> io::Result<()> { write!(out, \"crate::serve\") }
        /// As [`crate::serve`] does.
        mod inner { pub(super) fn g() { super::f(); crate::catalog::gather() } }
        #[cfg(test)]
        use crate::serve::Server;
        #[cfg(all(test, unix))]
        mod tests { use crate::serve; use std::fs; }
        #[test]
        fn t() { std::fs::read(\"x\"); }
        fn served(serve: u8) -> u8 { serve }
    ";
    assert_eq!(wrong("catalog::links", code), Vec::<String>::new());
}
