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
# thon, xa, xa-cu, xa-moi, huyen, tinh, nam-dang-ky, ghi-chu (giữ làm ghi chú trong tệp), bo-qua (không lấy).
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

/// The file of two people who have both added to it: the text of `theirs`, and the headings that only `ours` explains. `None` if
/// either has an error.
pub(crate) fn merged(ours: &str, theirs: &str) -> Option<String> {
    let known = [ours, theirs].map(read);
    let [_, Checked { value: theirs_known, .. }] = &known;
    if known.iter().any(|known| !known.findings.is_empty()) {
        return None;
    }
    let path = SitePath::new(SETTINGS);
    let root = front_matter::parse_map(&FileContext::new(&path, ours), Span::new(0, ours.len())).value;
    let pairs = root.pairs().iter().flat_map(|(_, columns)| columns.pairs());
    let said = pairs.filter_map(|(name, word)| Some((name.text()?, Aim::of_word(word.text()?)?)));
    let new: Vec<(&str, Aim)> = said.filter(|(heading, _)| !theirs_known.contains_key(&plain(heading))).collect();
    Some(if new.is_empty() { theirs.to_owned() } else { with_headings(theirs, &new) })
}

/// The text of the file in which a person has chosen what headings mean, each with its word: the words of headings that it
/// has are changed where they stand, others come at the end.
pub(crate) fn with_choices(text: &str, choices: &[(String, Aim)]) -> String {
    let mut edits: Vec<(Span, &str)> = Vec::new();
    let mut new = Vec::new();
    let path = SitePath::new(SETTINGS);
    let file = FileContext::new(&path, text);
    let root = front_matter::parse_map(&file, Span::new(0, text.len())).value;
    for (heading, aim) in choices {
        let is_it = |(name, _): &&(Node<'_>, Node<'_>)| name.text().is_some_and(|name| plain(name) == plain(heading));
        match root.pairs().iter().flat_map(|(_, columns)| columns.pairs()).find(is_it) {
            Some((_, word)) => edits.push((word.span, aim.word())),
            None => new.push((heading.as_str(), *aim)),
        }
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = text.to_owned();
    for (span, word) in edits {
        // An empty word stands right behind its colon.
        let gap = if span.start == span.end { " " } else { "" };
        text.replace_range(span.start as usize..span.end as usize, &format!("{gap}{word}"));
    }
    with_headings(&text, &new)
}

/// The text of the file with the headings of `columns` that it does not have yet; `None` if it has all of them.
pub(crate) fn with_columns(text: &str, known: &Mapping, columns: &[ListColumn]) -> Option<String> {
    let mut seen = known.clone();
    let mut new = Vec::new();
    for column in columns {
        let heading = plain(&column.heading);
        if heading.is_empty() || seen.contains_key(&heading) {
            continue;
        }
        let aim = column.aim.map_or(Aim::Ignored, |(aim, _)| aim);
        new.push((column.heading.as_str(), aim));
        seen.insert(heading, aim);
    }
    (!new.is_empty()).then(|| with_headings(text, &new))
}

/// The text of the file with further headings below those that it has, indented as they are. Headings between braces get a
/// line each, so that more can follow.
fn with_headings(text: &str, new: &[(&str, Aim)]) -> String {
    let path = SitePath::new(SETTINGS);
    let file = FileContext::new(&path, text);
    let root = front_matter::parse_map(&file, Span::new(0, text.len())).value;
    let Some((_, columns)) = root.pairs().first() else {
        let lines: String = new.iter().map(|(heading, aim)| line("  ", heading, aim.word())).collect();
        let above = if text.trim().is_empty() { String::new() } else { format!("{}\n", text.trim_end()) };
        return format!("{above}{INTRODUCTION}{lines}");
    };
    if let Some(before) = text.get(..columns.span.start as usize).filter(|_| columns.span.of(text).starts_with('{')) {
        let said = columns.pairs().iter();
        let said = said.map(|(name, word)| line("  ", name.text().unwrap_or(""), word.text().unwrap_or("")));
        let behind = text.get(columns.span.end as usize..).unwrap_or("");
        let text = format!("{}\n{}{behind}", before.trim_end(), said.collect::<String>().trim_end_matches('\n'));
        return with_headings(&text, new);
    }
    let first = columns.pairs().first().map_or(0, |(name, _)| name.span.start as usize);
    let above = text.get(..first).unwrap_or("");
    let indent = above.rsplit('\n').next().filter(|blanks| !blanks.is_empty() && blanks.trim().is_empty());
    let lines: String = new.iter().map(|(heading, aim)| line(indent.unwrap_or("  "), heading, aim.word())).collect();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}{lines}")
}

fn line(indent: &str, heading: &str, word: &str) -> String {
    format!("{indent}{}: {word}\n", flow_scalar(heading))
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
        let edited = "# của tôi\ncolumns:\n  CÔNG TRÌNH: bo-qua # chờ: hỏi\n  STT: stt\n";
        let changed = with_choices(edited, &choices[..1]);
        assert_eq!(changed, "# của tôi\ncolumns:\n  CÔNG TRÌNH: title # chờ: hỏi\n  STT: stt\n");
        let again = with_choices(&first, &[("Nơi: làm".to_owned(), aim("thon"))]);
        assert_eq!(read(&again).value.get(&plain("Nơi: làm")), Some(&aim("thon")));
    }
    #[test]
    fn what_the_program_adds_can_be_read_however_the_file_is_written() {
        let column = |heading: &str| ListColumn {
            column: 0,
            heading: heading.to_owned(),
            aim: None,
            instead: None,
            samples: Vec::new(),
        };
        let columns = [column("Nơi: làm"), column("Phụ trách")];
        for text in [
            "",
            "# của tôi\n",
            "columns:\n",
            "columns: {}\n",
            "columns: {\"Công trình\": title, 'Đơn vị #1': organisation} # đã hỏi\n",
            "cac_cot: {\n  Công trình: title\n}",
            "columns:\n    Công trình: title\n    STT: stt",
            "columns:\r\n  Công trình: title\r\n",
        ] {
            let before = read(text);
            assert!(before.findings.is_empty(), "{text}");
            let added = with_columns(text, &before.value, &columns).unwrap();
            let after = read(&added);
            assert!(after.findings.is_empty(), "{added}\n{:?}", after.findings);
            assert_eq!(after.value.len(), before.value.len() + 2, "{added}");
            assert!(before.value.iter().all(|(heading, aim)| after.value.get(heading) == Some(aim)), "{added}");
            assert_eq!(with_columns(&added, &after.value, &columns), None);
            let chosen = with_choices(&added, &[("Phụ trách".to_owned(), Aim::title())]);
            assert_eq!(read(&chosen).value.get("phu trach"), Some(&Aim::title()), "{chosen}");
        }
        assert_eq!(read("columns: {Năm: awards.year}\n").value.get("nam"), Aim::of_word("award_year").as_ref());
    }
}
