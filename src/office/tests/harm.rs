//! What files cost that are damaged or mean harm: none panics, none takes long, none is unpacked without end.

use std::time::Instant;

use super::dossier::p;
use super::{HEADING, PLACE, catalog, cells, import, xlsx};
use crate::finding::Code;
use crate::office::Unreadable;
use crate::office::import::Memory;
use crate::office::package::NewPackage;
use crate::office::sheet;
use crate::text::SitePath;

#[test]
fn files_that_mean_harm_are_refused() {
    let read = |sheet: &str| sheet::read("a.xlsx", &xlsx(sheet, "")).map(|_| ());
    assert_eq!(read("<!DOCTYPE a [<!ENTITY b \"bbb\">]><worksheet>&b;</worksheet>"), Err(Unreadable::Broken));
    assert_eq!(read("<worksheet><sheetData>&undeclared;</sheetData></worksheet>"), Err(Unreadable::Broken));
    assert_eq!(read(&" ".repeat(80 << 20)), Err(Unreadable::TooMuch));
    assert_eq!(sheet::read("a.xls", b"\xd0\xcf\x11\xe0").map(|_| ()), Err(Unreadable::OldOffice));
    assert_eq!(sheet::read("a.xlsx", b"\xd0\xcf\x11\xe0").map(|_| ()), Err(Unreadable::Locked));
    for name in ["a.xlsx", "a.ods", "a.docx", "a.csv", "a.xls"] {
        assert_eq!(sheet::read(name, b"").map(|_| ()), Err(Unreadable::Empty), "{name}");
    }
    assert_eq!(sheet::read("a.csv", b" \r\n").map(|_| ()), Err(Unreadable::Empty));
    assert_eq!(sheet::read("a.pdf", b"%PDF").map(|_| ()), Err(Unreadable::UnknownKind));
    let mut package = NewPackage::default();
    let row = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row>";
    package.add("content.xml", format!("<x><table:table table:name=\"a\">{row}</table:table></x>").as_bytes());
    assert_eq!(sheet::read("a.ods", &package.finish()).map(|_| ()), Err(Unreadable::TooMuch));
}

fn docx(document: &str) -> Vec<u8> {
    let mut package = NewPackage::default();
    package.add("word/document.xml", document.as_bytes());
    let styles = "<w:styles><w:style w:styleId=\"a\"><w:name w:val=\"heading 1\"/><w:rFonts w:ascii=\".VnTime\"/></w:style></w:styles>";
    package.add("word/styles.xml", styles.as_bytes());
    let lists = "<w:numbering><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
    package.add("word/numbering.xml", lists.as_bytes());
    let links = "<Relationships><Relationship Id=\"r1\" Target=\"media/a.png\"/><Relationship Id=\"r2\" Target=\"file:///etc/passwd\"/><Relationship Id=\"r3\" TargetMode=\"External\" Target=\"https://example.vn/a.png\"/></Relationships>";
    package.add("word/_rels/document.xml.rels", links.as_bytes());
    package.add("word/media/a.png", b"\x89PNG\r\n\x1a\nbroken");
    package.add("word/vbaProject.bin", b"macros");
    package.finish()
}

fn ods(content: &str) -> Vec<u8> {
    let mut package = NewPackage::default();
    package.add("content.xml", content.as_bytes());
    package.add("Pictures/a.png", b"\x89PNG\r\n\x1a\nbroken");
    package.finish()
}

fn dossier() -> String {
    let picture = |id: &str| format!("<w:p><w:r><w:drawing><a:blip r:embed=\"{id}\"/></w:drawing></w:r></w:p>");
    let table = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>Kẻng</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let numbered = "<w:p><w:pPr><w:pStyle w:val=\"a\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Lắp kẻng</w:t></w:r></w:p>";
    let body = [
        p("UBND XÃ LA DẠ"),
        p("1. Tên mô hình: “Hũ gạo”"),
        p("2. Thực trạng, lý do: nghèo"),
        picture("r1"),
        p("3. Địa bàn, đối tượng: Thôn 1, xã La Dạ; hộ nghèo"),
        p("4. Nội dung"),
        numbered.to_owned(),
        p("5. Kết quả: Hộ: 12 hộ"),
        table.to_owned(),
        p("6. Liên hệ: UBND xã La Dạ, ĐT 0252 3888 777"),
        picture("r2") + &picture("r3"),
        p("TM. UBND"),
    ];
    format!("<w:document>{}</w:document>", body.concat())
}

