//! The text of a Markdown file as HTML, with its links and pictures resolved.

use super::Renderer;
use super::view::HeadingView;
use crate::catalog::{LinkTarget, PublishedFile};
use crate::entry::{Article, Part, ReferenceKind, push_escaped};
use crate::route;

/// How wide a photograph stands on a page, for the browser's choice among its widths. On a telephone two thirds are said
/// instead of the whole: its fine screen would otherwise fetch three times the bytes for a sharpness that nobody sees.
pub(crate) const PICTURE_SIZES: &str = "(max-width: 30em) 64vw, 46em";

/// The same in a gallery.
const TILE_SIZES: &str = "(max-width: 30em) 32vw, 22em";

impl Renderer<'_> {
    /// The article's HTML with its links and pictures in place, for the page at `url_path`.
    pub(crate) fn body(&self, article: &Article, targets: &[LinkTarget], url_path: &str) -> String {
        let root = route::root_from(url_path);
        article.fill_placeholders(|index, part, out| {
            let target = targets.get(index).unwrap_or(&LinkTarget::Nowhere);
            match (article.references[index].kind, part) {
                (ReferenceKind::Link, _) | (_, Part::Address) => self.push_address(target, &root, out),
                (ReferenceKind::Picture, part) => self.push_picture(target, part == Part::Tile, &root, out),
            }
        })
    }

    fn push_address(&self, target: &LinkTarget, root: &str, out: &mut String) {
        match target {
            LinkTarget::Page(page) if page.starts_with('#') => push_escaped(out, page),
            LinkTarget::Page(page) => {
                out.push_str(root);
                push_escaped(out, page);
            }
            LinkTarget::File(path) => {
                out.push_str(root);
                push_escaped(out, self.catalog.files.get(path).map_or("", |file| file.url_path.as_str()));
            }
            LinkTarget::Nowhere => out.push('#'),
        }
    }

    /// The attributes of a picture, which may stand as a tile in a gallery.
    fn push_picture(&self, target: &LinkTarget, is_tile: bool, root: &str, out: &mut String) {
        let LinkTarget::File(path) = target else { return };
        let Some(file) = self.catalog.files.get(path) else { return };
        out.push_str(&format!("src=\"{root}{}\"", file.url_path));
        push_widths(file, if is_tile { TILE_SIZES } else { PICTURE_SIZES }, root, out);
        let Some((width, height)) = file.size() else { return };
        out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        if is_tile && height > width {
            out.push_str(" class=\"tall\"");
        }
    }
}

/// The attributes that let a browser choose the width of a photograph that suits its screen.
fn push_widths(file: &PublishedFile, sizes: &str, root: &str, out: &mut String) {
    let widths = file.widths();
    if widths.is_empty() {
        return;
    }
    let named = |(url, width): &(&str, u32)| format!("{root}{url} {width}w");
    let list = widths.iter().map(named).collect::<Vec<_>>().join(", ");
    out.push_str(&format!(" srcset=\"{list}\" sizes=\"{sizes}\""));
}

/// Second- and third-level headings, when there are enough of them to need a table of contents.
pub(crate) fn contents(article: &Article) -> Vec<HeadingView> {
    let shown = article.headings.iter().filter(|heading| heading.level <= 3);
    let headings: Vec<HeadingView> = shown
        .map(|heading| HeadingView { id: heading.id.clone(), label: heading.label.clone(), level: heading.level })
        .collect();
    if headings.len() < 3 { Vec::new() } else { headings }
}
