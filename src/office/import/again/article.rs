//! The texts of a row against the article of its model: a section that stands as the list had it follows the list, one that
//! is not there yet is written, and one that an editor has written anew is the editor's.

use std::collections::BTreeMap;

use super::file::{escaped, paragraphs, section_text};
use crate::finding::FileContext;
use crate::front_matter;
use crate::office::import::aim::Aim;
use crate::office::import::header::Header;
use crate::office::import::pictures::Taken;
use crate::office::import::row::{Row, Told, section_names};
use crate::schema::{SECTIONS, Section};
use crate::text::SitePath;
use crate::vietnamese;

/// What becomes of an article.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub(super) text: String,
    /// What is to be remembered: of a text that was not taken over what was remembered before, so that it is told again.
    pub(super) remember: BTreeMap<String, String>,
    /// Texts that were not taken over.
    pub(super) open: Vec<Open>,
    /// Sections of which the cell has become empty, with its column.
    pub(super) emptied: Vec<(&'static str, usize)>,
}

/// A text that the article does not have.
#[derive(Debug)]
pub(in super::super) struct Open {
    pub(in super::super) heading: String,
    pub(in super::super) text: String,
    pub(in super::super) column: usize,
}

/// The article of the file `text` with what the row says. `base` is what is remembered of the row, `corrected` what columns
/// were for by mistake.
pub(super) fn merge(
    path: &SitePath,
    text: &str,
    row: &Row,
    base: &BTreeMap<String, String>,
    header: &Header,
    corrected: &[Aim],
) -> Merged {
    let body = body_of(path, text).to_owned();
    let front = text.get(..text.len() - body.len()).unwrap_or("");
    let merged = Merged { text: body, ..Merged::default() };
    let mut merging = Merging { row, base, merged, done: Vec::new() };
    SECTIONS.iter().for_each(|section| merging.whole(section, corrected));
    let names = section_names(&row.sections);
    let mut new: Vec<&Told> = Vec::new();
    for (told, name) in row.sections.iter().zip(&names) {
        if !merging.done.contains(&told.section) {
            merging.section(told, name, &mut new);
        }
    }
    for section in &SECTIONS {
        let told: Vec<&Told> = new.iter().copied().filter(|told| told.section == section).collect();
        if !told.is_empty() {
            merging.merged.text = with_section(&merging.merged.text, section, &section_text(&told, &Taken::default()));
        }
    }
    merging.others();
    merging.left(header, &names);
    let mut merged = merging.merged;
    merged.text.insert_str(0, front);
    merged
}

struct Merging<'m> {
    row: &'m Row,
    base: &'m BTreeMap<String, String>,
    /// Its text is the article alone.
    merged: Merged,
    /// Sections that were written anew as a whole.
    done: Vec<&'static Section>,
}

impl<'m> Merging<'m> {
    /// A section of several cells, or of other cells than before: if it stands as the import has written it, it is written
    /// anew. Cells that have become empty change nothing, unless their columns were for something else by mistake.
    fn whole(&mut self, section: &'static Section, corrected: &[Aim]) {
        let told: Vec<&Told> = self.row.sections.iter().filter(|told| told.section == section).collect();
        let was = texts_of(self.base, section.id);
        let is_plain = told.iter().all(|told| {
            told.heading.is_none() && !told.is_markdown && told.pictures.is_empty() && !self.row.is_private(told.column)
        });
        let names_it = |aim: &Aim| matches!(aim.key_name(), name if name == section.id || name == "results" && section.id == "ket-qua");
        let is_corrected = corrected.iter().any(names_it);
        let is_one = was.len() == 1 && told.len() == 1;
        let Some(was) = Some(was).filter(|was| !was.is_empty() && is_plain && !is_one) else { return };
        let is_same = told.iter().map(|told| &told.text).eq(was.iter().copied());
        if is_same || told.len() < was.len() && !is_corrected {
            return;
        }
        let old = paragraphs(&was.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("\n"));
        let new = section_text(&told, &Taken::default());
        let Some(text) = replaced(&self.merged.text, section, &old, &new) else { return };
        self.merged.text = text;
        self.done.push(section);
        let names = section_names(&self.row.sections);
        let texts = names.into_iter().zip(&self.row.sections).filter(|(_, told)| told.section == section);
        self.merged.remember.extend(texts.map(|(name, told)| (name, told.text.clone())));
    }

