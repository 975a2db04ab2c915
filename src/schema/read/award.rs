//! Awards and recognition of a model, and the rules between their years.

use super::super::model::Award;
use super::super::site::{Id, SiteConfig};
use super::record::{Reader, Record, short};
use super::value::first_line;
use crate::finding::Code;
use crate::text::{Message, Spanned};
use crate::vietnamese;

/// Words by which texts praise without an award being given, without marks.
const NO_AWARD: [&str; 2] = ["neu ten", "danh gia cao"];

impl<'t> Reader<'_, 't> {
    pub(super) fn all_awards(&mut self, site: &SiteConfig, record: &Record<'_, 't>) -> Vec<Award> {
        let short = self.short_award(site, record);
        let entries = self.records(record, "awards");
        let mut awards: Vec<Award> = entries.iter().filter_map(|entry| self.award(site, entry)).collect();
        if let (Some(short), Some(long)) = (record.get("award_year"), record.get("awards")) {
            let message = Message::new(
                "Đã có “awards” thì không viết thêm “award_year”.",
                "`award_year` and `awards` cannot both be given.",
            );
            let help = Message::new(
                "Ghi lần khen thưởng này thành một mục trong awards: - {year: …, level: …}, rồi xóa award_year và award_level.",
                "Make it an item of awards, - {year: …, level: …}, and take award_year and award_level away.",
            );
            let related = Message::new("Danh sách khen thưởng ở đây", "The list of awards stands here");
            self.report_related(Code::AwardTwice, short.name.span, message, help, (long.name.span, related));
        } else {
            awards.extend(short);
        }
        awards
    }

    /// The single award of the short form, `award_year` and `award_level`.
    fn short_award(&mut self, site: &SiteConfig, record: &Record<'_, 't>) -> Option<Award> {
        let year = self.year(record, "award_year");
        let level = self.choice(site, record, "award_level");
        let no_year = record.written("award_year").is_none_or(|slot| slot.value.is_null());
        if let Some(level) = level.as_ref().filter(|_| no_year) {
            let message = Message::new(
                "Có cấp khen thưởng nhưng thiếu năm khen thưởng.",
                "There is an award level but no award year.",
            );
            let help = Message::new(
                "Thêm dòng: award_year: 2019; nếu chưa được khen thưởng thì xóa award_level.",
                "Add a line: award_year: 2019; while there is no award, drop award_level.",
            );
            self.report(Code::MissingKey, level.span, message, help);
        }
        let year = year?;
        self.check_level_in_force(site, level.as_ref(), year);
        let level = level.map(|level| level.value);
        Some(Award { year: year.value, level, form: None, by: None, decision: None, span: year.span })
    }

    fn award(&mut self, site: &SiteConfig, entry: &Record<'_, 't>) -> Option<Award> {
        let year = self.year(entry, "year");
        let level = self.choice(site, entry, "level");
        let (form, by) = (self.text(entry, "form"), self.plain(entry, "by"));
        self.check_is_award(form.as_ref());
        let form = form.map(|form| form.value);
        let decision = self.plain(entry, "decision");
        let year = year?;
        self.check_level_in_force(site, level.as_ref(), year);
        let level = level.map(|level| level.value);
        Some(Award { year: year.value, level, form, by, decision, span: entry.span })
    }

    fn check_level_in_force(&mut self, site: &SiteConfig, level: Option<&Spanned<Id>>, year: Spanned<u16>) {
        let Some(written) = level else { return };
        let Some((level, until)) = site.level(&written.value).and_then(|level| Some((level, level.until?))) else {
            return;
        };
        if year.value > until {
            let message = Message::new(
                format!("Năm {}, “{}” không còn nữa: cấp này chỉ có đến năm {until}.", year.value, level.label),
                format!("In {} there was no “{}” any more: it ended in {until}.", year.value, level.label),
            );
            let help = Message::new("Xem lại năm hoặc cấp khen thưởng.", "Check the year or the level of the award.");
            let related = Message::new("Năm khen thưởng", "The year of the award");
            self.report_related(Code::LevelGone, written.span, message, help, (year.span, related));
        }
    }

    pub(super) fn check_awards_after_start(&mut self, awards: &[Award], started: Option<Spanned<u16>>) {
        let Some(started) = started else { return };
        for award in awards.iter().filter(|award| award.year < started.value) {
            let message = Message::new(
                format!("Được khen thưởng năm {}, trước khi mô hình bắt đầu (năm {}).", award.year, started.value),
                format!("Awarded in {}, before the model began in {}.", award.year, started.value),
            );
            let help = Message::new("Xem lại hai năm này; có năm ghi nhầm.", "Check both years; one of them is wrong.");
            let related = Message::new("Năm bắt đầu", "The start year");
            let span = first_line(award.span, self.file.text);
            self.report_related(Code::AwardBeforeStart, span, message, help, (started.span, related));
        }
    }

    pub(super) fn check_recognised_after_start(
        &mut self,
        recognised: Option<Spanned<u16>>,
        started: Option<Spanned<u16>>,
    ) {
        let (Some(recognised), Some(started)) = (recognised, started) else { return };
        if recognised.value < started.value {
            let message = Message::new(
                format!("Được công nhận năm {}, trước khi mô hình bắt đầu (năm {}).", recognised.value, started.value),
                format!("Recognised in {}, before the model began in {}.", recognised.value, started.value),
            );
            let help = Message::new("Xem lại hai năm này; có năm ghi nhầm.", "Check both years; one of them is wrong.");
            let related = Message::new("Năm bắt đầu", "The start year");
            self.report_related(Code::AwardBeforeStart, recognised.span, message, help, (started.span, related));
        }
    }

    /// To be named or praised in a speech or in the press is no award.
    fn check_is_award(&mut self, form: Option<&Spanned<String>>) {
        let Some(form) = form else { return };
        let plain = vietnamese::fold(&form.value);
        if !NO_AWARD.iter().any(|words| plain.contains(words)) {
            return;
        }
        let shown = short(&form.value);
        let message =
            Message::new(format!("“{shown}” không phải là khen thưởng."), format!("“{shown}” is not an award."));
        let help = Message::new(
            "Khen thưởng là bằng khen, giấy khen, biểu dương, có người ký quyết định. Được nêu tên hay đánh giá cao thì kể trong bài, bỏ mục này.",
            "An award is a certificate of merit or a public praise that somebody signed. That it was named or praised is told in the text; take this entry away.",
        );
        self.report(Code::NotAnAward, form.span, message, help);
    }
}
