//! What templates see: typed views, never the catalog.
//!
//! Every address in a view is relative to the site's root (`mo-hinh/keng.html`); a template puts [`PageView::root`]
//! before it (`{{ page.root }}{{ card.url }}`), so one card serves pages at every depth and the site works from any
//! sub-path and from a USB stick. Numbers and dates meant for reading arrive as Vietnamese text. A view only holds;
//! it computes nothing.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

pub use super::apply::ApplyView;
pub use super::place::PlacePage;
pub use super::spread::SpreadView;

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
    /// The feed that belongs to the page.
    pub feed: Option<Link>,
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

/// `model`: the page of one model. Lists may be empty, texts too.
#[derive(Debug, Serialize)]
pub struct ModelView {
    /// What its address is made of.
    pub slug: String,
    /// Name of the model.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Where.
    pub place: PlaceView,
    /// Id of the main field.
    pub field_id: String,
    /// The main field.
    pub field: Link,
    /// Further fields.
    pub fields_also: Vec<Link>,
    /// The collective that runs it.
    pub organisation: Option<Link>,
    /// Kind of unit.
    pub unit_type: Option<Link>,
    /// `Tập thể` or `Cá nhân`; may be empty.
    pub kind: String,
    /// Registered, recognised, exemplary.
    pub stage: Option<String>,
    /// Year it began.
    pub started: Option<u16>,
    /// Awards, latest first.
    pub awards: Vec<AwardView>,
    /// Numbers that can be checked.
    pub results: Vec<ResultView>,
    /// Money, work days, materials.
    pub resources: String,
    /// Conditions for use elsewhere.
    pub conditions: String,
    /// Dated additions, latest first.
    pub updates: Vec<UpdateView>,
    /// Campaigns it belongs to.
    pub campaigns: Vec<Link>,
    /// Tags.
    pub tags: Vec<Link>,
    /// Where it is known from.
    pub sources: Vec<SourceView>,
    /// The cover picture.
    pub cover: Option<Picture>,
    /// Last time somebody confirmed that it still runs: `15/10/2025`.
    pub reviewed: Option<String>,
    /// Last change of the page: `15/10/2025`.
    pub updated: Option<String>,
    /// Where the page's source can be edited.
    pub edit_url: Option<String>,
    /// Headings of the text, for a table of contents; empty when there are fewer than three.
    pub contents: Vec<HeadingView>,
    /// The text as HTML.
    pub body: String,
    /// The page's absolute address as a QR code in SVG, with the id `ma-qr`.
    pub qr: Option<String>,
    /// The absolute address as a value in another address, for links that share it; empty without an address.
    pub share: String,
    /// How to do it elsewhere.
    pub apply: ApplyView,
    /// Where it went, and its versions.
    pub spread: SpreadView,
    /// The card of the model that this one is a copy of.
    pub based_on: Cards,
    /// Whether there is anything in `spread` or `based_on`.
    pub gone: bool,
    /// At least half from another locality when there are any.
    pub related: Cards,
    /// Whether there is anything under the facts: organisation, kind, year, awards, campaigns, tags.
    pub facts: bool,
}

/// One award.
#[derive(Debug, Serialize)]
pub struct AwardView {
    /// Year, with the listing of that year.
    pub year: Link,
    /// Level, with its listing.
    pub level: Option<Link>,
    /// Bằng khen, giấy khen, biểu dương; may be empty.
    pub form: String,
    /// Who gave it; may be empty.
    pub by: String,
    /// Number of the decision; may be empty.
    pub decision: String,
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

/// A dated addition.
#[derive(Debug, Serialize)]
pub struct UpdateView {
    /// `15/10/2024`.
    pub date: String,
    /// What is new.
    pub text: String,
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

/// `listing`: models of one value (a field, a place, a year), one page of it.
#[derive(Debug, Serialize)]
pub struct ListingView {
    /// What it is a value of: `Lĩnh vực`.
    pub kicker: String,
    /// The value: `Phát triển kinh tế`.
    pub heading: String,
    /// A sentence or two about it (former names of a place, a campaign's items); may be empty.
    pub lead: String,
    /// How many models in all pages.
    pub count: usize,
    /// The listing as a filter in the address of the search page: `field=kinh-te`; `None` where there is no such filter.
    pub filter: Option<String>,
    /// Present when there are several pages.
    pub pager: Option<Pager>,
    /// Narrower or neighbouring listings: communes of a province, former districts, years of a field.
    pub groups: Vec<TermGroup>,
    /// The models of this page.
    pub cards: Cards,
    /// On the first page of a present commune or province.
    pub place: Option<PlacePage>,
}

/// Where this page stands among the pages of its listing.
#[derive(Debug, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub current: usize,
    /// How many there are.
    pub total: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// First, last and those near this one; `None` as address marks a gap (`…`).
    pub pages: Vec<Link>,
}

/// `terms`: all values of one kind (all fields, all places A–Z).
#[derive(Debug, Serialize)]
pub struct TermsView {
    /// `Địa phương`.
    pub heading: String,
    /// A sentence about it; may be empty.
    pub lead: String,
    /// The values.
    pub groups: Vec<TermGroup>,
}

/// `home`: the first page.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// Models on the site.
    pub models: usize,
    /// Places of today (communes) that have a model.
    pub communes: usize,
    /// Provinces of today that have a model.
    pub provinces: usize,
    /// Copies known, in whatever place.
    pub copies: usize,
    /// Fields with their number of models.
    pub fields: Vec<Term>,
    /// Provinces with most models first.
    pub places: Vec<Term>,
    /// Award years, latest first.
    pub years: Vec<Term>,
    /// Most used tags.
    pub tags: Vec<Term>,
    /// Models copied most.
    pub spread: Cards,
    /// Newest models.
    pub latest: Cards,
}

/// `article`: an ordinary page.
#[derive(Debug, Serialize)]
pub struct ArticleView {
    /// Its title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// Headings of the text; empty when there are fewer than three.
    pub contents: Vec<HeadingView>,
    /// The text as HTML.
    pub body: String,
    /// Last change: `15/10/2025`.
    pub updated: Option<String>,
    /// Where the page's source can be edited.
    pub edit_url: Option<String>,
}

/// `redirect`: an old address.
#[derive(Debug, Serialize)]
pub struct RedirectView {
    /// The title of the page it has become.
    pub title: String,
    /// That page's address.
    pub url: String,
}

/// `feed`: an Atom feed.
#[derive(Debug, Serialize)]
pub struct FeedView {
    /// Its title.
    pub title: String,
    /// An absolute IRI that never changes.
    pub id: String,
    /// RFC 3339 time of the newest entry.
    pub updated: String,
    /// The address of the feed itself (absolute when the site has an address, else relative to the feed).
    pub self_url: String,
    /// The address of the page it belongs to, likewise.
    pub page_url: String,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

/// One entry of a feed.
#[derive(Debug, Serialize)]
pub struct FeedEntry {
    /// Title of the model.
    pub title: String,
    /// An absolute IRI that never changes.
    pub id: String,
    /// Address of the model's page, as in [`FeedView::self_url`].
    pub url: String,
    /// RFC 3339.
    pub updated: String,
    /// The organisation that runs it, else the site's name.
    pub author: String,
    /// One sentence.
    pub summary: String,
    /// Labels of field and place.
    pub categories: Vec<String>,
}

/// One address of the sitemap.
#[derive(Debug, Serialize)]
pub struct SitemapEntry {
    /// Absolute address.
    pub url: String,
    /// ISO date of the last true change, when known.
    pub lastmod: Option<String>,
}
