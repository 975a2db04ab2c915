//! What the import of a list has noted in a file, as comments of its front matter.

use serde::Serialize;

use crate::catalog::Catalog;
use crate::office::{self, IMPORT_COMMENTS, UNKNOWN_PLACE};

/// One comment.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Note {
    kind: &'static str,
    text: String,
    /// Its line in the file, from 0.
    line: usize,
    /// The places that a doubt about a name may mean.
    offers: Vec<String>,
}

/// The notes of a file, with what is offered for its doubts.
pub(crate) fn notes_with_offers(text: &str, catalog: &Catalog) -> Vec<Note> {
    let home = catalog.site.home.as_ref().map(|home| home.value.as_str());
    let (begin, end) = UNKNOWN_PLACE;
    let name = |note: &Note| Some(note.text.split_once(begin)?.1.split_once(end)?.0.to_owned());
    let offers = |note: &Note| name(note).map_or_else(Vec::new, |name| office::offers(&name, home, &catalog.gazetteer));
    notes(text).into_iter().map(|note| Note { offers: offers(&note), ..note }).collect()
}

/// What a note is about, in the order of [`IMPORT_COMMENTS`].
const KINDS: [&str; 3] = ["source", "remark", "doubt"];

/// The notes of a file.
fn notes(text: &str) -> Vec<Note> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let front = text.lines().enumerate().skip(1).take_while(|(_, line)| line.trim_end() != "---");
    let note = |(line, text): (usize, &str)| {
        let mut known = KINDS.into_iter().zip(IMPORT_COMMENTS);
        let (kind, said) = known.find_map(|(kind, begin)| Some((kind, text.strip_prefix(begin)?)))?;
        Some(Note { kind, text: said.trim().to_owned(), line, offers: Vec::new() })
    };
    front.filter_map(note).collect()
}

/// How many things in a file were not certain when it was imported, and still are marked so.
pub(super) fn doubts(text: &str) -> usize {
    notes(text).iter().filter(|note| note.kind == "doubt").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_import_has_noted_in_the_front_matter_is_a_note() {
        let text = "---\r\n# Nguồn: a.xlsx › DS!B4\r\ntitle: A\r\n# tự ghi\r\n# Chưa rõ: năm (DS!C4)\r\n---\r\n\r\n# Chưa rõ: đề mục\r\n";
        let found: Vec<(&str, String, usize)> =
            notes(text).into_iter().map(|note| (note.kind, note.text, note.line)).collect();
        assert_eq!(found, [("source", "a.xlsx › DS!B4".to_owned(), 1), ("doubt", "năm (DS!C4)".to_owned(), 4)]);
        assert_eq!((doubts(text), doubts("Không có khai báo.\n")), (1, 0));
    }
}
