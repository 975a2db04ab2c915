//! What templates see: typed views, never the catalog.
//!
//! Every address in a view is relative to the site's root (`mo-hinh/keng.html`); a template puts [`PageView::root`]
//! before it (`{{ page.root }}{{ card.url }}`), so one card serves pages at every depth and the site works from any
//! sub-path and from a USB stick. Numbers and dates meant for reading arrive as Vietnamese text. A view only holds;
//! it computes nothing.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use super::FeedLink;

/// Models as a list of cards: HTML already, and as such not escaped again. `none` when there are no models.
pub type Cards = Value;

/// `site`: the same on every page.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// Name of the site.
    pub title: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// Language tag of the content (`vi`).
    pub language: String,
    /// Absolute address with a trailing `/`, if the site has one.
    pub base_url: Option<String>,
    /// The menu as the editor wrote it.
    pub menu: Vec<Link>,
    /// Every field with its page and number of models.
    pub fields: Vec<Term>,
    /// The listings of the site (by field, place, year, …) that have something to show.
    pub overviews: Vec<Link>,
    /// Address of the style sheet (its name carries its hash).
    pub style: String,
    /// Address of the search script (its name carries its hash), once the site has a search index.
    pub script: Option<String>,
    /// Addresses of the theme's other scripts by name: `site.scripts.share` is `assets/share.….js`.
    pub scripts: BTreeMap<String, String>,
    /// Where the content is kept, for a link to it.
    pub repository: Option<String>,
    /// Name and version of the program, for `<meta name="generator">`.
    pub generator: String,
    /// How many models the site holds.
    pub count: usize,
}

/// `page`: what every page has; feeds are none.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// Which template's page this is: `home`, `model`, `page`, `listing`, `terms`, `search`, `missing`, `redirect`.
    pub kind: &'static str,
    /// From this page to the site's root: empty, `../`, `../../` …; the 404 page has the absolute path.
    pub root: String,
    /// The page's own address.
    pub url: String,
    /// For `<title>`; without the site's name.
    pub title: String,
    /// For `<meta name="description">` and cards; plain text.
    pub description: String,
    /// The absolute address, if the site has one.
    pub canonical: Option<String>,
    /// The absolute address of a picture for link previews.
    pub image: Option<String>,
    /// The feeds of the page: of the whole site on the home page, of its listing on a listing's pages.
    pub(crate) feeds: Vec<FeedLink>,
    /// From home to here; the last one is the page itself.
    pub breadcrumbs: Vec<Link>,
    /// schema.org description as JSON that is safe inside `<script type="application/ld+json">`.
    pub json_ld: Option<String>,
    /// Keep out of search engines (404, redirects, search page).
    pub noindex: bool,
}

/// A label that leads somewhere.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// What to read.
    pub label: String,
    /// Where it leads; `None` when there is no page for it.
    pub url: Option<String>,
}

/// A value of a listing (a field, a place, a year) with its page.
#[derive(Debug, Clone, Serialize)]
pub struct Term {
    /// The id from `site.yaml`, the slug of a place, the year.
    pub id: String,
    /// What to read.
    pub label: String,
    /// Its page.
    pub url: Option<String>,
    /// How many models it holds.
    pub count: usize,
    /// A second line: "gồm xã …", "nay là …"; may be empty.
    pub note: String,
}

/// Terms under one heading (a letter of the alphabet, a kind of place).
#[derive(Debug, Clone, Serialize)]
pub struct TermGroup {
    /// The heading; may be empty.
    pub label: String,
    /// An id for a link to the heading; empty where nothing links to it.
    pub anchor: String,
    /// The terms, in Vietnamese order unless the thing has an order of its own.
    pub terms: Vec<Term>,
}

/// `card`: a model as it stands in lists. Made once for each model; `page` holds only `root` then.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Name of the model.
    pub title: String,
    /// Its page.
    pub url: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// The place as named at the time.
    pub place: String,
    /// The place's present name, when it has changed: `xã Đông Giang, tỉnh Lâm Đồng`.
    pub now: Option<String>,
    /// Id of the field, for a mark or a colour.
    pub field_id: String,
    /// Label of the field.
    pub field: String,
    /// Year of the latest award, else the year it started.
    pub year: Option<u16>,
    /// Label of the highest award level; `None` without an award.
    pub level: Option<String>,
    /// Label of the stage, when it has no award.
    pub stage: Option<String>,
    /// Longitude and latitude of its place, with two decimals: `108.1,10.93`. Empty if not known.
    pub at: String,
    /// In how many other places it was copied.
    pub copies: usize,
    /// The cover picture.
    pub cover: Option<Picture>,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// What it shows.
    pub alt: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A place as named at the time, and where that is now.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView {
    /// As written by the editor: `Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận`.
    pub then: String,
    /// The page of the former district or province, if the place was in one and it has a page.
    pub then_url: Option<String>,
    /// The present units, with their pages. Several when the former unit was divided.
    pub now: Vec<Link>,
    /// Whether name or membership differ between then and now; if not, `then` alone is shown.
    pub changed: bool,
}

/// One number.
#[derive(Debug, Serialize)]
pub struct ResultView {
    /// What was counted.
    pub label: String,
    /// The number as Vietnamese readers write it: `1.932`, `1,8`.
    pub value: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// What to know about it; may be empty.
    pub note: String,
}

/// Where something is known from.
#[derive(Debug, Serialize)]
pub struct SourceView {
    /// Its title.
    pub title: String,
    /// Its address; may be empty.
    pub url: String,
    /// The host of the address, to show where a link leads; may be empty.
    pub host: String,
}

/// One heading of a text.
#[derive(Debug, Serialize)]
pub struct HeadingView {
    /// Its id on the page.
    pub id: String,
    /// Its words.
    pub label: String,
    /// 2 or 3.
    pub level: u8,
}
