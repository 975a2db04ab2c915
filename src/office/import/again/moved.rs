//! Models that a list had at another place before: somebody has corrected its title, or it is the list of another commune.

use crate::finding::{Code, Finding};
use crate::office::import::header::Header;
use crate::office::import::memory::{Remembered, title_in};
use crate::office::import::row::{self, Doubt, PlaceOf, Row};
use crate::office::import::walk::{Key, Place};
use crate::office::import::{MOVED, Planner};
use crate::text::{Message, SitePath};

use super::same::is_of_place;

/// A row that became a draft beside the article of before.
pub(in super::super) struct Moved {
    pub(in super::super) cell: String,
    pub(in super::super) from: String,
    pub(in super::super) to: String,
    /// The file of before.
    pub(in super::super) was: String,
}

/// Most files that are named.
const MOST_NAMED: usize = 5;

/// The place that a list named.
pub(in super::super) fn place_in(remembered: &Remembered) -> String {
    remembered.cells.get("locality").cloned().unwrap_or_default()
}

/// The doubt in a draft whose list had its model at another place before.
pub(in super::super) fn moved_doubt(was: &Remembered, header: &Header) -> Doubt {
    let (place, file) = (place_in(was), &was.file);
    let message = Message::new(
        format!("Lần trước danh sách này ghi mô hình ở {place}: tệp {file}."),
        format!("This list had the model at {place} before: {file}."),
    );
    let help = Message::new(
        "Lần trước ghi nhầm nơi thì xóa tệp ấy; là hai mô hình thì bỏ “draft: true”.",
        "If the place was wrong then, delete that file; if they are two models, take “draft: true” out.",
    );
    Doubt::new(header.title().unwrap_or(0), message, help)
}

impl Planner<'_> {
    /// What is remembered of the model that a new row seems to be: this list had it at another place, which the row itself
    /// did not name either, no row of it is left there, and all other cells are the same.
    pub(in super::super) fn moved_from(&self, place: &Place<'_>, row: &Row, key: &Key) -> Option<Remembered> {
        if row.unit.is_none() || row.place_of != PlaceOf::Around {
            return None;
        }
        let now = row::remembered(row);
        let files = self.by_row_title.get(title_in(&key.own)).into_iter().flatten();
        let is_it = |was: &&Remembered| {
            let is_open = self.by_file.contains_key(was.file.as_str())
                && !self.taken.contains_key(&SitePath::new(&was.file))
                && !self.keys.contains_key(&was.row);
            let says_no_place = || was.row.strip_prefix(&key.own).is_some_and(|rest| rest.starts_with(" | "));
            let is_same = |(name, text): (&String, &String)| is_of_place(name) || was.cells.get(name) == Some(text);
            is_open
                && was.list.as_deref() == Some(place.list)
                && says_no_place()
                && was.cells.contains_key("locality")
                && now.iter().all(is_same)
        };
        files.filter_map(|file| self.memory.of_file(file)).find(is_it).cloned()
    }

    /// What is remembered of the article that a model had at another place, if it is still there.
    pub(super) fn still_moved(&self, remembered: &Remembered) -> Option<&Remembered> {
        let file = remembered.cells.get(MOVED)?;
        self.memory.of_file(file).filter(|was| self.by_file.contains_key(was.file.as_str()))
    }

    /// Asks once for each list what the places of its models are.
    pub(in super::super) fn tell_moved(&mut self) {
        for moved in std::mem::take(&mut self.moved).into_values() {
            let Some(first) = moved.first() else { continue };
            let (count, from, to) = (moved.len(), &first.from, &first.to);
            let mut files: Vec<&str> = moved.iter().map(|moved| moved.was.as_str()).take(MOST_NAMED).collect();
            files.extend((count > MOST_NAMED).then_some("…"));
            let files = files.join(", ");
            let message = Message::new(
                format!(
                    "{count} mô hình của danh sách này lần trước ở {from}, nay ở {to}, các ô khác như cũ. Bài trước để nguyên, {count} bài mới là bản nháp."
                ),
                format!(
                    "{count} models of this list were at {from} before and are at {to} now, with all other cells the same. The articles of before are left as they are, the {count} new ones are drafts."
                ),
            );
            let help = Message::new(
                format!(
                    "Lần trước ghi nhầm nơi thì xóa bài trước ({files}) rồi đăng bài nháp; lần này ghi nhầm thì xóa bài nháp, sửa danh sách; là mô hình của hai nơi thì đăng bài nháp."
                ),
                format!(
                    "If the place was wrong then, delete the articles of before ({files}) and publish the drafts; if it is wrong now, delete the drafts and mend the list; if they are models of two places, publish the drafts."
                ),
            );
            self.plan.findings.push(Finding::new(Code::UncertainCell, &SitePath::new(&first.cell), message).help(help));
        }
    }
}
