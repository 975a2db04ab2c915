//! Lists of offices: out of a site, into a site and back, with the program itself.

#[cfg(target_os = "linux")]
mod bombs;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;

use crate::support::program::{lantoa, new_site, said};

/// A site with the configuration that is shipped, and its models if `with_models`.
fn shipped(with_models: bool) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for path in files(&content) {
        let inside = path.strip_prefix(&content).unwrap();
        let is_model = inside.starts_with("mo-hinh") && path.extension().is_some_and(|extension| extension == "md");
        if inside == Path::new("site.yaml") || (with_models && is_model) {
            let target = root.path().join("content").join(inside);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(&path, target).unwrap();
        }
    }
    root
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    files.sort();
    files
}

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files(folder).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// A zip archive of parts, each compressed.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let packed = compress_to_vec(bytes, 6);
        let mut head = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
        head.extend(crc32fast::hash(bytes).to_le_bytes());
        head.extend((packed.len() as u32).to_le_bytes());
        head.extend((bytes.len() as u32).to_le_bytes());
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        directory.extend([b"PK\x01\x02".as_slice(), &[20, 0], &head, &[0; 10]].concat());
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend([b"PK\x03\x04".as_slice(), &head, name.as_bytes(), &packed].concat());
    }
    let (count, start) = ((parts.len() as u16).to_le_bytes(), (out.len() as u32).to_le_bytes());
    let length = (directory.len() as u32).to_le_bytes();
    out.extend(directory);
    out.extend([b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &length, &start, &[0; 2]].concat());
    out
}

/// The text of a part of a document, from the parts as they stand in the file.
fn part(path: &Path, name: &str) -> String {
    let bytes = fs::read(path).unwrap();
    let starts = bytes.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x03\x04").map(|(at, _)| &bytes[at..]);
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    let packed = starts.filter_map(|head| {
        let (packed, name_len, more) = (number(&head[18..22]), number(&head[26..28]), number(&head[28..30]));
        let data = 30 + name_len + more;
        (head.get(30..30 + name_len)? == name.as_bytes()).then(|| (head[8], head[data..data + packed].to_vec()))
    });
    let (method, data) = packed.into_iter().next().unwrap_or_else(|| panic!("{} has no {name}", path.display()));
    let data = if method == 0 { data } else { decompress_to_vec(&data).unwrap() };
    String::from_utf8(data).unwrap()
}

fn succeeds(root: &Path, arguments: &[&str]) -> String {
    let output = lantoa(root, arguments);
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

#[test]
fn what_was_exported_changes_nothing_when_it_comes_back() {
    let root = shipped(true);
    let before = contents(&root.path().join("content"));
    for list in ["m.xlsx", "m.docx", "m.csv"] {
        succeeds(root.path(), &["export", list]);
        let text = succeeds(root.path(), &["import", list]);
        assert!(text.starts_with("0 mô hình mới (trong đó 0 bài nháp), 0 cập nhật, "), "{text}");
    }
    assert_eq!(contents(&root.path().join("content")), before);
    assert!(!root.path().join("import.yaml").exists(), "headings of our own need no explanation");
}

#[test]
fn a_site_made_of_an_exported_list_exports_the_same_bytes() {
    let from = shipped(true);
    for list in ["m.xlsx", "m.docx", "m.csv", "m.json"] {
        succeeds(from.path(), &["export", list]);
    }
    for imported in ["docx", "xlsx", "csv"] {
        let to = shipped(false);
        fs::copy(from.path().join(format!("m.{imported}")), to.path().join(format!("list.{imported}"))).unwrap();
        succeeds(to.path(), &["import", &format!("list.{imported}")]);
        for list in ["m.xlsx", "m.docx", "m.csv", "m.json"] {
            succeeds(to.path(), &["export", list]);
            assert!(fs::read(from.path().join(list)).unwrap() == fs::read(to.path().join(list)).unwrap(), "{list}");
        }
        assert_eq!(articles(to.path()), articles(from.path()), "{imported}");
    }
}

/// The articles of all models, below their front matter, by their files.
fn articles(root: &Path) -> Vec<(PathBuf, String)> {
    let models = root.join("content/mo-hinh");
    let markdown =
        files(&models).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let article = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let (_, article) = text.split_once("\n---\n").unwrap();
        (path.strip_prefix(&models).unwrap().to_owned(), article.to_owned())
    };
    markdown.map(article).collect()
}

