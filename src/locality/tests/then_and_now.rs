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
        "Quận 9, Thành phố Hồ Chí Minh",
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
fn wards_are_known_by_their_number_with_and_without_a_zero_before_it() {
    let gazetteer = gazetteer();
    let mut count = 0;
    for id in (0..gazetteer.names.len()).map(|at| NameId(at as u32)) {
        let name = gazetteer.name_at(id);
        if !name.bare().starts_with('0') {
            continue;
        }
        let full = gazetteer.full_name_at(id);
        let when = Some(Days { from: name.until.map(|until| until.years_before(1)), until: name.until });
        for text in [full.clone(), full.replace("Phường 0", "Phường "), full.replace("Phường 0", "p.")] {
            match gazetteer.resolve_at(&text, when) {
                Resolution::Found { place, .. } => assert_eq!((place.unit, &place.name), (name.unit, &full), "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        count += 1;
    }
    assert_eq!(count, 90);
    assert_eq!(read_as("Phường 2, Quận 5, TP. Hồ Chí Minh"), "Phường 2, Quận 5, Thành phố Hồ Chí Minh");
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
        ("Quận 9, TP.HCM", "Quận 9, Thành phố Hồ Chí Minh"),
        ("Q9, TPHCM", "Quận 9, Thành phố Hồ Chí Minh"),
        ("Quận 9, TP HCM", "Quận 9, Thành phố Hồ Chí Minh"),
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
        ("xã Đông Giang huyện Hàm Thuận Bắc tỉnh Bình Thuận", "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"),
        ("xa Dong Giang huyen Ham Thuan Bac, Binh Thuan", "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"),
        ("Quận 1 TPHCM", "Quận 1, Thành phố Hồ Chí Minh"),
        ("Phường Bến Nghé Quận 1 TP.HCM", "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"),
        ("Phường Quán Thánh quận Ba Đình thành phố Hà Nội", "Phường Quán Thánh, quận Ba Đình, thành phố Hà Nội"),
        ("Trên địa bàn huyện Hàm Thuận Bắc, tỉnh Bình Thuận", "Huyện Hàm Thuận Bắc, tỉnh Bình Thuận"),
        ("Toàn tỉnh Bình Thuận", "Tỉnh Bình Thuận"),
        ("tỉnh Bình Thuận cũ", "Tỉnh Bình Thuận"),
        ("Huyện Hàm Thuận Bắc cũ, tỉnh Bình Thuận", "Huyện Hàm Thuận Bắc, tỉnh Bình Thuận"),
        ("Xã Đông Giang (Hàm Thuận Bắc)", "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"),
        ("Xã Toàn Thắng, huyện Kim Động, Hưng Yên", "Xã Toàn Thắng, huyện Kim Động, tỉnh Hưng Yên"),
        ("Thủ đô Hà Nội", "Thành phố Hà Nội"),
        ("T.T.Huế", "Tỉnh Thừa Thiên Huế"),
        ("Huyện Đắc Song, Đắc Nông", "Huyện Đắk Song, tỉnh Đắk Nông"),
        ("Huyện Đắc R'Lấp, Đắc Nông", "Huyện Đắk R'Lấp, tỉnh Đắk Nông"),
        ("Xã B'Lá, huyện Bảo Lâm", "Xã B' Lá, huyện Bảo Lâm, tỉnh Lâm Đồng"),
        ("Xã Đạ K'Nàng, huyện Đam Rông, Lâm Đồng", "Xã Đạ K' Nàng, huyện Đam Rông, tỉnh Lâm Đồng"),
    ] {
        assert_eq!(read_as(text), name, "{text}");
    }
}

/// What is told of a place, as its message and its help in Vietnamese; empty for nothing.
fn told(place: &str) -> [String; 2] {
    let (path, gazetteer) = (SitePath::new("a.md"), gazetteer());
    let file = FileContext::new(&path, place);
    let written = Spanned::new(place.to_owned(), Span::new(0, place.len()));
    let finding = problem(&gazetteer, &written, &gazetteer.resolve(place), &file);
    finding.map_or_else(Default::default, |finding| [finding.message.vi, finding.help.unwrap().vi])
}

#[test]
fn two_units_of_one_name_are_told_apart_by_what_can_be_written() {
    let [_, help] = told("Xã Đông Khê, thành phố Thanh Hóa");
    assert!(
        help.contains("“X16387” (")
            && help.contains("“X16408” (")
            && help.contains("trước là xã Đông Anh, huyện Đông Sơn"),
        "{help}"
    );
    assert_eq!((read("X16387"), read("X16408")), ("X16387".to_owned(), "X16408".to_owned()));
}

#[test]
fn one_place_in_two_times_is_offered_by_its_name() {
    assert_eq!(told("Tỉnh Cần Thơ")[1], "Có phải là “Thành phố Cần Thơ”?");
    assert_eq!(told("Thành phố Lâm Đồng")[1], "Có phải là “Tỉnh Lâm Đồng”?");
    assert_eq!(told("Tỉnh Huế")[1], "Có phải là “Thành phố Huế”; “Thành phố Huế, tỉnh Thừa Thiên Huế”?");
}

#[test]
fn nothing_is_offered_where_all_would_be_guesses() {
    let none = "Ghi tên lúc thực hiện, từ nhỏ đến lớn: “Xã A, huyện B, tỉnh C”; từ ngày 1/7/2025: “Xã A, tỉnh C”.";
    for place in ["Tỉnh Minh Hải", "Tỉnh Sông Bé", "Tỉnh Thuận Hải", "Trung ương", "Việt Nam"] {
        assert_eq!(told(place)[1], none, "{place}");
    }
    assert_eq!(told("Xã Đông Giangg, tỉnh Lâm Đồng")[1], "Có phải là “Xã Đông Giang, tỉnh Lâm Đồng”?");
}

#[test]
fn several_places_written_as_one_are_answered_with_a_list() {
    let list = "Mỗi nơi ghi riêng, thành danh sách: [\"Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\", \
                \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\"]";
    for place in [
        "Các xã Đông Giang, La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
        "Xã Đông Giang và xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
        "hai xã Đông Giang và La Dạ huyện Hàm Thuận Bắc tỉnh Bình Thuận",
        "Xã Đông Giang, xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
    ] {
        assert_eq!(told(place)[1], list, "{place}");
    }
    assert_ne!(told("Xã Đông Giang, xã Không Có, huyện Hàm Thuận Bắc, tỉnh Bình Thuận")[1], list);
}

#[test]
fn other_marks_are_told_and_no_marks_are_not() {
    for (place, name) in [
        ("Xã Đông Giáng, tỉnh Lâm Đồng", "Xã Đông Giang, tỉnh Lâm Đồng"),
        ("Huyện Tuy Phòng, tỉnh Bình Thuận", "Huyện Tuy Phong, tỉnh Bình Thuận"),
        ("Làng Tròn", "Phường Láng Tròn, tỉnh Cà Mau"),
        ("Thôn 2, xã Đông Giáng, tỉnh Lâm Đồng", "Thôn 2, xã Đông Giang, tỉnh Lâm Đồng"),
    ] {
        assert_eq!(told(place)[1], format!("Nếu đúng là nơi ấy, viết: “{name}”."), "{place}");
    }
    for place in [
        "Xã Đông Giang, tỉnh Lâm Đồng",
        "xa Dong Giang, tinh Lam Dong",
        "XÃ ĐÔNG GIANG, TỈNH LÂM ĐỒNG",
        "Thành phố Quy Nhơn, Bình Định",
        "TP Qui Nhơn, Bình Định",
        "Tỉnh Hoà Bình",
        "Tỉnh Đăk Nông",
        "Tỉnh Đăk Lăk",
        "Huyện Đắc Song, Đắc Nông",
        "TT-Huế",
        "TP.HCM",
        "Thủ đô Hà Nội",
        "Xã Thuận Quý, huyện Hàm Thuận Nam, Bình Thuận",
        "Thôn Đẹp, xã Đông Giang, tỉnh Lâm Đồng",
    ] {
        assert_eq!(told(place), ["", ""], "{place}");
    }
}
