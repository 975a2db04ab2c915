//! The order of documents, which gives them their numbers.
//!
//! Numbers rank documents independently of the query: recent and awarded models have small ones, and win ties. In a
//! large site, documents about the same topic are adjacent within a class of rank, so that ten results are in few
//! files.

use std::collections::HashMap;

use super::super::document::Document;
use crate::vietnamese::{fold, syllables};

/// Number of documents from which on they are grouped by topic.
const MIN_GROUPED: usize = 600;
/// Number of classes of rank, within which they are grouped.
const RANK_CLASSES: usize = 4;

/// The indexes of `documents` in the order of their numbers. `levels` is the number of award levels.
pub(super) fn order(documents: &[Document<'_>], levels: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let key = |index: usize| {
        let document = &documents[index];
        let level = document.level.map_or(0, |level| levels.saturating_sub(level as usize).min(9));
        let year = document.award_year.or(document.started).unwrap_or(0);
        let rank = usize::from(year) * 2 + usize::from(document.award_year.is_some()) + level;
        (std::cmp::Reverse(rank), &document.url)
    };
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    if documents.len() >= MIN_GROUPED {
        let topics = topics(documents);
        for class in order.chunks_mut(documents.len().div_ceil(RANK_CLASSES)) {
            class.sort_by(|&a, &b| {
                (&topics[a], &documents[a].title, &documents[a].url).cmp(&(
                    &topics[b],
                    &documents[b].title,
                    &documents[b].url,
                ))
            });
        }
    }
    order
}

/// The topic of each title: its pair of adjacent words that is in most other titles, but not in so many that it says
/// nothing.
fn topics(documents: &[Document<'_>]) -> Vec<String> {
    let pairs = |document: &Document<'_>| -> Vec<String> {
        let plain = fold(&document.title);
        let words: Vec<&str> = syllables(&plain).map(|syllable| syllable.text).collect();
        words.windows(2).map(|pair| pair.join(" ")).collect()
    };
    let titles: Vec<Vec<String>> = documents.iter().map(pairs).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for title in &titles {
        for pair in title {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let most = documents.len() / 60;
    let count = |pair: &String| counts.get(pair.as_str()).copied().filter(|&count| count <= most).unwrap_or(0);
    titles
        .iter()
        .map(|title| title.iter().max_by_key(|pair| (count(pair), *pair)).cloned().unwrap_or_default())
        .collect()
}
