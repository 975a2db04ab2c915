//! Counts over all models of the site: what there is, what was copied, and what is missing.
//!
//! The counts are of the models on the site, not of all that exist. Each is defined where it is counted, and the page
//! that shows it explains the definition. This room knows no URLs, no pages and no clock: ages are relative to
//! [`Catalog::as_of`].

mod activity;
mod awards;
mod fields;
mod needs;
mod places;
mod stages;
#[cfg(test)]
mod tests;

use crate::catalog::{Catalog, ModelId};
use crate::locality::UnitId;
use crate::schema::Id;

pub(crate) use activity::{Activity, Event, Span, activity, new_models};
pub(crate) use awards::TimeToAward;
pub(crate) use fields::{FieldCount, Period};
pub(crate) use needs::NeedCount;
pub(crate) use places::{Communes, HomeProvince, Province, communes};
pub(crate) use stages::{Answers, Copies};

/// All counts. Fields, levels and so on are in the order of the site's configuration.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statistics {
    /// Number of models on the site.
    pub(crate) models: usize,
    /// Number of those with an award.
    pub(crate) awarded: usize,
    /// Years of latest awards, ascending: the last twelve one by one, all before them as one period.
    pub(crate) periods: Vec<Period>,
    /// Every field of the site.
    pub(crate) fields: Vec<FieldCount>,
    /// The fields that reports have: those without `counts_as`.
    pub(crate) report_fields: Vec<Id>,
    /// Present provinces that have a model or a copy, those with most models first.
    pub(crate) provinces: Vec<Province>,
    /// The communes of the home province, or of the one that is asked for; `None` if there is none.
    pub(crate) home: Option<HomeProvince>,
    /// Number of models by award level; a model counts for each level of its awards.
    pub(crate) levels: Vec<(Id, usize)>,
    /// Number of models by type of unit.
    pub(crate) unit_types: Vec<(Id, usize)>,
    /// Whether sources call models “Dân vận khéo”.
    pub(crate) called: Answers,
    /// Number of models by stage, as in their front matter. Of all others the stage is not known.
    pub(crate) stages: Vec<(Id, usize)>,
    /// The copies that sources tell of.
    pub(crate) copies: Copies,
    /// Models of which places are named that copied them, those with most places first.
    pub(crate) most_copied: Vec<ModelId>,
    /// Models of which sources count copies without naming the places, the largest number first.
    pub(crate) counted: Vec<ModelId>,
    /// Models with an award and without a known copy, latest award first.
    pub(crate) never_copied: Vec<ModelId>,
    /// Models with an award that were not reviewed for two years, the longest time first.
    pub(crate) not_reviewed: Vec<ModelId>,
    /// Over all models.
    pub(crate) time_to_award: Option<TimeToAward>,
    /// By field, for those that have one.
    pub(crate) time_to_award_by_field: Vec<(Id, TimeToAward)>,
    /// What all models tell of what another place needs to know.
    pub(crate) needs: NeedCount,
    /// The same by main field, for fields that have models.
    pub(crate) needs_by_field: Vec<(Id, NeedCount)>,
}

impl Statistics {
    /// The same counts, with the communes of `place` in place of those of the site's home.
    pub(crate) fn about(catalog: &Catalog, place: Option<UnitId>) -> Self {
        let counts = Self::of(catalog);
        match place {
            Some(place) => Self { home: places::communes_of(catalog, place, &counts.report_fields), ..counts },
            None => counts,
        }
    }

    /// Counts all models of the catalog.
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let site = &catalog.site;
        let counts = |ids: Vec<&Id>, count: &dyn Fn(&Id) -> usize| -> Vec<(Id, usize)> {
            ids.into_iter().map(|id| (id.clone(), count(id))).collect()
        };
        let (periods, fields) = fields::fields(catalog);
        let report_fields = fields::report_fields(site);
        let (time_to_award, time_to_award_by_field) = awards::time_to_award(catalog);
        let (needs, needs_by_field) = needs::needs(catalog);
        Self {
            models: catalog.models.len(),
            awarded: catalog.models.iter().filter(|model| model.awarded().is_some()).count(),
            provinces: places::provinces(catalog, &report_fields),
            home: catalog.home.and_then(|home| places::communes_of(catalog, home, &report_fields)),
            levels: counts(site.levels.iter().map(|level| &level.id).collect(), &|id| {
                catalog.count(crate::route::ListingKind::Level, id)
            }),
            unit_types: counts(site.unit_types.iter().map(|unit| &unit.id).collect(), &|id| {
                catalog.count(crate::route::ListingKind::UnitType, id)
            }),
            called: stages::called(catalog),
            stages: stages::stages(catalog),
            copies: stages::copies(catalog),
            most_copied: most_copied(catalog),
            counted: counted(catalog),
            never_copied: filtered(catalog, |id| {
                let model = catalog.model(id);
                model.awarded().is_some() && !model.is_copied()
            }),
            not_reviewed: not_reviewed(catalog),
            periods,
            fields,
            report_fields,
            time_to_award,
            time_to_award_by_field,
            needs,
            needs_by_field,
        }
    }
}

/// The models that `is_wanted` accepts, in the order of the catalog: latest award first.
fn filtered(catalog: &Catalog, is_wanted: impl Fn(ModelId) -> bool) -> Vec<ModelId> {
    catalog.order.iter().copied().filter(|&id| is_wanted(id)).collect()
}

fn most_copied(catalog: &Catalog) -> Vec<ModelId> {
    let mut copied = filtered(catalog, |id| catalog.model(id).reach.places > 0);
    copied.sort_by_key(|&id| {
        let reach = catalog.model(id).reach;
        std::cmp::Reverse((reach.places, reach.in_all))
    });
    copied
}

fn counted(catalog: &Catalog) -> Vec<ModelId> {
    let mut counted = filtered(catalog, |id| catalog.model(id).counted_copies().next().is_some());
    counted.sort_by_key(|&id| std::cmp::Reverse(catalog.model(id).most_copies()));
    counted
}

fn not_reviewed(catalog: &Catalog) -> Vec<ModelId> {
    let mut overdue = filtered(catalog, |id| catalog.model(id).awaits_review(catalog.as_of));
    overdue.sort_by_key(|&id| catalog.model(id).last_seen());
    overdue
}
