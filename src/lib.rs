//! Lan Tỏa compiles Markdown files, one per exemplary model, into a searchable static site that spreads good
//! practices beyond their locality.
//!
//! Data flows one way, and [`build`] is that way as code:
//!
//! ```text
//! content/ themes/ ─read─▶ Source ─parse─▶ Parsed* ─gather─▶ Catalog ─lay out─▶ SitePlan ─render─▶ bytes ─publish─▶ output/
//! ```
//!
//! Between the two doors ([`source`] and [`publish`]) nothing touches disk, clock, network or a global. What is wrong
//! with the content is a [`finding::Finding`], what is wrong with the world a [`SystemError`]. Rooms import downwards only,
//! in the order they are declared here; `tests/layers.rs` holds that.

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

pub mod edition;

pub mod render;

pub mod publish;

mod build;
pub mod serve;

pub mod command;

pub use build::{BuildCache, Built, Options, Report, Work, build, check, default_output, examine, understand};
pub use error::SystemError;
