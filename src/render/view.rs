//! The views that several templates are given. A view is a plain struct that a template reads; it never gives access to
//! the catalog, and it computes nothing.
//!
//! The doc comments here, and those of the views in `outputs`, are the reference in `docs/theme.md`: write them for a web
//! designer. The first words of a view that is a variable of templates are its name: `` `site`: … ``. A field whose type
//! is not an `Option` always has a value; say when a text or a list is empty.
//!
//! Every URL in a view is relative to the site's root (`mo-hinh/keng.html`) unless its comment says otherwise. Templates
//! put [`PageView::root`] before it, so that one card serves pages in every folder and the site works below any address
//! and from a USB stick.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

/// HTML, which templates insert without escaping it.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(crate) struct Html(Value);

impl From<&str> for Html {
    fn from(html: &str) -> Self {
        Self(Value::safe_string(html))
    }
}

impl From<String> for Html {
    fn from(html: String) -> Self {
        html.as_str().into()
    }
}

impl From<Option<String>> for Html {
    fn from(html: Option<String>) -> Self {
        html.as_deref().unwrap_or_default().into()
    }
}

/// `site`: what all pages share.
#[derive(Debug, Serialize)]
pub(crate) struct SiteView {
    /// Name of the site.
    pub(crate) title: String,
    /// One sentence about the site; may be empty.
    pub(crate) description: String,
    /// Language tag of the content: `vi`.
    pub(crate) language: String,
    /// Absolute address of the site, with a `/` at its end; none if `site.yaml` does not say it.
    pub(crate) base_url: Option<String>,
    /// The menu in `site.yaml`. An entry's URL may also be absolute.
    pub(crate) menu: Vec<Link>,
    /// Every field of the site, with its listing and its number of models. A field without models has no URL.
    pub(crate) fields: Vec<Term>,
    /// The overviews (all fields, all places, all years …) that have at least two values to choose from.
    pub(crate) overviews: Vec<Link>,
    /// Those of them that everybody looks for: places and fields.
    pub(crate) ways: Vec<Link>,
    /// URL of the style sheet of all pages. Its name carries a hash.
    pub(crate) style: String,
    /// URLs of the style sheets for one kind of page, by the kind: `site.styles.statistics`.
    pub(crate) styles: BTreeMap<String, String>,
    /// URL of the search script; none on a site without a search.
    pub(crate) script: Option<String>,
    /// URLs of the theme's other scripts by name: `site.scripts.share` is the URL of `assets/share.js`.
    pub(crate) scripts: BTreeMap<String, String>,
    /// Absolute URL of the repository that keeps the content.
    pub(crate) repository: Option<String>,
    /// Name and version of the program: `lantoa 0.1.0`.
    pub(crate) generator: String,
    /// Number of models on the site.
    pub(crate) count: usize,
    /// Whether pages can be kept for reading without a line.
    pub(crate) offline: bool,
    /// Whether readers can write a model in a form.
    pub(crate) submit: bool,
    /// Whether every model names a source.
    pub(crate) sourced: bool,
    /// The office that keeps the site, in one line: its name, address, telephone number and e-mail address; empty if
    /// `site.yaml` does not say how it is reached.
    pub(crate) keeper: String,
}

/// `page`: what every page says about itself.
#[derive(Debug, Serialize)]
pub(crate) struct PageView {
    /// What kind of page it is: `home`, `model`, `page`, `listing`, `terms`, `search`, `statistics`, `data`, `compare`,
    /// `submit`, `offline`, `missing` or `redirect`.
    pub(crate) kind: &'static str,
    /// The way from this page to the site's root: empty, `../`, `../../` …. On `404.html`, which is shown at any address,
    /// it is the absolute path of the site.
    pub(crate) root: String,
    /// The page's own URL.
    pub(crate) url: String,
    /// Title of the page, without the site's name.
    pub(crate) title: String,
    /// One or two sentences for search engines and link previews, as plain text; may be empty.
    pub(crate) description: String,
    /// Absolute URL of the page (of a redirect: of the page it leads to); none if the site has no `base_url`.
    pub(crate) canonical: Option<String>,
    /// The picture for link previews; none if the site has no `base_url`.
    pub(crate) image: Option<PreviewPicture>,
    /// Feeds of the page: on the home page those of the whole site, on a listing its own; empty on other pages.
    pub(crate) feeds: Vec<FeedLink>,
    /// The way from the home page to this page, which is the last entry. Empty on the home page, on `404.html` and on
    /// redirects.
    pub(crate) breadcrumbs: Vec<Link>,
    /// The breadcrumbs by schema.org, as `json_ld`; empty if there are none, or if the site has no `base_url`.
    pub(crate) trail_json_ld: Html,
    /// Description of the page by schema.org: JSON that can stand in `<script type="application/ld+json">`; may be empty.
    pub(crate) json_ld: Html,
    /// Whether search engines should leave the page out.
    pub(crate) noindex: bool,
}

