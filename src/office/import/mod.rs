//! `lantoa import`: lists of offices become Markdown files, and lists that come again update them.
//!
//! [`plan`] says what would be written; it writes nothing. Every row of a list is accounted for: new, changed, unchanged,
//! refused with its cell, or no model at all (a total, a line above a group).

mod again;
mod aim;
mod award;
mod dossier;
mod file;
mod header;
mod memory;
mod new_file;
mod pictures;
mod place;
mod report;
mod row;
mod settings;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use super::Unreadable;
use super::sheet::{self, Anchored, Document, Linked, Sheet};
use super::value::Datum;
use super::yaml;
use crate::catalog::{Catalog, Model};
use crate::finding::Finding;
use crate::locality::UnitId;
use crate::schema::{MODEL, collapse_white_space};
use crate::text::{Message, SitePath};
use crate::vietnamese;

pub(crate) use aim::{Aim, Sureness, plain as plain_heading};
pub(crate) use file::{COMMENTS, shortened};
pub(crate) use header::{ListColumn, Mapping};
pub(crate) use memory::{MEMORY, Memory};
pub(crate) use place::{UNKNOWN_PLACE, offers};
pub(crate) use settings::{SETTINGS, merged as merged_settings, read as read_settings, with_choices, with_columns};
pub(crate) use walk::SourceOfPlaces;

use again::{Here, Moved, ReadList};
use dossier::Dossier;
use header::Header;
use row::{Doubt, Row};
use walk::{Key as RowKey, Line, Place, Walked, Within};

/// What is known before a list is read.
pub(crate) struct Known<'k> {
    /// The site as it stands.
    pub(crate) catalog: &'k Catalog,
    /// What the office has said of its headings.
    pub(crate) mapping: &'k Mapping,
    /// What lists said before.
    pub(crate) memory: &'k Memory,
    /// The place that all rows lie in.
    pub(crate) place: Option<&'k str>,
    /// The year of the run.
    pub(crate) this_year: u16,
    /// Whether a file is there, though perhaps nobody can read it.
    pub(crate) is_there: &'k dyn Fn(&SitePath) -> bool,
    /// Whether rows of models that were deleted become models again.
    pub(crate) with_deleted: bool,
}

/// How many rows became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Rows with a new file.
    pub(crate) written: usize,
    /// Of those, drafts.
    pub(crate) drafts: usize,
    /// Rows that changed their file.
    pub(crate) updated: usize,
    /// Rows that said nothing new.
    pub(crate) unchanged: usize,
    /// Of the rows that changed their file or not, those with a conflict.
    pub(crate) conflicts: usize,
    /// Rows that are no model: totals, lines above groups, signatures.
    pub(crate) no_models: usize,
    /// Rows that should be a model and cannot be one.
    pub(crate) refused: usize,
    /// Rows of models that were deleted.
    pub(crate) deleted: usize,
    /// Of the rows that changed their file or not, those whose file stays a draft because something is not certain.
    pub(crate) still_drafts: usize,
}

/// What would be written.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Files, new and changed, with their text.
    pub(crate) files: BTreeMap<SitePath, String>,
    /// New pictures.
    pub(crate) pictures: Vec<(SitePath, Vec<u8>)>,
    /// What is to be told.
    pub(crate) findings: Vec<Finding>,
    /// How many rows became what.
    pub(crate) counts: Counts,
    /// The columns of each sheet that is a list, under the name of list and sheet.
    pub(crate) columns: Vec<(String, Vec<ListColumn>)>,
    /// The items of each dossier, under its name.
    pub(crate) items: Vec<(String, Vec<ListColumn>)>,
    /// Rows that are no models, each with its cell and what it says: the first of them.
    pub(crate) no_models: Vec<(String, String)>,
    /// What says where rows are that do not say it themselves, each once.
    pub(crate) sources: Vec<SourceOfPlaces>,
    /// What lists said, with these.
    pub(crate) memory: Memory,
}

impl Plan {
    /// The columns of the first sheet that was not imported because nobody knows which of them has the titles.
    pub(crate) fn untitled(&self) -> Option<&[ListColumn]> {
        let has_title = |columns: &[ListColumn]| columns.iter().any(ListColumn::has_titles);
        self.columns.iter().map(|(_, columns)| columns.as_slice()).find(|columns| !has_title(columns))
    }
}

