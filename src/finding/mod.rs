//! Findings: what is wrong with the content or the theme, as data.
//!
//! A finding is data: it is collected, sorted and shown. Every stage returns its value **and** its findings
//! ([`Checked`]), so one run tells everything. How a finding looks (terminal, JSON, GitHub annotation) is
//! [`show`]'s business; what a code means at length is [`explain`]'s. Errors of the machine (a full disk) are
//! not findings: see [`crate::SystemError`].

mod code;
mod context;
pub(crate) mod explain;
mod fix;
pub(crate) mod show;

pub use code::{Code, Severity};
pub(crate) use context::FileContext;
pub(crate) use fix::apply;
pub use fix::{Edit, Fix};

use serde::{Deserialize, Serialize};

use crate::text::{Message, Position, SitePath};

/// One thing that is wrong, or worth knowing, in one file.
///
/// The order of findings is file, position, code, then words: the order people work through them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// The file, relative to the site's root.
    pub file: SitePath,
    /// Where in the file; `None` when the file as a whole is meant.
    pub position: Option<Position>,
    /// What kind of thing it is; gives the severity.
    pub code: Code,
    /// What is wrong, in one sentence an office clerk understands.
    pub message: Message,
    /// The way out: the nearest right value, or what to do.
    pub help: Option<Message>,
    /// Other places that belong to it (the other file of two with one address).
    pub related: Vec<Related>,
    /// A change that certainly mends it, if there is one.
    pub fix: Option<Fix>,
}

/// Another position that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Related {
    /// The file, relative to the site's root.
    pub file: SitePath,
    /// Where in it.
    pub position: Option<Position>,
    /// What stands there.
    pub message: Message,
}

impl Finding {
    /// A finding about `file`, without a position, help or related places yet.
    pub fn new(code: Code, file: &SitePath, message: Message) -> Self {
        Self { file: file.clone(), position: None, code, message, help: None, related: Vec::new(), fix: None }
    }

    /// Says where in the file.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds the change that certainly mends it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Adds another position that belongs to it.
    #[must_use]
    pub fn related(mut self, file: &SitePath, position: Option<Position>, message: Message) -> Self {
        self.related.push(Related { file: file.clone(), position, message });
        self
    }

    /// How bad it is: a property of the code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// A value and what was found on the way to it.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    /// The value; as whole as the findings allow.
    pub value: T,
    /// What was found; in no particular order until [`sort`] has run.
    pub findings: Vec<Finding>,
}

impl<T> Checked<T> {
    /// A value with nothing found.
    pub fn clean(value: T) -> Self {
        Self { value, findings: Vec::new() }
    }

    /// Takes the value and moves the findings to `findings`.
    pub fn collect(self, findings: &mut Vec<Finding>) -> T {
        findings.extend(self.findings);
        self.value
    }
}

/// Sorts findings into the order they are shown in and drops exact repeats.
pub(crate) fn sort(findings: &mut Vec<Finding>) {
    findings.sort();
    findings.dedup();
}

/// How many errors, warnings and hints there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// Findings that stop publishing.
    pub errors: usize,
    /// Findings that should be mended.
    pub warnings: usize,
    /// Things worth knowing.
    pub infos: usize,
}

impl Tally {
    /// Counts `findings`.
    pub(crate) fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.severity() == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), infos: count(Severity::Info) }
    }
}
