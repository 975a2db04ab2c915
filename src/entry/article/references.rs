//! Links and pictures of an article.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pulldown_cmark::{CowStr, Event, TagEnd};

use super::figures::Picture;
use super::link::Destination;
use super::placeholder::push_placeholder;
use super::read::{ArticleReader, html_event_owned, push_title};
use super::{Part, Reference, ReferenceKind, push_escaped};
use crate::finding::{Code, Edit, Fix};
use crate::text::Message;
use crate::vietnamese;

impl ArticleReader<'_> {
    pub(super) fn open_link(&mut self, url: &str, title: &str, range: Range<usize>, out: &mut Vec<Event<'_>>) {
        let mut tag = String::from("<a href=\"");
        match Destination::of(url) {
            Destination::Refused(beginning) => {
                self.refused_link = true;
                return self.refuse(&beginning, range);
            }
            Destination::Outside => push_escaped(&mut tag, url),
            Destination::Inside { target, fragment } => {
                let reference = self.add_reference(ReferenceKind::Link, target, fragment, range);
                push_placeholder(&mut tag, reference, Part::Whole);
            }
        }
        tag.push('"');
        push_title(&mut tag, title);
        tag.push('>');
        out.push(html_event_owned(tag));
    }

    pub(super) fn picture_reference(&mut self, url: &str, range: Range<usize>) -> Option<usize> {
        match Destination::of(url) {
            Destination::Inside { target, fragment } if !target.is_empty() => {
                let (target, fragment) = whole_name(target, fragment);
                Some(self.add_reference(ReferenceKind::Picture, target, fragment, range))
            }
            Destination::Refused(beginning) if beginning == "data:" => {
                self.embedded_picture(url, &range);
                None
            }
            Destination::Refused(beginning) => {
                self.refuse(&beginning, range);
                None
            }
            Destination::Inside { .. } | Destination::Outside => {
                let message = Message::new(
                    format!("Ảnh lấy từ trang web khác: {url}"),
                    format!("A picture from another site: {url}"),
                );
                let help = Message::new(
                    "Tải ảnh về, đặt cạnh tệp bài viết rồi ghi tên tệp ảnh; trang web không lấy gì từ nơi khác.",
                    "Save the picture beside the text and name that file; the site fetches nothing from elsewhere.",
                );
                self.report(Code::UnsafeLink, range, message, Some(help));
                None
            }
        }
    }

    pub(super) fn take_in_picture(&mut self, event: Event<'_>, out: &mut Vec<Event<'_>>) {
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
            let message = Message::new("Ảnh chưa có lời mô tả.", "The picture has no description.");
            let help = Message::new(
                "Ghi trong ngoặc vuông điều người không xem được ảnh cần biết: ![Bà con thôn 2 họp bàn](anh.jpg)",
                "Say in the square brackets what somebody who cannot see it needs to know: ![…](picture.jpg)",
            );
            self.report(Code::MissingAlt, range, message, Some(help));
        }
        let Some(reference) = reference else {
            out.push(Event::Text(CowStr::from(alt)));
            return;
        };
        let picture = Picture { index: out.len(), reference, alt, title };
        out.push(html_event_owned(picture.tag(Part::Whole, &picture.title)));
        self.pictures.push(picture);
        self.article.sections.last_mut().into_iter().for_each(|section| section.has_picture = true);
    }

    fn add_reference(
        &mut self,
        kind: ReferenceKind,
        target: String,
        fragment: Option<String>,
        range: Range<usize>,
    ) -> usize {
        let span = self.span(&range);
        let path = self.file.path.resolve(&target);
        let stem = target.strip_suffix(".md").or_else(|| target.strip_suffix(".html"));
        let slug = stem.map(|stem| vietnamese::slug(stem.rsplit('/').next().unwrap_or(stem)));
        self.article.references.push(Reference { kind, target, fragment, path, slug, span });
        self.article.references.len() - 1
    }

    pub(super) fn undefined_reference(&mut self, name: &str, range: Range<usize>) {
        let message = Message::new(
            format!("Chưa có dòng định nghĩa cho “[{name}]”."),
            format!("“[{name}]” is used but never defined."),
        );
        let help = Message::new(
            format!("Thêm ở cuối bài một dòng: [{name}]: địa chỉ hoặc nội dung"),
            format!("Add a line at the end: [{name}]: address or text"),
        );
        self.report(Code::UndefinedReference, range, message, Some(help));
    }

    /// A picture inside the text, as exports of Google Docs have it: its fix makes a file of it.
    fn embedded_picture(&mut self, url: &str, range: &Range<usize>) {
        let message = Message::new(
            "Ảnh nhúng ngay trong bài (data:…) không được dùng.",
            "A picture embedded in the text (data:…) is not used.",
        );
        let help = Message::new(
            "Lưu ảnh thành tệp cạnh bài rồi ghi tên tệp; lantoa check --fix làm giúp.",
            "Save it as a file beside the text and name that file; lantoa check --fix does it.",
        );
        let finding = self.file.finding(Code::UnsafeLink, self.span(range), message).help(help);
        let fix = self.file_of_picture(url, range);
        self.findings.push(match fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
    }

    fn file_of_picture(&self, url: &str, range: &Range<usize>) -> Option<Fix> {
        let (kind, data) = url.strip_prefix("data:image/")?.split_once(";base64,")?;
        let extension = match kind {
            "png" | "gif" | "webp" | "avif" => kind,
            "jpeg" | "jpg" => "jpg",
            "svg+xml" => "svg",
            _ => return None,
        };
        let bytes = STANDARD.decode(data).ok()?;
        let hash = blake3::hash(&bytes).to_hex();
        let name = format!("{}-{}.{extension}", vietnamese::slug(self.file.path.stem()), hash.get(..8)?);
        // The URL stands in the picture itself, or in a definition elsewhere.
        let inside = self.markdown.get(range.clone())?.find(url).map(|at| range.start + at);
        let start = inside.or_else(|| self.markdown.find(url))?;
        let edit = Edit::new(self.span(&(start..start + url.len())), name.as_str());
        Some(Fix { edits: vec![edit], files: vec![(self.file.path.resolve(&name), bytes)] })
    }

    fn refuse(&mut self, beginning: &str, range: Range<usize>) {
        let message = Message::new(
            format!("Liên kết “{beginning}” không được dùng; nó hiện ra như chữ thường."),
            format!("A “{beginning}” link is not allowed; it is shown as plain text."),
        );
        let help = Message::new(
            "Dùng https://…, mailto:…, tel:… hoặc tên một tệp của trang web.",
            "Use https://…, mailto:…, tel:… or the name of a file of this site.",
        );
        self.report(Code::UnsafeLink, range, message, Some(help));
    }
}

/// The name of a picture and what follows it: `#` may belong to the name, as in `Họp dân #1.jpg`. A part of a drawing
/// (`so-do.svg#buoc-2`) is known by the extension before it.
fn whole_name(target: String, fragment: Option<String>) -> (String, Option<String>) {
    let has_extension = |name: &str| name.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match fragment {
        Some(rest) if !has_extension(&target) && has_extension(&rest) => (format!("{target}#{rest}"), None),
        fragment => (target, fragment),
    }
}
