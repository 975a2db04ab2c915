//! Markdown → [`Article`]: one pass over the parser's events.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

use super::figures::Picture;
use super::footnotes::Footnotes;
use super::headings::HeadingIds;
use super::stars::Stars;
use super::{Article, Section, placeholder, push_escaped, with_alignment_classes};
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::text::{Message, Repair, Repaired, Span, first_control_character, without_control_characters};

/// Parses the Markdown at `body` of the file. Never fails: what is refused is shown as text and reported.
///
/// A text that needs repairs, because its meaning is certain but not what CommonMark makes of it, is parsed twice: once to
/// find them, once as it is meant. The file stays as it is.
pub(in crate::entry) fn read(file: &FileContext<'_>, body: Span) -> Checked<Article> {
    let written = body.of(file.text);
    let markdown = &*without_control_characters(written);
    let (mut reader, mut marked) = pass(file, body, markdown, None);
    if !reader.repairs.is_empty() {
        let repaired = Repaired::new(markdown, std::mem::take(&mut reader.repairs));
        let (mut second, again) = pass(file, body, &repaired.text, Some(&repaired));
        second.findings.append(&mut reader.told);
        let article = second.finish(&again);
        return with_control_character(file, body, article);
    }
    reader.findings.append(&mut reader.told);
    let article = reader.finish(&std::mem::take(&mut marked));
    with_control_character(file, body, article)
}

/// Adds the finding about control characters in the text as it was written.
fn with_control_character(file: &FileContext<'_>, body: Span, mut article: Checked<Article>) -> Checked<Article> {
    if let Some((offset, character)) = first_control_character(body.of(file.text)) {
        let span = Span::new(offset, offset + 1).shifted(body.start as usize);
        article.findings.push(file.control_character(span, character));
    }
    article
}

/// Reads `markdown` once; also returns its HTML with marks for the references. `repaired` leads back to the written text.
fn pass<'f>(
    file: &'f FileContext<'f>,
    body: Span,
    markdown: &'f str,
    repaired: Option<&'f Repaired>,
) -> (ArticleReader<'f>, String) {
    let mut undefined = Vec::new();
    let on_undefined = |link: BrokenLink<'_>| {
        // `[word]` alone is more often a word in brackets than a reference.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push((link.reference.to_string(), link.span));
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(markdown, OPTIONS, Some(on_undefined));
    let mut reader = ArticleReader::new(file, body.start as usize, markdown, repaired);
    let mut events: Vec<Event<'_>> = {
        let mut events = Vec::with_capacity(markdown.len() / 12);
        for (event, range) in parser.into_offset_iter() {
            reader.take(event, range, &mut events);
        }
        events
    };
    reader.judge_stars();
    reader.write_figures(&mut events);
    reader.write_footnotes(&mut events);
    for (name, range) in undefined {
        reader.undefined_reference(&name, range);
    }
    let mut marked = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut marked, events.into_iter());
    if marked.contains("<pre>") {
        // A block that scrolls must be reached by the keyboard. Raw HTML is shown as text, so this is always such a block.
        marked = marked.replace("<pre>", "<pre tabindex=\"0\">");
    }
    (reader, marked)
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_GFM);

/// The state of the pass.
pub(super) struct ArticleReader<'f> {
    pub(super) file: &'f FileContext<'f>,
    /// Byte offset of the Markdown in the file.
    pub(super) offset: usize,
    /// The Markdown that is being read, as written or repaired.
    pub(super) markdown: &'f str,
    /// Leads from the repaired Markdown to the written one; `None` while the written one is read.
    repaired: Option<&'f Repaired>,
    /// Whether this is the text as written, in which repairs are looked for.
    pub(super) is_first_pass: bool,
    /// Repairs that are wanted.
    pub(super) repairs: Vec<Repair>,
    /// Findings about what a repair takes away.
    pub(super) told: Vec<Finding>,
    pub(super) stars: Stars,
    pub(super) footnotes: Footnotes,
    /// The pictures so far.
    pub(super) pictures: Vec<Picture>,
    /// Byte offset up to which marks of other programs have been told.
    pub(super) looked_until: usize,
    /// The list that ended last.
    last_list: Option<Range<usize>>,
    /// Whether a block of code is being read.
    in_code: bool,
    /// Whether a link is being read.
    in_link: bool,
    pub(super) article: Article,
    pub(super) findings: Vec<Finding>,
    pub(super) ids: HeadingIds,
    /// The bytes of the heading being read.
    pub(super) heading_range: Range<usize>,
    /// The heading being read: level, id as written by the editor, words so far.
    pub(super) heading: Option<(u8, Option<String>, String)>,
    /// The picture being read: its reference, title and alternative text so far.
    pub(super) picture: Option<(Option<usize>, String, String, Range<usize>)>,
    /// The block of raw HTML being read.
    pub(super) html_block: Option<String>,
    /// Whether the link being read is refused; links do not nest.
    pub(super) refused_link: bool,
    /// Level of the heading before, as shown; 1 at the beginning.
    pub(super) last_level: u8,
}

