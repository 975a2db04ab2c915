//! The small map of one model: the country as one shape, with the original and its copies.

use super::canvas::{Canvas, Legend};
use super::country::push_svg_start;
use super::silhouette::Silhouette;
use super::{Dot, MapArc, MapLabels};

/// The content of the small map of a model.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct SpreadMap {
    /// The texts; `shades` is not used.
    pub(crate) labels: MapLabels,
    /// The original and its copies; dots with the value 0 are drawn hollow.
    pub(crate) dots: Vec<Dot>,
    /// Arrows between them.
    pub(crate) arcs: Vec<MapArc>,
}

/// Draws the small map of a model: about 7 kB of SVG. Both archipelagos are at their true positions.
pub(crate) fn spread_map(map: &SpreadMap) -> String {
    let mut out = String::with_capacity(10 * 1024);
    let silhouette = Silhouette::small();
    let [_, _, _, height] = silhouette.viewport.area;
    push_svg_start(&mut out, "map small", &map.labels.title, height);
    silhouette.push(&mut out);
    let viewports = [(None, silhouette.viewport)];
    let canvas = Canvas { viewports: &viewports, dot_scale: 0.9 };
    canvas.dots(&mut out, &map.dots);
    canvas.arcs(&mut out, &map.arcs);
    let mut legend = Legend::new(212.0, 16.0);
    if map.dots.iter().any(|dot| dot.value > 0) {
        legend.dot(&mut out, true, &map.labels.dots);
    }
    if map.dots.iter().any(|dot| dot.value == 0) {
        legend.dot(&mut out, false, &map.labels.none);
    }
    if !map.arcs.is_empty() {
        legend.arc(&mut out, &map.labels.arcs);
    }
    out.push_str("</svg>");
    out
}
