//! Media: the pictures and attachments of `content/`, which are too large to be held in memory.
//!
//! A [`MediaFile`] is made while the file's bytes are at hand, and then knows everything that pages and publishing must
//! know: a picture's size, and length and hash of each published file. It keeps no bytes, only where they are; a site of
//! thousands of photographs takes as much memory as the largest few of them.
//!
//! The bytes are read a second time by [`MediaOutput::bytes`], when a file is published or shown, and only if it is not
//! published already: publishing recognises it by its fingerprint. That second reading happens behind the back of the
//! pure stages, so it is held to the first one: bytes that have changed since are an error, never published.
//!
//! What inspecting a picture gives is kept in the [`Store`], so an unchanged picture is taken apart once, not in every
//! run. Published files are kept there only if making them takes longer than reading them back (see [`is_worth_keeping`]).
//! The widths of a photograph are made when one of them is wanted, all at once, and kept there.

mod findings;

pub(crate) use findings::bad_picture;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use blake3::Hash;

use crate::cache::{Key, Store};
use crate::error::SystemError;
use crate::finding::Checked;
use crate::fingerprint::Fingerprint;
use crate::image::{self, Format, Inspected, Picture, Refusal, Variant};
use crate::text::{Message, SitePath};

/// A picture smaller than this is inspected in less time than it takes to read a file of the store: 64 KiB are stripped
/// in some 50 µs.
const WORTH_STORING: u64 = 64 * 1024;

/// A picture or attachment. Clones share everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile(Arc<Inner>);

#[derive(Debug, PartialEq, Eq)]
struct Inner {
    original: Original,
    /// BLAKE3 of the original's bytes.
    hash: Hash,
    /// `None` for an attachment, which is published as it is.
    picture: Option<Picture>,
    unclaimed: Unclaimed,
}

/// Widths of a photograph that were made beside the one that was asked for, and that no store has kept. Each is
/// handed out once: a build asks for all of them, one after another, and the photograph is decoded once.
#[derive(Debug, Default)]
struct Unclaimed(Mutex<Vec<(Variant, Vec<u8>)>>);

impl Unclaimed {
    fn take(&self, wanted: Variant) -> Option<Vec<u8>> {
        let mut made = lock(&self.0);
        let at = made.iter().position(|(variant, _)| *variant == wanted)?;
        Some(made.swap_remove(at).1)
    }
}

/// It says nothing of which file this is.
impl PartialEq for Unclaimed {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Unclaimed {}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the bytes of a file of `content/` are, and which they were when they were read.
#[derive(Debug, PartialEq, Eq)]
struct Original {
    bytes: Bytes,
    fingerprint: Fingerprint,
}

#[derive(Debug, PartialEq, Eq)]
enum Bytes {
    OnDisk(PathBuf),
    InMemory(Arc<[u8]>),
}

/// A file as it was read.
#[derive(Debug)]
pub(crate) struct NewFile<'f> {
    /// Its path in the site.
    pub(crate) path: &'f SitePath,
    pub(crate) bytes: Vec<u8>,
    /// Of these bytes.
    pub(crate) fingerprint: Fingerprint,
    /// Where it can be read again; without a path, the bytes are kept in memory.
    pub(crate) disk_path: Option<&'f Path>,
}

/// A file that is published of a [`MediaFile`]: a handle, without bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaOutput {
    file: MediaFile,
    /// `None` for an attachment.
    variant: Option<Variant>,
    /// `None` for a file whose bytes nobody has made yet.
    fingerprint: Option<Fingerprint>,
}

/// Why the bytes of a published file cannot be had.
#[derive(Debug)]
pub enum Unmade {
    /// The file in `content/` cannot be read any more, or has changed since it was read first.
    SystemError(SystemError),
    /// Its pixels cannot be read; says why.
    BadPicture(Refusal),
}

impl From<SystemError> for Unmade {
    fn from(error: SystemError) -> Self {
        Self::SystemError(error)
    }
}

/// Bytes of memory that pictures take which are being decoded, on all cores together. Who would take more than
/// [`image::MOST_MEMORY`] together with them waits.
static TAKEN: Mutex<u64> = Mutex::new(0);
static GIVEN_BACK: Condvar = Condvar::new();

/// So many bytes of [`TAKEN`], until it is dropped.
struct Memory(u64);

impl Memory {
    fn take(bytes: u64) -> Self {
        let is_too_much = |taken: &mut u64| *taken > 0 && *taken + bytes > image::MOST_MEMORY;
        let mut taken = GIVEN_BACK.wait_while(lock(&TAKEN), is_too_much).unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Self(bytes)
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        *lock(&TAKEN) -= self.0;
        GIVEN_BACK.notify_all();
    }
}

/// Held while the widths of a picture are made, by a byte of its hash: who wants another width of it waits for the store to
/// have them all.
static DECODING: [Mutex<()>; 16] = [const { Mutex::new(()) }; 16];

impl<'f> NewFile<'f> {
    pub(crate) fn new(path: &'f SitePath, bytes: Vec<u8>, disk_path: Option<&'f Path>) -> Self {
        let fingerprint = Fingerprint::of(&bytes);
        Self { path, bytes, fingerprint, disk_path }
    }
}