/// The picture of a page that chat programs and social networks show beside a link to it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PreviewPicture {
    /// Its absolute URL. That of a share card ends with `?v=` and a part of its hash, because chat programs keep what they
    /// once fetched under an address.
    pub(crate) url: String,
    /// Its media type: `image/png`.
    pub(crate) media_type: &'static str,
    /// Width in pixels; 0 if not known.
    pub(crate) width: u32,
    /// Height in pixels; 0 if not known.
    pub(crate) height: u32,
    /// Text for those who cannot see it; may be empty.
    pub(crate) alt: String,
}

/// `page` in the frame, that is, in `head.html`, `header.html`, `mine.html` and `footer.html`, and in what they include.
#[derive(Debug, Serialize)]
pub(crate) struct FramePageView {
    /// As in other templates.
    pub(crate) kind: &'static str,
    /// As in other templates.
    pub(crate) root: String,
    /// The page's own URL; empty on pages of models, and on listings in a folder, which share one frame.
    pub(crate) url: String,
}

/// `frame`: the parts that stand around the content of every page.
#[derive(Debug, Serialize)]
pub(crate) struct FrameView {
    /// From `head.html`.
    pub(crate) head: Html,
    /// From `header.html`.
    pub(crate) header: Html,
    /// From `mine.html`; empty without `assets/place.js`.
    pub(crate) mine: Html,
    /// From `footer.html`.
    pub(crate) footer: Html,
}

/// A feed, for `<link rel="alternate">` and for a link that readers see.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FeedLink {
    /// Title of the feed: the label of its listing, or the site's name.
    pub(crate) title: String,
    /// What a link to the feed says: `Theo dõi bài mới (Atom)`.
    pub(crate) label: String,
    /// Its URL.
    pub(crate) url: String,
    /// Its media type: `application/atom+xml`.
    pub(crate) media_type: &'static str,
}

/// A label that may lead to a page. The filter `link` makes HTML of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Link {
    /// What to read.
    pub(crate) label: String,
    /// Where it leads; none if there is no page for it.
    pub(crate) url: Option<String>,
}

/// A value of a listing (a field, a place, a year …). The filter `link` makes HTML of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Term {
    /// Its id in `site.yaml`, or the slug of a place, or the year.
    pub(crate) id: String,
    /// What to read.
    pub(crate) label: String,
    /// URL of its listing.
    pub(crate) url: Option<String>,
    /// Number of its models.
    pub(crate) count: usize,
    /// What distinguishes it from others with the same label, such as the province of a commune; may be empty.
    pub(crate) note: String,
}

/// Terms under one heading: a letter of the alphabet, the communes of a province …
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TermGroup {
    /// The heading; may be empty.
    pub(crate) label: String,
    /// An `id` for the heading, so that links can lead to it; empty if there is no heading.
    pub(crate) anchor: String,
    /// The terms: in the order of `site.yaml`, years from the latest, everything else in Vietnamese alphabetical order.
    pub(crate) terms: Vec<Term>,
}