fn list_of_libreoffice() -> String {
    let cell = |text: &str| format!("<t:table-cell><x:p>{text}</x:p></t:table-cell>");
    let row = |texts: [&str; 2]| format!("<t:table-row>{}</t:table-row>", texts.map(cell).concat());
    let picture = "<t:table-cell t:number-columns-repeated=\"2\" t:number-rows-spanned=\"2\"><d:frame><d:image l:href=\"Pictures/a.png\"/></d:frame></t:table-cell>";
    format!(
        "<x><t:table t:name=\"a\">{}{}<t:table-row t:number-rows-repeated=\"3\">{picture}</t:table-row></t:table></x>",
        row(["Tên mô hình", "Địa bàn"]),
        row(["Kẻng", PLACE])
    )
}

/// A random number below another one, always the same row of them.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }

    /// Bytes with some of them changed, cut off, or with something put between.
    fn mutated(&mut self, bytes: &[u8]) -> Vec<u8> {
        const PUT: [&[u8]; 6] =
            [b"<c r=\"ZZZ999\"><v>", b"</w:tbl>", b"<w:tbl><w:tr><w:tc>", b"99999999999", b"&#0;", b"<w:p><w:del>"];
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len());
            match self.below(5) {
                0 => bytes[at] = self.below(256) as u8,
                1 => bytes.truncate(at.max(1)),
                2 => drop(bytes.splice(at..at, PUT[self.below(PUT.len())].iter().copied())),
                // Some of it twice.
                3 => {
                    let end = (at + self.below(200)).min(bytes.len());
                    let again = bytes[at..end].to_vec();
                    drop(bytes.splice(at..at, again));
                }
                _ => bytes[at] ^= 1 << self.below(8),
            }
        }
        bytes
    }

    fn mutated_text(&mut self, text: &str) -> String {
        String::from_utf8_lossy(&self.mutated(text.as_bytes())).into_owned()
    }
}

