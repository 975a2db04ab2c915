//! What can be typed: commands and options, their help in the reader's language, and what is said of mistakes.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{EnumValueParser, PossibleValuesParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use super::say::{self, Words};
use super::{End, print, warn};
use crate::fault::Fault;
use crate::schema;
use crate::text::Lang;

/// The language asked for: `--lang` wherever it stands, else `LANTOA_LANG`, else the locale; `None` leaves it to the site.
/// With it the arguments without a `--lang` that has been understood.
pub(super) fn language(arguments: Vec<OsString>) -> (Option<Lang>, Vec<OsString>) {
    let (mut typed, mut rest) = (None, Vec::with_capacity(arguments.len()));
    let mut arguments = arguments.into_iter().peekable();
    while let Some(argument) = arguments.next() {
        let text = argument.to_str().unwrap_or("");
        let joined = text.strip_prefix("--lang=").and_then(Lang::from_tag);
        let apart = || arguments.peek().and_then(|next| Lang::from_tag(next.to_str()?));
        match joined.or_else(|| (text == "--lang").then(apart).flatten()) {
            Some(lang) => {
                typed = Some(lang);
                if joined.is_none() {
                    arguments.next();
                }
            }
            None => rest.push(argument),
        }
    }
    let environment = |name: &&str| Lang::from_tag(&std::env::var(name).ok()?);
    let from_environment = ["LANTOA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    (typed.or_else(|| from_environment.iter().find_map(environment)), rest)
}

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let template =
        format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n", say::USAGE_HEADING.get(lang));
    let sub = |name: &'static str, about: &Words| plain(Command::new(name).about(about.get(lang)), lang);
    let build_options = [
        root(lang),
        output(lang),
        base_url(lang),
        flag("drafts", &say::DRAFTS, lang),
        flag("dry-run", &say::DRY_RUN, lang),
    ];
    let formats = PossibleValuesParser::new(["human", "json", "github"]);
    let format = option("format", "FORMAT", &say::FORMAT, lang).value_parser(formats).default_value("human");
    let commands = [
        sub("build", &say::BUILD).args(build_options.clone()),
        sub("check", &say::CHECK).args([root(lang), flag("drafts", &say::DRAFTS, lang), format]),
        sub("serve", &say::SERVE).args(serve_options(lang)),
        sub("new", &say::NEW).args(new_options(lang)),
        sub("explain", &say::EXPLAIN).arg(positional("code", "CODE", &say::CODE, lang)),
        sub("init", &say::INIT).arg(positional("dir", "DIR", &say::DIR, lang).value_parser(ValueParser::path_buf())),
        sub("schema", &say::SCHEMA).args([
            root(lang),
            positional("what", "WHAT", &say::WHAT, lang)
                .required(false)
                .value_parser(["model", "page", "site", "snippets"]),
        ]),
        sub("completions", &say::COMPLETIONS)
            .arg(positional("shell", "SHELL", &say::SHELL, lang).value_parser(EnumValueParser::<Shell>::new())),
    ];
    plain(Command::new("lantoa").about(say::ABOUT.get(lang)).version(env!("CARGO_PKG_VERSION")), lang)
        .disable_version_flag(true)
        .arg(Arg::new("version").short('V').long("version").help(say::VERSION.get(lang)).action(ArgAction::Version))
        .args(build_options)
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(say::COMMANDS_HEADING.get(lang))
        .help_template(template.clone())
        .subcommands(commands.map(|command| command.help_template(template.clone())))
}

fn serve_options(lang: Lang) -> [Arg; 7] {
    let port = option("port", "PORT", &say::PORT, lang).value_parser(value_parser!(u16)).default_value("1111");
    [
        root(lang),
        port.hide_default_value(true),
        flag("open", &say::OPEN, lang),
        flag("lan", &say::LAN, lang),
        flag("poll", &say::POLL, lang),
        flag("drafts", &say::DRAFTS, lang),
        option("editor", "URL", &say::EDITOR, lang),
    ]
}

fn new_options(lang: Lang) -> [Arg; 6] {
    [
        root(lang),
        positional("title", "TITLE", &say::TITLE, lang).required(false),
        option("locality", "PLACE", &say::LOCALITY, lang),
        option("field", "FIELD", &say::FIELD, lang),
        option("year", "YEAR", &say::YEAR, lang).value_parser(value_parser!(u16).range(1945..=2100)),
        option("based-on", "MODEL", &say::BASED_ON, lang),
    ]
}

