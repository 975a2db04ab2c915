//! A dossier in Word: items with headings (“1. Tên mô hình”, “Thực trạng, lý do:” …), as paragraphs or as a form of two
//! columns, become one model.
//!
//! Nothing of an item is lost: what no key holds stands in the article, under the section that it belongs to, and an item
//! that nobody knows has a section of its own. Who signed, and what stands above the first item, is no part of a model.

mod contact;
mod facts;
mod heading;
mod text;

use super::header::{Header, ListColumn};
use super::row::{self, Around, Doubt, Other, Row, Told, Whole};
use super::walk::Key;
use super::{Known, Mapping, Sureness, aim::Aim};
use crate::office::sheet::{Block, Cell, Document, Linked, Paragraph};
use crate::schema::collapse_white_space;
use crate::text::Message;
use crate::vietnamese;

use facts::{Fact, Facts};
use heading::{Heading, Number, Part};
use text::Piece;

/// A model that a dossier tells of.
pub(super) struct Dossier {
    /// Its items as columns.
    pub(super) header: Header,
    pub(super) row: Row,
    /// By what it is known again.
    pub(super) key: Key,
    /// Where each item stands, as people find it: `đoạn 12`.
    pub(super) positions: Vec<String>,
}

/// One item.
#[derive(Default)]
struct Item {
    part: Option<Part>,
    heading: String,
    position: String,
    pieces: Vec<Piece>,
    pictures: Vec<Linked>,
}

/// Fewest items besides the title that make a dossier.
const FEWEST: usize = 3;

/// How much of what stands above the first item is kept as a remark, in letters.
const LETTERHEAD: usize = 400;

/// Most paragraphs and rows of a document that is read as dossiers: some 500 pages.
const MOST: usize = 20_000;

/// The dossiers in the document `list`; none if it has none.
pub(super) fn read(list: &str, document: &Document<'_>, known: &Known<'_>) -> Vec<Dossier> {
    if document.blocks.len() + document.sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>() > MOST {
        return Vec::new();
    }
    let mut last = Items::of(document, known.mapping);
    let mut all = std::mem::take(&mut last.done);
    all.push(last);
    let is_one = |items: &Items| items.known >= FEWEST;
    if !all.iter().any(is_one) {
        return Vec::new();
    }
    let dossiers = all.into_iter().filter_map(|mut items| {
        items.cut_signatures();
        let facts = facts::of(&mut items, known)?;
        Some(dossier(list, items, facts, known))
    });
    dossiers.collect()
}

fn dossier(list: &str, items: Items, facts: Facts, known: &Known<'_>) -> Dossier {
    let home = known.catalog.site.home.as_ref().map(|home| home.value.as_str());
    let around = Around {
        site: &known.catalog.site,
        gazetteer: &known.catalog.gazetteer,
        places: [facts.around.as_deref(), known.place, home].into_iter().flatten().collect(),
        whole: [facts.around.as_deref(), known.place]
            .into_iter()
            .flatten()
            .next()
            .map(|name| Whole { name, doubt: None }),
        nowhere: None,
        by_list: None,
        field: None,
        offers: &[],
        is_of_persons: false,
        this_year: known.this_year,
        columns: &[],
    };
    let cells: Vec<(usize, Aim, Cell)> =
        facts.list.iter().map(|Fact { item, aim, text }| (*item, *aim, Cell::Text(text.clone()))).collect();
    let mut row = row::read(&cells.iter().map(|(item, aim, cell)| (*item, *aim, cell)).collect(), &around);
    let of_key = |name: &str| {
        let fact = facts.list.iter().find(|fact| matches!(fact.aim, Aim::Key(key) if key.name == name));
        fact.map_or(String::new(), |fact| vietnamese::fold(&collapse_white_space(&fact.text)))
    };
    let key = Key::new([of_key("title"), of_key("locality")].join(" | "), &row, list, String::new());
    row.is_dossier = true;
    row.notes.extend(items.letterhead.clone());
    row.doubts.extend(facts.doubts);
    row.pictures = items.pictures;
    let mut columns = Vec::new();
    let positions = items.list.iter().map(|item| item.position.clone()).collect();
    for (at, item) in items.list.into_iter().enumerate() {
        let aim = item.part.and_then(Part::aim).map(|aim| (aim, Sureness::Certain));
        columns.push(ListColumn { column: at, heading: item.heading.clone(), aim, instead: None, samples: Vec::new() });
        tell(at, item, &mut row);
    }
    Dossier { header: Header { top: 0, first: 0, columns }, row, key, positions }
}

