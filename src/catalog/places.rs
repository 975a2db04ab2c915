//! Places of models and of their copies, resolved against the gazetteer.

use rayon::prelude::*;

use super::Located;
use crate::entry::Entry;
use crate::finding::{Code, FileContext, Finding};
use crate::locality::Gazetteer;
use crate::schema::ModelMatter;
use crate::text::{Say, Spanned};

/// Where a model is, and where it was copied (one for each replication of the file).
pub(super) struct Places {
    pub(super) own: Located,
    pub(super) replications: Vec<Located>,
}

/// Resolves the places of all models, in their order.
pub(super) fn locate<'e>(
    entries: impl IntoParallelIterator<Item = &'e Entry<ModelMatter>, Iter: IndexedParallelIterator>,
    gazetteer: &Gazetteer,
    findings: &mut Vec<Finding>,
) -> Vec<Places> {
    let located: Vec<(Places, Vec<Finding>)> = entries.into_par_iter().map(|entry| places(entry, gazetteer)).collect();
    let mut all = Vec::with_capacity(located.len());
    for (places, found) in located {
        findings.extend(found);
        all.push(places);
    }
    all
}

fn places(entry: &Entry<ModelMatter>, gazetteer: &Gazetteer) -> (Places, Vec<Finding>) {
    let (file, mut findings) = (entry.file(), Vec::new());
    let own = one(&entry.matter.locality, gazetteer, &file, &mut findings);
    let mut replications = Vec::with_capacity(entry.matter.replications.len());
    for replication in &entry.matter.replications {
        let located = one(&replication.locality, gazetteer, &file, &mut findings);
        if located.unit.is_some() && located.unit == own.unit && folded_hamlet(&located) == folded_hamlet(&own) {
            findings.push(at_origin(&replication.locality, &file));
        }
        replications.push(located);
    }
    (Places { own, replications }, findings)
}
