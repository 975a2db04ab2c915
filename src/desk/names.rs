//! Names of new files. They are made here from what is written in them, never taken from a request.

use crate::entry::{EntryKind, MODELS};
use crate::locality::Gazetteer;
use crate::office::shortened_slug;
use crate::source::Source;
use crate::text::SitePath;
use crate::vietnamese;

/// Names that are tried before giving up.
const TRIES: usize = 1_000;

/// A path for a new model that no file has, and whose slug no model has: in the folder of its province, if that is known.
pub(crate) fn free_path(title: &str, place: &str, source: &Source, places: &Gazetteer) -> Option<SitePath> {
    let province = province_folder(place, places);
    let folder = province.map_or_else(|| MODELS.to_owned(), |province| format!("{MODELS}/{province}"));
    let first = vietnamese::slug(place.split(',').next().unwrap_or(""));
    free_slug(EntryKind::Model, title, &first, source).map(|slug| SitePath::new(&format!("{folder}/{slug}.md")))
}

/// A path for a new page, likewise.
pub(crate) fn free_page(title: &str, source: &Source) -> Option<SitePath> {
    let kind = EntryKind::Page;
    free_slug(kind, title, "", source).map(|slug| SitePath::new(&format!("{}/{slug}.md", kind.folder())))
}

/// A slug that no such entry has: that of the title, the same with `more`, the same with a number.
fn free_slug(kind: EntryKind, title: &str, more: &str, source: &Source) -> Option<String> {
    let slug = vietnamese::slug(title);
    let plain = shortened_slug(&slug);
    let with_more = if more.is_empty() { plain.to_owned() } else { format!("{plain}-{more}") };
    let numbered = (2..TRIES).map(|number| format!("{with_more}-{number}"));
    let mut slugs = [plain.to_owned(), with_more.clone()].into_iter().chain(numbered);
    slugs.find(|slug| is_free(kind, slug, source))
}

/// The name of the folder of a place's province, if the place is known.
pub(crate) fn province_folder(place: &str, places: &Gazetteer) -> Option<String> {
    let unit = places.unit_called(place)?;
    Some(vietnamese::slug(places.unit(places.province_of(unit)).bare()))
}

/// Whether no such entry has this slug.
pub(crate) fn is_free(kind: EntryKind, slug: &str, source: &Source) -> bool {
    let is_one = |path: &SitePath| path.is_in(kind.folder()) && path.extension() == "md";
    let has = |path: &SitePath| is_one(path) && vietnamese::slug(path.stem()) == slug;
    !source.iter().any(|(path, _)| has(path))
}

/// A path for a picture beside a model that no file has. `name` is what it was called, `extension` says its format.
pub(crate) fn free_picture(model: &SitePath, name: &str, extension: &str, source: &Source) -> Option<SitePath> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // Cameras and chat programs number their pictures; the model's name says more.
    let letters = stem.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = stem.chars().filter(char::is_ascii_digit).count();
    let says_something = letters > digits && letters > 4;
    let slug = vietnamese::slug(if says_something { stem } else { model.stem() });
    let plain = shortened_slug(&slug);
    let numbered = (2..TRIES).map(|number| format!("{plain}-{number}"));
    let paths = std::iter::once(plain.to_owned()).chain(numbered);
    paths.map(|name| model.resolve(&format!("{name}.{extension}"))).find(|path| source.get(path).is_none())
}
