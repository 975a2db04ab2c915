//! The terminal's view: the line, a mark under it, what is wrong and what to do.

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str as harmless,
};

use super::super::{Finding, Severity};
use crate::text::{Lang, LineIndex, Position, SitePath};

/// `findings` for people, in `lang`, each followed by an empty line. `text_of` gives a file's decoded text, where it
/// is known; without it the line is not shown. Colours (ANSI codes) only if `colour`.
pub(crate) fn human<'t>(
    findings: &[Finding],
    text_of: impl Fn(&SitePath) -> Option<&'t str>,
    lang: Lang,
    colour: bool,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut pages = Pages { text_of, last: None };
    let mut shown = String::new();
    for finding in findings {
        let group = group(finding, &mut pages, lang);
        shown.push_str(&renderer.render(&[group]));
        shown.push_str("\n\n");
    }
    shown
}

fn group<'t>(
    finding: &Finding,
    pages: &mut Pages<'t, impl Fn(&SitePath) -> Option<&'t str>>,
    lang: Lang,
) -> Group<'static> {
    let words = Words::of(lang);
    let level = match finding.severity() {
        Severity::Error => Level::ERROR.with_name(words.error),
        Severity::Warning => Level::WARNING.with_name(words.warning),
        Severity::Info => Level::INFO.with_name(words.info),
    };
    let title = level.primary_title(harmless(finding.message.get(lang))).id(finding.code.id());
    let mut group = title.element(pages.excerpt(&finding.file, finding.position, None));
    for related in &finding.related {
        let message = harmless(related.message.get(lang));
        group = group.element(pages.excerpt(&related.file, related.position, Some(message.clone())));
        if related.position.is_none() {
            group = group.element(Level::NOTE.with_name(words.note).message(message));
        }
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.with_name(words.help).message(harmless(help.get(lang))));
    }
    group
}

struct Words {
    error: &'static str,
    warning: &'static str,
    info: &'static str,
    note: &'static str,
    help: &'static str,
}

impl Words {
    fn of(lang: Lang) -> Self {
        match lang {
            Lang::Vi => {
                Self { error: "lỗi", warning: "cảnh báo", info: "lưu ý", note: "xem thêm", help: "cách sửa" }
            }
            Lang::En => Self { error: "error", warning: "warning", info: "info", note: "note", help: "help" },
        }
    }
}

/// Longer lines, in bytes, are not shown: a text of a MiB on one line can have a finding for every word.
const LONGEST_LINE: usize = 8 * 1024;

/// The texts of files. Findings come sorted by file, so the lines of the last one are kept.
struct Pages<'t, F> {
    text_of: F,
    last: Option<(SitePath, &'t str, LineIndex)>,
}

impl<'t, F: Fn(&SitePath) -> Option<&'t str>> Pages<'t, F> {
    /// The line at `position` with a mark under it, or the bare position when the line is not known.
    fn excerpt(&mut self, file: &SitePath, position: Option<Position>, label: Option<String>) -> Element<'static> {
        let origin = Origin::path(harmless(file.as_str()));
        let Some(position) = position else { return origin.into() };
        let Some(line) = self.line(file, position.line) else {
            return origin.line(position.line as usize).char_column(position.column as usize).into();
        };
        let kind = if label.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        let span = bytes_of(line, position);
        Snippet::source(line.to_owned())
            .line_start(position.line as usize)
            .path(harmless(file.as_str()))
            .annotation(kind.span(span).label(label))
            .into()
    }

    fn line(&mut self, file: &SitePath, number: u32) -> Option<&'t str> {
        if self.last.as_ref().is_none_or(|(path, ..)| path != file) {
            let text = (self.text_of)(file)?;
            self.last = Some((file.clone(), text, LineIndex::new(text)));
        }
        let (_, text, lines) = self.last.as_ref()?;
        (number as usize <= lines.len()).then(|| lines.line(text, number)).filter(|line| line.len() <= LONGEST_LINE)
    }
}

/// The bytes of `line` that `position` covers, at most to the line's end.
fn bytes_of(line: &str, position: Position) -> std::ops::Range<usize> {
    let byte = |column: u32| {
        let nth = line.char_indices().nth(column.saturating_sub(1) as usize);
        nth.map_or(line.len(), |(byte, _)| byte)
    };
    let start = byte(position.column);
    let end = if position.end_line == position.line { byte(position.end_column) } else { line.len() };
    start..end.max(start)
}
