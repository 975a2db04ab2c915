use std::fs;
use std::path::PathBuf;

use super::*;

fn push(root: &Path) -> Result<(), Refused> {
    super::super::push(root, &Arc::default())
}

/// A repository on a server and two clones of it, each with a name.
struct Two {
    _folder: tempfile::TempDir,
    an: PathBuf,
    binh: PathBuf,
}

fn run(root: &Path, arguments: &[&str]) -> String {
    git(root, arguments, "").unwrap_or_else(|words| panic!("git {arguments:?}: {words}"))
}

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join("content/mo-hinh").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(root: &Path, name: &str) -> String {
    fs::read_to_string(root.join("content/mo-hinh").join(name)).unwrap()
}

fn commit(root: &Path, name: &str, text: &str) {
    write(root, name, text);
    run(root, &["add", "--all"]);
    run(root, &["commit", "--quiet", "--message", name]);
}

fn delete(root: &Path, name: &str) {
    run(root, &["rm", "--quiet", &format!("content/mo-hinh/{name}")]);
    run(root, &["commit", "--quiet", "--message", name]);
}

fn two() -> Option<Two> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    if git(root, &["--version"], "").is_err() {
        eprintln!("SKIPPED: there is no git here");
        return None;
    }
    run(root, &["init", "--quiet", "--bare", "--initial-branch=main", "kho.git"]);
    let clone = |name: &str| {
        run(root, &["clone", "--quiet", "kho.git", name]);
        let path = root.join(name);
        for (key, value) in [("user.name", name), ("user.email", "a@example.vn"), ("merge.ff", "only")] {
            run(&path, &["config", key, value]);
        }
        path
    };
    let an = clone("an");
    commit(&an, "a.md", "Một\n\nHai\n\nBa\n");
    push(&an).unwrap();
    let binh = clone("binh");
    Some(Two { an, binh, _folder: folder })
}

fn taken(root: &Path) -> Result<u32, Refused> {
    fetch(root, &Arc::default())?
        .map_or(Ok(0), |theirs| merge(root, &theirs, &|_| None))
        .map_err(|not_merged| not_merged.refused)
}

fn status(root: &Path) -> String {
    run(root, &["status", "--porcelain=v1"]) + &run(root, &["rev-parse", "HEAD"])
}

/// On both sides another first line of `a.md`, and a new file on the server. Both have the commit that `a.md` began with.
fn conflicting(two: &Two) {
    commit(&two.an, "a.md", "An\n");
    commit(&two.an, "b.md", "Mới\n");
    push(&two.an).unwrap();
    commit(&two.binh, "a.md", "Bình\n");
}

#[test]
fn what_others_have_sent_is_taken_over_and_then_ones_own_can_be_sent() {
    let Some(two) = two() else { return };
    let Two { an, binh, .. } = &two;
    assert_eq!(taken(binh).unwrap(), 0);
    commit(an, "b.md", "An viết\n");
    push(an).unwrap();
    commit(binh, "c.md", "Bình viết\n");
    commit(binh, "a.md", "Một\n\nHai\n\nBa, Bình sửa\n");
    let behind = push(binh).unwrap_err();
    assert!(behind.message.vi.contains("“Lấy thay đổi về”"), "{}", behind.message.vi);
    assert_eq!(taken(binh).unwrap(), 1);
    assert_eq!((read(binh, "b.md"), read(binh, "c.md")), ("An viết\n".to_owned(), "Bình viết\n".to_owned()));
    push(binh).unwrap();
    // Different places of one file are merged too.
    commit(an, "a.md", "Một, An sửa\n\nHai\n\nBa\n");
    assert!(taken(an).unwrap() > 0);
    assert_eq!(read(an, "a.md"), "Một, An sửa\n\nHai\n\nBa, Bình sửa\n");
}

#[test]
fn what_is_not_committed_is_named_and_left_alone() {
    let Some(two) = two() else { return };
    let Two { an, binh, .. } = &two;
    commit(an, "b.md", "An\n");
    push(an).unwrap();
    write(binh, "b.md", "Bình\n");
    let before = status(binh);
    let told = taken(binh).unwrap_err();
    assert!(told.message.vi.contains("chưa ghi vào lịch sử: content/mo-hinh/b.md."), "{}", told.message.vi);
    assert_eq!((status(binh), read(binh, "b.md")), (before, "Bình\n".to_owned()));
    // A file beside the content that the server has too.
    fs::remove_file(binh.join("content/mo-hinh/b.md")).unwrap();
    fs::write(an.join("ghi-chu.txt"), "An").unwrap();
    commit(an, "d.md", "An\n");
    push(an).unwrap();
    fs::write(binh.join("ghi-chu.txt"), "Bình").unwrap();
    let before = status(binh);
    let told = taken(binh).unwrap_err();
    assert!(told.message.vi.contains("máy này: ghi-chu.txt."), "{}", told.message.vi);
    assert_eq!((status(binh), fs::read_to_string(binh.join("ghi-chu.txt")).unwrap()), (before, "Bình".to_owned()));
}

