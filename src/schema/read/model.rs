//! Front matter of models and pages: the keys that are not plain, and the rules between keys. Awards are in
//! [`award`](super::award).

use super::super::keys::{MODEL, MODEL_KEYS, PAGE};
use super::super::model::{
    Citation, Contact, ModelFrontMatter, NumberResult, PageFrontMatter, Replication, ReplicationCount, Update,
};
use super::super::site::{Id, SiteConfig};
use super::address;
use super::record::{Reader, Record};
use super::value::first_line;
use crate::finding::{Checked, Code, FileContext};
use crate::front_matter::FrontMatter;
use crate::text::{Message, Span, Spanned};

/// Reads the front matter of a model, given the site's lists. Years after `this_year` + 1 are findings.
///
/// Whether the place, the original and the cover exist is checked by later stages, which is why these keep their spans.
/// Front matter that could not be parsed gives the default and no further findings.
pub(crate) fn read_model(
    file: &FileContext<'_>,
    front: &FrontMatter<'_>,
    site: &SiteConfig,
    this_year: u16,
) -> Checked<ModelFrontMatter> {
    if front.root.is_broken() {
        return Checked::clean(ModelFrontMatter::default());
    }
    let mut reader = Reader::new(file, this_year);
    let record = reader.record(MODEL, &front.root, front.fence);
    let value = reader.model(site, &record);
    Checked { value, findings: reader.findings }
}

/// Reads the front matter of an ordinary page.
pub(crate) fn read_page(file: &FileContext<'_>, front: &FrontMatter<'_>, this_year: u16) -> Checked<PageFrontMatter> {
    if front.root.is_broken() {
        return Checked::clean(PageFrontMatter::default());
    }
    let mut reader = Reader::new(file, this_year);
    let record = reader.record(PAGE, &front.root, front.fence);
    let value = PageFrontMatter {
        title: reader.text(&record, "title").unwrap_or_default(),
        summary: reader.plain(&record, "summary"),
        order: reader.order(&record, "order"),
        updated: reader.date(&record, "updated"),
        aliases: reader.aliases(&record, "aliases"),
        draft: reader.flag(&record, "draft"),
    };
    Checked { value, findings: reader.findings }
}

