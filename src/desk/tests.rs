use serde_json::{Value, json};

use super::*;
use crate::entry::EntryKind;
use crate::office::NotChanged;
use crate::schema::SiteConfig;
use crate::text::{Lang, SitePath};

fn path() -> SitePath {
    SitePath::new("content/mo-hinh/keng.md")
}

fn site() -> SiteConfig {
    SiteConfig::default()
}

/// A form that is filled in with these fields.
fn filled(values: Value) -> Filled {
    Filled { values: values.as_object().cloned().unwrap(), ..Filled::default() }
}

fn edit(text: &str, form: &Filled) -> Result<String, NotChanged> {
    edited(&path(), text, form, &site())
}

/// Every text of a model in the shipped site, and texts that people write in other ways.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = walkdir::WalkDir::new("content/mo-hinh")
        .into_iter()
        .filter_map(|file| std::fs::read_to_string(file.unwrap().path()).ok())
        .collect();
    assert!(texts.len() > 50);
    texts.push("---\r\ntieu_de: Kẻng # a\r\naward_year: 2019\r\nawards_x: 1\r\n---\r\nMột\nHai\r\n\r\n".to_owned());
    texts.push("---\ntitle: Kẻng\nreviewed: 2025-10-15\nresults:\n  - label: Hộ\n    value: 1,5 tỷ\n---".to_owned());
    texts
}

#[test]
fn a_form_that_nobody_has_touched_gives_the_same_bytes() {
    for text in texts() {
        let sheet = Sheet::of(&path(), &text, &site());
        assert!(sheet.is_form, "{text}");
        let form = Filled { values: sheet.values, body: Some(sheet.body), ..Filled::default() };
        assert_eq!(edit(&text, &form).as_ref(), Ok(&text));
        let whole = Filled { text: Some(sheet.text), ..Filled::default() };
        assert_eq!(edit(&text, &whole), Ok(text));
    }
}

#[test]
fn what_was_set_is_read_back_and_nothing_else_changes() {
    let values = json!({
        "title": "Tổ: “liên gia” #1", "locality": ["Xã Đông Giang, tỉnh Lâm Đồng", "Xã La Dạ, tỉnh Lâm Đồng"],
        "field": "kinh-te", "fields_also": ["van-hoa-xa-hoi"], "draft": true, "started": "2016",
        "reviewed": "15/10/2025", "tags": ["tự quản", "2019", "no"], "aliases": ["post/8133"],
        "contact": {"office": "UBND xã", "phone": "0252 3888 888"},
        "awards": [{"year": "2019", "level": "tinh"}, {"year": "2020", "form": "Bằng khen, cờ: {x}"}],
        "results": [{"label": "Hộ", "value": "1,5 tỷ", "unit": "đồng"}],
    });
    for text in texts() {
        let body = "Một dòng mới.\n\nVà một dòng nữa.\n";
        let form = Filled { body: Some(body.to_owned()), ..filled(values.clone()) };
        let new = edit(&text, &form).unwrap();
        let (before, after) = (Sheet::of(&path(), &text, &site()), Sheet::of(&path(), &new, &site()));
        assert_eq!(after.body.trim_end(), body.trim_end(), "{new}");
        for (name, value) in &after.values {
            let wanted = values.get(name).unwrap_or(&before.values[name]);
            assert_eq!(value, wanted, "{name}: {new}");
        }
        assert_eq!(new.contains("\r\n"), text.contains("\r\n"));
        // Taking everything away again leaves a file that says the rest.
        let nothing: serde_json::Map<String, Value> =
            values.as_object().unwrap().keys().map(|key| (key.clone(), Value::Null)).collect();
        match edit(&new, &Filled { values: nothing, ..Filled::default() }) {
            Ok(bare) => assert!(Sheet::of(&path(), &bare, &site()).values["awards"].is_null()),
            Err(NotChanged) => panic!("{new}"),
        }
    }
}

#[test]
fn lines_of_the_article_that_stay_keep_their_ends() {
    let text = "---\r\ntitle: K\r\n---\r\nMột\nHai\r\nBa\nBốn";
    let form = Filled { body: Some("Một\nHai b\nBa\nBốn\n".to_owned()), ..Filled::default() };
    assert_eq!(edit(text, &form).as_deref(), Ok("---\r\ntitle: K\r\n---\r\n\r\nMột\nHai b\r\nBa\nBốn\r\n"));
}

