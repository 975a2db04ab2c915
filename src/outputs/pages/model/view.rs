//! What `model.html` is given as `model`.

use serde::Serialize;

use super::apply::ApplyView;
use super::spread::SpreadView;
use crate::render::view::{Cards, HeadingView, Link, Picture, PlaceView, ResultView, SourceView};

/// `model`: the page of one model. Lists may be empty, texts too.
#[derive(Debug, Serialize)]
pub(super) struct ModelView {
    /// What its address is made of.
    pub(super) slug: String,
    /// Name of the model.
    pub(super) title: String,
    /// One sentence.
    pub(super) summary: String,
    /// Where.
    pub(super) place: PlaceView,
    /// Id of the main field.
    pub(super) field_id: String,
    /// The main field.
    pub(super) field: Link,
    /// Further fields.
    pub(super) fields_also: Vec<Link>,
    /// The collective that runs it.
    pub(super) organisation: Option<Link>,
    /// Kind of unit.
    pub(super) unit_type: Option<Link>,
    /// `Tập thể` or `Cá nhân`; may be empty.
    pub(super) kind: String,
    /// Registered, recognised, exemplary.
    pub(super) stage: Option<String>,
    /// Year it began.
    pub(super) started: Option<u16>,
    /// Awards, latest first.
    pub(super) awards: Vec<AwardView>,
    /// Numbers that can be checked.
    pub(super) results: Vec<ResultView>,
    /// Money, work days, materials.
    pub(super) resources: String,
    /// Conditions for use elsewhere.
    pub(super) conditions: String,
    /// Dated additions, latest first.
    pub(super) updates: Vec<UpdateView>,
    /// Campaigns it belongs to.
    pub(super) campaigns: Vec<Link>,
    /// Tags.
    pub(super) tags: Vec<Link>,
    /// Where it is known from.
    pub(super) sources: Vec<SourceView>,
    /// The cover picture.
    pub(super) cover: Option<Picture>,
    /// Last time somebody confirmed that it still runs: `15/10/2025`.
    pub(super) reviewed: Option<String>,
    /// Last change of the page: `15/10/2025`.
    pub(super) updated: Option<String>,
    /// Where the page's source can be edited.
    pub(super) edit_url: Option<String>,
    /// Headings of the text, for a table of contents; empty when there are fewer than three.
    pub(super) contents: Vec<HeadingView>,
    /// The text as HTML.
    pub(super) body: String,
    /// The page's absolute address as a QR code in SVG, with the id `ma-qr`.
    pub(super) qr: Option<String>,
    /// The absolute address as a value in another address, for links that share it; empty without an address.
    pub(super) share: String,
    /// How to do it elsewhere.
    pub(super) apply: ApplyView,
    /// Where it went, and its versions.
    pub(super) spread: SpreadView,
    /// The card of the model that this one is a copy of.
    pub(super) based_on: Cards,
    /// Whether there is anything in `spread` or `based_on`.
    pub(super) gone: bool,
    /// At least half from another locality when there are any.
    pub(super) related: Cards,
    /// Whether there is anything under the facts: organisation, kind, year, awards, campaigns, tags, `other_facts`.
    pub(super) facts: bool,
    /// The facts that have no field of their own here, in the order of the key table.
    pub(super) other_facts: Vec<FactView>,
}

/// One fact of a model: the value of a front matter key.
#[derive(Debug, Serialize)]
pub(super) struct FactView {
    /// The key's English name.
    pub(super) key: &'static str,
    /// What readers call it.
    pub(super) label: &'static str,
    /// Its values; more than one for a list.
    pub(super) values: Vec<Link>,
}

/// One award.
#[derive(Debug, Serialize)]
pub(super) struct AwardView {
    /// Year, with the listing of that year.
    pub(super) year: Link,
    /// Level, with its listing.
    pub(super) level: Option<Link>,
    /// Bằng khen, giấy khen, biểu dương; may be empty.
    pub(super) form: String,
    /// Who gave it; may be empty.
    pub(super) by: String,
    /// Number of the decision; may be empty.
    pub(super) decision: String,
}

/// A dated addition.
#[derive(Debug, Serialize)]
pub(super) struct UpdateView {
    /// `15/10/2024`.
    pub(super) date: String,
    /// What is new.
    pub(super) text: String,
}
