//! What every map and chart must fulfil: both archipelagos, well-formed and escaped markup, limited size, the same
//! bytes each time.

use super::*;
use crate::locality::{Archipelago, Gazetteer, Level, Outline};

fn labels() -> MapLabels {
    MapLabels {
        title: "Bản đồ mô hình".to_owned(),
        shades: "Số mô hình".to_owned(),
        none: "Chưa có mô hình".to_owned(),
        dots: "Nơi có mô hình".to_owned(),
        arcs: "Hướng lan tỏa".to_owned(),
    }
}

/// A map with everything: every province with a link, every commune of Đà Nẵng as a dot, arrows to both archipelagos.
fn full_country() -> CountryMap {
    let gazetteer = Gazetteer::builtin();
    let areas = Outline::builtin().provinces().zip(0..).map(|(province, n)| {
        let unit = gazetteer.unit(gazetteer.by_code(&province.code).unwrap());
        let (label, value) = (unit.bare().to_owned(), n * n);
        let href = Some(format!("/dia-phuong/{}/", crate::vietnamese::slug(&label)));
        Area { code: province.code.clone(), label, fact: format!("{value} mô hình"), value, href }
    });
    let arc = |to: (f32, f32)| MapArc { from: (107.97, 11.67), to, count: 2, label: "A → B".to_owned(), href: None };
    let arcs = [(105.7, 21.0), (112.55, 16.03), (114.0, 9.0)].map(arc).to_vec();
    CountryMap { labels: labels(), areas: areas.collect(), dots: communes("P48"), arcs }
}

fn full_province(code: &str) -> ProvinceMap {
    let country = full_country();
    ProvinceMap {
        labels: labels(),
        code: code.to_owned(),
        areas: country.areas,
        dots: communes(code),
        arcs: country.arcs,
    }
}

fn communes(province: &str) -> Vec<Dot> {
    let gazetteer = Gazetteer::builtin();
    let province = gazetteer.by_code(province).unwrap();
    let inside = gazetteer.ids().filter(|&id| gazetteer.is_current(id) && gazetteer.unit(id).level == Level::Commune);
    let inside = inside.filter(|&id| gazetteer.province_of(id) == province);
    let dot = |(n, id): (usize, _)| {
        let label = gazetteer.unit(id).bare().to_owned();
        let href = Some(format!("/dia-phuong/x/{}/", crate::vietnamese::slug(&label)));
        Some(Dot {
            coordinates: gazetteer.middle(id)?, label, fact: "2 mô hình".to_owned(), value: n as u32 % 4, href
        })
    };
    inside.enumerate().filter_map(dot).collect()
}

fn small() -> SpreadMap {
    let country = full_country();
    SpreadMap { labels: labels(), dots: country.dots, arcs: country.arcs }
}

fn all_maps() -> Vec<(String, String)> {
    let provinces =
        Outline::builtin().provinces().map(|shape| (shape.code.clone(), province_map(&full_province(&shape.code))));
    let bare = Outline::builtin().provinces().map(|shape| {
        let map = ProvinceMap { code: shape.code.clone(), ..ProvinceMap::default() };
        (format!("bare {}", shape.code), province_map(&map))
    });
    let mut maps: Vec<(String, String)> = provinces.chain(bare).collect();
    maps.push(("country".to_owned(), country_map(&full_country())));
    maps.push(("bare country".to_owned(), country_map(&CountryMap::default())));
    maps.push(("spread".to_owned(), spread_map(&small())));
    maps.push(("bare spread".to_owned(), spread_map(&SpreadMap::default())));
    maps
}

#[test]
fn every_map_shows_both_archipelagos_by_name() {
    let islands = |archipelago| {
        let rings = Outline::builtin().provinces().flat_map(|province| &province.rings);
        rings.filter(|ring| ring.archipelago == Some(archipelago)).count()
    };
    let all: usize = Archipelago::ALL.into_iter().map(islands).sum();
    for (name, map) in all_maps() {
        for archipelago in ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"] {
            assert!(map.contains(&format!(">{archipelago}</text>")), "{name}: {archipelago}");
        }
        // Every island is drawn: each begins with its own M.
        let drawn: usize = paths(&map, "isles").map(|path| path.matches('M').count()).sum();
        assert!(drawn >= all, "{name}: {drawn} of {all} islands");
    }
}

