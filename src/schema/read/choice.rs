//! Values that need more than their own text to be judged: entries of the site's lists, web addresses, contacts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::super::key::{Kind, List};
use super::super::site::{Id, SiteConfig};
use super::address;
use super::record::{LONG_NAME, Reader, Record, Slot, short};
use crate::finding::Code;
use crate::text::{Message, Span, Spanned, StaticMessage};
use crate::vietnamese;

impl<'t> Reader<'_, 't> {
    /// One entry of the site's list that the key takes, named by id or label, with or without marks.
    pub(crate) fn choice(&mut self, site: &SiteConfig, record: &Record<'_, 't>, name: &str) -> Option<Spanned<Id>> {
        let text = self.text(record, name)?;
        let slot = record.get(name)?;
        self.entry(site, slot, &text)
    }

    /// Several entries of the site's list that the key takes, each once.
    pub(crate) fn choices(&mut self, site: &SiteConfig, record: &Record<'_, 't>, name: &str) -> Vec<Spanned<Id>> {
        let texts = self.texts(record, name);
        let Some(slot) = record.get(name) else { return Vec::new() };
        let mut chosen: Vec<Spanned<Id>> = Vec::new();
        for text in texts {
            let Some(id) = self.entry(site, slot, &text) else { continue };
            match chosen.iter().find(|earlier| earlier.value == id.value) {
                Some(earlier) => self.repeated(&text.value, id.span, earlier.span),
                None => chosen.push(id),
            }
        }
        chosen
    }

    /// One of the words that a [`Kind::OneOf`] key takes.
    pub(crate) fn one_of(&mut self, record: &Record<'_, 't>, name: &str) -> Option<Id> {
        let text = self.text(record, name)?;
        self.word(record.get(name)?, &text)
    }

    /// Several of the words that a [`Kind::SomeOf`] key takes, each once; `None` if the key is not given.
    pub(crate) fn some_of(&mut self, record: &Record<'_, 't>, name: &str) -> Option<Vec<Id>> {
        let slot = record.get(name)?;
        let mut chosen: Vec<Spanned<Id>> = Vec::new();
        for text in self.texts(record, name) {
            let Some(id) = self.word(slot, &text) else { continue };
            match chosen.iter().find(|earlier| earlier.value == id) {
                Some(earlier) => self.repeated(&text.value, text.span, earlier.span),
                None => chosen.push(Spanned::new(id, text.span)),
            }
        }
        Some(chosen.into_iter().map(|id| id.value).collect())
    }

    fn word(&mut self, slot: Slot<'_, 't>, text: &Spanned<String>) -> Option<Id> {
        let (Kind::OneOf(words) | Kind::SomeOf(words)) = slot.key.kind else { return None };
        let words: Vec<(Id, &str)> = words.iter().map(|(id, label)| (Id::new(id), *label)).collect();
        let entries: Vec<(&Id, &str)> = words.iter().map(|(id, label)| (id, *label)).collect();
        let found = find(&entries, &text.value);
        if found.is_none() {
            self.unknown_value(&entries, slot.key.label, text);
        }
        found
    }

    fn entry(&mut self, site: &SiteConfig, slot: Slot<'_, 't>, text: &Spanned<String>) -> Option<Spanned<Id>> {
        let (Kind::Choice(list) | Kind::Choices(list)) = slot.key.kind else { return None };
        let entries = site.entries(list);
        let found = find(&entries, &text.value);
        if found.is_none() {
            self.unknown_value(&entries, slot.key.label, text);
        }
        found.map(|id| Spanned::new(id, text.span))
    }

    /// Reports that `text` is not on a list, with the nearest entry and the whole list.
    pub(crate) fn unknown_value(&mut self, entries: &[(&Id, &str)], list: StaticMessage, text: &Spanned<String>) {
        let written = &short(&text.value);
        let message = Message::new(
            format!("“{written}” không có trong danh sách “{}” của trang web.", list.vi),
            format!("“{written}” is not on the site's list “{}”.", list.en),
        );
        let all: Vec<String> = entries.iter().map(|(id, label)| format!("{id} ({label})")).collect();
        let all = if all.is_empty() { "–".to_owned() } else { all.join(", ") };
        let compared = Some(&text.value).filter(|written| written.len() <= LONG_NAME);
        let (vi, en) = match compared.and_then(|written| nearest(entries, written)) {
            Some((id, label)) => (format!("Có phải là “{id}” ({label})? "), format!("Did you mean “{id}” ({label})? ")),
            None => (String::new(), String::new()),
        };
        let help = Message::new(format!("{vi}Danh sách: {all}."), format!("{en}The list: {all}."));
        self.report(Code::UnknownValue, text.span, message, help);
    }

    /// Reports that `written` is listed twice; `first` is the first time.
    pub(crate) fn repeated(&mut self, written: &str, span: Span, first: Span) {
        let written = short(written);
        let message = Message::new(format!("“{written}” đã nêu ở trước."), format!("“{written}” is named before."));
        let help = Message::new("Xóa mục lặp lại.", "Take the repeated item away.");
        let related = Message::new("Lần đầu ở đây", "First named here");
        self.report_related(Code::RepeatedValue, span, message, help, (first, related));
    }

    /// A web address; `None` with a finding if it is not a full one.
    pub(crate) fn url(&mut self, record: &Record<'_, 't>, name: &str) -> Option<Spanned<String>> {
        let text = self.text(record, name)?;
        if address::is_web_address(&text.value) {
            return Some(text);
        }
        let shown = short(&text.value);
        let message = Message::new(
            format!("“{shown}” không phải là địa chỉ web dùng được."),
            format!("“{shown}” is not a usable web address."),
        );
        let help = match address::with_scheme(&text.value) {
            Some(full) => Message::new(format!("Có phải là {full}?"), format!("Did you mean {full}?")),
            None => Message::new(
                "Chép đủ địa chỉ từ thanh địa chỉ của trình duyệt, bắt đầu bằng https://, không có dấu cách.",
                "Copy the whole address from the browser, beginning with https://, without blanks.",
            ),
        };
        self.report(Code::BadUrl, text.span, message, help);
        None
    }

    /// Old addresses of a page, without leading `/`, each once.
    pub(crate) fn aliases(&mut self, record: &Record<'_, 't>, name: &str) -> Vec<Spanned<String>> {
        let texts = self.texts(record, name);
        let (mut seen, mut aliases) = (BTreeMap::new(), Vec::with_capacity(texts.len()));
        for text in texts {
            let Some(path) = address::old_path(&text.value) else {
                self.bad_alias(&text);
                continue;
            };
            match seen.entry(path.clone()) {
                Entry::Occupied(first) => self.repeated(&text.value, text.span, *first.get()),
                Entry::Vacant(free) => {
                    free.insert(text.span);
                    aliases.push(Spanned::new(path, text.span));
                }
            }
        }
        aliases
    }

    fn bad_alias(&mut self, text: &Spanned<String>) {
        let shown = short(&text.value);
        let message = Message::new(
            format!("“{shown}” không thể là địa chỉ cũ của một trang trong trang web này."),
            format!("“{shown}” cannot have been the address of a page of this site."),
        );
        let help = Message::new(
            "Chỉ viết phần sau tên miền, ví dụ post/8133; không có https://, dấu cách, ? hoặc #.",
            "Write only what follows the domain, such as post/8133: no https://, blanks, `?` or `#`.",
        );
        self.report(Code::BadAlias, text.span, message, help);
    }

    /// A telephone number or mail address, as written; a finding if it does not have the shape that `is_valid` wants.
    pub(crate) fn contact_text(
        &mut self,
        record: &Record<'_, 't>,
        name: &str,
        is_valid: fn(&str) -> bool,
    ) -> Option<String> {
        let text = self.text(record, name)?;
        if !is_valid(&text.value) {
            let key = record.get(name)?.key;
            let kind = key.kind.description();
            let shown = short(&text.value);
            let message = Message::new(
                format!("“{shown}” không giống {}.", kind.vi),
                format!("“{shown}” does not look like {}.", kind.en),
            );
            let help = Message::new(format!("Ví dụ: {}", key.example), format!("For example: {}", key.example));
            self.report(Code::BadContact, text.span, message, help);
        }
        Some(text.value)
    }
}

