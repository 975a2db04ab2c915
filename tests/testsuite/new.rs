//! `lantoa new`, `lantoa schema` and the editor settings of `lantoa init`, as people run them.

use std::fs;

use crate::support::program::{lantoa, new_site, said};

const PLACE: &str = "Xã Đông Giang, tỉnh Lâm Đồng";

#[test]
fn a_new_model_has_what_was_given_and_no_error() {
    let root = new_site();
    let made = lantoa(
        root.path(),
        &["new", "Tiếng kẻng an ninh", "--locality", PLACE, "--field", "kinh tế", "--year", "2024"],
    );
    assert!(made.status.success(), "{}", said(&made));
    let path = root.path().join("content/mo-hinh/tieng-keng-an-ninh.md");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(&format!("locality: {PLACE}\n")) && text.contains("award_year: 2024\n"), "{text}");
    assert!(text.contains("\n# organisation: "), "what was not given stays behind a #");
    let checked = lantoa(root.path(), &["check", "--drafts"]);
    assert!(checked.status.success(), "{}", said(&checked));
}

#[test]
fn a_field_is_understood_as_it_is_in_a_file() {
    let root = new_site();
    for (title, field, id) in [
        ("Một việc", "moi truong", "bao-ve-moi-truong"),
        ("Hai việc", "an ninh quốc phòng", "quoc-phong-an-ninh"),
        ("Ba việc", "Văn hóa – xã hội", "van-hoa-xa-hoi"),
        ("Bốn việc", "KINH TE", "kinh-te"),
    ] {
        let made = lantoa(root.path(), &["new", title, "--field", field]);
        assert!(made.status.success(), "{}", said(&made));
        let path = root.path().join(format!("content/mo-hinh/{}.md", lantoa::internals::slug(title)));
        assert!(fs::read_to_string(path).unwrap().contains(&format!("\nfield: {id}\n")), "{field}");
    }
    let refused = said(&lantoa(root.path(), &["new", "Năm việc", "--field", "kinh tee"]));
    for part in ["Có phải là “kinh-te”?", "\n  van-hoa-xa-hoi (Văn hóa - xã hội)"] {
        assert!(refused.contains(part), "{refused}");
    }
}

#[test]
fn a_model_without_a_place_is_named_without_one() {
    let root = new_site();
    assert!(lantoa(root.path(), &["new", "Tổ tự quản thu gom rác"]).status.success());
    let refused = said(&lantoa(root.path(), &["new", "Tổ tự quản thu gom rác"]));
    assert!(refused.contains("“Tổ tự quản thu gom rác”, tệp") && !refused.contains("()"), "{refused}");
}

#[test]
fn what_nearly_exists_is_shown_and_never_overwritten() {
    let root = new_site();
    let new =
        |title: &str, more: &[&str]| lantoa(root.path(), &[&["new", title, "--locality", PLACE][..], more].concat());
    assert!(new("Tiếng kẻng an ninh", &[]).status.success());
    let path = root.path().join("content/mo-hinh/tieng-keng-an-ninh.md");
    fs::write(&path, fs::read_to_string(&path).unwrap() + "\nCủa tôi.\n").unwrap();
    let before = fs::read_to_string(&path).unwrap();
    for title in ["Tiếng kẻng an ninh", "TIENG KENG AN NINH"] {
        let refused = new(title, &[]);
        assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
        assert!(said(&refused).contains("tieng-keng-an-ninh.md") && said(&refused).contains("--based-on"));
    }
    assert!(new("Tiếng kẻng an ninh", &["--based-on", "tieng-keng-an-ninh"]).status.success(), "a copy elsewhere");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    assert_eq!(fs::read_dir(root.path().join("content/mo-hinh")).unwrap().count(), 3);
}

