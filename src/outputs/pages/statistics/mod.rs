//! The page of statistics: what was counted, in words and links, with the lists behind each number.

mod charts;

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{ModelId, REVIEW_YEARS};
use crate::finding::Finding;
use crate::render::view::{Html, Link};
use crate::render::{Rendered, Renderer, number, places};
use crate::route::{self, ListingKind};
use crate::statistics::{FunnelStep, HomeProvince, Province, Statistics, TimeToAward};

/// Models in each list; the rest is behind a link.
const LISTED: usize = 10;
/// The kinds of units of which the notice the project grows from says that they have few models.
const SCARCE: [&str; 2] = ["co-quan-hanh-chinh", "don-vi-su-nghiep"];

/// `statistics`: the page of statistics. Charts and the map are tables and SVG; each is empty where it would show nothing.
#[derive(Debug, Serialize)]
struct StatisticsView {
    /// Number of models on the site.
    models: usize,
    /// Number of models that have an award.
    awarded: usize,
    /// Map of the country: models by province, and the ways they spread.
    map: Html,
    /// Whether the map has arrows.
    ways: bool,
    /// Chart of the models by field.
    by_field: Html,
    /// Chart of the awarded models by field and year.
    by_year: Html,
    /// Chart of the models by award level.
    by_level: Html,
    /// Chart of the models by kind of unit.
    by_unit_type: Html,
    /// Chart of the models by stage, as editors wrote it.
    by_stage: Html,
    /// Chart of the models that remain from step to step: registered, recognised, awarded, copied.
    funnel: Html,
    /// The fields that reports count by, as heads of the columns of `places`.
    fields: Vec<Link>,
    /// Present provinces that have a model or a copy, from the one with most models.
    places: Vec<PlaceRow>,
    /// Provinces that have models, but none in some field.
    gaps: Vec<GapRow>,
    /// Communes of the province in which the site is at home (`home` in `site.yaml`); none if it is not in a province.
    home: Option<HomeProvinceView>,
    /// Kinds of units that usually have few models.
    scarce: Vec<Link>,
    /// Number of models of these kinds of units.
    scarce_models: usize,
    /// Number of models whose kind of unit is known.
    known_units: usize,
    /// Models that were copied, from the one that most places copied.
    copied: ListView,
    /// Number of copied models that have no award.
    copied_unawarded: usize,
    /// Awarded models that were never copied, from the latest award.
    never_copied: ListView,
    /// Awarded models whose award and last review are both before `review_due`, the longest first.
    not_reviewed: ListView,
    /// The day two years ago: `23/11/2024`.
    review_due: String,
    /// Years from the start to the first award, over all models of which both are known; none if there are none.
    waiting: Option<WaitingRow>,
    /// The same for each field that has such models.
    waiting_by_field: Vec<WaitingRow>,
}

/// A present province in the statistics.
#[derive(Debug, Serialize)]
struct PlaceRow {
    /// The province.
    place: Link,
    /// Its number of models in each of `statistics.fields`, in the same order, as the label of a link to them.
    by_field: Vec<Link>,
    /// Number of its models.
    models: usize,
    /// How often its places copied a model of others.
    received: usize,
    /// How often other places copied a model of it.
    given: usize,
    /// URL of the list of its models that were copied.
    given_url: Option<String>,
}

/// A province that has no model in some fields.
#[derive(Debug, Serialize)]
struct GapRow {
    /// The province.
    place: Link,
    /// Labels of these fields, as one text: `Kinh tế · Văn hóa`.
    fields: String,
}

/// The communes of the province in which the site is at home.
#[derive(Debug, Serialize)]
struct HomeProvinceView {
    /// The province.
    place: Link,
    /// Number of its communes.
    communes: usize,
    /// Number of communes that have a model.
    with_models: usize,
    /// Number of communes that have none.
    without: usize,
    /// The same for each field that reports count by.
    by_field: Vec<HomeRow>,
}

/// The communes of the home province in one field.
#[derive(Debug, Serialize)]
struct HomeRow {
    /// The field.
    field: Link,
    /// Number of communes that have a model in it.
    with_models: usize,
    /// Number of communes that have none.
    without: usize,
}

/// The beginning of a list of models.
#[derive(Debug, Serialize)]
struct ListView {
    /// Number of models in the whole list.
    total: usize,
    /// The first ten.
    models: Vec<ModelRow>,
    /// URL of the whole list; none if it has no more models, or if the site has no search that could show it.
    all: Option<String>,
}

