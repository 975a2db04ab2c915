//! Numbers whose unit stands in the heading of their column: `120` below “Số hộ tham gia”, `15` below “Kinh phí (triệu đồng)”.

use super::{Reading, Told, key};
use crate::office::sheet::Cell;
use crate::office::value::{Datum, Group};
use crate::schema::{self, SECTIONS, collapse_white_space};
use crate::text::Message;
use crate::vietnamese;

/// What headings count, a longer one before a shorter one.
const UNITS: [&str; 20] = [
    "lượt người",
    "hộ gia đình",
    "công trình",
    "thành viên",
    "ngày công",
    "phần quà",
    "học sinh",
    "hội viên",
    "đoàn viên",
    "căn nhà",
    "hộ dân",
    "vụ việc",
    "lượt",
    "người",
    "cháu",
    "buổi",
    "suất",
    "hộ",
    "em",
    "vụ",
];

/// What is counted below a heading, and its unit: `Hộ tham gia` in `hộ` of “Kết quả: Số hộ tham gia”.
pub(in super::super) fn figure_in(heading: &str) -> Option<(String, &'static str)> {
    let heading = heading.split('(').next().unwrap_or(heading);
    let words: Vec<&str> = heading.split_whitespace().collect();
    let at = words.iter().position(|word| vietnamese::fold(word) == "so")?;
    let counted = words.get(at + 1..)?.join(" ");
    let folded = format!("{} ", vietnamese::fold(&counted));
    let unit = UNITS.iter().find(|unit| folded.starts_with(&format!("{} ", vietnamese::fold(unit))))?;
    let mut letters = counted.chars();
    let label = letters.next()?.to_uppercase().chain(letters).collect();
    Some((label, unit))
}

/// The unit that a heading has in brackets: `triệu đồng`.
fn in_brackets(heading: &str) -> Option<&str> {
    let (_, behind) = heading.rsplit_once('(')?;
    let unit = behind.split(')').next()?.trim();
    let unit = unit.split_once(':').map_or(unit, |(_, unit)| unit.trim());
    let is_unit = !unit.is_empty() && unit.chars().count() <= 20 && !unit.contains(|c: char| c.is_ascii_digit());
    is_unit.then_some(unit)
}

/// Words of headings of money, without marks.
const MONEY: [&str; 4] = ["kinh phi", "tien", "von", "ngan sach"];
const A_MILLION: u64 = 1_000_000;

/// A cell as a figure: a number, or digits with the signs of numbers alone.
fn figure(cell: &Cell) -> Option<String> {
    let text = collapse_white_space(&cell.text());
    (!matches!(cell, Cell::Day(_)) && schema::is_figure(&text)).then_some(text)
}

impl Reading<'_> {
    fn heading(&self, column: usize) -> &str {
        self.around.columns.iter().find(|known| known.column == column).map_or("", |known| &known.heading)
    }

    /// A cell as text; a bare number with the unit that its heading has in brackets.
    pub(super) fn with_unit(&self, column: usize, cell: &Cell) -> String {
        match (figure(cell), in_brackets(self.heading(column))) {
            (Some(number), Some(unit)) => format!("{number} {unit}"),
            _ => cell.text(),
        }
    }

    /// What was spent, as text. A bare number is an amount of đồng if it has millions; else nobody knows of what.
    pub(super) fn amount(&mut self, column: usize, cell: &Cell) -> String {
        let text = collapse_white_space(&self.with_unit(column, cell));
        let bare: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
        let folded = vietnamese::fold(self.heading(column));
        let is_money = MONEY.iter().any(|word| folded.contains(word));
        let Some(number) = bare.parse::<u64>().ok().filter(|_| is_money && figure(cell).is_some()) else { return text };
        if number != 0 && number < A_MILLION {
            let message = Message::new(
                format!("Số “{text}” chưa rõ đơn vị."),
                format!("It is not clear which unit the number “{text}” has."),
            );
            let help = Message::new(
                "Ghi đơn vị vào ô (“15 triệu đồng”) hoặc vào tên cột: “Kinh phí (triệu đồng)”.",
                "Write the unit into the cell (“15 triệu đồng”) or into the heading: “Kinh phí (triệu đồng)”.",
            );
            self.doubt(column, message, help);
            return text;
        }
        format!("{} đồng", vietnamese::number::grouped(&number.to_string()))
    }

    /// A figure of the results. A cell that is none is a sentence of the section on results.
    pub(super) fn figure(&mut self, column: usize, cell: &Cell) {
        let heading = self.heading(column).to_owned();
        let text = collapse_white_space(&cell.text());
        let (number, unit) = match figure(cell) {
            Some(number) => (Some(number), None),
            // `120 hộ`
            None => match text.split_once(' ').filter(|(number, _)| schema::is_figure(number)) {
                Some((number, unit)) if unit.chars().all(|c| c.is_alphabetic() || c == ' ') => {
                    (Some(number.to_owned()), Some(unit.to_owned()))
                }
                _ => (None, None),
            },
        };
        let keys = key("results").map_or(&[][..], |key| key.kind.keys());
        let counted = figure_in(&heading);
        let plain = heading.split('(').next().unwrap_or("").trim().to_owned();
        let unit =
            unit.or(in_brackets(&heading).map(str::to_owned)).or(counted.as_ref().map(|(_, unit)| (*unit).to_owned()));
        let label = counted.map_or(plain, |(label, _)| label);
        let Some(number) = number else {
            let section = SECTIONS.iter().find(|section| section.id == "ket-qua");
            let told = format!("{label}: {text}");
            return self.row.sections.extend(section.map(|section| Told::of_cell(section, told, column)));
        };
        let parts = [("label", Some(label)), ("value", Some(number)), ("unit", unit)];
        let inner = |name: &str| keys.iter().find(|key| key.name == name);
        let group: Group = parts.into_iter().filter_map(|(name, text)| Some((inner(name)?, text?))).collect();
        self.figures.push((column, group));
    }

    /// The figures, once all cells are read: they join those that a cell tells in words.
    pub(super) fn figures(&mut self) {
        let figures = std::mem::take(&mut self.figures);
        let (Some((column, _)), Some(key)) = (figures.first(), key("results")) else { return };
        let (column, groups) = (*column, figures.iter().map(|(_, group)| group.clone()));
        let said = self.row.values.iter_mut().find(|said| said.key.name == key.name);
        match said.map(|said| &mut said.value) {
            Some(Datum::Records(known)) => known.extend(groups),
            _ => self.say(key, column, Datum::of_groups(groups.collect())),
        }
    }
}