/// `card`: a model as it stands in lists. `card.html` is rendered once for each model and copied wherever the card
/// stands, so `page` has no other field there than `root`; for the listing of its field it is rendered once more.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardView {
    /// Title of the model.
    pub(crate) title: String,
    /// URL of its page.
    pub(crate) url: String,
    /// One sentence about it, or the beginning of its text; may be empty.
    pub(crate) summary: String,
    /// The place by the name that it had at the time.
    pub(crate) place: String,
    /// The place's present name, if it has changed: `xã Đông Giang, tỉnh Lâm Đồng`.
    pub(crate) now: Option<String>,
    /// The words between both names: `nay là`, `nay thuộc`; empty if it has not changed.
    pub(crate) now_words: String,
    /// `place` in a few words: commune and province, without their types where nothing depends on these.
    pub(crate) place_short: String,
    /// `now` likewise.
    pub(crate) now_short: Option<String>,
    /// Id of its field, for the class `f-…` that gives the field's colour and sign.
    pub(crate) field_id: String,
    /// Label of its field; empty in the listing of that very field.
    pub(crate) field: String,
    /// Year of the latest award, else the year in which it started.
    pub(crate) year: Option<u16>,
    /// Label of the highest level of its awards; none if it has no award.
    pub(crate) level: Option<String>,
    /// Label of its stage (registered, recognised …); none if it has an award.
    pub(crate) stage: Option<String>,
    /// Longitude and latitude of its place in degrees, with two decimals: `108.1,10.93`; empty if not known.
    pub(crate) at: String,
    /// Number of other places that copied it, as far as sources name them.
    pub(crate) copies: usize,
    /// How many copied it, as sources count without naming them: `12 huyện; 100 hội quán`; may be empty.
    pub(crate) counted: String,
    /// Whether it tells everything that another place needs to know.
    pub(crate) enough: bool,
    /// The cover picture.
    pub(crate) cover: Option<Picture>,
    /// The small drawn cover of a model without a picture, as SVG; else empty.
    pub(crate) drawing: Html,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Picture {
    /// Its URL.
    pub(crate) url: String,
    /// Text for those who cannot see it; may be empty.
    pub(crate) alt: String,
    /// Width in pixels; 0 if not known.
    pub(crate) width: u32,
    /// Height in pixels; 0 if not known.
    pub(crate) height: u32,
    /// The widths of a photograph, the largest first, for `srcset`; empty for other pictures.
    pub(crate) widths: Vec<PictureWidth>,
    /// How wide it stands on a page, for `sizes`.
    pub(crate) sizes: &'static str,
}

/// A width of a photograph.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PictureWidth {
    /// Its URL.
    pub(crate) url: String,
    /// Width in pixels.
    pub(crate) width: u32,
}

/// A place by the name that it had at the time, and where that is now.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlaceView {
    /// The name as the editor wrote it: `Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận`.
    pub(crate) then: String,
    /// URL of the listing of the former district that the place belonged to.
    pub(crate) then_url: Option<String>,
    /// The present communes or provinces in which the place lies, named as inside a sentence: `xã Đông Giang, tỉnh Lâm Đồng`;
    /// several if it was divided.
    pub(crate) now: Vec<Link>,
    /// Of more than two of these, how many and where: `7 phường của Thành phố Hồ Chí Minh`.
    pub(crate) split: Option<String>,
    /// Whether the name, or what the place belongs to, has changed since. If not, `then` says everything.
    pub(crate) changed: bool,
    /// The words between both names: `nay là`, `nay thuộc`, `nay thuộc một trong các đơn vị`; empty if it has not changed.
    pub(crate) now_words: String,
}

/// A result in numbers.
#[derive(Debug, Serialize)]
pub(crate) struct ResultView {
    /// What was counted.
    pub(crate) label: String,
    /// The number as Vietnamese readers write it: `1.932`, `1,8`.
    pub(crate) value: String,
    /// Its unit; may be empty.
    pub(crate) unit: String,
    /// A remark; may be empty.
    pub(crate) note: String,
}

/// A source that a model was compiled from.
#[derive(Debug, Serialize)]
pub(crate) struct SourceView {
    /// Its title.
    pub(crate) title: String,
    /// Its absolute URL; may be empty.
    pub(crate) url: String,
    /// The host in that URL, which says where the link leads: `baobinhthuan.com.vn`; may be empty.
    pub(crate) host: String,
}

/// A heading in a text.
#[derive(Debug, Serialize)]
pub(crate) struct HeadingView {
    /// Its `id` on the page.
    pub(crate) id: String,
    /// Its text.
    pub(crate) label: String,
    /// Its level: 2 for `<h2>`, 3 for `<h3>`.
    pub(crate) level: u8,
}
