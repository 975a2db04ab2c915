//! The lists of models and pages, one file, its form while it is filled in, and saving it.

use std::path::Path;
use std::sync::{Arc, mpsc};

use serde::Deserialize;
use serde_json::{Value, json};

use super::page::PREFIX;
use super::state::{Ask, DeskState};
use super::{Answer, BUSY, Desk, NO_FILE, Refused, files, lock, menu, place};
use crate::desk::{self, Filled, Remark, Sheet};
use crate::entry::{self, EntryKind, MODELS, PAGES};
use crate::error::SystemError;
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::mend::Mended;
use crate::office::NotChanged;
use crate::schema::{MenuEntry, MenuTarget, SECTIONS};
use crate::serve::shown;
use crate::site::CONFIG;
use crate::source::Source;
use crate::text::{Lang, Message, SitePath, StaticMessage};
use crate::vietnamese;

const LOCKED: StaticMessage = StaticMessage::fixed(
    "Biểu mẫu không sửa được phần khai báo của tệp này mà không làm mất điều đã ghi; hãy sửa ở ô “Cả tệp”.",
    "The form cannot change the front matter of this file without losing what it says; change it as a whole file.",
);
pub(super) const CHANGED: StaticMessage = StaticMessage::fixed(
    "Tệp đã được người khác sửa sau khi bạn mở. Chưa ghi gì.",
    "Somebody has changed the file since you opened it. Nothing was written.",
);
const CANNOT_READ: StaticMessage = StaticMessage::fixed("Không đọc lại được tệp", "The file cannot be read again");
const NO_TITLE: StaticMessage =
    StaticMessage::fixed("Hãy ghi tên bài trước khi lưu.", "Write the title before saving.");
const NO_NAME: StaticMessage =
    StaticMessage::fixed("Không đặt được tên tệp; hãy đổi tên bài.", "No file name is left; change the title.");

/// A model or a page by its id.
#[derive(Debug, Deserialize)]
pub(super) struct OfEntry {
    pub(super) id: String,
    /// Hash of the file that the page has read.
    #[serde(default)]
    pub(super) hash: String,
}

/// A form, of a file or of one that is not written yet.
#[derive(Debug, Deserialize)]
pub(super) struct OfForm {
    #[serde(default)]
    id: Option<String>,
    /// What is to be written, if there is no file yet.
    #[serde(default)]
    kind: EntryKind,
    #[serde(default)]
    hash: String,
    form: Filled,
}

/// A form to begin with.
#[derive(Debug, Deserialize)]
pub(super) struct ToBegin {
    #[serde(default)]
    kind: EntryKind,
}

/// A place while it is typed.
#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    text: String,
}

impl Desk {
    /// What the page needs once.
    pub(super) fn start(&self) -> Answer {
        let state = self.state()?;
        let site = &state.site.catalog.site;
        let sections: Vec<&str> = SECTIONS.iter().map(|section| section.heading).collect();
        Ok(json!({
            "site": site.title, "form": desk::form(EntryKind::Model, site, self.lang()),
            "page_form": desk::form(EntryKind::Page, site, self.lang()), "sections": sections,
            // Without these nothing says whose site it is, and an import does not know where a commune lies.
            "is_nobodys": site.home.is_none() && site.contact.is_none(),
            "root": shown(&self.root), "target": self.target(), "chooser": self.chooser,
        }))
    }

    pub(super) fn list(&self) -> Answer {
        let state = self.state()?;
        let DeskState { source, site, findings, .. } = &*state;
        let rows = |kind| desk::rows(kind, source, &site.catalog, findings, self.lang());
        // What is wrong elsewhere, as in the settings of the site, stops publishing too.
        let others = findings.iter().filter(|finding| !finding.file.is_in(MODELS));
        let others: Vec<Value> = others.map(|finding| other(finding, self.lang())).collect();
        let (models, pages) = (rows(EntryKind::Model), rows(EntryKind::Page));
        Ok(
            json!({"rows": models, "pages": pages, "others": others, "bin": self.in_bin(), "unused": files::unused(&state)}),
        )
    }

    pub(super) fn open(&self, asked: &OfEntry) -> Answer {
        let state = self.state_after(&[&entry_path(&asked.id)?])?;
        self.opened(&state, &asked.id)
    }

