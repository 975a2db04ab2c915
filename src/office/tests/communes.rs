//! Lists of several communes, or of one that no column names: which place a row has, and that models of one title stay apart.

use super::*;

pub(super) const NAMES: [&str; 2] = ["Xã Đông Giang, tỉnh Lâm Đồng", "Xã Hàm Thuận, tỉnh Lâm Đồng"];

pub(super) fn import_at(catalog: &Catalog, memory: &Memory, place: Option<&str>, name: &str, bytes: &[u8]) -> Plan {
    let mapping = Mapping::new();
    let known = Known { place, ..known(catalog, &mapping, memory) };
    plan(&[(name.to_owned(), bytes.to_vec())], &known)
}

pub(super) fn site_of(home: &str, files: &[(&str, &str)]) -> Catalog {
    let today = Date::new(TODAY.0, TODAY.1, TODAY.2).unwrap();
    let home = if home.is_empty() { String::new() } else { format!("home: {home}\n") };
    let site = [("content/site.yaml", home.as_str())];
    let source = Source::memory(site.iter().chain(files).map(|(path, text)| (*path, *text)), today).value;
    site::catalog(&source, &Options { drafts: true, ..Options::default() })
}

/// A site whose files are those of plans, later ones in place of earlier ones.
fn site(plans: &[&Plan]) -> Catalog {
    let mut all = std::collections::BTreeMap::new();
    plans.iter().for_each(|plan| all.extend(plan.files.iter()));
    let files: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    catalog(&files)
}

/// A workbook with a sheet of each name and these rows.
pub(super) fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut package = NewPackage::default();
    let (mut names, mut relations) = (String::new(), String::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let number = at + 1;
        names += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\" xmlns:r=\"r\"/>");
        relations += &format!("<Relationship Id=\"rId{number}\" Target=\"worksheets/sheet{number}.xml\"/>");
        let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", cells(rows));
        package.add(&format!("xl/worksheets/sheet{number}.xml"), sheet.as_bytes());
    }
    package.add("xl/workbook.xml", format!("<workbook><sheets>{names}</sheets></workbook>").as_bytes());
    package.add("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>").as_bytes());
    package.finish()
}

fn list(who: &str) -> Vec<u8> {
    format!("STT;Tên mô hình;Lĩnh vực;Đơn vị thực hiện\n1;Camera an ninh;Quốc phòng - an ninh;{who}\n").into_bytes()
}

/// The places of the files, sorted.
pub(super) fn places(plan: &Plan) -> Vec<String> {
    let place = |text: &String| {
        text.lines().find_map(|line| Some(line.strip_prefix("locality: ")?.trim_matches('"').to_owned()))
    };
    let mut all: Vec<String> = plan.files.values().map(|text| place(text).unwrap_or_default()).collect();
    all.sort();
    all
}

#[test]
fn a_list_of_another_commune_changes_no_model_of_the_same_title() {
    // With the place said of each list, with none, and with a hamlet of the same name.
    let hamlet = |who: &str| {
        let text = String::from_utf8(list(who)).unwrap();
        text.replacen("STT;", "Thôn;", 1).replace("\n1;", "\nThôn 3;").into_bytes()
    };
    for (at, lists) in [
        (NAMES.map(Some), [list("Hội A"), list("Hội B")]),
        ([None, None], [list("Hội A"), list("Hội B")]),
        (NAMES.map(Some), [hamlet("Hội A"), hamlet("Hội B")]),
    ] {
        let first = import_at(&catalog(&[]), &Memory::default(), at[0], "a.csv", &lists[0]);
        let other = import_at(&site(&[&first]), &first.memory, at[1], "b.csv", &lists[1]);
        assert_eq!((other.counts.written, other.counts.updated), (1, 0), "{:#?}", other.findings);
        assert!(other.files.keys().all(|path| !first.files.contains_key(path)));
        assert!(codes(&other).contains(&(Code::UncertainCell, "b.csv › CSV!B2")), "{:#?}", other.findings);
        // Each list still knows its own.
        let both = site(&[&first, &other]);
        for (at, name, bytes) in [(at[0], "a.csv", &lists[0]), (at[1], "b.csv", &lists[1])] {
            let again = import_at(&both, &other.memory, at, name, bytes);
            assert_eq!((again.counts.written, again.counts.unchanged), (0, 1), "{name} {:#?}", again.findings);
        }
        // An editor has written the place of the first; the list of the other does not touch it either.
        let (path, text) = first.files.first_key_value().unwrap();
        let own = text.replace("locality:\n", &format!("locality: \"{}\"\n", NAMES[0]));
        let edited = import_at(&catalog(&[(path.as_str(), &own)]), &first.memory, at[1], "b.csv", &lists[1]);
        assert_eq!((edited.counts.written, edited.counts.updated), (1, 0), "{:#?}", edited.findings);
        let same = import_at(&catalog(&[(path.as_str(), &own)]), &first.memory, at[0], "a.csv", &lists[0]);
        assert_eq!((same.counts.written, same.counts.updated + same.counts.unchanged), (0, 1), "{:#?}", same.findings);
    }
}

