//! Describes the data: for readers of the site, for data portals (DCAT 3) and for search engines (schema.org).

use serde_json::{Map, Value, json};

use super::{Division, Part, modified, page_url};
use crate::catalog::Catalog;
use crate::route::{self, DataFile};
use crate::text::{Lang, StaticMessage};

/// A file of the data, described for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Description {
    /// Its title.
    pub title: &'static str,
    /// What it is for, in one sentence.
    pub text: &'static str,
    /// IANA media type.
    pub media_type: &'static str,
}

/// Describes a file in `lang`.
pub(crate) fn about(file: DataFile, lang: Lang) -> Description {
    let (title, text, media_type) = match file {
        DataFile::ModelsTable => (
            StaticMessage::fixed("Bảng mô hình", "Table of models"),
            StaticMessage::fixed(
                "Mỗi dòng một mô hình; mở bằng Excel hoặc LibreOffice.",
                "One model a row; opens in Excel and LibreOffice.",
            ),
            "text/csv",
        ),
        DataFile::Places => (
            StaticMessage::fixed("Bảng địa phương", "Table of places"),
            StaticMessage::fixed(
                "Mỗi dòng một địa phương có mô hình hoặc đã làm theo, theo tên cũ và tên hiện nay.",
                "One row for each place with models or copies, under its former and its present name.",
            ),
            "text/csv",
        ),
        DataFile::Spread => (
            StaticMessage::fixed("Bảng lan tỏa", "Table of copies"),
            StaticMessage::fixed(
                "Mỗi dòng một lần nhân rộng: mô hình nào, từ đâu, đến đâu, năm nào.",
                "One row each time a model was copied: which, from where, to where, when.",
            ),
            "text/csv",
        ),
        DataFile::Models => (
            StaticMessage::fixed("Mô hình, đầy đủ", "Models in full"),
            StaticMessage::fixed(
                "Mọi dữ kiện của mọi mô hình, dành cho lập trình; khóa bằng tiếng Anh.",
                "Every fact of every model, for programs; keys are English.",
            ),
            "application/json",
        ),
        DataFile::ModelsSchema => (
            StaticMessage::fixed("Cấu trúc của models.json", "Shape of models.json"),
            StaticMessage::fixed("JSON Schema, bản 2020-12.", "JSON Schema, draft 2020-12."),
            "application/schema+json",
        ),
        DataFile::Catalogue => (
            StaticMessage::fixed("Mô tả bộ dữ liệu", "Description of the data"),
            StaticMessage::fixed("DCAT 3, dành cho cổng dữ liệu mở.", "DCAT 3, for portals of open data."),
            "application/ld+json",
        ),
    };
    Description { title: title.get(lang), text: text.get(lang), media_type }
}

/// The publisher of the data: the site's office, else the site by its title.
pub(crate) fn keeper(catalog: &Catalog) -> &str {
    let office = catalog.site.contact.as_ref().and_then(|contact| contact.office.as_deref());
    office.unwrap_or(&catalog.site.title)
}

/// A file that holds data, under the address it is published at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Distribution {
    /// The file that it is, or of which it is a part or the archive.
    file: DataFile,
    url_path: String,
    /// What tells it from others of the file: the province of a part.
    label: Option<String>,
    /// Whether it is a ZIP archive.
    is_archive: bool,
}

impl Distribution {
    fn title(&self, lang: Lang) -> String {
        const WHOLE: StaticMessage = StaticMessage::fixed("tất cả, tệp nén", "all, compressed");
        let label = self.label.as_deref().or_else(|| self.is_archive.then(|| WHOLE.get(lang)));
        let title = about(self.file, lang).title;
        label.map_or_else(|| title.to_owned(), |label| format!("{title}: {label}"))
    }
}

/// The files that hold data, without those that describe it: whole ones, and of those in parts the archive and the parts.
fn distributions(catalog: &Catalog, division: &Division) -> Vec<Distribution> {
    let one = |file: DataFile| {
        let published = |url_path: String| Distribution { file, url_path, label: None, is_archive: false };
        let Some(divided) = division.of(catalog, file) else { return vec![published(file.url_path().to_owned())] };
        let archive = Distribution { is_archive: true, ..published(file.archive()) };
        let part = |part: &Part| Distribution { label: Some(part.label.clone()), ..published(file.part(&part.slug)) };
        divided.has_archive.then_some(archive).into_iter().chain(divided.parts.iter().map(part)).collect()
    };
    let holds_data = |file: &DataFile| !matches!(file, DataFile::ModelsSchema | DataFile::Catalogue);
    DataFile::ALL.into_iter().filter(holds_data).flat_map(one).collect()
}

