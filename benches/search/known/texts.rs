//! The texts of all documents as numbers of unmarked words, to find which documents have a phrase.

use std::collections::HashMap;

use lantoa::internals::{Document, Facets, fold};

/// Between two texts of a document, so that no phrase reaches over the end of one.
const GAP: u32 = u32::MAX;

/// All texts of all documents.
pub(super) struct Texts {
    numbers: HashMap<String, u32>,
    /// By document, its words.
    words: Vec<Box<[u32]>>,
    /// By word, the documents that have it, ascending.
    documents: Vec<Vec<u32>>,
}

/// The unmarked words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

impl Texts {
    pub(super) fn new(documents: &[Document<'_>], facets: &Facets) -> Self {
        let mut texts = Self { numbers: HashMap::new(), words: Vec::new(), documents: Vec::new() };
        for (number, document) in (0..).zip(documents) {
            let mut own = Vec::new();
            for text in all_texts(document, facets) {
                own.extend(words(&text).map(|word| texts.number(word)));
                own.push(GAP);
            }
            for &word in &own {
                if word != GAP && texts.documents[word as usize].last() != Some(&number) {
                    texts.documents[word as usize].push(number);
                }
            }
            texts.words.push(own.into());
        }
        texts
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.documents.push(Vec::new());
        }
        number
    }

    /// Number of documents with this unmarked word.
    pub(super) fn count(&self, word: &str) -> usize {
        self.numbers.get(word).map_or(0, |&number| self.documents[number as usize].len())
    }

    /// Whether `document` is the only one that has all these phrases.
    pub(super) fn is_only(&self, document: usize, phrases: &[&str]) -> bool {
        self.with(phrases, 2) == [document as u32]
    }

    /// Whether any document has all these phrases.
    pub(super) fn is_anywhere(&self, phrases: &[&str]) -> bool {
        !self.with(phrases, 1).is_empty()
    }

    /// The documents that have all these phrases, at most `limit`.
    fn with(&self, phrases: &[&str], limit: usize) -> Vec<u32> {
        let numbers = |phrase: &&str| words(phrase).map(|word| self.numbers.get(&word).copied()).collect();
        let Some(wanted) = phrases.iter().map(numbers).collect::<Option<Vec<Vec<u32>>>>() else { return Vec::new() };
        let mut lists: Vec<&Vec<u32>> = wanted.iter().flatten().map(|&word| &self.documents[word as usize]).collect();
        lists.sort_by_key(|list| list.len());
        let Some((rarest, others)) = lists.split_first() else { return Vec::new() };
        let has_all = |candidate: &u32| others.iter().all(|list| list.binary_search(candidate).is_ok());
        let has = |own: &[u32], phrase: &[u32]| own.windows(phrase.len().max(1)).any(|window| window == phrase);
        let has_phrases = |&candidate: &u32| wanted.iter().all(|phrase| has(&self.words[candidate as usize], phrase));
        rarest.iter().copied().filter(has_all).filter(has_phrases).take(limit).collect()
    }
}

fn all_texts(document: &Document<'_>, facets: &Facets) -> Vec<String> {
    let mut all = vec![
        document.title.clone(),
        document.summary.clone(),
        document.place_then.clone(),
        document.place_now.clone(),
        document.organisation.clone(),
        document.award.clone(),
    ];
    all.extend(document.tags.iter().chain(&document.campaigns).chain(&document.names).cloned());
    all.extend(document.district.map(|district| facets.districts[district as usize].label.clone()));
    all.extend([document.award_year, document.started].into_iter().flatten().map(|year| year.to_string()));
    all.extend(document.sections.iter().flat_map(|(heading, text)| [heading.to_string(), text.to_string()]));
    all
}
