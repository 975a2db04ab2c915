//! Pictures, another name, the bin.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;
use walkdir::WalkDir;

use super::menu::{NOT_WITHOUT, RESTORED_WITHOUT};
use super::models::{OfEntry, entry_path, hash, known, menu_entry};
use super::place::used;
use super::state::{Ask, DeskState};
use super::{Answer, Desk, NO_FILE, Refused, lock, page};
use crate::cache;
use crate::desk::{self, Renamed};
use crate::entry::{self, EntryKind, MODELS, PAGES};
use crate::error::SystemError;
use crate::image::{self, Format, Variant};
use crate::mend::{self, Mended};
use crate::office::{MEMORY, Memory, NotChanged};
use crate::serve::content_type;
use crate::serve::http::Response;
use crate::text::{Lang, Message, SitePath, StaticMessage};
use crate::vietnamese;

/// The folder, below that of the site's notes, in which deleted files lie until somebody empties it: each in a numbered
/// folder, under the path that it had.
const BIN: &str = "bin";

/// The folder of models, pages and what lies beside them.
const CONTENT: &str = "content";

const NO_PICTURE: StaticMessage = StaticMessage::fixed("Không đọc được ảnh.", "The picture cannot be read.");
const TAKEN: StaticMessage = StaticMessage::fixed(
    "Đã có bài mang tên tệp ấy; hãy chọn tên khác.",
    "There is a file of that name already; choose another.",
);
const CHANGED: StaticMessage = StaticMessage::fixed(
    "Tệp đã được người khác sửa sau khi bạn mở. Chưa làm gì.",
    "Somebody has changed the file since you opened it. Nothing was done.",
);
const NOT_RENAMED: StaticMessage = StaticMessage::fixed(
    "Không ghi được địa chỉ cũ vào phần khai báo của tệp; hãy sửa lỗi của tệp trước.",
    "The old address cannot be written into the file; mend its errors first.",
);
const CANNOT_MOVE: StaticMessage = StaticMessage::fixed("Không chuyển được tệp", "The file cannot be moved");
const CANNOT_WRITE: StaticMessage = StaticMessage::fixed("Không ghi được tệp", "The file cannot be written");

/// A picture for a model or a page.
#[derive(Debug, Deserialize)]
pub(super) struct NewPicture {
    id: String,
    /// What it was called.
    name: String,
    /// Its bytes in Base64.
    data: String,
}

/// Another name for a file.
#[derive(Debug, Deserialize)]
pub(super) struct NewName {
    #[serde(flatten)]
    entry: OfEntry,
    name: String,
}

/// A picture.
#[derive(Debug, Deserialize)]
pub(super) struct OfPicture {
    file: String,
}

/// Extensions of pictures that the bin gives back.
const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "webp", "gif", "avif", "svg"];
const USED: StaticMessage = StaticMessage::fixed(
    "Ảnh này không còn ở đó, hoặc đã có bài dùng. Chưa xóa gì.",
    "This picture is not there any more, or a text uses it now. Nothing was deleted.",
);

/// A file in the bin.
#[derive(Debug, Deserialize)]
pub(super) struct InBin {
    bin: String,
    /// What the entry of the menu was called that led to it.
    #[serde(default)]
    menu: Option<String>,
}

impl Desk {
    /// Puts a picture beside a model or a page, upright and not larger than pages show it, without what tells of its place.
    pub(super) fn picture(&self, new: &NewPicture) -> Answer {
        let state = self.state()?;
        let (file, _) = known(&state, &new.id)?;
        let bytes = STANDARD.decode(&new.data).map_err(|_| Refused::new(422, NO_PICTURE))?;
        let extension = SitePath::new(&new.name).extension();
        // Saving does not wait until a large photograph has been made smaller.
        let Prepared { bytes, format, size } = prepared(&extension, bytes)?;
        let _writing = lock(&self.writing);
        let state = self.state()?;
        let path = desk::free_picture(&file, &new.name, extension_of(format), &state.source)
            .filter(|path| !self.root.join(path.as_str()).exists())
            .ok_or_else(|| Refused::new(422, TAKEN))?;
        write_new(&self.root.join(path.as_str()), &bytes)?;
        self.state_after(&[&path])?;
        Ok(json!({
            "name": path.file_name(), "width": size.0, "height": size.1, "bytes": bytes.len(), "url": file_url(&path),
        }))
    }

