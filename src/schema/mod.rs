//! What an editor may write: the key tables, the site's own lists, and the typed front matter.
//!
//! Validation, JSON Schema, the front matter of `new`, snippets, reference, open data and the views of templates all take a
//! key from its table. This room reads one file by itself, given the lists of `content/site.yaml`: it never resolves a
//! place, looks for a file or compares two models.

mod fact;
mod key;
mod keys;
mod model;
mod output;
mod read;
mod site;
mod snippets;

pub use crate::text::Spanned;
pub(crate) use fact::Fact;
pub use fact::{InView, ModelKey, OpenData};
pub use key::{Key, Kind, List};
pub use keys::{MODEL, MODEL_KEYS, PAGE, SITE};
pub use model::{
    Award, Citation, Contact, Figure, ModelFrontMatter, NumberResult, PageFrontMatter, Replication, Update,
};
pub use output::{json_schema, reference, short_template, template};
pub use read::{base_url_problem, read_model, read_page, read_site};
pub use site::{Campaign, Choice, Field, Id, Level, MenuEntry, MenuTarget, Propose, Site};
pub use snippets::snippets;

#[cfg(test)]
mod tests;