impl<'f> ArticleReader<'f> {
    fn new(file: &'f FileContext<'f>, offset: usize, markdown: &'f str, repaired: Option<&'f Repaired>) -> Self {
        let article = Article { sections: vec![Section::default()], ..Article::default() };
        Self {
            file,
            offset,
            markdown,
            repaired,
            is_first_pass: repaired.is_none(),
            repairs: Vec::new(),
            told: Vec::new(),
            stars: Stars::default(),
            footnotes: Footnotes::default(),
            pictures: Vec::new(),
            looked_until: 0,
            last_list: None,
            in_code: false,
            in_link: false,
            article,
            findings: Vec::new(),
            ids: HeadingIds::default(),
            heading_range: 0..0,
            heading: None,
            picture: None,
            html_block: None,
            refused_link: false,
            last_level: 1,
        }
    }

    /// Handles one event: pushes what shall be rendered to `out` and collects the rest.
    fn take<'m>(&mut self, event: Event<'m>, range: Range<usize>, out: &mut Vec<Event<'m>>) {
        if self.picture.is_some() {
            return self.take_in_picture(event, out);
        }
        self.look_at(&event, &range);
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. }) => {
                self.wiki_link(&dest_url, false, range);
                self.refused_link = true;
            }
            Event::Start(Tag::Image { link_type: LinkType::WikiLink { .. }, dest_url, .. }) => {
                self.wiki_link(&dest_url, true, range.clone());
                self.picture = Some((None, String::new(), String::new(), range));
            }
            Event::FootnoteReference(ref label) => {
                self.footnotes.call(label, out.len());
                out.push(event);
            }
            Event::Start(Tag::FootnoteDefinition(ref label)) => {
                self.footnotes.note(label, out.len(), range);
                out.push(event);
            }
            Event::End(TagEnd::FootnoteDefinition) => out.push(Event::Html(CowStr::Borrowed("</div>\n"))),
            Event::Start(Tag::Heading { level, id, .. }) => self.open_heading(level, id, range, out),
            Event::End(TagEnd::Heading(_)) => self.close_heading(out),
            Event::Start(Tag::Link { dest_url, title, .. }) => self.open_link(&dest_url, &title, range, out),
            Event::End(TagEnd::Link) => {
                if !std::mem::take(&mut self.refused_link) {
                    out.push(html_event("</a>"));
                }
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let reference = self.picture_reference(&dest_url, range.clone());
                self.picture = Some((reference, title.to_string(), String::new(), range));
            }
            Event::Start(Tag::HtmlBlock) => self.html_block = Some(String::new()),
            Event::Html(line) => self.html_block.get_or_insert_default().push_str(&line),
            Event::End(TagEnd::HtmlBlock) => self.close_html_block(range, out),
            Event::InlineHtml(tag) if is_comment(&tag) => {}
            Event::InlineHtml(tag) => self.raw_html(tag, range, out),
            event => self.take_text(event, range, out),
        }
    }

    /// Looks for repairs and for marks of other programs, and keeps track of where the reading is.
    fn look_at(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Text(text) if !self.in_code => {
                self.stars_of(text, range);
                self.foreign_marks(text, range);
                if self.is_first_pass && !self.in_link && text.contains("http") {
                    self.bare_addresses(range);
                }
                if self.is_first_pass && text.starts_with('(') {
                    self.name_with_blanks(range);
                }
            }
            Event::Rule => self.simple_table(range),
            Event::Start(tag) => self.look_at_start(tag, range),
            Event::End(tag) => self.look_at_end(*tag, range),
            _ => {}
        }
    }

    fn look_at_start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {
                self.stars.open();
                self.in_link |= matches!(tag, Tag::Link { .. });
                if self.is_first_pass && matches!(tag, Tag::Emphasis) {
                    self.product(range);
                }
                return;
            }
            Tag::Image { .. } => return,
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::Paragraph | Tag::DefinitionList => {
                self.foreign_lines(range);
                if self.is_first_pass && matches!(tag, Tag::Paragraph) {
                    self.lines_of_paragraph(range);
                }
            }
            Tag::List(None) if self.is_first_pass => {
                if let Some(before) = self.last_list.take() {
                    self.list_below(&before, range);
                }
            }
            Tag::BlockQuote(None) => {
                if let Some(kind) = self.alert(range) {
                    self.foreign_alert(&kind, range);
                }
            }
            _ => {}
        }
        self.judge_stars();
    }

    fn look_at_end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.stars.close(),
            TagEnd::Link => {
                self.stars.close();
                self.in_link = false;
            }
            TagEnd::Image => {}
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::List(false) => {
                self.judge_stars();
                self.last_list = Some(range.clone());
            }
            _ => self.judge_stars(),
        }
    }

    /// The span in the file of a range of the Markdown being read.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let written = self.repaired.map_or_else(|| range.clone(), |repaired| repaired.written(range));
        Span::from(written).shifted(self.offset)
    }

    /// Handles text and the blocks that hold it.
    fn take_text<'m>(&mut self, event: Event<'m>, range: Range<usize>, out: &mut Vec<Event<'m>>) {
        match &event {
            Event::Text(text) => {
                // An undefined footnote arrives as the texts `[`, `^1`, `]`.
                let opened = matches!(out.last(), Some(Event::Text(before)) if &**before == "[");
                if opened && let Some(label) = text.strip_prefix('^') {
                    self.undefined_reference(&format!("^{label}"), range);
                }
                self.push_text(text);
            }
            Event::Code(text) => self.push_text(text),
            Event::Start(Tag::Strong) => self.section(Section::open_strong),
            Event::End(TagEnd::Strong) => self.section(Section::close_strong),
            Event::Start(Tag::Table(_)) => {
                out.push(Event::Html(CowStr::Borrowed("<div class=\"table\" tabindex=\"0\">")));
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::Table
                | TagEnd::TableCell
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition
                | TagEnd::CodeBlock,
            ) => self.end_word(),
            _ => {}
        }
        let is_table_end = matches!(event, Event::End(TagEnd::Table));
        out.push(event);
        if is_table_end {
            out.push(Event::Html(CowStr::Borrowed("</div>\n")));
        }
    }

    /// A comment disappears; any other block of HTML is shown as text.
    fn close_html_block<'m>(&mut self, range: Range<usize>, out: &mut Vec<Event<'m>>) {
        let Some(block) = self.html_block.take().filter(|block| !is_comment(block)) else { return };
        if self.is_first_pass && self.drop_comment(&range) {
            return;
        }
        out.push(Event::Start(Tag::Paragraph));
        self.raw_html(CowStr::from(block), range, out);
        out.push(Event::End(TagEnd::Paragraph));
        self.end_word();
    }

    /// Shows raw HTML as text. A closing tag is not reported: its opening tag has been.
    fn raw_html<'m>(&mut self, html: CowStr<'m>, range: Range<usize>, out: &mut Vec<Event<'m>>) {
        if !html.starts_with("</") {
            let tag: String = html.lines().next().unwrap_or("").trim().chars().take(40).collect();
            let message = Message::new(
                format!("Mã HTML “{tag}” không được dùng; nó hiện ra như chữ thường."),
                format!("Raw HTML “{tag}” is not used here; it is shown as plain text."),
            );
            let help = Message::new(
                "Viết bằng Markdown, hoặc đặt đoạn mã trong cặp dấu `…`.",
                "Write it in Markdown, or put the code between `…`.",
            );
            self.report(Code::RawHtml, range, message, Some(help));
        }
        self.push_text(&html);
        out.push(Event::Text(html));
    }

    /// Does something with the section being read, unless a heading is.
    fn section(&mut self, act: fn(&mut Section)) {
        if self.heading.is_none() {
            self.article.sections.last_mut().into_iter().for_each(act);
        }
    }

    /// Adds plain text to the heading or section being read.
    pub(super) fn push_text(&mut self, text: &str) {
        if let Some((_, _, label)) = &mut self.heading {
            label.push_str(text);
        } else if let Some(section) = self.article.sections.last_mut() {
            section.text.push_str(text);
        }
    }

    /// Separates what follows from the text so far by a space.
    pub(super) fn end_word(&mut self) {
        let text = match (&mut self.heading, self.article.sections.last_mut()) {
            (Some((_, _, label)), _) => label,
            (None, Some(section)) => &mut section.text,
            (None, None) => return,
        };
        if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }

    pub(super) fn report(&mut self, code: Code, range: Range<usize>, message: Message, help: Option<Message>) {
        let finding = self.file.finding(code, self.span(&range), message);
        self.findings.push(match help {
            Some(help) => finding.help(help),
            None => finding,
        });
    }

    /// Splits the rendered HTML into text and placeholders.
    fn finish(mut self, marked: &str) -> Checked<Article> {
        let marked = with_alignment_classes(marked);
        (self.article.html, self.article.placeholders) = placeholder::split(&marked);
        for section in &mut self.article.sections {
            section.text.truncate(section.text.trim_end().len());
            section.text.shrink_to_fit();
        }
        self.article.sort_headings();
        self.article.sections.retain(|section| section.heading.is_some() || !section.text.is_empty());
        Checked { value: self.article, findings: self.findings }
    }
}

/// An HTML comment is an editor's note to editors: it never reaches the page.
fn is_comment(html: &str) -> bool {
    html.trim().starts_with("<!--") && html.trim().ends_with("-->")
}

pub(super) fn push_title(tag: &mut String, title: &str) {
    if !title.is_empty() {
        tag.push_str(" title=\"");
        push_escaped(tag, title);
        tag.push('"');
    }
}

fn html_event(html: &'static str) -> Event<'static> {
    Event::InlineHtml(CowStr::Borrowed(html))
}

pub(super) fn html_event_owned<'m>(html: String) -> Event<'m> {
    Event::InlineHtml(CowStr::from(html))
}
