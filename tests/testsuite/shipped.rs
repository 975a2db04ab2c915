//! The site that is shipped: it is right, every link on it leads somewhere, and nothing is fetched from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use lantoa::check;

use crate::support::cdp::Browser;
use crate::support::{self, Severity, browser};

static SITE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| support::render(&support::shipped_source()));

fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    SITE.iter()
        .filter(|(address, _)| address.ends_with(".html"))
        .map(|(address, text)| (address.as_str(), text.as_str()))
}

/// The values of an attribute on a page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let opening = format!(" {attribute}=\"");
    page.match_indices(&opening).filter_map(|(at, _)| page[at + opening.len()..].split('"').next()).collect()
}

#[test]
fn the_content_has_no_errors() {
    let findings = check(support::repository(), &support::options()).unwrap().report.findings;
    let errors: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .map(|finding| format!("{}: {}", finding.file, finding.message.vi))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn there_are_at_least_sixty_models_and_each_names_its_source() {
    let is_model = |address: &str| address.strip_prefix("mo-hinh/").is_some_and(|name| name.contains('-'));
    let models: Vec<(&str, &str)> = pages().filter(|(address, _)| is_model(address)).collect();
    assert!(models.len() >= 60, "{}", models.len());
    for (address, page) in models {
        assert!(page.contains("rel=\"external\""), "{address} names no source");
    }
}

#[test]
fn every_link_leads_to_a_file_of_the_site() {
    let broken = broken_links(&SITE);
    assert!(broken.is_empty(), "{broken:#?}");
}

/// The shipped content with one more line in `site.yaml`.
fn shipped_with(line: &str) -> BTreeMap<String, String> {
    let files = support::read_all(&support::repository().join("content")).into_iter();
    let files = files.map(|(path, mut bytes)| {
        if path == "site.yaml" {
            bytes.extend_from_slice(line.as_bytes());
        }
        (format!("content/{path}"), bytes)
    });
    support::render(&support::source_of(files))
}

#[test]
fn fewer_places_have_pages_where_the_site_says_so() {
    let places = |site: &BTreeMap<String, String>| {
        site.keys().filter(|path| path.starts_with("dia-phuong/") && path.ends_with(".html")).count()
    };
    let models = shipped_with("\nplace_pages: models\n");
    let provinces = shipped_with("\nplace_pages: provinces\nfeeds: fields\ntag_pages: false\n");
    for site in [&models, &provinces] {
        let broken = broken_links(site);
        assert!(broken.is_empty(), "{broken:#?}");
        // The list from which readers choose their place names the pages that there are.
        assert_eq!(places_to_choose(site).unwrap_or_else(|| first_pages(site)), first_pages(site));
    }
    assert!(places(&SITE) > places(&models) + 100, "{} {}", places(&SITE), places(&models));
    let of_communes = |site: &BTreeMap<String, String>| {
        site.keys().any(|path| path.starts_with("dia-phuong/lam-dong/") && !path.ends_with("/2.html"))
    };
    assert!(of_communes(&models));
    // What is in a province's folder are its further pages: `2.html`.
    let inside = |path: &&String| path.starts_with("dia-phuong/") && path.matches('/').count() > 1;
    let is_further =
        |path: &String| path.rsplit('/').next().is_some_and(|name| name.starts_with(|c: char| c.is_ascii_digit()));
    let communes: Vec<&String> = provinces.keys().filter(inside).filter(|path| !is_further(path)).collect();
    assert!(communes.is_empty(), "{communes:?}");
    assert!(provinces.contains_key("dia-phuong/lam-dong.html"));
    let feeds = provinces.keys().filter(|path| path.ends_with(".xml") && *path != "sitemap.xml");
    assert!(feeds.clone().all(|path| path == "feed.xml" || path.starts_with("linh-vuc/")) && feeds.count() > 5);
    let of_tags = |site: &BTreeMap<String, String>| site.keys().any(|path| path.starts_with("the/"));
    assert_eq!((of_tags(&models), of_tags(&provinces)), (true, false));
    // A model still says what it is about and where it is, and its place leads to the province.
    let model = &provinces["mo-hinh/giao-xu-khong-co-thanh-thieu-nien-vi-pham-phap-luat.html"];
    assert!(model.contains("dia-phuong/lam-dong.html"), "{model}");
}

/// Slugs of the places that have a page, as readers' browsers are told them.
fn places_to_choose(site: &BTreeMap<String, String>) -> Option<BTreeSet<String>> {
    let folder = tempfile::tempdir().unwrap();
    let page = "<meta charset=utf-8><script>lantoa = { places(rows) { lantoa.rows = rows; } };</script><script src=noi.js></script>";
    std::fs::write(folder.path().join("noi.js"), &site["assets/noi.js"]).unwrap();
    std::fs::write(folder.path().join("noi.html"), page).unwrap();
    let mut browser = Browser::open(&browser::chromium()?);
    browser.visit(&format!("file://{}/noi.html", folder.path().display()));
    let slugs = browser.value(
        "lantoa.rows.flatMap(([, slug, , hasPage, , communes, districts]) => [
            ...(hasPage ? [slug] : []),
            ...communes.filter(([, rest]) => rest).map(([, rest]) => `${slug}/${rest}`),
            ...districts.filter(([, slug]) => slug).map(([, slug]) => slug),
        ])",
    );
    Some(slugs.as_array().unwrap().iter().map(|slug| slug.as_str().unwrap().to_owned()).collect())
}

