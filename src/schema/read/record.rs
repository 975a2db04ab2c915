//! Validates a mapping against a table of keys: unknown, repeated, missing and empty keys are reported here, for every
//! table in the same way.

use super::super::key::{Key, Kind};
use super::super::keys::{MODEL, NOT_KEYS};
use super::foreign;
use crate::finding::{Code, FileContext, Finding, Fix};
use crate::front_matter::Node;
use crate::text::{Message, Span};
use crate::vietnamese;

/// Most findings reported for one file; a file with more is probably not front matter at all.
const MAX_FINDINGS: usize = 200;

/// Names longer than this, in bytes, are not compared with known names for a suggestion: comparing takes quadratic time.
pub(crate) const LONG_NAME: usize = 120;

/// Reads values of one file and collects the findings.
pub(crate) struct Reader<'f, 't> {
    pub(crate) file: &'f FileContext<'t>,
    /// The present year. Years up to the next one are accepted.
    pub(crate) this_year: u16,
    pub(crate) findings: Vec<Finding>,
}

/// A mapping whose keys have been looked up in their table. `slots` runs parallel to `keys`.
pub(crate) struct Record<'n, 't> {
    keys: &'static [Key],
    slots: Vec<Option<Slot<'n, 't>>>,
    /// The whole mapping.
    pub(crate) span: Span,
}

/// A key as written, with its value.
#[derive(Clone, Copy)]
pub(crate) struct Slot<'n, 't> {
    /// Its row in the table.
    pub(crate) key: &'static Key,
    /// The key as written: either of its names.
    pub(crate) name: &'n Node<'t>,
    /// The value after the colon.
    pub(crate) value: &'n Node<'t>,
}

impl<'n, 't> Record<'n, 't> {
    /// The key with the English name `name`, if it has a value that could be parsed.
    pub(crate) fn get(&self, name: &str) -> Option<Slot<'n, 't>> {
        self.written(name).filter(|slot| !slot.value.is_null() && !slot.value.is_broken())
    }

    /// Whether the key with the English name `name` has a value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The name of the key with the English name `name` in the language in which most keys of this mapping are written.
    pub(crate) fn name_of(&self, name: &'static str) -> &'static str {
        let key = self.keys.iter().find(|key| key.name == name);
        key.filter(|_| prefers_vietnamese(&self.slots)).map_or(name, |key| key.vi_name)
    }

    /// The key with the English name `name`, even if it has no value.
    pub(crate) fn written(&self, name: &str) -> Option<Slot<'n, 't>> {
        let index = self.keys.iter().position(|key| key.name == name);
        debug_assert!(index.is_some(), "the table has no key {name}");
        *self.slots.get(index?)?
    }
}

impl<'f, 't> Reader<'f, 't> {
    pub(crate) fn new(file: &'f FileContext<'t>, this_year: u16) -> Self {
        Self { file, this_year, findings: Vec::new() }
    }

