//! A list such as the office of a province keeps, as a workbook, with the faults that such lists have.
//!
//! One sheet for each thousand rows. Above the table stand the office and a title; the heading has two rows with merged
//! cells, and a third one that numbers the columns. Districts stand in lines of their own, the heading comes again as on
//! every printed page, sums and signatures stand below. Cells are merged over rows; some are typed in .VnTime, with marks
//! apart from their letters, or with blanks that do not break; years are numbers, days, words or missing; a cell holds
//! several awards or places; places are not known, or one name is that of several.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::corpus::{Corpus, Dice, Kind, Model};

/// The file below the site's root.
pub(crate) const LIST: &str = "danh-sach.xlsx";

/// What rows the list has.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Those that cannot be a model: without a title, or there twice.
    pub(crate) refused: usize,
    /// Those that are none: sums, districts, headings again, signatures.
    pub(crate) no_models: usize,
    /// Those of which something is not certain, at least.
    pub(crate) in_doubt: usize,
    /// Those that the office has changed.
    pub(crate) changed: usize,
}

impl Rows {
    fn print(&self) {
        println!("{} {} {} {}", self.refused, self.no_models, self.in_doubt, self.changed);
    }

    /// What [`Rows::print`] has printed.
    pub(crate) fn read(line: &str) -> Self {
        let mut numbers = line.split_whitespace().map(|number| number.parse().unwrap());
        let mut next = || numbers.next().unwrap();
        Self { refused: next(), no_models: next(), in_doubt: next(), changed: next() }
    }
}

/// Rows of a sheet.
const SHEET: usize = 1_000;
/// One row in so many has no title.
const WITHOUT_TITLE: usize = 100;
/// One row in so many is the one before it once more.
const TWICE: usize = 200;
/// The heading comes again after so many rows.
const PAGE: usize = 40;
/// A line with a district stands after so many rows.
const DISTRICT: usize = 125;

/// Labels of fields by their ids, as offices write them.
const FIELDS: [(&str, &str); 8] = [
    ("nong-thon-moi", "Xây dựng nông thôn mới"),
    ("kinh-te", "Phát triển kinh tế"),
    ("van-hoa-xa-hoi", "VĂN HÓA - XÃ HỘI"),
    ("quoc-phong-an-ninh", "Quốc phòng, an ninh"),
    ("bao-ve-moi-truong", "Bao ve moi truong"),
    ("he-thong-chinh-tri", "Xây dựng hệ thống chính trị"),
    ("cai-cach-hanh-chinh", "Cải cách hành chính"),
    ("chuyen-doi-so", "Chuyển đổi số"),
];

/// Styles of cells, as `xl/styles.xml` numbers them.
const PLAIN: usize = 0;
const VN_TIME: usize = 1;
const DAY: usize = 2;

/// Writes the list into `folder` and prints what rows it has. `is_changed`: as the office has it a quarter later.
pub(crate) fn make(folder: &Path, models: usize, is_changed: bool) {
    let mut rows = Rows::default();
    let mut texts = Texts::default();
    let all: Vec<Model> = Corpus::new(Kind::Province).take(models).collect();
    let sheets: Vec<String> = all
        .chunks(SHEET)
        .enumerate()
        .map(|(at, some)| sheet(at * SHEET, some, is_changed, &mut texts, &mut rows))
        .collect();
    std::fs::write(folder.join(LIST), workbook(&sheets, &texts)).unwrap();
    rows.print();
}

