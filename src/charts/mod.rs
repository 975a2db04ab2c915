//! Maps and charts: draws given numbers, labels and links as pieces of HTML.
//!
//! Maps are inline SVG. Charts are tables with a bar in each row, so that screen readers can read them. There are no
//! scripts, map tiles or third parties, and no `style` attributes: everything that a theme may change (colours, dark
//! mode, contrast) has a class, see `51-content-drawings.css` in the theme. Every map shows quần đảo Hoàng Sa and quần đảo Trường
//! Sa by name. This room knows neither models nor pages, and counts nothing.
//!
//! Coordinates on the Earth are longitude and latitude in degrees, as in
//! [`Gazetteer::middle`](crate::locality::Gazetteer::middle). Map units are those of the `viewBox`, which is [`WIDTH`]
//! wide: one map unit is one CSS pixel on a narrow phone.

mod canvas;
mod chart;
mod country;
mod cover;
mod label;
mod projection;
mod province;
mod qr;
mod shade;
mod silhouette;
mod spread;
mod svg;

pub(crate) use chart::{Bar, BarChart, ColumnChart, ColumnRow, bar_chart, column_chart};
pub(crate) use country::{CountryMap, country_map};
pub(crate) use cover::{Cover, cover, small_cover, small_provinces};
pub(crate) use province::{ProvinceMap, province_map};
pub(crate) use qr::qr_code;
pub(crate) use spread::{SpreadMap, places_map, spread_map};

/// Width of every map in map units.
const WIDTH: f32 = 360.0;

/// A province on a map.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Area {
    /// Its code in the gazetteer: `P68`.
    pub(crate) code: String,
    /// Short name: `Lâm Đồng`.
    pub(crate) label: String,
    /// Text after the name in the tooltip: `12 mô hình`. May be empty.
    pub(crate) fact: String,
    /// Number that the shade shows.
    pub(crate) value: u32,
    /// Link.
    pub(crate) href: Option<String>,
}

/// A dot on a map, mostly a commune.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Dot {
    /// Longitude and latitude in degrees.
    pub(crate) coordinates: (f32, f32),
    /// Name.
    pub(crate) label: String,
    /// Text after the name in the tooltip. May be empty.
    pub(crate) fact: String,
    /// Number that the size shows; a dot with 0 is hollow.
    pub(crate) value: u32,
    /// Link.
    pub(crate) href: Option<String>,
}

/// An arrow from an original to a copy of it. Of several with the same ends the caller makes one, with their number.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct MapArc {
    /// Longitude and latitude of the original in degrees.
    pub(crate) from: (f32, f32),
    /// Longitude and latitude of the copy in degrees.
    pub(crate) to: (f32, f32),
    /// Number that the width shows.
    pub(crate) count: u32,
    /// Tooltip and accessible name: `Đông Giang → Hàm Thạnh: 2 lần`.
    pub(crate) label: String,
    /// Link.
    pub(crate) href: Option<String>,
}

/// Texts on a map, in the page's language. A line of the legend has room for about 18 letters; if its text is empty,
/// the line is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct MapLabels {
    /// Accessible name of the whole map.
    pub(crate) title: String,
    /// Heading of the shades: `Số mô hình`.
    pub(crate) shades: String,
    /// For areas and dots with the value 0: `Chưa có mô hình`.
    pub(crate) none: String,
    /// For other dots: `Nơi có mô hình`.
    pub(crate) dots: String,
    /// For arrows: `Hướng lan tỏa`.
    pub(crate) arcs: String,
}

#[cfg(test)]
mod tests;
