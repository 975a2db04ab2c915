//! Abbreviations that are common in Vietnamese administrative texts.

/// Abbreviations and what they stand for, both in lower case. An abbreviation with several meanings (`TT`) has a row for
/// each, the most common first.
pub(crate) const ABBREVIATIONS: &[(&str, &str)] = &[
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

/// `text` with its abbreviations spelled out; `None` if it has none. One with several meanings stays.
pub(crate) fn spelled_out(text: &str) -> Option<String> {
    let meaning = |word: &str| {
        let lower = word.to_lowercase();
        let mut meanings = ABBREVIATIONS.iter().filter(|(short, _)| *short == lower).map(|(_, meaning)| *meaning);
        meanings.next().filter(|_| meanings.next().is_none())
    };
    let has_any = text.split_whitespace().any(|word| meaning(word).is_some());
    let spelled = || text.split_whitespace().map(|word| meaning(word).unwrap_or(word)).collect::<Vec<_>>().join(" ");
    has_any.then(spelled)
}
