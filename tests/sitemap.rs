//! The sitemap of a site with more pages than one file may name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use lantoa::edition::{Output, Recipe};
use lantoa::render::Rendered;
use lantoa::source::Source;
use lantoa::text::Date;
use lantoa::{BuildCache, Options, Work, understand};

fn print(work: &Work, address: &str) -> String {
    let leaf = work.edition.leaves.iter().find(|leaf| leaf.address == address).unwrap();
    match work.renderer().value.print(leaf) {
        Ok(Rendered::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        _ => panic!("{address}"),
    }
}

#[test]
fn a_large_sitemap_names_its_parts_and_they_name_the_pages() {
    let model =
        "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nBà con cùng làm.\n";
    let files = [
        ("content/site.yaml", b"base_url: https://mau.example/dvk/\n".to_vec()),
        ("content/mo-hinh/keng.md", model.as_bytes().to_vec()),
    ];
    let source = Source::memory(files, Date::new(2026, 11, 23).unwrap()).value;
    let mut work = understand(&source, &Options::default(), &mut BuildCache::default()).value;
    let page = "<loc>https://mau.example/dvk/mo-hinh/keng.html</loc>";
    assert!(print(&work, "sitemap.xml").contains(page), "one file holds a small site");

    // As the edition has it from 50,001 pages on.
    work.edition.leaves.push(Output { address: "sitemap-1.xml".to_owned(), recipe: Recipe::SitemapPart(1) });
    work.edition.leaves.push(Output { address: "sitemap-2.xml".to_owned(), recipe: Recipe::SitemapPart(2) });
    let index = print(&work, "sitemap.xml");
    assert!(
        index.contains("<sitemap><loc>https://mau.example/dvk/sitemap-2.xml</loc></sitemap>") && !index.contains(page)
    );
    assert!(print(&work, "sitemap-1.xml").contains(page));
    assert!(!print(&work, "sitemap-2.xml").contains("<url>"));
}
