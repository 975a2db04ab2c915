//! The traps of 1 July 2025, and everything an editor may write.

mod history;
mod then_and_now;
mod writings;

use proptest::prelude::*;

use super::*;
use crate::finding::{Checked, FileContext};
use crate::text::{SitePath, Span, Spanned};

fn gazetteer() -> Arc<Gazetteer> {
    Gazetteer::builtin()
}

/// The code of the unit a text means; the codes of several joined by `|`; `?` for none.
fn read(text: &str) -> String {
    let gazetteer = gazetteer();
    match gazetteer.resolve(text) {
        Resolution::Found { place, .. } => gazetteer.unit(place.unit).code.to_string(),
        Resolution::Ambiguous(places) => {
            places.iter().map(|place| gazetteer.unit(place.unit).code.to_string()).collect::<Vec<_>>().join("|")
        }
        Resolution::Unknown { .. } => "?".to_owned(),
    }
}

/// The present name of the place a text means.
fn now(text: &str) -> Vec<String> {
    let gazetteer = gazetteer();
    match gazetteer.resolve(text) {
        Resolution::Found { place, .. } => {
            gazetteer.present(place.unit).iter().map(|&id| gazetteer.full_name(id)).collect()
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn the_tables_are_whole() {
    let gazetteer = gazetteer();
    let count = |level, current| {
        gazetteer.ids().filter(|&id| gazetteer.unit(id).level == level && gazetteer.is_current(id) == current).count()
    };
    assert_eq!((count(Level::Province, true), count(Level::Commune, true)), (34, 3321));
    assert_eq!((count(Level::Province, false), count(Level::District, false)), (64, 716));
    assert_eq!(count(Level::Commune, false), 11_205);
}

#[test]
fn a_former_name_leads_to_the_present_one() {
    assert_eq!(now("Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"), ["Xã Đông Giang, tỉnh Lâm Đồng"]);
    assert_eq!(now("Phường Phú Trinh, thành phố Phan Thiết, tỉnh Bình Thuận"), ["Phường Phan Thiết, tỉnh Lâm Đồng"]);
    assert_eq!(now("Tỉnh Bình Thuận"), ["Tỉnh Lâm Đồng"]);
    assert_eq!(now("Tỉnh Đắk Nông"), ["Tỉnh Lâm Đồng"]);
}

#[test]
fn one_name_in_many_spellings() {
    let wanted = read("Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận");
    for text in [
        "xã đông giang, huyện hàm thuận bắc, tỉnh bình thuận",
        "Đông Giang, Hàm Thuận Bắc, Bình Thuận",
        "X. Đông Giang, H. Hàm Thuận Bắc, T. Bình Thuận",
        "dong giang, ham thuan bac, binh thuan",
        "Xã Đông Giang,huyện Hàm Thuận Bắc",
        "Xã Đông Giang, tỉnh Bình Thuận",
        "Tỉnh Bình Thuận, huyện Hàm Thuận Bắc, xã Đông Giang",
        "Xã Đông Giang (vùng cao), huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
        "Xã Đông Giang - huyện Hàm Thuận Bắc - tỉnh Bình Thuận",
        "Xa\u{303} Đo\u{302}ng Giang, huye\u{323}\u{302}n Ha\u{300}m Thua\u{323}\u{302}n Ba\u{306}\u{301}c, ti\u{309}nh Bi\u{300}nh Thua\u{323}\u{302}n",
        &wanted,
    ] {
        assert_eq!(read(text), wanted, "{text}");
    }
}

#[test]
fn what_is_below_the_commune_is_kept_as_typed() {
    let hamlet = |text: &str| match gazetteer().resolve(text) {
        Resolution::Found { hamlet, .. } => hamlet,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(hamlet("Khu phố 3, phường Phú Trinh, TP Phan Thiết, Bình Thuận").as_deref(), Some("Khu phố 3"));
    assert_eq!(
        hamlet("Xóm 1, thôn Phú An, xã Phú Hội, huyện Đức Trọng, tỉnh Lâm Đồng").as_deref(),
        Some("Xóm 1, thôn Phú An")
    );
    assert_eq!(hamlet("Bản Mốc 13, tỉnh Quảng Ninh").as_deref(), Some("Bản Mốc 13"));
    assert_eq!(hamlet("Xã Đông Giang, tỉnh Lâm Đồng"), None);
}

#[test]
fn present_units_that_bear_the_name_of_a_former_district_are_only_a_part_of_it() {
    let gazetteer = gazetteer();
    for (commune, district) in [
        ("Xã Đức Linh, tỉnh Lâm Đồng", "Huyện Đức Linh, tỉnh Bình Thuận"),
        ("Xã Bắc Bình, tỉnh Lâm Đồng", "Huyện Bắc Bình, tỉnh Bình Thuận"),
    ] {
        assert!(read(commune).starts_with('C') && read(district).starts_with('H'), "{commune}");
        let parts = now(district);
        assert!(parts.len() > 3 && parts.contains(&commune.to_owned()), "{parts:?}");
    }
    assert_eq!(read("Phường Bình Thuận, tỉnh Lâm Đồng").chars().next(), Some('C'));
    assert_eq!(read("Bình Thuận"), "T60");
    let Resolution::Ambiguous(units) = gazetteer.resolve("Đức Linh") else { panic!() };
    assert_eq!(units.len(), 2);
}

#[test]
fn names_that_moved_or_are_borne_by_several_are_never_guessed() {
    for name in ["Xã Tân Thành", "Tân Hà", "xã Bình Thạnh"] {
        assert!(read(name).contains('|'), "{name}: {}", read(name));
    }
    assert_eq!(now("Xã Tân Thành, huyện Hàm Thuận Nam, tỉnh Bình Thuận"), ["Xã Tân Thành, tỉnh Lâm Đồng"]);
    assert_ne!(now("Xã Tân Thành, huyện Đức Trọng, tỉnh Lâm Đồng"), ["Xã Tân Thành, tỉnh Lâm Đồng"]);
    assert_ne!(read("Xã Tuyên Quang, tỉnh Lâm Đồng"), read("Tỉnh Tuyên Quang"));
    assert_eq!(now("Xã Hoài Đức, huyện Lâm Hà, tỉnh Lâm Đồng"), ["Xã Tân Hà Lâm Hà, tỉnh Lâm Đồng"]);
}

#[test]
fn a_commune_that_was_divided_has_all_its_heirs() {
    assert!(now("Xã Phong Phú, huyện Tuy Phong, tỉnh Bình Thuận").len() >= 2);
    assert!(now("Xã Hòa Thắng, huyện Bắc Bình, tỉnh Bình Thuận").len() >= 2);
}

#[test]
fn spellings_that_vary_in_print() {
    assert_eq!(read("Huyện Phú Quý, tỉnh Bình Thuận"), read("huyện Phú Quí, tỉnh Bình Thuận"));
    assert_eq!(now("Xã Tam Thanh, huyện Phú Quý, tỉnh Bình Thuận"), ["Đặc khu Phú Quý, tỉnh Lâm Đồng"]);
    assert_eq!(read("Xã Đắk D'rông, huyện Cư Jút, tỉnh Đắk Nông"), read("Xã Đăk DRông, huyện Cư Jút, tỉnh Đăk Nông"));
    assert_eq!(read("Huyện Đak Pơ, tỉnh Gia Lai"), read("Huyện Đăk Pơ, tỉnh Gia Lai"));
    assert_ne!(read("Xã Ia Bang, huyện Chư Prông, tỉnh Gia Lai"), read("Xã Ia Băng, huyện Chư Prông, tỉnh Gia Lai"));
    assert!(read("xa ia bang, huyen chu prong, tinh gia lai").contains('|'));
    assert_eq!(
        read("P.10, TP. Vũng Tàu, tỉnh Bà Rịa - Vũng Tàu"),
        read("Phường 10, thành phố Vũng Tàu, tỉnh Bà Rịa – Vũng Tàu")
    );
}

#[test]
fn mergers_before_2025_and_hue() {
    for text in [
        "Xã Nam Chính, huyện Đức Linh, tỉnh Bình Thuận",
        "Xã Phước Hưng, huyện Long Điền, tỉnh Bà Rịa - Vũng Tàu",
        "Xã Tượng Sơn, huyện Thạch Hà, tỉnh Hà Tĩnh",
        "Xã Quảng Ngạn, tỉnh Thừa Thiên Huế",
        "Phường Thanh Thủy, thành phố Huế",
        "Xã Tà Chải, huyện Bắc Hà, tỉnh Lào Cai",
        "Thành phố Huế",
        "Tỉnh Thừa Thiên Huế",
    ] {
        assert!(!read(text).contains(['|', '?']), "{text}: {}", read(text));
    }
    assert_eq!(read("Xã Đề Gi, tỉnh Gia Lai").chars().next(), Some('C'));
}

#[test]
fn an_unknown_name_is_answered_with_near_ones() {
    let gazetteer = gazetteer();
    let nearest = |text: &str| match gazetteer.resolve(text) {
        Resolution::Unknown { nearest } => nearest.into_iter().map(|place| place.name).collect::<Vec<_>>(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(
        nearest("Xã Đông Gang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"),
        ["Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"],
        "names elsewhere, and names less near, are noise"
    );
    assert!(
        nearest("Xã Đông Giang, huyện Đức Linh, tỉnh Bình Thuận")
            .contains(&"Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận".to_owned())
    );
    assert_eq!(nearest("Atlantis, Thái Bình Dương"), Vec::<String>::new());
    assert_eq!(nearest(",;-"), Vec::<String>::new());
}

/// Old Bình Thuận → new Lâm Đồng, as published with resolution 1671/NQ-UBTVQH15.
#[test]
fn the_crosswalk_of_binh_thuan() {
    let table = [
        ("Vĩnh Hảo", "Vĩnh Tân, Vĩnh Hảo"),
        ("Liên Hương", "Bình Thạnh, Phước Thể, Phú Lạc"),
        ("Phan Rí Cửa", "Chí Công, Hòa Minh"),
        ("Bắc Bình", "Phan Hòa, Phan Hiệp, Phan Rí Thành"),
        ("Hải Ninh", "Bình An, Phan Điền, Hải Ninh"),
        ("Phan Sơn", "Phan Lâm, Phan Sơn"),
        ("Sông Lũy", "Phan Tiến, Sông Lũy"),
        ("Đông Giang", "Đông Tiến, Đông Giang"),
        ("La Dạ", "Đa Mi, La Dạ"),
        ("Hàm Thuận Bắc", "Thuận Hòa, Hàm Trí, Hàm Phú"),
        ("Hàm Thuận", "Thuận Minh, Hàm Đức"),
        ("Hồng Sơn", "Hồng Liêm, Hồng Sơn"),
        ("Hàm Liêm", "Hàm Chính, Hàm Liêm"),
        ("Tuyên Quang", "Tiến Lợi, Hàm Mỹ"),
        ("Hàm Thạnh", "Mỹ Thạnh, Hàm Cần, Hàm Thạnh"),
        ("Hàm Kiệm", "Mương Mán, Hàm Cường, Hàm Kiệm"),
        ("Sơn Mỹ", "Tân Thắng, Thắng Hải, Sơn Mỹ"),
        ("Nghị Đức", "Đức Phú, Nghị Đức"),
        ("Suối Kiết", "Gia Huynh, Suối Kiết"),
        ("Nam Thành", "Mê Pu, Sùng Nhơn, Đa Kai"),
        ("Trà Tân", "Đông Hà, Trà Tân"),
    ];
    for (new, old) in table {
        for old in old.split(", ") {
            let text = format!("xã {old}, tỉnh Bình Thuận");
            let wanted = unit::key(&format!("Xã {new}, tỉnh Lâm Đồng"));
            assert!(now(&text).iter().any(|name| unit::key(name) == wanted), "{text}: {:?}", now(&text));
        }
    }
}

#[test]
fn every_full_name_is_read_as_itself() {
    let gazetteer = gazetteer();
    let mut wrong = Vec::new();
    for id in gazetteer.ids() {
        let name = gazetteer.full_name(id);
        let same = |place: &Match| unit::marked_key(&place.name) == unit::marked_key(&name);
        let fine = match gazetteer.resolve(&name) {
            Resolution::Found { place, is_mixed: false, .. } => same(&place),
            Resolution::Found { .. } => false,
            Resolution::Ambiguous(places) => places.into_iter().all(|place| same(&place)),
            Resolution::Unknown { .. } => false,
        };
        if !fine {
            wrong.push(name);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_two_units_share_an_address() {
    let gazetteer = gazetteer();
    let mut slugs: Vec<String> = gazetteer.ids().map(|id| gazetteer.slug(id).into_owned()).collect();
    slugs.sort();
    assert!(slugs.windows(2).all(|pair| pair[0] != pair[1]));
    let slug = |text: &str| match gazetteer.resolve(text) {
        Resolution::Found { place, .. } => gazetteer.slug(place.unit).into_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(slug("Tỉnh Lâm Đồng"), "lam-dong");
    assert_eq!(slug("Xã Đông Giang, tỉnh Lâm Đồng"), "lam-dong/xa-dong-giang");
    assert_eq!(slug("Huyện Đức Linh, tỉnh Bình Thuận"), "cu/binh-thuan/huyen-duc-linh");
}

#[test]
fn kilometres() {
    let gazetteer = gazetteer();
    let at = |text: &str| match gazetteer.resolve(text) {
        Resolution::Found { place, .. } => place.unit,
        other => panic!("{other:?}"),
    };
    let far = gazetteer.distance_km(at("Thành phố Hà Nội"), at("Thành phố Hồ Chí Minh")).unwrap();
    assert!((1050.0..1250.0).contains(&far), "{far}");
    assert_eq!(gazetteer.distance_km(at("Tỉnh Lâm Đồng"), at("Tỉnh Lâm Đồng")), Some(0.0));
}

#[test]
fn a_site_can_add_places_or_bring_its_own() {
    let path = SitePath::new("content/localities.tsv");
    let Checked { value: more, findings } = gazetteer().with("# thôn của xã\nthon-2\thamlet\tThôn 2\tC23074\n", &path);
    assert_eq!(findings, []);
    let unit = more.resolve("Thôn 2, xã Đông Giang, tỉnh Lâm Đồng").found().unwrap();
    assert_eq!(more.unit(unit).level, Level::Hamlet);
    assert_eq!(more.unit(more.present(unit)[0]).code, "C23074");
    let other = "replace\nV\tprovince\tViêng Chăn\nB\tdistrict\tMuang Sikhot\tV\t2020\tV\n";
    let Checked { value: laos, findings } = gazetteer().with(other, &path);
    assert_eq!((findings.len(), laos.ids().count()), (0, 2));
    assert!(matches!(laos.resolve("Muang Sikhot"), Resolution::Found { .. }));
}

#[test]
fn a_row_that_cannot_be_read_is_told_and_the_others_stand() {
    let path = SitePath::new("content/localities.tsv");
    let tsv = "a\tvillage\tA\nb\tcommune\tB\tKHONG\nc\thamlet\tC\tC23074\nd\thamlet\n";
    let Checked { value, findings } = gazetteer().with(tsv, &path);
    let lines: Vec<u32> = findings.iter().map(|finding| finding.position.unwrap().line).collect();
    assert_eq!(lines, [1, 4, 2]);
    assert!(value.by_code("c").is_some());
}

#[test]
fn a_row_that_replaces_a_unit_and_those_after_it_keep_their_places() {
    let path = SitePath::new("content/localities.tsv");
    assert_eq!(gazetteer().by_code.len(), gazetteer().units.len(), "every code stands once");
    let tsv = "C23074\tcommune\tXã Đông Giang\tP68\nt2\thamlet\tThôn 2\tC23074\nt3\thamlet\tThôn 3\tC23074\nt2\thamlet\tThôn Hai\tC23074\n";
    let Checked { value, findings } = gazetteer().with(tsv, &path);
    assert_eq!(findings, []);
    assert_eq!(value.units.len(), gazetteer().units.len() + 2);
    for (code, name) in [("t2", "Thôn Hai"), ("t3", "Thôn 3"), ("C23074", "Xã Đông Giang")] {
        let unit = value.by_code(code).unwrap();
        assert_eq!(value.name(unit), name);
        assert_eq!(value.unit(value.province_of(unit)).code, "P68");
    }
}

#[test]
fn units_that_belong_to_one_another_are_told() {
    let path = SitePath::new("content/localities.tsv");
    let tsv = "a\tcommune\tXã A\tb\nb\tcommune\tXã B\ta\nc\thamlet\tThôn C\tc\nP68\thamlet\tTỉnh Lâm Đồng\tC23074\n";
    let Checked { value, findings } = gazetteer().with(tsv, &path);
    let mut lines: Vec<u32> = findings.iter().map(|finding| finding.position.unwrap().line).collect();
    lines.sort_unstable();
    assert_eq!(lines, [1, 2, 3]);
    assert!(value.ids().all(|id| value.lineage(id).count() <= 4));
}

#[test]
fn the_editor_is_told_what_to_write() {
    let (path, gazetteer) = (SitePath::new("content/mo-hinh/a.md"), gazetteer());
    let told = |place: &str| {
        let file = FileContext::new(&path, place);
        let written = Spanned::new(place.to_owned(), Span::new(0, place.len()));
        problem(&gazetteer, &written, &gazetteer.resolve(place), &file)
    };
    assert_eq!(told("Xã Đông Giang, tỉnh Lâm Đồng"), None);
    let help = told("Xã Đông Gang, tỉnh Lâm Đồng").unwrap().help.unwrap().vi;
    assert!(help.contains("“Xã Đông Giang, tỉnh Lâm Đồng”"), "{help}");
    assert_eq!(help.matches('“').count(), 1, "no other name is as near: {help}");
    let several = told("Xã Tân Thành, tỉnh Bình Thuận và Lâm Đồng");
    assert!(several.is_some());
    let heirs_of = |place: &str| {
        let file = FileContext::new(&path, place);
        let written = Spanned::new(place.to_owned(), Span::new(0, place.len()));
        heirs(&gazetteer, &written, gazetteer.resolve(place).found().unwrap(), &file).unwrap()
    };
    assert_eq!(heirs_of("Xã Phong Phú, huyện Tuy Phong, tỉnh Bình Thuận").code.id(), "LT303");
    assert_eq!(heirs_of("Phường Đức Nghĩa, thành phố Phan Thiết, tỉnh Bình Thuận").code.id(), "LT307");
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "[ ,.\\-()a-zđăâêôơưĐX0-9\\p{L}\u{300}-\u{323}]{0,60}") {
        let _ = gazetteer().resolve(&text);
    }
}

#[test]
fn a_number_alone_is_no_unit() {
    let hamlet = |text: &str| match gazetteer().resolve(text) {
        Resolution::Found { hamlet, place, .. } => Some((hamlet?, place.name)),
        _ => None,
    };
    for several in
        ["Thôn 1, 2, 3", "Thôn 1, 2 và 3", "Các thôn 1, 2, 3", "Thôn 1, thôn 2, 3", "Khu phố 1, 2, 3", "Tổ 5, 3"]
    {
        assert_eq!(read(several), "?", "{several}");
        assert!(gazetteer().is_below_communes(several), "{several}");
        let whole = hamlet(&format!("{several}, xã Đông Giang, tỉnh Lâm Đồng"));
        assert_eq!(whole, Some((several.to_owned(), "Xã Đông Giang, tỉnh Lâm Đồng".to_owned())), "{several}");
        let district = format!("{several}, phường 2, quận 3, Thành phố Hồ Chí Minh");
        assert_eq!(hamlet(&district).unwrap().0, several);
    }
    let glued = hamlet("KP2, phường Mũi Né, tỉnh Lâm Đồng");
    assert_eq!(glued, Some(("KP2".to_owned(), "Phường Mũi Né, tỉnh Lâm Đồng".to_owned())));
    for numbers in ["2, 3", "1, 2, 3", "3, Thành phố Hồ Chí Minh", "5, quận 3", "Phường 2, 3", "2, 3, Hồ Chí Minh"]
    {
        assert_eq!(read(numbers), "?", "{numbers}");
    }
    assert_eq!(read("P.2, Q.3"), read("Phường 2, quận 3, Thành phố Hồ Chí Minh"));
    assert_eq!(read("P2, Q3, TPHCM"), read("Phường 2, quận 3, Thành phố Hồ Chí Minh"));
    assert!(gazetteer().nearest_places("2, 3").is_empty() && gazetteer().nearest_places("Thôn 1, 2").is_empty());
}
