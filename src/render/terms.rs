//! Values of listings (fields, places, years …) as terms: a label, its page, how many models it holds.

use super::Renderer;
use super::view::{Term, TermGroup};
use crate::catalog::Listing;
use crate::locality::{Level, UnitId};
use crate::route::{self, ListingKind};
use crate::taxonomy::ValueOrder;
use crate::vietnamese;

impl Renderer<'_> {
    /// Those of `units` that have a listing.
    pub(crate) fn place_terms(&self, units: &[UnitId]) -> Vec<Term> {
        let term = |&unit: &UnitId| Some(self.place_term(self.catalog.listings.of_place(unit)?, unit));
        units.iter().filter_map(term).collect()
    }

    /// All values of one kind, in the order of the kind.
    pub(crate) fn terms(&self, by: ListingKind) -> Vec<Term> {
        let listings = self.catalog.listings_by(by);
        match by.taxonomy().order {
            ValueOrder::Places => self.present_provinces(),
            ValueOrder::Descending => listings.map(term).rev().collect(),
            ValueOrder::Vietnamese => sorted(listings.map(term).collect()),
            ValueOrder::Listed => {
                let mut listings: Vec<&Listing> = listings.collect();
                listings.sort_by_key(|listing| listing.position);
                listings.into_iter().map(term).collect()
            }
        }
    }

    pub(crate) fn present_provinces(&self) -> Vec<Term> {
        let province = |listing: &&Listing| {
            !listing.models.is_empty() && listing.unit.is_some_and(|unit| self.is_present(unit, Level::Province))
        };
        sorted(self.catalog.listings_by(ListingKind::Place).filter(province).map(term).collect())
    }

    /// `places`, under what `head` makes of their bare names (their first letters), in Vietnamese order.
    pub(crate) fn places_by(&self, places: &[UnitId], head: impl Fn(&str) -> String) -> Vec<TermGroup> {
        let term = |term: Term, unit: UnitId| {
            let bare = self.catalog.gazetteer.unit(unit).bare();
            (vietnamese::sort_key(bare), head(bare), term)
        };
        let listed = |&unit: &UnitId| Some(term(self.place_term(self.catalog.listings.of_place(unit)?, unit), unit));
        let mut all: Vec<(Vec<u8>, String, Term)> = places.iter().filter_map(listed).collect();
        all.sort_by(|a, b| (&a.0, &a.2.note, &a.2.id).cmp(&(&b.0, &b.2.note, &b.2.id)));
        let mut groups: Vec<TermGroup> = Vec::new();
        for (_, head, term) in all {
            match groups.last_mut().filter(|group| group.label == head) {
                Some(group) => group.terms.push(term),
                None => groups.push(group(&head, vec![term])),
            }
        }
        groups
    }

    /// A place in a list, with what it belongs to.
    pub(crate) fn place_term(&self, listing: &Listing, unit: UnitId) -> Term {
        let gazetteer = &self.catalog.gazetteer;
        let whole = gazetteer.full_name(unit);
        let note = whole.split_once(", ").map_or("", |(_, rest)| rest).to_owned();
        let note = if gazetteer.is_current(unit) { note } else { format!("{note} ({})", self.word("place.former")) };
        Term { note, ..term(listing) }
    }
}

pub(crate) fn term(listing: &Listing) -> Term {
    Term {
        id: listing.slug.clone(),
        label: listing.label.clone(),
        url: Some(route::listing(listing.by, &listing.slug, 1)),
        count: listing.models.len(),
        note: String::new(),
    }
}

pub(crate) fn group(label: &str, terms: Vec<Term>) -> TermGroup {
    let anchor = if label.is_empty() { String::new() } else { format!("nhom-{}", anchor_of(label)) };
    TermGroup { label: label.to_owned(), anchor, terms }
}

/// `Ă`, `Â` and `A` must not share an anchor, so letters with marks keep their code point.
pub(crate) fn anchor_of(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if !letter.is_ascii() => format!("{:x}", letter as u32),
        _ => vietnamese::slug(label),
    }
}

pub(crate) fn sorted(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_by_cached_key(|term| (vietnamese::sort_key(&term.label), term.id.clone()));
    terms
}