    fn section(&mut self, told: &'m Told, name: &str, new: &mut Vec<&'m Told>) {
        let was = self.base.get(name);
        let block = if told.is_markdown { told.text.clone() } else { paragraphs(&told.text) };
        let is_known = was == Some(&told.text) || holds(&self.merged.text, &block) || self.is_of_old_memory(told);
        let is_open = if is_known {
            false
        } else if self.row.is_private(told.column) {
            // What must not be published is not written; that it says something new is told.
            true
        } else if let Some(was) = was {
            let retold = retold(&self.merged.text, &self.row.sections, told, was);
            let is_open = retold.is_none();
            self.merged.text = retold.unwrap_or_else(|| std::mem::take(&mut self.merged.text));
            is_open
        } else if part_of(&self.merged.text, told.section.id).is_none_or(|part| part.is_empty) {
            new.push(told);
            false
        } else {
            true
        };
        if !is_open {
            self.merged.remember.insert(name.to_owned(), told.text.clone());
            return;
        }
        self.keep(name);
        let heading = told.heading.as_deref().unwrap_or(told.section.heading).to_owned();
        self.merged.open.push(Open { heading, text: told.text.clone(), column: told.column });
    }

    /// Memories of before knew all parts of a section by one name, and of the parts the last: while that says the same, it
    /// is taken that the others do.
    fn is_of_old_memory(&self, told: &Told) -> bool {
        let parts = || self.row.sections.iter().filter(|other| other.section == told.section);
        let was = self.base.get(&format!("# {}", told.section.id));
        parts().count() > 1 && was.is_some() && parts().next_back().map(|last| &last.text) == was
    }

    /// Texts with headings of their own.
    fn others(&mut self) {
        for other in &self.row.others {
            let name = other.name();
            let was = self.base.get(&name);
            let is_known = was == Some(&other.text) || holds(&self.merged.text, &other.text);
            let is_there = part_of(&self.merged.text, &vietnamese::slug(&other.heading)).is_some();
            let is_private = self.row.is_private(other.column);
            if is_known || was.is_none() && !is_there && !is_private {
                if !is_known {
                    let block = format!("## {}\n\n{}", escaped(&other.heading), other.text);
                    let end = self.merged.text.len();
                    self.merged.text = inserted(&self.merged.text, end, &block);
                }
                self.merged.remember.insert(name, other.text.clone());
            } else {
                self.keep(&name);
                let (heading, text) = (other.heading.clone(), other.text.clone());
                self.merged.open.push(Open { heading, text, column: other.column });
            }
        }
    }

    /// What the list said before and says no more.
    fn left(&mut self, header: &Header, names: &[String]) {
        for (name, was) in self.base.iter().filter(|(name, _)| !names.contains(name)) {
            let id = name.strip_prefix("# ").and_then(|name| name.split([' ', '›']).next()).unwrap_or("");
            let section = SECTIONS.iter().find(|section| section.id == id && !self.done.contains(section));
            // Of a section that is told of under another name nothing is left.
            let Some(section) = section.filter(|section| self.row.sections.iter().all(|told| told.section != *section))
            else {
                continue;
            };
            self.keep(name);
            // A table that was exported here has a section in a column of its own, beside that of the figures.
            let may_be_words = self.row.version.is_none() && self.row.value("results").is_none();
            let is_of = |aim: Aim| match aim {
                Aim::Section(of) => of == section,
                Aim::Key(key) => key.name == "results" && section.id == "ket-qua" && may_be_words,
                _ => false,
            };
            let column = header.columns.iter().find(|column| column.aim.is_some_and(|(aim, _)| is_of(aim)));
            if let (Some(column), true) = (column, holds(&self.merged.text, &paragraphs(was))) {
                self.merged.emptied.push((section.heading, column.column));
            }
        }
    }

