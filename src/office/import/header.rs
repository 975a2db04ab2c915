//! Where the table of a sheet begins, and what its columns are for.

use std::collections::{BTreeMap, BTreeSet};

use super::aim::{Aim, Sureness, aim_of, person, plain};
use super::report::short;
use crate::office::sheet::{Cell, Sheet};
use crate::schema::{Key, Kind, MODEL, collapse_white_space};

/// Rows from the top in which a heading is looked for.
const LOOKED_AT: usize = 60;
/// Most columns of a list.
const MOST: usize = 1_000;
/// Most values of a column that are shown.
const SAMPLES: usize = 3;
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
    /// The heading of the column that was taken for the same: then this one is kept as a remark.
    pub(crate) instead: Option<String>,
    /// The first of what stands in it, so that a person can judge what it is for.
    pub(crate) samples: Vec<String>,
}

impl ListColumn {
    /// Whether it has the titles of models.
    pub(super) fn has_titles(&self) -> bool {
        matches!(self.aim, Some((Aim::Key(key), _)) if key.name == "title")
    }
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
    /// Its columns with the first values of each, every value once.
    pub(super) fn sampled(self, sheet: &Sheet) -> Vec<ListColumn> {
        let samples = |column: usize| {
            let rows = sheet.rows.range(self.first..).take(LOOKED_AT);
            let mut found: Vec<String> = Vec::new();
            for text in rows.filter_map(|(_, cells)| cells.get(&column)).map(|cell| short(&cell.text())) {
                if found.len() < SAMPLES && !text.is_empty() && !found.contains(&text) {
                    found.push(text);
                }
            }
            found
        };
        self.columns.into_iter().map(|column| ListColumn { samples: samples(column.column), ..column }).collect()
    }

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

    /// How many columns are known.
    pub(super) fn known(&self) -> usize {
        self.columns.iter().filter(|column| column.aim.is_some()).count()
    }

    /// The column that has the titles, where none is known to: of those that nobody knows for certain the first in which
    /// each row has other words; else the first.
    pub(super) fn likely_title(&self, sheet: &Sheet) -> Option<&ListColumn> {
        let is_certain = |column: &ListColumn| matches!(column.aim, Some((_, Sureness::Certain)));
        let differs = |column: &ListColumn| {
            let rows = sheet.rows.range(self.first..).take(LOOKED_AT);
            let cells: Vec<&Cell> = rows.filter_map(|(_, cells)| cells.get(&column.column)).collect();
            let all: BTreeSet<String> = cells.iter().map(|cell| plain(&cell.text())).collect();
            !cells.is_empty() && all.len() == cells.len() && cells.iter().all(|cell| is_words(cell))
        };
        let mut open = self.columns.iter().filter(|column| !is_certain(column));
        open.clone().find(|column| differs(column)).or_else(|| open.next()).or(self.columns.first())
    }

    /// The words of the columns that are known, by their headings.
    pub(super) fn words(&self) -> BTreeMap<String, String> {
        let word = |column: &ListColumn| Some((plain(&column.heading), column.aim?.0.word().to_owned()));
        self.columns.iter().filter_map(word).collect()
    }

    /// The column of the titles.
    pub(crate) fn title(&self) -> Option<usize> {
        self.of_key("title")
    }
}

/// The heading of a sheet: the row near the top of which most is known. `None` if no row has a title of models and one
/// thing more; where the office has said which column has the titles, that is enough.
pub(crate) fn header(sheet: &Sheet, mapping: &Mapping) -> Option<Header> {
    best(headers(sheet, mapping).filter_map(|header| {
        let title = header.columns.iter().find(|column| Some(column.column) == header.title())?;
        let is_said = mapping.contains_key(&plain(&title.heading));
        (is_said || header.known() >= 2 && person::can_be_models(&header)).then_some((header.known(), header))
    }))
}

