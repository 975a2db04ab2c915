//! Which model a row tells of, and which models no row tells of any more.

use super::same::{self, OFFICE, ReadList};
use crate::catalog::{Model, is_nearly_called};
use crate::entry::Profile;
use crate::locality::{Resolution, UnitId};
use crate::office::import::header::Header;
use crate::office::import::memory::{Remembered, title_in};
use crate::office::import::row::{Doubt, PlaceOf, Row};
use crate::office::import::walk::{Key, Place, Within};
use crate::office::import::{Planner, file, place, report, title_of};
use crate::office::value::Datum;
use crate::schema::collapse_white_space;
use crate::text::{Message, SitePath};
use crate::vietnamese;

/// The doubt about a row whose model may be another one that the site has.
pub(in super::super) fn near_doubt(near: Option<&Model>, header: &Header) -> Option<Doubt> {
    let model = near?;
    let (named, file) = (model.named(), &model.entry.path);
    let message = Message::new(
        format!("Trang web đã có mô hình gần trùng tên ở cùng nơi: {named}, tệp {file}."),
        format!("A model of nearly the same title exists at the same place: {named}, in {file}."),
    );
    let help = Message::new(
        "Nếu là một mô hình thì xóa bài nháp này và ghi tên mới vào bài kia; nếu là mô hình khác thì bỏ “draft: true”.",
        "If both are one, delete this draft and write the new title into the other article; if not, take “draft: true” out.",
    );
    Some(Doubt::new(header.title().unwrap_or(0), message, help))
}

