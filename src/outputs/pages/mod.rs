//! HTML pages, one file a kind.

pub(super) mod compare;
pub(super) mod data;
pub(super) mod home;
pub(super) mod listing;
pub(super) mod missing;
pub(super) mod model;
pub(super) mod offline;
pub(super) mod overview;
pub(super) mod page;
pub(super) mod places;
pub(super) mod redirect;
pub(super) mod search;
pub(super) mod statistics;
pub(super) mod submit;
