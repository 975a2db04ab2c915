//! `models.json`: every model with every fact, in English keys that never change within a version.

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::{VERSION, modified, organisation, seen_from_data};
use crate::catalog::{Border, Catalog, Edge, Located, Model, ModelId};
use crate::route;
use crate::schema::{Contact, Id};

/// Bytes that one model mostly needs.
const ROOM: usize = 1800;

pub(super) fn json(catalog: &Catalog) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096 + catalog.models.len() * ROOM);
    let file = File {
        version: VERSION,
        generated_from: Origin {
            site: &catalog.site.title,
            url: catalog.site.base_url.as_deref(),
            language: &catalog.site.language,
            modified: modified(catalog).map(|date| date.to_string()),
            models: catalog.models.len(),
            program: concat!("lantoa ", env!("CARGO_PKG_VERSION")),
        },
        fields: catalog.site.fields.iter().map(FieldEntry::of).collect(),
        levels: catalog.site.levels.iter().map(|level| Entry { id: &level.id, label: &level.label }).collect(),
        unit_types: entries(&catalog.site.unit_types),
        stages: entries(&catalog.site.stages),
        kinds: entries(&catalog.site.kinds),
        campaigns: catalog.site.campaigns.iter().map(|one| Entry { id: &one.id, label: &one.label }).collect(),
        models: Models(catalog),
    };
    // Writing to memory does not fail, and every key is a text.
    if serde_json::to_writer(&mut out, &file).is_err() {
        out.clear();
    }
    out.push(b'\n');
    out
}

#[derive(Serialize)]
struct File<'c> {
    version: u32,
    generated_from: Origin<'c>,
    fields: Vec<FieldEntry<'c>>,
    levels: Vec<Entry<'c>>,
    unit_types: Vec<Entry<'c>>,
    stages: Vec<Entry<'c>>,
    kinds: Vec<Entry<'c>>,
    campaigns: Vec<Entry<'c>>,
    models: Models<'c>,
}

/// What the file was made from. There is no moment of making: the same content gives the same bytes.
#[derive(Serialize)]
struct Origin<'c> {
    site: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    language: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    models: usize,
    program: &'static str,
}

#[derive(Serialize)]
struct Entry<'c> {
    id: &'c str,
    label: &'c str,
}

fn entries(list: &[crate::schema::Choice]) -> Vec<Entry<'_>> {
    list.iter().map(|entry| Entry { id: &entry.id, label: &entry.label }).collect()
}

#[derive(Serialize)]
struct FieldEntry<'c> {
    id: &'c str,
    label: &'c str,
    official: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts_as: Option<&'c Id>,
}

impl<'c> FieldEntry<'c> {
    fn of(field: &'c crate::schema::Field) -> Self {
        Self { id: &field.id, label: &field.label, official: field.official, counts_as: field.counts_as.as_ref() }
    }
}

/// Written one by one: only one is held at a time.
struct Models<'c>(&'c Catalog);

impl Serialize for Models<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.models.len()))?;
        for (id, model) in (0..).zip(&self.0.models) {
            list.serialize_element(&OneModel::of(self.0, id, model))?;
        }
        list.end()
    }
}

#[derive(Serialize)]
struct OneModel<'c> {
    id: &'c str,
    url: String,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'c str>,
    place: OnePlace<'c>,
    field: &'c str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fields_also: &'c [Id],
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_type: Option<&'c Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'c Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'c Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    started: Option<u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    awards: Vec<OneAward<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    results: Vec<OneResult<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resources: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conditions: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Office<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    based_on: Option<&'c str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spread: Vec<OneEdge<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    campaigns: &'c [Id],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'c [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<OneSource<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
}

impl<'c> OneModel<'c> {
    fn of(catalog: &'c Catalog, id: ModelId, model: &'c Model) -> Self {
        let front_matter = model.front_matter();
        let source = |source: &'c crate::schema::Citation| OneSource {
            title: source.title.as_deref(),
            url: source.url.as_ref().map(|url| &*url.value),
        };
        Self {
            id: &model.entry.slug,
            url: seen_from_data(catalog, &route::model(&model.entry.slug)),
            title: &front_matter.title.value,
            summary: front_matter.summary.as_deref(),
            place: OnePlace::of(catalog, &model.place),
            field: &front_matter.field,
            fields_also: &front_matter.fields_also,
            organisation: organisation(model),
            unit_type: front_matter.unit_type.as_ref(),
            kind: front_matter.kind.as_ref(),
            stage: front_matter.stage.as_ref(),
            started: front_matter.started.map(|year| year.value),
            awards: front_matter.awards.iter().map(OneAward::of).collect(),
            results: front_matter.results.iter().map(OneResult::of).collect(),
            resources: front_matter.resources.as_deref(),
            conditions: front_matter.conditions.as_deref(),
            contact: front_matter.contact.as_ref().and_then(Office::of),
            based_on: model.based_on.map(|id| &*catalog.model(id).entry.slug),
            spread: catalog.spread.of(id).iter().map(|edge| OneEdge::of(catalog, edge)).collect(),
            campaigns: &front_matter.campaigns,
            tags: &front_matter.tags,
            sources: front_matter.sources.iter().map(source).collect(),
            reviewed: front_matter.reviewed.map(|date| date.to_string()),
            updated: model.updated.map(|date| date.to_string()),
        }
    }
}

#[derive(Serialize)]
struct OnePlace<'c> {
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
    fn of(catalog: &'c Catalog, place: &'c Located) -> Self {
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
struct OneAward<'c> {
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
    fn of(award: &'c crate::schema::Award) -> Self {
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
struct OneResult<'c> {
    label: &'c str,
    value: f64,
    written: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'c str>,
}

impl<'c> OneResult<'c> {
    fn of(result: &'c crate::schema::NumberResult) -> Self {
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
struct Office<'c> {
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
    /// A telephone of nobody's office may be somebody's own.
    fn of(contact: &'c Contact) -> Option<Self> {
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
struct OneEdge<'c> {
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
pub(super) const BORDERS: [&str; 4] = ["hamlet", "commune", "district", "province"];

impl<'c> OneEdge<'c> {
    fn of(catalog: &'c Catalog, edge: &Edge) -> Self {
        let told = edge.replication.and_then(|at| catalog.model(edge.original).front_matter().replications.get(at));
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
            note: told.and_then(|told| told.note.as_deref()),
            source: told.and_then(|told| told.source.as_deref()),
        }
    }
}

#[derive(Serialize)]
struct OneSource<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
}
