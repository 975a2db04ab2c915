//! What all targets do: read a site that has one file of any bytes, mend it, and read it again.

use lantoa::{BuildCache, Checked, Date, Options, Source, analyze, mend_in_memory};

/// A model beside the file, so that there are places, lists and links to go wrong with.
const MODEL: &str = "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\n![Ảnh](anh.jpg) ![Hình](hinh.svg) ![Biểu đồ](do.png)\n";

/// Reads a site in which `path` holds these bytes. Nothing may panic, and what `check --fix` gives is not mended again.
pub fn read(path: &str, bytes: &[u8]) {
    let options = Options::default();
    let today = Date::new(2026, 11, 23).unwrap_or_else(|| Date::from_unix(0));
    let files = [("content/mo-hinh/keng.md", MODEL.as_bytes().to_vec()), (path, bytes.to_vec())];
    let site = |source: &Source| analyze(source, &options, &mut BuildCache::default());
    let read = Source::memory(files, today);
    drop(site(&read.value));
    let (_, once) = mend_in_memory(read, &options);
    let Checked { value: source, findings } = once;
    let (again, _) = mend_in_memory(Checked { value: source, findings }, &options);
    assert!(again.files.is_empty(), "mended twice: {:?}", again.files.keys().collect::<Vec<_>>());
}

/// The same for a text inside a file.
pub fn read_text(path: &str, before: &str, text: &[u8], after: &str) {
    read(path, &[before.as_bytes(), text, after.as_bytes()].concat());
}
