//! The view of a model's page.

use serde::Serialize;

use super::apply::ApplyView;
use super::spread::SpreadView;
use crate::render::view::{HeadingView, Html, Link, Picture, PlaceView, ResultView, SourceView};

/// `model`: the page of a model.
#[derive(Debug, Serialize)]
pub(super) struct ModelView {
    /// The end of its URL, by which scripts know it: `tieng-keng-an-ninh`.
    pub(super) slug: String,
    /// Title of the model.
    pub(super) title: String,
    /// One sentence about it; may be empty.
    pub(super) summary: String,
    /// Where it is.
    pub(super) place: PlaceView,
    /// Id of its main field, for the class `f-…` that gives the field's colour and sign.
    pub(super) field_id: String,
    /// Its main field.
    pub(super) field: Link,
    /// Further fields; may be empty.
    pub(super) fields_also: Vec<Link>,
    /// The organisation that runs it.
    pub(super) organisation: Option<Link>,
    /// The kind of unit that runs it.
    pub(super) unit_type: Option<Link>,
    /// Whether it is about a collective or a person: `Tập thể`, `Cá nhân`; may be empty.
    pub(super) kind: String,
    /// Whether a source calls it a “Dân vận khéo” model, as a link to others of which the same is said; none if that is not
    /// known.
    pub(super) called_dan_van_kheo: Option<Link>,
    /// Label of its stage: registered, recognised, exemplary.
    pub(super) stage: Option<String>,
    /// Year in which it was recognised.
    pub(super) recognised: Option<u16>,
    /// Where all models are that tell everything another place needs to know, if this is one of them.
    pub(super) enough: Option<Link>,
    /// What it does not tell of that: `Nguồn lực`, `Đầu mối liên hệ`; may be empty.
    pub(super) untold: Vec<&'static str>,
    /// Year in which it started.
    pub(super) started: Option<u16>,
    /// Its awards, from the latest; may be empty.
    pub(super) awards: Vec<AwardView>,
    /// Results in numbers; may be empty.
    pub(super) results: Vec<ResultView>,
    /// The money, work and material that it takes; may be empty.
    pub(super) resources: String,
    /// What another place needs to apply it; may be empty.
    pub(super) conditions: String,
    /// What has happened since, from the latest; may be empty.
    pub(super) updates: Vec<UpdateView>,
    /// Campaigns that it belongs to; may be empty.
    pub(super) campaigns: Vec<Link>,
    /// Tags; may be empty.
    pub(super) tags: Vec<Link>,
    /// Sources that it was compiled from; may be empty.
    pub(super) sources: Vec<SourceView>,
    /// The cover picture.
    pub(super) cover: Option<Picture>,
    /// When the facts were as told, mostly the date of the source: `15/10/2023`, `10/2023` or `2023`; none if not known.
    pub(super) facts_as_of: Option<String>,
    /// When somebody last confirmed that it still runs: `15/10/2025`, `10/2025` or `2025`; none if nobody has.
    pub(super) reviewed: Option<String>,
    /// Day of the last change of the file: `15/10/2025`; none if git does not know it.
    pub(super) updated: Option<String>,
    /// Absolute URL at the git host where the page can be edited; none if the site has no `repository`.
    pub(super) edit_url: Option<String>,
    /// Headings of the text, for a table of contents; empty if there are fewer than three.
    pub(super) contents: Vec<HeadingView>,
    /// Whether its text leaves room for larger letters on a sheet of paper.
    pub(super) is_short: bool,
    /// The text, without what `steps` holds.
    pub(super) body: Html,
    /// The section `cach-lam` without its heading, if it is short and has a list; else empty.
    pub(super) steps: Html,
    /// A drawing made of the model's province and copies, as SVG, for a model without a cover; else empty.
    pub(super) drawing: Html,
    /// QR code of the page's absolute URL, as SVG with the id `ma-qr`; empty if the site has no `base_url`.
    pub(super) qr: Html,
    /// The page's absolute URL, encoded to be put into the query of another URL; empty if the site has no `base_url`.
    pub(super) share: String,
    /// URL of the model's share card; none if it has no card of its own.
    pub(super) share_card: Option<String>,
    /// What somebody needs who wants to apply the model.
    pub(super) apply: ApplyView,
    /// Where the model spread to, and where it came from.
    pub(super) spread: SpreadView,
    /// The model that this one is a copy of; none if it is not a copy.
    pub(super) based_on: Option<RelatedView>,
    /// Whether `spread` or `based_on` have anything to show.
    pub(super) gone: bool,
    /// Up to three models on the same matter, half of them from other places if there are enough; may be empty.
    pub(super) related: Vec<RelatedView>,
    /// Whether any of `organisation`, `unit_type`, `kind`, `started`, `recognised`, `awards`, `campaigns`, `tags`
    /// and `other_facts` is known.
    pub(super) facts: bool,
    /// Further facts from the front matter, which have no field of their own here; may be empty.
    pub(super) other_facts: Vec<FactView>,
}

/// A model on the same matter as another one.
#[derive(Debug, Serialize)]
pub(super) struct RelatedView {
    /// Its title.
    pub(super) title: String,
    /// URL of its page.
    pub(super) url: String,
    /// Id of its field, for the class `f-…` that gives the field's colour and sign.
    pub(super) field_id: String,
    /// Its place in a few words: `Thuận Quý, Bình Thuận`.
    pub(super) place: String,
    /// What both have in common: `cùng chủ đề: ngư dân, tự quản`; empty for the original of a copy.
    pub(super) why: String,
}

/// A fact from the front matter.
#[derive(Debug, Serialize)]
pub(super) struct FactView {
    /// English name of its key.
    pub(super) key: &'static str,
    /// What readers call it.
    pub(super) label: &'static str,
    /// Its value, or several if the key holds a list.
    pub(super) values: Vec<Link>,
}

/// An award.
#[derive(Debug, Serialize)]
pub(super) struct AwardView {
    /// Its year.
    pub(super) year: Link,
    /// Its level: commune, province …
    pub(super) level: Option<Link>,
    /// Its form: `Bằng khen`; may be empty.
    pub(super) form: String,
    /// Who gave it; may be empty.
    pub(super) by: String,
    /// Number of the decision; may be empty.
    pub(super) decision: String,
}

/// A later development.
#[derive(Debug, Serialize)]
pub(super) struct UpdateView {
    /// When: `15/10/2024`, `10/2024` or `2024`.
    pub(super) date: String,
    /// What has happened.
    pub(super) text: String,
}
