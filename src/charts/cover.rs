//! The drawn cover of a model without a picture: the shape of its province, rings that spread from its place, and a dot
//! for each copy in the direction in which it lies. An emblem, not a map: distances are shown in steps. There is a wide one
//! for the model's page and a small square one for lists, whose shapes of provinces are in one picture for all.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::locality::{Archipelago, Outline, ProvinceOutline, Ring};

use super::label::{Anchor, push_text};
use super::projection::{Viewport, bounds_of};
use super::svg::{push_integer, push_number, push_ring};

/// The content of a cover.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cover {
    /// The province's code in the gazetteer: `P68`.
    pub(crate) code: String,
    /// Longitude and latitude of the model's place in degrees, if known.
    pub(crate) place: Option<(f32, f32)>,
    /// The same of its copies.
    pub(crate) copies: Vec<(f32, f32)>,
}

/// Where everything stands on a cover. A box is left, top, width and height.
struct Layout {
    /// How the element begins; of a small one up to its class.
    start: &'static str,
    size: (f32, f32),
    /// The box of a province, and of one beside its archipelago.
    province: [[f32; 4]; 2],
    /// The box of an archipelago.
    isles: [f32; 4],
    /// Units between two points of an outline.
    step: i32,
    /// Radii of the rings.
    rings: &'static [f32],
    /// Copies that have a dot, and the radius of a dot.
    dots: (usize, f32),
    /// Whether the name of an archipelago stands in two lines.
    two_lines: bool,
}

/// Width and height of a small cover.
const SIDE: f32 = 88.0;

/// On the page of a model.
const WIDE: Layout = Layout {
    start: "<svg class=\"cover drawn\" viewBox=\"0 0 360 120\" aria-hidden=\"true\">",
    size: (360.0, 120.0),
    province: [[24.0, 6.0, 140.0, 108.0]; 2],
    isles: [228.0, 14.0, 110.0, 66.0],
    step: 2,
    rings: &[16.0, 30.0, 50.0, 78.0, 116.0],
    dots: (16, 4.0),
    two_lines: false,
};

/// On a card, of which a page has many: 140 bytes each.
const SMALL: Layout = Layout {
    start: "<svg class=\"face ",
    size: (SIDE, SIDE),
    province: [[8.0, 8.0, 72.0, 72.0], [5.0, 34.0, 48.0, 49.0]],
    isles: [52.0, 8.0, 30.0, 22.0],
    step: 3,
    rings: &[11.0, 22.0, 38.0],
    dots: (8, 3.5),
    two_lines: true,
};

/// A province as it stands on covers: what does not depend on the model.
struct Land {
    /// Its shape, as the data of a path.
    shape: String,
    /// The archipelago that belongs to it, as SVG; mostly empty.
    isles: String,
    viewport: Viewport,
    middle: (f32, f32),
}

/// All provinces by their code, drawn once.
type Lands = BTreeMap<String, Land>;

static WIDE_LANDS: LazyLock<Lands> = LazyLock::new(|| lands(&WIDE));
static SMALL_LANDS: LazyLock<Lands> = LazyLock::new(|| lands(&SMALL));

/// Draws a cover as inline SVG of about half a kilobyte; empty if there is no such province. Radii are the style sheet's.
pub(crate) fn cover(cover: &Cover) -> String {
    let Some(land) = WIDE_LANDS.get(&cover.code) else { return String::new() };
    let centre = centre(cover, land);
    let mut out = String::from(WIDE.start);
    for part in ["<path class=\"land\" d=\"", &land.shape, "\"/>", &land.isles] {
        out.push_str(part);
    }
    push_rings(&mut out, centre, &WIDE);
    for point in dots(cover, centre, &WIDE) {
        push_dot(&mut out, point);
    }
    out.push_str("</svg>");
    out
}

/// Draws the small cover that stands on cards. The shape of the province lies behind it: a style sheet shows that part of
/// [`small_provinces`] for the class that is the province's code.
pub(crate) fn small_cover(cover: &Cover) -> String {
    let Some(land) = SMALL_LANDS.get(&cover.code) else { return String::new() };
    let centre = centre(cover, land);
    let mut out = String::from(SMALL.start);
    for part in [cover.code.as_str(), "\" viewBox=\"0 0 88 88\" aria-hidden=\"true\">", &land.isles] {
        out.push_str(part);
    }
    push_rings(&mut out, centre, &SMALL);
    for point in dots(cover, centre, &SMALL) {
        push_dot(&mut out, point);
    }
    out.push_str("</svg>");
    out
}

