//! Atom feeds (RFC 4287): one of the whole site, and one beside each listing whose kind has feeds.

use serde::Serialize;

use super::super::{Alternate, Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{Catalog, Listing, Model, ModelId};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer, summary};
use crate::route::{self, ListingKind};
use crate::schema::Feeds;
use crate::text::Date;

/// How many entries a feed holds.
const ENTRIES: usize = 30;
const MEDIA_TYPE: &str = "application/atom+xml";

/// The feed of a listing.
#[derive(Debug)]
struct AtomFeed {
    listing: ListingRef,
    /// Title of the listing, for its page.
    title: String,
    label: String,
}

/// A listing by its kind and slug.
#[derive(Debug, Clone)]
pub(super) struct ListingRef {
    by: ListingKind,
    slug: String,
}

/// The listings that have feeds, in the order of the catalog.
pub(super) fn listings_with_feeds(catalog: &Catalog) -> impl Iterator<Item = &Listing> {
    let fewer = catalog.site.feeds == Feeds::Fields;
    let is_wanted = move |by: ListingKind| !fewer || matches!(by, ListingKind::All | ListingKind::Field);
    let has_feed =
        move |listing: &&Listing| listing.by.taxonomy().has_feed && is_wanted(listing.by) && !listing.models.is_empty();
    catalog.listings.iter().filter(has_feed)
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let label = context.theme.word("footer.feed");
    let feed = |listing: &Listing| {
        let feed = AtomFeed {
            listing: ListingRef::of(listing),
            title: title_of(context.catalog, listing),
            label: label.to_owned(),
        };
        Output::new(route::listing_feed(listing.by, &listing.slug, "xml"), feed)
    };
    listings_with_feeds(context.catalog).map(feed).collect()
}

/// What a listing's feed is called on its page: the listing's label, or the site's title.
pub(super) fn title_of(catalog: &Catalog, listing: &Listing) -> String {
    if listing.label.is_empty() { catalog.site.title.clone() } else { listing.label.clone() }
}

impl ListingRef {
    pub(super) fn of(listing: &Listing) -> Self {
        Self { by: listing.by, slug: listing.slug.clone() }
    }

    /// URL path of the page that the feed belongs to.
    pub(super) fn page(&self) -> String {
        if self.by == ListingKind::All { route::HOME.to_owned() } else { route::listing(self.by, &self.slug, 1) }
    }
}

impl OutputKind for AtomFeed {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let mut context = renderer.context();
        context.insert("feed", &renderer.feed(&self.listing, url_path));
        renderer.template("feed.xml", url_path, &context)
    }

    fn alternate_of(&self) -> Option<Alternate> {
        let (title, label) = (self.title.clone(), self.label.clone());
        Some(Alternate { page: self.listing.page(), media_type: MEDIA_TYPE, title, label })
    }
}

/// `feed`: an Atom feed. Its URLs are absolute, or relative to the feed if the site has no `base_url`.
#[derive(Debug, Serialize)]
pub(super) struct FeedView {
    /// Title of the feed.
    pub(super) title: String,
    /// An absolute IRI that never changes.
    pub(super) id: String,
    /// When the newest entry changed, by RFC 3339: `2025-10-15T00:00:00Z`.
    pub(super) updated: String,
    /// URL of the feed itself.
    pub(super) self_url: String,
    /// URL of the page that it belongs to.
    pub(super) page_url: String,
    /// The 30 newest models, the newest first.
    pub(super) entries: Vec<FeedEntry>,
}

/// A model in a feed.
#[derive(Debug, Serialize)]
pub(super) struct FeedEntry {
    /// Title of the model.
    pub(super) title: String,
    /// An absolute IRI that never changes.
    pub(super) id: String,
    /// URL of its page, absolute or relative to the feed.
    pub(super) url: String,
    /// When it changed, by RFC 3339.
    pub(super) updated: String,
    /// The organisation that runs it, else the site's name.
    pub(super) author: String,
    /// One sentence about it, or the beginning of its text; may be empty.
    pub(super) summary: String,
    /// Labels of its field and of its place.
    pub(super) categories: Vec<String>,
}

impl Renderer<'_> {
    /// The newest models of a listing.
    pub(super) fn feed(&self, listing: &ListingRef, url_path: &str) -> FeedView {
        let found = self.catalog.listing(listing.by, &listing.slug);
        let mut newest: Vec<ModelId> = found.map_or_else(Vec::new, |listing| listing.models.clone());
        newest.sort_by_key(|&id| std::cmp::Reverse(self.catalog.model(id).updated));
        newest.truncate(ENTRIES);
        let entries: Vec<FeedEntry> =
            newest.iter().map(|&id| self.feed_entry(self.catalog.model(id), url_path)).collect();
        let (label, site) = (found.map_or("", |listing| listing.label.as_str()), &self.catalog.site.title);
        FeedView {
            title: if label.is_empty() { site.clone() } else { format!("{label} – {site}") },
            id: self.permanent_id(url_path),
            updated: entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or_else(|| BEGINNING.to_owned()),
            self_url: self.seen_from(url_path, url_path),
            page_url: self.seen_from(url_path, &listing.page()),
            entries,
        }
    }

    fn feed_entry(&self, model: &Model, feed: &str) -> FeedEntry {
        let front_matter = model.front_matter();
        let url_path = route::model(&model.entry.slug);
        let field = self.catalog.site.field(&front_matter.field).map(|field| field.label.clone());
        FeedEntry {
            title: front_matter.title.value.clone(),
            id: self.permanent_id(&url_path),
            url: self.seen_from(feed, &url_path),
            updated: moment(model),
            author: front_matter.organisation.clone().unwrap_or_else(|| self.catalog.site.title.clone()),
            summary: summary(model),
            categories: field.into_iter().chain([model.place.written.clone()]).collect(),
        }
    }

    /// The address of `to` in the feed at `from`: absolute when the site has an address, else relative.
    fn seen_from(&self, from: &str, to: &str) -> String {
        self.absolute(to).unwrap_or_else(|| format!("{}{to}", route::root_from(from)))
    }

    /// An absolute IRI that stays when the page does: its address, or, for a site without one, a UUID made of site and
    /// address (RFC 9562, version 8).
    fn permanent_id(&self, url_path: &str) -> String {
        self.absolute(url_path).unwrap_or_else(|| {
            let hash = blake3::hash(format!("{}\n{url_path}", self.catalog.site.title).as_bytes());
            let hex = &hash.to_hex().as_str()[..32].to_owned();
            format!("urn:uuid:{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
        })
    }
}

/// RFC 3339. Atom wants a moment for every entry. A model whose file has no known date bears the first day of its own
/// year, and without that the day the movement began (the plan 70-KH/BDVTW of 26 February 2009): it never passes for news.
fn moment(model: &Model) -> String {
    let of_year = || model.year().and_then(|year| Date::new(year, 1, 1));
    model.updated.or_else(of_year).map_or_else(|| BEGINNING.to_owned(), |date| format!("{date}T00:00:00Z"))
}

const BEGINNING: &str = "2009-02-26T00:00:00Z";
