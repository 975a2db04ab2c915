//! The value of one cell, by the kind of its key. What cannot be read is a doubt.

use super::{Reading, key};
use crate::office::import::award;
use crate::office::notation;
use crate::office::sheet::Cell;
use crate::office::value::{Datum, canonical};
use crate::office::write::EXCEL_1970;
use crate::schema::{self, Key, Kind, List, collapse_white_space};
use crate::text::{Date, Message, PartialDate};
use crate::vietnamese;

impl Reading<'_> {
    /// The value of a cell of a key's column; what cannot be read is a doubt.
    pub(super) fn key(&mut self, key: &'static Key, column: usize, cell: &Cell) {
        let text = cell.text();
        let site = self.around.site;
        match (key.name, key.kind) {
            ("award_year", _) => {
                self.award.years = self.years(column, cell);
                self.award_column = self.award_column.or(Some(column));
            }
            ("award_level", kind) => {
                self.award.levels = self.levels(column, kind, &text);
                if !self.award.levels.is_empty() {
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
            ("resources", kind) => {
                let text = self.amount(column, cell);
                self.say(key, column, Datum::of_text(kind, &text, site));
            }
            (_, kind) => {
                let text = collapse_white_space(&self.with_unit(column, cell));
                self.say(key, column, Datum::of_text(kind, &text, site));
            }
        }
    }

    /// The year in a cell: a number, a day, or the only year in a text.
    pub(super) fn year(&mut self, column: usize, cell: &Cell) -> Option<u16> {
        let text = cell.text();
        if let (Cell::Text(_), Some(day)) = (cell, award::impossible_day(&text)) {
            self.impossible(column, &day);
            return None;
        }
        let year = match cell {
            Cell::Day(day) => Some(day.year()),
            _ => schema::year_within(&text, 1945, self.around.this_year + 1),
        };
        if let (Some(year), Cell::Text(_)) = (year, cell)
            && text.chars().any(char::is_alphabetic)
            && text.trim().len() != 2
            && !text.contains(&year.to_string())
        {
            let text = collapse_white_space(&text);
            self.doubt(
                column,
                Message::new(
                    format!("“{text}” có chữ trong con số; chương trình hiểu là năm {year}."),
                    format!("“{text}” has letters among its digits; it was read as the year {year}."),
                ),
                Message::new(
                    "Sửa ô này thành con số rồi nhập lại.",
                    "Write the number into this cell and import again.",
                ),
            );
        }
        if let (None, Some(day)) = (year, day_of_number(cell)) {
            self.doubt(
                column,
                Message::new(
                    format!("“{text}” không phải là một năm; nếu là ngày của Excel thì là {day}."),
                    format!("“{text}” is not a year; as a day of Excel it is {day}."),
                ),
                Message::new(
                    "Chọn ô này, định dạng là ngày (Date) rồi nhập lại.",
                    "Format this cell as a date and import again.",
                ),
            );
        } else if year.is_none() {
            let text = collapse_white_space(&text);
            self.doubt(
                column,
                Message::new(format!("“{text}” không phải là một năm."), format!("“{text}” is not a year.")),
                Message::new("Ghi một năm đủ bốn chữ số.", "Write one year of four digits."),
            );
        }
        year
    }

    pub(super) fn impossible(&mut self, column: usize, day: &str) {
        let message =
            Message::new(format!("“{day}” không phải là một ngày có thật."), format!("“{day}” is no day that exists."));
        let help =
            Message::new("Xem lại ngày, tháng trong ô này.", "Look at the day and the month in this cell again.");
        self.doubt(column, message, help);
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
    pub(super) fn choice(&mut self, column: usize, kind: Kind, text: &str) -> Option<String> {
        let (Kind::Choice(list) | Kind::Choices(list)) = kind else { return None };
        let entries = self.around.site.entries(list);
        if schema::find_entry(&entries, text).is_some() {
            return Some(canonical(kind, text, self.around.site));
        }
        let theme = THEMES.iter().filter(|_| list == List::Fields).find(|(words, ..)| {
            let slug = |text: &str| vietnamese::slug(text) == *words;
            slug(text) || vietnamese::spelled_out(text).is_some_and(|text| slug(&text))
        });
        let theme = theme.and_then(|(_, id, is_sure)| Some((self.around.site.label(list, id)?, *is_sure)));
        if let Some((label, true)) = theme {
            return Some(label.to_owned());
        }
        let theme = theme.map(|(label, _)| label);
        let near = theme.or_else(|| schema::nearest_entry(&entries, text).map(|(_, label)| *label));
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

    pub(super) fn unread(&mut self, column: usize, text: &str, key: &Key) {
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
}

/// The day that a bare number is in Excel's calendar, of the years that models have.
fn day_of_number(cell: &Cell) -> Option<String> {
    let Cell::Number(number) = cell else { return None };
    let is_day = (33_000.0..60_000.0).contains(number) && number.fract() == 0.0;
    is_day.then(|| Date::from_unix((*number as i64 - EXCEL_1970) * 86_400).vietnamese())
}

/// What lists name as a field and is a part of one: its words, the field, and whether that is sure.
const THEMES: [(&str, &str, bool); 4] = [
    ("an-ninh-trat-tu", "quoc-phong-an-ninh", true),
    ("an-ninh-trat-tu-an-toan-xa-hoi", "quoc-phong-an-ninh", true),
    ("an-toan-giao-thong", "quoc-phong-an-ninh", false),
    ("trat-tu-an-toan-giao-thong", "quoc-phong-an-ninh", false),
];

/// A yes, a no, or the cross of a list.
fn flag(text: &str) -> Option<bool> {
    if matches!(text.trim(), "x" | "X" | "✓" | "✔") { Some(true) } else { schema::flag_of(text) }
}
