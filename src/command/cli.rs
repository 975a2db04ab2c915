//! Commands, options and their help, and messages for wrong usage, in Vietnamese or English.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{EnumValueParser, PossibleValuesParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use super::messages;
use super::{Outcome, print, warn};
use crate::error::SystemError;
use crate::schema;
use crate::text::{Date, Lang, StaticMessage};

/// The language from `--lang` anywhere in the arguments, else from `LANTOA_LANG`, else from the locale; `None` for the
/// language of the site. Also returns the arguments without a valid `--lang`, so that help has the right language
/// before arguments are parsed.
pub(super) fn language(arguments: Vec<OsString>) -> (Option<Lang>, Vec<OsString>) {
    let (mut given, mut rest) = (None, Vec::with_capacity(arguments.len()));
    let mut arguments = arguments.into_iter().peekable();
    while let Some(argument) = arguments.next() {
        let text = argument.to_str().unwrap_or("");
        let joined = text.strip_prefix("--lang=").and_then(Lang::from_tag);
        let separate = || arguments.peek().and_then(|next| Lang::from_tag(next.to_str()?));
        match joined.or_else(|| (text == "--lang").then(separate).flatten()) {
            Some(lang) => {
                given = Some(lang);
                if joined.is_none() {
                    arguments.next();
                }
            }
            None => rest.push(argument),
        }
    }
    let environment = |name: &&str| Lang::from_tag(&std::env::var(name).ok()?);
    let from_environment = ["LANTOA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    (given.or_else(|| from_environment.iter().find_map(environment)), rest)
}

/// The value of a `--lang` that is no language of the program, if there is one: left to the parser it would only be told that the
/// command line is wrong.
pub(super) fn wrong_language(arguments: &[OsString]) -> Option<String> {
    let text = |at: usize| arguments.get(at).and_then(|argument| argument.to_str());
    (1..arguments.len()).take_while(|&at| text(at) != Some("--")).find_map(|at| match text(at)? {
        "--lang" => text(at + 1).filter(|next| !next.starts_with('-')).map(str::to_owned),
        joined => joined.strip_prefix("--lang=").map(str::to_owned),
    })
}

/// Says that the program does not speak this language, and which it does.
pub(super) fn refuse_language(value: &str, lang: Lang) -> ExitCode {
    let values = Lang::ALL.map(Lang::tag).join(", ");
    let line = messages::BAD_VALUE.fill(lang, &[("value", &value), ("what", &"--lang")]);
    warn(&(line + &messages::GOOD_VALUES.fill(lang, &[("values", &values)])));
    ExitCode::from(2)
}

/// `lantoa help` and `lantoa help build` are what people write who know other programs: `lantoa build --help`.
pub(super) fn with_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") && arguments.len() <= 3 {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let template = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n",
        messages::USAGE_HEADING.get(lang)
    );
    let sub = |name: &'static str, about: &StaticMessage| {
        with_common_options(Command::new(name).about(about.get(lang)), lang)
    };
    let build_options = [
        root(lang),
        output(lang),
        base_url(lang),
        flag("drafts", &messages::DRAFTS, lang),
        flag("dry-run", &messages::DRY_RUN, lang),
        flag("precompress", &messages::PRECOMPRESS, lang),
        flag("keep-last", &messages::KEEP_LAST, lang),
    ];
    let commands = [
        sub("build", &messages::BUILD).args(build_options.clone()),
        sub("check", &messages::CHECK).args(check_options(lang)),
        sub("serve", &messages::SERVE).args(serve_options(lang)),
        sub("desk", &messages::DESK).arg(root(lang)),
        sub("new", &messages::NEW).args(new_options(lang)),
        sub("explain", &messages::EXPLAIN).arg(positional("code", "CODE", &messages::CODE, lang)),
        sub("export", &messages::EXPORT).args(export_options(lang)),
        sub("import", &messages::IMPORT).args(import_options(lang)),
        sub("report", &messages::REPORT).args(report_options(lang)),
        sub("init", &messages::INIT)
            .arg(positional("dir", "DIR", &messages::DIR, lang).value_parser(ValueParser::path_buf()))
            .arg(option("ci", "HOST", &messages::CI, lang).value_parser(["github", "gitlab"]))
            .arg(option("cms", "CMS", &messages::CMS, lang).value_parser(["sveltia", "decap"])),
        sub("schema", &messages::SCHEMA).args([
            root(lang),
            positional("what", "WHAT", &messages::WHAT, lang)
                .required(false)
                .value_parser(["model", "page", "site", "snippets"]),
        ]),
        sub("completions", &messages::COMPLETIONS)
            .arg(positional("shell", "SHELL", &messages::SHELL, lang).value_parser(EnumValueParser::<Shell>::new())),
    ];
    with_common_options(
        Command::new("lantoa").about(messages::ABOUT.get(lang)).version(env!("CARGO_PKG_VERSION")),
        lang,
    )
    .disable_version_flag(true)
    .arg(Arg::new("version").short('V').long("version").help(messages::VERSION.get(lang)).action(ArgAction::Version))
    .args(build_options)
    .args_conflicts_with_subcommands(true)
    .disable_help_subcommand(true)
    .subcommand_help_heading(messages::COMMANDS_HEADING.get(lang))
    .help_template(template.clone())
    .subcommands(commands.map(|command| command.help_template(template.clone())))
}

