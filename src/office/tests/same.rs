//! Which model a row is of when its list comes again and more or less is known of places than before, and when two lists bear
//! one name.

mod lists;

use super::communes::{NAMES, import_at, site_of, workbook};
use super::*;
use crate::text::SitePath;

const HEADING: &[&str] = &["STT", "Tên mô hình", "Lĩnh vực"];
const ROWS: [&[&str]; 2] = [&["1", "Camera an ninh", "Quốc phòng - an ninh"], &["2", "Hũ gạo", "Kinh tế"]];

/// The texts of files by their paths, as `now` has them or else `before`.
fn files<'p>(before: &'p Plan, now: &'p Plan) -> Vec<(&'p str, &'p str)> {
    let mut all: std::collections::BTreeMap<&SitePath, &String> = before.files.iter().collect();
    all.extend(now.files.iter());
    all.into_iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Workbooks that say by a line, a sheet or the title in which commune their rows are.
fn workbooks(commune: &str) -> [(&'static str, Vec<u8>); 4] {
    let capitals = commune.to_uppercase();
    let (group, above) = (format!("I. {capitals}"), format!("DANH SÁCH MÔ HÌNH {capitals} NĂM 2025"));
    let line: &[&[&str]] = &[HEADING, &["", &group, ""], ROWS[0], ROWS[1]];
    let sheet: &[&[&str]] = &[HEADING, ROWS[0], ROWS[1]];
    let title: &[&[&str]] = &[&[&above], HEADING, ROWS[0], ROWS[1]];
    let hamlet: &[&[&str]] = &[
        &["STT", "Tên mô hình", "Lĩnh vực", "Thôn"],
        &["", &group, "", ""],
        &["1", "Camera an ninh", "Quốc phòng - an ninh", "Thôn 3"],
        &["2", "Hũ gạo", "Kinh tế", "Thôn 3"],
    ];
    let of = |name, rows| workbook(&[(name, rows)]);
    [("line", of("DS", line)), ("sheet", of(commune, sheet)), ("title", of("DS", title)), ("hamlet", of("DS", hamlet))]
}

#[test]
fn a_home_that_is_written_later_makes_no_second_models_and_completes_their_places() {
    for commune in ["Xã Đông Giang", "Xã La Dạ"] {
        let full = format!("{commune}, tỉnh Lâm Đồng");
        let homes = ["", "Tỉnh Lâm Đồng", full.as_str()];
        for (what, book) in workbooks(commune) {
            for (before, after) in [(0, 1), (0, 2), (1, 0), (2, 0), (1, 2)] {
                home_changes(&format!("{commune} {what} {before} {after}"), &book, [homes[before], homes[after]]);
            }
        }
    }
}

fn home_changes(what: &str, book: &[u8], [before, after]: [&str; 2]) {
    let first = import_at(&site_of(before, &[]), &Memory::default(), None, "nhom.xlsx", book);
    assert_eq!(first.counts.written, 2, "{what}");
    let old = first.memory.text().lines().map(without_group).collect::<Vec<_>>().join("\n");
    for memory in [first.memory.clone(), Memory::read(&old)] {
        let site = site_of(after, &files(&first, &Plan::default()));
        let again = import_at(&site, &memory, None, "nhom.xlsx", book);
        let is_gone = codes(&again).iter().any(|(code, _)| *code == Code::RowGone);
        let counts = again.counts;
        assert_eq!((counts.written, counts.refused, is_gone), (0, 0, false), "{what} {:#?}", again.findings);
        if before.is_empty() {
            let all = files(&first, &again);
            assert!(all.iter().all(|(_, text)| text.contains(", tỉnh Lâm Đồng\"\n")), "{what} {all:#?}");
        }
        // And so the time after that.
        let site = site_of(after, &files(&first, &again));
        let third = import_at(&site, &again.memory, None, "nhom.xlsx", book);
        assert_eq!((third.counts.written, third.counts.unchanged), (0, 2), "{what} {:#?}", third.findings);
    }
}

/// A line of the memory as older programs wrote it.
fn without_group(line: &str) -> String {
    let Some((before, rest)) = line.split_once("\"group\":\"") else { return line.to_owned() };
    let (_, after) = rest.split_once("\",").unwrap();
    format!("{before}{after}")
}

#[test]
fn a_place_that_an_editor_has_written_stays_when_the_home_becomes_known() {
    let [(_, book), ..] = workbooks("Xã Đông Giang");
    let first = import_at(&site_of("", &[]), &Memory::default(), None, "nhom.xlsx", &book);
    let place = |line: &str| line.starts_with("locality:");
    let own = |line: &str| if place(line) { format!("locality: \"{}\"\n", NAMES[1]) } else { format!("{line}\n") };
    let edited = first.files.iter().map(|(path, text)| (path.as_str(), text.lines().map(own).collect::<String>()));
    let edited: Vec<(&str, String)> = edited.collect();
    let edited: Vec<(&str, &str)> = edited.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let again = import_at(&site_of("Tỉnh Lâm Đồng", &edited), &first.memory, None, "nhom.xlsx", &book);
    assert_eq!((again.counts.written, again.counts.conflicts), (0, 2), "{:#?}", again.findings);
    assert!(again.files.values().all(|text| text.contains(NAMES[1])), "{:#?}", again.files);
}

#[test]
fn a_model_that_was_deleted_does_not_come_back_because_the_home_is_known_now() {
    let [(_, book), ..] = workbooks("Xã Đông Giang");
    let first = import_at(&site_of("", &[]), &Memory::default(), None, "nhom.xlsx", &book);
    let deleted = import_at(&site_of("", &[]), &first.memory, None, "nhom.xlsx", &book);
    assert_eq!((deleted.counts.written, deleted.counts.deleted), (0, 2));
    for memory in [&first.memory, &deleted.memory] {
        let again = import_at(&site_of("Tỉnh Lâm Đồng", &[]), memory, None, "nhom.xlsx", &book);
        assert_eq!((again.counts.written, again.counts.deleted), (0, 2), "{:#?}", again.findings);
    }
}

#[test]
fn communes_of_one_title_in_one_list_stay_apart_when_the_home_is_known() {
    let group = |line: &'static str| -> &'static [&'static str] { Box::leak(vec!["", line, ""].into_boxed_slice()) };
    let rows: &[&[&str]] = &[HEADING, group("I. XÃ ĐÔNG GIANG"), ROWS[0], group("II. XÃ HÀM THUẬN"), ROWS[0]];
    let book = workbook(&[("DS", rows)]);
    let first = import_at(&site_of("", &[]), &Memory::default(), None, "nhom.xlsx", &book);
    let again =
        import_at(&site_of("Tỉnh Lâm Đồng", &files(&first, &Plan::default())), &first.memory, None, "nhom.xlsx", &book);
    assert_eq!((first.counts.written, again.counts.written), (2, 0), "{:#?}", again.findings);
    let mut wanted = NAMES.map(str::to_owned);
    wanted.sort();
    let all: Vec<String> = files(&first, &again).iter().map(|(_, text)| (*text).to_owned()).collect();
    wanted.iter().for_each(|place| assert!(all.iter().any(|text| text.contains(place)), "{place} {all:#?}"));
}

/// A list without a place, of what `who` does.
fn of(who: &str, others: &str) -> Vec<u8> {
    format!("STT;Tên mô hình;Lĩnh vực;Đơn vị thực hiện;Kết quả\n1;Camera an ninh;Quốc phòng - an ninh;{who};{others}\n")
        .into_bytes()
}

#[test]
fn a_list_of_the_same_name_and_of_another_office_changes_no_model() {
    let name = "danh-sach.xlsx.csv";
    let ours = of("Hội LHPN Bắc Ruộng", "Lắp 12 mắt.");
    let theirs = of("Hội LHPN Tánh Linh", "Lắp 5 mắt.");
    let first = import_at(&catalog(&[]), &Memory::default(), None, name, &ours);
    let site = |first: &Plan, now: &Plan| catalog(&files(first, now));
    let other = import_at(&site(&first, &Plan::default()), &first.memory, None, name, &theirs);
    assert_eq!((other.counts.written, other.counts.drafts, other.counts.updated), (1, 1, 0), "{:#?}", other.findings);
    assert!(other.files.keys().all(|path| !first.files.contains_key(path)), "the article of before stays as it is");
    assert!(other.findings.iter().any(|finding| finding.message.vi.contains("đơn vị khác")), "{:#?}", other.findings);
    let is_gone = |plan: &Plan| codes(plan).iter().any(|(code, _)| *code == Code::RowGone);
    assert!(!is_gone(&other), "{:#?}", other.findings);
    // Each of them still knows its own, however often they come.
    let mut memory = other.memory.clone();
    for bytes in [&ours, &theirs, &ours, &theirs] {
        let again = import_at(&site(&first, &other), &memory, None, name, bytes);
        assert_eq!((again.counts.written, again.counts.unchanged), (0, 1), "{:#?}", again.findings);
        memory = again.memory;
    }
    // A list that is corrected next quarter changes its model, and so does one that writes its office in full.
    for (who, what) in [("Hội LHPN Bắc Ruộng", "Lắp 15 mắt."), ("Hội LHPN Bắc Ruộng, xã Bắc Ruộng", "Lắp 12 mắt.")]
    {
        let corrected = import_at(&site(&first, &Plan::default()), &first.memory, None, name, &of(who, what));
        assert_eq!((corrected.counts.written, corrected.counts.updated), (0, 1), "{who} {:#?}", corrected.findings);
    }
    // Also where one of them is known to be somewhere.
    let placed = import_at(&site(&first, &Plan::default()), &first.memory, Some(NAMES[0]), name, &theirs);
    assert_eq!((placed.counts.written, placed.counts.updated), (1, 0), "{:#?}", placed.findings);
}

#[test]
fn where_no_office_is_named_most_of_the_cells_say_whether_it_is_another_list() {
    let list = |field: &str, year: &str, result: &str| {
        format!("STT;Tên mô hình;Lĩnh vực;Năm công nhận;Kết quả\n1;Camera an ninh;{field};{year};{result}\n")
            .into_bytes()
    };
    let first = import_at(&catalog(&[]), &Memory::default(), None, "ds.csv", &list("Kinh tế", "2023", "Lắp 12 mắt."));
    let site = catalog(&files(&first, &Plan::default()));
    let again = |bytes: &[u8]| import_at(&site, &first.memory, None, "ds.csv", bytes).counts;
    let corrected = again(&list("Kinh tế", "2023", "Lắp 15 mắt."));
    assert_eq!((corrected.written, corrected.updated), (0, 1));
    let other = again(&list("Văn hóa - xã hội", "2021", "Lắp 5 mắt."));
    assert_eq!((other.written, other.updated), (1, 0));
}

#[test]
fn a_list_of_one_commune_says_nothing_of_the_models_of_others() {
    let list =
        |titles: [&str; 2]| format!("STT;Tên mô hình;Lĩnh vực\n1;{};Kinh tế\n2;{};Kinh tế\n", titles[0], titles[1]);
    let name = "danh-sach.csv";
    let first =
        import_at(&catalog(&[]), &Memory::default(), Some(NAMES[0]), name, list(["Hũ gạo", "Camera"]).as_bytes());
    let site = catalog(&files(&first, &Plan::default()));
    let other = import_at(&site, &first.memory, Some(NAMES[1]), name, list(["Hũ gạo", "Đường hoa"]).as_bytes());
    assert!(codes(&other).iter().all(|(code, _)| *code != Code::RowGone), "{:#?}", other.findings);
    let own = import_at(&site, &first.memory, Some(NAMES[0]), name, list(["Hũ gạo", "Đường hoa"]).as_bytes());
    assert_eq!(codes(&own).iter().filter(|(code, _)| *code == Code::RowGone).count(), 1, "{:#?}", own.findings);
}