/// Reads lists, each with its name, and plans what is to be written.
pub(crate) fn plan(lists: &[(String, Vec<u8>)], known: &Known<'_>) -> Plan {
    let mut planner = Planner::new(known);
    for (name, bytes) in lists {
        match sheet::read(name, bytes) {
            Ok(document) => planner.document(name, &document),
            Err(why) => planner.plan.findings.push(report::unreadable(name, why)),
        }
    }
    let read = std::mem::take(&mut planner.read);
    read.iter().for_each(|(list, read)| planner.left_out(list, read));
    planner.tell_moved();
    planner.plan
}

/// As many columns must be known of a sheet beside a list, so that it is taken for a list that lacks its titles.
const ENOUGH: usize = 3;
/// Most sheets of a document of which it is told that they are left out.
const MOST_LEFT_OUT: usize = 100;
/// Most rows of a sheet: a province has a few thousand models, and an archive of all years perhaps twenty thousand.
const MAX_ROWS: usize = 25_000;

struct Planner<'k> {
    known: &'k Known<'k>,
    by_slug: BTreeMap<&'k str, &'k Model>,
    by_file: BTreeMap<&'k str, &'k Model>,
    /// Models by title without marks, and place.
    by_title: BTreeMap<(String, Option<UnitId>), &'k Model>,
    by_unit: BTreeMap<UnitId, Vec<&'k Model>>,
    /// What lists said before, of the files as they are called now.
    memory: Memory,
    /// The files of what is remembered, by row.
    by_row: BTreeMap<String, Vec<String>>,
    /// The same by the titles of rows.
    by_row_title: BTreeMap<String, Vec<String>>,
    /// The rows of the document that is read, and the offices that they name.
    keys: BTreeMap<String, BTreeSet<String>>,
    /// Whether the list that is read has so few of the rows that are remembered of its name that it may be another one.
    is_unlike: bool,
    /// Models that the list had at another place before, by list.
    moved: BTreeMap<String, Vec<Moved>>,
    /// The lists of which a row was read.
    read: BTreeMap<String, ReadList>,
    /// Ids of models, and of those that are planned.
    slugs: BTreeSet<String>,
    /// The cells of rows that have been taken, by their file.
    taken: BTreeMap<SitePath, String>,
    /// Rows without a file of their own yet, by title and place: the office that each names, and its cell.
    seen: BTreeMap<(String, String), Vec<(String, String)>>,
    room: pictures::Room,
    /// What columns of the sheet that is read were for, when it was imported last, and are not any more.
    corrected: Vec<Aim>,
    /// Whether the sheet has lost a column of places since.
    has_lost_places: bool,
    /// The column of that sheet that was taken for the titles then, if another is now.
    former_title: Option<usize>,
    plan: Plan,
}

impl<'k> Planner<'k> {
    fn new(known: &'k Known<'k>) -> Self {
        let models = &known.catalog.models;
        let title = |model: &Model| vietnamese::fold(&model.front_matter().title.value);
        let memory = known.memory.followed(known.catalog, file::list_of);
        let (mut by_row, mut by_row_title): (BTreeMap<_, Vec<String>>, BTreeMap<_, Vec<String>>) = Default::default();
        for row in memory.rows() {
            by_row.entry(row.row.clone()).or_default().push(row.file.clone());
            by_row_title.entry(row.title().to_owned()).or_default().push(row.file.clone());
        }
        let mut by_unit: BTreeMap<UnitId, Vec<&Model>> = BTreeMap::new();
        for (model, unit) in models.iter().filter_map(|model| Some((model, model.place.unit?))) {
            by_unit.entry(unit).or_default().push(model);
        }
        Self {
            known,
            by_unit,
            by_slug: models.iter().map(|model| (model.entry.slug.as_str(), model)).collect(),
            by_file: models.iter().map(|model| (model.entry.path.as_str(), model)).collect(),
            by_title: models.iter().map(|model| ((title(model), model.place.unit), model)).collect(),
            by_row,
            by_row_title,
            keys: BTreeMap::new(),
            is_unlike: false,
            moved: BTreeMap::new(),
            read: BTreeMap::new(),
            slugs: models.iter().map(|model| model.entry.slug.clone()).collect(),
            taken: BTreeMap::new(),
            seen: BTreeMap::new(),
            room: pictures::Room::default(),
            corrected: Vec::new(),
            has_lost_places: false,
            former_title: None,
            plan: Plan { memory: memory.clone(), ..Plan::default() },
            memory,
        }
    }

