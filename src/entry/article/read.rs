//! One walk over the Markdown: rewrites what needs rewriting, gathers the rest.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use super::link::Destination;
use super::{Article, Heading, Hole, Reference, ReferenceKind, Section, push_escaped};
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::text::{Message, Span};
use crate::vietnamese;

/// Reads the Markdown that stands at `body` of the file. Never fails: whatever is refused is shown as text and told.
pub(in crate::entry) fn read(file: &FileContext<'_>, body: Span) -> Checked<Article> {
    let markdown = body.of(file.text);
    let mut undefined = Vec::new();
    let note_undefined = |link: BrokenLink<'_>| {
        // `[word]` alone is more often a word in brackets than a reference.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push((link.reference.to_string(), link.span));
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(markdown, OPTIONS, Some(note_undefined));
    let mut reader = Reader::new(file, body.start as usize);
    let events: Vec<Event<'_>> = {
        let mut events = Vec::with_capacity(markdown.len() / 12);
        for (event, range) in parser.into_offset_iter() {
            reader.take(event, range, &mut events);
        }
        events
    };
    for (name, range) in undefined {
        reader.undefined_reference(&name, range);
    }
    let mut marked = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut marked, events.into_iter());
    reader.finish(&marked)
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_GFM);

/// Marks a hole in the HTML. CommonMark replaces U+0000 in every text, so it cannot come from the editor.
const HOLE: char = '\0';

/// Walks over the Markdown once: rewrites what needs rewriting, gathers the rest.
struct Reader<'f> {
    file: &'f FileContext<'f>,
    /// Byte offset of the Markdown in the file.
    offset: usize,
    article: Article,
    findings: Vec<Finding>,
    ids: BTreeSet<String>,
    /// The heading being read: level, id as written by the editor, words so far.
    heading: Option<(u8, Option<String>, String)>,
    /// The picture being read: its reference, title and alternative text so far.
    picture: Option<(Option<usize>, String, String, Range<usize>)>,
    /// The block of raw HTML being read.
    html_block: Option<String>,
    /// Whether the link being read is refused; links do not nest.
    refused_link: bool,
    last_level: u8,
}

impl<'f> Reader<'f> {
    fn new(file: &'f FileContext<'f>, offset: usize) -> Self {
        let article = Article { sections: vec![Section::default()], ..Article::default() };
        Self {
            file,
            offset,
            article,
            findings: Vec::new(),
            ids: BTreeSet::new(),
            heading: None,
            picture: None,
            html_block: None,
            refused_link: false,
            last_level: 1,
        }
    }