#[test]
fn the_filters_of_export_choose_models() {
    let root = shipped(true);
    let rows = |arguments: &[&str]| {
        succeeds(root.path(), &[&["export", "m.json", "--force"][..], arguments].concat());
        let text = fs::read_to_string(root.path().join("m.json")).unwrap();
        serde_json::from_str::<Vec<serde_json::Value>>(&text).unwrap()
    };
    let (all, home) = (rows(&[]), rows(&["--place", "tỉnh Bình Thuận"]));
    assert!(!home.is_empty() && home.len() < all.len());
    assert!(home.iter().all(|row| row["locality"].to_string().contains("Bình Thuận")));
    let economy = rows(&["--field", "kinh tế"]);
    assert!(!economy.is_empty() && economy.len() < all.len());
    let none = lantoa(root.path(), &["export", "khong.xlsx", "--year", "1950"]);
    assert!(none.status.code() == Some(2) && said(&none).contains("Không có mô hình nào"), "{}", said(&none));
    assert!(!root.path().join("khong.xlsx").exists(), "nothing is written");
    let refused = lantoa(root.path(), &["export", "m.pdf"]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
}

#[test]
fn a_clerks_list_becomes_files_once_and_findings_name_its_cells() {
    let root = new_site();
    let list = "DANH SÁCH;;;;\nSTT;Tên mô hình;Lĩnh vực;Địa bàn;Kết quả\n\
        1;Hũ gạo tình thương;Văn hóa - xã hội;Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận;Giúp 12 hộ.\n\
        2;Tiếng kẻng;An ninh quốc phòng;Xã Không Có;\n";
    fs::write(root.path().join("ds.csv"), list).unwrap();
    let planned = succeeds(root.path(), &["import", "--dry-run", "ds.csv"]);
    assert!(
        planned.contains("Chưa ghi gì (--dry-run).") && planned.contains("Địa bàn → Địa phương (locality)"),
        "{planned}"
    );
    assert!(!root.path().join("content/mo-hinh/binh-thuan").exists());

    let text = succeeds(root.path(), &["import", "ds.csv"]);
    assert!(text.starts_with("2 mô hình mới (trong đó 1 bài nháp)"), "{text}");
    assert!(text.contains("--> ds.csv › CSV!D4"), "{text}");
    let file = root.path().join("content/mo-hinh/binh-thuan/hu-gao-tinh-thuong.md");
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.ends_with("---\n\n## Kết quả\n\nGiúp 12 hộ.\n"), "{written}");
    succeeds(root.path(), &["check"]);

    let before = contents(root.path());
    let text = succeeds(root.path(), &["import", "ds.csv"]);
    assert!(text.starts_with("0 mô hình mới (trong đó 0 bài nháp), 0 cập nhật, 2 không đổi"), "{text}");
    assert_eq!(contents(root.path()), before);

    // The office calls a column otherwise, and says what it is.
    fs::write(root.path().join("khac.csv"), list.replace("Tên mô hình", "Công trình")).unwrap();
    let refused = lantoa(root.path(), &["import", "khac.csv"]);
    assert!(refused.status.code() == Some(1) && said(&refused).contains("LT702"), "{}", said(&refused));
    let settings = root.path().join("import.yaml");
    fs::write(&settings, fs::read_to_string(&settings).unwrap() + "  Công trình: title\n").unwrap();
    let text = succeeds(root.path(), &["import", "khac.csv"]);
    assert!(text.starts_with("0 mô hình mới (trong đó 0 bài nháp), 0 cập nhật, 2 không đổi"), "{text}");
}

/// Nothing is read by a mapping that is wrong, and what the program adds to the file can be read again.
#[test]
fn a_wrong_word_in_the_mapping_stops_the_import() {
    let root = new_site();
    let list = "Tên mô hình;Lĩnh vực;Khen năm;Bằng\nHũ gạo;Kinh tế;2024;Giấy khen\n";
    fs::write(root.path().join("ds.csv"), list).unwrap();
    let settings = root.path().join("import.yaml");
    fs::write(&settings, "columns: {Khen năm: awards.yaer}\n").unwrap();
    let before = contents(root.path());
    let refused = lantoa(root.path(), &["import", "ds.csv"]);
    let text = said(&refused);
    assert!(refused.status.code() == Some(1) && text.contains("Chưa nhập gì: hãy sửa import.yaml"), "{text}");
    assert!(text.contains("awards.yaer") && contents(root.path()) == before, "{text}");

    fs::write(&settings, "columns: {Khen năm: awards.year, Bằng: awards.form}\n").unwrap();
    for counts in ["1 mô hình mới", "0 mô hình mới"] {
        let text = said(&lantoa(root.path(), &["import", "ds.csv"]));
        assert!(text.starts_with(counts) && !text.contains("import.yaml"), "{text}");
    }
    let written = fs::read_to_string(root.path().join("content/mo-hinh/chua-ro-noi/hu-gao.md")).unwrap();
    assert!(written.contains("  - {year: 2024, form: Giấy khen}\n"), "{written}");
    let text = fs::read_to_string(&settings).unwrap();
    assert!(text.contains("columns:\n  Khen năm: awards.year\n  Bằng: awards.form\n  Tên mô hình: title\n"), "{text}");
}