    /// Adds a finding about `span`, up to [`MAX_FINDINGS`].
    pub(crate) fn report(&mut self, code: Code, span: Span, message: Message, help: Message) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(self.file.finding(code, span, message).help(help));
        }
    }

    /// Like [`Self::report`], with the text that certainly is meant.
    pub(crate) fn report_fixed(&mut self, code: Code, span: Span, message: Message, help: Message, meant: &str) {
        if self.findings.len() < MAX_FINDINGS {
            let finding = self.file.finding(code, span, message).help(help);
            self.findings.push(finding.fix(Fix::replace(span, meant)));
        }
    }

    /// Like [`Self::report`], with a related span of the same file and what is said there.
    pub(crate) fn report_related(
        &mut self,
        code: Code,
        span: Span,
        message: Message,
        help: Message,
        other: (Span, Message),
    ) {
        if self.findings.len() < MAX_FINDINGS {
            let finding = self.file.finding(code, span, message).help(help);
            self.findings.push(self.file.relate(finding, other.0, other.1));
        }
    }

    /// Validates a mapping; missing required keys are reported at `missing_at`. A node that is not a mapping counts as
    /// empty, and the caller reports it.
    pub(crate) fn record<'n>(&mut self, keys: &'static [Key], node: &'n Node<'t>, missing_at: Span) -> Record<'n, 't> {
        let mut slots: Vec<Option<Slot<'n, 't>>> = vec![None; keys.len()];
        // Keys that are written, but whose value cannot be used.
        let mut broken = vec![false; keys.len()];
        let mut pairs = node.pairs();
        while let Some(((name, value), rest)) = pairs.split_first() {
            pairs = rest;
            let written = name.text().unwrap_or("").trim();
            let Some(index) = keys.iter().position(|key| key.is_called(written)) else {
                self.unknown_key(keys, node, name, written);
                continue;
            };
            let slot = Slot { key: &keys[index], name, value };
            let pieces = pieces_of_number(slot, rest, self.file.text);
            if let Some(((last, _), _)) = rest.get(..pieces).and_then(<[_]>::split_last) {
                let span = Span { start: value.span.start, end: last.span.end };
                self.cut_number(slot, span.of(self.file.text), span);
                broken[index] = true;
                pairs = rest.get(pieces..).unwrap_or_default();
                continue;
            }
            match slots[index] {
                None => slots[index] = Some(slot),
                Some(first) => self.both_names(first, name),
            }
        }
        let vietnamese = prefers_vietnamese(&slots);
        let checked = keys.iter().zip(&slots).zip(&broken).filter(|((key, _), broken)| key.required && !**broken);
        for ((key, slot), _) in checked {
            match slot {
                None => self.missing_key(key, if vietnamese { key.vi_name } else { key.name }, missing_at),
                Some(slot) if is_empty(slot.value) => self.empty_value(slot),
                Some(_) => {}
            }
        }
        Record { keys, slots, span: node.span }
    }

    fn unknown_key(&mut self, keys: &[Key], record: &Node<'t>, name: &Node<'t>, written: &str) {
        if self.findings.len() >= MAX_FINDINGS {
            return;
        }
        let shown = short(written);
        let message =
            Message::new(format!("Không có khóa nào tên là “{shown}”."), format!("There is no key “{shown}”."));
        let written = if written.len() > LONG_NAME { "" } else { written };
        let plain = vietnamese::fold(written).replace([' ', '-'], "_");
        let by_label =
            || keys.iter().find(|key| is_same_name(key.label.vi, written) || is_same_name(key.label.en, written));
        let names = || keys.iter().flat_map(|key| [key.name, key.vi_name]);
        let same = names().find(|&name| name == plain).or_else(|| by_label().map(|key| key.name));
        let near = same.or_else(|| foreign::key_for(&plain, keys)).or_else(|| vietnamese::nearest(&plain, names()));
        let help = match near {
            _ if keys == MODEL && NOT_KEYS.0.contains(&plain.as_str()) => NOT_KEYS.1.into(),
            Some(near) => Message::new(format!("Có phải là “{near}”?"), format!("Did you mean “{near}”?")),
            None => {
                let all = keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ");
                Message::new(format!("Các khóa dùng được: {all}."), format!("The keys are: {all}."))
            }
        };
        let help = if near.is_none() && foreign::is_needless(&plain) { foreign::NEEDLESS.into() } else { help };
        let finding = self.file.finding(Code::UnknownKey, name.span, message).help(help);
        let is_free = |key: &str| {
            let key = keys.iter().find(|row| row.is_called(key));
            let written =
                |name: &Node<'t>| name.text().is_some_and(|name| key.is_some_and(|key| key.is_called(name.trim())));
            !record.pairs().iter().any(|(name, _)| written(name))
        };
        // The same name in another spelling is certain.
        self.findings.push(match same.filter(|same| is_free(same)) {
            Some(same) => finding.fix(Fix::replace(name.span, same)),
            None => finding,
        });
    }

    /// Reports a key that is written under its English and its Vietnamese name.
    fn both_names(&mut self, first: Slot<'_, 't>, again: &Node<'t>) {
        let (one, other) = (first.name.text().unwrap_or(""), again.text().unwrap_or(""));
        let message = Message::new(
            format!("“{other}” và “{one}” là cùng một khóa, không được có cả hai."),
            format!("“{other}” and “{one}” are the same key; both at once are not allowed."),
        );
        let help = Message::new("Giữ một dòng, xóa dòng kia.", "Keep one of the two lines.");
        let related = Message::new(format!("“{one}” ở đây"), format!("“{one}” stands here"));
        self.report_related(Code::TwinKeys, again.span, message, help, (first.name.span, related));
    }

    /// `name` is the one of the key's two names that this editor writes.
    fn missing_key(&mut self, key: &Key, name: &str, span: Span) {
        let message = Message::new(
            format!("Thiếu “{name}” ({}).", key.label.vi.to_lowercase()),
            format!("“{name}” is missing ({}).", key.label.en.to_lowercase()),
        );
        let help =
            Message::new(format!("Thêm dòng: {name}: {}", key.example), format!("Add a line: {name}: {}", key.example));
        self.report(Code::MissingKey, span, message, help);
    }

    fn empty_value(&mut self, slot: &Slot<'_, 't>) {
        let (key, name) = (slot.key, slot.name.text().unwrap_or(""));
        let message = Message::new(
            format!("Khóa “{name}” ({}) chưa có giá trị.", key.label.vi.to_lowercase()),
            format!("“{name}” ({}) has no value.", key.label.en.to_lowercase()),
        );
        let help =
            Message::new(format!("Ví dụ: {name}: {}", key.example), format!("For example: {name}: {}", key.example));
        self.report(Code::EmptyValue, slot.name.span, message, help);
    }
}

/// How many of the pairs after a number are the rest of it, which a decimal comma inside braces has made keys without
/// values: `8` in `{value: 1,8}`, `200` and `000` in `{value: 1,200,000}`.
fn pieces_of_number<'t>(number: Slot<'_, 't>, rest: &[(Node<'t>, Node<'t>)], text: &str) -> usize {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if number.key.kind != Kind::Number || !number.value.text().is_some_and(is_digits) {
        return 0;
    }
    let mut end = number.value.span.end;
    let is_piece = |(name, value): &&(Node<'t>, Node<'t>)| {
        let between = Span { start: end, end: name.span.start };
        end = name.span.end;
        let begins_with_digit = name.text().is_some_and(|name| name.starts_with(|c: char| c.is_ascii_digit()));
        value.is_null() && begins_with_digit && between.of(text).trim() == ","
    };
    rest.iter().take_while(is_piece).count()
}

/// Whether most keys of this mapping are written under their Vietnamese names.
fn prefers_vietnamese(slots: &[Option<Slot<'_, '_>>]) -> bool {
    let written = slots.iter().flatten();
    let vietnamese =
        written.clone().filter(|slot| slot.name.text().is_some_and(|name| name.trim() == slot.key.vi_name));
    vietnamese.count() * 2 > written.count()
}

/// The first 60 characters of what was written, for quoting it in a message.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// Whether the value is null or only white space.
fn is_empty(value: &Node<'_>) -> bool {
    value.is_null() || value.text().is_some_and(|text| text.trim().is_empty())
}

/// Whether two names are equal without marks and case, with `_` for a space.
fn is_same_name(one: &str, other: &str) -> bool {
    vietnamese::fold(one).trim() == vietnamese::fold(other).replace('_', " ").trim()
}
