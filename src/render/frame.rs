//! What pages share: `links.html` (the style and the scripts of all pages), `header.html` and `footer.html`, and `mine.html`
//! (the reader's own place) for the pages that have it.
//!
//! Pages in folders (models, lists) have the same around them wherever their depth is the same, so it is made once for each
//! depth and only copied: `page` has nothing but its `root` there. Pages beside the first page get their own, in which the
//! navigation knows where it is by `page.url` and `page.kind`.

use std::sync::OnceLock;

use tera::{Context, Value};

use super::Press;
use crate::finding::Finding;
use crate::route;

/// Folders that pages are made in: at most `dia-phuong/cu/<province>/<district>/2.html`; deeper pages get their own frame.
const DEPTHS: usize = 5;

/// Frames by the depth of the pages they are for, made when they are first wanted.
#[derive(Default)]
pub(super) struct Frames {
    by_depth: [OnceLock<Result<Value, Box<Finding>>>; DEPTHS],
}

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
    links: Value,
    header: Value,
    mine: Value,
    footer: Value,
}

impl Press<'_> {
    /// Puts `frame` into the context of `template`, if that makes a whole page.
    pub(super) fn frame(&self, template: &str, address: &str, context: &mut Context) -> Result<(), Box<Finding>> {
        if !template.ends_with(".html") || template == "redirect.html" {
            return Ok(());
        }
        let depth = address.matches('/').count();
        let frame = match self.frames.by_depth.get(depth).filter(|_| depth > 0) {
            Some(shared) => shared.get_or_init(|| self.shared_frame(address)).clone()?,
            None => self.make_frame(address, context)?,
        };
        context.insert_value("frame", frame);
        Ok(())
    }

    fn shared_frame(&self, address: &str) -> Result<Value, Box<Finding>> {
        let mut context = self.context();
        context.insert("page", &AnyPage { root: route::root_from(address), url: "", kind: "" });
        self.make_frame(address, &context)
    }

    fn make_frame(&self, address: &str, context: &Context) -> Result<Value, Box<Finding>> {
        let part = |template| {
            let html = self.templates.render(template, context, address)?;
            Ok::<_, Box<Finding>>(Value::safe_string(&String::from_utf8_lossy(&html)))
        };
        let [links, header, mine, footer] = ["links.html", "header.html", "mine.html", "footer.html"].map(part);
        Ok(Value::from_serializable(&Frame { links: links?, header: header?, mine: mine?, footer: footer? }))
    }
}