impl MediaFile {
    /// An attachment.
    pub(crate) fn attachment(file: NewFile<'_>) -> Self {
        let hash = blake3::hash(&file.bytes);
        Self::new(file, hash, None)
    }

    /// A picture, inspected or known to `store`. One that cannot be used is `None` and a finding.
    pub(crate) fn picture(file: NewFile<'_>, store: &Store) -> Checked<Option<Self>> {
        let hash = blake3::hash(&file.bytes);
        match inspect(&file, hash, store) {
            Ok(picture) => {
                let findings = findings::of(file.path, &picture);
                Checked { value: Some(Self::new(file, hash, Some(picture))), findings }
            }
            Err(why) => Checked { value: None, findings: vec![findings::bad_picture(file.path, &why)] },
        }
    }

    fn new(file: NewFile<'_>, hash: Hash, picture: Option<Picture>) -> Self {
        let NewFile { bytes, fingerprint, disk_path, .. } = file;
        let on_disk = disk_path.map(|path| Bytes::OnDisk(path.to_path_buf()));
        let bytes = on_disk.unwrap_or_else(|| Bytes::InMemory(bytes.into()));
        let original = Original { bytes, fingerprint };
        Self(Arc::new(Inner { original, hash, picture, unclaimed: Unclaimed::default() }))
    }

    /// What published names carry, so that no two files share one: BLAKE3 of the bytes in `content/`. What is written of a
    /// drawing or a photograph also depends on the version of the writer, and browsers keep files under such names for ever.
    pub fn name_hash(&self) -> Hash {
        let is_written = |picture: &Picture| {
            picture.format == Format::Svg || picture.outputs.iter().any(|made| made.variant != Variant::Cleaned)
        };
        if self.as_picture().is_some_and(is_written) {
            blake3::Hasher::new().update(self.0.hash.as_bytes()).update(&image::VERSION.to_le_bytes()).finalize()
        } else {
            self.0.hash
        }
    }

    /// What is known of it as a picture; `None` for an attachment.
    pub fn as_picture(&self) -> Option<&Picture> {
        self.0.picture.as_ref()
    }

    /// The files that are published of it, best first: one of an attachment, of a picture one for each variant.
    pub fn outputs(&self) -> Vec<MediaOutput> {
        let output = |variant, fingerprint| MediaOutput { file: self.clone(), variant, fingerprint };
        match self.as_picture() {
            None => vec![output(None, Some(self.0.original.fingerprint))],
            Some(picture) => picture.outputs.iter().map(|made| output(Some(made.variant), made.fingerprint)).collect(),
        }
    }
}

impl MediaOutput {
    /// Length and hash of the bytes, without reading them; `None` if they are known only when they are made.
    pub(crate) fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    /// What the bytes are kept under, if they are known only when they are made.
    pub(crate) fn made_from(&self) -> Option<Key> {
        let variant = self.variant.filter(|_| self.fingerprint.is_none())?;
        Some(derived_key(variant, self.file.0.hash))
    }

    /// Width in pixels of a file that is made in a certain width.
    pub fn width(&self) -> Option<u32> {
        self.variant?.width()
    }

    /// The extension of a picture's file: that of its format, whatever the file in `content/` is called.
    pub(crate) fn extension(&self) -> Option<&'static str> {
        Some(self.variant?.format(self.file.as_picture()?.format).extension())
    }

    /// Width and height of a picture as it is shown.
    pub fn size(&self) -> Option<(u32, u32)> {
        self.file.as_picture()?.size_of(self.variant?)
    }

    /// Bytes, or about how many there will be: a photograph takes some quarter of a byte for each pixel.
    pub(crate) fn length(&self) -> u64 {
        let pixels = || self.size().map_or(0, |(width, height)| u64::from(width) * u64::from(height));
        self.fingerprint.map_or_else(|| pixels() / 4, |known| known.len)
    }

    /// Whether it can be made. The pixels of a picture are decoded for that, those of a photograph once for all of its widths,
    /// and `store` keeps what comes of it.
    ///
    /// # Errors
    /// As for [`Self::bytes`].
    pub(crate) fn examine(&self, store: &Store) -> Result<(), Unmade> {
        // The narrowest is the quickest to read back.
        let narrowest = self.file.as_picture().and_then(|picture| picture.outputs.last()).map(|made| made.variant);
        let is_unread = self.fingerprint.is_none() || self.file.0.is_unread(store);
        if self.variant.is_some() && self.variant == narrowest && is_unread {
            self.bytes(store)?;
            // Nobody is about to ask for the other widths, and a site may have thousands of photographs.
            lock(&self.file.0.unclaimed.0).clear();
        }
        Ok(())
    }

    /// The bytes: from `store`, or made from the file in `content/`, which is read again.
    ///
    /// # Errors
    /// If that file cannot be read any more, has changed since it was read first, or has pixels that cannot be read.
    pub fn bytes(&self, store: &Store) -> Result<Vec<u8>, Unmade> {
        let MediaFile(file) = &self.file;
        let Some((picture, variant)) = file.picture.as_ref().zip(self.variant) else {
            return Ok(file.original.read()?);
        };
        let Some(fingerprint) = self.fingerprint else { return file.resized(picture, variant, store) };
        let is_kept = is_worth_keeping(picture.format, file.original.fingerprint.len);
        let kept = is_kept.then(|| store.get(derived_key(variant, file.hash))).flatten();
        if let Some(bytes) = kept.filter(|bytes| Fingerprint::of(bytes) == fingerprint) {
            return Ok(bytes);
        }
        let original = file.original.read()?;
        let bytes = image::derive(picture.format, original).ok_or_else(|| file.original.changed())?;
        if file.is_unread(store) {
            let _memory = Memory::take(picture.memory);
            image::read_pixels(picture, &bytes).map_err(Unmade::BadPicture)?;
            store.put(file.read_key(), b"whole");
        }
        if is_kept {
            store.put(derived_key(variant, file.hash), &bytes);
        }
        Ok(bytes)
    }
}

