//! One JSON object a line.

use serde::Serialize;

use super::super::{Edit, Finding};
use crate::text::{Lang, Position};

#[derive(Serialize)]
struct Row<'f> {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    position: Where<'f>,
    message: &'f str,
    help: Option<&'f str>,
    related: Vec<Related<'f>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'f [Edit]>,
}

#[derive(Serialize)]
struct Related<'f> {
    #[serde(flatten)]
    position: Where<'f>,
    message: &'f str,
}

/// Lines and columns count from 1, columns in characters, the end excluded; all `null` when the whole file is meant.
#[derive(Serialize)]
struct Where<'f> {
    file: &'f str,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

impl<'f> Where<'f> {
    fn new(file: &'f str, position: Option<Position>) -> Self {
        Self {
            file,
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            end_line: position.map(|position| position.end_line),
            end_column: position.map(|position| position.end_column),
        }
    }
}

/// `findings` as one JSON object a line: `code`, `severity` (`error`, `warning`, `info`), `file`, `line`, `column`,
/// `end_line`, `end_column`, `message`, `help`, `related` (file, position and message of each other position), and, if
/// `lantoa check --fix` mends it, `fix`: edits of the file's text, each with `start` and `end` in bytes and the new `text`.
pub(crate) fn json(findings: &[Finding], lang: Lang) -> String {
    let mut lines = String::new();
    for finding in findings {
        let related = finding.related.iter().map(|related| Related {
            position: Where::new(related.file.as_str(), related.position),
            message: related.message.get(lang),
        });
        let row = Row {
            code: finding.code.id(),
            severity: finding.severity().name(),
            position: Where::new(finding.file.as_str(), finding.position),
            message: finding.message.get(lang),
            help: finding.help.as_ref().map(|help| help.get(lang)),
            related: related.collect(),
            fix: finding.fix.as_ref().map(|fix| fix.edits.as_slice()),
        };
        // Texts and numbers only: such a row always becomes JSON.
        lines.push_str(&serde_json::to_string(&row).unwrap_or_default());
        lines.push('\n');
    }
    lines
}