    /// A picture of `content/`, as the desk's page shows it.
    pub(super) fn file(&self, name: &str) -> Response {
        let path = SitePath::new(&format!("{CONTENT}/{name}"));
        let bytes = self.latest().ok().and_then(|state| {
            let outputs = state.source.get(&path)?.media()?.outputs();
            // The smallest width of a photograph is enough.
            outputs.last()?.bytes(&self.store).ok()
        });
        match bytes {
            Some(bytes) => page::response(content_type(name), bytes),
            None => page::missing(),
        }
    }

    /// A file of the site that is previewed.
    pub(super) fn previewed(&self, url_path: &str) -> Response {
        let (reply, answer) = std::sync::mpsc::channel();
        let sent = lock(&self.thread).send(Ask::Page(url_path.to_owned(), reply));
        match sent.ok().and_then(|()| answer.recv().ok()).flatten() {
            Some(bytes) => page::response(content_type(url_path), bytes),
            None => page::missing(),
        }
    }

    /// Gives a file another name, and so its page another address; the old one leads there.
    pub(super) fn rename(&self, new: &NewName) -> Answer {
        let _writing = lock(&self.writing);
        let old = entry_path(&new.entry.id)?;
        let state = self.state_after(&[&old])?;
        let (path, text) = unchanged(&state, &new.entry)?;
        let slug = vietnamese::slug(&new.name);
        let to = path.resolve(&format!("{slug}.md"));
        let is_free = desk::is_free(EntryKind::of(&path), &slug, &state.source);
        if !is_free || self.root.join(to.as_str()).exists() {
            return Err(Refused::new(409, TAKEN));
        }
        let catalog = &state.site.catalog;
        let renamed = desk::renamed(catalog, &path, &slug);
        let Renamed { own, others } = renamed.map_err(|NotChanged| Refused::new(422, NOT_RENAMED))?;
        let written = own.as_str() != text;
        if written {
            self.write(&state, [(path.clone(), own)])?;
        }
        self.move_file(&path, &self.root.join(to.as_str()))?;
        self.remember(|memory| memory.rename(path.as_str(), to.as_str()))?;
        let left = Mended::of_texts(&state.source, others).write(&self.root)?;
        let state = self.state_after(&[&path, &to])?;
        let mut answer = self.opened(&state, to.as_str())?;
        answer["left"] = json!(left);
        Ok(answer)
    }

    /// Puts a file into the bin.
    pub(super) fn delete(&self, entry: &OfEntry) -> Answer {
        let _writing = lock(&self.writing);
        let state = self.state_after(&[&entry_path(&entry.id)?])?;
        let (path, _) = unchanged(&state, entry)?;
        // The menu would lead to nothing, and nothing could be published.
        let label = menu_entry(&state, &path).map(str::to_owned);
        let refused = |why: Message| {
            let (vi, en) = (NOT_WITHOUT.get(Lang::Vi), NOT_WITHOUT.get(Lang::En));
            Refused::new(422, Message::new(vi.replace("{why}", &why.vi), en.replace("{why}", &why.en)))
        };
        let menu = self.with_menu(&state, &path, None).map_err(refused)?;
        let changed: Vec<SitePath> = [&path].into_iter().chain(menu.as_ref().map(|(file, _)| file)).cloned().collect();
        self.write(&state, menu)?;
        let (bin, number) = self.next_in_bin()?;
        self.move_file(&path, &bin.join(number.to_string()).join(path.as_str()))?;
        if let Some(label) = &label {
            write_new(&menu_note(&bin, number), label.as_bytes())?;
        }
        self.remember(|memory| memory.delete(path.as_str()))?;
        self.state_after(&changed.iter().collect::<Vec<_>>())?;
        Ok(json!({"bin": format!("{number}/{path}"), "menu": label}))
    }

    /// Puts a picture that nothing uses into the bin.
    pub(super) fn delete_picture(&self, picture: &OfPicture) -> Answer {
        let _writing = lock(&self.writing);
        let state = self.state()?;
        // What is used meanwhile stays.
        let unused = unused_pictures(&state);
        let path = unused.into_iter().find(|path| path.as_str() == picture.file);
        let path = path.ok_or_else(|| Refused::new(404, USED))?;
        let (bin, number) = self.next_in_bin()?;
        self.move_file(&path, &bin.join(number.to_string()).join(path.as_str()))?;
        self.state_after(&[&path])?;
        Ok(json!({"bin": format!("{number}/{path}")}))
    }

