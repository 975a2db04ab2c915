//! What stands around the rows of a list and counts for all of them: lines above groups, the name of the sheet, the title
//! above the heading, and what is said of the whole list.

use super::Known;
use crate::locality::{Level, Resolution, UnitId};
use crate::office::import::header::Header;
use crate::office::import::place::{lies_in, share_ground};
use crate::office::import::row::Whole;
use crate::office::sheet::Sheet;
use crate::schema::{self, List, collapse_white_space};
use crate::text::Message;
use crate::vietnamese;

/// Words that begin the name of a commune, without marks.
const COMMUNES: [&str; 4] = ["xa", "phuong", "thi tran", "dac khu"];
/// Most words of the name of a commune in a title, or of a line that may name one.
const MOST_WORDS: usize = 6;

/// A place that rows below it are in.
#[derive(Clone)]
struct Named {
    /// Its full name, or what is written if no unit is known by it.
    text: String,
    unit: Option<UnitId>,
}

/// What counts for the rows that come next.
pub(super) struct Above<'k> {
    known: &'k Known<'k>,
    /// From the line above the group.
    group: Option<Named>,
    /// From the name of the sheet.
    sheet: Option<Named>,
    /// From the lines above the heading.
    title: Option<Named>,
    /// The words of the line above the group.
    pub(super) line: String,
    /// The field of the group.
    pub(super) field: Option<String>,
}

impl<'k> Above<'k> {
    /// What counts for all rows of a sheet.
    pub(super) fn of(sheet: &Sheet, header: &Header, known: &'k Known<'k>) -> Self {
        let mut above = Self { known, group: None, sheet: None, title: None, line: String::new(), field: None };
        above.sheet = above.named_by_sheet(&sheet.name);
        let lines = sheet.rows.range(..header.top).flat_map(|(_, cells)| cells.values());
        let mut found: Vec<Named> = lines.flat_map(|cell| above.named_in(&cell.text())).collect();
        found.dedup_by_key(|named| named.unit);
        above.title = found.pop().filter(|_| found.is_empty());
        above
    }