#[test]
fn a_memory_of_before_knows_a_row_without_a_place_by_its_list() {
    let first = import(&catalog(&[]), &Memory::default(), "a.csv", &list("Hội A"));
    let old = Memory::read(&first.memory.text().replace("camera an ninh | @ a.csv › csv › ", "camera an ninh"));
    assert_ne!(old, first.memory);
    let corrected = String::from_utf8(list("Hội A")).unwrap().replace("Quốc phòng - an ninh", "Kinh tế");
    let again = import(&site(&[&first]), &old, "a.csv", corrected.as_bytes());
    assert_eq!((again.counts.written, again.counts.updated), (0, 1), "{:#?}", again.findings);
    // A model that was deleted stays so for its own list, and another list may have it.
    let deleted = import(&catalog(&[]), &old, "a.csv", &list("Hội A"));
    assert_eq!((deleted.counts.written, deleted.counts.deleted), (0, 1), "{:#?}", deleted.findings);
    let third = import(&catalog(&[]), &deleted.memory, "b.csv", &list("Hội B"));
    assert_eq!((third.counts.written, third.counts.deleted), (1, 0), "{:#?}", third.findings);
}

const HEADING: &[&str] = &["STT", "Tên mô hình", "Lĩnh vực"];
const ROW: &[&str] = &["1", "Camera an ninh", "Quốc phòng - an ninh"];

#[test]
fn rows_of_several_communes_are_several_models() {
    let named = [("Xã Đông Giang", "XÃ ĐÔNG GIANG", true), ("Xã Không Có", "XÃ KHÔNG CÓ", false)];
    let sheets: Vec<(&str, &[&[&str]])> = vec![
        (named[0].0, &[HEADING, ROW]),
        ("Xã Hàm Thuận", &[HEADING, ROW]),
        (named[1].0, &[HEADING, ROW]),
        ("Tờ 4", &[HEADING, ROW]),
    ];
    let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &workbook(&sheets));
    assert_eq!((plan.counts.written, plan.counts.drafts, plan.counts.refused), (4, 2, 0), "{:#?}", plan.findings);
    assert_eq!(
        places(&plan),
        ["", NAMES[1], "Xã Không Có", NAMES[0]]
            .map(str::to_owned)
            .into_iter()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>()
    );
    let again = import(&site(&[&plan]), &plan.memory, "ds.xlsx", &workbook(&sheets));
    assert_eq!((again.counts.unchanged, again.files.len()), (4, 0), "{:#?}", again.findings);

    let group = |line: &'static str| -> &'static [&'static str] { Box::leak(vec!["", line, ""].into_boxed_slice()) };
    let lines: &[&[&str]] =
        &[HEADING, group("I. XÃ ĐÔNG GIANG"), ROW, group("II. XÃ HÀM THUẬN"), ROW, group("III. XÃ KHÔNG CÓ"), ROW];
    let plan = import(&catalog(&[]), &Memory::default(), "nhom.xlsx", &workbook(&[("DS", lines)]));
    assert_eq!((plan.counts.written, plan.counts.drafts, plan.counts.refused), (3, 1, 0), "{:#?}", plan.findings);
    let mut wanted = vec![NAMES[0].to_owned(), NAMES[1].to_owned(), "XÃ KHÔNG CÓ".to_owned()];
    wanted.sort();
    assert_eq!(places(&plan), wanted);

    // Of two rows of one group it is said truly why they are not told apart.
    let twice: &[&[&str]] = &[HEADING, ROW, ROW];
    let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &workbook(&[("DS", twice)]));
    let refused = plan.findings.iter().find(|finding| finding.code == Code::RowRefused).unwrap();
    assert!(refused.message.vi.contains("chưa rõ mỗi hàng ở nơi nào"), "{refused:#?}");
}

