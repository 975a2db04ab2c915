//! Which corpus is drawn.

use std::io;

/// Both have the same words; they differ in where the models are, how long they are and how they hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A third of the models in the site's home province; few copies, hardly any two titles alike.
    Province,
    /// Models from everywhere alike, with long texts, many tags and many copies; one title in five is another model's too.
    Country,
}

impl Kind {
    /// Takes `--corpus NAME` out of the arguments of a bench.
    ///
    /// # Errors
    /// If there is no corpus of that name.
    pub(crate) fn take(arguments: &mut Vec<String>) -> io::Result<Self> {
        let Some(at) = arguments.iter().position(|argument| argument == "--corpus") else { return Ok(Self::Province) };
        let name = arguments.drain(at..(at + 2).min(arguments.len())).nth(1).unwrap_or_default();
        let known = [Self::Province, Self::Country].into_iter().find(|kind| kind.name() == name);
        known.ok_or_else(|| io::Error::other(format!("“{name}” is no corpus; there are province and country")))
    }

    /// How it is asked for.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Country => "country",
        }
    }

    /// How many times as many sentences the texts of the country's models have in each section.
    pub(super) fn length(self) -> usize {
        if self == Self::Country { 2 } else { 1 }
    }

    /// How many models in a hundred bear the title of an earlier one.
    pub(super) fn shared_titles(self) -> usize {
        if self == Self::Country { 20 } else { 0 }
    }

    /// How many models in a hundred were copied, and by how many places at least.
    pub(super) fn copies(self) -> (usize, usize) {
        if self == Self::Country { (20, 2) } else { (15, 1) }
    }
}
