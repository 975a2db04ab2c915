//! `lantoa init DIR`: creates the files of a new site, with `--ci` the workflow that publishes it, and with `--cms` what an
//! editor in the browser needs; in a folder that has a site only these. Never overwrites a file.

mod ci;
mod cms;
mod editor;
mod repository;

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use cms::Cms;
use repository::Repository;

use super::export::catalog;
use super::{Outcome, messages, print};
use crate::error::SystemError;
use crate::schema;
use crate::text::Lang;

/// Path and content of each file, besides the sample of a model.
const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", include_str!("site.yaml")),
    ("content/trang/gioi-thieu.md", include_str!("gioi-thieu.md")),
    ("content/trang/huong-dan-bien-tap.md", include_str!("huong-dan-bien-tap.md")),
    ("content/trang/tu-ngu.md", include_str!("tu-ngu.md")),
    (".gitignore", "/output\n/.lantoa\n"),
];
/// Pictures of the guide, as the shipped site has them.
const PICTURES: &[(&str, &[u8])] = &[
    ("content/trang/ban-lam-viec-thiet-lap.webp", include_bytes!("ban-lam-viec-thiet-lap.webp")),
    ("content/trang/ban-lam-viec-nhap.webp", include_bytes!("ban-lam-viec-nhap.webp")),
    ("content/trang/ban-lam-viec-bieu-mau.webp", include_bytes!("ban-lam-viec-bieu-mau.webp")),
];
const SAMPLE: &str = "content/mo-hinh/mau-mo-hinh.md";

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<Outcome, SystemError> {
    let folder = arguments.get_one::<PathBuf>("dir").cloned().unwrap_or_default();
    let ci = arguments.get_one::<String>("ci");
    let cms = arguments.get_one::<String>("cms").and_then(|name| Cms::of_name(name));
    if ci.is_none() && cms.is_none() || !folder.join("content").exists() {
        new_site(&folder, lang)?;
    }
    let repository = Repository::of(&folder);
    if let Some((name, text)) = ci.and_then(|host| ci::workflow(host, &repository)) {
        add(&repository.root, &[(name, text)])?;
        print(&messages::INIT_CI.fill(lang, &[("path", &repository.root.join(name).display())]))?;
    }
    if let Some(cms) = cms {
        add(&folder, &cms::files(cms, &catalog(&folder)?.site, &repository))?;
        print(&messages::INIT_CMS.fill(lang, &[("path", &folder.join("admin").display())]))?;
    }
    Ok(Outcome::Success)
}

/// Whether `folder`, which may not exist yet, is inside the `content/` of a site.
fn is_in_content(folder: &Path) -> bool {
    let Ok(folder) = std::path::absolute(folder) else { return false };
    let mut folders = folder.ancestors().filter(|folder| folder.ends_with("content"));
    folders.any(|content| content.join("site.yaml").is_file())
}

/// Adds files, all or none of them.
fn add(folder: &Path, files: &[(&str, String)]) -> Result<(), SystemError> {
    if let Some(existing) = files.iter().map(|(name, _)| folder.join(name)).find(|path| path.exists()) {
        return Err(SystemError::new(messages::INIT_OCCUPIED.into()).on(&existing));
    }
    files.iter().try_for_each(|(name, text)| write(&folder.join(name), text))
}

fn new_site(folder: &Path, lang: Lang) -> Result<(), SystemError> {
    make(folder, Some(&schema::sample_model(lang)), lang)?;
    // The name stands in commands that are copied.
    let folder = folder.display().to_string();
    let folder = if folder.contains(char::is_whitespace) { format!("\"{folder}\"") } else { folder };
    print(&messages::INIT_DONE.fill(lang, &[("dir", &folder)]))
}

/// Writes the files of a new site, with the sample of a model if there is one.
fn make(folder: &Path, sample: Option<&str>, lang: Lang) -> Result<(), SystemError> {
    if is_in_content(folder) {
        return Err(SystemError::new(messages::INIT_INSIDE.into()).on(folder));
    }
    let texts = FILES.iter().copied().chain(sample.map(|text| (SAMPLE, text)));
    let texts = texts.map(|(name, text)| (name, text.as_bytes()));
    let files = || texts.clone().chain(PICTURES.iter().copied());
    if let Some(existing) = files().map(|(name, _)| folder.join(name)).find(|path| path.exists()) {
        return Err(SystemError::new(messages::INIT_OCCUPIED.into()).on(&existing));
    }
    for (name, bytes) in files() {
        write(&folder.join(name), bytes)?;
    }
    // Existing editor settings are kept.
    for (name, text) in editor::files(lang) {
        let path = folder.join(name);
        if !path.exists() {
            write(&path, &text)?;
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), SystemError> {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes));
    written.map_err(|error| SystemError::io(messages::CANNOT_WRITE.into(), path, error))
}

/// Begins a site with this title in a folder that does not exist, without a word. The desk's form shows what belongs where,
/// so there is no sample, which would stand in the list as if somebody had written it.
pub(super) fn begin(folder: &Path, title: &str, home: Option<&str>, lang: Lang) -> Result<(), SystemError> {
    make(folder, None, lang)?;
    let (name, text) = FILES[0];
    let filled = |line: &str| match (line, home) {
        _ if line.starts_with("title:") => format!("title: {}\n", schema::flow_scalar(title)),
        (_, Some(home)) if line.starts_with("# home:") => format!("home: {}\n", schema::flow_scalar(home)),
        _ => format!("{line}\n"),
    };
    write(&folder.join(name), text.lines().map(filled).collect::<String>())
}
