//! `lantoa report`: what a site has, and what happened in a period, as an office reports it to its committee.
//!
//! All figures come from [`crate::statistics`]; here they become tables and sentences. What nobody knows stands apart as
//! “chưa rõ”. Nothing is judged: remarks and proposals are the office's own. The words are Vietnamese, whatever the language
//! of the site.

mod document;
mod figures;
mod layout;
mod template;
#[cfg(test)]
mod tests;
mod wrong;

use std::collections::BTreeMap;

use super::export;
use super::write::{NewCell, NewSheet, Style, workbook};
use crate::catalog::{Catalog, Model};
use crate::locality::{UnitId, inside_sentence};
use crate::statistics::Span;
use crate::text::{Date, Lang};

pub(crate) use layout::Form;

use figures::Figures;

/// The head of a document.
#[derive(Debug, Default)]
struct Head {
    upper: String,
    issuer: String,
    date: String,
    kind: String,
    subject: String,
}

/// A part of the text.
#[derive(Debug)]
enum Block {
    Chapter(String),
    Heading(String),
    Text(String),
    Caption(String),
    Table(Table),
}

/// A table of figures: numbers are digits only, so that Word and Excel can add them.
#[derive(Debug, Clone, Default)]
struct Table {
    heading: Vec<String>,
    rows: Vec<Line>,
    /// Of a list of models, whose texts stand at the left: the share of the width that each column has, in hundredths.
    shares: Option<&'static [u32]>,
}

/// A row of it.
#[derive(Debug, Clone, Default)]
struct Line {
    texts: Vec<String>,
    /// Whether it sums up the rows above.
    is_sum: bool,
}

/// What a template can name.
#[derive(Debug, Default)]
struct Values {
    texts: BTreeMap<String, String>,
    lists: BTreeMap<&'static str, Vec<BTreeMap<&'static str, String>>>,
}

/// A report on the models of a catalog.
#[derive(Debug)]
pub(crate) struct Report<'c> {
    catalog: &'c Catalog,
    period: Span,
    /// The place it is about, if not the whole site.
    place: Option<String>,
    figures: Figures,
}

impl<'c> Report<'c> {
    /// The report on all models of `catalog`, which are those of `place` only if one is asked for.
    ///
    /// `first_commits` are the days on which files of these names were committed first, if git knows.
    pub(crate) fn new(
        catalog: &'c Catalog,
        first_commits: &BTreeMap<String, Date>,
        period: Span,
        place: Option<UnitId>,
    ) -> Self {
        let figures = Figures::of(catalog, first_commits, period, place);
        Self { catalog, period, place: place.map(|unit| catalog.gazetteer.full_name(unit)), figures }
    }

    /// How many drafts of a site that has them in its catalog lie in a place, or anywhere: no report counts them.
    pub(crate) fn drafts(with_drafts: &Catalog, place: Option<UnitId>) -> usize {
        let filter = export::Filter { place, ..export::Filter::default() };
        let is_draft = |model: &&Model| model.front_matter().draft && filter.takes(with_drafts, model);
        with_drafts.models.iter().filter(is_draft).count()
    }

    /// How many models it is about.
    pub(crate) fn models(&self) -> usize {
        self.catalog.models.len()
    }

    /// The document in a form.
    pub(crate) fn docx(&self, form: Form) -> Vec<u8> {
        let layout = form.layout();
        document::document(&layout, &self.head(), &self.blocks(&layout))
    }

    /// An office's own document, filled.
    pub(crate) fn filled(&self, template: &[u8]) -> Result<Vec<u8>, template::NotFilled> {
        template::fill(template, &self.values())
    }

    /// The names of all placeholders that can stand anywhere.
    pub(super) fn placeholders(&self) -> Vec<String> {
        self.values().texts.into_keys().collect()
    }

