//! JSON Schema of the shapes that occur in `models.json`.

use serde_json::{Value, json};

use crate::schema::{List, SiteConfig};

/// An object that has these properties and no others.
pub(super) fn object(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
}

pub(super) fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

pub(super) fn text() -> Value {
    json!({"type": "string"})
}

pub(super) fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

pub(super) fn year() -> Value {
    json!({"type": "integer"})
}

pub(super) fn day() -> Value {
    json!({"type": "string", "format": "date"})
}

/// A day, a month or a year: `2024-10-15`, `2024-10`, `2024`.
pub(super) fn partial_date() -> Value {
    json!({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"})
}

/// The id of an entry of one of the site's lists.
pub(super) fn choice(list: List, site: &SiteConfig) -> Value {
    json!({"enum": site.entries(list).into_iter().map(|(id, _)| id).collect::<Vec<_>>()})
}
