//! JSON feeds (<https://www.jsonfeed.org/version/1.1/>): the content of the Atom feeds for readers that prefer JSON.

use serde::Serialize;

use super::super::{Alternate, Output, OutputKind, PlanContext, PublishOrder};
use super::feed::{FeedEntry, ListingRef, listings_with_feeds, title_of};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;

const MEDIA_TYPE: &str = "application/feed+json";
const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// The JSON feed of a listing.
#[derive(Debug)]
struct JsonFeed {
    listing: ListingRef,
    /// Title of the listing, for its page.
    title: String,
    label: String,
}

/// Items of a JSON feed name absolute URLs, so only a site that knows its address has such feeds.
pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    if context.catalog.site.base_url.is_none() {
        return Vec::new();
    }
    let label = context.theme.word("footer.json_feed");
    let feeds = listings_with_feeds(context.catalog).map(|listing| {
        let (title, label) = (title_of(context.catalog, listing), label.to_owned());
        let url_path = route::listing_feed(listing.by, &listing.slug, "json");
        Output::new(url_path, JsonFeed { listing: ListingRef::of(listing), title, label })
    });
    feeds.collect()
}

/// The top-level object.
#[derive(Serialize)]
struct Feed<'f> {
    version: &'static str,
    title: &'f str,
    home_page_url: &'f str,
    feed_url: &'f str,
    language: &'f str,
    items: Vec<Item<'f>>,
}

#[derive(Serialize)]
struct Item<'f> {
    id: &'f str,
    url: &'f str,
    title: &'f str,
    /// The specification wants `content_html` or `content_text`; the summary is all that a feed carries.
    content_text: &'f str,
    date_modified: &'f str,
    authors: [Author<'f>; 1],
    tags: &'f [String],
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
}

impl<'f> From<&'f FeedEntry> for Item<'f> {
    fn from(entry: &'f FeedEntry) -> Self {
        Self {
            id: &entry.id,
            url: &entry.url,
            title: &entry.title,
            content_text: &entry.summary,
            date_modified: &entry.updated,
            authors: [Author { name: &entry.author }],
            tags: &entry.categories,
        }
    }
}

impl OutputKind for JsonFeed {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let view = renderer.feed(&self.listing, url_path);
        let feed = Feed {
            version: VERSION,
            title: &view.title,
            home_page_url: &view.page_url,
            feed_url: &view.self_url,
            language: &renderer.catalog.site.language,
            items: view.entries.iter().map(Item::from).collect(),
        };
        // Texts and lists of texts always become JSON.
        Ok(serde_json::to_vec(&feed).unwrap_or_default().into())
    }

    fn alternate_of(&self) -> Option<Alternate> {
        let (title, label) = (self.title.clone(), self.label.clone());
        Some(Alternate { page: self.listing.page(), media_type: MEDIA_TYPE, title, label })
    }
}
