//! What can be counted over all models: for those who report upward and for those who look for what is missing.
//!
//! Everything here is said of the models on the site, not of all that exist. Each number is defined where it is counted,
//! and the page that shows it repeats the definition in its reader's words. This room counts; it knows no address, no
//! page and no clock: the day is the one the content was read on.

mod fields;
mod places;
mod stages;
#[cfg(test)]
mod tests;
mod time;

use crate::catalog::{Catalog, ModelId};
use crate::schema::Id;

pub use fields::{FieldCount, Period};
pub use places::{Home, Province};
pub use stages::Step;
pub use time::Waiting;

/// All counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// Models on the site.
    pub models: usize,
    /// Those with an award.
    pub awarded: usize,
    /// The years of latest awards, rising: the last twelve one by one, all before them as one.
    pub periods: Vec<Period>,
    /// Every field of the site, in its order, with models whose main field it is.
    pub fields: Vec<FieldCount>,
    /// The fields of reports: those that do not count as another.
    pub report_fields: Vec<Id>,
    /// Present provinces that have a model or a copy; most models first.
    pub provinces: Vec<Province>,
    /// The home province's communes, if the site is at home in a province.
    pub home: Option<Home>,
    /// Every award level of the site with the models that have an award of it.
    pub levels: Vec<(Id, usize)>,
    /// Every kind of unit of the site.
    pub unit_types: Vec<(Id, usize)>,
    /// Every stage of the site, as written in the files.
    pub stages: Vec<(Id, usize)>,
    /// How many come how far, from the first step on; never rising.
    pub funnel: Vec<(Step, usize)>,
    /// Models that were copied, most places first.
    pub most_copied: Vec<ModelId>,
    /// Awarded models of which no copy is known, latest award first.
    pub never_copied: Vec<ModelId>,
    /// Awarded models that nobody has looked at for two years, longest first.
    pub not_reviewed: Vec<ModelId>,
    /// Years from the start to the first award, over all models of which both are known.
    pub waiting: Option<Waiting>,
    /// The same for each field that has one, in the site's order.
    pub waiting_by_field: Vec<(Id, Waiting)>,
}

impl Statistics {
    /// Counts everything.
    pub fn of(catalog: &Catalog) -> Self {
        let site = &catalog.site;
        let counted = |ids: Vec<&Id>, of: &dyn Fn(&Id) -> usize| -> Vec<(Id, usize)> {
            ids.into_iter().map(|id| (id.clone(), of(id))).collect()
        };
        let (periods, fields) = fields::fields(catalog);
        let report_fields = fields::report_fields(site);
        let (waiting, waiting_by_field) = time::waiting(catalog);
        let stage =
            |id: &Id| catalog.models.iter().filter(|model| model.front_matter().stage.as_ref() == Some(id)).count();
        Self {
            models: catalog.models.len(),
            awarded: catalog.models.iter().filter(|model| model.awarded().is_some()).count(),
            provinces: places::provinces(catalog, &report_fields),
            home: places::home(catalog, &report_fields),
            levels: counted(site.levels.iter().map(|level| &level.id).collect(), &|id| {
                catalog.count(crate::route::ListingKind::Level, id)
            }),
            unit_types: counted(site.unit_types.iter().map(|unit| &unit.id).collect(), &|id| {
                catalog.count(crate::route::ListingKind::UnitType, id)
            }),
            stages: counted(site.stages.iter().map(|stage| &stage.id).collect(), &stage),
            funnel: stages::funnel(catalog),
            most_copied: most_copied(catalog),
            never_copied: chosen(catalog, |id| {
                let model = catalog.model(id);
                model.awarded().is_some() && model.reach.places == 0
            }),
            not_reviewed: not_reviewed(catalog),
            periods,
            fields,
            report_fields,
            waiting,
            waiting_by_field,
        }
    }
}

/// The models that fit, latest first.
fn chosen(catalog: &Catalog, fits: impl Fn(ModelId) -> bool) -> Vec<ModelId> {
    catalog.order.iter().copied().filter(|&id| fits(id)).collect()
}

fn most_copied(catalog: &Catalog) -> Vec<ModelId> {
    let mut copied = chosen(catalog, |id| catalog.model(id).reach.places > 0);
    copied.sort_by_key(|&id| {
        let reach = catalog.model(id).reach;
        std::cmp::Reverse((reach.places, reach.in_all))
    });
    copied
}

fn not_reviewed(catalog: &Catalog) -> Vec<ModelId> {
    let mut overdue = chosen(catalog, |id| catalog.model(id).awaits_review(catalog.as_of));
    overdue.sort_by_key(|&id| catalog.model(id).last_seen());
    overdue
}
