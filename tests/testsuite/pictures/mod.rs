//! Pictures as they are published.

mod drawings;
mod share_cards;
mod store;
