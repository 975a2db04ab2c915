//! Lists at the desk that come again after models were renamed, deleted and taken out of the bin.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::desk::Clerk;

fn body(list: &str, write: bool) -> Value {
    json!({"name": "ds.csv", "data": STANDARD.encode(list), "write": write})
}

fn list(result: &str) -> String {
    format!(
        "Tên mô hình,Địa phương,Lĩnh vực,Kết quả\nCánh đồng,\"Xã La Dạ, tỉnh Lâm Đồng\",kinh-te,{result}\n\
         Tổ tự quản,\"Xã La Dạ, tỉnh Lâm Đồng\",kinh-te,\n"
    )
}

#[test]
fn a_model_with_another_name_follows_its_list_and_a_deleted_one_stays_away() {
    let clerk = Clerk::start();
    clerk.done("import", &body(&list("Tăng 10%."), true));
    let (old, new) = ("content/mo-hinh/lam-dong/canh-dong.md", "content/mo-hinh/lam-dong/canh-dong-moi.md");
    let opened = clerk.done("open", &json!({"id": old}));
    let renamed = clerk.done("rename", &json!({"id": old, "hash": opened["hash"], "name": "canh-dong-moi"}));
    assert_eq!(renamed["id"], new);
    let memory = clerk.text("import.rows.jsonl");
    assert!(memory.contains(new) && !memory.contains(old), "{memory}");
    let told = clerk.done("import", &body(&list("Tăng 20%."), true));
    assert_eq!((&told["updated"], &told["conflicts"], &told["findings"]), (&json!(1), &json!(0), &json!([])), "{told}");
    assert!(clerk.text(new).contains("Tăng 20%."));

    let other = "content/mo-hinh/lam-dong/to-tu-quan.md";
    let opened = clerk.done("open", &json!({"id": other}));
    let gone = clerk.done("delete", &json!({"id": other, "hash": opened["hash"]}));
    assert!(clerk.text("import.rows.jsonl").contains("\"deleted\":true"));
    let told = clerk.done("import", &body(&list("Tăng 20%."), true));
    assert_eq!((&told["written"], &told["deleted"], &told["unchanged"]), (&json!(0), &json!(1), &json!(1)), "{told}");
    assert!(told["findings"][0]["help"].as_str().unwrap().contains("thùng rác"), "{told}");
    clerk.done("restore", &json!({"bin": gone["bin"]}));
    assert!(!clerk.text("import.rows.jsonl").contains("\"deleted\""));
    assert_eq!(clerk.done("import", &body(&list("Tăng 20%."), true))["unchanged"], 2);

    let opened = clerk.done("open", &json!({"id": other}));
    clerk.done("delete", &json!({"id": other, "hash": opened["hash"]}));
    let mut again = body(&list("Tăng 20%."), true);
    again["with_deleted"] = json!(true);
    assert_eq!(clerk.done("import", &again)["written"], 1);
}

#[test]
fn a_table_without_headings_gets_a_help_that_can_be_followed() {
    let clerk = Clerk::start();
    let plan = clerk.done("import", &body("1;2;3\n4;5;6\n", false));
    assert_eq!((&plan["columns"], plan["findings"].as_array().unwrap().len()), (&json!([]), 1));
    assert!(plan["findings"][0]["help"].as_str().unwrap().contains("thêm một hàng tiêu đề"), "{plan}");
}
