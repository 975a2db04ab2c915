//! `lantoa build`, which is also the default command.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Instant;

use clap::ArgMatches;

use super::{Outcome, check, cli, messages, print, progress::Progress, warn, warn_of};
use crate::cache::Store;
use crate::error::SystemError;
use crate::finding::{Finding, Severity, show};
use crate::pipeline::{self, Built};
use crate::publish::{self, Stop};
use crate::site::Options;
use crate::text::Lang;

pub(super) fn run(arguments: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let started = Instant::now();
    let root = cli::root_of(arguments);
    let target = arguments.get_one::<PathBuf>("output").cloned().unwrap_or_else(|| pipeline::default_target(&root));
    let dry_run = arguments.get_flag("dry-run");
    let options = Options {
        base_url: arguments.get_one::<String>("base-url").cloned(),
        drafts: arguments.get_flag("drafts"),
        dry_run,
        precompress: arguments.get_flag("precompress"),
        keep_last: arguments.get_flag("keep-last"),
        store: Store::from_env(),
        ..Options::default()
    };
    // Without signals it ends at once when it is asked to, and the next build clears up.
    let stop = Stop::on_signals().unwrap_or_default();
    let progress = Progress::start(messages::WORKING.get(lang.unwrap_or_default()));
    let built = pipeline::build_until(&root, &target, &options, &stop);
    drop(progress);
    let built = match (built, stop.exit_code()) {
        (Err(error), Some(code)) => {
            warn_of(&error, lang.unwrap_or_default());
            return Ok(Outcome::Stopped(code));
        }
        (built, _) => built?,
    };
    options.store.trim();
    let lang = lang.unwrap_or(built.report.language);
    if let Some(trouble) = options.store.trouble() {
        warn(&trouble.show(lang));
    }
    let errors: Vec<Finding> =
        built.report.findings.iter().filter(|f| f.severity() == Severity::Error).cloned().collect();
    if !errors.is_empty() {
        let colour = std::io::stderr().is_terminal();
        warn(show::human(&errors, |path| built.source.text(path), lang, colour).trim_end());
    }
    let seconds = format!("{:.2}", started.elapsed().as_secs_f32());
    if let Some(outcome) = &built.outcome {
        print(&changes(outcome, dry_run, lang))?;
    }
    print(&summary(&built, &seconds, dry_run, lang))?;
    print(&format!(
        "{}{}\n",
        check::tally(&built.report.findings, lang),
        if built.report.findings.is_empty() { "" } else { messages::SEE_CHECK.get(lang) }
    ))?;
    if built.outcome.is_some() && !dry_run {
        let first_page = target.join(crate::route::HOME);
        print(&format!("{}\n", messages::LOOK_AT.fill(lang, &[("path", &first_page.display())])))?;
    }
    Ok(check::outcome(&built.report.findings))
}

/// For a dry run, every file that would change (`+` added, `~` changed, `-` deleted). Otherwise a line on files that
/// were edited by hand, if there are any.
fn changes(outcome: &publish::Outcome, dry_run: bool, lang: Lang) -> String {
    if !dry_run {
        let first = outcome.restored.first();
        return first.map_or_else(String::new, |first| {
            messages::RESTORED.fill(lang, &[("n", &outcome.restored.len()), ("first", first)]) + "\n"
        });
    }
    let list =
        |mark: &'static str, files: &[String]| files.iter().map(|file| format!("{mark} {file}\n")).collect::<String>();
    list("+", &outcome.added) + &list("~", &outcome.changed) + &list("-", &outcome.deleted)
}

fn summary(built: &Built, seconds: &str, dry_run: bool, lang: Lang) -> String {
    let Some(outcome) = &built.outcome else { return format!("{}\n", messages::NOT_PUBLISHED.get(lang)) };
    let decimal = if lang == Lang::Vi { seconds.replace('.', ",") } else { seconds.to_owned() };
    let message = match (dry_run, outcome.written() + outcome.deleted.len()) {
        (true, _) => &messages::WOULD_BUILD,
        (false, 0) => &messages::UNCHANGED,
        (false, _) => &messages::BUILT,
    };
    let (files, written, deleted) = (outcome.files(), outcome.written(), outcome.deleted.len());
    let values: [(&str, &dyn std::fmt::Display); 6] = [
        ("models", &built.report.models),
        ("pages", &built.report.pages),
        ("files", &files),
        ("seconds", &decimal),
        ("written", &written),
        ("deleted", &deleted),
    ];
    format!("{}\n", message.fill(lang, &values))
}
