//! A QR code: an address for the telephone's camera, on paper or on a wall.

use qrcode::{Color, EcLevel, QrCode};

use super::pen::{push_attribute, push_ring};

/// Light squares around the code: ISO/IEC 18004 asks for four.
const QUIET: usize = 4;

/// Draws `text` as a QR code (error correction M: 15 % may be soiled) in one path, black on white in every mode.
/// `label` is read aloud. `None` if the text is too long for any code (some 2,300 bytes).
pub fn qr(text: &str, label: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let side = width + 2 * QUIET;
    let mut out = String::with_capacity(width * width * 4);
    out.push_str("<svg class=\"qr\" role=\"img\"");
    push_attribute(&mut out, "aria-label", label);
    push_attribute(&mut out, "viewBox", &format!("0 0 {side} {side}"));
    out.push_str(" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"");
    for (y, row) in colors.chunks(width.max(1)).enumerate() {
        let mut x = 0;
        while let Some(start) = (x..width).find(|&x| row[x] == Color::Dark) {
            let end = (start..width).find(|&x| row[x] == Color::Light).unwrap_or(width);
            let (left, right, top) = ((start + QUIET) as i32, (end + QUIET) as i32, (y + QUIET) as i32);
            push_ring(&mut out, [(left, top), (right, top), (right, top + 1), (left, top + 1)]);
            x = end;
        }
    }
    out.push_str("\"/></svg>");
    Some(out)
}
