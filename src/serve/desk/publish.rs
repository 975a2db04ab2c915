//! Publishing from the desk: the site is built, into its own folder or one that was named once.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Desk, Refused, lock};
use crate::cache;
use crate::finding::Severity;
use crate::pipeline;
use crate::serve::shown;
use crate::site::Options;
use crate::text::StaticMessage;

/// The note with the folder that the site is put into.
const NOTE: &str = "publish-to";

const NOT_ABSOLUTE: StaticMessage = StaticMessage::fixed(
    "Hãy ghi đầy đủ đường dẫn của thư mục, từ tên ổ đĩa hoặc dấu / ở đầu.",
    "Write the whole path of the folder, from the drive or the first / on.",
);

/// Where to publish.
#[derive(Debug, Deserialize)]
pub(super) struct Target {
    /// A folder; empty for the site's own, left out for the one that was named last.
    #[serde(default)]
    folder: Option<String>,
}

impl Desk {
    /// Builds the site. Errors of the content stop it, as they do on the command line.
    pub(super) fn publish(&self, asked: &Target) -> Answer {
        let _writing = lock(&self.writing);
        if let Some(folder) = asked.folder.as_deref().map(str::trim) {
            if !folder.is_empty() && !PathBuf::from(folder).is_absolute() {
                return Err(Refused::new(422, NOT_ABSOLUTE));
            }
            cache::site::write(&self.root, NOTE, folder.as_bytes());
        }
        let target = PathBuf::from(self.target());
        let options = Options { store: self.store.clone(), ..Options::default() };
        let built = pipeline::build(&self.root, &target, &options)?;
        let lang = self.lang();
        let errors = built.report.findings.iter().filter(|finding| finding.severity() == Severity::Error);
        let errors: Vec<Value> = errors
            .map(|finding| {
                let line = finding.position.map(|position| position.line);
                json!({"file": finding.file, "line": line, "message": finding.message.get(lang)})
            })
            .collect();
        let outcome = built.outcome.map(
            |outcome| json!({"files": outcome.files(), "written": outcome.written(), "deleted": outcome.deleted.len()}),
        );
        Ok(json!({
            "folder": shown(&target), "models": built.report.models, "pages": built.report.pages,
            "errors": errors, "outcome": outcome,
        }))
    }

    /// The folder that the site is put into.
    pub(super) fn target(&self) -> String {
        let note = cache::site::read(&self.root, NOTE).and_then(|bytes| String::from_utf8(bytes).ok());
        let named = note.filter(|folder| !folder.trim().is_empty());
        named.unwrap_or_else(|| shown(&pipeline::default_target(&self.root)))
    }
}
