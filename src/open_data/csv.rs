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
        out.extend("\u{feff}".as_bytes());
        Self { out, begun: false }
    }

    /// Appends a cell. What a spreadsheet would run as a formula gets an apostrophe before it, which says "text".
    pub(super) fn cell(&mut self, text: &str) {
        if self.begun {
            self.out.push(b',');
        }
        self.begun = true;
        let guard = if is_formula(text) { "'" } else { "" };
        if !text.bytes().any(|b| matches!(b, b',' | b'"' | b'\r' | b'\n')) {
            self.out.extend(guard.bytes().chain(text.bytes()));
            return;
        }
        self.out.push(b'"');
        self.out.extend(guard.bytes());
        for (at, piece) in text.split('"').enumerate() {
            if at > 0 {
                self.out.extend(b"\"\"");
            }
            self.out.extend(piece.bytes());
        }
        self.out.push(b'"');
    }

    /// Ends the row.
    pub(super) fn end(&mut self) {
        self.out.extend(b"\r\n");
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
