//! `lantoa check`: prints all findings and writes nothing, unless `--fix` is given.

use std::io::IsTerminal;
use std::path::Path;

use clap::ArgMatches;

use super::{Outcome, cli, messages, print, progress::Progress, warn};
use crate::cache::Store;
use crate::error::SystemError;
use crate::finding::{Checked, Code, Finding, Severity, Tally, show};
use crate::mend::{self, Mended};
use crate::pipeline::{self, Built};
use crate::schema::Host;
use crate::site::Options;
use crate::source::Source;
use crate::text::Lang;

pub(super) fn run(arguments: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let root = cli::root_of(arguments);
    let hosts = arguments.get_many::<String>("host").into_iter().flatten();
    let options = Options {
        drafts: arguments.get_flag("drafts"),
        hosts: hosts.filter_map(|id| Host::from_id(id)).collect(),
        store: Store::from_env(),
        ..Options::default()
    };
    let (checked, mended) = {
        let _progress = Progress::start(messages::CHECKING.get(lang.unwrap_or_default()));
        if arguments.get_flag("fix") {
            let (checked, mended) = fixed(&root, &options)?;
            (checked, Some(mended))
        } else {
            (pipeline::check(&root, &options)?, None)
        }
    };
    options.store.trim();
    let lang = lang.unwrap_or(checked.report.language);
    if let Some(mended) = &mended {
        write(mended, &root, arguments.get_flag("dry-run"), lang)?;
    }
    let findings = &checked.report.findings;
    match arguments.get_one::<String>("format").map_or("human", String::as_str) {
        "json" => print(&show::json(findings, lang))?,
        "github" => print(&show::github(findings, lang))?,
        _ => {
            print(&show::human(findings, |path| checked.source.text(path), lang, std::io::stdout().is_terminal()))?;
            print(&format!("{}\n", closing(findings, lang)))?;
            // Among ten thousand findings nobody would see it, and who asks for a host asks for this.
            for refused in refused(findings, &options) {
                print(&format!("{}\n", messages::REFUSED.fill(lang, &[("why", &refused.message.get(lang))])))?;
            }
            let fixes = findings.iter().filter(|finding| finding.fix.is_some()).count();
            if fixes > 0 && mended.is_none() {
                print(&format!("{}\n", messages::CAN_FIX.fill(lang, &[("n", &fixes)])))?;
            }
        }
    }
    Ok(if refused(findings, &options).next().is_some() { Outcome::ContentErrors } else { outcome(findings) })
}

/// What the hosts that were asked for would not take.
fn refused<'f>(findings: &'f [Finding], options: &Options) -> impl Iterator<Item = &'f Finding> {
    let is_asked = !options.hosts.is_empty();
    findings.iter().filter(move |finding| is_asked && finding.code == Code::HostLimit)
}

/// The site in `root` with all fixes applied in memory, and what they are.
fn fixed(root: &Path, options: &Options) -> Result<(Built, Mended), SystemError> {
    let Checked { value: mut source, mut findings } = Source::read(root, &options.store)?;
    let mended = mend::mend(&mut source, &mut findings, options);
    let report = pipeline::lint(&source, findings, options);
    Ok((Built { source, report, outcome: None }, mended))
}

/// Writes what was mended, or shows it as a diff. Standard output stays free for the findings.
fn write(mended: &Mended, root: &Path, dry_run: bool, lang: Lang) -> Result<(), SystemError> {
    if mended.files.is_empty() {
        warn(messages::NOTHING_TO_FIX.get(lang));
        return Ok(());
    }
    let counts: [(&str, &dyn std::fmt::Display); 2] = [("fixes", &mended.fixes), ("files", &mended.files.len())];
    if dry_run {
        print(&mended.diff())?;
        warn(&messages::WOULD_FIX.fill(lang, &counts));
        return Ok(());
    }
    for left in mended.write(root)? {
        warn(&messages::NOT_FIXED.fill(lang, &[("file", &left)]));
    }
    warn(&messages::FIXED.fill(lang, &counts));
    Ok(())
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
