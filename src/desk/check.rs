//! What is wrong in a text that is being written, each beside the field that it is about.

use serde::Serialize;

use super::words::said_at_desk;
use crate::catalog;
use crate::entry::{self, EntryKind};
use crate::finding::{self, Code, FileContext, Finding, Fix};
use crate::front_matter::{self, Node, Value};
use crate::locality::Gazetteer;
use crate::schema::{Key, Kind, SiteConfig};
use crate::text::{Lang, Position, SitePath, StaticMessage};

/// A finding for a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Remark {
    pub(crate) code: &'static str,
    pub(crate) severity: &'static str,
    message: String,
    help: Option<String>,
    /// The line of the file.
    line: Option<u32>,
    /// The key that it is about.
    pub(crate) key: Option<&'static str>,
    /// Which entry of the list.
    pub(crate) index: Option<usize>,
    /// Which key of the entry.
    pub(crate) part: Option<&'static str>,
    /// Whether it is about the article.
    pub(crate) in_body: bool,
    /// Whether [`mended`] takes it away.
    has_fix: bool,
}

/// What is wrong in one file by itself. Links to other files are only known to a whole site.
pub(crate) fn check(path: &SitePath, text: &str, site: &SiteConfig, places: &Gazetteer, year: u16) -> Vec<Finding> {
    let read = entry::parse(path, &text.into(), site, year);
    let mut findings = read.findings;
    if let Some(parsed) = read.value {
        catalog::prepare(parsed, site, places).collect(&mut findings);
    }
    finding::sort(&mut findings);
    findings
}

/// Fixes can uncover findings that offer further ones.
const MOST_ROUNDS: usize = 10;

/// The text of a file with everything mended that is certain, and how many fixes that were.
pub(crate) fn mended(path: &SitePath, text: &str, site: &SiteConfig, places: &Gazetteer, year: u16) -> (String, usize) {
    let (mut text, mut fixes) = (text.to_owned(), 0);
    for _ in 0..MOST_ROUNDS {
        let findings = check(path, &text, site, places, year);
        let certain = findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| is_of_text(fix));
        let (new, applied) = finding::apply(&text, certain);
        if applied.is_empty() || new == text {
            break;
        }
        fixes += applied.len();
        text = new;
    }
    (text, fixes)
}

/// Whether a fix changes nothing but the text: one that makes files is left to `lantoa check --fix`.
pub(super) fn is_of_text(fix: &Fix) -> bool {
    fix.files.is_empty() && !fix.edits.is_empty()
}

/// Findings of the file `path` with this text, for its form.
pub(crate) fn remarks<'f>(
    path: &SitePath,
    text: &str,
    findings: impl IntoIterator<Item = &'f Finding>,
    lang: Lang,
) -> Vec<Remark> {
    let front = front_matter::read(&FileContext::new(path, text)).value;
    let written =
        Written { text, keys: EntryKind::of(path).keys(), root: &front.root, body: front.body.start as usize };
    findings.into_iter().map(|finding| written.remark(finding, lang)).collect()
}

/// A file with its keys.
pub(super) struct Written<'w, 't> {
    pub(super) text: &'w str,
    /// The table of its keys.
    pub(super) keys: &'static [Key],
    pub(super) root: &'w Node<'t>,
    /// The byte at which its article begins.
    pub(super) body: usize,
}

impl Written<'_, '_> {
    pub(super) fn remark(&self, finding: &Finding, lang: Lang) -> Remark {
        let at = finding.position.map(|position| offset(self.text, position));
        let (message, help) = said_at_desk(finding, lang);
        let mut remark = Remark {
            code: finding.code.id(),
            severity: finding.severity().name(),
            message,
            help,
            line: finding.position.map(|position| position.line),
            key: None,
            index: None,
            part: None,
            in_body: at.is_some_and(|at| at >= self.body),
            has_fix: finding.fix.as_ref().is_some_and(is_of_text),
        };
        if let Some(at) = at.filter(|_| !remark.in_body) {
            aim(&mut remark, self.keys, self.root, at);
            if remark.key.is_none() && finding.code == Code::MissingKey {
                remark.key = named(self.keys, finding).map(folded);
            } else if let Some(key) = self.key_of(&remark)
                && remark.part.is_none()
            {
                remark.part = named(key.kind.keys(), finding);
            }
        }
        if matches!(finding.code, Code::MissingKey | Code::EmptyValue) {
            let key = self.key_of(&remark);
            not_written(&mut remark, key, lang);
        }
        in_words_of_form(&mut remark, self.keys, lang);
        remark
    }

    /// The key that a remark is about.
    fn key_of(&self, remark: &Remark) -> Option<&'static Key> {
        self.keys.iter().find(|key| Some(key.name) == remark.key)
    }
}

