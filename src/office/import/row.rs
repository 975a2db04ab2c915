//! One row of a list: what it says of a model, and what of it is not certain.

use std::collections::BTreeMap;

use super::aim::Aim;
use super::award::{self, Parts};
use super::place;
use crate::locality::{Days, Gazetteer, UnitId};
use crate::office::notation;
use crate::office::sheet::Cell;
use crate::office::value::{Datum, canonical};
use crate::schema::{self, Key, Kind, MODEL, Section, SiteConfig, collapse_white_space};
use crate::text::{Lang, Message, PartialDate};

/// What surrounds a row.
pub(crate) struct Around<'a> {
    /// The site's settings.
    pub(crate) site: &'a SiteConfig,
    /// All places.
    pub(crate) gazetteer: &'a Gazetteer,
    /// Places that all rows lie in, nearest first.
    pub(crate) places: Vec<&'a str>,
    /// The field that a line above has named for all rows below.
    pub(crate) field: Option<&'a str>,
    /// The year of the run.
    pub(crate) this_year: u16,
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
    /// What it says of each key that the list has, and in which column; nothing for an empty cell.
    pub(crate) values: Vec<Said>,
    /// Texts of sections.
    pub(crate) sections: Vec<Told>,
    /// Remarks.
    pub(crate) notes: Vec<String>,
    /// What is not certain.
    pub(crate) doubts: Vec<Doubt>,
}

/// A text that belongs into a section of the article.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) section: &'static Section,
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
}

/// The cells of a row, each with its column and what that is for.
pub(crate) type Cells<'c> = Vec<(usize, Aim, &'c Cell)>;

/// Reads a row.
pub(crate) fn read(cells: &Cells<'_>, around: &Around<'_>) -> Row {
    let mut reading = Reading { around, row: Row::default(), award: Parts::default(), award_column: None };
    let mut parts: [String; 4] = Default::default();
    let (mut whole, mut place_column) = (String::new(), None);
    for &(column, aim, cell) in cells {
        match aim {
            Aim::Slug => reading.row.slug = Some(cell.text().trim().to_owned()),
            Aim::File => reading.row.file = Some(cell.text().trim().to_owned()),
            Aim::Version => reading.row.version = Some(cell.text().trim().to_owned()),
            Aim::Part(size) => {
                parts[size] = collapse_white_space(&cell.text());
                place_column = place_column.or(Some(column));
            }
            Aim::Key(key) if key.kind == Kind::Localities && key.name == "locality" => {
                (whole, place_column) = (cell.text(), Some(column));
            }
            Aim::Key(key) => reading.key(key, column, cell),
            Aim::Award(part) => reading.award(part, column, cell),
            Aim::Section(section) => reading.row.sections.push(Told { section, text: cell.text(), column }),
            Aim::Registered => reading.registered(column, cell),
            Aim::Note => reading.row.notes.push(collapse_white_space(&cell.text())),
            Aim::Number | Aim::Ignored => {}
        }
    }
    reading.awards();
    reading.place(&whole, &parts, place_column);
    reading.stage();
    reading.row
}

struct Reading<'a> {
    around: &'a Around<'a>,
    row: Row,
    award: Parts,
    award_column: Option<usize>,
}

fn key(name: &str) -> Option<&'static Key> {
    MODEL.iter().find(|key| key.name == name)
}

