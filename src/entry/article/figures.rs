//! Pictures that stand for themselves: with a caption, or several in a row as a gallery.
//!
//! What a row is, is known when all events of the text are there. They are replaced one by one: their number stays, because
//! footnotes are known by their index.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::placeholder::push_placeholder;
use super::read::{ArticleReader, push_title};
use super::{Part, push_escaped};

/// A picture of the text.
#[derive(Debug)]
pub(super) struct Picture {
    /// Index of its event.
    pub(super) index: usize,
    pub(super) reference: usize,
    pub(super) alt: String,
    /// What the editor wrote as its title: Markdown has no other caption.
    pub(super) title: String,
}

/// Paragraphs or lists that follow each other and hold nothing but pictures.
struct Row {
    /// The indices of its events.
    events: Range<usize>,
    /// Which of the pictures.
    pictures: Range<usize>,
    /// The indices of the events of a caption for all of them: emphasised words below the last picture.
    caption: Option<Range<usize>>,
}

impl Picture {
    /// The picture's tag, with all that the text says of it or with its caption elsewhere.
    pub(super) fn tag(&self, part: Part, title: &str) -> String {
        let mut tag = String::from("<img ");
        push_placeholder(&mut tag, self.reference, part);
        tag.push_str(" alt=\"");
        push_escaped(&mut tag, &self.alt);
        tag.push('"');
        push_title(&mut tag, title);
        tag.push_str(" loading=\"lazy\" decoding=\"async\">");
        tag
    }

    /// What stands below the picture: its title, else its description, which is read out with the picture already.
    fn caption(&self) -> String {
        let mut caption = String::new();
        if !self.title.is_empty() {
            caption.push_str("<figcaption>");
            push_escaped(&mut caption, &self.title);
            caption.push_str("</figcaption>");
        } else if !self.alt.is_empty() {
            caption.push_str("<figcaption aria-hidden=\"true\">");
            push_escaped(&mut caption, &self.alt);
            caption.push_str("</figcaption>");
        }
        caption
    }
}

impl ArticleReader<'_> {
    /// Writes rows of pictures as galleries: small tiles of one size, each a link to the whole picture, unless the editor made it
    /// a link to something else. A single picture with a caption becomes a figure.
    pub(super) fn write_figures(&mut self, events: &mut [Event<'_>]) {
        let pictures = std::mem::take(&mut self.pictures);
        for row in rows(events, &pictures) {
            match &pictures[row.pictures.clone()] {
                [picture] if picture.title.is_empty() && row.caption.is_none() => {}
                [picture] => write_figure(&row, picture, events),
                several => write_gallery(&row, several, events),
            }
        }
    }
}

