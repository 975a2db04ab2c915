//! The typed front matter of a model and of an ordinary page.

use super::Id;
use crate::text::{PartialDate, Span, Spanned};

/// The front matter of one model.
///
/// A required value that is missing or unreadable is empty here, and there is an error among the findings. An unreadable
/// entry of a list (an award without a year) is left out, with a finding.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ModelFrontMatter {
    /// The model's own name; empty only if missing.
    pub title: Spanned<String>,
    /// One sentence for cards and previews.
    pub summary: Option<String>,
    /// The places as named at the time, as written; none only if missing. Later stages resolve them, by their spans.
    pub localities: Vec<Spanned<String>>,
    /// The present units in which they lie, where the editor knows better than the gazetteer; as written.
    pub locality_now: Vec<Spanned<String>>,
    /// Its main field, an id of [`SiteConfig::fields`](super::SiteConfig::fields); empty only if missing or unknown.
    pub field: Id,
    /// Further fields, without the main one and without repeats.
    pub fields_also: Vec<Id>,
    /// The collective that runs it.
    pub organisation: Option<String>,
    /// What kind of unit that is.
    pub unit_type: Option<Id>,
    /// Collective or individual.
    pub kind: Option<Id>,
    /// Whether a source calls it a “Dân vận khéo” model; `Some(false)` for a practice of the same kind, `None` if that is
    /// not known.
    pub called_dan_van_kheo: Option<bool>,
    /// Registered, recognised or exemplary: a status, not an award.
    pub stage: Option<Id>,
    /// The year in which it was recognised.
    pub recognised: Option<Spanned<u16>>,
    /// The year it began.
    pub started: Option<Spanned<u16>>,
    /// Its awards as written; the short form `award_year`, `award_level` is one entry.
    pub awards: Vec<Award>,
    /// Counted results.
    pub results: Vec<NumberResult>,
    /// Money, work days and materials that went into it.
    pub resources: Option<String>,
    /// What must be true of a place that wants to copy it.
    pub conditions: Option<String>,
    /// The office to call.
    pub contact: Option<Contact>,
    /// Where it was copied.
    pub replications: Vec<Replication>,
    /// The slug of the model that this one is a copy of.
    pub based_on: Option<Spanned<String>>,
    /// What happened since, as written.
    pub updates: Vec<Update>,
    /// Campaigns it belongs to.
    pub campaigns: Vec<Id>,
    /// Free tags, without repeats (compared without marks).
    pub tags: Vec<String>,
    /// Where the facts were taken from.
    pub sources: Vec<Citation>,
    /// The picture for cards and previews, relative to the file.
    pub cover: Option<Spanned<String>>,
    /// What the cover shows.
    pub cover_alt: Option<String>,
    /// When the facts were as told: the date of the source, mostly.
    pub facts_as_of: Option<PartialDate>,
    /// When it was last confirmed to be still running.
    pub reviewed: Option<PartialDate>,
    /// Old addresses without leading `/`, each leading to this page.
    pub aliases: Vec<Spanned<String>>,
    /// Not to be published yet.
    pub draft: bool,
}

/// One award.
#[derive(Debug, Clone, PartialEq)]
pub struct Award {
    /// The year it was given.
    pub year: u16,
    /// Who gave it: an id of [`SiteConfig::levels`](super::SiteConfig::levels).
    pub level: Option<Id>,
    /// Bằng khen, giấy khen, biểu dương …
    pub form: Option<String>,
    /// The body that gave it.
    pub by: Option<String>,
    /// Number of the decision.
    pub decision: Option<String>,
    /// Where it is written: the entry of the list, or the year of the short form.
    pub span: Span,
}

/// One counted result.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberResult {
    /// What was counted.
    pub label: String,
    /// How much.
    pub value: Figure,
    /// Hộ, km, đồng, % …
    pub unit: Option<String>,
    /// Scope and precision ("hơn", "trong ba năm").
    pub note: Option<String>,
}

/// A number as written and as a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// As written: `1.932`, `1,8`, `5 triệu`.
    pub text: String,
    /// Its value, finite: 1932.0, 1.8.
    pub amount: f64,
}

/// The office to call: never a private person.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contact {
    /// Name of the office.
    pub office: Option<String>,
    /// Its desk telephone, as written.
    pub phone: Option<String>,
    /// Its mail address.
    pub email: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// Whether and when visitors are welcome.
    pub visits: Option<String>,
}

impl Contact {
    /// Whether it names an office and says how to reach it.
    pub(crate) fn can_be_reached(&self) -> bool {
        self.office.is_some() && [&self.phone, &self.email, &self.address].into_iter().any(Option::is_some)
    }
}

/// One place that copied the model, or a number of places that a source counts without naming them.
#[derive(Debug, Clone, PartialEq)]
pub struct Replication {
    /// The place as named at the time; of a count the area in which was counted.
    pub locality: Spanned<String>,
    /// How many places in that area copied it, and what was counted: `12 huyện`. `None` for a place named by itself.
    pub count: Option<ReplicationCount>,
    /// The year it was copied.
    pub year: Option<u16>,
    /// Who did it.
    pub by: Option<String>,
    /// What was changed, how far it came.
    pub note: Option<String>,
    /// The source that says so: a web address or a document.
    pub source: Option<String>,
    /// The whole entry.
    pub span: Span,
}

/// A number of places that a source counts without naming them.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicationCount {
    /// How many.
    pub number: Figure,
    /// Huyện, xã, hội quán …
    pub unit: String,
}

/// Something that happened after the model was first written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// When.
    pub date: PartialDate,
    /// What.
    pub text: String,
}

/// A source of facts. At least one of both fields has a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// Publisher, document or article.
    pub title: Option<String>,
    /// Its web address.
    pub url: Option<Spanned<String>>,
}

/// The front matter of an ordinary page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageFrontMatter {
    /// The page's title; empty only if missing.
    pub title: Spanned<String>,
    /// One sentence for previews.
    pub summary: Option<String>,
    /// Where it stands among the pages in lists: lower comes first, none last.
    pub order: Option<u16>,
    /// When it last changed, if git does not know it.
    pub updated: Option<PartialDate>,
    /// Old addresses without leading `/`.
    pub aliases: Vec<Spanned<String>>,
    /// Not to be published yet.
    pub draft: bool,
}
