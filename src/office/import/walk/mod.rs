//! The rows of a sheet below its heading: which is a model, which a line above a group, a total or a signature.

mod above;
mod groups;

use std::collections::BTreeMap;

use super::Known;
use super::aim::{Aim, person, plain};
use super::header::Header;
use super::row::{self, Around, Cells, PlaceOf, Row};
use crate::locality::inside_sentence;
use crate::office::sheet::{Cell, Document, Sheet};
use crate::office::value::Datum;
use crate::schema::collapse_white_space;
use crate::text::Message;
use crate::vietnamese;

use above::Above;

/// A sheet of a list, or a dossier, to name its cells or items and to take its pictures.
pub(super) struct Place<'s> {
    pub(super) list: &'s str,
    pub(super) document: &'s Document<'s>,
    pub(super) within: Within<'s>,
}

/// What rows and columns are counted in.
pub(super) enum Within<'s> {
    /// A sheet.
    Sheet(&'s Sheet),
    /// The items of a dossier, each at its position.
    Items(&'s [String]),
}

impl Place<'_> {
    /// `danh-sach.xlsx › Sheet1!C17`
    pub(super) fn cell(&self, row: usize, column: usize) -> String {
        format!("{} › {}", self.list, self.address(row, column))
    }

    /// `Sheet1!C17`, `đoạn 12`
    pub(super) fn address(&self, row: usize, column: usize) -> String {
        match self.within {
            Within::Sheet(sheet) => sheet.address(row, column),
            Within::Items(positions) => positions.get(column).cloned().unwrap_or_default(),
        }
    }
}

/// What says where rows are that do not say it themselves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SourceOfPlaces {
    /// The list and the sheet.
    pub(crate) sheet: String,
    /// What it is, and the place.
    pub(crate) said: Message,
}

/// What a row is.
pub(super) enum Line {
    /// A model.
    Model { at: usize, row: Box<Row>, key: Key },
    /// A total, a line above a group, a signature.
    NoModel { row: usize },
    /// Something that should be a model and has no title.
    Refused { row: usize, column: usize },
}

/// By what a row is known again when its list comes again.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// Title and place as the list has them, without marks. Where the row itself does not say in which commune it is, the
    /// place that counts for it; where nobody knows that, list, sheet and group.
    pub(super) whole: String,
    /// Title and place as the row alone has them: the whole of it in memories of before.
    pub(super) own: String,
    /// What `whole` is as long as nobody knows its place.
    pub(super) unplaced: String,
    /// Sheet and line above the group.
    pub(super) group: String,
}

impl Key {
    /// `own` is title and place as the row has them; it stands in a group of `list`.
    pub(super) fn new(own: String, row: &Row, list: &str, group: String) -> Self {
        let origin = [list, &group].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ");
        let unplaced = format!("{own} | {}", vietnamese::fold(&format!("@ {origin}")));
        let whole = match (row.place_of, row.value("locality")) {
            (PlaceOf::Row, _) => own.clone(),
            (PlaceOf::Around, Some(Datum::Texts(names))) => format!("{own} | {}", vietnamese::fold(&names.join("; "))),
            _ => unplaced.clone(),
        };
        Self { whole, own, unplaced, group }
    }

    /// All of them, the surest first.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        [&self.whole, &self.unplaced, &self.own].into_iter()
    }
}

impl Line {
    /// By what a model is known again, and what its row says.
    pub(super) fn model(&self) -> Option<(&Key, &Row)> {
        if let Self::Model { key, row, .. } = self { Some((key, row)) } else { None }
    }
}

/// Beginnings of rows that sum up, without marks, a longer one before a shorter one.
const TOTALS: [&str; 4] = ["tong cong", "tong so", "tong", "cong"];
/// What may follow them: a sum names what was summed up. “Cộng đồng tự quản”, “Tổng vệ sinh đường làng” are models.
const SUMMED: [&str; 12] =
    ["mo hinh", "so", "cong", "hop", "toan", "chung", "cac", "xa", "phuong", "huyen", "tinh", "linh vuc"];
