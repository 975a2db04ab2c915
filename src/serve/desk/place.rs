//! Moving a model out of the folder of those whose place nobody knew, once it is known. Its address is made of its file's name
//! alone, so no reader notices; what lies beside it for it alone goes along, and what lists have said of it follows.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::files::unchanged;
use super::models::{OfEntry, entry_path};
use super::state::DeskState;
use super::{Answer, Desk, Refused, lock};
use crate::catalog::Model;
use crate::desk;
use crate::entry::MODELS;
use crate::locality::Gazetteer;
use crate::office::UNPLACED;
use crate::text::{SitePath, StaticMessage};

const NO_FOLDER: StaticMessage = StaticMessage::fixed(
    "Chưa rõ địa phương của mô hình, nên chưa biết chuyển bài vào thư mục nào.",
    "The place of the model is not known, so there is no folder to move it to.",
);
const TAKEN: StaticMessage = StaticMessage::fixed(
    "Ở thư mục ấy đã có tệp {file}; hãy đổi tên tệp này trước.",
    "That folder has a file {file}; rename this one first.",
);
const SHARED: StaticMessage = StaticMessage::fixed(
    "Bài khác cũng dùng tệp {file} nằm cạnh bài này, nên chưa chuyển. Hãy chép tệp ấy cho bài kia rồi chuyển lại.",
    "Another article uses the file {file} beside this one, so nothing was moved. Give the other article a copy, then move again.",
);

/// The name of the folder that a model belongs in, if it lies among those without a place and says where it is.
pub(super) fn home(path: &SitePath, values: &Value, places: &Gazetteer) -> Option<String> {
    let locality = values["locality"].get(0).and_then(Value::as_str)?;
    (path.folder() == unplaced()).then(|| desk::province_folder(locality, places)).flatten()
}

fn unplaced() -> String {
    format!("{MODELS}/{UNPLACED}")
}

impl Desk {
    /// Moves a model, and what lies beside it for it alone, into the folder of its province.
    pub(super) fn move_home(&self, asked: &OfEntry) -> Answer {
        let _writing = lock(&self.writing);
        let old = entry_path(&asked.id)?;
        let state = self.state_after(&[&old])?;
        let (path, text) = unchanged(&state, asked)?;
        let catalog = &state.site.catalog;
        let values = json!(desk::Sheet::of(&path, text, &catalog.site).values);
        let folder = home(&path, &values, &catalog.gazetteer).ok_or_else(|| Refused::new(422, NO_FOLDER))?;
        let to = |from: &SitePath| SitePath::new(&format!("{MODELS}/{folder}/{}", from.file_name()));
        let beside = beside(&state, &path)?;
        let moved: Vec<(SitePath, SitePath)> =
            beside.iter().chain([&path]).map(|from| (from.clone(), to(from))).collect();
        if let Some((_, there)) = moved.iter().find(|(_, to)| self.root.join(to.as_str()).exists()) {
            return Err(named(TAKEN, there));
        }
        // The article last: until then it finds what stands beside it, or nothing has been moved.
        for (at, (from, to)) in moved.iter().enumerate() {
            if let Err(refused) = self.move_file(from, &self.root.join(to.as_str())) {
                for (from, to) in moved[..at].iter().rev() {
                    self.move_file(to, &self.root.join(from.as_str()))?;
                }
                return Err(refused);
            }
        }
        // An empty folder says nothing; one that is not empty stays.
        let _ = std::fs::remove_dir(self.root.join(unplaced()));
        let new = to(&path);
        self.remember(|memory| memory.rename(path.as_str(), new.as_str()))?;
        let paths: Vec<&SitePath> = moved.iter().flat_map(|(from, to)| [from, to]).collect();
        let state = self.state_after(&paths)?;
        self.opened(&state, new.as_str())
    }
}

/// The files that lie beside a model and that it shows or leads to.
fn beside(state: &DeskState, path: &SitePath) -> Result<Vec<SitePath>, Refused> {
    let models = &state.site.catalog.models;
    let own = models.iter().find(|model| model.entry.path == *path).map(used).unwrap_or_default();
    let is_beside = |file: &&SitePath| file.folder() == path.folder() && file.extension() != "md";
    let own: Vec<SitePath> =
        own.iter().filter(is_beside).filter(|file| state.source.get(file).is_some()).cloned().collect();
    let others = models.iter().filter(|model| model.entry.path != *path).map(used);
    let pages = state
        .site
        .catalog
        .pages
        .iter()
        .map(|page| page.entry.article.references.iter().map(|reference| reference.path.clone()).collect());
    let others: BTreeSet<SitePath> = others.chain(pages).flatten().collect();
    match own.iter().find(|file| others.contains(*file)) {
        Some(shared) => Err(named(SHARED, shared)),
        None => Ok(own),
    }
}

/// The files that a model names.
pub(super) fn used(model: &Model) -> BTreeSet<SitePath> {
    let named = model.entry.article.references.iter().map(|reference| reference.path.clone());
    let cover = model.front_matter().cover.as_ref().map(|cover| model.entry.path.resolve(&cover.value));
    named.chain(cover).collect()
}

fn named(message: StaticMessage, file: &SitePath) -> Refused {
    Refused::new(409, message.fill_both(&[("file", &file.file_name())]))
}