impl Reading<'_> {
    fn say(&mut self, key: &'static Key, column: usize, value: Datum) {
        self.row.values.push(Said { key, value, column });
    }

    fn doubt(&mut self, column: usize, message: Message, help: Message) {
        self.row.doubts.push(Doubt { column, message, help });
    }

    fn value_of(&self, name: &str) -> Option<&Datum> {
        self.row.values.iter().find(|said| said.key.name == name).map(|said| &said.value)
    }

    /// The value of a cell of a key's column; what cannot be read is a doubt.
    fn key(&mut self, key: &'static Key, column: usize, cell: &Cell) {
        let text = cell.text();
        let site = self.around.site;
        match (key.name, key.kind) {
            ("award_year", _) => {
                self.award.year = self.year(column, cell).map(|year| year.to_string());
                self.award_column = self.award_column.or(Some(column));
            }
            ("award_level", kind) => {
                if let Some(label) = self.choice(column, kind, &collapse_white_space(&text)) {
                    self.award.level = Some(label);
                    self.award_column = self.award_column.or(Some(column));
                }
            }
            (_, Kind::Year) => {
                if let Some(year) = self.year(column, cell) {
                    self.say(key, column, Datum::Year(year));
                }
            }
            (_, Kind::Date) => self.date(key, column, cell),
            (_, Kind::Flag) => match flag(&text) {
                Some(flag) => self.say(key, column, Datum::Flag(flag)),
                None => self.unread(column, &text, key),
            },
            ("field", kind) => self.fields(key, column, kind, &text),
            (_, kind @ Kind::Choice(_)) => {
                if let Some(label) = self.choice(column, kind, &collapse_white_space(&text)) {
                    self.say(key, column, Datum::Text(label));
                }
            }
            (_, kind @ Kind::Choices(_)) => {
                let texts = notation::texts(&text);
                let labels: Vec<String> = texts.iter().filter_map(|text| self.choice(column, kind, text)).collect();
                self.say(key, column, Datum::of_texts(labels));
            }
            (_, Kind::Texts | Kind::Localities | Kind::Aliases) => {
                self.say(key, column, Datum::of_texts(notation::texts(&text)));
            }
            (_, Kind::Records(keys) | Kind::Record(keys)) => match notation::groups(&text, keys, site) {
                Some(groups) => self.say(key, column, groups),
                None => self.groups(key, keys, column, &text),
            },
            (_, kind) => self.say(key, column, Datum::of_text(kind, &collapse_white_space(&text), site)),
        }
    }

    /// The year in a cell: a number, a day, or the only year in a text.
    fn year(&mut self, column: usize, cell: &Cell) -> Option<u16> {
        let text = cell.text();
        let year = match cell {
            Cell::Day(day) => Some(day.year()),
            _ => schema::year_within(&text, 1945, self.around.this_year + 1),
        };
        if year.is_none() {
            let text = collapse_white_space(&text);
            self.doubt(
                column,
                Message::new(format!("“{text}” không phải là một năm."), format!("“{text}” is not a year.")),
                Message::new("Ghi một năm đủ bốn chữ số.", "Write one year of four digits."),
            );
        }
        year
    }

    fn date(&mut self, key: &'static Key, column: usize, cell: &Cell) {
        let text = collapse_white_space(&cell.text());
        let date = match cell {
            Cell::Day(day) => Some(PartialDate::from(*day)),
            _ => PartialDate::parse(&text),
        };
        match date.filter(|date| date.year() >= 1945) {
            Some(date) => self.say(key, column, Datum::Date(date)),
            None => self.unread(column, &text, key),
        }
    }

    /// The label of an entry of one of the site's lists.
    fn choice(&mut self, column: usize, kind: Kind, text: &str) -> Option<String> {
        let (Kind::Choice(list) | Kind::Choices(list)) = kind else { return None };
        let entries = self.around.site.entries(list);
        if schema::find_entry(&entries, text).is_some() {
            return Some(canonical(kind, text, self.around.site));
        }
        let near = schema::nearest_entry(&entries, text).map(|(_, label)| *label);
        let all = entries.iter().map(|(_, label)| *label).collect::<Vec<_>>().join("; ");
        let message = Message::new(
            format!("“{text}” không có trong danh sách của trang web."),
            format!("“{text}” is not on the site's list."),
        );
        let help = match near {
            Some(near) => Message::new(
                format!("Có phải là “{near}”? Danh sách: {all}."),
                format!("Did you mean “{near}”? The list: {all}."),
            ),
            None => Message::new(format!("Danh sách: {all}."), format!("The list: {all}.")),
        };
        self.doubt(column, message, help);
        None
    }

    /// The main field, and further ones behind it.
    fn fields(&mut self, field: &'static Key, column: usize, kind: Kind, text: &str) {
        let entries = |list| self.around.site.entries(list);
        let Kind::Choice(list) = kind else { return };
        // A label may have a semicolon or a comma of its own.
        let whole = collapse_white_space(text);
        let texts =
            if schema::find_entry(&entries(list), &whole).is_some() { vec![whole] } else { notation::texts(text) };
        let mut labels: Vec<String> = texts.iter().filter_map(|text| self.choice(column, kind, text)).collect();
        labels.dedup();
        let mut labels = labels.into_iter();
        if let Some(first) = labels.next() {
            self.say(field, column, Datum::Text(first));
        }
        let further: Vec<String> = labels.collect();
        if let (Some(also), false) = (key("fields_also"), further.is_empty()) {
            self.say(also, column, Datum::Texts(further));
        }
    }

    /// Groups that are told in words.
    fn groups(&mut self, group: &'static Key, keys: &'static [Key], column: usize, text: &str) {
        let inner = |name: &str| keys.iter().find(|key| key.name == name);
        let only = |name: &str, text: String| inner(name).map(|key| vec![(key, text)]).unwrap_or_default();
        let groups = match group.name {
            "awards" => {
                self.award.form = Some(text.to_owned());
                self.award_column = Some(column);
                return;
            }
            "results" => match results(text, keys) {
                Some(groups) => groups,
                None => {
                    let section = schema::SECTIONS.iter().find(|section| section.id == "ket-qua");
                    self.row.sections.extend(section.map(|section| Told { section, text: text.to_owned(), column }));
                    return;
                }
            },
            "sources" => {
                let is_url = |text: &str| text.starts_with("http://") || text.starts_with("https://");
                let name = |text: &str| if is_url(text) { "url" } else { "title" };
                notation::texts(text).into_iter().map(|text| only(name(&text), text)).collect()
            }
            "contact" => vec![only("office", collapse_white_space(text))],
            "replications" => {
                let read = place::read(text, &self.around.places, None, self.around.gazetteer);
                if let Some((name, near)) = read.doubt {
                    self.unknown_place(column, &name, &near);
                }
                read.names.into_iter().map(|name| only("locality", name)).collect()
            }
            _ => return self.unread(column, text, group),
        };
        self.say(group, column, Datum::of_groups(groups));
    }

    fn unread(&mut self, column: usize, text: &str, key: &Key) {
        let (text, kind) = (collapse_white_space(text), key.kind.description());
        let (vi, en) = (key.label.vi, key.label.en);
        self.doubt(
            column,
            Message::new(
                format!("“{text}” không đọc được ở cột “{vi}”."),
                format!("“{text}” cannot be read as “{en}”."),
            ),
            Message::new(format!("Ở đây cần {}.", kind.vi), format!("Here belongs {}.", kind.en)),
        );
    }

    fn award(&mut self, part: &str, column: usize, cell: &Cell) {
        let text = cell.text();
        let filled = (!text.trim().is_empty()).then_some(text);
        match part {
            "form" => self.award.form = filled,
            "by" => self.award.by = filled.map(|text| collapse_white_space(&text)),
            _ => self.award.decision = filled.map(|text| collapse_white_space(&text)),
        }
        self.award_column = self.award_column.or(Some(column));
    }

    fn awards(&mut self) {
        let (Some(column), Some(key)) = (self.award_column, key("awards")) else { return };
        if self.value_of("awards").is_some() {
            return;
        }
        match award::awards(std::mem::take(&mut self.award), key.kind.keys(), self.around.site, self.around.this_year) {
            Ok(groups) => self.say(key, column, Datum::of_groups(groups)),
            Err(text) => {
                let text = collapse_white_space(&text);
                self.doubt(
                    column,
                    Message::new(
                        format!("Khen thưởng “{text}” chưa rõ năm."),
                        format!("The award “{text}” has no year."),
                    ),
                    Message::new("Ghi thêm năm khen thưởng.", "Add the year of the award."),
                );
            }
        }
    }

    fn place(&mut self, whole: &str, parts: &[String; 4], column: Option<usize>) {
        let (Some(column), Some(key)) = (column, key("locality")) else { return };
        let text = place::joined(whole, parts);
        let year = |name: &str| match self.value_of(name) {
            Some(Datum::Year(year)) => Some(*year),
            _ => None,
        };
        let awarded = match self.value_of("awards") {
            Some(Datum::Records(groups)) => {
                groups.iter().flatten().find(|(key, _)| key.name == "year").and_then(|(_, year)| year.parse().ok())
            }
            _ => None,
        };
        let when = awarded.or_else(|| year("recognised")).or_else(|| year("started"));
        let when = when.map(|year| Days::of_years(year, year));
        let read = place::read(&text, &self.around.places, when, self.around.gazetteer);
        self.row.unit = read.unit;
        if let Some((name, near)) = read.doubt {
            self.unknown_place(column, &name, &near);
        }
        self.say(key, column, Datum::of_texts(read.names));
    }

    fn unknown_place(&mut self, column: usize, name: &str, near: &[String]) {
        let names = near.join("; ");
        let help = if near.is_empty() {
            Message::new(
                "Ghi tên lúc thực hiện, từ nhỏ đến lớn: “Xã A, huyện B, tỉnh C”.",
                "Write it as it was then, from small to large: “Xã A, huyện B, tỉnh C”.",
            )
        } else {
            Message::new(format!("Có thể là: {names}."), format!("It may be: {names}."))
        };
        let message =
            Message::new(format!("Chưa rõ “{name}” là nơi nào."), format!("It is not clear which place “{name}” is."));
        self.doubt(column, message, help);
    }

    fn registered(&mut self, column: usize, cell: &Cell) {
        if let (Some(year), Some(stage)) = (self.year(column, cell), key("stage")) {
            self.row.notes.push(format!("Năm đăng ký: {year}"));
            let label = canonical(stage.kind, "dang-ky", self.around.site);
            self.row.values.push(Said { key: stage, value: Datum::Text(label), column });
        }
    }

    /// A year of recognition says that it was recognised; the surest word on the stage is the last in the funnel.
    fn stage(&mut self) {
        let Some(key) = key("stage") else { return };
        let recognised = self.row.values.iter().find(|said| said.key.name == "recognised").map(|said| said.column);
        let (told, from_year): (Vec<Said>, Vec<Said>) = {
            let all = std::mem::take(&mut self.row.values);
            let (stages, others): (Vec<Said>, Vec<Said>) = all.into_iter().partition(|said| said.key.name == "stage");
            self.row.values = others;
            let registered = canonical(key.kind, "dang-ky", self.around.site);
            stages.into_iter().partition(|said| said.value != Datum::Text(registered.clone()))
        };
        let by_year = recognised.map(|column| {
            let label = canonical(key.kind, "cong-nhan", self.around.site);
            Said { key, value: Datum::Text(label), column }
        });
        self.row.values.extend(told.into_iter().next().or(by_year).or(from_year.into_iter().next()));
        // The field that a line above names counts where the row names none.
        let field = MODEL.iter().find(|key| key.name == "field").zip(self.around.field);
        if let (Some((key, label)), None) = (field, self.value_of("field")) {
            self.say(key, 0, Datum::Text(label.to_owned()));
        }
    }
}

