//! Where the table of a sheet begins, and what its columns are for.

use std::collections::BTreeMap;

use super::aim::{Aim, Sureness, aim_of, plain};
use crate::office::sheet::Sheet;
use crate::schema::collapse_white_space;

/// Rows from the top in which a heading is looked for.
const LOOKED_AT: usize = 60;
/// Most columns of a list.
const MOST: usize = 1_000;
/// The longest text that can be a heading, in letters.
const LONGEST: usize = 120;

/// What an office has said of its headings, as [`plain`] writes them.
pub(crate) type Mapping = BTreeMap<String, Aim>;

/// A column of a list.
#[derive(Debug, Clone)]
pub(crate) struct ListColumn {
    /// Where it stands.
    pub(crate) column: usize,
    /// Its heading as written, of two rows both.
    pub(crate) heading: String,
    /// What it is for; `None` if nobody knows.
    pub(crate) aim: Option<(Aim, Sureness)>,
}

/// The heading of a list.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// Its first row.
    pub(crate) top: usize,
    /// The first row of the list itself.
    pub(crate) first: usize,
    /// Its columns.
    pub(crate) columns: Vec<ListColumn>,
}

impl Header {
    /// The column of the key of this name.
    pub(crate) fn of_key(&self, name: &str) -> Option<usize> {
        let is_wanted = |aim: Aim| matches!(aim, Aim::Key(key) if key.name == name);
        self.columns.iter().find(|column| column.aim.is_some_and(|(aim, _)| is_wanted(aim))).map(|column| column.column)
    }

    /// Whether two columns are known for certain, one of them that of the titles: a table of facts in a dossier has words
    /// of headings too.
    pub(crate) fn is_certain(&self) -> bool {
        let certain = |column: &&ListColumn| matches!(column.aim, Some((_, Sureness::Certain)));
        let mut known = self.columns.iter().filter(certain);
        known.clone().any(|column| Some(column.column) == self.title()) && known.nth(1).is_some()
    }

    /// The column of the titles.
    pub(crate) fn title(&self) -> Option<usize> {
        self.of_key("title")
    }
}

/// The heading of a sheet: the row near the top of which most is known. `None` if no row has a title of models and one
/// thing more.
pub(crate) fn header(sheet: &Sheet, mapping: &Mapping) -> Option<Header> {
    let rows = sheet.rows.iter().take(LOOKED_AT).filter(|(_, cells)| cells.len() <= MOST).map(|(row, _)| *row);
    let headers = rows.filter_map(|row| {
        let header = header_at(sheet, row, mapping);
        let known = header.columns.iter().filter(|column| column.aim.is_some()).count();
        (known >= 2 && header.title().is_some()).then_some((known, header))
    });
    // Of several as good the first.
    headers.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, header)| header)
}

fn header_at(sheet: &Sheet, row: usize, mapping: &Mapping) -> Header {
    let one = columns(sheet, row, None, mapping);
    let below = row + 1;
    if !is_second_row(sheet, row) {
        return Header { top: row, first: after_numbers(sheet, below), columns: one };
    }
    Header { top: row, first: after_numbers(sheet, below + 1), columns: columns(sheet, row, Some(below), mapping) }
}

/// Whether the row below `row` belongs to the heading: it stands beside or below merged cells of it.
fn is_second_row(sheet: &Sheet, row: usize) -> bool {
    let below = row + 1;
    let Some(cells) = sheet.rows.get(&below) else { return false };
    let reaches_down =
        sheet.merges.iter().any(|merge| merge.top == row && merge.bottom >= below && merge.left == merge.right);
    let is_below_wide = |column: &usize| {
        sheet
            .merges
            .iter()
            .any(|merge| merge.top == row && merge.left < merge.right && (merge.left..=merge.right).contains(column))
    };
    (reaches_down || cells.keys().any(&is_below_wide))
        && cells.values().all(|cell| aim_of(&cell.text()).is_some() || cell.text().chars().count() < LONGEST / 2)
        && cells.keys().all(|column| is_below_wide(column) || sheet.cell(row, *column).is_none())
}

/// The columns of a heading of one or two rows. Each aim goes to the first column that has it most surely.
fn columns(sheet: &Sheet, row: usize, below: Option<usize>, mapping: &Mapping) -> Vec<ListColumn> {
    let text = |row: usize, column: usize| {
        let text = sheet.cell(row, column).map(|cell| collapse_white_space(&cell.text())).unwrap_or_default();
        if text.chars().count() > LONGEST { String::new() } else { text }
    };
    let parent = |column: usize| {
        let wide = sheet.merges.iter().find(|merge| merge.top == row && (merge.left..=merge.right).contains(&column));
        text(row, wide.map_or(column, |merge| merge.left))
    };
    let mut at: Vec<usize> = sheet.rows.get(&row).into_iter().flat_map(|cells| cells.keys().copied()).collect();
    at.extend(below.and_then(|below| sheet.rows.get(&below)).into_iter().flat_map(|cells| cells.keys().copied()));
    at.sort_unstable();
    at.dedup();
    let mut columns: Vec<ListColumn> = Vec::new();
    for column in at {
        let child = below.map(|below| text(below, column)).unwrap_or_default();
        let parent = if child.is_empty() { text(row, column) } else { parent(column) };
        let whole = collapse_white_space(&format!("{parent} {child}"));
        let readings = [whole.as_str(), child.as_str(), parent.as_str()];
        let said = readings.iter().find_map(|text| mapping.get(&plain(text)).map(|aim| (*aim, Sureness::Certain)));
        let known = || readings.iter().filter_map(|text| aim_of(text)).reduce(|a, b| if b.1 > a.1 { b } else { a });
        if !whole.is_empty() {
            columns.push(ListColumn { column, aim: said.or_else(known), heading: whole });
        }
    }
    keep_one_of_each(&mut columns);
    columns
}

/// Takes an aim away from all columns but the surest, and of those the first.
fn keep_one_of_each(columns: &mut [ListColumn]) {
    let many = |aim: Aim| matches!(aim, Aim::Note | Aim::Number | Aim::Ignored | Aim::Section(_));
    for index in 0..columns.len() {
        let Some((aim, sure)) = columns[index].aim.filter(|(aim, _)| !many(*aim)) else { continue };
        let is_better = |(other, column): (usize, &ListColumn)| {
            column
                .aim
                .is_some_and(|(another, surer)| another == aim && (surer > sure || surer == sure && other < index))
        };
        if columns.iter().enumerate().any(is_better) {
            columns[index].aim = None;
        }
    }
}

/// The row after one that only numbers the columns: `(1) (2) (3)`.
fn after_numbers(sheet: &Sheet, row: usize) -> usize {
    let is_number = |text: &str| {
        let bare = text.trim_matches(['(', ')', '[', ']', ' ']);
        !bare.is_empty() && bare.len() <= 2 && bare.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let cells = sheet.rows.get(&row).filter(|cells| cells.len() >= 3);
    if cells.is_some_and(|cells| cells.values().all(|cell| is_number(&cell.text()))) { row + 1 } else { row }
}
