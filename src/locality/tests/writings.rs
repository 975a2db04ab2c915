//! Every former commune, each as people write it.

use super::*;
use crate::locality::unit::bare_name;
use crate::vietnamese;

/// Of 6,000 writings so many must be read as their unit; none may be read as another.
const READ_OF_6000: usize = 5990;

/// The full name, without marks, in capitals, bare, abbreviated, and with the tone where schools of today place it. A name
/// that is a number has its type everywhere: `2, 3, Hồ Chí Minh` names no ward.
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
    let parts = full.split(", ").map(|part| {
        let short = short.iter().find_map(|(word, short)| Some([short, part.strip_prefix(word)?].concat()));
        short.unwrap_or_else(|| part.to_owned())
    });
    let abbreviated = parts.collect::<Vec<_>>().join(", ");
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

/// How many writings are read as their unit, which as another, and which as none.
fn tried() -> (usize, Vec<String>, Vec<String>) {
    let gazetteer = gazetteer();
    let is_former = |&id: &UnitId| gazetteer.unit(id).level == Level::Commune && !gazetteer.is_current(id);
    let (mut read, mut wrong, mut unread) = (0, Vec::new(), Vec::new());
    for id in gazetteer.ids().filter(is_former) {
        let full = gazetteer.full_name(id);
        let is_number = |name: &str| name.starts_with(|c: char| c.is_ascii_digit());
        let bare = |part| Some(bare_name(part)).filter(|name| !is_number(name)).unwrap_or(part);
        let bare = full.split(", ").map(bare).collect::<Vec<_>>().join(", ");
        // As a model of the commune's last year says.
        let last = gazetteer.names(id).last().unwrap();
        let from = last.from.max(last.until.map(|until| until.years_before(1)));
        let when = Some(Days { from, until: last.until });
        for text in writings(&full, &bare) {
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
fn every_former_commune_as_people_write_it() {
    let (read, wrong, unread) = tried();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let all = read + unread.len();
    assert!(all > 60_000, "{all}");
    assert!(read * 6000 >= all * READ_OF_6000, "{read} of {all} read; not: {unread:#?}");
}
