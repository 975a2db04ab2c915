use super::*;

fn word(heading: &str) -> Option<&'static str> {
    aim_of(heading).map(|(aim, _)| aim.word())
}

#[test]
fn headings_are_known_with_and_without_marks() {
    for (heading, wanted) in [
        ("TÊN MÔ HÌNH", "title"),
        ("Ten mo hinh", "title"),
        ("Tên mô hình “Dân vận khéo”", "title"),
        ("Địa chỉ/Địa bàn", "locality"),
        ("Lĩnh vực (4 lĩnh vực)", "field"),
        ("Xã, phường, thị trấn", "xa"),
        ("STT", "stt"),
        ("Năm\ncông nhận", "recognised"),
        ("Hình thức khen thưởng", "awards.form"),
        ("Nội dung, cách làm", "cach-lam"),
        ("Kết quả đạt được", "results"),
        ("Ngày quyết định", "awards.date"),
        ("Số quyết định", "awards.decision"),
        ("Tập thể/cá nhân thực hiện", "organisation"),
        ("Tập thể/Cá nhân", "kind"),
        ("Số hộ tham gia", "results.value"),
        ("Kết quả Số lượt người", "results.value"),
        ("Ghi chú", "ghi-chu"),
        ("Bài viết: Kết quả", "bai-viet.ket-qua"),
        ("Article: Opening", "bai-viet.mo-dau"),
    ] {
        assert_eq!(word(heading), Some(wanted), "{heading}");
    }
    for (whole, wanted) in [
        ("Năm khen thưởng", "award_year"),
        ("Hình thức khen thưởng", "awards.form"),
        ("Cấp khen thưởng", "award_level"),
    ] {
        let (short, _) = whole.rsplit_once(' ').unwrap();
        assert_eq!(aim_of(short).map(|(aim, sure)| (aim.word(), sure)), Some((wanted, Sureness::Certain)), "{short}");
    }
    assert_eq!(word("Điện thoại liên hệ"), Some("contact.phone"));
    assert_eq!(word("Phụ trách"), None);
    for (heading, wanted) in [
        ("Lý do xây dựng mô hình", Some("boi-canh")),
        ("Số mô hình", None),
        ("Tổng số mô hình", None),
        ("Kết quả mô hình", Some("results")),
        ("Mô hình “Dân vận khéo”", Some("title")),
        ("Tên công trình, mô hình", Some("title")),
        ("Tên đơn vị có mô hình", Some("organisation")),
        ("Số đơn vị tham gia", None),
        ("Xã (tên mới)", Some("xa-moi")),
        ("Xã, phường (trước sắp xếp)", Some("xa-cu")),
        ("Xã (ghi rõ)", Some("xa")),
    ] {
        assert_eq!(word(heading), wanted, "{heading}");
    }
}

#[test]
fn every_word_leads_back() {
    for word in Aim::words() {
        assert_eq!(Aim::of_word(word).map(Aim::word), Some(word));
    }
}
