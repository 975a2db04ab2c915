//! A picture.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| lantoa_fuzz::read("content/mo-hinh/do.png", data));
