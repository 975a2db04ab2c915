//! What all pages are rendered with: the template engine, the views that pages share, cards, frames, links.
//!
//! A [`Renderer`] is made once for a site and shared by all threads; which pages there are and what stands on each is
//! said in `outputs`. Rendering is a pure function of catalog, plan and theme.

pub(crate) mod article;
mod cards;
mod filters;
mod frame;
pub(crate) mod host;
pub(crate) mod page;
pub(crate) mod places;
pub(crate) mod results;
pub(crate) mod share_cards;
mod templates;
pub(crate) mod terms;
pub(crate) mod view;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use tera::{Context, Value};

use crate::cache::Store;
use crate::catalog::{Catalog, ModelId};
use crate::finding::{Checked, Finding};
use crate::locality::{Level, UnitId};
use crate::media::{MediaOutput, Unmade};
use crate::route::{self, ListingKind};
use crate::schema::Contact;
use crate::share_card::ShareCard;
use crate::suggestions::Suggestions;
use crate::text::Lang;
use crate::theme::Theme;

use self::cards::Cards;
pub(crate) use self::cards::{count_in_words, drawn_cover, picture, summary};
use self::frame::Frames;
use self::host::Repository;
pub(crate) use self::templates::Templates;
use self::view::{FeedLink, Link, PageView, PreviewPicture, SiteView, Term};
pub(crate) use crate::vietnamese::number;

/// Everything needed to render any output of a site.
pub struct Renderer<'s> {
    pub(crate) catalog: &'s Catalog,
    pub(crate) theme: &'s Theme,
    pub(crate) assets: &'s AssetUrls,
    templates: &'s Templates,
    /// `site`, which every template is given.
    site: Value,
    pub(crate) repository: Option<Repository<'s>>,
    /// A card for each model, rendered once: a model stands on about ten listings and several related lists.
    cards: Cards,
    frames: Frames,
    /// Computed when the first page of a place is rendered.
    suggestions: OnceLock<Suggestions>,
    /// What a place without models is shown first: the most copied models by field.
    first_steps: OnceLock<Vec<ModelId>>,
    /// By the id of a field, what pages name of its share card, which counts all models of the field.
    field_previews: OnceLock<FxHashMap<String, PreviewPicture>>,
    /// The share card of the whole site as pages name it.
    site_preview: OnceLock<Option<PreviewPicture>>,
}

/// URL paths that every page loads or links to.
#[derive(Debug, Default)]
pub(crate) struct AssetUrls {
    /// The style sheet of all pages.
    pub(crate) style: String,
    /// Those of the pages of one kind, by the kind.
    pub(crate) styles: BTreeMap<String, String>,
    /// The search script; `None` for a site without a search.
    pub(crate) search: Option<String>,
    /// The theme's other scripts by file stem: `share` → `assets/share.….js`.
    pub(crate) scripts: BTreeMap<String, String>,
    /// Feeds by the URL path of the page they belong to.
    pub(crate) feeds: FxHashMap<String, Vec<FeedLink>>,
}

/// A rendered output.
pub enum Rendered<'o> {
    /// Its bytes.
    Bytes(Cow<'o, [u8]>),
    /// A picture or attachment.
    Media(&'o MediaOutput),
    /// A share card.
    ShareCard(Box<ShareCard>),
}

impl<'o> Rendered<'o> {
    /// The bytes. What takes long to make is taken from `store`, or kept there.
    ///
    /// # Errors
    /// If a picture or attachment cannot be read any more, has changed since it was read first, or is a broken picture.
    pub fn bytes(self, store: &Store) -> Result<Cow<'o, [u8]>, Unmade> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Media(file) => file.bytes(store).map(Cow::Owned),
            Self::ShareCard(card) => Ok(Cow::Owned(store.get_or_make(card.key(), || card.draw()))),
        }
    }
}

impl<'s> Renderer<'s> {
    /// A renderer with `templates`, which are those of `theme`. A card that cannot be rendered is a finding.
    pub(crate) fn new(
        catalog: &'s Catalog,
        assets: &'s AssetUrls,
        theme: &'s Theme,
        templates: &'s Templates,
    ) -> Checked<Self> {
        let renderer = Self {
            catalog,
            theme,
            assets,
            templates,
            site: Value::from_serializable(&site_view(catalog, assets, theme)),
            repository: Repository::of(&catalog.site),
            cards: if templates.sound { Cards::new(catalog.models.len()) } else { Cards::default() },
            frames: Frames::default(),
            suggestions: OnceLock::new(),
            first_steps: OnceLock::new(),
            field_previews: OnceLock::new(),
            site_preview: OnceLock::new(),
        };
        let findings = renderer.card(0, false).err().map(|finding| *finding).into_iter().collect();
        Checked { value: renderer, findings }
    }

