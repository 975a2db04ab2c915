//! Text in both languages of the program, Vietnamese and English.
//!
//! Both are kept until the text is shown, so that a finding can be sorted, stored and shown in either language.

use std::fmt::Display;

use serde::{Deserialize, Serialize};

use super::Lang;

/// One text in both languages: `String` when built at run time, `&'static str` ([`StaticMessage`]) when fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Message<S = String> {
    /// Vietnamese.
    pub vi: S,
    /// English.
    pub en: S,
}

/// A text fixed at compile time. `{name}` marks a placeholder for [`StaticMessage::fill`].
pub(crate) type StaticMessage = Message<&'static str>;

impl Message {
    /// A message from its Vietnamese and its English text.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

impl StaticMessage {
    /// A fixed message from its Vietnamese and its English text.
    pub const fn fixed(vi: &'static str, en: &'static str) -> Self {
        Self { vi, en }
    }

    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }

    /// The text in `lang` with each `{name}` replaced by its value.
    pub fn fill(&self, lang: Lang, values: &[(&str, &dyn Display)]) -> String {
        let mut text = self.get(lang).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), &value.to_string());
        }
        text
    }

    /// Both texts with each `{name}` replaced by its value.
    pub fn fill_both(&self, values: &[(&str, &dyn Display)]) -> Message {
        Message::new(self.fill(Lang::Vi, values), self.fill(Lang::En, values))
    }
}

impl From<StaticMessage> for Message {
    fn from(fixed: StaticMessage) -> Self {
        Self::new(fixed.vi, fixed.en)
    }
}
