//! `lantoa init DIR`: the files a new site begins with. Nothing that exists is overwritten.

mod editor;

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{End, print, say};
use crate::fault::Fault;
use crate::text::Lang;

/// Where each file goes, and what stands in it.
const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", include_str!("site.yaml")),
    ("content/mo-hinh/mau-mo-hinh.md", include_str!("mau-mo-hinh.md")),
    ("content/trang/gioi-thieu.md", include_str!("gioi-thieu.md")),
    (".gitignore", "/output\n/.lantoa\n"),
];

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<End, Fault> {
    let dir = arguments.get_one::<PathBuf>("dir").cloned().unwrap_or_default();
    if let Some(taken) = FILES.iter().map(|(name, _)| dir.join(name)).find(|path| path.exists()) {
        return Err(Fault::new(say::INIT_OCCUPIED.say()).on(&taken));
    }
    for (name, text) in FILES {
        write(&dir.join(name), text)?;
    }
    // Settings that somebody has already are theirs.
    for (name, text) in editor::files(lang) {
        let path = dir.join(name);
        if !path.exists() {
            write(&path, &text)?;
        }
    }
    print(&say::INIT_DONE.fill(lang, &[("dir", &dir.display())]))?;
    Ok(End::Well)
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|error| Fault::io(say::CANNOT_WRITE.say(), path, error))
}
