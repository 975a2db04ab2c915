//! How many models tell what another place needs to know in order to do the same.

use crate::catalog::{Catalog, Model};
use crate::schema::{Id, Need};

/// Of some models, how many tell what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NeedCount {
    /// Number of models counted.
    pub(crate) models: usize,
    /// Number of those that tell each of [`Need::ALL`].
    pub(crate) by_need: [usize; Need::ALL.len()],
    /// Number of those that tell all of it.
    pub(crate) enough: usize,
}

impl NeedCount {
    fn of<'m>(models: impl Iterator<Item = &'m Model>) -> Self {
        let mut count = Self { models: 0, by_need: [0; Need::ALL.len()], enough: 0 };
        for model in models {
            count.models += 1;
            count.enough += usize::from(model.told.is_enough());
            model.told.met().for_each(|need| count.by_need[need as usize] += 1);
        }
        count
    }
}

/// Over all models, and for each field that has some; a model counts in its main field.
pub(super) fn needs(catalog: &Catalog) -> (NeedCount, Vec<(Id, NeedCount)>) {
    let of_field = |id: &Id| NeedCount::of(catalog.models.iter().filter(|model| model.front_matter().field == *id));
    let fields = catalog.site.fields.iter().map(|field| (field.id.clone(), of_field(&field.id)));
    (NeedCount::of(catalog.models.iter()), fields.filter(|(_, count)| count.models > 0).collect())
}
