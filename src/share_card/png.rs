//! A picture of sixteen colours as PNG (<https://www.w3.org/TR/png-3/>): four bits a pixel, no filter. The colours are known
//! beforehand, so nothing is gained by an encoder that looks for the best form; 13 kB instead of 40 for full colours.

/// How hard it is compressed: higher takes twice the time for a twentieth less.
const LEVEL: u8 = 6;

/// The picture of this width, which is even, and height with these pixels, row by row, each a position in the palette.
pub(super) fn encode(pixels: &[u8], (width, height): (u32, u32), palette: &[[u8; 3]; 16]) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // Four bits, palette; compression, filter and interlacing of which there is one kind each.
    header.extend([4, 3, 0, 0, 0]);
    let mut rows = Vec::with_capacity((width as usize / 2 + 1) * height as usize);
    for row in pixels.chunks_exact(width as usize) {
        rows.push(0);
        rows.extend(row.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]));
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    push_chunk(&mut png, *b"IHDR", &header);
    push_chunk(&mut png, *b"PLTE", &palette.concat());
    push_chunk(&mut png, *b"IDAT", &miniz_oxide::deflate::compress_to_vec_zlib(&rows, LEVEL));
    push_chunk(&mut png, *b"IEND", &[]);
    png
}

fn push_chunk(png: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    png.extend((content.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(name);
    png.extend(content);
    png.extend(crc(&png[start..]).to_be_bytes());
}

/// The checksum of a chunk, as PNG defines it.
fn crc(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut at = 0;
        while at < 256 {
            let (mut value, mut bit) = (at as u32, 0);
            while bit < 8 {
                value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
                bit += 1;
            }
            table[at] = value;
            at += 1;
        }
        table
    };
    !bytes.iter().fold(!0, |crc, &byte| TABLE[(crc as u8 ^ byte) as usize] ^ (crc >> 8))
}
