//! Lists of offices that are handed in at the desk, and the report that is taken away.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, BAD_REQUEST, Desk, Refused, lock};
use crate::desk;
use crate::error::SystemError;
use crate::finding::{Code, Finding, Severity};
use crate::mend::{self, Imported};
use crate::office::{self, Aim, Filter, Form, Format, Known, MEMORY, Memory, Report, SETTINGS, Sureness};
use crate::site::{self, Options};
use crate::source::Source;
use crate::statistics::Span;
use crate::text::{Date, Lang, Message, SitePath, StaticMessage};
use crate::vietnamese;

pub(in crate::serve) const NO_PLACE: StaticMessage = StaticMessage::fixed(
    "Không có địa danh ấy; hãy chọn trong danh sách gợi ý, hoặc bỏ trống.",
    "There is no such place; choose one that is offered, or leave it empty.",
);
const NO_PERIOD: StaticMessage =
    StaticMessage::fixed("Ngày cuối của kỳ ở trước ngày đầu.", "The period ends before it begins.");
const NO_DAY: StaticMessage = StaticMessage::fixed(
    "“{day}” không phải là một ngày; hãy ghi ngày/tháng/năm, ví dụ 15/10/2025.",
    "“{day}” is no day; write day/month/year, for example 15/10/2025.",
);
const CHOOSE_COLUMN: StaticMessage = StaticMessage::fixed(
    "Chọn ở “Các cột được hiểu là” rồi xem lại.",
    "Choose it under “What the columns are taken for”.",
);
const ADD_HEADING: StaticMessage = StaticMessage::fixed(
    "Mở danh sách, thêm một hàng tiêu đề có cột “Tên mô hình”, lưu lại rồi chọn tệp lần nữa.",
    "Open the list, add a row of headings with a column “Tên mô hình”, save it and choose the file again.",
);
const TAKE_BACK: StaticMessage = StaticMessage::fixed(
    "Muốn có lại thì lấy bài từ thùng rác, hoặc chọn “Nhập lại cả những mô hình đã xóa”.",
    "To have it again take it out of the bin, or choose “Import models again that were deleted”.",
);
const NOT_TAKEN: StaticMessage = StaticMessage::fixed("không dùng", "not used");
const IN_ARTICLE: StaticMessage = StaticMessage::fixed("Bài viết: {section}", "Article: {section}");
/// The same as it stands in the file, with its Markdown.
const AS_WRITTEN: StaticMessage = StaticMessage::fixed("{part} (giữ nguyên định dạng)", "{part} (formatting kept)");
const TOO_LONG: StaticMessage = StaticMessage::fixed(
    "Ô “{column}” của mô hình {model} dài quá 32.767 ký tự, Excel không chứa được.",
    "“{column}” of the model {model} is longer than the 32,767 characters that a cell of Excel holds.",
);
const CANNOT_READ: StaticMessage = StaticMessage::fixed("Không đọc được tệp", "The file cannot be read");

/// A list.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    name: String,
    /// Its bytes in Base64.
    data: String,
    /// The place that all its rows lie in.
    #[serde(default)]
    place: String,
    /// What a person has chosen that headings mean: the words of `import.yaml`.
    #[serde(default)]
    columns: BTreeMap<String, String>,
    /// Whether models that were deleted are imported again.
    #[serde(default)]
    with_deleted: bool,
    /// Whether files are written; otherwise it is only told what would be.
    write: bool,
}

/// What a report is about.
#[derive(Debug, Deserialize)]
pub(super) struct Period {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    form: String,
    /// The place that it is about; empty for the whole site.
    #[serde(default)]
    place: String,
    /// An office's own document in Base64; empty for none.
    #[serde(default)]
    template: String,
}

/// The day that was typed; `None` if nothing was.
fn day(text: &str) -> Result<Option<Date>, Refused> {
    let text = text.trim();
    let day = Date::parse(text);
    if day.is_none() && !text.is_empty() {
        return Err(Refused::new(422, NO_DAY.fill_both(&[("day", &text)])));
    }
    Ok(day)
}

/// Why nothing is imported: `import.yaml` is wrong there.
fn wrong_settings(wrong: &Finding) -> Message {
    let line = wrong.position.map_or(1, |position| position.line);
    let said = |lang| {
        let help = wrong.help.as_ref().map_or("", |help| help.get(lang));
        format!("{} {help}", wrong.message.get(lang)).trim_end().to_owned()
    };
    let (vi, en) = (said(Lang::Vi), said(Lang::En));
    Message::new(
        format!("Chưa nhập gì, vì {SETTINGS} sai ở dòng {line}: {vi}"),
        format!("Nothing is imported, because {SETTINGS} is wrong in line {line}: {en}"),
    )
}

