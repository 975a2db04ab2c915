//! Decodes bytes as UTF-8 with or without a BOM, or UTF-16 with one. Anything else is a finding that names the encoding it
//! looks like.

use std::borrow::Cow;
use std::sync::Arc;

use crate::finding::{Code, Finding, Fix};
use crate::text::{Message, Position, SitePath};
use crate::vietnamese;

/// The text of a file. Line ends stay as they are.
pub(super) fn text(path: &SitePath, bytes: &[u8]) -> Result<Arc<str>, Box<Finding>> {
    let text: Cow<'_, str> = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(path, rest)?.into(),
        [0xff, 0xfe, rest @ ..] => utf16(path, rest, u16::from_le_bytes)?.into(),
        [0xfe, 0xff, rest @ ..] => utf16(path, rest, u16::from_be_bytes)?.into(),
        _ => utf8(path, bytes)?.into(),
    };
    match text.find('\0') {
        Some(at) => Err(not_utf8(path, text.as_bytes(), at)),
        None => Ok(text.into()),
    }
}

fn utf8<'b>(path: &SitePath, bytes: &'b [u8]) -> Result<&'b str, Box<Finding>> {
    simdutf8::compat::from_utf8(bytes).map_err(|error| not_utf8(path, bytes, error.valid_up_to()))
}

fn utf16(path: &SitePath, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Box<Finding>> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    match String::from_utf16(&units) {
        Ok(text) if bytes.len().is_multiple_of(2) => Ok(text),
        _ => {
            let message = Message::new("Tệp UTF-16 bị hỏng.", "The UTF-16 file is broken.");
            Err(Box::new(Finding::new(Code::NotUtf8, path, message).help(save_again())))
        }
    }
}

fn not_utf8(path: &SitePath, bytes: &[u8], at: usize) -> Box<Finding> {
    let (message, help) = match vietnamese::guess(bytes) {
        Some("UTF-16") => (
            Message::new(
                "Tệp không ở bảng mã UTF-8; có vẻ là UTF-16 thiếu dấu nhận biết (BOM).",
                "The file is not UTF-8; it looks like UTF-16 without its mark (BOM).",
            ),
            save_again(),
        ),
        Some(name) => (
            Message::new(
                format!("Tệp không ở bảng mã UTF-8; có vẻ là {name}."),
                format!("The file is not UTF-8; it looks like {name}."),
            ),
            convert(name),
        ),
        None => (
            Message::new(
                "Tệp không phải văn bản UTF-8; có thể là tệp loại khác bị đổi đuôi.",
                "The file is not UTF-8 text; it may be a file of another kind under this name.",
            ),
            save_again(),
        ),
    };
    let finding = Finding::new(Code::NotUtf8, path, message).help(help).at(position(bytes, at));
    Box::new(match vietnamese::convert(bytes) {
        Some(text) => finding.fix(Fix::whole(text)),
        None => finding,
    })
}

/// `text` in the encoding of `bytes`, a file that could be decoded: with the same byte order mark, or none.
pub(crate) fn encode_like(bytes: &[u8], text: &str) -> Vec<u8> {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => ["\u{feff}", text].concat().into_bytes(),
        [0xff, 0xfe, ..] => "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        [0xfe, 0xff, ..] => "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

fn save_again() -> Message {
    Message::new("Mở tệp và lưu lại với bảng mã UTF-8.", "Open the file and save it as UTF-8.")
}

fn convert(name: &str) -> Message {
    Message::new(
        format!("Chuyển mã từ {name} sang Unicode (UniKey: Ctrl+Shift+F6), rồi lưu với bảng mã UTF-8."),
        format!("Convert it from {name} to Unicode and save it as UTF-8."),
    )
}

/// Line and column of a byte; bytes that are not part of a character count as one column each.
fn position(bytes: &[u8], at: usize) -> Position {
    let before = &bytes[..at.min(bytes.len())];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() as u32 + 1;
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() as u32 + 1;
    Position { line, column, end_line: line, end_column: column + 1 }
}
