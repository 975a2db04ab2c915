//! What pages share: `head.html` (what the heads of all pages of a kind have), `header.html` and `footer.html`, and
//! `mine.html` (the reader's own place) for the pages that have it.
//!
//! Models and lists in folders have the same around them wherever their depth is the same, so it is made once for each
//! depth and only copied: `page` has nothing but its `root` and `kind` there. Pages beside the first page get their own, in
//! which the navigation knows where it is by `page.url`.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::Renderer;
use crate::finding::Finding;
use crate::route;

/// Folders that pages are made in: at most `dia-phuong/cu/<province>/<district>/2.html`; deeper pages get their own frame.
const DEPTHS: usize = 5;

/// Frames by the depth of the pages they are for, made when they are first wanted.
#[derive(Default)]
pub(super) struct Frames {
    models: Shared,
    listings: Shared,
}

type Shared = [OnceLock<Result<Value, Box<Finding>>>; DEPTHS];

/// `page` of a frame that many pages share.
#[derive(serde::Serialize)]
struct AnyPage {
    root: String,
    url: &'static str,
    kind: &'static str,
}

/// `frame` as templates see it: HTML.
#[derive(serde::Serialize)]
struct Frame {
    head: Value,
    header: Value,
    mine: Value,
    footer: Value,
}

impl Renderer<'_> {
    /// Puts `frame` into the context of `template`, if that makes a whole page.
    pub(super) fn add_frame(&self, template: &str, url_path: &str, context: &mut Context) -> Result<(), Box<Finding>> {
        let depth = url_path.matches('/').count();
        let shared = match template {
            "model.html" => Some((&self.frames.models, "model")),
            "listing.html" => Some((&self.frames.listings, "listing")),
            _ => None,
        };
        let shared = shared.filter(|_| depth > 0).and_then(|(frames, kind)| Some((frames.get(depth)?, kind)));
        let frame = match shared {
            Some((frame, kind)) => frame.get_or_init(|| self.shared_frame(url_path, kind)).clone()?,
            None => self.make_frame(url_path, context)?,
        };
        context.insert_value("frame", frame);
        Ok(())
    }

    fn shared_frame(&self, url_path: &str, kind: &'static str) -> Result<Value, Box<Finding>> {
        let mut context = self.context();
        context.insert("page", &AnyPage { root: route::root_from(url_path), url: "", kind });
        self.make_frame(url_path, &context)
    }

    fn make_frame(&self, url_path: &str, context: &Context) -> Result<Value, Box<Finding>> {
        let part = |template| {
            let html = self.templates.render(template, context, url_path)?;
            Ok::<_, Box<Finding>>(Value::safe_string(&String::from_utf8_lossy(&html)))
        };
        let [head, header, mine, footer] = ["head.html", "header.html", "mine.html", "footer.html"].map(part);
        Ok(Value::from_serializable(&Frame { head: head?, header: header?, mine: mine?, footer: footer? }))
    }
}
