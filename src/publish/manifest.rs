//! The manifest: what was published, so that the next run knows what is ours.
//!
//! A text file in the output: a line with the format, a line with the key of everything the site was made of, then a
//! line a file with hash, length and path, in the order of paths. It holds no times, so the same site has the same one.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use blake3::Hash;
use twox_hash::XxHash3_128;

use super::disk::Disk;
use crate::error::SystemError;
use crate::text::Message;

/// Name of the manifest.
pub(super) const NAME: &str = ".lantoa-manifest";
/// Name of the list of all that is ours, old and new, while files are being switched.
pub(super) const JOURNAL: &str = ".lantoa-journal";

const FORMAT: &str = "lantoa manifest 2";
/// The same with the first 128 bits of BLAKE3 as hashes.
const FIRST_FORMAT: &str = "lantoa manifest 1";

/// What was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Stands for everything the site was made of.
    pub(super) key: Hash,
    /// Files by their path relative to the output.
    pub(super) files: BTreeMap<String, Record>,
}

/// What identifies a file's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) len: u64,
    /// XXH3, 128 bits: accidents are told from what was left; nobody gains by forging a file of his own site.
    pub(super) hash: u128,
}

impl Record {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, hash: XxHash3_128::oneshot(bytes) }
    }

    /// Whether it is the record of `bytes`, in this format or the first.
    pub(super) fn is_of(&self, bytes: &[u8]) -> bool {
        let first = || blake3::hash(bytes).as_bytes().first_chunk().copied().map(u128::from_be_bytes);
        *self == Self::of(bytes) || self.len == bytes.len() as u64 && Some(self.hash) == first()
    }
}

impl Manifest {
    /// As it stands on disk.
    pub(super) fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.files.len() * 100);
        text.extend([FORMAT, "\n", &self.key.to_hex(), "\n"]);
        for (path, Record { len, hash }) in &self.files {
            push_hex(&mut text, *hash);
            // Writing to a string cannot fail.
            let _ = write!(text, " {len} ");
            text.extend([path, "\n"]);
        }
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if !matches!(lines.next(), Some(FORMAT | FIRST_FORMAT)) {
            return None;
        }
        let key = Hash::from_hex(lines.next()?).ok()?;
        let file = |line: &str| {
            let mut parts = line.splitn(3, ' ');
            let hash = u128::from_str_radix(parts.next()?, 16).ok()?;
            let len = parts.next()?.parse().ok()?;
            let path = parts.next().filter(|path| is_plain(path))?;
            Some((path.to_owned(), Record { len, hash }))
        };
        let files = lines.map(file).collect::<Option<BTreeMap<_, _>>>()?;
        Some(Self { key, files })
    }
}

/// Appends 32 digits.
fn push_hex(text: &mut String, number: u128) {
    let digit = |byte: u8| char::from(b"0123456789abcdef"[usize::from(byte & 15)]);
    number.to_be_bytes().into_iter().for_each(|byte| text.extend([digit(byte >> 4), digit(byte)]));
}

/// A path that stays inside the output, whoever wrote the manifest.
pub(super) fn is_plain(path: &str) -> bool {
    !path.contains(|c: char| matches!(c, '\\' | ':') || c.is_control())
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The manifest at `path` with the time it was written; `None` if there is none.
pub(super) fn read(disk: &impl Disk, path: &Path) -> Result<Option<(Manifest, u128)>, SystemError> {
    let unreadable =
        |error| SystemError::io(Message::new("Không đọc được tệp kê", "The manifest cannot be read"), path, error);
    let Some(found) = disk.stat(path).map_err(unreadable)? else { return Ok(None) };
    let bytes = disk.read(path).map_err(unreadable)?;
    let manifest = String::from_utf8(bytes).ok().and_then(|text| Manifest::parse(&text));
    match manifest {
        Some(manifest) => Ok(Some((manifest, found.modified))),
        None => Err(SystemError::new(Message::new(
            "Tệp kê của lần dựng trước bị hỏng; xóa thư mục xuất (giữ lại tệp của bạn nếu có) rồi dựng lại",
            "The manifest of the last build is broken; delete the output folder (keep files of your own) and build again",
        ))
        .on(path)),
    }
}