    /// The bin, and a number in it that is free.
    fn next_in_bin(&self) -> Result<(PathBuf, u32), Refused> {
        let bin = self.bin()?;
        let number = (1_u32..).find(|number| !bin.join(number.to_string()).exists()).unwrap_or_default();
        Ok((bin, number))
    }

    /// What lies in the bin, as [`InBin`] names it, the latest first.
    pub(super) fn in_bin(&self) -> Vec<String> {
        let Ok(bin) = self.bin() else { return Vec::new() };
        let files = WalkDir::new(&bin).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        let below = |path: &Path| Some(path.strip_prefix(&bin).ok()?.to_str()?.replace('\\', "/"));
        let mut names: Vec<String> = files.filter_map(|file| below(file.path())).collect();
        let number = |name: &str| name.split('/').next().and_then(|number| number.parse::<u32>().ok());
        // Beside the folders stand notes on the menu.
        names.retain(|name| name.contains('/'));
        names.sort_by_key(|name| std::cmp::Reverse(number(name)));
        names
    }

    /// Takes a file out of the bin.
    pub(super) fn restore(&self, deleted: &InBin) -> Answer {
        let _writing = lock(&self.writing);
        let (number, path) = deleted.bin.split_once('/').ok_or_else(|| Refused::new(404, NO_FILE))?;
        let is_number = number.parse::<u32>().is_ok_and(|parsed| parsed.to_string() == number);
        let (bin, plain) = (self.bin()?, SitePath::new(path));
        let from = bin.join(number).join(plain.as_str());
        // A path that is normal and below the folder of models or of pages leads out of nothing.
        let is_picture = is_beside_entries(&plain) && PICTURES.contains(&plain.extension().as_str());
        if !is_number || plain.as_str() != path || !(entry::is_entry(&plain) || is_picture) || !from.is_file() {
            return Err(Refused::new(404, NO_FILE));
        }
        let to = self.root.join(plain.as_str());
        if to.exists() {
            return Err(Refused::new(409, TAKEN));
        }
        let failed = |error| SystemError::io(CANNOT_MOVE.into(), &to, error);
        to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::rename(&from, &to)).map_err(failed)?;
        // Its numbered folder is empty now; if it stays, nothing is lost but the number.
        let _ = fs::remove_dir_all(bin.join(number));
        if is_picture {
            self.state_after(&[&plain])?;
            return Ok(json!({"id": null}));
        }
        self.remember(|memory| memory.restore(plain.as_str()))?;
        let mut state = self.state_after(&[&plain])?;
        let note = menu_note(&bin, number.parse().unwrap_or_default());
        let label = deleted.menu.clone().or_else(|| fs::read_to_string(&note).ok());
        let mut left = None;
        match label.as_deref().map(|label| self.with_menu(&state, &plain, Some(label))) {
            None => {}
            Some(Err(why)) => {
                left = Some(RESTORED_WITHOUT.fill(self.lang(), &[("why", &why.get(self.lang()))]));
            }
            Some(Ok(menu)) => {
                let config = menu.as_ref().map(|(file, _)| file.clone());
                self.write(&state, menu)?;
                state = self.state_after(&config.iter().collect::<Vec<_>>())?;
            }
        }
        // A number may be given again.
        let _ = fs::remove_file(note);
        let mut answer = self.opened(&state, plain.as_str())?;
        answer["was_in_menu"] = json!(label.is_some());
        answer["menu_left"] = json!(left);
        Ok(answer)
    }

    /// Changes what is remembered of lists, so that the next import knows the file.
    pub(super) fn remember(&self, change: impl FnOnce(&mut Memory)) -> Result<(), Refused> {
        let text = self.beside(MEMORY)?;
        let mut memory = Memory::read(&text);
        let before = memory.clone();
        change(&mut memory);
        if memory == before {
            return Ok(());
        }
        mend::write_memory(&self.root, &text, &memory)?;
        Ok(())
    }

    fn bin(&self) -> Result<PathBuf, Refused> {
        let failed = |error| SystemError::io(CANNOT_MOVE.into(), &self.root, error);
        Ok(cache::site::folder(&self.root).map_err(failed)?.join(BIN))
    }

    pub(super) fn move_file(&self, path: &SitePath, to: &Path) -> Result<(), Refused> {
        let from = self.root.join(path.as_str());
        let moved = to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::rename(&from, to));
        moved.map_err(|error| SystemError::io(CANNOT_MOVE.into(), &from, error).into())
    }
}