    /// What was remembered stays so.
    fn keep(&mut self, name: &str) {
        self.merged.remember.extend(self.base.get(name).map(|was| (name.to_owned(), was.clone())));
    }
}

/// What stands below the front matter.
pub(super) fn body_of<'t>(path: &SitePath, text: &'t str) -> &'t str {
    front_matter::read(&FileContext::new(path, text)).value.body.of(text)
}

/// Whether an article has these lines, one below the other, however they are marked as a list or escaped.
fn holds(article: &str, block: &str) -> bool {
    let plain = |line: &str| {
        let line = line.replace('\\', "");
        let bare = line.trim().trim_start_matches(['-', '+', '*', '•', '–']);
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let lines = |text: &str| text.lines().map(plain).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let wanted = lines(block);
    wanted.is_empty() || lines(article).windows(wanted.len()).any(|window| window == wanted)
}

/// A part of an article below a heading of the first or second level.
struct Part {
    /// Where the line of the heading begins.
    start: usize,
    /// Where the next part begins.
    end: usize,
    /// Whether it says nothing but what is meant for editors.
    is_empty: bool,
}

/// The part with this id, the first of its kind.
fn part_of(article: &str, id: &str) -> Option<Part> {
    let headings = headings(article);
    let at = headings.iter().position(|(_, heading)| heading == id)?;
    let (start, _) = headings[at];
    let end = headings.get(at + 1).map_or(article.len(), |(next, _)| *next);
    let below = article.get(start..end)?.split_once('\n').map_or("", |(_, below)| below);
    Some(Part { start, end, is_empty: without_comments(below).trim().is_empty() })
}

/// The headings of the first and second level, outside blocks of code: where each begins, and its id.
fn headings(article: &str) -> Vec<(usize, String)> {
    let (mut at, mut is_code, mut headings) = (0, false, Vec::new());
    for line in article.split_inclusive('\n') {
        is_code ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let heading = line.strip_prefix("## ").or_else(|| line.strip_prefix("# ")).filter(|_| !is_code);
        headings.extend(heading.map(|heading| {
            let words = heading.rsplit_once("{#").map_or(heading, |(words, _)| words);
            (at, vietnamese::slug(words.trim().trim_end_matches('#')))
        }));
        at += line.len();
    }
    headings
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |all, part| all + part.split_once("-->").map_or("", |(_, behind)| behind))
}

/// The article with a section that it does not have, or that is empty, at its place in the order of sections.
fn with_section(article: &str, section: &Section, body: &str) -> String {
    if let Some(part) = part_of(article, section.id) {
        return inserted(article, part.end, body);
    }
    let own = SECTIONS.iter().position(|other| other == section).unwrap_or(0);
    let later = SECTIONS.iter().skip(own + 1).find_map(|other| part_of(article, other.id)).map(|part| part.start);
    let earlier = || SECTIONS.iter().take(own).rev().find_map(|other| part_of(article, other.id)).map(|part| part.end);
    let at = later.or_else(earlier).unwrap_or(article.len());
    inserted(article, at, &format!("## {}\n\n{body}", section.heading))
}

/// The article with a block at `at`, where a line begins, with an empty line before and behind it.
fn inserted(article: &str, at: usize, block: &str) -> String {
    let line = if article.contains("\r\n") { "\r\n" } else { "\n" };
    let (before, behind) = article.split_at(at);
    let before = before.trim_end_matches(['\r', '\n']);
    let gap = if before.is_empty() { line.to_owned() } else { line.repeat(2) };
    let end = if behind.is_empty() { line.to_owned() } else { line.repeat(2) };
    [before, &gap, &block.replace('\n', line), &end, behind].concat()
}

