//! The abbreviations of the field, which its people read as words.

/// Abbreviation and what it stands for, both in lower case. Where one stands for several things (`TT`), each has a row,
/// the commonest first.
pub const ABBREVIATIONS: &[(&str, &str)] = &[
    ("anqp", "an ninh quốc phòng"),
    ("antt", "an ninh trật tự"),
    ("atgt", "an toàn giao thông"),
    ("bch", "ban chấp hành"),
    ("bhyt", "bảo hiểm y tế"),
    ("btv", "ban thường vụ"),
    ("bvmt", "bảo vệ môi trường"),
    ("ccb", "cựu chiến binh"),
    ("cchc", "cải cách hành chính"),
    ("cđs", "chuyển đổi số"),
    ("clb", "câu lạc bộ"),
    ("ctv", "cộng tác viên"),
    ("dtts", "dân tộc thiểu số"),
    ("dvc", "dịch vụ công"),
    ("dvk", "dân vận khéo"),
    ("hđnd", "hội đồng nhân dân"),
    ("htx", "hợp tác xã"),
    ("kdc", "khu dân cư"),
    ("kp", "khu phố"),
    ("ktxh", "kinh tế xã hội"),
    ("lhpn", "liên hiệp phụ nữ"),
    ("llvt", "lực lượng vũ trang"),
    ("mttq", "mặt trận tổ quốc"),
    ("ntm", "nông thôn mới"),
    ("ocop", "mỗi xã một sản phẩm"),
    ("pccc", "phòng cháy chữa cháy"),
    ("qcdc", "quy chế dân chủ"),
    ("qpan", "quốc phòng an ninh"),
    ("tdp", "tổ dân phố"),
    ("tht", "tổ hợp tác"),
    ("tp", "thành phố"),
    ("tt", "thị trấn"),
    ("tt", "trật tự"),
    ("tt", "trung tâm"),
    ("tw", "trung ương"),
    ("tx", "thị xã"),
    ("ubnd", "ủy ban nhân dân"),
    ("vhxh", "văn hóa xã hội"),
    ("xdntm", "xây dựng nông thôn mới"),
];

/// What an abbreviation most often stands for; capitals and marks do not matter (`cds` is `CĐS`).
pub fn expand(abbreviation: &str) -> Option<&'static str> {
    let wanted = super::fold(abbreviation);
    ABBREVIATIONS.iter().find(|(short, _)| super::fold(short) == wanted).map(|(_, long)| *long)
}

/// The abbreviations of a phrase, compared without marks.
pub fn abbreviations_of(phrase: &str) -> impl Iterator<Item = &'static str> {
    let wanted = super::fold(phrase);
    ABBREVIATIONS.iter().filter(move |(_, long)| super::fold(long) == wanted).map(|(short, _)| *short)
}
