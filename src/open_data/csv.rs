//! Tables as RFC 4180 has them, as Excel reads them: a byte order mark, so that Vietnamese letters are shown, and CRLF.

/// A table in the making.
#[derive(Debug)]
pub(super) struct Csv {
    out: Vec<u8>,
    begun: bool,
}

impl Csv {
    /// An empty table with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        let mut out = Vec::with_capacity(bytes);
        out.extend_from_slice("\u{feff}".as_bytes());
        Self { out, begun: false }
    }

    /// Appends a cell. What a spreadsheet would run as a formula gets an apostrophe before it, which says "text".
    pub(super) fn cell(&mut self, text: &str) {
        if self.begun {
            self.out.push(b',');
        }
        self.begun = true;
        // Without a way out of the loop, many bytes are looked at in one step.
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
    pub(super) fn end(&mut self) {
        self.out.extend_from_slice(b"\r\n");
        self.begun = false;
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out
    }
}

/// Whether a spreadsheet would take a text for a formula (OWASP, "CSV Injection"), full-width signs included.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