/// Puts the text of an item into the article, as far as no key has it.
fn tell(at: usize, item: Item, row: &mut Row) {
    let part = item.part.unwrap_or(Part::Unknown);
    let markdown = text::markdown(&item.pieces);
    if markdown.is_empty() && item.pictures.is_empty() {
        return;
    }
    if !row.is_private(at) && (part.section().is_some() || part == Part::Unknown) {
        row.doubts.extend(row::private_doubt(at, &text::plain(&item.pieces)));
    }
    if let Some((section, is_main)) = part.section() {
        let heading = (!is_main).then(|| item.heading.clone());
        row.sections.push(Told {
            section,
            heading,
            text: markdown,
            is_markdown: true,
            column: at,
            pictures: item.pictures,
        });
        return;
    }
    row.pictures.extend(item.pictures);
    if part == Part::Unknown && !markdown.is_empty() {
        let message = Message::new(
            format!("Mục “{}” chưa rõ là gì, để riêng ở cuối bài.", item.heading),
            format!("Nobody knows what the item “{}” is; it stands by itself at the end of the article.", item.heading),
        );
        let help = Message::new(
            "Chuyển phần ấy vào mục đúng của bài, hoặc xóa nếu không cần.",
            "Move it to where it belongs, or delete it.",
        );
        row.doubts.push(Doubt::new(at, message, help));
        row.others.push(Other { heading: item.heading, text: markdown, column: at });
    }
}

/// The items of a document, and what stands before them.
#[derive(Default)]
struct Items {
    list: Vec<Item>,
    /// The parts of which there is an item, each once, and how many of them are known and no title.
    parts: Vec<Part>,
    known: usize,
    /// The lines before the first item.
    above: Vec<(String, String)>,
    /// The same in one line, if there are any.
    letterhead: Option<String>,
    /// Pictures before the first item.
    pictures: Vec<Linked>,
    /// The heading before, and the number of the last line below it.
    last: Option<Heading>,
    step: Option<Number>,
    /// Dossiers that stand before this one in the same document.
    done: Vec<Items>,
}

