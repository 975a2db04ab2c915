//! Lists that come again: nothing that an office or an editor has written is lost, and what both have is told until it is settled.

use super::*;
use crate::text::SitePath;

fn list(rows: &[&str]) -> Vec<u8> {
    format!("STT;Tên mô hình;Địa bàn;Lĩnh vực;Kết quả;Ghi chú\n{}\n", rows.join("\n")).into_bytes()
}

/// A site whose files are those of a plan.
fn site(plan: &Plan) -> Catalog {
    let files: Vec<(&str, &str)> = plan.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    catalog(&files)
}

fn again(site: &Catalog, memory: &Memory, rows: &[&str]) -> Plan {
    import(site, memory, "ds.csv", &list(rows))
}

fn first(rows: &[&str]) -> Plan {
    again(&catalog(&[]), &Memory::default(), rows)
}

fn row(result: &str) -> String {
    format!("1;Hũ gạo;{PLACE};Kinh tế;{result};")
}

fn only(plan: &Plan) -> (&SitePath, &String) {
    assert_eq!(plan.files.len(), 1, "{:#?}", plan.findings);
    plan.files.first_key_value().unwrap()
}

#[test]
fn a_cell_that_was_empty_is_taken_over_and_a_section_of_an_editor_is_told_until_both_agree() {
    let plan = first(&[&row("")]);
    let (path, text) = only(&plan);
    let filled = again(&site(&plan), &plan.memory, &[&row("Giúp 12 hộ.")]);
    assert_eq!(only(&filled).1, &format!("{text}\n## Kết quả\n\nGiúp 12 hộ.\n"));
    assert_eq!((filled.counts.updated, filled.findings.len()), (1, 0));

    // The editor has written that section meanwhile.
    let own = format!("{text}\n## Kết quả\n\nGiúp nhiều hộ.\n");
    let edited = catalog(&[(path.as_str(), &own)]);
    let mut memory = plan.memory.clone();
    for _ in 0..3 {
        let told = again(&edited, &memory, &[&row("Giúp 12 hộ.")]);
        assert_eq!(codes(&told), [(Code::ImportConflict, "ds.csv › CSV!E2")]);
        assert_eq!((told.counts.conflicts, told.counts.unchanged, told.files.len()), (1, 1, 0));
        memory = told.memory;
    }
    // Once the article says it too, it is settled and remembered.
    let agreed = catalog(&[(path.as_str(), &own.replace("nhiều hộ.", "nhiều hộ.\n\nGiúp 12 hộ."))]);
    let settled = again(&agreed, &memory, &[&row("Giúp 12 hộ.")]);
    assert!(settled.findings.is_empty() && settled.files.is_empty());
    assert!(settled.memory.text().contains("\"# ket-qua\":\"Giúp 12 hộ.\""), "{}", settled.memory.text());
}

#[test]
fn a_change_of_a_section_that_an_editor_has_changed_is_told_again_and_counted() {
    let plan = first(&[&row("Đã có 130 hộ.")]);
    let (path, text) = only(&plan);
    let edited = catalog(&[(path.as_str(), &text.replace("130 hộ", "khoảng 130 hộ"))]);
    let told = again(&edited, &plan.memory, &[&row("Đã có 150 hộ.")]);
    let twice = again(&edited, &told.memory, &[&row("Đã có 150 hộ.")]);
    for plan in [&told, &twice] {
        assert_eq!((codes(plan), plan.counts.conflicts), (vec![(Code::ImportConflict, "ds.csv › CSV!E2")], 1));
    }
    // An empty cell is told as long as the article has the section.
    let plan = first(&[&row("Đã có 130 hộ.")]);
    let emptied = again(&site(&plan), &plan.memory, &[&row("")]);
    let twice = again(&site(&plan), &emptied.memory, &[&row("")]);
    for plan in [&emptied, &twice] {
        assert_eq!((codes(plan), plan.files.len()), (vec![(Code::EmptiedCell, "ds.csv › CSV!E2")], 0));
    }
}

