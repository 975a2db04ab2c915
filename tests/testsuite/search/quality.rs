//! Recall and rank over the quality set, by category, as the reader's script gives them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{fixture, site};
use crate::support::{browser, visit};

struct Query {
    category: &'static str,
    text: &'static str,
    wanted: Vec<&'static str>,
}

fn queries() -> Vec<Query> {
    let rows = include_str!("queries.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let query = |line: &'static str| {
        let mut cells = line.split('\t');
        let (category, text) = (cells.next().unwrap(), cells.next().unwrap());
        Query { category, text, wanted: cells.next().unwrap().split(' ').collect() }
    };
    rows.map(query).collect()
}

#[derive(Default)]
struct Sum {
    queries: f64,
    recall: f64,
    rank: f64,
}

impl Sum {
    fn add(&mut self, recall: f64, rank: f64) {
        self.queries += 1.0;
        self.recall += recall;
        self.rank += rank;
    }

    fn recall(&self) -> f64 {
        self.recall / self.queries
    }

    fn rank(&self) -> f64 {
        self.rank / self.queries
    }
}

#[test]
fn the_quality_set_is_large_enough_and_names_documents_that_exist() {
    let (ids, documents, _) = fixture::documents();
    let queries = queries();
    assert!(documents.len() >= 80 && queries.len() >= 200);
    for query in &queries {
        assert!(query.wanted.iter().all(|wanted| ids.iter().any(|id| id == wanted)), "{}", query.text);
    }
}

/// Each query alone, from disk: recall@10 and mean reciprocal rank, overall and for each way of typing.
#[test]
fn what_people_type_finds_what_they_mean() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let queries = queries();
    let texts: Vec<&str> = queries.iter().map(|query| query.text).collect();
    let script = format!(
        "(async () => {{ const all = []; for (const query of {}) {{ const {{ results }} = await lantoa.search(query);\n\
         all.push(results.map((result) => result.url.replace(/.*\\/|\\.html/g, ''))); }} out(all); }})().catch((error) => out(String(error)));",
        serde_json::to_string(&texts).unwrap()
    );
    let url = site(root.path(), "", &script);
    let text = visit::output_of(&chromium, &url);
    let answers: Vec<Vec<String>> = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    assert_eq!(answers.len(), queries.len());

    let (mut all, mut categories) = (Sum::default(), BTreeMap::<&str, Sum>::new());
    for (query, found) in queries.iter().zip(&answers) {
        let hits = query.wanted.iter().filter(|wanted| found.iter().any(|id| id == *wanted)).count();
        let recall = hits as f64 / query.wanted.len().min(10) as f64;
        let first = found.iter().position(|id| query.wanted.contains(&id.as_str()));
        let rank = first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
        if recall < 1.0 || rank < 1.0 {
            println!("{:14} {:50} recall {recall:.2} rank {rank:.2}: {}", query.category, query.text, found.join(" "));
        }
        all.add(recall, rank);
        categories.entry(query.category).or_default().add(recall, rank);
    }
    for (category, sum) in &categories {
        println!("{category:14} {:3} queries, recall@10 {:.3}, MRR {:.3}", sum.queries, sum.recall(), sum.rank());
        assert!(sum.recall() >= 0.95, "recall of {category} is {:.3}", sum.recall());
    }
    println!("all            {:3} queries, recall@10 {:.3}, MRR {:.3}", all.queries, all.recall(), all.rank());
    assert!(all.recall() >= 0.98 && all.rank() >= 0.95);
    assert!((categories["phrase"].recall() - 1.0).abs() < f64::EPSILON, "exact phrases are exact");
}

