//! Places of models and of their copies, resolved against the gazetteer.

use std::collections::{BTreeMap, BTreeSet};

use super::{Located, replications};
use crate::entry::Entry;
use crate::finding::{Code, FileContext, Finding};
use crate::locality::{self, Days, Gazetteer, Level, Resolution, UnitId, inside_sentence};
use crate::schema::ModelFrontMatter;
use crate::text::{Message, Spanned};
use crate::vietnamese;

/// Up to how many present units are named one by one; of more, only the provinces are named.
const LISTED: usize = 3;

/// How what a place was becomes what it is now, for the words between both names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// One whole unit became one of its level.
    Renamed,
    /// It lies in the present units.
    Within,
    /// A hamlet lies in one of the present units; which, is not known.
    OneOf,
    /// A commune lies somewhere in this former district.
    Somewhere(UnitId),
}

impl Located {
    /// All units of the place.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.unit.into_iter().chain(self.further.iter().copied())
    }

    /// The place with [`Self::has_changed`] worked out: many pages ask.
    fn compared(mut self, gazetteer: &Gazetteer) -> Self {
        self.has_changed = match (self.unit, &self.now[..]) {
            (None, _) | (_, []) => false,
            (Some(unit), [now]) if self.further.is_empty() => {
                unit != *now && !vietnamese::is_spelled_like(self.without_hamlet(), &gazetteer.full_name(*now))
            }
            _ => self.units().any(|unit| !self.now.contains(&unit)),
        };
        self
    }

    fn without_hamlet(&self) -> &str {
        let below = self.hamlet.as_ref().map_or(0, |hamlet| hamlet.len() + ", ".len());
        self.written.get(below..).unwrap_or(&self.written)
    }

    /// The full name of the unit at the time, as it stands at the beginning of a line: `Xã Đông Giang, huyện Hàm Thuận Bắc,
    /// tỉnh Bình Thuận`.
    pub(crate) fn name_then(&self) -> String {
        let mut letters = self.without_hamlet().chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    pub(crate) fn fate(&self, gazetteer: &Gazetteer) -> Fate {
        let Some(unit) = self.unit.filter(|_| !self.is_settled && self.further.is_empty()) else {
            return Fate::Within;
        };
        match gazetteer.somewhere_in(unit) {
            _ if self.hamlet.is_some() && self.now.len() > 1 => Fate::OneOf,
            Some(district) => Fate::Somewhere(district),
            None if self.hamlet.is_none() && gazetteer.is_renamed(unit) => Fate::Renamed,
            None => Fate::Within,
        }
    }

    /// The present name in one line, when it has changed: `xã Đá Bạc, xã Trần Văn Thời, tỉnh Cà Mau`.
    pub fn present_name(&self, gazetteer: &Gazetteer) -> Option<String> {
        if !self.has_changed {
            return None;
        }
        let mut by_province: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
        for &unit in &self.now {
            let (names, province) =
                (by_province.entry(gazetteer.province_of(unit)).or_default(), gazetteer.province_of(unit));
            names.extend((province != unit && self.now.len() <= LISTED).then(|| inside_sentence(gazetteer.name(unit))));
        }
        let line = |(province, mut names): (UnitId, Vec<String>)| {
            names.push(inside_sentence(gazetteer.name(province)));
            names.join(", ")
        };
        Some(by_province.into_iter().map(line).collect::<Vec<_>>().join("; "))
    }
}

/// Where a model is, and where it was copied (one for each replication of the file).
pub(super) fn locate(
    entry: &Entry<ModelFrontMatter>,
    gazetteer: &Gazetteer,
    findings: &mut Vec<Finding>,
) -> (Located, Vec<Located>) {
    let file = entry.file();
    let mut reader = Reader { gazetteer, file: &file, findings };
    let own = reader.own(&entry.front_matter);
    let mut replications = Vec::with_capacity(entry.front_matter.replications.len());
    for replication in &entry.front_matter.replications {
        let when = replication.year.map(|year| Days::of_years(year, year));
        let located = reader.one(&replication.locality, when, false);
        reader.findings.extend(replications::problem(replication, &located, &own, gazetteer, &file));
        replications.push(located);
    }
    (own, replications)
}

