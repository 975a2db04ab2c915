//! Lan Tỏa compiles Markdown files, one per exemplary model, into a static site.

pub mod fault;
pub mod finding;
pub mod search;
pub mod text;
pub mod vietnamese;

pub use fault::Fault;
