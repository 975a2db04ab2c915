//! Share cards of whole sites: which pages name one, and that none is drawn in vain.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lantoa::{SitePlan, Store};

use crate::support::{self, BuildCache, Options, build, read_all, source_of, write_all};

fn model(title: &str, more: &str) -> Vec<u8> {
    format!(
        "---\ntitle: {title}\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n{more}---\n\nBà con cùng làm.\n"
    )
    .into_bytes()
}

/// The values of a property on a page, such as `og:image`.
fn values<'p>(page: &'p str, property: &str) -> Vec<&'p str> {
    let start = format!("<meta property=\"{property}\" content=\"");
    page.split(&*start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn shipped_pages_name_one_card_each_with_its_size_type_and_text() {
    let folder = support::repository().join("target/share-cards-store");
    let options = Options { store: Store::at(&folder), ..Options::default() };
    let site = build(&support::shipped_source(), &options, &mut BuildCache::default()).outputs;
    let (mut named, mut total) = (0, 0);
    for (address, bytes) in site.iter().filter(|(address, _)| address.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let is_redirect = page.contains("http-equiv=\"refresh\"");
        if is_redirect {
            continue;
        }
        let images = values(&page, "og:image");
        for property in ["og:image", "og:title", "og:type", "og:url", "og:site_name"] {
            assert_eq!(values(&page, property).len(), 1, "{property} on {address}");
        }
        let own = format!("https://lantoa.example/{}", if address == "index.html" { "" } else { address });
        assert_eq!(values(&page, "og:url"), [&own], "{address}");
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{own}\">")), "{address}");
        let is_model = address.starts_with("mo-hinh/") && page.contains("<article class=\"model");
        assert_eq!(values(&page, "og:type"), [if is_model { "article" } else { "website" }], "{address}");
        let Some(image) = images.first() else { continue };
        let (file, version) = image.strip_prefix("https://lantoa.example/").unwrap().split_once("?v=").unwrap();
        assert!(version.len() == 8 && version.bytes().all(|b| b.is_ascii_hexdigit()), "{image}");
        let png = &site[file];
        let size = imagesize::blob_size(png).unwrap();
        assert_eq!((size.width, size.height), (1200, 630));
        assert!(png.len() <= 40_000, "{file} has {} bytes", png.len());
        for (part, value) in [("type", "image/png"), ("width", "1200"), ("height", "630")] {
            assert_eq!(values(&page, &format!("og:image:{part}")), [value], "{address}");
        }
        assert!(values(&page, "og:image:alt").iter().all(|alt| !alt.is_empty()), "{address}");
        (named, total) = (named + 1, total + png.len());
    }
    assert!(named > 400, "{named}");
    assert!(total / named < 16_000, "{} bytes on average", total / named);
}

/// Addresses of share cards, and the address that the model's page names.
fn cards(files: Vec<(String, Vec<u8>)>) -> (Vec<String>, Vec<String>) {
    let site = build(&source_of(files), &Options::default(), &mut BuildCache::default()).outputs;
    let page = String::from_utf8_lossy(&site["mo-hinh/keng.html"]).into_owned();
    let cards = site.into_keys().filter(|address| address.starts_with("anh-chia-se")).collect();
    (cards, values(&page, "og:image").into_iter().map(str::to_owned).collect())
}

