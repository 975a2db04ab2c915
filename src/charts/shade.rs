//! Classes of a shaded map: numbers to a few shades.

use super::svg::push_grouped;

/// The classes of a shaded map: one for 0, and up to five others. Their CSS classes are `s0` to `s5`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shades {
    /// The last value of each class other than 0, ascending.
    ends: Vec<u32>,
}

impl Shades {
    /// Classes for these values: one for each number up to five; if there are larger ones, steps of 1, 2, 5, 10, 20, 50
    /// and so on, because most places have few models and some have many.
    pub(super) fn of(values: impl IntoIterator<Item = u32>) -> Self {
        let most = values.into_iter().max().unwrap_or(0);
        if most <= 5 {
            return Self { ends: (1..=most).collect() };
        }
        let steps = (0..9).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power)));
        let mut ends: Vec<u32> = steps.take_while(|&step| step < most).collect();
        ends.drain(..ends.len().saturating_sub(4));
        ends.push(most);
        Self { ends }
    }

    /// The CSS class of a value. The largest value always has the darkest shade: if there are fewer than five classes,
    /// they are spread over the five shades.
    pub(super) fn class(&self, value: u32) -> &'static str {
        if value == 0 {
            return "s0";
        }
        self.name(self.ends.iter().position(|&end| value <= end).unwrap_or(self.ends.len().saturating_sub(1)))
    }

    fn name(&self, class: usize) -> &'static str {
        const NAMES: [&str; 5] = ["s1", "s2", "s3", "s4", "s5"];
        let last = self.ends.len().saturating_sub(1);
        let shade = (class * (NAMES.len() - 1)).checked_div(last).unwrap_or(NAMES.len() / 2);
        NAMES[shade.min(NAMES.len() - 1)]
    }

    /// The CSS classes with their range of values (`3–5`), ascending.
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