#[test]
fn a_list_without_a_column_of_places_has_the_place_that_is_said_of_it() {
    let rows: &[&[&str]] = &[HEADING, ROW];
    let titled: &[&[&str]] =
        &[&["ĐẢNG ỦY XÃ ĐÔNG GIANG"], &["DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” XÃ ĐÔNG GIANG NĂM 2024"], HEADING, ROW];
    let wanted = [NAMES[0].to_owned()];
    for (what, home, place, sheets) in [
        ("--place", "Tỉnh Lâm Đồng", Some(NAMES[0]), [("DS", rows)]),
        ("home", NAMES[0], None, [("DS", rows)]),
        ("sheet", "Tỉnh Lâm Đồng", None, [("Xã Đông Giang", rows)]),
        ("sheet without a word for its kind", "Tỉnh Lâm Đồng", Some("Tỉnh Lâm Đồng"), [("Đông Giang", rows)]),
        ("title", "Tỉnh Lâm Đồng", None, [("DS", titled)]),
    ] {
        let site = site_of(home, &[]);
        let plan = import_at(&site, &Memory::default(), place, "ds.xlsx", &workbook(&sheets));
        assert_eq!((places(&plan), plan.counts.drafts), (wanted.to_vec(), 0), "{what} {:#?}", plan.findings);
        assert!(plan.files.keys().all(|path| path.as_str().contains("/lam-dong/")), "{what}");
    }
    // A cell that was left empty in a column of hamlets.
    let hamlets: &[&[&str]] =
        &[&["STT", "Tên mô hình", "Lĩnh vực", "Thôn"], ROW, &["2", "Hũ gạo", "Kinh tế", "Thôn 3"]];
    let plan = import_at(&catalog(&[]), &Memory::default(), Some(NAMES[0]), "ds.xlsx", &workbook(&[("DS", hamlets)]));
    assert_eq!(places(&plan), ["Thôn 3, xã Đông Giang, tỉnh Lâm Đồng", NAMES[0]]);
    assert_eq!(plan.counts.drafts, 0, "{:#?}", plan.findings);
    // The province of a site is where every row is, and says of none where it is; a sheet that contradicts is asked about.
    let plan = import_at(&catalog(&[]), &Memory::default(), None, "ds.xlsx", &workbook(&[("DS", rows)]));
    assert_eq!((places(&plan), plan.counts.drafts), (vec![String::new()], 1));
    let plan =
        import_at(&catalog(&[]), &Memory::default(), Some(NAMES[1]), "ds.xlsx", &workbook(&[("Xã Đông Giang", rows)]));
    assert_eq!((places(&plan), plan.counts.drafts), (wanted.to_vec(), 1), "{:#?}", plan.findings);
}

#[test]
fn a_hamlet_without_its_commune_is_not_known() {
    for (said, is_known) in [
        ("Thôn 3", false),
        ("Thôn 3, tỉnh Lâm Đồng", true),
        ("Thôn 3, huyện Hàm Thuận Bắc, tỉnh Bình Thuận", true),
        ("Thôn 3, xã Đông Giang", true),
        ("Khu dân cư số 3, huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu", true),
    ] {
        let plan = csv(&catalog(&[]), &format!("Tên mô hình;Địa bàn;Lĩnh vực\nHũ gạo;\"{said}\";Kinh tế\n"));
        assert_eq!(plan.counts.drafts, usize::from(!is_known), "{said} {:#?}", plan.findings);
        assert_eq!(plan.findings.is_empty(), is_known, "{said}");
    }
}

#[test]
fn without_a_home_a_commune_that_the_title_or_the_sheet_names_is_offered() {
    let rows: &[&[&str]] = &[HEADING, ROW];
    let titled: &[&[&str]] =
        &[&["DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” XÃ BẮC RUỘNG NĂM 2024"], &["(Kèm theo Tờ trình số 05)"], HEADING, ROW];
    for (what, sheet) in [("title", ("DS", titled)), ("sheet", ("Bắc Ruộng", rows)), ("sheet", ("X. Bắc Ruộng", rows))]
    {
        let plan = import_at(&site_of("", &[]), &Memory::default(), None, "ds.xlsx", &workbook(&[sheet]));
        assert_eq!((plan.counts.written, plan.counts.drafts), (1, 1), "{what}");
        let helps: Vec<&str> = plan.findings.iter().filter_map(|told| Some(told.help.as_ref()?.vi.as_ref())).collect();
        assert!(
            helps
                .iter()
                .any(|help| help.starts_with("Có thể là: Xã Bắc Ruộng, tỉnh Lâm Đồng; Xã Bắc Ruộng, huyện Tánh Linh")),
            "{what} {:#?}",
            plan.findings
        );
    }
    let plan = import_at(&site_of("", &[]), &Memory::default(), None, "ds.xlsx", &workbook(&[("Tổng hợp", rows)]));
    assert!(plan.files.values().all(|text| text.contains("Chưa ghi “Địa phương”")), "{:#?}", plan.files);
}
