//! What open pages are sent: a server-sent event for each new state of the site, and the findings as JSON.
//!
//! Knows neither sockets nor files; [`super::http`] gives it a writer.

use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::messages::PanelWords;
use super::worker::LintedState;
use crate::finding::{Finding, Severity, Tally};
use crate::text::{Lang, LineIndex};

/// Number of findings sent to a page, the most severe first.
const MAX_FINDINGS: usize = 100;
/// Interval of keep-alive comments, which detect closed connections.
const SSE_KEEPALIVE: Duration = Duration::from_secs(10);

/// The latest state, shared with all event streams.
#[derive(Default)]
pub(super) struct EventChannel {
    latest: Mutex<Latest>,
    changed: Condvar,
}

#[derive(Default, Clone)]
struct Latest {
    /// Number of updates so far; 0 before the first.
    number: u64,
    /// URL path of the style sheet.
    style: String,
    /// Version of the search data.
    search: String,
    /// The [`Event`] as JSON.
    event: String,
    /// The [`Panel`] as JSON, with links that open files in the editor.
    local_findings: Vec<u8>,
    /// The same without these links, which contain paths of this machine.
    remote_findings: Vec<u8>,
}

/// The data of a server-sent event.
#[derive(Serialize)]
struct Event<'s> {
    number: u64,
    style: &'s str,
}

/// The data of the panel over a page.
#[derive(Serialize)]
struct Panel<'s> {
    words: PanelWords,
    errors: usize,
    warnings: usize,
    infos: usize,
    findings: Vec<PanelFinding<'s>>,
}

#[derive(Serialize)]
struct PanelFinding<'s> {
    code: &'static str,
    severity: &'static str,
    file: &'s str,
    line: Option<u32>,
    column: Option<u32>,
    end_column: Option<u32>,
    /// The source line at `line`.
    text: Option<String>,
    message: &'s str,
    help: Option<&'s str>,
    /// URL that opens the file in the editor.
    open: Option<String>,
}

/// Makes URLs that open a file in the editor.
pub(super) struct EditorLink {
    /// A URL with the placeholders `{path}` (absolute, without its first `/`), `{line}` and `{column}`.
    pub(super) template: String,
    /// The site's root folder, absolute, with `/` between its parts.
    pub(super) root: String,
}

impl EventChannel {
    /// Sends an event: pages of a new state can be rendered. `style` is the URL path of its style sheet, `search` the
    /// version of its search data.
    pub(super) fn set_versions(&self, style: &str, search: &str) {
        let mut latest = self.lock();
        style.clone_into(&mut latest.style);
        search.clone_into(&mut latest.search);
        self.notify(latest);
    }

    /// Stores the findings of a state and sends an event. They are in `lang`, or by default in the site's language.
    pub(super) fn set_findings(&self, state: &LintedState<'_>, lang: Option<Lang>, editor: &EditorLink) {
        let lang = lang.unwrap_or(state.language);
        // Serialisation cannot fail: these are strings and numbers.
        let json = |editor| serde_json::to_vec(&panel(state, lang, editor)).unwrap_or_default();
        let (local_findings, remote_findings) = (json(Some(editor)), json(None));
        let mut latest = self.lock();
        latest.local_findings = local_findings;
        latest.remote_findings = remote_findings;
        self.notify(latest);
    }

    /// Counts up the number, and wakes all streams.
    fn notify(&self, mut latest: MutexGuard<'_, Latest>) {
        latest.number += 1;
        let event = Event { number: latest.number, style: &latest.style };
        latest.event = serde_json::to_string(&event).unwrap_or_default();
        drop(latest);
        self.changed.notify_all();
    }

    /// URL path of the style sheet, and version of the search data.
    pub(super) fn versions(&self) -> (String, String) {
        let latest = self.lock();
        (latest.style.clone(), latest.search.clone())
    }

    /// The findings as JSON; `null` before the first state has been linted. Only with `is_local` do they contain paths
    /// of this machine.
    pub(super) fn findings(&self, is_local: bool) -> Vec<u8> {
        let latest = self.lock();
        let findings = if is_local { &latest.local_findings } else { &latest.remote_findings };
        if findings.is_empty() { b"null".to_vec() } else { findings.clone() }
    }

    /// Writes a server-sent event (HTML standard, section 9.2) for the current state and for each later one. Returns
    /// only when writing fails.
    pub(super) fn write_sse(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(
            b"HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\nretry: 300\n\n",
        )?;
        let mut sent = 0;
        loop {
            let latest = self.lock();
            let is_unchanged = |latest: &mut Latest| latest.number == sent;
            let (latest, _) = self
                .changed
                .wait_timeout_while(latest, SSE_KEEPALIVE, is_unchanged)
                .unwrap_or_else(PoisonError::into_inner);
            let (number, event) = (latest.number, latest.event.clone());
            drop(latest);
            let line = if number == sent { ":\n\n".to_owned() } else { format!("data: {event}\n\n") };
            out.write_all(line.as_bytes())?;
            out.flush()?;
            sent = number;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn panel<'s>(state: &'s LintedState<'_>, lang: Lang, editor: Option<&EditorLink>) -> Panel<'s> {
    let Tally { errors, warnings, infos } = Tally::of(state.findings);
    let mut worst: Vec<&Finding> = state.findings.iter().collect();
    worst.sort_by_key(|finding| finding.severity());
    let findings =
        worst.into_iter().take(MAX_FINDINGS).map(|finding| panel_finding(finding, state, lang, editor)).collect();
    Panel { words: PanelWords::of(lang), errors, warnings, infos, findings }
}

fn panel_finding<'s>(
    finding: &'s Finding,
    state: &LintedState<'_>,
    lang: Lang,
    editor: Option<&EditorLink>,
) -> PanelFinding<'s> {
    let position = finding.position;
    let text = position.and_then(|position| {
        let text = state.source.text(&finding.file)?;
        let lines = LineIndex::new(text);
        (position.line as usize <= lines.len()).then(|| lines.line(text, position.line).to_owned())
    });
    let severity = finding.severity();
    PanelFinding {
        code: finding.code.id(),
        severity: severity.name(),
        file: finding.file.as_str(),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        end_column: position.filter(|position| position.end_line == position.line).map(|position| position.end_column),
        text: text.filter(|_| severity != Severity::Info || position.is_some()),
        message: finding.message.get(lang),
        help: finding.help.as_ref().map(|help| help.get(lang)),
        open: editor.map(|editor| editor.url(finding)),
    }
}

impl EditorLink {
    fn url(&self, finding: &Finding) -> String {
        let (line, column) = finding.position.map_or((1, 1), |position| (position.line, position.column));
        let path = format!("{}/{}", self.root.trim_end_matches('/'), finding.file);
        self.template
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
            .replace("{path}", &utf8_percent_encode(path.trim_start_matches('/'), PATH).to_string())
    }
}

/// What stays as it is in the path of a URL: the unreserved characters of RFC 3986, `/`, and `:` (Windows drives).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b':');

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Code;
    use crate::text::{Message, Position, SitePath};

    #[test]
    fn the_editor_opens_at_the_position() {
        let template = "vscode://file/{path}:{line}:{column}".to_owned();
        let editor = EditorLink { template, root: "/home/chị Hà/site".to_owned() };
        let finding = Finding::new(Code::UnknownKey, &SitePath::new("content/a b.md"), Message::default());
        let position = Position { line: 3, column: 7, end_line: 3, end_column: 9 };
        let url = editor.url(&finding.at(position));
        assert_eq!(url, "vscode://file/home/ch%E1%BB%8B%20H%C3%A0/site/content/a%20b.md:3:7");
    }
}
