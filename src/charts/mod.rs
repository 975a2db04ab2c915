//! Maps and charts: facts in, a piece of a page out.
//!
//! Maps are inline SVG, charts are tables whose rows carry a bar, because a table is read aloud as well as seen. No
//! script, no tile, no third party, no `style` attribute: what may change with light, darkness or contrast is a class,
//! told in the theme's `51-content-drawings.css`. Every map shows quần đảo Hoàng Sa and quần đảo Trường Sa by name. This
//! room knows neither model nor page: it draws the labels, numbers and addresses it is given, and counts nothing.
//!
//! Places are longitude and latitude in degrees, as in [`Gazetteer::middle`](crate::locality::Gazetteer::middle). Map
//! units are those of the `viewBox`, [`WIDTH`] of them across: one CSS pixel each on a narrow phone.

mod chart;
mod country;
mod label;
mod mark;
mod pen;
mod projection;
mod province;
mod qr;
mod shade;
mod silhouette;
mod spread;

pub(crate) use chart::{Bar, Bars, Columns, Funnel, Row, bars, columns, funnel};
pub(crate) use country::{CountryMap, country};
pub(crate) use province::{ProvinceMap, province};
pub(crate) use qr::qr;
pub(crate) use spread::{SpreadMap, spread};

/// Width of every map in its own units.
pub(crate) const WIDTH: f32 = 360.0;

/// A province on a map.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Area {
    /// Its code in the gazetteer: `P68`.
    pub code: String,
    /// Its name, short: `Lâm Đồng`.
    pub label: String,
    /// What is told of it, with its unit: `12 mô hình`. May be empty.
    pub fact: String,
    /// What its shade tells.
    pub value: u32,
    /// The list behind it.
    pub href: Option<String>,
}

/// A place on a map: a commune, mostly.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Dot {
    /// Longitude and latitude, in degrees.
    pub at: (f32, f32),
    /// Its name.
    pub label: String,
    /// What is told of it, with its unit. May be empty.
    pub fact: String,
    /// What its size tells; 0 draws it hollow.
    pub value: u32,
    /// The list behind it.
    pub href: Option<String>,
}

/// A way that something has spread. Arcs with the same ends are better told as one, with their count.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Arc {
    /// Longitude and latitude of the original, in degrees.
    pub from: (f32, f32),
    /// Longitude and latitude of the copy.
    pub to: (f32, f32),
    /// What its thickness tells.
    pub count: u32,
    /// Read aloud, and shown under the pointer: `Đông Giang → Hàm Thạnh: 2 lần`.
    pub label: String,
    /// The list behind it.
    pub href: Option<String>,
}

/// The words on a map, in the page's language. A legend has room for about 18 letters; an empty one leaves its line out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Words {
    /// What the map as a whole shows, read aloud.
    pub title: String,
    /// Above the shades: `Số mô hình`.
    pub shades: String,
    /// Beside what has nothing: `Chưa có mô hình`.
    pub none: String,
    /// Beside a full dot: `Nơi có mô hình`.
    pub dots: String,
    /// Beside an arrow: `Hướng lan tỏa`.
    pub arcs: String,
}

#[cfg(test)]
mod tests;
