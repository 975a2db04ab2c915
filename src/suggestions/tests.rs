//! Lists of small sites with known neighbours and copies.

use super::*;
use crate::site::{BuildCache, Options, analyze};
use crate::source::Source;
use crate::text::Date;

/// A catalog of models as `slug: place, field, tag`, and what more their front matter says.
fn catalog(models: &[(&str, &str, &str, &str, &str)]) -> Catalog {
    let file = |(slug, place, field, tag, more): &(&str, &str, &str, &str, &str)| {
        let text = format!(
            "---\ntitle: Mô hình {slug}\nlocality: {place}\nfield: {field}\ntags: [{tag}]\n{more}---\n\nNội dung {slug}.\n"
        );
        (format!("content/mo-hinh/{slug}.md"), text.into_bytes())
    };
    let mut files: Vec<(String, Vec<u8>)> = models.iter().map(file).collect();
    files.push(("content/site.yaml".to_owned(), "home: Tỉnh Lâm Đồng\n".into()));
    let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone()));
    let source = Source::memory(files, Date::new(2026, 11, 23).unwrap()).value;
    analyze(&source, &Options::default(), &mut BuildCache::default()).value.catalog
}

const HERE: &str = "Xã Đông Giang, tỉnh Lâm Đồng";
const NEXT: &str = "Xã La Dạ, tỉnh Lâm Đồng";
const FAR: &str = "Phường Hòa Bình, tỉnh Phú Thọ";

fn lists(catalog: &Catalog, place: &str) -> [Vec<String>; 4] {
    let unit = catalog.gazetteer.resolve(place).found().expect(place);
    let listing = catalog.listing(crate::route::ListingKind::Place, &catalog.gazetteer.slug(unit));
    let models = listing.map_or(&[][..], |listing| &listing.models);
    let lists = Suggestions::new(catalog).lists(catalog, unit, models);
    [lists.given, lists.received, lists.nearby, lists.similar]
        .map(|ids| ids.into_iter().map(|id| catalog.model(id).entry.slug.clone()).collect())
}

#[test]
fn nearby_models_are_those_that_the_place_lacks() {
    let catalog = catalog(&[
        ("own", HERE, "kinh-te", "nuôi bò", ""),
        ("same", NEXT, "kinh-te", "nuôi bò", ""),
        ("other-subject", NEXT, "kinh-te", "trồng rừng", ""),
        ("other-field", NEXT, "quoc-phong-an-ninh", "tiếng kẻng", ""),
        ("third", NEXT, "van-hoa-xa-hoi", "thư viện", ""),
        ("far", FAR, "van-hoa-xa-hoi", "thư viện", ""),
    ]);
    let [_, _, nearby, _] = lists(&catalog, HERE);
    assert_eq!(nearby.len(), 3, "{nearby:?}");
    assert!(!nearby.contains(&"same".to_owned()) && !nearby.contains(&"own".to_owned()), "{nearby:?}");
    assert_eq!(nearby.last().map(String::as_str), Some("far"), "the nearest come first: {nearby:?}");
}

#[test]
fn copies_are_given_by_one_place_and_received_by_the_other() {
    let given = format!("replications: [{{locality: \"{NEXT}\", year: 2022}}, {{locality: \"{FAR}\", year: 2023}}]\n");
    let catalog = catalog(&[("original", HERE, "kinh-te", "a", &given), ("other", HERE, "kinh-te", "b", "")]);
    assert_eq!(lists(&catalog, HERE)[0], ["original"]);
    assert_eq!(lists(&catalog, NEXT)[1], ["original"]);
    assert_eq!(lists(&catalog, "Tỉnh Phú Thọ")[1], ["original"]);
    assert!(lists(&catalog, "Tỉnh Lâm Đồng")[1].is_empty(), "what moves inside a province is not received by it");
}

#[test]
fn every_commune_of_the_home_province_has_a_list() {
    let catalog = catalog(&[("own", FAR, "kinh-te", "a", "")]);
    let (gazetteer, home) = (&catalog.gazetteer, catalog.home.unwrap());
    let communes = gazetteer.ids().filter(|&id| gazetteer.is_current(id) && gazetteer.unit(id).parent == Some(home));
    let mut count = 0;
    for commune in communes {
        assert!(catalog.listing(crate::route::ListingKind::Place, &gazetteer.slug(commune)).is_some());
        count += 1;
    }
    assert_eq!(count, 124);
    assert_eq!(most_copied_by_field(&catalog).len(), 1);
}
