//! One row of a list: what it says of a model, and what of it is not certain.

mod contact;
mod figure;
mod group;
mod private;
mod together;
mod value;

pub(super) use contact::{Found, read as read_contact};
pub(super) use figure::figure_in;
pub(super) use group::results;
pub(super) use private::doubt as private_doubt;

use std::collections::BTreeMap;

use super::aim::{Aim, Sureness, aim_of};
use super::award;
use super::header::ListColumn;
use super::place;
use crate::locality::{Gazetteer, UnitId};
use crate::office::article::{self, Part};
use crate::office::notation;
use crate::office::sheet::{Cell, Linked};
use crate::office::value::{Datum, Group};
use crate::schema::{Key, Kind, MODEL, Section, SiteConfig, collapse_white_space};
use crate::text::{Lang, Message};

/// What surrounds a row.
pub(crate) struct Around<'a> {
    /// The site's settings.
    pub(crate) site: &'a SiteConfig,
    /// All places.
    pub(crate) gazetteer: &'a Gazetteer,
    /// Places that all rows lie in, nearest first.
    pub(crate) places: Vec<&'a str>,
    /// The place of a row that names none.
    pub(crate) whole: Option<Whole<'a>>,
    /// The line above the rows, if it says nothing of the place though the lines above other rows do.
    pub(crate) nowhere: Option<&'a str>,
    /// The commune in which the list says that its rows are, or else the site's own, if no person has said it.
    pub(crate) by_list: Option<&'a str>,
    /// The field that a line above has named for all rows below.
    pub(crate) field: Option<&'a str>,
    /// What the title or the sheet may name, each with the communes that are called so, where nobody knows the place of a row.
    pub(crate) offers: &'a [(String, Vec<String>)],
    /// Whether the models are persons.
    pub(crate) is_of_persons: bool,
    /// The year of the run.
    pub(crate) this_year: u16,
    /// The columns of the list; none for a dossier.
    pub(crate) columns: &'a [ListColumn],
}

/// A place that counts for whole groups of rows.
pub(crate) struct Whole<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// What is to be asked of it.
    pub(crate) doubt: Option<Message>,
}

/// What says in which commune, or larger unit, a row is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum PlaceOf {
    /// The row itself, though perhaps nobody knows what it names.
    Row,
    /// What stands around it.
    Around,
    /// Nothing.
    #[default]
    Unknown,
}

/// What a row says.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// The model's id, if the list has one.
    pub(crate) slug: Option<String>,
    /// Its file, likewise.
    pub(crate) file: Option<String>,
    /// What the file was when the list was exported.
    pub(crate) version: Option<String>,
    /// The unit of its place, if that is known.
    pub(crate) unit: Option<UnitId>,
    /// What says so.
    pub(crate) place_of: PlaceOf,
    /// What it says of each key that the list has, and in which column; nothing for an empty cell.
    pub(crate) values: Vec<Said>,
    /// Texts of sections.
    pub(crate) sections: Vec<Told>,
    /// Parts of the article, as they stand in the file.
    pub(crate) article: Vec<Written>,
    /// Remarks.
    pub(crate) notes: Vec<String>,
    /// What belongs into no section.
    pub(crate) others: Vec<Other>,
    /// Pictures that stand in no section.
    pub(crate) pictures: Vec<Linked>,
    /// What is not certain.
    pub(crate) doubts: Vec<Doubt>,
    /// Whether it comes from a dossier, which a person must read before it is published.
    pub(crate) is_dossier: bool,
}

/// A text that belongs into a section of the article.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) section: &'static Section,
    /// The heading below that of the section, if it has one.
    pub(crate) heading: Option<String>,
    pub(crate) text: String,
    /// Whether the text is Markdown already.
    pub(crate) is_markdown: bool,
    pub(crate) column: usize,
    /// The pictures that stand in it.
    pub(crate) pictures: Vec<Linked>,
}

/// A part of the article.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) part: &'static Part,
    /// Markdown.
    pub(crate) text: String,
    pub(crate) column: usize,
}

/// A text that belongs into no section: it has one of its own.
#[derive(Debug)]
pub(crate) struct Other {
    pub(crate) heading: String,
    /// Markdown.
    pub(crate) text: String,
    pub(crate) column: usize,
}

/// The value of a key.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) key: &'static Key,
    pub(crate) value: Datum,
    pub(crate) column: usize,
}

