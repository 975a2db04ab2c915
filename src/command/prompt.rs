//! Questions on the terminal.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, IsTerminal, Stdin, Write};

use crate::error::SystemError;
use crate::text::{Lang, Message};

/// The keyboard, if a person sits at the terminal.
pub(super) fn keyboard() -> Option<RefCell<BufReader<Stdin>>> {
    let has_person = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    has_person.then(|| RefCell::new(BufReader::new(std::io::stdin())))
}

/// Asks questions on a terminal; without one, all answers are `None`.
#[derive(Clone, Copy)]
pub(super) struct Prompt<'k> {
    pub(super) lang: Lang,
    /// Where answers are read; `None` without a terminal.
    pub(super) keyboard: Option<&'k RefCell<dyn BufRead>>,
}

impl Prompt<'_> {
    /// Reads a line; `None` for an empty one.
    pub(super) fn line(self, question: &str) -> Result<Option<String>, SystemError> {
        let Some(keyboard) = self.keyboard else { return Ok(None) };
        let mut line = String::new();
        let mut screen = std::io::stderr().lock();
        let asked = write!(screen, "{question} ").and_then(|()| screen.flush());
        let read = asked.and_then(|()| keyboard.borrow_mut().read_line(&mut line));
        read.map_err(|error| {
            let message = Message::new("Không đọc được câu trả lời", "The answer cannot be read");
            SystemError { message, path: None, source: Some(error) }
        })?;
        Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
    }

    /// Prints a numbered list and reads a number. Returns the index of the entry; `None` if the answer is not one of
    /// the numbers.
    pub(super) fn choose(self, question: &str, entries: &[String]) -> Result<Option<usize>, SystemError> {
        if self.keyboard.is_none() || entries.is_empty() {
            return Ok(None);
        }
        for (number, entry) in entries.iter().enumerate() {
            super::warn(&format!("  {:>2}. {entry}", number + 1));
        }
        let answer = self.line(question)?.and_then(|line| line.parse::<usize>().ok());
        Ok(answer.and_then(|number| number.checked_sub(1)).filter(|&index| index < entries.len()))
    }
}