#[test]
fn a_merge_in_conflict_is_undone_whole() {
    let Some(two) = two() else { return };
    conflicting(&two);
    let binh = &two.binh;
    let before = status(binh);
    let told = taken(binh).unwrap_err();
    assert!(told.message.vi.contains("cùng sửa một chỗ trong: content/mo-hinh/a.md."), "{}", told.message.vi);
    assert_eq!((status(binh), read(binh, "a.md")), (before, "Bình\n".to_owned()));
    assert!(!binh.join("content/mo-hinh/b.md").exists(), "no part of it stays");
    // One side deletes what the other changes.
    run(binh, &["reset", "--quiet", "--hard", "HEAD~"]);
    delete(binh, "a.md");
    let before = status(binh);
    assert!(taken(binh).unwrap_err().message.vi.contains("a.md"));
    assert_eq!(status(binh), before);
}

#[test]
fn what_a_person_has_chosen_is_merged_with_all_else() {
    let Some(two) = two() else { return };
    conflicting(&two);
    let binh = &two.binh;
    let theirs = fetch(binh, &Arc::default()).unwrap().unwrap();
    let open = merge(binh, &theirs, &|_| None).unwrap_err().open;
    let sides = &open[0];
    assert_eq!(
        (open.len(), &*sides.file, sides.base.as_deref(), sides.ours.as_deref(), sides.theirs.as_deref(), &*sides.by),
        (1, "content/mo-hinh/a.md", Some("Một\n\nHai\n\nBa\n"), Some("Bình\n"), Some("An\n"), "an")
    );
    let before = status(binh);
    assert!(before.starts_with(char::is_alphanumeric), "nothing has changed: {before}");
    assert_eq!(merge(binh, &theirs, &|_| Some(Kept::Text("Bình\nAn\n".to_owned()))).unwrap(), 2);
    assert_eq!((read(binh, "a.md"), read(binh, "b.md")), ("Bình\nAn\n".to_owned(), "Mới\n".to_owned()));
    push(binh).unwrap();
}

#[test]
fn what_one_deletes_and_the_other_edits_is_asked_in_both_directions() {
    let Some(two) = two() else { return };
    let Two { an, binh, .. } = &two;
    for (deletes, edits, is_there) in [(binh, an, true), (an, binh, true), (binh, an, false)] {
        for root in [an, binh] {
            taken(root).unwrap();
        }
        commit(edits, "a.md", &format!("Sửa {is_there}, {}\n", run(edits, &["rev-parse", "HEAD"])));
        commit(edits, "b.md", &run(edits, &["rev-parse", "HEAD"]));
        let edited = read(edits, "a.md");
        delete(deletes, "a.md");
        push(if deletes == an { deletes } else { edits }).unwrap();
        let here = if deletes == an { edits } else { deletes };
        let theirs = fetch(here, &Arc::default()).unwrap().unwrap();
        let before = status(here);
        let open = merge(here, &theirs, &|_| None).unwrap_err().open;
        let is_gone: Vec<_> = open.iter().map(|one| (one.ours.is_none(), one.theirs.is_none(), &*one.by)).collect();
        let by = if deletes == an { (false, true, "an") } else { (true, false, "an") };
        assert_eq!(is_gone, [by]);
        assert_eq!(status(here), before, "nothing is done before it is asked");
        let chosen = |_: &Sides| Some(if is_there { Kept::Edited } else { Kept::Nothing });
        assert!(merge(here, &theirs, &chosen).unwrap() > 0);
        assert!(here.join("content/mo-hinh/b.md").exists(), "the other article is taken over");
        assert_eq!(fs::read_to_string(here.join("content/mo-hinh/a.md")).ok(), is_there.then_some(edited));
        assert_eq!(run(here, &["status", "--porcelain=v1"]), "");
        assert_eq!(run(here, &["log", "--format=%P", "-1"]).split_whitespace().count(), 2, "both stay in the history");
        push(here).unwrap();
    }
}

