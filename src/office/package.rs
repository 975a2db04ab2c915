//! The zip archives that `.xlsx`, `.docx` and `.ods` are.
//!
//! Reading takes one part at a time, with a limit on all that is unpacked of one file, so that a small file cannot fill the
//! memory. Writing gives the same bytes for the same parts, on any machine and day. That, and the seven crates it saves, is
//! why this stands here and not the `zip` crate: its usual compressor (zlib-rs) picks its matches by what the processor
//! can do.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Write};

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::Unreadable;

/// Most bytes that are unpacked of one file, all parts together. A list of 50,000 rows has about 40 million.
const MAX_UNPACKED: usize = 64 << 20;
/// Most parts of a file that is read.
const MAX_PARTS: usize = 2_000;

const END: [u8; 4] = *b"PK\x05\x06";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
/// Length of the record at the end, without its comment.
const END_LENGTH: usize = 22;
/// Length of an entry of the directory, without its name.
const CENTRAL_LENGTH: usize = 46;
/// Length of what stands before the bytes of a part, without its name.
const LOCAL_LENGTH: usize = 30;
/// The days of all parts that are written: 1 January 1980, the first that the format knows.
const DATE: u16 = 0x0021;
/// How hard is compressed, of ten.
const LEVEL: u8 = 6;

/// An archive that is read.
pub(super) struct Package<'b> {
    bytes: &'b [u8],
    parts: BTreeMap<String, Part>,
    /// How many bytes may still be unpacked.
    left: Cell<usize>,
}

/// Where a part stands in the archive.
struct Part {
    is_deflated: bool,
    /// The range of its bytes as they are stored.
    start: usize,
    end: usize,
}

impl<'b> Package<'b> {
    /// The directory of an archive.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let from = bytes.len().saturating_sub(END_LENGTH + usize::from(u16::MAX));
        let tail = bytes.get(from..).unwrap_or_default();
        let end = tail.windows(END.len()).rposition(|window| window == END).ok_or(Unreadable::NoArchive)? + from;
        let count = usize::from(u16_at(bytes, end + 10)?);
        if count > MAX_PARTS {
            return Err(Unreadable::TooMuch);
        }
        let mut at = size_at(bytes, end + 16)?;
        let mut parts = BTreeMap::new();
        for _ in 0..count {
            if bytes.get(at..at + CENTRAL.len()) != Some(&CENTRAL) {
                return Err(Unreadable::Broken);
            }
            let length = |offset: usize| u16_at(bytes, at + offset).map(usize::from);
            let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
            let name_at = at + CENTRAL_LENGTH;
            let written = bytes.get(name_at..name_at + name).ok_or(Unreadable::Broken)?;
            let key = String::from_utf8_lossy(written).replace('\\', "/");
            if u16_at(bytes, at + 8)? & 1 == 1 {
                return Err(Unreadable::Locked);
            }
            let part = part(bytes, u16_at(bytes, at + 10)?, size_at(bytes, at + 20)?, size_at(bytes, at + 42)?)?;
            parts.insert(key.trim_start_matches('/').to_owned(), part);
            at = name_at + name + extra + comment;
        }
        Ok(Self { bytes, parts, left: Cell::new(MAX_UNPACKED) })
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The bytes of a part; `None` if there is none of this name.
    pub(super) fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(part) = self.parts.get(name) else { return Ok(None) };
        let stored = self.bytes.get(part.start..part.end).ok_or(Unreadable::Broken)?;
        let left = self.left.get();
        let unpacked = if part.is_deflated {
            decompress_to_vec_with_limit(stored, left).map_err(|error| match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => Unreadable::TooMuch,
                _ => Unreadable::Broken,
            })?
        } else {
            stored.to_vec()
        };
        self.left.set(left.checked_sub(unpacked.len()).ok_or(Unreadable::TooMuch)?);
        Ok(Some(unpacked))
    }

    /// The text of a part that must be UTF-8, as all parts of office documents are; `None` if there is none of this name.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| Unreadable::Broken)?;
        Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }
}

