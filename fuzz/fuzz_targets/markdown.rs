//! The text of a model.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| lantoa_fuzz::read_text("content/mo-hinh/a.md", "---\ntitle: A\nlocality: Tỉnh Cà Mau\nfield: kinh-te\n---\n\n", data, ""));
