//! What a reader meets on the page of a model: where it went, how to do the same, how to pass it on, and one sheet of
//! paper.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{self, SitePath, browser};

const GITHUB: &str = "base_url: https://mau.example/dvk/\nrepository: https://github.com/mau/dvk\n";
const MATTER: &str = "locality: Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nstarted: 2016\nconditions: Có đất\n";

/// Every file of a site with these settings and models (name, front matter).
fn site(settings: &str, models: &[(&str, &str)]) -> BTreeMap<String, String> {
    let settings = ("content/site.yaml".to_owned(), settings.as_bytes().to_vec());
    let model = |(name, matter): &(&str, &str)| {
        (format!("content/mo-hinh/{name}.md"), format!("---\n{matter}---\n\n## Cách làm\n\nHọp dân.\n").into_bytes())
    };
    support::render(&support::source_of(std::iter::once(settings).chain(models.iter().map(model))))
}

/// The page of one model with this front matter.
fn page(settings: &str, matter: &str) -> String {
    site(settings, &[("goc", matter)]).remove("mo-hinh/goc.html").unwrap()
}

/// The address on a page that begins so, as the browser reads it.
fn address(page: &str, beginning: &str) -> Option<String> {
    let at = page.find(&format!("href=\"{beginning}"))? + "href=\"".len();
    Some(page[at..].split('"').next()?.replace("&amp;", "&"))
}

#[test]
fn a_letter_and_a_proposal_fit_into_an_address_however_long_the_title() {
    let contact = "contact: {office: UBND xã Đông Giang, email: dong.giang@mau.example}\n";
    let matter = format!("title: {}\n{MATTER}{contact}", "Tổ liên gia tự quản về đất và rừng ".repeat(30));
    for settings in [GITHUB.to_owned(), format!("{GITHUB}propose: issue\n")] {
        let page = page(&settings, &matter);
        let letter = address(&page, "mailto:").unwrap();
        assert!(letter.starts_with("mailto:dong.giang@mau.example?subject=Xin%20h%E1%BB%8Fi%20"), "{letter}");
        assert!(letter.contains("%0D%0A"), "lines of a letter end as RFC 6068 asks");
        let proposal = address(&page, "https://github.com/mau/dvk/new/")
            .or_else(|| address(&page, "https://github.com/mau/dvk/issues/new"));
        for address in [letter, proposal.unwrap()] {
            assert!(address.len() < 6000 && address.is_ascii(), "{} bytes: {address}", address.len());
        }
    }
}

#[test]
fn a_proposal_goes_the_way_the_host_knows_or_the_editor_chose() {
    let matter = format!("title: Gốc\n{MATTER}");
    for (settings, expected) in [
        (
            "repository: https://github.com/a/b\n",
            Some("https://github.com/a/b/new/main?filename=content%2Fmo-hinh%2Fgoc-"),
        ),
        ("repository: https://github.com/a/b\nde_xuat: phiếu\n", Some("https://github.com/a/b/issues/new?title=")),
        ("repository: https://gitlab.com/a/b\n", Some("https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=")),
        ("repository: https://gitlab.com/a/b\npropose: none\n", None),
        ("", None),
    ] {
        let page = page(settings, &matter);
        match expected {
            Some(beginning) => assert!(address(&page, beginning).is_some(), "{settings}: {page}"),
            None => assert!(!page.contains("class=\"propose"), "{settings}"),
        }
    }
}

#[test]
fn a_page_is_sent_only_when_it_has_an_address() {
    let matter = format!("title: Gốc\n{MATTER}");
    let known = page(GITHUB, &matter);
    let encoded = "https%3A%2F%2Fmau.example%2Fdvk%2Fmo-hinh%2Fgoc.html";
    assert_eq!(known.matches(&format!("href=\"https://sp.zalo.me/share_inline?url={encoded}\"")).count(), 1);
    assert_eq!(known.matches(&format!("href=\"https://www.facebook.com/sharer/sharer.php?u={encoded}\"")).count(), 1);
    assert_eq!((known.matches("<svg id=\"ma-qr\"").count(), known.matches("href=\"#ma-qr\"").count()), (1, 1));
    let unknown = page("", &matter);
    assert!(!unknown.contains("href=\"https://sp.zalo.me") && !unknown.contains("ma-qr"));
    let share = unknown.split("<section class=\"share\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(share.contains("data-slug=\"goc\"") && share.ends_with(" hidden"), "nothing is offered without the script");
}

