//! The text of a Markdown file as HTML, with its links and pictures resolved.

use super::Renderer;
use super::view::HeadingView;
use crate::catalog::{LinkTarget, PublishedFile};
use crate::entry::{Article, ReferenceKind, push_escaped};
use crate::route;

/// How wide a photograph stands on a page, for the browser's choice among its widths. On a telephone two thirds are said
/// instead of the whole: its fine screen would otherwise fetch three times the bytes for a sharpness that nobody sees.
pub(crate) const PICTURE_SIZES: &str = "(max-width: 30em) 64vw, 46em";

/// The same in a gallery.
const TILE_SIZES: &str = "(max-width: 30em) 30vw, 15em";

impl Renderer<'_> {
    /// The article's HTML with its links and pictures in place, for the page at `url_path`.
    pub(crate) fn body(&self, article: &Article, targets: &[LinkTarget], url_path: &str) -> String {
        let root = route::root_from(url_path);
        let html = article.fill_placeholders(|index, out| {
            let target = targets.get(index).unwrap_or(&LinkTarget::Nowhere);
            self.push_target(article.references[index].kind, target, &root, out);
        });
        if html.contains(PICTURES) { with_galleries(&html) } else { html }
    }

    fn push_target(&self, kind: ReferenceKind, target: &LinkTarget, root: &str, out: &mut String) {
        match (kind, target) {
            (ReferenceKind::Link, LinkTarget::Page(page)) if page.starts_with('#') => push_escaped(out, page),
            (ReferenceKind::Link, LinkTarget::Page(page)) => {
                out.push_str(root);
                push_escaped(out, page);
            }
            (ReferenceKind::Link, LinkTarget::File(path)) => {
                out.push_str(root);
                push_escaped(out, self.catalog.files.get(path).map_or("", |file| file.url_path.as_str()));
            }
            (ReferenceKind::Picture, LinkTarget::File(path)) => {
                let Some(file) = self.catalog.files.get(path) else { return };
                out.push_str(&format!("src=\"{root}{}\"", file.url_path));
                push_widths(file, root, out);
                if let Some((width, height)) = file.size() {
                    out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
            }
            (ReferenceKind::Link, LinkTarget::Nowhere) => out.push('#'),
            (ReferenceKind::Picture, LinkTarget::Page(_) | LinkTarget::Nowhere) => {}
        }
    }
}

/// How a paragraph of only pictures begins, as the reader of articles writes it.
const PICTURES: &str = "<p><img ";

/// The text with each run of two or more pictures that nothing stands between as a gallery: small tiles of one size, each a
/// link to the whole picture, with its description below.
fn with_galleries(html: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(html.len() + 1024), html);
    while let Some(at) = rest.find(PICTURES) {
        let (before, from) = rest.split_at(at);
        let (pictures, after) = pictures_of(from);
        out.push_str(before);
        if pictures.len() > 1 {
            out.push_str("<div class=\"gallery\">");
            pictures.iter().for_each(|picture| push_tile(picture, &mut out));
            out.push_str("</div>\n");
        } else {
            out.push_str(&from[..from.len() - after.len()]);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The pictures (what stands between `<img ` and `>`) of the paragraphs at the beginning of `html` that hold nothing else, and
/// what follows. A first paragraph with other things besides is passed over.
fn pictures_of(html: &str) -> (Vec<&str>, &str) {
    let (mut all, mut rest) = (Vec::new(), html);
    while let Some(inside) = rest.strip_prefix("<p>") {
        let Some((paragraph, after)) = inside.split_once("</p>") else { break };
        let pictures: Option<Vec<&str>> = paragraph.split_inclusive('>').map(picture).collect();
        let Some(pictures) = pictures else { break };
        all.extend(pictures);
        rest = after.trim_start_matches('\n');
    }
    let nothing = rest.len() == html.len();
    (all, if nothing { &html[PICTURES.len()..] } else { rest })
}

/// Attributes hold no `>`: it is written as `&gt;`.
fn picture(tag: &str) -> Option<&str> {
    tag.trim_start().strip_prefix("<img ")?.strip_suffix('>')
}

fn push_tile(picture: &str, out: &mut String) {
    let attribute = |name: &str| {
        let (_, rest) = picture.split_once(&format!("{name}=\""))?;
        Some(rest.split_once('"')?.0)
    };
    let (url, alt) = (attribute("src"), attribute(" alt").unwrap_or_default());
    let tile = picture.replace(PICTURE_SIZES, TILE_SIZES);
    // The picture is read out by its description; a second time would be one too many.
    let caption =
        if alt.is_empty() { String::new() } else { format!("<figcaption aria-hidden=\"true\">{alt}</figcaption>") };
    match url {
        Some(url) => out.push_str(&format!("<figure><a href=\"{url}\"><img {tile}></a>{caption}</figure>")),
        None => out.push_str(&format!("<figure><img {tile}>{caption}</figure>")),
    }
}

/// The attributes that let a browser choose the width of a photograph that suits its screen.
fn push_widths(file: &PublishedFile, root: &str, out: &mut String) {
    let widths = file.widths();
    if widths.is_empty() {
        return;
    }
    let named = |(url, width): &(&str, u32)| format!("{root}{url} {width}w");
    let list = widths.iter().map(named).collect::<Vec<_>>().join(", ");
    out.push_str(&format!(" srcset=\"{list}\" sizes=\"{PICTURE_SIZES}\""));
}

/// Second- and third-level headings, when there are enough of them to need a table of contents.
pub(crate) fn contents(article: &Article) -> Vec<HeadingView> {
    let shown = article.headings.iter().filter(|heading| heading.level <= 3);
    let headings: Vec<HeadingView> = shown
        .map(|heading| HeadingView { id: heading.id.clone(), label: heading.label.clone(), level: heading.level })
        .collect();
    if headings.len() < 3 { Vec::new() } else { headings }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_in_a_row_become_a_gallery_and_one_alone_stays() {
        let img =
            |name: &str| format!("<img src=\"{name}.jpg\" srcset=\"x\" sizes=\"{PICTURE_SIZES}\" alt=\"Ảnh {name}\">");
        let alone = format!("<p>Một.</p>\n<p>{}</p>\n<p>Hai.</p>\n", img("a"));
        assert_eq!(with_galleries(&alone), alone);
        let mixed = format!("<p>{} và chữ</p>\n<p>{}</p>\n", img("a"), img("b"));
        assert_eq!(with_galleries(&mixed), mixed);
        let row = format!("<p>Một.</p>\n<p>{}</p>\n<p>{}\n{}</p>\n<p>Hai.</p>\n", img("a"), img("b"), img("c"));
        let tile = |name: &str| {
            let small = img(name).replace(PICTURE_SIZES, TILE_SIZES);
            format!(
                "<figure><a href=\"{name}.jpg\">{small}</a><figcaption aria-hidden=\"true\">Ảnh {name}</figcaption></figure>"
            )
        };
        let tiles = ["a", "b", "c"].map(tile).concat();
        assert_eq!(with_galleries(&row), format!("<p>Một.</p>\n<div class=\"gallery\">{tiles}</div>\n<p>Hai.</p>\n"));
        assert_eq!(with_galleries("<p><img a"), "<p><img a", "never from the reader of articles");
    }
}
