//! The map of the country: provinces in a few shades, dots, and the ways models have spread.
//!
//! The mainland and Hoàng Sa stand at their true places; Trường Sa, which would halve the scale for a telephone, is drawn
//! in a frame of its own in the sea before the southern coast, as printed maps of Vietnam do.

use std::collections::HashMap;

use crate::locality::{Archipelago, Outline, ProvinceOutline, Ring};

use super::label::{Anchor, Room, push_text};
use super::mark::{Legend, Sheet};
use super::pen::{push_attribute, push_integer, push_number, push_ring, push_titled, tenths};
use super::projection::Frame;
use super::shade::Shades;
use super::{Arc, Area, Dot, WIDTH, Words};

/// What a map of the country shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct CountryMap {
    /// The words.
    pub words: Words,
    /// Provinces with something to tell; one that is left out is drawn as empty land.
    pub areas: Vec<Area>,
    /// Communes.
    pub dots: Vec<Dot>,
    /// Ways, of communes or provinces.
    pub arcs: Vec<Arc>,
}

const HEIGHT: f32 = 568.0;
/// The mainland with Hoàng Sa: west, south, east, north.
const MAINLAND: [f32; 4] = [102.1, 8.5, 112.75, 23.45];
const MAIN: [f32; 4] = [0.0, 0.0, WIDTH, 528.0];
/// The frame of Trường Sa, below the line with its name.
const INSET: [f32; 4] = [198.0, 472.0, 158.0, 92.0];
const NAME: [f32; 4] = [198.0, 454.0, 158.0, 18.0];
const LEGEND: (f32, f32) = (226.0, 16.0);
/// Provinces that are named on the map itself: more names than this are not read on a telephone.
const NAMED: usize = 6;

/// Draws the country as inline SVG, some 30 kB. A page that has it should also tell the same in a table
/// ([`bars`](super::bars)), for those who hear the page.
pub(crate) fn country(map: &CountryMap) -> String {
    let mut out = String::with_capacity(48 * 1024);
    open(&mut out, "map country", &map.words.title, HEIGHT);
    let frames = [
        (Some(Archipelago::TruongSa), Frame::fit(Archipelago::TruongSa.waters(), INSET, 3.0)),
        (None, Frame::fit(MAINLAND, MAIN, 4.0)),
    ];
    let sheet = Sheet { frames: &frames, dots: 0.6 };
    let shades = Shades::of(map.areas.iter().map(|area| area.value));
    push_frame(&mut out, [NAME[0], NAME[1], NAME[2], NAME[3] + INSET[3]]);
    push_provinces(&mut out, &sheet, &map.areas, &shades);
    sheet.dots(&mut out, &map.dots);
    sheet.arcs(&mut out, &map.arcs);
    let mut room = Room::new([0.0, 0.0, WIDTH, HEIGHT]);
    push_seas(&mut out, &frames[1].1, &mut room);
    push_names(&mut out, &sheet, &map.areas, &mut room);
    push_legend(&mut out, map, &shades);
    out.push_str("</svg>");
    out
}

/// Appends the beginning of a map.
pub(super) fn open(out: &mut String, class: &str, title: &str, height: f32) {
    out.push_str("<svg");
    push_attribute(out, "class", class);
    out.push_str(" viewBox=\"0 0 360 ");
    push_integer(out, height.round() as u32);
    out.push_str("\" role=\"group\"");
    push_attribute(out, "aria-label", title);
    out.push('>');
}

/// Appends the line around an inset.
pub(super) fn push_frame(out: &mut String, [left, top, width, height]: [f32; 4]) {
    out.push_str("<rect class=\"frame\"");
    push_number(out, "x", left);
    push_number(out, "y", top);
    push_number(out, "width", width);
    push_number(out, "height", height);
    out.push_str(" rx=\"3\"/>");
}

fn push_provinces(out: &mut String, sheet: &Sheet<'_>, areas: &[Area], shades: &Shades) {
    let areas: HashMap<&str, &Area> = areas.iter().map(|area| (area.code.as_str(), area)).collect();
    for province in Outline::builtin().provinces() {
        push_province(out, province, areas.get(province.code.as_str()).copied(), shades, |ring| {
            ring.points.first().and_then(|first| sheet.at(*first)).map(|(_, frame)| frame)
        });
    }
}

