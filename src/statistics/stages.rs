//! How many models come how far: registered, recognised, exemplary, awarded, copied.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::schema::Id;

/// A step on a model's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// One of the site's stages. The first one counts every model of the site.
    Stage(Id),
    /// It has an award.
    Awarded,
    /// It has an award, and another place took it over.
    Copied,
}

/// Models that have come at least as far as each step. Who has an award has been through all stages, also where the
/// file does not say so; a model of which neither stage nor award is known counts in the first step only.
pub(super) fn funnel(catalog: &Catalog) -> Vec<(Step, usize)> {
    let stages = &catalog.site.stages;
    let at: HashMap<&str, usize> = stages.iter().enumerate().map(|(at, stage)| (&*stage.id, at)).collect();
    let mut reached = vec![0; stages.len() + 2];
    for model in &catalog.models {
        let stage = model.front_matter().stage.as_ref().and_then(|stage| at.get(&**stage)).copied().unwrap_or(0);
        let furthest = match model.awarded() {
            Some(_) if model.reach.places > 0 => stages.len() + 1,
            Some(_) => stages.len(),
            None if stages.is_empty() => continue,
            None => stage,
        };
        reached[..=furthest].iter_mut().for_each(|step| *step += 1);
    }
    let steps = stages.iter().map(|stage| Step::Stage(stage.id.clone())).chain([Step::Awarded, Step::Copied]);
    steps.zip(reached).collect()
}
