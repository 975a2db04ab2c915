//! Words of what `serve` lays over a page: the panel with findings, the link to the desk.

use serde::Serialize;

use crate::text::{Lang, StaticMessage};

const ERRORS: StaticMessage = StaticMessage::fixed("lỗi", "errors");
const WARNINGS: StaticMessage = StaticMessage::fixed("cảnh báo", "warnings");
const INFOS: StaticMessage = StaticMessage::fixed("lưu ý", "notes");
const OPEN: StaticMessage = StaticMessage::fixed("Mở trong trình soạn thảo", "Open in the editor");
const HELP: StaticMessage = StaticMessage::fixed("Cách sửa", "Help");
const HIDE: StaticMessage = StaticMessage::fixed("Thu gọn", "Hide");
const MORE: StaticMessage = StaticMessage::fixed("mục nữa", "more");

/// What the link to the desk says on this page.
pub(super) fn to_desk(url_path: &str) -> StaticMessage {
    match url_path.starts_with("mo-hinh/") {
        true => StaticMessage::fixed("Sửa bài này", "Change this model"),
        false => StaticMessage::fixed("Bàn làm việc", "Desk"),
    }
}

/// The words in one language, by the names that `reload.js` uses.
#[derive(Serialize)]
pub(super) struct PanelWords {
    errors: &'static str,
    warnings: &'static str,
    infos: &'static str,
    open: &'static str,
    help: &'static str,
    hide: &'static str,
    more: &'static str,
}

impl PanelWords {
    pub(super) fn of(lang: Lang) -> Self {
        Self {
            errors: ERRORS.get(lang),
            warnings: WARNINGS.get(lang),
            infos: INFOS.get(lang),
            open: OPEN.get(lang),
            help: HELP.get(lang),
            hide: HIDE.get(lang),
            more: MORE.get(lang),
        }
    }
}