    fn take<'m>(&mut self, event: Event<'m>, range: Range<usize>, out: &mut Vec<Event<'m>>) {
        if self.picture.is_some() {
            return self.take_in_picture(event, out);
        }
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => self.open_heading(level, id, range, out),
            Event::End(TagEnd::Heading(_)) => self.close_heading(out),
            Event::Start(Tag::Link { dest_url, title, .. }) => self.open_link(&dest_url, &title, range, out),
            Event::End(TagEnd::Link) => {
                if !std::mem::take(&mut self.refused_link) {
                    out.push(raw("</a>"));
                }
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let reference = self.picture_reference(&dest_url, range.clone());
                self.picture = Some((reference, title.to_string(), String::new(), range));
            }
            Event::Start(Tag::Table(columns)) => {
                out.push(Event::Html(CowStr::Borrowed("<div class=\"table\" tabindex=\"0\">")));
                out.push(Event::Start(Tag::Table(columns)));
            }
            Event::End(TagEnd::Table) => {
                out.push(Event::End(TagEnd::Table));
                out.push(Event::Html(CowStr::Borrowed("</div>\n")));
                self.gap();
            }
            Event::Start(Tag::HtmlBlock) => self.html_block = Some(String::new()),
            Event::Html(line) => self.html_block.get_or_insert_default().push_str(&line),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(block) = self.html_block.take().filter(|block| !is_comment(block)) {
                    out.push(Event::Start(Tag::Paragraph));
                    self.raw_html(CowStr::from(block), range, out);
                    out.push(Event::End(TagEnd::Paragraph));
                    self.gap();
                }
            }
            Event::InlineHtml(tag) if is_comment(&tag) => {}
            Event::InlineHtml(tag) => self.raw_html(tag, range, out),
            Event::Text(text) => {
                // A footnote that nobody defined arrives as the texts `[`, `^1`, `]`.
                let opened = matches!(out.last(), Some(Event::Text(before)) if &**before == "[");
                if opened && let Some(label) = text.strip_prefix('^') {
                    self.undefined_reference(&format!("^{label}"), range);
                }
                self.words(&text);
                out.push(Event::Text(text));
            }
            Event::Code(text) => {
                self.words(&text);
                out.push(Event::Code(text));
            }
            event @ (Event::SoftBreak | Event::HardBreak) => {
                self.gap();
                out.push(event);
            }
            event @ Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition
                | TagEnd::CodeBlock,
            ) => {
                self.gap();
                out.push(event);
            }
            event => out.push(event),
        }
    }

    // ---- headings

    fn open_heading<'m>(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'m>>,
        range: Range<usize>,
        out: &mut Vec<Event<'m>>,
    ) {
        let written = level as u8;
        if written == 1 {
            let say = Message::new(
                "Tiêu đề “# …” trong bài: trang đã có tên mô hình làm tiêu đề cấp một",
                "A “# …” heading in the text: the page already has its title as first-level heading",
            );
            let help = Message::new("dùng “## …”", "use “## …”");
            self.note(Code::SecondTitle, range, say, Some(help));
        } else if written > self.last_level + 1 {
            let (from, right) = (self.last_level, "#".repeat(usize::from(self.last_level) + 1));
            let say = Message::new(
                format!("Tiêu đề nhảy cấp: từ cấp {from} xuống thẳng cấp {written}"),
                format!("Heading levels are skipped: from level {from} straight to level {written}"),
            );
            let help = Message::new(format!("dùng “{right} …”"), format!("use “{right} …”"));
            self.note(Code::HeadingSkipped, range, say, Some(help));
        }
        let shown = written.max(2);
        self.last_level = shown;
        self.heading = Some((shown, id.map(|id| id.to_string()), String::new()));
        let level = HeadingLevel::try_from(usize::from(shown)).unwrap_or(HeadingLevel::H2);
        out.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
    }

    fn close_heading(&mut self, out: &mut Vec<Event<'_>>) {
        let Some((level, written, label)) = self.heading.take() else { return };
        let id = self.free_id(written.as_deref().unwrap_or(&label));
        let opening = out.iter().rposition(|event| matches!(event, Event::Start(Tag::Heading { .. })));
        if let Some(Event::Start(Tag::Heading { id: slot, .. })) = opening.and_then(|at| out.get_mut(at)) {
            *slot = Some(CowStr::from(id.clone()));
        }
        out.push(raw_owned(format!(" <a class=\"anchor\" href=\"#{id}\" aria-hidden=\"true\" tabindex=\"-1\">#</a>")));
        let level_tag = HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H2);
        out.push(Event::End(TagEnd::Heading(level_tag)));
        if level == 2 {
            self.article.sections.push(Section { heading: Some(label.clone()), text: String::new() });
        } else {
            self.words(&label);
            self.gap();
        }
        self.article.headings.push(Heading { level, id, label });
    }

    /// A heading's id: its slug, numbered when the page has it already.
    fn free_id(&mut self, label: &str) -> String {
        let slug = vietnamese::slug(label);
        let numbered = (2..).map(|n| format!("{slug}-{n}"));
        let id = std::iter::once(slug.clone()).chain(numbered).find(|id| !self.ids.contains(id)).unwrap_or(slug);
        self.ids.insert(id.clone());
        id
    }

    // ---- links and pictures

    fn open_link(&mut self, url: &str, title: &str, range: Range<usize>, out: &mut Vec<Event<'_>>) {
        let mut tag = String::from("<a href=\"");
        match Destination::of(url) {
            Destination::Refused(scheme) => {
                self.refused_link = true;
                return self.refuse(&scheme, range);
            }
            Destination::Outside => push_escaped(&mut tag, url),
            Destination::Inside { target, fragment } => {
                let reference = self.refer(ReferenceKind::Link, target, fragment, range);
                push_hole(&mut tag, reference);
            }
        }
        tag.push('"');
        push_title(&mut tag, title);
        tag.push('>');
        out.push(raw_owned(tag));
    }

    fn picture_reference(&mut self, url: &str, range: Range<usize>) -> Option<usize> {
        match Destination::of(url) {
            Destination::Inside { target, fragment } if !target.is_empty() => {
                Some(self.refer(ReferenceKind::Picture, target, fragment, range))
            }
            Destination::Refused(scheme) => {
                self.refuse(&scheme, range);
                None
            }
            Destination::Inside { .. } | Destination::Outside => {
                let say = Message::new(
                    format!("Ảnh lấy từ trang khác: {url}"),
                    format!("A picture from another site: {url}"),
                );
                let help = Message::new(
                    "tải ảnh về, đặt cạnh tệp bài viết rồi ghi tên tệp ảnh; trang không lấy gì từ nơi khác",
                    "save the picture beside the text and name that file; the site fetches nothing from elsewhere",
                );
                self.note(Code::UnsafeLink, range, say, Some(help));
                None
            }
        }
    }

    fn take_in_picture(&mut self, event: Event<'_>, out: &mut Vec<Event<'_>>) {
        match event {
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, _, alt, _)) = &mut self.picture {
                    alt.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, _, alt, _)) = &mut self.picture {
                    alt.push(' ');
                }
            }
            Event::End(TagEnd::Image) => self.close_picture(out),
            _ => {}
        }
    }

    fn close_picture(&mut self, out: &mut Vec<Event<'_>>) {
        let Some((reference, title, alt, range)) = self.picture.take() else { return };
        if alt.trim().is_empty() {
            let say = Message::new("Ảnh chưa có lời mô tả", "The picture has no description");
            let help = Message::new(
                "ghi trong ngoặc vuông điều người không xem được ảnh cần biết: ![Bà con thôn 2 họp bàn](anh.jpg)",
                "say in the square brackets what somebody who cannot see it needs to know: ![…](picture.jpg)",
            );
            self.note(Code::MissingAlt, range, say, Some(help));
        }
        let Some(reference) = reference else {
            out.push(Event::Text(CowStr::from(alt)));
            return;
        };
        let mut tag = String::from("<img ");
        push_hole(&mut tag, reference);
        tag.push_str(" alt=\"");
        push_escaped(&mut tag, &alt);
        tag.push('"');
        push_title(&mut tag, &title);
        tag.push_str(" loading=\"lazy\" decoding=\"async\">");
        out.push(raw_owned(tag));
    }

    fn refer(&mut self, kind: ReferenceKind, target: String, fragment: Option<String>, range: Range<usize>) -> usize {
        let span = Span::from(range).shifted(self.offset);
        let path = self.file.path.resolve(&target);
        let stem = target.strip_suffix(".md").or_else(|| target.strip_suffix(".html"));
        let slug = stem.map(|stem| vietnamese::slug(stem.rsplit('/').next().unwrap_or(stem)));
        self.article.references.push(Reference { kind, target, fragment, path, slug, span });
        self.article.references.len() - 1
    }

    fn undefined_reference(&mut self, name: &str, range: Range<usize>) {
        let say = Message::new(
            format!("Chưa có dòng định nghĩa cho “[{name}]”"),
            format!("“[{name}]” is used but never defined"),
        );
        let help = Message::new(
            format!("thêm ở cuối bài một dòng: [{name}]: địa chỉ hoặc nội dung"),
            format!("add a line at the end: [{name}]: address or text"),
        );
        self.note(Code::UndefinedReference, range, say, Some(help));
    }

    fn refuse(&mut self, scheme: &str, range: Range<usize>) {
        let say = Message::new(
            format!("Liên kết “{scheme}:” không được dùng; nó hiện ra như chữ thường"),
            format!("A “{scheme}:” link is not allowed; it is shown as plain text"),
        );
        let help = Message::new(
            "dùng https://…, mailto:…, tel:… hoặc tên một tệp trong trang",
            "use https://…, mailto:…, tel:… or the name of a file of this site",
        );
        self.note(Code::UnsafeLink, range, say, Some(help));
    }

    // ---- raw HTML

    /// Raw HTML becomes text; a closing tag is not told again.
    fn raw_html<'m>(&mut self, html: CowStr<'m>, range: Range<usize>, out: &mut Vec<Event<'m>>) {
        if !html.starts_with("</") {
            let tag: String = html.lines().next().unwrap_or("").trim().chars().take(40).collect();
            let say = Message::new(
                format!("Mã HTML “{tag}” không được dùng; nó hiện ra như chữ thường"),
                format!("Raw HTML “{tag}” is not used here; it is shown as plain text"),
            );
            let help = Message::new(
                "viết bằng Markdown, hoặc đặt đoạn mã trong cặp dấu `…`",
                "write it in Markdown, or put the code between `…`",
            );
            self.note(Code::RawHtml, range, say, Some(help));
        }
        self.words(&html);
        out.push(Event::Text(html));
    }

    // ---- plain text and findings

    fn words(&mut self, text: &str) {
        if let Some((_, _, label)) = &mut self.heading {
            label.push_str(text);
        } else if let Some(section) = self.article.sections.last_mut() {
            section.text.push_str(text);
        }
    }

    fn gap(&mut self) {
        let text = match (&mut self.heading, self.article.sections.last_mut()) {
            (Some((_, _, label)), _) => label,
            (None, Some(section)) => &mut section.text,
            (None, None) => return,
        };
        if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }

    fn note(&mut self, code: Code, range: Range<usize>, message: Message, help: Option<Message>) {
        let finding = self.file.finding(code, Span::from(range).shifted(self.offset), message);
        self.findings.push(match help {
            Some(help) => finding.help(help),
            None => finding,
        });
    }

    /// Takes the marks of the holes out of the HTML and remembers where they stood.
    fn finish(mut self, marked: &str) -> Checked<Article> {
        let mut pieces = marked.split(HOLE);
        self.article.html.reserve(marked.len());
        self.article.html.push_str(pieces.next().unwrap_or(""));
        while let (Some(number), Some(rest)) = (pieces.next(), pieces.next()) {
            if let Ok(reference) = number.parse() {
                self.article.holes.push(Hole { at: self.article.html.len(), reference });
            }
            self.article.html.push_str(rest);
        }
        for section in &mut self.article.sections {
            section.text.truncate(section.text.trim_end().len());
            section.text.shrink_to_fit();
        }
        self.article.sections.retain(|section| section.heading.is_some() || !section.text.is_empty());
        Checked { value: self.article, findings: self.findings }
    }
}

/// An HTML comment is an editor's note to editors: it never reaches the page.
fn is_comment(html: &str) -> bool {
    html.trim().starts_with("<!--") && html.trim().ends_with("-->")
}

fn push_hole(tag: &mut String, reference: usize) {
    tag.push(HOLE);
    tag.push_str(&reference.to_string());
    tag.push(HOLE);
}

fn push_title(tag: &mut String, title: &str) {
    if !title.is_empty() {
        tag.push_str(" title=\"");
        push_escaped(tag, title);
        tag.push('"');
    }
}

fn raw(html: &'static str) -> Event<'static> {
    Event::InlineHtml(CowStr::Borrowed(html))
}

fn raw_owned<'m>(html: String) -> Event<'m> {
    Event::InlineHtml(CowStr::from(html))
}
