//! CSV by RFC 4180, as Excel reads it: with CRLF, and with a byte order mark, without which Vietnamese letters are garbled.

use std::io::{self, Write};

/// A table that is being written.
#[derive(Debug)]
pub(crate) struct Csv {
    out: Vec<u8>,
    /// Whether the current row has a cell already.
    in_row: bool,
}

impl Csv {
    /// An empty table; `bytes` is its expected size.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        let mut out = Vec::with_capacity(bytes);
        out.extend_from_slice("\u{feff}".as_bytes());
        Self { out, in_row: false }
    }

    /// Appends a cell. A text that a spreadsheet would run as a formula gets an apostrophe in front, which marks it as text.
    pub(crate) fn cell(&mut self, text: &str) {
        if self.in_row {
            self.out.push(b',');
        }
        self.in_row = true;
        // A fold, not `any`: without an early exit the loop is vectorized.
        let quoted = text.bytes().fold(false, |found, b| found | matches!(b, b',' | b'"' | b'\r' | b'\n'));
        if quoted {
            self.out.push(b'"');
        }
        if is_formula(text) {
            self.out.push(b'\'');
        }
        if quoted {
            let mut pieces = text.split('"');
            self.out.extend_from_slice(pieces.next().unwrap_or("").as_bytes());
            for piece in pieces {
                self.out.extend_from_slice(b"\"\"");
                self.out.extend_from_slice(piece.as_bytes());
            }
            self.out.push(b'"');
        } else {
            self.out.extend_from_slice(text.as_bytes());
        }
    }

    /// Ends the row.
    pub(crate) fn end(&mut self) {
        self.out.extend_from_slice(b"\r\n");
        self.in_row = false;
    }

    /// How many bytes have been written and not taken.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Hands over the bytes written so far.
    pub(super) fn move_to(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.out)?;
        self.out.clear();
        Ok(())
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.out
    }
}

/// Whether a spreadsheet would run a text as a formula (OWASP, "CSV Injection"); some accept full-width signs as well. One
/// that has apostrophes in front gets one more, so that taking one away gives back what was written.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
