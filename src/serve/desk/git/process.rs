//! Running git: what it says, how long it may be silent, and how it is stopped with everything that it has started.

use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::super::lock;

/// Longest time that git may be silent: a server that sends nothing is not waited for any longer.
const PATIENCE: Duration = Duration::from_secs(180);
/// Time that git is given to put away its locks once it is stopped.
const LAST_WORDS: Duration = Duration::from_secs(3);
/// What git's error says if it was stopped by a person.
pub(super) const STOPPED: &str = "stopped by the person at the desk";

/// What is exchanged with a server, while it lasts.
#[derive(Debug, Clone)]
pub(in crate::serve::desk) struct Exchange {
    /// `push` or `fetch`.
    pub(super) what: &'static str,
    /// The server, without what one signs in with.
    pub(super) server: String,
    pub(super) since: Instant,
    /// What git has said last of how far it is: `Writing objects:  45% (9/20)`.
    pub(super) progress: String,
    is_stopped: bool,
}

/// The exchange with a server that is going on, if there is one.
#[derive(Debug, Default)]
pub(in crate::serve::desk) struct Line(Mutex<Option<Exchange>>);

impl Line {
    /// The exchange that is going on.
    pub(super) fn now(&self) -> Option<Exchange> {
        lock(&self.0).clone()
    }

    /// Stops it. Returns whether there was one.
    pub(super) fn stop(&self) -> bool {
        lock(&self.0).as_mut().map(|exchange| exchange.is_stopped = true).is_some()
    }

    /// Runs `git` as an exchange; `None` if another is going on.
    pub(super) fn during<T>(&self, what: &'static str, server: String, git: impl FnOnce() -> T) -> Option<T> {
        {
            let mut now = lock(&self.0);
            if now.is_some() {
                return None;
            }
            let (since, progress) = (Instant::now(), String::new());
            *now = Some(Exchange { what, server, since, progress, is_stopped: false });
        }
        let done = git();
        *lock(&self.0) = None;
        Some(done)
    }

    fn is_stopped(&self) -> bool {
        lock(&self.0).as_ref().is_some_and(|exchange| exchange.is_stopped)
    }

    fn hear(&self, progress: &str) {
        if let Some(exchange) = lock(&self.0).as_mut() {
            progress.clone_into(&mut exchange.progress);
        }
    }
}

/// Runs git in a folder, with `input` on its standard input. The error is what it said.
pub(super) fn git(root: &Path, arguments: &[&str], input: &str) -> Result<String, String> {
    run(root, arguments, input, &Arc::default())
}

/// Runs git with a server; it ends when `line` is stopped, and tells it how far it is.
pub(super) fn git_with_server(root: &Path, arguments: &[&str], line: &Arc<Line>) -> Result<String, String> {
    run(root, arguments, "", line)
}

fn run(root: &Path, arguments: &[&str], input: &str, line: &Arc<Line>) -> Result<String, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "core.quotepath=off"]).args(arguments);
    // Nobody is there to type a password. Git gives up by itself too, should nobody be left to stop it.
    let ssh = "ssh -oBatchMode=yes -oConnectTimeout=60 -oServerAliveInterval=30 -oServerAliveCountMax=6";
    command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C").env("GIT_SSH_COMMAND", ssh);
    command.env("GIT_HTTP_LOW_SPEED_LIMIT", "1").env("GIT_HTTP_LOW_SPEED_TIME", PATIENCE.as_secs().to_string());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    in_a_group_of_its_own(&mut command);
    let mut process = command.spawn().map_err(|error| error.to_string())?;
    if let Some(mut stdin) = process.stdin.take() {
        // Git may end without reading; what it says tells why.
        let _ = stdin.write_all(input.as_bytes());
    }
    let (stdout, stderr) = (process.stdout.take(), process.stderr.take());
    let heard = Arc::new(Mutex::new(Instant::now()));
    let (of_output, of_errors, told) = (heard.clone(), heard.clone(), line.clone());
    let output = std::thread::spawn(move || text_of(stdout, |_| *lock(&of_output) = Instant::now()));
    let errors = std::thread::spawn(move || {
        text_of(stderr, |bytes| {
            *lock(&of_errors) = Instant::now();
            let said = String::from_utf8_lossy(bytes);
            if let Some(last) = said.split(['\r', '\n']).rev().find(|said| is_progress(said)) {
                told.hear(last.trim());
            }
        })
    });
    let status = loop {
        if let Ok(Some(status)) = process.try_wait() {
            break status;
        }
        let is_stopped = line.is_stopped();
        if is_stopped || lock(&heard).elapsed() > PATIENCE {
            end(&mut process);
            return Err(if is_stopped { STOPPED } else { "timed out" }.to_owned());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let (output, errors) = (output.join().unwrap_or_default(), errors.join().unwrap_or_default());
    let errors: Vec<&str> = errors.split(['\r', '\n']).filter(|said| !is_progress(said)).collect();
    let errors = errors.join("\n");
    if status.success() { Ok(output) } else { Err(if errors.trim().is_empty() { output } else { errors }) }
}

/// Whether a line of git says how far it is, not what is wrong.
fn is_progress(said: &str) -> bool {
    said.contains("objects: ") && said.contains('(') || said.contains("deltas: ")
}

/// Everything that a stream says; `heard` is told of each part of it.
fn text_of(stream: Option<impl Read>, mut heard: impl FnMut(&[u8])) -> String {
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    let mut stream = stream;
    // What was read before an error is still worth showing.
    while let Some(length) = stream.as_mut().and_then(|stream| stream.read(&mut part).ok()).filter(|&length| length > 0)
    {
        heard(&part[..length]);
        bytes.extend_from_slice(&part[..length]);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Has git and what it starts (`ssh`, `git-remote-https`) be one group, so that all of it can be ended.
fn in_a_group_of_its_own(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Ends git and what it has started: asked first, so that it takes away its lock files.
fn end(process: &mut Child) {
    let number = process.id().to_string();
    let ask = |name: &str, arguments: &[&str]| {
        let quiet = Command::new(name).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
        quiet.is_ok_and(|status| status.success())
    };
    let group = format!("-{number}");
    let is_asked = if cfg!(windows) {
        ask("taskkill", &["/T", "/F", "/PID", &number])
    } else {
        ask("kill", &["-TERM", "--", &group])
    };
    let until = Instant::now() + LAST_WORDS;
    while is_asked && Instant::now() < until {
        if matches!(process.try_wait(), Ok(Some(_))) {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    if !cfg!(windows) {
        ask("kill", &["-KILL", "--", &group]);
    }
    // It may have ended meanwhile.
    let _ = process.kill();
    let _ = process.wait();
}
