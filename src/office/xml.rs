//! XML of office documents, piece by piece: names without their prefixes, entities resolved.
//!
//! A document type is refused, because it is where entities that grow without end and links to other files are declared;
//! no office program writes one.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::{partial_escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Unreadable;
use crate::text::without_control_characters;

/// What follows in a document.
pub(super) enum Piece<'t> {
    /// An element begins. One that is empty begins and ends.
    Open(Tag<'t>),
    /// The element of this name ends.
    Close(String),
    /// Some text.
    Text(Cow<'t, str>),
}

/// The beginning of an element.
pub(super) struct Tag<'t>(BytesStart<'t>);

impl Tag<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// A number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// A document that is read from its beginning.
pub(super) struct Pieces<'t> {
    reader: Reader<&'t [u8]>,
    /// How many elements are open.
    depth: usize,
}

/// Most elements inside of each other. Documents have some twenty; the reader remembers each that is open.
const MAX_DEPTH: usize = 1_000;

impl<'t> Pieces<'t> {
    /// The pieces of a document.
    pub(super) fn of(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'t>>, Unreadable> {
        loop {
            return Ok(Some(match self.reader.read_event().map_err(|_| Unreadable::Broken)? {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Unreadable::Broken);
                    }
                    Piece::Open(Tag(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close(end.local_name().into_inner().to_owned())
                }
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned().into()),
                Event::CData(text) => Piece::Text(text.into_inner()),
                Event::GeneralRef(name) => Piece::Text(match name.resolve_char_ref() {
                    Ok(Some(letter)) => letter.to_string().into(),
                    Ok(None) => resolve_predefined_entity(&name.into_inner()).ok_or(Unreadable::Broken)?.into(),
                    Err(_) => return Err(Unreadable::Broken),
                }),
                Event::DocType(_) => return Err(Unreadable::Broken),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof => return Ok(None),
            }));
        }
    }
}

/// `text` as it stands between two tags or in an attribute in double quotes. Control characters, which no XML can have,
/// become spaces.
pub(super) fn escaped(text: &str) -> String {
    partial_escape(without_control_characters(text)).replace('"', "&quot;")
}
