//! What every drawing must hold: both archipelagos, well-formed, escaped, small, the same every time.

use super::*;
use crate::locality::{Archipelago, Gazetteer, Level, Outline};

fn words() -> Words {
    Words {
        title: "Bản đồ mô hình".to_owned(),
        shades: "Số mô hình".to_owned(),
        none: "Chưa có mô hình".to_owned(),
        dots: "Nơi có mô hình".to_owned(),
        arcs: "Hướng lan tỏa".to_owned(),
    }
}

/// A full country: every province with a link, every special zone as a dot, and ways to both archipelagos.
fn full_country() -> CountryMap {
    let gazetteer = Gazetteer::builtin();
    let areas = Outline::builtin().provinces().zip(0..).map(|(province, n)| {
        let unit = gazetteer.unit(gazetteer.by_code(&province.code).unwrap());
        let (label, value) = (unit.bare().to_owned(), n * n);
        let href = Some(format!("/dia-phuong/{}/", crate::vietnamese::slug(&label)));
        Area { code: province.code.clone(), label, fact: format!("{value} mô hình"), value, href }
    });
    let arc = |to: (f32, f32)| Arc { from: (107.97, 11.67), to, count: 2, label: "A → B".to_owned(), href: None };
    let arcs = [(105.7, 21.0), (112.55, 16.03), (114.0, 9.0)].map(arc).to_vec();
    CountryMap { words: words(), areas: areas.collect(), dots: communes("P48"), arcs }
}

fn full_province(code: &str) -> ProvinceMap {
    let country = full_country();
    ProvinceMap {
        words: words(),
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
        Some(Dot { at: gazetteer.middle(id)?, label, fact: "2 mô hình".to_owned(), value: n as u32 % 4, href })
    };
    inside.enumerate().filter_map(dot).collect()
}

fn small() -> SpreadMap {
    let country = full_country();
    SpreadMap { words: words(), dots: country.dots, arcs: country.arcs }
}

fn all_maps() -> Vec<(String, String)> {
    let provinces =
        Outline::builtin().provinces().map(|shape| (shape.code.clone(), province(&full_province(&shape.code))));
    let bare = Outline::builtin().provinces().map(|shape| {
        let map = ProvinceMap { code: shape.code.clone(), ..ProvinceMap::default() };
        (format!("bare {}", shape.code), province(&map))
    });
    let mut maps: Vec<(String, String)> = provinces.chain(bare).collect();
    maps.push(("country".to_owned(), country(&full_country())));
    maps.push(("bare country".to_owned(), country(&CountryMap::default())));
    maps.push(("spread".to_owned(), spread(&small())));
    maps.push(("bare spread".to_owned(), spread(&SpreadMap::default())));
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
fn the_islands_stand_within_the_drawing() {
    for (name, map) in all_maps() {
        let height: f32 = map.split("viewBox=\"0 0 360 ").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        for path in paths(&map, "isles") {
            let scale = path.split("scale(").nth(1).unwrap().split(')').next().unwrap().parse::<f32>().unwrap();
            for start in path.split('M').skip(1) {
                let mut place =
                    start.split(['l', 'h']).next().unwrap().split(' ').map(|n| n.parse::<f32>().unwrap() * scale);
                let (x, y) = (place.next().unwrap(), place.next().unwrap());
                assert!((0.0..WIDTH).contains(&x) && (0.0..height).contains(&y), "{name}: {x} {y}");
            }
        }
    }
}

/// The elements whose first class is `class`, up to their end.
fn paths<'a>(svg: &'a str, class: &'a str) -> impl Iterator<Item = &'a str> {
    let begin = format!("<path class=\"{class}");
    let starts: Vec<usize> = svg.match_indices(&begin).map(|(at, _)| at).collect();
    starts.into_iter().map(|at| svg[at..].split("/>").next().unwrap_or_default())
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
fn the_same_facts_make_the_same_bytes() {
    assert_eq!(all_maps(), all_maps());
}

#[test]
fn drawings_are_well_formed_and_escaped() {
    let evil = "\"><script>alert('&')</script>\0".to_owned();
    let href = Some("/a?b=1&c=\"2\"".to_owned());
    let words =
        Words { title: evil.clone(), shades: evil.clone(), none: evil.clone(), dots: evil.clone(), arcs: evil.clone() };
    let area = Area { code: "P68".to_owned(), label: evil.clone(), fact: evil.clone(), value: 3, href: href.clone() };
    let dot = |value| Dot { at: (108.0, 11.6), label: evil.clone(), fact: evil.clone(), value, href: href.clone() };
    let arc = Arc { from: (108.0, 11.6), to: (107.0, 12.0), count: 1, label: evil.clone(), href: href.clone() };
    let (areas, dots, arcs) = (vec![area], vec![dot(0), dot(9)], vec![arc]);
    let bar = Bar { label: evil.clone(), value: 3, href: href.clone(), class: evil.clone() };
    let row = Row {
        label: evil.clone(),
        href: href.clone(),
        class: evil.clone(),
        values: vec![(3, href.clone()), (0, None)],
    };
    let heads = [evil.clone(), evil.clone()];
    let mut drawn = vec![
        country(&CountryMap { words: words.clone(), areas: areas.clone(), dots: dots.clone(), arcs: arcs.clone() }),
        province(&ProvinceMap {
            words: words.clone(),
            code: "P68".to_owned(),
            areas,
            dots: dots.clone(),
            arcs: arcs.clone(),
        }),
        spread(&SpreadMap { words, dots, arcs }),
        bars(&Bars { caption: evil.clone(), heads: heads.clone(), bars: vec![bar.clone()] }),
        funnel(&Funnel { caption: evil.clone(), heads, share: evil.clone(), steps: vec![bar.clone(), bar] }),
        columns(&Columns { caption: evil.clone(), total: evil.clone(), years: vec![evil.clone(); 2], rows: vec![row] }),
        qr("https://example.vn/", &evil).unwrap(),
    ];
    drawn.extend(all_maps().into_iter().map(|(_, map)| map));
    for piece in drawn {
        well_formed(&piece);
        assert!(!piece.contains("<script") && !piece.contains(" style=") && !piece.contains(" id="), "{piece}");
        assert!(!piece.contains("NaN") && !piece.contains("inf"), "{piece}");
    }
}

/// Tags are closed in order, attributes quoted and named once, text and values without bare marks.
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
    for (at, _) in text.match_indices('&') {
        assert!(
            ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].iter().any(|entity| text[at..].starts_with(entity)),
            "{text}"
        );
    }
}