#[test]
fn the_islands_are_inside_the_map() {
    for (name, map) in all_maps() {
        let height: f32 = map.split("viewBox=\"0 0 360 ").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        for path in paths(&map, "isles") {
            let scale =
                path.split("scale(").nth(1).map_or(1.0, |rest| rest.split(')').next().unwrap().parse::<f32>().unwrap());
            for start in path.split('M').skip(1) {
                let mut place =
                    start.split(['l', 'h']).next().unwrap().split(' ').map(|n| n.parse::<f32>().unwrap() * scale);
                let (x, y) = (place.next().unwrap(), place.next().unwrap());
                assert!((0.0..WIDTH).contains(&x) && (0.0..height).contains(&y), "{name}: {x} {y}");
            }
        }
    }
}

/// Middle and radius of the dots with this class.
fn circles(svg: &str, class: &str) -> Vec<(f32, f32, f32)> {
    let numbers = |circle: &str| {
        let number = |name: &str| circle.split(name).nth(1)?.split('"').next()?.parse::<f32>().ok();
        Some((number(" cx=\"")?, number(" cy=\"")?, number(" r=\"")?))
    };
    svg.split(&format!("<circle class=\"{class}\"")).skip(1).filter_map(numbers).collect()
}

/// Height of a province's map without its insets.
fn drawn_height(map: &str) -> f32 {
    map.split("<svg width=\"360\" height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
}

/// As in a site of ten thousand models: each commune has a few.
#[test]
fn no_commune_of_a_full_province_hides_another() {
    for shape in Outline::builtin().provinces() {
        let mut map = full_province(&shape.code);
        map.dots.iter_mut().for_each(|dot| dot.value = dot.value * 2 + 1);
        let drawn = province_map(&map);
        let dots = circles(&drawn, "dot");
        // The last one is that of the legend.
        let dots = &dots[..dots.len() - 1];
        let pairs = || dots.iter().enumerate().flat_map(|(at, one)| dots[..at].iter().map(move |other| (one, other)));
        let apart = |one: &(f32, f32, f32), other: &(f32, f32, f32)| (one.0 - other.0).hypot(one.1 - other.1);
        let hidden = pairs().filter(|(one, other)| apart(one, other) < one.2.max(other.2)).count();
        assert!(hidden <= dots.len() / 16, "{}: {hidden} of {}", shape.code, dots.len());
        // No island far away leaves the others no room, as Côn Đảo would.
        let inside = || dots.iter().filter(|dot| dot.1 < drawn_height(&drawn));
        let extent = |of: fn(&(f32, f32, f32)) -> f32| {
            let (least, most) =
                inside().map(of).fold((f32::MAX, f32::MIN), |(least, most), at| (least.min(at), most.max(at)));
            most - least
        };
        assert!(extent(|dot| dot.0).max(extent(|dot| dot.1)) > 200.0, "{}", shape.code);
    }
}

/// The elements whose first class is `class`, up to their end.
fn paths<'a>(svg: &'a str, class: &'a str) -> impl Iterator<Item = &'a str> {
    let begin = format!("<path class=\"{class}");
    let starts: Vec<usize> = svg.match_indices(&begin).map(|(start, _)| start).collect();
    starts.into_iter().map(|start| svg[start..].split("/>").next().unwrap_or_default())
}

#[test]
fn maps_are_small() {
    for (name, map) in all_maps() {
        let most = match name.as_str() {
            "country" => 45_000,
            "bare country" => 30_000,
            "spread" => 25_000,
            "bare spread" => 9_000,
            name if name.starts_with("bare") => 22_000,
            _ => 45_000,
        };
        assert!(map.len() <= most, "{name}: {} bytes", map.len());
    }
}

#[test]
fn drawing_is_deterministic() {
    assert_eq!(all_maps(), all_maps());
}

#[test]
fn markup_is_well_formed_and_escaped() {
    let evil = "\"><script>alert('&')</script>\0".to_owned();
    let href = Some("/a?b=1&c=\"2\"".to_owned());
    let labels = MapLabels {
        title: evil.clone(),
        shades: evil.clone(),
        none: evil.clone(),
        dots: evil.clone(),
        arcs: evil.clone(),
    };
    let area = Area { code: "P68".to_owned(), label: evil.clone(), fact: evil.clone(), value: 3, href: href.clone() };
    let dot =
        |value| Dot { coordinates: (108.0, 11.6), label: evil.clone(), fact: evil.clone(), value, href: href.clone() };
    let arc = MapArc { from: (108.0, 11.6), to: (107.0, 12.0), count: 1, label: evil.clone(), href: href.clone() };
    let (areas, dots, arcs) = (vec![area], vec![dot(0), dot(9)], vec![arc]);
    let bar = Bar { label: evil.clone(), value: 3, href: href.clone(), class: evil.clone() };
    let row = ColumnRow {
        label: evil.clone(),
        href: href.clone(),
        class: evil.clone(),
        values: vec![(3, href.clone()), (0, None)],
    };
    let headings = [evil.clone(), evil.clone()];
    let mut drawn = vec![
        country_map(&CountryMap {
            labels: labels.clone(),
            areas: areas.clone(),
            dots: dots.clone(),
            arcs: arcs.clone(),
        }),
        province_map(&ProvinceMap {
            labels: labels.clone(),
            code: "P68".to_owned(),
            areas,
            dots: dots.clone(),
            arcs: arcs.clone(),
        }),
        spread_map(&SpreadMap { labels, dots, arcs }),
        bar_chart(&BarChart { caption: evil.clone(), headings, bars: vec![bar.clone(), bar] }),
        column_chart(&ColumnChart {
            caption: evil.clone(),
            total: evil.clone(),
            years: vec![evil.clone(); 2],
            rows: vec![row],
        }),
        qr_code("https://example.vn/", &evil).unwrap(),
    ];
    drawn.extend(all_maps().into_iter().map(|(_, map)| map));
    for piece in drawn {
        well_formed(&piece);
        assert!(!piece.contains("<script") && !piece.contains(" style=") && !piece.contains(" id="), "{piece}");
        assert!(!piece.contains("NaN") && !piece.contains("inf"), "{piece}");
    }
}

/// Checks that tags are closed in order, attributes quoted and unique, and text and values escaped.
fn well_formed(piece: &str) {
    let (mut open, mut rest) = (Vec::new(), piece);
    while let Some((text, more)) = rest.split_once('<') {
        plain(text);
        let (tag, more) = more.split_once('>').unwrap_or_else(|| panic!("a tag without end: {more}"));
        rest = more;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{piece}");
            continue;
        }
        let body = tag.strip_suffix('/').unwrap_or(tag);
        let (name, mut attributes) = body.split_once(' ').unwrap_or((body, ""));
        let mut seen = std::collections::BTreeSet::new();
        while !attributes.is_empty() {
            let (key, more) = attributes.split_once("=\"").unwrap_or_else(|| panic!("not quoted: {tag}"));
            let (value, more) = more.split_once('"').unwrap_or_else(|| panic!("not closed: {tag}"));
            assert!(seen.insert(key) && !key.contains(char::is_whitespace), "{tag}");
            plain(value);
            attributes = more.trim_start();
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    plain(rest);
    assert!(open.is_empty(), "not closed: {open:?}");
}

fn plain(text: &str) {
    assert!(!text.contains(['<', '>', '"', '\0']), "{text}");
    for (index, _) in text.match_indices('&') {
        assert!(
            ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].iter().any(|entity| text[index..].starts_with(entity)),
            "{text}"
        );
    }
}

#[test]
fn impossible_coordinates_are_ignored() {
    let odd = [(f32::NAN, f32::NAN), (f32::INFINITY, 0.0), (0.0, 0.0), (-500.0, 1e30), (108.0, 11.6)];
    let dots: Vec<Dot> =
        odd.iter().map(|&coordinates| Dot { coordinates, value: u32::MAX, ..Dot::default() }).collect();
    let pairs = odd.iter().flat_map(|&from| odd.map(|to| (from, to)));
    let arcs: Vec<MapArc> = pairs.map(|(from, to)| MapArc { from, to, count: u32::MAX, ..MapArc::default() }).collect();
    let area = Area { code: "none".to_owned(), value: u32::MAX, ..Area::default() };
    let map = country_map(&CountryMap { labels: labels(), areas: vec![area], dots: dots.clone(), arcs: arcs.clone() });
    let home = ProvinceMap { code: "P68".to_owned(), dots, arcs, ..ProvinceMap::default() };
    for piece in [&map, &province_map(&home)] {
        well_formed(piece);
        // Only the dot that is in Vietnam is drawn; the legend of the country has one more.
        assert!(piece.matches("<circle").count() <= 2, "{piece}");
    }
    assert_eq!(province_map(&ProvinceMap { code: "P99".to_owned(), ..home }), "");
}

#[test]
fn an_arrow_out_of_the_province_ends_at_the_edge() {
    let way = |to| MapArc { from: (108.0, 11.6), to, count: 1, label: "way".to_owned(), href: None };
    let map = |arcs| ProvinceMap { code: "P68".to_owned(), arcs, ..ProvinceMap::default() };
    let height =
        province_map(&map(Vec::new())).split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f32>();
    for to in [(105.7, 21.0), (108.2, 11.9), (104.8, 9.2)] {
        let drawn = province_map(&map(vec![way(to)]));
        let tip = paths(&drawn, "tip").next().unwrap().split("d=\"M").nth(1).unwrap();
        let mut tip = tip.split(['L', ' ']).map(|number| number.parse::<f32>().unwrap());
        let (x, y) = (tip.next().unwrap(), tip.next().unwrap());
        assert!((0.0..=WIDTH).contains(&x) && (0.0..=*height.as_ref().unwrap()).contains(&y), "{to:?} at {x} {y}");
    }
    // An arrow between two points outside the map is not drawn.
    let foreign = MapArc { from: (105.0, 21.0), ..way((106.0, 22.0)) };
    assert!(!province_map(&map(vec![foreign])).contains("class=\"arc\""));
}

#[test]
fn arrows_in_both_directions_are_two_curves() {
    let (a, b) = ((107.97, 11.67), (105.7, 21.0));
    let arc = |from, to| MapArc { from, to, count: 1, ..MapArc::default() };
    let map = spread_map(&SpreadMap { arcs: vec![arc(a, b), arc(b, a), arc(a, a)], ..SpreadMap::default() });
    let bends: Vec<f32> = paths(&map, "arc")
        .map(|path| path.split('Q').nth(1).unwrap().split(' ').next().unwrap().parse().unwrap())
        .collect();
    // The third has both ends at one point: it is not drawn.
    assert_eq!(bends.len(), 2);
    assert!((bends[0] - bends[1]).abs() > 40.0, "{bends:?}");
}

#[test]
fn shades_darken_with_the_number() {
    let legend = |values: &[u32]| {
        let shades = shade::Shades::of(values.iter().copied());
        shades.legend().map(|(class, range)| format!("{class} {range}")).collect::<Vec<_>>().join(", ")
    };
    for (values, expected) in [
        (&[][..], ""),
        (&[0, 0], ""),
        (&[1, 0], "s3 1"),
        (&[2, 1], "s1 1, s5 2"),
        (&[5], "s1 1, s2 2, s3 3, s4 4, s5 5"),
        (&[6], "s1 1, s2 2, s3 3–5, s5 6"),
        (&[57, 3], "s1 1–5, s2 6–10, s3 11–20, s4 21–50, s5 51–57"),
        (&[10_000], "s1 1–500, s2 501–1.000, s3 1.001–2.000, s4 2.001–5.000, s5 5.001–10.000"),
    ] {
        assert_eq!(legend(values), expected, "{values:?}");
    }
    let shades = shade::Shades::of([57]);
    let classes = [0, 1, 5, 6, 50, 51, 57].map(|value| shades.class(value));
    assert_eq!(classes, ["s0", "s1", "s1", "s2", "s4", "s5", "s5"]);
    assert_eq!(shade::Shades::of([u32::MAX]).class(u32::MAX), "s5");
}

#[test]
fn charts_have_numbers_bars_and_links() {
    let bar = |label: &str, value, href: &str| {
        let href = (!href.is_empty()).then(|| href.to_owned());
        Bar { label: label.to_owned(), value, href, class: String::new() }
    };
    let chart = bar_chart(&BarChart {
        bars: vec![bar("A", 1240, "/a/"), bar("B", 310, ""), bar("C", 0, "")],
        ..BarChart::default()
    });
    assert!(chart.contains("<a href=\"/a/\"><span>A</span>") && chart.contains("<b>1.240</b>"), "{chart}");
    assert!(
        chart.contains("<rect width=\"100\" height=\"1\"/>") && chart.contains("<rect width=\"25\" height=\"1\"/>")
    );
    // 0 has no bar, and a chart of zeros does not divide by zero.
    assert_eq!(chart.matches("<rect width").count(), 2, "{chart}");
    assert_eq!(
        bar_chart(&BarChart { bars: vec![bar("A", 0, "")], ..BarChart::default() }).matches("<rect width").count(),
        0
    );
}

#[test]
fn columns_of_all_fields_have_one_scale() {
    let row = |values: &[u32]| ColumnRow {
        values: values.iter().map(|&value| (value, None)).collect(),
        ..ColumnRow::default()
    };
    let years = ["2024", "2025", "2026"].map(str::to_owned).to_vec();
    // A row that is too short counts as zeros, one that is too long is cut.
    let chart =
        column_chart(&ColumnChart { years, rows: vec![row(&[10, 5]), row(&[0, 0, 40, 7])], ..ColumnChart::default() });
    let heights: Vec<&str> = chart.split("\" height=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(heights, ["25", "13", "100"]);
    assert_eq!(chart.matches("<td>").count(), 6);
    assert!(chart.contains("<b>15</b>") && chart.contains("<b>40</b>"), "{chart}");
}

#[test]
fn numbers_and_paths_are_short() {
    let written = |tenths| {
        let mut out = String::new();
        svg::push_tenths(&mut out, tenths);
        out
    };
    for (tenths, expected) in
        [(0, "0"), (3, ".3"), (-3, "-.3"), (10, "1"), (125, "12.5"), (-1240, "-124"), (i32::MIN, "-214748364.8")]
    {
        assert_eq!(written(tenths), expected);
    }
    let ring = |points: &[(i32, i32)]| {
        let mut out = String::new();
        svg::push_ring(&mut out, points.iter().copied());
        out
    };
    for (points, expected) in [
        (&[][..], ""),
        (&[(3, 4)], "M3 4h0"),
        (&[(3, 4), (3, 4), (3, 4)], "M3 4h0"),
        (&[(0, 0), (5, 0), (5, 5), (2, 9)], "M0 0l5 0 0 5-3 4z"),
        (&[(-1, -1), (-3, 2), (4, -2)], "M-1-1l-2 3 7-4z"),
        (&[(0, 0), (2, 1), (4, 2), (4, 2), (6, 3), (5, 3), (4, 3), (5, 3), (0, 9)], "M0 0l6 3-2 0 1 0-5 6z"),
        (&[(0, 0), (90_000, 0), (180_000, 0), (180_000, 90_000)], "M0 0l180000 0 0 90000z"),
    ] {
        assert_eq!(ring(points), expected);
    }
}