fn check_options(lang: Lang) -> [Arg; 6] {
    let formats = PossibleValuesParser::new(["human", "json", "github"]);
    let format = option("format", "FORMAT", &messages::FORMAT, lang).value_parser(formats).default_value("human");
    let hosts = option("host", "HOST", &messages::HOST, lang)
        .value_parser(["cloudflare", "github", "gitlab", "netlify"])
        .action(ArgAction::Append);
    [
        root(lang),
        flag("drafts", &messages::DRAFTS, lang),
        flag("fix", &messages::FIX, lang),
        flag("dry-run", &messages::FIX_DRY_RUN, lang).requires("fix"),
        hosts,
        format,
    ]
}

fn serve_options(lang: Lang) -> [Arg; 7] {
    let port = option("port", "PORT", &messages::PORT, lang).value_parser(value_parser!(u16)).default_value("1111");
    [
        root(lang),
        port.hide_default_value(true),
        flag("open", &messages::OPEN, lang),
        flag("lan", &messages::LAN, lang),
        flag("poll", &messages::POLL, lang),
        flag("drafts", &messages::DRAFTS, lang),
        option("editor", "URL", &messages::EDITOR, lang),
    ]
}

fn export_options(lang: Lang) -> [Arg; 7] {
    let file = positional("file", "FILE", &messages::EXPORT_FILE, lang).value_parser(ValueParser::path_buf());
    let year = option("year", "YEAR", &messages::EXPORT_YEAR, lang).value_parser(value_parser!(u16).range(1945..=2100));
    [
        root(lang),
        file,
        option("field", "FIELD", &messages::FIELD, lang),
        option("place", "PLACE", &messages::PLACE, lang),
        year,
        option("stage", "STAGE", &messages::STAGE, lang),
        flag("force", &messages::FORCE, lang),
    ]
}

fn import_options(lang: Lang) -> [Arg; 5] {
    let files = positional("files", "FILE", &messages::IMPORT_FILES, lang);
    [
        root(lang),
        files.num_args(1..).value_parser(ValueParser::path_buf()),
        option("place", "PLACE", &messages::IMPORT_PLACE, lang),
        flag("dry-run", &messages::IMPORT_DRY_RUN, lang),
        flag("with-deleted", &messages::IMPORT_WITH_DELETED, lang),
    ]
}

fn report_options(lang: Lang) -> [Arg; 8] {
    let path = |name: &'static str, help| option(name, "FILE", help, lang).value_parser(ValueParser::path_buf());
    // `refuse` says what is wrong with it; the parser's own texts are never shown.
    let day = |text: &str| Date::parse(text).ok_or("");
    let form = option("form", "FORM", &messages::REPORT_FORM, lang).value_parser(["dang", "nha-nuoc"]);
    [
        root(lang),
        path("output", &messages::REPORT_OUTPUT).required(true),
        option("from", "DATE", &messages::REPORT_FROM, lang).value_parser(day),
        option("to", "DATE", &messages::REPORT_TO, lang).value_parser(day),
        option("place", "PLACE", &messages::PLACE, lang),
        form.default_value("dang").hide_default_value(true),
        path("template", &messages::REPORT_TEMPLATE),
        flag("force", &messages::FORCE, lang),
    ]
}

fn new_options(lang: Lang) -> [Arg; 6] {
    [
        root(lang),
        positional("title", "TITLE", &messages::TITLE, lang).required(false),
        option("locality", "PLACE", &messages::LOCALITY, lang),
        option("field", "FIELD", &messages::FIELD, lang),
        option("year", "YEAR", &messages::YEAR, lang).value_parser(value_parser!(u16).range(1945..=2100)),
        option("based-on", "MODEL", &messages::BASED_ON, lang),
    ]
}

/// Adds `--lang`, and `--help` with a translated text.
fn with_common_options(command: Command, lang: Lang) -> Command {
    let help = Arg::new("help").short('h').long("help").help(messages::HELP.get(lang)).action(ArgAction::Help);
    let language = option("lang", "LANG", &messages::LANG, lang).value_parser(["vi", "en"]);
    let options = messages::OPTIONS_HEADING.get(lang);
    command.disable_help_flag(true).next_help_heading(options).arg(help).arg(language)
}

