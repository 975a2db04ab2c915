//! `lantoa export`: the models of a site as one table.

use super::article;
use super::columns::{Column, Target, columns};
use super::notation;
use super::record::of_front_matter;
use super::value::{Datum, Group};
use super::write::{self, TooLong};
use crate::catalog::{Catalog, Model};
use crate::entry::MODELS;
use crate::front_matter;
use crate::locality::UnitId;
use crate::schema::{Id, Key};
use crate::text::{Lang, SitePath};

/// Which models are meant; a part that is `None` leaves none out.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    /// The main field, or a further one.
    pub(crate) field: Option<Id>,
    /// The place: it, what lies in it, or what lies in a present unit of it.
    pub(crate) place: Option<UnitId>,
    /// A year of an award, of its recognition, or in which it began.
    pub(crate) year: Option<u16>,
    /// How far it has come.
    pub(crate) stage: Option<Id>,
}

impl Filter {
    /// Whether it leaves no model out.
    pub(crate) fn is_empty(&self) -> bool {
        self.field.is_none() && self.place.is_none() && self.year.is_none() && self.stage.is_none()
    }

    /// Whether `model` is meant.
    pub(crate) fn takes(&self, catalog: &Catalog, model: &Model) -> bool {
        let front = model.front_matter();
        let is_year = |year: u16| {
            let others = [front.recognised, front.started].into_iter().flatten().map(|year| year.value);
            front.awards.iter().map(|award| award.year).chain(others).any(|other| other == year)
        };
        self.field.as_ref().is_none_or(|id| front.field == *id || front.fields_also.contains(id))
            && self.stage.as_ref().is_none_or(|id| front.stage.as_ref() == Some(id))
            && self.year.is_none_or(is_year)
            && self.place.is_none_or(|place| is_in(catalog, model, place))
    }
}

fn is_in(catalog: &Catalog, model: &Model, place: UnitId) -> bool {
    let gazetteer = &catalog.gazetteer;
    let units = model.place.units().chain(model.place.now.iter().copied());
    units.flat_map(|unit| gazetteer.lineage(unit)).any(|unit| unit == place)
}

/// Models as rows of cells.
#[derive(Debug)]
pub(crate) struct Table {
    /// What the columns hold.
    pub(super) columns: Vec<Column>,
    /// One row for each model, by slug.
    pub(super) rows: Vec<Vec<Datum>>,
}

/// The models that `filter` takes, with every column. Drafts are among them, if the catalog has them.
pub(crate) fn table(catalog: &Catalog, filter: &Filter) -> Table {
    let columns = columns();
    let models = catalog.models.iter().filter(|model| filter.takes(catalog, model));
    let rows = models.map(|model| row(catalog, model, &columns)).collect();
    Table { columns, rows }
}

fn row(catalog: &Catalog, model: &Model, columns: &[Column]) -> Vec<Datum> {
    let front = front_matter::read(&model.entry.file()).value;
    let text = front.body.of(&model.entry.text);
    let mut values = of_front_matter(&front, &catalog.site);
    let version = format!("{}-{}", version(&values), article::version(text));
    let mut cell = |column: &Column| match column.target {
        Target::Slug => Datum::Text(model.entry.slug.clone()),
        Target::Version => Datum::Text(version.clone()),
        Target::File => Datum::Text(below_models(&model.entry.path).to_owned()),
        Target::Key(key) => {
            let value = values.iter_mut().find(|(other, _)| other.name == key.name);
            value.map(|(_, value)| std::mem::take(value)).unwrap_or_default()
        }
        Target::Article(part) => Some(part.of(text)).filter(|text| !text.is_empty()).map_or(Datum::Empty, Datum::Text),
    };
    columns.iter().map(&mut cell).collect()
}

/// A short hash of what the keys of a file say. When a list comes back, the file is as it was exported if it still has this hash, and
/// what differs is what the office changed.
pub(super) fn version(values: &[(&'static Key, Datum)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (key, value) in values {
        let text = notation::text(value, key.kind, Lang::Vi);
        hasher.update(key.name.as_bytes()).update(b"\0").update(text.as_bytes()).update(b"\0");
    }
    // A letter in front, so that no spreadsheet takes it for a number.
    format!("v{}", hasher.finalize().to_hex().get(..12).unwrap_or_default())
}

/// The path of a model's file below the folder of models.
pub(super) fn below_models(path: &SitePath) -> &str {
    path.as_str().strip_prefix(MODELS).map_or(path.as_str(), |rest| rest.trim_start_matches('/'))
}

/// A kind of file that tables are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// An Excel workbook.
    Xlsx,
    /// A Word document.
    Docx,
    /// Comma-separated values, as Excel reads them.
    Csv,
    /// JSON, for programs.
    Json,
}

impl Format {
    /// The format of a file of this name.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "xlsx" => Some(Self::Xlsx),
            "docx" => Some(Self::Docx),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl Table {
    /// How many models it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The table with the columns of these keys only.
    pub(super) fn with_keys(mut self, names: &[&str]) -> Self {
        let is_kept: Vec<bool> = self.columns.iter().map(|column| names.contains(&column.name())).collect();
        let kept =
            |row: Vec<Datum>| row.into_iter().zip(&is_kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect();
        self.rows = self.rows.into_iter().map(kept).collect();
        self.columns.retain(|column| names.contains(&column.name()));
        self
    }

    /// The table for a person to read only: a group of keys is what they say from the least to the most general,
    /// `Bằng khen, Cấp tỉnh, 2019`, without their labels.
    pub(super) fn for_reading(mut self) -> Self {
        for cell in self.rows.iter_mut().flatten() {
            if let Datum::Records(groups) = cell {
                let said =
                    |group: &Group| group.iter().rev().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(", ");
                *cell = Datum::Text(groups.iter().map(said).collect::<Vec<_>>().join("\n"));
            }
        }
        self
    }

    /// The table as a sheet of a workbook; texts that are too long for a cell of Excel are cut.
    pub(super) fn sheet(&self, lang: Lang) -> write::NewSheet {
        write::sheet(self, lang)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// A text that is longer than a cell of a workbook can be.
    pub(crate) fn bytes(&self, format: Format, catalog: &Catalog, lang: Lang) -> Result<Vec<u8>, TooLong> {
        match format {
            Format::Xlsx => write::xlsx(self, lang),
            Format::Docx => Ok(write::docx(self, &catalog.site, catalog.as_of, lang)),
            Format::Csv => Ok(write::csv(self, lang)),
            Format::Json => Ok(write::json(self, &catalog.site)),
        }
    }
}
