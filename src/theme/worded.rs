//! Puts strings of the theme into its scripts: `t('share.send')` becomes `"Gửi"`. Words that only a script shows stand in its
//! file, which a browser loads once, and not on every page.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// The script with its strings. What names no string of the theme is left as it is: it may be a function of the script's own.
pub(super) fn worded(script: &str, words: &FxHashMap<String, String>) -> String {
    let mut out = String::with_capacity(script.len());
    let mut done = 0;
    for (call, path) in calls(script) {
        let Some(text) = words.get(path).and_then(|text| serde_json::to_string(text).ok()) else { continue };
        out.push_str(&script[done..call.start]);
        out.push_str(&text);
        done = call.end;
    }
    out.push_str(&script[done..]);
    out
}

/// Where `t('…')` stands, and what is between the quotes.
fn calls(script: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    const START: &str = "t('";
    const END: &str = "')";
    let is_part_of_a_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
    let starts = script.match_indices(START).filter(move |(at, _)| !script[..*at].ends_with(is_part_of_a_name));
    starts.filter_map(|(at, _)| {
        let (path, _) = script[at + START.len()..].split_once(END)?;
        Some((at..at + START.len() + path.len() + END.len(), path))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, SCRIPT_OF_SEARCH};
    use super::*;

    #[test]
    fn a_script_gets_the_strings_it_names_and_keeps_its_own_functions() {
        let words = [("share.send", "Gửi \"đi\""), ("send", "x")];
        let words = words.map(|(path, text)| (path.to_owned(), text.to_owned())).into_iter().collect();
        for (script, expected) in [
            ("f(t('share.send'), 1)", "f(\"Gửi \\\"đi\\\"\", 1)"),
            ("t('share.send')+t('share.send')", "\"Gửi \\\"đi\\\"\"+\"Gửi \\\"đi\\\"\""),
            ("at('share.send'), own.t('send'), t('none'), t('", "at('share.send'), own.t('send'), t('none'), t('"),
        ] {
            assert_eq!(worded(script, &words), expected);
        }
    }

    #[test]
    fn the_built_in_strings_have_what_scripts_name() {
        let file = |path: &str| BUILT_IN.get_file(path).unwrap().contents_utf8().unwrap();
        let scripts =
            BUILT_IN.get_dir("assets").unwrap().files().filter(|file| !file.path().ends_with(SCRIPT_OF_SEARCH));
        let named: Vec<&str> =
            scripts.flat_map(|script| calls(script.contents_utf8().unwrap())).map(|(_, path)| path).collect();
        assert!(named.len() > 20, "{named:?}");
        for strings in [file("strings/vi.yaml"), file("strings/en.yaml")] {
            for path in &named {
                let (section, name) = path.split_once('.').unwrap();
                let mut lines = strings.lines().skip_while(|line| !line.starts_with(&format!("{section}:"))).skip(1);
                let is_it = |line: &str| line.starts_with(&format!("  {name}: "));
                assert!(lines.by_ref().take_while(|line| line.starts_with("  ")).any(is_it), "{path}");
            }
        }
    }
}