    /// A file as the desk has it, with what is wrong in it.
    pub(super) fn opened(&self, state: &DeskState, id: &str) -> Answer {
        let (path, text) = known(state, id)?;
        let sheet = Sheet::of(&path, text, &state.site.catalog.site);
        let slug = vietnamese::slug(path.stem());
        Ok(json!({
            "id": id, "hash": hash(state, &path), "sheet": sheet, "slug": slug, "url": url_path(&path),
            "menu": menu_entry(state, &path),
            "home": place::home(&path, &json!(sheet.values), &state.site.catalog.gazetteer),
            "remarks": self.remarks(state, &path, text),
            "pictures": pictures(state, &path), "notes": desk::notes_with_offers(text, &state.site.catalog),
        }))
    }

    /// A form for a file that is not written yet.
    pub(super) fn begin(&self, asked: &ToBegin) -> Answer {
        let state = self.latest()?;
        let sheet = desk::begun(asked.kind, &state.site.catalog.site, self.lang());
        Ok(json!({"id": null, "hash": "", "sheet": sheet, "remarks": [], "pictures": [], "notes": []}))
    }

    /// What is wrong in a form by itself; quick, because it is asked while somebody types.
    pub(super) fn check(&self, asked: &OfForm) -> Answer {
        let state = self.state_of(asked)?;
        let Ok((path, text)) = self.text_of(&state, asked)? else {
            return Ok(json!({"remarks": [], "locked": LOCKED.get(self.lang())}));
        };
        let catalog = &state.site.catalog;
        let year = state.source.today.year();
        let findings = desk::check(&path, &text, &catalog.site, &catalog.gazetteer, year);
        let remarks = desk::remarks(&path, &text, &findings, self.lang());
        Ok(json!({"remarks": remarks, "body_line": desk::body_line(&path, &text)}))
    }

    /// The file of a form with everything mended that is certain. Nothing is written.
    pub(super) fn mend(&self, asked: &OfForm) -> Answer {
        let state = self.state_of(asked)?;
        let Ok((path, text)) = self.text_of(&state, asked)? else { return Err(Refused::new(422, LOCKED)) };
        let catalog = &state.site.catalog;
        let year = state.source.today.year();
        let (text, fixes) = desk::mended(&path, &text, &catalog.site, &catalog.gazetteer, year);
        Ok(json!({"text": text.replace("\r\n", "\n"), "fixes": fixes}))
    }

    /// The latest state, with the file as it is on disk: what must not wait until the whole site is understood again.
    fn state_with(&self, id: &str) -> Result<Arc<DeskState>, Refused> {
        let state = self.latest()?;
        let path = entry_path(id)?;
        // Only a file that is known is read; a new one is known once the site has been read again.
        let Some(known) = state.source.get(&path) else { return self.state_after(&[&path]) };
        let bytes = std::fs::read(self.root.join(path.as_str())).ok();
        if bytes.as_ref().is_some_and(|bytes| Fingerprint::of(bytes).hash == known.hash()) {
            return Ok(state);
        }
        let mut source = Source::clone(&state.source);
        match bytes {
            Some(bytes) => drop(source.put(&path, bytes)),
            None => source.remove(&path),
        }
        let (site, findings) = (state.site.clone(), state.findings.clone());
        Ok(Arc::new(DeskState { source: Arc::new(source), site, findings, is_examined: true }))
    }

    /// The state that a form is read against.
    fn state_of(&self, asked: &OfForm) -> Result<Arc<DeskState>, Refused> {
        asked.id.as_ref().map_or_else(|| self.latest(), |id| self.state_with(id))
    }

    /// The page of a form. What is wrong in it is asked for with [`Self::examine`], which takes longer.
    pub(super) fn preview(&self, asked: &OfForm) -> Answer {
        let state = self.state_of(asked)?;
        let Ok((path, text)) = self.text_of(&state, asked)? else {
            return Err(Refused::new(422, LOCKED));
        };
        let (reply, answer) = mpsc::channel();
        let ask = Ask::Preview { path: path.clone(), text: text.clone(), reply };
        lock(&self.thread).send(ask).map_err(|_| Refused::new(503, BUSY))?;
        let state = answer.recv().map_err(|_| Refused::new(503, BUSY))?;
        let url = url_path(&path);
        let has_page = state.site.plan.outputs.iter().any(|output| output.url_path == url);
        let url = has_page.then(|| format!("/{PREFIX}preview/{url}"));
        Ok(json!({"url": url, "file": path}))
    }

