//! Places while they are typed: which units may be meant, and what each is called now.

use std::sync::Arc;

use serde::Serialize;

use crate::locality::{Gazetteer, UnitId, inside_sentence};
use crate::vietnamese;

/// How many are offered.
const OFFERED: usize = 12;

/// How many present units of a former one are named.
const SHOWN: usize = 3;

/// A unit that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Suggestion {
    /// The full name, as it was called last: what is written into the file.
    pub(crate) name: String,
    /// What it has become, of a former unit.
    pub(crate) now: Option<String>,
}

/// The names of all units without marks, so that they need not be folded again for each letter that is typed.
#[derive(Debug)]
pub(crate) struct PlaceNames {
    gazetteer: Arc<Gazetteer>,
    folded: Vec<String>,
}

impl PlaceNames {
    pub(crate) fn new(gazetteer: Arc<Gazetteer>) -> Self {
        let folded = gazetteer.ids().map(|id| vietnamese::fold(gazetteer.name(id))).collect();
        Self { gazetteer, folded }
    }

    /// Whether these are the names of this gazetteer.
    pub(crate) fn are_of(&self, gazetteer: &Arc<Gazetteer>) -> bool {
        Arc::ptr_eq(&self.gazetteer, gazetteer)
    }

    /// The units that begin like `text`, best first: its first words are in the unit's own name, the others in the names of
    /// what it belongs to. With or without marks and types.
    pub(crate) fn suggest(&self, text: &str, home: Option<UnitId>) -> Vec<Suggestion> {
        let folded = vietnamese::fold(text).replace([',', '.', ';'], " ");
        let words: Vec<&str> = folded.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(Rank, UnitId)> =
            self.gazetteer.ids().filter_map(|id| Some((self.rank(id, &words, home)?, id))).collect();
        found.sort_unstable();
        let mut suggestions: Vec<Suggestion> = Vec::with_capacity(OFFERED);
        for (_, id) in found {
            let suggestion = self.suggestion(id);
            if suggestions.iter().all(|other| other.name != suggestion.name) {
                suggestions.push(suggestion);
            }
            if suggestions.len() == OFFERED {
                break;
            }
        }
        suggestions
    }

    /// `None` if the words do not fit the unit.
    fn rank(&self, id: UnitId, words: &[&str], home: Option<UnitId>) -> Option<Rank> {
        let own = self.folded.get(id.index())?;
        // The name begins with the words, or has them behind its type.
        let fits = |count: usize| {
            let typed = words[..count].join(" ");
            let at = own.find(&typed)?;
            let begins_word = at == 0 || own.as_bytes().get(at - 1) == Some(&b' ');
            let end = at + typed.len();
            let ends_word = end == own.len() || own.as_bytes().get(end) == Some(&b' ');
            (begins_word && (ends_word || count == words.len())).then_some(end != own.len())
        };
        // Most names do not have the first word.
        own.find(words[0])?;
        let (count, is_part) = (1..=words.len()).rev().find_map(|count| Some((count, fits(count)?)))?;
        let rest = words[count..].iter();
        let above = || self.gazetteer.lineage(id).skip(1).filter_map(|above| self.folded.get(above.index()));
        let names_above = |word: &&&str| above().any(|name| name.split(' ').any(|part| part.starts_with(**word)));
        if rest.clone().filter(names_above).count() < words.len() - count {
            return None;
        }
        let is_elsewhere = home
            .is_some_and(|home| !self.gazetteer.present(id).iter().any(|&now| self.gazetteer.province_of(now) == home));
        let is_former = !self.gazetteer.is_current(id);
        Some((words.len() - count, is_part, is_elsewhere, is_former, self.gazetteer.unit(id).level as u8))
    }

    fn suggestion(&self, id: UnitId) -> Suggestion {
        let name = self.gazetteer.full_name(id);
        let now = (!self.gazetteer.is_current(id)).then(|| {
            let present = self.gazetteer.present(id);
            let names = present.iter().take(SHOWN).map(|&now| inside_sentence(&self.gazetteer.full_name(now)));
            let names = names.collect::<Vec<_>>().join("; ");
            if present.len() > SHOWN { format!("{names}; …") } else { names }
        });
        Suggestion { name, now: now.filter(|now| !now.is_empty()) }
    }
}

/// Sorts suggestions: how many words are not in the unit's own name, whether only a part of the name is typed, whether it lies
/// elsewhere, whether it is former, its level.
type Rank = (usize, bool, bool, bool, u8);