impl<'t> Reader<'_, 't> {
    /// Plain keys are read by their rows of the table, all others here.
    fn model(&mut self, site: &SiteConfig, record: &Record<'_, 't>) -> ModelFrontMatter {
        let mut model = ModelFrontMatter::default();
        for row in MODEL_KEYS {
            row.read(self, site, record, &mut model);
        }
        model.localities = self.one_or_more(record, "locality");
        model.locality_now = self.one_or_more(record, "locality_now");
        model.fields_also = self.further_fields(site, record, &model.field);
        model.awards = self.all_awards(site, record);
        self.check_awards_after_start(&model.awards, model.started);
        self.check_recognised_after_start(model.recognised, model.started);
        model.results = self.results(record);
        model.contact = self.contact(record);
        model.replications = self.replications(record, model.started);
        model.based_on = self.original(record);
        model.updates = self.updates(record);
        model.sources = self.sources(record);
        model.cover = self.text(record, "cover");
        model.aliases = self.aliases(record, "aliases");
        model.draft = self.flag(record, "draft");
        model
    }

    /// The fields of `fields_also` without the main one, which is a repeat there.
    fn further_fields(&mut self, site: &SiteConfig, record: &Record<'_, 't>, main: &Id) -> Vec<Id> {
        let fields = self.choices(site, record, "fields_also");
        let mut further = Vec::with_capacity(fields.len());
        for field in fields {
            match record.get("field").filter(|_| *main == field.value) {
                Some(main) => self.repeated(&field.value, field.span, main.value.span),
                None => further.push(field.value),
            }
        }
        further
    }

    /// The slug of the model that this one is based on.
    fn original(&mut self, record: &Record<'_, 't>) -> Option<Spanned<String>> {
        let text = self.text(record, "based_on")?;
        Some(Spanned::new(address::slug_of(&text.value).to_owned(), text.span))
    }

    fn results(&mut self, record: &Record<'_, 't>) -> Vec<NumberResult> {
        let entries = self.records(record, "results");
        let results = entries.iter().filter_map(|entry| {
            let (label, value) = (self.plain(entry, "label"), self.figure(entry, "value"));
            let (unit, note) = (self.plain(entry, "unit"), self.plain(entry, "note"));
            Some(NumberResult { label: label?, value: value?, unit, note })
        });
        results.collect()
    }

    /// The office of a model or of the site.
    pub(super) fn contact(&mut self, record: &Record<'_, 't>) -> Option<Contact> {
        let group = self.group(record, "contact")?;
        Some(Contact {
            office: self.plain(&group, "office"),
            phone: self.contact_text(&group, "phone", address::is_phone),
            email: self.contact_text(&group, "email", address::is_mail_address),
            address: self.plain(&group, "address"),
            visits: self.plain(&group, "visits"),
        })
    }

    fn replications(&mut self, record: &Record<'_, 't>, started: Option<Spanned<u16>>) -> Vec<Replication> {
        let entries = self.records(record, "replications");
        let replications = entries.iter().filter_map(|entry| {
            let locality = self.text(entry, "locality");
            let count = self.replication_count(entry);
            let year = self.any_year(entry, "year").filter(|&year| self.is_copied_in_time(year, started));
            let (by, note) = (self.plain(entry, "by"), self.plain(entry, "note"));
            let source = self.plain(entry, "source");
            Some(Replication {
                locality: locality?,
                count: count?,
                year: year.map(|year| year.value),
                by,
                note,
                source,
                span: entry.span,
            })
        });
        replications.collect()
    }

    /// The number of copies that a source counts; `Some(None)` for a place that is named by itself. A count without unit or
    /// source can be checked by nobody: it is a finding, and the entry is left out.
    fn replication_count(&mut self, entry: &Record<'_, 't>) -> Option<Option<ReplicationCount>> {
        let (number, unit) = (self.figure(entry, "count"), self.plain(entry, "unit"));
        if !entry.has("count") && !entry.has("unit") {
            return Some(None);
        }
        let lacking = ["count", "unit", "source"].into_iter().filter(|name| !entry.has(name));
        let lacking = lacking.map(|name| entry.name_of(name)).collect::<Vec<_>>().join(", ");
        let [locality, count, unit_name, source] =
            ["locality", "count", "unit", "source"].map(|name| entry.name_of(name));
        if !lacking.is_empty() {
            let message = Message::new(
                format!("Số lượng nơi làm theo phải có đủ {count}, {unit_name} và {source}; ở đây thiếu: {lacking}."),
                format!("A number of copies takes {count}, {unit_name} and {source}; missing here: {lacking}."),
            );
            let example = format!(
                "{{{locality}: Tỉnh Đồng Tháp, {count}: 12, {unit_name}: huyện, {source}: \"Báo cáo số 45/BC-UBND\"}}"
            );
            let help = Message::new(format!("Ví dụ: {example}"), format!("For example: {example}"));
            self.report(Code::MissingKey, first_line(entry.span, self.file.text), message, help);
            return None;
        }
        Some(Some(ReplicationCount { number: number?, unit: unit? }))
    }

    /// Whether a copy can be of this year: not in the future, not before the model began.
    fn is_copied_in_time(&mut self, year: Spanned<u16>, started: Option<Spanned<u16>>) -> bool {
        if year.value > self.this_year + 1 {
            let message = Message::new(
                format!("Năm nhân rộng {} là năm chưa tới.", year.value),
                format!("{}, the year it was copied, is still to come.", year.value),
            );
            let help = Message::new(
                format!("Ghi năm đã làm, không sau {}.", self.this_year + 1),
                format!("Write the year it was done, not after {}.", self.this_year + 1),
            );
            self.report(Code::ReplicationYear, year.span, message, help);
            return false;
        }
        let Some(started) = started.filter(|started| year.value < started.value) else { return true };
        let message = Message::new(
            format!("Được làm theo năm {}, trước khi mô hình bắt đầu (năm {}).", year.value, started.value),
            format!("Copied in {}, before the model began in {}.", year.value, started.value),
        );
        let help = Message::new(
            "Xem lại hai năm này; nếu nơi kia làm trước thì đó là mô hình gốc.",
            "Check both years; if the other place was first, it is the original.",
        );
        let related = Message::new("Năm bắt đầu", "The start year");
        self.report_related(Code::ReplicationYear, year.span, message, help, (started.span, related));
        false
    }

    fn updates(&mut self, record: &Record<'_, 't>) -> Vec<Update> {
        let entries = self.records(record, "updates");
        let updates = entries.iter().filter_map(|entry| {
            let (date, text) = (self.date(entry, "date"), self.plain(entry, "text"));
            Some(Update { date: date?, text: text? })
        });
        updates.collect()
    }

    /// A source keeps what was written even if its address is unusable: people may still search for it.
    fn sources(&mut self, record: &Record<'_, 't>) -> Vec<Citation> {
        let entries = self.records(record, "sources");
        let sources = entries.iter().filter_map(|entry| {
            let (title, url) = (self.plain(entry, "title"), self.url(entry, "url"));
            let written = || entry.get("url").and_then(|slot| slot.value.text()).map(str::to_owned);
            let title = if url.is_none() { title.or_else(written) } else { title };
            if title.is_none() && url.is_none() {
                self.empty_source(entry.span);
                return None;
            }
            Some(Citation { title, url })
        });
        sources.collect()
    }

    fn empty_source(&mut self, span: Span) {
        let message =
            Message::new("Nguồn này thiếu cả tên lẫn địa chỉ web.", "This source has neither title nor address.");
        let help =
            Message::new("Thêm title hoặc url, hoặc xóa mục này.", "Add a title or a url, or take the item away.");
        self.report(Code::MissingKey, first_line(span, self.file.text), message, help);
    }
}
