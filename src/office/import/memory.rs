//! What lists said when they were last imported: a file that is committed, because without it nobody could tell what an
//! office has changed from what an editor has.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::catalog::{Catalog, Model};
use crate::route;
use crate::text::SitePath;
use crate::vietnamese;

/// The name of the file in the root of a site.
pub(crate) const MEMORY: &str = "import.rows.jsonl";

/// What the row of one model said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Remembered {
    /// The file of the model.
    pub(crate) file: String,
    /// The title and the place as the list had them: by these the row is known again.
    pub(crate) row: String,
    /// The name of the list that told of it last; empty if that list has left it out since, `None` in memories from before
    /// lists were remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) list: Option<String>,
    /// Its sheet and the line above its group; `None` in memories from before these were remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) group: Option<String>,
    /// Whether the model was deleted: then its row is not imported.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) deleted: bool,
    /// What the cells of the row said, by the English names of keys.
    pub(crate) cells: BTreeMap<String, String>,
}

/// What the columns of one list were for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Columns {
    /// The name of the list and its sheet.
    columns_of: String,
    /// The words of the columns by their headings.
    columns: BTreeMap<String, String>,
}

impl Remembered {
    /// The title as the list had it, without marks.
    pub(super) fn title(&self) -> &str {
        title_in(&self.row)
    }

    /// The name of the row, with the office: two of one place may have had models of one title.
    fn name(&self) -> String {
        format!("{}\n{}", self.row, self.cells.get("organisation").map_or("", String::as_str))
    }
}

/// The title in the name of a row.
pub(super) fn title_in(row: &str) -> &str {
    row.split(" | ").next().unwrap_or(row)
}

/// What all lists said.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Memory {
    /// Of models that were not deleted, by their files.
    by_file: BTreeMap<String, Remembered>,
    /// Of models that were deleted, by their rows and offices.
    deleted: BTreeMap<String, Remembered>,
    /// What the columns of lists were for: the words of their headings, by list and sheet.
    columns: BTreeMap<String, BTreeMap<String, String>>,
}

impl Memory {
    /// Reads the file. A line that cannot be read, as after a merge in git, counts as not written: its model is compared
    /// as if it had never been imported.
    pub(crate) fn read(text: &str) -> Self {
        let mut memory = Self::default();
        for row in text.lines().filter_map(|line| serde_json::from_str::<Remembered>(line).ok()) {
            if row.deleted {
                memory.deleted.insert(row.name(), row);
            } else {
                memory.by_file.insert(row.file.clone(), row);
            }
        }
        let columns = text.lines().filter_map(|line| serde_json::from_str::<Columns>(line).ok());
        memory.columns.extend(columns.map(|list| (list.columns_of, list.columns)));
        memory
    }

    /// What the columns of a list were for, by their headings.
    pub(super) fn columns_of(&self, list: &str) -> Option<&BTreeMap<String, String>> {
        self.columns.get(list)
    }

    /// Remembers what the columns of a list are for.
    pub(super) fn put_columns(&mut self, list: String, columns: BTreeMap<String, String>) {
        self.columns.insert(list, columns);
    }

    /// The text of the file: one line for each model, those that were deleted last; then one for each list.
    pub(crate) fn text(&self) -> String {
        let columns = self.columns.iter().filter_map(|(list, columns)| {
            let columns = Columns { columns_of: list.clone(), columns: columns.clone() };
            Some(serde_json::to_string(&columns).ok()? + "\n")
        });
        // Texts in a structure serialise without fail.
        self.by_file
            .values()
            .chain(self.deleted.values())
            .filter_map(|row| Some(serde_json::to_string(row).ok()? + "\n"))
            .chain(columns)
            .collect()
    }

    /// What two people remember who both went on from `before`. Of what both have changed the words of `theirs` count.
    pub(crate) fn merged(before: &Self, ours: &Self, theirs: &Self) -> Self {
        Self {
            by_file: three_way(&before.by_file, &ours.by_file, &theirs.by_file),
            deleted: three_way(&before.deleted, &ours.deleted, &theirs.deleted),
            columns: three_way(&before.columns, &ours.columns, &theirs.columns),
        }
    }

    /// What the row of a model said.
    pub(crate) fn of_file(&self, file: &str) -> Option<&Remembered> {
        self.by_file.get(file)
    }

