//! What is said to people at the desk: there are buttons there, and no command line.

use crate::finding::Finding;
use crate::text::Lang;

/// The message and the help of a finding, as the desk says them.
pub(crate) fn said_at_desk(finding: &Finding, lang: Lang) -> (String, Option<String>) {
    let can_mend = finding.fix.as_ref().is_some_and(super::check::is_of_text);
    let said = |text: &str| at_desk(text, can_mend, lang);
    (said(finding.message.get(lang)), finding.help.as_ref().map(|help| said(help.get(lang))))
}

/// A message without options of the command line. The button takes the place of `lantoa check --fix`, if it can do the same.
pub(crate) fn at_desk(text: &str, can_mend: bool, lang: Lang) -> String {
    let said = |text: String, (words, instead): &(&str, String)| text.replace(words, instead);
    instead(can_mend, lang).iter().fold(text.to_owned(), said)
}

/// What messages say of the command line, and what the desk says in its place.
fn instead(can_mend: bool, lang: Lang) -> Vec<(&'static str, String)> {
    let button = match lang {
        Lang::Vi => "“Sửa những chỗ chắc chắn”",
        Lang::En => "“Mend what is certain”",
    };
    let (helps, does) = match lang {
        Lang::Vi => (format!("; nút {button} làm giúp."), format!(": bấm {button}.")),
        Lang::En => (format!("; the button {button} does it."), format!(": press {button}.")),
    };
    let (helps, does) = if can_mend { (helps.as_str(), does.as_str()) } else { (".", ".") };
    let words = [
        ("; lantoa check --fix làm giúp.", helps),
        ("; lantoa check --fix does it.", helps),
        (": lantoa check --fix.", does),
        (" (ở dòng lệnh: --output)", ""),
        (" (on the command line: --output)", ""),
        (" (lantoa check)", ""),
        (", hoặc chạy lantoa import với --with-deleted", ", hoặc chọn “Nhập lại cả những mô hình đã xóa”"),
        (", or run lantoa import with --with-deleted", ", or choose to import deleted models again"),
        ("Bỏ --precompress, thu nhỏ", "Thu nhỏ"),
        ("Leave out --precompress, make", "Make"),
        ("Bỏ --precompress, bớt", "Bớt"),
    ];
    words.map(|(words, instead)| (words, instead.to_owned())).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_at_the_desk_names_an_option_of_the_command_line() {
        let bullets = "Thay bằng gạch nối và dấu cách: “- Họp dân.”; lantoa check --fix làm giúp.";
        assert_eq!(
            at_desk(bullets, true, Lang::Vi),
            "Thay bằng gạch nối và dấu cách: “- Họp dân.”; nút “Sửa những chỗ chắc chắn” làm giúp."
        );
        assert_eq!(at_desk(bullets, false, Lang::Vi), "Thay bằng gạch nối và dấu cách: “- Họp dân.”.");
        for (text, wanted) in [
            ("Xóa các ký tự ấy: lantoa check --fix.", "Xóa các ký tự ấy: bấm “Sửa những chỗ chắc chắn”."),
            ("hãy chọn nơi khác (ở dòng lệnh: --output)", "hãy chọn nơi khác"),
            ("Sửa lỗi của tệp ấy (lantoa check), rồi nhập lại.", "Sửa lỗi của tệp ấy, rồi nhập lại."),
        ] {
            assert_eq!(at_desk(text, true, Lang::Vi), wanted);
        }
    }

    /// A message that is worded anew must be worded anew here too.
    #[test]
    fn nothing_is_replaced_that_no_message_says() {
        let files = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).into_iter().flatten();
        let sources =
            files.filter(|file| file.file_name() != "words.rs" && file.path().extension() == Some("rs".as_ref()));
        let sources: Vec<String> = sources.map(|file| std::fs::read_to_string(file.path()).unwrap()).collect();
        for (words, _) in instead(true, Lang::Vi) {
            assert!(sources.iter().any(|source| source.contains(words)), "{words}");
        }
    }

    #[test]
    fn the_button_is_called_as_on_the_page() {
        for (lang, words) in [
            (Lang::Vi, include_str!("../serve/desk/page/words.vi.json")),
            (Lang::En, include_str!("../serve/desk/page/words.en.json")),
        ] {
            let words: serde_json::Value = serde_json::from_str(words).unwrap();
            let name = words["mend"].as_str().unwrap();
            assert!(at_desk("a: lantoa check --fix.", true, lang).contains(name));
        }
    }
}
