//! `lantoa serve`: starts the preview server.

use std::io::IsTerminal;
use std::process::{Command, Stdio};

use clap::ArgMatches;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use super::{Outcome, cli, messages, print, warn};
use crate::cache::Store;
use crate::error::SystemError;
use crate::serve::{DESK, EDITOR, Preview, Settings, SiteStatus};
use crate::site::Options;
use crate::text::Lang;

pub(super) fn run(arguments: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let shown = lang.unwrap_or_default();
    let requested = arguments.get_one::<u16>("port").copied().unwrap_or_default();
    let store = Store::from_env();
    let settings = Settings {
        root: cli::root_of(arguments),
        options: Options { drafts: arguments.get_flag("drafts"), store: store.clone(), ..Options::default() },
        port: requested,
        lan: arguments.get_flag("lan"),
        poll: arguments.get_flag("poll"),
        editor: arguments.get_one::<String>("editor").cloned().unwrap_or_else(|| EDITOR.to_owned()),
        lang,
        chooser: None,
    };
    let preview = Preview::open(settings)?;
    store.trim();
    let address = format!("http://localhost:{}/", preview.port());
    if requested != 0 && preview.port() != requested {
        warn(&messages::PORT_TAKEN.fill(shown, &[("port", &requested), ("other", &preview.port())]));
    }
    if preview.polls() {
        warn(messages::POLLING.get(shown));
    }
    print(&format!("{}\n", messages::SERVING.fill(shown, &[("address", &address)])))?;
    if !arguments.get_flag("lan") {
        let desk = format!("{address}{DESK}");
        print(&format!("{}\n", messages::DESK_ADDRESS.fill(shown, &[("address", &desk)])))?;
    }
    if arguments.get_flag("lan") {
        print_lan_address(&preview, shown)?;
    }
    if arguments.get_flag("open") {
        open(&address, shown);
    }
    preview.run(report);
    Ok(Outcome::Success)
}

/// One line for each state of the site.
pub(super) fn report(status: SiteStatus) {
    let SiteStatus { tally, models, took, lang } = status;
    let milliseconds = took.as_millis();
    let (errors, warnings, infos) = (tally.errors, tally.warnings, tally.infos);
    let values: [(&str, &dyn std::fmt::Display); 5] =
        [("models", &models), ("ms", &milliseconds), ("errors", &errors), ("warnings", &warnings), ("infos", &infos)];
    warn(&messages::READY.fill(lang, &values));
}

/// Prints the address for phones on the same network, with a QR code and a warning.
fn print_lan_address(preview: &Preview, lang: Lang) -> Result<(), SystemError> {
    warn(messages::LAN_WARNING.get(lang));
    let Some(address) = preview.lan_address() else {
        warn(messages::NO_NETWORK.get(lang));
        return Ok(());
    };
    let address = format!("http://{address}/");
    print(&format!("{}\n", messages::LAN_ADDRESS.fill(lang, &[("address", &address)])))?;
    if std::io::stdout().is_terminal() {
        print(&format!("{}\n", qr_code(&address)))?;
    }
    Ok(())
}

/// A QR code of half-height block characters. The dark modules are the ones without a character, because most terminals
/// are dark. Empty if no code can hold the text.
fn qr_code(address: &str) -> String {
    let code = QrCode::new(address).map(|code| {
        code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build()
    });
    code.unwrap_or_default()
}

/// Opens the browser. If that fails, prints a warning; the address has been printed already.
pub(super) fn open(address: &str, lang: Lang) {
    let (program, first): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(first).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        warn(messages::NO_BROWSER.get(lang));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_code_of_an_address_is_a_square_with_a_margin() {
        let drawn = super::qr_code("http://192.168.100.100:1111/");
        let lines: Vec<&str> = drawn.lines().collect();
        assert!(lines.iter().all(|line| line.chars().count() == lines[0].chars().count()));
        assert!(lines.len() * 2 >= lines[0].chars().count() && lines[0].chars().count() >= 25 + 8);
    }
}
