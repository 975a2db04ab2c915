//! Whether a page stands in the menu of the site: what the form of a page says of that is written into `content/site.yaml`.

use super::models::menu_entry;
use super::state::DeskState;
use super::{Desk, lock};
use crate::desk;
use crate::entry::PAGES;
use crate::finding::Severity;
use crate::site::CONFIG;
use crate::text::{Message, SitePath, StaticMessage};
use crate::vietnamese;

const LOCKED: StaticMessage = StaticMessage::fixed(
    "không sửa được mục menu trong content/site.yaml mà không làm mất điều đã ghi, hãy sửa mục ấy bằng trình soạn chữ.",
    "the menu in content/site.yaml cannot be changed without losing what it says; change it in an editor.",
);
const BROKEN: StaticMessage = StaticMessage::fixed(
    "content/site.yaml sai ở dòng {line}: {message} Sửa dòng ấy bằng trình soạn chữ rồi lưu lại.",
    "content/site.yaml is wrong in line {line}: {message} Mend that line in an editor, then save again.",
);
/// What a page says was written, its entry in the menu was not.
pub(super) const SAVED_WITHOUT: StaticMessage = StaticMessage::fixed(
    "Bài đã lưu, nhưng trình đơn để nguyên: {why}",
    "The page is saved, but the menu is as it was: {why}",
);
/// The same of a file that was taken out of the bin.
pub(super) const RESTORED_WITHOUT: StaticMessage = StaticMessage::fixed(
    "Bài đã lấy lại, nhưng chưa trở lại trình đơn: {why}",
    "The page is back, but not in the menu: {why}",
);
/// The page is not deleted, because the menu would lead to nothing.
pub(super) const NOT_WITHOUT: StaticMessage = StaticMessage::fixed(
    "Chưa xóa gì, vì trình đơn dẫn đến bài này: {why}",
    "Nothing is deleted, because the menu leads to this page: {why}",
);

impl Desk {
    /// The settings of the site with the page in the menu under `label`, or under what somebody had called it there, or without it; `None` if that is so already.
    pub(super) fn with_menu(
        &self,
        state: &DeskState,
        page: &SitePath,
        label: Option<&str>,
    ) -> Result<Option<(SitePath, String)>, Message> {
        let (config, site) = (SitePath::new(CONFIG), &state.site.catalog.site);
        let (text, slug) = (state.source.text(&config).unwrap_or(""), vietnamese::slug(page.stem()));
        let new = match (menu_entry(state, page), label) {
            (None, Some(label)) if page.is_in(PAGES) => {
                let before = lock(&self.labels).get(page).cloned();
                desk::with_menu_entry(&config, text, (before.as_deref().unwrap_or(label), &slug), site)
            }
            (Some(label), None) => {
                let title = state.site.catalog.pages.iter().find(|entry| entry.entry.path == *page);
                if title.is_none_or(|page| page.entry.front_matter.title.value != label) {
                    lock(&self.labels).insert(page.clone(), label.to_owned());
                }
                desk::without_menu_entry(&config, text, &slug, site)
            }
            _ => return Ok(None),
        };
        new.map(|new| Some((config, new))).map_err(|_| why_locked(state))
    }
}

/// Why the menu cannot be changed: the first thing that is wrong in the settings, with its line; else that something would be lost.
fn why_locked(state: &DeskState) -> Message {
    let wrong = state.findings.iter().filter(|finding| finding.file.as_str() == CONFIG);
    let error = wrong.filter(|finding| finding.severity() == Severity::Error).min_by_key(|finding| finding.position);
    error.map_or_else(
        || LOCKED.into(),
        |finding| {
            let line = finding.position.map_or(1, |position| position.line);
            let (Message { vi, en }, both) = (&finding.message, BROKEN.fill_both(&[("line", &line)]));
            Message::new(both.vi.replace("{message}", vi), both.en.replace("{message}", en))
        },
    )
}
