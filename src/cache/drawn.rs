//! Length and hash of every file that an earlier build of a site drew, by what it was drawn from, kept as a
//! [note](super::site): a build recognises a published picture by them and neither draws nor reads it.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::site;
use super::store::Key;
use crate::fingerprint::Fingerprint;

/// Name of the note: the hash of the rest, then the entries.
const NOTE: &str = "drawn";
/// Bytes of an entry: those of the key, of the length and of the hash.
const ENTRY: usize = 32 + 8 + 16;

/// What is known of drawn files.
pub(crate) type Drawn = FxHashMap<[u8; 32], Fingerprint>;

/// What earlier builds in `root` drew; empty if that is not known.
pub(crate) fn read(root: &Path) -> Drawn {
    let note = site::read(root, NOTE).unwrap_or_default();
    let entries = note.split_first_chunk().filter(|(hash, rest)| blake3::hash(rest) == **hash);
    entries.map_or_else(Drawn::default, |(_, rest)| rest.chunks_exact(ENTRY).filter_map(entry).collect())
}

/// Stores what a build drew or knew to be drawn, in place of the last one.
pub(crate) fn write(root: &Path, drawn: &[(Key, Fingerprint)]) {
    let entry = |(key, known): &(Key, Fingerprint)| {
        [&key.hash().as_bytes()[..], &known.len.to_le_bytes(), &known.hash.to_le_bytes()].concat()
    };
    let entries: Vec<u8> = drawn.iter().flat_map(entry).collect();
    site::write(root, NOTE, &[&blake3::hash(&entries).as_bytes()[..], &entries].concat());
}

fn entry(bytes: &[u8]) -> Option<([u8; 32], Fingerprint)> {
    let (key, rest) = bytes.split_first_chunk()?;
    let (len, rest) = rest.split_first_chunk()?;
    let hash = rest.first_chunk()?;
    Some((*key, Fingerprint { len: u64::from_le_bytes(*len), hash: u128::from_le_bytes(*hash) }))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_drawn_is_known_again_unless_the_note_is_damaged() {
        let root = tempfile::tempdir().unwrap();
        assert!(read(root.path()).is_empty());
        let drawn = |number: u8| {
            (Key::new("test", 1, "", blake3::hash(&[number])), Fingerprint { len: number.into(), hash: u128::MAX - 7 })
        };
        write(root.path(), &[drawn(1), drawn(2)]);
        let known = read(root.path());
        assert_eq!(known.len(), 2);
        assert_eq!(known[drawn(2).0.hash().as_bytes()], drawn(2).1);
        let path = root.path().join(".lantoa/drawn");
        let mut note = fs::read(&path).unwrap();
        for at in [0, 40, note.len() - 1] {
            note[at] ^= 1;
            fs::write(&path, &note).unwrap();
            assert!(read(root.path()).is_empty(), "byte {at}");
            note[at] ^= 1;
        }
        fs::write(&path, &note[..note.len() - 1]).unwrap();
        assert!(read(root.path()).is_empty());
    }
}
