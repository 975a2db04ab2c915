//! SVG drawings: parsed, and written again from what is known to be harmless.
//!
//! As the file of an `<img>` a drawing runs nothing, but its own address can be opened, and then it is a page of the site
//! that could run scripts and fetch from elsewhere. Looking for what is harmful fails, because browsers read the same
//! bytes in more ways than a scan does (encodings, document types, entities, escapes). So the drawing is parsed here, and
//! only elements, attributes and style rules on a list are written ([`mod@write`], [`allow`], [`css`]): always as UTF-8, in
//! the namespace of SVG, without document type, processing instructions and comments, with references only into the
//! file itself. What is written is published; the original never is.
//!
//! What is left out is reported ([`Omitted`]) if it could have been seen or could have run. What browsers do not show
//! anyway (metadata, what editors keep for themselves) is left out silently.

mod allow;
mod css;
mod embedded;
mod instances;
mod limits;
mod write;

use roxmltree::{Document, Node, ParsingOptions};
use serde::{Deserialize, Serialize};

use crate::text::Message;

/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";
/// The namespace of `xlink:href`.
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// The namespace of HTML in XML.
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The most nodes (elements, texts, comments) of a drawing.
const MAX_NODES: u32 = 500_000;
/// How deeply elements may be nested. Writing recurses as deeply.
const MAX_DEPTH: usize = 200;

/// A drawing as it is published.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) bytes: Vec<u8>,
    /// Width and height in pixels, if the drawing says them.
    pub(super) size: Option<(u32, u32)>,
    /// What was left out, without repetitions, in order.
    pub(super) omitted: Vec<Omitted>,
    /// Whether a photograph in it said where it was taken.
    pub(super) has_place: bool,
}

/// What is left out of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Omitted {
    /// Scripts, and attributes that run one.
    Script,
    /// HTML inside the drawing.
    Html,
    /// References to anything outside the file.
    Reference,
    /// Animation.
    Animation,
    /// Style rules that are not on the list.
    Style,
    /// Embedded pictures that are not ones browsers show.
    Picture,
    /// Elements that are not on the list.
    Element,
}

/// Parses a drawing and writes it again. The error says why it cannot be used.
pub(super) fn clean(bytes: &[u8]) -> Result<Drawing, Message> {
    let text = std::str::from_utf8(bytes).map_err(|_| broken())?;
    if !limits::are_kept(text) {
        return Err(too_complex());
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached | roxmltree::Error::EntityReferenceLoop(_) => too_complex(),
        _ => broken(),
    })?;
    let root = document.root_element();
    // A drawing without namespace is shown by no browser, but what is meant is clear.
    let namespace = root.tag_name().namespace();
    if root.tag_name().name() != "svg" || namespace.is_some_and(|namespace| namespace != SVG) {
        return Err(broken());
    }
    if !instances::are_bounded(root) {
        return Err(too_complex());
    }
    let mut drawing = write::drawing(root, namespace).ok_or_else(too_complex)?;
    drawing.size = size(root);
    Ok(drawing)
}

fn broken() -> Message {
    Message::new(
        "Hình SVG hỏng, hoặc không phải SVG ở bảng mã UTF-8.",
        "The SVG drawing is broken, or not SVG in UTF-8.",
    )
}

fn too_complex() -> Message {
    Message::new(
        "Hình SVG quá phức tạp: quá nhiều phần tử, lồng quá sâu, hoặc phần tử gọi lẫn nhau quá nhiều lần.",
        "The SVG drawing is too complex: too many elements, nested too deeply, or used by each other too often.",
    )
}

/// Width and height as written, else those of the view box.
fn size(root: Node<'_, '_>) -> Option<(u32, u32)> {
    let written = || Some((pixels(own_attribute(root, "width")?)?, pixels(own_attribute(root, "height")?)?));
    let boxed = || {
        let parts: Vec<&str> =
            own_attribute(root, "viewBox")?.split([',', ' ', '\n', '\t']).filter(|part| !part.is_empty()).collect();
        let [_, _, width, height] = parts[..] else { return None };
        Some((pixels(width)?, pixels(height)?))
    };
    written().or_else(boxed)
}

/// The attribute without namespace called `name`; [`Node::attribute`] takes one with any.
fn own_attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|own| own.namespace().is_none() && own.name() == name).map(|own| own.value())
}

/// A length in pixels, rounded up; `None` for other units and for nothing.
fn pixels(length: &str) -> Option<u32> {
    let number: f64 = length.trim().trim_end_matches("px").parse().ok()?;
    (number > 0.0 && number <= 100_000.0).then(|| number.ceil() as u32)
}

#[cfg(test)]
mod tests;
