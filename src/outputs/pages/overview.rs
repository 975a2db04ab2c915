//! Overviews: all values of one kind of listing (all fields, all years). That of places is in [`places`](super::places).

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::render::view::{Link, TermGroup};
use crate::render::{Rendered, Renderer, terms};
use crate::route::ListingKind;
use crate::taxonomy::ValueOrder;
use crate::text::Date;
use crate::vietnamese;

/// Values that stand in one group.
const IN_ONE_GROUP: usize = 80;

#[derive(Debug)]
struct Overview(ListingKind);

/// `terms`: an overview, that is, all values of one kind of listing; or a part of the places A–Z.
#[derive(Debug, Serialize)]
pub(super) struct TermsView {
    /// What the values are called: `Lĩnh vực`.
    pub(super) heading: String,
    /// The pages of the places A–Z; empty on other overviews.
    pub(super) letters: Vec<Link>,
    /// The values. Places and many words are grouped by their first letter or first word; else there is one group without a
    /// heading.
    pub(super) groups: Vec<TermGroup>,
    /// Whether the groups are so long that they should be folded.
    pub(super) folded: bool,
}

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    let kinds = ListingKind::overviews().filter(|&by| by != ListingKind::Place);
    kinds.map(|by| Output::new(by.overview(), Overview(by))).collect()
}

/// The values of a kind, in one group; many words under their first letters.
fn groups(renderer: &Renderer<'_>, by: ListingKind) -> Vec<TermGroup> {
    let terms = renderer.terms(by);
    if terms.len() <= IN_ONE_GROUP || by.taxonomy().order != ValueOrder::Vietnamese {
        return vec![terms::group("", terms)];
    }
    let mut groups: Vec<TermGroup> = Vec::new();
    for term in terms {
        let letter = vietnamese::first_letter(&term.label);
        match groups.last_mut().filter(|group| group.label == letter) {
            Some(group) => group.terms.push(term),
            None => groups.push(terms::group(&letter, vec![term])),
        }
    }
    groups
}

impl OutputKind for Overview {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let heading = renderer.kind_label(self.0);
        let groups = groups(renderer, self.0);
        let folded = groups.len() > 1;
        let trail = vec![Link { label: heading.clone(), url: None }];
        let description = renderer.word("terms.description").replace("{heading}", &heading.to_lowercase());
        let page = renderer.page("terms", url_path, &heading, description, trail);
        let mut context = renderer.context();
        context.insert("terms", &TermsView { heading, letters: Vec::new(), groups, folded });
        renderer.html_page("terms.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        catalog.listings_by(self.0).filter_map(|listing| catalog.last_changed(&listing.models)).max()
    }
}
