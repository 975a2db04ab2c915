//! What the template of the statistics is given.

use serde::Serialize;

use crate::render::view::{Html, Link};

/// `statistics`: the page of statistics. Charts and the map are tables and SVG; each is empty where it would show nothing,
/// a chart also if fewer than three of its values are not 0. A number of models is a link to these models where there is a
/// list of exactly them.
#[derive(Debug, Serialize)]
pub(super) struct StatisticsView {
    /// Number of models on the site.
    pub(super) models: usize,
    /// Number of models of which a source tells an award.
    pub(super) awarded: Link,
    /// Map of the country: models by province, and the ways they spread.
    pub(super) map: Html,
    /// Whether the map has arrows.
    pub(super) ways: bool,
    /// Number of present provinces that have a model.
    pub(super) provinces: usize,
    /// Number of present provinces.
    pub(super) all_provinces: usize,
    /// The province with most models; none if several have as many.
    pub(super) top_place: Option<TopView>,
    /// Chart of the models by field.
    pub(super) by_field: Html,
    /// The field with most models; none if several have as many.
    pub(super) top_field: Option<TopView>,
    /// Labels of the fields without models, as one text; may be empty.
    pub(super) empty_fields: String,
    /// Chart of the awarded models by field and year.
    pub(super) by_year: Html,
    /// Number of models that a source calls “Dân vận khéo”.
    pub(super) called: Link,
    /// Number of models that no source calls so: practices of the same kind.
    pub(super) not_called: Link,
    /// Number of models of which it is not known whether a source calls them so.
    pub(super) called_unknown: usize,
    /// Chart of the models by award level.
    pub(super) by_level: Html,
    /// Chart of the models by kind of unit.
    pub(super) by_unit_type: Html,
    /// Number of models whose kind of unit is known.
    pub(super) known_units: usize,
    /// The kind of unit with most models; none if several have as many.
    pub(super) top_unit: Option<TopView>,
    /// Kinds of units that usually have few models.
    pub(super) scarce: Vec<Link>,
    /// Number of models of these kinds of units.
    pub(super) scarce_models: usize,
    /// Stages of which a source tells, each with its number of models; may be empty.
    pub(super) stages: Vec<StageRow>,
    /// Number of models whose stage is known.
    pub(super) known_stages: usize,
    /// Number of models whose stage is not known.
    pub(super) unknown_stages: usize,
    /// The fields that reports count by, as heads of the columns of `places`.
    pub(super) fields: Vec<Link>,
    /// Present provinces that have a model or a copy, from the one with most models.
    pub(super) places: Vec<PlaceRow>,
    /// Provinces that have models, but none in some field.
    pub(super) gaps: Vec<GapRow>,
    /// Communes of the province in which the site is at home (`home` in `site.yaml`); none if it is not in a province.
    pub(super) home: Option<HomeProvinceView>,
    /// Models of which places are named that copied them, from the one with most places.
    pub(super) copied: ListView,
    /// Number of models that were copied, as sources say with names or with numbers.
    pub(super) copied_models: Link,
    /// Number of copies: places named, summed over the models in `copied`.
    pub(super) copies: usize,
    /// Number of copied models of which no place is named: sources only count copies.
    pub(super) counted_only: usize,
    /// Number of copied models that have an award as well.
    pub(super) copied_awarded: Link,
    /// Models of which sources count copies without naming the places, from the largest number.
    pub(super) counted: ListView,
    /// Number of models of which no source tells a copy.
    pub(super) copied_unknown: usize,
    /// Awarded models of which no copy is known, from the latest award.
    pub(super) never_copied: ListView,
    /// Number of models that tell everything that another place needs to know.
    pub(super) enough: Link,
    /// The things that another place needs to know, as heads of the columns of `needs`.
    pub(super) need_labels: Vec<&'static str>,
    /// How many models tell each of them: of all models, then of each field.
    pub(super) needs: Vec<NeedRow>,
    /// Awarded models whose award and last review are both before `review_due`, the longest first.
    pub(super) not_reviewed: ListView,
    /// The day two years ago: `23/11/2024`.
    pub(super) review_due: String,
    /// Years from the start to the first award, over all models of which both are known; none if there are none.
    pub(super) waiting: Option<WaitingRow>,
    /// The same for each field that has such models.
    pub(super) waiting_by_field: Vec<WaitingRow>,
}