impl<'k> Planner<'k> {
    /// The model that a row tells of: by its id, by what lists said before, by title and place; else the only one of that
    /// title in this list whose place nobody knew or knows now, and of which the list has no row any more.
    pub(in super::super) fn model_of(&mut self, place: &Place<'_>, row: &Row, key: &Key) -> Option<&'k Model> {
        if let Some(slug) = &row.slug {
            return self.by_slug.get(slug.as_str()).copied();
        }
        if let Some(model) = self.remembered(place, row, key) {
            return Some(model);
        }
        let title = vietnamese::fold(&title_of(row));
        let model = row.unit.and_then(|unit| self.by_title.get(&(title, Some(unit)))).copied();
        let is_of_another_row = |model: &&Model| {
            let was = self.memory.of_file(model.entry.path.as_str());
            let office = was.map_or(model.front_matter().organisation.as_ref(), |was| was.cells.get(OFFICE));
            self.is_of_another_row(row, key, office)
        };
        let model = model.filter(|model| !is_of_another_row(model));
        if let Some(model) = model.filter(|model| self.is_in_one_hamlet(row, model)) {
            // Its file has another name than the one that is remembered.
            let path = model.entry.path.as_str();
            let is_gone = |file: &&String| !self.by_file.contains_key(file.as_str());
            let gone = key.all().filter_map(|key| self.by_row.get(key)).flatten().find(is_gone).cloned();
            if let (Some(file), None) = (gone, self.memory.of_file(path)) {
                self.memory.rename(&file, path);
                self.plan.memory.rename(&file, path);
            }
            return Some(model);
        }
        let says_place = row.value("locality").is_some();
        let here = row;
        let is_same = |row: &&Remembered| {
            let model = self.by_file.get(row.file.as_str());
            row.list.as_deref() == Some(place.list)
                && !self.keys.contains_key(&row.row)
                && !self.taken.contains_key(&SitePath::new(&row.file))
                && model.is_some_and(|model| !says_place || model.place.unit.is_none())
                && self.is_of_one_list(here, row)
        };
        let files = self.by_row_title.get(title_in(&key.own)).into_iter().flatten();
        let mut found = files.filter_map(|file| self.memory.of_file(file)).filter(is_same);
        let file = found.next().filter(|_| found.next().is_none())?.file.clone();
        self.by_file.get(file.as_str()).copied()
    }

    /// The model that is remembered of a row, first of this list.
    fn remembered(&self, place: &Place<'_>, row: &Row, key: &Key) -> Option<&'k Model> {
        let files = |key: &String| self.by_row.get(key).into_iter().flatten();
        let is_of_list =
            |file: &&String| self.memory.of_file(file).is_some_and(|was| same::is_of(was, place.list, key));
        let agrees = |file: &&String| self.agrees(place, row, key, file);
        let whole = files(&key.whole).filter(is_of_list).chain(files(&key.whole));
        // Memories of before know rows by what they say themselves.
        let is_open = |file: &&String| !self.taken.contains_key(&SitePath::new(file));
        let own = files(&key.own).filter(is_of_list).chain(files(&key.own)).filter(is_open);
        // What an editor has written of the place since is kept, and told if this row says otherwise.
        let is_row = |file: &&String| {
            let was = self.memory.of_file(file);
            was.is_some_and(|was| same::is_of(was, place.list, key) && self.is_of_one_list(row, was))
        };
        let unplaced = files(&key.unplaced).filter(is_open).filter(is_row);
        let known = whole.filter(agrees).chain(unplaced).chain(own.filter(agrees));
        let office = |file: &String| self.memory.of_file(file).and_then(|was| was.cells.get(OFFICE));
        let known: Vec<&String> = known.filter(|file| !self.is_of_another_row(row, key, office(file))).collect();
        // Several are of one name where offices are called alike, or offices of one place have one title.
        let name = |file: &String| self.memory.of_file(file).map(|was| (&was.row, was.list.as_deref()));
        let first = known.first().map(|file| name(file));
        let alike: Vec<&String> = known.into_iter().filter(|file| Some(name(file)) == first).collect();
        let file = self.nearest(row, &alike).or_else(|| self.of_less_known_place(place, row, key))?;
        self.by_file.get(file.as_str()).copied()
    }

    /// Whether a row that is called like the one that is remembered of `file` is that one. Titles come again in many
    /// communes, so the places must agree; where one of them is not known, rows of one list are the same, and those of
    /// two lists only if both name their place.
    fn agrees(&self, place: &Place<'_>, row: &Row, key: &Key, file: &str) -> bool {
        let gazetteer = &self.known.catalog.gazetteer;
        let (Some(model), Some(remembered)) = (self.by_file.get(file), self.memory.of_file(file)) else { return false };
        let is_one_list = same::is_of(remembered, place.list, key);
        let said = remembered.cells.get("locality").and_then(|said| said.split(';').next());
        let said = said.and_then(|said| gazetteer.unit_called(said));
        let known: Vec<UnitId> = model.place.unit.into_iter().chain(said).collect();
        let names_it = row.place_of == PlaceOf::Row;
        match row.unit {
            Some(_) if names_it && is_one_list => true,
            Some(unit) if !known.is_empty() => known.iter().any(|&known| {
                place::share_ground(unit, known, gazetteer) || is_one_list && place::lies_in(unit, known, gazetteer)
            }),
            _ => is_one_list && self.is_of_one_list(row, remembered) || names_it,
        }
    }

    /// Whether the hamlets of a row and of a model of one commune are the same, as far as both are named.
    fn is_in_one_hamlet(&self, row: &Row, model: &Model) -> bool {
        let Some(Datum::Texts(names)) = row.value("locality") else { return true };
        let place = names.first().and_then(|name| self.known.catalog.gazetteer.known_at(name, None));
        let Some(Resolution::Found { hamlet: Some(hamlet), .. }) = place else { return true };
        model.place.hamlet.as_ref().is_none_or(|other| vietnamese::fold(other) == vietnamese::fold(&hamlet))
    }

    /// The model of a row whose title was taken from another column when the list was imported last: it is remembered under
    /// what stands there. Of several, as where a column names who runs the model, it is the one whose file names this row.
    pub(in super::super) fn of_former_title(
        &mut self,
        place: &Place<'_>,
        header: &Header,
        at: usize,
    ) -> Option<&'k Model> {
        let (Within::Sheet(sheet), Some(column)) = (&place.within, self.former_title) else { return None };
        let said = |row: usize| sheet.cell(row, column).map(|cell| collapse_white_space(&cell.text()));
        let former = said(at)?;
        let title = vietnamese::fold(&former);
        let files = self.by_row_title.get(&title).into_iter().flatten();
        let open = files.filter_map(|file| self.memory.of_file(file)).filter(|row| {
            row.list.as_deref() == Some(place.list) && !self.taken.contains_key(&SitePath::new(&row.file))
        });
        let models: Vec<&'k Model> = open.filter_map(|row| self.by_file.get(row.file.as_str()).copied()).collect();
        let row_of =
            |model: &Model| file::row_of(&model.entry.text).filter(|(name, _)| *name == sheet.name).map(|(_, row)| row);
        let own = models.iter().find(|model| row_of(model) == Some(at)).copied();
        // Rows may have moved; one that still says the same at its place is that model's.
        let is_there =
            |model: &Model| row_of(model).and_then(said).is_some_and(|there| vietnamese::fold(&there) == title);
        let model = own.or_else(|| models.first().copied().filter(|model| models.len() == 1 && !is_there(model)))?;
        let cell = place.cell(at, header.title().unwrap_or(0));
        self.plan.findings.push(report::former_title(&cell, &model.entry.path, &former));
        Some(model)
    }

    /// The model of nearly the same title at the same place, of which the list has no row. `own` is the model that the row
    /// tells of.
    pub(in super::super) fn near(&self, row: &Row, own: Option<&Model>) -> Option<&'k Model> {
        // A row with an id says itself which model it is.
        let unit = row.unit.filter(|_| row.slug.is_none())?;
        let title = Profile::of(&title_of(row), std::iter::empty());
        let has_row = |model: &Model| {
            let remembered = self.memory.of_file(model.entry.path.as_str());
            remembered.is_some_and(|remembered| self.keys.contains_key(&remembered.row))
                || self.taken.contains_key(&model.entry.path)
        };
        let here = self.by_unit.get(&unit).into_iter().flatten().copied();
        let mut others = here.filter(|model| own.is_none_or(|own| own.entry.path != model.entry.path));
        others.find(|model| is_nearly_called(&model.entry.profile, &title) && !has_row(model))
    }

