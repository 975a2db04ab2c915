//! Small pictures.

/// Exif metadata that says one thing: taken at 11 degrees north.
pub(crate) const GPS: &[u8] = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\
    \x01\0\x02\0\x05\0\x03\0\0\0\x2c\0\0\0\0\0\0\0\
    \x0b\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0";

/// A grey JPEG of `width` × `height` pixels, with metadata if there is any.
pub(crate) fn jpeg(width: u8, height: u8, metadata: &[u8]) -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8];
    if !metadata.is_empty() {
        jpeg.extend([0xff, 0xe1]);
        jpeg.extend((metadata.len() as u16 + 2).to_be_bytes());
        jpeg.extend(metadata);
    }
    jpeg.extend([0xff, 0xdb, 0, 67, 0]);
    jpeg.extend([1; 64]);
    jpeg.extend([0xff, 0xc0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0]);
    // Two tables of one code each, a zero: no step from the block before, and no more in this block.
    for table in [0x00, 0x10] {
        jpeg.extend([0xff, 0xc4, 0, 20, table, 1]);
        jpeg.extend([0; 16]);
    }
    jpeg.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
    let bits = 2 * usize::from(width.div_ceil(8)) * usize::from(height.div_ceil(8));
    jpeg.extend(vec![0; bits / 8]);
    if !bits.is_multiple_of(8) {
        jpeg.push(0xff >> (bits % 8));
    }
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

/// A GIF of `width` × `height` pixels with so many pictures, all of one colour, with a comment and XMP.
pub(crate) fn gif(width: u16, height: u16, pictures: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &[20, 90, 40, 255, 255, 255]).unwrap();
    if pictures > 1 {
        encoder.set_repeat(gif::Repeat::Infinite).unwrap();
    }
    encoder.write_raw_extension(gif::AnyExtension(0xfe), &[b"Nguyen 0912"]).unwrap();
    encoder.write_raw_extension(gif::AnyExtension(0xff), &[b"XMP DataXMP", b"<x:xmpmeta Nguyen/>"]).unwrap();
    for picture in 0..pictures {
        let pixels = vec![(picture % 2) as u8; usize::from(width) * usize::from(height)];
        encoder.write_frame(&gif::Frame::from_indexed_pixels(width, height, pixels, None)).unwrap();
    }
    drop(encoder);
    bytes
}

/// A JPEG of `width` × `height` pixels of one colour.
pub(crate) fn photograph(width: u16, height: u16) -> Vec<u8> {
    let pixels = [20, 90, 40].repeat(usize::from(width) * usize::from(height));
    let mut jpeg = Vec::new();
    jpeg_encoder::Encoder::new(&mut jpeg, 85).encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    jpeg
}
