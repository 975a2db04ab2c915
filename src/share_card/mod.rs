//! Share cards: the picture of a page that chat programs show beside a link, 1200 × 630 pixels, as PNG; and the site's icon,
//! which is drawn with the same letters.
//!
//! A [`ShareCard`] holds texts only; [`ShareCard::draw`] makes the picture of them. What matters stands in the middle
//! square, because some programs cut the sides off. Drawing is a pure function of the texts and [`VERSION`], so pictures
//! may be kept by [`ShareCard::key`]. Nothing here knows of models or decides which pages have a card, and there is no text
//! shaper: Vietnamese needs none once its letters are composed, and the few letters that Unicode does not compose (ê̆) are
//! put together in `font`.

mod canvas;
mod font;
mod icon;
mod layout;
mod lines;
mod png;

pub(crate) use font::missing;
pub(crate) use icon::Icon;

use crate::cache::Key;

/// Version of everything that [`ShareCard::draw`] computes. Raise it when the same texts may give another picture; a test
/// compares it with a hash of this room's sources and of the libraries' versions.
const VERSION: u32 = 4;

/// Width of a card in pixels.
pub(crate) const WIDTH: u32 = 1200;
/// Height of a card in pixels.
pub(crate) const HEIGHT: u32 = 630;

/// Bytes of a usual card, to tell without drawing it about how much room it takes.
pub(crate) const USUAL_LENGTH: u64 = 15_000;

/// What stands on a card. Texts that are empty leave no gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShareCard {
    /// One line above the title: the field of a model.
    pub(crate) kicker: String,
    pub(crate) title: String,
    /// What stands below the title: the place, and its present name.
    pub(crate) lines: Vec<String>,
    /// The number that matters most; left of the middle.
    pub(crate) result: Option<CardNumber>,
    /// How many copied it; right of the middle.
    pub(crate) copies: Option<CardNumber>,
    /// One line at the lower edge: the site.
    pub(crate) site: String,
}

/// A number on a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CardNumber {
    /// As readers write it: `1.932`.
    pub(crate) value: String,
    /// Of what: `hộ`; may be empty.
    pub(crate) unit: String,
    /// What was counted; may be empty.
    pub(crate) label: String,
}

impl ShareCard {
    /// What the picture is kept under.
    pub(crate) fn key(&self) -> Key {
        let mut hasher = blake3::Hasher::new();
        for text in self.texts() {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        Key::new("share-card", VERSION, "", hasher.finalize())
    }

    /// The picture as PNG.
    pub(crate) fn draw(&self) -> Vec<u8> {
        png::encode(&layout::draw(self), (WIDTH, HEIGHT), &canvas::palette())
    }

    /// Every text of the card. Two different cards differ in them: the lines, whose number varies, come last.
    fn texts(&self) -> Vec<&str> {
        fn number(number: Option<&CardNumber>) -> [&str; 3] {
            number.map_or([""; 3], |CardNumber { value, unit, label }| [value, unit, label])
        }
        let mut texts = vec![&*self.kicker, &self.title, &self.site];
        texts.extend([&self.result, &self.copies].into_iter().flat_map(|one| number(one.as_ref())));
        texts.extend(self.lines.iter().map(String::as_str));
        texts
    }
}

#[cfg(test)]
mod tests;
