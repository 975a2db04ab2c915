//! The three tables: models, places, and who copied whom.

use std::collections::HashMap;
use std::fmt::{Display, Write};

use super::csv::Csv;
use super::{lang, organisation, seen_from_data, words};
use crate::catalog::{Border, Catalog, Edge, Located, Model};
use crate::locality::{Level, UnitId};
use crate::route::{self, DataFile};
use crate::schema::MODEL;
use crate::text::Lang;
use crate::text::StaticMessage;

/// One column: its head, and how its cell is appended to an empty text.
struct Column<R> {
    head: Head,
    cell: fn(&R, &mut String),
}

/// What a column is called and what it holds.
enum Head {
    /// As the key of the front matter.
    Key(&'static str),
    /// By a name of its own.
    Own(StaticMessage, StaticMessage),
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

const fn key<R>(name: &'static str, cell: fn(&R, &mut String)) -> Column<R> {
    Column { head: Head::Key(name), cell }
}

const fn own<R>(label: StaticMessage, hint: StaticMessage, cell: fn(&R, &mut String)) -> Column<R> {
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
    let mut cell = String::with_capacity(1024);
    for row in rows {
        for column in columns {
            cell.clear();
            (column.cell)(&row, &mut cell);
            csv.cell(&cell);
        }
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
            |row, out| out.push_str(&row.model.entry.slug),
        ),
        key("title", |row, out| out.push_str(&row.model.front_matter().title.value)),
        key("summary", |row, out| optional(out, row.model.front_matter().summary.as_deref())),
        key("locality", |row, out| out.push_str(&row.model.place.written)),
        own(
            words("Xã, phường hiện nay", "Present commune"),
            words("Tên hiện nay; nhiều nơi nếu đã bị chia.", "Its present name; several if it was divided."),
            |row, out| present(out, row, Level::Commune),
        ),
        own(
            words("Tỉnh, thành phố hiện nay", "Present province"),
            words("Tên hiện nay; nhiều nơi nếu đã bị chia.", "Its present name; several if it was divided."),
            |row, out| present(out, row, Level::Province),
        ),
        own(
            words("Mã địa phương", "Place code"),
            words("Như trong places.csv.", "As in places.csv."),
            |row, out| code(out, row.catalog, &row.model.place),
        ),
        key("field", |row, out| out.push_str(field(row.catalog, &row.model.front_matter().field))),
        key("fields_also", |row, out| {
            joined(out, row.model.front_matter().fields_also.iter().map(|id| field(row.catalog, id)))
        }),
        key("organisation", |row, out| optional(out, organisation(row.model))),
        key("unit_type", |row, out| {
            let site = &row.catalog.site;
            optional(out, row.model.front_matter().unit_type.as_ref().and_then(|id| Some(&*site.unit_type(id)?.label)))
        }),
        key("kind", |row, out| {
            optional(
                out,
                row.model.front_matter().kind.as_ref().and_then(|id| Some(&*row.catalog.site.kind(id)?.label)),
            )
        }),
        key("stage", |row, out| {
            optional(
                out,
                row.model.front_matter().stage.as_ref().and_then(|id| Some(&*row.catalog.site.stage(id)?.label)),
            )
        }),
        key("started", |row, out| number(out, row.model.front_matter().started.map(|year| year.value))),
        key("award_year", |row, out| number(out, row.model.awarded())),
        key("awards", |row, out| awards(out, row)),
        key("results", |row, out| results(out, row.model)),
        key("resources", |row, out| optional(out, row.model.front_matter().resources.as_deref())),
        key("conditions", |row, out| optional(out, row.model.front_matter().conditions.as_deref())),
        own(
            words("Đầu mối liên hệ", "Contact point"),
            words("Cơ quan, số máy bàn, hộp thư của cơ quan.", "An office, its desk telephone and mail address."),
            |row, out| contact(out, row.model),
        ),
        own(
            words("Số nơi đã nhân rộng", "Places that copied it"),
            words("Đếm theo spread.csv, mỗi nơi một lần.", "Counted from spread.csv, each place once."),
            |row, out| number(out, Some(row.model.reach.places)),
        ),
        key("based_on", |row, out| {
            optional(out, row.model.based_on.map(|id| row.catalog.model(id).entry.slug.as_str()))
        }),
        key("campaigns", |row, out| {
            let site = &row.catalog.site;
            joined(out, row.model.front_matter().campaigns.iter().filter_map(|id| Some(&*site.campaign(id)?.label)));
        }),
        key("tags", |row, out| joined(out, row.model.front_matter().tags.iter().map(String::as_str))),
        key("sources", |row, out| {
            let sources = row.model.front_matter().sources.iter();
            joined(
                out,
                sources.filter_map(|source| source.url.as_ref().map(|url| &*url.value).or(source.title.as_deref())),
            )
        }),
        key("reviewed", |row, out| number(out, row.model.front_matter().reviewed)),
        own(
            words("Trang của mô hình", "Page"),
            words("Địa chỉ trang của mô hình.", "The address of the model's page."),
            |row, out| out.push_str(&seen_from_data(row.catalog, &route::model(&row.model.entry.slug))),
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
            |row, out| out.push_str(&row.catalog.gazetteer.unit(row.unit).code),
        ),
        own(words("Tên", "Name"), words("Tên của địa phương.", "What it is called."), |row, out| {
            out.push_str(row.catalog.gazetteer.name(row.unit));
        }),
        own(
            words("Huyện (cũ)", "Former district"),
            words("Huyện, quận, thị xã, thành phố mà địa phương cũ từng thuộc về.", "What a former place belonged to."),
            |row, out| {
                let district = row.catalog.gazetteer.district_of(row.unit).filter(|&district| district != row.unit);
                optional(out, district.map(|district| row.catalog.gazetteer.name(district)))
            },
        ),
        own(
            words("Tỉnh, thành phố", "Province"),
            words("Tỉnh, thành phố cùng thời với tên ấy.", "The province of the same time as the name."),
            |row, out| out.push_str(row.catalog.gazetteer.name(row.catalog.gazetteer.province_of(row.unit))),
        ),
        own(
            words("Cấp", "Level"),
            words("tỉnh, huyện, xã hoặc thôn.", "province, district, commune or hamlet."),
            |row, out| {
                let level = match row.catalog.gazetteer.unit(row.unit).level {
                    Level::Province => words("tỉnh", "province"),
                    Level::District => words("huyện", "district"),
                    Level::Commune => words("xã", "commune"),
                    Level::Hamlet => words("thôn", "hamlet"),
                };
                out.push_str(level.get(lang(row.catalog)));
            },
        ),
        own(
            words("Năm cuối", "Last year"),
            words(
                "Năm cuối cùng còn đơn vị này; trống nếu hiện còn.",
                "The last year it stood; empty for a present unit.",
            ),
            |row, out| number(out, row.catalog.gazetteer.unit(row.unit).until),
        ),
        own(
            words("Nay là", "Now"),
            words("Mã các đơn vị hiện nay.", "Codes of the present units it belongs to."),
            |row, out| {
                let gazetteer = &row.catalog.gazetteer;
                let now = if gazetteer.is_current(row.unit) { &[][..] } else { gazetteer.present(row.unit) };
                joined(out, now.iter().map(|&unit| &*gazetteer.unit(unit).code));
            },
        ),
        own(
            words("Vĩ độ", "Latitude"),
            words("Điểm giữa, độ (WGS 84).", "Of the middle, in degrees (WGS 84)."),
            |row, out| number(out, row.catalog.gazetteer.middle(row.unit).map(|(_, lat)| lat)),
        ),
        own(
            words("Kinh độ", "Longitude"),
            words("Điểm giữa, độ (WGS 84).", "Of the middle, in degrees (WGS 84)."),
            |row, out| number(out, row.catalog.gazetteer.middle(row.unit).map(|(lon, _)| lon)),
        ),
        own(
            words("Số mô hình", "Models"),
            words("Mô hình ghi địa phương này, hoặc nay thuộc đây.", "Models that name the place, or now lie in it."),
            |row, out| number(out, Some(row.models)),
        ),
        own(
            words("Số lần làm theo nơi khác", "Models taken over"),
            words("Số lần địa phương này học và làm theo.", "Times the place took over a model."),
            |row, out| number(out, Some(row.received)),
        ),
        own(
            words("Số lần nơi khác làm theo", "Models given"),
            words("Số lần nơi khác làm theo mô hình của địa phương này.", "Times a model of the place was taken over."),
            |row, out| number(out, Some(row.given)),
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
            |row, out| out.push_str(&row.catalog.model(row.edge.original).entry.slug),
        ),
        own(
            words("Tên mô hình gốc", "Title of the original"),
            words("Tên của mô hình gốc.", "What the original is called."),
            |row, out| out.push_str(&row.catalog.model(row.edge.original).front_matter().title.value),
        ),
        own(
            words("Phiên bản", "Copy"),
            words("Mã của mô hình làm theo, nếu có trang riêng.", "The copy's id, when it has a page of its own."),
            |row, out| optional(out, row.edge.copy.map(|id| row.catalog.model(id).entry.slug.as_str())),
        ),
        own(
            words("Từ", "From"),
            words("Địa phương của mô hình gốc.", "Where the original is."),
            |row, out| {
                out.push_str(&row.from.written);
            },
        ),
        own(words("Mã nơi đi", "Code from"), words("Như trong places.csv.", "As in places.csv."), |row, out| {
            code(out, row.catalog, row.from)
        }),
        own(
            words("Đến", "To"),
            words("Địa phương đã làm theo.", "The place that took it over."),
            |row, out| {
                out.push_str(&row.to.written);
            },
        ),
        own(words("Mã nơi đến", "Code to"), words("Như trong places.csv.", "As in places.csv."), |row, out| {
            code(out, row.catalog, row.to)
        }),
        own(
            words("Năm", "Year"),
            words("Năm bắt đầu làm theo, nếu biết.", "The year of the copy, if known."),
            |row, out| number(out, row.edge.year),
        ),
        own(
            words("Vượt địa giới", "Border crossed"),
            words(
                "Địa giới xa nhất đã vượt: thôn, xã, huyện hoặc tỉnh, theo địa giới lúc đó.",
                "The farthest border crossed: hamlet, commune, district or province, as borders ran then.",
            ),
            |row, out| {
                let border = row.edge.crossed.map(|border| match border {
                    Border::Hamlet => words("thôn", "hamlet"),
                    Border::Commune => words("xã", "commune"),
                    Border::District => words("huyện", "district"),
                    Border::Province => words("tỉnh", "province"),
                });
                optional(out, border.map(|border| border.get(lang(row.catalog))))
            },
        ),
        own(
            words("Khoảng cách (km)", "Distance (km)"),
            words("Đường chim bay giữa hai điểm giữa.", "As the crow flies between both middles."),
            |row, out| number(out, row.edge.km),
        ),
        own(
            words("Nguồn", "Source"),
            words("Nơi cho biết việc làm theo.", "Where this is known from."),
            |row, out| {
                let told = row.edge.replication.and_then(|at| {
                    row.catalog.model(row.edge.original).front_matter().replications.get(at)?.source.as_deref()
                });
                optional(out, told)
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

fn optional(out: &mut String, text: Option<&str>) {
    out.push_str(text.unwrap_or(""));
}

fn number(out: &mut String, value: Option<impl Display>) {
    // Writing to a text does not fail.
    let _ = value.map(|value| write!(out, "{value}"));
}

fn joined<'t>(out: &mut String, texts: impl Iterator<Item = &'t str>) {
    for (at, text) in texts.enumerate() {
        out.extend([if at > 0 { "; " } else { "" }, text]);
    }
}

fn code(out: &mut String, catalog: &Catalog, place: &Located) {
    optional(out, place.unit.map(|unit| &*catalog.gazetteer.unit(unit).code));
}

/// The present units of a model's place, or their provinces, each once.
fn present(out: &mut String, row: &ModelRow<'_>, level: Level) {
    let gazetteer = &row.catalog.gazetteer;
    let of_level = |&unit: &UnitId| match level {
        Level::Province => Some(gazetteer.province_of(unit)),
        level => (gazetteer.unit(unit).level == level).then_some(unit),
    };
    let now = &row.model.place.now;
    let first = |at: usize| now.iter().position(|unit| of_level(unit) == of_level(&now[at])) == Some(at);
    let units = (0..now.len()).filter(|&at| first(at)).filter_map(|at| of_level(&now[at]));
    joined(out, units.map(|unit| gazetteer.name(unit)));
}

fn field<'c>(catalog: &'c Catalog, id: &str) -> &'c str {
    catalog.site.field(id).map_or("", |field| &field.label)
}

/// `2019, Cấp tỉnh, Bằng khen, UBND tỉnh, 123/QĐ-UBND; 2021, …`
fn awards(out: &mut String, row: &ModelRow<'_>) {
    for (at, award) in row.model.front_matter().awards.iter().enumerate() {
        let level = award.level.as_ref().and_then(|id| Some(&*row.catalog.site.level(id)?.label));
        let more = [level, award.form.as_deref(), award.by.as_deref(), award.decision.as_deref()];
        out.push_str(if at > 0 { "; " } else { "" });
        number(out, Some(award.year));
        more.into_iter().flatten().for_each(|part| out.extend([", ", part]));
    }
}

/// `Hộ tham gia: 1.932 hộ (cả thôn); …`
fn results(out: &mut String, model: &Model) {
    for (at, result) in model.front_matter().results.iter().enumerate() {
        out.extend([if at > 0 { "; " } else { "" }, &result.label, ": ", &result.value.text]);
        result.unit.iter().for_each(|unit| out.extend([" ", unit]));
        result.note.iter().filter(|note| !note.is_empty()).for_each(|note| out.extend([" (", note, ")"]));
    }
}

fn contact(out: &mut String, model: &Model) {
    let office = model.front_matter().contact.as_ref().filter(|contact| contact.office.is_some());
    let parts = office.into_iter().flat_map(|contact| [&contact.office, &contact.phone, &contact.email]);
    joined(out, parts.filter_map(|part| part.as_deref()));
}
