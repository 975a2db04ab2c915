//! `lantoa report --output FILE.docx`: a report in the form that offices use, or in their own template, with an annex.

use std::fs;
use std::path::PathBuf;

use clap::ArgMatches;

use super::export::{place, write_new};
use super::{Outcome, cli, messages, print};
use crate::cache::Store;
use crate::error::SystemError;
use crate::office::{Filter, Form, Report};
use crate::site::{self, Options};
use crate::source::Source;
use crate::statistics::Span;
use crate::text::{Date, Lang};

pub(super) fn run(arguments: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let output = arguments.get_one::<PathBuf>("output").cloned().unwrap_or_default();
    // The annex has the same name with another extension.
    if !output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx")) {
        return Err(SystemError::new(messages::REPORT_NAME.into()).on(&output));
    }
    let mut source = Source::read(&cli::root_of(arguments), &Store::none())?.value;
    let mut catalog = site::catalog(&source, &Options::default());
    let lang = lang.unwrap_or(catalog.site.lang());
    let given = arguments.get_one::<String>("place").map(|name| place(name, &catalog.gazetteer)).transpose()?;
    let drafts = Report::drafts(&site::catalog(&source, &Options { drafts: true, ..Options::default() }), given);
    if given.is_some() {
        let filter = Filter { place: given, ..Filter::default() };
        catalog = site::catalog_of(&mut source, catalog, |catalog, model| filter.takes(catalog, model));
    }
    let day = |name: &str| arguments.get_one::<Date>(name).copied();
    let to = day("to").unwrap_or(catalog.as_of);
    let from = day("from").or_else(|| Date::new(to.year(), 1, 1)).unwrap_or(to);
    if to < from {
        return Err(SystemError::new(messages::NO_PERIOD.into()));
    }
    let report = Report::new(&catalog, &source.first_commits, Span { from, to }, given);
    let bytes = match arguments.get_one::<PathBuf>("template") {
        None => report.docx(form(arguments)),
        Some(template) => {
            let failed = |error| SystemError::io(messages::CANNOT_READ.into(), template, error);
            let bytes = fs::read(template).map_err(failed)?;
            report.filled(&bytes).map_err(|why| SystemError::new(report.not_filled(&why)).on(template))?
        }
    };
    let annex = output.with_extension("xlsx");
    write_new(&[(&output, &bytes), (&annex, &report.annex())], arguments.get_flag("force"))?;
    let drafts = match drafts {
        0 => String::new(),
        count => messages::REPORT_DRAFTS.fill(lang, &[("count", &count)]),
    };
    let values: [(&str, &dyn std::fmt::Display); 4] =
        [("models", &report.models()), ("drafts", &drafts), ("path", &output.display()), ("annex", &annex.display())];
    print(&messages::REPORTED.fill(lang, &values))?;
    Ok(Outcome::Success)
}

fn form(arguments: &ArgMatches) -> Form {
    match arguments.get_one::<String>("form").map(String::as_str) {
        Some("nha-nuoc") => Form::State,
        _ => Form::Party,
    }
}