/// Beginnings of what stands below a list, without marks: who it goes to, who signs it and how.
const BELOW: [&str; 22] = [
    "noi nhan",
    "nguoi lap",
    "nguoi tong hop",
    "lap bieu",
    "tm.",
    "t/m",
    "kt.",
    "k/t",
    "tl.",
    "t/l",
    "tuq.",
    "q.",
    "thu truong",
    "chu tich",
    "pho chu tich",
    "bi thu",
    "pho bi thu",
    "truong ban",
    "pho truong ban",
    "xac nhan",
    "(ky",
    "luu y",
];
/// The longest text that stands below a list in a cell, in letters.
const LONGEST_BELOW: usize = 80;
/// Most cells of a row below a list: two or three people sign.
const MOST_BELOW: usize = 3;

/// What the rows of a sheet are, and what says where they are.
pub(super) struct Walked {
    /// The rows in their order.
    pub(super) lines: Vec<Line>,
    /// Each once.
    pub(super) sources: Vec<SourceOfPlaces>,
}

/// The rows of a sheet of the list `list`.
pub(super) fn lines(list: &str, sheet: &Sheet, header: &Header, known: &Known<'_>) -> Walked {
    let (mut lines, mut sources) = (Vec::new(), Vec::new());
    let Some(title) = header.title() else { return Walked { lines, sources } };
    let merged = Merged::of(sheet);
    let mut above = Above::of(sheet, header, known);
    let is_of_persons = person::are_models_of(sheet, header);
    let has_places = header.columns.iter().any(|column| column.aim.is_some_and(|(aim, _)| aim.is_place()));
    let mut cells_above = BTreeMap::new();
    let mut has_ended = false;
    for (&at, cells) in sheet.rows.range(header.first..) {
        let title_cell = sheet.cell(at, title);
        has_ended |= is_below(cells);
        // The names of who signs stand below what they are; a further table has numbers again.
        let is_signed = has_ended && cells.len() <= MOST_BELOW && !has_number(header, cells);
        if is_total(cells, title) {
            let text = cells.values().map(|cell| collapse_white_space(&cell.text())).max_by_key(String::len);
            above.sum(&text.unwrap_or_default());
        }
        if is_signed || is_heading_again(sheet, header, cells) || is_total(cells, title) {
            lines.push(Line::NoModel { row: at });
            continue;
        }
        if let Some(line) = no_model(header, cells, title, &mut above) {
            lines.push(line.at(at, title));
            continue;
        }
        let mut values = values(sheet, header, &merged, at, title);
        repeat(&mut values, title, &mut cells_above);
        let around = Around {
            site: &known.catalog.site,
            gazetteer: &known.catalog.gazetteer,
            places: above.places(),
            whole: above.whole(has_places),
            nowhere: above.nowhere(),
            by_list: above.commune().or(above.commune_of_site()),
            field: above.field(),
            offers: above.offers(),
            is_of_persons,
            this_year: known.this_year,
            columns: &header.columns,
        };
        let mut row = row::read(&values, &around);
        if row.place_of == PlaceOf::Around {
            row.doubts.extend(elsewhere(&row, &above));
            let said = above.source().map(|said| SourceOfPlaces { sheet: format!("{list} › {}", sheet.name), said });
            sources.extend(said.filter(|said| !sources.contains(said)));
        }
        let group = [sheet.name.as_str(), &above.line].join(" › ");
        let key = Key::new(key_of(&values, title_cell), &row, list, group);
        row.doubts.extend(hidden(sheet, at, title, &values));
        lines.push(Line::Model { at, row: Box::new(row), key });
    }
    Walked { lines, sources }
}

/// Why a row is no model.
enum NoModel {
    /// It has words, but no title.
    Untitled,
    /// It is a line above a group, or a remark.
    Line,
}

impl NoModel {
    fn at(&self, row: usize, title: usize) -> Line {
        match self {
            Self::Untitled => Line::Refused { row, column: title },
            Self::Line => Line::NoModel { row },
        }
    }
}

