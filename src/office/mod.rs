//! Office documents: lists and reports as bytes. A model's facts become cells, and cells become facts.
//!
//! One table of [columns](columns), made from the key table, is the base of everything that is written and read here.
//! Everything is bytes in, bytes or values out: nothing touches the disk, follows a link of a document, runs a macro or
//! evaluates a formula. What a document may cost in memory is bounded where it is unpacked ([`package`]).

#![allow(dead_code, unused_imports, reason = "what reads is used by `import`, which comes next")]

mod columns;
mod export;
mod notation;
mod package;
mod record;
mod value;
mod write;
mod xml;

pub(crate) use export::{Filter, Format, Table, table};
pub(crate) use write::TooLong;

/// Why a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is no archive of the kind that office documents are.
    NoArchive,
    /// It is one, but cut, damaged or of another kind.
    Broken,
    /// A password protects it.
    Locked,
    /// It is larger, once unpacked, than a list can be.
    TooMuch,
}
