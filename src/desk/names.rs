//! Names of new files. They are made here from what is written in them, never taken from a request.

use crate::entry::MODELS;
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
    let slug = vietnamese::slug(title);
    let plain = shortened_slug(&slug);
    let first = vietnamese::slug(place.split(',').next().unwrap_or(""));
    let with_place = if place.trim().is_empty() { plain.to_owned() } else { format!("{plain}-{first}") };
    let numbered = (2..TRIES).map(|number| format!("{with_place}-{number}"));
    let mut slugs = [plain.to_owned(), with_place.clone()].into_iter().chain(numbered);
    slugs.find(|slug| is_free(slug, source)).map(|slug| SitePath::new(&format!("{folder}/{slug}.md")))
}

/// The name of the folder of a place's province, if the place is known.
pub(crate) fn province_folder(place: &str, places: &Gazetteer) -> Option<String> {
    let unit = places.unit_called(place)?;
    Some(vietnamese::slug(places.unit(places.province_of(unit)).bare()))
}

/// Whether no model has this slug.
pub(super) fn is_free(slug: &str, source: &Source) -> bool {
    let has = |path: &SitePath| path.is_in(MODELS) && path.extension() == "md" && vietnamese::slug(path.stem()) == slug;
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
