//! What is generated from the key tables for editors: JSON Schema, the front matter of a new model. Nothing here
//! knows a key by name.

use serde_json::{Map, Value, json};

use super::key::{Key, Kind, List};
use super::keys::MODEL;
use super::site::SiteConfig;
use crate::text::Lang;

/// The JSON Schema of a mapping with these keys, in draft 7, which code editors support best. Choices are the ids and labels
/// of `site`'s lists; each key is allowed under either of its names.
pub fn json_schema(keys: &[Key], site: &SiteConfig, lang: Lang) -> Value {
    let mut schema = object(keys, site, lang);
    if let Value::Object(members) = &mut schema {
        members.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
        members.insert("title".to_owned(), json!("Lan Tỏa"));
    }
    schema
}

fn object(keys: &[Key], site: &SiteConfig, lang: Lang) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let mut schema = value(key.kind, site, lang);
        if let Value::Object(members) = &mut schema {
            members.insert("title".to_owned(), json!(key.label.get(lang)));
            members.insert("description".to_owned(), json!(key.hint.get(lang)));
        }
        properties.insert(key.vi_name.to_owned(), schema.clone());
        properties.insert(key.name.to_owned(), schema);
    }
    let once = keys.iter().map(|key| json!({"not": {"required": [key.name, key.vi_name]}}));
    let needed = keys.iter().filter(|key| key.required);
    let needed = needed.map(|key| json!({"anyOf": [{"required": [key.name]}, {"required": [key.vi_name]}]}));
    let rules: Vec<Value> = once.chain(needed).collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties, "allOf": rules})
}