    /// Whether the row at `cell` becomes no new model, because it has had one: that was deleted, or nobody can read it.
    pub(in super::super) fn is_refused(&mut self, place: &Place<'_>, cell: &str, row: &Row, key: &Key) -> bool {
        let is_one_list = |file: &str| {
            let remembered = self.memory.of_file(file);
            remembered.is_some_and(|remembered| remembered.list.as_deref() == Some(place.list))
        };
        let files = |key: &String| self.by_row.get(key).into_iter().flatten();
        let is_own = |file: &&String| row.place_of == PlaceOf::Row || is_one_list(file);
        let is_of_another_office = |file: &&String| {
            let was = self.memory.of_file(file);
            was.is_some_and(|was| {
                self.is_of_another_row(row, key, was.cells.get(OFFICE)) || !same::may_be_one_office(row, was)
            })
        };
        let gone = files(&key.whole).chain(files(&key.own).filter(is_own));
        let gone = gone.chain(files(&key.unplaced).filter(is_own)).chain(self.less_known_place(place, row, key));
        let gone = gone.filter(|file| !is_of_another_office(file));
        let named =
            gone.filter(|file| !self.by_file.contains_key(file.as_str())).map(|file| SitePath::new(file)).next();
        if let Some(file) = named.as_ref().filter(|file| (self.known.is_there)(file)) {
            self.plan.counts.refused += 1;
            self.plan.findings.push(report::not_changed(cell, file));
            return true;
        }
        let is_deleted = |deleted: &&Remembered| {
            row.place_of == PlaceOf::Row || deleted.row == key.whole || deleted.list.as_deref() == Some(place.list)
        };
        let of_key = || key.all().flat_map(|key| self.memory.deleted(key)).filter(is_deleted);
        let less_known = || self.memory.all_deleted().find(|deleted| self.may_be(place, row, key, deleted));
        let deleted = || of_key().find(|deleted| self.is_of_one_list(row, deleted)).or_else(less_known);
        let Some(file) = named.or_else(|| deleted().map(|row| SitePath::new(&row.file))) else { return false };
        self.plan.memory.delete(file.as_str());
        if self.known.with_deleted {
            return false;
        }
        self.plan.counts.deleted += 1;
        self.plan.findings.push(report::deleted(cell, &file));
        true
    }

    /// Names the models of which `list` had a row before and has none now. They stay. Of a list of one commune those of others
    /// are not named: lists of one name come from many.
    pub(in super::super) fn left_out(&mut self, list: &str, read: &ReadList) {
        let gone: Vec<(String, String)> = self
            .plan
            .memory
            .rows()
            .filter(|row| row.list.as_deref() == Some(list) && self.by_file.contains_key(row.file.as_str()))
            .filter(|row| !self.taken.contains_key(&SitePath::new(&row.file)))
            .filter(|row| read.speaks_of(self.unit_of(row), &self.known.catalog.gazetteer))
            .map(|row| (row.file.clone(), row.cells.get("title").cloned().unwrap_or_default()))
            .collect();
        self.plan.findings.extend(gone.iter().map(|(file, title)| report::left_out(list, file, title)));
        gone.iter().for_each(|(file, _)| self.plan.memory.leave_out(file));
    }
}