    /// Everything that is wrong in the form that was previewed last, between files too.
    pub(super) fn examine(&self, asked: &OfEntry) -> Answer {
        let (reply, answer) = mpsc::channel();
        lock(&self.thread).send(Ask::Previewed(reply)).map_err(|_| Refused::new(503, BUSY))?;
        let state = answer.recv().map_err(|_| Refused::new(503, BUSY))?.ok_or_else(|| Refused::new(404, NO_FILE))?;
        let (path, text) = known(&state, &asked.id)?;
        let remarks = self.remarks(&state.examined(), &path, text);
        Ok(json!({"remarks": remarks, "body_line": desk::body_line(&path, text)}))
    }

    pub(super) fn save(&self, asked: &OfForm) -> Answer {
        let _writing = lock(&self.writing);
        // Names of new files are looked for among all that are there.
        let state = match &asked.id {
            // The menu is written into the settings as they are now.
            Some(id) if asked.form.in_menu.is_some() => {
                self.state_after(&[&entry_path(id)?, &SitePath::new(CONFIG)])?
            }
            Some(id) => self.state_with(id)?,
            None => self.state()?,
        };
        if let Some(id) = &asked.id {
            let (path, _) = known(&state, id)?;
            if asked.hash != hash(&state, &path) {
                return Err(self.conflict(&state, id));
            }
        }
        let (path, text) = self.text_of(&state, asked)?.map_err(|NotChanged| Refused::new(422, LOCKED))?;
        if asked.id.is_none() && Sheet::of(&path, &text, &state.site.catalog.site).values["title"].is_null() {
            return Err(Refused::new(422, NO_TITLE));
        }
        let menu = self.menu_after(&state, &path, &text, asked.form.in_menu);
        if let Err(why) = menu {
            // What the page says is written all the same.
            if state.source.text(&path) != Some(text.as_str()) {
                self.write(&state, [(path.clone(), text)])?;
            }
            let mut answer = self.saved(&state, &path)?;
            answer["menu_left"] = json!(menu::SAVED_WITHOUT.fill(self.lang(), &[("why", &why.get(self.lang()))]));
            return Ok(answer);
        }
        if let Ok(Some(menu)) = menu {
            let config = menu.0.clone();
            self.write(&state, [(path.clone(), text), menu])?;
            let state = self.state_after(&[&path, &config])?;
            return self.opened(&state, path.as_str());
        }
        if state.source.text(&path) != Some(text.as_str()) {
            self.write(&state, [(path.clone(), text)])?;
        }
        self.saved(&state, &path)
    }

    /// The settings of the site, if what a page's form says of the menu changes them. The menu leads to no draft.
    fn menu_after(
        &self,
        state: &DeskState,
        path: &SitePath,
        text: &str,
        in_menu: Option<bool>,
    ) -> Result<Option<(SitePath, String)>, Message> {
        let Some(in_menu) = in_menu else { return Ok(None) };
        let values = Sheet::of(path, text, &state.site.catalog.site).values;
        let is_there = in_menu && values["draft"] != json!(true);
        let label = values["title"].as_str().filter(|_| is_there);
        self.with_menu(state, path, label)
    }

    /// What the page needs of a file that was just written. It does not wait for the whole site to be read again.
    fn saved(&self, state: &DeskState, path: &SitePath) -> Answer {
        self.reload([path]);
        let bytes = std::fs::read(self.root.join(path.as_str()));
        let failed = |error| SystemError::io(CANNOT_READ.into(), Path::new(path.as_str()), error);
        let bytes = bytes.map_err(failed)?;
        // As it will be read: an encoding other than UTF-8 stays.
        let mut source = Source::clone(&state.source);
        let hash = format!("{:032x}", Fingerprint::of(&bytes).hash);
        source.put(path, bytes);
        let (text, catalog) = (source.text(path).unwrap_or(""), &state.site.catalog);
        let findings = desk::check(path, text, &catalog.site, &catalog.gazetteer, source.today.year());
        let slug = vietnamese::slug(path.stem());
        let sheet = Sheet::of(path, text, &catalog.site);
        let home = place::home(path, &json!(sheet.values), &catalog.gazetteer);
        Ok(json!({
            "id": path, "hash": hash, "sheet": sheet, "slug": slug, "home": home, "url": url_path(path),
            "menu": menu_entry(state, path), "remarks": desk::remarks(path, text, &findings, self.lang()),
            "pictures": pictures(state, path), "notes": desk::notes_with_offers(text, catalog),
        }))
    }

    /// Writes texts of files that have not changed since `state` was read.
    pub(super) fn write(
        &self,
        state: &DeskState,
        texts: impl IntoIterator<Item = (SitePath, String)>,
    ) -> Result<(), Refused> {
        let left = Mended::of_texts(&state.source, texts).write(&self.root)?;
        match left.first() {
            None => Ok(()),
            Some(path) => {
                let state = self.state_after(&[path])?;
                Err(self.conflict(&state, path.as_str()))
            }
        }
    }

