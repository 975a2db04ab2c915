//! `lantoa new TITLE`: creates the file of a new model, with all keys explained and the headings of its sections.
//!
//! Never overwrites a file, and guesses nothing: a key that was neither given nor answered is left empty.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use clap::ArgMatches;

use super::export::unclear_place;
use super::prompt::{self, Prompt};
use super::{Outcome, cli, messages, print};
use crate::cache::Store;
use crate::catalog::{Catalog, Model, has_nearly_the_title};
use crate::error::SystemError;
use crate::locality::{Gazetteer, Match, Resolution, UnitId};
use crate::schema::{self, List, SiteConfig};
use crate::site::{self, Options};
use crate::source::Source;
use crate::text::{Lang, Message};
use crate::vietnamese;

/// Largest number of places in a choice.
const MAX_CHOICES: usize = 12;

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<Outcome, SystemError> {
    let root = cli::root_of(arguments);
    let source = Source::read(&root, &Store::none())?.value;
    let options = Options { drafts: true, ..Options::default() };
    let catalog = site::catalog(&source, &options);
    let keyboard = prompt::keyboard();
    let prompt = Prompt { lang, keyboard: keyboard.as_ref().map(|keyboard| keyboard as _) };
    let given = |name: &str| arguments.get_one::<String>(name).cloned();

    let title = match given("title") {
        Some(title) => title,
        None => {
            prompt.line(messages::ASK_TITLE.get(lang))?.ok_or_else(|| SystemError::new(messages::NO_TITLE.into()))?
        }
    };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if !title.chars().any(char::is_alphanumeric) {
        return Err(SystemError::new(messages::NO_TITLE.into()));
    }
    let original = given("based-on").map(|slug| original(&catalog, &slug)).transpose()?;
    refuse_duplicate(&title, original, &catalog)?;
    let locality = place(given("locality"), &catalog.gazetteer, prompt)?;
    let field = field(given("field"), &catalog.site, prompt)?;
    let year = arguments.get_one::<u16>("year").map(u16::to_string);
    let year = match year {
        Some(year) => Some(year),
        None => prompt.line(messages::ASK_YEAR.get(lang))?.filter(|line| line.parse::<u16>().is_ok()),
    };

    let slug = slug(&title, locality.as_deref(), original, &catalog)?;
    let path = root.join(format!("{}/{slug}.md", crate::entry::MODELS));
    let based_on = original.map(|model| model.entry.slug.clone());
    let answers = [
        ("title", Some(title)),
        ("locality", locality),
        ("field", field),
        ("award_year", year),
        ("based_on", based_on),
        ("draft", Some("true".to_owned())),
    ];
    let values: Vec<(&str, &str)> =
        answers.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
    write_new(&path, &schema::new_model(&values, lang))?;
    print(&messages::NEW_DONE.fill(lang, &[("path", &path.display()), ("slug", &slug)]))?;
    Ok(Outcome::Success)
}

/// Creates a file. Fails if it exists, even if it was created just now.
fn write_new(path: &Path, text: &str) -> Result<(), SystemError> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    let file = folder.and_then(|()| OpenOptions::new().write(true).create_new(true).open(path));
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => SystemError::new(messages::INIT_OCCUPIED.into()).on(path),
        _ => SystemError::io(messages::CANNOT_WRITE.into(), path, error),
    })
}

/// The model with this slug, address or file name; the new model is a copy of it.
fn original<'c>(catalog: &'c Catalog, slug: &str) -> Result<&'c Model, SystemError> {
    let wanted = vietnamese::slug(slug.rsplit('/').next().unwrap_or(slug).trim_end_matches(".md"));
    let found = catalog.models.iter().find(|model| model.entry.slug == wanted);
    found.ok_or_else(|| {
        let slugs: Vec<&str> = catalog.models.iter().map(|model| model.entry.slug.as_str()).collect();
        SystemError::new(match vietnamese::nearest(&wanted, slugs) {
            Some(near) => messages::NO_ORIGINAL.fill_both(&[("slug", &wanted), ("near", &near)]),
            None => messages::NO_ORIGINAL_NEAR.fill_both(&[("slug", &slug.trim())]),
        })
    })
}

/// Refuses a title that is nearly that of another model, unless the new model is a copy.
fn refuse_duplicate(title: &str, original: Option<&Model>, catalog: &Catalog) -> Result<(), SystemError> {
    let other = catalog.models.iter().find(|model| has_nearly_the_title(&model.entry.profile, title));
    match other {
        Some(other) if original.is_none() => {
            let (named, file, slug) = (other.named(), &other.entry.path, &other.entry.slug);
            let values: [(&str, &dyn std::fmt::Display); 3] = [("model", &named), ("file", file), ("slug", slug)];
            Err(SystemError::new(messages::NEARLY_EXISTS.fill_both(&values)))
        }
        _ => Ok(()),
    }
}

/// A slug that no model has: of the title, or of title and place. For a copy the one with the place is tried first.
fn slug(
    title: &str,
    locality: Option<&str>,
    original: Option<&Model>,
    catalog: &Catalog,
) -> Result<String, SystemError> {
    let plain = vietnamese::slug(title);
    let first = locality.and_then(|place| place.split(',').next()).unwrap_or("");
    let with_place = format!("{plain}-{}", vietnamese::slug(first));
    let is_free = |slug: &String| catalog.models.iter().all(|model| model.entry.slug != *slug);
    let wanted = if original.is_some() { [with_place, plain] } else { [plain, with_place] };
    wanted.into_iter().find(is_free).ok_or_else(|| SystemError::new(messages::INIT_OCCUPIED.into()))
}

