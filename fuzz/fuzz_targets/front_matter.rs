//! The front matter of a model.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| lantoa_fuzz::read_text("content/mo-hinh/a.md", "---\n", data, "\n---\n\nBài.\n"));
