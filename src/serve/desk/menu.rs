//! Whether a page stands in the menu of the site: what the form of a page says of that is written into `content/site.yaml`.

use super::models::menu_entry;
use super::state::DeskState;
use super::{Desk, Refused, lock};
use crate::desk;
use crate::entry::PAGES;
use crate::site::CONFIG;
use crate::text::{SitePath, StaticMessage};
use crate::vietnamese;

const LOCKED: StaticMessage = StaticMessage::fixed(
    "Chưa ghi gì: không sửa được trình đơn trong content/site.yaml mà không làm mất điều đã ghi. Hãy mở tệp ấy bằng trình soạn chữ, sửa mục menu rồi thử lại.",
    "Nothing was written: the menu in content/site.yaml cannot be changed without losing what it says. Open that file in an editor, change its menu, and try again.",
);

impl Desk {
    /// The settings of the site with the page in the menu under `label`, or under what somebody had called it there, or without it; `None` if that is so already.
    pub(super) fn with_menu(
        &self,
        state: &DeskState,
        page: &SitePath,
        label: Option<&str>,
    ) -> Result<Option<(SitePath, String)>, Refused> {
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
        new.map(|new| Some((config, new))).map_err(|_| Refused::new(422, LOCKED))
    }
}
