//! The three tables: models, places, and who copied whom.

use std::borrow::Cow;
use std::collections::HashMap;

use super::csv::Csv;
use super::{lang, organisation, seen_from_data, words};
use crate::catalog::{Border, Catalog, Edge, Located, Model};
use crate::locality::{Level, UnitId};
use crate::route::{self, DataFile};
use crate::schema::{MODEL, Words};
use crate::text::Lang;

/// One column: its head, what stands in it, and how it is read off a row.
struct Column<R> {
    head: Head,
    cell: for<'r> fn(&'r R) -> Cow<'r, str>,
}

/// What a column is called and what it holds.
enum Head {
    /// As the key of the front matter.
    Key(&'static str),
    /// By a name of its own.
    Own(Words, Words),
}

/// A column as the page about the data explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The head of the column.
    pub label: &'static str,
    /// What stands in it.
    pub hint: &'static str,
}

impl<R> Column<R> {
    fn explained(&self, lang: Lang) -> Explained {
        let (label, hint) = match self.head {
            Head::Own(label, hint) => (label, hint),
            Head::Key(name) => MODEL
                .iter()
                .find(|key| key.name == name)
                .map_or((words(name, name), words("", "")), |key| (key.label, key.hint)),
        };
        Explained { label: label.get(lang), hint: hint.get(lang) }
    }
}

const fn key<R>(name: &'static str, cell: for<'r> fn(&'r R) -> Cow<'r, str>) -> Column<R> {
    Column { head: Head::Key(name), cell }
}

const fn own<R>(label: Words, hint: Words, cell: for<'r> fn(&'r R) -> Cow<'r, str>) -> Column<R> {
    Column { head: Head::Own(label, hint), cell }
}

/// The columns of a table; none for the files that are not tables.
pub fn columns(file: DataFile, lang: Lang) -> Vec<Explained> {
    match file {
        DataFile::ModelsTable => explained(&model_columns(), lang),
        DataFile::Places => explained(&place_columns(), lang),
        DataFile::Spread => explained(&edge_columns(), lang),
        DataFile::Models | DataFile::ModelsSchema | DataFile::Catalogue => Vec::new(),
    }
}

fn explained<R>(columns: &[Column<R>], lang: Lang) -> Vec<Explained> {
    columns.iter().map(|column| column.explained(lang)).collect()
}

fn table<R>(columns: &[Column<R>], rows: impl ExactSizeIterator<Item = R>, lang: Lang) -> Vec<u8> {
    let mut csv = Csv::with_capacity(1024 + rows.len() * columns.len() * 48);
    columns.iter().for_each(|column| csv.cell(column.explained(lang).label));
    csv.end();
    for row in rows {
        columns.iter().for_each(|column| csv.cell(&(column.cell)(&row)));
        csv.end();
    }
    csv.into_bytes()
}

struct ModelRow<'c> {
    catalog: &'c Catalog,
    model: &'c Model,
}

