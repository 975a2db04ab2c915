//! The figures of a report as tables, sentences and values of placeholders.

use std::collections::BTreeMap;

use super::{Line, Table, Values};
use crate::catalog::Catalog;
use crate::locality::UnitId;
use crate::schema::{Id, List, Need};
use crate::statistics::{Activity, Answers, Communes, Event, Span, Statistics, activity, communes, new_models};
use crate::text::Date;
use crate::vietnamese::number::grouped;

/// The names of the tables, which are those of the sheets in the annex.
pub(super) const FIELDS: &str = "Lĩnh vực";
pub(super) const LEVELS: &str = "Cấp khen thưởng";
pub(super) const UNITS: &str = "Đơn vị";
pub(super) const PLACES: &str = "Địa phương";
pub(super) const EVENTS: &str = "Trong kỳ";
pub(super) const NEEDS: &str = "Để làm theo";
pub(super) const OVERDUE: &str = "Quá hạn rà soát";

/// The lists that a template can repeat a row for, with the names of their values.
pub(super) const LISTS: [(&str, &[&str]); 6] = [
    ("linh_vuc", &["ten", "so"]),
    ("cap", &["ten", "so"]),
    ("don_vi", &["ten", "so"]),
    ("noi", &["ten", "so"]),
    ("viec", &["ten", "ky_nay", "ky_truoc", "chua_ro"]),
    ("qua_han", &["ten", "noi", "lan_cuoi"]),
];

/// Most models that the table of what is overdue has; the annex has all of them.
const LISTED: usize = 20;
const UNKNOWN: &str = "Chưa rõ";
/// What a template gets in place of a number that has no meaning for the place.
const NOT_COUNTED: &str = "(không tính)";

/// Said in place of sentences that would count nothing.
const NO_MODELS: &str = "Trang web chưa có mô hình nào trong phạm vi báo cáo này.";

/// All that is counted.
#[derive(Debug)]
pub(super) struct Figures {
    counts: Statistics,
    events: Vec<Activity>,
    /// Whether it is known by the history of the files which models are new.
    has_history: bool,
    /// Labels with counts, in the order of the site's lists; whether it is a theme that counts in another field.
    fields: Vec<(String, usize, bool)>,
    /// Labels of the fields that no model names.
    empty_fields: Vec<String>,
    levels: Vec<(String, usize)>,
    unit_types: Vec<(String, usize)>,
    kinds: Vec<(String, usize)>,
    places: Vec<(String, usize)>,
    /// Models that count in a field of reports.
    in_fields: usize,
    overdue: Vec<[String; 3]>,
}

impl Figures {
    /// Counts all models of the catalog, which are those of `place` if one is asked for.
    pub(super) fn of(
        catalog: &Catalog,
        first_commits: &BTreeMap<String, Date>,
        period: Span,
        place: Option<UnitId>,
    ) -> Self {
        let counts = Statistics::about(catalog, place);
        let (new, has_history) = new_models(catalog, first_commits, period);
        let site = &catalog.site;
        let label = |list: List, id: &Id| site.label(list, id).unwrap_or(id.as_str()).to_owned();
        let labelled = |list: List, counts: &[(Id, usize)]| -> Vec<(String, usize)> {
            counts.iter().map(|(id, count)| (label(list, id), *count)).collect()
        };
        let models_of = |id: &Id| counts.fields.iter().find(|field| field.field == *id).map_or(0, |field| field.models);
        let (mut fields, mut in_fields) = (Vec::new(), 0);
        for id in &counts.report_fields {
            let themes: Vec<_> = site.fields.iter().filter(|field| field.counts_as.as_ref() == Some(id)).collect();
            let of_themes: usize = themes.iter().map(|field| models_of(&field.id)).sum();
            in_fields += models_of(id) + of_themes;
            fields.push((label(List::Fields, id), models_of(id) + of_themes, false));
            fields.extend(themes.iter().map(|field| (field.label.clone(), models_of(&field.id), true)));
        }
        let kind = |id: &str| {
            catalog
                .models
                .iter()
                .filter(|model| model.front_matter().kind.as_ref().is_some_and(|kind| kind == id))
                .count()
        };
        let model = |&id: &crate::catalog::ModelId| {
            let model = catalog.model(id);
            let last = model.last_known().map(|day| day.vietnamese()).unwrap_or_default();
            [model.front_matter().title.value.clone(), model.place.written.clone(), last]
        };
        Self {
            events: std::iter::once(new).chain(activity(catalog, period)).collect(),
            has_history,
            levels: labelled(List::Levels, &counts.levels),
            unit_types: labelled(List::UnitTypes, &counts.unit_types),
            kinds: site.kinds.iter().map(|choice| (choice.label.clone(), kind(&choice.id))).collect(),
            places: places(catalog, &counts),
            overdue: counts.not_reviewed.iter().map(model).collect(),
            empty_fields: counts
                .fields
                .iter()
                .filter(|field| !field.is_named)
                .map(|field| label(List::Fields, &field.field))
                .collect(),
            fields,
            in_fields,
            counts,
        }
    }

