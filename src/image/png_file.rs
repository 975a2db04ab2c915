//! Writes files of PNG (<https://www.w3.org/TR/png-3/>) of which the form is known beforehand, so that nothing is gained by an
//! encoder that looks for the best one.

/// The kind of pixels and how many bits each has, as the header says it.
#[derive(Clone, Copy)]
pub(crate) enum Pixels {
    /// One bit, one is white.
    BlackAndWhite,
    /// Four bits, a position in a palette.
    SixteenColours,
}

/// A file of these pixels, width and height; `chunks` are what stands between its header and its end.
pub(crate) fn file(pixels: Pixels, (width, height): (u32, u32), chunks: &[([u8; 4], &[u8])]) -> Vec<u8> {
    let (bits, colour) = match pixels {
        Pixels::BlackAndWhite => (1, 0),
        Pixels::SixteenColours => (4, 3),
    };
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // Compression, filter and interlacing, of which there is one kind each.
    header.extend([bits, colour, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    push_chunk(&mut png, *b"IHDR", &header);
    for (name, content) in chunks {
        push_chunk(&mut png, *name, content);
    }
    push_chunk(&mut png, *b"IEND", &[]);
    png
}

/// The content of a chunk `IDAT` of less than 64 KiB that is not compressed: what looks random would not become shorter, and
/// this takes no time.
pub(crate) fn stored(rows: &[u8]) -> Vec<u8> {
    // The head of zlib, then of the one and last block: its length, and that with all bits turned.
    let length = rows.len() as u16;
    let mut content = vec![0x78, 0x01, 0x01];
    content.extend(length.to_le_bytes());
    content.extend((!length).to_le_bytes());
    content.extend(rows);
    content.extend(adler(rows).to_be_bytes());
    content
}

/// The checksum of zlib.
fn adler(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 65_521;
    let (low, high) = bytes.iter().fold((1, 0), |(low, high), &byte| {
        let low = (low + u32::from(byte)) % PRIME;
        (low, (high + low) % PRIME)
    });
    high << 16 | low
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