    /// The annex: each table of the report, and the list of all models as offices print it.
    pub(crate) fn annex(&self) -> Vec<u8> {
        let tables = self.figures.tables(self.catalog).into_iter().map(|(name, table)| sheet(name, &table));
        let list =
            export::table(self.catalog, &export::Filter::default()).with_keys(&LISTED).for_reading().sheet(Lang::Vi);
        workbook(&tables.chain([numbered(list)]).collect::<Vec<_>>())
    }

    fn head(&self) -> Head {
        let office = self.catalog.site.contact.as_ref().and_then(|contact| contact.office.as_deref());
        // Where the office has its seat, whatever place the report is about.
        let seat = self.catalog.home.map_or("…", |home| self.catalog.gazetteer.name(home));
        Head {
            upper: "(CƠ QUAN CẤP TRÊN)".to_owned(),
            issuer: office.map_or_else(|| "(TÊN CƠ QUAN)".to_owned(), str::to_uppercase),
            date: format!("{}, ngày … tháng … năm {}", without_type(seat), self.catalog.as_of.year()),
            kind: "BÁO CÁO".to_owned(),
            subject: format!("Tình hình xây dựng, nhân rộng mô hình “Dân vận khéo”{}\n{}", self.at(), self.dates()),
        }
    }

    /// ` tại tỉnh Lâm Đồng`.
    fn at(&self) -> String {
        self.place.as_deref().map(|place| format!(" tại {}", inside_sentence(place))).unwrap_or_default()
    }

    fn dates(&self) -> String {
        format!("(từ ngày {} đến ngày {})", long(self.period.from), long(self.period.to))
    }

    /// What the figures are of.
    fn introduction(&self) -> String {
        format!(
            "Số liệu dưới đây là của {} mô hình{} có trên trang web đến ngày {}, không phải của mọi mô hình đã có trong thực tế.{} Phần I, III và IV tính tất cả các mô hình ấy; chỉ phần II là của riêng kỳ báo cáo. Điều nguồn không nói thì ghi riêng là “chưa rõ”, không suy đoán.",
            figures::number(self.models()),
            self.at(),
            long(self.catalog.as_of),
            self.figures.of_called()
        )
    }

    fn blocks(&self, layout: &layout::Layout) -> Vec<Block> {
        let (figures, before) = (&self.figures, self.period.before());
        let chapter = |number: &str, title: &str| Block::Chapter(layout.chapter.replace("{n}", number) + title);
        let tables: BTreeMap<&str, Table> = figures.tables(self.catalog).into_iter().collect();
        let table = |name: &str| Block::Table(tables.get(name).cloned().unwrap_or_default());
        let mut number = 0;
        let mut caption = |title: &str| {
            number += 1;
            Block::Caption(format!("Bảng {number}. {title}"))
        };
        let mut blocks = vec![
            Block::Text(self.introduction()),
            chapter("I", "SỐ LƯỢNG MÔ HÌNH"),
            Block::Heading("1. Theo lĩnh vực".to_owned()),
            Block::Text(figures.of_fields()),
            caption("Mô hình theo lĩnh vực"),
            table(figures::FIELDS),
            Block::Heading("2. Theo khen thưởng".to_owned()),
            Block::Text(figures.of_awards()),
            caption("Mô hình theo cấp khen thưởng"),
            table(figures::LEVELS),
            Block::Heading("3. Theo đơn vị thực hiện".to_owned()),
            caption("Mô hình theo loại đơn vị và loại hình"),
            table(figures::UNITS),
            Block::Heading("4. Theo địa phương hiện nay".to_owned()),
        ];
        match figures.of_places() {
            Some(none) => blocks.push(Block::Text(none.to_owned())),
            None => blocks.extend([caption("Mô hình theo địa phương"), table(figures::PLACES)]),
        }
        blocks.extend([
            chapter("II", "KẾT QUẢ TRONG KỲ"),
            Block::Text(format!(
                "Kỳ báo cáo so với kỳ trước (từ ngày {} đến ngày {}). Việc chỉ biết năm mà không rõ thuộc kỳ nào thì ghi ở cột “Chưa rõ”.",
                long(before.from),
                long(before.to)
            )),
            Block::Text(figures.of_new().to_owned()),
            caption("Việc trong kỳ"),
            table(figures::EVENTS),
            chapter("III", "KHOẢNG TRỐNG"),
        ]);
        blocks.extend(figures.gaps(self.catalog).into_iter().map(Block::Text));
        blocks.extend([
            caption("Mô hình đã nêu điều nơi khác cần biết để làm theo"),
            table(figures::NEEDS),
            chapter("IV", "MÔ HÌNH QUÁ HẠN RÀ SOÁT"),
            Block::Text(figures.of_reviews()),
        ]);
        if !figures.overdue().is_empty() {
            blocks.extend([caption("Mô hình lâu nhất chưa có người xác nhận còn hoạt động"), table(figures::OVERDUE)]);
        }
        blocks.extend([
            chapter("V", "NHẬN ĐỊNH, KIẾN NGHỊ"),
            Block::Text("(Cơ quan báo cáo ghi nhận định, hạn chế, nguyên nhân, kiến nghị.)".to_owned()),
            Block::Text(format!("Danh sách đầy đủ ở phụ lục kèm theo{}", layout.end)),
        ]);
        blocks
    }