    /// Models whose latest review is long ago: title, place, the day or year in which each was last known to run.
    pub(super) fn overdue(&self) -> &[[String; 3]] {
        &self.overdue
    }

    /// All tables, by their names.
    pub(super) fn tables(&self, catalog: &Catalog) -> Vec<(&'static str, Table)> {
        let fields = self.fields.iter().map(|(label, count, is_theme)| {
            (if *is_theme { format!("   trong đó: {label}") } else { label.clone() }, *count)
        });
        let models = self.counts.models;
        let sum = ("Tổng số".to_owned(), models);
        let unknown = |count: usize| (UNKNOWN.to_owned(), count);
        let with_units: usize = self.unit_types.iter().map(|(_, count)| count).sum();
        let with_kinds: usize = self.kinds.iter().map(|(_, count)| count).sum();
        let of_units = self
            .unit_types
            .iter()
            .cloned()
            .chain([("Loại đơn vị chưa rõ".to_owned(), models.saturating_sub(with_units))]);
        let of_kinds = self
            .kinds
            .iter()
            .cloned()
            .chain([("Tập thể hay cá nhân chưa rõ".to_owned(), models.saturating_sub(with_kinds))]);
        let without_level = catalog.models.iter().filter(|model| {
            let awards = &model.front_matter().awards;
            !awards.is_empty() && awards.iter().all(|award| award.level.is_none())
        });
        let levels = self.levels.iter().cloned().chain([
            ("Có khen thưởng, cấp chưa rõ".to_owned(), without_level.count()),
            ("Chưa rõ có khen thưởng hay không".to_owned(), models.saturating_sub(self.counts.awarded)),
        ]);
        let all = vec![
            (FIELDS, two(FIELDS, fields.chain([unknown(models.saturating_sub(self.in_fields))]), Some(sum.clone()))),
            (LEVELS, two(LEVELS, levels, None)),
            (UNITS, two("Đơn vị thực hiện", of_units.chain(of_kinds), None)),
            (PLACES, two(PLACES, self.places.iter().cloned(), None)),
            (EVENTS, self.event_table()),
            (NEEDS, self.need_table(catalog)),
            (OVERDUE, self.overdue_table()),
        ];
        // An empty table says nothing.
        all.into_iter().filter(|(name, table)| *name != PLACES || !table.rows.is_empty()).collect()
    }

    fn event_table(&self) -> Table {
        let row = |found: &Activity| {
            let numbers = [found.now, found.before, found.unclear].map(|number| number.to_string());
            [vec![event_name(found.event).to_owned()], numbers.to_vec()].concat()
        };
        Table {
            heading: ["Số mô hình", "Kỳ này", "Kỳ trước", UNKNOWN].map(str::to_owned).to_vec(),
            rows: self.events.iter().map(|found| Line { texts: row(found), is_sum: false }).collect(),
            shares: None,
        }
    }

    fn need_table(&self, catalog: &Catalog) -> Table {
        let needs = Need::ALL.iter().map(|need| need.label().vi.to_owned());
        let heading =
            std::iter::once("Lĩnh vực".to_owned()).chain(needs).chain(["Đủ cả".to_owned(), "Mô hình".to_owned()]);
        let row = |label: String, count: &crate::statistics::NeedCount, is_sum: bool| {
            let numbers = count.by_need.iter().chain([&count.enough, &count.models]).map(usize::to_string);
            Line { texts: std::iter::once(label).chain(numbers).collect(), is_sum }
        };
        let label = |id: &Id| catalog.site.label(List::Fields, id).unwrap_or(id.as_str()).to_owned();
        let rows = self.counts.needs_by_field.iter().map(|(id, count)| row(label(id), count, false));
        Table {
            heading: heading.collect(),
            rows: rows.chain([row("Tổng số".to_owned(), &self.counts.needs, true)]).collect(),
            shares: None,
        }
    }