/// Something in a row that a person must look at.
#[derive(Debug)]
pub(crate) struct Doubt {
    pub(crate) column: usize,
    pub(crate) message: Message,
    pub(crate) help: Message,
    /// Whether the cell has something of a person that must not be published.
    pub(crate) is_private: bool,
}

impl Doubt {
    pub(crate) fn new(column: usize, message: Message, help: Message) -> Self {
        Self { column, message, help, is_private: false }
    }
}

impl Row {
    /// Whether a cell has something of a person that must not be published.
    pub(crate) fn is_private(&self, column: usize) -> bool {
        self.doubts.iter().any(|doubt| doubt.is_private && doubt.column == column)
    }

    /// What the row says of a key; `None` for nothing.
    pub(crate) fn value(&self, name: &str) -> Option<&Datum> {
        let said = self.values.iter().find(|said| said.key.name == name && !said.value.is_empty());
        said.map(|said| &said.value)
    }
}

/// The doubt about a row that who opens the list does not see.
pub(crate) fn hidden_row(column: usize) -> Doubt {
    let message = Message::new("Hàng này bị ẩn trong danh sách.", "This row is hidden in the list.");
    let help = Message::new(
        "Muốn đăng thì bỏ ẩn hàng ấy (hoặc bỏ lọc) rồi nhập lại; không muốn thì xóa hàng khỏi danh sách.",
        "To publish it show the row (or take the filter away) and import again; else delete it from the list.",
    );
    Doubt::new(column, message, help)
}

/// The doubt about a row of a sheet that who opens the list does not see.
pub(crate) fn hidden_sheet(column: usize) -> Doubt {
    let message = Message::new("Trang tính này bị ẩn trong danh sách.", "This sheet is hidden in the list.");
    let help = Message::new(
        "Muốn đăng thì bỏ ẩn trang tính ấy rồi nhập lại; không muốn thì xóa trang tính khỏi danh sách.",
        "To publish it show the sheet and import again; else delete it from the list.",
    );
    Doubt::new(column, message, help)
}

/// The doubt about a cell of a column that who opens the list does not see.
pub(crate) fn hidden_column(column: usize) -> Doubt {
    let message = Message::new("Cột này bị ẩn trong danh sách.", "This column is hidden in the list.");
    let help = Message::new(
        "Muốn đăng thì bỏ ẩn cột ấy rồi nhập lại; không muốn thì xóa cột khỏi danh sách, hoặc chọn “không dùng” cho cột.",
        "To publish it show the column and import again; else delete it from the list, or choose that it is not used.",
    );
    Doubt::new(column, message, help)
}

/// The cells of a row, each with its column and what that is for.
pub(crate) type Cells<'c> = Vec<(usize, Aim, &'c Cell)>;

/// Reads a row.
pub(crate) fn read(cells: &Cells<'_>, around: &Around<'_>) -> Row {
    let (row, award, place, figures) = Default::default();
    let (award_column, unclear_award_year, contact) = Default::default();
    let mut reading = Reading { around, row, award, award_column, unclear_award_year, place, contact, figures };
    cells.iter().for_each(|&(column, aim, cell)| reading.cell(column, aim, cell));
    reading.contact();
    reading.figures();
    reading.awards();
    reading.place();
    reading.stage();
    reading.row
}

struct Reading<'a> {
    around: &'a Around<'a>,
    row: Row,
    award: award::Told,
    award_column: Option<usize>,
    /// The earliest year of awards that are not clear.
    unclear_award_year: Option<u16>,
    place: WrittenPlace,
    /// Whom to ask, as far as no cell names a person.
    contact: Option<(usize, Found)>,
    /// Figures of the results, each with its column.
    figures: Vec<(usize, Group)>,
}

/// The place of a row, in a cell for the whole, in one for each size, or both.
#[derive(Default)]
struct WrittenPlace {
    whole: String,
    parts: [String; 4],
    /// The commune by its name before the merger, and by its present one.
    former: String,
    present: String,
    column: Option<usize>,
}

fn key(name: &str) -> Option<&'static Key> {
    MODEL.iter().find(|key| key.name == name)
}

