//! Lan Tỏa compiles Markdown files, one per exemplary model, into a searchable static site that spreads good
//! practices beyond their locality.
//!
//! Data flows one way, and [`build`] is that way as code:
//!
//! ```text
//! content/ themes/ ─load─▶ Source ─parse─▶ Parsed ─gather─▶ Catalog ─plan─▶ SitePlan ─render─▶ bytes ─publish─▶ output/
//! ```
//!
//! Between load ([`source`]) and publish ([`publish`]) nothing touches disk, clock, network or a global. What is wrong
//! with the content is a [`finding::Finding`], what is wrong with the machine a [`SystemError`]. Modules import downwards
//! only, in the order they are declared here; `tests/testsuite/layers` holds that.

pub mod text;
pub mod vietnamese;

pub mod error;
pub mod finding;

pub mod front_matter;
pub mod source;

pub mod locality;
pub mod schema;
pub mod taxonomy;

pub mod route;

pub mod charts;
pub mod entry;
pub mod image;
pub mod theme;

pub mod catalog;

pub mod open_data;
pub mod statistics;
pub mod suggestions;

pub mod search;

pub mod render;

pub mod outputs;

pub mod site;

pub mod publish;

mod pipeline;
pub mod serve;

pub mod command;

pub use error::SystemError;
pub use pipeline::{Built, Report, build, build_in_memory, check, default_target, lint};
pub use site::{BuildCache, Options, Site, analyze};
