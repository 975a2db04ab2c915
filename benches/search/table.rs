//! Figures against what they must reach, in the words of the build's bench.

/// The most a figure may be.
#[derive(Clone, Copy)]
pub(crate) struct Most(pub(crate) f64, pub(crate) &'static str);

impl Most {
    /// The target, and whether `value` keeps it.
    pub(crate) fn verdict(self, value: f64) -> String {
        format!("≤ {} {} {}", self.0, self.1, if value <= self.0 { "reached" } else { "MISSED" })
    }

    /// The same for the median and the worst.
    pub(crate) fn both(self, (median, worst): (f64, f64)) -> String {
        let verdict = |value: f64| if value <= self.0 { "reached" } else { "MISSED" };
        format!("≤ {} {}: median {}, worst {}", self.0, self.1, verdict(median), verdict(worst))
    }
}

/// The median and the largest.
pub(crate) fn median_and_worst(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    (values[values.len() / 2], values[values.len() - 1])
}
