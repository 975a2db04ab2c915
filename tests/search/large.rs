//! A site so large that its index is many files: places below the province come when a province is chosen.

use lantoa::search::Document;
use serde_json::{Value, json};

use crate::{browser, fixture, site_of, visit};

/// Each document of the quality set so many times.
const TIMES: usize = 30;

#[test]
fn communes_and_former_districts_come_with_their_province() {
    let Some(chromium) = browser::chromium() else { return };
    let (_, few, facets) = fixture::documents();
    let copy = |at: usize| {
        few.iter().map(move |one| Document { url: one.url.replace(".html", &format!("-{at}.html")), ..one.clone() })
    };
    let documents: Vec<Document<'_>> = (0..TIMES).flat_map(copy).collect();
    let (commune, province) = few
        .iter()
        .filter(|one| one.district.is_some())
        .find_map(|one| Some((one.place?, facets.places[one.place? as usize].within?)))
        .expect("the set has a commune in a province");
    let district = few.iter().find(|one| one.place == Some(commune)).and_then(|one| one.district).unwrap();
    let id = |place: u32| &facets.places[place as usize].choice.id;
    let district_id = &facets.districts[district as usize].id;
    let script = format!(
        "(async () => {{
            const place = [{:?}, {:?}];
            const first = await lantoa.search('');
            const inside = await lantoa.search('', {{ filters: {{ place: [place[0]] }} }});
            const narrow = await lantoa.search('', {{ filters: {{ place }} }});
            out({{ first: first.facets.place.length, within: first.facets.place.some(({{ within }}) => within),
                   inside: [inside.total, inside.facets.place.find(({{ id }}) => id === place[1]), inside.facets.district.find(({{ id }}) => id === {district_id:?})],
                   narrow: narrow.total }});
        }})().catch((error) => out(String(error)));",
        id(province),
        id(commune)
    );
    let root = tempfile::tempdir().unwrap();
    let url = site_of(&documents, &facets, root.path(), "", &script);
    let text = visit::output_of(&chromium, &url);
    let seen: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    let count = |wanted: &dyn Fn(&Document<'_>) -> bool| documents.iter().filter(|one| wanted(one)).count();
    let lies_in = |one: &Document<'_>, place: u32| {
        one.place.is_some_and(|own| own == place || facets.places[own as usize].within == Some(place))
    };
    assert_eq!((&seen["within"], seen["first"].as_u64() > Some(1)), (&false.into(), true), "{seen}");
    assert_eq!(seen["inside"][0], count(&|one| lies_in(one, province)), "{seen}");
    assert_eq!(seen["inside"][1]["count"], count(&|one| one.place == Some(commune)), "{seen}");
    assert_eq!(seen["inside"][1]["within"], json!(id(province)));
    assert_eq!(
        seen["inside"][2]["count"],
        count(&|one| one.district == Some(district) && lies_in(one, province)),
        "{seen}"
    );
    assert_eq!(seen["narrow"], count(&|one| one.place == Some(commune)), "a commune narrows its province: {seen}");
}
