//! `lantoa export FILE`: writes the models of a site, or some of them, as one table.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::new::{candidates, unknown_field};
use super::{Outcome, cli, messages, print};
use crate::cache::Store;
use crate::catalog::Catalog;
use crate::error::SystemError;
use crate::locality::{Gazetteer, UnitId};
use crate::office::{self, Filter, Format};
use crate::schema::{self, Id, List, SiteConfig};
use crate::site::{self, Options};
use crate::source::Source;
use crate::text::Lang;

pub(super) fn run(arguments: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let target = arguments.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let format = target.to_str().and_then(Format::of_name);
    let format = format.ok_or_else(|| SystemError::new(messages::WHICH_FORMAT.into()).on(&target))?;
    let catalog = catalog(&cli::root_of(arguments))?;
    let filter = filter(arguments, &catalog)?;
    let lang = lang.unwrap_or(catalog.site.lang());
    let table = office::table(&catalog, &filter);
    // Without a condition the table of a new site is a form to be filled.
    if table.len() == 0 && !filter.is_empty() {
        return Err(SystemError::new(messages::NOTHING_TO_EXPORT.into()));
    }
    let bytes = table.bytes(format, &catalog, catalog.site.lang()).map_err(|long| {
        SystemError::new(messages::TOO_LONG.fill_both(&[("column", &long.column), ("model", &long.model)]))
    })?;
    write_new(&[(&target, &bytes)], arguments.get_flag("force"))?;
    print(&messages::EXPORTED.fill(lang, &[("models", &table.len()), ("path", &target.display())]))?;
    Ok(Outcome::Success)
}

/// Everything the site in `root` is made of, drafts too.
pub(super) fn catalog(root: &Path) -> Result<Catalog, SystemError> {
    let source = Source::read(root, &Store::none())?.value;
    Ok(site::catalog(&source, &Options { drafts: true, ..Options::default() }))
}

/// The models that the options choose.
pub(super) fn filter(arguments: &ArgMatches, catalog: &Catalog) -> Result<Filter, SystemError> {
    let given = |name: &str| arguments.get_one::<String>(name).map(|text| text.trim());
    Ok(Filter {
        field: given("field").map(|text| field(text, &catalog.site)).transpose()?,
        place: given("place").map(|text| place(text, &catalog.gazetteer)).transpose()?,
        year: arguments.get_one::<u16>("year").copied(),
        stage: given("stage").map(|text| stage(text, &catalog.site)).transpose()?,
    })
}

fn field(text: &str, site: &SiteConfig) -> Result<Id, SystemError> {
    let fields = site.entries(List::Fields);
    schema::find_entry(&fields, text).ok_or_else(|| unknown_field(text, &fields))
}

fn stage(text: &str, site: &SiteConfig) -> Result<Id, SystemError> {
    let stages = site.entries(List::Stages);
    schema::find_entry(&stages, text).ok_or_else(|| {
        let all: String = stages.iter().map(|(id, label)| format!("\n  {id} ({label})")).collect();
        SystemError::new(messages::NO_STAGE.fill_both(&[("stage", &text), ("stages", &all)]))
    })
}

/// The one place of this name.
pub(super) fn place(text: &str, gazetteer: &Gazetteer) -> Result<UnitId, SystemError> {
    gazetteer.unit_called(text).ok_or_else(|| unclear_place(text, gazetteer))
}

/// Why `text` names no place, with those that it could name.
pub(super) fn unclear_place(text: &str, gazetteer: &Gazetteer) -> SystemError {
    let names: String = candidates(gazetteer, text).iter().map(|place| format!("\n  {}", place.name)).collect();
    let message = if names.is_empty() { messages::NO_SUCH_PLACE } else { messages::WHICH_PLACE };
    SystemError::new(message.fill_both(&[("place", &text), ("names", &names)]))
}

/// Writes files that a person takes away. If one of them exists and says something else, none is written unless `force` says
/// so: what an earlier run has written is edited by hand afterwards, a report always is.
pub(super) fn write_new(files: &[(&Path, &[u8])], force: bool) -> Result<(), SystemError> {
    for (path, bytes) in files.iter().filter(|_| !force) {
        match std::fs::read(path) {
            Ok(old) if old != *bytes => return Err(SystemError::new(messages::OVERWRITES.into()).on(path)),
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(SystemError::io(messages::CANNOT_READ.into(), path, error));
            }
            _ => {}
        }
    }
    files.iter().try_for_each(|(path, bytes)| write(path, bytes))
}

/// Writes a file in place of the old one, whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), SystemError> {
    let failed = |error: std::io::Error| SystemError::io(messages::CANNOT_WRITE.into(), path, error);
    let name = path.file_name().ok_or_else(|| failed(ErrorKind::InvalidInput.into()))?;
    let mut temporary = std::ffi::OsString::from(".");
    temporary.push(name);
    temporary.push(".lantoa-tmp");
    let temporary = path.with_file_name(temporary);
    let written = std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&temporary);
        failed(error)
    })
}