/// The part whose head stands at `head`.
fn part(bytes: &[u8], method: u16, size: usize, head: usize) -> Result<Part, Unreadable> {
    let is_deflated = match method {
        0 => false,
        8 => true,
        _ => return Err(Unreadable::Broken),
    };
    if bytes.get(head..).and_then(|rest| rest.get(..LOCAL.len())) != Some(&LOCAL) {
        return Err(Unreadable::Broken);
    }
    let names = usize::from(u16_at(bytes, head + 26)?) + usize::from(u16_at(bytes, head + 28)?);
    let start = head + LOCAL_LENGTH + names;
    let end = start.checked_add(size).filter(|&end| end <= bytes.len()).ok_or(Unreadable::Broken)?;
    Ok(Part { is_deflated, start, end })
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Unreadable> {
    let pair = bytes.get(at..).and_then(<[u8]>::first_chunk).ok_or(Unreadable::Broken)?;
    Ok(u16::from_le_bytes(*pair))
}

/// A length or an offset. Four bytes, so that sums of a few of them cannot overflow.
fn size_at(bytes: &[u8], at: usize) -> Result<usize, Unreadable> {
    let four = bytes.get(at..).and_then(<[u8]>::first_chunk).ok_or(Unreadable::Broken)?;
    usize::try_from(u32::from_le_bytes(*four)).map_err(|_| Unreadable::Broken)
}

/// An archive that is written.
#[derive(Default)]
pub(super) struct NewPackage {
    out: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

impl NewPackage {
    /// Adds a part.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) {
        let packed = compress_to_vec(bytes, LEVEL);
        self.add_packed(name, &packed, [crc32fast::hash(bytes), packed.len() as u32, bytes.len() as u32]);
    }

    /// Adds a part that is compressed already; `sizes` are its checksum, and its length with and without that.
    fn add_packed(&mut self, name: &str, packed: &[u8], sizes: [u32; 3]) {
        let mut head = Vec::with_capacity(32);
        // Version 2.0, names in UTF-8, deflated.
        [20, 0x0800, 8, 0, DATE].iter().for_each(|field: &u16| head.extend(field.to_le_bytes()));
        sizes.iter().for_each(|field| head.extend(field.to_le_bytes()));
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);

        self.directory.extend(CENTRAL);
        self.directory.extend(20u16.to_le_bytes());
        self.directory.extend(&head);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend((self.out.len() as u32).to_le_bytes());
        self.directory.extend(name.as_bytes());

        self.out.extend(LOCAL);
        self.out.extend(head);
        self.out.extend(name.as_bytes());
        self.out.extend(packed);
        self.parts += 1;
    }

    /// Adds a part whose bytes are compressed while `write` writes them, so that they are never all in memory.
    ///
    /// # Errors
    /// Those of `write`.
    fn add_written(
        &mut self,
        name: &str,
        level: u8,
        write: impl FnOnce(&mut Deflater) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut deflater = Deflater::new(level);
        write(&mut deflater)?;
        let (packed, checksum, length) = deflater.finish();
        self.add_packed(name, &packed, [checksum, packed.len() as u32, length]);
        Ok(())
    }

    /// The whole archive.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let start = self.out.len() as u32;
        self.out.extend(&self.directory);
        self.out.extend(END);
        self.out.extend([0; 4]);
        [self.parts, self.parts].iter().for_each(|count| self.out.extend(count.to_le_bytes()));
        [self.directory.len() as u32, start].iter().for_each(|size| self.out.extend(size.to_le_bytes()));
        self.out.extend([0, 0]);
        self.out
    }
}

/// An archive with one file.
///
/// # Errors
/// Those of `write`.
pub(crate) fn archive(
    name: &str,
    level: u8,
    write: impl FnOnce(&mut Deflater) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let mut package = NewPackage::default();
    package.add_written(name, level, write)?;
    Ok(package.finish())
}

