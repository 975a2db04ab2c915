//! What stands around the rows of a list and counts for all of them: lines above groups, the name of the sheet, the title
//! above the heading, and what is said of the whole list.

use super::Known;
use super::groups::{self, Group, Groups, Said, Where, numbered};
use crate::locality::{Days, Level, Match, Resolution, UnitId, bare_name};
use crate::office::import::header::Header;
use crate::office::import::place::{self, lies_in, share_ground};
use crate::office::import::report::short;
use crate::office::import::row::Whole;
use crate::office::sheet::{Cell, Sheet};
use crate::schema::{self, List, collapse_white_space};
use crate::text::{Message, StaticMessage};
use crate::vietnamese;

/// Words that begin the name of a commune, without marks.
const COMMUNES: [&str; 4] = ["xa", "phuong", "thi tran", "dac khu"];
/// Most words of the name of a commune in a title, or of a line that may name one.
const MOST_WORDS: usize = 6;

/// A place that rows below it are in.
#[derive(Clone)]
pub(super) struct Named {
    /// Its full name, or what is written if no unit is known by it.
    text: String,
    unit: Option<UnitId>,
    /// What says so: `tiêu đề “…”`.
    by: Message,
}

/// What counts for the rows that come next.
pub(super) struct Above<'k> {
    known: &'k Known<'k>,
    /// From the lines above the groups.
    groups: Groups,
    /// From the name of the sheet.
    sheet: Option<Named>,
    /// From the lines above the heading.
    title: Option<Named>,
    /// What the title and the sheet may name, where the place of the site says nothing of it.
    offers: Vec<(String, Vec<String>)>,
    /// The words of the line above the group.
    pub(super) line: String,
}

impl<'k> Above<'k> {
    /// What counts for all rows of a sheet.
    pub(super) fn of(sheet: &Sheet, header: &Header, known: &'k Known<'k>) -> Self {
        let groups = Groups::default();
        let mut above = Self { known, groups, sheet: None, title: None, offers: Vec::new(), line: String::new() };
        above.sheet = above.named_by_sheet(&sheet.name);
        let lines = sheet.rows.range(..header.top).flat_map(|(_, cells)| cells.values());
        let mut found: Vec<Named> = lines
            .flat_map(|cell| {
                let text = cell.text();
                above.named_in(&text).into_iter().map(move |place| BY_TITLE.named(place, &text))
            })
            .collect();
        found.dedup_by_key(|named| named.unit);
        above.title = found.pop().filter(|_| found.is_empty());
        if above.sheet.is_none() && above.title.is_none() && found.is_empty() {
            let lines = sheet.rows.range(..header.top).flat_map(|(_, cells)| cells.values()).map(Cell::text);
            above.offers = above.may_be(&sheet.name, lines);
        }
        above
    }

    /// The communes that the name of a sheet or a line above the heading may name, wherever they are.
    fn may_be(&self, sheet: &str, lines: impl Iterator<Item = String>) -> Vec<(String, Vec<String>)> {
        let named = |name: &str| {
            let communes = place::called(name, self.home(), &self.known.catalog.gazetteer);
            (!communes.is_empty()).then(|| (collapse_white_space(name), communes))
        };
        let (_, sheet) = numbered(sheet);
        let mut offers: Vec<(String, Vec<String>)> = Vec::new();
        for offer in named(sheet).into_iter().chain(lines.flat_map(|line| communes_in(&line, named))) {
            if !offers.iter().any(|(_, communes)| *communes == offer.1) {
                offers.push(offer);
            }
        }
        offers
    }

    /// What [`Self::may_be`] has found.
    pub(super) fn offers(&self) -> &[(String, Vec<String>)] {
        &self.offers
    }

    /// The place by the line above the group, or else by the sheet and by the title.
    fn named(&self) -> impl Iterator<Item = &Named> {
        let group = match self.groups.place() {
            Where::Place(named) => [Some(named), self.sheet.as_ref(), self.title.as_ref()],
            Where::Nowhere(_) => [None; 3],
            Where::Unsaid => [None, self.sheet.as_ref(), self.title.as_ref()],
        };
        group.into_iter().flatten()
    }

    /// The line above the group that a row is in, if it says nothing of the place though the lines of others do.
    pub(super) fn nowhere(&self) -> Option<&str> {
        if let Where::Nowhere(line) = self.groups.place() { Some(line) } else { None }
    }

    /// The field of the group.
    pub(super) fn field(&self) -> Option<&str> {
        self.groups.field()
    }