/// The value with most models.
#[derive(Debug, Serialize)]
pub(super) struct TopView {
    /// The value.
    pub(super) value: Link,
    /// Number of its models.
    pub(super) models: usize,
}

/// A stage of which sources tell.
#[derive(Debug, Serialize)]
pub(super) struct StageRow {
    /// Its label.
    pub(super) stage: String,
    /// Number of its models.
    pub(super) models: Link,
}

/// How many of some models tell what another place needs to know.
#[derive(Debug, Serialize)]
pub(super) struct NeedRow {
    /// The field; without label and URL for all models.
    pub(super) field: Link,
    /// Number of models.
    pub(super) models: usize,
    /// Number of those that tell each of `statistics.need_labels`.
    pub(super) by_need: Vec<Link>,
    /// Number of those that tell all.
    pub(super) enough: Link,
}

/// A present province in the statistics.
#[derive(Debug, Serialize)]
pub(super) struct PlaceRow {
    /// The province.
    pub(super) place: Link,
    /// Its number of models in each of `statistics.fields`, in the same order, as the label of a link to them.
    pub(super) by_field: Vec<Link>,
    /// Number of its models.
    pub(super) models: usize,
    /// How often its places copied a model of others.
    pub(super) received: usize,
    /// How often other places copied a model of it.
    pub(super) given: usize,
}

/// A province that has no model in some fields.
#[derive(Debug, Serialize)]
pub(super) struct GapRow {
    /// The province.
    pub(super) place: Link,
    /// Labels of these fields, as one text: `Kinh tế · Văn hóa`.
    pub(super) fields: String,
}

/// The communes of the province in which the site is at home.
#[derive(Debug, Serialize)]
pub(super) struct HomeProvinceView {
    /// The province.
    pub(super) place: Link,
    /// Number of its communes.
    pub(super) communes: usize,
    /// Number of communes that have a model.
    pub(super) with_models: usize,
    /// Number of communes that have none.
    pub(super) without: usize,
    /// The same for each field that reports count by.
    pub(super) by_field: Vec<HomeRow>,
}

/// The communes of the home province in one field.
#[derive(Debug, Serialize)]
pub(super) struct HomeRow {
    /// The field.
    pub(super) field: Link,
    /// Number of communes that have a model in it.
    pub(super) with_models: usize,
    /// Number of communes that have none.
    pub(super) without: usize,
}

/// The beginning of a list of models.
#[derive(Debug, Serialize)]
pub(super) struct ListView {
    /// Number of models in the whole list.
    pub(super) total: usize,
    /// The first ten.
    pub(super) models: Vec<ModelRow>,
    /// URL of the whole list; none if it has no more models, or if the site has no search that could show it.
    pub(super) all: Option<String>,
}

/// A model in a list of the statistics.
#[derive(Debug, Serialize)]
pub(super) struct ModelRow {
    /// The model.
    pub(super) model: Link,
    /// Its place by the name that it had at the time.
    pub(super) place: String,
    /// What the list is about: in `copied` the number of places, in `counted` what was counted, in `never_copied` the year of the latest award, in
    /// `not_reviewed` the day of the last review or the year of the award. May be empty.
    pub(super) fact: String,
}

/// Years from the start of a model to its first award.
#[derive(Debug, Serialize)]
pub(super) struct WaitingRow {
    /// The field; without label and URL for all models.
    pub(super) field: Link,
    /// Median, in years, as Vietnamese readers write it: `2,5`.
    pub(super) median: String,
    /// Number of models that it is taken over.
    pub(super) models: usize,
}
