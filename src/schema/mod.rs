//! What an editor may write: the key tables, the site's own lists, and the typed front matter.
//!
//! Validation, JSON Schema, the front matter of `new`, snippets, open data and the views of templates all take a
//! key from its table. This room reads one file by itself, given the lists of `content/site.yaml`: it never resolves a
//! place, looks for a file or compares two models.

mod fact;
mod key;
mod keys;
mod model;
mod need;
mod output;
mod read;
mod sections;
mod site;
mod snippets;

pub(crate) use fact::Fact;
pub use fact::{InView, ModelKey, OpenData};
pub(crate) use key::{Key, Kind, List};
pub use keys::{MODEL, MODEL_KEYS};
pub(crate) use keys::{PAGE, SITE};
pub use model::Award;
#[cfg(test)]
pub(crate) use model::Figure;
pub(crate) use model::{
    Citation, Contact, ModelFrontMatter, NumberResult, PageFrontMatter, Replication, ReplicationCount, Update,
};
pub(crate) use need::{Need, Told};
pub(crate) use output::{flow_scalar, short_template, template_of};
pub use output::{json_schema, template};
pub use read::read_site;
pub(crate) use read::{
    base_url_problem, collapse_white_space, find_entry, flag_of, is_figure, nearest_entry, read_model, read_page,
    year_within,
};
pub(crate) use sections::{CONDITIONS, SECTIONS, STEPS, Section, new_model, sample_model};
pub use site::Host;
pub use site::SiteConfig;
pub(crate) use site::{Choice, Feeds, Field, Id, MenuEntry, MenuTarget, PlacePages, Propose, ShareCards};
pub use snippets::snippets;

#[cfg(test)]
mod tests;