    fn home(&self) -> Option<&'k str> {
        self.known.catalog.site.home.as_ref().map(|home| home.value.as_str())
    }

    /// The places that all rows lie in, nearest first.
    pub(super) fn places(&self) -> Vec<&str> {
        // Of a place that nobody knows it is not known either in which of the others it lies.
        let is_open = match self.groups.place() {
            Where::Place(named) => named.unit.is_none(),
            Where::Nowhere(_) => true,
            Where::Unsaid => false,
        };
        let given = [self.known.place, self.home()].into_iter().flatten();
        let given = given.filter(|place| !is_open || !self.is_commune(place));
        let named = self.named().filter(|named| named.unit.is_some() && !is_open).map(|named| named.text.as_str());
        named.chain(given).collect()
    }

    /// The place of a row that names none. `has_column`: whether the list has a column of places, so that the row should
    /// have named one; then only a commune counts for it.
    pub(super) fn whole(&self, has_column: bool) -> Option<Whole<'_>> {
        let is_known = |text: &str| self.known.catalog.gazetteer.unit_called(text).is_some();
        let counts = |text: &str| !has_column || self.is_commune(text) || !is_known(text);
        let name = self.named().map(|named| named.text.as_str()).chain(self.given()).find(|text| counts(text))?;
        Some(Whole { name, doubt: self.contradiction(name) })
    }

    /// What is said of the whole list, or else the home of the site if it is a commune.
    fn given(&self) -> Option<&'k str> {
        let given = self.known.place.or_else(|| self.home().filter(|home| self.is_commune(home)));
        given.filter(|_| self.nowhere().is_none())
    }

    /// What says where rows are that do not say it themselves, and the name of the place.
    pub(super) fn source(&self) -> Option<Message> {
        let is_commune = |named: &&Named| named.unit.is_some_and(|unit| self.level(unit) == Level::Commune);
        let told = |by: &Message, name: &str| {
            Message::new(format!("Nơi: theo {}: {name}", by.vi), format!("Place: by {}: {name}", by.en))
        };
        let named = self.named().find(is_commune).map(|named| told(&named.by, &named.text));
        let by = if self.known.place.is_some() { BY_CHOICE } else { BY_HOME };
        named.or_else(|| self.given().map(|name| told(&by.into(), name)))
    }

    /// The name of a commune in a text that a row has, if it is neither `unit` nor shares ground with it.
    pub(super) fn other_commune(&self, text: &str, unit: UnitId) -> Option<String> {
        let gazetteer = &self.known.catalog.gazetteer;
        let places = self.named_in(text);
        let is_other = |place: &Match| {
            !lies_in(place.unit, unit, gazetteer)
                && !lies_in(unit, place.unit, gazetteer)
                && !share_ground(place.unit, unit, gazetteer)
        };
        places.iter().all(is_other).then(|| places.into_iter().next()).flatten().map(|place| place.name)
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

    /// The place that a name means in the province of what is said of the list or of the site's home, or inside of these. In
    /// the province first: a commune may lie where a former one of its name lay.
    fn found(&self, name: &str) -> Option<Match> {
        let gazetteer = &self.known.catalog.gazetteer;
        let around = [self.known.place, self.home()].into_iter().flatten();
        let units = around.filter_map(|around| Some((around, gazetteer.unit_called(around)?)));
        units.into_iter().find_map(|(around, unit)| {
            let province = gazetteer.full_name(gazetteer.province_of(unit));
            let lies_there = |place: &Match| lies_in(place.unit, gazetteer.province_of(unit), gazetteer);
            let names = [province.as_str(), around].map(|outer| format!("{name}, {outer}"));
            names.iter().find_map(|whole| self.alone(whole).filter(lies_there))
        })
    }

    /// The place that a name means by itself. One with other marks is another.
    fn alone(&self, name: &str) -> Option<Match> {
        let gazetteer = &self.known.catalog.gazetteer;
        let Resolution::Found { place, hamlet: None, .. } = gazetteer.known_at(name, None)? else { return None };
        let first = name.split(',').next().unwrap_or(name).trim();
        // Nearly any two syllables are the name of some former commune: `Đoàn Kết`.
        let is_typed = bare_name(first).len() < first.len() || gazetteer.is_current(place.unit);
        (is_typed && gazetteer.other_marks(name, &place).is_none()).then_some(place)
    }

    /// The former unit that a name means which says that it is one: `Xã Hàm Liêm (cũ)`.
    fn former(&self, name: &str, by: &Message) -> Option<Named> {
        let name = place::without_former(name)?;
        let gazetteer = &self.known.catalog.gazetteer;
        let around: Vec<&str> = [self.known.place, self.home()].into_iter().flatten().collect();
        let when = Days::of_years(place::LAST_BEFORE, place::LAST_BEFORE);
        let read = place::read_former(name, &around, when, gazetteer);
        let is_commune = gazetteer.by_code(name).is_none() && bare_name(name).len() < name.len();
        let text = read.names.into_iter().next().filter(|_| read.unit.is_some() || is_commune)?;
        Some(Named { text, unit: read.unit, by: by.clone() })
    }

    /// The name of a sheet counts if it is that of a commune of the site; one that begins like the name of a commune and
    /// is not known is told.
    fn named_by_sheet(&self, name: &str) -> Option<Named> {
        let (_, plain) = numbered(name);
        if let Some(named) = self.former(plain, &BY_SHEET.of(name)) {
            return Some(named);
        }
        let is_commune = |place: &Match| self.level(place.unit) == Level::Commune;
        let is_plain = !name.contains(',') && name.chars().any(char::is_alphabetic);
        let found =
            [name, plain].into_iter().find_map(|name| self.found(name).filter(|place| is_plain && is_commune(place)));
        let found = found.or_else(|| self.only_one_in(plain)).map(|place| BY_SHEET.named(place, name));
        found.or_else(|| open(plain, &BY_SHEET.of(name)).filter(|_| self.known.place.is_none()))
    }

    /// The communes of the site that a line above the heading names: `DANH SÁCH MÔ HÌNH XÃ BẮC RUỘNG NĂM 2024`.
    fn named_in(&self, line: &str) -> Vec<Match> {
        let found = communes_in(line, |name| self.found(name)).into_iter();
        found.filter(|place| self.level(place.unit) == Level::Commune).collect()
    }

    /// The commune that a line names, if it names one.
    fn only_one_in(&self, line: &str) -> Option<Match> {
        let mut found = self.named_in(line);
        found.dedup_by_key(|place| place.unit);
        found.pop().filter(|_| found.is_empty())
    }

    /// What a line above a group says of the rows below: a field, a place, or neither. `number` stands in the cell before it.
    /// Returns whether it says either.
    pub(super) fn line(&mut self, text: &str, number: &str) -> bool {
        let (depth, name) = numbered(text);
        let depth = depth.or(groups::depth(number.trim_matches(['.', ')', ' '])));
        let said = self.said(name, text);
        let is_said = !matches!(said, Said::Other);
        let text = collapse_white_space(&[number, text].join(" "));
        if matches!(said, Said::Place(_)) || !is_said && self.groups.has_places() {
            self.line = vietnamese::fold(&collapse_white_space(name));
        }
        self.groups.begin(Group { depth, text, said });
        is_said
    }

    /// A row that sums up the group above it.
    pub(super) fn sum(&mut self, text: &str) {
        self.groups.end(text.to_owned());
    }

    /// The commune in which the list itself says that its rows are: by a line, a sheet or the title.
    pub(super) fn commune(&self) -> Option<&str> {
        let is_commune = |named: &&Named| named.unit.is_some_and(|unit| self.level(unit) == Level::Commune);
        self.named().find(is_commune).map(|named| named.text.as_str())
    }

    /// The home of the site if it is a commune and counts for the list because nothing else is said of it.
    pub(super) fn commune_of_site(&self) -> Option<&'k str> {
        let gazetteer = &self.known.catalog.gazetteer;
        let is_current = |name: &&str| gazetteer.unit_called(name).is_some_and(|unit| gazetteer.is_current(unit));
        self.given().filter(|_| self.known.place.is_none()).filter(is_current)
    }

    /// Whether a line says something certain of the rows below.
    pub(super) fn says(&self, text: &str) -> bool {
        match self.said(numbered(text).1, text) {
            Said::Place(named) => named.unit.is_some(),
            Said::Field(_) => true,
            Said::Other => false,
        }
    }

    /// What a line without its number says.
    fn said(&self, name: &str, text: &str) -> Said {
        let site = &self.known.catalog.site;
        let folded = vietnamese::fold(name);
        let words = if folded.starts_with("linh vuc") {
            name.split_whitespace().skip(2).collect::<Vec<_>>().join(" ")
        } else {
            name.to_owned()
        };
        let words = words.trim_matches([' ', ':', '.', '-']);
        let field = schema::find_entry(&site.entries(List::Fields), words).filter(|_| words.contains(' '));
        if let Some(label) = field.and_then(|id| site.label(List::Fields, &id)) {
            return Said::Field(label.to_owned());
        }
        let name = without_count(name);
        if let Some(named) = self.former(name, &BY_LINE.of(text)) {
            return Said::Place(named);
        }
        let found = self.found(name).or_else(|| self.alone(name)).or_else(|| self.only_one_in(name));
        let found = found.map(|place| BY_LINE.named(place, text));
        found.or_else(|| open(name, &BY_LINE.of(text))).map_or(Said::Other, Said::Place)
    }
}