#[test]
fn what_a_cell_said_is_remembered_while_another_list_or_a_slip_does_not_say_it() {
    let plan = first(&[&row("")]);
    let files = site(&plan);
    let slip = again(&files, &plan.memory, &[&format!("1;Hũ gạo;{PLACE};Kinh tếế gì đó;;")]);
    assert_eq!(codes(&slip), [(Code::UncertainCell, "ds.csv › CSV!D2")]);
    let other = import(&files, &slip.memory, "khac.csv", format!("Tên mô hình;Địa bàn\nHũ gạo;{PLACE}\n").as_bytes());
    let right = again(&files, &other.memory, &[&format!("1;Hũ gạo;{PLACE};Văn hóa - xã hội;;")]);
    assert!(only(&right).1.contains("field: van-hoa-xa-hoi") && right.counts.conflicts == 0, "{:#?}", right.findings);
}

#[test]
fn a_new_remark_comes_into_the_file_once() {
    let plan = first(&[&row("")]);
    let told = again(&site(&plan), &plan.memory, &[&format!("{}Đã dừng", row(""))]);
    assert!(only(&told).1.contains("# Ghi chú: Đã dừng\n---\n"), "{:?}", told.files);
    // An editor who has read it takes it away.
    let gone = again(&site(&plan), &told.memory, &[&format!("{}Đã dừng", row(""))]);
    assert!(gone.files.is_empty() && gone.findings.is_empty());
}

#[test]
fn a_file_with_another_name_keeps_what_is_remembered() {
    let plan = first(&[&row("Tăng năng suất 10%.")]);
    let (path, text) = only(&plan);
    let aliased = text.replace("draft: true\n", "").replace("field:", "aliases: [mo-hinh/hu-gao]\nfield:");
    for (name, text) in [
        ("content/mo-hinh/binh-thuan/hu-gao-moi.md", &aliased),
        ("content/mo-hinh/lam-dong/hu-gao.md", text),
        ("content/mo-hinh/lam-dong/ten-khac.md", text),
    ] {
        // The title is the editor's too, where the file can be found by its address.
        let text = if text == &aliased {
            text.replace("title: Hũ gạo", "title: Hũ gạo nghĩa tình")
        } else {
            text.clone()
        };
        let renamed = catalog(&[(name, &text)]);
        let plan = again(&renamed, &plan.memory, &[&row("Tăng năng suất 20%.").replace("Kinh tế", "Văn hóa - xã hội")]);
        let (file, new) = only(&plan);
        assert_eq!((file.as_str(), plan.counts.conflicts), (name, 0), "{:#?}", plan.findings);
        assert!(new.contains("năng suất 20%.") && new.contains("field: van-hoa-xa-hoi"), "{new}");
        assert!(plan.memory.of_file(name).is_some() && plan.memory.of_file(path.as_str()).is_none());
    }
    // The desk renames in the memory.
    let mut memory = plan.memory.clone();
    memory.rename(path.as_str(), "content/mo-hinh/x.md");
    assert_eq!(
        memory.of_file("content/mo-hinh/x.md").unwrap().cells,
        plan.memory.of_file(path.as_str()).unwrap().cells
    );
}

#[test]
fn a_model_that_was_deleted_does_not_come_back_by_itself() {
    let plan = first(&[&row(""), &format!("2;Tiếng kẻng;{PLACE};Kinh tế;;")]);
    let (path, _) = plan.files.first_key_value().unwrap();
    let left: Vec<(&str, &str)> =
        plan.files.iter().skip(1).map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let rows = [row(""), format!("2;Tiếng kẻng;{PLACE};Kinh tế;;")];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let mut memory = plan.memory.clone();
    memory.delete(path.as_str());
    // Deleted at the desk, or by hand; told each time.
    for memory in [memory, plan.memory.clone()] {
        let told = again(&catalog(&left), &memory, &rows);
        let twice = again(&catalog(&left), &Memory::read(&told.memory.text()), &rows);
        for plan in [&told, &twice] {
            assert_eq!(codes(plan), [(Code::ModelDeleted, "ds.csv › CSV!B2")]);
            assert_eq!((plan.counts.deleted, plan.counts.written, plan.files.len()), (1, 0, 0));
        }
        let mapping = Mapping::new();
        let known = Known { with_deleted: true, ..known_of(&left, &mapping, &twice.memory) };
        let back = super::plan(&[("ds.csv".to_owned(), list(&rows))], &known);
        assert_eq!((only(&back).0, back.findings.len()), (path, 0));
        assert!(
            back.memory.of_file(path.as_str()).is_some()
                && back.memory.deleted(&back.memory.of_file(path.as_str()).unwrap().row).next().is_none()
        );
        // Taken out of the bin, or brought back by git, it is a model as before.
        let restored = again(&site(&plan), &twice.memory, &rows);
        assert_eq!((restored.counts.unchanged, restored.findings.len()), (2, 0));
    }
}

