//! The outlines of the provinces: what a map is drawn from.
//!
//! Built in like the tables. Quần đảo Hoàng Sa (under Đà Nẵng) and quần đảo Trường Sa (under Khánh Hòa) are part of the
//! outlines and are marked, because every map of Vietnam must show both by name: see [`Archipelago`]. Nothing is drawn
//! here.

use std::sync::LazyLock;

/// `provinces.geojson`, packed: per province its code (three bytes) and its rings; a ring is its number of points, then
/// the steps from point to point in thousandths of a degree as zigzag varints, longitude first. Deflated.
/// `tests::packed` makes and checks it.
const PACKED: &[u8] = include_bytes!("data/outlines.bin");

/// Steps of the packed outlines in one degree.
const PER_DEGREE: f32 = 1000.0;

/// The 34 provinces as shapes.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    provinces: Vec<ProvinceOutline>,
}

/// One province as shapes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ProvinceOutline {
    /// As in [`Unit::code`](super::Unit::code): `P68`.
    pub code: String,
    /// Its parts. A neighbour's ring has the same points along a border that both share.
    pub rings: Vec<Ring>,
}

/// One part of a province: a closed line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ring {
    /// Longitude and latitude of its points in degrees (WGS 84). The last one is joined to the first.
    pub points: Vec<(f32, f32)>,
    /// The archipelago it belongs to.
    pub archipelago: Option<Archipelago>,
}

/// The two archipelagos that every map of Vietnam shows (Law 27/2018/QH14 on surveying and mapping: a map must show the
/// national sovereignty and borders truly).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Archipelago {
    /// Under Đà Nẵng.
    HoangSa,
    /// Under Khánh Hòa.
    TruongSa,
}

impl Archipelago {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::HoangSa, Self::TruongSa];

    /// Its name, the same in every language of a site.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::HoangSa => "Quần đảo Hoàng Sa",
            Self::TruongSa => "Quần đảo Trường Sa",
        }
    }

    /// The code of the province it belongs to.
    pub(crate) fn province(self) -> &'static str {
        match self {
            Self::HoangSa => "P48",
            Self::TruongSa => "P56",
        }
    }

    /// West, south, east and north of the waters it lies in, in degrees; no other land of Vietnam lies there.
    pub(crate) fn waters(self) -> [f32; 4] {
        match self {
            Self::HoangSa => [111.2, 15.5, 112.9, 17.3],
            Self::TruongSa => [109.45, 7.0, 118.0, 11.65],
        }
    }

    /// The archipelago a point (longitude, latitude) lies in.
    pub(crate) fn of((lon, lat): (f32, f32)) -> Option<Self> {
        Self::ALL.into_iter().find(|archipelago| {
            let [west, south, east, north] = archipelago.waters();
            (west..=east).contains(&lon) && (south..=north).contains(&lat)
        })
    }
}

impl Outline {
    /// The built-in outlines, made once.
    pub(crate) fn builtin() -> &'static Self {
        static BUILT_IN: LazyLock<Outline> = LazyLock::new(|| {
            // Our own bytes, held by a test; were they broken, maps would be empty.
            let bytes = miniz_oxide::inflate::decompress_to_vec(PACKED).unwrap_or_default();
            Outline::unpack(&bytes).unwrap_or_default()
        });
        &BUILT_IN
    }

    /// All provinces, by code.
    pub(crate) fn provinces(&self) -> impl Iterator<Item = &ProvinceOutline> {
        self.provinces.iter()
    }

    /// The province with this code.
    pub(crate) fn province(&self, code: &str) -> Option<&ProvinceOutline> {
        self.provinces.iter().find(|province| province.code == code)
    }

    fn unpack(mut bytes: &[u8]) -> Option<Self> {
        let mut provinces = Vec::new();
        let mut at = (0, 0);
        while !bytes.is_empty() {
            let (code, rest) = bytes.split_at_checked(3)?;
            bytes = rest;
            let rings = (0..number(&mut bytes)?).map(|_| ring(&mut bytes, &mut at)).collect::<Option<_>>()?;
            provinces.push(ProvinceOutline { code: std::str::from_utf8(code).ok()?.to_owned(), rings });
        }
        Some(Self { provinces })
    }
}

fn ring(bytes: &mut &[u8], at: &mut (i32, i32)) -> Option<Ring> {
    let points: Vec<(f32, f32)> = (0..number(bytes)?)
        .map(|_| {
            *at = (at.0.checked_add(step(bytes)?)?, at.1.checked_add(step(bytes)?)?);
            Some((at.0 as f32 / PER_DEGREE, at.1 as f32 / PER_DEGREE))
        })
        .collect::<Option<_>>()?;
    let archipelago = Archipelago::of(*points.first()?);
    Some(Ring { points, archipelago })
}

