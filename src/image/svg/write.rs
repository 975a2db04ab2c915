//! Writing a drawing again.

use std::collections::BTreeSet;

use roxmltree::{Attribute, Node};

use super::allow::{self, Element};
use super::{Drawing, MAX_DEPTH, Omitted, SVG, XHTML, XLINK, css, embedded, own_attribute};

/// The namespace of `xml:space`.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The drawing with this root and everything in it that is on the lists. `namespace` is the one that its elements have;
/// `None` if it has none, which is read as that of SVG. `None` is returned if elements are nested too deeply.
pub(super) fn drawing(root: Node<'_, '_>, namespace: Option<&str>) -> Option<Drawing> {
    let mut writer = Writer { text: String::new(), namespace, omitted: BTreeSet::new(), has_place: false };
    writer.element(root, Position { depth: 0, in_text: false })?;
    writer.text.push('\n');
    let Writer { mut text, omitted, has_place, .. } = writer;
    if text.contains(" xlink:href=\"") {
        text.insert_str("<svg".len(), &format!(" xmlns:xlink=\"{XLINK}\""));
    }
    Some(Drawing { bytes: text.into_bytes(), size: None, omitted: omitted.into_iter().collect(), has_place })
}

struct Writer<'n> {
    text: String,
    namespace: Option<&'n str>,
    omitted: BTreeSet<Omitted>,
    has_place: bool,
}

/// Where an element stands.
#[derive(Clone, Copy)]
struct Position {
    depth: usize,
    /// Whether text is shown here.
    in_text: bool,
}

impl Writer<'_> {
    /// Writes an element with everything in it; `None` if it is nested too deeply.
    fn element(&mut self, node: Node<'_, '_>, position: Position) -> Option<()> {
        let (name, namespace) = (node.tag_name().name(), node.tag_name().namespace());
        if namespace != self.namespace {
            // Others are what editors keep for themselves.
            self.omitted.extend((namespace == Some(XHTML)).then_some(Omitted::Html));
            return Some(());
        }
        if position.depth > MAX_DEPTH {
            return None;
        }
        let in_text = match allow::element(name) {
            Element::Keep => position.in_text,
            Element::KeepText => true,
            Element::StyleSheet => {
                self.style_sheet(node);
                return Some(());
            }
            Element::Ignore => return Some(()),
            // For another program than a browser.
            Element::Omit(Omitted::Html) if own_attribute(node, "requiredExtensions").is_some() => return Some(()),
            Element::Omit(omitted) => {
                self.omitted.insert(omitted);
                return Some(());
            }
        };
        self.text.extend(["<", name]);
        if position.depth == 0 {
            self.text.extend([" xmlns=\"", SVG, "\""]);
        }
        node.attributes().for_each(|attribute| self.attribute(node, attribute));
        let head = self.text.len();
        self.text.push('>');
        self.children(node, Position { depth: position.depth + 1, in_text })?;
        if self.text.len() == head + 1 {
            self.text.truncate(head);
            self.text.push_str("/>");
        } else {
            self.text.extend(["</", name, ">"]);
        }
        Some(())
    }

    fn children(&mut self, node: Node<'_, '_>, position: Position) -> Option<()> {
        for child in node.children() {
            if child.is_element() {
                self.element(child, position)?;
            } else if let Some(text) = child.text().filter(|_| child.is_text() && position.in_text) {
                self.escaped(text);
            }
        }
        Some(())
    }

    fn style_sheet(&mut self, node: Node<'_, '_>) {
        let is_css = own_attribute(node, "type").is_none_or(|kind| kind.trim().eq_ignore_ascii_case("text/css"));
        let text: String = node.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect();
        if !is_css {
            return;
        }
        let sheet = css::sheet(&text, &mut self.omitted);
        if !sheet.is_empty() {
            self.text.push_str("<style>");
            self.escaped(&sheet);
            self.text.push_str("</style>");
        }
    }

    fn attribute(&mut self, node: Node<'_, '_>, attribute: Attribute<'_, '_>) {
        let (name, value) = (attribute.name(), attribute.value());
        match attribute.namespace() {
            Some(XLINK) if name == "href" => {
                // Browsers prefer the attribute without namespace.
                if own_attribute(node, "href").is_none() {
                    self.reference(node.tag_name().name(), "xlink:href", value);
                }
            }
            Some(XML) if matches!(name, "space" | "lang") => {
                self.write(if name == "space" { "xml:space" } else { "xml:lang" }, value);
            }
            Some(_) => {}
            None if name == "href" => self.reference(node.tag_name().name(), "href", value),
            None if name == "style" => {
                let declarations = css::declarations(value, &mut self.omitted);
                if !declarations.is_empty() {
                    self.write("style", &declarations);
                }
            }
            None if allow::is_plain_attribute(name) => self.write(name, value),
            None if allow::is_property(name) && css::is_value(value) => self.write(name, value),
            None if allow::is_property(name) => self.omitted.extend(css::why_refused(name, value)),
            None => {
                let runs = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
                self.omitted.extend(runs.then_some(Omitted::Script));
            }
        }
    }

    /// Writes a reference that leads to an element of this file, or an embedded picture.
    fn reference(&mut self, element: &str, name: &str, value: &str) {
        let value = value.trim();
        if css::is_fragment(value) && element != "image" {
            self.write(name, value);
        } else if element == "image" && value.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:")) {
            match embedded::clean(value) {
                Some(picture) => {
                    self.has_place |= picture.had_place;
                    self.write(name, &picture.url);
                }
                None => _ = self.omitted.insert(Omitted::Picture),
            }
        } else if !matches!(value, "" | "#") {
            self.omitted.insert(Omitted::Reference);
        }
    }

    fn write(&mut self, name: &str, value: &str) {
        self.text.extend([" ", name, "=\""]);
        self.escaped(value);
        self.text.push('"');
    }

    /// Writes text, or the value of an attribute.
    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\t' | '\n' | '\r' => self.text.push(if c == '\r' { ' ' } else { c }),
                // What XML does not allow; the parser has refused most of it.
                _ if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                _ => self.text.push(c),
            }
        }
    }
}
