//! The site's own places.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| lantoa_fuzz::read("content/localities.tsv", data));