#[test]
fn two_names_that_both_sides_have_given_one_file_are_asked() {
    let Some(two) = two() else { return };
    let Two { an, binh, .. } = &two;
    let rename = |root: &Path, to: &str| {
        run(root, &["mv", "content/mo-hinh/a.md", &format!("content/mo-hinh/{to}")]);
        run(root, &["commit", "--quiet", "--message", to]);
    };
    rename(an, "an.md");
    push(an).unwrap();
    rename(binh, "binh.md");
    let theirs = fetch(binh, &Arc::default()).unwrap().unwrap();
    let before = status(binh);
    let open = merge(binh, &theirs, &|_| None).unwrap_err().open;
    let names: Vec<_> = open.iter().map(|sides| (&*sides.file, sides.renamed.as_deref())).collect();
    assert_eq!(names, [("content/mo-hinh/binh.md", Some("content/mo-hinh/an.md"))], "one question for both names");
    assert_eq!(status(binh), before);
    let chosen =
        |sides: &Sides| Some(Kept::Named("content/mo-hinh/an.md".to_owned(), sides.theirs.clone().unwrap() + "Hết\n"));
    assert_eq!(merge(binh, &theirs, &chosen).unwrap(), 1);
    let names = fs::read_dir(binh.join("content/mo-hinh")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["an.md"]);
    assert_eq!(read(binh, "an.md"), "Một\n\nHai\n\nBa\nHết\n");
    assert_eq!(run(binh, &["status", "--porcelain=v1"]), "");
}

#[test]
fn of_a_file_of_two_names_each_side_has_its_own_text() {
    let Some(two) = two() else { return };
    let Two { an, binh, .. } = &two;
    let long = |word: &str| format!("{}Hai, {word}\n", "Một\n\n".repeat(20));
    for root in [an, binh] {
        commit(root, "a.md", &long("cũ"));
        if root == an {
            push(an).unwrap();
        } else {
            run(binh, &["reset", "--quiet", "--hard", "HEAD~"]);
            taken(binh).unwrap();
        }
    }
    for (root, name) in [(an, "an"), (binh, "binh")] {
        run(root, &["mv", "content/mo-hinh/a.md", &format!("content/mo-hinh/{name}.md")]);
        commit(root, &format!("{name}.md"), &long(name));
    }
    push(an).unwrap();
    let theirs = fetch(binh, &Arc::default()).unwrap().unwrap();
    let open = merge(binh, &theirs, &|_| None).unwrap_err().open;
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].ours.as_deref(), open[0].theirs.as_deref()), (Some(&*long("binh")), Some(&*long("an"))));
}

/// What an import has written: a line for its model, one for its list, the headings, and the article.
fn imported(root: &Path, name: &str, source: &str) {
    let row = format!("{{\"file\":\"content/mo-hinh/{name}.md\",\"row\":\"{name}\",\"cells\":{{}}}}\n");
    let list = format!("{{\"columns_of\":\"{source}\",\"columns\":{{\"x\":\"title\"}}}}\n");
    fs::write(root.join("import.rows.jsonl"), row + &list).unwrap();
    fs::write(root.join("import.yaml"), format!("columns:\n  Cột {name}: title\n  Nơi: {name}\n")).unwrap();
    commit(root, "chung.md", &format!("---\n# Nguồn: {source} › A!B3\ntitle: Chung\n---\n"));
}

#[test]
fn what_two_imports_have_written_is_merged() {
    let Some(two) = two() else { return };
    let Two { an, binh, .. } = &two;
    imported(an, "thon", "quy-2.xlsx");
    push(an).unwrap();
    imported(binh, "xa", "quy-2b.xlsx");
    assert_eq!(taken(binh).unwrap(), 1);
    push(binh).unwrap();
    assert!(taken(an).unwrap() > 0);
    for root in [an, binh] {
        let text = |name: &str| fs::read_to_string(root.join(name)).unwrap();
        let rows = text("import.rows.jsonl");
        for said in ["mo-hinh/thon.md", "mo-hinh/xa.md", "quy-2.xlsx", "quy-2b.xlsx"] {
            assert!(rows.contains(said), "{rows}");
        }
        // Of a heading that both explain the server's word counts.
        assert_eq!(text("import.yaml"), "columns:\n  Cột thon: title\n  Nơi: thon\n  Cột xa: title\n");
        assert!(read(root, "chung.md").contains("# Nguồn: quy-2.xlsx"), "{}", read(root, "chung.md"));
    }
    // One that is no mapping is left to people.
    fs::write(an.join("import.yaml"), "columns:\n  Cột: title\n").unwrap();
    commit(an, "e.md", "An\n");
    push(an).unwrap();
    fs::write(binh.join("import.yaml"), "columns:\n  Cột: khong-co\n").unwrap();
    commit(binh, "f.md", "Bình\n");
    let before = status(binh);
    assert!(taken(binh).unwrap_err().message.vi.contains("import.yaml"));
    assert_eq!(status(binh), before);
}

#[test]
fn a_branch_that_the_server_does_not_have_yet_brings_nothing() {
    let Some(two) = two() else { return };
    let Two { an, .. } = &two;
    run(an, &["switch", "--quiet", "--create", "moi"]);
    assert_eq!(taken(an).unwrap(), 0);
    run(an, &["switch", "--quiet", "--detach"]);
    assert!(taken(an).unwrap_err().message.vi.starts_with("Git không đứng ở nhánh nào"));
}
