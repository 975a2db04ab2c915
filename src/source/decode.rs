//! Bytes → text: UTF-8 with or without its mark, UTF-16 with its mark. Anything else is told, with what it looks like.

use std::sync::Arc;

use super::legacy;
use crate::finding::{Code, Finding};
use crate::text::{Place, Say, SitePath};

/// The text of a file. Line ends stay as they are; an empty file is told.
pub(super) fn text(path: &SitePath, bytes: Vec<u8>) -> Result<Arc<str>, Box<Finding>> {
    let text = match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(path, rest)?.to_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(path, rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(path, rest, u16::from_be_bytes)?,
        _ => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return Err(not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to())),
        },
    };
    if text.trim().is_empty() {
        return Err(empty(path));
    }
    match text.find('\0') {
        Some(at) => Err(not_utf8(path, text.as_bytes(), at)),
        None => Ok(text.into()),
    }
}

fn utf8<'b>(path: &SitePath, bytes: &'b [u8]) -> Result<&'b str, Box<Finding>> {
    std::str::from_utf8(bytes).map_err(|error| not_utf8(path, bytes, error.valid_up_to()))
}

fn utf16(path: &SitePath, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Box<Finding>> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    match String::from_utf16(&units) {
        Ok(text) if bytes.len().is_multiple_of(2) => Ok(text),
        _ => Err(not_utf8(path, &[], 0)),
    }
}

fn empty(path: &SitePath) -> Box<Finding> {
    let message = Say::new("Tệp trống", "The file is empty");
    let help = Say::new("viết nội dung, hoặc xóa tệp", "write something, or delete the file");
    Box::new(Finding::new(Code::EmptyFile, path, message).help(help))
}

fn not_utf8(path: &SitePath, bytes: &[u8], at: usize) -> Box<Finding> {
    let message = match legacy::guess(bytes) {
        Some(name) => Say::new(
            format!("Tệp không ở bảng mã UTF-8; có vẻ là {name}"),
            format!("The file is not UTF-8; it looks like {name}"),
        ),
        None => Say::new("Tệp không ở bảng mã UTF-8", "The file is not UTF-8"),
    };
    let help = Say::new(
        "mở tệp, chuyển mã sang Unicode (Unikey: Ctrl+Shift+F6) rồi lưu với bảng mã UTF-8",
        "open the file, convert it to Unicode and save it as UTF-8",
    );
    Box::new(Finding::new(Code::NotUtf8, path, message).help(help).at(place(bytes, at)))
}

/// Line and column of a byte; bytes that are no characters count as one column each.
fn place(bytes: &[u8], at: usize) -> Place {
    let before = &bytes[..at.min(bytes.len())];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() as u32 + 1;
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() as u32 + 1;
    Place { line, column, end_line: line, end_column: column + 1 }
}
