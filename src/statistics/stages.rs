//! How far models have come, as far as sources say so.
//!
//! A step that no source tells of is not known; it is never taken to follow from another. An award says nothing of
//! recognition, and being on the site says nothing of registration.

use crate::catalog::Catalog;
use crate::schema::Id;

/// Of how many models something is known, and for how many it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Answers {
    /// Number of models for which a source says yes.
    pub(crate) yes: usize,
    /// Number of models for which a source says no.
    pub(crate) no: usize,
}

/// The copies that sources tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Copies {
    /// Number of models that were copied, as sources say with names or with numbers.
    pub(crate) models: usize,
    /// Number of these that have an award as well.
    pub(crate) awarded: usize,
    /// Number of these of which places are named that copied them.
    pub(crate) named: usize,
    /// Number of copies: places named, summed over these models.
    pub(crate) places: usize,
}

/// Number of models of each stage of the site, in its order.
pub(super) fn stages(catalog: &Catalog) -> Vec<(Id, usize)> {
    let of = |id: &Id| catalog.models.iter().filter(|model| model.front_matter().stage.as_ref() == Some(id)).count();
    catalog.site.stages.iter().map(|stage| (stage.id.clone(), of(&stage.id))).collect()
}

/// Whether a source calls a model “Dân vận khéo”.
pub(super) fn called(catalog: &Catalog) -> Answers {
    let of = |answer: bool| {
        catalog.models.iter().filter(|model| model.front_matter().called_dan_van_kheo == Some(answer)).count()
    };
    Answers { yes: of(true), no: of(false) }
}

/// The copies of all models.
pub(super) fn copies(catalog: &Catalog) -> Copies {
    let copied = || catalog.models.iter().filter(|model| model.is_copied());
    Copies {
        models: copied().count(),
        awarded: copied().filter(|model| model.awarded().is_some()).count(),
        named: copied().filter(|model| model.reach.places > 0).count(),
        places: copied().map(|model| model.reach.places).sum(),
    }
}