fn model_columns<'c>() -> Vec<Column<ModelRow<'c>>> {
    vec![
        own(
            words("Mã", "Id"),
            words("Mã của mô hình trên trang, không đổi.", "The model's id on the site; it never changes."),
            |row| row.model.entry.slug.as_str().into(),
        ),
        key("title", |row| row.model.matter().title.value.as_str().into()),
        key("summary", |row| optional(row.model.matter().summary.as_deref())),
        key("locality", |row| row.model.place.written.as_str().into()),
        own(
            words("Xã, phường hiện nay", "Present commune"),
            words("Tên hiện nay; nhiều nơi nếu đã bị chia.", "Its present name; several if it was divided."),
            |row| present(row, Level::Commune),
        ),
        own(
            words("Tỉnh, thành phố hiện nay", "Present province"),
            words("Tên hiện nay; nhiều nơi nếu đã bị chia.", "Its present name; several if it was divided."),
            |row| present(row, Level::Province),
        ),
        own(words("Mã địa phương", "Place code"), words("Như trong places.csv.", "As in places.csv."), |row| {
            code(row.catalog, &row.model.place)
        }),
        key("field", |row| field(row.catalog, &row.model.matter().field).into()),
        key("fields_also", |row| joined(row.model.matter().fields_also.iter().map(|id| field(row.catalog, id))).into()),
        key("organisation", |row| optional(organisation(row.model))),
        key("unit_type", |row| {
            let site = &row.catalog.site;
            optional(row.model.matter().unit_type.as_ref().and_then(|id| Some(&*site.unit_type(id)?.label)))
        }),
        key("kind", |row| {
            optional(row.model.matter().kind.as_ref().and_then(|id| Some(&*row.catalog.site.kind(id)?.label)))
        }),
        key("stage", |row| {
            optional(row.model.matter().stage.as_ref().and_then(|id| Some(&*row.catalog.site.stage(id)?.label)))
        }),
        key("started", |row| number(row.model.matter().started.map(|year| year.value))),
        key("award_year", |row| number(row.model.awarded())),
        key("awards", |row| awards(row).into()),
        key("results", |row| results(row.model).into()),
        key("resources", |row| optional(row.model.matter().resources.as_deref())),
        key("conditions", |row| optional(row.model.matter().conditions.as_deref())),
        own(
            words("Đầu mối liên hệ", "Contact point"),
            words("Cơ quan, số máy bàn, hộp thư của cơ quan.", "An office, its desk telephone and mail address."),
            |row| contact(row.model).into(),
        ),
        own(
            words("Số nơi đã nhân rộng", "Places that copied it"),
            words("Đếm theo spread.csv, mỗi nơi một lần.", "Counted from spread.csv, each place once."),
            |row| row.model.reach.places.to_string().into(),
        ),
        key("based_on", |row| optional(row.model.based_on.map(|id| row.catalog.model(id).entry.slug.as_str()))),
        key("campaigns", |row| {
            let site = &row.catalog.site;
            joined(row.model.matter().campaigns.iter().filter_map(|id| Some(&*site.campaign(id)?.label))).into()
        }),
        key("tags", |row| joined(row.model.matter().tags.iter().map(String::as_str)).into()),
        key("sources", |row| {
            let sources = row.model.matter().sources.iter();
            joined(sources.filter_map(|source| source.url.as_ref().map(|url| &*url.value).or(source.title.as_deref())))
                .into()
        }),
        key("reviewed", |row| number(row.model.matter().reviewed)),
        own(
            words("Trang của mô hình", "Page"),
            words("Địa chỉ trang của mô hình.", "The address of the model's page."),
            |row| seen_from_data(row.catalog, &route::model(&row.model.entry.slug)).into(),
        ),
    ]
}

pub(super) fn models(catalog: &Catalog) -> Vec<u8> {
    table(&model_columns(), catalog.models.iter().map(|model| ModelRow { catalog, model }), lang(catalog))
}

struct PlaceRow<'c> {
    catalog: &'c Catalog,
    unit: UnitId,
    models: usize,
    received: usize,
    given: usize,
}

fn place_columns<'c>() -> Vec<Column<PlaceRow<'c>>> {
    vec![
        own(
            words("Mã địa phương", "Place code"),
            words(
                "Một chữ cái chỉ thời kỳ và cấp, rồi mã của Tổng cục Thống kê.",
                "A letter for era and level, then the code of the General Statistics Office.",
            ),
            |row| row.catalog.gazetteer.unit(row.unit).code.as_str().into(),
        ),
        own(words("Tên", "Name"), words("Tên của địa phương.", "What it is called."), |row| {
            row.catalog.gazetteer.name(row.unit).into()
        }),
        own(
            words("Huyện (cũ)", "Former district"),
            words("Huyện, quận, thị xã, thành phố mà địa phương cũ từng thuộc về.", "What a former place belonged to."),
            |row| {
                let district = row.catalog.gazetteer.district_of(row.unit).filter(|&district| district != row.unit);
                optional(district.map(|district| row.catalog.gazetteer.name(district)))
            },
        ),
        own(
            words("Tỉnh, thành phố", "Province"),
            words("Tỉnh, thành phố cùng thời với tên ấy.", "The province of the same time as the name."),
            |row| row.catalog.gazetteer.name(row.catalog.gazetteer.province_of(row.unit)).into(),
        ),
        own(
            words("Cấp", "Level"),
            words("tỉnh, huyện, xã hoặc thôn.", "province, district, commune or hamlet."),
            |row| {
                let level = match row.catalog.gazetteer.unit(row.unit).level {
                    Level::Province => words("tỉnh", "province"),
                    Level::District => words("huyện", "district"),
                    Level::Commune => words("xã", "commune"),
                    Level::Hamlet => words("thôn", "hamlet"),
                };
                level.get(lang(row.catalog)).into()
            },
        ),
        own(
            words("Năm cuối", "Last year"),
            words(
                "Năm cuối cùng còn đơn vị này; trống nếu hiện còn.",
                "The last year it stood; empty for a present unit.",
            ),
            |row| number(row.catalog.gazetteer.unit(row.unit).until),
        ),
        own(
            words("Nay là", "Now"),
            words("Mã các đơn vị hiện nay.", "Codes of the present units it belongs to."),
            |row| {
                let gazetteer = &row.catalog.gazetteer;
                let now = if gazetteer.is_current(row.unit) { &[][..] } else { gazetteer.present(row.unit) };
                joined(now.iter().map(|&unit| &*gazetteer.unit(unit).code)).into()
            },
        ),
        own(
            words("Vĩ độ", "Latitude"),
            words("Điểm giữa, độ (WGS 84).", "Of the middle, in degrees (WGS 84)."),
            |row| number(row.catalog.gazetteer.middle(row.unit).map(|(_, lat)| lat)),
        ),
        own(
            words("Kinh độ", "Longitude"),
            words("Điểm giữa, độ (WGS 84).", "Of the middle, in degrees (WGS 84)."),
            |row| number(row.catalog.gazetteer.middle(row.unit).map(|(lon, _)| lon)),
        ),
        own(
            words("Số mô hình", "Models"),
            words("Mô hình ghi địa phương này, hoặc nay thuộc đây.", "Models that name the place, or now lie in it."),
            |row| row.models.to_string().into(),
        ),
        own(
            words("Số lần làm theo nơi khác", "Models taken over"),
            words("Số lần địa phương này học và làm theo.", "Times the place took over a model."),
            |row| row.received.to_string().into(),
        ),
        own(
            words("Số lần nơi khác làm theo", "Models given"),
            words("Số lần nơi khác làm theo mô hình của địa phương này.", "Times a model of the place was taken over."),
            |row| row.given.to_string().into(),
        ),
    ]
}

