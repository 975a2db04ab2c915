//! The command line: parses arguments, calls the library, prints results and returns the exit code.
//!
//! Exit codes: 0 success (warnings allowed); 1 errors in the content, nothing was published; 2 wrong usage, or a
//! [`SystemError`]. Results go to standard output, findings of `build` and progress to standard error.

mod build;
mod check;
mod cli;
mod desk;
mod explain;
mod export;
mod import;
mod init;
mod messages;
mod new;
mod progress;
mod prompt;
mod report;
mod schema;
mod serve;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::ArgMatches;

use crate::error::SystemError;
use crate::text::Lang;

/// How a command ended without a [`SystemError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Exit code 0.
    Success,
    /// The content has errors; exit code 1.
    ContentErrors,
    /// A signal has ended it before its work was done; exit code 128 and the signal's number.
    Stopped(u8),
}

/// Runs the program. The first argument is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let is_bare = arguments.len() < 2;
    let (chosen, arguments) = cli::language(arguments);
    let shown = chosen.unwrap_or_default();
    if is_bare && desk::is_double_clicked() {
        return start_by_double_click(chosen);
    }
    if let Some(value) = cli::wrong_language(&arguments) {
        return cli::refuse_language(&value, shown);
    }
    let matches = match cli::command(shown).try_get_matches_from(cli::with_help(arguments)) {
        Ok(matches) => matches,
        Err(error) => return cli::refuse(&error, shown),
    };
    let done = dispatch(&matches, chosen);
    if is_bare && std::io::stderr().is_terminal() {
        warn(messages::DESK_HINT.get(shown));
    }
    match done {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::ContentErrors) => ExitCode::from(1),
        Ok(Outcome::Stopped(code)) => ExitCode::from(code),
        Err(error) => {
            warn_of(&error, shown);
            ExitCode::from(2)
        }
    }
}

/// Opens the desk. The window stays until the person has read what went wrong.
fn start_by_double_click(lang: Option<Lang>) -> ExitCode {
    let shown = lang.unwrap_or_default();
    let Err(error) = desk::open_last(lang) else { return ExitCode::SUCCESS };
    warn_of(&error, shown);
    warn(messages::PRESS_ENTER.get(shown));
    let _ = std::io::stdin().read_line(&mut String::new());
    ExitCode::from(2)
}

fn dispatch(matches: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    match matches.subcommand() {
        Some(("build", arguments)) => build::run(arguments, lang),
        Some(("check", arguments)) => check::run(arguments, lang),
        Some(("desk", arguments)) => desk::run(arguments, lang),
        Some(("explain", arguments)) => explain::run(arguments, lang.unwrap_or_default()),
        Some(("export", arguments)) => export::run(arguments, lang),
        Some(("import", arguments)) => import::run(arguments, lang),
        Some(("init", arguments)) => init::run(arguments, lang.unwrap_or_default()),
        Some(("new", arguments)) => new::run(arguments, lang.unwrap_or_default()),
        Some(("report", arguments)) => report::run(arguments, lang),
        Some(("schema", arguments)) => schema::run(arguments, lang.unwrap_or_default()),
        Some(("serve", arguments)) => serve::run(arguments, lang),
        Some(("completions", arguments)) => cli::completions(arguments),
        _ => build::run(matches, lang),
    }
}

/// Prints to standard output. A closed pipe is no error.
fn print(text: &str) -> Result<(), SystemError> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(SystemError { message: messages::NO_OUTPUT.into(), path: None, source: Some(error) })
        }
        _ => Ok(()),
    }
}

/// Prints a line to standard error. Errors are ignored: they could not be printed either.
fn warn(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Says what the machine or the usage is at fault for.
fn warn_of(error: &SystemError, lang: Lang) {
    warn(&format!("{} {}", messages::SYSTEM_ERROR.get(lang), error.show(lang)));
}
