//! `lantoa new TITLE`: a new model's file, with every key explained and the dossier's sections laid out.
//!
//! Nothing is ever overwritten, and nothing is guessed: what was neither given nor answered stays open in the file.

use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, ErrorKind, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;

use super::{End, cli, messages, print};
use crate::catalog::{Catalog, Model, has_nearly_the_title};
use crate::error::SystemError;
use crate::locality::{Gazetteer, Resolution, UnitId};
use crate::schema::{self, Site};
use crate::site::{self, Options};
use crate::source::Source;
use crate::text::{Lang, Message};
use crate::vietnamese;

/// How many places are offered to choose from.
const OFFERED: usize = 12;

pub(super) fn run(arguments: &ArgMatches, lang: Lang) -> Result<End, SystemError> {
    let root = cli::root_of(arguments);
    let source = Source::read(&root)?.value;
    let options = Options { drafts: true, ..Options::default() };
    let catalog = site::catalog(&source, &options);
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let keyboard = RefCell::new(BufReader::new(std::io::stdin()));
    let ask = Ask { lang, keyboard: terminal.then_some(&keyboard) };
    let given = |name: &str| arguments.get_one::<String>(name).cloned();

    let title = match given("title") {
        Some(title) => title,
        None => ask.line(messages::ASK_TITLE.get(lang))?.ok_or_else(|| SystemError::new(messages::NO_TITLE.into()))?,
    };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let original = given("based-on").map(|slug| original(&catalog, &slug)).transpose()?;
    refuse_nearly_existing(&title, original, &catalog)?;
    let locality = place(given("locality"), &catalog.gazetteer, ask)?;
    let field = field(given("field"), &catalog.site, ask)?;
    let year = arguments.get_one::<u16>("year").map(u16::to_string);
    let year = match year {
        Some(year) => Some(year),
        None => ask.line(messages::ASK_YEAR.get(lang))?.filter(|line| line.parse::<u16>().is_ok()),
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
    write_new(&path, &format!("{}\n{}", schema::template(&values, lang), messages::DOSSIER.get(lang)))?;
    print(&messages::NEW_DONE.fill(lang, &[("path", &path.display()), ("slug", &slug)]))?;
    Ok(End::Well)
}

/// Never overwrites, not even what appears at this moment.
fn write_new(path: &Path, text: &str) -> Result<(), SystemError> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    let file = made.and_then(|()| OpenOptions::new().write(true).create_new(true).open(path));
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => SystemError::new(messages::INIT_OCCUPIED.into()).on(path),
        _ => SystemError::io(messages::CANNOT_WRITE.into(), path, error),
    })
}

/// The model that the new one copies.
fn original<'c>(catalog: &'c Catalog, slug: &str) -> Result<&'c Model, SystemError> {
    let wanted = vietnamese::slug(slug.rsplit('/').next().unwrap_or(slug).trim_end_matches(".md"));
    let found = catalog.models.iter().find(|model| model.entry.slug == wanted);
    found.ok_or_else(|| {
        let slugs: Vec<&str> = catalog.models.iter().map(|model| model.entry.slug.as_str()).collect();
        let near = vietnamese::nearest(&wanted, slugs).unwrap_or("–");
        SystemError::new(messages::NO_ORIGINAL.fill_both(&[("slug", &wanted), ("near", &near)]))
    })
}

/// A practice that is written down already is copied with `--based-on`, not written down twice.
fn refuse_nearly_existing(title: &str, original: Option<&Model>, catalog: &Catalog) -> Result<(), SystemError> {
    let other = catalog.models.iter().find(|model| has_nearly_the_title(&model.entry.profile, title));
    match other {
        Some(other) if original.is_none() => {
            let front_matter = other.front_matter();
            let values: [(&str, &dyn std::fmt::Display); 4] = [
                ("title", &front_matter.title.value),
                ("place", &other.place.written),
                ("file", &other.entry.path),
                ("slug", &other.entry.slug),
            ];
            Err(SystemError::new(messages::NEARLY_EXISTS.fill_both(&values)))
        }
        _ => Ok(()),
    }
}

