//! The structured values of `models.json`: what is in them, and beside it their JSON Schema.

use serde::Serialize;
use serde_json::{Value, json};

use super::shapes::{choice, count, list, object, text, year};
use crate::catalog::{Border, Catalog, Edge, Located, Model};
use crate::schema::{Award, Citation, Contact, Id, List, NumberResult, SiteConfig};

#[derive(Serialize)]
pub(super) struct OnePlace<'c> {
    written: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'c str>,
    now: Vec<Unit<'c>>,
}

#[derive(Serialize)]
struct Unit<'c> {
    code: &'c str,
    name: &'c str,
    province: &'c str,
}

impl<'c> OnePlace<'c> {
    pub(super) fn shape() -> Value {
        let unit = json!({"code": text(), "name": text(), "province": text()});
        let now = list(object(&["code", "name", "province"], unit));
        object(&["written", "now"], json!({"written": text(), "code": text(), "now": now}))
    }

    pub(super) fn of(catalog: &'c Catalog, place: &'c Located) -> Self {
        let gazetteer = &catalog.gazetteer;
        let now = |&unit| Unit {
            code: &gazetteer.unit(unit).code,
            name: gazetteer.name(unit),
            province: gazetteer.name(gazetteer.province_of(unit)),
        };
        Self {
            written: &place.written,
            code: place.unit.map(|unit| &*gazetteer.unit(unit).code),
            now: place.now.iter().map(now).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct OneAward<'c> {
    year: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'c Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'c str>,
}

impl<'c> OneAward<'c> {
    pub(super) fn shape(site: &SiteConfig) -> Value {
        let level = choice(List::Levels, site);
        object(&["year"], json!({"year": year(), "level": level, "form": text(), "by": text(), "decision": text()}))
    }

    pub(super) fn of(award: &'c Award) -> Self {
        Self {
            year: award.year,
            level: award.level.as_ref(),
            form: award.form.as_deref(),
            by: award.by.as_deref(),
            decision: award.decision.as_deref(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct OneResult<'c> {
    label: &'c str,
    value: f64,
    written: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'c str>,
}

impl<'c> OneResult<'c> {
    pub(super) fn shape() -> Value {
        let value = json!({"type": "number"});
        let properties = json!({"label": text(), "value": value, "written": text(), "unit": text(), "note": text()});
        object(&["label", "value", "written"], properties)
    }

    pub(super) fn of(result: &'c NumberResult) -> Self {
        Self {
            label: &result.label,
            value: result.value.amount,
            written: &result.value.text,
            unit: result.unit.as_deref(),
            note: result.note.as_deref(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Office<'c> {
    office: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visits: Option<&'c str>,
}

impl<'c> Office<'c> {
    pub(super) fn shape() -> Value {
        let properties =
            json!({"office": text(), "phone": text(), "email": text(), "address": text(), "visits": text()});
        object(&["office"], properties)
    }

    /// `None` without the name of an office, because the telephone may be a person's own then.
    pub(super) fn of(contact: &'c Contact) -> Option<Self> {
        Some(Self {
            office: contact.office.as_deref()?,
            phone: contact.phone.as_deref(),
            email: contact.email.as_deref(),
            address: contact.address.as_deref(),
            visits: contact.visits.as_deref(),
        })
    }
}

#[derive(Serialize)]
pub(super) struct OneCount<'c> {
    number: f64,
    unit: &'c str,
    area: OnePlace<'c>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'c str>,
}

impl<'c> OneCount<'c> {
    pub(super) fn shape() -> Value {
        let properties = json!({
            "number": {"type": "number"}, "unit": text(), "area": OnePlace::shape(), "year": year(), "note": text(),
            "source": text(),
        });
        object(&["number", "unit", "area"], properties)
    }

    pub(super) fn all(catalog: &'c Catalog, model: &'c Model) -> impl Iterator<Item = Self> {
        let areas = model.front_matter().replications.iter().zip(model.replications.iter());
        areas.filter_map(|(stated, area)| {
            let count = stated.count.as_ref()?;
            Some(Self {
                number: count.number.amount,
                unit: &count.unit,
                area: OnePlace::of(catalog, area),
                year: stated.year,
                note: stated.note.as_deref(),
                source: stated.source.as_deref(),
            })
        })
    }
}

#[derive(Serialize)]
pub(super) struct OneEdge<'c> {
    place: OnePlace<'c>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crossed: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    km: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'c str>,
}

/// The words for borders, from near to far.
const BORDERS: [&str; 4] = ["hamlet", "commune", "district", "province"];

impl<'c> OneEdge<'c> {
    pub(super) fn shape() -> Value {
        let properties = json!({
            "place": OnePlace::shape(), "copy": text(), "year": year(), "crossed": {"enum": BORDERS}, "km": count(),
            "note": text(), "source": text(),
        });
        object(&["place"], properties)
    }

    pub(super) fn of(catalog: &'c Catalog, edge: &Edge) -> Self {
        let replication =
            edge.replication.and_then(|index| catalog.model(edge.original).front_matter().replications.get(index));
        let crossed = edge.crossed.map(|border| match border {
            Border::Hamlet => BORDERS[0],
            Border::Commune => BORDERS[1],
            Border::District => BORDERS[2],
            Border::Province => BORDERS[3],
        });
        Self {
            place: OnePlace::of(catalog, catalog.destination(edge)),
            copy: edge.copy.map(|id| &*catalog.model(id).entry.slug),
            year: edge.year,
            crossed,
            km: edge.km,
            note: replication.and_then(|replication| replication.note.as_deref()),
            source: replication.and_then(|replication| replication.source.as_deref()),
        }
    }
}

#[derive(Serialize)]
pub(super) struct OneSource<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
}

impl<'c> OneSource<'c> {
    pub(super) fn shape() -> Value {
        object(&[], json!({"title": text(), "url": text()}))
    }

    pub(super) fn of(source: &'c Citation) -> Self {
        Self { title: source.title.as_deref(), url: source.url.as_ref().map(|url| &*url.value) }
    }
}
