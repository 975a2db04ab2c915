//! Real former communes with their full names, those left out that a full name does not tell apart.

use std::collections::HashMap;

use lantoa::internals::fold;

use super::Kind;

/// A former commune.
#[derive(Clone)]
pub(crate) struct Place {
    /// `Xã Đông Giang`.
    pub(crate) commune: &'static str,
    /// `Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận`.
    pub(crate) full: String,
    /// `Tỉnh Bình Thuận`.
    pub(crate) province: &'static str,
}

/// Former communes.
pub(crate) struct Places {
    kind: Kind,
    all: Vec<Place>,
    home: Vec<usize>,
}

/// The provinces that became the one that both corpora are at home in.
const HOME: [&str; 3] = ["Tỉnh Bình Thuận", "Tỉnh Lâm Đồng", "Tỉnh Đắk Nông"];

impl Places {
    pub(crate) fn new(kind: Kind) -> Self {
        let table = include_str!("../../src/locality/data/former.tsv");
        let rows = || table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
        let units: HashMap<&str, (&str, &str)> = rows().map(|row| (row[0], (row[2], row[3]))).collect();
        let mut all = Vec::new();
        for row in rows().filter(|row| row[1] == "commune") {
            let (district, above) = units[row[3]];
            let Some((province, _)) = units.get(above) else { continue };
            let full = format!("{}, {}, {}", row[2], inside(district), inside(province));
            all.push(Place { commune: row[2], full, province });
        }
        let mut namesakes: HashMap<String, usize> = HashMap::new();
        for place in &all {
            *namesakes.entry(fold(&place.full)).or_default() += 1;
        }
        all.retain(|place| namesakes[&fold(&place.full)] == 1);
        let home = (0..all.len()).filter(|&at| HOME.contains(&all[at].province)).collect();
        Self { kind, all, home }
    }

    /// One of them; of the province's corpus, a third at home.
    pub(crate) fn draw(&self, dice: &mut super::Dice) -> Place {
        let at = if self.kind == Kind::Province && dice.percent(33) {
            dice.any(&self.home)
        } else {
            dice.below(self.all.len())
        };
        self.all[at].clone()
    }
}

/// `Xã Đông Giang` as it stands inside a sentence: `xã Đông Giang`.
pub(crate) fn inside(name: &str) -> String {
    change_first(name, |first| first.to_lowercase().collect())
}

/// The beginning of a sentence.
pub(crate) fn capital(text: &str) -> String {
    change_first(text, |first| first.to_uppercase().collect())
}

fn change_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| change(first) + letters.as_str())
}
