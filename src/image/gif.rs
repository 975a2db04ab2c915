//! GIF block by block (GIF89a, 1990): how many pictures it has, and without what is no part of them.

/// A separator before an extension, a picture, the end.
const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const END: u8 = 0x3b;
/// Extensions: how long a picture stands and what of it is transparent; something of a program's own.
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;
/// The programs' extensions that browsers act upon: repetition, under both of its names. The third is a colour profile.
const KEPT: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// Whether it has more than one picture. One that cannot be taken apart counts as moving.
pub(super) fn moves(bytes: &[u8]) -> bool {
    blocks(bytes).is_none_or(|(_, blocks)| blocks.iter().filter(|block| block[0] == PICTURE).count() != 1)
}

/// The file without comments, texts and what programs keep for themselves, and the parts that were taken out; `None` if it
/// cannot be taken apart.
pub(super) fn stripped(bytes: &[u8]) -> Option<(Vec<u8>, Vec<&[u8]>)> {
    let (head, blocks) = blocks(bytes)?;
    let (kept, dropped): (Vec<&[u8]>, Vec<&[u8]>) = blocks.into_iter().partition(|block| match **block {
        [EXTENSION, CONTROL, ..] => true,
        [EXTENSION, APPLICATION, 11, ..] => block.get(3..14).is_some_and(|name| KEPT.contains(&name)),
        [EXTENSION, ..] => false,
        _ => true,
    });
    let mut file = head.to_vec();
    kept.iter().for_each(|block| file.extend_from_slice(block));
    file.push(END);
    Some((file, dropped))
}

/// The head with the global palette, and the blocks behind it up to the end.
fn blocks(bytes: &[u8]) -> Option<(&[u8], Vec<&[u8]>)> {
    let palette = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) };
    let start = 13 + palette(*bytes.get(10)?);
    let (mut at, mut all) = (start, Vec::new());
    loop {
        let first = match *bytes.get(at)? {
            END => return Some((bytes.get(..start)?, all)),
            EXTENSION => at + 2,
            // Its head, its own palette, and the size of its codes.
            PICTURE => at + 10 + palette(*bytes.get(at + 9)?) + 1,
            _ => return None,
        };
        let end = after_parts(bytes, first)?;
        all.push(bytes.get(at..end)?);
        at = end;
    }
}

/// The position behind the parts that begin at `at`: each has its length before it, the last is empty.
fn after_parts(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length => at += 1 + usize::from(length),
        }
    }
}
