//! Overviews: all values of one kind of listing (all fields, all places A–Z).

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::render::view::{Link, TermGroup};
use crate::render::{Rendered, Renderer, terms};
use crate::route::ListingKind;
use crate::text::Date;

#[derive(Debug)]
struct Overview(ListingKind);

/// `terms`: an overview, that is, all values of one kind of listing.
#[derive(Debug, Serialize)]
struct TermsView {
    /// What the values are called: `Địa phương`.
    heading: String,
    /// The values. Places are grouped by first letter; all others are one group without a heading.
    groups: Vec<TermGroup>,
}

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    ListingKind::overviews().map(|by| Output::new(by.overview(), Overview(by))).collect()
}

impl OutputKind for Overview {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let by = self.0;
        let heading = renderer.kind_label(by);
        let groups = match by {
            ListingKind::Place => renderer.places_a_to_z(),
            _ => vec![terms::group("", renderer.terms(by))],
        };
        let trail = vec![Link { label: heading.clone(), url: None }];
        let page = renderer.page("terms", url_path, &heading, String::new(), trail);
        let mut context = renderer.context();
        context.insert("terms", &TermsView { heading, groups });
        renderer.html_page("terms.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        catalog.listings_by(self.0).filter_map(|listing| catalog.last_changed(&listing.models)).max()
    }
}
