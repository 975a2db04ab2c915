//! The profile of a text: numbers by which ten thousand texts can be compared.
//!
//! Vietnamese is written syllable by syllable and most words have two, so the unit here is a pair of neighbouring
//! syllables, without marks. Related models are found by [`Profile::terms`], near-duplicates by [`Profile::sketch`]. The
//! hash functions are defined here, because the output depends on them: they must not change with a library's version.

use crate::text::{take_number, write_number};
use crate::vietnamese;

/// The number of buckets that terms are hashed to. Different pairs in one bucket count as the same term.
pub(crate) const BUCKETS: usize = 1 << 20;

/// The number of entries of a [`Profile::sketch`], a power of two.
pub(crate) const SKETCH: usize = 16;

/// The profile of a text with a title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// Pairs of syllables, each bucket once. Pairs of the title count three times.
    pub terms: Terms,
    /// MinHash of runs of three syllables: the share of equal entries of two sketches estimates how much of their
    /// texts they share (Broder 1997). Each run counts for one entry only (one permutation hashing: Li, Owen and Zhang
    /// 2012), and an entry without any takes after the next one that has some (Shrivastava and Li 2014). All
    /// `u32::MAX` for a text of fewer than three syllables.
    pub sketch: [u32; SKETCH],
    /// The title's syllables without marks, with single spaces between.
    pub title: Box<str>,
    /// How many syllables the text has.
    pub length: u32,
}

/// The terms of a text in ascending order of buckets, packed: ten thousand texts have millions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Box<[u8]>);

/// A bucket and how often it occurs in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Below [`BUCKETS`].
    pub bucket: u32,
    /// More than [`MAX_COUNT`] times count as that.
    pub count: u16,
}

const MAX_COUNT: usize = 4_095;

impl Terms {
    /// Counts buckets. Each is packed as the step from the one before, with a bit for whether it occurs more than once; then its
    /// count follows.
    fn counted(mut buckets: Vec<u32>) -> Self {
        buckets.sort_unstable();
        let mut packed = Vec::with_capacity(2 * buckets.len());
        let mut previous = 0;
        for group in buckets.chunk_by(|a, b| a == b) {
            let is_repeated = group.len() > 1;
            write_number(&mut packed, (group[0] - previous) << 1 | u32::from(is_repeated));
            if is_repeated {
                write_number(&mut packed, group.len().min(MAX_COUNT) as u32);
            }
            previous = group[0];
        }
        Self(packed.into())
    }

    /// The terms in ascending order of buckets.
    pub fn iter(&self) -> impl Iterator<Item = Term> {
        let (mut packed, mut bucket) = (&self.0[..], 0);
        std::iter::from_fn(move || {
            let step = take_number(&mut packed)?;
            bucket += step >> 1;
            let count = if step & 1 == 1 { take_number(&mut packed)? as u16 } else { 1 };
            Some(Term { bucket, count })
        })
    }
}

/// How many times a pair of the title is counted.
pub(super) const TITLE_WEIGHT: usize = 3;

impl Profile {
    /// Computes the profile of a title and the texts that belong to it.
    pub fn of<'t>(title: &str, texts: impl Iterator<Item = &'t str>) -> Self {
        let mut buckets: Vec<u32> = Vec::with_capacity(256);
        let mut sketch = [u32::MAX; SKETCH];
        let mut length = 0;
        for text in texts {
            let hashes = syllable_hashes(text);
            length += hashes.len() as u32;
            buckets.extend(hashes.windows(2).map(bucket));
            hashes.windows(3).for_each(|run| add_to_sketch(&mut sketch, combine(run)));
        }
        let title_hashes = syllable_hashes(title);
        for pair in title_hashes.windows(2) {
            buckets.extend(std::iter::repeat_n(bucket(pair), TITLE_WEIGHT));
        }
        let folded = vietnamese::fold(title);
        let title = vietnamese::syllables(&folded).map(|syllable| syllable.text).collect::<Vec<_>>().join(" ").into();
        Self { terms: Terms::counted(buckets), sketch: densified(sketch), title, length }
    }

    /// The title's syllables without marks.
    pub fn title_syllables(&self) -> Vec<&str> {
        self.title.split(' ').filter(|syllable| !syllable.is_empty()).collect()
    }

    /// An estimate of the share of the two texts that is equal: 0 to 1.
    pub fn resemblance(&self, other: &Self) -> f32 {
        let same = self.sketch.iter().zip(&other.sketch).filter(|(a, b)| a == b && **a != u32::MAX).count();
        same as f32 / SKETCH as f32
    }
}

