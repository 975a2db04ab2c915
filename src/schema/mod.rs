//! What an editor may write: the one table of keys, the site's own lists, and the typed front matter read by them.
//!
//! Everything that must know a key (validation, JSON Schema, the template of `new`, the guide's reference) takes it
//! from the one table. This room never resolves a place, looks for a file or compares two models: it only says what one file means
//! by itself, given the lists of `content/site.yaml`.

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
pub use read::{is_web_address, read_model, read_page, read_site};
pub use site::{Campaign, Choice, Field, Id, Level, MenuEntry, MenuTarget, Propose, Site};
pub use snippets::snippets;

#[cfg(test)]
mod tests;
