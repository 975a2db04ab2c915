//! What the desk's page says of the site itself.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::models::{CHANGED, hash};
use super::{Answer, Desk, Refused, lock};
use crate::desk;
use crate::finding::Severity;
use crate::site::CONFIG;
use crate::text::{SitePath, StaticMessage};

const LOCKED: StaticMessage = StaticMessage::fixed(
    "Biểu mẫu không sửa được content/site.yaml mà không làm mất điều đã ghi; hãy mở tệp ấy bằng trình soạn chữ.",
    "The form cannot change content/site.yaml without losing what it says; open that file in an editor.",
);

/// The form as it was filled in; without values it is only asked for.
#[derive(Debug, Deserialize)]
pub(super) struct OfSite {
    /// Fields by English name.
    #[serde(default)]
    values: Option<Map<String, Value>>,
    /// Hash of the file that the page has read; empty if there was none.
    #[serde(default)]
    hash: String,
    /// Whether the file is written; otherwise it is only told what is wrong.
    #[serde(default)]
    write: bool,
}

impl Desk {
    /// The form of the site and what is wrong in it. It is written if nothing in it is an error.
    pub(super) fn settings(&self, asked: &OfSite) -> Answer {
        let _writing = lock(&self.writing);
        let path = SitePath::new(CONFIG);
        let mut state = self.state_after(&[&path])?;
        let site = &state.site.catalog.site;
        let old = state.source.text(&path).unwrap_or("");
        if asked.values.is_some() && asked.hash != hash(&state, &path) {
            return Err(Refused::new(409, CHANGED));
        }
        let values = asked.values.clone().unwrap_or_default();
        let text = desk::edited_settings(&path, old, &values, site).map_err(|_| Refused::new(422, LOCKED))?;
        let remarks = desk::remarks_on_settings(&path, &text, &state.site.catalog.gazetteer, self.lang());
        let is_right = remarks.iter().all(|remark| remark.severity != Severity::Error.name());
        let is_written = asked.write && is_right;
        if is_written && text != old {
            self.write(&state, [(path.clone(), text.clone())])?;
            state = self.state_after(&[&path])?;
        }
        let site = &state.site.catalog.site;
        Ok(json!({
            "form": desk::settings_form(site, self.lang()), "values": desk::settings(&path, &text, site),
            "hash": hash(&state, &path), "remarks": remarks, "written": is_written,
        }))
    }
}