/// Bytes of input that are compressed at a time.
const CHUNK: usize = 256 << 10;

/// Compresses what is written to it.
pub(crate) struct Deflater {
    compressor: Box<CompressorOxide>,
    waiting: Vec<u8>,
    out: Vec<u8>,
    checksum: crc32fast::Hasher,
    length: u32,
}

impl Deflater {
    fn new(level: u8) -> Self {
        let flags = create_comp_flags_from_zip_params(level.into(), 0, 0);
        Self {
            compressor: Box::new(CompressorOxide::new(flags)),
            waiting: Vec::with_capacity(CHUNK),
            out: Vec::new(),
            checksum: crc32fast::Hasher::new(),
            length: 0,
        }
    }

    /// Compresses what waits.
    fn compress(&mut self, flush: TDEFLFlush) {
        self.checksum.update(&self.waiting);
        self.length = self.length.wrapping_add(self.waiting.len() as u32);
        compress_to_output(&mut self.compressor, &self.waiting, flush, |packed| {
            self.out.extend_from_slice(packed);
            true
        });
        self.waiting.clear();
    }

    /// The compressed bytes, the checksum and the length of what was written.
    fn finish(mut self) -> (Vec<u8>, u32, u32) {
        self.compress(TDEFLFlush::Finish);
        (self.out, self.checksum.finalize(), self.length)
    }
}

impl Write for Deflater {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= CHUNK {
            self.compress(TDEFLFlush::None);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(bytes: &[u8]) -> Vec<u8> {
        let mut package = NewPackage::default();
        package.add("a/một.xml", bytes);
        package.add("b.txt", b"b");
        package.finish()
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = package("ế".repeat(9_000).as_bytes());
        let read = Package::open(&bytes).unwrap_or_else(|_| panic!("no archive"));
        assert_eq!(read.parts.keys().collect::<Vec<_>>(), ["a/một.xml", "b.txt"]);
        assert_eq!(read.text("a/một.xml").ok().flatten().map(|text| text.chars().count()), Some(9_000));
        assert_eq!(read.bytes("c").ok(), Some(None));
        assert!(bytes.len() < 600, "{}", bytes.len());
    }

    #[test]
    fn what_was_written_piece_by_piece_is_read() {
        let text: String = (0..90_000).map(|number| format!("Mô hình {number}, ")).collect();
        let written =
            archive("models.json", 3, |out| text.as_bytes().chunks(7_001).try_for_each(|one| out.write_all(one)));
        let bytes = written.unwrap();
        let read = Package::open(&bytes).unwrap_or_else(|_| panic!("no archive"));
        assert!(read.text("models.json").ok().flatten() == Some(text.clone()));
        assert!(bytes.len() < text.len() / 3, "{} of {}", bytes.len(), text.len());
        let checksum = u32::from_le_bytes(*bytes[14..].first_chunk().unwrap());
        assert_eq!(checksum, crc32fast::hash(text.as_bytes()));
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bytes = package(&vec![0; MAX_UNPACKED + 1]);
        assert!(bytes.len() < 200_000);
        let read = Package::open(&bytes).unwrap_or_else(|_| panic!("no archive"));
        assert_eq!(read.bytes("a/một.xml"), Err(Unreadable::TooMuch));
        let half = package(&vec![0; MAX_UNPACKED / 2 + 1]);
        let read = Package::open(&half).unwrap_or_else(|_| panic!("no archive"));
        assert!(read.bytes("a/một.xml").is_ok());
        assert_eq!(read.bytes("a/một.xml"), Err(Unreadable::TooMuch), "all parts together");
    }

    #[test]
    fn a_cut_archive_is_refused() {
        let bytes = package(b"abc");
        for end in 0..bytes.len() {
            if let Ok(read) = Package::open(&bytes[..end]) {
                let _ = read.bytes("b.txt");
            }
        }
        assert!(matches!(Package::open(b"abc"), Err(Unreadable::NoArchive)));
    }
}
