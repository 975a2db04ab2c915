//! What open pages are told: that there is something new, its style sheet, and what was found.

use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::worker::State;
use crate::finding::{Finding, Severity, Tally};
use crate::text::{Lang, LineIndex};

/// How many findings a page is told; a reader mends one after the other.
const TOLD: usize = 100;
/// How often a silent connection is tried.
const BREATH: Duration = Duration::from_secs(10);

/// Where the latest news hang.
#[derive(Default)]
pub(super) struct Bulletin {
    latest: Mutex<Latest>,
    changed: Condvar,
}

#[derive(Default, Clone)]
struct Latest {
    number: u64,
    /// Address of the style sheet.
    style: String,
    /// Stands for the search's data.
    search: String,
    /// One event, as JSON.
    event: String,
    /// The findings, as JSON; with the way to each file, and without.
    findings: (Vec<u8>, Vec<u8>),
}

/// What an open page hears first.
#[derive(Serialize)]
struct Event<'s> {
    number: u64,
    style: &'s str,
}

/// What the panel over a page shows.
#[derive(Serialize)]
struct Panel<'s> {
    language: &'static str,
    errors: usize,
    warnings: usize,
    infos: usize,
    findings: Vec<Row<'s>>,
}

#[derive(Serialize)]
struct Row<'s> {
    code: &'static str,
    severity: &'static str,
    file: &'s str,
    line: Option<u32>,
    column: Option<u32>,
    end_column: Option<u32>,
    /// The line itself.
    text: Option<String>,
    message: &'s str,
    help: Option<&'s str>,
    /// What opens the file in the editor.
    open: Option<String>,
}

/// How a file is opened in the editor.
pub(super) struct Opener {
    /// An address with `{path}` (absolute, without its first `/`), `{line}` and `{column}`.
    pub(super) template: String,
    /// The site's folder, with `/` between its parts.
    pub(super) root: String,
}

impl Bulletin {
    /// Tells that there is a new state.
    pub(super) fn announce(&self, style: &str, search: &str) {
        let mut latest = self.lock();
        style.clone_into(&mut latest.style);
        search.clone_into(&mut latest.search);
        self.tell(latest);
    }

    /// Hangs out what was found, in `lang`, else in the site's language.
    pub(super) fn hang_out(&self, state: &State<'_>, lang: Option<Lang>, opener: &Opener) {
        let lang = lang.unwrap_or(state.language);
        // Texts and numbers only: they always become JSON.
        let json = |opener| serde_json::to_vec(&panel(state, lang, opener)).unwrap_or_default();
        let findings = (json(Some(opener)), json(None));
        let mut latest = self.lock();
        latest.findings = findings;
        self.tell(latest);
    }

    fn tell(&self, mut latest: MutexGuard<'_, Latest>) {
        latest.number += 1;
        let event = Event { number: latest.number, style: &latest.style };
        latest.event = serde_json::to_string(&event).unwrap_or_default();
        drop(latest);
        self.changed.notify_all();
    }

    /// Address of the style sheet, and what stands for the search's data.
    pub(super) fn names(&self) -> (String, String) {
        let latest = self.lock();
        (latest.style.clone(), latest.search.clone())
    }

    /// The findings as JSON, `null` before anything has been examined. Only this machine is told where the files lie.
    pub(super) fn findings(&self, here: bool) -> Vec<u8> {
        let latest = self.lock();
        let findings = if here { &latest.findings.0 } else { &latest.findings.1 };
        if findings.is_empty() { b"null".to_vec() } else { findings.clone() }
    }

    /// Writes each new state as a server-sent event (HTML standard, section 9.2), the present one first, until the
    /// connection fails.
    pub(super) fn read_out(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(
            b"HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\nretry: 300\n\n",
        )?;
        let mut heard = 0;
        loop {
            let latest = self.lock();
            let is_old = |latest: &mut Latest| latest.number == heard;
            let (latest, _) =
                self.changed.wait_timeout_while(latest, BREATH, is_old).unwrap_or_else(PoisonError::into_inner);
            let (number, event) = (latest.number, latest.event.clone());
            drop(latest);
            let line = if number == heard { ":\n\n".to_owned() } else { format!("data: {event}\n\n") };
            out.write_all(line.as_bytes())?;
            out.flush()?;
            heard = number;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn panel<'s>(state: &'s State<'_>, lang: Lang, opener: Option<&Opener>) -> Panel<'s> {
    let Tally { errors, warnings, infos } = Tally::of(state.findings);
    let mut worst: Vec<&Finding> = state.findings.iter().collect();
    worst.sort_by_key(|finding| finding.severity());
    let findings = worst.into_iter().take(TOLD).map(|finding| row(finding, state, lang, opener)).collect();
    Panel { language: lang.tag(), errors, warnings, infos, findings }
}

fn row<'s>(finding: &'s Finding, state: &State<'_>, lang: Lang, opener: Option<&Opener>) -> Row<'s> {
    let position = finding.position;
    let text = position.and_then(|position| {
        let text = state.source.text(&finding.file)?;
        let lines = LineIndex::new(text);
        (position.line as usize <= lines.len()).then(|| lines.line(text, position.line).to_owned())
    });
    let severity = finding.severity();
    Row {
        code: finding.code.id(),
        severity: severity.name(),
        file: finding.file.as_str(),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        end_column: position.filter(|position| position.end_line == position.line).map(|position| position.end_column),
        text: text.filter(|_| severity != Severity::Info || position.is_some()),
        message: finding.message.get(lang),
        help: finding.help.as_ref().map(|help| help.get(lang)),
        open: opener.map(|opener| opener.address(finding)),
    }
}

impl Opener {
    fn address(&self, finding: &Finding) -> String {
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
    fn the_editor_is_opened_at_the_place() {
        let template = "vscode://file/{path}:{line}:{column}".to_owned();
        let opener = Opener { template, root: "/home/chị Hà/site".to_owned() };
        let finding = Finding::new(Code::UnknownKey, &SitePath::new("content/a b.md"), Message::default());
        let position = Position { line: 3, column: 7, end_line: 3, end_column: 9 };
        let address = opener.address(&finding.at(position));
        assert_eq!(address, "vscode://file/home/ch%E1%BB%8B%20H%C3%A0/site/content/a%20b.md:3:7");
    }
}
