//! Projects degrees to map units: equirectangular, longitude scaled by the cosine of the middle latitude. Within
//! Vietnam's 15 degrees of latitude, lengths are wrong by at most about 4 %, which nobody sees on such a map.

/// West, south, east, north in degrees.
pub(super) type Bounds = [f32; 4];

/// A rectangle of a drawing that shows a part of the Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Viewport {
    /// Left, top, width and height in map units.
    pub(super) area: [f32; 4],
    west: f32,
    north: f32,
    /// Map units per degree of longitude, and of latitude.
    scale: (f32, f32),
}

impl Viewport {
    /// Shows `bounds` as large as possible in the middle of `area` (left, top, width, height), with a margin on each
    /// side.
    pub(super) fn fit(bounds: Bounds, area: [f32; 4], margin: f32) -> Self {
        let (wide, high) = extent(bounds);
        let [left, top, width, height] = area;
        let per_degree = ((width - 2.0 * margin) / wide).min((height - 2.0 * margin) / high);
        let scale = (per_degree * wide / (bounds[2] - bounds[0]).max(f32::EPSILON), per_degree);
        let spare = (width - wide * per_degree, height - high * per_degree);
        let (x, y) = (left + spare.0 / 2.0, top + spare.1 / 2.0);
        Self { area, west: bounds[0] - x / scale.0, north: bounds[3] + y / scale.1, scale }
    }

    /// Map units of coordinates in degrees.
    pub(super) fn project(&self, (lon, lat): (f32, f32)) -> (f32, f32) {
        ((lon - self.west) * self.scale.0, (self.north - lat) * self.scale.1)
    }

    /// Whether a point in map units is inside the rectangle.
    pub(super) fn contains(&self, (x, y): (f32, f32)) -> bool {
        let [left, top, width, height] = self.area;
        (left..=left + width).contains(&x) && (top..=top + height).contains(&y)
    }

    /// The part of the Earth that the whole rectangle shows.
    pub(super) fn bounds(&self) -> Bounds {
        let [left, top, width, height] = self.area;
        let lon = |x: f32| self.west + x / self.scale.0;
        let lat = |y: f32| self.north - y / self.scale.1;
        [lon(left), lat(top + height), lon(left + width), lat(top)]
    }
}

/// Width and height of a part of the Earth, both in the length of a degree of latitude.
pub(super) fn extent(bounds: Bounds) -> (f32, f32) {
    let [west, south, east, north] = bounds;
    let narrowed = ((south + north) / 2.0).to_radians().cos();
    (((east - west) * narrowed).max(0.01), (north - south).max(0.01))
}

/// The smallest bounds that contain all points; `None` if there are none.
pub(super) fn bounds_of(points: impl IntoIterator<Item = (f32, f32)>) -> Option<Bounds> {
    points.into_iter().fold(None, |bounds, (lon, lat)| {
        let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
    })
}

/// Whether two bounds have a point in common.
pub(super) fn overlap(a: Bounds, b: Bounds) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
