//! The store: results that are expensive to compute, by the hash of everything they were computed from.
//!
//! It is never needed and never wrong. An entry is named by its [`Key`] and carries that key and a checksum, which are
//! verified on reading; an entry that is damaged, cut short, foreign or unreadable counts as missing, so the result is
//! computed again and the entry replaced. Entries are written beside their final name and then renamed, so runs at the
//! same time cannot disturb each other. No error is ever reported.
//!
//! The folder is `$LANTOA_CACHE`, or `lantoa` in the cache folder of the system. `LANTOA_CACHE` empty or `none` turns the store
//! off.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use blake3::Hash;

use crate::error::SystemError;
use crate::text::Message;

/// The first bytes of every entry. The number is raised when the form of entries changes.
const MAGIC: &[u8] = b"lantoa store 1\n";
/// Magic, key and checksum.
const HEADER: usize = MAGIC.len() + 2 * blake3::OUT_LEN;

/// Entries beyond this many bytes are removed by [`Store::trim`], those longest unused first.
const LIMIT: u64 = 1 << 30;
/// How exactly the last use of an entry is recorded: so a run does not write a time for every entry it reads.
const USE_RESOLUTION: Duration = Duration::from_secs(24 * 60 * 60);
/// How the name of an unfinished entry begins.
const TEMPORARY: &str = "tmp-";

/// What a result was computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(Hash);

impl Key {
    /// The key of what version `version` of the maker `kind` makes with `parameters` from the bytes with the hash `input`.
    pub(crate) fn new(kind: &str, version: u32, parameters: &str, input: Hash) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in [kind, parameters] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        hasher.update(&version.to_le_bytes()).update(input.as_bytes());
        Self(hasher.finalize())
    }

    /// Its hash.
    pub(crate) fn hash(self) -> Hash {
        self.0
    }
}

/// A folder of results, or none. Clones share the folder.
#[derive(Debug, Clone, Default)]
pub struct Store(Option<Arc<Folder>>);

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Most bytes of all entries after [`Store::trim`].
    limit: u64,
    /// Whether this run has added an entry.
    has_grown: AtomicBool,
}

impl Store {
    /// The store of this machine's user.
    pub fn from_env() -> Self {
        let variable = |name: &str| std::env::var_os(name);
        folder(variable, std::env::home_dir()).map_or_else(Self::none, |folder| Self::at(&folder))
    }

    /// No store: everything is computed.
    pub fn none() -> Self {
        Self(None)
    }

    /// The store in `folder`, which is created with the first entry.
    pub fn at(folder: &Path) -> Self {
        Self::with_limit(folder, LIMIT)
    }

    pub(super) fn with_limit(folder: &Path, limit: u64) -> Self {
        Self(Some(Arc::new(Folder { path: folder.to_owned(), limit, has_grown: AtomicBool::new(false) })))
    }

    /// The result kept under `key`.
    pub(crate) fn get(&self, key: Key) -> Option<Vec<u8>> {
        let path = self.0.as_ref()?.entry(key);
        let mut bytes = fs::read(&path).ok()?;
        verified(&bytes, key)?;
        bytes.drain(..HEADER);
        record_use(&path);
        Some(bytes)
    }

    /// The result kept under `key`, else the one that `make` gives, which is kept from now on.
    pub(crate) fn get_or_make(&self, key: Key, make: impl FnOnce() -> Vec<u8>) -> Vec<u8> {
        self.get(key).unwrap_or_else(|| {
            let made = make();
            self.put(key, &made);
            made
        })
    }

    /// Keeps `result` under `key`. Returns whether that could be done.
    pub(crate) fn put(&self, key: Key, result: &[u8]) -> bool {
        let Some(folder) = &self.0 else { return false };
        let is_kept = folder.write(key, result).is_ok();
        if is_kept {
            folder.has_grown.store(true, Ordering::Relaxed);
        }
        is_kept
    }

    /// Why nothing can be kept in the folder, if that is so: then every run makes everything anew. The folder is created.
    pub fn trouble(&self) -> Option<SystemError> {
        let folder = self.0.as_ref()?;
        let try_out = || {
            fs::create_dir_all(&folder.path)?;
            let probe = folder.path.join(format!("{TEMPORARY}{}", std::process::id()));
            fs::write(&probe, MAGIC)?;
            fs::remove_file(&probe)
        };
        let say = Message::new(
            "Không ghi được vào thư mục lưu kết quả (LANTOA_CACHE), nên lần chạy nào cũng làm lại mọi ảnh từ đầu",
            "The folder of kept results (LANTOA_CACHE) cannot be written to, so every run makes all pictures anew",
        );
        try_out().err().map(|error| SystemError::io(say, &folder.path, error))
    }