#[test]
fn both_ends_of_a_copy_are_one_line_and_one_row() {
    let original = format!(
        "title: Gốc\n{MATTER}replications:\n  - {{locality: \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\", year: 2020, note: thêm đèn}}\n  - {{locality: \"Xã Phan Lâm, huyện Bắc Bình, tỉnh Bình Thuận\", year: 2018, source: Báo cáo số 12}}\n"
    );
    let copy = "title: Sao\nlocality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nstarted: 2020\nbased_on: goc\nresults: [{label: Hộ, value: 1932, unit: hộ}]\n";
    let site = site("", &[("goc", &original), ("sao", copy)]);
    let (original, copy) = (&site["mo-hinh/goc.html"], &site["mo-hinh/sao.html"]);
    let copies = original.split("class=\"copies\"").nth(1).unwrap().split("</ol>").next().unwrap();
    assert_eq!(copies.matches("<li").count(), 3, "the original and two places: {copies}");
    let years: Vec<usize> = ["2016", "2018", "2020"].iter().map(|year| copies.find(year).unwrap()).collect();
    assert!(years.is_sorted());
    assert!(copies.contains("<a href=\"../mo-hinh/sao.html\">Xã La Dạ") && copies.contains("thêm đèn"));
    assert!(copies.contains("Nguồn: Báo cáo số 12"), "a document is no link");
    assert!(original.contains("<p class=\"far\">2 nơi, xa nhất "), "{original}");
    assert!(original.contains("<svg class=\"map small\""));
    for (page, here, other) in [(original, "Gốc", "sao"), (copy, "Sao", "goc")] {
        let table = page.split("class=\"versions\"").nth(1).unwrap().split("</table>").next().unwrap();
        assert_eq!(table.matches("<tr").count(), 3, "{table}");
        assert!(table.contains(&format!("class=\"here\"><th scope=\"row\">{here}")), "{table}");
        assert!(table.contains(&format!("href=\"../mo-hinh/{other}.html\"")) && table.contains("Hộ: 1.932 hộ"));
        assert!(!table.contains("Nguồn lực"), "a column that nobody fills");
    }
    assert!(copy.contains("<p class=\"far\">Làm theo từ năm 2020, cách nơi khởi đầu "), "{copy}");
}

/// “50 hộ” is not what a source said that tells of more than 50.
#[test]
fn a_number_keeps_its_note_wherever_it_stands() {
    let results = "results: [{label: Hộ hiến đất, value: 50, unit: hộ, note: trên 50 hộ}, {label: Thôn, value: 3}]\n";
    let copy = format!("title: Sao\n{MATTER}based_on: goc\n{results}");
    let site = site("", &[("goc", &format!("title: Gốc\n{MATTER}")), ("sao", &copy)]);
    for page in ["mo-hinh/goc.html", "assets/so-sanh-0.js"] {
        assert!(site[page].contains("Hộ hiến đất: 50 hộ (trên 50 hộ)"), "{page}: {}", site[page]);
        assert!(site[page].contains("Thôn: 3") && !site[page].contains("Thôn: 3 ("), "{page}: {}", site[page]);
    }
    let tables = site.iter().filter(|(path, _)| path.ends_with(".csv") || *path == "du-lieu/models.json");
    let told: Vec<&String> = tables.filter(|(_, text)| text.contains("trên 50 hộ")).map(|(path, _)| path).collect();
    assert_eq!(told, ["du-lieu/models.csv", "du-lieu/models.json"]);
}

