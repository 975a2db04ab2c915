//! Writes what an import has planned: the models, what is remembered of their rows, and what the office has said of its
//! headings. What could not be written is not remembered either, so that the next import writes it.

use std::path::Path;

use super::Mended;
use super::write::Written;
use crate::error::SystemError;
use crate::office::{self, Aim, MEMORY, Mapping, Memory, Plan, SETTINGS};
use crate::source::Source;
use crate::text::{Message, SitePath};

/// What an import has read beside the models.
pub(crate) struct Imported<'i> {
    /// The source that the plan was made for.
    pub(crate) source: &'i Source,
    /// The text of [`MEMORY`].
    pub(crate) memory: &'i str,
    /// The text of [`SETTINGS`].
    pub(crate) settings: &'i str,
    /// What headings mean, as the settings and a person have said.
    pub(crate) mapping: &'i Mapping,
    /// What the person has said of it just now.
    pub(crate) choices: &'i [(String, Aim)],
}

/// Writes a plan below `root`. Files that somebody has changed meanwhile are left alone; their paths are returned.
///
/// # Errors
/// If a file cannot be written: then mostly nothing is.
pub(crate) fn write_import(root: &Path, plan: &mut Plan, read: &Imported<'_>) -> Result<Vec<SitePath>, SystemError> {
    let before = Memory::read(read.memory);
    // Two imports at once would each forget what the other has written.
    let now = std::fs::read_to_string(root.join(MEMORY)).unwrap_or_default();
    if now != read.memory {
        let message = Message::new(
            "Có người vừa nhập danh sách khác; chưa ghi gì, hãy nhập lại",
            "Somebody has just imported another list; nothing was written, import again",
        );
        return Err(SystemError::new(message).on(&root.join(MEMORY)));
    }
    let (files, pictures) = (std::mem::take(&mut plan.files), std::mem::take(&mut plan.pictures));
    let mut all = Mended::of_texts(read.source, files).with_new(pictures);
    if plan.memory != before {
        all = all.with_beside(MEMORY, read.memory, plan.memory.text());
    }
    if let Some(settings) = settings(plan, plan.memory != before, read) {
        all = all.with_beside(SETTINGS, read.settings, settings);
    }
    let Written { left, failed } = all.write_all(root);
    let not_written: Vec<&SitePath> = left.iter().chain(failed.iter().flat_map(|(paths, _)| paths)).collect();
    let is_any_written = not_written.len() < all.files.len();
    if !not_written.is_empty() && is_any_written && plan.memory != before {
        let has_memory = !not_written.iter().any(|path| path.as_str() == MEMORY);
        let written = if has_memory { plan.memory.text() } else { read.memory.to_owned() };
        plan.memory.take_back(not_written, &before);
        write_memory(root, &written, &plan.memory)?;
    }
    failed.map_or(Ok(left), |(_, error)| Err(error))
}

/// Writes what is remembered of lists, of which `read` is the text on the disk.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn write_memory(root: &Path, read: &str, memory: &Memory) -> Result<(), SystemError> {
    Mended::default().with_beside(MEMORY, read, memory.text()).write(root).map(|_| ())
}

/// The new text of [`SETTINGS`]: with what a person has said, and with headings that are new; `None` for the old one.
fn settings(plan: &Plan, has_rows: bool, read: &Imported<'_>) -> Option<String> {
    let chosen = (!read.choices.is_empty()).then(|| office::with_choices(read.settings, read.choices));
    let columns: Vec<_> = plan.columns.iter().flat_map(|(_, columns)| columns.iter().cloned()).collect();
    let text = chosen.as_deref().unwrap_or(read.settings);
    let with_columns = has_rows.then(|| office::with_columns(text, read.mapping, &columns)).flatten();
    with_columns.or(chosen)
}