/// Whether a row is no model, and what it says of the rows below.
fn no_model(header: &Header, cells: &BTreeMap<usize, Cell>, title: usize, above: &mut Above<'_>) -> Option<NoModel> {
    let text = |cell: &Cell| collapse_white_space(&cell.text());
    let number_column = header.columns.iter().find(|known| is_number(known.aim)).map(|known| known.column);
    let number = number_column.and_then(|column| cells.get(&column)).map(text).unwrap_or_default();
    if let Some(line) = cells.get(&title).filter(|_| is_bare(header, cells, title)).map(text) {
        // Models are numbered `1`, groups `II` or `B`.
        let is_group = groups::depth(number.trim_matches(['.', ')', ' '])).is_some_and(|depth| depth <= 1);
        if is_group || above.says(&line) {
            above.line(&line, &number);
            return Some(NoModel::Line);
        }
    }
    if cells.contains_key(&title) && cells.len() > 1 {
        return None;
    }
    let is_extra = |column: usize| header.columns.iter().any(|known| known.column == column && !is_number(known.aim));
    if cells.keys().filter(|column| is_extra(**column)).count() > 1 {
        return Some(NoModel::Untitled);
    }
    let longest = cells.iter().max_by_key(|(_, cell)| text(cell).len());
    if let Some((&column, cell)) = longest {
        let line = text(cell);
        let number = if Some(column) == number_column { "" } else { &number };
        // Below the title of a model or beside it a lone cell goes on with what the row above says.
        if above.says(&line) || column <= title && is_line(&line) {
            above.line(&line, number);
        }
    }
    Some(NoModel::Line)
}

/// Whether a text can be the line above a group.
fn is_line(text: &str) -> bool {
    let folded = vietnamese::fold(text);
    let is_remark = REMARKS.iter().any(|begin| folded.starts_with(begin));
    text.chars().count() <= LONGEST && !is_remark && text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
}

/// The longest line above a group, in letters.
const LONGEST: usize = 150;
/// How remarks begin that stand between rows.
const REMARKS: [&str; 7] = ["ghi chu", "luu y", "chu thich", "nguon", "(", "*", "["];

/// What is to be asked of a row that has its place from what stands around it and is of an office of another commune.
fn elsewhere(row: &Row, above: &Above<'_>) -> Option<row::Doubt> {
    let said = row.values.iter().find(|said| said.key.name == "organisation")?;
    let Datum::Text(office) = &said.value else { return None };
    let other = above.other_commune(office, row.unit?)?;
    let by = above.source()?;
    let message = Message::new(
        format!("“{office}” là của {}, còn hàng này không ghi nơi. {}.", inside_sentence(&other), by.vi),
        format!("“{office}” is of {other}, while the row names no place. {}.", by.en),
    );
    let help = Message::new(
        "Thêm cột “Xã” ghi nơi của từng mô hình rồi nhập lại; hoặc sửa địa phương trong bài, rồi bỏ “draft: true”.",
        "Add a column “Xã” with the place of each model and import again; or mend the place in the article, then take “draft: true” out.",
    );
    Some(row::Doubt::new(said.column, message, help))
}

/// What of a row is not seen by who opens the list: all of it, or some of its cells.
fn hidden(sheet: &Sheet, at: usize, title: usize, values: &Cells<'_>) -> Vec<row::Doubt> {
    if sheet.is_hidden || sheet.hidden_rows.contain(at) {
        return vec![if sheet.is_hidden { row::hidden_sheet(title) } else { row::hidden_row(title) }];
    }
    let is_used = |aim: Aim| !matches!(aim, Aim::Number | Aim::Ignored);
    let hidden = values.iter().filter(|(column, aim, _)| is_used(*aim) && sheet.hidden_columns.contain(*column));
    hidden.map(|(column, ..)| row::hidden_column(*column)).collect()
}

/// Whether a row has nothing but a title and perhaps a number, although the list has more columns.
fn is_bare(header: &Header, cells: &BTreeMap<usize, Cell>, title: usize) -> bool {
    let is_extra = |column: usize| {
        column != title && header.columns.iter().any(|known| known.column == column && !is_number(known.aim))
    };
    header.columns.len() > 2 && !cells.keys().any(|column| is_extra(*column))
}

fn is_number<S>(aim: Option<(Aim, S)>) -> bool {
    matches!(aim, Some((Aim::Number, _)))
}

/// The cells of a row by what their columns are for. A cell that is merged with the one above says what that says, but for
/// the title.
fn values<'s>(sheet: &'s Sheet, header: &Header, merged: &Merged, at: usize, title: usize) -> Cells<'s> {
    let cell = |column: usize| {
        let above = || merged.top_of(at, column).filter(|_| column != title).and_then(|top| sheet.cell(top, column));
        sheet.cell(at, column).or_else(above)
    };
    let known = header.columns.iter().filter_map(|known| Some((known.column, known.aim?.0)));
    known.filter_map(|(column, aim)| Some((column, aim, cell(column)?))).collect()
}

