//! Pictures as they are published.

mod broken;
mod drawings;
mod share_cards;
mod store;