/// A yes, a no, or the cross of a list.
fn flag(text: &str) -> Option<bool> {
    if matches!(text.trim(), "x" | "X" | "✓" | "✔") { Some(true) } else { schema::flag_of(text) }
}

/// `Hộ tham gia: 120 hộ (cả thôn)`, one a line; `None` if any line is not like that.
fn results(text: &str, keys: &'static [Key]) -> Option<Vec<crate::office::value::Group>> {
    let inner = |name: &str| keys.iter().find(|key| key.name == name);
    let (label, value, unit, note) = (inner("label")?, inner("value")?, inner("unit")?, inner("note")?);
    let mut groups = Vec::new();
    for line in text.lines().flat_map(|line| line.split(';')).map(collapse_white_space).filter(|line| !line.is_empty())
    {
        let (name, rest) = line.split_once(':')?;
        let (rest, remark) = match rest.trim().strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            Some((rest, remark)) => (rest.trim(), remark.trim()),
            None => (rest.trim(), ""),
        };
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
        let (number, what) = rest.split_at(end);
        if !schema::is_figure(number) {
            return None;
        }
        let parts = [(label, name.trim()), (value, number.trim()), (unit, what.trim()), (note, remark)];
        groups.push(
            parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key, text.to_owned())).collect(),
        );
    }
    (!groups.is_empty()).then_some(groups)
}

/// What a row says by the names of its keys, as cells have it: what is remembered of it.
pub(crate) fn remembered(row: &Row) -> BTreeMap<String, String> {
    let cell = |said: &Said| (said.key.name.to_owned(), notation::text(&said.value, said.key.kind, Lang::Vi));
    row.values.iter().map(cell).chain(remembered_sections(row)).collect()
}

/// The same of the texts of its sections.
pub(crate) fn remembered_sections(row: &Row) -> impl Iterator<Item = (String, String)> {
    row.sections.iter().map(|told| (told.name(), told.text.clone()))
}

impl Told {
    /// Under what it is remembered: no key has such a name.
    pub(crate) fn name(&self) -> String {
        format!("# {}", self.section.id)
    }
}
