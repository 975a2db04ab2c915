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
    ("hcm", "hồ chí minh"),
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
    ("tphcm", "thành phố hồ chí minh"),
    ("tt", "thị trấn"),
    ("tt", "trật tự"),
    ("tt", "trung tâm"),
    ("tw", "trung ương"),
    ("tx", "thị xã"),
    ("ubnd", "ủy ban nhân dân"),
    ("vhxh", "văn hóa xã hội"),
    ("xdntm", "xây dựng nông thôn mới"),
];

/// Signs that offices put inside of an abbreviation: `VH-XH`, `QP – AN`.
const INSIDE: [char; 7] = ['-', '–', '—', '&', '/', '.', ','];

/// `text` with its abbreviations spelled out; `None` if it has none. One with several meanings stays.
pub(crate) fn spelled_out(text: &str) -> Option<String> {
    let meaning = |word: &str| {
        let lower = word.to_lowercase();
        let mut meanings = ABBREVIATIONS.iter().filter(|(short, _)| *short == lower).map(|(_, meaning)| *meaning);
        meanings.next().filter(|_| meanings.next().is_none())
    };
    let spaced = text.replace(INSIDE, " \u{0} ");
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    let is_capitals = |word: &str| !word.is_empty() && word.chars().all(char::is_uppercase);
    // `QP`, sign, `AN`: one abbreviation, if it is known as such.
    let joined = |words: &[&str]| match words {
        [first, "\u{0}", second, ..] if is_capitals(first) && is_capitals(second) => {
            meaning(&[*first, *second].concat())
        }
        _ => None,
    };
    let (mut found, mut at) = (Vec::new(), 0);
    let mut has_joined = false;
    while at < words.len() {
        match joined(&words[at..]) {
            Some(meaning) => {
                (has_joined, at) = (true, at + 3);
                found.push(meaning);
            }
            None => {
                found.push(words[at]);
                at += 1;
            }
        }
    }
    if has_joined {
        found.retain(|word| *word != "\u{0}");
        return Some(found.into_iter().map(|word| meaning(word).unwrap_or(word)).collect::<Vec<_>>().join(" "));
    }
    let has_any = text.split_whitespace().any(|word| meaning(word).is_some());
    let spelled = || text.split_whitespace().map(|word| meaning(word).unwrap_or(word)).collect::<Vec<_>>().join(" ");
    has_any.then(spelled)
}

#[cfg(test)]
mod tests {
    use super::spelled_out;

    #[test]
    fn abbreviations_with_signs_inside_are_spelled_out() {
        for (text, wanted) in [
            ("VH-XH", "văn hóa xã hội"),
            ("QP - AN", "quốc phòng an ninh"),
            ("QP–AN", "quốc phòng an ninh"),
            ("AN-QP", "an ninh quốc phòng"),
            ("KT & XH", "kinh tế xã hội"),
            ("VHXH", "văn hóa xã hội"),
            ("xây dựng NTM", "xây dựng nông thôn mới"),
        ] {
            assert_eq!(spelled_out(text).as_deref(), Some(wanted), "{text}");
        }
        for text in ["văn hóa - xã hội", "A-B", "-", "QP -", ""] {
            assert_eq!(spelled_out(text), None, "{text}");
        }
    }
}
