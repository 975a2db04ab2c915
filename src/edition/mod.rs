//! The edition: every file of the site is named here before any is made.
//!
//! Laying out decides which pages there are, where each stands and by which recipe it will be made. Two recipes that
//! want one address, a menu entry or a link that leads to no page: all of that is found here, because only the whole
//! list of addresses can tell. Nothing is rendered in this room.

mod check;
mod searchable;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::{Catalog, Listing, ModelId};
use crate::route::{self, DataFile, ListingKind};
use crate::text::SitePath;
use crate::theme::Theme;

pub use check::check;
pub use searchable::searchable;

/// The theme's file that the search room makes the reader's script of; it is not published as it stands.
pub const SEARCH_SCRIPT: &str = "search.js";

/// Models on one page of a listing.
pub const PER_PAGE: usize = 24;

/// Everything that will be published.
#[derive(Debug, Default)]
pub struct SitePlan {
    /// What to make, in the order it is published: files that pages need come before the pages.
    pub leaves: Vec<Output>,
    /// Address of the style sheet.
    pub style: String,
    /// Address of the search script, if there is a search.
    pub script: Option<String>,
    /// Addresses of the theme's other scripts, by name: `share` → `assets/share.….js`.
    pub scripts: BTreeMap<String, String>,
}

/// One file of the site.
#[derive(Debug, Clone)]
pub struct Output {
    /// Where it stands, relative to the site's root.
    pub address: String,
    /// How it is made.
    pub recipe: Recipe,
}

/// How a file is made.
#[derive(Debug, Clone)]
pub enum Recipe {
    /// These very bytes.
    Bytes(Arc<[u8]>),
    /// A picture or attachment of `content/`, cleaned of private metadata.
    File(SitePath),
    /// The page of a model.
    Model(ModelId),
    /// An ordinary page, by its position in the catalog.
    Page(usize),
    /// An old address.
    Redirect {
        /// The page it has become.
        to: String,
        /// That page's title.
        title: String,
    },
    /// One page (from 1) of a listing.
    Listing {
        /// What it lists by.
        by: ListingKind,
        /// The value.
        slug: String,
        /// Which page.
        number: usize,
    },
    /// All values of one kind.
    Overview(ListingKind),
    /// The search page.
    Search,
    /// The statistics.
    Statistics,
    /// The page that explains the open data.
    DataPage,
    /// A file of open data.
    Data(DataFile),
    /// Models side by side.
    Compare,
    /// What that page loads of some models, by number.
    CompareData(usize),
    /// The list of places that readers choose theirs from.
    Places,
    /// What a host shows for an unknown address.
    Missing,
    /// The first page.
    Home,
    /// The feed of a listing.
    Feed {
        /// What it lists by.
        by: ListingKind,
        /// The value; empty for all models.
        slug: String,
    },
    /// The sitemap; of a large site, the list of its parts.
    Sitemap,
    /// One part (from 1) of a large site's sitemap.
    SitemapPart(usize),
    /// The note to robots.
    Robots,
}

/// When a file is put in its place while publishing: what others need comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublishOrder {
    /// Files with a hash in their name, pictures.
    Asset,
    /// Pages of models, ordinary pages, redirects.
    Page,
    /// Listings, overviews, counts and data.
    Listing,
    /// The first page, feeds, sitemap.
    Index,
}

impl Recipe {
    /// When it is put in its place.
    pub fn rank(&self) -> PublishOrder {
        match self {
            Self::Bytes(_) | Self::File(_) | Self::CompareData(_) | Self::Places => PublishOrder::Asset,
            Self::Model(_) | Self::Page(_) | Self::Redirect { .. } => PublishOrder::Page,
            Self::Listing { .. }
            | Self::Overview(_)
            | Self::Search
            | Self::Missing
            | Self::Statistics
            | Self::Compare
            | Self::DataPage
            | Self::Data(_) => PublishOrder::Listing,
            Self::Home | Self::Feed { .. } | Self::SitemapPart(_) | Self::Sitemap | Self::Robots => PublishOrder::Index,
        }
    }

    /// Whether it is a page that the sitemap names: of a listing the first page, which leads to the others.
    pub fn is_indexed(&self) -> bool {
        matches!(
            self,
            Self::Model(_)
                | Self::Page(_)
                | Self::Listing { number: 1, .. }
                | Self::Overview(_)
                | Self::Statistics
                | Self::DataPage
                | Self::Home
        )
    }
}

/// Names every file but the search's data ([`SitePlan::add`]). `scripts` are the search room's: address and bytes, the one
/// that pages load first.
pub fn lay_out(catalog: &Catalog, theme: &Theme, scripts: Vec<(String, Vec<u8>)>) -> SitePlan {
    let mut plan = Plan { leaves: Vec::new() };
    let style = route::hashed("style.css", theme.style.as_bytes());
    let script = scripts.first().map(|(address, _)| address.clone());
    plan.add(style.clone(), Recipe::Bytes(theme.style.as_bytes().into()));
    let mut theme_scripts = BTreeMap::new();
    for (name, bytes) in theme.assets.iter().filter(|(name, _)| *name != SEARCH_SCRIPT) {
        let address = match name.strip_suffix(".js") {
            Some(stem) => {
                let address = route::hashed(name, bytes);
                theme_scripts.insert(stem.to_owned(), address.clone());
                address
            }
            None => format!("{}/{name}", route::ASSETS),
        };
        plan.add(address, Recipe::Bytes(bytes.clone()));
    }
    for (address, bytes) in scripts {
        plan.add(address, Recipe::Bytes(bytes.into()));
    }
    for (path, file) in &catalog.files {
        plan.add(file.address.clone(), Recipe::File(path.clone()));
    }
    let (pages, listings) =
        rayon::join(|| Plan::of(|plan| plan.pages(catalog)), || Plan::of(|plan| plan.listings(catalog)));
    plan.leaves.extend(pages.leaves.into_iter().chain(listings.leaves));
    plan.indexes(catalog);
    SitePlan { leaves: plan.leaves, style, script, scripts: theme_scripts }
}

