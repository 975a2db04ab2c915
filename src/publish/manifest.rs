//! The manifest: the list of published files, from which the next run knows which files are ours.
//!
//! It is a text file in the target folder: a line with the format, then one line for each file with hash, length in
//! bytes and path, sorted by path. It holds nothing else: the same site has the same manifest, whatever built it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::disk::Disk;
use crate::error::SystemError;
use crate::fingerprint::Fingerprint;
use crate::text::Message;

/// File name of the manifest.
pub(super) const NAME: &str = ".lantoa-manifest";
/// File name of the journal: a manifest of the old and the new site together, there only while files are being
/// switched.
pub(super) const JOURNAL: &str = ".lantoa-journal";

/// File name of the list of unlinked files: files that no page links to at the moment, with links of their own that may
/// lead nowhere. They are the new files while these are being added, and the obsolete files while these are being
/// deleted. If the run is interrupted meanwhile, the next run deletes them before all else. Has the format of a
/// manifest.
pub(super) const UNLINKED: &str = ".lantoa-unlinked";

/// File name of the list of files of the last site that are kept for one site more, see [`Mode`](super::Mode). Has the format
/// of a manifest.
pub(super) const KEPT: &str = ".lantoa-kept";

const FORMAT: &str = "lantoa manifest 3";
/// Older formats that are still read. Both have a second line, a hash of what the site was built from; the hashes of
/// the first are the first 128 bits of BLAKE3.
const OLDER_FORMATS: [&str; 2] = ["lantoa manifest 1", "lantoa manifest 2"];

/// The files of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Files by path relative to the target folder, with `/` between its parts.
    pub(super) files: BTreeMap<String, Fingerprint>,
}

/// Whether `bytes` has this fingerprint, in the current format or in the first.
pub(super) fn matches(fingerprint: Fingerprint, bytes: &[u8]) -> bool {
    let first = || blake3::hash(bytes).as_bytes().first_chunk().copied().map(u128::from_be_bytes);
    fingerprint == Fingerprint::of(bytes) || fingerprint.len == bytes.len() as u64 && Some(fingerprint.hash) == first()
}

impl Manifest {
    /// Hash of the list: equal for equal sites.
    pub(super) fn hash(&self) -> blake3::Hash {
        blake3::hash(self.to_text().as_bytes())
    }

    /// The manifest as file content.
    pub(super) fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.files.len() * 100);
        text.extend([FORMAT, "\n"]);
        for (path, Fingerprint { len, hash }) in &self.files {
            push_hex(&mut text, *hash);
            // Writing to a string cannot fail.
            let _ = write!(text, " {len} ");
            text.extend([path, "\n"]);
        }
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        match lines.next()? {
            FORMAT => {}
            older if OLDER_FORMATS.contains(&older) => _ = blake3::Hash::from_hex(lines.next()?).ok()?,
            _ => return None,
        }
        let file = |line: &str| {
            let mut parts = line.splitn(3, ' ');
            let hash = u128::from_str_radix(parts.next()?, 16).ok()?;
            let len = parts.next()?.parse().ok()?;
            let path = parts.next().filter(|path| is_safe_path(path))?;
            Some((path.to_owned(), Fingerprint { len, hash }))
        };
        let files = lines.map(file).collect::<Option<BTreeMap<_, _>>>()?;
        Some(Self { files })
    }
}

/// Appends `number` as 32 hexadecimal digits.
fn push_hex(text: &mut String, number: u128) {
    let digit = |byte: u8| char::from(b"0123456789abcdef"[usize::from(byte & 15)]);
    number.to_be_bytes().into_iter().for_each(|byte| text.extend([digit(byte >> 4), digit(byte)]));
}

/// Whether a path from a manifest, which anyone may have written, stays inside the target folder.
pub(super) fn is_safe_path(path: &str) -> bool {
    !path.contains(|c: char| matches!(c, '\\' | ':') || c.is_control())
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The manifest at `path` and its modification time in nanoseconds since 1970; `None` if the file does not exist.
///
/// # Errors
/// If it cannot be read or is not a manifest.
pub(super) fn read(disk: &impl Disk, path: &Path) -> Result<Option<(Manifest, u128)>, SystemError> {
    let unreadable = |error| {
        SystemError::io(Message::new("Không đọc được danh mục tệp", "The manifest cannot be read"), path, error)
    };
    let Some(found) = disk.stat(path).map_err(unreadable)? else { return Ok(None) };
    let bytes = disk.read(path).map_err(unreadable)?;
    let manifest = String::from_utf8(bytes).ok().and_then(|text| Manifest::parse(&text));
    match manifest {
        Some(manifest) => Ok(Some((manifest, found.modified))),
        None => Err(SystemError::new(Message::new(
            "Danh mục tệp của lần dựng trước bị hỏng; xóa thư mục xuất (giữ lại tệp của bạn nếu có) rồi dựng lại",
            "The manifest of the last build is broken; delete the output folder (keep files of your own) and build again",
        ))
        .on(path)),
    }
}