/// The same as the desk's page shows them.
pub(super) fn unused(state: &DeskState) -> Vec<serde_json::Value> {
    unused_pictures(state).iter().map(|path| json!({"file": path, "url": file_url(path)})).collect()
}

/// The pictures beside models and pages that none of them uses: of a form that was closed before it was saved, or of what was
/// deleted. Names are compared without marks, because systems write them in two ways.
fn unused_pictures(state: &DeskState) -> Vec<SitePath> {
    let catalog = &state.site.catalog;
    let pages = catalog.pages.iter().flat_map(|page| page.entry.article.references.iter());
    let named = catalog.models.iter().flat_map(used).chain(pages.map(|reference| reference.path.clone()));
    let named: BTreeSet<String> = named.map(|path| vietnamese::fold(path.as_str())).collect();
    let pictures = state.source.iter().filter(|(path, file)| file.picture().is_some() && is_beside_entries(path));
    // A file that cannot be understood may use it all the same.
    let models = catalog.models.iter().map(|model| &model.entry.path);
    let understood: BTreeSet<&SitePath> = models.chain(catalog.pages.iter().map(|page| &page.entry.path)).collect();
    let unread = state.source.iter().map(|(path, _)| path).filter(|path| path.extension() == "md");
    let unread: Vec<(&SitePath, String)> = unread
        .filter(|path| !understood.contains(path))
        .filter_map(|path| Some((path, vietnamese::fold(state.source.text(path)?))))
        .collect();
    let is_written = |picture: &SitePath| {
        let name = vietnamese::fold(picture.file_name());
        unread.iter().any(|(path, text)| path.folder() == picture.folder() && text.contains(&name))
    };
    let others = pictures.map(|(path, _)| path).filter(|path| !named.contains(&vietnamese::fold(path.as_str())));
    others.filter(|path| !is_written(path)).cloned().collect()
}

fn is_beside_entries(path: &SitePath) -> bool {
    path.is_in(MODELS) || path.is_in(PAGES)
}

/// Where the desk's page finds a picture.
fn file_url(path: &SitePath) -> String {
    let below = path.as_str().strip_prefix(CONTENT).unwrap_or("").trim_start_matches('/');
    format!("/{}file/{below}", page::PREFIX)
}

/// A file, unless it is another than the page has read.
pub(super) fn unchanged<'s>(state: &'s DeskState, entry: &OfEntry) -> Result<(SitePath, &'s str), Refused> {
    let (path, text) = known(state, &entry.id)?;
    if entry.hash == hash(state, &path) { Ok((path, text)) } else { Err(Refused::new(409, CHANGED)) }
}

/// A picture as it is put beside a file.
struct Prepared {
    bytes: Vec<u8>,
    format: Format,
    /// Width and height.
    size: (u32, u32),
}

/// The picture that is made of what was sent.
fn prepared(extension: &str, bytes: Vec<u8>) -> Result<Prepared, Refused> {
    let inspected = image::inspect(extension, &bytes).map_err(|why| Refused::new(422, why.said()))?;
    let picture = inspected.picture;
    let is_width = |variant: &Variant| matches!(variant, Variant::Width(_));
    if picture.outputs.iter().any(|output| is_width(&output.variant)) {
        let made = image::resize(&picture, bytes).map_err(|why| Refused::new(422, why.said()))?;
        let largest = made.into_iter().max_by_key(|(variant, _)| picture.size_of(*variant));
        if let Some((variant, bytes)) = largest {
            let size = picture.size_of(variant).unwrap_or_default();
            return Ok(Prepared { bytes, format: Format::Jpeg, size });
        }
    }
    Ok(Prepared { bytes: inspected.cleaned, format: picture.format, size: picture.size.unwrap_or_default() })
}

fn extension_of(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::WebP => "webp",
        Format::Gif => "gif",
        Format::Avif => "avif",
        Format::Svg => "svg",
    }
}

/// What the entry of the menu was called that led to a page in the bin: the file that keeps it, beside the numbered folder.
fn menu_note(bin: &Path, number: u32) -> PathBuf {
    bin.join(format!("{number}.menu"))
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), SystemError> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        io::Write::write_all(&mut file, bytes)
    });
    written.map_err(|error| SystemError::io(CANNOT_WRITE.into(), path, error))
}