#[test]
fn places_from_nowhere_break_nothing() {
    let odd = [(f32::NAN, f32::NAN), (f32::INFINITY, 0.0), (0.0, 0.0), (-500.0, 1e30), (108.0, 11.6)];
    let dots: Vec<Dot> = odd.iter().map(|&at| Dot { at, value: u32::MAX, ..Dot::default() }).collect();
    let pairs = odd.iter().flat_map(|&from| odd.map(|to| (from, to)));
    let arcs: Vec<Arc> = pairs.map(|(from, to)| Arc { from, to, count: u32::MAX, ..Arc::default() }).collect();
    let area = Area { code: "none".to_owned(), value: u32::MAX, ..Area::default() };
    let map = country(&CountryMap { words: words(), areas: vec![area], dots: dots.clone(), arcs: arcs.clone() });
    let home = ProvinceMap { code: "P68".to_owned(), dots, arcs, ..ProvinceMap::default() };
    for piece in [&map, &province(&home)] {
        well_formed(piece);
        // Only the dot that is in Vietnam is drawn; the legend of the country has one more.
        assert!(piece.matches("<circle").count() <= 2, "{piece}");
    }
    assert_eq!(province(&ProvinceMap { code: "P99".to_owned(), ..home }), "");
}

#[test]
fn a_way_out_of_the_province_ends_at_its_edge() {
    let way = |to| Arc { from: (108.0, 11.6), to, count: 1, label: "way".to_owned(), href: None };
    let map = |arcs| ProvinceMap { code: "P68".to_owned(), arcs, ..ProvinceMap::default() };
    let height =
        province(&map(Vec::new())).split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f32>();
    for to in [(105.7, 21.0), (108.2, 11.9), (104.8, 9.2)] {
        let drawn = province(&map(vec![way(to)]));
        let tip = paths(&drawn, "tip").next().unwrap().split("d=\"M").nth(1).unwrap();
        let mut tip = tip.split(['L', ' ']).map(|number| number.parse::<f32>().unwrap());
        let (x, y) = (tip.next().unwrap(), tip.next().unwrap());
        assert!((0.0..=WIDTH).contains(&x) && (0.0..=*height.as_ref().unwrap()).contains(&y), "{to:?} at {x} {y}");
    }
    // Ways between places beyond it are not its own.
    let foreign = Arc { from: (105.0, 21.0), ..way((106.0, 22.0)) };
    assert!(!province(&map(vec![foreign])).contains("class=\"arc\""));
}

