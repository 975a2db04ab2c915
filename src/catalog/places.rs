//! Places of models and of their copies, resolved against the gazetteer.

use std::collections::{BTreeMap, BTreeSet};

use super::{Located, replications};
use crate::entry::Entry;
use crate::finding::{FileContext, Finding};
use crate::locality::{self, Gazetteer, Level, Resolution, UnitId, inside_sentence};
use crate::schema::ModelFrontMatter;
use crate::text::Spanned;

/// Up to how many present units are named one by one; of more, only the provinces are named.
const LISTED: usize = 3;

impl Located {
    /// Whether the place has another name now, or was divided.
    pub fn has_changed(&self, gazetteer: &Gazetteer) -> bool {
        match (self.unit, &self.now[..]) {
            (None, _) | (_, []) => false,
            (Some(unit), [now]) => !gazetteer.same_name(unit, *now),
            (Some(_), _) => true,
        }
    }

    /// The present name in one line, when it has changed: `xã Đá Bạc, xã Trần Văn Thời, tỉnh Cà Mau`.
    pub fn present_name(&self, gazetteer: &Gazetteer) -> Option<String> {
        if !self.has_changed(gazetteer) {
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
    let own = one(&entry.front_matter.locality, gazetteer, &file, findings);
    let mut replications = Vec::with_capacity(entry.front_matter.replications.len());
    for replication in &entry.front_matter.replications {
        let located = one(&replication.locality, gazetteer, &file, findings);
        findings.extend(replications::problem(replication, &located, &own, gazetteer, &file));
        replications.push(located);
    }
    (own, replications)
}

/// The units whose listings show a model of `place`, each once: the present communes it became (all of them, if it was
/// divided), the present provinces, and the former district. A model of a whole former district or province is not
/// spread over all its communes' pages; the district's page has it.
pub(super) fn listed_under(place: &Located, gazetteer: &Gazetteer) -> BTreeSet<UnitId> {
    let mut units = BTreeSet::new();
    let Some(unit) = place.unit else { return units };
    for &now in &place.now {
        units.insert(gazetteer.province_of(now));
        if gazetteer.unit(unit).level >= Level::Commune && gazetteer.unit(now).level == Level::Commune {
            units.insert(now);
        }
    }
    units.extend(gazetteer.district_of(unit));
    units
}

/// A place, resolved. An unknown or ambiguous name is a finding.
fn one(
    written: &Spanned<String>,
    gazetteer: &Gazetteer,
    file: &FileContext<'_>,
    findings: &mut Vec<Finding>,
) -> Located {
    let located = Located { written: written.value.clone(), ..Located::default() };
    if written.value.trim().is_empty() {
        return located; // there is already a finding about the missing key
    }
    let resolution = gazetteer.resolve(&written.value);
    findings.extend(locality::problem(gazetteer, written, &resolution, file));
    match resolution {
        Resolution::Found { hamlet, unit } => {
            Located { hamlet, unit: Some(unit), now: gazetteer.present(unit).to_vec(), ..located }
        }
        Resolution::Ambiguous(_) | Resolution::Unknown { .. } => located,
    }
}