#[test]
fn a_front_matter_that_cannot_be_read_is_changed_as_a_text_only() {
    let text = "---\ntitle: [\nfield: kinh-te\n---\n\nBài.\n";
    assert!(!Sheet::of(&path(), text, &site()).is_form);
    assert_eq!(edit(text, &filled(json!({"title": "K"}))), Err(NotChanged));
    let whole = Filled { text: Some("---\ntitle: K\n---\n".to_owned()), ..Filled::default() };
    assert_eq!(edit(text, &whole).as_deref(), Ok("---\ntitle: K\n---\n"));
}

#[test]
fn what_no_form_can_show_is_told_and_stays() {
    let text = "---\ntitle: K\nawards: Bằng khen năm 2019\ntags:\n---\n";
    let sheet = Sheet::of(&path(), text, &site());
    assert_eq!(Value::Object(sheet.unreadable), json!({"awards": "Bằng khen năm 2019"}));
    assert_eq!(edit(text, &filled(json!({"title": "K", "awards": null, "tags": []}))).as_deref(), Ok(text));
}

#[test]
fn a_new_model_has_what_the_form_says_and_hints_for_the_rest() {
    let begun = begun(EntryKind::Model, &site(), Lang::Vi);
    assert_eq!(begun.values["draft"], json!(true));
    let form = Filled {
        body: Some(begun.body.replace("<!-- Trước đó", "Trước đó")),
        ..filled(
            json!({"title": "Kẻng làng", "locality": ["Tỉnh Lâm Đồng"], "field": "kinh-te", "draft": true, "tags": ["kẻng"]}),
        )
    };
    let text = new_file(&path(), &form, &site(), Lang::Vi).unwrap();
    let sheet = Sheet::of(&path(), &text, &site());
    assert_eq!((&sheet.values["title"], &sheet.values["tags"]), (&json!("Kẻng làng"), &json!(["kẻng"])));
    assert!(
        text.contains("\ntags: [kẻng]\n") && text.contains("# reviewed: ") && text.contains("## Bối cảnh\n\nTrước đó")
    );
    assert_eq!(check(&path(), &text, &site(), &crate::locality::Gazetteer::builtin(), 2026), []);
}

