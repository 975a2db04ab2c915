//! The columns of a list of models: made from the table of keys, for what is written and for what is read.

use super::article::{PARTS, Part};
use crate::schema::{Key, MODEL};
use crate::text::{Lang, StaticMessage};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Target {
    /// The model's id: the slug of its file.
    Slug,
    /// What the file was when it was exported: a short hash of what its keys say, and one of its article.
    Version,
    /// The file, below the folder of models. It says where a new file goes.
    File,
    /// The value of a key.
    Key(&'static Key),
    /// A part of the article.
    Article(&'static Part),
}

/// A column that is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// What it holds.
    pub(crate) target: Target,
    /// Its heading.
    pub(crate) heading: StaticMessage,
}

/// The heading of [`Target::Slug`].
const SLUG: StaticMessage = StaticMessage::fixed("Mã", "Id");
/// The heading of [`Target::File`].
const FILE: StaticMessage = StaticMessage::fixed("Tệp", "File");

/// The heading of [`Target::Version`].
const VERSION: StaticMessage = StaticMessage::fixed("Phiên bản", "Version");

/// The heading of a column that holds all keys without one of their own.
pub(crate) const MORE: StaticMessage = StaticMessage::fixed("Thông tin khác", "More");

/// Keys that have no column, because the value of another column says it too: the short form of an award.
const FOLDED: [&str; 2] = ["award_year", "award_level"];

/// All columns that are written, in their order.
pub(crate) fn columns() -> Vec<Column> {
    let keys = MODEL.iter().filter(|key| !FOLDED.contains(&key.name));
    let keys = keys.map(|key| Column { target: Target::Key(key), heading: key.label });
    let parts = PARTS.iter().map(|part| Column { target: Target::Article(part), heading: part.heading });
    let slug = Column { target: Target::Slug, heading: SLUG };
    let file = Column { target: Target::File, heading: FILE };
    let version = Column { target: Target::Version, heading: VERSION };
    std::iter::once(slug).chain(keys).chain(parts).chain([file, version]).collect()
}

impl Column {
    /// Its name for programs.
    pub(crate) fn name(&self) -> &'static str {
        match self.target {
            Target::Slug => "id",
            Target::File => "file",
            Target::Version => "version",
            Target::Key(key) => key.name,
            Target::Article(_) => "article",
        }
    }

    /// Its heading in `lang`.
    pub(crate) fn heading(&self, lang: Lang) -> &'static str {
        self.heading.get(lang)
    }
}
