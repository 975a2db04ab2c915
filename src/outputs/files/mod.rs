//! Outputs that are not HTML pages, one file a kind.

pub(super) mod assets;
pub(super) mod attachment;
pub(super) mod choices;
pub(super) mod feed;
pub(super) mod hosting;
pub(super) mod icons;
pub(super) mod json_feed;
pub(super) mod open_data;
pub(super) mod robots;
pub(super) mod search_index;
pub(super) mod share_card;
pub(super) mod sitemap;
