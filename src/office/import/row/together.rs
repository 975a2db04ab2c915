//! What several cells of a row say together: its place, and how far it has come.

use super::{PlaceOf, Reading, Said, WrittenPlace, key};
use crate::locality::Days;
use crate::office::import::place::{self, UNKNOWN_PLACE};
use crate::office::sheet::Cell;
use crate::office::value::{Datum, canonical};
use crate::schema::MODEL;
use crate::text::Message;

/// Of which time the names of a place are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    Unsaid,
    Former,
    Present,
}

/// What the cells of a row call its place.
struct Names {
    text: String,
    time: Time,
    /// The present name of a place that `text` calls by its former one; empty if the row does not have it.
    present: String,
}

impl Reading<'_> {
    pub(super) fn place(&mut self) {
        let Some(key) = key("locality") else { return };
        let Names { text: said, time, present } = self.written_place();
        let whole = self.around.whole.as_ref().filter(|_| said.trim().is_empty());
        let text = match (self.place.column, whole) {
            (_, Some(whole)) => whole.name.to_owned(),
            (Some(_), None) if !said.trim().is_empty() => said,
            _ => return self.nowhere(),
        };
        let column = self.place.column.unwrap_or_else(|| self.column_of_places());
        let year = self.year_of_model();
        let when = match time {
            Time::Present => Some(self.around.this_year),
            Time::Former => Some(year.unwrap_or(place::LAST_BEFORE).min(place::LAST_BEFORE)),
            Time::Unsaid => year,
        };
        let when = when.map(|year| Days::of_years(year, year));
        let (places, gazetteer) = (&self.around.places, self.around.gazetteer);
        let mut read = match when.filter(|_| time == Time::Former && whole.is_none()) {
            Some(when) => place::read_former(&text, places, when, gazetteer),
            None => place::read(&text, places, when, gazetteer),
        };
        // As the unit is called in full: the cells are of one time.
        if let ([name], Some(unit), None, false) = (&mut read.names[..], read.unit, &read.doubt, time == Time::Unsaid) {
            let hamlet = (!self.place.parts[0].is_empty()).then(|| text.split(',').next()).flatten();
            *name = place::full_name(hamlet, &gazetteer.full_name(unit));
        }
        let is_before = time == Time::Unsaid && year.is_some_and(|year| year <= place::LAST_BEFORE);
        if is_before && read.doubt.is_none() {
            // The name without what it lies in: a list or a cell said no more.
            let by_list = self.around.by_list.and_then(|name| name.split(',').next());
            let name = if whole.is_some() || read.is_completed { by_list } else { Some(text.as_str()) };
            let both = name.and_then(|name| Some((name.to_owned(), place::of_both_times(name, places, gazetteer)?)));
            read.doubt = both;
        }
        self.row.unit = read.unit;
        self.row.place_of = match read.unit {
            Some(_) if whole.is_some() || read.is_completed => PlaceOf::Around,
            None if whole.is_some() || read.is_hamlet => PlaceOf::Unknown,
            _ => PlaceOf::Row,
        };
        if let Some(message) = whole.and_then(|whole| whole.doubt.clone()) {
            let help = Message::new(
                "Nhập lại với nơi đúng, hoặc sửa tên nơi trong danh sách; rồi bỏ “draft: true”.",
                "Import again with the right place, or mend the name in the list; then take “draft: true” out.",
            );
            self.doubt(column, message, help);
        }
        if let Some((name, near)) = read.doubt {
            self.unknown_place(column, &name, &near);
        }
        self.say(key, column, Datum::of_texts(read.names));
        self.present_place(column, &present);
    }

    /// What is to be asked of a row whose place nothing names, though lines above other rows name theirs.
    fn nowhere(&mut self) {
        let Some(line) = self.around.nowhere else {
            // By a cell that was left empty rows have been remembered as by one that says the place.
            self.row.place_of = if self.place.column.is_some() { PlaceOf::Row } else { PlaceOf::Unknown };
            let column = self.column_of_places();
            for (name, communes) in self.around.offers {
                self.unknown_place(column, name, communes);
            }
            return;
        };
        let column = self.place.column.unwrap_or_else(|| self.column_of_places());
        let message = Message::new(
            format!("Hàng này đứng dưới dòng “{line}”, không rõ ở xã, phường nào."),
            format!("This row stands below the line “{line}”, which names no place."),
        );
        let help = Message::new(
            "Ghi xã, phường vào dòng ấy hoặc vào một cột “Xã” rồi nhập lại.",
            "Name the commune in that line or in a column “Xã”, and import again.",
        );
        self.doubt(column, message, help);
    }

    /// What the cells of a row call its place, and of which time these names are.
    fn written_place(&self) -> Names {
        let WrittenPlace { whole, parts, former, present, .. } = &self.place;
        let ([hamlet, commune, district, province], nothing) = (parts, String::new());
        // Beside the former name of a commune the other one is the present one.
        let present = if present.is_empty() && !former.is_empty() { commune } else { present };
        let (time, parts) = match (former.is_empty(), present.is_empty()) {
            (true, true) => (Time::Unsaid, [hamlet, commune, district, province]),
            // There are no districts any more.
            (true, false) => (Time::Present, [hamlet, present, &nothing, province]),
            (false, _) => (Time::Former, [hamlet, former, district, province]),
        };
        let present = if time == Time::Former { present.clone() } else { String::new() };
        let text = place::joined(whole, &parts.map(String::clone));
        match place::without_former_sign(&text) {
            Some(text) if time == Time::Unsaid => Names { text, time: Time::Former, present },
            _ => Names { text, time, present },
        }
    }

    /// Where a place lies now that the row calls by its former name.
    fn present_place(&mut self, column: usize, present: &str) {
        let Some(key) = key("locality_now").filter(|_| !present.is_empty()) else { return };
        let when = Some(Days::of_years(self.around.this_year, self.around.this_year));
        let read = place::read(present, &self.around.places, when, self.around.gazetteer);
        match (read.unit.filter(|&unit| self.around.gazetteer.is_current(unit)), read.doubt) {
            (Some(_), None) => self.say(key, column, Datum::of_texts(read.names)),
            (_, doubt) => {
                let (name, near) = doubt.unwrap_or_else(|| (present.to_owned(), Vec::new()));
                self.unknown_place(column, &name, &near);
            }
        }
    }

    /// The earliest year of which the row tells, if it tells of one: of awards before others.
    fn year_of_model(&self) -> Option<u16> {
        let year = |name: &str| match self.value_of(name) {
            Some(Datum::Year(year)) => Some(*year),
            _ => None,
        };
        let years = match self.value_of("awards") {
            Some(Datum::Records(groups)) => groups.iter().flatten().filter(|(key, _)| key.name == "year").collect(),
            _ => Vec::new(),
        };
        let awarded = years.into_iter().filter_map(|(_, year)| year.parse().ok());
        let awarded = awarded.chain(self.unclear_award_year).min();
        awarded.or_else(|| year("recognised")).or_else(|| year("started"))
    }

    /// The column that has the places, else that of the titles.
    fn column_of_places(&self) -> usize {
        let columns = self.around.columns;
        let places = columns.iter().find(|column| column.aim.is_some_and(|(aim, _)| aim.is_place()));
        places.or_else(|| columns.iter().find(|column| column.has_titles())).map_or(0, |column| column.column)
    }

    pub(super) fn unknown_place(&mut self, column: usize, name: &str, near: &[String]) {
        let names = near.join("; ");
        let help = if near.is_empty() {
            Message::new(
                "Ghi tên lúc thực hiện, từ nhỏ đến lớn: “Xã A, huyện B, tỉnh C”.",
                "Write it as it was then, from small to large: “Xã A, huyện B, tỉnh C”.",
            )
        } else {
            let stop = if names.ends_with('…') { "" } else { "." };
            Message::new(format!("Có thể là: {names}{stop}"), format!("It may be: {names}{stop}"))
        };
        let message = Message::new(
            [UNKNOWN_PLACE.0, name, UNKNOWN_PLACE.1].concat(),
            format!("It is not clear which place “{name}” is."),
        );
        self.doubt(column, message, help);
    }

    pub(super) fn registered(&mut self, column: usize, cell: &Cell) {
        if let (Some(year), Some(stage)) = (self.year(column, cell), key("stage")) {
            self.row.notes.push(format!("Năm đăng ký: {year}"));
            let label = canonical(stage.kind, "dang-ky", self.around.site);
            self.row.values.push(Said { key: stage, value: Datum::Text(label), column });
        }
    }

    /// A year of recognition says that it was recognised; the surest word on the stage is the last in the funnel.
    pub(super) fn stage(&mut self) {
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
        let kind = MODEL.iter().find(|key| key.name == "kind").filter(|_| self.around.is_of_persons);
        if let (Some(kind), None) = (kind, self.value_of("kind")) {
            let label = canonical(kind.kind, "ca-nhan", self.around.site);
            self.say(kind, 0, Datum::Text(label));
        }
        // The field that a line above names counts where the row names none.
        let field = MODEL.iter().find(|key| key.name == "field").zip(self.around.field);
        if let (Some((key, label)), None) = (field, self.value_of("field")) {
            self.say(key, 0, Datum::Text(label.to_owned()));
        }
    }
}
