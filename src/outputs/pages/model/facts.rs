//! Facts that come to the page from the key table alone: no template and no view knows their keys.

use super::view::FactView;
use crate::render::view::Link;
use crate::render::{Renderer, number};
use crate::route::ListingKind;
use crate::schema::{Fact, InView, List, MODEL_KEYS, ModelFrontMatter, ModelKey, SiteConfig};
use crate::text::StaticMessage;

fn answer(flag: bool) -> StaticMessage {
    if flag { StaticMessage::fixed("Có", "Yes") } else { StaticMessage::fixed("Không", "No") }
}

impl Renderer<'_> {
    /// The values of plain keys that have no field of their own in `ModelView`.
    pub(super) fn other_facts(&self, front_matter: &ModelFrontMatter) -> Vec<FactView> {
        let (site, lang) = (&self.catalog.site, self.lang());
        let link = |kind: ListingKind, id: &str, label: &str| self.term_link(kind, id, Some(label));
        let view = |row: &ModelKey| {
            let values = values(row.fact(front_matter)?, site, link);
            Some(FactView { key: row.key.name, label: row.key.label.get(lang), values })
        };
        MODEL_KEYS.iter().filter(|row| row.view == InView::Listed).filter_map(view).collect()
    }
}

/// A fact as readers see it. `link` makes the link to a listing from its kind, the id of the value, and a label.
fn values(fact: Fact<'_>, site: &SiteConfig, link: impl Fn(ListingKind, &str, &str) -> Link) -> Vec<Link> {
    let choice = |list: List, id: &str| {
        let label = site.label(list, id).unwrap_or(id);
        match listing_kind(list) {
            Some(kind) => link(kind, id, label),
            None => unlinked(label),
        }
    };
    match fact {
        Fact::Text(text) => vec![unlinked(text)],
        Fact::Texts(texts) => texts.iter().map(unlinked).collect(),
        Fact::Year(year) => vec![unlinked(year)],
        Fact::Date(date) => vec![unlinked(date.vietnamese())],
        Fact::Number(figure) => vec![unlinked(number::grouped(&figure.amount.to_string()))],
        Fact::Flag(flag) => vec![unlinked(answer(flag).get(site.lang()))],
        Fact::Choice(list, id) => vec![choice(list, id)],
        Fact::Choices(list, ids) => ids.iter().map(|id| choice(list, id)).collect(),
    }
}

fn unlinked(label: impl ToString) -> Link {
    Link { label: label.to_string(), url: None }
}

/// The listings by the entries of a list, if the site has such.
fn listing_kind(list: List) -> Option<ListingKind> {
    match list {
        List::Fields => Some(ListingKind::Field),
        List::Levels => Some(ListingKind::Level),
        List::UnitTypes => Some(ListingKind::UnitType),
        List::Campaigns => Some(ListingKind::Campaign),
        List::Stages | List::Kinds => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Figure, Id};
    use crate::text::PartialDate;

    /// Label and link of each value, with `kind/id` for the link.
    fn shown(fact: Fact<'_>) -> Vec<(String, Option<String>)> {
        let link = |kind: ListingKind, id: &str, label: &str| Link {
            label: label.to_owned(),
            url: Some(format!("{}/{id}", kind.folder())),
        };
        values(fact, &SiteConfig::default(), link).into_iter().map(|value| (value.label, value.url)).collect()
    }

    #[test]
    fn each_fact_is_shown_as_readers_write_it() {
        let label = |fact| shown(fact).remove(0).0;
        assert_eq!(label(Fact::Text("5 triệu đồng")), "5 triệu đồng");
        assert_eq!(label(Fact::Year(2016)), "2016");
        assert_eq!(label(Fact::Date(PartialDate::parse("2025-10-05").unwrap())), "5/10/2025");
        let figure = Figure { text: "1932,5".to_owned(), amount: 1932.5 };
        assert_eq!(label(Fact::Number(&figure)), "1.932,5");
        assert_eq!(label(Fact::Flag(true)), "Có");
        assert_eq!(label(Fact::Flag(false)), "Không");
        assert_eq!(
            shown(Fact::Texts(&["a".to_owned(), "b".to_owned()])),
            [("a".to_owned(), None), ("b".to_owned(), None)]
        );
    }

    #[test]
    fn choices_lead_to_their_listings_where_there_are_such() {
        let fields = [Id::new("kinh-te")];
        let field = ("Phát triển kinh tế".to_owned(), Some("linh-vuc/kinh-te".to_owned()));
        assert_eq!(shown(Fact::Choices(List::Fields, &fields)), [field]);
        assert_eq!(shown(Fact::Choice(List::Kinds, &Id::new("tap-the"))), [("Tập thể".to_owned(), None)]);
    }
}
