//! Vietnamese text: examples, the published collation, the vectors shared with the browser, and properties of any text.

use icu_collator::{Collator, options::CollatorOptions};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

#[test]
fn folding_handles_d_with_stroke_and_both_normal_forms() {
    let cases = [
        ("Đồng Tháp", "dong thap"),
        ("địa phương", "dia phuong"),
        ("ĐẮK LẮK", "dak lak"),
        ("Nguyễn", "nguyen"),
        ("S'tiêng", "s'tieng"),
        ("Ưu ái, 100%", "uu ai, 100%"),
        ("a\u{200b}b\u{feff}", "ab"),
        ("", ""),
        ("日本 ñ ß", "日本 n ß"),
    ];
    for (text, folded) in cases {
        assert_eq!(fold(text), folded);
        assert_eq!(fold(&text.nfd().collect::<String>()), folded);
    }
}

#[test]
fn both_tone_placements_normalize_alike() {
    let pairs = [
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("uỷ ban", "ủy ban"),
        ("hoá", "hóa"),
        ("xoè", "xòe"),
        ("HOÀ BÌNH", "hòa bình"),
        ("quý", "quý"),
        ("quả", "quả"),
        ("già", "già"),
        ("giếng", "giếng"),
        ("gìn", "gìn"),
        ("hoàng", "hoàng"),
        ("thuyền", "thuyền"),
        ("khuỷu", "khuỷu"),
        ("ngoài", "ngoài"),
        ("của", "của"),
        ("mía", "mía"),
        ("đường", "đường"),
        ("thuở", "thuở"),
        ("tiếng kẻng", "tiếng kẻng"),
        ("Canada", "canada"),
    ];
    for (text, normal) in pairs {
        assert_eq!(normalize(text), normal, "{text}");
        assert_eq!(normalize(&text.nfd().collect::<String>()), normal, "{text} decomposed");
    }
}

#[test]
fn is_spelled_like_ignores_tone_placement_and_case() {
    for (a, b, alike) in [
        ("Xã Hòa Thắng", "xã Hoà Thắng", true),
        ("Thị xã Hoà", "Thị xa Hòa", false),
        ("Xã Tân Hà", "Xã Tân Hải", false),
        ("Xã Đông Giang", "Xã Dông Giang", false),
    ] {
        assert_eq!(is_spelled_like(a, b), alike, "{a}, {b}");
        assert_eq!(is_spelled_like(&a.nfd().collect::<String>(), b), alike, "{a} decomposed, {b}");
    }
}

#[test]
fn old_tones_keeps_capitals() {
    for (text, placed) in
        [("Khánh Hoà", "Khánh Hòa"), ("UỶ BAN", "ỦY BAN"), ("Sông Luỹ", "Sông Lũy"), ("Thủ Đức", "Thủ Đức")]
    {
        assert_eq!(old_tones(text), placed);
    }
}

#[test]
fn one_i_replaces_y_only_where_the_sound_is_the_same() {
    let cases = [
        ("mỹ", "mĩ"),
        ("ký", "kí"),
        ("quý", "quí"),
        ("quy", "qui"),
        ("ly", "li"),
        ("y", "i"),
        ("tay", "tay"),
        ("huy", "huy"),
        ("thúy", "thúy"),
        ("yên", "yên"),
        ("", ""),
    ];
    for (text, same) in cases {
        assert_eq!(one_i(text), same);
    }
}

#[test]
fn slugs_are_file_names() {
    let cases = [
        ("Xã Đông Giang", "xa-dong-giang"),
        ("  Tổ \"tự quản\" – số 2!  ", "to-tu-quan-so-2"),
        ("Đắk D'rông", "dak-drong"),
        ("C++", "c"),
    ];
    for (text, expected) in cases {
        assert_eq!(slug(text), expected);
    }
    assert!(slug("…").starts_with("khong-ten-") && slug("…") != slug("???"));
}

#[test]
fn syllables_keep_apostrophes_and_combining_marks() {
    let words = |text: &str| syllables(text).map(|s| s.text.to_owned()).collect::<Vec<_>>();
    assert_eq!(words("Phụ nữ S'tiêng, xã Đắk D’rông (2022)."), ["Phụ", "nữ", "S'tiêng", "xã", "Đắk", "D’rông", "2022"]);
    let decomposed: String = "kẻng".nfd().collect();
    assert_eq!(words(&decomposed), [decomposed]);
    assert_eq!(words("'a' "), ["a"]);
    assert_eq!(syllables(" đê").next().map(|s| s.start), Some(1));
}

#[test]
fn each_edit_counts_one() {
    for (a, b, steps) in
        [("dan", "dan", 0), ("dan", "dna", 1), ("dan", "dang", 1), ("dan", "an", 1), ("dan", "den", 1), ("", "ab", 2)]
    {
        assert_eq!(distance_within(2, a, b), Some(steps), "{a} {b}");
    }
}

#[test]
fn nearest_finds_near_values_only() {
    let fields = ["kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh"];
    assert_eq!(nearest("kinh te", fields), Some("kinh-te"));
    assert_eq!(nearest("van hóa xã hội", fields), Some("van-hoa-xa-hoi"));
    assert_eq!(nearest("thể thao", fields), None);
    assert_eq!(nearest("", fields), None);
}

#[test]
fn an_abbreviation_has_its_most_common_meaning_first() {
    assert_eq!(expand("NTM"), Some("nông thôn mới"));
    assert_eq!(expand("CDS"), Some("chuyển đổi số"));
    assert_eq!(expand("TT"), Some("thị trấn"));
    assert_eq!(expand("xyz"), None);
}