/// A model in a list of the statistics.
#[derive(Debug, Serialize)]
struct ModelRow {
    /// The model.
    model: Link,
    /// Its place by the name that it had at the time.
    place: String,
    /// What the list is about: in `copied` the number of places, in `never_copied` the year of the latest award, in
    /// `not_reviewed` the day of the last review or the year of the award. May be empty.
    fact: String,
}

/// Years from the start of a model to its first award.
#[derive(Debug, Serialize)]
struct WaitingRow {
    /// The field; without label and URL for all models.
    field: Link,
    /// Median, in years, as Vietnamese readers write it: `2,5`.
    median: String,
    /// Number of models that it is taken over.
    models: usize,
}

#[derive(Debug)]
struct StatisticsPage;

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::STATISTICS, StatisticsPage)]
}

impl OutputKind for StatisticsPage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let counts = Statistics::of(renderer.catalog);
        let title = renderer.word("stats.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let page = renderer.page("statistics", url_path, &title, renderer.word("stats.description"), trail);
        let mut context = renderer.context();
        context.insert("statistics", &renderer.statistics_view(&counts));
        renderer.html_page("statistics.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }
}

impl Renderer<'_> {
    fn statistics_view(&self, counts: &Statistics) -> StatisticsView {
        let copied_awarded = counts.funnel.iter().find(|(step, _)| *step == FunnelStep::Copied).map_or(0, |(_, n)| *n);
        let scarce = || counts.unit_types.iter().filter(|(id, _)| SCARCE.contains(&id.as_str()));
        let awarded_years = self.awarded_years(counts);
        let never = awarded_years.as_deref().and_then(|years| self.search(&format!("{years}&spread=no")));
        let due = self.catalog.as_of.years_before(REVIEW_YEARS);
        let ways = self.arcs();
        StatisticsView {
            models: counts.models,
            awarded: counts.awarded,
            ways: !ways.is_empty(),
            map: self.country(counts, ways).into(),
            by_field: self.by_field(counts).into(),
            by_year: self.by_year(counts).into(),
            by_level: self.listed_bars(ListingKind::Level, &counts.levels, "level").into(),
            by_unit_type: self.listed_bars(ListingKind::UnitType, &counts.unit_types, "unit_type").into(),
            by_stage: self.by_stage(counts).into(),
            funnel: self.funnel(counts).into(),
            fields: counts.report_fields.iter().map(|id| self.field_link(id)).collect(),
            places: counts.provinces.iter().map(|province| self.place_row(province, counts)).collect(),
            gaps: counts.provinces.iter().filter_map(|province| self.gap_row(province, counts)).collect(),
            home: counts.home.as_ref().map(|home| self.home_view(home, counts)),
            scarce: scarce().map(|(id, _)| self.listed(ListingKind::UnitType, id, self.unit_label(id))).collect(),
            scarce_models: scarce().map(|(_, models)| models).sum(),
            known_units: counts.unit_types.iter().map(|(_, models)| models).sum(),
            copied: self.list(&counts.most_copied, self.search("spread=yes"), |id| {
                self.catalog.model(id).reach.places.to_string()
            }),
            copied_unawarded: counts.most_copied.len().saturating_sub(copied_awarded),
            never_copied: self.list(&counts.never_copied, never, |id| {
                self.catalog.model(id).awarded().map_or_else(String::new, |year| year.to_string())
            }),
            not_reviewed: self.list(&counts.not_reviewed, None, |id| self.last_seen(id)),
            review_due: due.vietnamese(),
            waiting: counts.time_to_award.map(|time| waiting_row(Link { label: String::new(), url: None }, time)),
            waiting_by_field: counts
                .time_to_award_by_field
                .iter()
                .map(|(id, time)| waiting_row(self.field_link(id), *time))
                .collect(),
        }
    }

    fn place_row(&self, province: &Province, counts: &Statistics) -> PlaceRow {
        let slug = self.catalog.gazetteer.slug(province.unit);
        let cell = |(field, &models): (&crate::schema::Id, &usize)| Link {
            label: number::grouped(&models.to_string()),
            url: (models > 0)
                .then(|| self.search(&format!("place={slug}&field={}", self.fields_counted_as(field))))
                .flatten(),
        };
        PlaceRow {
            place: self.place_link(province.unit),
            by_field: counts.report_fields.iter().zip(&province.by_field).map(cell).collect(),
            models: province.models,
            received: province.received,
            given: province.given,
            given_url: (province.given > 0).then(|| self.search(&format!("place={slug}&spread=yes"))).flatten(),
        }
    }

    fn gap_row(&self, province: &Province, counts: &Statistics) -> Option<GapRow> {
        let fields = counts.report_fields.iter().zip(&province.by_field);
        let empty: Vec<&str> =
            fields.filter(|(_, models)| **models == 0).map(|(field, _)| self.field_label(field)).collect();
        let has_gap = province.models > 0 && !empty.is_empty();
        has_gap.then(|| GapRow { place: self.place_link(province.unit), fields: empty.join(" · ") })
    }

    fn home_view(&self, home: &HomeProvince, counts: &Statistics) -> HomeProvinceView {
        let row = |(field, &with_models): (&crate::schema::Id, &usize)| HomeRow {
            field: self.field_link(field),
            with_models,
            without: home.communes.saturating_sub(with_models),
        };
        HomeProvinceView {
            place: self.place_link(home.unit),
            communes: home.communes,
            with_models: home.with_models,
            without: home.communes.saturating_sub(home.with_models),
            by_field: counts.report_fields.iter().zip(&home.by_field).map(row).collect(),
        }
    }

    fn list(&self, models: &[ModelId], all: Option<String>, fact: impl Fn(ModelId) -> String) -> ListView {
        let row = |&id: &ModelId| {
            let model = self.catalog.model(id);
            let (label, url) = (model.front_matter().title.value.clone(), Some(route::model(&model.entry.slug)));
            ModelRow { model: Link { label, url }, place: model.place.written.clone(), fact: fact(id) }
        };
        let shown = models.iter().take(LISTED).map(row).collect();
        ListView { total: models.len(), models: shown, all: all.filter(|_| models.len() > LISTED) }
    }

    /// The day of the last review, else the year of the award.
    fn last_seen(&self, id: ModelId) -> String {
        let model = self.catalog.model(id);
        match (model.front_matter().reviewed, model.awarded()) {
            (Some(day), awarded) if awarded.is_none_or(|year| day.year() > year) => day.vietnamese(),
            (_, awarded) => awarded.map_or_else(String::new, |year| year.to_string()),
        }
    }

    /// An address of the search page; none on a site without a search.
    fn search(&self, filter: &str) -> Option<String> {
        self.assets.search.as_ref()?;
        Some(format!("{}?{filter}", route::SEARCH))
    }

    /// The filter that lets through what has an award.
    fn awarded_years(&self, counts: &Statistics) -> Option<String> {
        let (first, last) = (counts.periods.first()?, counts.periods.last()?);
        Some(format!("year={}-{}", first.first, last.last))
    }

    /// A field of reports with those that count as it: `van-hoa-xa-hoi,bao-ve-moi-truong`.
    fn fields_counted_as(&self, id: &str) -> String {
        let site = &self.catalog.site;
        let of_it = |field: &&crate::schema::Field| {
            field.id == *id || field.counts_as.as_ref().is_some_and(|counted| counted == id)
        };
        site.fields.iter().filter(of_it).map(|field| field.id.as_str()).collect::<Vec<_>>().join(",")
    }

    fn field_label(&self, id: &str) -> &str {
        self.catalog.site.field(id).map_or("", |field| &field.label)
    }

    fn unit_label(&self, id: &str) -> &str {
        self.catalog.site.unit_type(id).map_or("", |unit| &unit.label)
    }

    fn field_link(&self, id: &str) -> Link {
        self.listed(ListingKind::Field, id, self.field_label(id))
    }

    /// A value with its listing, if it has one.
    fn listed(&self, by: ListingKind, id: &str, label: &str) -> Link {
        let url = self.catalog.listing(by, id).map(|listing| route::listing(by, &listing.slug, 1));
        Link { label: label.to_owned(), url }
    }

    fn place_link(&self, unit: crate::locality::UnitId) -> Link {
        Link { label: self.catalog.gazetteer.unit(unit).bare().to_owned(), url: places::url(self.catalog, unit) }
    }
}

fn waiting_row(field: Link, time: TimeToAward) -> WaitingRow {
    WaitingRow { field, median: number::grouped(&time.median.to_string()), models: time.models }
}
