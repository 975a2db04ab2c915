//! The report of a site's last build, kept as a [note](super::site) so that a run with nothing to do can print it again.

use std::path::Path;

use blake3::Hash;

use super::site;

/// Name of the note: the 32 bytes of the build's key, then the report.
const NOTE: &str = "last-build";

/// The report of the last build in `root`, if that build had this key.
pub(crate) fn read(root: &Path, key: Hash) -> Option<Vec<u8>> {
    site::read(root, NOTE)?.strip_prefix(key.as_bytes()).map(<[u8]>::to_vec)
}

/// Stores the report of the build with this key, in place of the last one.
pub(crate) fn write(root: &Path, key: Hash, report: &[u8]) {
    site::write(root, NOTE, &[key.as_bytes(), report].concat());
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_report_is_read_for_its_key_only() {
        let root = tempfile::tempdir().unwrap();
        let (one, two) = (blake3::hash(b"one"), blake3::hash(b"two"));
        assert_eq!(read(root.path(), one), None);
        write(root.path(), one, b"report");
        assert_eq!((read(root.path(), one), read(root.path(), two)), (Some(b"report".to_vec()), None));
        assert_eq!(fs::read_to_string(root.path().join(".lantoa/.gitignore")).unwrap(), "*\n");
        write(root.path(), two, b"");
        assert_eq!((read(root.path(), one), read(root.path(), two)), (None, Some(Vec::new())));
    }
}
