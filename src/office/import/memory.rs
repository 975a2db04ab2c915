//! What lists said when they were last imported: a file that is committed, because without it nobody could tell what an
//! office has changed from what an editor has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The name of the file in the root of a site.
pub(crate) const MEMORY: &str = "import.rows.jsonl";

/// What the row of one model said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Remembered {
    /// The file of the model.
    pub(crate) file: String,
    /// The title and the place as the list had them: by these the row is known again.
    pub(crate) row: String,
    /// What the cells of the row said, by the English names of keys.
    pub(crate) cells: BTreeMap<String, String>,
}

/// What all lists said, by the models' files.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Memory(BTreeMap<String, Remembered>);

impl Memory {
    /// Reads the file. A line that cannot be read, as after a merge in git, counts as not written: its model is compared
    /// as if it had never been imported.
    pub(crate) fn read(text: &str) -> Self {
        let rows = text.lines().filter_map(|line| serde_json::from_str::<Remembered>(line).ok());
        Self(rows.map(|row| (row.file.clone(), row)).collect())
    }

    /// The text of the file: one line for each model, by its file.
    pub(crate) fn text(&self) -> String {
        // Texts in a structure serialise without fail.
        self.0.values().filter_map(|row| Some(serde_json::to_string(row).ok()? + "\n")).collect()
    }

    /// What the row of a model said.
    pub(crate) fn of_file(&self, file: &str) -> Option<&Remembered> {
        self.0.get(file)
    }

    /// The models' files by what their rows were.
    pub(crate) fn by_row(&self) -> BTreeMap<&str, &str> {
        self.0.values().map(|row| (row.row.as_str(), row.file.as_str())).collect()
    }

    /// Remembers a row.
    pub(crate) fn put(&mut self, row: Remembered) {
        self.0.insert(row.file.clone(), row);
    }
}
