//! Outputs whose fingerprint is known before they are rendered.

use std::borrow::Cow;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::{Mode, publish};
use crate::fingerprint::Fingerprint;
use crate::outputs::Output;

#[test]
fn a_file_that_is_known_to_be_published_is_not_rendered() {
    let target = tempfile::tempdir().unwrap();
    let target = target.path();
    let publish_picture = |content: &str, dry_run| {
        let rendered = AtomicUsize::new(0);
        let outputs = [Output::known("assets/a.jpg", Fingerprint::of(content.as_bytes()))];
        let outcome = publish(target, &outputs, Mode { dry_run, ..Mode::default() }, |_, _| {
            rendered.fetch_add(1, Ordering::Relaxed);
            Ok(Cow::Owned(content.as_bytes().to_vec()))
        });
        assert_eq!(outcome.unwrap().files(), 1);
        rendered.into_inner()
    };
    let path = target.join("assets/a.jpg");
    assert_eq!(publish_picture("one", false), 1);
    assert_eq!((publish_picture("one", false), publish_picture("one", true)), (0, 0));
    assert_eq!((publish_picture("two", true), publish_picture("two", false)), (1, 1));
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    for damage in ["2wo", "longer"] {
        fs::write(&path, damage).unwrap();
        assert_eq!(publish_picture("two", false), 1, "edited by hand");
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    }
    fs::remove_dir_all(target.join("assets")).unwrap();
    assert_eq!((publish_picture("two", false), fs::read_to_string(&path).unwrap()), (1, "two".to_owned()));
}
