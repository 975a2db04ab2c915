//! How a form of documents looks, as data: `layout/*.yaml`.

use serde::Deserialize;

/// A form of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// That of Party bodies.
    Party,
    /// That of State bodies and of the Front.
    State,
}

impl Form {
    /// The numbers of this form. The files are part of the program; a test reads both.
    pub(super) fn layout(self) -> Layout {
        let text = match self {
            Self::Party => include_str!("layout/dang.yaml"),
            Self::State => include_str!("layout/nha-nuoc.yaml"),
        };
        serde_yaml::from_str(text).unwrap_or_default()
    }
}

/// Sizes in points, lengths in millimetres.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    pub(super) margins: Margins,
    /// The size of page numbers, in the middle of the top margin, from the second page on.
    pub(super) page_number: u32,
    /// The lines at the upper right.
    pub(super) motto: Vec<Words>,
    /// The body above, and the body that reports, at the upper left.
    pub(super) upper: Words,
    pub(super) issuer: Words,
    /// A sign below it.
    #[serde(default)]
    pub(super) below_issuer: String,
    pub(super) number: Words,
    pub(super) date: Words,
    pub(super) kind: Words,
    pub(super) subject: Words,
    #[serde(default)]
    pub(super) below_subject: String,
    pub(super) text: Text,
    /// The number of a chapter: `{n}` in Roman letters.
    pub(super) chapter: String,
    /// The size of tables.
    pub(super) table: u32,
    pub(super) signer: Vec<Words>,
    pub(super) recipients: Words,
    pub(super) recipient: Words,
    pub(super) recipients_list: Vec<String>,
    /// The sign at the end of the text.
    pub(super) end: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Margins {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// Words of one look.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Words {
    /// The words, where the form has them.
    pub(super) text: String,
    pub(super) size: u32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underlined: bool,
    /// The length of a rule below, in millimetres; 0 for none.
    pub(super) rule: f32,
}

/// The running text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    pub(super) size: u32,
    /// How far the first line is in.
    pub(super) indent: f32,
    /// Points before a paragraph.
    pub(super) before: u32,
    /// Points of a line, exactly; 0 for single lines.
    pub(super) line: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        for form in [Form::Party, Form::State] {
            let layout = form.layout();
            assert!(
                layout.margins.left >= 30.0
                    && layout.text.size >= 13
                    && layout.number.size > 0
                    && !layout.motto.is_empty(),
                "{layout:?}"
            );
        }
    }
}
