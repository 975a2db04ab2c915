//! JSON feeds follow version 1.1 of their specification (<https://www.jsonfeed.org/version/1.1/>).

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{render, source_of};

const BASE: &str = "https://mau.example/dvk/";

fn model(title: &str, place: &str, more: &str) -> String {
    format!("---\ntitle: {title}\nlocality: {place}\nfield: kinh-te\n{more}---\n\nBà con cùng làm.\n")
}

/// Every JSON feed of a small site, by its URL path.
fn feeds(config: &str) -> Vec<(String, Value)> {
    let files = [
        ("content/site.yaml", config.to_owned()),
        (
            "content/mo-hinh/keng.md",
            model("Tiếng kẻng \"an ninh\"", "Xã Đông Giang, tỉnh Lâm Đồng", "reviewed: 2025-10-15\n"),
        ),
        ("content/mo-hinh/den.md", model("Đèn đường", "Xã La Dạ, tỉnh Lâm Đồng", "organisation: Chi bộ thôn 2\n")),
    ];
    let is_feed = |path: &str| path.ends_with(".json") && !path.starts_with("du-lieu/") && path != "manifest.json";
    let outputs = render(&source_of(files)).into_iter();
    outputs.filter(|(path, _)| is_feed(path)).map(|(path, text)| (path, serde_json::from_str(&text).unwrap())).collect()
}

#[test]
fn feeds_have_what_the_specification_requires() {
    let feeds = feeds(&format!("base_url: {BASE}\n"));
    let paths: Vec<&str> = feeds.iter().map(|(path, _)| path.as_str()).collect();
    let wanted = [
        "dia-phuong/lam-dong.json",
        "dia-phuong/lam-dong/xa-dong-giang.json",
        "dia-phuong/lam-dong/xa-la-da.json",
        "feed.json",
        "linh-vuc/kinh-te.json",
    ];
    assert_eq!(paths, wanted);
    for (path, feed) in &feeds {
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1", "{path}");
        assert!(!feed["title"].as_str().unwrap().is_empty(), "{path}: title is required");
        assert_eq!(feed["feed_url"], format!("{BASE}{path}"));
        assert!(feed["home_page_url"].as_str().unwrap().starts_with(BASE), "{path}");
        assert_eq!(feed["language"], "vi");
        let items = feed["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{path}");
        items.iter().for_each(check_item);
        let ids: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), items.len(), "{path}: ids are unique");
    }
}

fn check_item(item: &Value) {
    let text = |key: &str| item[key].as_str().unwrap_or_else(|| panic!("{key} is missing in {item}"));
    assert!(!text("id").is_empty(), "id is required");
    assert!(item.get("content_text").is_some() || item.get("content_html").is_some(), "one of them is required");
    assert!(text("url").starts_with(BASE), "a permalink is absolute");
    let date = text("date_modified");
    assert!(date.len() == 20 && date.ends_with('Z') && date.as_bytes()[10] == b'T', "{date} is no RFC 3339 date");
    let authors = item["authors"].as_array().unwrap();
    assert!(authors.iter().all(|author| author["name"].is_string()), "an author has a name");
    assert!(item["tags"].as_array().unwrap().iter().all(Value::is_string));
}

#[test]
fn a_site_without_an_address_has_no_json_feeds() {
    assert_eq!(feeds("title: Trang mẫu\n"), []);
}

#[test]
fn the_newest_model_comes_first() {
    let feeds = feeds(&format!("base_url: {BASE}\n"));
    let (_, feed) = feeds.iter().find(|(path, _)| path == "feed.json").unwrap();
    assert_eq!(feed["items"][0]["title"], "Tiếng kẻng \"an ninh\"");
    assert_eq!(feed["items"][1]["authors"][0]["name"], "Chi bộ thôn 2");
}
