//! Groups of keys that a cell tells of in words: awards, results, sources, the contact, copies.

use super::{Reading, Told, key};
use crate::office::import::aim::plain;
use crate::office::import::award::{self, Unclear};
use crate::office::import::place;
use crate::office::notation;
use crate::office::sheet::Cell;
use crate::office::value::{Datum, Group, canonical};
use crate::schema::{self, Key, Kind, collapse_white_space};
use crate::text::Message;

impl Reading<'_> {
    /// Groups that are told in words.
    pub(super) fn groups(&mut self, group: &'static Key, keys: &'static [Key], column: usize, text: &str) {
        let inner = |name: &str| keys.iter().find(|key| key.name == name);
        let only = |name: &str, text: String| inner(name).map(|key| vec![(key, text)]).unwrap_or_default();
        let groups = match group.name {
            "awards" => {
                return self.form(column, text);
            }
            "results" => match results(text, keys) {
                Some(groups) => groups,
                None => {
                    let section = schema::SECTIONS.iter().find(|section| section.id == "ket-qua");
                    self.row.sections.extend(section.map(|section| Told::of_cell(section, text.to_owned(), column)));
                    return;
                }
            },
            "sources" => {
                let is_url = |text: &str| text.starts_with("http://") || text.starts_with("https://");
                let name = |text: &str| if is_url(text) { "url" } else { "title" };
                notation::texts(text).into_iter().map(|text| only(name(&text), text)).collect()
            }
            "contact" => return self.contact_part("office", column, text),
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

    pub(super) fn award(&mut self, part: &str, column: usize, cell: &Cell) {
        let text = cell.text();
        let filled = (!text.trim().is_empty()).then(|| text.clone());
        match part {
            "form" => return self.form(column, &text),
            "by" => self.award.by = filled,
            "date" => self.award_date(column, cell),
            _ => self.award.decision = filled,
        }
        self.award_column = self.award_column.or(Some(column));
    }

    /// What tells of awards in words. A second such text is a remark.
    fn form(&mut self, column: usize, text: &str) {
        match &self.award.form {
            Some(_) => self.note(column, text),
            None => self.award.form = Some(text.to_owned()).filter(|text| !text.trim().is_empty()),
        }
        self.award_column = Some(column);
    }

    /// The day of the decision: its year is that of the award, and the day itself is kept as a remark.
    fn award_date(&mut self, column: usize, cell: &Cell) {
        let years = self.years(column, cell);
        if cell.text().trim().len() > 4 && !years.is_empty() {
            self.note(column, &cell.text());
        }
        self.award.dates = years;
    }

    /// The years of a cell, which may tell of several awards.
    pub(super) fn years(&mut self, column: usize, cell: &Cell) -> Vec<String> {
        let lines: Vec<String> = match cell {
            Cell::Text(text) => {
                text.split(['\n', ';']).map(collapse_white_space).filter(|text| !text.is_empty()).collect()
            }
            _ => Vec::new(),
        };
        let years = award::listed_years(&lines.join(";"));
        let texts = if years.is_empty() { lines } else { years };
        let years: Vec<Option<u16>> = match texts.len() {
            0 | 1 => vec![self.year(column, cell)],
            _ => texts.into_iter().map(|text| self.year(column, &Cell::Text(text))).collect(),
        };
        years.into_iter().collect::<Option<Vec<u16>>>().unwrap_or_default().iter().map(u16::to_string).collect()
    }

    /// The labels of the levels in a cell; none if one of them is not known, which is told.
    pub(super) fn levels(&mut self, column: usize, kind: Kind, text: &str) -> Vec<String> {
        let whole = collapse_white_space(text);
        let is_one = canonical(kind, &whole, self.around.site) != whole;
        let texts = if is_one { vec![whole] } else { award::several(text) };
        let labels: Option<Vec<String>> = texts.iter().map(|text| self.choice(column, kind, text)).collect();
        labels.unwrap_or_default()
    }

    pub(super) fn awards(&mut self) {
        let (Some(column), Some(key)) = (self.award_column, key("awards")) else { return };
        if self.value_of("awards").is_some() {
            return;
        }
        let heading =
            self.around.columns.iter().find(|known| known.column == column).map(|known| plain(&known.heading));
        if self.award.is_level_alone() && heading.is_some_and(|heading| heading.contains("cong nhan")) {
            // Who has recognised it has not praised it yet.
            let levels = std::mem::take(&mut self.award.levels).join("; ");
            return self.note(column, &levels);
        }
        let told = std::mem::take(&mut self.award);
        let (groups, unclear) = award::awards(told, key.kind.keys(), self.around.site, self.around.this_year);
        if !groups.is_empty() {
            self.say(key, column, Datum::of_groups(groups));
        }
        self.unclear_award_year = unclear.iter().filter_map(Unclear::earliest).min();
        unclear.into_iter().for_each(|unclear| self.unclear_award(column, unclear));
    }

    fn unclear_award(&mut self, column: usize, unclear: Unclear) {
        match unclear {
            Unclear::Count(said) => {
                let message = Message::new(
                    format!("Khen thưởng “{said}” chưa rõ là mấy lần khen thưởng."),
                    format!("It is not clear how many awards “{said}” are."),
                );
                let help = Message::new(
                    "Ghi mỗi lần khen thưởng một dòng trong ô, các ô cùng số dòng và cùng thứ tự.",
                    "Write one line for each award, in all cells as many lines and in the same order.",
                );
                self.doubt(column, message, help);
            }
            Unclear::Day(day) => self.impossible(column, &day),
            Unclear::Year(text) => {
                let text = collapse_white_space(&text);
                let message = Message::new(
                    format!("Khen thưởng “{text}” chưa rõ năm."),
                    format!("The award “{text}” has no year."),
                );
                self.doubt(column, message, Message::new("Ghi thêm năm khen thưởng.", "Add the year of the award."));
            }
            Unclear::Level(text) => {
                let message = Message::new(
                    format!("Khen thưởng cấp “{text}” chưa rõ là cấp nào."),
                    format!("It is not clear which level of awards “{text}” is."),
                );
                let help = Message::new(
                    "Ghi cấp tỉnh nếu là thành phố trực thuộc trung ương, cấp huyện nếu là thành phố cũ thuộc tỉnh.",
                    "Write “cấp tỉnh” for a city under the state, “cấp huyện” for a former city of a province.",
                );
                self.doubt(column, message, help);
            }
        }
    }
}

/// `Hộ tham gia: 120 hộ (cả thôn)`, one a line; `None` if any line is not like that.
pub(in super::super) fn results(text: &str, keys: &'static [Key]) -> Option<Vec<Group>> {
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