impl Inner {
    /// Whether its pixels can be read, and `store` does not know that they have been. Of a picture that is published as it is
    /// nobody else reads them.
    fn is_unread(&self, store: &Store) -> bool {
        let format = self.picture.as_ref().map(|picture| picture.format);
        matches!(format, Some(Format::Jpeg | Format::Png | Format::WebP | Format::Gif))
            && store.get(self.read_key()).is_none()
    }

    fn read_key(&self) -> Key {
        Key::new("read", image::VERSION, "", self.hash)
    }

    /// A width of a photograph. If `store` does not have it, all widths are made and kept there.
    fn resized(&self, picture: &Picture, variant: Variant, store: &Store) -> Result<Vec<u8>, Unmade> {
        let key = |variant| derived_key(variant, self.hash);
        if let Some(bytes) = store.get(key(variant)) {
            return Ok(bytes);
        }
        let _own = lock(&DECODING[usize::from(self.hash.as_bytes()[0]) % DECODING.len()]);
        let _memory = Memory::take(picture.memory);
        if let Some(bytes) = store.get(key(variant)).or_else(|| self.unclaimed.take(variant)) {
            return Ok(bytes);
        }
        let made = image::resize(picture, self.original.read()?).map_err(Unmade::BadPicture)?;
        let (wanted, others): (Vec<_>, Vec<_>) = made.into_iter().partition(|(made, _)| *made == variant);
        let wanted = wanted.into_iter().next().ok_or_else(|| self.original.changed())?;
        store.put(key(variant), &wanted.1);
        let unkept = others.into_iter().filter(|(made, bytes)| !store.put(key(*made), bytes)).collect();
        *lock(&self.unclaimed.0) = unkept;
        Ok(wanted.1)
    }
}

impl Original {
    /// The bytes that were read first.
    fn read(&self) -> Result<Vec<u8>, SystemError> {
        let path = match &self.bytes {
            Bytes::InMemory(bytes) => return Ok(bytes.to_vec()),
            Bytes::OnDisk(path) => path,
        };
        let failed = |error| {
            SystemError::io(Message::new("Không đọc lại được tệp", "The file cannot be read again"), path, error)
        };
        let bytes = fs::read(path).map_err(failed)?;
        if Fingerprint::of(&bytes) == self.fingerprint { Ok(bytes) } else { Err(self.changed()) }
    }

    fn changed(&self) -> SystemError {
        let error = SystemError::new(Message::new(
            "Tệp đã thay đổi trong lúc dựng trang; hãy chạy lại",
            "The file has changed while the site was being built; run again",
        ));
        match &self.bytes {
            Bytes::OnDisk(path) => error.on(path),
            Bytes::InMemory(_) => error,
        }
    }
}

/// Inspects a picture with this hash, unless `store` has the result.
fn inspect(file: &NewFile<'_>, hash: Hash, store: &Store) -> Result<Picture, Refusal> {
    let extension = file.path.extension();
    // Of the name only this is looked at.
    let parameters = if extension == "svg" { "svg" } else { "" };
    let key = Key::new("picture", image::VERSION, parameters, hash);
    let is_large = file.bytes.len() as u64 >= WORTH_STORING;
    let known = is_large.then(|| store.get(key)).flatten();
    if let Some(picture) = known.and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
        return Ok(picture);
    }
    let Inspected { picture, cleaned } = image::inspect(&extension, &file.bytes)?;
    if is_large && let Ok(bytes) = serde_json::to_vec(&picture) {
        store.put(key, &bytes);
    }
    if is_worth_keeping(picture.format, file.bytes.len() as u64) {
        store.put(derived_key(Variant::Cleaned, hash), &cleaned);
    }
    Ok(picture)
}

fn derived_key(variant: Variant, hash: Hash) -> Key {
    Key::new("derived", image::VERSION, &format!("{variant:?}"), hash)
}

/// Whether cleaning a picture of `len` bytes takes longer than reading it from the store. A photograph is stripped as fast as
/// a copy of it is read and verified, so storing that would only take space.
fn is_worth_keeping(format: Format, len: u64) -> bool {
    format == Format::Svg && len >= WORTH_STORING
}

#[cfg(test)]
mod tests;