fn known_of<'k>(files: &[(&str, &str)], mapping: &'k Mapping, memory: &'k Memory) -> Known<'k> {
    known(Box::leak(Box::new(catalog(files))), mapping, memory)
}

#[test]
fn a_file_that_nobody_can_read_is_not_taken_for_deleted() {
    let plan = first(&[&row("")]);
    let (mapping, empty) = (Mapping::new(), catalog(&[]));
    let known = Known { is_there: &|_| true, ..known(&empty, &mapping, &plan.memory) };
    let refused = super::plan(&[("ds.csv".to_owned(), list(&[&row("")]))], &known);
    assert_eq!((codes(&refused), refused.files.len()), (vec![(Code::RowRefused, "ds.csv › CSV!B2")], 0));
    assert_eq!(refused.memory, plan.memory);
}

#[test]
fn a_row_that_a_list_has_no_more_is_named_once_and_nothing_is_deleted() {
    let rows = [row(""), format!("2;Tiếng kẻng;{PLACE};Kinh tế;;")];
    let plan = first(&[&rows[0], &rows[1]]);
    let shorter = again(&site(&plan), &plan.memory, &[&rows[0]]);
    assert_eq!((codes(&shorter), shorter.files.len()), (vec![(Code::RowGone, "ds.csv")], 0));
    assert!(shorter.findings[0].message.vi.contains("Tiếng kẻng"));
    assert!(again(&site(&plan), &shorter.memory, &[&rows[0]]).findings.is_empty());
    // Another list is another list; and a memory of before learns the list from the comment in the file.
    let other = import(&site(&plan), &plan.memory, "khac.csv", &list(&[&rows[0]]));
    assert!(other.findings.is_empty(), "{:#?}", other.findings);
    let old = Memory::read(&plan.memory.text().replace("\"list\":\"ds.csv\",", ""));
    assert_eq!(codes(&again(&site(&plan), &old, &[&rows[0]])), [(Code::RowGone, "ds.csv")]);
}

#[test]
fn a_place_that_becomes_known_belongs_to_the_same_row() {
    for before in ["", "Xã Không Có"] {
        let plan = first(&[&format!("1;Hũ gạo;{before};Kinh tế;;")]);
        let (path, text) = only(&plan);
        assert!(path.as_str().contains("/chua-ro-noi/") && text.contains("draft: true"), "{path} {text}");
        let mended = again(&site(&plan), &plan.memory, &[&row("")]);
        let (file, text) = only(&mended);
        assert_eq!((file, mended.findings.len(), mended.counts.written), (path, 0, 0), "{:#?}", mended.findings);
        assert!(text.contains(&format!("locality: \"{PLACE}\"")), "{text}");
        assert!(!text.contains("Chưa rõ") && !text.contains("draft"), "all is settled: {text}");
        // A place that is taken away again makes no second model either.
        let known = first(&[&row("")]);
        let emptied = again(&site(&known), &known.memory, &["1;Hũ gạo;;Kinh tế;;"]);
        assert_eq!((emptied.counts.written, emptied.files.len(), codes(&emptied)[0].0), (0, 0, Code::EmptiedCell));
        // A list with both rows has two models.
        let both = again(&site(&plan), &plan.memory, &[&format!("1;Hũ gạo;{before};Kinh tế;;"), &row("")]);
        assert_eq!((both.counts.written, both.counts.unchanged), (1, 1));
    }
}

