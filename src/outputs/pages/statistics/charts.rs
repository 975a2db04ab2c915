//! The map and the charts of the statistics, from counts to drawings.

use std::collections::BTreeMap;

use super::listed;
use crate::catalog::{Border, Located, ModelId};
use crate::charts::{self, Area, Bar, BarChart, ColumnChart, ColumnRow, CountryMap, MapArc, MapLabels};
use crate::locality::UnitId;
use crate::render::{Renderer, places};
use crate::route::{self, ListingKind};
use crate::schema::Id;
use crate::statistics::{FieldCount, Period, Statistics};

/// More ways than this hide the country: then those between the same two provinces are one.
const WAYS: usize = 40;
/// Kilometres that can be told apart on a map of the whole country.
const SEEN: u32 = 30;

/// Fewer values than this are told in a sentence; a chart of them shows nothing more.
const CHARTED: usize = 3;

impl Renderer<'_> {
    pub(super) fn country(&self, counts: &Statistics, arcs: Vec<MapArc>) -> String {
        if counts.provinces.is_empty() {
            return String::new();
        }
        let area = |province: &crate::statistics::Province| {
            let unit = self.catalog.gazetteer.unit(province.unit);
            Area {
                code: unit.code.to_string(),
                label: unit.bare().to_owned(),
                fact: self.word("listing.count").replace("{n}", &province.models.to_string()),
                value: small(province.models),
                href: places::url(self.catalog, province.unit),
            }
        };
        let labels = MapLabels {
            title: self.word("stats.map"),
            shades: self.word("stats.models"),
            none: self.word("stats.map_none"),
            dots: String::new(),
            arcs: self.word("stats.map_arcs"),
        };
        let areas = counts.provinces.iter().map(area).collect();
        charts::country_map(&CountryMap { labels, areas, dots: Vec::new(), arcs })
    }

    /// The ways models have gone: of communes, or, where there are many, of provinces.
    pub(super) fn arcs(&self) -> Vec<MapArc> {
        let gazetteer = &self.catalog.gazetteer;
        let ways = self.ways(|unit| unit);
        let ways = if ways.len() > WAYS { self.ways(|unit| gazetteer.province_of(unit)) } else { ways };
        let mut ways: Vec<((UnitId, UnitId), (u32, ModelId))> = ways.into_iter().collect();
        ways.sort_by_key(|(ends, (count, _))| (std::cmp::Reverse(*count), *ends));
        let arc = |((from, to), (count, original)): ((UnitId, UnitId), (u32, ModelId))| {
            let (start, end) = (gazetteer.unit(from).bare(), gazetteer.unit(to).bare());
            let model = || route::model(&self.catalog.model(original).entry.slug);
            Some(MapArc {
                from: gazetteer.middle(from)?,
                to: gazetteer.middle(to)?,
                count,
                label: match count {
                    1 => format!("{start} → {end}: {}", self.catalog.model(original).front_matter().title.value),
                    _ => format!("{start} → {end}: {count}"),
                },
                href: if count == 1 { Some(model()) } else { places::url(self.catalog, from) },
            })
        };
        ways.into_iter().take(WAYS).filter_map(arc).collect()
    }

    /// How often a model went from one place to another, and one of the models that did.
    fn ways(&self, place: impl Fn(UnitId) -> UnitId) -> BTreeMap<(UnitId, UnitId), (u32, ModelId)> {
        let main = |located: &Located| located.now.first().map(|&unit| place(unit));
        let mut ways = BTreeMap::new();
        for edge in self.catalog.spread.edges() {
            let from = main(&self.catalog.model(edge.original).place);
            let (Some(from), Some(to)) = (from, main(self.catalog.destination(edge))) else { continue };
            // Where in a province it went is not known, so only the border of one shows a way to it.
            let is_seen = edge.km.is_some_and(|km| km >= SEEN) || edge.crossed == Some(Border::Province);
            if is_seen && from != to {
                ways.entry((from, to)).or_insert((0, edge.original)).0 += 1;
            }
        }
        ways
    }

    pub(super) fn by_field(&self, counts: &Statistics) -> String {
        let bar = |field: &FieldCount| Bar {
            label: self.field_label(&field.field).to_owned(),
            value: small(field.models),
            href: self.field_link(&field.field).url,
            class: format!("f-{}", field.field),
        };
        self.bars("field", counts.fields.iter().map(bar).collect())
    }

    pub(super) fn by_year(&self, counts: &Statistics) -> String {
        let fields = counts.fields.iter().filter(|field| field.by_period.iter().any(|models| *models > 0));
        let row = |field: &FieldCount| ColumnRow {
            label: self.field_label(&field.field).to_owned(),
            href: self.search(&format!("field={}", field.field)).or_else(|| self.field_link(&field.field).url),
            class: format!("f-{}", field.field),
            values: counts
                .periods
                .iter()
                .zip(&field.by_period)
                .map(|(period, &models)| (small(models), self.field_in(&field.field, *period, models)))
                .collect(),
        };
        let rows: Vec<ColumnRow> = fields.map(row).collect();
        let values = rows.iter().flat_map(|row| &row.values);
        if values.filter(|(models, _)| *models > 0).count() < CHARTED {
            return String::new();
        }
        charts::column_chart(&ColumnChart {
            caption: self.word("stats.by_year"),
            total: self.word("stats.sum"),
            years: counts.periods.iter().map(period_label).collect(),
            rows,
        })
    }

    /// The search for the models of a field and of years, if it lists so many.
    fn field_in(&self, field: &Id, period: Period, models: usize) -> Option<String> {
        let is_exact = models > 0 && models == listed::in_period(self.catalog, field, period);
        is_exact.then(|| self.search(&format!("field={field}&year={}-{}", period.first, period.last))).flatten()
    }

    /// Bars of values that have listings. One whose listing is missing has no models.
    pub(super) fn listed_bars(&self, by: ListingKind, values: &[(Id, usize)], name: &str) -> String {
        let bar = |(id, models): &(Id, usize)| {
            let label = match by {
                ListingKind::Level => self.catalog.site.level(id).map_or("", |level| &level.label),
                _ => self.unit_label(id),
            };
            Bar {
                label: label.to_owned(),
                value: small(*models),
                href: self.listed(by, id, "").url,
                class: String::new(),
            }
        };
        self.bars(name, values.iter().map(bar).collect())
    }

    fn bars(&self, name: &str, bars: Vec<Bar>) -> String {
        if bars.iter().filter(|bar| bar.value > 0).count() < CHARTED {
            return String::new();
        }
        let headings = [self.word(&format!("stats.head_{name}")), self.word("stats.models")];
        charts::bar_chart(&BarChart { caption: self.word(&format!("stats.by_{name}")), headings, bars })
    }
}

fn period_label(period: &Period) -> String {
    if period.first == period.last { period.last.to_string() } else { format!("–{}", period.last) }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