fn option(name: &'static str, value: &'static str, help: &StaticMessage, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help.get(lang)).hide_possible_values(true)
}

fn flag(name: &'static str, help: &StaticMessage, lang: Lang) -> Arg {
    Arg::new(name).long(name).help(help.get(lang)).action(ArgAction::SetTrue)
}

fn positional(name: &'static str, value: &'static str, help: &StaticMessage, lang: Lang) -> Arg {
    let heading = messages::ARGUMENTS_HEADING.get(lang);
    Arg::new(name).value_name(value).help(help.get(lang)).help_heading(heading).required(true)
}

fn root(lang: Lang) -> Arg {
    option("root", "DIR", &messages::ROOT, lang)
        .value_parser(ValueParser::path_buf())
        .default_value(".")
        .hide_default_value(true)
}

fn output(lang: Lang) -> Arg {
    option("output", "DIR", &messages::OUTPUT, lang).value_parser(ValueParser::path_buf())
}

fn base_url(lang: Lang) -> Arg {
    // `refuse` says what is wrong with it; the parser's own texts are never shown.
    let site_address = |text: &str| match schema::base_url_problem(text) {
        None => Ok(text.to_owned()),
        Some(_) => Err(""),
    };
    option("base-url", "URL", &messages::BASE_URL, lang).value_parser(site_address)
}

/// The value of `--root`.
pub(super) fn root_of(arguments: &ArgMatches) -> PathBuf {
    arguments.get_one::<PathBuf>("root").cloned().unwrap_or_else(|| PathBuf::from("."))
}

/// Prints help or version, or a message in `lang` on what is wrong with the arguments. Returns the exit code.
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
            messages::UNKNOWN_ARGUMENT.fill(lang, &[("what", &what)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let problem = what.starts_with("--base-url").then(|| schema::base_url_problem(&value)).flatten();
            match problem {
                Some((message, help)) => format!("{}; {}", message.get(lang), help.get(lang)),
                None => {
                    let values = context(ContextKind::ValidValue).unwrap_or_default();
                    messages::BAD_VALUE.fill(lang, &[("value", &value), ("what", &what)])
                        + &good_values(&what, &values, lang)
                }
            }
        }
        ErrorKind::MissingRequiredArgument => messages::MISSING_ARGUMENT.fill(lang, &[("what", &what)]),
        _ => String::new(),
    };
    let near = context(ContextKind::SuggestedArg).or_else(|| context(ContextKind::SuggestedSubcommand));
    let near = near.map(|near| messages::DID_YOU_MEAN.fill(lang, &[("near", &near)]));
    let lines = [Some(line), near, Some(messages::WRONG_USAGE.get(lang).to_owned())];
    lines.into_iter().flatten().filter(|line| !line.is_empty()).for_each(|line| warn(&line));
    ExitCode::from(2)
}

/// What an option takes instead; `values` are those that it has.
fn good_values(option: &str, values: &str, lang: Lang) -> String {
    let is = |names: &[&str]| names.iter().any(|name| option.split_whitespace().next() == Some(*name));
    match values {
        _ if is(&["--from", "--to"]) => messages::GOOD_DAY.get(lang).to_owned(),
        _ if is(&["--year"]) => messages::GOOD_YEAR.get(lang).to_owned(),
        _ if is(&["--port"]) => messages::GOOD_PORT.get(lang).to_owned(),
        "" => String::new(),
        values => messages::GOOD_VALUES.fill(lang, &[("values", &values)]),
    }
}

/// `lantoa completions SHELL`.
pub(super) fn completions(arguments: &ArgMatches) -> Result<Outcome, SystemError> {
    let Some(&shell) = arguments.get_one::<Shell>("shell") else { return Ok(Outcome::Success) };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(Lang::En), "lantoa", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Success)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_valid_in_both_languages() {
        command(Lang::Vi).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn the_option_sets_the_language() {
        let parsed = |words: &[&str]| language(words.iter().map(OsString::from).collect());
        let rest = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(parsed(&["lantoa", "--lang", "en", "check"]), (Some(Lang::En), rest(&["lantoa", "check"])));
        assert_eq!(parsed(&["lantoa", "check", "--lang=vi"]), (Some(Lang::Vi), rest(&["lantoa", "check"])));
        assert_eq!(parsed(&["lantoa", "--lang", "xx"]).1, rest(&["lantoa", "--lang", "xx"]));
    }

    #[test]
    fn build_is_the_default_command() {
        let matches = command(Lang::Vi).try_get_matches_from(["lantoa", "--dry-run"]).unwrap();
        assert!(matches.get_flag("dry-run") && matches.subcommand().is_none());
    }
}
