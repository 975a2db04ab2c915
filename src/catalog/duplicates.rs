//! Models that are nearly the same.
//!
//! "Is there already one like it?" is the question officials ask first, and the same practice is often written up
//! twice under one name. Candidates are found through shared keys (a title less one syllable, a band of the text's
//! sketch), never by comparing everything with everything.

use rayon::prelude::*;

use crate::entry::{Profile, SKETCH};

/// How alike two models are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same title, marks and case aside.
    SameTitle,
    /// Titles that differ in one syllable.
    NearTitle,
    /// Most of the text is the same.
    SameText,
}

/// Titles shorter than this (in syllables) are only compared whole.
const LONG_TITLE: usize = 5;
/// So are those that are longer than any title: each syllable of a title is a key of all others.
const LONGEST_TITLE: usize = 100;
/// The least estimated share of equal text at which two models are reported.
const SAME_TEXT: f32 = 0.75;
/// Texts shorter than this (in syllables) are too short to be judged by.
const LONG_TEXT: u32 = 60;
/// How many entries of a sketch form one key.
const BAND: usize = 2;
/// With how many of the following models with the same key a model is compared. A key that many models share says little
/// about any two of them.
const COMPARED: usize = 4;

/// Pairs of models that are nearly the same, as positions in `profiles`, the lower first, in ascending order.
/// Each pair once, with its strongest likeness.
pub(super) fn duplicates(profiles: &[&Profile]) -> Vec<(u32, u32, Likeness)> {
    let mut pairs: Vec<(u32, u32, Likeness)> = shared(title_keys(profiles))
        .into_iter()
        .chain(shared(text_keys(profiles)))
        .filter_map(|(a, b)| Some((a, b, likeness(profiles[a as usize], profiles[b as usize])?)))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup_by_key(|&mut (a, b, _)| (a, b));
    pairs
}

/// Whether a model with this title would be reported as having the title of `other`, or nearly so.
pub(crate) fn has_nearly_the_title(other: &Profile, title: &str) -> bool {
    likeness(&Profile::of(title, std::iter::empty()), other).is_some()
}

/// Whether a title is that of `other`, at the same place, with some words more, less or exchanged: they may be one model.
/// Titles with other numbers, as of two teams, are not.
pub(crate) fn is_nearly_called(other: &Profile, title: &Profile) -> bool {
    let (a, b) = (&other.title_syllables()[..], &title.title_syllables()[..]);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < LONG_TITLE || long.len() > LONGEST_TITLE {
        return false;
    }
    let mut rest = long.iter();
    let mut is_inside = || short.iter().all(|word| rest.any(|other| other == word));
    let is_near = differ_in_one(a, b) || long.len() - short.len() <= short.len() / 3 && is_inside();
    let is_number = |word: &&&str| word.bytes().all(|b| b.is_ascii_digit());
    is_near && a.iter().filter(is_number).eq(b.iter().filter(is_number))
}

fn likeness(a: &Profile, b: &Profile) -> Option<Likeness> {
    if !a.title.is_empty() && a.title == b.title {
        return Some(Likeness::SameTitle);
    }
    let (ours, others) = (a.title_syllables(), b.title_syllables());
    if ours.len().min(others.len()) >= LONG_TITLE && differ_in_one(&ours, &others) {
        return Some(Likeness::NearTitle);
    }
    let long = a.length.min(b.length) >= LONG_TEXT;
    (long && a.resemblance(b) >= SAME_TEXT).then_some(Likeness::SameText)
}

/// Whether one syllable inserted, dropped or exchanged turns one title into the other.
fn differ_in_one(a: &[&str], b: &[&str]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = if short.len() == long.len() { &short[(same + 1).min(short.len())..] } else { &short[same..] };
    long.ends_with(rest) && long.len() - rest.len() == same + 1
}

