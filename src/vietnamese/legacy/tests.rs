use super::tables::{Decoder, tcvn3, vni, windows_1258};
use super::*;

const SENTENCES: [&str; 3] = [
    "Tổ liên gia tự quản về an ninh trật tự, mười hộ một tổ, một tiếng kẻng cả thôn ra hỗ trợ.",
    "Được sự đồng thuận của nhân dân, khu phố đã vận động các hộ hiến đất, chặt cây, tháo dỡ hàng rào để mở đường.",
    "Chi hội phụ nữ giữ nếp sinh hoạt đều đặn, ai ở xa cũng đến; quỹ nhỏ vẫn giúp được người nghèo.",
];

/// The bytes that `decode` reads as `text`, found by trying all of them.
fn encode(text: &str, decode: Decoder, forms: fn(&str) -> String) -> Vec<u8> {
    let mut bytes = Vec::new();
    for letter in forms(text).chars() {
        let one = (0..=255).find(|&byte| decode(byte, None) == (letter, 1)).map(|byte| vec![byte]);
        let two = || {
            let pairs = (0..=255).flat_map(|first| (0xe0..=255).map(move |second| [first, second]));
            pairs.into_iter().find(|pair| decode(pair[0], Some(pair[1])) == (letter, 2)).map(|pair| pair.to_vec())
        };
        bytes.extend(one.or_else(two).unwrap_or_else(|| panic!("{letter} cannot be written")));
    }
    bytes
}

fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Letters with their hat in one, tones behind.
fn tones_behind(text: &str) -> String {
    let apart = |letter: char| {
        let tone = |c: &char| ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'].contains(c);
        let parts: Vec<char> = std::iter::once(letter).nfd().collect();
        let base: String = parts.iter().copied().filter(|c| !tone(c)).nfc().collect();
        base + &parts.iter().filter(|c| tone(c)).collect::<String>()
    };
    text.chars().map(apart).collect()
}

#[test]
fn sentences_typed_before_unicode_are_known_by_their_encoding() {
    for sentence in SENTENCES {
        // TCVN3 writes capitals with marks in another font.
        let lower = sentence.to_lowercase();
        assert_eq!(guess(&encode(&lower, tcvn3, composed)), Some("TCVN3 (ABC)"), "{sentence}");
        assert_eq!(guess(&encode(sentence, vni, composed)), Some("VNI"), "{sentence}");
        assert_eq!(guess(&encode(sentence, windows_1258, tones_behind)), Some("Windows-1258"), "{sentence}");
    }
}

/// Bytes as such files hold them, not made by the tables under test.
#[test]
fn the_tables_are_those_of_the_fonts() {
    assert_eq!(decode(b"\xae\xad\xeec", tcvn3), "được");
    assert_eq!(decode(b"T\xe6 li\xaan gia t\xf9 qu\xb6n", tcvn3), "Tổ liên gia tự quản");
    assert_eq!(decode(b"To\xe5 lie\xe2n gia t\xf6\xef qua\xfbn \xf1\xf6\xf4\xefc", vni), "Tổ liên gia tự quản được");
    let tones = decode(b"T\xf4\xd2 li\xean gia t\xfd\xf2 qua\xd2n", windows_1258);
    assert_eq!(composed(&tones), "Tổ liên gia tự quản");
}