#[test]
fn a_draft_of_the_import_is_one_until_the_list_has_settled_every_doubt() {
    let rows = |field: &str, place: &str| format!("1;Hũ gạo;{place};{field};;");
    let plan = first(&[&rows("Thể thao", "Xã Không Có")]);
    let half = again(&site(&plan), &plan.memory, &[&rows("Kinh tế", "Xã Không Có")]);
    let (path, text) = only(&half);
    assert!(text.contains("field: kinh-te") && text.contains("draft: true"), "{text}");
    assert_eq!(text.matches("# Chưa rõ: ").count(), 1, "what is settled is not noted any more: {text}");
    let told: Vec<Code> = half.findings.iter().map(|finding| finding.code).collect();
    assert_eq!((told, half.counts.still_drafts), (vec![Code::UncertainCell], 1), "one doubt is told once");
    // A doubt of an editor stays, and so does a file of which the editor has taken the notes for his own.
    let asked = text.replace("draft: true\n", "draft: true\n# Chưa rõ: hỏi lại xã\n");
    let whole = again(&catalog(&[(path.as_str(), &asked)]), &half.memory, &[&rows("Kinh tế", PLACE)]);
    let text = only(&whole).1;
    assert!(text.contains("# Chưa rõ: hỏi lại xã\n") && !text.contains("Không Có"), "{text}");
    assert!(!text.contains("draft: true") && whole.counts.still_drafts == 0, "{text}");
    let own: String = text.replace("field:", "draft: true\nfield:");
    let kept = again(&catalog(&[(path.as_str(), &own)]), &whole.memory, &[&rows("Kinh tế", PLACE)]);
    assert!(kept.files.is_empty(), "a draft of an editor stays one");
}

#[test]
fn a_draft_stays_one_while_list_and_article_disagree() {
    let plan = first(&[&format!("1;Hũ gạo;{PLACE};Thể thao;;")]);
    let (path, text) = only(&plan);
    let edited = text.replace("field:\n", "field: van-hoa-xa-hoi\n");
    let told = again(&catalog(&[(path.as_str(), &edited)]), &plan.memory, &[&row("")]);
    assert!(only(&told).1.contains("draft: true"));
    let codes: Vec<Code> = told.findings.iter().map(|finding| finding.code).collect();
    assert_eq!((codes, told.counts.still_drafts), (vec![Code::ImportConflict, Code::StillDraft], 1));
}

fn with(site: &Catalog, memory: &Memory, mapping: &str, list: &str) -> Plan {
    let mapping = super::super::import::read_settings(mapping).value;
    plan(&[("ds.csv".to_owned(), list.as_bytes().to_vec())], &known(site, &mapping, memory))
}

#[test]
fn a_mapping_that_is_corrected_corrects_what_nobody_has_edited() {
    let list = format!(
        "Tên mô hình;Địa bàn;Lĩnh vực;Cột một;Cột hai;Cột ba;Cột bốn\nHũ gạo;{PLACE};Kinh tế;Hội Nông dân;Giúp 12 hộ.;Nuôi 3 em.;5 triệu\n"
    );
    let before = "columns:\n  Cột một: summary\n  Cột hai: ket-qua\n  Cột ba: bo-qua\n  Cột bốn: ghi-chu\n";
    let first = with(&catalog(&[]), &Memory::default(), before, &list);
    let (path, text) = only(&first);
    assert!(text.contains("summary: Hội Nông dân\n") && text.contains("# Ghi chú: Cột bốn: 5 triệu\n"), "{text}");
    let after = "columns:\n  Cột một: organisation\n  Cột hai: ket-qua\n  Cột ba: ket-qua\n  Cột bốn: resources\n";
    let again = with(&site(&first), &first.memory, after, &list);
    assert!(again.findings.is_empty(), "{:#?}", again.findings);
    let fresh = with(&catalog(&[]), &Memory::default(), after, &list);
    assert_eq!(only(&again).1, only(&fresh).1, "as if it had been understood at once");
    let third = with(&site(&again), &again.memory, after, &list);
    assert!((third.files.len(), third.findings.len()) == (0, 0), "{:#?}", third.findings);

    // What an editor has changed since stays, and is told.
    let edited = text.replace("Hội Nông dân", "Góp gạo nuôi em").replace("12 hộ.", "mười hai hộ.");
    let kept = with(&catalog(&[(path.as_str(), &edited)]), &first.memory, after, &list);
    assert!(only(&kept).1.contains("summary: Góp gạo nuôi em\n"), "{}", only(&kept).1);
    assert_eq!(codes(&kept), [(Code::ImportConflict, "ds.csv › CSV!F2")]);

    // A section that no column has any more goes too.
    let none = "columns:\n  Cột một: summary\n  Cột hai: bo-qua\n  Cột ba: bo-qua\n  Cột bốn: ghi-chu\n";
    let none = with(&site(&first), &first.memory, none, &list);
    assert!(!only(&none).1.contains("Kết quả") && none.findings.is_empty(), "{}", only(&none).1);
}