#[test]
fn there_and_back_are_two_curves() {
    let (a, b) = ((107.97, 11.67), (105.7, 21.0));
    let arc = |from, to| Arc { from, to, count: 1, ..Arc::default() };
    let map = spread(&SpreadMap { arcs: vec![arc(a, b), arc(b, a), arc(a, a)], ..SpreadMap::default() });
    let bends: Vec<f32> = paths(&map, "arc")
        .map(|path| path.split('Q').nth(1).unwrap().split(' ').next().unwrap().parse().unwrap())
        .collect();
    // The third has both ends in one place: it is no way on a map.
    assert_eq!(bends.len(), 2);
    assert!((bends[0] - bends[1]).abs() > 40.0, "{bends:?}");
}

#[test]
fn shades_rise_with_the_number() {
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
fn charts_tell_numbers_bars_and_lists() {
    let bar = |label: &str, value, href: &str| {
        let href = (!href.is_empty()).then(|| href.to_owned());
        Bar { label: label.to_owned(), value, href, class: String::new() }
    };
    let chart =
        bars(&Bars { bars: vec![bar("A", 1240, "/a/"), bar("B", 310, ""), bar("C", 0, "")], ..Bars::default() });
    assert!(chart.contains("<a href=\"/a/\"><span>A</span>") && chart.contains("<b>1.240</b>"), "{chart}");
    assert!(
        chart.contains("<rect width=\"100\" height=\"1\"/>") && chart.contains("<rect width=\"25\" height=\"1\"/>")
    );
    // Nothing has no bar, and an empty chart divides by nothing.
    assert_eq!(chart.matches("<rect width").count(), 2, "{chart}");
    assert_eq!(bars(&Bars { bars: vec![bar("A", 0, "")], ..Bars::default() }).matches("<rect width").count(), 0);

    let steps = vec![bar("A", 0, ""), bar("B", 8, ""), bar("C", 5, ""), bar("D", 6, "")];
    let chart = funnel(&Funnel { steps, ..Funnel::default() });
    let shares: Vec<&str> = chart.split("<small>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(shares, ["", "", "63%", "120%"]);
}

#[test]
fn columns_of_all_fields_share_one_scale() {
    let row = |values: &[u32]| Row { values: values.iter().map(|&value| (value, None)).collect(), ..Row::default() };
    let years = ["2024", "2025", "2026"].map(str::to_owned).to_vec();
    // A row that is too short counts as zeros, one that is too long is cut.
    let chart = columns(&Columns { years, rows: vec![row(&[10, 5]), row(&[0, 0, 40, 7])], ..Columns::default() });
    let heights: Vec<&str> = chart.split("\" height=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(heights, ["25", "13", "100"]);
    assert_eq!(chart.matches("<td>").count(), 6);
    assert!(chart.contains("<b>15</b>") && chart.contains("<b>40</b>"), "{chart}");
}

#[test]
fn numbers_are_short() {
    let written = |tenths| {
        let mut out = String::new();
        pen::push_tenths(&mut out, tenths);
        out
    };
    for (tenths, expected) in
        [(0, "0"), (3, ".3"), (-3, "-.3"), (10, "1"), (125, "12.5"), (-1240, "-124"), (i32::MIN, "-214748364.8")]
    {
        assert_eq!(written(tenths), expected);
    }
    let ring = |points: &[(i32, i32)]| {
        let mut out = String::new();
        pen::push_ring(&mut out, points.iter().copied());
        out
    };
    for (points, expected) in [
        (&[][..], ""),
        (&[(3, 4)], "M3 4h0"),
        (&[(3, 4), (3, 4), (3, 4)], "M3 4h0"),
        (&[(0, 0), (5, 0), (5, 5), (2, 9)], "M0 0l5 0 0 5-3 4z"),
        (&[(-1, -1), (-3, 2), (4, -2)], "M-1-1l-2 3 7-4z"),
    ] {
        assert_eq!(ring(points), expected);
    }
}
