//! What is kept on disk from one run to the next to save work: all of it may be deleted at any time, and no result
//! depends on it.
//!
//! * [`site`]: notes of one site, in `.lantoa/` below its root. [`last_build`] and [`drawn`] are two of them.
//! * [`Store`]: results that are expensive to compute and the same for every site, by the hash of what they were computed
//!   from, in the cache folder of the system. [`recent`] lies beside it: which sites the desk has opened.
//!
//! What `serve` keeps in memory between two changes is elsewhere: `site::BuildCache`.

pub(crate) mod drawn;
pub(crate) mod last_build;
pub(crate) mod recent;
pub(crate) mod site;
mod store;

pub(crate) use store::Key;
pub use store::Store;

#[cfg(test)]
mod tests;
