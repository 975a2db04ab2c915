//! The head of a request to `lantoa serve`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Some(path) = lantoa::internals::requested(data) {
        assert!(!path.chars().any(char::is_control), "{path:?}");
    }
});