/// An article in which a section that stands as the import has written it says what the list says now. `was` is what the
/// list said before. `None` if the section was changed since, or if it was made of more than one cell.
fn retold(article: &str, sections: &[Told], told: &Told, was: &str) -> Option<String> {
    let is_alone = sections.iter().filter(|other| other.section.id == told.section.id).count() == 1;
    if !is_alone || told.heading.is_some() || told.is_markdown || !told.pictures.is_empty() {
        return None;
    }
    replaced(article, told.section, &paragraphs(was), &paragraphs(&told.text))
}

/// The article with `new` in a section that stands as `old`, or without that section for an empty text; `None` if it says
/// something else.
fn replaced(article: &str, section: &Section, old: &str, new: &str) -> Option<String> {
    let line = if article.contains("\r\n") { "\r\n" } else { "\n" };
    let block = |said: &str| format!("\n## {}\n\n{said}\n", section.heading).replace('\n', line);
    let old = block(old);
    let (before, behind) = article.split_once(&old)?;
    // What an editor has added below stays; what was written on in the last line is not this section any more.
    let is_whole = !behind.contains(&old) && (behind.is_empty() || behind.starts_with(line));
    let is_last = || behind.trim().is_empty() || behind.trim_start().starts_with("## ");
    match new.is_empty() {
        true => (is_whole && is_last()).then(|| [before, behind].concat()),
        false => is_whole.then(|| [before, &block(new), behind].concat()),
    }
}

/// The texts of a section as they are remembered, without those with headings of their own, in their order.
fn texts_of<'b>(base: &'b BTreeMap<String, String>, id: &str) -> Vec<&'b String> {
    let name = format!("# {id}");
    let more = (2..).map(|number| base.get(&format!("{name} ({number})"))).take_while(Option::is_some).flatten();
    base.get(&name).into_iter().chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_section_stands_in_the_order_of_sections() {
        let article = "\nMở đầu.\n\n## Cách làm\n\nGóp gạo.\n\n## Lời kể\n\nVui.\n";
        let wanted = "\nMở đầu.\n\n## Cách làm\n\nGóp gạo.\n\n## Kết quả\n\nNo đủ.\n\n## Lời kể\n\nVui.\n";
        assert_eq!(with_section(article, &SECTIONS[2], "No đủ."), wanted);
        let first = with_section(article, &SECTIONS[0], "Đói.");
        assert!(first.starts_with("\nMở đầu.\n\n## Bối cảnh\n\nĐói.\n\n## Cách làm\n"), "{first}");
        assert_eq!(with_section("", &SECTIONS[2], "No đủ."), "\n## Kết quả\n\nNo đủ.\n");
        let returns = with_section(&article.replace('\n', "\r\n"), &SECTIONS[2], "No đủ.");
        assert_eq!(returns, wanted.replace('\n', "\r\n"));
        let sample = "## Kết quả\n\n<!-- con số -->\n\n## Lời kể\n";
        assert_eq!(
            with_section(sample, &SECTIONS[2], "No đủ."),
            "## Kết quả\n\n<!-- con số -->\n\nNo đủ.\n\n## Lời kể\n"
        );
    }

    #[test]
    fn an_article_holds_whole_lines_only() {
        let article = "## Kết quả\n\nĐã có 130 hộ tham gia.\n- Nuôi 3 em \\*.\n";
        assert!(holds(article, "Đã có 130 hộ tham gia.\n\n+ Nuôi 3 em *."));
        assert!(!holds(article, "Đã có 130 hộ") && !holds(article, "Nuôi 3 em *.\nĐã có 130 hộ tham gia."));
        assert!(part_of("```\n## Kết quả\n```\n", "ket-qua").is_none());
    }
}
