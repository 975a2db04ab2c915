//! Headings: their levels, and ids that are unique in the file.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::read::{ArticleReader, html_event_owned};
use super::{Heading, Section};
use crate::finding::{Code, Fix};
use crate::text::Message;
use crate::vietnamese;

/// The ids given so far.
#[derive(Default)]
pub(super) struct HeadingIds {
    /// For each id, the least number that may still be free behind it, so that equal headings are not counted again from
    /// the first.
    next: HashMap<String, u32>,
}

impl HeadingIds {
    /// An id for `label` that no heading has yet: its slug, with a number if need be.
    pub(super) fn unused(&mut self, label: &str) -> String {
        let slug = vietnamese::slug(label);
        let mut number = self.next.get(&slug).copied().unwrap_or(1);
        let id = loop {
            let id = if number == 1 { slug.clone() } else { format!("{slug}-{number}") };
            number += 1;
            if number == 2 || !self.next.contains_key(&id) {
                break id;
            }
        };
        self.next.insert(slug, number);
        self.next.entry(id.clone()).or_insert(2);
        id
    }
}

impl ArticleReader<'_> {
    pub(super) fn open_heading<'m>(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'m>>,
        range: Range<usize>,
        out: &mut Vec<Event<'m>>,
    ) {
        let written = level as u8;
        if written == 1 {
            let message = Message::new(
                "Đề mục “# …” trong bài: tên bài đã là đề mục cấp một của trang.",
                "A “# …” heading in the text: the page already has its title as first-level heading.",
            );
            let help = Message::new("Dùng “## …”.", "Use “## …”.");
            let finding = self.file.finding(Code::SecondTitle, self.span(&range), message).help(help);
            let start = self.span(&(range.start..range.start));
            let is_sign = self.markdown.get(range.start..).is_some_and(|rest| rest.starts_with('#'));
            self.findings.push(if is_sign { finding.fix(Fix::replace(start, "#")) } else { finding });
        } else if written > self.last_level + 1 {
            let (from, right) = (self.last_level, "#".repeat(usize::from(self.last_level) + 1));
            let message = Message::new(
                format!("Đề mục nhảy cấp: từ cấp {from} xuống thẳng cấp {written}."),
                format!("Heading levels are skipped: from level {from} straight to level {written}."),
            );
            let help = Message::new(format!("Dùng “{right} …”."), format!("Use “{right} …”."));
            self.report(Code::HeadingSkipped, range.clone(), message, Some(help));
        }
        self.heading_range = range;
        let shown = written.max(2);
        self.last_level = shown;
        self.heading = Some((shown, id.map(|id| id.to_string()), String::new()));
        let level = HeadingLevel::try_from(usize::from(shown)).unwrap_or(HeadingLevel::H2);
        out.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
    }

    pub(super) fn close_heading(&mut self, out: &mut Vec<Event<'_>>) {
        let Some((level, written, label)) = self.heading.take() else { return };
        let opening = out.iter().rposition(|event| matches!(event, Event::Start(Tag::Heading { .. })));
        if label.trim().is_empty() && opening.is_some_and(|index| index + 1 == out.len()) {
            out.pop();
            return self.empty_heading();
        }
        let id = self.ids.unused(written.as_deref().unwrap_or(&label));
        if let Some(Event::Start(Tag::Heading { id: slot, .. })) = opening.and_then(|index| out.get_mut(index)) {
            *slot = Some(CowStr::from(id.clone()));
        }
        out.push(html_event_owned(format!(
            " <a class=\"anchor\" href=\"#{id}\" aria-hidden=\"true\" tabindex=\"-1\">#</a>"
        )));
        let level_tag = HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H2);
        out.push(Event::End(TagEnd::Heading(level_tag)));
        if level == 2 {
            self.article.sections.push(Section { heading: Some(label.clone()), ..Section::default() });
        } else {
            self.push_text(&label);
            self.end_word();
        }
        self.article.headings.push(Heading { level, id, label });
    }

    /// A heading without words is left out of the page.
    fn empty_heading(&mut self) {
        let message = Message::new("Đề mục không có chữ; trang bỏ qua nó.", "A heading without words; it is left out.");
        let help = Message::new("Viết tên đề mục, hoặc xóa dòng này.", "Write the heading, or delete the line.");
        let range = self.heading_range.clone();
        let span = self.span(&range);
        let finding = self.file.finding(Code::EmptyHeading, span, message).help(help);
        self.findings.push(finding.fix(Fix::replace(span, "")));
    }
}

#[cfg(test)]
mod tests {
    use super::HeadingIds;

    #[test]
    fn equal_headings_are_numbered_around_those_that_have_the_number_already() {
        let mut ids = HeadingIds::default();
        let labels = ["Cách làm", "Cách làm 2", "Cách làm", "cách làm", "Cách làm 2", "Cách làm"];
        let given = labels.map(|label| ids.unused(label));
        assert_eq!(given, ["cach-lam", "cach-lam-2", "cach-lam-3", "cach-lam-4", "cach-lam-2-2", "cach-lam-5"]);
    }

    /// Numbering each from the first takes minutes for this many.
    #[test]
    fn a_hundred_thousand_equal_headings_are_numbered_at_once() {
        let mut ids = HeadingIds::default();
        let last = (0..100_000).map(|_| ids.unused("a")).last();
        assert_eq!(last.as_deref(), Some("a-100000"));
    }
}
