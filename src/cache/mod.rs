//! What is kept on disk from one run to the next to save work: all of it may be deleted at any time, and no result
//! depends on it.
//!
//! [`site`] keeps notes of one site, in `.lantoa/` below its root; [`last_build`] is one of them. What `serve` keeps in
//! memory between two changes is elsewhere: `site::BuildCache`.

pub(crate) mod last_build;
pub(crate) mod site;
