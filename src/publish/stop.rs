//! Ending a build early, when the system asks for it (Ctrl+C, a service that is stopped).
//!
//! Until everything is staged a build ends at the next page, and clears its staging away: the old site is whole. What
//! follows is only moving and deleting, and is completed.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::TERM_SIGNALS;

use crate::error::SystemError;
use crate::text::Message;

/// Whether the build shall end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop {
    is_asked: Arc<AtomicBool>,
    /// The number of the signal that asked; 0 as long as none has.
    signal: Arc<AtomicUsize>,
}

impl Stop {
    /// Is asked by the signals that end programs. The second one ends the program at once, as without this.
    ///
    /// # Errors
    /// If the system refuses to send signals; the program then ends at the first.
    pub(crate) fn on_signals() -> io::Result<Self> {
        let stop = Self::default();
        for &signal in TERM_SIGNALS {
            // In this order: the first signal finds the flag unset.
            signal_hook::flag::register_conditional_default(signal, stop.is_asked.clone())?;
            signal_hook::flag::register_usize(signal, stop.signal.clone(), usize::try_from(signal).unwrap_or(0))?;
            signal_hook::flag::register(signal, stop.is_asked.clone())?;
        }
        Ok(stop)
    }

    /// An error once it has been asked.
    pub(crate) fn check(&self) -> Result<(), SystemError> {
        if self.is_asked.load(Ordering::Relaxed) { Err(stopped()) } else { Ok(()) }
    }

    /// The exit code of a program that a signal has ended, as shells count it: 130 for Ctrl+C. `None` without a signal.
    pub(crate) fn exit_code(&self) -> Option<u8> {
        let signal = u8::try_from(self.signal.load(Ordering::Relaxed)).ok()?;
        (signal > 0).then_some(128 + signal)
    }

    /// Asks for the end.
    #[cfg(test)]
    pub(crate) fn ask(&self) {
        self.is_asked.store(true, Ordering::Relaxed);
    }
}

fn stopped() -> SystemError {
    SystemError::new(Message::new(
        "Đã dừng giữa chừng theo yêu cầu; không có gì được đưa lên, trang web cũ còn nguyên",
        "Stopped on request; nothing was published, the old site is whole",
    ))
}
