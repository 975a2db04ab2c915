//! Numbers → a few shades.

use super::pen::push_grouped;

/// Where the classes of a shaded map end. Class 0 is nothing; up to five follow, named `s1` to `s5` in the style sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shades {
    /// The last value of each class but class 0, rising.
    ends: Vec<u32>,
}

impl Shades {
    /// One class a value up to five, else steps of the kind 1, 2, 5, 10, 20, 50, which readers know from coins: most
    /// places have few models and some have many.
    pub(super) fn of(values: impl IntoIterator<Item = u32>) -> Self {
        let most = values.into_iter().max().unwrap_or(0);
        if most <= 5 {
            return Self { ends: (1..=most).collect() };
        }
        let coins = (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power)));
        let mut ends: Vec<u32> = coins.take_while(|&coin| coin < most).collect();
        ends.drain(..ends.len().saturating_sub(4));
        ends.push(most);
        Self { ends }
    }

    /// The class of a value. Few classes are spread over the ramp, so that the fullest is always the deepest.
    pub(super) fn class(&self, value: u32) -> &'static str {
        if value == 0 {
            return "s0";
        }
        self.name(self.ends.iter().position(|&end| value <= end).unwrap_or(self.ends.len().saturating_sub(1)))
    }

    fn name(&self, class: usize) -> &'static str {
        const NAMES: [&str; 5] = ["s1", "s2", "s3", "s4", "s5"];
        let last = self.ends.len().saturating_sub(1);
        let at = (class * (NAMES.len() - 1)).checked_div(last).unwrap_or(NAMES.len() / 2);
        NAMES[at.min(NAMES.len() - 1)]
    }

    /// The classes with what they hold (`3–5`), fewest first.
    pub(super) fn legend(&self) -> impl Iterator<Item = (&'static str, String)> {
        let starts = std::iter::once(1).chain(self.ends.iter().map(|end| end + 1));
        self.ends.iter().zip(starts).enumerate().map(|(class, (&end, start))| {
            let mut range = String::new();
            if start < end {
                push_grouped(&mut range, start);
                range.push('–');
            }
            push_grouped(&mut range, end);
            (self.name(class), range)
        })
    }
}