/// Three thousand rows with the faults of real lists: every row is accounted for.
#[test]
fn every_row_of_a_long_list_is_accounted_for() {
    let root = new_site();
    let mut list = "STT;Tên mô hình;Lĩnh vực;Địa bàn;Năm công nhận;Khen thưởng\n".to_owned();
    let places =
        ["Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận", "Tân Thành", "P. Phú Thủy, TP Phan Thiết, Bình Thuận"];
    let years = ["2019", "năm 2020", "không rõ"];
    for number in 1..=3_000 {
        let title = if number % 100 == 0 { String::new() } else { format!("Mô hình số {number}") };
        let (place, year) = (places[number % 3], years[number % 7 % 3]);
        list.push_str(&format!("{number};{title};Kinh tế;{place};{year};Giấy khen xã năm 2019\n"));
    }
    list.push_str(";Tổng cộng: 3000;;;;\n");
    fs::write(root.path().join("ds.csv"), list).unwrap();
    let output = lantoa(root.path(), &["import", "ds.csv"]);
    let text = said(&output);
    assert!(text.starts_with("2970 mô hình mới"), "{}", text.lines().next().unwrap());
    assert!(text.contains("30 hàng không nhận, 1 hàng không phải mô hình"));
    assert_eq!(text.matches("LT703").count(), 30);
    assert_eq!(files(&root.path().join("content/mo-hinh")).len(), 2_970 + 1, "and the sample");
}

/// What was taken away is edited by hand: a report always, a list often.
#[test]
fn a_file_that_says_something_else_is_overwritten_only_if_one_says_so() {
    let root = shipped(true);
    let report = ["report", "--output", "bc.docx", "--from", "1/1/2023", "--to", "31/12/2023"];
    for (arguments, edited) in [(&report[..], "bc.docx"), (&report[..], "bc.xlsx"), (&["export", "m.csv"][..], "m.csv")]
    {
        let path = root.path().join(edited);
        succeeds(root.path(), arguments);
        let written = fs::read(&path).unwrap();
        // The same again is no loss.
        succeeds(root.path(), arguments);
        fs::write(&path, "sửa tay").unwrap();
        let before = contents(root.path());
        let refused = lantoa(root.path(), arguments);
        assert!(refused.status.code() == Some(2) && said(&refused).contains("--force"), "{}", said(&refused));
        assert!(said(&refused).contains(edited) && contents(root.path()) == before, "nothing is written");
        succeeds(root.path(), &[arguments, &["--force"]].concat());
        assert!(fs::read(&path).unwrap() == written, "{edited}");
    }
}

/// LibreOffice opens what was written, and its text has the lines that are expected. Passes untested where it is missing.
#[test]
fn libreoffice_opens_the_report_and_the_tables() {
    let root = shipped(true);
    succeeds(root.path(), &["report", "--output", "bc.docx", "--from", "1/1/2023", "--to", "31/12/2023"]);
    succeeds(root.path(), &["export", "m.xlsx"]);
    let converted = |file: &str, to: &str, name: &str| {
        let home = format!("-env:UserInstallation=file://{}", root.path().join("profile").display());
        let mut command = std::process::Command::new("soffice");
        command.current_dir(root.path()).args([&home, "--headless", "--convert-to", to, file]);
        let output = command.output().ok().filter(|output| output.status.success())?;
        drop(output);
        fs::read_to_string(root.path().join(name)).ok()
    };
    let Some(report) = converted("bc.docx", "txt:Text (encoded):UTF8", "bc.txt") else {
        eprintln!("SKIPPED: there is no LibreOffice here");
        return;
    };
    for line in
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "I- SỐ LƯỢNG MÔ HÌNH", "Tổng số", "Được khen thưởng", "V- NHẬN ĐỊNH, KIẾN NGHỊ"]
    {
        assert!(report.contains(line), "{line}\n{report}");
    }
    let Some(table) = converted("m.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76", "m.csv") else { return };
    assert!(table.trim_start_matches('\u{feff}').starts_with("Mã,Tên mô hình,Tóm tắt,Địa phương,"), "{table}");
}
