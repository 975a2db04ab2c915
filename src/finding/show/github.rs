//! Workflow commands, which GitHub shows as annotations beside the lines.
//!
//! Format and escapes: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use super::super::{Finding, Severity};
use crate::text::Lang;

/// `findings` as one workflow command a line.
pub(crate) fn github(findings: &[Finding], lang: Lang) -> String {
    findings.iter().map(|finding| command(finding, lang)).collect()
}

fn command(finding: &Finding, lang: Lang) -> String {
    let level = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let file = property(finding.file.as_str());
    let position = finding.position.map_or(String::new(), |position| {
        let line = format!(",line={},endLine={}", position.line, position.end_line);
        // GitHub takes columns only within one line.
        if position.line == position.end_line {
            format!("{line},col={},endColumn={}", position.column, position.end_column)
        } else {
            line
        }
    });
    let message = data(finding.message.get(lang));
    let help = finding.help.as_ref().map_or(String::new(), |help| format!(" {}", data(help.get(lang))));
    format!("::{level} file={file}{position},title={}::{message}{help}\n", finding.code)
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
