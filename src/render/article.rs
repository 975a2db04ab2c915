//! The text of a Markdown file as HTML, with its links and pictures resolved.

use super::Renderer;
use super::view::HeadingView;
use crate::catalog::{LinkTarget, PublishedFile};
use crate::entry::{Article, ReferenceKind, push_escaped};
use crate::route;

/// How wide a photograph stands on a page, for the browser's choice among its widths. On a telephone two thirds are said
/// instead of the whole: its fine screen would otherwise fetch three times the bytes for a sharpness that nobody sees.
pub(crate) const PICTURE_SIZES: &str = "(max-width: 30em) 64vw, 46em";

impl Renderer<'_> {
    /// The article's HTML with its links and pictures in place, for the page at `url_path`.
    pub(crate) fn body(&self, article: &Article, targets: &[LinkTarget], url_path: &str) -> String {
        let root = route::root_from(url_path);
        article.fill_placeholders(|index, out| {
            let target = targets.get(index).unwrap_or(&LinkTarget::Nowhere);
            self.push_target(article.references[index].kind, target, &root, out);
        })
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
