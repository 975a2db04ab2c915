//! Lan Tỏa compiles Markdown files, one per exemplary model, into a searchable static site that spreads good
//! practices beyond their locality.
//!
//! Data flows one way, and [`build`] is that way as code:
//!
//! ```text
//! content/ themes/ ─read─▶ Source ─parse─▶ Parsed* ─gather─▶ Catalog ─lay out─▶ Edition ─render─▶ bytes ─publish─▶ output/
//! ```
//!
//! Between the two doors ([`source`] and [`publish`]) nothing touches disk, clock, network or a global. What is wrong
//! with the content is a [`finding::Finding`], what is wrong with the world a [`Fault`]. Rooms import downwards only,
//! in the order they are declared here; `tests/testsuite/layers` holds that.

pub mod text;
pub mod vietnamese;

pub mod fault;
pub mod finding;

pub mod front_matter;
pub mod source;

pub mod locality;
pub mod route;
pub mod schema;

pub mod asset;
pub mod drawing;
pub mod entry;
pub mod theme;

pub mod catalog;

pub mod nearby;
pub mod open_data;
pub mod statistics;

pub mod search;

pub mod edition;

pub mod render;

pub mod publish;

mod build;
pub mod serve;

pub mod command;

pub use build::{Built, Memo, Options, Report, Work, build, check, default_output, examine, understand};
pub use fault::Fault;
