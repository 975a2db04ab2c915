//! Office documents: lists and reports as bytes. A model's facts become cells, and cells become facts.
//!
//! One table of [columns], made from the key table, is the base of everything that is written and read here.
//! Everything is bytes in, bytes or values out: nothing touches the disk, follows a link of a document, runs a macro or
//! evaluates a formula. What a document may cost in memory is bounded where it is unpacked ([`package`]).

mod article;
mod columns;
mod export;
mod import;
mod notation;
mod package;
mod record;
mod report;
mod sheet;
mod value;
mod write;
mod xml;
mod yaml;

pub(crate) use export::{Filter, Format, table};
#[cfg(test)]
pub(crate) use import::ListColumn;
pub(crate) use import::{
    Aim, Counts, Known, MEMORY, Mapping, Memory, Plan, SETTINGS, Sureness, merged_settings, plain_heading, plan,
    read_settings, with_choices, with_columns,
};
pub(crate) use package::{Deflater, archive};
pub(crate) use report::{Form, Report};
pub(crate) use sheet::MAX_FILE;

// What the desk needs too: the values of a file, a file with other values, and what the import has noted in it.
pub(crate) use import::COMMENTS as IMPORT_COMMENTS;
pub(crate) use import::shortened as shortened_slug;
pub(crate) use import::{UNKNOWN_PLACE, UNPLACED, offers};
pub(crate) use record::of_keys;
pub(crate) use value::{Datum, Group, canonical};
pub(crate) use yaml::{NotChanged, changed, changed_settings, without_entries};

/// Why a document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// There is nothing in it.
    Empty,
    /// It is no archive of the kind that office documents are.
    NoArchive,
    /// It is one, but cut, damaged or of another kind.
    Broken,
    /// A password protects it.
    Locked,
    /// It is larger, once unpacked, than a list can be.
    TooMuch,
    /// It is of Office up to 2003.
    OldOffice,
    /// Its name has the extension of no file that is read here.
    UnknownKind,
    /// Its letters are in no known encoding.
    UnknownLetters,
}

#[cfg(test)]
mod tests;
