//! What a Markdown file of the site is, by the folder that it lies in.

use serde::Deserialize;

use super::{MODELS, PAGES};
use crate::route;
use crate::schema::{Key, MODEL, PAGE};
use crate::text::SitePath;

/// A model or an ordinary page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum EntryKind {
    #[default]
    Model,
    Page,
}

impl EntryKind {
    /// What the file `path` is: a model, unless it lies in the folder of pages.
    pub(crate) fn of(path: &SitePath) -> Self {
        if path.is_in(PAGES) { Self::Page } else { Self::Model }
    }

    /// The folder of such files.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Model => MODELS,
            Self::Page => PAGES,
        }
    }

    /// The table of their keys.
    pub(crate) fn keys(self) -> &'static [Key] {
        match self {
            Self::Model => MODEL,
            Self::Page => PAGE,
        }
    }

    /// The URL path of the page with this slug.
    pub(crate) fn url_path(self, slug: &str) -> String {
        match self {
            Self::Model => route::model(slug),
            Self::Page => route::page(slug),
        }
    }
}