#[test]
fn each_key_has_one_field() {
    let form = serde_json::to_value(form(EntryKind::Model, &site(), Lang::Vi)).unwrap();
    let fields = form.as_array().unwrap().iter().flat_map(|group| group["fields"].as_array().unwrap());
    let mut names: Vec<&str> = fields.map(|field| field["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    let mut keys: Vec<&str> =
        crate::schema::MODEL.iter().map(|key| key.name).filter(|name| !form::FOLDED.contains(name)).collect();
    keys.sort_unstable();
    assert_eq!(names, keys);
}

#[test]
fn findings_stand_beside_their_field() {
    let text = "---\ntitle: Kẻng\nlocality: Xã Không Có\nawards:\n  - {year: 2019}\n  - {year: 1850, level: tinh}\nresults: [{label: Hộ}]\ncontact: {office: UBND, phone: 0252 3888 888, email: x}\n---\n\nBài. Gọi 0912 345 678.\n";
    let findings = check(&path(), text, &site(), &crate::locality::Gazetteer::builtin(), 2026);
    let remarks = remarks(&path(), text, &findings, Lang::Vi);
    let has = |key: Option<&str>, index: Option<usize>, part: Option<&str>, in_body: bool| {
        remarks
            .iter()
            .any(|remark| (remark.key, remark.index, remark.part, remark.in_body) == (key, index, part, in_body))
    };
    assert!(has(Some("locality"), None, None, false), "{remarks:#?}");
    assert!(has(Some("field"), None, None, false), "what is missing: {remarks:#?}");
    assert!(has(Some("awards"), Some(1), Some("year"), false), "{remarks:#?}");
    assert!(has(Some("results"), Some(0), Some("value"), false), "{remarks:#?}");
    assert!(has(Some("contact"), None, Some("email"), false), "{remarks:#?}");
    assert!(has(None, None, None, true), "{remarks:#?}");
}

#[test]
fn places_are_found_while_they_are_typed() {
    let gazetteer = crate::locality::Gazetteer::builtin();
    let names = PlaceNames::new(gazetteer.clone());
    let home = gazetteer.resolve("Tỉnh Lâm Đồng").found();
    let first = |text: &str| names.suggest(text, home).into_iter().next();
    let found = first("dong giang").unwrap();
    assert_eq!((found.name.as_str(), found.now), ("Xã Đông Giang, tỉnh Lâm Đồng", None));
    let found = first("Đông Giang hàm thuận").unwrap();
    assert_eq!(found.name, "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận");
    assert_eq!(found.now.as_deref(), Some("xã Đông Giang, tỉnh Lâm Đồng"));
    assert!(names.suggest("đông gia", home).len() > 1, "a word that is not finished");
    assert!(names.suggest("", home).is_empty() && names.suggest("qqqq", home).is_empty());
}

#[test]
fn pictures_and_models_get_names_that_are_free() {
    let day = crate::text::Date::parse("2026-01-01").unwrap();
    let source =
        crate::source::Source::memory([("content/mo-hinh/a/keng.md", "x"), ("content/mo-hinh/hop-dan.pdf", "x")], day)
            .value;
    let gazetteer = crate::locality::Gazetteer::builtin();
    let named = |title: &str, place: &str| free_path(title, place, &source, &gazetteer).unwrap().to_string();
    assert_eq!(named("Đèn đường", "Xã Đông Giang, tỉnh Lâm Đồng"), "content/mo-hinh/lam-dong/den-duong.md");
    assert_eq!(named("Kẻng", "Xã Đông Giang, tỉnh Lâm Đồng"), "content/mo-hinh/lam-dong/keng-xa-dong-giang.md");
    assert_eq!(named("../../x", ""), "content/mo-hinh/x.md");
    let picture = |name: &str| free_picture(&path(), name, "jpg", &source).unwrap().to_string();
    assert_eq!(picture("Bà con họp dân.JPG"), "content/mo-hinh/ba-con-hop-dan.jpg");
    assert_eq!(picture("IMG_20251015_081533.jpg"), "content/mo-hinh/keng.jpg");
    assert_eq!(picture("../../../etc/passwd"), "content/mo-hinh/passwd.jpg");
}

#[test]
fn links_follow_a_model_that_is_renamed() {
    let day = crate::text::Date::parse("2026-01-01").unwrap();
    let head = "locality: Tỉnh Lâm Đồng\nfield: kinh-te\n";
    let keng = format!("---\ntitle: Kẻng\n{head}aliases: [post/1]\n---\n\nBài.\n");
    let den = format!(
        "---\ntitle: Đèn\n{head}based_on: keng\n---\n\n[keng.md](../keng.md#a) và [x](keng.md), [y](khac.md).\n"
    );
    let files = [("content/mo-hinh/keng.md", keng.as_str()), ("content/mo-hinh/a/den.md", &den)];
    let source = crate::source::Source::memory(files, day).value;
    // The desk stands below `site`, whose stages a test may use.
    let catalog = crate::site::catalog(&source, &crate::site::Options::default());
    let Renamed { own, others } = renamed(&catalog, &path(), "trong").unwrap();
    assert!(
        own.contains("aliases: [post/1, \"mo-hinh/keng\"]") || own.contains("aliases: [\"post/1\", \"mo-hinh/keng\"]"),
        "{own}"
    );
    let wanted = den
        .replace("based_on: keng", "based_on: trong")
        .replace("../keng.md", "../trong.md")
        .replace("(keng.md)", "(trong.md)");
    assert_eq!(others.values().collect::<Vec<_>>(), [&wanted]);
}

#[test]
fn links_to_a_page_follow_it_and_those_to_a_model_of_its_name_do_not() {
    let day = crate::text::Date::parse("2026-01-01").unwrap();
    let model = "---\ntitle: Kẻng\nlocality: Tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nBài, xem [tin](../trang/keng.md).\n";
    let files = [
        ("content/site.yaml", "title: A\nmenu:\n  - {label: Tin, page: keng} # tin\n"),
        ("content/mo-hinh/keng.md", model),
        ("content/trang/keng.md", "---\ntitle: Tin\n---\n\nTin.\n"),
        ("content/trang/b.md", "---\ntitle: B\n---\n\n[a](keng.md), [b](../mo-hinh/keng.md), [c](../cu/keng.md)\n"),
    ];
    let catalog =
        crate::site::catalog(&crate::source::Source::memory(files, day).value, &crate::site::Options::default());
    let Renamed { own, others } = renamed(&catalog, &SitePath::new("content/trang/keng.md"), "tin-tuc").unwrap();
    assert!(own.contains("aliases: [keng]"), "{own}");
    let named = |path: &str| others.get(&SitePath::new(path)).map(String::as_str);
    assert_eq!(named("content/mo-hinh/keng.md"), Some(&*model.replace("trang/keng.md", "trang/tin-tuc.md")));
    let pages = "---\ntitle: B\n---\n\n[a](tin-tuc.md), [b](../mo-hinh/keng.md), [c](../cu/keng.md)\n";
    assert_eq!(named("content/trang/b.md"), Some(pages));
    assert_eq!(named("content/site.yaml"), Some("title: A\nmenu:\n  - {label: Tin, page: tin-tuc} # tin\n"));
}

#[test]
fn a_page_has_its_own_form_and_its_file_stays_as_it_was_written() {
    let path = SitePath::new("content/trang/gioi-thieu.md");
    let form = serde_json::to_value(form(EntryKind::Page, &site(), Lang::Vi)).unwrap();
    let names = form.as_array().unwrap().iter().flat_map(|group| group["fields"].as_array().unwrap());
    let names: Vec<&str> = names.map(|field| field["name"].as_str().unwrap()).collect();
    let keys: Vec<&str> = crate::schema::PAGE.iter().map(|key| key.name).collect();
    assert_eq!(names, keys);
    let text = "---\r\ntieu_de: Giới thiệu # tên\r\nx_la: 1\r\norder: 2\r\n---\r\n\r\nMột.\r\n";
    let sheet = Sheet::of(&path, text, &site());
    let same = Filled { values: sheet.values, body: Some(sheet.body), ..Filled::default() };
    assert_eq!(edited(&path, text, &same, &site()).as_deref(), Ok(text));
    let new = edited(&path, text, &filled(json!({"order": "3", "updated": "15/10/2025"})), &site()).unwrap();
    assert_eq!(new, text.replace("order: 2\r\n", "order: 3\r\nupdated: 2025-10-15\r\n"));
    let broken = "---\ntitle: A\norder: một\n---\n\nMột.\n";
    let findings = check(&path, broken, &site(), &crate::locality::Gazetteer::builtin(), 2026);
    let remarks = remarks(&path, broken, &findings, Lang::Vi);
    assert!(remarks.iter().any(|remark| remark.key == Some("order")), "{remarks:#?}");
}

#[test]
fn what_is_certain_is_mended_and_what_is_missing_is_told_in_the_words_of_the_form() {
    let text = "---\ntieu-de: Kẻng\nlocality:\nawards: [{level: tinh}]\n---\n\nBài.\n";
    let gazetteer = crate::locality::Gazetteer::builtin();
    let (new, fixes) = mended(&path(), text, &site(), &gazetteer, 2026);
    assert_eq!((new.as_str(), fixes), (text.replace("tieu-de", "tieu_de").as_str(), 1));
    let findings = check(&path(), &new, &site(), &gazetteer, 2026);
    let remarks = serde_json::to_value(remarks(&path(), &new, &findings, Lang::Vi)).unwrap();
    let said: Vec<(&str, &str)> = remarks
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["message"].as_str().unwrap(), one["help"].as_str().unwrap_or("")))
        .collect();
    assert!(
        said.contains(&("Chưa ghi “Địa phương”.", "Ví dụ: Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận")),
        "{said:?}"
    );
    assert!(
        said.contains(&("Chưa ghi “Lĩnh vực”.", "")) && said.contains(&("Chưa ghi “Năm”.", "Ví dụ: 2019")),
        "{said:?}"
    );
}

