//! The home page.

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{Catalog, Listing, ModelId};
use crate::finding::Finding;
use crate::locality::Level;
use crate::render::view::{Html, Term};
use crate::render::{Rendered, Renderer, terms};
use crate::route::{self, ListingKind};
use crate::text::Date;

/// How many models each list shows.
const MODELS: usize = 6;
/// How many places and tags are shown.
const TERMS: usize = 24;

#[derive(Debug)]
struct Home;

/// `home`: the home page.
#[derive(Debug, Serialize)]
struct HomeView {
    /// Number of models on the site.
    models: usize,
    /// Number of present communes that have a model.
    communes: usize,
    /// Number of present provinces that have a model.
    provinces: usize,
    /// Number of copies: how often a place that sources name took a model over, summed over all models.
    copies: usize,
    /// Fields that have models.
    fields: Vec<Term>,
    /// The 24 present provinces with most models, in alphabetical order.
    places: Vec<Term>,
    /// Years of awards, from the latest.
    years: Vec<Term>,
    /// The 24 tags with most models, in alphabetical order.
    tags: Vec<Term>,
    /// Cards of the six models that most places copied, as sources name or count them; empty if none was copied.
    spread: Html,
    /// Cards of the six newest models; empty if there are none.
    latest: Html,
}

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::HOME, Home)]
}

impl OutputKind for Home {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let site = &renderer.catalog.site;
        let mut page = renderer.page("home", url_path, &site.title, site.description.clone(), Vec::new());
        page.feeds = renderer.assets.feeds.get(url_path).cloned().unwrap_or_default();
        let mut context = renderer.context();
        context.insert("home", &view(renderer)?);
        renderer.html_page("home.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        catalog.last_changed(&catalog.order)
    }
}

fn view(renderer: &Renderer<'_>) -> Result<HomeView, Box<Finding>> {
    let catalog = renderer.catalog;
    let level_count = |level| {
        let of_level = |listing: &&Listing| {
            !listing.models.is_empty() && listing.unit.is_some_and(|unit| renderer.is_present(unit, level))
        };
        catalog.listings_by(ListingKind::Place).filter(of_level).count()
    };
    let mut spread: Vec<ModelId> = catalog.order.iter().copied().filter(|&id| catalog.model(id).is_copied()).collect();
    spread.sort_by_key(|&id| std::cmp::Reverse(catalog.model(id).most_copies()));
    let first = |models: &[ModelId]| renderer.cards_of(&models[..models.len().min(MODELS)], route::HOME);
    Ok(HomeView {
        models: catalog.models.len(),
        communes: level_count(Level::Commune),
        provinces: level_count(Level::Province),
        copies: catalog.models.iter().map(|model| model.reach.places).sum(),
        fields: renderer.terms(ListingKind::Field),
        places: terms::most(renderer.present_provinces(), TERMS),
        years: renderer.terms(ListingKind::Year),
        tags: terms::most(renderer.terms(ListingKind::Tag), TERMS),
        spread: first(&spread)?,
        latest: first(&catalog.order)?,
    })
}
