//! The funnel: how many models reached which step, from the first stage to an award and to a copy.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::schema::Id;

/// A step of the funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FunnelStep {
    /// A stage of the site. Every model has reached the first one.
    Stage(Id),
    /// It has an award.
    Awarded,
    /// It has an award, and another place has copied it.
    Copied,
}

/// Number of models that reached each step. A model with an award has reached all stages, even if its front matter says
/// otherwise; a model with neither stage nor award has reached only the first.
pub(super) fn funnel(catalog: &Catalog) -> Vec<(FunnelStep, usize)> {
    let stages = &catalog.site.stages;
    let indexes: HashMap<&str, usize> = stages.iter().enumerate().map(|(index, stage)| (&*stage.id, index)).collect();
    let mut reached = vec![0; stages.len() + 2];
    for model in &catalog.models {
        let stage = model.front_matter().stage.as_ref().and_then(|stage| indexes.get(&**stage)).copied().unwrap_or(0);
        let furthest = match model.awarded() {
            Some(_) if model.reach.places > 0 => stages.len() + 1,
            Some(_) => stages.len(),
            None if stages.is_empty() => continue,
            None => stage,
        };
        reached[..=furthest].iter_mut().for_each(|step| *step += 1);
    }
    let steps =
        stages.iter().map(|stage| FunnelStep::Stage(stage.id.clone())).chain([FunnelStep::Awarded, FunnelStep::Copied]);
    steps.zip(reached).collect()
}
