//! A site so large that its index is many files: an answer opens few of them, and places below the province come when a
//! province is chosen.

use lantoa::internals::Document;
use serde_json::{Value, json};

use super::{fixture, site_of};
use crate::support::{browser, visit};

/// Each document of the quality set so many times.
const TIMES: usize = 30;

/// The documents of the quality set, [`TIMES`] times.
pub(crate) fn many(few: &[Document<'static>]) -> Vec<Document<'static>> {
    let copy = |at: usize| {
        few.iter().map(move |one| Document { url: one.url.replace(".html", &format!("-{at}.html")), ..one.clone() })
    };
    (0..TIMES).flat_map(copy).collect()
}

/// Scripts that one answer may load after the first file of the index.
const MOST_FILES: u64 = 7;

#[test]
fn an_answer_opens_few_files_and_the_next_goes_on_where_it_ended() {
    let Some(chromium) = browser::chromium() else { return };
    let (_, few, facets) = fixture::documents();
    let documents = many(&few);
    let script = "(async () => {
        const files = () => document.querySelectorAll('head script').length;
        await lantoa.search('xyz', { facets: false });
        const answers = [];
        for (const query of ['Đông Giang', 'nha', 'hien dat lam duong', 'phu nu giup nhau lam kinh te', 'năm 2021', 'h', '']) {
            const urls = [];
            const opened = [];
            for (let offset = 0, total = 1; offset < Math.min(total, 60); offset = urls.length) {
                const before = files();
                const answer = await lantoa.search(query, { facets: false, offset });
                if (!answer.results.length) break;
                total = answer.total;
                urls.push(...answer.results.map(({ url }) => url));
                opened.push(files() - before);
            }
            answers.push({ query, urls, opened });
        }
        out(answers);
    })().catch((error) => out(String(error)));";
    let root = tempfile::tempdir().unwrap();
    let url = site_of(&documents, &facets, root.path(), "", script);
    let text = visit::output_of(&chromium, &url);
    let answers: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    assert_eq!(answers.len(), 7);
    for answer in &answers {
        let mut urls: Vec<&str> = answer["urls"].as_array().unwrap().iter().map(|url| url.as_str().unwrap()).collect();
        let given = urls.len();
        urls.sort_unstable();
        urls.dedup();
        assert_eq!(urls.len(), given, "each answer once: {answer}");
        assert!(given >= TIMES, "{answer}");
        let opened = answer["opened"].as_array().unwrap();
        assert!(opened.iter().all(|files| files.as_u64().unwrap() <= MOST_FILES), "{answer}");
    }
}

#[test]
fn a_phrase_in_quotes_finds_every_document_that_has_it() {
    let Some(chromium) = browser::chromium() else { return };
    let (_, few, facets) = fixture::documents();
    let documents = many(&few);
    // Four syllables from the middle of the title, the summary and the first section.
    let middle = |text: &str| {
        let words: Vec<&str> = text.split(' ').collect();
        let plain = |word: &&str| word.chars().all(char::is_alphanumeric);
        words.windows(4).skip(words.len() / 3).find(|four| four.iter().all(plain)).map(|four| four.join(" "))
    };
    let texts = |document: &Document<'static>| {
        let section = document.sections.first().map_or("", |(_, text)| text);
        [&*document.title, &*document.summary, section].map(middle)
    };
    let mut phrases: Vec<String> = few.iter().step_by(4).flat_map(texts).flatten().collect();
    assert!(phrases.len() > 40, "{phrases:?}");
    // In running text and so common that lists of single words are cut.
    phrases.extend(["của người dân", "xây dựng", "vận động"].map(str::to_owned));
    let script = format!(
        "(async () => {{
            const found = [];
            for (const phrase of {}) found.push([phrase, (await lantoa.search(`\"${{phrase}}\"`, {{ facets: false }})).total]);
            out(found);
        }})().catch((error) => out(String(error)));",
        json!(phrases)
    );
    let root = tempfile::tempdir().unwrap();
    let url = site_of(&documents, &facets, root.path(), "", &script);
    let text = visit::output_of(&chromium, &url);
    let found: Vec<(String, u64)> = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    let has = |document: &Document<'_>, phrase: &str| {
        let sections = document.sections.iter().map(|(_, text)| &**text);
        [&*document.title, &*document.summary]
            .into_iter()
            .chain(sections)
            .any(|text| text.to_lowercase().contains(&phrase.to_lowercase()))
    };
    let mut most = 0;
    for (phrase, total) in &found {
        let expected = documents.iter().filter(|document| has(document, phrase)).count() as u64;
        most = most.max(expected);
        assert!(*total >= expected, "“{phrase}” stands in {expected}, found in {total}");
    }
    assert!(most > 600, "no phrase is common enough to be cut: {most}");
}

#[test]
fn communes_and_former_districts_come_with_their_province() {
    let Some(chromium) = browser::chromium() else { return };
    let (_, few, facets) = fixture::documents();
    let documents = many(&few);
    let (commune, province) = few
        .iter()
        .filter(|one| one.district.is_some())
        .find_map(|one| Some((one.place?, facets.places[one.place? as usize].parent?)))
        .expect("the set has a commune in a province");
    let district = few.iter().find(|one| one.place == Some(commune)).and_then(|one| one.district).unwrap();
    let id = |place: u32| &facets.places[place as usize].value.id;
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
        one.place.is_some_and(|own| own == place || facets.places[own as usize].parent == Some(place))
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