/// What `named` knows of the names in a line that begin like those of communes, of each the longest.
fn communes_in<N>(line: &str, named: impl Fn(&str) -> Option<N>) -> Vec<N> {
    let is_between = [' ', '\n', '\t', ',', ';', ':', '(', ')', '“', '”', '"'];
    let words: Vec<&str> = line.split(is_between).filter(|word| !word.is_empty()).collect();
    let begins = |at: usize| {
        let two = words[at..].iter().take(2).copied().collect::<Vec<_>>().join(" ");
        let folded = vietnamese::fold(&two);
        COMMUNES.iter().any(|word| folded == *word || folded.split(' ').next() == Some(word))
    };
    let longest = |at: usize| {
        let ends = (at + 2..=words.len().min(at + MOST_WORDS)).rev();
        ends.map(|end| words[at..end].join(" ")).find_map(|name| named(&name))
    };
    (0..words.len()).filter(|&at| begins(at)).filter_map(longest).collect()
}

/// How what names a place is called before its words.
struct By(&'static str, &'static str);

const BY_LINE: By = By("dòng", "the line");
const BY_SHEET: By = By("tên trang tính", "the name of the sheet");
const BY_TITLE: By = By("tiêu đề", "the title");
const BY_CHOICE: StaticMessage =
    StaticMessage::fixed("nơi đã chọn khi nhập", "the place that was chosen for the import");
