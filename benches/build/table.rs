//! The figures as a plain table, each with what it must reach.

use std::time::Duration;

use crate::measure::Runs;

/// What a figure must reach.
pub(crate) struct Target {
    text: String,
    reached: bool,
}

impl Target {
    /// A time in seconds that must not be exceeded.
    pub(crate) fn seconds(runs: &Runs, most: f64) -> Self {
        Self { text: format!("≤ {most} s"), reached: runs.median().as_secs_f64() <= most }
    }

    /// A peak of memory in MiB that must not be exceeded.
    pub(crate) fn mebibytes(runs: &Runs, most: u64) -> Self {
        Self { text: format!("≤ {most} MiB"), reached: runs.spread(|cost| cost.memory).2 <= most << 20 }
    }

    /// Anything else.
    pub(crate) fn new(text: impl Into<String>, reached: bool) -> Self {
        Self { text: text.into(), reached }
    }
}

/// The names of the columns.
pub(crate) fn head(title: &str) {
    println!("\n{title}");
    println!("  {:<28}{:>11}{:>11}{:>11}{:>11}{:>10}  target", "", "least", "median", "most", "processor", "memory");
}

/// One row.
pub(crate) fn row(name: &str, runs: &Runs, targets: &[Target]) {
    let (least, median, most) = runs.spread(|cost| cost.wall);
    let processor = runs.processor();
    let memory = runs.spread(|cost| cost.memory).2.div_ceil(1 << 20);
    println!(
        "  {name:<28}{:>11}{:>11}{:>11}{:>11}{:>10}  {}",
        seconds(least),
        seconds(median),
        seconds(most),
        seconds(processor),
        format!("{memory} MiB"),
        verdict(targets)
    );
}

/// A line that is not a time.
pub(crate) fn line(name: &str, text: &str, targets: &[Target]) {
    println!("  {name:<28}{text}  {}", verdict(targets));
}

fn verdict(targets: &[Target]) -> String {
    let one = |target: &Target| format!("{} {}", target.text, if target.reached { "reached" } else { "MISSED" });
    targets.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// `1.234 s`.
fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// `31.7 MB`.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
