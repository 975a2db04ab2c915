//! The key tables: every key that front matter and `site.yaml` may have.

mod form;
mod model;
mod part;
mod site;

pub use model::{MODEL, MODEL_KEYS};
pub(crate) use model::{NOT_KEYS, PAGE};
pub(crate) use site::SITE;

use super::key::{Key, Kind};
use part::CONTACT;

const LABEL: Key = Key::new(
    "label",
    "ten",
    Kind::Text,
    ("Tên", "Label"),
    ("Tên hiển thị cho người đọc.", "What readers see."),
    "Phát triển kinh tế",
)
.required();

const NOTE: Key = Key::new(
    "note",
    "ghi_chu",
    Kind::Text,
    ("Ghi chú", "Note"),
    ("Phạm vi, mức chính xác, điều cần nói thêm.", "Scope, precision, anything to add."),
    "trong gần 3 năm",
);