/// Id of the field: of the given id or label, or chosen from the site's fields.
fn field(given: Option<String>, site: &SiteConfig, prompt: Prompt<'_>) -> Result<Option<String>, SystemError> {
    let fields = site.entries(List::Fields);
    if let Some(text) = given {
        return schema::find_entry(&fields, text.trim())
            .map(|id| Some(id.to_string()))
            .ok_or_else(|| unknown_field(&text, &fields));
    }
    let labels: Vec<String> = fields.iter().map(|(id, label)| format!("{label} ({id})")).collect();
    Ok(prompt.choose(messages::ASK_FIELD.get(prompt.lang), &labels)?.map(|index| site.fields[index].id.to_string()))
}

pub(super) fn unknown_field(text: &str, fields: &[(&schema::Id, &str)]) -> SystemError {
    let all: String = fields.iter().map(|(id, label)| format!("\n  {id} ({label})")).collect();
    let mut message = messages::NO_FIELD.fill_both(&[("field", &text), ("fields", &all)]);
    if let Some((id, _)) = schema::nearest_entry(fields, text) {
        let ask = messages::DID_YOU_MEAN.fill_both(&[("near", id)]);
        message = Message::new(format!("{} {}", ask.vi, message.vi), format!("{} {}", ask.en, message.en));
    }
    SystemError::new(message)
}

/// Full name of the place: of the given name, or chosen from the gazetteer.
fn place(given: Option<String>, gazetteer: &Gazetteer, prompt: Prompt<'_>) -> Result<Option<String>, SystemError> {
    if let Some(text) = given {
        return match gazetteer.resolve(&text) {
            Resolution::Found { hamlet: Some(_), .. } => Ok(Some(text)),
            Resolution::Found { hamlet: None, place, .. } => Ok(Some(place.name)),
            _ => Err(unclear_place(&text, gazetteer)),
        };
    }
    while let Some(text) = prompt.line(messages::ASK_PLACE.get(prompt.lang))? {
        if matches!(gazetteer.resolve(&text), Resolution::Found { hamlet: Some(_), .. }) {
            return Ok(Some(text));
        }
        let places = candidates(gazetteer, &text);
        if places.is_empty() {
            super::warn(&messages::NO_PLACE.fill(prompt.lang, &[("place", &text)]));
        }
        let names: Vec<String> = places.iter().map(|place| display_name(gazetteer, place)).collect();
        if let Some(index) = prompt.choose(messages::ASK_WHICH.get(prompt.lang), &names)? {
            return Ok(places.into_iter().nth(index).map(|place| place.name));
        }
    }
    Ok(None)
}

/// Places that the text may mean: those with this name, else those whose name contains it (present ones first), else
/// those with the most similar names.
pub(super) fn candidates(gazetteer: &Gazetteer, text: &str) -> Vec<Match> {
    let nearest = match gazetteer.resolve(text) {
        Resolution::Found { place, .. } => return vec![place],
        Resolution::Ambiguous(places) => return places.into_iter().take(MAX_CHOICES).collect(),
        Resolution::Unknown { nearest } => nearest,
    };
    let folded = vietnamese::fold(text.trim());
    let contains = |unit: &UnitId| !folded.is_empty() && vietnamese::fold(gazetteer.name(*unit)).contains(&folded);
    let (present, former): (Vec<UnitId>, Vec<UnitId>) =
        gazetteer.ids().filter(contains).partition(|unit| gazetteer.is_current(*unit));
    let found = present.into_iter().chain(former).take(MAX_CHOICES);
    let found: Vec<Match> = found.map(|unit| Match { unit, name: gazetteer.full_name(unit) }).collect();
    if found.is_empty() { nearest } else { found }
}

/// Name of a place, for a former one with its present units: `Xã Đông Giang, huyện … → xã Đông Giang, tỉnh Lâm Đồng`.
fn display_name(gazetteer: &Gazetteer, Match { unit, name }: &Match) -> String {
    if gazetteer.is_current(*unit) {
        return name.clone();
    }
    let now = gazetteer.present(*unit).iter().map(|&now| gazetteer.full_name(now)).collect::<Vec<_>>().join("; ");
    format!("{name} → {now}")
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn a_place_without_diacritics_is_found() {
        let gazetteer = Gazetteer::builtin();
        let choices: Vec<String> =
            candidates(&gazetteer, "dong giang").iter().map(|place| display_name(&gazetteer, place)).collect();
        let wanted = "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận → Xã Đông Giang, tỉnh Lâm Đồng";
        assert!(
            choices.iter().any(|name| name == wanted) || choices.contains(&"Xã Đông Giang, tỉnh Lâm Đồng".to_owned()),
            "{choices:#?}"
        );
        assert!(!candidates(&gazetteer, "dong gia").is_empty());
    }

    /// The place chosen with these lines of input.
    fn place_from(lines: &'static str) -> Option<String> {
        let keyboard = RefCell::new(lines.as_bytes());
        let prompt = Prompt { lang: Lang::Vi, keyboard: Some(&keyboard) };
        place(None, &Gazetteer::builtin(), prompt).unwrap()
    }

    #[test]
    fn a_place_is_chosen_from_a_list() {
        let gazetteer = Gazetteer::builtin();
        let second = candidates(&gazetteer, "dong giang").remove(1).name;
        assert_eq!(place_from("dong giang\n2\n"), Some(second));
        assert_eq!(
            place_from("khong co noi nay dau\nthôn 2, xã Đông Giang, tỉnh Lâm Đồng\n").as_deref(),
            Some("thôn 2, xã Đông Giang, tỉnh Lâm Đồng")
        );
        assert_eq!(place_from("dong giang\n99\n\n"), None, "no such number, then nothing");
        assert_eq!(place_from("\n"), None);
        assert_eq!(place_from("dong giang\n"), None, "the terminal is closed");
    }
}
