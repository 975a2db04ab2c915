//! The shape of `models.json` as a JSON Schema.

use serde_json::{Value, json};

use super::models::BORDERS;
use super::{VERSION, words};
use crate::schema::{Id, MODEL, Site};
use crate::text::Lang;

/// The schema (draft 2020-12). Closed lists are those of `site`; what a key of the front matter means is told in `lang`.
pub(super) fn schema(site: &Site, lang: Lang) -> Value {
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
        "models": list(model(site, lang)),
    });
    let mut schema = object(&["version", "generated_from", "fields", "models"], properties);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("models.json");
    schema["description"] = json!(
        words(
            "Mọi mô hình của trang với mọi dữ kiện; những gì chưa biết thì không có khóa.",
            "Every model of the site with every fact; what is not known has no key."
        )
        .get(lang)
    );
    schema
}

fn model(site: &Site, lang: Lang) -> Value {
    let ids = |ids: Vec<&Id>| json!({"enum": ids});
    let fields = || ids(site.fields.iter().map(|field| &field.id).collect());
    let levels = ids(site.levels.iter().map(|level| &level.id).collect());
    let choices = |list: &[crate::schema::Choice]| json!({"enum": list.iter().map(|one| &one.id).collect::<Vec<_>>()});
    let office = json!({"office": text(), "phone": text(), "email": text(), "address": text(), "visits": text()});
    let award = json!({"year": year(), "level": levels, "form": text(), "by": text(), "decision": text()});
    let result =
        json!({"label": text(), "value": {"type": "number"}, "written": text(), "unit": text(), "note": text()});
    let edge = json!({
        "place": place(), "copy": text(), "year": year(), "crossed": {"enum": BORDERS}, "km": count(),
        "note": text(), "source": text(),
    });
    let mut properties = json!({
        "id": text(),
        "url": text(),
        "title": text(),
        "summary": text(),
        "place": place(),
        "field": fields(),
        "fields_also": list(fields()),
        "organisation": text(),
        "unit_type": choices(&site.unit_types),
        "kind": choices(&site.kinds),
        "stage": choices(&site.stages),
        "started": year(),
        "awards": list(object(&["year"], award)),
        "results": list(object(&["label", "value", "written"], result)),
        "resources": text(),
        "conditions": text(),
        "contact": object(&["office"], office),
        "based_on": text(),
        "spread": list(object(&["place"], edge)),
        "campaigns": list(ids(site.campaigns.iter().map(|one| &one.id).collect())),
        "tags": list(text()),
        "sources": list(object(&[], json!({"title": text(), "url": text()}))),
        "reviewed": day(),
        "updated": day(),
    });
    for key in MODEL {
        if let Some(property) = properties.get_mut(key.name) {
            property["title"] = json!(key.label.get(lang));
            property["description"] = json!(key.hint.get(lang));
        }
    }
    object(&["id", "url", "title", "place", "field"], properties)
}

fn place() -> Value {
    let unit = object(&["code", "name", "province"], json!({"code": text(), "name": text(), "province": text()}));
    object(&["written", "now"], json!({"written": text(), "code": text(), "now": list(unit)}))
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn year() -> Value {
    json!({"type": "integer"})
}

fn day() -> Value {
    json!({"type": "string", "format": "date"})
}
