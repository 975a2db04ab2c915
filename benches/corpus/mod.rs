//! The corpus of all benches: made-up models in realistic Vietnamese, as many as wanted, always the same.
//!
//! The first thousand of ten thousand are the same as those of a thousand. Words follow Zipf's law, places are real former
//! communes. [`Kind`] says what corpora there are.

mod dice;
mod draw;
mod kind;
mod model;
mod places;
pub(crate) mod words;

use std::path::Path;
use std::{fs, io};

use lantoa::Date;
use lantoa::Source;

pub(crate) use dice::Dice;
pub(crate) use draw::Corpus;
pub(crate) use kind::Kind;
pub(crate) use model::{Model, quoted};

/// The last year anything in the corpus happens.
const LAST_YEAR: usize = 2025;

/// `content/site.yaml`: an address, so that feeds, sitemap and canonical links are made, and lists to choose from.
pub(crate) const SITE: &str = include_str!("site.yaml");

/// Every file of a site with so many models: path from the site's root, and text.
pub(crate) fn files(kind: Kind, count: usize) -> impl Iterator<Item = (String, String)> {
    let models = Corpus::new(kind).take(count).map(|model| (model.path(), model.file()));
    std::iter::once(("content/site.yaml".to_owned(), SITE.to_owned())).chain(models)
}

/// That site, analyzed: models resolved, pages planned.
pub(crate) fn analyzed(kind: Kind, count: usize) -> lantoa::Site {
    // A fixed day: the corpus ends before it.
    let today = Date::new(LAST_YEAR as u16 + 1, 1, 1).unwrap_or_else(|| Date::from_unix(0));
    let files: Vec<(String, String)> = files(kind, count).collect();
    let source = Source::memory(files.iter().map(|(path, text)| (path.as_str(), text.as_str())), today).value;
    lantoa::analyze(&source, &lantoa::Options::default(), &mut lantoa::BuildCache::default()).value
}

/// Writes that site below `root`.
///
/// # Errors
/// What the disk says.
pub(crate) fn write(root: &Path, kind: Kind, count: usize) -> io::Result<()> {
    for (path, text) in files(kind, count) {
        let path = root.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)?;
    }
    Ok(())
}