    /// Renders a page of the site: gives the template `page` and `frame` besides what is in `context`.
    pub(crate) fn html_page<'o>(
        &self,
        template: &str,
        page: &PageView,
        mut context: Context,
    ) -> Result<Rendered<'o>, Box<Finding>> {
        context.insert("page", page);
        context.insert_value("frame", self.frame(page)?);
        self.template(template, &page.url, &context)
    }

    /// Renders a template that makes a whole file and has no frame.
    pub(crate) fn template<'o>(
        &self,
        template: &str,
        url_path: &str,
        context: &Context,
    ) -> Result<Rendered<'o>, Box<Finding>> {
        self.templates.render(template, context, url_path).map(Rendered::from)
    }

    /// A context with what every template is given.
    pub(crate) fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context
    }

    /// A string of the theme by its path in `strings/*.yaml`: `home.crumb`.
    pub(crate) fn word(&self, path: &str) -> String {
        self.theme.word(path).to_owned()
    }

    /// The site's language, as far as the program speaks it.
    pub(crate) fn lang(&self) -> Lang {
        self.catalog.site.lang()
    }

    /// What a kind of listing is called: `Lĩnh vực`.
    pub(crate) fn kind_label(&self, by: ListingKind) -> String {
        kind_label(self.theme, by)
    }

    /// The models that a place's page suggests, besides its own.
    pub(crate) fn suggestions(&self) -> &Suggestions {
        self.suggestions.get_or_init(|| Suggestions::new(self.catalog))
    }

    /// What a place without models is shown first.
    pub(crate) fn first_steps(&self) -> &[ModelId] {
        self.first_steps.get_or_init(|| crate::suggestions::most_copied_by_field(self.catalog))
    }

    /// A value with its listing, if there is one.
    pub(crate) fn term_link(&self, by: ListingKind, slug: &str, label: Option<&str>) -> Link {
        let url = self.catalog.listing(by, slug).map(|listing| route::listing(by, &listing.slug, 1));
        Link { label: label.unwrap_or(slug).to_owned(), url }
    }

    /// A word as an editor wrote it, with the listing of all its spellings, if there is one.
    pub(crate) fn word_link(&self, by: ListingKind, word: &str) -> Link {
        let url = self.catalog.listings.of_word(by, word).map(|listing| route::listing(by, &listing.slug, 1));
        Link { label: word.to_owned(), url }
    }

    /// Whether `unit` stands today and is of this level.
    pub(crate) fn is_present(&self, unit: UnitId, level: Level) -> bool {
        let gazetteer = &self.catalog.gazetteer;
        gazetteer.unit(unit).level == level && gazetteer.is_current(unit)
    }
}

impl From<Vec<u8>> for Rendered<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(Cow::Owned(bytes))
    }
}

fn kind_label(theme: &Theme, by: ListingKind) -> String {
    theme.word(&format!("kinds.{}", by.taxonomy().name)).to_owned()
}

fn site_view(catalog: &Catalog, assets: &AssetUrls, theme: &Theme) -> SiteView {
    let site = &catalog.site;
    let field = |field: &crate::schema::Field| {
        let count = catalog.count(ListingKind::Field, &field.id);
        let url = (count > 0).then(|| route::listing(ListingKind::Field, &field.id, 1));
        Term { id: field.id.to_string(), label: field.label.clone(), url, count, note: String::new() }
    };
    let overview = |by: ListingKind| Link { label: kind_label(theme, by), url: Some(by.overview()) };
    let is_offered = |by| page::overviews(catalog).any(|offered| offered == by);
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: site.language.clone(),
        base_url: site.base_url.clone(),
        menu: page::menu(site),
        fields: site.fields.iter().map(field).collect(),
        overviews: page::overviews(catalog).map(overview).collect(),
        ways: [ListingKind::Place, ListingKind::Field].into_iter().filter(|&by| is_offered(by)).map(overview).collect(),
        style: assets.style.clone(),
        styles: assets.styles.clone(),
        script: assets.search.clone(),
        scripts: assets.scripts.clone(),
        repository: site.repository.clone(),
        generator: concat!("lantoa ", env!("CARGO_PKG_VERSION")).to_owned(),
        count: catalog.models.len(),
        offline: catalog.site.offline,
        submit: catalog.site.has_form(),
        sourced: catalog.models.iter().all(|model| !model.front_matter().sources.is_empty()),
        keeper: catalog.site.contact.as_ref().filter(|one| one.can_be_reached()).map(keeper).unwrap_or_default(),
    }
}

/// An office in one line.
fn keeper(contact: &Contact) -> String {
    let Contact { office, address, phone, email, .. } = contact;
    let parts = [office, address, phone, email].into_iter().flatten().map(String::as_str);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
