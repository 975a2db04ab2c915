//! One leaf of the edition → its bytes, through a typed view and a template.
//!
//! Rendering is a pure function of catalog, edition and theme, and leaves do not know each other: `build` makes all of
//! them in parallel, `serve` only the one asked for.

mod apply;
mod cards;
mod choose;
mod compare;
mod data;
mod feeds;
mod frame;
mod host;
mod lists;
mod meta;
mod model;
mod number;
mod place;
mod places;
mod spread;
mod statistics;
mod templates;
pub mod view;

use std::borrow::Cow;
use std::sync::OnceLock;

use tera::{Context, Value};

use crate::catalog::{Catalog, ModelId};
use crate::edition::{Output, Recipe, SitePlan};
use crate::finding::{Checked, Finding};
use crate::open_data;
use crate::route::{self, ListingKind};
use crate::suggestions::Suggestions;
use crate::text::SitePath;
use crate::theme::Theme;

use self::cards::Cards;
use self::frame::Frames;
use self::host::Repository;
pub use self::templates::Templates;
use self::view::{Link, RedirectView, SiteView, Term};

/// Everything needed to make any leaf.
pub struct Renderer<'c> {
    catalog: &'c Catalog,
    edition: &'c SitePlan,
    theme: &'c Theme,
    templates: &'c Templates,
    /// `site`, which every template may use.
    site: Value,
    repository: Option<Repository<'c>>,
    /// A card for each model, made once and kept: a model stands on about ten listings and several related lists.
    cards: Cards,
    frames: Frames,
    /// What places have to do with each other: worked out when the first page of a place is made.
    suggestions: OnceLock<Suggestions>,
    /// What a place without models is shown to begin with.
    first_steps: OnceLock<Vec<ModelId>>,
    /// Which models stand in which part of what the page of models side by side loads.
    shares: OnceLock<Vec<Vec<ModelId>>>,
}

/// The template that makes a page, once its context is filled; or why a card in it cannot be made.
type Made = Result<&'static str, Box<Finding>>;