/// Calls keys what the form calls them: “Ngày rà soát” for `reviewed`. What is to be written is the value alone.
fn in_words_of_form(remark: &mut Remark, keys: &[Key], lang: Lang) {
    let key = keys.iter().find(|key| Some(key.name) == remark.key);
    let own: Vec<&Key> = key.into_iter().flat_map(|key| std::iter::once(key).chain(key.kind.keys())).collect();
    let in_words = |text: &str| {
        let mut text = text.to_owned();
        for key in keys.iter().chain(own.iter().copied()) {
            let label = key.label.get(lang);
            for name in [key.name, key.vi_name] {
                text = text.replace(&format!("khóa “{name}”"), &format!("ô “{label}”"));
                text = text.replace(&format!("“{name}”"), &format!("“{label}”"));
                text = with_word(&text, &format!("Thêm khóa {name}"), &format!("Ghi ở ô “{label}”"));
                text = with_word(&text, &format!("khóa {name}"), &format!("ô “{label}”"));
                text = with_word(&text, &format!("Add {name}"), &format!("Fill in “{label}”"));
                text = with_word(&text, &format!("under {name}"), &format!("under “{label}”"));
            }
        }
        if text.contains("Viết lại: ") || text.contains("Write: ") {
            for key in &own {
                text = text.replace(&format!(" {}: ", key.name), " ").replace(&format!(" {}: ", key.vi_name), " ");
            }
            // Quotes are of the file; in a field they would be a part of the value.
            text = text.replace('"', "");
        }
        text
    };
    let texts = [Some(remark.message.as_str()), remark.help.as_deref()];
    let [message, help] = texts.map(|text| text.map(in_words));
    remark.message = message.unwrap_or_default();
    remark.help = help;
}

/// `text` with another word in place of each `word` that no letter follows.
fn with_word(text: &str, word: &str, other: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once(word) {
        let is_whole = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        out.push_str(before);
        out.push_str(if is_whole { other } else { word });
        rest = after;
    }
    out + rest
}

/// Says of what is not written what the form calls it, not which line the file lacks.
fn not_written(remark: &mut Remark, key: Option<&Key>, lang: Lang) {
    let part = key.and_then(|key| key.kind.keys().iter().find(|part| Some(part.name) == remark.part));
    let Some(key) = part.or(key.filter(|key| key.kind.keys().is_empty())) else { return };
    const NOT_WRITTEN: StaticMessage = StaticMessage::fixed("Chưa ghi “{label}”.", "“{label}” is not written.");
    const EXAMPLE: StaticMessage = StaticMessage::fixed("Ví dụ: {example}", "For example: {example}");
    remark.message = NOT_WRITTEN.fill(lang, &[("label", &key.label.get(lang))]);
    // Of a closed list one chooses.
    let is_typed = !matches!(key.kind, Kind::Choice(_) | Kind::Choices(_) | Kind::OneOf(_) | Kind::SomeOf(_));
    remark.help = is_typed.then(|| EXAMPLE.fill(lang, &[("example", &key.example)]));
}

/// The short form of an award has no field of its own.
fn folded(name: &'static str) -> &'static str {
    if super::form::FOLDED.contains(&name) { "awards" } else { name }
}

/// The byte at which a position begins.
fn offset(text: &str, position: Position) -> usize {
    let line_start = match position.line {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line as usize - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let line = text.get(line_start..).unwrap_or("");
    let column = position.column.saturating_sub(1) as usize;
    line_start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

/// Finds the key, the entry and the part of it that the byte `at` is in.
fn aim(remark: &mut Remark, keys: &'static [Key], root: &Node<'_>, at: usize) {
    let Some((key, value)) = pair_at(keys, root, at) else { return };
    remark.key = Some(folded(key.name));
    if key.kind.keys().is_empty() {
        return;
    }
    let entry = match &value.value {
        Value::List(items) => {
            remark.index = items.iter().position(|item| at < item.span.end.max(item.span.start + 1) as usize);
            remark.index.and_then(|index| items.get(index))
        }
        _ => Some(value),
    };
    remark.part = entry.and_then(|entry| pair_at(key.kind.keys(), entry, at)).map(|(key, _)| key.name);
}

/// The key of `node` whose name or value the byte `at` is in.
fn pair_at<'n, 't>(keys: &'static [Key], node: &'n Node<'t>, at: usize) -> Option<(&'static Key, &'n Node<'t>)> {
    let mut pairs = node.pairs().iter();
    let (name, value) = pairs
        .find(|(name, value)| (name.span.start as usize..=value.span.end.max(name.span.end) as usize).contains(&at))?;
    let key = keys.iter().find(|key| name.text().is_some_and(|name| key.is_called(name)))?;
    Some((key, value))
}

/// The key that a finding names in quotes: “locality”.
fn named(keys: &'static [Key], finding: &Finding) -> Option<&'static str> {
    let says = |name: &str| finding.message.vi.contains(&format!("“{name}”"));
    keys.iter().find(|key| says(key.name) || says(key.vi_name)).map(|key| key.name)
}