/// Appends a province, each ring in the frame that `frame_of` says; rings of none are left out. Islands of the
/// archipelagos are lines with round caps, so that the smallest is still seen.
pub(super) fn push_province(
    out: &mut String,
    province: &ProvinceOutline,
    area: Option<&Area>,
    shades: &Shades,
    frame_of: impl Fn(&Ring) -> Option<Frame>,
) {
    let title = area.map_or(["", ""], |area| [&area.label, &area.fact]);
    push_titled(out, area.and_then(|area| area.href.as_deref()), title, |out| {
        let class = shades.class(area.map_or(0, |area| area.value));
        for (kind, isles) in [("area ", false), ("isles ", true)] {
            let rings = province.rings.iter().filter(|ring| ring.archipelago.is_some() == isles);
            let mut rings = rings.filter_map(|ring| frame_of(ring).map(|frame| (ring, frame))).peekable();
            if rings.peek().is_none() {
                continue;
            }
            out.push_str("<path class=\"");
            out.push_str(kind);
            out.push_str(class);
            out.push_str("\" transform=\"scale(.1)\" d=\"");
            for (ring, frame) in rings {
                push_ring(out, ring.points.iter().map(|point| frame.at(*point)).map(|(x, y)| (tenths(x), tenths(y))));
            }
            out.push_str("\"/>");
        }
    });
}

/// The names that stand on every map of the country.
fn push_seas(out: &mut String, main: &Frame, room: &mut Room) {
    room.take([NAME[0], NAME[1], NAME[2], NAME[3] + INSET[3]]);
    room.take([LEGEND.0, 0.0, WIDTH - LEGEND.0, 170.0]);
    let middle = NAME[0] + NAME[2] / 2.0;
    push_text(out, "isle", Archipelago::TruongSa.name(), (middle, NAME[1] + 14.0), Anchor::Middle);
    let [_, south, ..] = Archipelago::HoangSa.waters();
    let (_, y) = main.at((0.0, south));
    room.take([WIDTH - 118.0, y - 60.0, 118.0, 76.0]);
    push_text(out, "isle", Archipelago::HoangSa.name(), (WIDTH - 4.0, y + 10.0), Anchor::End);
    room.take([WIDTH - 90.0, 368.0, 90.0, 18.0]);
    push_text(out, "sea", "Biển Đông", (WIDTH - 60.0, 380.0), Anchor::Middle);
}

/// Names the provinces with the most, on them or beside them.
fn push_names(out: &mut String, sheet: &Sheet<'_>, areas: &[Area], room: &mut Room) {
    let mut order: Vec<&Area> = areas.iter().filter(|area| area.value > 0).collect();
    order.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.code.cmp(&b.code)));
    for area in order.into_iter().take(NAMED) {
        let Some(((x, y), _)) = Outline::builtin().province(&area.code).and_then(middle).and_then(|at| sheet.at(at))
        else {
            continue;
        };
        // Never beside it: there it would name the neighbour.
        let places = [4.0, 11.0, -3.0].map(|down| ((x, y + down), Anchor::Middle));
        room.write(out, &area.label, &places);
    }
}

/// The middle of a province's largest part.
fn middle(province: &ProvinceOutline) -> Option<(f32, f32)> {
    let ring = province.rings.iter().max_by_key(|ring| ring.points.len())?;
    let count = ring.points.len() as f32;
    let sum = ring.points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    Some((sum.0 / count, sum.1 / count))
}

fn push_legend(out: &mut String, map: &CountryMap, shades: &Shades) {
    let mut legend = Legend::new(LEGEND.0, LEGEND.1);
    if !map.areas.is_empty() {
        legend.head(out, &map.words.shades);
        shades.legend().for_each(|(class, range)| legend.shade(out, class, &range));
        legend.shade(out, "s0", &map.words.none);
    }
    if !map.dots.is_empty() {
        legend.dot(out, true, &map.words.dots);
    }
    if !map.arcs.is_empty() {
        legend.arc(out, &map.words.arcs);
    }
}
