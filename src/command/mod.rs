//! The command line: what was typed → the library → what is said and the exit code.
//!
//! Exit codes: 0 all is well (warnings allowed), 1 errors in the content (nothing was published), 2 wrong usage or a
//! fault of the machine. Results go to standard output, findings and progress to standard error.

mod build;
mod check;
mod cli;
mod explain;
mod init;
mod messages;
mod new;
mod progress;
mod schema;
mod serve;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::error::SystemError;
use crate::text::Lang;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// All is well.
    Well,
    /// The content has errors.
    Errors,
}

/// Runs the program with these arguments (the first is its own name).
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let (chosen, arguments) = cli::language(arguments);
    let shown = chosen.unwrap_or_default();
    let matches = match cli::command(shown).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return cli::refuse(&error, shown),
    };
    match dispatch(&matches, chosen) {
        Ok(End::Well) => ExitCode::SUCCESS,
        Ok(End::Errors) => ExitCode::from(1),
        Err(fault) => {
            warn(&format!("{} {}", messages::FAULT.get(shown), fault.show(shown)));
            ExitCode::from(2)
        }
    }
}

fn dispatch(matches: &ArgMatches, lang: Option<Lang>) -> Result<End, SystemError> {
    match matches.subcommand() {
        Some(("build", arguments)) => build::run(arguments, lang),
        Some(("check", arguments)) => check::run(arguments, lang),
        Some(("explain", arguments)) => explain::run(arguments, lang.unwrap_or_default()),
        Some(("init", arguments)) => init::run(arguments, lang.unwrap_or_default()),
        Some(("new", arguments)) => new::run(arguments, lang.unwrap_or_default()),
        Some(("schema", arguments)) => schema::run(arguments, lang.unwrap_or_default()),
        Some(("serve", arguments)) => serve::run(arguments, lang),
        Some(("completions", arguments)) => cli::completions(arguments),
        _ => build::run(matches, lang),
    }
}

/// Prints to standard output. A reader that has gone away (a closed pipe) is no fault.
fn print(text: &str) -> Result<(), SystemError> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(SystemError { message: messages::NO_OUTPUT.into(), path: None, source: Some(error) })
        }
        _ => Ok(()),
    }
}

/// Prints to standard error; if that is gone there is nobody left to tell.
fn warn(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
