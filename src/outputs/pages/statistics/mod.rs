//! The page of statistics: what was counted, in words and links, with the lists behind each number.

mod charts;

use serde::Serialize;
use tera::Value;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{ModelId, REVIEW_YEARS};
use crate::finding::Finding;
use crate::render::view::Link;
use crate::render::{Rendered, Renderer, number, places};
use crate::route::{self, ListingKind};
use crate::statistics::{Home, Province, Statistics, Step, Waiting};

/// Models in each list; the rest is behind a link.
const LISTED: usize = 10;
/// The kinds of units of which the notice the project grows from says that they have few models.
const SCARCE: [&str; 2] = ["co-quan-hanh-chinh", "don-vi-su-nghiep"];

/// `statistics`. Besides these fields the template gets, as HTML, `map` and the charts `by_field`, `by_year`,
/// `by_level`, `by_unit_type`, `by_stage` and `funnel`, each missing where it would show nothing, and `ways`: whether
/// the map has arrows.
#[derive(Debug, Serialize)]
struct StatisticsView {
    /// Models on the site.
    models: usize,
    /// Those with an award.
    awarded: usize,
    /// The fields of reports, heads of the table of places.
    fields: Vec<Link>,
    places: Vec<PlaceRow>,
    gaps: Vec<GapRow>,
    home: Option<HomeView>,
    /// Kinds of units that have few models.
    scarce: Vec<Link>,
    /// Models of the kinds of units in `scarce`.
    scarce_models: usize,
    /// Models whose kind of unit is known.
    known_units: usize,
    copied: ListView,
    /// Copied models of which no award is known.
    copied_unawarded: usize,
    never_copied: ListView,
    not_reviewed: ListView,
    /// The day before which the last review lies: `23/11/2024`.
    review_due: String,
    waiting: Option<WaitingRow>,
    waiting_by_field: Vec<WaitingRow>,
}

/// A present province.
#[derive(Debug, Serialize)]
struct PlaceRow {
    place: Link,
    /// Numbers of models, one for each of the fields.
    by_field: Vec<Link>,
    models: usize,
    received: usize,
    given: usize,
    /// The models of it that were copied.
    given_url: Option<String>,
}

/// A province that has models, but none in some fields.
#[derive(Debug, Serialize)]
struct GapRow {
    place: Link,
    /// Their labels, in one line.
    fields: String,
}

/// The communes of the home province.
#[derive(Debug, Serialize)]
struct HomeView {
    place: Link,
    communes: usize,
    with_models: usize,
    without: usize,
    by_field: Vec<HomeRow>,
}

#[derive(Debug, Serialize)]
struct HomeRow {
    field: Link,
    with_models: usize,
    without: usize,
}

/// The first models of a list.
#[derive(Debug, Serialize)]
struct ListView {
    total: usize,
    models: Vec<ModelRow>,
    /// The whole list, when there is more and a search that can show it.
    all: Option<String>,
}

#[derive(Debug, Serialize)]
struct ModelRow {
    model: Link,
    place: String,
    /// Places that copied it, year of the latest award, day of the last review: what the list is about.
    fact: String,
}

#[derive(Debug, Serialize)]
struct WaitingRow {
    /// The field; empty for all models.
    field: Link,
    /// Years: `2,5`.
    median: String,
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
        let ways = renderer.arcs();
        let view = renderer.statistics_view(&counts);
        let mut map = Value::from_serializable(&view).into_map().unwrap_or_default();
        map.insert("ways".into(), Value::from(!ways.is_empty()));
        for (name, html) in renderer.charts(&counts, ways) {
            map.insert(name.into(), if html.is_empty() { Value::none() } else { Value::safe_string(&html) });
        }
        let title = renderer.word("stats.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let page = renderer.page("statistics", url_path, &title, renderer.word("stats.description"), trail);
        let mut context = renderer.context();
        context.insert("page", &page);
        context.insert_value("statistics", Value::from(map));
        renderer.html_page("statistics.html", url_path, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }
}

impl Renderer<'_> {
    fn statistics_view(&self, counts: &Statistics) -> StatisticsView {
        let copied_awarded = counts.funnel.iter().find(|(step, _)| *step == Step::Copied).map_or(0, |(_, n)| *n);
        let scarce = || counts.unit_types.iter().filter(|(id, _)| SCARCE.contains(&id.as_str()));
        let awarded_years = self.awarded_years(counts);
        let never = awarded_years.as_deref().and_then(|years| self.search(&format!("{years}&spread=no")));
        let due = self.catalog.as_of.years_before(REVIEW_YEARS);
        StatisticsView {
            models: counts.models,
            awarded: counts.awarded,
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
            waiting: counts.waiting.map(|waiting| waiting_row(Link { label: String::new(), url: None }, waiting)),
            waiting_by_field: counts
                .waiting_by_field
                .iter()
                .map(|(id, waiting)| waiting_row(self.field_link(id), *waiting))
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

    fn home_view(&self, home: &Home, counts: &Statistics) -> HomeView {
        let row = |(field, &with_models): (&crate::schema::Id, &usize)| HomeRow {
            field: self.field_link(field),
            with_models,
            without: home.communes.saturating_sub(with_models),
        };
        HomeView {
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

fn waiting_row(field: Link, waiting: Waiting) -> WaitingRow {
    WaitingRow { field, median: number::grouped(&waiting.median.to_string()), models: waiting.models }
}
