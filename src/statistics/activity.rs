//! What happened to models in a period, and in the one before.
//!
//! Most facts are known by their year only. One that may lie in a period and may lie outside is counted in neither: it is
//! not clear.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Model};
use crate::text::{Date, PartialDate};

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// The first day.
    pub(crate) from: Date,
    /// The last day.
    pub(crate) to: Date,
}

/// Something that happens to a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// It is new on the site.
    New,
    /// It began.
    Started,
    /// It was recognised.
    Recognised,
    /// It was given an award.
    Awarded,
    /// Somebody copied it.
    Copied,
    /// Somebody confirmed that it runs.
    Reviewed,
    /// Its file was changed, as git knows.
    Edited,
}

impl Event {
    /// All that its file tells, in the order in which a model meets them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Started, Self::Recognised, Self::Awarded, Self::Copied, Self::Reviewed, Self::Edited];
}

/// Of how many models something is known to have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Activity {
    /// What.
    pub(crate) event: Event,
    /// Models to which it happened in the period.
    pub(crate) now: usize,
    /// Models to which it happened in the period before.
    pub(crate) before: usize,
    /// Models to which it happened on a day that is not known well enough to say.
    pub(crate) unclear: usize,
}

impl Span {
    /// The period before: for one that begins with a year the same days as many years earlier, else as many days before it.
    pub(crate) fn before(self) -> Self {
        let years = self.to.year().saturating_sub(self.from.year()) + 1;
        if Date::new(self.from.year(), 1, 1) == Some(self.from) {
            return Self { from: self.from.years_before(years), to: self.to.years_before(years) };
        }
        let days = self.to.unix_day() - self.from.unix_day() + 1;
        let day = |day: i64| Date::from_unix(day * 86_400);
        Self { from: day(self.from.unix_day() - days), to: day(self.from.unix_day() - 1) }
    }

    fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    fn touches(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// What happened in `period` and in the one before, to how many models.
pub(crate) fn activity(catalog: &Catalog, period: Span) -> Vec<Activity> {
    Event::ALL.map(|event| count(catalog, period, event, |model| days(model, event, catalog.as_of))).to_vec()
}

/// How many models were new on the site in `period` and in the one before, and whether that is known by the days of their
/// first commits, given by the names of files. Without these a model is as old as the first year that its file tells.
pub(crate) fn new_models(catalog: &Catalog, first_commits: &BTreeMap<String, Date>, period: Span) -> (Activity, bool) {
    let first = |model: &Model| first_commits.get(model.entry.path.stem()).copied();
    let has_history = catalog.models.iter().any(|model| first(model).is_some());
    let days = |model: &Model| {
        if has_history {
            // What has not been committed yet is new today.
            let day = first(model).unwrap_or(catalog.as_of);
            return vec![Some(Span { from: day, to: day })];
        }
        let told = [Event::Started, Event::Recognised, Event::Awarded].map(|event| days(model, event, catalog.as_of));
        vec![told.into_iter().flatten().flatten().min_by_key(|span| span.from)]
    };
    (count(catalog, period, Event::New, days), has_history)
}

fn count(catalog: &Catalog, period: Span, event: Event, days: impl Fn(&Model) -> Vec<Option<Span>>) -> Activity {
    let before = period.before();
    let mut counts = Activity { event, now: 0, before: 0, unclear: 0 };
    for model in &catalog.models {
        let days = days(model);
        let is_in = |period: Span| days.iter().flatten().any(|day| period.contains(*day));
        let may_be = |day: &Option<Span>| day.is_none_or(|day| day.touches(period) || day.touches(before));
        counts.now += usize::from(is_in(period));
        counts.before += usize::from(is_in(before));
        counts.unclear += usize::from(!is_in(period) && !is_in(before) && days.iter().any(may_be));
    }
    counts
}

/// The days on which it may have happened, one span for each time; `None` for a time of which nothing is known.
fn days(model: &Model, event: Event, as_of: Date) -> Vec<Option<Span>> {
    let front = model.front_matter();
    // What is told has happened by now.
    let span = |date: PartialDate| Some(Span { from: date.first_day(), to: date.last_day().min(as_of) });
    let year = |year: u16| PartialDate::parse(&format!("{year:04}")).and_then(span);
    match event {
        Event::New => Vec::new(),
        Event::Started => front.started.iter().map(|found| year(found.value)).collect(),
        Event::Recognised => front.recognised.iter().map(|found| year(found.value)).collect(),
        Event::Awarded => front.awards.iter().map(|award| year(award.year)).collect(),
        Event::Copied => front.replications.iter().map(|copy| copy.year.and_then(year)).collect(),
        Event::Reviewed => front.reviewed.iter().map(|date| span(*date)).collect(),
        Event::Edited => model.edited.iter().map(|&day| Some(Span { from: day, to: day })).collect(),
    }
}
