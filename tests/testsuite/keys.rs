//! The key table is enough: every plain key of a model reaches everything that is made from front matter.
//!
//! A site with one model that has every plain key is built with a template that shows all it is given, so whoever adds a
//! row to the table and forgets a place sees this fail.

use std::collections::BTreeMap;

use lantoa::Lang;
use lantoa::internals::{InView, MODEL, MODEL_KEYS, ModelKey, OpenData, json_schema, snippets, template};
use serde_json::Value;

use super::support;

const KENG: &str = "content/mo-hinh/keng.md";

/// Names every field of `model` that has a value, then the key of each fact in `model.other_facts`.
const TEMPLATE: &str = "{% for name, value in model %}{% if value %}field {{ name }}\n{% endif %}{% endfor %}\
                        {% for fact in model.other_facts %}fact {{ fact.key }}\n{% endfor %}";

fn plain_keys() -> impl Iterator<Item = &'static ModelKey> {
    MODEL_KEYS.iter().filter(|row| row.is_plain())
}

/// The outputs of a site with one model, and the codes of all findings.
fn build(front_matter: &str) -> (BTreeMap<String, String>, Vec<String>) {
    let model = format!("---\n{front_matter}---\n\nMột câu.\n");
    let source = support::source_of([(KENG, model.as_str()), ("themes/default/templates/model.html", TEMPLATE)]);
    let built = support::build(&source, &support::options(), &mut support::BuildCache::default());
    let outputs =
        built.outputs.into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect();
    (outputs, built.findings.iter().map(|finding| format!("{:?}: {}", finding.code, finding.message.en)).collect())
}

/// Every plain key with its example, and the place, which is required.
fn example() -> String {
    let lines = plain_keys().map(|row| format!("{}: {}\n", row.key.name, row.key.example));
    lines.chain(["locality: Xã Đông Giang, tỉnh Lâm Đồng\n".to_owned()]).collect()
}

fn json(outputs: &BTreeMap<String, String>, path: &str) -> Value {
    serde_json::from_str(&outputs[path]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_plain_key_is_validated_and_offered() {
    let site = lantoa::internals::SiteConfig::default();
    let (schema, snippets) = (json_schema(MODEL, &site, Lang::Vi), snippets(MODEL, &site, Lang::Vi));
    let template = template(&[], Lang::Vi);
    for row in plain_keys() {
        let name = row.key.name;
        let (_, findings) = build(&format!("{}{name}: {{a: b}}\n", example().replace(&format!("\n{name}: "), "\n#")));
        assert!(findings.iter().any(|finding| finding.contains(name)), "{name}: {findings:?}");
        assert!(schema["properties"][name].is_object() && schema["properties"][row.key.vi_name].is_object(), "{name}");
        assert!(snippets[name].is_object(), "{name}");
        assert!(template.contains(&format!("{name}: ")), "{name}");
    }
}

#[test]
fn every_plain_key_is_in_the_open_data() {
    let (outputs, findings) = build(&example());
    let models = json(&outputs, "du-lieu/models.json");
    let schema = json(&outputs, "du-lieu/models.schema.json");
    let properties = &schema["properties"]["models"]["items"]["properties"];
    let heads = outputs["du-lieu/models.csv"].lines().next().unwrap().replace('\u{feff}', "");
    let has_head = |label: &str| {
        let cell = if label.contains(',') { format!("\"{label}\"") } else { label.to_owned() };
        format!(",{heads},").contains(&format!(",{cell},"))
    };
    for row in plain_keys() {
        let (name, published) = (row.key.name, row.open_data != OpenData::Omitted);
        assert_eq!(models["models"][0].get(name).is_some(), published, "{name} in models.json; {findings:?}");
        assert_eq!(properties[name]["description"] == row.key.hint.vi, published, "{name} in models.schema.json");
        assert_eq!(has_head(row.key.label.vi), published, "{name} in models.csv");
    }
}

#[test]
fn every_plain_key_is_given_to_the_template() {
    let (outputs, findings) = build(&example());
    let page = outputs.get("mo-hinh/keng.html").unwrap_or_else(|| panic!("no page: {findings:?}"));
    let given: Vec<&str> = page.lines().collect();
    for row in plain_keys() {
        let (field, fact) = (format!("field {}", row.key.name), format!("fact {}", row.key.name));
        assert_eq!(given.contains(&&*field), row.view == InView::Field, "{field} in {page}");
        assert_eq!(given.contains(&&*fact), row.view == InView::Listed, "{fact} in {page}");
    }
}