/// The shapes of all provinces for small covers, one below the other in the order of their codes, as an SVG file.
pub(crate) fn small_provinces() -> String {
    let height = SIDE * SMALL_LANDS.len() as f32;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{SIDE}\" height=\"{height}\" viewBox=\"0 0 {SIDE} {height}\"><style>\
         @media (prefers-color-scheme:dark){{g{{fill:#fff}}}}</style><g fill-opacity=\".2\">"
    );
    for (at, land) in SMALL_LANDS.values().enumerate() {
        out.push_str("<path transform=\"translate(0 ");
        push_integer(&mut out, SIDE as u32 * at as u32);
        out.push_str(")\" d=\"");
        out.push_str(&land.shape);
        out.push_str("\"/>");
    }
    out.push_str("</g></svg>\n");
    out
}

/// The middle of the rings.
fn centre(cover: &Cover, land: &Land) -> (f32, f32) {
    let place = cover.place.filter(|&at| Archipelago::of(at).is_none()).map(|at| land.viewport.project(at));
    place.filter(|&point| land.viewport.contains(point)).unwrap_or(land.middle)
}

/// The dots of the first copies.
fn dots(cover: &Cover, centre: (f32, f32), layout: &Layout) -> impl Iterator<Item = (f32, f32)> {
    cover.copies.iter().take(layout.dots.0).map(move |&copy| dot(cover.place, copy, centre, layout))
}

fn lands(layout: &Layout) -> Lands {
    let provinces = Outline::builtin().provinces();
    provinces.filter_map(|province| Some((province.code.clone(), land(province, layout)?))).collect()
}

fn land(province: &ProvinceOutline, layout: &Layout) -> Option<Land> {
    let land = || province.rings.iter().filter(|ring| ring.archipelago.is_none());
    // Islands far from the coast would leave no room for the land: they are outside.
    let largest = land().max_by_key(|ring| ring.points.len())?;
    let own = Archipelago::ALL.into_iter().find(|own| own.province() == province.code);
    let area = layout.province[usize::from(own.is_some())];
    let viewport = Viewport::fit(bounds_of(largest.points.iter().copied())?, area, 0.0);
    let is_inside = |&point: &(f32, f32)| {
        let (x, y) = viewport.project(point);
        (0.0..=layout.size.0).contains(&x) && (0.0..=layout.size.1).contains(&y)
    };
    let mut shape = String::new();
    let shown = land().filter(|ring| ring.points.iter().all(is_inside));
    shown.for_each(|ring| push_outline(&mut shape, ring, &viewport, layout.step));
    let mut isles = String::new();
    if let Some(own) = own {
        push_isles(&mut isles, province, own, layout);
    }
    let middle = (area[0] + area[2] / 2.0, area[1] + area[3] / 2.0);
    Some(Land { shape, isles, viewport, middle })
}

/// Where the dot of a copy is: in its direction, on one of the rings, the farther the wider, inside the drawing.
fn dot(place: Option<(f32, f32)>, (lon, lat): (f32, f32), (x, y): (f32, f32), layout: &Layout) -> (f32, f32) {
    let (from_lon, from_lat) = place.unwrap_or((lon - 1.0, lat));
    let (east, north) = ((lon - from_lon) * from_lat.to_radians().cos(), lat - from_lat);
    let degrees = east.hypot(north);
    // About 10, 40, 150 and 500 kilometres.
    let ring = [0.09, 0.36, 1.35, 4.5].iter().filter(|&&limit| degrees > limit).count();
    let (east, north) = if degrees > 0.0 { (east / degrees, north / degrees) } else { (1.0, 0.0) };
    let radius = layout.rings[ring.min(layout.rings.len() - 1)];
    let edge = layout.dots.1 * 2.0;
    let (width, height) = layout.size;
    // Seen from a slant, as rings on water are: up and down are shorter.
    ((x + east * radius).clamp(edge, width - edge), (y - north * radius * 0.6).clamp(edge, height - edge))
}

/// The archipelago that belongs to the province, with its name: no shape of the province is without it.
fn push_isles(out: &mut String, province: &ProvinceOutline, own: Archipelago, layout: &Layout) {
    let [left, top, width, height] = layout.isles;
    let viewport = Viewport::fit(own.waters(), layout.isles, 0.0);
    out.push_str("<path class=\"isles\" d=\"");
    // Each is a dot at this size; those that would lie in another one are left out.
    let mut dots: Vec<(i32, i32)> = Vec::new();
    for ring in province.rings.iter().filter(|ring| ring.archipelago == Some(own)) {
        let Some(point) = ring.points.first().map(|&point| whole(point, &viewport)) else { continue };
        if dots.iter().all(|&dot| are_apart(dot, point, layout.step)) {
            dots.push(point);
            push_outline(out, ring, &viewport, layout.step);
        }
    }
    out.push_str("\"/>");
    let name = own.name();
    // “Quần đảo”, and which.
    let parts = name.match_indices(' ').nth(1).map(|(at, _)| [&name[..at], &name[at + 1..]]);
    match parts.filter(|_| layout.two_lines) {
        Some(lines) => {
            for (line, y) in lines.into_iter().zip([13.0, 26.0]) {
                push_text(out, "isle", line, (left + width - 1.0, top + height + y), Anchor::End);
            }
        }
        None => push_text(out, "isle", name, (left + width / 2.0, top + height + 18.0), Anchor::Middle),
    }
}

