//! The order of documents: the likelier ones first, alike ones together.
//!
//! Numbers of documents carry what is known before any question: recent and awarded models have small ones and win ties.
//! In a large site, models of one topic stand together inside a class, so that ten results need few files.

use std::collections::HashMap;

use super::document::Document;
use crate::vietnamese::{fold, syllables};

/// From this many documents on, alike ones stand together.
const MANY: usize = 600;
/// Classes of likelihood then.
const CLASSES: usize = 4;

/// Positions of `documents` in the order the index numbers them.
pub(super) fn order(documents: &[Document<'_>], levels: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let key = |at: usize| {
        let document = &documents[at];
        let height = document.level.map_or(0, |level| levels.saturating_sub(level as usize).min(9));
        let year = document.award_year.or(document.started).unwrap_or(0);
        let merit = usize::from(year) * 2 + usize::from(document.award_year.is_some()) + height;
        (std::cmp::Reverse(merit), &document.url)
    };
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    if documents.len() >= MANY {
        let topics = topics(documents);
        for class in order.chunks_mut(documents.len().div_ceil(CLASSES)) {
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

/// What each title is about: the pair of neighbouring words in it that most titles have, but not so many that it says nothing.
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
