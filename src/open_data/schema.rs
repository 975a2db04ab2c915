//! The shape of `models.json` as a JSON Schema.

use serde_json::{Map, Value, json};

use super::VERSION;
use super::order::Item;
use super::properties::properties;
use super::shapes::{choice, count, day, list, object, partial_date, text, year};
use crate::schema::{Kind, MODEL, SiteConfig};
use crate::text::StaticMessage;

const DESCRIPTION: StaticMessage = StaticMessage::fixed(
    "Mọi mô hình của trang web với mọi dữ kiện; những gì chưa biết thì không có khóa.",
    "Every model of the site with every fact; what is not known has no key.",
);

/// The schema (draft 2020-12). Closed lists are those of `site`; titles and descriptions are in its language. If the file is
/// `in_parts`, it is that of the parts and of their index.
pub(super) fn schema(site: &SiteConfig, in_parts: bool) -> Value {
    let entry = || object(&["id", "label"], json!({"id": text(), "label": text()}));
    let field = json!({"id": text(), "label": text(), "official": {"type": "boolean"}, "counts_as": text()});
    let origin = json!({
        "site": text(), "url": text(), "language": text(), "modified": day(), "models": count(), "program": text(),
    });
    let properties = json!({
        "version": {"const": VERSION},
        "generated_from": object(&["site", "language", "models", "program"], origin),
        "fields": list(object(&["id", "label", "official"], field)),
        "levels": list(entry()),
        "unit_types": list(entry()),
        "stages": list(entry()),
        "kinds": list(entry()),
        "campaigns": list(entry()),
        "models": list(model(site)),
    });
    let mut schema = object(&["version", "generated_from", "fields", "models"], properties);
    if in_parts {
        let part = json!({"label": text(), "url": text(), "models": count()});
        schema["properties"]["parts"] = list(object(&["label", "url", "models"], part));
        schema["properties"]["whole"] = text();
        schema["required"] = json!(["version", "generated_from", "fields"]);
        schema["oneOf"] = json!([{"required": ["models"]}, {"required": ["parts"]}]);
    }
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("models.json");
    schema["description"] = json!(DESCRIPTION.get(site.lang()));
    schema
}

fn model(site: &SiteConfig) -> Value {
    let lang = site.lang();
    let (mut all, mut required) = (Map::new(), Vec::new());
    for property in properties() {
        let (name, is_required, mut shape) = match property {
            Item::Plain(key) => (key.key.name, key.key.required, fact(key.key.kind, site)),
            Item::Derived(property) => (property.name, property.required, (property.shape)(site)),
        };
        if let Some(key) = MODEL.iter().find(|key| key.name == name) {
            shape["title"] = json!(key.label.get(lang));
            shape["description"] = json!(key.hint.get(lang));
        }
        required.extend(is_required.then_some(name));
        all.insert(name.to_owned(), shape);
    }
    object(&required, Value::Object(all))
}

/// The shape of a plain key's value.
fn fact(kind: Kind, site: &SiteConfig) -> Value {
    match kind {
        Kind::Texts => list(text()),
        Kind::Year => year(),
        Kind::Date => partial_date(),
        Kind::Number => json!({"type": "number"}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Choice(entries) => choice(entries, site),
        Kind::Choices(entries) => list(choice(entries, site)),
        _ => text(),
    }
}
