//! The reader's modules without a browser: `node --test` over `src/search/reader/tests`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lantoa::internals::{Document, Facets};

use super::{fixture, large, site_of};

/// Node, if there is one. Without it the test says so and passes, unless `LANTOA_REQUIRE_BROWSER` is `1` or `CI` is set.
fn node() -> Option<PathBuf> {
    let node = std::env::var_os("NODE").map_or_else(|| PathBuf::from("node"), PathBuf::from);
    if Command::new(&node).arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Some(node);
    }
    let required = std::env::var("LANTOA_REQUIRE_BROWSER").as_deref() == Ok("1") || std::env::var_os("CI").is_some();
    assert!(!required, "Node is required and was not found");
    eprintln!("SKIPPED: no Node here; set NODE to its path");
    None
}

/// The modules are tested against indexes that the build has just made: `small` is one file, `middle` two and a second tier,
/// `large` many; `spelling` has numbers and compounds as people write them.
fn indexes(root: &Path) {
    let (_, few, facets) = fixture::documents();
    let write = |name: &str, documents: &[Document<'_>], facets: &Facets| {
        fs::create_dir(root.join(name)).unwrap();
        site_of(documents, facets, &root.join(name), "", "");
    };
    write("small", &few, &facets);
    let many = large::many(&few);
    let long = |document: &Document<'static>| {
        let sections = document.sections.iter().cycle().take(document.sections.len() * 3).cloned().collect();
        Document { sections, ..document.clone() }
    };
    write("middle", &many.iter().take(2_000).map(long).collect::<Vec<_>>(), &facets);
    let facets = Facets { other_places: other_places(), ..facets };
    let large = many.iter().cloned().chain(of_one_commune()).chain([called_like_a_province()]);
    write("large", &large.collect::<Vec<_>>(), &facets);
    write("spelling", &spelled(), &Facets { other_places: other_places(), ..Facets::default() });
}

/// Two models of a commune that has no others: one has both words of `nông sản` apart, the other together in its text.
fn of_one_commune() -> [Document<'static>; 2] {
    let document = |url: &str, title: &str, summary: &str, text: &'static str| Document {
        url: format!("mo-hinh/{url}.html"),
        title: title.to_owned(),
        summary: summary.to_owned(),
        place_then: "Xã Mường Lạn, huyện Sốp Cộp, tỉnh Sơn La".to_owned(),
        sections: vec![("Cách làm".into(), text.into())],
        ..Document::default()
    };
    [
        document("apart", "Hội viên nông dân giúp nhau", "Sản xuất theo tổ.", "Cả tổ cùng làm."),
        document("together", "Ngày chủ nhật xanh", "Bà con cùng dọn đường.", "Cuối buổi bán nông sản ở sân thôn."),
    ]
}

/// The model of a ward that is called like a province with hundreds.
fn called_like_a_province() -> Document<'static> {
    Document {
        url: "mo-hinh/ward.html".to_owned(),
        title: "Chợ không tiền mặt".to_owned(),
        place_then: "Phường Bình Thuận, thị xã Buôn Hồ, tỉnh Đắk Lắk".to_owned(),
        ..Document::default()
    }
}

/// Places without models, but for Thái Bình. The words of one stand side by side in a title.
fn other_places() -> Vec<String> {
    let names = ["Thành phố Đà Lạt", "Huyện Nuôi Bò", "Tỉnh Thái Bình", "Huyện Bình Chánh", "Huyện Mường Nhé"];
    names.map(str::to_owned).to_vec()
}

/// Numbers and compounds as people write them.
pub(super) fn spelled() -> Vec<Document<'static>> {
    let texts = [
        "Lắp Wi-Fi miễn phí",
        "Lắp wifi công cộng",
        "Góp 1.200.000 đồng",
        "Góp 1200000 đồng",
        "Người Ra-glai",
        "Góp 1 và 200",
    ];
    let document = |(at, text): (usize, &&str)| Document {
        url: format!("mo-hinh/{at}.html"),
        title: (*text).to_owned(),
        names: vec![format!("{}/QĐ-UBND", 123 + at)],
        ..Document::default()
    };
    // A subject in the title, bold in the text, and in passing. The site's order is the reverse.
    let mushroom = |url: &str, title: &str, strong: &[&'static str]| Document {
        url: format!("mo-hinh/{url}.html"),
        title: title.to_owned(),
        sections: vec![("".into(), "Bà con trồng nấm rơm sau vụ lúa.".into())],
        strong: strong.iter().map(|&text| text.into()).collect(),
        ..Document::default()
    };
    let mushrooms = [
        mushroom("passing", "Giúp nhau thoát nghèo", &[]),
        mushroom("bold", "Giúp nhau làm giàu", &["nấm rơm"]),
        mushroom("title", "Trồng nấm rơm", &[]),
    ];
    let in_thai_binh = Document {
        url: "mo-hinh/thai-binh.html".to_owned(),
        title: "Nuôi bò".to_owned(),
        place_then: "Xã Thái Sơn, huyện Thái Thụy, tỉnh Thái Bình".to_owned(),
        ..Document::default()
    };
    let waste = Document {
        url: "mo-hinh/rac.html".to_owned(),
        title: "Góp sức".to_owned(),
        summary: "Bà con phân loại rác và nước thải.".to_owned(),
        ..Document::default()
    };
    texts.iter().enumerate().map(document).chain([in_thai_binh, waste]).chain(mushrooms).collect()
}

#[test]
fn the_readers_modules_pass_their_own_tests() {
    let Some(node) = node() else { return };
    let root = tempfile::tempdir().unwrap();
    indexes(root.path());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/search/reader/tests");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut tests: Vec<PathBuf> =
        files.filter(|path| path.file_name().is_some_and(|name| is_test(name.as_encoded_bytes()))).collect();
    tests.sort();
    assert!(tests.len() >= 6, "{tests:?}");
    let output = Command::new(node)
        .args([OsStr::new("--test"), OsStr::new("--test-reporter=tap")])
        .args(&tests)
        .env("LANTOA_TEST_INDEXES", root.path())
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
    let count = |name: &str| {
        let line = report.lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(name)?.strip_prefix(' '));
        line.and_then(|count| count.parse::<usize>().ok())
    };
    assert!(count("pass").is_some_and(|passed| passed >= tests.len()), "{report}");
    assert_eq!(count("skipped"), Some(0), "the indexes are there, so nothing is left out: {report}");
}

fn is_test(name: &[u8]) -> bool {
    name.ends_with(b".test.js")
}
