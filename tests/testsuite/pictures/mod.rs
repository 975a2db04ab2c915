//! Pictures as they are published.

mod drawings;
mod store;