/// Slugs of the places that have a page.
fn first_pages(site: &BTreeMap<String, String>) -> BTreeSet<String> {
    let slugs = site.keys().filter_map(|path| path.strip_prefix("dia-phuong/")?.strip_suffix(".html"));
    let is_further =
        |slug: &&str| slug.rsplit('/').next().is_some_and(|name| name.starts_with(|c: char| c.is_ascii_digit()));
    slugs
        .filter(|slug| {
            *slug != "a-z"
                && !is_further(slug)
                && !site[&format!("dia-phuong/{slug}.html")].contains("http-equiv=\"refresh\"")
        })
        .map(str::to_owned)
        .collect()
}

/// On a weak line that carries 20 kB in a second, names of places are offered after two.
#[test]
fn the_first_list_of_places_is_light() {
    let bytes = ["assets/noi.js", "assets/noi-cu.js"].map(|path| SITE[path].len());
    assert!(bytes[0] <= 40_000 && bytes[1] <= 75_000, "{bytes:?}");
}

/// Links of a site that lead nowhere.
fn broken_links(site: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut broken = BTreeSet::new();
    let pages = site.iter().filter(|(address, _)| address.ends_with(".html") && *address != "404.html");
    for (address, page) in pages {
        for link in values(page, "href").into_iter().chain(values(page, "src")) {
            // A code for phones is a picture inside the page.
            let elsewhere = ["http", "mailto:", "tel:", "data:image/png;base64,"];
            if elsewhere.iter().any(|scheme| link.starts_with(scheme)) {
                continue;
            }
            assert!(!link.starts_with('/'), "{address}: {link} does not work in a sub-path");
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let path = path.split('?').next().unwrap_or(path);
            let target = if path.is_empty() { address.to_owned() } else { resolve(address, path) };
            match site.get(&target) {
                Some(text) if fragment.is_empty() || text.contains(&format!("id=\"{fragment}\"")) => {}
                _ => {
                    broken.insert(format!("{address}: {link}"));
                }
            }
        }
    }
    broken
}

fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {link} leaves the site"),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn nothing_is_fetched_from_elsewhere_and_nothing_runs_inline() {
    for (address, page) in pages() {
        for source in values(page, "src") {
            assert!(!source.starts_with("http") && !source.starts_with("//"), "{address}: {source}");
        }
        assert!(!page.contains(" style=\"") && !page.contains(" onclick="), "{address}");
        let loaded = page.matches("<script defer src=").count() + page.matches("<script src=").count();
        let inline = page.matches("<script").count() - loaded;
        assert_eq!(inline, page.matches("<script type=\"application/ld+json\">").count(), "{address}");
    }
}

#[test]
fn every_page_has_one_title_one_heading_and_a_language() {
    for (address, page) in pages() {
        assert!(page.contains("<html lang=\"vi\">"), "{address}");
        // Drawings have titles of their own.
        let head = page.split("<body").next().unwrap();
        assert_eq!(head.matches("<title>").count(), 1, "{address}");
        let headings = page.matches("<h1").count();
        assert!(
            headings == 1 || page.contains("http-equiv=\"refresh\""),
            "{address} has {headings} first-level headings"
        );
        let ids = values(page, "id");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{address} uses an id twice");
    }
}

