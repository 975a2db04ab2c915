//! Whether the program was started by a double click on it, not from a terminal or by another program.
//!
//! No system says so outright. What a shell leaves in the environment, or what a desktop does, is looked for; in doubt it was
//! no double click, because a script that runs the program must not be left with a server.

use std::io::IsTerminal;
use std::path::PathBuf;

use crate::cache;

/// What is known of how the program was started.
struct Surroundings<'s> {
    os: &'s str,
    /// Whether standard input, output and errors all are a terminal, or none is.
    terminals: Option<bool>,
    variable: &'s dyn Fn(&str) -> Option<String>,
    /// Whether the current folder is the person's home.
    is_home: bool,
}

/// Whether the program, started without an argument, was started by a double click.
pub(in crate::command) fn was_it() -> bool {
    let terminals = [std::io::stdin().is_terminal(), std::io::stdout().is_terminal(), std::io::stderr().is_terminal()];
    let all = terminals.iter().all(|terminal| *terminal == terminals[0]);
    let home = std::env::home_dir();
    let is_home = home.is_some() && std::env::current_dir().ok() == home;
    is_by_desktop(&Surroundings {
        os: std::env::consts::OS,
        terminals: all.then_some(terminals[0]),
        variable: &|name| std::env::var(name).ok().filter(|value| !value.is_empty()),
        is_home,
    })
}

fn is_by_desktop(surroundings: &Surroundings<'_>) -> bool {
    let has = |name: &str| (surroundings.variable)(name).is_some();
    if has("CI") || surroundings.terminals.is_none() {
        return false;
    }
    let is_terminal = surroundings.terminals == Some(true);
    match surroundings.os {
        // A window is made for the program, so it has a terminal; but none of the shells has left its mark.
        "windows" => {
            // PowerShell puts the person's own modules before those of the system.
            let modules = (surroundings.variable)("PSModulePath").unwrap_or_default().to_lowercase();
            let is_shell = ["PROMPT", "TERM", "WT_SESSION", "MSYSTEM", "SHELL", "SSH_CONNECTION"];
            is_terminal && !is_shell.iter().any(|name| has(name)) && !modules.contains("\\documents\\")
        }
        // The Finder opens a terminal in the home folder; an application has none.
        "macos" if is_terminal => {
            surroundings.is_home && (surroundings.variable)("TERM_PROGRAM").as_deref() == Some("Apple_Terminal")
        }
        "macos" => (surroundings.variable)("XPC_SERVICE_NAME").is_some_and(|name| name.starts_with("application.")),
        _ => {
            let has_screen = has("DISPLAY") || has("WAYLAND_DISPLAY");
            let by_desktop = ["DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN", "GIO_LAUNCHED_DESKTOP_FILE"];
            !is_terminal && has_screen && by_desktop.iter().any(|name| has(name))
        }
    }
}

/// The site that a double click opens: the one in the current folder, else the one that was opened last.
pub(super) fn site() -> Option<PathBuf> {
    let has_site = |folder: &PathBuf| folder.join("content").is_dir();
    let current = std::env::current_dir().ok().filter(has_site);
    current.or_else(|| cache::recent::read().into_iter().find(has_site))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(os: &str, terminals: Option<bool>, is_home: bool, variables: &[(&str, &str)]) -> bool {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        is_by_desktop(&Surroundings { os, terminals, variable: &variable, is_home })
    }

    #[test]
    fn shells_scripts_and_services_are_no_double_click() {
        let system = ("PSModulePath", "C:\\Program Files\\WindowsPowerShell\\Modules");
        let own = ("PSModulePath", "C:\\Users\\Ha\\Documents\\WindowsPowerShell\\Modules;C:\\Windows\\Modules");
        assert!(judge("windows", Some(true), false, &[system]));
        assert!(!judge("windows", Some(true), false, &[system, ("PROMPT", "$P$G")]), "cmd");
        assert!(!judge("windows", Some(true), false, &[own]), "PowerShell");
        assert!(!judge("windows", Some(false), false, &[system]), "a service");
        assert!(!judge("windows", Some(true), false, &[system, ("CI", "true")]));
        let finder = [("TERM_PROGRAM", "Apple_Terminal")];
        assert!(judge("macos", Some(true), true, &finder) && !judge("macos", Some(true), false, &finder));
        assert!(judge("macos", Some(false), false, &[("XPC_SERVICE_NAME", "application.vn.lantoa.1")]));
        assert!(!judge("macos", Some(false), false, &[("XPC_SERVICE_NAME", "0")]), "cron");
        let desktop = [("DISPLAY", ":0"), ("DESKTOP_STARTUP_ID", "x")];
        assert!(judge("linux", Some(false), true, &desktop));
        assert!(!judge("linux", Some(true), true, &desktop), "a terminal");
        assert!(!judge("linux", None, true, &desktop), "a pipe");
        assert!(!judge("linux", Some(false), true, &desktop[..1]), "cron");
        assert!(!judge("linux", Some(false), true, &[]), "a server");
    }
}