/// The sheet of the models from number `first` on.
fn sheet(first: usize, models: &[Model], is_changed: bool, texts: &mut Texts, rows: &mut Rows) -> String {
    let mut sheet = Sheet::new(texts);
    sheet.row(&[(0, "BAN DÂN VẬN TỈNH ỦY")]);
    sheet.row(&[]);
    sheet.row(&[(0, "DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO”")]);
    sheet.heading();
    let numbers: Vec<String> = (1..=10).map(|number| format!("({number})")).collect();
    sheet.row(&numbers.iter().map(String::as_str).enumerate().collect::<Vec<_>>());
    for (at, model) in models.iter().enumerate() {
        let number = first + at;
        let mut dice = Dice::new(number as u64);
        if at % DISTRICT == 0 {
            sheet.row(&[(1, dice.any(&["I. Huyện Hàm Thuận Bắc", "Huyện Đức Linh", "III. HUYỆN DI LINH"]))]);
            rows.no_models += 1;
        }
        if at % PAGE == PAGE - 1 {
            sheet.heading();
            rows.no_models += 2;
        }
        let is_untitled = number % WITHOUT_TITLE == WITHOUT_TITLE - 1;
        let is_twice = at > 0 && number % TWICE == TWICE * 3 / 4;
        let shown = if is_twice { &models[at - 1] } else { model };
        rows.refused += usize::from(is_untitled || is_twice);
        let is_row_changed = is_changed && number % 10 == 3;
        rows.changed += usize::from(is_row_changed && !is_untitled && !is_twice);
        let doubt = number % 20 == 5;
        rows.in_doubt += usize::from(doubt && !is_untitled && !is_twice);
        sheet.model(number, shown, !is_untitled, doubt, is_row_changed);
    }
    sheet.row(&[(1, "Tổng cộng"), (2, "1000")]);
    sheet.row(&[]);
    sheet.row(&[(6, "Lâm Đồng, ngày 15 tháng 10 năm 2025")]);
    sheet.row(&[(1, "NGƯỜI LẬP BIỂU"), (6, "TM. BAN THƯỜNG VỤ")]);
    rows.no_models += 3;
    sheet.finish()
}

/// A sheet that is being written.
struct Sheet<'t> {
    texts: &'t mut Texts,
    xml: String,
    merges: String,
    /// The number of the row before.
    last: usize,
}

impl<'t> Sheet<'t> {
    fn new(texts: &'t mut Texts) -> Self {
        Self { texts, xml: String::new(), merges: String::new(), last: 0 }
    }

    fn begin(&mut self) {
        self.last += 1;
        let _ = write!(self.xml, "<row r=\"{}\">", self.last);
    }

    fn row(&mut self, cells: &[(usize, &str)]) {
        self.begin();
        cells.iter().for_each(|(column, text)| self.text(*column, text, PLAIN));
        self.xml.push_str("</row>");
    }

    fn text(&mut self, column: usize, text: &str, style: usize) {
        let (at, address) = (self.texts.number(text), self.address(column));
        let _ = write!(self.xml, "<c r=\"{address}\" s=\"{style}\" t=\"s\"><v>{at}</v></c>");
    }

    fn number(&mut self, column: usize, number: usize, style: usize) {
        let address = self.address(column);
        let _ = write!(self.xml, "<c r=\"{address}\" s=\"{style}\"><v>{number}</v></c>");
    }

    fn address(&self, column: usize) -> String {
        format!("{}{}", char::from(b'A' + column as u8), self.last)
    }

    fn merge(&mut self, range: &str) {
        let _ = write!(self.merges, "<mergeCell ref=\"{range}\"/>");
    }

    /// The heading, of two rows.
    fn heading(&mut self) {
        self.row(&[
            (0, "STT"),
            (1, "Tên mô hình, điển hình"),
            (2, "Lĩnh vực"),
            (3, "Địa bàn"),
            (4, "Đơn vị thực hiện"),
            (5, "Năm đăng ký"),
            (6, "Khen thưởng"),
            (8, "Kết quả đạt được"),
            (9, "Ghi chú"),
        ]);
        let top = self.last;
        self.row(&[(6, "Năm công nhận"), (7, "Hình thức khen thưởng")]);
        self.merge(&format!("G{top}:H{top}"));
        for column in ["A", "B", "C", "D", "E", "F", "I", "J"] {
            self.merge(&format!("{column}{top}:{column}{}", top + 1));
        }
    }

