//! Which listings a model stands in. This needs only its own file, the site's lists and the gazetteer.

use std::collections::BTreeSet;

use twox_hash::XxHash3_128;

use super::Located;
use super::places;
use crate::locality::{Gazetteer, UnitId};
use crate::schema::{ModelFrontMatter, Need, SiteConfig, Told};
use crate::taxonomy::{ListingKind, TAXONOMIES, Values};

/// A listing that a model stands in.
#[derive(Debug)]
pub(super) struct Membership {
    pub(super) kind: ListingKind,
    pub(super) value: Value,
    /// A word as written in the model's file.
    pub(super) spelling: Option<Box<str>>,
}

/// What a listing is of, within its kind. Ten thousand models have a hundred thousand memberships, so they are compared
/// without following pointers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Value {
    /// Position in a list of `site.yaml`.
    Entry(u32),
    Year(u16),
    Place(UnitId),
    /// The hash of the key of a word.
    Word([u8; 16]),
}

impl Value {
    /// `key` is the key of the word.
    pub(super) fn word(key: &str) -> Self {
        Self::Word(XxHash3_128::oneshot(key.as_bytes()).to_le_bytes())
    }
}

/// The listings that a model stands in, each once, even if the value stands twice in its file.
pub(super) fn memberships(
    front_matter: &ModelFrontMatter,
    told: Told,
    places: &[Located],
    site: &SiteConfig,
    gazetteer: &Gazetteer,
) -> Box<[Membership]> {
    let mut all: Vec<Membership> = Vec::new();
    for taxonomy in TAXONOMIES {
        let kind = taxonomy.kind;
        let mut add = |value: Value, spelling: Option<&str>| {
            if !all.iter().any(|other| other.kind == kind && other.value == value) {
                all.push(Membership { kind, value, spelling: spelling.map(Box::from) });
            }
        };
        match taxonomy.values {
            Values::AllModels => {}
            Values::Entries { entry, of } => {
                for wanted in of(front_matter) {
                    let mut ids = (0..).map_while(|number| entry(site, number)).map(|(id, _)| id);
                    if let Some(number) = ids.position(|id| id == wanted) {
                        add(Value::Entry(number as u32), None);
                    }
                }
            }
            Values::Needs { .. } => {
                // The first entry is for all needs together.
                told.is_enough().then(|| add(Value::Entry(0), None));
                (1..)
                    .zip(Need::ALL)
                    .filter(|&(_, need)| told.has(need))
                    .for_each(|(number, _)| add(Value::Entry(number), None));
            }
            Values::Years(of) => of(front_matter).into_iter().for_each(|year| add(Value::Year(year), None)),
            Values::Places => {
                let units: BTreeSet<UnitId> =
                    places.iter().flat_map(|place| places::listed_under(place, gazetteer)).collect();
                units.into_iter().for_each(|unit| add(Value::Place(unit), None));
            }
            Values::Words { of, key, .. } => {
                for word in of(front_matter) {
                    add(Value::word(&key(word)), Some(word));
                }
            }
        }
    }
    all.into()
}
