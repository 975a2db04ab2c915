//! The drawn cover of a model without a picture: the shape of its province, rings that spread from its place, and a dot
//! for each copy in the direction in which it lies. An emblem, not a map: distances are shown in steps.

use crate::locality::{Archipelago, Outline, ProvinceOutline, Ring};

use super::label::{Anchor, push_text};
use super::projection::{Viewport, bounds_of};
use super::svg::{push_number, push_ring};

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

const WIDTH: f32 = 360.0;
const HEIGHT: f32 = 120.0;
/// Left, top, width and height of the province.
const PROVINCE: [f32; 4] = [24.0, 6.0, 140.0, 108.0];
/// The same of an archipelago that belongs to it.
const ISLES: [f32; 4] = [228.0, 14.0, 110.0, 66.0];
/// Radii of the rings.
const RINGS: [f32; 5] = [16.0, 30.0, 50.0, 78.0, 116.0];
/// Copies that have a dot.
const DOTS: usize = 16;

/// Draws a cover as inline SVG of about one kilobyte; empty if there is no such province.
pub(crate) fn cover(cover: &Cover) -> String {
    let Some(province) = Outline::builtin().province(&cover.code) else { return String::new() };
    let land = || province.rings.iter().filter(|ring| ring.archipelago.is_none());
    // Islands far from the coast would leave no room for the land: they are outside.
    let largest = land().max_by_key(|ring| ring.points.len());
    let Some(bounds) = largest.and_then(|ring| bounds_of(ring.points.iter().copied())) else { return String::new() };
    let viewport = Viewport::fit(bounds, PROVINCE, 0.0);
    let middle = (PROVINCE[0] + PROVINCE[2] / 2.0, PROVINCE[1] + PROVINCE[3] / 2.0);
    let place = cover.place.filter(|&at| Archipelago::of(at).is_none()).map(|at| viewport.project(at));
    let centre = place.filter(|&point| viewport.contains(point)).unwrap_or(middle);

    let mut out = String::from("<svg class=\"cover drawn\" viewBox=\"0 0 360 120\" aria-hidden=\"true\">");
    out.push_str("<path class=\"land\" d=\"");
    land().for_each(|ring| push_outline(&mut out, ring, &viewport));
    out.push_str("\"/>");
    push_isles(&mut out, province);
    out.push_str("<g class=\"rings\">");
    for radius in RINGS {
        push_circle(&mut out, centre, radius);
    }
    out.push_str("</g>");
    for &copy in cover.copies.iter().take(DOTS) {
        out.push_str("<g class=\"far\">");
        push_circle(&mut out, dot(cover.place, copy, centre), 4.0);
        out.push_str("</g>");
    }
    out.push_str("<g class=\"start\">");
    push_circle(&mut out, centre, 5.0);
    out.push_str("</g></svg>");
    out
}

/// Where the dot of a copy is: in its direction, on one of the rings, the farther the wider, inside the drawing.
fn dot(place: Option<(f32, f32)>, (lon, lat): (f32, f32), (x, y): (f32, f32)) -> (f32, f32) {
    let (from_lon, from_lat) = place.unwrap_or((lon - 1.0, lat));
    let (east, north) = ((lon - from_lon) * from_lat.to_radians().cos(), lat - from_lat);
    let degrees = east.hypot(north);
    // About 10, 40, 150 and 500 kilometres.
    let ring = [0.09, 0.36, 1.35, 4.5].iter().filter(|&&limit| degrees > limit).count();
    let (east, north) = if degrees > 0.0 { (east / degrees, north / degrees) } else { (1.0, 0.0) };
    let radius = RINGS[ring.min(RINGS.len() - 1)];
    // Seen from a slant, as rings on water are: up and down are shorter.
    ((x + east * radius).clamp(8.0, WIDTH - 8.0), (y - north * radius * 0.6).clamp(8.0, HEIGHT - 8.0))
}

/// The archipelago that belongs to the province, with its name: no shape of the province is without it.
fn push_isles(out: &mut String, province: &ProvinceOutline) {
    let Some(own) = Archipelago::ALL.into_iter().find(|own| own.province() == province.code) else { return };
    let viewport = Viewport::fit(own.waters(), ISLES, 0.0);
    out.push_str("<path class=\"isles\" d=\"");
    let rings = province.rings.iter().filter(|ring| ring.archipelago == Some(own));
    rings.for_each(|ring| push_outline(out, ring, &viewport));
    out.push_str("\"/>");
    push_text(out, "isle", own.name(), (ISLES[0] + ISLES[2] / 2.0, ISLES[1] + ISLES[3] + 18.0), Anchor::Middle);
}

/// In whole units, which is fine enough.
fn push_outline(out: &mut String, ring: &Ring, viewport: &Viewport) {
    let whole = |&point: &(f32, f32)| {
        let (x, y) = viewport.project(point);
        (x.round() as i32, y.round() as i32)
    };
    push_ring(out, ring.points.iter().map(whole));
}

fn push_circle(out: &mut String, (x, y): (f32, f32), radius: f32) {
    out.push_str("<circle");
    push_number(out, "cx", x);
    push_number(out, "cy", y);
    push_number(out, "r", radius);
    out.push_str("/>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_a_small_cover_and_the_isles_are_never_left_out() {
        for province in Outline::builtin().provinces() {
            let cover = cover(&Cover { code: province.code.clone(), ..Cover::default() });
            assert!((400..2500).contains(&cover.len()), "{}: {} bytes", province.code, cover.len());
            for own in Archipelago::ALL {
                assert_eq!(cover.contains(own.name()), own.province() == province.code, "{}", province.code);
            }
        }
        assert_eq!(cover(&Cover { code: "P99".to_owned(), ..Cover::default() }), "");
    }

    #[test]
    fn a_copy_is_shown_in_its_direction_and_farther_ones_farther_out() {
        let (from, at) = ((108.0, 11.0), (94.0, 60.0));
        let north = dot(Some(from), (108.0, 11.2), at);
        let far_east = dot(Some(from), (112.0, 11.0), at);
        let near_east = dot(Some(from), (108.2, 11.0), at);
        assert!(north.1 < at.1 && (north.0 - at.0).abs() < 0.1, "{north:?}");
        assert!(far_east.0 > near_east.0 && near_east.0 > at.0, "{far_east:?} {near_east:?}");
    }
}