impl Reading<'_> {
    fn cell(&mut self, column: usize, aim: Aim, cell: &Cell) {
        self.private(column, aim, cell);
        match aim {
            Aim::Slug => self.row.slug = Some(cell.text().trim().to_owned()),
            Aim::File => self.row.file = Some(cell.text().trim().to_owned()),
            Aim::Version => self.row.version = Some(cell.text().trim().to_owned()),
            Aim::Part(size) => {
                let text = collapse_white_space(&cell.text());
                self.place.parts[size] = if size == 1 { place::of_office(&text).to_owned() } else { text };
                self.place.column = self.place.column.or(Some(column));
            }
            Aim::Former | Aim::Present => {
                let text = collapse_white_space(&cell.text());
                let name = if aim == Aim::Former { &mut self.place.former } else { &mut self.place.present };
                *name = place::of_office(&text).to_owned();
                self.place.column = self.place.column.or(Some(column));
            }
            Aim::Key(key) if key.kind == Kind::Localities && key.name == "locality" => {
                (self.place.whole, self.place.column) = (cell.text(), Some(column));
            }
            Aim::Key(key) => self.key(key, column, cell),
            Aim::Award(part) => self.award(part, column, cell),
            Aim::Contact(part) => self.contact_part(part, column, &cell.text()),
            Aim::Figure => self.figure(column, cell),
            Aim::Section(section) => {
                let text = self.with_unit(column, cell);
                self.row.sections.push(Told::of_cell(section, text, column));
            }
            Aim::Article(part) => self.row.article.push(Written { part, text: article::plain(&cell.text()), column }),
            Aim::Registered => self.registered(column, cell),
            Aim::More => self.more(column, &cell.text()),
            Aim::Note => self.note(column, &cell.text()),
            Aim::Number | Aim::Ignored => {}
        }
    }

    /// A cell with several keys. What has no label that is known is kept as a remark.
    fn more(&mut self, column: usize, text: &str) {
        for (label, text) in notation::all_labelled(text) {
            match aim_of(&label) {
                Some((aim, Sureness::Certain)) if aim != Aim::More => self.cell(column, aim, &Cell::Text(text)),
                _ => self.row.notes.push(collapse_white_space(&[label, text].join(" "))),
            }
        }
    }

    /// A remark, with the heading of its column unless that only says that it is one.
    fn note(&mut self, column: usize, text: &str) {
        let text = collapse_white_space(text);
        let heading = self.around.columns.iter().find(|known| known.column == column).map(|known| &known.heading);
        let heading = heading.filter(|heading| !matches!(aim_of(heading), Some((Aim::Note, _))));
        self.row.notes.push(heading.map_or_else(|| text.clone(), |heading| format!("{heading}: {text}")));
    }

    fn say(&mut self, key: &'static Key, column: usize, value: Datum) {
        self.row.values.push(Said { key, value, column });
    }

    fn doubt(&mut self, column: usize, message: Message, help: Message) {
        self.row.doubts.push(Doubt::new(column, message, help));
    }

    fn value_of(&self, name: &str) -> Option<&Datum> {
        self.row.values.iter().find(|said| said.key.name == name).map(|said| &said.value)
    }
}

/// What a row says by the names of its keys, as cells have it: what is remembered of it.
pub(crate) fn remembered(row: &Row) -> BTreeMap<String, String> {
    let cell = |said: &Said| (said.key.name.to_owned(), notation::text(&said.value, said.key.kind, Lang::Vi));
    let sections = section_names(&row.sections).into_iter().zip(row.sections.iter().map(|told| told.text.clone()));
    let others = row.others.iter().map(|other| (other.name(), other.text.clone()));
    let article = row.article.iter().map(|written| (written.name(), written.text.clone()));
    row.values.iter().map(cell).chain(sections).chain(others).chain(article).collect()
}

/// Under what the texts of sections are remembered, each under another name: `# cach-lam`, `# cach-lam › Nguồn lực`. No key
/// has such a name.
pub(crate) fn section_names(sections: &[Told]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(sections.len());
    for told in sections {
        let heading = told.heading.as_ref().map_or_else(String::new, |heading| format!(" › {heading}"));
        let name = format!("# {}{heading}", told.section.id);
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        names.extend([name.clone()].into_iter().chain(numbered).find(|name| !names.contains(name)));
    }
    names
}

impl Told {
    /// The text of a cell.
    fn of_cell(section: &'static Section, text: String, column: usize) -> Self {
        Self { section, heading: None, text, is_markdown: false, column, pictures: Vec::new() }
    }
}

impl Written {
    /// Under what it is remembered.
    pub(crate) fn name(&self) -> String {
        format!("# {}", self.part.word)
    }

    /// The doubt about personal data in it.
    pub(crate) fn doubt(&self) -> Option<Doubt> {
        private::doubt(self.column, &self.text)
    }
}

impl Other {
    /// Under what it is remembered.
    pub(crate) fn name(&self) -> String {
        format!("# › {}", self.heading)
    }
}
