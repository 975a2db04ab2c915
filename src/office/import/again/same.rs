//! Whether a row is the one that is remembered, where more or less is known of its place than before, or where two lists may
//! only bear one name.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding};
use crate::locality::{Gazetteer, Resolution, UnitId, bare_name};
use crate::office::import::memory::{Remembered, title_in};
use crate::office::import::row::{self, PlaceOf, Row};
use crate::office::import::walk::{Key, Place};
use crate::office::import::{Planner, place};
use crate::office::value::Datum;
use crate::text::{Message, SitePath};
use crate::vietnamese;

/// What was read of a list.
#[derive(Debug, Default)]
pub(in super::super) struct ReadList {
    /// The units of its rows.
    pub(in super::super) units: BTreeSet<UnitId>,
    /// Whether a row of it is of another office than the one that is remembered of a list of this name.
    is_another: bool,
}

impl ReadList {
    /// Whether the list would have the row of a model at `unit`: one of a single commune has none of others, and one of another
    /// office none whose place nobody knows.
    pub(super) fn speaks_of(&self, unit: Option<UnitId>, gazetteer: &Gazetteer) -> bool {
        let Some(unit) = unit else { return !self.is_another };
        let mut units = self.units.iter();
        let Some(first) = units.next() else { return !self.is_another };
        let is_near = |other: UnitId| {
            place::share_ground(unit, other, gazetteer)
                || place::lies_in(unit, other, gazetteer)
                || place::lies_in(other, unit, gazetteer)
        };
        is_near(*first) || !units.all(|&other| place::share_ground(*first, other, gazetteer))
    }
}

/// Whether the list `list` told of the remembered row last, or has left it out since.
pub(super) fn is_of(remembered: &Remembered, list: &str, key: &Key) -> bool {
    match remembered.list.as_deref() {
        Some("") => remembered.row == key.unplaced,
        of => of == Some(list),
    }
}

/// The office that a row names.
pub(in super::super) fn office_of(row: &Row) -> Option<String> {
    match row.value(OFFICE) {
        Some(Datum::Text(name)) => Some(vietnamese::fold(name)),
        _ => None,
    }
}

/// Whether a key says where a model is.
pub(super) fn is_of_place(name: &str) -> bool {
    matches!(name, "locality" | "locality_now")
}

/// Whether a row of a title at a place that nobody knows can come from the list that is remembered, and not from another of the
/// same name: the office is the same, or if one of both names none, most of the cells are.
fn is_of_one_list(row: &Row, remembered: &Remembered) -> bool {
    let (then, now) = (&remembered.cells, row::remembered(row));
    if let (Some(then), Some(now)) = (then.get(OFFICE), now.get(OFFICE)) {
        return is_one_office(then, now);
    }
    let is_other = |name: &String| matches!(name.as_str(), "title" | OFFICE) || is_of_place(name);
    let both = now.iter().filter(|(name, _)| !is_other(name)).filter_map(|(name, now)| Some((now, then.get(name)?)));
    let (equal, different): (Vec<_>, Vec<_>) = both.partition(|(now, then)| now == then);
    different.len() < FEWEST_DIFFERENT || different.len() <= equal.len()
}

/// The key that names the office.
pub(super) const OFFICE: &str = "organisation";
/// One or two cells change when a list is corrected.
const FEWEST_DIFFERENT: usize = 3;

/// Whether two names are of one office: all words of one stand in the other.
fn is_one_office(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        vietnamese::fold(text).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    one.is_subset(&other) || other.is_subset(&one)
}

/// Whether a row and what is remembered name one office, as far as both name any.
pub(super) fn may_be_one_office(row: &Row, remembered: &Remembered) -> bool {
    office_of(row).zip(remembered.cells.get(OFFICE)).is_none_or(|(now, then)| is_one_office(&now, then))
}

/// How near two names of offices are: the same, one office, or two.
fn nearness(one: &str, other: &str) -> u8 {
    if vietnamese::fold(one) == vietnamese::fold(other) { 2 } else { u8::from(is_one_office(one, other)) }
}

/// Whether both tell of results, and of others.
fn have_other_results(row: &Row, remembered: &Remembered) -> bool {
    let is_result = |name: &String| name == "results" || name.starts_with("# ket-qua");
    let now = row::remembered(row);
    now.iter().filter(|(name, _)| is_result(name)).any(|(name, now)| {
        remembered.cells.get(name).is_some_and(|then| vietnamese::fold(then) != vietnamese::fold(now))
    })
}

