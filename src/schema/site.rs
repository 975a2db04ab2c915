//! The settings of `content/site.yaml`, with defaults filled in.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::Contact;
use crate::text::{Lang, Spanned};

/// The id of an entry in one of the site's lists: ASCII, stable, part of addresses. Cloning is cheap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(Arc<str>);

impl Id {
    /// An id as written.
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The whole site's settings and lists.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteConfig {
    /// The site's name.
    pub title: String,
    /// One sentence on what it is.
    pub description: String,
    /// BCP 47 tag of the site's language: `vi`.
    pub language: String,
    /// Where it will stand, with a trailing `/`; only feeds, sitemap, cards and canonical links need it.
    pub base_url: Option<String>,
    /// The place the site is at home in, as written.
    pub home: Option<Spanned<String>>,
    /// The theme's folder name.
    pub theme: Spanned<String>,
    /// Fields, in the order they are listed.
    pub fields: Vec<Field>,
    /// Award levels, highest first.
    pub levels: Vec<Level>,
    /// Kinds of units that run models.
    pub unit_types: Vec<Choice>,
    /// How far a model has come, in the order a model goes through them.
    pub stages: Vec<Choice>,
    /// Collective, individual.
    pub kinds: Vec<Choice>,
    /// Campaigns.
    pub campaigns: Vec<Campaign>,
    /// The menu.
    pub menu: Vec<MenuEntry>,
    /// The git host's page of this site, without a trailing `/`, for "edit this page".
    pub repository: Option<String>,
    /// What the link "done at your place" opens there; left open, the host decides.
    pub propose: Option<Propose>,
    /// Which pages have a share card; left open, the size of the site decides.
    pub share_cards: Option<ShareCards>,
    /// Which places have a page.
    pub place_pages: PlacePages,
    /// Whether tags have pages.
    pub tag_pages: bool,
    /// Which listings have a feed.
    pub feeds: Feeds,
    /// The office that keeps the site.
    pub contact: Option<Contact>,
    /// Whether readers can write a model in a form; left open, whether the office can be reached decides.
    pub submit: Option<bool>,
    /// Where the site is put.
    pub hosts: Vec<Host>,
    /// Whether browsers keep pages for reading without a line.
    pub offline: bool,
}

/// A host or a server that the program knows the rules of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// Netlify.
    Netlify,
    /// Cloudflare Pages, or its static assets.
    Cloudflare,
    /// GitHub Pages.
    Github,
    /// GitLab Pages.
    Gitlab,
    /// An nginx of one's own.
    Nginx,
    /// A Caddy of one's own.
    Caddy,
    /// Internet Information Services.
    Iis,
}

impl Host {
    /// The host with this id in `site.yaml` and on the command line.
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "netlify" => Self::Netlify,
            "cloudflare" => Self::Cloudflare,
            "github" => Self::Github,
            "gitlab" => Self::Gitlab,
            "nginx" => Self::Nginx,
            "caddy" => Self::Caddy,
            "iis" => Self::Iis,
            _ => return None,
        })
    }
}

/// Which pages have a share card of their own, besides the home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareCards {
    /// Each model and each field.
    Model,
    /// Each field; models show that of their field.
    Field,
    /// None, not even the home page.
    Nothing,
}

/// Which places have a page of their own: hosts limit the number of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlacePages {
    /// Every place that has models or has copied one, and every commune of the home province.
    #[default]
    All,
    /// Places that have models.
    Models,
    /// Present provinces.
    Provinces,
}

/// Which listings have a feed of their own, besides the whole site: hosts limit the number of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Feeds {
    /// Each field, place and organisation.
    #[default]
    All,
    /// Each field.
    Fields,
}

/// What a reader who has copied a model is led to at the git host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Propose {
    /// A new file, begun.
    File,
    /// A new issue, begun.
    Issue,
    /// Nothing.
    Nothing,
}

/// An entry of one of the site's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: Id,
    /// What people read.
    pub label: String,
}

/// A field of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// Whether it stands in official reports by itself.
    pub official: bool,
    /// The official field it is counted as in reports.
    pub counts_as: Option<Id>,
}

/// An award level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// The last year in which it gave awards.
    pub until: Option<u16>,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its id.
    pub id: Id,
    /// What people read.
    pub label: String,
    /// What it consists of; empty while that is not known.
    pub items: Vec<String>,
    /// A sentence about it.
    pub note: Option<String>,
}

/// One entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuEntry {
    /// What people read.
    pub label: String,
    /// Where it leads.
    pub target: MenuTarget,
}

/// Where a menu entry leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuTarget {
    /// The slug of an ordinary page.
    Page(Spanned<String>),
    /// An address elsewhere.
    Url(String),
}

impl SiteConfig {
    /// The language of the program's own texts on the site: `language` as far as the program speaks it.
    pub fn lang(&self) -> Lang {
        Lang::from_tag(&self.language).unwrap_or_default()
    }

    /// Whether readers can write a model in a form. Left open, they can if the office in charge can be reached: a form that
    /// leads to nobody would promise what nobody keeps.
    pub fn has_form(&self) -> bool {
        self.submit.unwrap_or_else(|| self.contact.as_ref().is_some_and(Contact::can_be_reached))
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The award level with this id.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.id == id)
    }

    /// The kind of unit with this id.
    pub fn unit_type(&self, id: &str) -> Option<&Choice> {
        self.unit_types.iter().find(|choice| choice.id == id)
    }

    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&Choice> {
        self.stages.iter().find(|choice| choice.id == id)
    }

    /// The kind (collective, individual) with this id.
    pub fn kind(&self, id: &str) -> Option<&Choice> {
        self.kinds.iter().find(|choice| choice.id == id)
    }

    /// The campaign with this id.
    pub fn campaign(&self, id: &str) -> Option<&Campaign> {
        self.campaigns.iter().find(|campaign| campaign.id == id)
    }
}