proptest::proptest! {
    /// Whatever somebody types or pastes is read back, and the file can be changed again.
    #[test]
    fn any_text_is_read_back(title in "\\PC{0,40}", form in ".{0,30}", tag in "[^,]{0,20}", place in "[-:#{}\\[\\]'\"%&*!|>@` \\\\a-zđ0-9]{0,30}") {
        let values = json!({
            "title": title, "tags": [tag], "locality": [place],
            "awards": [{"year": "2019", "form": form}], "contact": {"office": place, "address": form},
        });
        let text = new_file(&path(), &filled(values.clone()), &site(), Lang::Vi).unwrap();
        let read = Sheet::of(&path(), &text, &site());
        proptest::prop_assert!(read.is_form, "{}", text);
        // What was read says the same when it is written again, and in another file.
        let again = edit(&text, &Filled { values: read.values.clone(), ..Filled::default() });
        proptest::prop_assert_eq!(again.as_ref(), Ok(&text));
        let block = "---\ntitle: x\ntags:\n  - a # b\nawards:\n  - year: 2018\n    form: c # d\ncontact:\n  office: e\n---\n";
        let other = edit(block, &filled(values)).unwrap();
        let other = Sheet::of(&path(), &other, &site());
        for name in ["title", "tags", "locality", "awards", "contact"] {
            proptest::prop_assert_eq!(&other.values[name], &read.values[name]);
        }
    }
}