impl Items {
    fn of(document: &Document<'_>, mapping: &Mapping) -> Self {
        let mut items = Self::default();
        let mut number = 0;
        for block in &document.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    number += 1;
                    items.paragraph(paragraph, format!("đoạn {number}"), mapping);
                }
                Block::Table(at) => {
                    if let Some(sheet) = document.sheets.get(*at) {
                        items.table(sheet, mapping);
                    }
                }
            }
        }
        items.finish();
        items
    }

    fn finish(&mut self) {
        let above: Vec<&str> = self
            .above
            .iter()
            .map(|(text, _)| text.as_str())
            .filter(|text| !is_motto(text) && !is_person(text))
            .collect();
        self.letterhead = (!above.is_empty()).then(|| above.join("; ").chars().take(LETTERHEAD).collect());
    }

    fn push(&mut self, item: Item) {
        if let Some(part) = item.part.filter(|part| !self.parts.contains(part)) {
            self.parts.push(part);
            self.known += usize::from(part != Part::Unknown && !is_title(part));
        }
        self.list.push(item);
    }

    /// A second title behind a whole dossier begins the next one, below the same letterhead.
    fn begin_again(&mut self, part: Part) {
        if is_title(part) && !self.is_new(part) && self.known >= FEWEST {
            self.finish();
            let mut done = std::mem::take(self);
            self.above.clone_from(&done.above);
            self.done = std::mem::take(&mut done.done);
            self.done.push(done);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, position: String, mapping: &Mapping) {
        let known = heading::known(paragraph, mapping);
        known.iter().for_each(|heading| self.begin_again(heading.part));
        let known = known.filter(|heading| self.is_new(heading.part));
        let unknown = || self.last.as_ref().and_then(|last| heading::next_after(last, paragraph, self.step));
        match known.or_else(unknown) {
            Some(heading) => {
                let mut item = Item {
                    part: Some(heading.part),
                    heading: heading.text.clone(),
                    position,
                    pictures: paragraph.pictures.clone(),
                    ..Item::default()
                };
                item.pieces.extend((!heading.rest.is_empty()).then(|| Piece::line(&heading.rest)));
                self.push(item);
                (self.last, self.step) = (Some(heading), None);
            }
            None => match self.list.last_mut() {
                Some(item) => {
                    self.step = heading::number_of(paragraph).or(self.step);
                    item.pictures.extend(paragraph.pictures.iter().cloned());
                    item.pieces.extend((!paragraph.text.is_empty()).then(|| Piece::of(paragraph)));
                }
                None => {
                    self.pictures.extend(paragraph.pictures.iter().cloned());
                    let lines = paragraph.text.lines().map(collapse_white_space).filter(|line| !line.is_empty());
                    self.above.extend(lines.map(|line| (line, position.clone())));
                }
            },
        }
    }

    /// Whether no item has this key yet: a second title is a line of text.
    fn is_new(&self, part: Part) -> bool {
        !matches!(part, Part::As(Aim::Key(_))) || !self.parts.contains(&part)
    }

    /// A table is a form, whose rows are items, or a part of the item before it.
    fn table(&mut self, sheet: &crate::office::sheet::Sheet, mapping: &Mapping) {
        let rows = text::rows(sheet);
        let heads: Vec<Option<Heading>> = rows.iter().map(|(_, cells)| text::form_row(cells, mapping)).collect();
        let pictures = |row: usize| {
            let here = sheet.pictures.iter().filter(move |anchored| *anchored.rows.start() == row);
            here.map(|anchored| anchored.picture.clone())
        };
        if heads.iter().flatten().count() < 2 {
            let all: Vec<Linked> = sheet.pictures.iter().map(|anchored| anchored.picture.clone()).collect();
            let cells: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
            match self.list.last_mut() {
                Some(item) => {
                    item.pictures.extend(all);
                    item.pieces.extend((!cells.is_empty()).then_some(Piece::Table(cells)));
                }
                None => {
                    self.pictures.extend(all);
                    let lines = cells.iter().flatten().flat_map(|cell| cell.lines()).map(collapse_white_space);
                    self.above.extend(lines.map(|line| (line, sheet.name.clone())));
                }
            }
            return;
        }
        for ((at, cells), head) in rows.into_iter().zip(heads) {
            let position = sheet.address(at, 0);
            head.iter().for_each(|head| self.begin_again(head.part));
            match head.filter(|head| self.is_new(head.part)) {
                Some(head) => {
                    let pieces = (!head.rest.is_empty()).then(|| Piece::line(&head.rest)).into_iter().collect();
                    let pictures = pictures(at).collect();
                    self.push(Item { part: Some(head.part), heading: head.text, position, pieces, pictures });
                }
                None => match self.list.last_mut() {
                    Some(item) => {
                        item.pictures.extend(pictures(at));
                        item.pieces.push(Piece::line(&text::without_number(&cells).join(": ")));
                    }
                    None => self.above.push((cells.join(" "), position)),
                },
            }
        }
    }

    /// Takes away what stands below the last item: to whom it goes, and who signed.
    fn cut_signatures(&mut self) {
        let Some(last) = self.list.last_mut() else { return };
        if let Some(end) = last.pieces.iter().position(Piece::is_below) {
            last.pieces.truncate(end);
        }
    }

    /// The text of the first item of a part, and its index.
    fn text_of(&self, part: Part) -> Option<(usize, String)> {
        let at = self.list.iter().position(|item| item.part == Some(part))?;
        Some((at, self.plain(at)))
    }

    /// The text of an item without marks of Markdown.
    fn plain(&self, at: usize) -> String {
        self.list.get(at).map_or(String::new(), |item| text::plain(&item.pieces))
    }
}

/// Lines that every letterhead has.
fn is_motto(text: &str) -> bool {
    let folded = vietnamese::fold(text);
    ["cong hoa xa hoi", "doc lap", "dang cong san", "kinh gui"].iter().any(|begin| folded.starts_with(begin))
        || !folded.contains(|c: char| c.is_alphanumeric())
}

/// Lines that tell of a person: by words, or by a number as long as those of telephones and identity cards.
fn is_person(text: &str) -> bool {
    let folded = vietnamese::fold(text);
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    let words = ["ho va ten", "ho ten", "nguoi dang ky", "nguoi lap", "sinh nam", "so cccd", "so cmnd"];
    digits >= 9 || words.iter().any(|word| folded.contains(word))
}

fn is_title(part: Part) -> bool {
    matches!(part, Part::As(Aim::Key(key)) if key.name == "title")
}
