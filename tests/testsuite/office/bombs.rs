//! What documents that mean harm cost the program: processor time and memory, as the system counts them.

use std::fs;
use std::process::Stdio;

use wait4::Wait4;

use super::archive;
use crate::support::program::{command, new_site};

/// Most memory that the program may take, in bytes.
const MEMORY: u64 = 500 << 20;
/// Most processor time, in seconds; not the time on the clock, because tests run beside each other. A program that is not
/// optimised may take six times as long.
const SECONDS: u64 = if cfg!(debug_assertions) { 30 } else { 5 };

/// Bytes of text files: nearly as many as the program reads at all, a quarter where it is not optimised.
const TEXT: usize = if cfg!(debug_assertions) { 15 << 20 } else { 60 << 20 };

/// A workbook of one sheet, with these texts that cells share.
fn xlsx(sheet: &str, texts: &str) -> Vec<u8> {
    let book = "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let links = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/a.xml\"/></Relationships>";
    // What a program that trusts documents would follow.
    let outside =
        "<Relationships><Relationship Id=\"d\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/></Relationships>";
    archive(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/a.xml", sheet.as_bytes()),
        ("xl/worksheets/_rels/a.xml.rels", outside.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
        ("xl/vbaProject.bin", b"macros"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    ])
}

fn text_cell(address: &str, text: &str) -> String {
    format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let heading = format!("<row r=\"1\">{}{}</row>", text_cell("A1", "Tên mô hình"), text_cell("B1", "Lĩnh vực"));
    let sheet =
        |rows: &str| format!("<worksheet><sheetData>{heading}{rows}</sheetData><drawing r:id=\"d\"/></worksheet>");
    let laughs = (0..9).map(|at| format!("<!ENTITY e{} \"{}\">", at + 1, format!("&e{at};").repeat(10)));
    let laughs = format!("<!DOCTYPE a [<!ENTITY e0 \"ha\">{}]>", laughs.collect::<String>());
    let far = [("XFD1048576", "b"), ("A1048576", "c"), ("ZZ9", "d")].map(|(at, text)| text_cell(at, text)).concat();
    let merges = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(100_000);
    let docx = |body: &str| archive(&[("word/document.xml", format!("<w:document>{body}</w:document>").as_bytes())]);
    let ods = |body: &str| archive(&[("content.xml", format!("<x>{body}</x>").as_bytes())]);
    let repeated = "<t:table-row t:number-rows-repeated=\"1048576\"><t:table-cell t:number-columns-repeated=\"16384\"><x:p>a</x:p></t:table-cell></t:table-row>";
    let many: Vec<String> = (0..60_000).map(|number| format!("xl/a{number}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let csv = |text: &str, count: usize| format!("Tên mô hình;Lĩnh vực\n{}", text.repeat(count)).into_bytes();
    vec![
        ("far.xlsx", xlsx(&sheet(&format!("<row>{far}</row>")), "")),
        ("blank.xlsx", xlsx(&" ".repeat(120 << 20), "")),
        ("laughs.xlsx", xlsx(&format!("{laughs}{}", sheet(&text_cell("A2", "&e9;"))), "")),
        ("texts.xlsx", xlsx(&sheet(""), &format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(600_000)))),
        ("merges.xlsx", xlsx(&format!("<worksheet><sheetData>{heading}</sheetData>{merges}</worksheet>"), "")),
        ("rows.xlsx", xlsx(&sheet(&"<row><c><v>1</v></c></row>".repeat(600_000)), "")),
        ("deep.xlsx", xlsx(&"<a>".repeat(2_000_000), "")),
        ("parts.xlsx", archive(&many)),
        ("deep.docx", docx(&"<w:tbl><w:tr><w:tc>".repeat(600_000))),
        ("letters.docx", docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(60 << 20)))),
        ("paragraphs.docx", docx(&"<w:p><w:r><w:t>Tên mô hình: a</w:t></w:r></w:p>".repeat(600_000))),
        ("repeated.ods", ods(&format!("<t:table t:name=\"a\">{}</t:table>", repeated.repeat(10)))),
        ("deep.ods", ods(&"<t:table><t:table-row><t:table-cell>".repeat(500_000))),
        ("lines.csv", csv("\n", TEXT)),
        ("cells.csv", csv(";", TEXT)),
        ("quote.csv", csv("\"a;b\n", TEXT / 6)),
        ("rows.csv", csv("Mô hình;kinh-te\n", TEXT / 20)),
        ("quotes.csv", csv(&format!("{}a{}", " ".repeat(250_000), "\"".repeat(250_000)), 1)),
        ("bytes.csv", vec![0xff; TEXT]),
        ("words.csv", b"\xff ".repeat(TEXT / 2)),
    ]
}

/// The most memory that a process takes until it ends, in bytes. What `wait4` tells begins with the memory of the test, which
/// has the bombs in it.
fn peak_of(process: u32) -> u64 {
    let mut peak = 0;
    // The line is missing once the process has ended.
    while let Some(kilobytes) = fs::read_to_string(format!("/proc/{process}/status")).ok().and_then(|status| {
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<u64>().ok())
    }) {
        // Before it is the program, the process is a copy of the test.
        let is_program = fs::read_to_string(format!("/proc/{process}/comm")).is_ok_and(|name| name.trim() == "lantoa");
        if is_program {
            peak = kilobytes << 10;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    peak
}

#[test]
fn documents_that_mean_harm_are_refused_within_time_and_memory() {
    let root = new_site();
    for (name, bytes) in bombs() {
        fs::write(root.path().join(name), &bytes).unwrap();
        drop(bytes);
        let mut import = command(root.path());
        import.args(["import", "--dry-run", "--lang", "en", name]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut program = import.spawn().unwrap();
        let memory = peak_of(program.id());
        let ended = program.wait4().unwrap();
        let time = ended.rusage.utime + ended.rusage.stime;
        println!("{name:<16} {:>6.2} s {:>4} MiB, {}", time.as_secs_f64(), memory >> 20, ended.status);
        assert!(memory > 0, "{name}: nothing was measured");
        assert!(matches!(ended.status.code(), Some(0 | 1)), "{name}: {}", ended.status);
        assert!(time.as_secs() < SECONDS && memory < MEMORY, "{name}: {time:?}, {memory} bytes");
        fs::remove_file(root.path().join(name)).unwrap();
    }
}