/// Reads a varint: seven bits a byte, the lowest first.
fn number(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Reads a zigzag varint: 0, -1, 1, -2 …
fn step(bytes: &mut &[u8]) -> Option<i32> {
    number(bytes).map(|value| (value >> 1) as i32 ^ -((value & 1) as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes `data/outlines.bin` from `provinces.geojson` (`UPDATE=1 cargo test packed`), and holds that it is made from it.
    #[test]
    fn packed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locality/data");
        let bytes = pack(&std::fs::read_to_string(folder.join("provinces.geojson")).unwrap());
        if std::env::var_os("UPDATE").is_some() {
            let packed = miniz_oxide::deflate::compress_to_vec(&bytes, 10);
            std::fs::write(folder.join("outlines.bin"), packed).unwrap();
            return;
        }
        let packed = std::fs::read(folder.join("outlines.bin")).unwrap();
        assert!(packed.len() < 20_000, "{} bytes", packed.len());
        assert_eq!(miniz_oxide::inflate::decompress_to_vec(&packed).unwrap(), bytes);
    }

    fn pack(geojson: &str) -> Vec<u8> {
        let geojson: serde_json::Value = serde_json::from_str(geojson).unwrap();
        let (mut out, mut last) = (Vec::new(), [0, 0]);
        for feature in geojson["features"].as_array().unwrap() {
            out.extend_from_slice(feature["properties"]["code"].as_str().unwrap().as_bytes());
            let shape = &feature["geometry"]["coordinates"];
            let polygons = match feature["geometry"]["type"].as_str().unwrap() {
                "Polygon" => vec![shape],
                _ => shape.as_array().unwrap().iter().collect(),
            };
            push(&mut out, polygons.len() as u32);
            for polygon in polygons {
                assert_eq!(polygon.as_array().unwrap().len(), 1, "a province has a hole: rings need to say so");
                let points = polygon[0].as_array().unwrap();
                // GeoJSON repeats the first point at the end.
                push(&mut out, points.len() as u32 - 1);
                for point in &points[..points.len() - 1] {
                    let point = [0, 1].map(|axis| (point[axis].as_f64().unwrap() * 1000.0).round() as i32);
                    for axis in [0, 1] {
                        let step = point[axis] - last[axis];
                        push(&mut out, ((step << 1) ^ (step >> 31)) as u32);
                    }
                    last = point;
                }
            }
        }
        out
    }

    fn push(out: &mut Vec<u8>, mut value: u32) {
        while value >= 0x80 {
            out.push(value as u8 | 0x80);
            value >>= 7;
        }
        out.push(value as u8);
    }

    #[test]
    fn every_province_has_its_shape_where_it_lies() {
        let gazetteer = super::super::Gazetteer::builtin();
        assert_eq!(Outline::builtin().provinces().count(), 34);
        for province in Outline::builtin().provinces() {
            let middle = gazetteer.middle(gazetteer.by_code(&province.code).unwrap()).unwrap();
            assert!(province.rings.iter().any(|ring| around(&ring.points, middle)), "{}", province.code);
        }
    }

    #[test]
    fn both_archipelagos_are_there_under_their_provinces() {
        for (archipelago, islands, lon, lat) in
            [(Archipelago::HoangSa, 11, 112.0, 16.5), (Archipelago::TruongSa, 80, 114.0, 9.5)]
        {
            assert_eq!(Archipelago::of((lon, lat)), Some(archipelago));
            for province in Outline::builtin().provinces() {
                let found = province.rings.iter().filter(|ring| ring.archipelago == Some(archipelago)).count();
                if province.code == archipelago.province() {
                    assert!(found >= islands, "{archipelago:?}: {found}");
                } else {
                    assert_eq!(found, 0, "{archipelago:?} under {}", province.code);
                }
            }
        }
        // Islands that belong to neither.
        for place in [(109.1179, 15.3818), (108.9444, 10.5289), (106.6102, 8.7), (109.36, 12.6)] {
            assert_eq!(Archipelago::of(place), None, "{place:?}");
        }
    }

    #[test]
    fn broken_bytes_make_no_outline() {
        for bytes in [&b"P0"[..], b"P01\x01\x05\x01", b"P01\xff\xff\xff\xff\xff\x01", b"P01\x01\x00"] {
            assert!(Outline::unpack(bytes).is_none(), "{bytes:?}");
        }
    }

    /// Whether the ring's frame holds the point; the middle of a crescent lies outside of it.
    fn around(ring: &[(f32, f32)], (x, y): (f32, f32)) -> bool {
        let spans = |at: f32, of: fn(&(f32, f32)) -> f32| {
            ring.iter().any(|point| of(point) < at) && ring.iter().any(|point| of(point) > at)
        };
        spans(x, |point| point.0) && spans(y, |point| point.1)
    }
}
