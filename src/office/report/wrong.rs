//! Why an office's own template cannot be filled, in words.

use super::Report;
use super::template::{NotFilled, of_lists};
use crate::text::{Lang, Message, StaticMessage};

const WRONG_PLACEHOLDERS: StaticMessage = StaticMessage::fixed(
    "Mẫu có chỗ điền không dùng được:{names}\nDùng được ở mọi chỗ: {known}\nDùng được trong hàng của bảng, hàng ấy lặp lại cho từng mục: {rows}",
    "The template has placeholders that cannot be filled:{names}\nThese can stand anywhere: {known}\nThese in a row of a table, which is repeated for each entry: {rows}",
);
const UNKNOWN_PLACEHOLDER: StaticMessage =
    StaticMessage::fixed("\n  {{{name}}}: không có chỗ điền này", "\n  {{{name}}}: there is no such placeholder");
const PLACEHOLDER_OUTSIDE: StaticMessage = StaticMessage::fixed(
    "\n  {{{name}}}: chỉ dùng được trong một hàng của bảng",
    "\n  {{{name}}}: can only stand in a row of a table",
);
const OPEN_PLACEHOLDER: StaticMessage = StaticMessage::fixed(
    "\n  {name}: thiếu }} ở cuối, hoặc }} nằm ở đoạn sau",
    "\n  {name}: has no }} at its end, or that stands in a later paragraph",
);
const BAD_TEMPLATE: StaticMessage = StaticMessage::fixed(
    "Không đọc được mẫu; mẫu phải là tệp .docx",
    "The template cannot be read; it must be a .docx",
);

const NO_PLACEHOLDER: StaticMessage = StaticMessage::fixed(
    "Mẫu không có chỗ điền nào, ví dụ {{so_mo_hinh}}; chưa viết báo cáo.\nDùng được ở mọi chỗ: {known}\nDùng được trong hàng của bảng, hàng ấy lặp lại cho từng mục: {rows}",
    "The template has no placeholder such as {{so_mo_hinh}}; no report was written.\nThese can stand anywhere: {known}\nThese in a row of a table, which is repeated for each entry: {rows}",
);

impl Report<'_> {
    /// What is wrong with a template, with the placeholders that there are.
    pub(crate) fn not_filled(&self, why: &NotFilled) -> Message {
        let wrong = match why {
            NotFilled::Unreadable(_) => return BAD_TEMPLATE.into(),
            NotFilled::NoPlaceholder => {
                let known = self.placeholders().join(", ");
                let rows = of_lists().collect::<Vec<_>>().join(", ");
                return NO_PLACEHOLDER.fill_both(&[("known", &known), ("rows", &rows)]);
            }
            NotFilled::Names(wrong) => wrong,
        };
        let both = |message: StaticMessage, names: &[String]| {
            let told = |lang| names.iter().map(|name| message.fill(lang, &[("name", name)])).collect::<String>();
            (told(Lang::Vi), told(Lang::En))
        };
        let kinds = [
            both(UNKNOWN_PLACEHOLDER, &wrong.unknown),
            both(PLACEHOLDER_OUTSIDE, &wrong.outside),
            both(OPEN_PLACEHOLDER, &wrong.open),
        ];
        let (vi, en): (String, String) = kinds.into_iter().unzip();
        let known = self.placeholders().join(", ");
        let rows = of_lists().collect::<Vec<_>>().join(", ");
        let filled = |lang, names: &String| {
            WRONG_PLACEHOLDERS.fill(lang, &[("names", names), ("known", &known), ("rows", &rows)])
        };
        Message::new(filled(Lang::Vi, &vi), filled(Lang::En, &en))
    }
}
