//! Names that are gone, ranks that never were, and places as people write them.

use super::*;

/// The full name that a text is read as; with `!` if it mixes two times; else what is offered.
fn read_as(text: &str) -> String {
    let names = |places: Vec<Match>| places.into_iter().map(|place| place.name).collect::<Vec<_>>().join(" | ");
    match gazetteer().resolve(text) {
        Resolution::Found { place, is_mixed, .. } => format!("{}{}", place.name, if is_mixed { " !" } else { "" }),
        Resolution::Ambiguous(places) => format!("? {}", names(places)),
        Resolution::Unknown { nearest } => format!("?? {}", names(nearest)),
    }
}

#[test]
fn names_that_were_gone_before_the_reform() {
    for name in [
        "Huyện Tân Thành, tỉnh Bà Rịa - Vũng Tàu",
        "Quận 9, thành phố Hồ Chí Minh",
        "Huyện Sa Pa, tỉnh Lào Cai",
        "Thị trấn Hòa Thành, huyện Hòa Thành, tỉnh Tây Ninh",
        "Phường Đức Nghĩa, thành phố Phan Thiết, tỉnh Bình Thuận",
        "Huyện Mê Linh, tỉnh Vĩnh Phúc",
        "Huyện Từ Liêm, thành phố Hà Nội",
        "Tỉnh Hà Tây",
    ] {
        assert_eq!(read_as(name), name);
    }
    assert_eq!(read("Huyện Từ Liêm"), "H019");
    assert_eq!(
        read_as("Phường Đức Nghĩa, thành phố Phan Thiết"),
        "Phường Đức Nghĩa, thành phố Phan Thiết, tỉnh Bình Thuận"
    );
    assert_eq!(now("Tỉnh Hà Tây"), ["Thành phố Hà Nội"]);
    assert_eq!(now("Phường Đức Nghĩa, thành phố Phan Thiết"), ["Tỉnh Lâm Đồng"]);
    assert_eq!(now("Huyện Lý Sơn, tỉnh Quảng Ngãi"), ["Đặc khu Lý Sơn, tỉnh Quảng Ngãi"]);
    assert_eq!(now("Xã An Vĩnh, huyện Lý Sơn, tỉnh Quảng Ngãi"), ["Đặc khu Lý Sơn, tỉnh Quảng Ngãi"]);
}

