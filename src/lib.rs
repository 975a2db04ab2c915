//! Lan Tỏa compiles Markdown files, one per exemplary model, into a searchable static site that spreads good
//! practices beyond their locality.
//!
//! Data flows one way, and [`build`] is that way as code:
//!
//! ```text
//! content/ themes/ ─load─▶ Source ─parse─▶ Parsed ─gather─▶ Catalog ─plan─▶ SitePlan ─render─▶ bytes ─publish─▶ output/
//! ```
//!
//! Between load and publish nothing touches disk, clock, network or a global. What is wrong with the content is a
//! [`Finding`], what is wrong with the machine a [`SystemError`]. Modules import downwards
//! only, in the order they are declared here; `tests/testsuite/layers` holds that.

mod text;
mod vietnamese;

mod error;
mod fingerprint;

mod finding;

mod cache;
mod front_matter;
mod image;
mod media;
mod share_card;
mod source;

mod locality;
mod schema;
mod taxonomy;

mod route;

mod charts;
mod entry;
mod theme;

mod catalog;

mod open_data;
mod statistics;
mod suggestions;

mod office;

mod search;

mod desk;

mod render;

mod outputs;

mod site;

mod publish;

mod pipeline;

mod mend;
mod serve;

mod command;

pub use cache::Store;
pub use command::run;
pub use error::SystemError;
pub use finding::{Checked, Code, Edit, Finding, Fix, Related, Severity};
pub use mend::{Mended, MendedFile, mend, mend_in_memory};
pub use outputs::{Output, SitePlan};
pub use pipeline::{Built, Report, build, build_in_memory, check, default_target, lint};
pub use publish::Outcome;
pub use render::{Rendered, Renderer};
pub use schema::Host;
pub use site::{BuildCache, Options, Site, analyze};
pub use source::Source;
pub use text::{Date, Lang, Message, Position, SitePath};

#[doc(hidden)]
pub mod internals;
