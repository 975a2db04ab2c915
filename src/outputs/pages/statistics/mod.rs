//! The page of statistics: what was counted, in words and links, with the lists behind each number.

mod charts;
mod listed;
mod view;

use self::view::{
    GapRow, HomeProvinceView, HomeRow, ListView, ModelRow, NeedRow, PlaceRow, StageRow, StatisticsView, TopView,
    WaitingRow,
};
use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{ModelId, REVIEW_YEARS};
use crate::finding::Finding;
use crate::locality::Level;
use crate::render::view::Link;
use crate::render::{Rendered, Renderer, count_in_words, number, places};
use crate::route::{self, ListingKind};
use crate::schema::{Id, Need};
use crate::statistics::{HomeProvince, NeedCount, Province, Statistics, TimeToAward};
use crate::taxonomy::{ENOUGH, called_id};

/// Models in each list; the rest is behind a link.
const LISTED: usize = 5;
/// The kinds of units of which the notice the project grows from says that they have few models.
const SCARCE: [&str; 2] = ["co-quan-hanh-chinh", "don-vi-su-nghiep"];

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
        let scarce = || counts.unit_types.iter().filter(|(id, _)| SCARCE.contains(&id.as_str()));
        let awarded_years = self.awarded_years(counts);
        let awarded = |more: &str| awarded_years.as_deref().and_then(|years| self.search(&format!("{years}{more}")));
        let due = self.catalog.as_of.years_before(REVIEW_YEARS);
        let ways = self.arcs();
        let known_stages: usize = counts.stages.iter().map(|(_, models)| models).sum();
        let copies = counts.copies;
        StatisticsView {
            models: counts.models,
            awarded: linked(counts.awarded, awarded("")),
            ways: !ways.is_empty(),
            map: self.country(counts, ways).into(),
            provinces: counts.provinces.iter().filter(|province| province.models > 0).count(),
            all_provinces: self.all_provinces(),
            top_place: top(counts.provinces.iter().map(|one| (one.models, one.unit)), |unit| self.place_link(unit)),
            by_field: self.by_field(counts).into(),
            top_field: top(counts.fields.iter().map(|one| (one.models, &one.field)), |id| self.field_link(id)),
            empty_fields: self.empty_fields(counts),
            by_year: self.by_year(counts).into(),
            called: self.listed_number(ListingKind::Called, called_id(true), counts.called.yes),
            not_called: self.listed_number(ListingKind::Called, called_id(false), counts.called.no),
            called_unknown: counts.models.saturating_sub(counts.called.yes + counts.called.no),
            by_level: self.listed_bars(ListingKind::Level, &counts.levels, "level").into(),
            by_unit_type: self.listed_bars(ListingKind::UnitType, &counts.unit_types, "unit_type").into(),
            known_units: counts.unit_types.iter().map(|(_, models)| models).sum(),
            top_unit: top(counts.unit_types.iter().map(|(id, models)| (*models, id)), |id| self.unit_link(id)),
            scarce: scarce().map(|(id, _)| self.unit_link(id)).collect(),
            scarce_models: scarce().map(|(_, models)| models).sum(),
            stages: self.stage_rows(counts),
            known_stages,
            unknown_stages: counts.models.saturating_sub(known_stages),
            fields: counts.report_fields.iter().map(|id| self.field_link(id)).collect(),
            places: counts.provinces.iter().map(|province| self.place_row(province, counts)).collect(),
            gaps: counts.provinces.iter().filter_map(|province| self.gap_row(province, counts)).collect(),
            home: counts.home.as_ref().map(|home| self.home_view(home, counts)),
            copied: self.list(&counts.most_copied, self.search("spread=yes"), |id| {
                self.catalog.model(id).reach.places.to_string()
            }),
            copied_models: linked(copies.models, self.search("spread=yes")),
            copies: copies.places,
            counted_only: copies.models.saturating_sub(copies.named),
            copied_awarded: linked(copies.awarded, awarded("&spread=yes")),
            counted: self.list(&counts.counted, None, |id| self.counted(id)),
            copied_unknown: counts.models.saturating_sub(copies.models),
            never_copied: self.list(&counts.never_copied, awarded("&spread=no"), |id| {
                self.catalog.model(id).awarded().map_or_else(String::new, |year| year.to_string())
            }),
            enough: self.listed_number(ListingKind::Needs, ENOUGH, counts.needs.enough),
            need_labels: Need::ALL.map(|need| need.label().get(self.lang())).to_vec(),
            needs: self.need_rows(counts),
            not_reviewed: self.list(&counts.not_reviewed, None, |id| {
                self.catalog.model(id).last_known().map(|day| day.vietnamese()).unwrap_or_default()
            }),
            review_due: due.vietnamese(),
            waiting: counts.time_to_award.map(|time| waiting_row(Link { label: String::new(), url: None }, time)),
            waiting_by_field: self.waiting_rows(counts),
        }
    }

    fn waiting_rows(&self, counts: &Statistics) -> Vec<WaitingRow> {
        let row = |(id, time): &(Id, TimeToAward)| waiting_row(self.field_link(id), *time);
        counts.time_to_award_by_field.iter().map(row).collect()
    }

    /// `Chuyển đổi số · …`
    fn empty_fields(&self, counts: &Statistics) -> String {
        let empty = counts.fields.iter().filter(|field| !field.is_named).map(|field| self.field_label(&field.field));
        empty.collect::<Vec<_>>().join(" · ")
    }

    fn all_provinces(&self) -> usize {
        let gazetteer = &self.catalog.gazetteer;
        let is_present = |&id: &crate::locality::UnitId| self.is_present(id, Level::Province);
        gazetteer.ids().filter(is_present).count()
    }

    fn stage_rows(&self, counts: &Statistics) -> Vec<StageRow> {
        let row = |(id, models): &(Id, usize)| StageRow {
            stage: self.catalog.site.stage(id).map_or_else(String::new, |stage| stage.label.clone()),
            models: linked(*models, self.search(&format!("stage={id}"))),
        };
        counts.stages.iter().filter(|(_, models)| *models > 0).map(row).collect()
    }

    /// The row of all models, then one for each field.
    fn need_rows(&self, counts: &Statistics) -> Vec<NeedRow> {
        let row = |field: Link, count: &NeedCount, number: &dyn Fn(&str, usize) -> Link| NeedRow {
            field,
            models: count.models,
            by_need: Need::ALL.into_iter().zip(count.by_need).map(|(need, models)| number(need.id(), models)).collect(),
            enough: number(ENOUGH, count.enough),
        };
        let all = row(Link { label: String::new(), url: None }, &counts.needs, &|slug, models| {
            self.listed_number(ListingKind::Needs, slug, models)
        });
        let of_field =
            |(id, count): &(Id, NeedCount)| row(self.field_link(id), count, &|_, models| linked(models, None));
        std::iter::once(all).chain(counts.needs_by_field.iter().map(of_field)).collect()
    }

    /// The numbers of copies that sources count: `12 huyện; 100 hội quán`.
    fn counted(&self, id: ModelId) -> String {
        self.catalog.model(id).counted_copies().map(count_in_words).collect::<Vec<_>>().join("; ")
    }

    /// A number of models that leads to the listing of them, if there is one that has so many.
    fn listed_number(&self, by: ListingKind, slug: &str, models: usize) -> Link {
        linked(models, self.listed(by, slug, "").url.filter(|_| self.catalog.count(by, slug) == models))
    }

    fn unit_link(&self, id: &str) -> Link {
        self.listed(ListingKind::UnitType, id, self.unit_label(id))
    }

    fn place_row(&self, province: &Province, counts: &Statistics) -> PlaceRow {
        let slug = self.catalog.gazetteer.slug(province.unit);
        let cell = |(field, &models): (&crate::schema::Id, &usize)| Link {
            label: number::grouped(&models.to_string()),
            url: (models > 0 && models == listed::in_place(self.catalog, province.unit, field))
                .then(|| self.search(&format!("place={slug}&field={}", self.fields_counted_as(field))))
                .flatten(),
        };
        PlaceRow {
            place: self.place_link(province.unit),
            by_field: counts.report_fields.iter().zip(&province.by_field).map(cell).collect(),
            models: province.models,
            received: province.received,
            given: province.given,
        }
    }

    fn gap_row(&self, province: &Province, counts: &Statistics) -> Option<GapRow> {
        let fields = counts.report_fields.iter().zip(&province.has_field);
        let empty: Vec<&str> =
            fields.filter(|(_, has_field)| !**has_field).map(|(field, _)| self.field_label(field)).collect();
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
        let fields = listed::counted_as(&self.catalog.site.fields, id);
        fields.map(|field| field.id.as_str()).collect::<Vec<_>>().join(",")
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

/// A number of models that leads to them; 0 leads nowhere.
fn linked(models: usize, url: Option<String>) -> Link {
    Link { label: number::grouped(&models.to_string()), url: url.filter(|_| models > 0) }
}

/// The value with most models; `None` if there are no models, or if several values have as many.
fn top<T>(counts: impl Iterator<Item = (usize, T)>, link: impl FnOnce(T) -> Link) -> Option<TopView> {
    let mut counts: Vec<(usize, T)> = counts.filter(|(models, _)| *models > 0).collect();
    counts.sort_by_key(|(models, _)| std::cmp::Reverse(*models));
    let is_alone = counts.get(1).is_none_or(|(second, _)| *second < counts[0].0);
    let (models, value) = counts.into_iter().next().filter(|_| is_alone)?;
    Some(TopView { value: link(value), models })
}

fn waiting_row(field: Link, time: TimeToAward) -> WaitingRow {
    WaitingRow { field, median: number::grouped(&time.median.to_string()), models: time.models }
}
