//! One definition of Vietnamese: the browser's script against the vectors that Rust runs too.

use serde_json::Value;

use super::site;
use crate::support::{browser, repository, visit};

#[test]
fn browser_and_program_agree_on_vietnamese() {
    let Some(chromium) = browser::chromium() else { return };
    let vectors: Vec<[String; 3]> = include_str!("../../vietnamese/vectors.tsv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut cells = line.split('\t').map(unescaped);
            [cells.next().unwrap(), cells.next().unwrap_or_default(), cells.next().unwrap_or_default()]
        })
        .collect();
    let root = tempfile::tempdir().unwrap();
    let script = format!(
        "lantoa.ready().then(() => {{ const v = lantoa.shared(); const run = {{ fold: v.fold, normalize: v.normalize, slug: v.slug, one_i: v.oneI,
            syllables: (text) => v.syllables(text).map((s) => s.raw).join('|'),
            distance: (text) => String(v.distance(...text.split('|'))) }};
        out({}.filter(([name]) => run[name]).map(([name, input, expected]) => [name, input, expected, run[name](input)])); }});",
        serde_json::to_string(&vectors).unwrap()
    );
    let url = site(root.path(), "", &script);
    let results: Vec<[String; 4]> =
        serde_json::from_value(serde_json::from_str::<Value>(&visit::output_of(&chromium, &url)).unwrap()).unwrap();
    assert!(results.len() >= 120, "only {} vectors", results.len());
    let wrong: Vec<_> = results.iter().filter(|[_, _, expected, found]| expected != found).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Scripts that cannot load the search's letters have a rule of their own. Each of them is run with the shared vectors.
#[test]
fn every_script_that_folds_letters_is_held_to_the_vectors() {
    let root = repository();
    let held = ["src/search/reader/letters.js", "themes/default/assets/choose.js", "themes/default/assets/submit.js"];
    let scripts = ["src/search/reader", "src/serve", "themes"].map(|folder| walkdir::WalkDir::new(root.join(folder)));
    let scripts = scripts.into_iter().flatten().map(|entry| entry.unwrap().into_path());
    let own = scripts.filter(|path| path.extension().is_some_and(|extension| extension == "js")).filter(|path| {
        let is_ours =
            !path.components().any(|part| matches!(part.as_os_str().to_str(), Some("node_modules" | "tests")));
        is_ours && std::fs::read_to_string(path).unwrap().contains("normalize('NFD')")
    });
    let mut own: Vec<String> =
        own.map(|path| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/")).collect();
    own.sort();
    // The first by the test above, the second by `place`, the third by `pages::submit`.
    assert_eq!(own, held, "a new one needs a test with tests/vietnamese/vectors.tsv, or imports letters.js");
}

/// `\u{300}` stands for a character nobody could see in the file.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u{") {
        out.push_str(before);
        let (code, tail) = after.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        rest = tail;
    }
    out + rest
}
