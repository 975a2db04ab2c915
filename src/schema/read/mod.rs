//! From the tree of a YAML text to typed values.
//!
//! [`record`] validates a mapping against its keys, [`value`] and [`choice`] read single values, and [`award`],
//! [`model`] and [`site`] hold the rules that tie keys to each other. All are methods of one [`Reader`], which collects the
//! findings of a file.

mod address;
mod award;
mod choice;
mod foreign;
mod model;
mod number;
mod record;
mod site;
mod value;

pub(crate) use address::base_url_problem;
pub(crate) use choice::{find as find_entry, nearest as nearest_entry};
pub(crate) use model::{read_model, read_page};
pub(crate) use number::{is_figure, year_within};
pub(super) use record::{Reader, Record};
pub use site::read_site;
pub(crate) use value::{collapse_white_space, flag_of};