    /// Removes the entries that were not used for longest until the store is within its limit. Called at the end of a
    /// run; does nothing unless this run added entries.
    pub fn trim(&self) {
        if let Some(folder) = self.0.as_ref().filter(|folder| folder.has_grown.swap(false, Ordering::Relaxed)) {
            folder.trim();
        }
    }
}

impl Folder {
    /// Where the entry with this key is: in one of 256 folders, so that none grows too large to list.
    fn entry(&self, key: Key) -> PathBuf {
        let name = key.0.to_hex();
        self.path.join(&name[..2]).join(&name[2..])
    }

    fn write(&self, key: Key, result: &[u8]) -> io::Result<()> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let entry = self.entry(key);
        let shard = entry.parent().unwrap_or(&self.path);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let temporary = shard.join(format!("{TEMPORARY}{}-{count}", std::process::id()));
        fs::create_dir_all(shard)?;
        let write = || {
            let mut file = File::create(&temporary)?;
            file.write_all(&[MAGIC, key.0.as_bytes(), checksum(key, result).as_bytes()].concat())?;
            file.write_all(result)?;
            drop(file);
            // An empty folder of the entry's name would make the rename fail.
            let _ = fs::remove_dir(&entry);
            fs::rename(&temporary, &entry)
        };
        write().inspect_err(|_| _ = fs::remove_file(&temporary))
    }

    fn trim(&self) {
        let mut entries = Vec::new();
        let shards = fs::read_dir(&self.path).into_iter().flatten().flatten().filter(is_shard);
        for file in shards.flat_map(|shard| fs::read_dir(shard.path()).into_iter().flatten().flatten()) {
            let Some(found) = file.metadata().ok().filter(fs::Metadata::is_file) else { continue };
            let used = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let is_temporary = file.file_name().to_string_lossy().starts_with(TEMPORARY);
            match is_temporary {
                // One that a killed run has left; a younger one may be about to be renamed.
                true if is_older(used, USE_RESOLUTION) => _ = fs::remove_file(file.path()),
                true => {}
                false => entries.push((used, found.len(), file.path())),
            }
        }
        let mut total: u64 = entries.iter().map(|(_, len, _)| len).sum();
        if total > self.limit {
            entries.sort();
        }
        for (_, len, path) in entries {
            if total <= self.limit {
                break;
            }
            let _ = fs::remove_file(path);
            total -= len;
        }
    }
}

/// Whether `entry` is a folder that entries are in: other files in the folder are not the store's.
fn is_shard(entry: &fs::DirEntry) -> bool {
    let name = entry.file_name();
    name.len() == 2 && name.to_string_lossy().bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether `time` is more than `age` ago. A time in the future is not.
fn is_older(time: SystemTime, age: Duration) -> bool {
    time.elapsed().is_ok_and(|elapsed| elapsed > age)
}

/// The hash of a result and of the key it was computed for.
fn checksum(key: Key, result: &[u8]) -> Hash {
    blake3::keyed_hash(key.0.as_bytes(), result)
}

/// `Some` if the entry is whole and the one with this key.
fn verified(entry: &[u8], key: Key) -> Option<()> {
    let (stored_key, rest) = entry.strip_prefix(MAGIC)?.split_first_chunk()?;
    let (stored_checksum, result) = rest.split_first_chunk()?;
    let is_whole =
        Hash::from_bytes(*stored_key) == key.0 && Hash::from_bytes(*stored_checksum) == checksum(key, result);
    is_whole.then_some(())
}

/// Sets the entry's time to now, unless it is recent.
fn record_use(path: &Path) {
    let is_due = fs::metadata(path).and_then(|found| found.modified()).is_ok_and(|used| is_older(used, USE_RESOLUTION));
    if is_due {
        let _ = File::options().append(true).open(path).and_then(|file| file.set_modified(SystemTime::now()));
    }
}

/// The store's folder: `LANTOA_CACHE`, or `lantoa` in the cache folder of the system. Four conventions, so no library:
/// the XDG base directory specification, which ignores paths that are not absolute, and what macOS and Windows say.
pub(super) fn folder(variable: impl Fn(&str) -> Option<OsString>, home: Option<PathBuf>) -> Option<PathBuf> {
    if let Some(own) = variable("LANTOA_CACHE") {
        let written = own.to_string_lossy();
        let is_none = written.trim().is_empty() || written.trim().eq_ignore_ascii_case("none");
        // Shells write out `~`, settings of services and workflows do not.
        let below_home = Path::new(&own).strip_prefix("~").ok().zip(home).map(|(below, home)| home.join(below));
        return Some(below_home.unwrap_or_else(|| PathBuf::from(&own))).filter(|_| !is_none);
    }
    let caches = if cfg!(windows) {
        variable("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home.map(|home| home.join("Library/Caches"))
    } else {
        let xdg = variable("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        xdg.or_else(|| home.map(|home| home.join(".cache")))
    };
    caches.filter(|caches| caches.is_absolute()).map(|caches| caches.join("lantoa"))
}