#[test]
fn of_two_units_of_one_name_the_one_of_the_time_is_meant() {
    let gazetteer = gazetteer();
    let read = |text: &str, year| match gazetteer.resolve_at(text, Some(Days::of_years(year, year))) {
        Resolution::Found { place, .. } => (gazetteer.unit(place.unit).code.to_string(), place.name),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(read("Huyện Mê Linh", 2006).1, "Huyện Mê Linh, tỉnh Vĩnh Phúc");
    assert_eq!(read("Huyện Mê Linh", 2015).1, "Huyện Mê Linh, thành phố Hà Nội");
    assert_eq!(read("Phường Lào Cai, thành phố Lào Cai, tỉnh Lào Cai", 2010).0, "X02638");
    assert_eq!(read("Phường Lào Cai, thành phố Lào Cai, tỉnh Lào Cai", 2024).0, "X02641");
    assert_eq!(read("Thành phố Huế", 2018).0, "H474");
    assert_eq!(read("Xã Tân Lập, tỉnh Lâm Đồng", 2026).0.chars().next(), Some('C'));
}

#[test]
fn a_rank_that_a_unit_never_bore_is_no_match() {
    for (text, offered) in [
        ("Xã Tuy Phong, tỉnh Bình Thuận", "?? Xã Tuy Phong, tỉnh Lâm Đồng | Huyện Tuy Phong, tỉnh Bình Thuận"),
        (
            "Thị trấn Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
            "?? Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
        ),
        (
            "Phường La Gi, tỉnh Bình Thuận",
            "?? Phường La Gi, tỉnh Lâm Đồng | Thị xã La Gi, tỉnh Bình Thuận | Thị trấn La Gi, huyện Hàm Tân, tỉnh Bình Thuận",
        ),
    ] {
        assert_eq!(read_as(text), offered, "{text}");
    }
    for text in [
        "Tỉnh Minh Hải",
        "Xã Đức Linh, Bình Thuận",
        "Phường Phan Thiết, tỉnh Bình Thuận",
        "Xã Cư Jút, tỉnh Đắk Nông",
        "Xã Hàm Thuận Bắc, tỉnh Bình Thuận",
        "Xã Thăng Bình, tỉnh Quảng Nam",
        "Huyện Đông Giang, tỉnh Lâm Đồng",
    ] {
        assert!(read_as(text).starts_with("??"), "{text}: {}", read_as(text));
    }
    // Ranks borne one after the other, even if not at once.
    for text in ["Phường Sa Pa, huyện Sa Pa, tỉnh Lào Cai", "Xã Hắc Dịch, thị xã Phú Mỹ, tỉnh Bà Rịa - Vũng Tàu"]
    {
        assert!(!read_as(text).contains(['?', '!']), "{text}: {}", read_as(text));
    }
}

#[test]
fn a_mixture_of_two_times_is_told_with_the_right_writing() {
    let right = "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận";
    assert_eq!(read_as("Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Lâm Đồng"), format!("{right} !"));
    assert_eq!(read_as(right), right);
}

#[test]
fn places_as_people_write_them() {
    for (text, name) in [
        ("Quận 9, TP.HCM", "Quận 9, thành phố Hồ Chí Minh"),
        ("Q9, TPHCM", "Quận 9, thành phố Hồ Chí Minh"),
        ("Quận 9, TP HCM", "Quận 9, thành phố Hồ Chí Minh"),
        ("TP. Vũng Tàu, BR-VT", "Thành phố Vũng Tàu, tỉnh Bà Rịa - Vũng Tàu"),
        ("Huyện Nam Đông, tỉnh Thừa Thiên - Huế", "Huyện Nam Đông, tỉnh Thừa Thiên Huế"),
        ("Huyện Buôn Đôn, Đắc Lắc", "Huyện Buôn Đôn, tỉnh Đắk Lắk"),
        ("Huyện Chợ Đồn, tỉnh Bắc Cạn", "Huyện Chợ Đồn, tỉnh Bắc Kạn"),
        ("Huyện đảo Phú Quý, tỉnh Bình Thuận", "Huyện Phú Quý, tỉnh Bình Thuận"),
        ("Xã La Dạ, tỉnh Lâm Đồng, Việt Nam", "Xã La Dạ, tỉnh Lâm Đồng"),
        ("Lào Cai, Lào Cai, Lào Cai", "Phường Lào Cai, thành phố Lào Cai, tỉnh Lào Cai"),
        ("Đông Quang, Thanh Hóa, Thanh Hóa", "Xã Đông Quang, thành phố Thanh Hóa, tỉnh Thanh Hóa"),
        ("Tô Mậu, Lục Yên, Yên Bái", "Xã Tô Mậu, huyện Lục Yên, tỉnh Yên Bái"),
        ("Phố Châu, Hương Sơn, Hà Tĩnh", "Thị trấn Phố Châu, huyện Hương Sơn, tỉnh Hà Tĩnh"),
        ("Láng Tròn, Giá Rai, Bạc Liêu", "Phường Láng Tròn, thị xã Giá Rai, tỉnh Bạc Liêu"),
        ("Bản Thi, Chợ Đồn, Bắc Kạn", "Xã Bản Thi, huyện Chợ Đồn, tỉnh Bắc Kạn"),
        ("xa Dong Giang, Ham Thuan Bac, Binh Thuan", "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"),
        ("TT. Ma Lâm, H. Hàm Thuận Bắc, T. Bình Thuận", "Thị trấn Ma Lâm, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"),
        ("TP.Phan Thiết", "Thành phố Phan Thiết, tỉnh Bình Thuận"),
    ] {
        assert_eq!(read_as(text), name, "{text}");
    }
}

#[test]
fn two_units_of_one_name_are_told_apart_by_what_can_be_written() {
    let (path, gazetteer, place) = (SitePath::new("a.md"), gazetteer(), "Xã Đông Khê, thành phố Thanh Hóa");
    let file = FileContext::new(&path, place);
    let written = Spanned::new(place.to_owned(), Span::new(0, place.len()));
    let help = problem(&gazetteer, &written, &gazetteer.resolve(place), &file).unwrap().help.unwrap().vi;
    assert!(
        help.contains("“X16387” (") && help.contains("“X16408” (") && help.contains("trước là xã Đông Anh"),
        "{help}"
    );
    assert_eq!((read("X16387"), read("X16408")), ("X16387".to_owned(), "X16408".to_owned()));
}
