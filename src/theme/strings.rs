//! The strings of a theme in the site's language, gaps filled from English. Never shows a string: templates and
//! [`super::Theme::word`] do.

use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::{ThemeFile, under};
use crate::finding::{Code, FileContext, Finding};
use crate::front_matter::{self, Node};
use crate::text::{Message, Span};

/// The strings in `language`. Strings missing in that language are taken from English and reported.
pub(super) fn in_language(
    files: &BTreeMap<&str, &ThemeFile>,
    language: &str,
    site_file: &FileContext<'_>,
    findings: &mut Vec<Finding>,
) -> Value {
    let mut read = |language: &str| {
        let path = format!("strings/{language}.yaml");
        let (_, file) = under("strings/", files).find(|(name, _)| path.ends_with(&format!("/{name}")))?;
        let context = FileContext::new(&file.origin, file.text()?);
        let span = Span::new(0, context.text.len());
        let tree = front_matter::parse_map(&context, span).collect(findings);
        Some(to_json(&tree))
    };
    let fallback = read("en").unwrap_or_else(|| Value::Object(Map::new()));
    match read(language) {
        Some(mut words) => {
            fill_gaps(&mut words, &fallback);
            words
        }
        None => {
            let message = Message::new(
                format!("Giao diện chưa có câu hiển thị cho ngôn ngữ “{language}”; đang dùng tiếng Anh."),
                format!("The theme has no strings for the language “{language}”; English is used."),
            );
            let help = Message::new(
                format!("Viết themes/<tên>/strings/{language}.yaml theo mẫu themes/default/strings/en.yaml."),
                format!("Write themes/<name>/strings/{language}.yaml after themes/default/strings/en.yaml."),
            );
            findings.push(Finding::new(Code::MissingString, site_file.path, message).help(help));
            fallback
        }
    }
}

/// The texts in nested maps by the names of the maps they are in: `search.title`.
pub(super) fn by_path(strings: &Value) -> FxHashMap<String, String> {
    let mut words = HashMap::default();
    let mut open = vec![(String::new(), strings)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::String(text) => _ = words.insert(path, text.clone()),
            Value::Object(map) => open.extend(map.iter().map(|(name, value)| {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                (path, value)
            })),
            _ => {}
        }
    }
    words
}

/// A YAML tree of mappings and texts as JSON.
fn to_json(node: &Node<'_>) -> Value {
    match node.text() {
        Some(text) => Value::String(text.to_owned()),
        None => Value::Object(
            node.pairs().iter().map(|(key, value)| (key.text().unwrap_or("").to_owned(), to_json(value))).collect(),
        ),
    }
}

fn fill_gaps(words: &mut Value, fallback: &Value) {
    let (Value::Object(words), Value::Object(fallback)) = (words, fallback) else { return };
    for (key, value) in fallback {
        match words.get_mut(key) {
            Some(own) => fill_gaps(own, value),
            None => {
                words.insert(key.clone(), value.clone());
            }
        }
    }
}