    fn values(&self) -> Values {
        let mut values = self.figures.values(self.catalog);
        let home = self.catalog.home.map(|home| self.catalog.gazetteer.full_name(home));
        let place = self.place.as_deref().or(home.as_deref()).map(inside_sentence);
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        for (name, text) in [
            ("dia_phuong", place),
            ("tu_ngay", self.period.from.vietnamese()),
            ("den_ngay", self.period.to.vietnamese()),
            ("nam", self.period.to.year().to_string()),
        ] {
            values.texts.insert(name.to_owned(), text);
        }
        values
    }
}

/// What the annex says of each model: as much as can be read on a sheet of paper. `lantoa export` says everything.
const LISTED: [&str; 7] = ["title", "field", "locality", "organisation", "started", "recognised", "awards"];

/// A sheet with the number of each row in front.
fn numbered(mut sheet: NewSheet) -> NewSheet {
    for ((_, cells), number) in sheet.rows.iter_mut().zip(0_u32..) {
        let first = if number == 0 { NewCell::Text("STT".to_owned()) } else { NewCell::Number(number.into()) };
        cells.insert(0, first);
    }
    sheet
}

/// A table as a sheet; a text that is all digits becomes a number.
fn sheet(name: &str, table: &Table) -> NewSheet {
    let cell = |text: &String| match text.parse::<u32>() {
        Ok(number) => NewCell::Number(f64::from(number)),
        Err(_) if text.is_empty() => NewCell::Empty,
        Err(_) => NewCell::Text(text.clone()),
    };
    let row = |texts: &Vec<String>| texts.iter().map(cell).collect();
    let rows = table.rows.iter().map(|line| (if line.is_sum { Style::Heading } else { Style::Row }, row(&line.texts)));
    let rows = std::iter::once((Style::Heading, row(&table.heading))).chain(rows).collect();
    NewSheet { name: name.to_owned(), rows, frozen: 1, names: 0 }
}

/// `05/01/2026`: a nought before days below 10 and months 1 and 2, as rules for documents have it.
fn long(date: Date) -> String {
    let (text, nought) = (date.vietnamese(), |part: &str, most: u8| {
        let is_low = part.parse::<u8>().is_ok_and(|number| number <= most);
        if is_low { format!("0{part}") } else { part.to_owned() }
    });
    match text.split('/').collect::<Vec<_>>()[..] {
        [day, month, year] => format!("{}/{}/{year}", nought(day, 9), nought(month, 2)),
        _ => text,
    }
}

/// `Lâm Đồng` of `Tỉnh Lâm Đồng`.
fn without_type(place: &str) -> &str {
    let types = ["Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ", "Huyện ", "Thị xã "];
    types.iter().find_map(|kind| place.strip_prefix(kind)).unwrap_or(place)
}
