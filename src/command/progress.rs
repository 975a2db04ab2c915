//! A progress line for work that takes longer than half a second; only on a terminal.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

/// Delay before the line, and between its dots.
const INTERVAL: Duration = Duration::from_millis(500);

/// A line on standard error that is erased when this is dropped.
pub(super) struct Progress {
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows `line` after [`INTERVAL`], then another dot after each one.
    pub(super) fn start(line: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { done: None, thread: None };
        }
        let (done, waiting) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let mut shown = false;
            while waiting.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                write(if shown { "." } else { line });
                shown = true;
            }
            if shown {
                write("\r\u{1b}[K");
            }
        });
        Self { done: Some(done), thread: Some(thread) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Ignores write errors: without a terminal nobody is watching.
fn write(text: &str) {
    let mut terminal = std::io::stderr().lock();
    let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
}