/// The first meaning in the table.
fn expand(abbreviation: &str) -> Option<&'static str> {
    ABBREVIATIONS.iter().find(|(short, _)| fold(short) == fold(abbreviation)).map(|(_, long)| *long)
}

#[test]
fn sort_key_orders_numbers_by_value() {
    let mut wards = ["Phường 10", "Phường 2", "Phường 1", "Phường An Bình"];
    wards.sort_by_key(|name| sort_key(name));
    assert_eq!(wards, ["Phường 1", "Phường 2", "Phường 10", "Phường An Bình"]);
}

#[test]
fn first_letter_ignores_tones_but_not_other_marks() {
    for (name, letter) in
        [("Ái Nghĩa", "A"), ("Ân Hảo", "Â"), ("đức Linh", "Đ"), ("Ứng Hòa", "Ư"), ("12", "#"), ("", "#")]
    {
        assert_eq!(first_letter(name), letter, "{name}");
    }
}

/// Compares with the collation that CLDR publishes for Vietnamese, over names and words with every letter and tone.
#[test]
fn sort_key_agrees_with_cldr() {
    let collator = Collator::try_new(icu_locale::locale!("vi").into(), CollatorOptions::default()).unwrap();
    let mut words: Vec<&str> = "An Giang|Ăn|Âu Cơ|Bắc Ninh|Cà Mau|Cao Bằng|Cần Thơ|Da|Đà Nẵng|Đắk Lắk|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Nội\
        |Hà Tĩnh|Hải Phòng|Huế|Hưng Yên|Khánh Hòa|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Nghệ An|Ninh Bình|Phú Thọ|Quảng Ngãi|Quảng Ninh\
        |Quảng Trị|Sơn La|Tây Ninh|Thái Nguyên|Thanh Hóa|Tuyên Quang|Vĩnh Long|Ma|Mà|Mả|Mã|Má|Mạ|ma|mạ|mà|đa|da|dã|e|ê|é|ế|o|ô|ơ|ó\
        |ọ|ộ|ợ|u|ư|ứ|y|ý|Xã An|xa an|Xà Ân|Zalo|Washington|Fulro|Jrai|Thủ Đức|Thủ Dầu Một|Hòa|Hoà Bình|Hòa An|Hoa An|an|ăn|ân"
        .split('|')
        .collect();
    let mut published = words.clone();
    published.sort_by(|a, b| collator.compare(a, b).then(a.cmp(b)));
    words.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)).then(a.cmp(b)));
    assert_eq!(words, published);
}

/// The search script in the browser is tested against the same file.
#[test]
fn the_shared_vectors_hold() {
    let mut count = 0;
    for line in include_str!("../../tests/vietnamese/vectors.tsv")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let mut cells = line.split('\t').map(unescaped);
        let (function, input, expected) =
            (cells.next().unwrap(), cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let parts = || input.split('|');
        let found = match function.as_str() {
            "fold" => fold(&input),
            "normalize" => normalize(&input),
            "one_i" => one_i(&input).into_owned(),
            "slug" => slug(&input),
            "syllables" => syllables(&input).map(|syllable| syllable.text).collect::<Vec<_>>().join("|"),
            "distance" => {
                input.split_once('|').map(|(a, b)| distance_within(usize::MAX, a, b).unwrap().to_string()).unwrap()
            }
            "sort" => {
                let mut names: Vec<&str> = parts().collect();
                names.sort_by_key(|name| sort_key(name));
                names.join("|")
            }
            "nearest" => nearest(parts().next().unwrap(), parts().skip(1)).unwrap_or_default().to_owned(),
            "expand" => expand(&input).unwrap_or_default().to_owned(),
            other => panic!("no function is called {other}"),
        };
        assert_eq!(found, expected, "{line}");
        count += 1;
    }
    assert!(count >= 150, "only {count} vectors");
}

/// Replaces `\u{300}`, by which the file writes characters that would be invisible.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, tail) = piece.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(tail);
    }
    out
}

proptest! {
    #[test]
    fn folding_is_idempotent(text in ".{0,40}") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn normal_forms_fold_and_normalize_alike(text in "[a-zA-ZđĐăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ ,.]{0,40}") {
        prop_assert_eq!(fold(&text.nfd().collect::<String>()), fold(&text));
        prop_assert_eq!(normalize(&text.nfd().collect::<String>()), normalize(&text));
        prop_assert_eq!(normalize(&normalize(&text)), normalize(&text));
    }

    #[test]
    fn syllables_of_folded_text_are_the_folded_syllables(text in "([a-zA-ZđĐăưấệỹİßя][\u{300}\u{309}\u{200b}]?|[ ,.'’0-9]){0,40}") {
        let folded = fold(&text);
        let after: Vec<&str> = syllables(&folded).map(|syllable| syllable.text).collect();
        let before: Vec<String> = syllables(&text).map(|syllable| fold(syllable.text)).collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn a_slug_of_any_text_is_a_file_name(text in any::<String>()) {
        let slug = slug(&text);
        prop_assert!(!slug.is_empty() && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        prop_assert_eq!(super::slug(&slug), slug);
    }

    #[test]
    fn what_is_too_far_is_told_without_counting(a in "[a-eđầ ]{0,12}", b in "[a-eđầ ]{0,12}", most in 0usize..6) {
        let distance = strsim::osa_distance(&a, &b);
        prop_assert_eq!(distance_within(most, &a, &b), (distance <= most).then_some(distance));
    }

    #[test]
    fn no_text_panics(a in any::<String>(), b in any::<String>()) {
        let _ = (normalize(&a), one_i(&a), sort_key(&a), first_letter(&a), nearest(&a, [b.as_str()]));
        for syllable in syllables(&a) {
            prop_assert_eq!(&a[syllable.start..syllable.start + syllable.text.len()], syllable.text);
        }
    }
}