/// The bucket of a word that is not a pair of syllables, such as a tag.
pub(crate) fn word_bucket(kind: &str, word: &str) -> u32 {
    bucket(&[hash(kind.as_bytes()), hash(word.as_bytes())])
}

/// The hash of each syllable, without marks.
fn syllable_hashes(text: &str) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(text.len() / 4);
    let mut hash = START;
    vietnamese::fold_syllables(text, |letter| match letter {
        Some(c) => {
            hash = match u8::try_from(c) {
                Ok(byte) if byte.is_ascii() => step(hash, byte),
                _ => c.encode_utf8(&mut [0; 4]).bytes().fold(hash, step),
            };
        }
        None => hashes.push(std::mem::replace(&mut hash, START)),
    });
    hashes
}

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().copied().fold(START, step)
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn combine(run: &[u64]) -> u64 {
    run.iter()
        .fold(0x9e37_79b9_7f4a_7c15, |hash, &next| (hash.rotate_left(23) ^ next).wrapping_mul(0xd6e8_feb8_6659_fd93))
}

fn bucket(run: &[u64]) -> u32 {
    (combine(run) >> 44) as u32
}

/// Adds a run to the entry of the sketch that it is hashed to: the entry keeps the smallest value.
fn add_to_sketch(sketch: &mut [u32; SKETCH], run: u64) {
    let mixed = (run ^ (run >> 32)).wrapping_mul(0x2545_f491_4f6c_dd1d);
    // The highest bits are mixed best, so they choose the entry. The 32 bits below them are the value.
    let entry = &mut sketch[(mixed >> (u64::BITS - ENTRY_BITS)) as usize];
    *entry = (*entry).min((mixed >> (u32::BITS - ENTRY_BITS)) as u32);
}

/// How many bits the number of an entry has.
const ENTRY_BITS: u32 = SKETCH.trailing_zeros();

/// Fills entries without a run from the next entry that has one, changed by the distance to it (densification).
fn densified(sketch: [u32; SKETCH]) -> [u32; SKETCH] {
    let next = |entry: usize| {
        (1..SKETCH).map(|far| (far, sketch[(entry + far) % SKETCH])).find(|&(_, value)| value != u32::MAX)
    };
    std::array::from_fn(|entry| match (sketch[entry], next(entry)) {
        (u32::MAX, Some((far, value))) => value.wrapping_add((far as u32).wrapping_mul(0x9e37_79b9)),
        (own, _) => own,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Bà con thôn Tiến Hưng tự nguyện lùi đất, nối các bờ ruộng thành một tuyến đường thông sang xã bên để chở lúa và thanh long";

    #[test]
    fn marks_and_case_do_not_make_another_text() {
        let plain = Profile::of("Hiến đất làm đường", [TEXT].into_iter());
        let folded = Profile::of("HIEN DAT LAM DUONG", [vietnamese::fold(TEXT)].iter().map(String::as_str));
        assert_eq!(plain, folded);
    }

    #[test]
    fn a_text_with_a_word_changed_resembles_itself_and_another_does_not() {
        let a = Profile::of("", [TEXT].into_iter());
        let b = Profile::of("", [TEXT.replace("thanh long", "cà phê")].iter().map(String::as_str));
        let c = Profile::of(
            "",
            ["Chiến sĩ biên phòng làm thầy, đưa học sinh ra thực địa và cột mốc xem tuần tra"].into_iter(),
        );
        assert!(a.resemblance(&b) > 0.6, "{}", a.resemblance(&b));
        assert!(a.resemblance(&c) < 0.2, "{}", a.resemblance(&c));
    }

    #[test]
    fn terms_that_are_packed_come_back() {
        let terms = Terms::counted([vec![9; 3], vec![0], vec![5_000; 5_000], vec![1_048_575]].concat());
        let term = |(bucket, count)| Term { bucket, count };
        let expected = [(0, 1), (9, 3), (5_000, 4_095), (1_048_575, 1)].map(term);
        assert!(terms.iter().eq(expected), "{:?}", terms.iter().collect::<Vec<_>>());
    }

    #[test]
    fn two_empty_texts_are_not_the_same_text() {
        let empty = Profile::of("", std::iter::empty());
        assert_eq!(empty.resemblance(&empty), 0.0);
    }
}
