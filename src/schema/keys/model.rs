//! Keys of models and of ordinary pages.

use super::super::key::{Key, Kind, List};
use super::{LABEL, NOTE};

/// The front matter of a model.
pub const MODEL: &[Key] = &[
    Key::new(
        "title",
        "tieu_de",
        Kind::Text,
        ("Tên mô hình", "Title"),
        ("Tên riêng của mô hình, ngắn, dễ nhớ.", "The model's own name, short and easy to remember."),
        "Tổ liên gia tự quản về an ninh trật tự",
    )
    .required(),
    Key::new(
        "summary",
        "tom_tat",
        Kind::Text,
        ("Tóm tắt", "Summary"),
        (
            "Một câu: ai làm gì, được gì; hiện trên thẻ và khi chia sẻ.",
            "One sentence on who does what to what effect; shown on cards and when shared.",
        ),
        "Mười hộ một tổ, một tiếng kẻng, cả thôn ra hỗ trợ.",
    ),
    Key::new(
        "locality",
        "dia_phuong",
        Kind::Locality,
        ("Địa phương", "Locality"),
        (
            "Địa danh đúng như lúc thực hiện, từ nhỏ đến lớn; không đổi sang tên mới.",
            "The place as it was called then, from small to large; never changed to the new name.",
        ),
        "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
    )
    .required(),
    Key::new(
        "field",
        "linh_vuc",
        Kind::Choice(List::Fields),
        ("Lĩnh vực", "Field"),
        ("Lĩnh vực chính, theo danh sách của trang.", "The main field, from the site's list."),
        "quoc-phong-an-ninh",
    )
    .required(),
    Key::new(
        "fields_also",
        "linh_vuc_khac",
        Kind::Choices(List::Fields),
        ("Lĩnh vực khác", "Further fields"),
        ("Những lĩnh vực khác mà mô hình cũng góp phần.", "Other fields it serves as well."),
        "[he-thong-chinh-tri]",
    ),
    Key::new(
        "organisation",
        "don_vi",
        Kind::Text,
        ("Đơn vị thực hiện", "Run by"),
        (
            "Tên tập thể; chỉ nêu cá nhân khi người ấy đồng ý.",
            "The collective that runs it; an individual only with consent.",
        ),
        "Chi bộ thôn 2",
    ),
    Key::new(
        "unit_type",
        "loai_don_vi",
        Kind::Choice(List::UnitTypes),
        ("Loại đơn vị", "Kind of unit"),
        ("Loại đơn vị thực hiện, theo danh sách của trang.", "What kind of unit runs it, from the site's list."),
        "khu-dan-cu",
    ),
    Key::new(
        "kind",
        "loai_hinh",
        Kind::Choice(List::Kinds),
        ("Tập thể / Cá nhân", "Collective or individual"),
        ("Điển hình tập thể hay cá nhân.", "Whether a collective or an individual is the exemplar."),
        "tap-the",
    ),
    Key::new(
        "stage",
        "trang_thai",
        Kind::Choice(List::Stages),
        ("Trạng thái", "Stage"),
        (
            "Mô hình đã đăng ký, được công nhận hay là tiêu biểu; đây không phải khen thưởng.",
            "Registered, recognised or exemplary; a status, not an award.",
        ),
        "tieu-bieu",
    ),
    Key::new(
        "started",
        "nam_bat_dau",
        Kind::Year,
        ("Năm bắt đầu", "Start year"),
        ("Năm bắt đầu làm.", "The year it began."),
        "2016",
    ),
    Key::new(
        "award_year",
        "nam_khen_thuong",
        Kind::Year,
        ("Năm khen thưởng", "Award year"),
        (
            "Viết gọn khi chỉ có một lần khen; chưa được khen thì bỏ trống.",
            "Short form for a single award; left out while there is none.",
        ),
        "2019",
    ),
    Key::new(
        "award_level",
        "cap_khen_thuong",
        Kind::Choice(List::Levels),
        ("Cấp khen thưởng", "Award level"),
        ("Cấp đã khen, đi cùng award_year.", "Who gave the award; goes with award_year."),
        "tinh",
    ),
    Key::new(
        "awards",
        "khen_thuong",
        Kind::Records(AWARD),
        ("Khen thưởng", "Awards"),
        (
            "Các lần khen thưởng, khi có nhiều hơn một hoặc cần ghi rõ.",
            "Awards, when there are several or more to say.",
        ),
        "[{year: 2019, level: tinh, form: Bằng khen, by: UBND tỉnh}]",
    ),
    Key::new(
        "results",
        "ket_qua",
        Kind::Records(RESULT),
        ("Kết quả", "Results"),
        ("Những con số đếm được.", "Results that were counted."),
        "[{label: Hộ tham gia, value: 120, unit: hộ}]",
    ),
    Key::new(
        "resources",
        "nguon_luc",
        Kind::Text,
        ("Nguồn lực", "Resources"),
        ("Tiền, ngày công, vật liệu đã bỏ ra.", "Money, work days and materials that went in."),
        "5 triệu đồng tiền kẻng; 40 ngày công",
    ),
    Key::new(
        "conditions",
        "dieu_kien",
        Kind::Text,
        ("Điều kiện áp dụng", "Conditions for use elsewhere"),
        ("Nơi khác cần có gì để làm theo.", "What another place needs in order to copy it."),
        "Khu dân cư liền kề, có người uy tín đứng ra",
    ),
    Key::new(
        "contact",
        "lien_he",
        Kind::Record(CONTACT),
        ("Đầu mối liên hệ", "Contact point"),
        ("Cơ quan để nơi khác gọi hỏi, không phải cá nhân.", "The office to call, never a private person."),
        "{office: UBND xã Đông Giang, phone: 0252 3888 888}",
    ),
    Key::new(
        "replications",
        "nhan_rong",
        Kind::Records(REPLICATION),
        ("Nơi đã nhân rộng", "Copied in"),
        ("Những nơi đã làm theo.", "Places that copied it."),
        "[{locality: \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\", year: 2020}]",
    ),
    Key::new(
        "based_on",
        "mo_hinh_goc",
        Kind::ModelSlug,
        ("Mô hình gốc", "Original model"),
        ("Tên tệp của mô hình mà mô hình này làm theo.", "The file name of the model that this one copies."),
        "tieng-keng-an-ninh",
    ),
    Key::new(
        "updates",
        "cap_nhat",
        Kind::Records(UPDATE),
        ("Cập nhật", "Updates"),
        ("Chuyện xảy ra sau khi bài được viết.", "What happened after the page was written."),
        "[{date: 2024-10-15, text: Thêm hai tổ mới}]",
    ),
    Key::new(
        "campaigns",
        "phong_trao",
        Kind::Choices(List::Campaigns),
        ("Phong trào", "Campaigns"),
        ("Phong trào, đợt thi đua mà mô hình tham gia.", "Campaigns it belongs to."),
        "[04-khong]",
    ),
    Key::new(
        "tags",
        "the",
        Kind::Texts,
        ("Thẻ", "Tags"),
        ("Vài từ khóa ngắn, viết thường, có dấu.", "A few short words in lower case, with marks."),
        "[tự quản, hiến đất]",
    ),
    Key::new(
        "sources",
        "nguon",
        Kind::Records(CITATION),
        ("Nguồn", "Sources"),
        ("Thông tin lấy từ đâu.", "Where the facts come from."),
        "[{title: \"Báo Bình Thuận, 30/5/2023\", url: \"https://baobinhthuan.com.vn/bai-viet\"}]",
    ),
    Key::new(
        "cover",
        "anh_bia",
        Kind::File,
        ("Ảnh bìa", "Cover"),
        ("Tên tệp ảnh nằm cạnh bài.", "The name of a picture beside this file."),
        "keng.jpg",
    ),
    Key::new(
        "cover_alt",
        "mo_ta_anh_bia",
        Kind::Text,
        ("Mô tả ảnh bìa", "Cover description"),
        ("Ảnh bìa cho thấy gì, cho người không nhìn thấy ảnh.", "What the cover shows, for those who cannot see it."),
        "Tổ liên gia họp bên chiếc kẻng đầu ngõ",
    ),
    Key::new(
        "reviewed",
        "ngay_ra_soat",
        Kind::Date,
        ("Ngày rà soát", "Reviewed"),
        ("Lần gần nhất có người xác nhận mô hình còn hoạt động.", "When somebody last confirmed that it still runs."),
        "2025-10-15",
    ),
    ALIASES,
    DRAFT,
];