/// The units whose listings show a model of `place`, each once: the present communes it became (all of them, if it was
/// divided), the present provinces, and the former district. A model of a whole former district or province is not
/// spread over all its communes' pages; the district's page has it.
pub(super) fn listed_under(place: &Located, gazetteer: &Gazetteer) -> BTreeSet<UnitId> {
    let level = |unit: UnitId| gazetteer.unit(unit).level;
    let mut units = BTreeSet::new();
    for unit in place.units() {
        let heirs = if place.is_settled { &place.now[..] } else { gazetteer.present(unit) };
        let is_small = place.is_settled || level(unit) >= Level::Commune;
        units.extend(heirs.iter().map(|&now| gazetteer.province_of(now)));
        units.extend(heirs.iter().copied().filter(|&now| is_small && level(now) == Level::Commune));
        units.extend(gazetteer.district_of(unit));
    }
    units
}

/// Resolves the places of a file; what is wrong with them becomes a finding.
struct Reader<'a> {
    gazetteer: &'a Gazetteer,
    file: &'a FileContext<'a>,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    /// The place of the model itself: all that `locality` names, and what `locality_now` says of them.
    fn own(&mut self, front_matter: &ModelFrontMatter) -> Located {
        let when = years_of(front_matter).map(|(first, last)| Days::of_years(first, last));
        let settled = self.settled(&front_matter.locality_now);
        let mut places: Vec<Located> = Vec::with_capacity(front_matter.localities.len());
        for written in &front_matter.localities {
            let place = self.one(written, when, !settled.is_empty());
            let first = places.first().filter(|first| first.unit.is_some() && place.unit.is_some());
            if first.is_some_and(|first| self.provinces(&first.now).is_disjoint(&self.provinces(&place.now))) {
                self.findings.push(apart(written, self.file));
                continue;
            }
            places.push(place);
        }
        let mut own = together(places);
        if let (Some(first), false) = (front_matter.locality_now.first(), settled.is_empty()) {
            if !own.now.is_empty() && self.provinces(&own.now).is_disjoint(&self.provinces(&settled)) {
                self.findings.push(elsewhere(first, self.file));
            } else {
                (own.now, own.is_settled) = (settled, true);
            }
        }
        own.compared(self.gazetteer)
    }

    fn provinces(&self, units: &[UnitId]) -> BTreeSet<UnitId> {
        units.iter().map(|&unit| self.gazetteer.province_of(unit)).collect()
    }

    /// The present units that `locality_now` names.
    fn settled(&mut self, written: &[Spanned<String>]) -> Vec<UnitId> {
        let mut units = Vec::with_capacity(written.len());
        for place in written {
            let resolution = self.gazetteer.resolve(&place.value);
            match resolution.found() {
                Some(unit) if self.gazetteer.is_current(unit) => units.push(unit),
                Some(_) => self.findings.push(gone(place, self.file)),
                None => self.findings.extend(locality::problem(self.gazetteer, place, &resolution, self.file)),
            }
        }
        units
    }

    /// A place; of several units of one name those are meant that bore it in the days of `when`. An unknown or ambiguous
    /// name is a finding. Unless its fate is settled, so is that it was divided.
    fn one(&mut self, written: &Spanned<String>, when: Option<Days>, is_settled: bool) -> Located {
        let located = Located { written: written.value.clone(), ..Located::default() };
        if written.value.trim().is_empty() {
            return located; // there is already a finding about the missing key
        }
        let resolution = self.gazetteer.resolve_at(&written.value, when);
        self.findings.extend(locality::problem(self.gazetteer, written, &resolution, self.file));
        if !is_settled {
            self.findings.extend(locality::alone(self.gazetteer, written, &resolution, self.file));
        }
        let Resolution::Found { hamlet, place, .. } = resolution else { return located };
        if !is_settled {
            self.findings.extend(locality::heirs(self.gazetteer, written, place.unit, self.file));
        }
        let written = match &hamlet {
            Some(hamlet) => format!("{hamlet}, {}", inside_sentence(&place.name)),
            None => place.name,
        };
        let now = self.gazetteer.present(place.unit).to_vec();
        Located { written, hamlet, unit: Some(place.unit), now, ..located }.compared(self.gazetteer)
    }
}

