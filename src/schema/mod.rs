//! What an editor may write: the one table of keys, the site's own lists, and the typed front matter read by them.
//!
//! Everything that must know a key (validation, JSON Schema, the template of `new`, the guide's reference) takes it
//! from the one table. This room never resolves a place, looks for a file or compares two models: it only says what one file means
//! by itself, given the lists of `content/site.yaml`.

mod model;
mod site;

pub use crate::text::Spanned;
pub use model::{Award, Citation, Contact, Figure, ModelMatter, NumberResult, PageMatter, Replication, Update};
pub use site::{Campaign, Choice, Field, Id, Level, MenuEntry, MenuTarget, Site};
