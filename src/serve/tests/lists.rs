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

#[test]
fn a_draft_without_a_known_place_moves_into_the_folder_of_its_place_and_its_list_follows() {
    let clerk = Clerk::start();
    let list = |place: &str| {
        let rows = format!("Tên mô hình,Địa phương,Lĩnh vực\nCánh đồng,{place},kinh-te\nBờ kè,{place},kinh-te\n");
        body(&rows, true)
    };
    clerk.done("import", &list("Xã Không Có"));
    let old = "content/mo-hinh/chua-ro-noi/canh-dong.md";
    let opened = clerk.done("open", &json!({"id": old}));
    assert_eq!(opened["home"], Value::Null);
    let asked = json!({"id": old, "hash": opened["hash"]});
    assert_eq!(clerk.post("move", &asked).0, "422", "nobody knows where to");
    let file = |path: &str| clerk.server.root.path().join(path);
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>";
    std::fs::write(file("content/mo-hinh/chua-ro-noi/anh.svg"), picture).unwrap();
    let form =
        json!({"values": {"locality": ["Xã La Dạ, tỉnh Lâm Đồng"]}, "body": "[Bờ kè](bo-ke.md)\n\n![Bờ](anh.svg)\n"});
    let saved = clerk.done("save", &json!({"id": old, "hash": opened["hash"], "form": form}));
    assert_eq!(saved["home"], "lam-dong");
    let moved = clerk.done("move", &json!({"id": old, "hash": saved["hash"]}));
    let new = "content/mo-hinh/lam-dong/canh-dong.md";
    assert_eq!((&moved["id"], &moved["home"], &moved["url"]), (&json!(new), &Value::Null, &saved["url"]));
    assert!(file("content/mo-hinh/lam-dong/anh.svg").exists() && !file("content/mo-hinh/chua-ro-noi/anh.svg").exists());
    assert!(!file(old).exists() && !clerk.text(new).contains("aliases: "));
    let is_broken = |remark: &Value| remark["message"].as_str().is_some_and(|said| said.contains("bo-ke"));
    assert!(!moved["remarks"].as_array().unwrap().iter().any(is_broken), "{moved}");
    // The list comes again, with the place and without it: no second model.
    for place in ["Xã Không Có", "\"Xã La Dạ, tỉnh Lâm Đồng\""] {
        let told = clerk.done("import", &list(place));
        assert_eq!(told["written"], 0, "{told}");
    }
    // The other was filled by the list: it is offered to move too.
    assert_eq!(clerk.done("open", &json!({"id": "content/mo-hinh/chua-ro-noi/bo-ke.md"}))["home"], "lam-dong");
}