    fn home(&self) -> Option<&'k str> {
        self.known.catalog.site.home.as_ref().map(|home| home.value.as_str())
    }

    /// The places that all rows lie in, nearest first.
    pub(super) fn places(&self) -> Vec<&str> {
        let named = [&self.group, &self.sheet, &self.title].into_iter().flatten();
        // Of a place that nobody knows it is not known either in which of the others it lies.
        let is_open = self.group.as_ref().is_some_and(|group| group.unit.is_none());
        let is_commune = |place: &&str| {
            let unit = self.known.catalog.gazetteer.unit_called(place);
            unit.is_some_and(|unit| self.level(unit) == Level::Commune)
        };
        let given =
            [self.known.place, self.home()].into_iter().flatten().filter(|place| !is_open || !is_commune(place));
        let named = named.filter(|named| named.unit.is_some() && !is_open).map(|named| named.text.as_str());
        named.chain(given).collect()
    }

    /// The place of a row that names none. `has_column`: whether the list has a column of places, so that the row should
    /// have named one; then only a commune counts for it.
    pub(super) fn whole(&self, has_column: bool) -> Option<Whole<'_>> {
        let given = self.known.place.or_else(|| self.home().filter(|home| self.is_commune(home)));
        let named = [&self.group, &self.sheet, &self.title].into_iter().flatten().map(|named| named.text.as_str());
        let is_known = |text: &&str| self.known.catalog.gazetteer.unit_called(text).is_some();
        let name = named.chain(given).find(|text| !has_column || self.is_commune(text) || !is_known(text))?;
        Some(Whole { name, doubt: self.contradiction(name) })
    }

    fn level(&self, unit: UnitId) -> Level {
        self.known.catalog.gazetteer.unit(unit).level
    }

    fn is_commune(&self, text: &str) -> bool {
        let unit = self.known.catalog.gazetteer.unit_called(text);
        unit.is_some_and(|unit| self.level(unit) == Level::Commune)
    }

    /// What is to be asked if the place `name` does not lie in the one that is said of the whole list.
    fn contradiction(&self, name: &str) -> Option<Message> {
        let gazetteer = &self.known.catalog.gazetteer;
        let given = self.known.place?;
        let (own, outer) = (gazetteer.unit_called(name)?, gazetteer.unit_called(given)?);
        let is_told = !lies_in(own, outer, gazetteer) && !share_ground(own, outer, gazetteer);
        is_told.then(|| {
            Message::new(
                format!("Danh sách ghi các hàng này ở “{name}”, còn lúc nhập lại nói mọi hàng ở “{given}”."),
                format!(
                    "The list says that these rows are at “{name}”, and the import was told that all are at “{given}”."
                ),
            )
        })
    }

    /// The place that a name means inside of what is said of the list, or inside of the site's home.
    fn found(&self, name: &str) -> Option<Named> {
        let around = [self.known.place, self.home()].into_iter().flatten();
        around.map(|around| format!("{name}, {around}")).find_map(|name| self.alone(&name))
    }

    fn alone(&self, name: &str) -> Option<Named> {
        match self.known.catalog.gazetteer.known_at(name, None)? {
            Resolution::Found { place, hamlet: None, .. } => Some(Named { text: place.name, unit: Some(place.unit) }),
            _ => None,
        }
    }

    /// The name of a sheet counts if it is that of a commune of the site; one that begins like the name of a commune and
    /// is not known is told.
    fn named_by_sheet(&self, name: &str) -> Option<Named> {
        let is_commune = |named: &Named| named.unit.is_some_and(|unit| self.level(unit) == Level::Commune);
        let is_plain = !name.contains(',') && name.chars().any(char::is_alphabetic);
        let found = self.found(name).filter(|named| is_plain && is_commune(named));
        found.or_else(|| open(name).filter(|_| self.known.place.is_none()))
    }

    /// The communes of the site that a line above the heading names: `DANH SÁCH MÔ HÌNH XÃ BẮC RUỘNG NĂM 2024`.
    fn named_in(&self, line: &str) -> Vec<Named> {
        let words: Vec<&str> =
            line.split([' ', '\n', '\t', ',', ';', '(', ')', '“', '”', '"']).filter(|word| !word.is_empty()).collect();
        let begins = |at: usize| {
            let two = words[at..].iter().take(2).copied().collect::<Vec<_>>().join(" ");
            let folded = vietnamese::fold(&two);
            COMMUNES.iter().any(|word| folded == *word || folded.split(' ').next() == Some(word))
        };
        let longest = |at: usize| {
            let ends = (at + 2..=words.len().min(at + MOST_WORDS)).rev();
            ends.map(|end| words[at..end].join(" ")).find_map(|name| self.found(&name))
        };
        let found = (0..words.len()).filter(|&at| begins(at)).filter_map(longest);
        found.filter(|named| named.unit.is_some_and(|unit| self.level(unit) == Level::Commune)).collect()
    }

    /// What a line above a group says of the rows below: a field, or a place. Returns whether it says either.
    pub(super) fn line(&mut self, text: &str) -> bool {
        let number =
            |c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'A'..='D' | '.' | ')' | '-' | '/' | ' ');
        // `I. Xã Đông Giang` has a number in front, `XÃ ĐÔNG GIANG` begins with a letter that could be one.
        let run = &text[..text.len() - text.trim_start_matches(number).len()];
        let name = text[run.rfind(['.', ')', '-', '/']).map_or(0, |end| end + 1)..].trim_start();
        let site = &self.known.catalog.site;
        let folded = vietnamese::fold(name);
        let words = if folded.starts_with("linh vuc") {
            name.split_whitespace().skip(2).collect::<Vec<_>>().join(" ")
        } else {
            name.to_owned()
        };
        let words = words.trim_matches([' ', ':', '.', '-']);
        if let Some(id) = schema::find_entry(&site.entries(List::Fields), words).filter(|_| words.contains(' ')) {
            self.field = site.label(List::Fields, &id).map(str::to_owned);
            return true;
        }
        let Some(named) = self.found(name).or_else(|| self.alone(name)).or_else(|| open(name)) else { return false };
        self.line = vietnamese::fold(&collapse_white_space(name));
        self.group = Some(named);
        true
    }
}

/// A line that begins like the name of a commune, of which nobody knows which it is.
fn open(name: &str) -> Option<Named> {
    let folded = vietnamese::fold(name);
    let rest = COMMUNES.iter().find_map(|word| folded.trim().strip_prefix(word)?.strip_prefix(' '))?;
    let is_name = rest.starts_with(char::is_alphanumeric) && folded.split_whitespace().count() <= MOST_WORDS;
    is_name.then(|| Named { text: collapse_white_space(name), unit: None })
}
