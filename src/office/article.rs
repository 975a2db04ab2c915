//! The article of a model as cells of a list: what stands above its sections, and each section.
//!
//! A list has a column for each of these six, whatever headings articles have: text below any other heading stands, with its
//! heading, in the cell of the section above it, and so does a section out of order or whose heading is written otherwise. So
//! the cells of a row, one below the other, are the article again.

use std::ops::Range;

use crate::schema::SECTIONS;
use crate::text::StaticMessage;

/// A part of an article.
#[derive(Debug, PartialEq)]
pub(crate) struct Part {
    /// The word by which `import.yaml` knows its column.
    pub(crate) word: &'static str,
    /// The heading of its column.
    pub(crate) heading: StaticMessage,
    /// Its section by its index in [`SECTIONS`]; `None` for what stands above the first.
    section: Option<usize>,
}

const fn part(word: &'static str, vi: &'static str, en: &'static str, section: Option<usize>) -> Part {
    Part { word, heading: StaticMessage::fixed(vi, en), section }
}

/// All parts, in the order in which articles have them.
pub(crate) static PARTS: [Part; 6] = [
    part("bai-viet.mo-dau", "Bài viết: Mở đầu", "Article: Opening", None),
    part("bai-viet.boi-canh", "Bài viết: Bối cảnh", "Article: Bối cảnh", Some(0)),
    part("bai-viet.cach-lam", "Bài viết: Cách làm", "Article: Cách làm", Some(1)),
    part("bai-viet.ket-qua", "Bài viết: Kết quả", "Article: Kết quả", Some(2)),
    part("bai-viet.bai-hoc-kinh-nghiem", "Bài viết: Bài học kinh nghiệm", "Article: Bài học kinh nghiệm", Some(3)),
    part("bai-viet.dieu-kien-ap-dung", "Bài viết: Điều kiện áp dụng", "Article: Điều kiện áp dụng", Some(4)),
];

impl Part {
    /// The line of its heading; `None` above the first section.
    fn line(&self) -> Option<String> {
        Some(format!("## {}", SECTIONS.get(self.section?)?.heading))
    }

    /// The id of its section.
    pub(super) fn section_id(&self) -> Option<&'static str> {
        Some(SECTIONS.get(self.section?)?.id)
    }

    fn index(&self) -> usize {
        self.section.map_or(0, |section| section + 1)
    }

    /// What it says in `article`, as a cell has it: with `\n` at the ends of lines and nothing blank around; empty if the
    /// article lacks it.
    pub(super) fn of(&self, article: &str) -> String {
        let found = found(article).into_iter().find(|found| found.part == self);
        found.and_then(|found| article.get(found.text)).map_or_else(String::new, plain)
    }

    /// The part as it stands in an article, with its heading.
    pub(super) fn block(&self, text: &str) -> String {
        self.line().map_or_else(|| text.to_owned(), |line| format!("{line}\n\n{text}"))
    }

    /// The article in which it says `text`, with nothing else changed.
    pub(super) fn put(&self, article: &str, text: &str) -> String {
        let found = found(article);
        let (at, block) = match found.iter().find(|found| found.part == self) {
            Some(own) if own.text.start > own.start => (own.text.clone(), text.to_owned()),
            Some(own) => (own.text.clone(), self.block(text)),
            None => {
                let later = found.iter().find(|found| found.part.index() > self.index()).map(|found| found.start);
                let at = later.unwrap_or(article.len());
                (at..at, self.block(text))
            }
        };
        let line = if article.contains("\r\n") { "\r\n" } else { "\n" };
        let before = article.get(..at.start).unwrap_or("").trim_end_matches(['\r', '\n']);
        let behind = article.get(at.end..).unwrap_or("").trim_start_matches(['\r', '\n']);
        let gap = if before.is_empty() { line.to_owned() } else { line.repeat(2) };
        let end = if behind.is_empty() { line.to_owned() } else { line.repeat(2) };
        [before, &gap, &block.replace('\n', line), &end, behind].concat()
    }
}