/// Points that are less than `step` from the one before are left out.
fn push_outline(out: &mut String, ring: &Ring, viewport: &Viewport, step: i32) {
    let mut last = None;
    let is_new = |&point: &(i32, i32)| {
        let is_new = last.is_none_or(|last| are_apart(last, point, step));
        if is_new {
            last = Some(point);
        }
        is_new
    };
    push_ring(out, ring.points.iter().map(|&point| whole(point, viewport)).filter(is_new));
}

/// In whole units, which is fine enough.
fn whole(point: (f32, f32), viewport: &Viewport) -> (i32, i32) {
    let (x, y) = viewport.project(point);
    (x.round() as i32, y.round() as i32)
}

fn are_apart((x, y): (i32, i32), (a, b): (i32, i32), step: i32) -> bool {
    (x - a).abs().max((y - b).abs()) >= step
}

/// The rings and in their middle the model's own dot.
fn push_rings(out: &mut String, (x, y): (f32, f32), layout: &Layout) {
    out.push_str("<g transform=\"translate(");
    push_integer(out, x.round() as u32);
    out.push(' ');
    push_integer(out, y.round() as u32);
    out.push_str(")\">");
    (0..=layout.rings.len()).for_each(|_| out.push_str("<circle/>"));
    out.push_str("</g>");
}

/// The dot of a copy.
fn push_dot(out: &mut String, (x, y): (f32, f32)) {
    out.push_str("<circle");
    push_number(out, "cx", x);
    push_number(out, "cy", y);
    out.push_str("/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_a_small_cover_and_the_isles_are_never_left_out() {
        for province in Outline::builtin().provinces() {
            let content = Cover { code: province.code.clone(), ..Cover::default() };
            for (cover, lengths) in [(cover(&content), 250..1700), (small_cover(&content), 100..600)] {
                assert!(lengths.contains(&cover.len()), "{}: {} bytes", province.code, cover.len());
                for own in Archipelago::ALL {
                    let named = own.name().rsplit(' ').nth(1).is_some_and(|last| cover.contains(last));
                    let is_shown = named && cover.contains("class=\"isles\"");
                    assert_eq!(is_shown, own.province() == province.code, "{}: {cover}", province.code);
                }
            }
        }
        assert_eq!(cover(&Cover { code: "P99".to_owned(), ..Cover::default() }), "");
    }

    /// The style sheets have the radii; for small covers theirs finds a province in the picture of all by its place in it.
    #[test]
    fn the_style_sheets_know_covers() {
        let sheets = [
            (&WIDE, ".drawn", include_str!("../../themes/default/style/home+model/40-pages.css")),
            (&SMALL, ".face", include_str!("../../themes/default/style/home+listing/40-pages.css")),
        ];
        for (layout, class, sheet) in sheets {
            for (at, radius) in layout.rings.iter().chain([&(layout.dots.1 + 1.0)]).enumerate() {
                let rule = format!("{class} g :nth-child({}) {{ r: {radius}px", at + 1);
                assert!(sheet.contains(&rule), "{rule}");
            }
            let rule = format!("{class} circle {{ r: {}px", layout.dots.1);
            assert!(sheet.contains(&rule), "{rule}");
        }
        let sheet = include_str!("../../themes/default/style/home+listing/40-pages.css");
        let all = small_provinces();
        for (at, province) in Outline::builtin().provinces().enumerate() {
            let rule = format!(".{} {{ --at: {at} }}", province.code);
            assert!(sheet.contains(&rule), "{rule}");
            assert!(all.contains(&format!("translate(0 {})", at * 88)), "{}", province.code);
        }
        assert!(sheet.contains(&format!("/ {})", Outline::builtin().provinces().count() - 1)));
        assert!(all.len() < 14_000, "{}", all.len());
    }

    #[test]
    fn a_copy_is_shown_in_its_direction_and_farther_ones_farther_out() {
        let (from, at) = ((108.0, 11.0), (94.0, 60.0));
        let north = dot(Some(from), (108.0, 11.2), at, &WIDE);
        let far_east = dot(Some(from), (112.0, 11.0), at, &WIDE);
        let near_east = dot(Some(from), (108.2, 11.0), at, &WIDE);
        assert!(north.1 < at.1 && (north.0 - at.0).abs() < 0.1, "{north:?}");
        assert!(far_east.0 > near_east.0 && near_east.0 > at.0, "{far_east:?} {near_east:?}");
    }
}
