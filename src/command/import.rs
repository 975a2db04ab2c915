//! `lantoa import FILE…`: offices' lists and dossiers become Markdown files; a list that comes again updates them.
//!
//! Shows what each column was taken for, tells what is not certain, and writes nothing over what an editor has changed.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::check::{outcome, tally};
use super::export::place;
use super::prompt::{self, Prompt};
use super::{Outcome, cli, messages, print, warn};
use crate::cache::Store;
use crate::error::SystemError;
use crate::finding::{Checked, Finding, Severity, show};
use crate::mend::{self, Imported, Mended};
use crate::office::{self, Aim, Counts, Known, MAX_FILE, MEMORY, Mapping, Memory, Plan, SETTINGS, Sureness};
use crate::site::{self, Options};
use crate::source::Source;
use crate::text::{Lang, SitePath};

pub(super) fn run(arguments: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let root = cli::root_of(arguments);
    let Checked { value: source, .. } = Source::read(&root, &Store::none())?;
    let catalog = site::catalog(&source, &Options { drafts: true, ..Options::default() });
    let lang = lang.unwrap_or(catalog.site.lang());
    let settings = optional(&root.join(SETTINGS))?;
    let mut findings = Vec::new();
    let mut mapping = office::read_settings(&settings).collect(&mut findings);
    if findings.iter().any(|finding| finding.severity() == Severity::Error) {
        warn(&show::human(&findings, |path| (path.as_str() == SETTINGS).then_some(settings.as_str()), lang, false));
        warn(messages::MEND_SETTINGS.get(lang));
        return Ok(outcome(&findings));
    }
    let remembered = optional(&root.join(MEMORY))?;
    let memory = Memory::read(&remembered);
    let place = arguments.get_one::<String>("place");
    if let Some(name) = place {
        self::place(name, &catalog.gazetteer)?;
    }
    let files = arguments.get_many::<PathBuf>("files").into_iter().flatten();
    let lists = files.map(|path| Ok((name_of(path), bytes(path)?))).collect::<Result<Vec<_>, SystemError>>()?;
    let this_year = source.today.year();
    let place = place.map(String::as_str);
    let is_there = |path: &SitePath| source.get(path).is_some();
    let with_deleted = arguments.get_flag("with-deleted");
    let plan_with = |mapping: &Mapping| {
        let is_there = &is_there;
        let known = Known { catalog: &catalog, mapping, memory: &memory, place, this_year, is_there, with_deleted };
        office::plan(&lists, &known)
    };
    let mut plan = plan_with(&mapping);
    let (keyboard, mut answers) = (prompt::keyboard(), Vec::new());
    let prompt = Prompt { lang, keyboard: keyboard.as_ref().map(|keyboard| keyboard as _) };
    while let Some(heading) = ask_title(&plan, prompt)? {
        // A sheet is asked about once.
        if mapping.insert(office::plain_heading(&heading), Aim::title()) == Some(Aim::title()) {
            break;
        }
        answers.push((heading, Aim::title()));
        plan = plan_with(&mapping);
    }
    findings.append(&mut plan.findings);
    // They stand in the order of the list's rows.
    findings.dedup();
    warn(&columns(&plan, lang));
    warn(&show::human(&findings, |path| (path.as_str() == SETTINGS).then_some(settings.as_str()), lang, false));
    let taken = plan.pictures.len();
    if arguments.get_flag("dry-run") {
        let files = std::mem::take(&mut plan.files);
        print(&Mended::of_texts(&source, files).with_new(std::mem::take(&mut plan.pictures)).diff())?;
    } else {
        let (memory, settings) = (&*remembered, &*settings);
        let read = Imported { source: &source, memory, settings, mapping: &mapping, choices: &answers };
        for left in mend::write_import(&root, &mut plan, &read)? {
            warn(&messages::NOT_FIXED.fill(lang, &[("file", &left)]));
        }
    }
    close(&plan.counts, taken, &findings, arguments.get_flag("dry-run"), lang)
}

/// The heading of the column that has the titles in a sheet where none is known to, as the person at the terminal says;
/// `None` if there is no such sheet, no person or no answer.
fn ask_title(plan: &Plan, prompt: Prompt<'_>) -> Result<Option<String>, SystemError> {
    let Some(columns) = plan.untitled() else { return Ok(None) };
    let headings: Vec<String> = columns.iter().map(|column| column.heading.clone()).collect();
    let chosen = prompt.choose(messages::ASK_TITLE_COLUMN.get(prompt.lang), &headings)?;
    Ok(chosen.and_then(|index| headings.into_iter().nth(index)))
}

