//! Text and where things stand in it: paths inside the site, byte spans, lines and columns.
//!
//! The lowest room of the house. It knows nothing of Vietnamese, of files on disk or of Markdown.

mod date;
mod lines;
mod path;
mod quick;
mod spanned;

pub use date::Date;
pub use lines::{LineIndex, Place, Span};
pub use path::SitePath;
pub use quick::{Quick, QuickHasher};
pub use spanned::Spanned;

/// A sentence in both languages of the tool. The reader's language is chosen when it is shown, so a finding
/// can be kept, sorted and shown twice (terminal and browser) without being made again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
pub struct Say {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Say {
    /// Both sentences of one message.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// A language of the tool's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Reads a language tag or a POSIX locale (`vi`, `vi_VN.UTF-8`, `en-GB`); `None` for any other language.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase().as_str() {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 tag, as it stands in `<html lang>`.
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
