//! `lantoa check`: prints all findings, writes nothing.

use std::io::IsTerminal;

use clap::ArgMatches;

use super::{Outcome, cli, messages, print, progress::Progress};
use crate::cache::Store;
use crate::error::SystemError;
use crate::finding::{Finding, Severity, Tally, show};
use crate::pipeline;
use crate::site::Options;
use crate::text::Lang;

pub(super) fn run(arguments: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let root = cli::root_of(arguments);
    let options = Options { drafts: arguments.get_flag("drafts"), store: Store::from_env(), ..Options::default() };
    let checked = {
        let _progress = Progress::start(messages::CHECKING.get(lang.unwrap_or_default()));
        pipeline::check(&root, &options)?
    };
    options.store.trim();
    let lang = lang.unwrap_or(checked.report.language);
    let findings = &checked.report.findings;
    match arguments.get_one::<String>("format").map_or("human", String::as_str) {
        "json" => print(&show::json(findings, lang))?,
        "github" => print(&show::github(findings, lang))?,
        _ => {
            print(&show::human(findings, |path| checked.source.text(path), lang, std::io::stdout().is_terminal()))?;
            print(&format!("{}\n", closing(findings, lang)))?;
        }
    }
    Ok(outcome(findings))
}

fn closing(findings: &[Finding], lang: Lang) -> String {
    if findings.is_empty() { messages::ALL_WELL.get(lang).to_owned() } else { tally(findings, lang) }
}

/// The number of findings by severity: `2 lỗi, 3 cảnh báo, 5 lưu ý`.
pub(super) fn tally(findings: &[Finding], lang: Lang) -> String {
    let Tally { errors, warnings, infos } = Tally::of(findings);
    messages::TALLY.fill(lang, &[("errors", &errors), ("warnings", &warnings), ("infos", &infos)])
}

pub(super) fn outcome(findings: &[Finding]) -> Outcome {
    if findings.iter().any(|finding| finding.severity() == Severity::Error) {
        Outcome::ContentErrors
    } else {
        Outcome::Success
    }
}