/// 600 files of every kind with bytes changed, cut or doubled, before and after they are packed: none panics, each takes a
/// moment, and what is written can be read.
#[test]
fn mutated_files_are_read_or_refused() {
    let site = catalog(&[]);
    let list = format!("{HEADING}Hũ gạo;Kinh tế;{PLACE};Hội A;5 triệu\nHũ cơm;Kinh tế;La Dạ;Hội B;\n");
    let rows: Vec<Vec<&str>> = list.lines().map(|line| line.split(';').collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let merged = "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>";
    let sheet = format!("<worksheet><sheetData>{}</sheetData>{merged}</worksheet>", cells(&rows));
    let styles = "<styleSheet><cellXfs><xf fontId=\"1\"/></cellXfs></styleSheet>";
    let (dossier, calc) = (dossier(), list_of_libreoffice());
    let whole = [("a.xlsx", xlsx(&sheet, styles)), ("a.docx", docx(&dossier)), ("a.ods", ods(&calc))];
    for (name, bytes) in &whole {
        assert!(import(&site, &Memory::default(), name, bytes).counts.written > 0, "{name} is a list or a dossier");
    }
    let mut random = Random(7);
    let mut written: Vec<(String, String)> = Vec::new();
    for round in 0..600 {
        let (name, bytes) = match round % 7 {
            0 => ("a.xlsx", xlsx(&random.mutated_text(&sheet), styles)),
            1 => ("a.csv", random.mutated(list.as_bytes())),
            2 | 3 => ("a.docx", docx(&random.mutated_text(&dossier))),
            4 => ("a.ods", ods(&random.mutated_text(&calc))),
            _ => {
                let (name, bytes) = &whole[random.below(whole.len())];
                (*name, random.mutated(bytes))
            }
        };
        let begun = Instant::now();
        let plan = import(&site, &Memory::default(), name, &bytes);
        assert!(begun.elapsed().as_secs() < 5, "{name}, round {round}");
        let file =
            |(path, text): (&SitePath, &String)| (format!("content/mo-hinh/{}-{round}.md", path.stem()), text.clone());
        written.extend(plan.files.iter().map(file));
    }
    let files: Vec<(&str, &str)> = written.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let read = catalog(&files);
    let is_read = |path: &str| read.models.iter().any(|model| model.entry.path.as_str() == path);
    let unread: Vec<_> = files.iter().filter(|(path, _)| !is_read(path)).collect();
    assert!(unread.is_empty(), "files that cannot be read: {unread:#?}");
}

/// Small files that would be large once they are read. Of twenty such files the worst, a text file of 60 MiB, took the
/// program 303 MiB of memory (`ru_maxrss` of `lantoa import --dry-run`); of those that are packed the worst took 267 MiB.
#[test]
fn bombs_are_bounded_in_time() {
    let site = catalog(&[]);
    let document = |body: &str| docx(&format!("<w:document>{body}</w:document>"));
    let picture = || {
        let mut package = NewPackage::default();
        let picture = "<w:p><w:r><a:blip r:embed=\"r\"/></w:r></w:p>";
        let body = ["Tên mô hình: a", "Lý do: b", "Mục tiêu: c", "Cách làm: d"].map(p).concat() + picture;
        package.add("word/document.xml", format!("<w:document>{body}</w:document>").as_bytes());
        package.add("word/_rels/document.xml.rels", b"<a><Relationship Id=\"r\" Target=\"a.png\"/></a>");
        package.add("word/a.png", &vec![0; 80 << 20]);
        package.finish()
    };
    let headings = ["Kết quả: x", "Tên mô hình: y", "Lý do: z"].map(p).concat().repeat(6_000);
    let commas = p("Tên mô hình: a")
        + &p("Lý do: b")
        + &p("Mục tiêu: c")
        + &p(&format!("Địa bàn: {}", "xã La Dạ,".repeat(20_000)));
    let digits = ["Tên mô hình: a", "Lý do: b", "Mục tiêu: c", "Cách làm: d"].map(p).concat()
        + &p(&format!("Liên hệ: {}", "0".repeat(200_000)));
    let pictures = dossier().replace("<a:blip r:embed=\"r1\"/>", &"<a:blip r:embed=\"r1\"/>".repeat(100_000));
    let bombs: [(&str, Vec<u8>); 8] = [
        ("tables.docx", document(&"<w:tbl/>".repeat(510_000))),
        ("deep.docx", document(&"<w:tbl><w:tr><w:tc>".repeat(200_000))),
        ("headings.docx", document(&headings)),
        ("place.docx", document(&commas)),
        ("digits.docx", document(&digits)),
        ("picture.docx", picture()),
        ("pictures.docx", docx(&pictures)),
        ("sheets.ods", ods(&format!("<x>{}</x>", "<t:table/>".repeat(510_000)))),
    ];
    for (name, bytes) in bombs {
        let begun = Instant::now();
        let plan = import(&site, &Memory::default(), name, &bytes);
        assert!(begun.elapsed().as_secs() < 5, "{name}: {:?}", begun.elapsed());
        let is_refused = plan.findings.iter().any(|finding| finding.code.severity() == Code::UnreadableList.severity());
        assert!(is_refused || plan.counts.written > 0, "{name}: nothing is said");
        let is_unreadable = plan.findings.iter().any(|finding| finding.code == Code::UnreadableList);
        assert!(is_unreadable || name != "pictures.docx", "more pictures than a document can have");
    }
}
