//! Edit distance, and the nearest of several candidates.

use super::fold;

/// The number of letters inserted, deleted, replaced, or swapped with their neighbour that turn `a` into `b` (optimal
/// string alignment). Compares characters as they are: [`fold()`] first to ignore case and marks.
///
/// There is no early exit: comparing one name with all 7,876 names of places takes 1.2 ms, which only a wrong place costs.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// The candidate nearest to `wanted`, both [folded](fold()). `None` if more than a third of the letters of `wanted` would
/// have to change; one change is always allowed. Among equally near candidates, the first in byte order.
pub(crate) fn nearest<'c>(wanted: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = fold(wanted.trim());
    let length = wanted.chars().count();
    if length == 0 {
        return None;
    }
    let allowed = (length / 3).max(1);
    let with_distance = candidates.into_iter().filter_map(|candidate| {
        let folded = fold(candidate);
        // The distance is at least the difference in length, which is cheaper to find.
        let may_be_near = folded.chars().count().abs_diff(length) <= allowed;
        may_be_near.then(|| (distance(&wanted, &folded), candidate)).filter(|(distance, _)| *distance <= allowed)
    });
    with_distance.min().map(|(_, candidate)| candidate)
}

/// How many names are looked for among all others.
const GUESSES: usize = 50;

/// Looks for [nearest] names, but not for ever: each look takes as long as there are names, so a site of which every link is
/// wrong would be checked for minutes. Whoever has mended the first fifty is told of the next.
#[derive(Debug)]
pub(crate) struct Guesses(usize);

impl Default for Guesses {
    fn default() -> Self {
        Self(GUESSES)
    }
}

impl Guesses {
    /// The nearest of the candidates; `None` as well after the last look.
    pub(crate) fn nearest<'c, C: IntoIterator<Item = &'c str>>(
        &mut self,
        wanted: &str,
        candidates: impl FnOnce() -> C,
    ) -> Option<&'c str> {
        self.0 = self.0.checked_sub(1)?;
        nearest(wanted, candidates())
    }
}