/// Places as they are named, and the present units they lie in, by code.
pub(super) fn places(catalog: &Catalog) -> Vec<u8> {
    let mut rows: HashMap<UnitId, PlaceRow<'_>> = HashMap::new();
    let mut count = |place: &Located, count: fn(&mut PlaceRow<'_>)| {
        let named = place.unit.filter(|unit| !place.now.contains(unit));
        for unit in named.into_iter().chain(place.now.iter().copied()) {
            let new = PlaceRow { catalog, unit, models: 0, received: 0, given: 0 };
            count(rows.entry(unit).or_insert(new));
        }
    };
    for model in &catalog.models {
        count(&model.place, |row| row.models += 1);
    }
    for edge in catalog.spread.edges() {
        count(catalog.destination(edge), |row| row.received += 1);
        count(&catalog.model(edge.original).place, |row| row.given += 1);
    }
    let mut rows: Vec<PlaceRow<'_>> = rows.into_values().collect();
    rows.sort_unstable_by_key(|row| &catalog.gazetteer.unit(row.unit).code);
    table(&place_columns(), rows.into_iter(), lang(catalog))
}

struct EdgeRow<'c> {
    catalog: &'c Catalog,
    edge: &'c Edge,
    from: &'c Located,
    to: &'c Located,
}