/// So many rows must be gone from a list before it may be another one of the same name.
const FEWEST_GONE: usize = 2;

impl Planner<'_> {
    /// Whether a list without places may be another one than the one that is remembered of this name: at least half of its
    /// titles are gone.
    pub(in super::super) fn is_unlike(&self, list: &str, rows: &[(&Key, &Row)]) -> bool {
        let now: BTreeSet<&str> = rows.iter().map(|(key, _)| title_in(&key.own)).collect();
        let is_of_list = |was: &&Remembered| was.list.as_deref() == Some(list) && self.unit_of(was).is_none();
        let then: BTreeSet<&str> = self.memory.rows().filter(is_of_list).map(Remembered::title).collect();
        let gone = then.difference(&now).count();
        rows.iter().all(|(_, row)| row.unit.is_none()) && gone >= FEWEST_GONE && 2 * gone >= then.len()
    }

    /// Whether a row can come from the list that is remembered, and not from another of the same name.
    pub(super) fn is_of_one_list(&self, row: &Row, was: &Remembered) -> bool {
        is_of_one_list(row, was) && !(self.is_unlike && have_other_results(row, was))
    }

    /// Whether the list has a row of this title that is nearer to the office that is remembered.
    pub(super) fn is_of_another_row(&self, row: &Row, key: &Key, office: Option<&String>) -> bool {
        let Some(office) = office else { return false };
        let own = office_of(row).map_or(0, |name| nearness(&name, office));
        let others = self.keys.get(&key.whole).into_iter().flatten();
        others.map(|other| nearness(other, office)).any(|other| other > own)
    }

    /// The one of these files of rows of one name whose office, and then whose cells, are those of the row.
    pub(super) fn nearest<'f>(&self, row: &Row, files: &[&'f String]) -> Option<&'f String> {
        let (first, others) = files.split_first()?;
        if others.is_empty() {
            return Some(first);
        }
        let now = row::remembered(row);
        let likeness = |file: &str| {
            let was = self.memory.of_file(file)?;
            let office = now.get(OFFICE).zip(was.cells.get(OFFICE)).map_or(0, |(one, other)| nearness(one, other));
            Some((office, now.iter().filter(|(name, text)| was.cells.get(*name) == Some(text)).count()))
        };
        // Of equals the first.
        files.iter().rev().max_by_key(|file| likeness(file)).copied()
    }

    /// Whether a row names only what the place of its file lies in, because it names no place itself, or its list has lost a
    /// column of places.
    pub(super) fn is_wider(&self, row: &Row, file: &[(&'static crate::schema::Key, Datum)]) -> bool {
        if !self.has_lost_places && row.place_of != PlaceOf::Around {
            return false;
        }
        let ours = file.iter().find(|(key, _)| key.name == "locality").map(|(_, value)| value);
        let (Some(Datum::Texts(ours)), Some(Datum::Texts(theirs))) = (ours, row.value("locality")) else {
            return false;
        };
        let gazetteer = &self.known.catalog.gazetteer;
        let parts = |name: &String| match gazetteer.known_at(name, None) {
            Some(Resolution::Found { hamlet, place, .. }) => Some((place.unit, hamlet)),
            _ => None,
        };
        let theirs: Vec<_> = theirs.iter().map(parts).collect();
        let lies_in_theirs = |name: &String| {
            parts(name).is_some_and(|(unit, hamlet)| {
                theirs.iter().flatten().any(|(outer, theirs)| {
                    let is_nearer = hamlet.is_some() || unit != *outer;
                    theirs.is_none() && is_nearer && place::lies_in(unit, *outer, gazetteer)
                })
            })
        };
        !ours.is_empty() && ours.iter().all(lies_in_theirs)
    }

    /// The unit of a model that is remembered: the one that its article names, else the one that its list named.
    pub(super) fn unit_of(&self, remembered: &Remembered) -> Option<UnitId> {
        let model = self.by_file.get(remembered.file.as_str());
        model.and_then(|model| model.place.unit).or_else(|| self.unit_said(remembered))
    }

    /// The unit that a list named.
    fn unit_said(&self, remembered: &Remembered) -> Option<UnitId> {
        let said = remembered.cells.get("locality").and_then(|said| said.split(';').next())?;
        self.known.catalog.gazetteer.unit_called(said)
    }

    /// Whether a remembered row is this one, of whose place more or less is known now: both stand in one list, sheet and group
    /// and say the same themselves, and their communes bear one name if both are known.
    pub(super) fn may_be(&self, place: &Place<'_>, row: &Row, key: &Key, remembered: &Remembered) -> bool {
        let says_the_same = || remembered.row.strip_prefix(&key.own).is_some_and(|rest| rest.starts_with(" | "));
        let is_one_group = remembered.group.as_ref().is_none_or(|group| *group == key.group);
        if !is_of(remembered, place.list, key) || !says_the_same() || !is_one_group || row.place_of == PlaceOf::Row {
            return false;
        }
        let gazetteer = &self.known.catalog.gazetteer;
        let plain = |name: &str| vietnamese::fold(bare_name(name.split(',').next().unwrap_or(name).trim()));
        let name = |unit| plain(gazetteer.name(unit));
        match (self.unit_said(remembered), row.unit) {
            (Some(then), Some(now)) => name(then) == name(now),
            (None, None) => false,
            _ if !self.is_of_one_list(row, remembered) => false,
            (Some(then), None) if remembered.group.is_none() => {
                let names = match row.value("locality") {
                    Some(Datum::Texts(names)) => names.join(", "),
                    _ => String::new(),
                };
                let around =
                    format!(" {} ", vietnamese::fold(&[key.group.as_str(), &names].join(" ").replace(',', " ")));
                around.contains(&format!(" {} ", name(then)))
            }
            _ => remembered.group.is_some(),
        }
    }

    /// The files of rows that are remembered as [`Self::may_be`] says and of which this list has no row by a surer sign.
    pub(super) fn less_known_place(&self, place: &Place<'_>, row: &Row, key: &Key) -> Vec<&String> {
        let files = self.by_row_title.get(title_in(&key.own)).into_iter().flatten();
        let is_it = |file: &&String| {
            let remembered = self.memory.of_file(file).filter(|remembered| !self.keys.contains_key(&remembered.row));
            remembered.is_some_and(|remembered| {
                self.may_be(place, row, key, remembered)
                    && !self.is_of_another_row(row, key, remembered.cells.get(OFFICE))
            })
        };
        files.filter(is_it).collect()
    }

    /// The file of the only one of them.
    pub(super) fn of_less_known_place(&self, place: &Place<'_>, row: &Row, key: &Key) -> Option<&String> {
        let is_open =
            |file: &&String| self.by_file.contains_key(file.as_str()) && !self.taken.contains_key(&SitePath::new(file));
        let mut open = self.less_known_place(place, row, key).into_iter().filter(is_open);
        open.next().filter(|_| open.next().is_none())
    }

    /// What is told of a new row of which a list of this name told before for another office; `path` is its file.
    pub(in super::super) fn of_another_office(
        &mut self,
        place: &Place<'_>,
        cell: &str,
        (row, key): (&Row, &Key),
        path: &SitePath,
    ) -> Option<Finding> {
        let files = key.all().filter_map(|key| self.by_row.get(key)).flatten();
        let remembered = files.filter_map(|file| self.memory.of_file(file));
        let is_other = |was: &&Remembered| is_of(was, place.list, key) && !self.is_of_one_list(row, was);
        let other = remembered.filter(|was| self.by_file.contains_key(was.file.as_str())).find(is_other)?;
        let (file, list) = (&other.file, place.list);
        let office = other.cells.get(OFFICE).map_or(String::new(), |name| format!(" (“{name}”)"));
        let (what_vi, what_en) = match is_of_one_list(row, other) {
            true => (" với kết quả khác".to_owned(), " with other results".to_owned()),
            false => (format!(" của đơn vị khác{office}"), format!(" of another office{office}")),
        };
        let message = Message::new(
            format!(
                "Danh sách cùng tên {list} lần trước có mô hình này{what_vi}: tệp {file}, bài ấy để nguyên. Hàng này thành tệp mới {path}."
            ),
            format!(
                "A list of the same name, {list}, had this model{what_en} before: {file}, which is left as it is. This row became {path}."
            ),
        );
        let help = Message::new(
            "Là hai mô hình thì ghi địa phương vào cả hai bài; là một mô hình thì sửa bài trước theo danh sách này và xóa tệp mới.",
            "If they are two models, write the place into both; if they are one, mend the article of before after this list and delete the new file.",
        );
        self.read.entry(list.to_owned()).or_default().is_another = true;
        Some(Finding::new(Code::UncertainCell, &SitePath::new(cell), message).help(help))
    }
}