#[test]
fn pages_stay_light() {
    for (address, page) in pages() {
        // The map of the country is half of the statistics.
        let most = if address == "thong-ke.html" { 90_000 } else { 60_000 };
        assert!(page.len() < most, "{address} has {} bytes", page.len());
    }
}

#[test]
fn related_models_say_why_they_are_related() {
    let mut with_subjects = 0;
    for (address, page) in pages().filter(|(_, page)| page.contains("<article class=\"model")) {
        let related = page.split("<section class=\"next\">").nth(1).unwrap().split("</section>").next().unwrap();
        let whys: Vec<&str> = related.split("<small>").skip(1).filter_map(|rest| rest.split(" · ").nth(1)).collect();
        assert_eq!(whys.len(), 3, "{address}: {related}");
        assert!(whys.iter().all(|why| why.starts_with("cùng chủ đề: ") || why.starts_with("nội dung gần")), "{whys:?}");
        with_subjects += usize::from(whys[0].starts_with("cùng chủ đề"));
    }
    assert!(with_subjects > 50, "{with_subjects}");
}

#[test]
fn titles_are_unique_and_every_page_is_described() {
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    for (address, page) in pages().filter(|(_, page)| !page.contains("http-equiv=\"refresh\"")) {
        let title = page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        assert_eq!(titles.insert(title, address), None, "{address}: {title}");
        let description =
            page.split("<meta name=\"description\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(description.is_some_and(|text| text.chars().count() > 15), "{address}: {description:?}");
        let has_trail = page.contains("<nav class=\"trail\"");
        assert_eq!(page.contains("\"@type\":\"BreadcrumbList\""), has_trail, "{address}");
    }
}

#[test]
fn the_menu_offers_nothing_that_leaves_no_choice() {
    let page = &SITE["index.html"];
    let menu = page.split("<header class=\"top\">").nth(1).unwrap().split("</header>").next().unwrap();
    for way in ["nam.html", "cap.html", "phong-trao.html"] {
        let terms = SITE[way].split("<ul class=\"terms\">").nth(1).unwrap_or("");
        let filled = terms.split("<li>").filter(|term| term.contains("class=\"count\"")).count();
        assert_eq!(menu.contains(&format!("href=\"{way}\"")), filled > 1, "{way}: {filled}");
    }
    let ways = menu.split("<nav class=\"ways\"").nth(1).unwrap();
    assert_eq!(ways.matches("<li>").count(), 4, "{ways}");
}

/// Whatever stands in an editor's text, the browser runs nothing that is not a file of the site.
#[test]
fn every_page_says_what_may_be_loaded() {
    for (address, page) in pages().filter(|(_, page)| !page.contains("http-equiv=\"refresh\"")) {
        let policy =
            page.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"),
            "{address}: {policy}"
        );
        let before = page.split("http-equiv=\"Content-Security-Policy\"").next().unwrap();
        assert!(!before.contains("<script") && !before.contains("rel=\"stylesheet\""), "{address}");
        assert!(page.contains("<meta name=\"referrer\""), "{address}");
    }
}

#[test]
fn both_languages_of_the_theme_have_the_same_words() {
    let keys = |language: &str| {
        let path = support::repository().join(format!("themes/default/strings/{language}.yaml"));
        let text = std::fs::read_to_string(path).unwrap();
        let key = |line: &str| line.split(':').next().unwrap_or("").to_owned();
        text.lines()
            .filter(|line| line.contains(':') && !line.trim_start().starts_with('#'))
            .map(key)
            .collect::<Vec<_>>()
    };
    assert_eq!(keys("vi"), keys("en"));
}

#[test]
fn feeds_hold_what_atom_asks_for() {
    for (address, feed) in SITE.iter().filter(|(address, _)| address.ends_with(".xml") && *address != "sitemap.xml") {
        for part in ["<id>", "<title>", "<updated>", "rel=\"self\""] {
            assert!(feed.contains(part), "{address} lacks {part}");
        }
        let entries = feed.matches("<entry>").count();
        assert!(entries > 0 && feed.matches("<author>").count() == entries, "{address}");
        assert_eq!(feed.matches("<id>").count(), entries + 1, "{address}");
    }
}
