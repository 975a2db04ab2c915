//! What the page of results says: it travels with the data, so that the script need not carry every language.

use serde_json::{Value, json};

use crate::text::Lang;

/// The texts of an answer by key; `{n}` is a number to be filled in. They come with the first file of the index.
pub(super) fn texts(lang: Lang) -> Value {
    match lang {
        Lang::Vi => json!({
            "one": "1 mô hình", "count": "{n} mô hình", "about": "Khoảng {n} mô hình", "none": "Không tìm thấy mô hình nào",
            "letters": "Hãy gõ ít nhất một chữ", "absent": "Chưa có mô hình ở ", "missing": "Các mô hình không có từ: ", "apart": "Không mô hình nào có các từ này đứng liền nhau.", "instead": "Đang tìm theo: ", "filters": "Lọc kết quả", "more": "Xem thêm",
            "now": "nay thuộc ", "started": "từ năm ", "copied": "{n} nơi đã làm theo", "copiedOne": "1 nơi đã làm theo",
        }),
        Lang::En => json!({
            "one": "1 model", "count": "{n} models", "about": "About {n} models", "none": "No model found",
            "letters": "Type at least one letter", "absent": "No model yet in ", "missing": "No model has: ", "apart": "No model has these words side by side.", "instead": "Searched instead: ", "filters": "Filter", "more": "More",
            "now": "now ", "started": "since ", "copied": "copied in {n} places", "copiedOne": "copied in 1 place",
        }),
    }
}

/// The texts of filters, of suggestions and of an answer without results. They come after the first answer.
pub(super) fn later_texts(lang: Lang) -> Value {
    match lang {
        Lang::Vi => json!({
            "unknown": "Không có bộ lọc ", "hint": "Thử bớt từ, hoặc chọn một lĩnh vực:", "clear": "Bỏ lọc", "all": "Tất cả",
            "show": "Xem {n} kết quả", "showAbout": "Xem khoảng {n} kết quả", "from": "Từ năm", "to": "Đến năm", "yes": "Đã được nhân rộng", "no": "Chưa được nhân rộng",
            "field": "Lĩnh vực", "place": "Địa phương", "district": "Huyện, thị xã (cũ)", "year": "Năm khen thưởng",
            "level": "Cấp khen thưởng", "unit": "Loại đơn vị", "stage": "Trạng thái", "spread": "Nhân rộng",
            "needs": "Thông tin để làm theo", "called": "Tên gọi trong nguồn",
            "nearest": "Xem mô hình ở gần đó", "without": "Tìm không dùng bộ lọc", "unquoted": "Tìm không cần đúng cả cụm từ trong ngoặc",
            "atPlace": "Xem theo địa phương:", "ofMatter": "Nội dung gần nhất:",
            "submit": "Nơi bạn có mô hình như thế? Gửi mô hình",
            "matters": "Nội dung", "places": "Địa phương", "offers": "Gợi ý",
        }),
        Lang::En => json!({
            "unknown": "There is no filter ", "hint": "Try fewer words, or choose a field:", "clear": "Clear filters", "all": "All",
            "show": "Show {n} results", "showAbout": "Show about {n} results", "from": "From", "to": "To", "yes": "Copied elsewhere", "no": "Not copied yet",
            "field": "Field", "place": "Locality", "district": "Former district", "year": "Award year",
            "level": "Award level", "unit": "Kind of unit", "stage": "Stage", "spread": "Replication",
            "needs": "What it tells to copy it", "called": "What sources call it",
            "nearest": "See models near it", "without": "Search without filters", "unquoted": "Search without the quotation marks",
            "atPlace": "By place:", "ofMatter": "Nearest matters:",
            "submit": "Does your place have such a model? Send it",
            "matters": "Matters", "places": "Places", "offers": "Suggestions",
        }),
    }
}
