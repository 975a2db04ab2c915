//! The map of one province: its communes as dots among its neighbours, and below it where it lies in the country.

use crate::locality::{Archipelago, Outline, ProvinceOutline, Ring};

use super::country::{open, push_frame, push_province};
use super::label::{Anchor, Room, push_text};
use super::mark::{Legend, Sheet, radius};
use super::pen::{push_number, push_tenths, tenths};
use super::projection::{Bounds, Frame, around, extent, meet};
use super::shade::Shades;
use super::silhouette::Silhouette;
use super::{Arc, Area, Dot, WIDTH, Words};

/// What a map of a province shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ProvinceMap {
    /// The words.
    pub words: Words,
    /// The province's code in the gazetteer.
    pub code: String,
    /// Its neighbours, for their names and addresses; all 34 may be given. Their values are not used.
    pub areas: Vec<Area>,
    /// Its communes.
    pub dots: Vec<Dot>,
    /// Ways within it, out of it and into it: those that leave it end at the edge.
    pub arcs: Vec<Arc>,
}

/// The largest height of the province itself.
const TALLEST: f32 = 430.0;
/// Communes that are named on the map itself.
const NAMED: usize = 7;
const GAP: f32 = 8.0;

/// Draws a province as inline SVG, or nothing if there is no such province. Quần đảo Hoàng Sa and quần đảo Trường Sa are
/// always on the inset of the country; on the maps of Đà Nẵng and Khánh Hòa their own also has a frame of its own, with
/// its communes.
pub(crate) fn province(map: &ProvinceMap) -> String {
    let Some(home) = Outline::builtin().province(&map.code) else { return String::new() };
    let main = main_frame(home, &map.dots);
    let archipelago = Archipelago::ALL.into_iter().find(|archipelago| archipelago.province() == map.code);
    let own = archipelago.map(|own| (own, own_frame(own, main.area[3] + GAP)));
    let mut frames: Vec<(Option<Archipelago>, Frame)> = own.iter().map(|(own, frame)| (Some(*own), *frame)).collect();
    frames.push((None, main));
    let sheet = Sheet { frames: &frames, dots: 1.0 };
    let bottom = own.map_or(main.area[3], |(_, frame)| frame.area[1] + frame.area[3]) + GAP;
    let inset = Silhouette::inset();

    let mut out = String::with_capacity(24 * 1024);
    open(&mut out, "map province", &map.words.title, bottom + inset.frame.area[3]);
    push_main(&mut out, home, &map.areas, main);
    let mut room = Room::new(main.area);
    if let Some((archipelago, frame)) = own {
        push_own(&mut out, home, archipelago, frame);
    }
    sheet.dots(&mut out, &map.dots);
    sheet.arcs(&mut out, &map.arcs);
    push_names(&mut out, &sheet, &map.dots, &mut room);
    out.push_str("<svg");
    push_number(&mut out, "y", bottom);
    out.push_str(" width=\"360\"");
    push_number(&mut out, "height", inset.frame.area[3]);
    out.push('>');
    inset.push(&mut out);
    inset.push_here(&mut out, &map.code);
    out.push_str("</svg>");
    push_legend(&mut out, map, bottom + 14.0);
    out.push_str("</svg>");
    out
}

/// The province and what of its communes lies before its coast, but for the archipelagos, as wide or as tall as it may be.
fn main_frame(home: &ProvinceOutline, dots: &[Dot]) -> Frame {
    let rings = home.rings.iter().filter(|ring| ring.archipelago.is_none());
    let land = around(rings.flat_map(|ring| ring.points.iter().copied())).unwrap_or([102.1, 8.5, 109.5, 23.4]);
    // An island can lie far out; a place two degrees away is no part of a province's map but a wrong number.
    let near = [land[0] - 2.0, land[1] - 2.0, land[2] + 2.0, land[3] + 2.0];
    let places = dots
        .iter()
        .map(|dot| dot.at)
        .filter(|at| Archipelago::of(*at).is_none() && meet(near, [at.0, at.1, at.0, at.1]));
    let corners = [(land[0], land[1]), (land[2], land[3])];
    let bounds = around(places.chain(corners)).unwrap_or(land);
    let (wide, high) = extent(bounds);
    let margin = 14.0;
    let height = ((WIDTH - 2.0 * margin) * high / wide + 2.0 * margin).clamp(220.0, TALLEST).round();
    Frame::fit(bounds, [0.0, 0.0, WIDTH, height], margin)
}

