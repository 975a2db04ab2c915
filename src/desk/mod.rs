//! The desk: what a clerk's form shows of a file (a model, a page) and what becomes of the file when the form is saved.
//!
//! A form is made from the table of keys ([`form()`]); [`Sheet`] is one file as the form has it, and [`edited`] makes the file
//! of a form that was filled in; [`settings()`] and what stands beside it are the same for the site itself. What nobody has
//! changed stays as it was written. Nothing here touches the disk or speaks HTTP; `serve::desk` does.

mod check;
mod form;
mod list;
mod menu;
mod names;
mod notes;
mod places;
mod rename;
mod settings;
mod values;
mod words;
mod write;

pub(crate) use check::{Remark, check, mended, remarks};
pub(crate) use form::form;
pub(crate) use list::rows;
pub(crate) use menu::{with_menu_entry, without_menu_entry};
pub(crate) use names::{free_page, free_path, free_picture, is_free, province_folder};
pub(crate) use notes::notes_with_offers;
pub(crate) use places::PlaceNames;
pub(crate) use rename::{Renamed, renamed, with_address};
pub(crate) use settings::{edited_settings, remarks_on_settings, settings, settings_form};
pub(crate) use values::{Sheet, body_line};
pub(crate) use words::{at_desk, said_at_desk};
pub(crate) use write::{Filled, begun, edited, new_file};

#[cfg(test)]
mod tests;