/// What results tell, filters and counts: the interface for others.
#[test]
fn the_interface_tells_what_it_promises() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let script = "(async () => {
        const kegs = await lantoa.search('tiếng kẻng học bài');
        const bare = await lantoa.search('');
        const filtered = await lantoa.search('', { filters: { field: ['moi-truong'], year: ['2020', '2022'] } });
        const phrase = await lantoa.search('\"dân nhân\"');
        const second = await lantoa.search('', { limit: 5, offset: 5, facets: false });
        const slip = await lantoa.search('hien dat lmà duogn');
        out({ kegs, bare, filtered, phrase, second, slip });
    })().catch((error) => out(String(error)));";
    let url = site(root.path(), "", script);
    let text = visit::output_of(&chromium, &url);
    let answer: Value = serde_json::from_str(&text).unwrap();
    let first = &answer["kegs"]["results"][0];
    assert!(first["url"].as_str().unwrap().ends_with("/mo-hinh/x-04.html"), "{first}");
    assert_eq!(first["title"], "Tiếng kẻng học bài");
    assert_eq!(first["marks"]["title"], serde_json::json!([[0, 18]]));
    assert_eq!(first["placeNow"], "xã Đông Giang, tỉnh Lâm Đồng");
    assert_eq!(
        (&first["awardYear"], &first["award"], &first["copies"]),
        (&2019.into(), &"Bằng khen".into(), &3.into())
    );
    assert!(first["excerpt"].as_str().unwrap().contains("học bài"));

    let (ids, documents, facets) = fixture::documents();
    assert_eq!(answer["bare"]["total"], ids.len());
    let economy = documents.iter().filter(|document| document.fields.contains(&0)).count();
    assert_eq!(
        answer["bare"]["facets"]["field"][0],
        serde_json::json!({"id": "kinh-te", "label": facets.fields[0].label, "count": economy})
    );
    let wanted = documents
        .iter()
        .filter(|d| d.fields.contains(&6) && d.award_year.is_some_and(|year| (2020..=2022).contains(&year)))
        .count();
    assert!(wanted > 0);
    assert_eq!(answer["filtered"]["total"], wanted);
    // Counts of a filter go without that filter: what another choice there would give.
    let of_years = documents
        .iter()
        .filter(|d| d.fields.contains(&0) && d.award_year.is_some_and(|year| (2020..=2022).contains(&year)))
        .count();
    assert_eq!(answer["filtered"]["facets"]["field"][0]["count"], of_years);
    assert_eq!(answer["phrase"]["total"], 0, "the order of words is part of a phrase");
    assert_eq!(answer["second"]["results"].as_array().unwrap().len(), 5);
    assert_eq!(answer["slip"]["suggestion"], "hien dat làm đường");
}

/// A name that a small site does not have is like some word that it has; such a correction is told of nobody.
#[test]
fn names_that_the_site_does_not_have_are_not_corrected_into_other_words() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let script = "(async () => {
        const answers = {};
        for (const query of ['Sài Gòn', 'khủng long', 'tphcmx', 'covid', 'tiếng kẻng ở huyện Tánh Linh', 'hien dat lmà duogn', 'kegn']) {
            const { total, suggestion, results } = await lantoa.search(query, { facets: false });
            answers[query] = [total > 0, suggestion, results[0]?.title ?? null];
        }
        out(answers);
    })().catch((error) => out(String(error)));";
    let url = site(root.path(), "", script);
    let answers: Value = serde_json::from_str(&visit::output_of(&chromium, &url)).unwrap();
    for name in ["tphcmx", "covid"] {
        assert_eq!(answers[name], serde_json::json!([false, null, null]), "{name}: {answers}");
    }
    assert!(answers["Sài Gòn"][1].is_null() && answers["khủng long"][1].is_null(), "{answers}");
    let beside = &answers["tiếng kẻng ở huyện Tánh Linh"];
    assert!(beside[1].is_null() && beside[2].as_str().unwrap().contains("kẻng"), "{answers}");
    // What neighbours, or the letters themselves, speak for is still understood.
    assert_eq!(answers["hien dat lmà duogn"][1], "hien dat làm đường");
    assert_eq!(answers["kegn"][1], "kẻng");
}
