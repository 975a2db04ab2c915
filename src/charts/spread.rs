//! The small map beside one model: the country as one shape, where it began and where it has gone.

use super::country::open;
use super::mark::{Legend, Sheet};
use super::silhouette::Silhouette;
use super::{Arc, Dot, Words};

/// What the small map of a model shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct SpreadMap {
    /// The words; `shades` is not used.
    pub words: Words,
    /// The original and its copies, full, with whatever else is worth a ring.
    pub dots: Vec<Dot>,
    /// The ways between them.
    pub arcs: Vec<Arc>,
}

/// Draws the small map of a model, some 7 kB of SVG. Both archipelagos are on it at their true places.
pub(crate) fn spread(map: &SpreadMap) -> String {
    let mut out = String::with_capacity(10 * 1024);
    let silhouette = Silhouette::small();
    let [_, _, _, height] = silhouette.frame.area;
    open(&mut out, "map small", &map.words.title, height);
    silhouette.push(&mut out);
    let frames = [(None, silhouette.frame)];
    let sheet = Sheet { frames: &frames, dots: 0.9 };
    sheet.dots(&mut out, &map.dots);
    sheet.arcs(&mut out, &map.arcs);
    let mut legend = Legend::new(212.0, 16.0);
    if map.dots.iter().any(|dot| dot.value > 0) {
        legend.dot(&mut out, true, &map.words.dots);
    }
    if map.dots.iter().any(|dot| dot.value == 0) {
        legend.dot(&mut out, false, &map.words.none);
    }
    if !map.arcs.is_empty() {
        legend.arc(&mut out, &map.words.arcs);
    }
    out.push_str("</svg>");
    out
}