/// The description for data portals: a `dcat:Dataset` (<https://www.w3.org/TR/vocab-dcat-3/>).
pub(super) fn dcat(catalog: &Catalog, division: &Division, len: impl Fn(&str) -> Option<u64>) -> Value {
    let (site, lang) = (&catalog.site, catalog.site.lang());
    let said = |text: &str| json!({"@value": text, "@language": site.language});
    let here = page_url(catalog, route::DATA);
    let url = |url_path: &str| match site.base_url {
        Some(_) => page_url(catalog, url_path),
        None => url_path.split_once('/').map_or(url_path, |(_, name)| name).to_owned(),
    };
    let media_type = |name: &str| json!({"@id": format!("https://www.iana.org/assignments/media-types/{name}")});
    let distribution = |published: Distribution| {
        let about = about(published.file, lang);
        let mut distribution = json!({
            "@type": "dcat:Distribution",
            "dct:title": said(&published.title(lang)),
            "dct:description": said(about.text),
            "dcat:downloadURL": {"@id": url(&published.url_path)},
            "dcat:accessURL": {"@id": here},
            "dcat:mediaType": media_type(about.media_type),
        });
        if published.file == DataFile::Models {
            distribution["dct:conformsTo"] = json!({"@id": url(DataFile::ModelsSchema.url_path())});
        }
        if published.is_archive {
            distribution["dcat:packageFormat"] = media_type("application/zip");
        }
        if let Some(len) = len(&published.url_path) {
            distribution["dcat:byteSize"] = json!({"@value": len.to_string(), "@type": "xsd:nonNegativeInteger"});
        }
        distribution
    };
    let mut dataset = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": here,
        "@type": "dcat:Dataset",
        "dct:title": said(&site.title),
        "dct:description": said(&site.description),
        "dct:language": site.language,
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": keeper(catalog)},
        "dcat:landingPage": {"@id": here},
        "dcat:distribution": distributions(catalog, division).into_iter().map(distribution).collect::<Vec<_>>(),
    });
    if let Some(day) = modified(catalog) {
        dataset["dct:modified"] = json!({"@value": day.to_string(), "@type": "xsd:date"});
    }
    if let Some((first, last)) = years(catalog) {
        let year = |year: u16| json!({"@value": format!("{year:04}"), "@type": "xsd:gYear"});
        dataset["dct:temporal"] =
            json!({"@type": "dct:PeriodOfTime", "dcat:startDate": year(first), "dcat:endDate": year(last)});
    }
    dataset
}

/// The first and the last year of any model's start or award.
fn years(catalog: &Catalog) -> Option<(u16, u16)> {
    let started = catalog.models.iter().filter_map(|model| model.front_matter().started.map(|year| year.value));
    let all = || catalog.models.iter().filter_map(|model| model.awarded());
    Some((started.chain(all()).min()?, catalog.models.iter().filter_map(|model| model.year()).max()?))
}

/// The description for search engines: a schema.org `Dataset`, for a page in the site's root folder.
pub(crate) fn schema_org(catalog: &Catalog, division: &Division, description: &str) -> Value {
    let site = &catalog.site;
    let url = |url_path: &str| match &site.base_url {
        Some(base) => route::absolute(base, url_path),
        None => url_path.to_owned(),
    };
    let distribution = |published: Distribution| {
        let media_type = about(published.file, site.lang()).media_type;
        json!({
            "@type": "DataDownload",
            "name": published.title(site.lang()),
            "encodingFormat": if published.is_archive { "application/zip" } else { media_type },
            "contentUrl": url(&published.url_path),
        })
    };
    let mut dataset = Map::new();
    let mut set = |key: &str, value: Value| dataset.insert(key.to_owned(), value);
    set("@context", json!("https://schema.org"));
    set("@type", json!("Dataset"));
    set("name", json!(site.title));
    set("description", json!(description));
    set("url", json!(url(route::DATA)));
    set("inLanguage", json!(site.language));
    set("isAccessibleForFree", json!(true));
    set("creator", json!({"@type": "Organization", "name": keeper(catalog)}));
    set("distribution", distributions(catalog, division).into_iter().map(distribution).collect());
    if let Some(day) = modified(catalog) {
        set("dateModified", json!(day.to_string()));
    }
    if let Some((first, last)) = years(catalog) {
        set("temporalCoverage", json!(format!("{first}/{last}")));
    }
    Value::Object(dataset)
}