/// Each title as a whole and less each of its syllables.
fn title_keys(profiles: &[&Profile]) -> Vec<(u64, u32)> {
    let keys = profiles.par_iter().enumerate().flat_map_iter(|(number, profile)| {
        let title = profile.title_syllables();
        let less_one = if (LONG_TITLE..=LONGEST_TITLE).contains(&title.len()) { title.len() } else { 0 };
        let skips = (!title.is_empty()).then_some(usize::MAX).into_iter().chain(0..less_one);
        skips.map(move |skip| {
            let kept = title.iter().enumerate().filter(|&(position, _)| position != skip);
            let key = kept.flat_map(|(_, syllable)| syllable.bytes().chain([b' '])).fold(0u64, mix);
            (key, number as u32)
        })
    });
    keys.collect()
}

/// Each band of each sketch.
fn text_keys(profiles: &[&Profile]) -> Vec<(u64, u32)> {
    let long = profiles.par_iter().enumerate().filter(|(_, profile)| profile.length >= LONG_TEXT);
    let keys = long.flat_map_iter(|(number, profile)| {
        (0..SKETCH / BAND).map(move |band| {
            let entries = &profile.sketch[band * BAND..(band + 1) * BAND];
            let key = entries.iter().flat_map(|entry| entry.to_le_bytes()).fold(band as u64 + 1, mix);
            (key, number as u32)
        })
    });
    keys.collect()
}

fn mix(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Pairs of models that share a key.
fn shared(mut keys: Vec<(u64, u32)>) -> Vec<(u32, u32)> {
    keys.par_sort_unstable();
    keys.dedup();
    let mut pairs = Vec::new();
    for (position, &(key, model)) in keys.iter().enumerate() {
        let following = keys[position + 1..].iter().take(COMPARED).take_while(|(other, _)| *other == key);
        pairs.extend(following.map(|&(_, other)| (model.min(other), model.max(other))));
    }
    pairs.retain(|(a, b)| a != b);
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Hội viên nhận gọi của các hộ, đến thu ve chai, giấy vụn; lúc rảnh thì đi nhặt dọc đường thôn. \
        Phế liệu được phân loại ở điểm tập kết chung rồi bán lấy tiền gây quỹ. Quỹ giúp hộ nghèo, người già neo đơn, \
        trẻ em khó khăn trong thôn. Mỗi tháng chi hội công khai số tiền thu được trong buổi sinh hoạt để mọi người cùng biết.";

    fn found(models: &[(&str, &str)]) -> Vec<(u32, u32, Likeness)> {
        let profiles: Vec<Profile> =
            models.iter().map(|(title, text)| Profile::of(title, [*text].into_iter())).collect();
        duplicates(&profiles.iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_same_title_in_two_places_is_one_pair() {
        assert_eq!(found(&[("Biến rác thành tiền", "a"), ("BIẾN RÁC THÀNH TIỀN", "b")]), [(0, 1, Likeness::SameTitle)]);
    }

    #[test]
    fn titles_one_syllable_apart() {
        let base = "Câu lạc bộ hiến máu tình nguyện";
        for other in
            ["Câu lạc bộ hiến máu nhân nguyện", "Câu lạc bộ hiến máu tình nguyện xã", "Lạc bộ hiến máu tình nguyện"]
        {
            assert_eq!(found(&[(base, ""), (other, "")]), [(0, 1, Likeness::NearTitle)], "{other}");
        }
        assert_eq!(found(&[(base, ""), ("Câu lạc bộ hiến máu nhân đạo", "")]), []);
        assert_eq!(found(&[("Ngôi nhà xanh", ""), ("Ngôi nhà đỏ", "")]), []);
    }

    #[test]
    fn a_text_copied_under_another_title() {
        let copied = TEXT.replace("trong thôn", "trong ấp");
        assert_eq!(found(&[("Một", TEXT), ("Hai", &copied)]), [(0, 1, Likeness::SameText)]);
        assert_eq!(found(&[("Một", TEXT), ("Hai", "Tiếng kẻng dồn dập là báo có trộm cắp để cả làng cùng ra. ")]), []);
    }

    #[test]
    fn models_without_title_and_text_are_not_all_alike() {
        assert_eq!(found(&[("", ""), ("", ""), ("", "")]), []);
    }
}