/// What is to be done about a finding: at the desk columns are chosen, not written into a file.
fn help_at_desk(finding: &Finding, has_columns: bool) -> Option<Message> {
    match (finding.code, &finding.help) {
        (Code::NoTable | Code::UnusedColumn, Some(help)) if help.vi.contains(SETTINGS) => {
            Some(if has_columns { CHOOSE_COLUMN.into() } else { ADD_HEADING.into() })
        }
        (Code::ModelDeleted, _) => Some(TAKE_BACK.into()),
        (_, help) => help.clone(),
    }
}

impl List {
    /// What a person has chosen that headings mean.
    fn choices(&self) -> Result<Vec<(String, Aim)>, Refused> {
        let choice = |(heading, word): (&String, &String)| Some((heading.clone(), Aim::of_word(word)?));
        let choices: Option<Vec<_>> = self.columns.iter().map(choice).collect();
        choices.ok_or_else(|| Refused::new(400, BAD_REQUEST))
    }
}

impl Desk {
    /// Reads a list: each row becomes a model, or changes one. Nothing is written over what an editor has changed.
    pub(super) fn import(&self, list: &List) -> Answer {
        let _writing = lock(&self.writing);
        let state = self.state()?;
        let catalog = &state.site.catalog;
        let bytes = STANDARD.decode(&list.data).map_err(|_| Refused::new(400, BAD_REQUEST))?;
        let place = Some(list.place.trim()).filter(|place| !place.is_empty());
        if place.is_some_and(|place| catalog.gazetteer.unit_called(place).is_none()) {
            return Err(Refused::new(422, NO_PLACE));
        }
        let settings = self.beside(SETTINGS)?;
        let mut findings = Vec::new();
        let mut mapping = office::read_settings(&settings).collect(&mut findings);
        if let Some(wrong) = findings.iter().find(|finding| finding.severity() == Severity::Error) {
            return Err(Refused::new(422, wrong_settings(wrong)));
        }
        let choices = list.choices()?;
        mapping.extend(choices.iter().map(|(heading, aim)| (office::plain_heading(heading), *aim)));
        let remembered = self.beside(MEMORY)?;
        let memory = Memory::read(&remembered);
        let this_year = state.source.today.year();
        let (mapping, with_deleted) = (&mapping, list.with_deleted);
        let is_there = &|path: &SitePath| state.source.get(path).is_some();
        let known = Known { catalog, mapping, memory: &memory, place, this_year, is_there, with_deleted };
        let mut plan = office::plan(&[(list.name.clone(), bytes)], &known);
        findings.append(&mut plan.findings);
        let paths: Vec<SitePath> = plan.files.keys().cloned().collect();
        let mut left = Vec::new();
        if list.write {
            let (memory, settings) = (&*remembered, &*settings);
            let read = Imported { source: &state.source, memory, settings, mapping, choices: &choices };
            let written = mend::write_import(&self.root, &mut plan, &read);
            // Of what could not be written whole, something may be there.
            self.state_after(&paths.iter().collect::<Vec<_>>())?;
            left = written?;
        }
        let lang = self.lang();
        let has_columns = !plan.columns.is_empty();
        let said: Vec<Value> = findings
            .iter()
            .map(|finding| {
                json!({
                    "file": finding.file, "severity": finding.severity().name(), "message": finding.message.get(lang),
                    "help": help_at_desk(finding, has_columns).map(|help| desk::at_desk(help.get(lang), false, lang)),
                })
            })
            .collect();
        let counts = plan.counts;
        Ok(json!({
            "written": counts.written, "drafts": counts.drafts, "updated": counts.updated, "unchanged": counts.unchanged,
            "conflicts": counts.conflicts, "no_models": counts.no_models, "refused": counts.refused,
            "deleted": counts.deleted, "still_drafts": counts.still_drafts, "rows_without": plan.no_models,
            "findings": said, "files": paths, "left": left, "columns": self.columns(&plan), "aims": self.aims(),
            "is_untitled": plan.untitled().is_some(),
            "sources": plan.sources.iter().map(|source| json!([source.sheet, source.said.get(lang)])).collect::<Vec<_>>(),
        }))
    }

