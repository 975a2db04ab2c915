//! Lan Tỏa compiles Markdown files, one per exemplary model, into a static site.

pub mod fault;
pub mod finding;
pub mod front_matter;
pub mod schema;
pub mod text;

pub use fault::Fault;