    /// A document is a list if the heading of one of its tables is known for certain, else a dossier if it has the items
    /// of one.
    fn document(&mut self, name: &str, document: &Document<'_>) {
        let headers = document.sheets.iter().map(|sheet| header::header(sheet, self.known.mapping));
        let headers: Vec<Option<Header>> = headers.collect();
        if !headers.iter().flatten().any(Header::is_certain) {
            let dossiers = dossier::read(name, document, self.known);
            if !dossiers.is_empty() {
                self.begin(name, dossiers.iter().map(|dossier| (&dossier.key, &dossier.row)).collect());
                dossiers.into_iter().for_each(|dossier| self.dossier(name, document, dossier));
                return;
            }
        }
        let has_list = headers.iter().any(Option::is_some);
        let (mut is_told, mut left_out) = (has_list, 0);
        let is_small = |sheet: &Sheet, header: &Header| sheet.rows.range(header.first..).count() <= MAX_ROWS;
        let lines = document.sheets.iter().zip(&headers).map(|(sheet, header)| {
            let header = header.as_ref().filter(|header| is_small(sheet, header));
            header.map(|header| walk::lines(name, sheet, header, self.known))
        });
        let walked: Vec<Option<Walked>> = lines.collect();
        self.plan.sources.extend(walked.iter().flatten().flat_map(|walked| walked.sources.iter().cloned()));
        let lines = walked.into_iter().map(|walked| walked.map(|walked| walked.lines));
        let lines: Vec<Option<Vec<Line>>> = lines.collect();
        self.begin(name, lines.iter().flatten().flatten().filter_map(Line::model).collect());
        for ((sheet, header), lines) in document.sheets.iter().zip(headers).zip(lines) {
            let place = Place { list: name, document, within: Within::Sheet(sheet) };
            match (header, lines) {
                (Some(header), Some(lines)) => self.sheet(place, sheet, &header, lines),
                (Some(_), None) => self.plan.findings.push(report::unreadable(name, Unreadable::TooMuch)),
                // A document of a hundred thousand tables is told of a hundred of them.
                (None, _) if left_out == MOST_LEFT_OUT => {}
                (None, _) if self.untitled(&place, sheet, has_list) => (is_told, left_out) = (true, left_out + 1),
                (None, _) => {}
            }
        }
        if !is_told {
            self.plan.findings.push(report::no_table(name));
        }
    }

    /// A sheet without a column of titles: if it looks like a list of models it is asked which column has them, else it is
    /// told that the sheet is left out. Returns whether anything is told. `has_list`: whether another sheet is a list.
    fn untitled(&mut self, place: &Place<'_>, sheet: &Sheet, has_list: bool) -> bool {
        let Some(header) = header::untitled(sheet, self.known.mapping) else { return false };
        let is_list = !has_list || header.known() >= ENOUGH;
        self.plan.findings.push(match is_list {
            true => report::which_title(place, sheet, &header),
            false => report::sheet_left(place, &header),
        });
        if is_list {
            self.plan.columns.push((format!("{} › {}", place.list, sheet.name), header.sampled(sheet)));
        }
        true
    }

    /// Begins with a document of these rows.
    fn begin(&mut self, list: &str, rows: Vec<(&RowKey, &Row)>) {
        self.keys.clear();
        for (key, row) in &rows {
            for key in key.all() {
                self.keys.entry(key.clone()).or_default().extend(again::office_of(row));
            }
        }
        self.is_unlike = self.is_unlike(list, &rows);
    }

    fn dossier(&mut self, name: &str, document: &Document<'_>, dossier: Dossier) {
        let Dossier { header, row, key, positions } = dossier;
        let place = Place { list: name, document, within: Within::Items(&positions) };
        self.row(&place, &header, 0, &row, key);
        self.plan.items.push((name.to_owned(), header.columns));
    }