/// What stands in a cell that says the same as the one above, without marks.
const REPEATED: [&str; 12] = ["nt", "-nt-", "n/t", "nt.", "nhu tren", "-nhu tren-", "\"", "''", "”", "〃", "″", "-\"-"];

/// Puts the cell above in the place of one that says the same as that, but for titles. `above` are the cells of the models
/// before.
fn repeat<'s>(values: &mut Cells<'s>, title: usize, above: &mut BTreeMap<usize, &'s Cell>) {
    for (column, _, cell) in values.iter_mut().filter(|(column, ..)| *column != title) {
        let is_repeated =
            matches!(cell, Cell::Text(text) if REPEATED.contains(&vietnamese::fold(text.trim()).as_str()));
        match above.get(column).filter(|_| is_repeated) {
            Some(above) => *cell = above,
            None => {
                above.insert(*column, cell);
            }
        }
    }
}

/// Vertical merges by their columns, so that the top of a cell is found at once.
struct Merged(BTreeMap<(usize, usize), usize>);

impl Merged {
    fn of(sheet: &Sheet) -> Self {
        let tall = sheet.merges.iter().filter(|merge| merge.top < merge.bottom);
        Self(tall.map(|merge| ((merge.left, merge.top), merge.bottom)).collect())
    }

    fn top_of(&self, row: usize, column: usize) -> Option<usize> {
        let ((_, top), bottom) = self.0.range((column, 0)..=(column, row)).next_back()?;
        (row <= *bottom).then_some(*top)
    }
}

/// Title and place as the row has them, without marks.
fn key_of(values: &Cells<'_>, title: Option<&Cell>) -> String {
    let places = values.iter().filter(|(_, aim, _)| aim.is_place()).map(|(_, _, cell)| cell.text());
    let all: Vec<String> = title
        .map(Cell::text)
        .into_iter()
        .chain(places)
        .map(|text| vietnamese::fold(&collapse_white_space(&text)))
        .collect();
    all.join(" | ")
}

/// Whether a row repeats one of the heading's rows, as on every page of a printed list.
fn is_heading_again(sheet: &Sheet, header: &Header, cells: &BTreeMap<usize, Cell>) -> bool {
    let repeats = |row: &BTreeMap<usize, Cell>| {
        cells
            .iter()
            .all(|(column, cell)| row.get(column).is_some_and(|said| plain(&said.text()) == plain(&cell.text())))
    };
    cells.len() > 1 && sheet.rows.range(header.top..header.first).any(|(_, row)| repeats(row))
}

/// Whether a row sums up: it begins so, and what stands beside is numbers only.
fn is_total(cells: &BTreeMap<usize, Cell>, title: usize) -> bool {
    let first =
        cells.iter().find(|(column, cell)| matches!(cell, Cell::Text(_)) && (**column <= title || cells.len() <= 3));
    let Some((_, first)) = first else { return false };
    let folded = vietnamese::fold(&collapse_white_space(&first.text()));
    let rest = TOTALS.iter().find_map(|total| folded.strip_prefix(total));
    let begins = rest.is_some_and(|rest| {
        let what = rest.trim_start_matches([' ', ':']);
        what.is_empty()
            || rest.starts_with(':')
            || what.starts_with(|c: char| c.is_ascii_digit() || c == '(')
            || SUMMED
                .iter()
                .any(|word| what.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    });
    let texts = cells
        .values()
        .filter(|cell| matches!(cell, Cell::Text(text) if !text.chars().all(|c| c.is_ascii_digit() || c == '.')));
    begins && texts.count() <= 2
}

/// Whether every text of a row is of those that stand below a list: signatures, the day, whom it goes to.
fn is_below(cells: &BTreeMap<usize, Cell>) -> bool {
    let stands_below = |cell: &Cell| {
        let text = collapse_white_space(&cell.text());
        let folded = vietnamese::fold(&text);
        let is_day = || ["ngay", "thang", "nam"].iter().all(|word| folded.contains(word));
        text.chars().count() <= LONGEST_BELOW && (BELOW.iter().any(|begin| folded.starts_with(begin)) || is_day())
    };
    (1..=MOST_BELOW).contains(&cells.len()) && cells.values().all(stands_below)
}

/// Whether the row is one of those that the list numbers.
fn has_number(header: &Header, cells: &BTreeMap<usize, Cell>) -> bool {
    header.columns.iter().any(|known| is_number(known.aim) && cells.contains_key(&known.column))
}