/// A slug that no model has: the title's, else with the place.
fn slug(
    title: &str,
    locality: Option<&str>,
    original: Option<&Model>,
    catalog: &Catalog,
) -> Result<String, SystemError> {
    let plain = vietnamese::slug(title);
    let first = locality.and_then(|place| place.split(',').next()).unwrap_or("");
    let placed = format!("{plain}-{}", vietnamese::slug(first));
    let is_free = |slug: &String| catalog.models.iter().all(|model| model.entry.slug != *slug);
    let wanted = if original.is_some() { [placed, plain] } else { [plain, placed] };
    wanted.into_iter().find(is_free).ok_or_else(|| SystemError::new(messages::INIT_OCCUPIED.into()))
}

/// The field's id: as given, or chosen from the site's list.
fn field(given: Option<String>, site: &Site, ask: Ask<'_>) -> Result<Option<String>, SystemError> {
    let by = |text: &str| {
        let folded = vietnamese::fold(text.trim());
        let is = |field: &&schema::Field| field.id.as_str() == text.trim() || vietnamese::fold(&field.label) == folded;
        site.fields.iter().find(is).map(|field| field.id.to_string())
    };
    if let Some(text) = given {
        let ids = site.fields.iter().map(|field| field.id.as_str()).collect::<Vec<_>>().join(", ");
        let none = || SystemError::new(messages::NO_FIELD.fill_both(&[("field", &text), ("fields", &ids)]));
        return by(&text).map(Some).ok_or_else(none);
    }
    let labels: Vec<String> = site.fields.iter().map(|field| format!("{} ({})", field.label, field.id)).collect();
    Ok(ask.choose(messages::ASK_FIELD.get(ask.lang), &labels)?.map(|at| site.fields[at].id.to_string()))
}

/// The place's full name: of what was given, or chosen from what the gazetteer knows.
fn place(given: Option<String>, gazetteer: &Gazetteer, ask: Ask<'_>) -> Result<Option<String>, SystemError> {
    if let Some(text) = given {
        return match (gazetteer.resolve(&text), &candidates(gazetteer, &text)[..]) {
            (Resolution::Found { hamlet: Some(_), .. }, _) => Ok(Some(text)),
            (Resolution::Found { hamlet: None, unit }, _) => Ok(Some(gazetteer.full_name(unit))),
            (_, units) => {
                let names = units.iter().map(|&unit| format!("\n  {}", gazetteer.full_name(unit))).collect::<String>();
                Err(SystemError::new(messages::WHICH_PLACE.fill_both(&[("place", &text), ("names", &names)])))
            }
        };
    }
    while let Some(text) = ask.line(messages::ASK_PLACE.get(ask.lang))? {
        if matches!(gazetteer.resolve(&text), Resolution::Found { hamlet: Some(_), .. }) {
            return Ok(Some(text));
        }
        let units = candidates(gazetteer, &text);
        if units.is_empty() {
            super::warn(&messages::NO_PLACE.fill(ask.lang, &[("place", &text)]));
        }
        let names: Vec<String> = units.iter().map(|&unit| shown(gazetteer, unit)).collect();
        if let Some(at) = ask.choose(messages::ASK_WHICH.get(ask.lang), &names)? {
            return Ok(Some(gazetteer.full_name(units[at])));
        }
    }
    Ok(None)
}

/// Places that may be meant: those the name fits, else those that contain what was typed, else the nearest names.
fn candidates(gazetteer: &Gazetteer, text: &str) -> Vec<UnitId> {
    let nearest = match gazetteer.resolve(text) {
        Resolution::Found { unit, .. } => return vec![unit],
        Resolution::Ambiguous(units) => return units.into_iter().take(OFFERED).collect(),
        Resolution::Unknown { nearest } => nearest,
    };
    let typed = vietnamese::fold(text.trim());
    let contains = |unit: &UnitId| !typed.is_empty() && vietnamese::fold(gazetteer.name(*unit)).contains(&typed);
    let (now, then): (Vec<UnitId>, Vec<UnitId>) =
        gazetteer.ids().filter(contains).partition(|unit| gazetteer.is_current(*unit));
    let found: Vec<UnitId> = now.into_iter().chain(then).take(OFFERED).collect();
    if found.is_empty() { nearest } else { found }
}