const BY_HOME: StaticMessage = StaticMessage::fixed("địa phương của trang web", "the home of the site");

impl By {
    fn of(&self, text: &str) -> Message {
        let text = short(text);
        Message::new(format!("{} “{text}”", self.0), format!("{} “{text}”", self.1))
    }

    fn named(&self, place: Match, text: &str) -> Named {
        Named { text: place.name, unit: Some(place.unit), by: self.of(text) }
    }
}

/// A line without how many models its group has: `Xã Hàm Thuận: 02 mô hình`, `Xã La Dạ - 2 mô hình`, `Xã La Dạ có 02 mô hình`.
fn without_count(name: &str) -> &str {
    let is_count = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let ends = [":", " - ", " – ", " — ", " có ", " gồm ", ";", "("];
    let cut = ends.iter().find_map(|end| name.split_once(end).filter(|(_, rest)| is_count(rest)));
    cut.map_or(name, |(name, _)| name).trim_end_matches([' ', ':', '.', ';', '-'])
}

/// The second words of types of two words, which have a small letter.
const DOUBLE: [&str; 2] = ["tran", "khu"];
/// What makes another word of the first word of a type: `xã hội`, `xã viên`, `phường hội`, `phương án`.
const NO_NAMES: [&str; 10] = ["hoi", "vien", "giao", "phap", "an", "tien", "cham", "thuc", "huong", "luan"];

/// A line that begins like the name of a commune, of which nobody knows which it is.
fn open(name: &str, by: &Message) -> Option<Named> {
    let folded = vietnamese::fold(name);
    let rest = COMMUNES.iter().find_map(|word| folded.trim().strip_prefix(word)?.strip_prefix(' '))?;
    let is_name = rest.starts_with(char::is_alphanumeric) && folded.split_whitespace().count() <= MOST_WORDS;
    // `Xã hội hóa giáo dục`, `Phường không rác`
    let mut words = name.split_whitespace().skip(1);
    let is_word = words
        .next()
        .is_none_or(|word| word.starts_with(char::is_lowercase) && !DOUBLE.contains(&vietnamese::fold(word).as_str()))
        || NO_NAMES.iter().any(|word| rest.split(' ').next() == Some(word));
    (is_name && !is_word).then(|| Named { text: collapse_white_space(name), unit: None, by: by.clone() })
}