fn value(kind: Kind, site: &SiteConfig, lang: Lang) -> Value {
    let text = || json!({"type": ["string", "number"]});
    match kind {
        Kind::Text | Kind::Locality | Kind::File | Kind::Phone | Kind::ModelSlug | Kind::PageSlug => text(),
        Kind::Localities => json!({"anyOf": [text(), {"type": "array", "items": text()}]}),
        Kind::Texts | Kind::Aliases => json!({"type": "array", "items": text()}),
        Kind::Year => json!({"type": ["integer", "string"], "minimum": 1945, "pattern": "^[0-9]{4}$"}),
        Kind::Date => {
            let date = "^([0-9]{4}([-/.][0-9]{1,2}){0,2}|([0-9]{1,2}[-/.]){1,2}[0-9]{4})$";
            json!({"type": ["string", "number"], "pattern": date})
        }
        Kind::Number => {
            json!({"type": ["number", "string"], "pattern": "^[-+−]?[0-9][0-9., \u{a0}]*(\\p{L}+[0-9., \u{a0}]*)*$"})
        }
        Kind::Order => json!({"type": "integer", "minimum": 0, "maximum": u16::MAX}),
        Kind::Flag => json!({"enum": [true, false, "có", "không", "yes", "no"]}),
        Kind::Choice(list) => choice(list, site),
        Kind::Choices(list) => json!({"type": "array", "items": choice(list, site), "uniqueItems": true}),
        Kind::OneOf(words) => one_of(words),
        Kind::SomeOf(words) => json!({"type": "array", "items": one_of(words), "uniqueItems": true}),
        Kind::Id => json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
        Kind::Url => json!({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}),
        Kind::Email => json!({"type": "string", "pattern": "@"}),
        Kind::Language => json!({"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}),
        Kind::Record(keys) => object(keys, site, lang),
        Kind::Records(keys) => json!({"type": "array", "items": object(keys, site, lang)}),
    }
}

fn one_of(words: &[(&str, &str)]) -> Value {
    json!({"enum": words.iter().flat_map(|(id, label)| [id, label]).collect::<Vec<_>>()})
}

fn choice(list: List, site: &SiteConfig) -> Value {
    let entries = site.entries(list);
    let ids = entries.iter().map(|(id, _)| id.as_str());
    let names: Vec<&str> = ids.chain(entries.iter().map(|(_, label)| *label)).collect();
    json!({"enum": names})
}

/// The front matter of a new model, fences included. Keys in `values` (by English name) are filled in; the others are
/// comments with their hint and example.
pub fn template(values: &[(&str, &str)], lang: Lang) -> String {
    template_of(MODEL, values, lang)
}

/// The same of a file with these keys.
pub(crate) fn template_of(keys: &[Key], values: &[(&str, &str)], lang: Lang) -> String {
    let mut text = "---\n".to_owned();
    for key in keys {
        let given = values.iter().find(|(name, _)| *name == key.name).map(|(_, value)| *value);
        text.push_str(&match given {
            // A year or a yes needs no quotes; a text that looks like one does.
            Some(value) if matches!(key.kind, Kind::Year | Kind::Flag) => format!("{}: {value}\n", key.name),
            Some(value) => format!("{}: {}\n", key.name, scalar(value)),
            None if key.required => format!("# {}\n{}: \n", key.hint.get(lang), key.name),
            None => format!("# {}\n# {}: {}\n", key.hint.get(lang), key.name, key.example),
        });
    }
    text.push_str("---\n");
    text
}

/// The front matter that a visitor of the site starts from, fences included: the required keys and those in `values` (by
/// English name), without hints, because it has to fit into a URL.
pub(crate) fn short_template(values: &[(&str, &str)]) -> String {
    let mut text = "---\n".to_owned();
    for key in MODEL {
        let given = values.iter().find(|(name, _)| *name == key.name).map(|(_, value)| *value);
        if let Some(value) = given.or(key.required.then_some("")) {
            let value = if value.is_empty() { String::new() } else { scalar(value) };
            text.extend([key.name, ": ", &value, "\n"]);
        }
    }
    text.push_str("---\n");
    text
}

/// `value` as a YAML scalar on one line, quoted if necessary.
fn scalar(value: &str) -> String {
    let one_line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_plain(&one_line) {
        return one_line;
    }
    // Serializing a string does not fail.
    let yaml = serde_yaml::to_string(&one_line).unwrap_or_default();
    let yaml = yaml.trim_end();
    // Should a text become a block of several lines: a JSON string is YAML, too.
    if yaml.contains('\n') { json!(one_line).to_string() } else { yaml.to_owned() }
}

/// `value` as a YAML scalar on one line that may also stand in a list or group in brackets.
pub(crate) fn flow_scalar(value: &str) -> String {
    let one_line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_digits = !one_line.is_empty() && one_line.bytes().all(|b| b.is_ascii_digit());
    // Words that YAML reads as something else.
    let is_word = || {
        let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
        one_line.chars().all(char::is_alphabetic) && !words.contains(&&*one_line.to_lowercase())
    };
    // A hyphen before the bracket or comma that follows would begin a list.
    let is_plain = is_plain(&one_line) && !one_line.ends_with('-');
    // A JSON string is YAML.
    if is_plain || is_digits || (!one_line.is_empty() && is_word()) { one_line } else { json!(one_line).to_string() }
}

/// Whether a text certainly needs no quotes: several words of letters and digits, like most titles and slugs. A single word
/// may mean something else (`no`, `null`), and what begins with a digit may be a number.
///
/// The page of each model has three scalars in its link for proposals; this saves the library's 1.1 µs for a title and 0.35 µs
/// for an id (release build).
fn is_plain(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && c < '\u{2000}';
    text.starts_with(char::is_alphabetic)
        && text.contains([' ', '-'])
        && text.chars().all(|c| is_letter(c) || matches!(c, ' ' | '-'))
}

#[cfg(test)]
mod tests {
    use super::super::keys::{PAGE, SITE};
    use super::super::read_model;
    use super::*;
    use crate::finding::FileContext;
    use crate::front_matter;
    use crate::text::SitePath;

    fn names(keys: &[Key]) -> Vec<&str> {
        let mut names: Vec<&str> = keys.iter().flat_map(|key| [key.name, key.vi_name]).collect();
        names.sort_unstable();
        names
    }

    fn check_schema(schema: &Value, keys: &[Key]) {
        let mut named: Vec<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        named.sort_unstable();
        assert_eq!(named, names(keys));
        for key in keys.iter().filter(|key| !key.kind.keys().is_empty()) {
            let inner = &schema["properties"][key.name];
            check_schema(if inner["items"].is_object() { &inner["items"] } else { inner }, key.kind.keys());
        }
    }

    #[test]
    fn schema_template_and_validation_name_the_same_keys() {
        for keys in [MODEL, PAGE, SITE] {
            check_schema(&json_schema(keys, &SiteConfig::default(), Lang::Vi), keys);
        }
        let template = template(&[], Lang::En);
        for key in MODEL {
            assert!(
                template.contains(&format!("\n{}: ", key.name)) || template.contains(&format!("\n# {}: ", key.name))
            );
        }
        let everything: String = MODEL.iter().map(|key| format!("{}:\n", key.name)).collect();
        let path = SitePath::new("content/mo-hinh/x.md");
        let text = format!("---\n{everything}---\n");
        let file = FileContext::new(&path, &text);
        let read = read_model(&file, &front_matter::read(&file).value, &SiteConfig::default(), 2026);
        let required = MODEL.iter().filter(|key| key.required).count();
        assert_eq!(read.findings.len(), required, "{:?}", read.findings);
    }

    #[test]
    fn a_filled_template_reads_without_a_finding_whatever_the_title() {
        for title in [
            "Tổ: liên gia",
            "\"Ánh sáng\" #1",
            "- gạch",
            "[Mới] mô hình",
            "2019",
            "no",
            "dòng\nhai",
            "'",
            "\\",
            "*đậm*",
        ] {
            let values = [("title", title), ("locality", "Xã Đông Giang, tỉnh Lâm Đồng"), ("field", "kinh-te")];
            let text = template(&values, Lang::Vi);
            let path = SitePath::new("content/mo-hinh/x.md");
            let file = FileContext::new(&path, &text);
            let front = front_matter::read(&file);
            let read = read_model(&file, &front.value, &SiteConfig::default(), 2026);
            assert_eq!((front.findings, read.findings), (Vec::new(), Vec::new()), "{text}");
            assert_eq!(read.value.title.value, title.replace('\n', " "));
        }
    }

    #[test]
    fn a_text_in_brackets_is_read_back() {
        let path = SitePath::new("content/mo-hinh/x.md");
        for text in ["Đường 3 km -", "a - b", "x-", "-", "no", "2019", "a, b", "Tổ {x}", "đường làng"] {
            let written = format!("---\nawards: [{{form: {0}, by: {0}}}]\n---\n", flow_scalar(text));
            let read = front_matter::read(&FileContext::new(&path, &written));
            assert_eq!(read.findings, [], "{written}");
            let front_matter::Value::List(items) = &read.value.root.get("awards").unwrap().value else {
                panic!("{written}")
            };
            assert_eq!(items[0].get("by").unwrap().text(), Some(text), "{written}");
        }
    }

    #[test]
    fn a_plain_text_would_get_no_quotes_from_the_library() {
        for text in ["Tổ liên gia", "quoc-phong-an-ninh", "no no", "a - b", "y-", "Đường 3 km -", "null x", "x 1e3 -1"]
        {
            assert!(is_plain(text), "{text}");
            assert_eq!(serde_yaml::to_string(text).unwrap().trim_end(), text);
        }
        assert!(!["no", "2019 a", "- a", "a: b", "a #b", ""].into_iter().any(is_plain));
    }

    #[test]
    fn the_commented_lines_of_a_template_are_valid_when_uncommented() {
        let values = [("title", "x"), ("locality", "y"), ("field", "kinh-te")];
        let text = template(&values, Lang::Vi);
        let shortcut = |line: &&str| !line.starts_with("# award_year:") && !line.starts_with("# award_level:");
        let uncomment = |line: &str| match line.strip_prefix("# ") {
            Some(rest) if MODEL.iter().any(|key| rest.starts_with(&format!("{}: ", key.name))) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        };
        let text: String = text.lines().filter(shortcut).map(uncomment).collect();
        let path = SitePath::new("content/mo-hinh/x.md");
        let file = FileContext::new(&path, &text);
        let front = front_matter::read(&file);
        let read = read_model(&file, &front.value, &SiteConfig::default(), 2026);
        assert_eq!((front.findings, read.findings), (Vec::new(), Vec::new()), "{text}");
    }

    #[test]
    fn the_schema_offers_ids_and_labels_of_the_sites_lists() {
        let schema = json_schema(MODEL, &SiteConfig::default(), Lang::Vi);
        let offered = schema["properties"]["linh_vuc"]["enum"].as_array().unwrap();
        assert!(offered.contains(&json!("kinh-te")) && offered.contains(&json!("Phát triển kinh tế")));
    }
}