    /// Says that a file has changed, and what it is now.
    fn conflict(&self, state: &DeskState, id: &str) -> Refused {
        let mut refused = Refused::new(409, CHANGED);
        refused.more = self.opened(state, id).map_or(Value::Null, |now| json!({"now": now}));
        refused
    }

    /// The file and the text that a form makes.
    fn text_of(&self, state: &DeskState, asked: &OfForm) -> Result<Result<(SitePath, String), NotChanged>, Refused> {
        let site = &state.site.catalog.site;
        if let Some(id) = &asked.id {
            let (path, text) = known(state, id)?;
            return Ok(desk::edited(&path, text, &asked.form, site).map(|text| (path, text)));
        }
        let said = |name: &str| asked.form.values.get(name);
        let title = said("title").and_then(Value::as_str).unwrap_or("");
        let place = said("locality").and_then(|places| places.get(0)).and_then(Value::as_str).unwrap_or("");
        let path = match asked.kind {
            EntryKind::Model => desk::free_path(title, place, &state.source, &state.site.catalog.gazetteer),
            EntryKind::Page => desk::free_page(title, &state.source),
        };
        let path = path.ok_or_else(|| Refused::new(422, NO_NAME))?;
        Ok(desk::new_file(&path, &asked.form, site, self.lang()).map(|text| (path, text)))
    }

    pub(super) fn suggest(&self, asked: &Typed) -> Answer {
        let state = self.latest()?;
        let text: String = asked.text.chars().take(200).collect();
        Ok(json!({"places": self.places(&state).suggest(&text, state.site.catalog.home)}))
    }

    /// What is wrong in a file, as far as `state` knows.
    fn remarks(&self, state: &DeskState, path: &SitePath, text: &str) -> Vec<Remark> {
        desk::remarks(path, text, state.findings.iter().filter(|finding| finding.file == *path), self.lang())
    }
}

/// The path that an id stands for: a normal one of a model's or a page's file, and no other is ever looked at.
pub(super) fn entry_path(id: &str) -> Result<SitePath, Refused> {
    let path = SitePath::new(id);
    let is_one = path.as_str() == id && entry::is_entry(&path);
    if is_one { Ok(path) } else { Err(Refused::new(404, NO_FILE)) }
}

/// A file, looked up among those that were read.
pub(super) fn known<'s>(state: &'s DeskState, id: &str) -> Result<(SitePath, &'s str), Refused> {
    let path = entry_path(id)?;
    state.source.text(&path).map(|text| (path.clone(), text)).ok_or_else(|| {
        // A file that is there and cannot be read has a finding that says why.
        let why = state.findings.iter().find(|finding| finding.file == path);
        Refused::new(404, why.map_or_else(|| NO_FILE.into(), |finding| finding.message.clone()))
    })
}

/// Hash of a file, by which a later change is recognised.
pub(super) fn hash(state: &DeskState, path: &SitePath) -> String {
    state.source.get(path).map_or_else(String::new, |file| format!("{:032x}", file.hash()))
}

/// The URL path of the page of a file.
fn url_path(path: &SitePath) -> String {
    EntryKind::of(path).url_path(&vietnamese::slug(path.stem()))
}

/// What the entry of the menu is called that leads to a page, if there is one.
pub(super) fn menu_entry<'s>(state: &'s DeskState, path: &SitePath) -> Option<&'s str> {
    let slug = vietnamese::slug(path.stem());
    let leads_there = |entry: &&MenuEntry| matches!(&entry.target, MenuTarget::Page(page) if page.value == slug);
    let menu = state.site.catalog.site.menu.iter();
    menu.filter(|_| path.is_in(PAGES)).find(leads_there).map(|entry| entry.label.as_str())
}

/// The names of the pictures that lie beside a file.
fn pictures(state: &DeskState, file: &SitePath) -> Vec<String> {
    let beside = |path: &SitePath| path.folder() == file.folder();
    let pictures = state.source.iter().filter(|(path, file)| beside(path) && file.picture().is_some());
    pictures.map(|(path, _)| path.file_name().to_owned()).collect()
}

/// A finding that is in no model.
fn other(finding: &Finding, lang: Lang) -> Value {
    let (message, help) = desk::said_at_desk(finding, lang);
    json!({
        "file": finding.file, "line": finding.position.map(|position| position.line), "severity": finding.severity().name(),
        "message": message, "help": help,
    })
}
