//! The text of a Markdown file as HTML, with its links and pictures resolved.

use super::Renderer;
use super::view::HeadingView;
use crate::catalog::LinkTarget;
use crate::entry::{Article, ReferenceKind, push_escaped};
use crate::route;

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
                if let Some((width, height)) = file.size() {
                    out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
            }
            (ReferenceKind::Link, LinkTarget::Nowhere) => out.push('#'),
            (ReferenceKind::Picture, LinkTarget::Page(_) | LinkTarget::Nowhere) => {}
        }
    }
}

/// Second- and third-level headings, when there are enough of them to need a table of contents.
pub(crate) fn contents(article: &Article) -> Vec<HeadingView> {
    let shown = article.headings.iter().filter(|heading| heading.level <= 3);
    let headings: Vec<HeadingView> = shown
        .map(|heading| HeadingView { id: heading.id.clone(), label: heading.label.clone(), level: heading.level })
        .collect();
    if headings.len() < 3 { Vec::new() } else { headings }
}