#[test]
fn what_is_no_old_vietnamese_is_not_called_so() {
    assert_eq!(guess(b"Fa\xe7ade, caf\xe9 et b\xeatise, \xe0 Orl\xe9ans, No\xebl"), Some("Latin-1 (ISO 8859-1)"));
    assert_eq!(guess(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
    let utf16: Vec<u8> = "title: x".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(guess(&utf16), Some("UTF-16"));
    assert_eq!(guess(b"\xff"), Some("Latin-1 (ISO 8859-1)"));
}

/// What Windows-1252 shows for the bytes of `text` in an encoding: how pasted text looks.
fn shown(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| letter_of(byte)).collect()
}

#[test]
fn pasted_lines_are_known_and_read() {
    for sentence in SENTENCES {
        let lower = sentence.to_lowercase();
        for (bytes, meant, encoding) in [
            (encode(&lower, tcvn3, composed), &*lower, Encoding::Tcvn3),
            (encode(sentence, vni, composed), sentence, Encoding::Vni),
            (sentence.as_bytes().to_vec(), sentence, Encoding::Utf8),
        ] {
            let text = format!("Dòng này đúng.\n{}\nDòng này cũng đúng.\n", shown(&bytes));
            let lines = legacy_lines(&text);
            let [line] = &lines[..] else { panic!("{encoding:?}: {lines:?}") };
            let mended = format!("{}{}{}", &text[..line.range.start], line.text, &text[line.range.end..]);
            assert_eq!(mended, format!("Dòng này đúng.\n{meant}\nDòng này cũng đúng.\n"));
            assert_eq!((line.encoding, line.is_certain), (encoding, true), "{sentence}");
        }
    }
}

#[test]
fn what_clerks_pasted() {
    for (pasted, meant) in [
        ("Tæ liªn gia tù qu¶n vÒ an ninh trËt tù", "Tổ liên gia tự quản về an ninh trật tự"),
        ("Toå lieân gia töï quaûn", "Tổ liên gia tự quản"),
        ("“Tæ liªn gia” tù qu¶n", "Tổ liên gia” tự quản"),
        ("TØNH B×NH THUËN", "TỈNH BÌNH THUẬN"),
        ("Tá»• liÃªn gia tá»± quáº£n", "Tổ liên gia tự quản"),
    ] {
        let lines = legacy_lines(pasted);
        assert_eq!(lines.iter().map(|line| (&*line.text, line.is_certain)).collect::<Vec<_>>(), [(meant, true)]);
    }
}

#[test]
fn a_line_with_both_is_told_and_not_certain() {
    let lines = legacy_lines("Theo báo cáo thì Tæ liªn gia tù qu¶n là tốt.");
    assert_eq!(lines.len(), 1);
    assert_eq!((&*lines[0].text, lines[0].is_certain), ("Tổ liên gia tự quản", false));
}

#[test]
fn text_in_unicode_is_left_alone() {
    for text in [
        "Tổ liên gia tự quản về an ninh trật tự",
        "hòa thuận, thuỷ chung, à ơi, đã là, ý kiến",
        "François Müller et Noël, façade, señor, São Paulo, Ångström, Übermut",
        "5 m², 30 °C, § 5, © 2024, ± 3, 1½ giờ, «trích», µm, ®",
        "Đắk Lắk, Krông Nô, Ea H’leo, Cư M’gar",
        "Mô hình ở Malmö và Tromsø",
    ] {
        assert_eq!(legacy_lines(text), [], "{text}");
    }
}

#[test]
fn a_file_is_converted_only_if_all_of_it_makes_sense() {
    let text = "---\ntitle: tổ liên gia tự quản\n---\n\nmười hộ một tổ, cả thôn ra hỗ trợ.\n";
    for decoder in [tcvn3, vni] {
        assert_eq!(convert(&encode(text, decoder, composed)).as_deref(), Some(text));
    }
    assert_eq!(convert(&encode(text, windows_1258, tones_behind)).as_deref(), Some(text));
    assert_eq!(convert(b"Fa\xe7ade, caf\xe9 et b\xeatise, \xe0 Orl\xe9ans, No\xebl"), None);
    let mut broken = encode(text, tcvn3, composed);
    broken.extend_from_slice(b" \xe6\xe6\xe6");
    assert_eq!(convert(&broken), None);
}

#[test]
fn points_between_words_are_no_letters_of_an_old_encoding() {
    let line = "Tên mô hình · Mục tiêu, tiêu chí · Địa bàn · Nguồn lực · § 5 · ế\n";
    assert_eq!(legacy_lines(line), []);
}
