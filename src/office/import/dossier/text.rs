//! What stands below the headings of a dossier: lines and tables, as Markdown and as plain text.

use super::heading::{self, Heading};
use crate::office::import::{Mapping, file};
use crate::office::sheet::{Marker, Paragraph, Sheet};
use crate::schema::collapse_white_space;
use crate::vietnamese;

/// A line or a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// A paragraph, and what Word puts before it by itself.
    Line(String, Option<Marker>),
    /// Rows of cells.
    Table(Vec<Vec<String>>),
}

impl Piece {
    pub(super) fn line(text: &str) -> Self {
        Self::Line(text.to_owned(), None)
    }

    pub(super) fn of(paragraph: &Paragraph) -> Self {
        Self::Line(paragraph.text.clone(), paragraph.marker.map(|(marker, ..)| marker))
    }

    /// Whether it is what stands below a document: to whom it goes, or who signs.
    pub(super) fn is_below(&self) -> bool {
        match self {
            Self::Line(text, None) => is_signature(text),
            Self::Line(_, Some(_)) => false,
            Self::Table(rows) => rows.iter().flatten().flat_map(|cell| cell.lines()).any(is_signature),
        }
    }
}

/// Beginnings of lines below a document, without marks.
const SIGNATURES: [&str; 9] =
    ["noi nhan", "nguoi lap", "tm.", "kt.", "tl.", "t/m", "k/t", "xac nhan cua", "thu truong"];
/// The longest line that is one of them, in letters.
const LONGEST_SIGNATURE: usize = 70;

/// Whether a line stands below a document: `Nơi nhận:`, `TM. ỦY BAN NHÂN DÂN`, `La Dạ, ngày 5 tháng 3 năm 2025`.
fn is_signature(line: &str) -> bool {
    let folded = vietnamese::fold(&collapse_white_space(line));
    let is_date = || {
        let (_, day) = folded.rsplit_once("ngay")?;
        let (day, month) = day.split_once("thang")?;
        let (month, year) = month.split_once("nam")?;
        let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '…'));
        Some([day, month, year].into_iter().all(is_number))
    };
    folded.chars().count() <= LONGEST_SIGNATURE
        && (SIGNATURES.iter().any(|begin| folded.starts_with(begin)) || is_date() == Some(true))
}

/// All pieces as plain text, a line for each paragraph and for each row.
pub(super) fn plain(pieces: &[Piece]) -> String {
    let line = |piece: &Piece| match piece {
        Piece::Line(text, _) => text.clone(),
        Piece::Table(rows) => rows.iter().map(|cells| cells.join(" | ")).collect::<Vec<_>>().join("\n"),
    };
    pieces.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// All pieces as Markdown.
pub(super) fn markdown(pieces: &[Piece]) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut lines = String::new();
    let mut counted = 0;
    for piece in pieces {
        match piece {
            Piece::Line(text, marker) => {
                counted = if *marker == Some(Marker::Number) { counted + 1 } else { 0 };
                let text = match marker {
                    Some(Marker::Bullet) => format!("- {}", collapse_white_space(text)),
                    Some(Marker::Number) => format!("{counted}. {}", collapse_white_space(text)),
                    None => text.clone(),
                };
                lines.push_str(&text);
                lines.push('\n');
            }
            Piece::Table(rows) => {
                counted = 0;
                blocks.push(file::paragraphs(&std::mem::take(&mut lines)));
                blocks.push(table(rows));
            }
        }
    }
    blocks.push(file::paragraphs(&lines));
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n")
}

/// A table of Markdown. Its first row is its heading.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let row = |cells: &Vec<String>| {
        let text = |at: usize| cells.get(at).map_or(String::new(), |cell| file::escaped(&collapse_white_space(cell)));
        format!("| {} |", (0..columns).map(text).collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}

/// The rows of a table with their numbers, each cell in its column.
pub(super) fn rows(sheet: &Sheet) -> Vec<(usize, Vec<String>)> {
    let row = |(at, cells): (&usize, &std::collections::BTreeMap<usize, _>)| {
        let width = cells.keys().next_back().map_or(0, |last| last + 1);
        (*at, (0..width).map(|column| sheet.cell(*at, column).map_or(String::new(), |cell| cell.text())).collect())
    };
    sheet.rows.iter().map(row).collect()
}

/// The cells of a row without those that number it or are empty.
pub(super) fn without_number(cells: &[String]) -> Vec<&str> {
    let is_number = |cell: &str| {
        let bare = cell.trim_matches(['.', ')', '(', ' ']);
        bare.is_empty() || bare.len() <= 4 && bare.bytes().all(|b| b.is_ascii_digit() || b"IVX".contains(&b))
    };
    let from = cells.iter().position(|cell| !is_number(cell)).unwrap_or(cells.len());
    cells.get(from..).unwrap_or_default().iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
}

/// A row of a form: a heading in its first cell, and what it says in the others.
pub(super) fn form_row(cells: &[String], mapping: &Mapping) -> Option<Heading> {
    let cells = without_number(cells);
    let (first, others) = cells.split_first()?;
    let paragraph = Paragraph { text: (*first).to_owned(), ..Paragraph::default() };
    let mut heading = heading::known(&paragraph, mapping)?;
    let said: Vec<&str> = std::iter::once(heading.rest.as_str()).chain(others.iter().copied()).collect();
    heading.rest = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    Some(heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lists_and_tables_become_markdown() {
        let cells = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let pieces = [
            Piece::line("Họp *dân*."),
            Piece::Line("Góp gạo".to_owned(), Some(Marker::Number)),
            Piece::Line("Chia gạo".to_owned(), Some(Marker::Number)),
            Piece::Table(vec![cells(&["Việc", "Số|lượng"]), cells(&["Gạo"])]),
            Piece::Line("Cuối".to_owned(), Some(Marker::Bullet)),
        ];
        let wanted =
            "Họp \\*dân\\*.\n\n1. Góp gạo\n2. Chia gạo\n\n| Việc | Số\\|lượng |\n| --- | --- |\n| Gạo |  |\n\n- Cuối";
        assert_eq!(markdown(&pieces), wanted);
    }
}
