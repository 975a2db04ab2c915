//! Feeds (Atom, RFC 4287), the sitemap (sitemaps.org) and the note to robots.

use tera::Context;

use super::view::{FeedEntry, FeedView, SitemapEntry};
use super::{Renderer, cards};
use crate::catalog::{Listing, Model, ModelId};
use crate::edition::{Output, Recipe, SITEMAP_PAGES};
use crate::route::{self, ListingKind};
use crate::text::Date;

/// How many entries a feed holds.
const ENTRIES: usize = 30;

impl Renderer<'_> {
    pub(super) fn feed(&self, by: ListingKind, slug: &str, context: &mut Context) -> &'static str {
        let models = self.catalog.listing(by, slug).map_or(&[][..], |listing| &listing.models);
        let label = self.catalog.listing(by, slug).map_or("", |listing| listing.label.as_str());
        let (address, page) = (route::listing_feed(by, slug), feed_page(by, slug));
        let mut newest: Vec<ModelId> = models.to_vec();
        newest.sort_by_key(|&id| std::cmp::Reverse(self.catalog.model(id).updated));
        newest.truncate(ENTRIES);
        let entries: Vec<FeedEntry> =
            newest.iter().map(|&id| self.feed_entry(self.catalog.model(id), &address)).collect();
        let site = &self.catalog.site.title;
        let feed = FeedView {
            title: if label.is_empty() { site.clone() } else { format!("{label} – {site}") },
            id: self.permanent_id(&address),
            updated: entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| BEGINNING.to_owned()),
            self_url: self.seen_from(&address, &address),
            page_url: self.seen_from(&address, &page),
            entries,
        };
        context.insert("feed", &feed);
        "feed.xml"
    }

    fn feed_entry(&self, model: &Model, feed: &str) -> FeedEntry {
        let front_matter = model.front_matter();
        let address = route::model(&model.entry.slug);
        let field = self.catalog.site.field(&front_matter.field).map(|field| field.label.clone());
        FeedEntry {
            title: front_matter.title.value.clone(),
            id: self.permanent_id(&address),
            url: self.seen_from(feed, &address),
            updated: moment(model),
            author: front_matter.organisation.clone().unwrap_or_else(|| self.catalog.site.title.clone()),
            summary: cards::summary(model),
            categories: field.into_iter().chain([model.place.written.clone()]).collect(),
        }
    }

    /// The address of `to` in the feed at `from`: absolute when the site has an address, else relative.
    fn seen_from(&self, from: &str, to: &str) -> String {
        self.absolute(to).unwrap_or_else(|| format!("{}{to}", route::root_from(from)))
    }

    /// An absolute IRI that stays when the page does: its address, or, for a site without one, a UUID made of site and
    /// address (RFC 9562, version 8).
    fn permanent_id(&self, address: &str) -> String {
        self.absolute(address).unwrap_or_else(|| {
            let hash = blake3::hash(format!("{}\n{address}", self.catalog.site.title).as_bytes());
            let hex = &hash.to_hex().as_str()[..32].to_owned();
            format!("urn:uuid:{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
        })
    }

    /// All pages, or of a large site the parts that name them.
    pub(super) fn sitemap(&self, context: &mut Context) -> &'static str {
        let leaves = self.edition.leaves.iter();
        let parts: Vec<String> = leaves
            .filter(|leaf| matches!(leaf.recipe, Recipe::SitemapPart(_)))
            .filter_map(|leaf| self.absolute(&leaf.address))
            .collect();
        if parts.is_empty() {
            return self.sitemap_part(route::SITEMAP, 1, context);
        }
        context.insert("page", &self.page("sitemap", route::SITEMAP, "", String::new(), Vec::new()));
        context.insert("parts", &parts);
        "sitemaps.xml"
    }

    /// Part `number` (from 1) of all pages, at `address`.
    pub(super) fn sitemap_part(&self, address: &str, number: usize, context: &mut Context) -> &'static str {
        let mut indexed: Vec<&Output> = self.edition.leaves.iter().filter(|leaf| leaf.recipe.is_indexed()).collect();
        indexed.sort_by_key(|leaf| leaf.place());
        let part = indexed.chunks(SITEMAP_PAGES).nth(number - 1).unwrap_or_default();
        let entry = |leaf: &&Output| {
            let lastmod = self.last_change(leaf).map(|date| date.to_string());
            Some(SitemapEntry { url: self.absolute(&leaf.address)?, lastmod })
        };
        let entries: Vec<SitemapEntry> = part.iter().filter_map(entry).collect();
        context.insert("page", &self.page("sitemap", address, "", String::new(), Vec::new()));
        context.insert("entries", &entries);
        "sitemap.xml"
    }

    /// When a page last changed for its readers: a model's own date, the newest of a listing's models.
    fn last_change(&self, leaf: &Output) -> Option<Date> {
        let newest = |models: &[ModelId]| models.iter().filter_map(|&id| self.catalog.model(id).updated).max();
        match &leaf.recipe {
            Recipe::Model(id) => self.catalog.model(*id).updated,
            Recipe::Page(number) => self.catalog.pages.get(*number)?.updated,
            Recipe::Listing { by, slug, .. } => newest(&self.catalog.listing(*by, slug)?.models),
            Recipe::Home | Recipe::DataPage => newest(&self.catalog.order),
            Recipe::Overview(by) => {
                let all = self.catalog.listings_by(*by).map(|listing: &Listing| newest(&listing.models));
                all.max().flatten()
            }
            _ => None,
        }
    }

    pub(super) fn robots(&self, context: &mut Context) -> &'static str {
        let sitemap = self.catalog.site.base_url.is_some().then(|| self.absolute(route::SITEMAP)).flatten();
        context.insert("page", &self.page("robots", route::ROBOTS, "", String::new(), Vec::new()));
        context.insert("sitemap", &sitemap);
        "robots.txt"
    }
}

/// The page a feed belongs to.
fn feed_page(by: ListingKind, slug: &str) -> String {
    if by == ListingKind::All { route::HOME.to_owned() } else { route::listing(by, slug, 1) }
}

/// RFC 3339. Atom wants a moment for every entry. A model whose file has no known date bears the first day of its own
/// year, and without that the day the movement began (the plan 70-KH/BDVTW of 26 February 2009): it never passes for news.
fn moment(model: &Model) -> String {
    let of_year = || model.year().and_then(|year| Date::new(year, 1, 1));
    model.updated.or_else(of_year).map_or_else(|| BEGINNING.to_owned(), |date| format!("{date}T00:00:00Z"))
}

const BEGINNING: &str = "2009-02-26T00:00:00Z";
