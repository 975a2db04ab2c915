//! `import.yaml`: what an office has said of the headings of its lists.

use super::aim::{Aim, plain};
use super::header::{ListColumn, Mapping};
use crate::finding::{Checked, Code, FileContext};
use crate::front_matter::{self, Node};
use crate::schema::flow_scalar;
use crate::text::{Message, SitePath, Span};
use crate::vietnamese;

/// The name of the file in the root of a site.
pub(crate) const SETTINGS: &str = "import.yaml";

/// The key under which headings stand.
const COLUMNS: &str = "columns";
/// The same in Vietnamese.
const COLUMNS_VI: &str = "cac_cot";

/// What a new file begins with.
const INTRODUCTION: &str = "\
# Cột nào của danh sách là gì (lantoa import). Sửa chữ bên phải nếu sai rồi nhập lại:
# tên khóa như trong bài (title, locality, field, organisation, …), tên mục của bài (boi-canh, cach-lam, ket-qua, …),
# thon, xa, huyen, tinh, nam-dang-ky, ghi-chu (giữ làm ghi chú trong tệp), bo-qua (không lấy).
columns:
";

/// Reads the file.
pub(crate) fn read(text: &str) -> Checked<Mapping> {
    let path = SitePath::new(SETTINGS);
    let file = FileContext::new(&path, text);
    let mut findings = Vec::new();
    let root = front_matter::parse_map(&file, Span::new(0, text.len())).collect(&mut findings);
    let mut mapping = Mapping::new();
    for (name, value) in root.pairs() {
        if !name.text().is_some_and(|name| name == COLUMNS || name == COLUMNS_VI) {
            let message = Message::new("Ở đây chỉ có khóa “columns”.", "The only key here is “columns”.");
            findings.push(file.finding(Code::UnknownKey, name.span, message));
            continue;
        }
        for (heading, word) in value.pairs() {
            match word.text().and_then(Aim::of_word) {
                Some(aim) => {
                    mapping.insert(plain(heading.text().unwrap_or("")), aim);
                }
                None => findings.push(unknown_word(&file, word)),
            }
        }
    }
    Checked { value: mapping, findings }
}

fn unknown_word(file: &FileContext<'_>, word: &Node<'_>) -> crate::finding::Finding {
    let written = word.text().unwrap_or("");
    let message =
        Message::new(format!("Không có khóa hay mục “{written}”."), format!("“{written}” is no key and no section."));
    let words = Aim::words();
    let help = match vietnamese::nearest(written, words.iter().copied()) {
        Some(near) => Message::new(format!("Có phải là “{near}”?"), format!("Did you mean “{near}”?")),
        None => Message::new(
            format!("Các chữ dùng được: {}.", words.join(", ")),
            format!("The words are: {}.", words.join(", ")),
        ),
    };
    file.finding(Code::UnknownValue, word.span, message).help(help)
}

/// The text of the file in which a person has chosen what headings mean, each with its word: the words of headings that it
/// has are changed where they stand, others come at the end.
pub(crate) fn with_choices(text: &str, choices: &[(String, Aim)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut new = Vec::new();
    for (heading, aim) in choices {
        let is_it = |line: &&mut String| {
            let name = line.rsplit_once(':').filter(|_| line.starts_with(' ')).map(|(name, _)| plain(name));
            name.is_some_and(|name| name == plain(heading))
        };
        match lines.iter_mut().find(is_it) {
            Some(line) => {
                *line = line.rsplit_once(':').map_or_else(String::new, |(name, _)| format!("{name}: {}", aim.word()))
            }
            None => new.push(format!("  {}: {}", flow_scalar(heading), aim.word())),
        }
    }
    let text = if lines.is_empty() { INTRODUCTION.trim_end().to_owned() } else { lines.join("\n") };
    [text].into_iter().chain(new).map(|line| line + "\n").collect()
}

/// The text of the file with the headings of `columns` that it does not have yet; `None` if it has all of them.
pub(crate) fn with_columns(text: &str, known: &Mapping, columns: &[ListColumn]) -> Option<String> {
    let mut seen = known.clone();
    let mut lines = String::new();
    for column in columns {
        let heading = plain(&column.heading);
        if heading.is_empty() || seen.contains_key(&heading) {
            continue;
        }
        let aim = column.aim.map_or(Aim::Ignored, |(aim, _)| aim);
        lines.push_str(&format!("  {}: {}\n", flow_scalar(&column.heading), aim.word()));
        seen.insert(heading, aim);
    }
    if lines.is_empty() {
        return None;
    }
    if text.trim().is_empty() {
        return Some(format!("{INTRODUCTION}{lines}"));
    }
    let end = if text.ends_with('\n') { "" } else { "\n" };
    Some(format!("{text}{end}{lines}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_change_their_lines_and_nothing_else() {
        let aim = |word: &str| Aim::of_word(word).unwrap();
        let choices = [("Công trình".to_owned(), aim("title")), ("Nơi: làm".to_owned(), aim("locality"))];
        let first = with_choices("", &choices);
        assert!(
            first.starts_with(INTRODUCTION) && first.ends_with("  Công trình: title\n  \"Nơi: làm\": locality\n"),
            "{first}"
        );
        let read_back = read(&first);
        assert!(read_back.findings.is_empty() && read_back.value.len() == 2);
        let edited = "# của tôi\ncolumns:\n  CÔNG TRÌNH: bo-qua # chờ\n  STT: stt\n";
        let edited = edited.replace(" # chờ", "");
        let changed = with_choices(&edited, &choices[..1]);
        assert_eq!(changed, "# của tôi\ncolumns:\n  CÔNG TRÌNH: title\n  STT: stt\n");
        let again = with_choices(&first, &[("Nơi: làm".to_owned(), aim("thon"))]);
        assert_eq!(read(&again).value.get(&plain("Nơi: làm")), Some(&aim("thon")));
    }
}
