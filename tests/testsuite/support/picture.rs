//! Small pictures.

/// Exif metadata that says one thing: taken at 11 degrees north.
pub(crate) const GPS: &[u8] = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\
    \x01\0\x02\0\x05\0\x03\0\0\0\x2c\0\0\0\0\0\0\0\
    \x0b\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0";

/// A JPEG of `width` × `height` pixels, with metadata if there is any. No decoder would show it, but it has all segments
/// that the program reads.
pub(crate) fn jpeg(width: u8, height: u8, metadata: &[u8]) -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8];
    if !metadata.is_empty() {
        jpeg.extend([0xff, 0xe1]);
        jpeg.extend((metadata.len() as u16 + 2).to_be_bytes());
        jpeg.extend(metadata);
    }
    jpeg.extend([0xff, 0xc0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0]);
    jpeg.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x00, 0xff, 0xd9]);
    jpeg
}