/// A command with our own help flag, so that its words are in the reader's language too.
fn plain(command: Command, lang: Lang) -> Command {
    let help = Arg::new("help").short('h').long("help").help(say::HELP.get(lang)).action(ArgAction::Help);
    let language = option("lang", "LANG", &say::LANG, lang).value_parser(["vi", "en"]);
    let options = say::OPTIONS_HEADING.get(lang);
    command.disable_help_flag(true).next_help_heading(options).arg(help).arg(language)
}

fn option(name: &'static str, value: &'static str, help: &Words, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help.get(lang)).hide_possible_values(true)
}

fn flag(name: &'static str, help: &Words, lang: Lang) -> Arg {
    Arg::new(name).long(name).help(help.get(lang)).action(ArgAction::SetTrue)
}

fn positional(name: &'static str, value: &'static str, help: &Words, lang: Lang) -> Arg {
    let heading = say::ARGUMENTS_HEADING.get(lang);
    Arg::new(name).value_name(value).help(help.get(lang)).help_heading(heading).required(true)
}

fn root(lang: Lang) -> Arg {
    option("root", "DIR", &say::ROOT, lang)
        .value_parser(ValueParser::path_buf())
        .default_value(".")
        .hide_default_value(true)
}

fn output(lang: Lang) -> Arg {
    option("output", "DIR", &say::OUTPUT, lang).value_parser(ValueParser::path_buf())
}

fn base_url(lang: Lang) -> Arg {
    // What is wrong with it is said in our own words; the parser's are never shown.
    let web_address = |text: &str| schema::is_web_address(text).then(|| text.to_owned()).ok_or("");
    option("base-url", "URL", &say::BASE_URL, lang).value_parser(web_address)
}

/// The root folder that was asked for.
pub(super) fn root_of(arguments: &ArgMatches) -> PathBuf {
    arguments.get_one::<PathBuf>("root").cloned().unwrap_or_else(|| PathBuf::from("."))
}

/// Help and version are answers; everything else is wrong usage, said in the reader's language.
pub(super) fn refuse(error: &clap::Error, lang: Lang) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return print(&error.render().to_string()).map_or(ExitCode::from(2), |()| ExitCode::SUCCESS);
    }
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let what = context(ContextKind::InvalidArg).or_else(|| context(ContextKind::InvalidSubcommand)).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let line = match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
            say::UNKNOWN_ARGUMENT.fill(lang, &[("what", &what)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say::BAD_VALUE.fill(lang, &[("value", &value), ("what", &what)])
        }
        ErrorKind::MissingRequiredArgument => say::MISSING_ARGUMENT.fill(lang, &[("what", &what)]),
        _ => String::new(),
    };
    let near = context(ContextKind::SuggestedArg).or_else(|| context(ContextKind::SuggestedSubcommand));
    let near = near.map(|near| say::DID_YOU_MEAN.fill(lang, &[("near", &near)]));
    let lines = [Some(line), near, Some(say::WRONG_USAGE.get(lang).to_owned())];
    lines.into_iter().flatten().filter(|line| !line.is_empty()).for_each(|line| warn(&line));
    ExitCode::from(2)
}

/// `lantoa completions SHELL`.
pub(super) fn completions(arguments: &ArgMatches) -> Result<End, Fault> {
    let Some(&shell) = arguments.get_one::<Shell>("shell") else { return Ok(End::Well) };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(Lang::En), "lantoa", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(End::Well)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        command(Lang::Vi).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn the_language_typed_wins() {
        let typed = |words: &[&str]| language(words.iter().map(OsString::from).collect());
        let rest = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(typed(&["lantoa", "--lang", "en", "check"]), (Some(Lang::En), rest(&["lantoa", "check"])));
        assert_eq!(typed(&["lantoa", "check", "--lang=vi"]), (Some(Lang::Vi), rest(&["lantoa", "check"])));
        assert_eq!(typed(&["lantoa", "--lang", "xx"]).1, rest(&["lantoa", "--lang", "xx"]));
    }

    #[test]
    fn building_is_what_happens_without_a_command() {
        let matches = command(Lang::Vi).try_get_matches_from(["lantoa", "--dry-run"]).unwrap();
        assert!(matches.get_flag("dry-run") && matches.subcommand().is_none());
    }
}