    fn overdue_table(&self) -> Table {
        let rows = self.overdue.iter().take(LISTED).map(|texts| Line { texts: texts.to_vec(), is_sum: false });
        Table {
            heading: ["Mô hình", "Địa phương", "Lần cuối biết còn hoạt động"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
            shares: Some(&[45, 35, 20]),
        }
    }

    pub(super) fn of_fields(&self) -> String {
        let told = self.fields.iter().filter(|(_, count, is_theme)| *count > 0 && !is_theme);
        let told: Vec<String> = told.map(|(label, count, _)| format!("{label} {}", number(*count))).collect();
        match (self.counts.models, told.is_empty()) {
            (0, _) => NO_MODELS.to_owned(),
            (models, true) => format!("Có {} mô hình, chưa rõ lĩnh vực.", number(models)),
            (models, false) => format!("Có {} mô hình: {}.", number(models), told.join("; ")),
        }
    }

    /// How many models a source calls “Dân vận khéo”, and of how many that is not known; empty if it is known of none.
    pub(super) fn of_called(&self) -> String {
        let Answers { yes, no } = self.counts.called;
        let unknown = match self.counts.models.saturating_sub(yes + no) {
            _ if yes + no == 0 => return String::new(),
            0 => String::new(),
            unknown => format!(", {} mô hình chưa rõ có được gọi như vậy hay không", number(unknown)),
        };
        format!(" Trong đó {} mô hình được nguồn gọi là “Dân vận khéo”{unknown}.", number(yes))
    }

    pub(super) fn of_awards(&self) -> String {
        if self.counts.models == 0 {
            return NO_MODELS.to_owned();
        }
        if self.counts.awarded == 0 {
            return "Chưa rõ mô hình nào được khen thưởng: không nguồn nào nêu năm khen thưởng.".to_owned();
        }
        format!(
            "{} mô hình có khen thưởng được nguồn nêu rõ năm. Một mô hình được nhiều cấp khen thưởng thì tính ở mỗi cấp một lần.",
            number(self.counts.awarded)
        )
    }

    /// What is said in place of a table of places that would be empty.
    pub(super) fn of_places(&self) -> Option<&'static str> {
        match (self.places.is_empty(), self.counts.models) {
            (false, _) => None,
            (true, 0) => Some(NO_MODELS),
            (true, _) => Some("Chưa rõ mô hình nào ở địa phương nào."),
        }
    }

    /// By what models are known to be new.
    pub(super) fn of_new(&self) -> &'static str {
        match self.has_history {
            true => "“Mới có trên trang web” tính theo ngày bài được đưa lên lần đầu.",
            false => {
                "“Mới có trên trang web” tính theo năm sớm nhất mà bài ghi (bắt đầu, công nhận hoặc khen thưởng), vì không rõ ngày bài được đưa lên lần đầu."
            }
        }
    }

    pub(super) fn of_reviews(&self) -> String {
        match self.overdue.len() {
            0 if self.counts.models == 0 => NO_MODELS.to_owned(),
            0 => "Không có mô hình nào được khen thưởng mà quá hai năm chưa ai xác nhận còn hoạt động.".to_owned(),
            count => format!(
                "{} mô hình được khen thưởng mà quá hai năm chưa ai xác nhận còn hoạt động; cần rà soát.",
                number(count)
            ),
        }
    }

    /// What is missing, one sentence each.
    pub(super) fn gaps(&self, catalog: &Catalog) -> Vec<String> {
        let mut gaps = Vec::new();
        if let Some(home) = &self.counts.home {
            gaps.push(format!(
                "{} trên {} xã, phường, đặc khu của {} chưa có mô hình nào trên trang web.",
                number(home.communes - home.with_models),
                number(home.communes),
                crate::locality::inside_sentence(catalog.gazetteer.name(home.unit))
            ));
        }
        if !self.empty_fields.is_empty() {
            gaps.push(format!("Lĩnh vực, chủ đề chưa có mô hình nào: {}.", self.empty_fields.join("; ")));
        }
        if self.counts.models == 0 {
            return gaps;
        }
        gaps.push(format!(
            "{} mô hình có khen thưởng mà chưa rõ nơi nào làm theo; {} mô hình được nguồn nói là đã có nơi làm theo.",
            number(self.counts.never_copied.len()),
            number(self.counts.copies.models)
        ));
        gaps.push(format!(
            "{} trên {} mô hình nêu đủ cách làm, nguồn lực, điều kiện và đầu mối để nơi khác làm theo.",
            number(self.counts.needs.enough),
            number(self.counts.models)
        ));
        gaps
    }

    /// What a template can name.
    pub(super) fn values(&self, catalog: &Catalog) -> Values {
        let counts = &self.counts;
        let numbers = [
            ("so_mo_hinh", counts.models),
            ("so_khen_thuong", counts.awarded),
            ("so_da_nhan_rong", counts.copies.models),
            ("so_noi_lam_theo", counts.copies.places),
            ("so_chua_nhan_rong", counts.never_copied.len()),
            ("so_qua_han_ra_soat", self.overdue.len()),
            ("so_du_de_lam_theo", counts.needs.enough),
            ("so_linh_vuc_chua_ro", counts.models.saturating_sub(self.in_fields)),
        ];
        let mut texts: BTreeMap<String, String> = numbers.map(|(name, count)| (name.to_owned(), number(count))).into();
        // A commune has none below it, and a site without a home no communes to count.
        let without = counts.home.as_ref().map(|home| number(home.communes - home.with_models));
        texts.insert("so_xa_chua_co".to_owned(), without.unwrap_or_else(|| NOT_COUNTED.to_owned()));
        for (id, count) in &counts.stages {
            texts.insert(format!("so_{}", id.replace('-', "_")), number(*count));
        }
        for found in &self.events {
            let name = event_id(found.event);
            let all = [("", found.now), ("_ky_truoc", found.before), ("_chua_ro", found.unclear)];
            texts.extend(all.map(|(end, count)| (format!("{name}{end}"), number(count))));
        }
        texts.insert("khoang_trong".to_owned(), self.gaps(catalog).join("\n"));
        let pairs = |list: &mut dyn Iterator<Item = (String, usize)>| {
            list.map(|(name, count)| BTreeMap::from([("ten", name), ("so", number(count))])).collect::<Vec<_>>()
        };
        let events = self.events.iter().map(|found| {
            let name = event_name(found.event).to_owned();
            BTreeMap::from([
                ("ten", name),
                ("ky_nay", number(found.now)),
                ("ky_truoc", number(found.before)),
                ("chua_ro", number(found.unclear)),
            ])
        });
        let overdue = self.overdue.iter().map(|[title, place, last]| {
            BTreeMap::from([("ten", title.clone()), ("noi", place.clone()), ("lan_cuoi", last.clone())])
        });
        let lists = BTreeMap::from([
            ("linh_vuc", pairs(&mut self.fields.iter().map(|(label, count, _)| (label.clone(), *count)))),
            ("cap", pairs(&mut self.levels.iter().cloned())),
            ("don_vi", pairs(&mut self.unit_types.iter().cloned())),
            ("noi", pairs(&mut self.places.iter().cloned())),
            ("viec", events.collect()),
            ("qua_han", overdue.collect()),
        ]);
        Values { texts, lists }
    }
}

