//! A thousand former communes, each as people write it.

use super::*;
use crate::vietnamese;

const COMMUNES: usize = 1000;
/// How many of six thousand writings must be read as their unit; none may be read as another.
const READ: usize = 5990;
const SEED: u32 = 1;

/// `count` of the former communes, chosen by a fixed seed.
fn communes(count: usize, seed: u32) -> Vec<UnitId> {
    let gazetteer = gazetteer();
    let is_former = |&id: &UnitId| gazetteer.unit(id).level == Level::Commune && !gazetteer.is_current(id);
    let mut communes: Vec<UnitId> = gazetteer.ids().filter(is_former).collect();
    communes.sort_by_key(|&UnitId(at)| mixed(at ^ seed));
    communes.truncate(count);
    communes
}

/// Another number for each number, in no visible order (the finalizer of MurmurHash3).
fn mixed(mut number: u32) -> u32 {
    number = (number ^ (number >> 16)).wrapping_mul(0x85eb_ca6b);
    number = (number ^ (number >> 13)).wrapping_mul(0xc2b2_ae35);
    number ^ (number >> 16)
}

/// The full name, without marks, in capitals, bare, abbreviated, and with the tone where schools of today place it.
fn writings(full: &str, bare: &str) -> [String; 6] {
    let short = [
        ("Xã ", "X. "),
        ("Phường ", "P."),
        ("Thị trấn ", "TT. "),
        ("huyện ", "H."),
        ("thị xã ", "TX. "),
        ("quận ", "Q. "),
        ("thành phố ", "TP."),
        ("tỉnh ", "T. "),
    ];
    let abbreviated = short.iter().fold(full.to_owned(), |name, (word, short)| name.replace(word, short));
    let tones = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ủy", "uỷ"),
        ("úy", "uý"),
        ("ùy", "uỳ"),
        ("ụy", "uỵ"),
        ("ỏa", "oả"),
        ("ọa", "oạ"),
    ];
    let moved = tones.iter().fold(full.to_owned(), |name, (old, new)| name.replace(old, new));
    [full.to_owned(), vietnamese::fold(full), full.to_uppercase(), bare.to_owned(), abbreviated, moved]
}

/// Of [`COMMUNES`] communes, how many writings are read as their unit, which as another, and which as none.
fn tried(seed: u32) -> (usize, Vec<String>, Vec<String>) {
    let gazetteer = gazetteer();
    let (mut read, mut wrong, mut unread) = (0, Vec::new(), Vec::new());
    for id in communes(COMMUNES, seed) {
        let bare = gazetteer.lineage(id).map(|id| gazetteer.unit(id).bare()).collect::<Vec<_>>().join(", ");
        // As a model of the commune's last year says.
        let last = gazetteer.names(id).last().unwrap();
        let from = last.from.max(last.until.map(|until| until.years_before(1)));
        let when = Some(Days { from, until: last.until });
        for text in writings(&gazetteer.full_name(id), &bare) {
            match gazetteer.resolve_at(&text, when) {
                Resolution::Found { place, .. } if place.unit == id => read += 1,
                Resolution::Found { place, .. } => wrong.push(format!("{text} → {}", place.name)),
                _ => unread.push(text),
            }
        }
    }
    (read, wrong, unread)
}

#[test]
fn a_thousand_communes_as_people_write_them() {
    let (read, wrong, unread) = tried(SEED);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read >= READ, "{read} read; not: {unread:#?}");
}