/// What a leaf turned out to be.
pub enum Rendered<'p> {
    /// Bytes made here.
    Bytes(Cow<'p, [u8]>),
    /// A file of `content/` that the door out fetches and cleans.
    File(&'p SitePath),
}

impl<'c> Renderer<'c> {
    /// Sets `templates`, which are those of `theme`. A card that cannot be made is a finding.
    pub fn new(
        catalog: &'c Catalog,
        edition: &'c SitePlan,
        theme: &'c Theme,
        templates: &'c Templates,
    ) -> Checked<Self> {
        let cards = if templates.sound { Cards::new(catalog.models.len()) } else { Cards::default() };
        let (suggestions, first_steps, shares) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let (site, frames) = (Value::from_serializable(&site_view(catalog, edition, theme)), Frames::default());
        let repository = Repository::of(&catalog.site);
        let renderer = Self {
            catalog,
            edition,
            theme,
            templates,
            site,
            repository,
            cards,
            frames,
            suggestions,
            first_steps,
            shares,
        };
        let findings = renderer.card(0).err().map(|finding| *finding).into_iter().collect();
        Checked { value: renderer, findings }
    }

    /// Makes one leaf. A template that fails is a finding.
    pub fn print(&self, leaf: &'c Output) -> Result<Rendered<'c>, Box<Finding>> {
        let address = leaf.address.as_str();
        let mut context = self.context();
        let template = match &leaf.recipe {
            Recipe::Bytes(bytes) => return Ok(Rendered::Bytes(Cow::Borrowed(bytes))),
            Recipe::File(path) => return Ok(Rendered::File(path)),
            Recipe::Data(file) => return Ok(Rendered::Bytes(Cow::Owned(open_data::bytes(self.catalog, *file)))),
            Recipe::Model(id) => self.model_page(*id, &mut context)?,
            Recipe::Page(number) => self.ordinary_page(*number, &mut context),
            Recipe::Redirect { to, title } => self.redirect_page(address, to, title, &mut context),
            Recipe::Listing { by, slug, number } => self.listing_page(*by, slug, *number, &mut context)?,
            Recipe::Overview(by) => self.overview_page(*by, &mut context),
            Recipe::Search => self.search_page(&mut context),
            Recipe::Compare => self.compare_page(&mut context),
            Recipe::CompareData(number) => return Ok(Rendered::Bytes(Cow::Owned(self.compare_part(*number)))),
            Recipe::Places => return Ok(Rendered::Bytes(Cow::Owned(self.places_to_choose()))),
            Recipe::Statistics => self.statistics_page(&mut context),
            Recipe::DataPage => self.data_page(&mut context),
            Recipe::Missing => self.missing_page(&mut context),
            Recipe::Home => self.home_page(&mut context)?,
            Recipe::Feed { by, slug } => self.feed(*by, slug, &mut context),
            Recipe::Sitemap => self.sitemap(&mut context),
            Recipe::SitemapPart(number) => self.sitemap_part(address, *number, &mut context),
            Recipe::Robots => self.robots(&mut context),
        };
        self.frame(template, address, &mut context)?;
        let bytes = self.templates.render(template, &context, address)?;
        Ok(Rendered::Bytes(Cow::Owned(bytes)))
    }

    /// What every template is given.
    fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context
    }

    /// A word of the theme's strings.
    fn word(&self, path: &str) -> String {
        self.theme.word(path).to_owned()
    }

    /// What a kind of listing is called: `Lĩnh vực`.
    fn kind_label(&self, by: ListingKind) -> String {
        kind_label(self.theme, by)
    }

    fn redirect_page(&self, address: &str, to: &str, title: &str, context: &mut Context) -> &'static str {
        let mut page = self.page("redirect", address, title, String::new(), Vec::new());
        page.canonical = self.absolute(to);
        page.noindex = true;
        context.insert("page", &page);
        context.insert("redirect", &RedirectView { title: title.to_owned(), url: to.to_owned() });
        "redirect.html"
    }

    fn search_page(&self, context: &mut Context) -> &'static str {
        let title = self.word("search.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let mut page = self.page("search", route::SEARCH, &title, String::new(), trail);
        page.noindex = true;
        context.insert("page", &page);
        "search.html"
    }

    /// The page for unknown addresses is shown at any depth, so its links start at the site's own path.
    fn missing_page(&self, context: &mut Context) -> &'static str {
        let title = self.word("missing.title");
        let mut page = self.page("missing", route::MISSING, &title, String::new(), Vec::new());
        page.noindex = true;
        page.root = self.catalog.site.base_url.as_deref().map_or_else(|| "/".to_owned(), route::path_of);
        context.insert("page", &page);
        "404.html"
    }
}

fn kind_label(theme: &Theme, by: ListingKind) -> String {
    theme.word(&format!("kinds.{}", by.taxonomy().name)).to_owned()
}

fn site_view(catalog: &Catalog, edition: &SitePlan, theme: &Theme) -> SiteView {
    let site = &catalog.site;
    let field = |field: &crate::schema::Field| {
        let count = catalog.count(ListingKind::Field, &field.id);
        let url = (count > 0).then(|| route::listing(ListingKind::Field, &field.id, 1));
        Term { id: field.id.to_string(), label: field.label.clone(), url, count, note: String::new() }
    };
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: site.language.clone(),
        base_url: site.base_url.clone(),
        menu: meta::menu(site),
        fields: site.fields.iter().map(field).collect(),
        overviews: meta::overviews(catalog, |by| kind_label(theme, by)),
        style: edition.style.clone(),
        script: edition.script.clone(),
        scripts: edition.scripts.clone(),
        repository: site.repository.clone(),
        generator: concat!("lantoa ", env!("CARGO_PKG_VERSION")).to_owned(),
        count: catalog.models.len(),
    }
}