/// A table of names with counts.
fn two(heading: &str, rows: impl Iterator<Item = (String, usize)>, sum: Option<(String, usize)>) -> Table {
    let line = |(name, count): (String, usize), is_sum| Line { texts: vec![name, count.to_string()], is_sum };
    let rows = rows.map(|row| line(row, false)).chain(sum.map(|row| line(row, true)));
    Table { heading: vec![heading.to_owned(), "Số mô hình".to_owned()], rows: rows.collect(), shares: None }
}

fn event_name(event: Event) -> &'static str {
    match event {
        Event::New => "Mới có trên trang web",
        Event::Started => "Bắt đầu thực hiện",
        Event::Recognised => "Được công nhận",
        Event::Awarded => "Được khen thưởng",
        Event::Copied => "Được nơi khác làm theo",
        Event::Reviewed => "Được rà soát",
        Event::Edited => "Bài viết được cập nhật",
    }
}

fn event_id(event: Event) -> &'static str {
    match event {
        Event::New => "ky_moi",
        Event::Started => "ky_bat_dau",
        Event::Recognised => "ky_cong_nhan",
        Event::Awarded => "ky_khen_thuong",
        Event::Copied => "ky_nhan_rong",
        Event::Reviewed => "ky_ra_soat",
        Event::Edited => "ky_cap_nhat",
    }
}

pub(super) fn number(count: usize) -> String {
    grouped(&count.to_string())
}

/// The provinces with their models; the communes, where all models are in one province.
fn places(catalog: &Catalog, counts: &Statistics) -> Vec<(String, usize)> {
    let name = |unit| catalog.gazetteer.name(unit).to_owned();
    let provinces: Vec<_> = counts.provinces.iter().filter(|province| province.models > 0).collect();
    if provinces.len() != 1 {
        return provinces.iter().map(|province| (name(province.unit), province.models)).collect();
    }
    let Communes { models, divided, unclear } = communes(catalog);
    let others = [("Nay thuộc nhiều xã, phường", divided), ("Chưa rõ xã, phường", unclear)];
    let others = others.into_iter().filter(|(_, count)| *count > 0).map(|(label, count)| (label.to_owned(), count));
    models.into_iter().map(|(unit, count)| (name(unit), count)).chain(others).collect()
}