    /// What each column was taken for. Columns of one heading in several sheets are chosen together.
    fn columns(&self, plan: &office::Plan) -> Vec<Value> {
        let mut seen = BTreeSet::new();
        let columns =
            plan.columns.iter().flat_map(|(sheet, columns)| columns.iter().map(move |column| (sheet, column)));
        let columns = columns.filter(|(_, column)| seen.insert(office::plain_heading(&column.heading)));
        columns
            .map(|(sheet, column)| {
                let is_sure = column.aim.is_none_or(|(_, sure)| sure == Sureness::Certain);
                let aim = column.aim.map(|(aim, _)| aim.word());
                json!({"sheet": sheet, "heading": column.heading, "aim": aim, "is_sure": is_sure, "samples": column.samples})
            })
            .collect()
    }

    /// Everything that a column can be for, as people call it, by its word.
    fn aims(&self) -> Vec<Value> {
        let lang = self.lang();
        let aims = Aim::words().into_iter().filter_map(Aim::of_word);
        let label = |aim: Aim| match aim {
            Aim::Ignored => NOT_TAKEN.get(lang).to_owned(),
            Aim::Number => "STT".to_owned(),
            Aim::Section(_) => IN_ARTICLE.fill(lang, &[("section", &aim.label(lang))]),
            Aim::Article(_) => AS_WRITTEN.fill(lang, &[("part", &aim.label(lang))]),
            aim => {
                let mut letters = aim.label(lang).chars();
                letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
            }
        };
        aims.map(|aim| json!({"word": aim.word(), "label": label(aim)})).collect()
    }

    /// The text of a file that may be missing. One that cannot be read stops the import: it would be written anew otherwise.
    pub(super) fn beside(&self, name: &str) -> Result<String, Refused> {
        let path = self.root.join(name);
        match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            read => read.map_err(|error| SystemError::io(CANNOT_READ.into(), &path, error).into()),
        }
    }

    /// All models as a table that comes back by [`Self::import`], in Base64.
    pub(super) fn export(&self) -> Answer {
        let state = self.state()?;
        let catalog = &state.site.catalog;
        let table = office::table(catalog, &Filter::default());
        let bytes = table.bytes(Format::Xlsx, catalog, catalog.site.lang()).map_err(|long| {
            Refused::new(422, TOO_LONG.fill_both(&[("column", &long.column), ("model", &long.model)]))
        })?;
        Ok(json!({"models": table.len(), "files": [{"name": "mo-hinh.xlsx", "data": STANDARD.encode(bytes)}]}))
    }

    /// The report on a period, and its annex, in Base64.
    pub(super) fn report(&self, asked: &Period) -> Answer {
        let state = self.state()?;
        // What is published is reported, no drafts.
        let mut catalog = site::catalog(&state.source, &Options::default());
        let place = asked.place.trim();
        let unit = catalog.gazetteer.unit_called(place);
        if unit.is_none() && !place.is_empty() {
            return Err(Refused::new(422, NO_PLACE));
        }
        if unit.is_some() {
            let filter = Filter { place: unit, ..Filter::default() };
            let mut source = Source::clone(&state.source);
            catalog = site::catalog_of(&mut source, catalog, |catalog, model| filter.takes(catalog, model));
        }
        let to = day(&asked.to)?.unwrap_or(catalog.as_of);
        let from = day(&asked.from)?.or_else(|| Date::new(to.year(), 1, 1)).unwrap_or(to);
        if to < from {
            return Err(Refused::new(422, NO_PERIOD));
        }
        let report = Report::new(&catalog, &state.source.first_commits, Span { from, to }, unit);
        let form = if asked.form == "nha-nuoc" { Form::State } else { Form::Party };
        let template = STANDARD.decode(&asked.template).map_err(|_| Refused::new(400, BAD_REQUEST))?;
        let document = match asked.template.is_empty() {
            true => report.docx(form),
            false => report.filled(&template).map_err(|why| Refused::new(422, report.not_filled(&why)))?,
        };
        let of_place =
            unit.map(|unit| format!("{}-", vietnamese::slug(catalog.gazetteer.name(unit)))).unwrap_or_default();
        let name = format!("bao-cao-{of_place}{from}-{to}");
        Ok(json!({
            "models": report.models(), "drafts": Report::drafts(&state.site.catalog, unit),
            "files": [
                {"name": format!("{name}.docx"), "data": STANDARD.encode(document)},
                {"name": format!("{name}.xlsx"), "data": STANDARD.encode(report.annex())},
            ],
        }))
    }
}
