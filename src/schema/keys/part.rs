//! Keys of the groups inside a model: awards, results, the contact, replications, updates, sources.

use super::super::key::{Key, Kind, List};
use super::{LABEL, NOTE};
use crate::text::StaticMessage;

const YEAR: Key =
    Key::new("year", "nam", Kind::Year, ("Năm", "Year"), ("Năm, bốn chữ số.", "The year, four digits."), "2019");

pub(super) const AWARD: &[Key] = &[
    YEAR.required(),
    Key::new(
        "level",
        "cap",
        Kind::Choice(List::Levels),
        ("Cấp", "Level"),
        ("Cấp đã khen thưởng, theo danh sách của trang web.", "Who gave it, from the site's list."),
        "tinh",
    ),
    Key::new(
        "form",
        "hinh_thuc",
        Kind::Text,
        ("Hình thức khen thưởng", "Form"),
        ("Bằng khen, giấy khen, biểu dương…", "Certificate of merit, public praise…"),
        "Bằng khen",
    ),
    Key::new(
        "by",
        "co_quan",
        Kind::Text,
        ("Người (cơ quan) ký quyết định", "Given by"),
        ("Ai ký quyết định khen thưởng.", "Who signed the decision."),
        "Chủ tịch UBND tỉnh",
    ),
    Key::new(
        "decision",
        "quyet_dinh",
        Kind::Text,
        ("Số quyết định", "Decision"),
        ("Số, ký hiệu của quyết định khen thưởng.", "Number of the decision."),
        "123/QĐ-UBND",
    ),
];

pub(super) const RESULT: &[Key] = &[
    Key { example: "Hộ tham gia", hint: StaticMessage::fixed("Đếm cái gì.", "What was counted."), ..LABEL },
    Key::new(
        "value",
        "so_luong",
        Kind::Number,
        ("Số lượng", "Value"),
        (
            "Con số, không kèm đơn vị: dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ và khi ấy đặt trong ngoặc kép; có thể viết 5 triệu, 1,5 tỷ.",
            "The number without its unit: a point groups thousands, a comma begins decimals and then takes quotes; 5 triệu and 1,5 tỷ are read.",
        ),
        "120",
    )
    .required(),
    Key::new(
        "unit",
        "don_vi_tinh",
        Kind::Text,
        ("Đơn vị tính", "Unit"),
        ("Hộ, km, đồng, %…", "Households, km, đồng, %…"),
        "hộ",
    ),
    NOTE,
];

/// An office; also the one that keeps the site.
pub(super) const CONTACT: &[Key] = &[
    Key::new(
        "office",
        "co_quan",
        Kind::Text,
        ("Cơ quan", "Office"),
        ("Tên cơ quan, không ghi tên cá nhân.", "The office, never a private person."),
        "UBND xã Đông Giang",
    )
    .required(),
    Key::new(
        "phone",
        "dien_thoai",
        Kind::Phone,
        ("Điện thoại", "Telephone"),
        ("Số máy bàn của cơ quan.", "The office's desk telephone."),
        "0252 3888 888",
    ),
    Key::new(
        "email",
        "thu_dien_tu",
        Kind::Email,
        ("Thư điện tử", "E-mail"),
        ("Hộp thư của cơ quan.", "The office's mail address."),
        "donggiang@lamdong.gov.vn",
    ),
    Key::new(
        "address",
        "dia_chi",
        Kind::Text,
        ("Địa chỉ", "Address"),
        ("Trụ sở ở đâu.", "Where the office is."),
        "Thôn 2, xã Đông Giang, tỉnh Lâm Đồng",
    ),
    Key::new(
        "visits",
        "tham_quan",
        Kind::Text,
        ("Đón đoàn tham quan", "Visits"),
        ("Có đón đoàn đến học hỏi không, khi nào.", "Whether and when visitors are welcome."),
        "Sáng thứ Năm hằng tuần, báo trước ba ngày",
    ),
];

pub(super) const REPLICATION: &[Key] = &[
    Key::new(
        "locality",
        "dia_phuong",
        Kind::Locality,
        ("Địa phương", "Locality"),
        (
            "Nơi nguồn nêu tên là đã làm theo, đúng tên lúc ấy; khi có count thì là vùng đã đếm.",
            "The place that a source names as a copy, as it was called then; with count, the area that was counted in.",
        ),
        "Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
    )
    .required(),
    Key::new(
        "count",
        "so_noi",
        Kind::Number,
        ("Số nơi", "Count"),
        (
            "Bao nhiêu nơi đã làm theo, khi nguồn chỉ nêu số lượng, không nêu tên; phải có unit và source.",
            "How many places copied it, where a source counts but does not name them; takes unit and source.",
        ),
        "12",
    ),
    Key::new(
        "unit",
        "don_vi_tinh",
        Kind::Text,
        ("Đơn vị tính", "Unit"),
        ("Đã đếm gì: huyện, xã, hội quán …", "What was counted: districts, communes, clubs …"),
        "huyện",
    ),
    YEAR,
    Key::new(
        "by",
        "don_vi",
        Kind::Text,
        ("Đơn vị thực hiện", "Run by"),
        ("Ai làm ở nơi ấy.", "Who runs it there."),
        "Hội Nông dân xã La Dạ",
    ),
    NOTE,
    Key::new(
        "source",
        "nguon",
        Kind::Text,
        ("Nguồn", "Source"),
        ("Địa chỉ web hoặc văn bản nói điều này.", "The web address or document that says so."),
        "Báo cáo số 45/BC-UBND",
    ),
];

pub(super) const UPDATE: &[Key] = &[
    Key::new(
        "date",
        "ngay",
        Kind::Date,
        ("Ngày", "Date"),
        ("Khi nào: ngày, tháng hoặc năm.", "When: a day, a month or a year."),
        "2024-10-15",
    )
    .required(),
    Key::new(
        "text",
        "noi_dung",
        Kind::Text,
        ("Nội dung", "Text"),
        ("Có gì mới, một hai câu.", "What is new, in a sentence or two."),
        "Thêm hai tổ mới ở thôn 3",
    )
    .required(),
];

pub(super) const CITATION: &[Key] = &[
    Key::new(
        "title",
        "tieu_de",
        Kind::Text,
        ("Tên nguồn", "Title"),
        ("Tên báo, cơ quan hoặc văn bản, kèm ngày nếu biết.", "Publisher or document, with its date if known."),
        "Báo Bình Thuận, 30/5/2023",
    ),
    Key::new(
        "url",
        "lien_ket",
        Kind::Url,
        ("Địa chỉ web", "Web address"),
        ("Địa chỉ đầy đủ, chép nguyên.", "The full address, copied as it is."),
        "https://baobinhthuan.com.vn/bai-viet",
    ),
];
