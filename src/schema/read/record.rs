//! A group of keys held against its table: unknown, doubled, missing and empty keys are told here, once for all
//! tables.

use super::super::key::Key;
use crate::finding::{Code, FileContext, Finding};
use crate::front_matter::Node;
use crate::text::{Message, Span};
use crate::vietnamese;

/// So many findings per file from the table; who has more has the wrong kind of file.
const MAX_FINDINGS: usize = 200;

/// Names of more bytes than this are not compared with what they might have meant.
pub(crate) const LONG_NAME: usize = 120;

/// Reads values out of one file and collects what is wrong with them.
pub(crate) struct Reader<'f, 't> {
    pub(crate) file: &'f FileContext<'t>,
    pub(crate) this_year: u16,
    pub(crate) findings: Vec<Finding>,
}

/// The values of one group, each under the key of the table it belongs to.
pub(crate) struct Record<'n, 't> {
    keys: &'static [Key],
    slots: Vec<Option<Slot<'n, 't>>>,
    /// The whole group.
    pub(crate) span: Span,
}

/// A key as written, with its value.
#[derive(Clone, Copy)]
pub(crate) struct Slot<'n, 't> {
    /// What the table says of it.
    pub(crate) key: &'static Key,
    /// Where and how the key was written.
    pub(crate) name: &'n Node<'t>,
    /// What stands after the colon.
    pub(crate) value: &'n Node<'t>,
}

impl<'n, 't> Record<'n, 't> {
    /// The key `name` (the English one) with its value, if a value was written that could be read.
    pub(crate) fn get(&self, name: &str) -> Option<Slot<'n, 't>> {
        self.written(name).filter(|slot| !slot.value.is_null() && !slot.value.is_broken())
    }

    /// The key `name` (the English one), even without a value.
    pub(crate) fn written(&self, name: &str) -> Option<Slot<'n, 't>> {
        let at = self.keys.iter().position(|key| key.name == name);
        debug_assert!(at.is_some(), "the table has no key {name}");
        *self.slots.get(at?)?
    }
}

impl<'f, 't> Reader<'f, 't> {
    pub(crate) fn new(file: &'f FileContext<'t>, this_year: u16) -> Self {
        Self { file, this_year, findings: Vec::new() }
    }

    /// Adds a finding about `span`.
    pub(crate) fn tell(&mut self, code: Code, span: Span, message: Message, help: Message) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(self.file.finding(code, span, message).help(help));
        }
    }

    /// Like [`Self::tell`], with another place of the file that belongs to it.
    pub(crate) fn tell_related(
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

    /// Holds `node`, a map, against `keys`. What is missing is told at `missing_at`. A node that is no map has
    /// no keys and gets no finding here.
    pub(crate) fn record<'n>(&mut self, keys: &'static [Key], node: &'n Node<'t>, missing_at: Span) -> Record<'n, 't> {
        let mut slots: Vec<Option<Slot<'n, 't>>> = vec![None; keys.len()];
        for (name, value) in node.pairs() {
            let written = name.text().unwrap_or("").trim();
            let Some(at) = keys.iter().position(|key| key.is_called(written)) else {
                self.unknown_key(keys, name, written);
                continue;
            };
            match slots[at] {
                None => slots[at] = Some(Slot { key: &keys[at], name, value }),
                Some(first) => self.twin_keys(first, name),
            }
        }
        let twins = writes_twins(&slots);
        for (key, slot) in keys.iter().zip(&slots).filter(|(key, _)| key.required) {
            match slot {
                None => self.missing_key(key, if twins { key.vi_name } else { key.name }, missing_at),
                Some(slot) if is_empty(slot.value) => self.empty_value(slot),
                Some(_) => {}
            }
        }
        Record { keys, slots, span: node.span }
    }

    fn unknown_key(&mut self, keys: &[Key], name: &Node<'t>, written: &str) {
        if self.findings.len() >= MAX_FINDINGS {
            return;
        }
        let shown = short(written);
        let message =
            Message::new(format!("Không có khóa nào tên là “{shown}”."), format!("There is no key `{shown}`."));
        let written = if written.len() > LONG_NAME { "" } else { written };
        let plain = vietnamese::fold(written).replace([' ', '-'], "_");
        let by_label = || keys.iter().find(|key| same(key.label.vi, written) || same(key.label.en, written));
        let names = || keys.iter().flat_map(|key| [key.name, key.vi_name]);
        let near = names()
            .find(|&name| name == plain)
            .or_else(|| by_label().map(|key| key.name))
            .or_else(|| vietnamese::nearest(&plain, names()));
        let help = match near {
            Some(near) => Message::new(format!("Có phải là “{near}”?"), format!("Did you mean `{near}`?")),
            None => {
                let all = keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ");
                Message::new(format!("Các khóa dùng được: {all}."), format!("The keys are: {all}."))
            }
        };
        self.tell(Code::UnknownKey, name.span, message, help);
    }

    fn twin_keys(&mut self, first: Slot<'_, 't>, again: &Node<'t>) {
        let (one, other) = (first.name.text().unwrap_or(""), again.text().unwrap_or(""));
        let message = Message::new(
            format!("“{other}” và “{one}” là cùng một khóa, không được có cả hai."),
            format!("`{other}` and `{one}` are the same key; both at once are not allowed."),
        );
        let help = Message::new("Giữ một dòng, xóa dòng kia.", "Keep one of the two lines.");
        let related = Message::new(format!("“{one}” ở đây"), format!("`{one}` stands here"));
        self.tell_related(Code::TwinKeys, again.span, message, help, (first.name.span, related));
    }

    /// `name` is the one of the key's names that the editor would write.
    fn missing_key(&mut self, key: &Key, name: &str, at: Span) {
        let message = Message::new(
            format!("Thiếu “{name}” ({}).", key.label.vi.to_lowercase()),
            format!("`{name}` is missing ({}).", key.label.en.to_lowercase()),
        );
        let help =
            Message::new(format!("Thêm dòng: {name}: {}", key.example), format!("Add a line: {name}: {}", key.example));
        self.tell(Code::MissingKey, at, message, help);
    }

    fn empty_value(&mut self, slot: &Slot<'_, 't>) {
        let (key, name) = (slot.key, slot.name.text().unwrap_or(""));
        let message = Message::new(
            format!("Khóa “{name}” ({}) chưa có giá trị.", key.label.vi.to_lowercase()),
            format!("`{name}` ({}) has no value.", key.label.en.to_lowercase()),
        );
        let help =
            Message::new(format!("Ví dụ: {name}: {}", key.example), format!("For example: {name}: {}", key.example));
        self.tell(Code::EmptyValue, slot.name.span, message, help);
    }
}

/// Whether the editor of this group writes Vietnamese names.
fn writes_twins(slots: &[Option<Slot<'_, '_>>]) -> bool {
    let written = slots.iter().flatten();
    let twins = written.clone().filter(|slot| slot.name.text().is_some_and(|name| name.trim() == slot.key.vi_name));
    twins.count() * 2 > written.count()
}

/// The beginning of what somebody wrote, for citing it in a sentence.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// Nothing, or a text of nothing but blanks.
fn is_empty(value: &Node<'_>) -> bool {
    value.is_null() || value.text().is_some_and(|text| text.trim().is_empty())
}

/// Whether two names are the same but for marks, case and the blank between words.
fn same(one: &str, other: &str) -> bool {
    vietnamese::fold(one).trim() == vietnamese::fold(other).replace('_', " ").trim()
}
