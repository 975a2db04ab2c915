//! How far two texts are apart, and the nearest right one.

use super::fold;

/// Number of letters put in, left out, exchanged, or swapped with their neighbour that turn `a` into `b` (optimal string
/// alignment). Compares as it stands: fold first.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let exchanged = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = exchanged.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// The candidate nearest to `wanted` without marks, if it is near enough to be what was meant: at most a third of the
/// letters wrong (but one is always forgiven). Of several as near, the first in byte order.
pub fn nearest<'c>(wanted: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = fold(wanted.trim());
    let length = wanted.chars().count();
    let allowed = (length / 3).max(1);
    let measured = candidates.into_iter().filter_map(|candidate| {
        let folded = fold(candidate);
        let near = folded.chars().count().abs_diff(length) <= allowed;
        near.then(|| (distance(&wanted, &folded), candidate)).filter(|(far, _)| *far <= allowed && length > 0)
    });
    measured.min().map(|(_, candidate)| candidate)
}
