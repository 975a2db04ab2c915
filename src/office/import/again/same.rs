//! Whether a row is the one that is remembered, where more or less is known of its place than before, or where two lists may
//! only bear one name.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding};
use crate::locality::{Gazetteer, UnitId, bare_name};
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

/// Whether a row of a title at a place that nobody knows can come from the list that is remembered, and not from another of the
/// same name: the office is the same, or if one of both names none, most of the cells are.
pub(super) fn is_of_one_list(row: &Row, remembered: &Remembered) -> bool {
    let (then, now) = (&remembered.cells, row::remembered(row));
    if let (Some(then), Some(now)) = (then.get(OFFICE), now.get(OFFICE)) {
        return is_one_office(then, now);
    }
    let is_other = |name: &String| matches!(name.as_str(), "title" | "locality" | "locality_now" | OFFICE);
    let both = now.iter().filter(|(name, _)| !is_other(name)).filter_map(|(name, now)| Some((now, then.get(name)?)));
    let (equal, different): (Vec<_>, Vec<_>) = both.partition(|(now, then)| now == then);
    different.len() < FEWEST_DIFFERENT || different.len() <= equal.len()
}

/// The key that names the office.
const OFFICE: &str = "organisation";
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

impl Planner<'_> {
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
            _ if !is_of_one_list(row, remembered) => false,
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
            let remembered = self.memory.of_file(file).filter(|remembered| !self.keys.contains(&remembered.row));
            remembered.is_some_and(|remembered| self.may_be(place, row, key, remembered))
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
        let is_other = |was: &&Remembered| is_of(was, place.list, key) && !is_of_one_list(row, was);
        let other = remembered.filter(|was| self.by_file.contains_key(was.file.as_str())).find(is_other)?;
        let (file, list) = (&other.file, place.list);
        let office = other.cells.get(OFFICE).map_or(String::new(), |name| format!(" (“{name}”)"));
        let message = Message::new(
            format!(
                "Danh sách cùng tên {list} lần trước có mô hình này của đơn vị khác{office}: tệp {file}, bài ấy để nguyên. Hàng này thành tệp mới {path}."
            ),
            format!(
                "A list of the same name, {list}, had this model of another office before{office}: {file}, which is left as it is. This row became {path}."
            ),
        );
        let help = Message::new(
            "Là hai mô hình thì ghi địa phương vào cả hai bài; là một mô hình thì sửa đơn vị trong bài trước và xóa tệp mới.",
            "If they are two models, write the place into both; if they are one, mend the office in the article of before and delete the new file.",
        );
        self.read.get_mut(list).into_iter().for_each(|read| read.is_another = true);
        Some(Finding::new(Code::UncertainCell, &SitePath::new(cell), message).help(help))
    }
}