/// From the year a model began to its latest award, as far as they are known.
fn years_of(front_matter: &ModelFrontMatter) -> Option<(u16, u16)> {
    let started = front_matter.started.as_ref().map(|started| started.value);
    let years = || front_matter.awards.iter().map(|award| award.year).chain(started);
    Some((years().min()?, years().max()?))
}

/// Several places as one.
fn together(mut places: Vec<Located>) -> Located {
    if places.len() < 2 {
        return places.pop().unwrap_or_default();
    }
    let written = in_one_line(&places.iter().map(|place| &*place.written).collect::<Vec<_>>());
    let units: Vec<UnitId> = places.iter().flat_map(Located::units).collect();
    let mut now: Vec<UnitId> = Vec::new();
    for unit in places.into_iter().flat_map(|place| place.now) {
        if !now.contains(&unit) {
            now.push(unit);
        }
    }
    let further = units.get(1..).unwrap_or_default().to_vec();
    Located { written, unit: units.first().copied(), further, now, ..Located::default() }
}

/// `Xã Phan Thanh và xã Phan Hiệp, huyện Bắc Bình, tỉnh Bình Thuận`: what they all belong to is said once.
fn in_one_line(names: &[&str]) -> String {
    let parts: Vec<(&str, &str)> = names.iter().filter_map(|name| name.split_once(", ")).collect();
    let is_shared = parts.len() == names.len() && parts.iter().all(|(_, above)| *above == parts[0].1);
    let (Some(((last, above), before)), true) = (parts.split_last(), is_shared) else {
        return names.join("; ");
    };
    let named =
        |(at, (name, _)): (usize, &(&str, &str))| if at == 0 { (*name).to_owned() } else { inside_sentence(name) };
    let before: Vec<String> = before.iter().enumerate().map(named).collect();
    format!("{} và {}, {above}", before.join(", "), inside_sentence(last))
}

fn apart(written: &Spanned<String>, file: &FileContext<'_>) -> Finding {
    let message = Message::new(
        format!("“{}” ở tỉnh khác với nơi ghi trước; các nơi trong “locality” phải cùng một tỉnh.", written.value),
        format!("“{}” lies in another province; the places of “locality” must share one.", written.value),
    );
    let help = Message::new(
        "Nơi làm theo thì ghi ở “replications”; mô hình riêng của tỉnh khác thì viết bài riêng.",
        "Name a place that copied the model under “replications”; a model of its own needs a file of its own.",
    );
    file.finding(Code::LocalitiesApart, written.span, message).help(help)
}

fn gone(written: &Spanned<String>, file: &FileContext<'_>) -> Finding {
    let message = Message::new(
        format!("“{}” không phải đơn vị hiện nay.", written.value),
        format!("“{}” is no present unit.", written.value),
    );
    let help = Message::new(
        "Ghi tên xã, phường, đặc khu và tỉnh từ ngày 1/7/2025: “Xã A, tỉnh C”.",
        "Name the commune and province of since 1 July 2025: “Xã A, tỉnh C”.",
    );
    file.finding(Code::BadLocalityNow, written.span, message).help(help)
}

fn elsewhere(written: &Spanned<String>, file: &FileContext<'_>) -> Finding {
    let message = Message::new(
        format!("“{}” không thuộc tỉnh mà nơi ghi ở “locality” nay thuộc về.", written.value),
        format!("“{}” is not in the province in which the place of “locality” lies now.", written.value),
    );
    let help = Message::new("Sửa “locality_now”, hoặc xóa khóa này.", "Mend “locality_now”, or remove it.");
    file.finding(Code::BadLocalityNow, written.span, message).help(help)
}