/// The heading of a sheet in which no column is known to have the titles, so that a person can say which one it is: a row
/// of words above a table, the one of which most is known, of rows as good the widest. `None` if there is no table.
pub(super) fn untitled(sheet: &Sheet, mapping: &Mapping) -> Option<Header> {
    let is_row = |cells: &BTreeMap<usize, Cell>| cells.len() >= 2;
    let has_rows = |header: &Header| sheet.rows.range(header.first..).any(|(_, cells)| is_row(cells));
    let has_words = |header: &Header| {
        sheet.rows.get(&header.top).is_some_and(|cells| is_row(cells) && cells.values().all(is_words))
    };
    let asked = headers(sheet, mapping).filter(|header| has_words(header) && has_rows(header));
    best(asked.map(|header| ((header.known(), header.columns.len()), header)))
}

/// Every row near the top, read as a heading.
fn headers(sheet: &Sheet, mapping: &Mapping) -> impl Iterator<Item = Header> {
    let rows = sheet.rows.iter().take(LOOKED_AT).filter(|(_, cells)| cells.len() <= MOST);
    rows.map(move |(row, _)| header_at(sheet, *row, mapping))
}

/// Of several as good the first.
fn best<R: PartialOrd>(rated: impl Iterator<Item = (R, Header)>) -> Option<Header> {
    rated.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, header)| header)
}

/// The keys that have a column, each with the first.
pub(super) fn key_columns(header: &Header) -> Vec<(&'static Key, usize)> {
    let key = |aim: Aim| match aim {
        Aim::Key(key) if key.kind != Kind::Localities || key.name == "locality" => Some(key),
        _ => None,
    };
    let columns = || header.columns.iter().filter_map(|column| Some((column.aim?.0, column.column)));
    let own: Vec<_> = columns().filter_map(|(aim, column)| Some((key(aim)?, column))).collect();
    let more = columns().find(|(aim, _)| *aim == Aim::More).map(|(_, column)| column);
    let is_own = |key: &Key| own.iter().any(|(other, _)| other.name == key.name);
    let others = more.into_iter().flat_map(|more| MODEL.iter().filter(|key| !is_own(key)).map(move |key| (key, more)));
    others.chain(own.iter().copied()).collect()
}

