//! Edit distance, and the nearest of several candidates.

use super::fold;

/// The number of letters inserted, deleted, replaced, or swapped with their neighbour that turn `a` into `b` (optimal
/// string alignment), if that is at most `most`. Compares characters as they are: [`fold()`] first to ignore case and marks.
pub(crate) fn distance_within(most: usize, a: &str, b: &str) -> Option<usize> {
    // A wrong place is compared with all 7,876 names of places; lengths and letters tell many of them apart at once.
    let is_far = a.chars().count().abs_diff(b.chars().count()) > most || lacking(a, b).max(lacking(b, a)) > most;
    (!is_far).then(|| strsim::osa_distance(a, b)).filter(|distance| *distance <= most)
}

/// How many different letters of `a` are not in `b`, or fewer: each costs one change.
fn lacking(a: &str, b: &str) -> usize {
    // Letters of the same remainder count as one.
    let letters =
        |text: &str| text.chars().fold(0u64, |letters, letter| letters | 1 << (u32::from(letter) % u64::BITS));
    (letters(a) & !letters(b)).count_ones() as usize
}

/// The candidate nearest to `wanted`, both [folded](fold()). `None` if more than a third of the letters of `wanted` would
/// have to change; one change is always allowed. Among equally near candidates, the first in byte order.
pub(crate) fn nearest<'c>(wanted: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = fold(wanted.trim());
    if wanted.is_empty() {
        return None;
    }
    let allowed = (wanted.chars().count() / 3).max(1);
    let with_distance = candidates
        .into_iter()
        .filter_map(|candidate| Some((distance_within(allowed, &wanted, &fold(candidate))?, candidate)));
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