/// A place with what became of it: `Xã Đông Giang, huyện … → xã Đông Giang, tỉnh Lâm Đồng`.
fn shown(gazetteer: &Gazetteer, unit: UnitId) -> String {
    let name = gazetteer.full_name(unit);
    if gazetteer.is_current(unit) {
        return name;
    }
    let now = gazetteer.present(unit).iter().map(|&now| gazetteer.full_name(now)).collect::<Vec<_>>().join("; ");
    format!("{name} → {now}")
}

/// Questions on a terminal; without one nothing is asked.
#[derive(Clone, Copy)]
struct Ask<'k> {
    lang: Lang,
    /// Where answers come from.
    keyboard: Option<&'k RefCell<dyn BufRead>>,
}

impl Ask<'_> {
    /// One line; `None` for an empty one, and without a terminal.
    fn line(self, question: &str) -> Result<Option<String>, SystemError> {
        let Some(keyboard) = self.keyboard else { return Ok(None) };
        let mut line = String::new();
        let mut screen = std::io::stderr().lock();
        let asked = write!(screen, "{question} ").and_then(|()| screen.flush());
        let read = asked.and_then(|()| keyboard.borrow_mut().read_line(&mut line));
        read.map_err(|error| {
            let say = Message::new("Không đọc được câu trả lời", "The answer cannot be read");
            SystemError { message: say, path: None, source: Some(error) }
        })?;
        Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
    }

    /// The position of the entry that was chosen by number; one alone needs no choice.
    fn choose(self, question: &str, entries: &[String]) -> Result<Option<usize>, SystemError> {
        if self.keyboard.is_none() || entries.is_empty() {
            return Ok(None);
        }
        for (number, entry) in entries.iter().enumerate() {
            super::warn(&format!("  {:>2}. {entry}", number + 1));
        }
        let answer = self.line(question)?.and_then(|line| line.parse::<usize>().ok());
        Ok(answer.and_then(|number| number.checked_sub(1)).filter(|&at| at < entries.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_typed_without_marks_is_offered_in_full() {
        let gazetteer = Gazetteer::builtin();
        let offered: Vec<String> =
            candidates(&gazetteer, "dong giang").iter().map(|&unit| shown(&gazetteer, unit)).collect();
        let wanted = "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận → Xã Đông Giang, tỉnh Lâm Đồng";
        assert!(
            offered.iter().any(|name| name == wanted) || offered.contains(&"Xã Đông Giang, tỉnh Lâm Đồng".to_owned()),
            "{offered:#?}"
        );
        assert!(!candidates(&gazetteer, "dong gia").is_empty());
    }

    /// The place that somebody gets who types these lines.
    fn typed(lines: &'static str) -> Option<String> {
        let keyboard = RefCell::new(lines.as_bytes());
        let ask = Ask { lang: Lang::Vi, keyboard: Some(&keyboard) };
        place(None, &Gazetteer::builtin(), ask).unwrap()
    }

    #[test]
    fn a_place_is_typed_and_picked() {
        let gazetteer = Gazetteer::builtin();
        let second = gazetteer.full_name(candidates(&gazetteer, "dong giang")[1]);
        assert_eq!(typed("dong giang\n2\n"), Some(second));
        assert_eq!(
            typed("khong co noi nay dau\nthôn 2, xã Đông Giang, tỉnh Lâm Đồng\n").as_deref(),
            Some("thôn 2, xã Đông Giang, tỉnh Lâm Đồng")
        );
        assert_eq!(typed("dong giang\n99\n\n"), None, "no such number, then nothing");
        assert_eq!(typed("\n"), None);
        assert_eq!(typed("dong giang\n"), None, "the terminal is closed");
    }
}