fn edge_columns<'c>() -> Vec<Column<EdgeRow<'c>>> {
    vec![
        own(
            words("Mô hình gốc", "Original"),
            words("Mã của mô hình gốc, như trong models.csv.", "The original's id, as in models.csv."),
            |row| row.catalog.model(row.edge.original).entry.slug.as_str().into(),
        ),
        own(
            words("Tên mô hình gốc", "Title of the original"),
            words("Tên của mô hình gốc.", "What the original is called."),
            |row| row.catalog.model(row.edge.original).matter().title.value.as_str().into(),
        ),
        own(
            words("Phiên bản", "Copy"),
            words("Mã của mô hình làm theo, nếu có trang riêng.", "The copy's id, when it has a page of its own."),
            |row| optional(row.edge.copy.map(|id| row.catalog.model(id).entry.slug.as_str())),
        ),
        own(words("Từ", "From"), words("Địa phương của mô hình gốc.", "Where the original is."), |row| {
            row.from.written.as_str().into()
        }),
        own(words("Mã nơi đi", "Code from"), words("Như trong places.csv.", "As in places.csv."), |row| {
            code(row.catalog, row.from)
        }),
        own(words("Đến", "To"), words("Địa phương đã làm theo.", "The place that took it over."), |row| {
            row.to.written.as_str().into()
        }),
        own(words("Mã nơi đến", "Code to"), words("Như trong places.csv.", "As in places.csv."), |row| {
            code(row.catalog, row.to)
        }),
        own(
            words("Năm", "Year"),
            words("Năm bắt đầu làm theo, nếu biết.", "The year of the copy, if known."),
            |row| number(row.edge.year),
        ),
        own(
            words("Vượt địa giới", "Border crossed"),
            words(
                "Địa giới xa nhất đã vượt: thôn, xã, huyện hoặc tỉnh, theo địa giới lúc đó.",
                "The farthest border crossed: hamlet, commune, district or province, as borders ran then.",
            ),
            |row| {
                let border = row.edge.crossed.map(|border| match border {
                    Border::Hamlet => words("thôn", "hamlet"),
                    Border::Commune => words("xã", "commune"),
                    Border::District => words("huyện", "district"),
                    Border::Province => words("tỉnh", "province"),
                });
                optional(border.map(|border| border.get(lang(row.catalog))))
            },
        ),
        own(
            words("Khoảng cách (km)", "Distance (km)"),
            words("Đường chim bay giữa hai điểm giữa.", "As the crow flies between both middles."),
            |row| number(row.edge.km),
        ),
        own(
            words("Nguồn", "Source"),
            words("Nơi cho biết việc làm theo.", "Where this is known from."),
            |row| {
                let told = row.edge.replication.and_then(|at| {
                    row.catalog.model(row.edge.original).matter().replications.get(at)?.source.as_deref()
                });
                optional(told)
            },
        ),
    ]
}

pub(super) fn spread(catalog: &Catalog) -> Vec<u8> {
    let rows = catalog.spread.edges().iter().map(|edge| EdgeRow {
        catalog,
        edge,
        from: &catalog.model(edge.original).place,
        to: catalog.destination(edge),
    });
    table(&edge_columns(), rows, lang(catalog))
}

fn optional(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or("").into()
}

fn number(value: Option<impl ToString>) -> Cow<'static, str> {
    value.map_or(Cow::Borrowed(""), |value| value.to_string().into())
}

fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join("; ")
}

fn code<'c>(catalog: &'c Catalog, place: &Located) -> Cow<'c, str> {
    optional(place.unit.map(|unit| &*catalog.gazetteer.unit(unit).code))
}

/// The present units of a model's place, or their provinces, each once.
fn present<'c>(row: &ModelRow<'c>, level: Level) -> Cow<'c, str> {
    let gazetteer = &row.catalog.gazetteer;
    let of_level = |&unit: &UnitId| match level {
        Level::Province => Some(gazetteer.province_of(unit)),
        level => (gazetteer.unit(unit).level == level).then_some(unit),
    };
    let mut names: Vec<&str> =
        row.model.place.now.iter().filter_map(of_level).map(|unit| gazetteer.name(unit)).collect();
    names.dedup();
    match names[..] {
        [] => "".into(),
        [name] => name.into(),
        _ => names.join("; ").into(),
    }
}

fn field<'c>(catalog: &'c Catalog, id: &str) -> &'c str {
    catalog.site.field(id).map_or("", |field| &field.label)
}

/// `2019, Cấp tỉnh, Bằng khen, UBND tỉnh, 123/QĐ-UBND; 2021, …`
fn awards(row: &ModelRow<'_>) -> String {
    let mut out = String::new();
    for award in &row.model.matter().awards {
        let level = award.level.as_ref().and_then(|id| Some(&*row.catalog.site.level(id)?.label));
        let more = [level, award.form.as_deref(), award.by.as_deref(), award.decision.as_deref()];
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(&award.year.to_string());
        more.into_iter().flatten().for_each(|part| out.extend([", ", part]));
    }
    out
}

/// `Hộ tham gia: 1.932 hộ (cả thôn); …`
fn results(model: &Model) -> String {
    let mut out = String::new();
    for result in &model.matter().results {
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.extend([&result.label, ": ", &*result.value.text]);
        result.unit.iter().for_each(|unit| out.extend([" ", unit]));
        result.note.iter().filter(|note| !note.is_empty()).for_each(|note| out.extend([" (", note, ")"]));
    }
    out
}

fn contact(model: &Model) -> String {
    let Some(contact) = &model.matter().contact else { return String::new() };
    let parts = [&contact.office, &contact.phone, &contact.email];
    joined(parts.into_iter().filter(|_| contact.office.is_some()).filter_map(|part| part.as_deref()))
}