/// A text as a cell has it.
pub(super) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// A short hash of what an article says, as [`super::export::version`] is of the keys.
pub(super) fn version(article: &str) -> String {
    let hash = blake3::hash(plain(article).as_bytes()).to_hex();
    hash.get(..12).unwrap_or_default().to_owned()
}

/// A part where it stands.
struct Found {
    part: &'static Part,
    /// Where the line of its heading begins.
    start: usize,
    /// What stands below that.
    text: Range<usize>,
}

/// The parts that an article has, in its order. Of sections out of order the first in order are parts.
fn found(article: &str) -> Vec<Found> {
    let (mut at, mut last, mut is_code) = (0, 0, false);
    let mut found = vec![Found { part: &PARTS[0], start: 0, text: 0..article.len() }];
    for line in article.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let is_next = |part: &&Part| part.index() > last && part.line().is_some_and(|known| known == line.trim_end());
        is_code ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        if let Some(part) = PARTS.iter().find(is_next).filter(|_| !is_code) {
            last = part.index();
            found.last_mut().into_iter().for_each(|above| above.text.end = start);
            found.push(Found { part, start, text: at..article.len() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn each_section_is_a_part() {
        assert_eq!(PARTS.len(), SECTIONS.len() + 1);
        for (part, section) in PARTS[1..].iter().zip(&SECTIONS) {
            assert_eq!(part.word, format!("bai-viet.{}", section.id));
            assert_eq!(part.line().unwrap(), format!("## {}", section.heading));
            assert_eq!(part.heading.get(Lang::Vi), format!("Bài viết: {}", section.heading));
            assert_eq!(part.heading.get(Lang::En), format!("Article: {}", section.heading));
        }
    }

    #[test]
    fn the_parts_of_an_article_are_all_of_it() {
        let article = "\nMở đầu.\n\n## Lời ngỏ\n\nA\n\n## Cách làm\n\n1. Một\n2. Hai\n\n## Kết quả\nNo đủ.\n\n\n## Bối cảnh\n\nĐói.\n\n## Kết quả\n\nB\n";
        let texts: Vec<String> = PARTS.iter().map(|part| part.of(article)).collect();
        let wanted = [
            "Mở đầu.\n\n## Lời ngỏ\n\nA",
            "",
            "1. Một\n2. Hai",
            "No đủ.\n\n\n## Bối cảnh\n\nĐói.\n\n## Kết quả\n\nB",
            "",
            "",
        ];
        assert_eq!(texts, wanted);
        let returns = article.replace('\n', "\r\n");
        assert_eq!(PARTS.iter().map(|part| part.of(&returns)).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_part_is_put_in_its_place_and_nothing_else_changes() {
        let article = "\nMở đầu.\n\n## Cách làm\n\nA.\n\n## Lời kể\n\nVui.\n\n## Kết quả\n\nB.\n";
        let put = |at: usize, article: &str, text: &str| PARTS[at].put(article, text);
        assert_eq!(put(2, article, "C.\n\n## Lời kể\n\nVui."), article.replace("A.", "C."));
        assert_eq!(put(0, article, "Khác."), article.replace("Mở đầu.", "Khác."));
        assert_eq!(put(1, article, "Đói."), article.replace("## Cách", "## Bối cảnh\n\nĐói.\n\n## Cách"));
        assert_eq!(put(5, article, "Có."), format!("{article}\n## Điều kiện áp dụng\n\nCó.\n"));
        let returns = article.replace('\n', "\r\n");
        assert_eq!(put(3, &returns, "C\nD."), returns.replace("B.", "C\r\nD."));
        assert_eq!(put(0, "", "Mở đầu."), "\nMở đầu.\n");
        assert_eq!(put(0, "\n## Cách làm\n\nA.\n", "Mở đầu."), "\nMở đầu.\n\n## Cách làm\n\nA.\n");
    }
}