/// All rows of pictures, in the order of the text.
fn rows(events: &[Event<'_>], pictures: &[Picture]) -> Vec<Row> {
    let (mut rows, mut at, mut seen): (Vec<Row>, usize, usize) = (Vec::new(), 0, 0);
    while seen < pictures.len() && at < events.len() {
        let Some(row) = row_at(events, at, pictures, seen) else {
            seen += usize::from(pictures[seen].index == at);
            at += 1;
            continue;
        };
        (at, seen) = (row.events.end, row.pictures.end);
        match rows.last_mut() {
            Some(before) if before.events.end == row.events.start && before.caption.is_none() => {
                before.events.end = row.events.end;
                before.pictures.end = row.pictures.end;
                before.caption = row.caption;
            }
            _ => rows.push(row),
        }
    }
    rows
}

/// The paragraph or list that begins at `at`, if it holds nothing but pictures, of which the first is number `first`.
fn row_at(events: &[Event<'_>], at: usize, pictures: &[Picture], first: usize) -> Option<Row> {
    let end = match events.get(at)? {
        Event::Start(Tag::Paragraph) => TagEnd::Paragraph,
        Event::Start(Tag::List(None)) => TagEnd::List(false),
        _ => return None,
    };
    let (mut index, mut seen, mut caption) = (at + 1, first, None);
    loop {
        match events.get(index)? {
            Event::End(tag) if *tag == end => break,
            _ if pictures.get(seen).is_some_and(|picture| picture.index == index) && caption.is_none() => seen += 1,
            Event::InlineHtml(tag) if tag.starts_with("<a ") && caption.is_none() => {
                let is_picture = pictures.get(seen).is_some_and(|picture| picture.index == index + 1);
                if !is_picture || !matches!(events.get(index + 2), Some(Event::InlineHtml(tag)) if &**tag == "</a>") {
                    return None;
                }
                seen += 1;
                index += 2;
            }
            Event::SoftBreak | Event::HardBreak => {}
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Start(Tag::Item | Tag::Paragraph) | Event::End(TagEnd::Item | TagEnd::Paragraph)
                if end == TagEnd::List(false) => {}
            Event::Start(Tag::Emphasis) if end == TagEnd::Paragraph && seen > first && caption.is_none() => {
                let length = events[index..].iter().position(|event| *event == Event::End(TagEnd::Emphasis))?;
                caption = Some(index..index + length + 1);
                index += length;
            }
            _ => return None,
        }
        index += 1;
    }
    (seen > first).then_some(Row { events: at..index + 1, pictures: first..seen, caption })
}

fn write_figure(row: &Row, picture: &Picture, events: &mut [Event<'_>]) {
    let own = if row.caption.is_none() { picture.caption() } else { String::new() };
    let title = if row.caption.is_none() { "" } else { &picture.title };
    clear(row, events, |index| index == picture.index);
    set(events, row.events.start, "<figure>".to_owned());
    set(events, picture.index, picture.tag(Part::Whole, title));
    if let Some(caption) = &row.caption {
        set(events, caption.start, "<figcaption>".to_owned());
        set(events, caption.end - 1, "</figcaption>".to_owned());
    }
    set(events, row.events.end - 1, format!("{own}</figure>\n"));
}

fn write_gallery(row: &Row, pictures: &[Picture], events: &mut [Event<'_>]) {
    clear(row, events, |index| pictures.binary_search_by_key(&index, |picture| picture.index).is_ok());
    set(events, row.events.start, "<div class=\"gallery\">".to_owned());
    for (at, picture) in pictures.iter().enumerate() {
        let (tag, caption) = (picture.tag(Part::Tile, ""), picture.caption());
        let before = picture.index - 1;
        match events.get(before) {
            // The editor's own link.
            Some(Event::InlineHtml(link)) => {
                set(events, before, format!("<figure>{link}"));
                set(events, picture.index, tag);
                set(events, picture.index + 1, format!("</a>{caption}</figure>"));
            }
            _ => {
                let mut tile = String::from("<figure><a href=\"");
                push_placeholder(&mut tile, picture.reference, Part::Address);
                // Without a description the link would have no name at all for those who hear the page.
                let is_nameless = picture.alt.trim().is_empty();
                let name =
                    if is_nameless { format!(" aria-label=\"{}/{}\"", at + 1, pictures.len()) } else { String::new() };
                tile.push_str(&format!("\"{name}>{tag}</a>{caption}</figure>"));
                set(events, picture.index, tile);
            }
        }
    }
    match &row.caption {
        Some(caption) => {
            set(events, caption.start, "</div>\n<p class=\"caption\">".to_owned());
            set(events, caption.end - 1, "</p>\n".to_owned());
        }
        None => set(events, row.events.end - 1, "</div>\n".to_owned()),
    }
}

/// Empties the events of a row but for its pictures, links and caption.
fn clear(row: &Row, events: &mut [Event<'_>], is_picture: impl Fn(usize) -> bool) {
    let caption = row.caption.clone().unwrap_or_default();
    for index in row.events.clone().filter(|&index| !is_picture(index) && !caption.contains(&index)) {
        if !matches!(events[index], Event::InlineHtml(_)) {
            set(events, index, String::new());
        }
    }
}

fn set(events: &mut [Event<'_>], index: usize, html: String) {
    if let Some(event) = events.get_mut(index) {
        *event = Event::Html(CowStr::from(html));
    }
}
