//! The frame around the content of every page: `head.html`, `header.html`, `mine.html` (the reader's own place) and
//! `footer.html`.
//!
//! Pages of models, and listings in folders, have the same frame wherever their depth is the same, so it is rendered once
//! for each depth and copied. Templates of the frame are therefore given the same few fields on every page,
//! [`FramePageView`], and no view of the page's content.

use std::sync::OnceLock;

use tera::Value;

use super::Renderer;
use super::view::{FramePageView, FrameView, Html, PageView};
use crate::finding::Finding;

/// The templates that the frame is made of.
pub(super) const TEMPLATES: [&str; 4] = ["head.html", "header.html", "mine.html", "footer.html"];

/// Folders that pages are in: at most `dia-phuong/cu/<province>/<district>/2.html`. Deeper pages get a frame of their own.
const DEPTHS: usize = 5;

/// Frames by the depth of the pages that share them, rendered when first needed.
#[derive(Default)]
pub(super) struct Frames {
    models: Shared,
    listings: Shared,
}

type Shared = [OnceLock<Result<Value, Box<Finding>>>; DEPTHS];

impl Renderer<'_> {
    /// The frame of a page, as a [`FrameView`].
    pub(super) fn frame(&self, page: &PageView) -> Result<Value, Box<Finding>> {
        let depth = page.url.matches('/').count();
        let shared = match page.kind {
            "model" => Some(&self.frames.models),
            "listing" => Some(&self.frames.listings),
            _ => None,
        };
        match shared.filter(|_| depth > 0).and_then(|frames| frames.get(depth)) {
            Some(frame) => frame.get_or_init(|| self.render_frame(page, "")).clone(),
            None => self.render_frame(page, &page.url),
        }
    }

    /// Renders the frame with `url` as the page's URL.
    fn render_frame(&self, page: &PageView, url: &str) -> Result<Value, Box<Finding>> {
        let mut context = self.context();
        context.insert("page", &FramePageView { kind: page.kind, root: page.root.clone(), url: url.to_owned() });
        let part = |template| {
            let html = self.templates.render(template, &context, &page.url)?;
            Ok::<_, Box<Finding>>(Html::from(&*String::from_utf8_lossy(&html)))
        };
        let [head, header, mine, footer] = TEMPLATES.map(part);
        Ok(Value::from_serializable(&FrameView { head: head?, header: header?, mine: mine?, footer: footer? }))
    }
}