#[test]
fn without_a_terminal_nothing_is_asked_and_what_is_unclear_is_shown() {
    let root = new_site();
    assert_eq!(lantoa(root.path(), &["new"]).status.code(), Some(2));
    let unclear = lantoa(root.path(), &["new", "Đường hoa nông thôn", "--locality", "dong giang"]);
    assert_eq!(unclear.status.code(), Some(2));
    assert!(said(&unclear).contains("Xã Đông Giang, tỉnh Lâm Đồng"), "{}", said(&unclear));
    let field = lantoa(root.path(), &["new", "Đường hoa nông thôn", "--field", "hoa"]);
    assert!(said(&field).contains("kinh-te"), "{}", said(&field));
    assert!(!root.path().join("content/mo-hinh/duong-hoa-nong-thon.md").exists());
}

/// JSON with the comments that Visual Studio Code allows on lines of their own.
fn json(text: &str) -> serde_json::Value {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    serde_json::from_str(&lines.collect::<Vec<_>>().join("\n")).unwrap()
}

#[test]
fn editor_settings_lead_to_files_that_are_there() {
    let root = new_site();
    let read = |name: &str| json(&fs::read_to_string(root.path().join(name)).unwrap());
    let settings = read(".vscode/settings.json");
    for (schema, content) in settings["yaml.schemas"].as_object().unwrap() {
        assert!(read(schema)["properties"].is_object());
        assert!(root.path().join(content.as_str().unwrap()).is_file());
    }
    assert!(read(".vscode/extensions.json")["recommendations"].is_array());
    let asked = |what: &str| json(&String::from_utf8(lantoa(root.path(), &["schema", what]).stdout).unwrap());
    assert_eq!(read(".vscode/mo-hinh.schema.json"), asked("model"));
    assert_eq!(read(".vscode/lantoa.code-snippets"), asked("snippets"));
    fs::write(root.path().join("content/site.yaml"), "fields: [{id: rieng, label: Lĩnh vực riêng}]\n").unwrap();
    assert!(asked("snippets")["field"]["body"][0].as_str().unwrap().contains("rieng"), "the site's own lists");
}

#[test]
fn init_keeps_editor_settings_that_are_there() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join(".vscode")).unwrap();
    fs::write(root.path().join(".vscode/settings.json"), "{}").unwrap();
    assert!(lantoa(root.path(), &["init", "."]).status.success());
    assert_eq!(fs::read_to_string(root.path().join(".vscode/settings.json")).unwrap(), "{}");
    assert!(root.path().join(".vscode/lantoa.code-snippets").is_file());
}

#[test]
fn an_editor_in_the_browser_is_added_to_a_new_site_or_one_that_exists_and_only_once() {
    let root = tempfile::tempdir().unwrap();
    let init = |cms: &str| lantoa(root.path(), &["init", "a", "--cms", cms]);
    let made = init("sveltia");
    assert!(made.status.success() && said(&made).contains("admin"), "{}", said(&made));
    let config = fs::read_to_string(root.path().join("a/admin/config.yml")).unwrap();
    assert!(config.contains("{value: \"kinh-te\", label: ") && root.path().join("a/content/site.yaml").exists());
    assert_eq!(init("decap").status.code(), Some(2), "nothing is overwritten");
    fs::remove_dir_all(root.path().join("a/admin")).unwrap();
    assert!(init("decap").status.success());
    assert!(fs::read_to_string(root.path().join("a/admin/index.html")).unwrap().contains("'unsafe-eval'"));
}

#[test]
fn a_title_without_a_letter_is_refused_and_a_missing_original_is_told_without_a_nearest() {
    let root = new_site();
    let models = || fs::read_dir(root.path().join("content/mo-hinh")).unwrap().count();
    let before = models();
    for title in ["", "  ", "!!!", "…"] {
        let refused = lantoa(root.path(), &["new", title, "--locality", PLACE, "--field", "kinh-te"]);
        assert_eq!(refused.status.code(), Some(2), "“{title}” {}", said(&refused));
        assert!(said(&refused).contains("Còn thiếu tên mô hình"), "“{title}” {}", said(&refused));
    }
    let refused = said(&lantoa(root.path(), &["new", "Một việc", "--based-on", "zzzzzzzzzzzz"]));
    assert!(refused.contains("không có tên nào gần giống") && !refused.contains('–'), "{refused}");
    assert_eq!(models(), before);
}
