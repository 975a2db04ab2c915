//! The sitemap of a site with more pages than one file may name.

use lantoa::edition::{Leaf, Recipe};

use crate::support::{load, render_one, source_of};

#[test]
fn a_large_sitemap_names_its_parts_and_they_name_the_pages() {
    let model =
        "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nBà con cùng làm.\n";
    let files = [
        ("content/site.yaml", b"base_url: https://mau.example/dvk/\n".to_vec()),
        ("content/mo-hinh/keng.md", model.as_bytes().to_vec()),
    ];
    let source = source_of(files);
    let mut work = load(&source);
    let page = "<loc>https://mau.example/dvk/mo-hinh/keng.html</loc>";
    assert!(render_one(&work, &source, "sitemap.xml").unwrap().contains(page), "one file holds a small site");

    // As the edition has it from 50,001 pages on.
    work.edition.leaves.push(Leaf { address: "sitemap-1.xml".to_owned(), recipe: Recipe::SitemapPart(1) });
    work.edition.leaves.push(Leaf { address: "sitemap-2.xml".to_owned(), recipe: Recipe::SitemapPart(2) });
    let index = render_one(&work, &source, "sitemap.xml").unwrap();
    assert!(
        index.contains("<sitemap><loc>https://mau.example/dvk/sitemap-2.xml</loc></sitemap>") && !index.contains(page)
    );
    assert!(render_one(&work, &source, "sitemap-1.xml").unwrap().contains(page));
    assert!(!render_one(&work, &source, "sitemap-2.xml").unwrap().contains("<url>"));
}