/// The text of a file that may be missing.
fn optional(path: &Path) -> Result<String, SystemError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(SystemError::io(messages::CANNOT_READ.into(), path, error)),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, SystemError> {
    let failed = |error| SystemError::io(messages::CANNOT_READ.into(), path, error);
    if fs::metadata(path).map_err(failed)?.len() > MAX_FILE {
        return Err(SystemError::new(messages::LIST_TOO_LARGE.into()).on(path));
    }
    fs::read(path).map_err(failed)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What each column, and each item of a dossier, was taken for.
fn columns(plan: &Plan, lang: Lang) -> String {
    let mut text = String::new();
    for (sheet, columns) in plan.columns.iter().chain(&plan.items) {
        text.push_str(&format!("{sheet}\n"));
        for column in columns {
            let meaning = match column.aim {
                None | Some((Aim::Ignored, _)) => messages::COLUMN_UNUSED.get(lang).to_owned(),
                Some((aim, Sureness::Certain)) => format!("{} ({})", aim.label(lang), aim.word()),
                Some((aim, Sureness::Likely)) => {
                    messages::COLUMN_LIKELY.fill(lang, &[("label", &aim.label(lang)), ("word", &aim.word())])
                }
            };
            text.push_str(&format!("  {} → {meaning}\n", column.heading));
        }
        let sources = plan.sources.iter().filter(|source| source.sheet == *sheet);
        sources.for_each(|source| text.push_str(&format!("  {}\n", source.said.get(lang))));
    }
    if !plan.no_models.is_empty() {
        text.push_str(messages::NO_MODELS.get(lang));
        plan.no_models.iter().for_each(|(cell, said)| text.push_str(&format!("  {cell} “{said}”\n")));
    }
    text
}

fn close(
    counts: &Counts,
    pictures: usize,
    findings: &[Finding],
    dry_run: bool,
    lang: Lang,
) -> Result<Outcome, SystemError> {
    let Counts { written, drafts, updated, unchanged, conflicts, no_models, refused, deleted, still_drafts } = counts;
    let values: [(&str, &dyn std::fmt::Display); 7] = [
        ("written", written),
        ("drafts", drafts),
        ("updated", updated),
        ("unchanged", unchanged),
        ("conflicts", conflicts),
        ("no_models", no_models),
        ("refused", refused),
    ];
    print(&messages::IMPORTED.fill(lang, &values))?;
    if *still_drafts > 0 {
        print(&messages::STILL_DRAFTS.fill(lang, &[("drafts", still_drafts)]))?;
    }
    if *deleted > 0 {
        print(&messages::DELETED_ROWS.fill(lang, &[("deleted", deleted)]))?;
    }
    if pictures > 0 {
        print(&messages::PICTURES_TAKEN.fill(lang, &[("pictures", &pictures)]))?;
    }
    if dry_run {
        print(messages::NOTHING_WRITTEN.get(lang))?;
    }
    warn(&tally(findings, lang));
    Ok(outcome(findings))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::office::ListColumn;

    #[test]
    fn who_sits_at_the_terminal_says_which_column_has_the_titles() {
        let column = |(column, heading): (usize, &str)| ListColumn {
            column,
            heading: heading.to_owned(),
            aim: None,
            instead: None,
            samples: Vec::new(),
        };
        let columns = ["STT", "Công trình"].into_iter().enumerate().map(column).collect();
        let plan = Plan { columns: vec![("a.csv › CSV".to_owned(), columns)], ..Plan::default() };
        let answer = |lines: &'static str| {
            let keyboard = RefCell::new(lines.as_bytes());
            ask_title(&plan, Prompt { lang: Lang::Vi, keyboard: Some(&keyboard) }).unwrap()
        };
        assert_eq!(answer("2\n").as_deref(), Some("Công trình"));
        assert_eq!((answer("\n"), answer("3\n"), answer("")), (None, None, None));
        assert_eq!(ask_title(&Plan::default(), Prompt { lang: Lang::Vi, keyboard: None }).unwrap(), None);
    }
}