impl SitePlan {
    /// Adds files made elsewhere, and puts all into the order of publishing.
    pub fn add(&mut self, files: Vec<(String, Vec<u8>)>) {
        let leaf = |(address, bytes): (String, Vec<u8>)| Output { address, recipe: Recipe::Bytes(bytes.into()) };
        self.leaves.extend(files.into_iter().map(leaf));
        self.leaves.par_sort_by(|a, b| a.place().cmp(&b.place()));
    }
}

impl Output {
    /// Its place in the order of publishing.
    pub fn place(&self) -> (PublishOrder, &str) {
        (self.recipe.rank(), &self.address)
    }
}

struct Plan {
    leaves: Vec<Output>,
}

impl Plan {
    fn of(fill: impl FnOnce(&mut Self)) -> Self {
        let mut plan = Self { leaves: Vec::new() };
        fill(&mut plan);
        plan
    }

    fn add(&mut self, address: String, recipe: Recipe) {
        self.leaves.push(Output { address, recipe });
    }

    fn pages(&mut self, catalog: &Catalog) {
        for (id, model) in (0..).zip(&catalog.models) {
            let address = route::model(&model.entry.slug);
            self.redirects(
                model.front_matter().aliases.iter().map(|alias| alias.value.as_str()),
                &address,
                &model.front_matter().title.value,
            );
            self.add(address, Recipe::Model(id));
        }
        for (number, page) in catalog.pages.iter().enumerate() {
            let address = route::page(&page.entry.slug);
            let front_matter = &page.entry.front_matter;
            self.redirects(
                front_matter.aliases.iter().map(|alias| alias.value.as_str()),
                &address,
                &front_matter.title.value,
            );
            self.add(address, Recipe::Page(number));
        }
    }

    /// Old addresses; one that is the page's own present address is no redirect.
    fn redirects<'a>(&mut self, aliases: impl Iterator<Item = &'a str>, to: &str, title: &str) {
        let old: BTreeSet<String> = aliases.filter_map(route::alias).filter(|old| old != to).collect();
        for address in old {
            self.add(address, Recipe::Redirect { to: to.to_owned(), title: title.to_owned() });
        }
    }

    fn listings(&mut self, catalog: &Catalog) {
        for listing in catalog.listings.iter() {
            for number in 1..=pages_of(listing) {
                let recipe = Recipe::Listing { by: listing.by, slug: listing.slug.clone(), number };
                self.add(route::listing(listing.by, &listing.slug, number), recipe);
            }
            if listing.by.taxonomy().has_feed && !listing.models.is_empty() {
                let recipe = Recipe::Feed { by: listing.by, slug: listing.slug.clone() };
                self.add(route::listing_feed(listing.by, &listing.slug), recipe);
            }
        }
        for by in ListingKind::overviews() {
            self.add(by.overview(), Recipe::Overview(by));
        }
    }

    fn indexes(&mut self, catalog: &Catalog) {
        self.add(route::SEARCH.to_owned(), Recipe::Search);
        self.add(route::COMPARE.to_owned(), Recipe::Compare);
        for number in 0..compare_parts(catalog.models.len()) {
            self.add(route::compare_part(number), Recipe::CompareData(number));
        }
        self.add(route::PLACES.to_owned(), Recipe::Places);
        self.add(route::STATISTICS.to_owned(), Recipe::Statistics);
        self.add(route::DATA.to_owned(), Recipe::DataPage);
        for file in DataFile::ALL {
            self.add(file.address().to_owned(), Recipe::Data(file));
        }
        self.add(route::MISSING.to_owned(), Recipe::Missing);
        self.add(route::HOME.to_owned(), Recipe::Home);
        self.add(route::ROBOTS.to_owned(), Recipe::Robots);
        if catalog.site.base_url.is_some() {
            self.add(route::SITEMAP.to_owned(), Recipe::Sitemap);
            let pages = self.leaves.iter().filter(|leaf| leaf.recipe.is_indexed()).count();
            for number in 1..=sitemap_parts(pages) {
                self.add(route::sitemap_part(number), Recipe::SitemapPart(number));
            }
        }
    }
}

/// How many pages one sitemap may name (sitemaps.org).
pub const SITEMAP_PAGES: usize = 50_000;

/// In how many parts a sitemap of so many pages is cut; none while one file holds them all.
fn sitemap_parts(pages: usize) -> usize {
    if pages <= SITEMAP_PAGES { 0 } else { pages.div_ceil(SITEMAP_PAGES) }
}

/// About how many models stand in one file of those that the page of models side by side loads: some twenty kilobytes.
const COMPARED: usize = 32;

/// How many such files `models` make.
pub fn compare_parts(models: usize) -> usize {
    models.div_ceil(COMPARED)
}

/// How many pages a listing has; an empty one (a campaign nobody joined yet) has one.
pub fn pages_of(listing: &Listing) -> usize {
    listing.models.len().div_ceil(PER_PAGE).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_is_cut_when_one_file_may_not_hold_it() {
        assert_eq!([0, 50_000, 50_001, 100_000, 100_001].map(sitemap_parts), [0, 0, 2, 2, 3]);
    }
}