    fn sheet(&mut self, place: Place<'_>, sheet: &Sheet, header: &Header, lines: Vec<Line>) {
        let mut pictures: Vec<&Anchored> = sheet.pictures.iter().collect();
        self.plan.findings.extend(report::unused_columns(&place, header));
        let name = format!("{} › {}", place.list, sheet.name);
        self.corrected = again::corrected(self.memory.columns_of(&name), header);
        self.former_title = again::former_title(self.memory.columns_of(&name), header);
        self.has_lost_places = again::has_lost_places(self.memory.columns_of(&name), header);
        // A list that was exported here is not remembered.
        let is_remembered = |line: &Line| matches!(line, Line::Model { row, .. } if row.version.is_none());
        if lines.iter().any(is_remembered) {
            self.plan.memory.put_columns(name.clone(), header.words());
        }
        for line in lines {
            match line {
                Line::NoModel { row } => self.no_model(&place, sheet, row),
                Line::Refused { row, column } => {
                    self.plan.counts.refused += 1;
                    self.plan.findings.push(report::no_title(&place, row, column));
                }
                Line::Model { at, mut row, key } => {
                    let here = pictures.extract_if(.., |anchored| anchored.rows.contains(&at));
                    row.pictures = here.map(|anchored| anchored.picture.clone()).collect();
                    self.row(&place, header, at, &row, key);
                }
            }
        }
        let left = pictures.iter().map(|anchored| {
            report::picture_elsewhere(&place.cell(*anchored.rows.start(), anchored.column), &anchored.picture.part)
        });
        self.plan.findings.extend(left);
        self.plan.columns.push((name, header.clone().sampled(sheet)));
    }

    /// A row that is no model is named, so that somebody can see that none among them is.
    fn no_model(&mut self, place: &Place<'_>, sheet: &Sheet, row: usize) {
        self.plan.counts.no_models += 1;
        let Some(cells) = sheet.rows.get(&row).filter(|_| self.plan.no_models.len() < MOST_LEFT_OUT) else { return };
        let texts: Vec<String> = cells.values().map(|cell| collapse_white_space(&cell.text())).collect();
        let column = cells.keys().next().copied().unwrap_or(0);
        self.plan.no_models.push((place.cell(row, column), report::short(&texts.join(" · "))));
    }

    /// One row. `key` is by what it is known again.
    fn row(&mut self, place: &Place<'_>, header: &Header, at: usize, row: &Row, key: RowKey) {
        self.read.entry(place.list.to_owned()).or_default().units.extend(row.unit);
        let model = self.model_of(place, row, &key);
        if let Some(model) = model.or_else(|| self.of_former_title(place, header, at)) {
            return self.again(&Here { place, header, at, row }, key, model);
        }
        if row.slug.is_none() && self.is_refused(place, &place.cell(at, header.title().unwrap_or(0)), row, &key) {
            return;
        }
        self.new_file(place, header, at, row, key);
    }

    fn doubts(&mut self, place: &Place<'_>, at: usize, row: &Row) {
        self.plan.findings.extend(row.doubts.iter().map(|doubt| report::doubt(place, at, doubt)));
    }
}

/// The folder of models of which nobody knows where they are.
pub(crate) const UNPLACED: &str = "chua-ro-noi";

/// Under what the marks of pictures are remembered: no key has such a name.
const PICTURES: &str = "# ảnh";

/// Under what it is remembered which file a model had when its list named another place.
const MOVED: &str = "# nơi trước";

/// All pictures of a row, in the order of the article.
fn pictures_of(row: &Row) -> Vec<&Linked> {
    row.sections.iter().flat_map(|told| &told.pictures).chain(&row.pictures).collect()
}

/// What is not certain in a row, each with its cell, as the file of its model has it.
fn doubts_of(place: &Place<'_>, at: usize, row: &Row, missing: &[Doubt]) -> Vec<String> {
    let all = row.doubts.iter().chain(missing);
    all.map(|doubt| format!("{} ({})", doubt.message.vi, place.address(at, doubt.column))).collect()
}

/// What a model must say and a row does not, unless there is a doubt in that very column.
fn missing(row: &Row, header: &Header) -> Vec<Doubt> {
    let needed = MODEL.iter().filter(|key| key.required && row.value(key.name).is_none());
    let doubts = needed.map(|key| {
        let column = header.of_key(key.name).or(header.title()).unwrap_or(0);
        let (vi, en) = (key.label.vi, key.label.en);
        let message = Message::new(format!("Chưa ghi “{vi}”."), format!("“{en}” is not written."));
        Doubt::new(column, message, key.hint.into())
    });
    doubts.filter(|doubt| row.doubts.iter().all(|other| other.column != doubt.column)).collect()
}

fn title_of(row: &Row) -> String {
    match row.value("title") {
        Some(Datum::Text(title)) => title.clone(),
        _ => String::new(),
    }
}
