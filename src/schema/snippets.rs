//! Keys of the front matter as snippets for Visual Studio Code.
//!
//! No extension of that editor completes YAML inside Markdown by a JSON Schema (redhat-developer/vscode-yaml#207 is open
//! since 2019), but snippets work in every Markdown file without any extension.

use serde_json::{Map, Value, json};

use super::key::{Key, Kind};
use super::site::SiteConfig;
use crate::text::Lang;

/// One snippet for each key, offered for either of its names, with the site's lists to choose from.
pub fn snippets(keys: &[Key], site: &SiteConfig, lang: Lang) -> Value {
    let mut all = Map::new();
    for key in keys {
        let mut stops = 0;
        let snippet = json!({
            "scope": "markdown",
            "prefix": [key.name, key.vi_name],
            "body": lines(key, site, &mut stops),
            "description": format!("{}. {}", key.label.get(lang), key.hint.get(lang)),
        });
        all.insert(key.name.to_owned(), snippet);
    }
    Value::Object(all)
}

/// A key with its value, as lines of a snippet's body; `stops` counts the tab stops so far.
fn lines(key: &Key, site: &SiteConfig, stops: &mut usize) -> Vec<String> {
    let mut inner = |first: &str, rest: &str| -> Vec<String> {
        let inside = key.kind.keys().iter().flat_map(|key| lines(key, site, stops));
        inside.enumerate().map(|(index, line)| format!("{}{line}", if index == 0 { first } else { rest })).collect()
    };
    match key.kind {
        Kind::Record(_) => [vec![format!("{}:", key.name)], inner("  ", "  ")].concat(),
        Kind::Records(_) => [vec![format!("{}:", key.name)], inner("  - ", "    ")].concat(),
        kind => {
            *stops += 1;
            let choose = |entries: Vec<&str>| format!("${{{stops}|{}|}}", entries.join(","));
            let ids = |list| site.entries(list).into_iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>();
            let value = match kind {
                Kind::Choice(list) if !ids(list).is_empty() => choose(ids(list)),
                Kind::Choices(list) if !ids(list).is_empty() => format!("[{}]", choose(ids(list))),
                Kind::Flag => choose(vec!["true", "false"]),
                _ => format!("${{{stops}:{}}}", escaped(key.example)),
            };
            vec![format!("{}: {value}", key.name)]
        }
    }
}

/// `text` with the characters escaped that have a meaning in snippets.
fn escaped(text: &str) -> String {
    text.chars().flat_map(|c| matches!(c, '$' | '}' | '\\').then_some('\\').into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    use super::super::keys::MODEL;
    use super::*;

    #[test]
    fn every_key_is_offered_under_both_names_with_the_sites_lists() {
        let all = snippets(MODEL, &SiteConfig::default(), Lang::Vi);
        let offered = all.as_object().unwrap();
        assert_eq!(offered.len(), MODEL.len());
        for key in MODEL {
            assert_eq!(offered[key.name]["prefix"], json!([key.name, key.vi_name]));
        }
        let field = offered["field"]["body"][0].as_str().unwrap();
        assert!(field.starts_with("field: ${1|") && field.contains("kinh-te"), "{field}");
        assert_eq!(offered["draft"]["body"], json!(["draft: ${1|true,false|}"]));
        let results = offered["results"]["body"].as_array().unwrap();
        assert!(results[1].as_str().unwrap().starts_with("  - "), "{results:?}");
    }

    #[test]
    fn characters_with_a_meaning_in_snippets_are_escaped() {
        assert_eq!(escaped("a$1 {b} c\\d"), "a\\$1 {b\\} c\\\\d");
    }
}
