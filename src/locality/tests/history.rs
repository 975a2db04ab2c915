//! Every name that units have borne since 2004.

use super::super::unit::Days;
use super::*;

/// How many names in a thousand may be those of several units.
const AMBIGUOUS: usize = 2;

#[test]
fn every_name_with_its_parents_is_read_as_its_unit() {
    let gazetteer = gazetteer();
    let (mut wrong, mut ambiguous) = (Vec::new(), Vec::new());
    for (at, name) in gazetteer.names.iter().enumerate() {
        let code = &gazetteer.unit(name.unit).code;
        let full = gazetteer.full_name_at(NameId(at as u32));
        let when = name.until.is_some().then_some(Days { from: name.from, until: name.until });
        // A present unit is meant where nothing is known of the time.
        match gazetteer.resolve_at(&full, when) {
            Resolution::Found { place, is_mixed: false, hamlet: None }
                if place.unit == name.unit && place.name == full => {}
            Resolution::Ambiguous(places) if places.iter().any(|place| place.unit == name.unit) => {
                ambiguous.push(format!("{code} {full}"));
            }
            other => wrong.push(format!("{code} {full}: {other:?}")),
        }
    }
    println!("ambiguous ({}):\n{}", ambiguous.len(), ambiguous.join("\n"));
    println!("wrong ({}):\n{}", wrong.len(), wrong.join("\n"));
    assert!(ambiguous.len() * 1000 <= gazetteer.names.len() * AMBIGUOUS, "{ambiguous:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Without any time, a name is read as the unit that bore it, as one that has become the same, or as the last of its
/// district that bore it; never as another.
#[test]
fn a_name_without_its_time_is_never_read_as_another_unit() {
    let gazetteer = gazetteer();
    let (mut wrong, mut ambiguous) = (Vec::new(), Vec::new());
    for (at, name) in gazetteer.names.iter().enumerate() {
        let code = &gazetteer.unit(name.unit).code;
        let full = gazetteer.full_name_at(NameId(at as u32));
        let same = |unit: UnitId| unit == name.unit || gazetteer.present(unit) == gazetteer.present(name.unit);
        match gazetteer.resolve(&full) {
            Resolution::Found { place, .. }
                if same(place.unit) || is_last_of_district(&gazetteer, place.unit, name) => {}
            Resolution::Ambiguous(places) if places.iter().any(|place| same(place.unit)) => {
                ambiguous.push(format!("{code} {full}"));
            }
            other => wrong.push(format!("{code} {full}: {other:?}")),
        }
    }
    println!("ambiguous ({}):\n{}", ambiguous.len(), ambiguous.join("\n"));
    println!("wrong ({}):\n{}", wrong.len(), wrong.join("\n"));
    assert!(ambiguous.len() * 1000 <= gazetteer.names.len() * AMBIGUOUS, "{ambiguous:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn is_last_of_district(gazetteer: &Gazetteer, unit: UnitId, name: &Name) -> bool {
    let key = |name: &Name| unit::key(&name.text);
    let same = |later: &Name| key(later) == key(name) && later.parent == name.parent && later.until > name.until;
    gazetteer.names(unit).iter().any(same)
}