/// Where a model ran in several communes, each of their offices can be asked.
#[test]
fn the_offices_of_several_places_are_named_as_what_they_are() {
    let asked = |places: &str| {
        let matter = format!("title: Gốc\nfield: kinh-te\nlocality:\n{places}");
        let mut site = site("", &[("goc", &matter)]);
        let page = site.remove("mo-hinh/goc.html").unwrap();
        let whom = page.split("<dt>Hỏi ai</dt>").nth(1).unwrap().split("</dd>").next().unwrap();
        let text: Vec<&str> = whom.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        let text = text.concat().split_whitespace().collect::<Vec<_>>().join(" ");
        let compared =
            site["assets/so-sanh-0.js"].split("\"whom\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        (text, compared)
    };
    let of_one = "  - Xã Đông Giang, tỉnh Lâm Đồng\n";
    let of_several =
        "  - Xã Đông Giang, tỉnh Lâm Đồng\n  - Xã La Dạ, tỉnh Lâm Đồng\n  - Phường Mũi Né, tỉnh Lâm Đồng\n";
    assert_eq!(
        asked(of_one).0,
        "Chưa có đầu mối liên hệ riêng. Hỏi UBND xã Đông Giang, tỉnh Lâm Đồng, nơi nay phụ trách địa bàn."
    );
    let (page, compared) = asked(of_several);
    let start = "Chưa có đầu mối liên hệ riêng. Hỏi UBND các phường, xã của tỉnh Lâm Đồng nay phụ trách địa bàn: ";
    assert_eq!(page, format!("{start}Xem tên các nơi đó Xã Đông Giang Xã La Dạ Phường Mũi Né"));
    assert_eq!(compared, "UBND các phường, xã của tỉnh Lâm Đồng: xã Đông Giang, xã La Dạ, phường Mũi Né");
}

#[test]
fn a_model_without_copies_has_neither_list_nor_table() {
    let page = page(GITHUB, &format!("title: Gốc\n{MATTER}"));
    assert!(!page.contains("id=\"lan-toa\"") && !page.contains("href=\"#lan-toa\""));
}

#[test]
fn an_unknown_way_to_propose_is_told_with_those_there_are() {
    let path = SitePath::new("content/site.yaml");
    let read = lantoa::internals::read_site(&path, "propose: isue\n");
    let help = read.findings[0].help.clone().unwrap().vi;
    assert!(help.contains("Có phải là “issue”") && help.contains("file (tệp), issue (phiếu), none (không)"), "{help}");
}

/// Runs the browser on a page and returns what it prints.
fn visit(chromium: &Path, arguments: &[&str], page: &Path) -> String {
    let profile = tempfile::tempdir().unwrap();
    let quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
    let output = Command::new(chromium)
        .args(quiet)
        .args(["--disable-background-networking", "--disable-component-update"])
        .args(arguments)
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_shipped_models_with_most_text_print_on_one_sheet_and_their_buttons_work_from_disk() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let site = support::render(&support::shipped_source());
    let models = site
        .iter()
        .filter(|(address, text)| address.starts_with("mo-hinh/") && text.contains("<article class=\"model"));
    let length = |text: &str| text.split("<h2 id=").map(str::len).skip(1).sum::<usize>();
    let mut pages: Vec<_> = models.map(|(address, text)| (length(text), root.path().join(address))).collect();
    support::write_all(root.path(), site);
    pages.sort();
    for (_, page) in pages.iter().rev().take(3) {
        let pdf = root.path().join("sheet.pdf");
        visit(&chromium, &["--no-pdf-header-footer", &format!("--print-to-pdf={}", pdf.display())], page);
        let bytes = fs::read(&pdf).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let sheets = text.matches("/Type /Page").count() - text.matches("/Type /Pages").count();
        assert_eq!(sheets, 1, "{}", page.display());
    }
    let page = visit(&chromium, &["--dump-dom"], &pages[0].1);
    for button in ["copy", "print"] {
        assert!(page.contains(&format!("<li><button type=\"button\" data-do=\"{button}\"")), "{button} stays hidden");
    }
}