fn files(site: &str, models: &[(&str, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let models = models.iter().map(|(name, text)| (format!("content/mo-hinh/{name}.md"), text.clone()));
    models.chain([("content/site.yaml".to_owned(), site.as_bytes().to_vec())]).collect()
}

#[test]
fn without_an_address_there_is_no_card_and_its_address_changes_with_it() {
    let keng = || [("keng", model("Tiếng kẻng", ""))];
    assert_eq!(cards(files("title: A\n", &keng())), (vec![], vec![]));
    let site = "title: A\nbase_url: https://x.example/y\n";
    let (addresses, image) = cards(files(site, &keng()));
    assert_eq!(addresses, ["anh-chia-se.png", "anh-chia-se/keng.png", "anh-chia-se/linh-vuc/kinh-te.png"]);
    assert!(image[0].starts_with("https://x.example/y/anh-chia-se/keng.png?v="), "{image:?}");
    // What does not stand on the card does not change its address.
    assert_eq!(cards(files(site, &[("keng", model("Tiếng kẻng", "conditions: Có loa\n"))])).1, image);
    let changed = cards(files(site, &[("keng", model("Tiếng kẻng mới", ""))])).1;
    assert_eq!(changed[0].split('?').next(), image[0].split('?').next());
    assert_ne!(changed, image);
}

/// Names the share cards of a plan, which are not drawn for that.
fn planned(plan: &SitePlan) -> Vec<&str> {
    let addresses = plan.outputs.iter().map(|output| output.url_path.as_str());
    addresses.filter(|address| address.starts_with("anh-chia-se/") && !address.contains("linh-vuc")).collect()
}

#[test]
fn a_large_site_has_cards_for_fields_and_models_that_spread() {
    let copied = "replications: [{locality: \"Xã La Dạ, tỉnh Lâm Đồng\", year: 2021}]\n";
    let mut all = files("base_url: https://x.example/\n", &[("a", model("Đã lan tỏa", copied))]);
    for (models, cards) in [(2_000, 2_000), (2_001, 1)] {
        all.extend(
            (all.len()..=models)
                .map(|number| (format!("content/mo-hinh/so-{number}.md"), model(&format!("Mô hình số {number}"), ""))),
        );
        let site = support::load(&source_of(all.clone()));
        assert_eq!(site.catalog.models.len(), models);
        assert_eq!(planned(&site.plan).len(), cards, "of {models} models");
    }
}

/// A site on disk, and the folder of its store.
struct Disk {
    root: tempfile::TempDir,
    stores: Vec<tempfile::TempDir>,
}

impl Disk {
    fn new() -> Self {
        let disk = Self { root: tempfile::tempdir().unwrap(), stores: Vec::new() };
        let all =
            files("base_url: https://x.example/\n", &[("keng", model("Tiếng kẻng", "")), ("den", model("Đèn", ""))]);
        write_all(disk.root.path(), all);
        disk
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.root.path().join("content/mo-hinh").join(name), bytes).unwrap();
    }

    /// Builds with a store that is empty, and says how many cards were drawn: each drawn one is kept there.
    fn drawn(&mut self) -> usize {
        let store = tempfile::tempdir().unwrap();
        self.build(store.path());
        self.stores.push(store);
        read_all(self.stores.last().unwrap().path()).len()
    }

    fn build(&self, store: &Path) {
        let options = Options { store: Store::at(store), ..Options::default() };
        let built = lantoa::build(self.root.path(), &self.root.path().join("output"), &options).unwrap();
        assert!(built.outcome.is_some(), "{:?}", built.report.findings);
    }

    fn output(&self) -> BTreeMap<String, Vec<u8>> {
        read_all(&self.root.path().join("output"))
    }
}

#[test]
fn only_what_changed_is_drawn_and_a_warm_build_is_a_cold_one() {
    let mut disk = Disk::new();
    assert_eq!(disk.drawn(), 4, "two models, their field, the site");
    assert_eq!(disk.drawn(), 0, "nothing has changed");
    disk.write("keng.md", &model("Tiếng kẻng", "conditions: Có loa\n"));
    assert_eq!(disk.drawn(), 0, "the page has changed, its card has not");
    disk.write("keng.md", &model("Tiếng kẻng mới", ""));
    assert_eq!(disk.drawn(), 1);
    fs::remove_file(disk.root.path().join("output/anh-chia-se/den.png")).unwrap();
    assert_eq!(disk.drawn(), 1, "a card that is gone");
    let warm = disk.output();
    for folder in ["output", ".lantoa"] {
        fs::remove_dir_all(disk.root.path().join(folder)).unwrap();
    }
    assert_eq!(disk.drawn(), 4);
    assert!(disk.output() == warm, "a warm build differs from a cold one");
    // From the store of the last build nothing is drawn either.
    fs::remove_dir_all(disk.root.path().join("output")).unwrap();
    fs::remove_dir_all(disk.root.path().join(".lantoa")).unwrap();
    let store = disk.stores.last().unwrap().path().to_owned();
    let before = read_all(&store);
    disk.build(&store);
    assert!(read_all(&store) == before && disk.output() == warm);
}
