use super::*;
use crate::office::record::of_front_matter;
use crate::office::value::Datum;
use crate::schema::MODEL;

const SITE: fn() -> SiteConfig = SiteConfig::default;

fn key(name: &str) -> &'static Key {
    MODEL.iter().find(|key| key.name == name).unwrap()
}

fn path() -> SitePath {
    SitePath::new("content/mo-hinh/keng.md")
}

/// What the front matter says of a key.
fn said(text: &str, name: &str) -> Datum {
    let path = path();
    let file = FileContext::new(&path, text);
    let all = of_front_matter(&front_matter::read(&file).value, &SITE());
    all.into_iter().find(|(key, _)| key.name == name).unwrap().1
}

/// The text with a key as another text has it.
fn with(text: &str, name: &str, like: &str) -> String {
    let value = said(&format!("---\n{like}---\n"), name);
    changed(&path(), text, &[(key(name), value)], &SITE()).unwrap().unwrap()
}

fn front(yaml: &str) -> String {
    format!("---\n{yaml}---\n\nBài viết.\n")
}

#[test]
fn a_value_changes_and_its_line_keeps_its_comment() {
    let text = front("# Nguồn: danh sách\ntieu_de: Kẻng   # theo báo\nfield: kinh-te # chính\nla: x\n");
    assert_eq!(with(&text, "title", "title: \"Tổ: liên gia\"\n"), text.replace("Kẻng", "\"Tổ: liên gia\""));
    let again = with(&text, "field", "field: van-hoa-xa-hoi\n");
    assert_eq!(again, text.replace("kinh-te", "van-hoa-xa-hoi"));
    let gone = with(&text, "field", "title: x\n");
    assert_eq!(gone, text.replace("field: kinh-te # chính\n", "# chính\n"));
}

#[test]
fn an_empty_value_and_a_quoted_one_are_filled() {
    let text = front("title:\nsummary: \"a\"\nlocality: \nfield: kinh-te\n");
    assert_eq!(with(&text, "title", "title: Kẻng làng\n"), text.replace("title:", "title: Kẻng làng"));
    assert_eq!(
        with(&text, "locality", "locality: Tỉnh Lâm Đồng\n"),
        text.replace("locality: ", "locality: Tỉnh Lâm Đồng")
    );
    assert_eq!(with(&text, "summary", "summary: b c\n"), text.replace("\"a\"", "b c"));
}

#[test]
fn line_ends_stay_as_they_are() {
    let text = front("title: Kẻng\nfield: kinh-te\n").replace('\n', "\r\n");
    let new = with(&text, "awards", "awards:\n  - {year: 2019}\n  - {year: 2020}\n");
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
    assert_eq!(new.replace("awards:\r\n  - {year: 2019}\r\n  - {year: 2020}\r\n", ""), text);
}

#[test]
fn entries_that_stay_keep_their_lines_and_comments() {
    let yaml = "title: Kẻng\nawards:\n  # lần đầu\n  - {year: 2019, level: tinh} # bằng khen\n  - year: 2020 # giấy khen\n    level: tinh\n    vi_sao: x\n  - {year: 2021, ghi: a}\ntags: [a]\n";
    let text = front(yaml);
    let added = "awards: [{year: 2019, level: tinh}, {year: 2020, level: tinh}, {year: 2021}, {year: 2022}]\n";
    assert_eq!(with(&text, "awards", added), text.replace("tags:", "  - {year: 2022}\ntags:"));
    let changed = "awards: [{year: 2019, level: tinh}, {year: 2020, level: trung-uong, form: Cờ}, {year: 2023}]\n";
    let wanted = text
        .replace("khen\n    level: tinh\n    vi_sao: x\n", "khen\n    level: trung-uong\n    vi_sao: x\n    form: Cờ\n")
        .replace("{year: 2021, ghi: a}", "{year: 2023, ghi: a}");
    assert_eq!(with(&text, "awards", changed), wanted);
    let fewer = with(&text, "awards", "awards: [{year: 2019, level: tinh}, {year: 2021}]\n");
    assert!(fewer.contains("# bằng khen\n  - {year: 2021, ghi: a}\ntags"), "{fewer}");
}

#[test]
fn a_group_of_one_keeps_what_is_in_no_table() {
    let text = front("title: Kẻng\ncontact:\n  office: UBND xã\n  fax: 0252\n  phone: 0252 3888 888\n");
    let new = with(&text, "contact", "contact: {office: UBND xã Đông Giang, phone: 0252 3888 888, visits: Thứ Năm}\n");
    let wanted = text.replace("UBND xã", "UBND xã Đông Giang").replace("888 888\n", "888 888\n  visits: Thứ Năm\n");
    assert_eq!(new, wanted);
    let flow = front("title: Kẻng\ncontact: {office: UBND xã, fax: 0252} # a\n");
    let new = with(&flow, "contact", "contact: {office: UBND, email: a@b.vn}\n");
    assert!(new.contains("contact: {office: UBND, email: \"a@b.vn\", fax: 0252} # a\n"), "{new}");
}

#[test]
fn a_list_that_would_lose_a_key_is_not_changed() {
    let text = front("title: Kẻng\nawards: [{year: 2019, la: x}]\n");
    let value = said("---\nawards: [{year: 2020}]\n---\n", "awards");
    assert_eq!(changed(&path(), &text, &[(key("awards"), value)], &SITE()), Err(NotChanged));
}

#[test]
fn the_example_of_a_new_file_gives_way_to_the_value() {
    let text = crate::schema::new_model(&[("title", "Kẻng")], crate::text::Lang::Vi);
    let new = with(&text, "tags", "tags: [kẻng làng]\n");
    assert_eq!(new, text.replace("# tags: [tự quản, hiến đất]\n", "tags: [kẻng làng]\n"));
    assert_ne!(new, text);
}
