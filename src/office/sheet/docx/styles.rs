//! What the styles and the numberings of a Word document say of paragraphs.

use std::collections::BTreeMap;

use crate::office::Unreadable;
use crate::office::package::Package;
use crate::office::sheet::Marker;
use crate::office::sheet::relations::each_tag;

/// What a style says.
#[derive(Default)]
struct Style {
    font: Option<String>,
    is_bold: bool,
    is_heading: bool,
}

/// Styles and numberings by their ids.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The font of paragraphs whose style names none.
    font: Option<String>,
    /// The formats of the levels of lists, by the list's number.
    lists: BTreeMap<usize, BTreeMap<usize, Marker>>,
}

impl Styles {
    pub(super) fn of(package: &Package<'_>) -> Result<Self, Unreadable> {
        let mut styles = Self::default();
        styles.read(&package.text("word/styles.xml")?.unwrap_or_default())?;
        styles.read_lists(&package.text("word/numbering.xml")?.unwrap_or_default())?;
        Ok(styles)
    }

    fn read(&mut self, xml: &str) -> Result<(), Unreadable> {
        // The style that is open; before the first one the defaults of the document stand.
        let mut open: Option<String> = None;
        let mut is_default = false;
        each_tag(xml, |tag| {
            let name = tag.name();
            if name == "style" {
                open = tag.attribute("styleId");
                is_default = tag.attribute("default").is_some_and(|value| value != "0")
                    && tag.attribute("type").is_some_and(|kind| kind == "paragraph");
            }
            if name == "rFonts" {
                let font = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi"));
                if open.is_none() || is_default {
                    self.font = font.clone().or(self.font.take());
                }
                if let Some(id) = &open {
                    self.styles.entry(id.clone()).or_default().font = font;
                }
            }
            let Some(id) = &open else { return };
            match name {
                "b" => self.styles.entry(id.clone()).or_default().is_bold = is_on(tag.attribute("val")),
                "name" => {
                    let name = tag.attribute("val").unwrap_or_default().to_ascii_lowercase();
                    self.styles.entry(id.clone()).or_default().is_heading = name.starts_with("heading ");
                }
                _ => {}
            }
        })
    }

    fn read_lists(&mut self, xml: &str) -> Result<(), Unreadable> {
        let mut kinds: BTreeMap<usize, BTreeMap<usize, Marker>> = BTreeMap::new();
        let (mut kind, mut level, mut list) = (None, 0, None);
        each_tag(xml, |tag| match tag.name() {
            "abstractNum" => kind = tag.number("abstractNumId"),
            "lvl" => level = tag.number("ilvl").unwrap_or(0),
            "numFmt" => {
                let marker = match tag.attribute("val").as_deref() {
                    Some("bullet" | "none") => Marker::Bullet,
                    _ => Marker::Number,
                };
                if let Some(kind) = kind {
                    kinds.entry(kind).or_default().insert(level, marker);
                }
            }
            "num" => list = tag.number("numId"),
            "abstractNumId" => {
                let levels = tag.number("val").and_then(|kind| kinds.get(&kind)).cloned();
                self.lists.extend(list.zip(levels));
            }
            _ => {}
        })
    }

    /// The font of a paragraph of this style.
    pub(super) fn font(&self, style: &str) -> Option<&str> {
        self.styles.get(style).and_then(|style| style.font.as_deref()).or(self.font.as_deref())
    }

    /// Whether the letters of this style are bold.
    pub(super) fn is_bold(&self, style: &str) -> bool {
        self.styles.get(style).is_some_and(|style| style.is_bold)
    }

    /// Whether it is one of headings.
    pub(super) fn is_heading(&self, style: &str) -> bool {
        self.styles.get(style).is_some_and(|style| style.is_heading)
    }

    /// What stands before the paragraphs of a list; nothing for list 0, which is none.
    pub(super) fn marker(&self, list: usize, level: usize) -> Option<Marker> {
        (list > 0)
            .then(|| self.lists.get(&list).and_then(|levels| levels.get(&level)).copied().unwrap_or(Marker::Bullet))
    }
}

/// Whether a switch of Word is on: it is, unless it says that it is off.
pub(super) fn is_on(value: Option<String>) -> bool {
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}
