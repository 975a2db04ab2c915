//! A large site: every province has models, every list of the statistics is full, one model was copied everywhere. How pages grow beyond that is looked at
//! with the corpus of the benches.

use crate::support::cdp::Browser;
use crate::support::{self, browser};

/// What a page may weigh at most (bytes of HTML), and how high it may be at 360 pixels.
const MOST_BYTES: usize = 150_000;
const MOST_PIXELS: f64 = 12_000.0;

/// The names of all provinces in the gazetteer.
fn provinces() -> Vec<String> {
    let table = std::fs::read_to_string(support::repository().join("src/locality/data/current.tsv")).unwrap();
    let rows = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[1] == "province").map(|row| row[2].to_owned()).collect()
}

#[test]
fn no_page_of_a_large_site_is_heavy_or_endless() {
    let Some(chromium) = browser::chromium() else { return };
    let fields = ["kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh", "he-thong-chinh-tri"];
    let provinces = provinces();
    let models = provinces.iter().enumerate().flat_map(|(at, province)| {
        let next = &provinces[(at + 1) % provinces.len()];
        fields.iter().map(move |field| {
            let copies =
                if *field == "kinh-te" { format!("[{{locality: {next}, year: 2020}}]") } else { "[]".to_owned() };
            let text = format!(
                "---\ntitle: Vận động nhân dân cùng làm đường và giữ gìn đường làng ngõ xóm số {at} {field}\n\
                 locality: {province}\nfield: {field}\nstarted: 2015\naward_year: 2018\naward_level: tinh\n\
                 replications: {copies}\n---\n\n## Cách làm\n\n1. Họp dân.\n"
            );
            (format!("content/mo-hinh/m-{at}-{field}.md"), text)
        })
    });
    let copied = provinces.iter().zip(1990..).map(|(name, year)| {
        format!("  - {{locality: {name}, year: {year}, by: Hội Nông dân, note: Làm theo có sửa đổi, source: Báo cáo của tỉnh}}\n")
    });
    let copied = format!(
        "---\ntitle: Tiếng kẻng an ninh\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\nstarted: 1989\n\
         replications:\n{}---\n\n## Cách làm\n\n1. Họp dân.\n",
        copied.collect::<Vec<_>>().concat().repeat(3)
    );
    let models = models.chain([("content/mo-hinh/tieng-keng.md".to_owned(), copied)]);
    let site = support::build_in_memory(&support::source_of(models));
    let folder = tempfile::tempdir().unwrap();
    let heavy: Vec<_> = site
        .iter()
        .filter(|(path, bytes)| path.ends_with(".html") && bytes.len() > MOST_BYTES)
        .map(|one| one.0)
        .collect();
    assert!(heavy.is_empty(), "{heavy:?}");
    support::write_all(folder.path(), site);
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    for page in [
        "index.html",
        "mo-hinh.html",
        "mo-hinh/tieng-keng.html",
        "dia-phuong.html",
        "dia-phuong/a-z.html",
        "dia-phuong/lam-dong.html",
        "thong-ke.html",
    ] {
        browser.visit(&format!("file://{}/{page}", folder.path().display()));
        let height = browser.value("document.documentElement.scrollHeight").as_f64().unwrap();
        assert!(height <= MOST_PIXELS, "{page} is {height} pixels high");
    }
}