fn own_frame(archipelago: Archipelago, top: f32) -> Frame {
    let height = match archipelago {
        Archipelago::HoangSa => 170.0,
        Archipelago::TruongSa => 214.0,
    };
    Frame::fit(archipelago.waters(), [0.5, top, WIDTH - 1.0, height], 8.0)
}

/// The neighbours and, on top, the province. A picture within the picture cuts off what lies beyond the frame.
fn push_main(out: &mut String, home: &ProvinceOutline, areas: &[Area], main: Frame) {
    out.push_str("<svg width=\"360\"");
    push_number(out, "height", main.area[3]);
    out.push_str("><g class=\"around\">");
    let shades = Shades::of([]);
    let seen = main.bounds();
    let shown = |ring: &Ring| ring.archipelago.is_none() && touches(ring, seen);
    for province in Outline::builtin().provinces().filter(|province| province.code != home.code) {
        if province.rings.iter().any(shown) {
            let area = areas.iter().find(|area| area.code == province.code);
            let named = area.map(|area| Area { fact: String::new(), value: 0, ..area.clone() });
            push_province(out, province, named.as_ref(), &shades, |ring| shown(ring).then_some(main));
        }
    }
    out.push_str("</g><g class=\"home\">");
    push_province(out, home, None, &shades, |ring| ring.archipelago.is_none().then_some(main));
    // The edge of what is shown, where land may go on.
    out.push_str("</g></svg><path class=\"frame\" d=\"M0 ");
    push_tenths(out, tenths(main.area[3]));
    out.push_str("h360\"/>");
}

fn touches(ring: &Ring, seen: Bounds) -> bool {
    around(ring.points.iter().copied()).is_some_and(|bounds| meet(bounds, seen))
}

/// The archipelago that belongs to the province, in its frame.
fn push_own(out: &mut String, home: &ProvinceOutline, archipelago: Archipelago, frame: Frame) {
    push_frame(out, frame.area);
    out.push_str("<g class=\"home\">");
    push_province(out, home, None, &Shades::of([]), |ring| (ring.archipelago == Some(archipelago)).then_some(frame));
    out.push_str("</g>");
    push_text(out, "isle", archipelago.name(), (10.0, frame.area[1] + 18.0), Anchor::Start);
}

/// Names the communes with the most.
fn push_names(out: &mut String, sheet: &Sheet<'_>, dots: &[Dot], room: &mut Room) {
    let mut order: Vec<&Dot> = dots.iter().filter(|dot| dot.value > 0).collect();
    order.sort_by_key(|dot| std::cmp::Reverse(dot.value));
    let placed: Vec<(&Dot, (f32, f32))> =
        order.into_iter().filter_map(|dot| sheet.at(dot.at).map(|(place, _)| (dot, place))).collect();
    for (dot, (x, y)) in placed.iter().take(NAMED * 4) {
        let radius = radius(dot.value);
        room.take([x - radius, y - radius, 2.0 * radius, 2.0 * radius]);
    }
    let mut named = 0;
    for (dot, (x, y)) in placed {
        let off = radius(dot.value) + 3.5;
        let places = [
            ((x + off, y + 4.0), Anchor::Start),
            ((x - off, y + 4.0), Anchor::End),
            ((x, y - off), Anchor::Middle),
            ((x, y + off + 9.0), Anchor::Middle),
        ];
        named += usize::from(room.write(out, &dot.label, &places));
        if named == NAMED {
            break;
        }
    }
}

fn push_legend(out: &mut String, map: &ProvinceMap, top: f32) {
    let mut legend = Legend::new(216.0, top);
    if map.dots.iter().any(|dot| dot.value > 0) {
        legend.dot(out, true, &map.words.dots);
    }
    if map.dots.iter().any(|dot| dot.value == 0) {
        legend.dot(out, false, &map.words.none);
    }
    if !map.arcs.is_empty() {
        legend.arc(out, &map.words.arcs);
    }
}
