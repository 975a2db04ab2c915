//! Basic types of texts: paths inside the site, byte spans, lines and columns, dates, bilingual messages, packed numbers.
//!
//! Nothing here knows Vietnamese, Markdown or files on disk.

mod control;
mod date;
mod lines;
mod message;
mod packed;
mod partial_date;
mod path;
mod repaired;
mod spanned;

pub(crate) use control::{first_control_character, without_control_characters};
pub use date::Date;
pub use lines::Position;
pub(crate) use lines::{LineIndex, Span};
pub use message::Message;
pub(crate) use message::StaticMessage;
pub(crate) use packed::{take_number, write_number};
pub(crate) use partial_date::PartialDate;
pub use path::SitePath;
pub(crate) use repaired::{Repair, Repaired};
pub(crate) use spanned::Spanned;

/// A language of the program's own texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Both languages.
    pub(crate) const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// Reads a language tag or a POSIX locale (`vi`, `vi_VN.UTF-8`, `en-GB`); `None` for any other language.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase().as_str() {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_posix_locale_is_a_language() {
        assert_eq!(Lang::from_tag("vi_VN.UTF-8"), Some(Lang::Vi));
        assert_eq!(Lang::from_tag("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_tag("C"), None);
    }
}
