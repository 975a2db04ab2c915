//! What the page of results says: it travels with the data, so that the script need not carry every language.

use serde_json::{Value, json};

use crate::text::Lang;

/// The texts by key; `{n}` is a number to be filled in.
pub(super) fn texts(lang: Lang) -> Value {
    match lang {
        Lang::Vi => json!({
            "one": "1 mô hình", "count": "{n} mô hình", "about": "Khoảng {n} mô hình", "none": "Không tìm thấy mô hình nào",
            "letters": "Hãy gõ ít nhất một chữ", "unknown": "Không có bộ lọc ",
            "instead": "Đang tìm theo: ", "hint": "Thử bớt từ, hoặc chọn một lĩnh vực:",
            "filters": "Lọc kết quả", "clear": "Bỏ lọc", "more": "Xem thêm", "all": "Tất cả",
            "now": "nay thuộc ", "started": "từ năm ", "copied": "{n} nơi đã làm theo", "copiedOne": "1 nơi đã làm theo",
            "from": "Từ năm", "to": "Đến năm", "yes": "Đã được nhân rộng", "no": "Chưa được nhân rộng",
            "field": "Lĩnh vực", "place": "Địa phương", "district": "Huyện, thị xã (cũ)", "year": "Năm khen thưởng",
            "level": "Cấp khen thưởng", "unit": "Loại đơn vị", "stage": "Trạng thái", "spread": "Nhân rộng",
        }),
        Lang::En => json!({
            "one": "1 model", "count": "{n} models", "about": "About {n} models", "none": "No model found",
            "letters": "Type at least one letter", "unknown": "There is no filter ",
            "instead": "Searched instead: ", "hint": "Try fewer words, or choose a field:",
            "filters": "Filter", "clear": "Clear filters", "more": "More", "all": "All",
            "now": "now ", "started": "since ", "copied": "copied in {n} places", "copiedOne": "copied in 1 place",
            "from": "From", "to": "To", "yes": "Copied elsewhere", "no": "Not copied yet",
            "field": "Field", "place": "Locality", "district": "Former district", "year": "Award year",
            "level": "Award level", "unit": "Kind of unit", "stage": "Stage", "spread": "Replication",
        }),
    }
}
