//! A picture of sixteen colours as PNG: four bits a pixel, no filter. 13 kB instead of 40 for full colours.

use crate::image::png_file::{self, Pixels};

/// How hard it is compressed: higher takes twice the time for a twentieth less.
const LEVEL: u8 = 6;

/// The picture of this width, which is even, and height with these pixels, row by row, each a position in the palette.
pub(super) fn encode(pixels: &[u8], size: (u32, u32), palette: &[[u8; 3]; 16]) -> Vec<u8> {
    let (width, height) = (size.0 as usize, size.1 as usize);
    let mut rows = Vec::with_capacity((width / 2 + 1) * height);
    for row in pixels.chunks_exact(width) {
        rows.push(0);
        rows.extend(row.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]));
    }
    let data = miniz_oxide::deflate::compress_to_vec_zlib(&rows, LEVEL);
    png_file::file(
        Pixels::SixteenColours,
        size,
        &[(*b"PLTE", palette.concat().as_slice()), (*b"IDAT", data.as_slice())],
    )
}