/// The front matter of an ordinary page.
pub const PAGE: &[Key] = &[
    Key::new(
        "title",
        "tieu_de",
        Kind::Text,
        ("Tên trang", "Title"),
        ("Tên của trang.", "The page's title."),
        "Giới thiệu",
    )
    .required(),
    Key::new(
        "summary",
        "tom_tat",
        Kind::Text,
        ("Tóm tắt", "Summary"),
        ("Một câu nói trang này viết gì.", "One sentence on what the page is about."),
        "Trang này là gì, do ai lập, lấy thông tin từ đâu.",
    ),
    Key::new(
        "order",
        "thu_tu",
        Kind::Order,
        ("Thứ tự", "Order"),
        ("Số nhỏ đứng trước khi các trang được liệt kê.", "Lower numbers come first where pages are listed."),
        "1",
    ),
    Key::new(
        "updated",
        "ngay_cap_nhat",
        Kind::Date,
        ("Ngày cập nhật", "Updated"),
        ("Ngày sửa gần nhất, khi không có lịch sử git.", "When it last changed, where git does not know."),
        "2025-10-15",
    ),
    ALIASES,
    DRAFT,
];

const ALIASES: Key = Key::new(
    "aliases",
    "dia_chi_cu",
    Kind::Aliases,
    ("Địa chỉ cũ", "Old addresses"),
    ("Những địa chỉ cũ dẫn về trang này.", "Old addresses that lead to this page."),
    "[post/8133]",
);

