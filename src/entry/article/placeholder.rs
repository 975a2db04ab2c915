//! Positions in the HTML of an article that depend on what a link or picture points to.

/// A position to be filled when the page is rendered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placeholder {
    /// Byte offset in the HTML.
    pub(super) offset: usize,
    /// Index of the reference.
    pub(super) reference: usize,
    pub(super) part: Part,
}

/// What of a reference stands at a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Of a link the value of `href`; of a picture the attributes `src`, `width` and `height`.
    Whole,
    /// The attributes of a picture that stands as a small tile.
    Tile,
    /// The address of a picture's largest file.
    Address,
}

/// Surrounds the number of a reference where its placeholder is in the rendered HTML. CommonMark replaces U+0000 in every
/// text, so it never comes from the editor.
const MARK: char = '\0';

/// Marks the position of a placeholder at the end of `html`.
pub(super) fn push_placeholder(html: &mut String, reference: usize, part: Part) {
    let part = match part {
        Part::Whole => "",
        Part::Tile => "t",
        Part::Address => "a",
    };
    html.push_str(&format!("{MARK}{reference}{part}{MARK}"));
}

/// The HTML without its marks, and the placeholders that were marked.
pub(super) fn split(marked: &str) -> (String, Vec<Placeholder>) {
    let mut pieces = marked.split(MARK);
    let (mut html, mut placeholders) = (String::with_capacity(marked.len()), Vec::new());
    html.push_str(pieces.next().unwrap_or(""));
    while let (Some(mark), Some(rest)) = (pieces.next(), pieces.next()) {
        let (number, part) = match mark.split_at_checked(mark.len().saturating_sub(1)) {
            Some((number, "t")) => (number, Part::Tile),
            Some((number, "a")) => (number, Part::Address),
            _ => (mark, Part::Whole),
        };
        if let Ok(reference) = number.parse() {
            placeholders.push(Placeholder { offset: html.len(), reference, part });
        }
        html.push_str(rest);
    }
    (html, placeholders)
}