    /// All rows of models that were not deleted.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Remembered> {
        self.by_file.values()
    }

    /// The rows of deleted models that bear this name.
    pub(crate) fn deleted(&self, row: &str) -> impl Iterator<Item = &Remembered> {
        let from = format!("{row}\n");
        self.deleted.range(from..).map(|(_, deleted)| deleted).take_while(move |deleted| deleted.row == row)
    }

    /// The rows of all deleted models.
    pub(super) fn all_deleted(&self) -> impl Iterator<Item = &Remembered> {
        self.deleted.values()
    }

    /// Remembers a row.
    pub(crate) fn put(&mut self, row: Remembered) {
        self.deleted.remove(&row.name());
        self.by_file.insert(row.file.clone(), row);
    }

    /// Says that the model in the file `old` is in the file `new` now.
    pub(crate) fn rename(&mut self, old: &str, new: &str) {
        if let Some(row) = self.by_file.remove(old) {
            self.by_file.insert(new.to_owned(), Remembered { file: new.to_owned(), ..row });
        }
    }

    /// Says that the model in `file` was deleted.
    pub(crate) fn delete(&mut self, file: &str) {
        if let Some(row) = self.by_file.remove(file) {
            self.deleted.insert(row.name(), Remembered { deleted: true, ..row });
        }
    }

    /// Says that the model in `file` is there again.
    pub(crate) fn restore(&mut self, file: &str) {
        let row = self.deleted.values().find(|row| row.file == file).map(Remembered::name);
        if let Some(row) = row.and_then(|row| self.deleted.remove(&row)) {
            self.by_file.entry(file.to_owned()).or_insert(Remembered { deleted: false, ..row });
        }
    }

    /// Says that the list of `file` has left its row out.
    pub(super) fn leave_out(&mut self, file: &str) {
        self.by_file.get_mut(file).into_iter().for_each(|row| row.list = Some(String::new()));
    }

    /// Takes back what was remembered of `files`, as `before` has it: they could not be written.
    pub(crate) fn take_back<'f>(&mut self, files: impl IntoIterator<Item = &'f SitePath>, before: &Self) {
        for file in files {
            let file = file.as_str();
            let row = self.by_file.remove(file);
            let deleted = row.and_then(|row| before.deleted.get(&row.name()));
            self.deleted.extend(deleted.map(|row| (row.name(), row.clone())));
            self.by_file.extend(before.by_file.get(file).map(|row| (file.to_owned(), row.clone())));
        }
    }

    /// The same for the models as they are now: a file that was renamed is followed, by its name into another folder, by
    /// its old address to another name; a deleted one that is back is not deleted. Lists that are not known by name are
    /// those that the files name as their source.
    pub(super) fn followed(&self, catalog: &Catalog, list_of: impl Fn(&str) -> Option<String>) -> Self {
        let mut memory = self.clone();
        let by_file: BTreeMap<&str, &Model> =
            catalog.models.iter().map(|model| (model.entry.path.as_str(), model)).collect();
        let mut by_address: BTreeMap<String, &str> = BTreeMap::new();
        for model in &catalog.models {
            let path = model.entry.path.as_str();
            let old =
                model.entry.front_matter.aliases.iter().map(|alias| alias.value.trim_end_matches(".html").to_owned());
            old.for_each(|address| {
                by_address.entry(address).or_insert(path);
            });
        }
        // An address that a model has is no old one.
        by_address.extend(catalog.models.iter().map(|model| (address(&model.entry.slug), model.entry.path.as_str())));
        let gone: Vec<&str> =
            self.by_file.keys().map(String::as_str).filter(|file| !by_file.contains_key(file)).collect();
        let mut taken: BTreeSet<&str> = self.by_file.keys().map(String::as_str).collect();
        for file in gone {
            let slug = vietnamese::slug(SitePath::new(file).stem());
            if let Some(new) = by_address.get(&address(&slug)).filter(|new| taken.insert(new)) {
                memory.rename(file, new);
            }
        }
        for row in self.deleted.values() {
            let title = |model: &Model| vietnamese::fold(&model.front_matter().title.value);
            let said = row.cells.get("title").map(|title| vietnamese::fold(title));
            if by_file.get(row.file.as_str()).is_some_and(|model| Some(title(model)) == said) {
                memory.restore(&row.file);
            }
        }
        for row in memory.by_file.values_mut().filter(|row| row.list.is_none()) {
            row.list = by_file.get(row.file.as_str()).and_then(|model| list_of(&model.entry.text));
        }
        memory
    }
}

fn three_way<V: Clone + PartialEq>(
    before: &BTreeMap<String, V>,
    ours: &BTreeMap<String, V>,
    theirs: &BTreeMap<String, V>,
) -> BTreeMap<String, V> {
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let value = |name: &String| {
        let (ours, theirs) = (ours.get(name), theirs.get(name));
        if theirs == before.get(name) { ours } else { theirs }.cloned()
    };
    names.into_iter().filter_map(|name| Some((name.clone(), value(name)?))).collect()
}

/// The address of a model, as old addresses are written.
fn address(slug: &str) -> String {
    route::model(slug).trim_end_matches(".html").to_owned()
}