const DRAFT: Key = Key::new(
    "draft",
    "ban_nhap",
    Kind::Flag,
    ("Bản nháp", "Draft"),
    ("true khi bài chưa được đăng.", "`true` while it is not to be published."),
    "false",
);

const YEAR: Key =
    Key::new("year", "nam", Kind::Year, ("Năm", "Year"), ("Năm, bốn chữ số.", "The year, four digits."), "2019");

const AWARD: &[Key] = &[
    YEAR.required(),
    Key::new(
        "level",
        "cap",
        Kind::Choice(List::Levels),
        ("Cấp", "Level"),
        ("Cấp đã khen, theo danh sách của trang.", "Who gave it, from the site's list."),
        "tinh",
    ),
    Key::new(
        "form",
        "hinh_thuc",
        Kind::Text,
        ("Hình thức khen thưởng", "Form"),
        ("Bằng khen, giấy khen, biểu dương …", "Certificate of merit, public praise …"),
        "Bằng khen",
    ),
    Key::new(
        "by",
        "co_quan",
        Kind::Text,
        ("Cơ quan khen", "Given by"),
        ("Cơ quan ra quyết định.", "The body that gave it."),
        "Chủ tịch UBND tỉnh",
    ),
    Key::new(
        "decision",
        "quyet_dinh",
        Kind::Text,
        ("Số quyết định", "Decision"),
        ("Số, ký hiệu của quyết định.", "Number of the decision."),
        "123/QĐ-UBND",
    ),
];

const RESULT: &[Key] = &[
    Key {
        example: "Hộ tham gia",
        hint: super::super::key::Words { vi: "Đếm cái gì.", en: "What was counted." },
        ..LABEL
    },
    Key::new(
        "value",
        "so_luong",
        Kind::Number,
        ("Số lượng", "Value"),
        ("Con số, không kèm đơn vị.", "The number, without its unit."),
        "120",
    )
    .required(),
    Key::new(
        "unit",
        "don_vi_tinh",
        Kind::Text,
        ("Đơn vị tính", "Unit"),
        ("hộ, km, đồng, % …", "Households, km, đồng, % …"),
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

const REPLICATION: &[Key] = &[
    Key::new(
        "locality",
        "dia_phuong",
        Kind::Locality,
        ("Địa phương", "Locality"),
        ("Nơi đã làm theo, đúng tên lúc ấy.", "The place that copied it, as it was called then."),
        "Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
    )
    .required(),
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

const UPDATE: &[Key] = &[
    Key::new("date", "ngay", Kind::Date, ("Ngày", "Date"), ("Ngày có tin.", "The day of the news."), "2024-10-15")
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

const CITATION: &[Key] = &[
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