/// The entry that `written` names: by its id, else by label or id compared without marks, case and hyphens, else by the
/// same syllables in another order (“an ninh quốc phòng”), else by two or more syllables that stand in one entry only
/// (“môi trường”).
pub(crate) fn find(entries: &[(&Id, &str)], written: &str) -> Option<Id> {
    if let Some((id, _)) = entries.iter().find(|(id, _)| *id == written) {
        return Some((*id).clone());
    }
    let slug = vietnamese::slug(written);
    let named = |name: &str| name == slug || vietnamese::slug(name) == slug;
    let found = entries.iter().find(|(id, label)| named(id.as_str()) || named(label));
    let found = found.or_else(|| only(entries, |name| sorted_syllables(name) == sorted_syllables(&slug)));
    let part = format!("-{slug}-");
    let is_part = |name: &str| slug.contains('-') && format!("-{name}-").contains(&part);
    found.or_else(|| only(entries, is_part)).map(|(id, _)| (*id).clone())
}

/// The entry that somebody may have meant by `written`: the one spelled most alike, else the only one whose id stands in
/// it (`tinh` in “UBND tỉnh”).
pub(crate) fn nearest<'e, 'l>(entries: &'e [(&'l Id, &'l str)], written: &str) -> Option<&'e (&'l Id, &'l str)> {
    let names = entries.iter().flat_map(|(id, label)| [id.as_str(), *label]);
    if let Some(near) = vietnamese::nearest(written, names) {
        return entries.iter().find(|(id, label)| id.as_str() == near || *label == near);
    }
    let written = format!("-{}-", vietnamese::slug(written));
    let mut inside = entries.iter().filter(|(id, _)| written.contains(&format!("-{id}-")));
    inside.next().filter(|_| inside.next().is_none())
}

/// The only entry of which the id or the slug of the label is as wanted.
fn only<'e, 'l>(entries: &'e [(&'l Id, &'l str)], wanted: impl Fn(&str) -> bool) -> Option<&'e (&'l Id, &'l str)> {
    let mut found = entries.iter().filter(|(id, label)| wanted(id.as_str()) || wanted(&vietnamese::slug(label)));
    found.next().filter(|_| found.next().is_none())
}

fn sorted_syllables(slug: &str) -> Vec<&str> {
    let mut syllables: Vec<&str> = slug.split('-').collect();
    syllables.sort_unstable();
    syllables
}

impl SiteConfig {
    /// The label of an entry of one of the lists.
    pub(crate) fn label(&self, list: List, id: &str) -> Option<&str> {
        Some(match list {
            List::Fields => &self.field(id)?.label,
            List::Levels => &self.level(id)?.label,
            List::UnitTypes => &self.unit_type(id)?.label,
            List::Stages => &self.stage(id)?.label,
            List::Kinds => &self.kind(id)?.label,
            List::Campaigns => &self.campaign(id)?.label,
        })
    }

    /// Ids and labels of one of the lists, in its order.
    pub(crate) fn entries(&self, list: List) -> Vec<(&Id, &str)> {
        match list {
            List::Fields => self.fields.iter().map(|field| (&field.id, &*field.label)).collect(),
            List::Levels => self.levels.iter().map(|level| (&level.id, &*level.label)).collect(),
            List::UnitTypes => self.unit_types.iter().map(|choice| (&choice.id, &*choice.label)).collect(),
            List::Stages => self.stages.iter().map(|choice| (&choice.id, &*choice.label)).collect(),
            List::Kinds => self.kinds.iter().map(|choice| (&choice.id, &*choice.label)).collect(),
            List::Campaigns => self.campaigns.iter().map(|campaign| (&campaign.id, &*campaign.label)).collect(),
        }
    }
}
