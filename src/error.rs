//! Errors of the machine or of usage: disk full, no permission, wrong argument. What is wrong with the content is never one
//! of these but a [`Finding`](crate::finding::Finding).

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::text::{Lang, Message};

/// Why the program could not do its work. The command line exits with code 2.
#[derive(Debug)]
pub struct SystemError {
    /// What failed or was refused, in one sentence.
    pub message: Message,
    /// The file or folder it was about.
    pub path: Option<PathBuf>,
    /// The error of the operating system.
    pub source: Option<io::Error>,
}

impl SystemError {
    /// An error that the program itself finds (a refused folder, a wrong argument).
    pub fn new(message: Message) -> Self {
        Self { message, path: None, source: None }
    }

    /// An error of the operating system while doing what `message` says on `path`.
    pub fn io(message: Message, path: &Path, source: io::Error) -> Self {
        Self { message, path: Some(path.to_path_buf()), source: Some(source) }
    }

    /// Names the file or folder.
    #[must_use]
    pub fn on(mut self, path: &Path) -> Self {
        self.path = Some(path.to_path_buf());
        self
    }

    /// The error as one line in `lang`.
    pub fn show(&self, lang: Lang) -> String {
        let mut line = self.message.get(lang).to_owned();
        if let Some(path) = &self.path {
            line.push_str(&format!(": {}", path.display()));
        }
        if let Some(source) = &self.source {
            line.push_str(&format!(" ({source})"));
        }
        line
    }
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(Lang::En))
    }
}

impl std::error::Error for SystemError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