#[test]
fn findings_call_keys_what_the_form_calls_them() {
    let text = "---\ntitle: Kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh te\nstarted: \"năm 2019\"\n\
        results:\n  - {label: Hộ, value: \"1,200\"}\ncampaigns: a, b\ncover: k.jpg\n---\n\nGọi 0912345678.\n";
    let site = site();
    let places = crate::locality::Gazetteer::builtin();
    let findings = check(&path(), text, &site, &places, 2026);
    let remarks = serde_json::to_value(remarks(&path(), text, &findings, Lang::Vi)).unwrap();
    let told: Vec<String> =
        remarks.as_array().unwrap().iter().map(|one| format!("{} {}", one["message"], one["help"])).collect();
    assert!(told.len() >= 4, "{told:#?}");
    for name in ["started:", "results:", "value:", "campaigns:", "khóa ", "cover_alt", "“field”"] {
        assert!(told.iter().all(|said| !said.contains(name)), "{name}: {told:#?}");
    }
    assert!(told.iter().any(|said| said.contains("Viết lại: 1.200 hoặc 1,2")), "{told:#?}");
}

const SITE: &str = "# Thiết lập\ntitle: Cũ # tên\nlanguage: vi\n# home: Tỉnh Lâm Đồng\nx_la: 1\nmenu:\n  - {label: Giới thiệu, page: gioi-thieu}\n";

#[test]
fn settings_change_their_lines_and_nothing_else() {
    let path = SitePath::new("content/site.yaml");
    let edit = |text: &str, values: Value| {
        let values = values.as_object().cloned().unwrap();
        edited_settings(&path, text, &values, &site())
    };
    let contact = json!({"office": "UBND xã: A", "phone": "0252 3888 888"});
    let values = json!({"title": "Mới", "home": "Tỉnh Lâm Đồng", "contact": contact, "base_url": null});
    for text in [SITE.to_owned(), SITE.replace('\n', "\r\n"), SITE.trim_end().to_owned()] {
        let new = edit(&text, values.clone()).unwrap();
        let line = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let contact = format!("contact: {{office: \"UBND xã: A\", phone: \"0252 3888 888\"}}{line}");
        let wanted = text.replace("title: Cũ", "title: Mới").replace("# home: Tỉnh Lâm Đồng", "home: Tỉnh Lâm Đồng");
        let wanted = if text.ends_with('\n') { wanted + &contact } else { wanted + line + contact.trim_end() };
        assert_eq!(new, wanted, "{new}");
        let said = settings(&path, &new, &site());
        assert_eq!((&said["title"], &said["contact"]["office"]), (&json!("Mới"), &json!("UBND xã: A")));
        assert_eq!(edit(&new, Value::Object(said)).as_ref(), Ok(&new), "what is said already changes nothing");
        // Keys that have no field are not taken from a page.
        assert_eq!(edit(&new, json!({"theme": "x", "menu": []})).as_ref(), Ok(&new));
        let without = edit(&new, json!({"title": "Cũ", "home": null, "contact": null})).unwrap();
        assert!(!without.contains("contact") && !without.contains("home:") && without.contains("x_la: 1"), "{without}");
    }
    assert_eq!(edit("", json!({"title": "Mới"})), Ok("title: Mới\n".to_owned()));
    assert_eq!(
        edit("# chưa có gì\n", json!({"home": "Tỉnh Lâm Đồng"})),
        Ok("home: Tỉnh Lâm Đồng\n# chưa có gì\n".to_owned())
    );
    for broken in ["title: [\n", "- a\n", "---\ntitle: Cũ\n"] {
        assert_eq!(edit(broken, json!({"title": "Mới"})), Err(NotChanged), "{broken}");
    }
}

#[test]
fn what_is_wrong_in_settings_stands_beside_its_field() {
    let text = "title: A\nhome: Tỉnh Không Có\ncontact: {phone: 12}\nbase_url: www\nmenu: 5\n";
    let remarks = remarks_on_settings(
        &SitePath::new("content/site.yaml"),
        text,
        &crate::locality::Gazetteer::builtin(),
        Lang::Vi,
    );
    let aims: Vec<_> = remarks.iter().map(|remark| (remark.key, remark.part)).collect();
    for wanted in
        [("home", None), ("contact", Some("office")), ("contact", Some("phone")), ("base_url", None), ("menu", None)]
    {
        assert!(aims.contains(&(Some(wanted.0), wanted.1)), "{wanted:?} {remarks:#?}");
    }
}