    /// The row of a model; in doubt is its year, or its place.
    fn model(&mut self, number: usize, model: &Model, is_titled: bool, is_in_doubt: bool, is_changed: bool) {
        self.begin();
        self.number(0, number + 1, PLAIN);
        if is_titled {
            let title = match number % 9 {
                4 => model.title.nfd().collect(),
                7 => format!("  {} ", model.title.replace(' ', "\u{a0}")),
                _ => model.title.clone(),
            };
            self.text(1, &title, PLAIN);
        }
        let field = FIELDS.iter().find(|(id, _)| *id == model.field).map_or("", |(_, label)| label);
        self.text(2, field, PLAIN);
        let is_bare = number % 30 == 11;
        match number % 60 {
            5 | 45 if is_in_doubt => self.text(3, "Xã Không Có Tên", PLAIN),
            // Two cells in one, and a place that lies in the district above.
            21 => {
                self.text(3, &model.locality, PLAIN);
                self.merge(&format!("D{}:D{}", self.last, self.last + 1));
            }
            22 => {}
            _ if is_bare => self.text(3, "La Dạ", PLAIN),
            31 => {
                self.text(3, &format!("{}\nXã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận", model.locality), PLAIN)
            }
            _ => self.text(3, &model.locality, PLAIN),
        }
        match number % 7 {
            2 => self.text(4, "Héi Phô n÷ x·", VN_TIME),
            _ => self.text(4, &model.organisation, PLAIN),
        }
        self.number(5, model.started, PLAIN);
        match number % 60 {
            25 if is_in_doubt => self.text(6, "không rõ", PLAIN),
            _ if number % 8 == 6 => self.text(6, &format!("năm {}", model.started + 1), PLAIN),
            // 1 January of that year, nearly.
            _ if number % 8 == 7 => self.number(6, 36_526 + (model.started + 1 - 2_000) * 366, DAY),
            _ => self.number(6, model.started + 1, PLAIN),
        }
        let awards: Vec<String> =
            model.awards.iter().map(|award| format!("{} năm {}", award.form, award.year)).collect();
        if !awards.is_empty() {
            self.text(7, &awards.join("\n"), PLAIN);
        }
        let later = if is_changed { " Nay thêm 12 hộ tham gia." } else { "" };
        self.text(8, &format!("- {}\n- {}{later}", model.summary, model.body.replace('\n', " ")), PLAIN);
        if number % 50 == 17 {
            self.text(9, "đã gửi hồ sơ", PLAIN);
        }
        self.xml.push_str("</row>");
    }

    fn finish(self) -> String {
        format!("<worksheet><sheetData>{}</sheetData><mergeCells>{}</mergeCells></worksheet>", self.xml, self.merges)
    }
}

/// The texts that cells share, by their numbers.
#[derive(Default)]
struct Texts {
    numbers: HashMap<String, usize>,
    xml: String,
}

impl Texts {
    fn number(&mut self, text: &str) -> usize {
        let next = self.numbers.len();
        if let Some(at) = self.numbers.get(text) {
            return *at;
        }
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = write!(self.xml, "<si><t xml:space=\"preserve\">{escaped}</t></si>");
        self.numbers.insert(text.to_owned(), next);
        next
    }
}

/// The workbook, as an archive whose parts are not compressed.
fn workbook(sheets: &[String], texts: &Texts) -> Vec<u8> {
    let numbers = || 1..=sheets.len();
    let named = |number| format!("<sheet name=\"Trang {number}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
    let related = |number| format!("<Relationship Id=\"r{number}\" Target=\"worksheets/sheet{number}.xml\"/>");
    let styles = "<styleSheet><fonts><font><name val=\"Times New Roman\"/></font><font><name val=\".VnTime\"/></font>\
        </fonts><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"0\" numFmtId=\"14\"/></cellXfs></styleSheet>";
    let mut parts = vec![
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook><sheets>{}</sheets></workbook>", numbers().map(named).collect::<String>()),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships>{}</Relationships>", numbers().map(related).collect::<String>()),
        ),
        ("xl/styles.xml".to_owned(), styles.to_owned()),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst>{}</sst>", texts.xml)),
    ];
    let sheets = sheets.iter().zip(1..).map(|(xml, number)| (format!("xl/worksheets/sheet{number}.xml"), xml.clone()));
    parts.extend(sheets);
    archive(&parts)
}

fn archive(parts: &[(String, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let size = (text.len() as u32).to_le_bytes();
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        head.extend(crc32fast::hash(text.as_bytes()).to_le_bytes());
        head.extend([size, size].concat());
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        directory.extend([b"PK\x01\x02".as_slice(), &[20, 0], &head, &[0; 10]].concat());
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend([b"PK\x03\x04".as_slice(), &head, name.as_bytes(), text.as_bytes()].concat());
    }
    let (count, start) = ((parts.len() as u16).to_le_bytes(), (out.len() as u32).to_le_bytes());
    let length = (directory.len() as u32).to_le_bytes();
    out.extend(directory);
    out.extend([b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &length, &start, &[0; 2]].concat());
    out
}
