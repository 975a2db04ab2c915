//! `lantoa init DIR`: the files a new site begins with. Nothing that exists is overwritten.

mod editor;

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{End, messages, print};
use crate::error::SystemError;
use crate::text::Lang;

/// Where each file goes, and what stands in it.
const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", include_str!("site.yaml")),
    ("content/mo-hinh/mau-mo-hinh.md", include_str!("mau-mo-hinh.md")),
    ("content/trang/gioi-thieu.md", include_str!("gioi-thieu.md")),
    (".gitignore", "/output\n/.lantoa\n"),
];

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<End, SystemError> {
    let dir = arguments.get_one::<PathBuf>("dir").cloned().unwrap_or_default();
    if let Some(taken) = FILES.iter().map(|(name, _)| dir.join(name)).find(|path| path.exists()) {
        return Err(SystemError::new(messages::INIT_OCCUPIED.into()).on(&taken));
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
    print(&messages::INIT_DONE.fill(lang, &[("dir", &dir.display())]))?;
    Ok(End::Well)
}

fn write(path: &Path, text: &str) -> Result<(), SystemError> {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|error| SystemError::io(messages::CANNOT_WRITE.into(), path, error))
}