/// Whether a cell can be a heading by its letters.
fn is_words(cell: &Cell) -> bool {
    let text = cell.text();
    text.chars().filter(|letter| letter.is_alphabetic()).nth(1).is_some() && text.chars().count() <= LONGEST
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
    if is_title_of_list(sheet, row, cells) {
        return false;
    }
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

/// Whether the only words of a row stand over most of the headings `below` it, or over those of number or title: they name the
/// list, no group of its columns.
fn is_title_of_list(sheet: &Sheet, row: usize, below: &BTreeMap<usize, Cell>) -> bool {
    let is_empty = |cell: &Cell| cell.text().trim().is_empty();
    let mut own = sheet.rows.get(&row).into_iter().flatten().filter(|(_, cell)| !is_empty(cell));
    let (Some((&left, _)), None) = (own.next(), own.next()) else { return false };
    let merge = sheet.merges.iter().find(|merge| merge.top == row && merge.left == left && merge.left < merge.right);
    let Some(merge) = merge else { return false };
    let headings = || below.iter().filter(|(_, cell)| !is_empty(cell));
    let (mut under, mut names_rows) = (0, false);
    for (_, cell) in headings().filter(|(column, _)| (merge.left..=merge.right).contains(*column)) {
        under += 1;
        let aim = aim_of(&cell.text());
        names_rows |= matches!(aim, Some((aim, Sureness::Certain)) if aim == Aim::Number || aim == Aim::title());
    }
    names_rows || under * 2 > headings().count()
}

/// The columns of a heading of one or two rows. Each aim goes to the first column that has it most surely.
fn columns(sheet: &Sheet, row: usize, below: Option<usize>, mapping: &Mapping) -> Vec<ListColumn> {
    let text = |row: usize, column: usize| {
        let text = sheet.cell(row, column).map(|cell| collapse_white_space(&cell.text())).unwrap_or_default();
        if text.chars().count() > LONGEST { String::new() } else { text }
    };
    let merge_at = |column: usize| {
        sheet.merges.iter().find(|merge| merge.top == row && (merge.left..=merge.right).contains(&column))
    };
    let parent = |column: usize| text(row, merge_at(column).map_or(column, |merge| merge.left));
    let mut at: Vec<usize> = sheet.rows.get(&row).into_iter().flat_map(|cells| cells.keys().copied()).collect();
    at.extend(below.and_then(|below| sheet.rows.get(&below)).into_iter().flat_map(|cells| cells.keys().copied()));
    at.sort_unstable();
    at.dedup();
    let mut columns: Vec<ListColumn> = Vec::new();
    for column in at {
        let child = below.map(|below| text(below, column)).unwrap_or_default();
        let parent = if child.is_empty() { text(row, column) } else { parent(column) };
        let whole = collapse_white_space(&format!("{parent} {child}"));
        let mut readings = vec![whole.as_str(), child.as_str(), parent.as_str()];
        // What stands above several columns is not what each of them is.
        if !child.is_empty() && merge_at(column).is_some_and(|merge| merge.left < merge.right) {
            readings.pop();
        }
        let said = readings.iter().find_map(|text| mapping.get(&plain(text)).map(|aim| (*aim, Sureness::Certain)));
        let known = || readings.iter().filter_map(|text| aim_of(text)).reduce(|a, b| if b.1 > a.1 { b } else { a });
        let known = || known().and_then(|known| by_cells(known, sheet, below.unwrap_or(row), column));
        if !whole.is_empty() {
            columns.push(ListColumn {
                column,
                aim: said.or_else(known),
                heading: whole,
                instead: None,
                samples: Vec::new(),
            });
        }
    }
    keep_one_of_each(&mut columns);
    columns
}

/// What a column is for by its cells: one of “Tập thể/Cá nhân” in which most cells are names of several words says who
/// runs the models, not of which kind that is; one of numbers has no titles.
fn by_cells(known: (Aim, Sureness), sheet: &Sheet, heading: usize, column: usize) -> Option<(Aim, Sureness)> {
    let is_title = known.0 == Aim::title();
    if !is_title && !matches!(known.0, Aim::Key(key) if key.name == "kind") {
        return Some(known);
    }
    let cells = sheet.rows.range(heading + 1..).take(LOOKED_AT).filter_map(|(_, cells)| cells.get(&column));
    if is_title {
        let is_number = |cell: &&Cell| cell.text().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
        let (numbers, others): (Vec<&Cell>, Vec<&Cell>) = cells.partition(is_number);
        return (numbers.is_empty() || numbers.len() < others.len()).then_some(known);
    }
    let texts: Vec<String> = cells.map(|cell| plain(&cell.text())).collect();
    let is_name = |text: &&String| text.split(' ').count() >= 3 && !KINDS.contains(&text.as_str());
    let organisation = Aim::of_word("organisation").filter(|_| texts.iter().filter(is_name).count() * 2 > texts.len());
    Some(organisation.map_or(known, |aim| (aim, Sureness::Likely)))
}

/// Kinds of several words, as [`plain`] writes them.
const KINDS: [&str; 2] = ["tap the ca nhan", "tap the va ca nhan"];

/// Leaves an aim to the surest column, and of those to the first. The others are kept as remarks; what they say of persons
/// to ask is not.
fn keep_one_of_each(columns: &mut [ListColumn]) {
    let many = |aim: Aim| matches!(aim, Aim::Note | Aim::Number | Aim::Ignored | Aim::Section(_) | Aim::Figure);
    for index in 0..columns.len() {
        let Some((aim, sure)) = columns[index].aim.filter(|(aim, _)| !many(*aim)) else { continue };
        let is_better = |(other, column): &(usize, &ListColumn)| {
            column.aim.is_some_and(|(another, surer)| {
                another.is_same_cell(aim) && (surer > sure || surer == sure && *other < index)
            })
        };
        let better = columns.iter().enumerate().find(is_better).map(|(_, better)| better.heading.clone());
        if better.is_some() {
            let is_contact = matches!(aim, Aim::Contact(_)) || matches!(aim, Aim::Key(key) if key.name == "contact");
            let is_person = person::is_name(&plain(&columns[index].heading));
            columns[index].aim = (!is_contact && !is_person).then_some((Aim::Note, Sureness::Likely));
            columns[index].instead = better;
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
