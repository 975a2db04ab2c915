//! Publishing from the desk: the site is built, into its own folder or one that was named once.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Desk, Refused, lock};
use crate::cache;
use crate::desk;
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

const NO_PARENT: StaticMessage = StaticMessage::fixed(
    "Không thấy thư mục {folder}: có lẽ ổ đĩa hoặc USB chưa cắm. Cắm vào rồi xuất bản lại, hoặc tạo thư mục ấy trước.",
    "There is no folder {folder}: perhaps the disk or USB stick is not plugged in. Plug it in and publish again, or create the folder first.",
);
const GONE: StaticMessage = StaticMessage::fixed(
    "Thư mục {folder} của lần xuất bản trước nay không còn: có lẽ ổ đĩa hoặc USB chưa cắm. Cắm vào rồi xuất bản lại; nếu đúng là chỗ ấy thì tạo thư mục rồi xuất bản lại.",
    "The folder {folder} of the last time is not there any more: perhaps the disk or USB stick is not plugged in. Plug it in and publish again; if the place is right, create the folder first.",
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
        let asked = asked.folder.as_deref().map(str::trim);
        let target = self.checked_target(asked)?;
        let options = Options { store: self.store.clone(), ..Options::default() };
        let built = pipeline::build(&self.root, &target, &options)?;
        let lang = self.lang();
        let errors = built.report.findings.iter().filter(|finding| finding.severity() == Severity::Error);
        let errors: Vec<Value> = errors
            .map(|finding| {
                let line = finding.position.map(|position| position.line);
                json!({"file": finding.file, "line": line, "message": desk::said_at_desk(finding, lang).0})
            })
            .collect();
        // A folder that could not be used is not offered again.
        if let (Some(folder), true) = (asked, built.outcome.is_some()) {
            cache::site::write(&self.root, NOTE, folder.as_bytes());
        }
        let outcome = built.outcome.map(
            |outcome| json!({"files": outcome.files(), "written": outcome.written(), "deleted": outcome.deleted.len()}),
        );
        Ok(json!({
            "folder": shown(&target), "models": built.report.models, "pages": built.report.pages,
            "errors": errors, "outcome": outcome,
        }))
    }

    /// The folder that is asked for. Where a disk is missing the site would be put onto another one without a word.
    fn checked_target(&self, asked: Option<&str>) -> Result<PathBuf, Refused> {
        let own = pipeline::default_target(&self.root);
        let target = match asked {
            Some("") => return Ok(own),
            Some(folder) => PathBuf::from(folder),
            None => PathBuf::from(self.target()),
        };
        if !target.is_absolute() && asked.is_some() {
            return Err(Refused::new(422, NOT_ABSOLUTE));
        }
        let is_own = shown(&target) == shown(&own);
        match target.parent().filter(|parent| !is_own && !parent.is_dir()) {
            Some(parent) => Err(Refused::new(422, NO_PARENT.fill_both(&[("folder", &shown(parent))]))),
            None if !is_own && asked.is_none() && !target.is_dir() => {
                Err(Refused::new(422, GONE.fill_both(&[("folder", &shown(&target))])))
            }
            None => Ok(target),
        }
    }

    /// The folder that the site is put into.
    pub(super) fn target(&self) -> String {
        let note = cache::site::read(&self.root, NOTE).and_then(|bytes| String::from_utf8(bytes).ok());
        let named = note.filter(|folder| !folder.trim().is_empty());
        named.unwrap_or_else(|| shown(&pipeline::default_target(&self.root)))
    }
}