#[test]
fn a_column_of_titles_that_is_corrected_makes_no_second_files() {
    let list = format!(
        "Đơn vị;Nội dung;Địa bàn;Lĩnh vực\nHội Nông dân;Hũ gạo;{PLACE};Kinh tế\nĐoàn xã;Tiếng kẻng;{PLACE};Kinh tế\n"
    );
    let first = with(&catalog(&[]), &Memory::default(), "columns:\n  Đơn vị: title\n  Nội dung: bo-qua\n", &list);
    let names = |plan: &Plan| plan.files.keys().map(|path| path.stem().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&first), ["doan-xa", "hoi-nong-dan"]);
    let right = "columns:\n  Đơn vị: organisation\n  Nội dung: title\n";
    let again = with(&site(&first), &first.memory, right, &list);
    assert_eq!((names(&again), again.counts.written, again.counts.updated), (names(&first), 0, 2));
    assert_eq!(codes(&again), [(Code::FormerTitle, "ds.csv › CSV!B2"), (Code::FormerTitle, "ds.csv › CSV!B3")]);
    let text = &again.files.values().nth(1).unwrap();
    assert!(text.contains("title: Hũ gạo\n") && text.contains("organisation: Hội Nông dân\n"), "{text}");
    // It is remembered under its right title, and told once.
    let third = with(&site(&again), &again.memory, right, &list);
    assert_eq!((third.files.len(), third.findings.len(), third.counts.unchanged), (0, 0, 2), "{:#?}", third.findings);

    // The rows have moved, and one that says the same in that column is new.
    let moved = format!(
        "Đơn vị;Nội dung;Địa bàn;Lĩnh vực\nHội Cựu chiến binh;Đường hoa;{PLACE};Kinh tế\nHội Nông dân;Hũ gạo;{PLACE};Kinh tế\nĐoàn xã;Tiếng kẻng;{PLACE};Kinh tế\n"
    );
    let moved = with(&site(&first), &first.memory, right, &moved);
    assert_eq!((moved.counts.written, moved.counts.updated), (1, 2), "{:#?}", moved.findings);
    let two = format!("{list}Hội Nông dân;Đường hoa;{PLACE};Kinh tế\n");
    let two = with(&site(&first), &first.memory, right, &two);
    assert_eq!((two.counts.written, two.counts.updated), (1, 2), "{:#?}", two.findings);
    assert!(two.files.iter().any(|(path, text)| path.stem() == "duong-hoa" && text.contains("title: Đường hoa\n")));
}

#[test]
fn a_title_that_is_nearly_that_of_a_model_at_the_same_place_is_told_and_stays_a_draft() {
    let row = |title: &str| format!("1;{title};{PLACE};Kinh tế;;");
    let old = "Trồng cà phê xen sầu riêng giúp nhau thoát nghèo";
    let new = "Trồng cà phê xen sầu riêng, giúp nhau thoát nghèo bền vững";
    let plan = first(&[&row(old)]);
    let third = import(&site(&plan), &plan.memory, "q3.csv", &list(&[&row(new)]));
    assert_eq!(codes(&third), [(Code::UncertainCell, "q3.csv › CSV!B2")]);
    let (path, text) = only(&third);
    assert!(text.contains("draft: true\n") && text.contains("gần trùng tên"), "{text}");

    // The list comes again while nobody has decided.
    let (old_path, old_text) = only(&plan);
    let both = catalog(&[(old_path.as_str(), old_text), (path.as_str(), text)]);
    let again = import(&both, &third.memory, "q3.csv", &list(&[&row(new)]));
    assert_eq!((again.files.len(), again.counts.still_drafts), (0, 1), "{:#?}", again.findings);
    // The older model was deleted: then nothing is in doubt any more.
    let alone = catalog(&[(path.as_str(), text)]);
    let settled = import(&alone, &third.memory, "q3.csv", &list(&[&row(new)]));
    assert!(!only(&settled).1.contains("draft"), "{}", only(&settled).1);

    // Two models of one list, and those that differ by their numbers, are two.
    let twins = ["Tổ tự quản đường hoa số 1", "Tổ tự quản đường hoa số 2"];
    let plan = first(&[&row(twins[0])]);
    let other = import(&site(&plan), &plan.memory, "q3.csv", &list(&[&row(twins[1])]));
    assert!(other.findings.is_empty() && other.counts.drafts == 0, "{:#?}", other.findings);
}
