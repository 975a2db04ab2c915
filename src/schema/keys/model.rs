//! Keys of models and of ordinary pages.

use super::super::fact::{InView, ModelKey, OpenData, Stored, plain};
use super::super::key::{Key, Kind, List};
use super::part::{AWARD, CITATION, CONTACT, REPLICATION, RESULT, UPDATE};
use crate::text::StaticMessage;

/// The keys of a model, in the order of templates, reference and open data.
///
/// A new plain key takes two edits: its field in [`ModelFrontMatter`](super::super::ModelFrontMatter) and its row here.
pub const MODEL_KEYS: &[ModelKey] = &[
    plain!(
        title,
        "tieu_de",
        Kind::Text,
        ("Tên mô hình", "Title"),
        ("Tên riêng của mô hình, ngắn, dễ nhớ.", "The model's own name, short and easy to remember."),
        "Tổ liên gia tự quản về an ninh trật tự",
    )
    .required()
    .view(InView::Field),
    plain!(
        summary,
        "tom_tat",
        Kind::Text,
        ("Tóm tắt", "Summary"),
        (
            "Một câu: ai làm gì, được gì; hiện trong danh sách và khi chia sẻ.",
            "One sentence on who does what to what effect; shown in lists and when shared.",
        ),
        "Mười hộ một tổ, một tiếng kẻng, cả thôn ra hỗ trợ.",
    )
    .view(InView::Field),
    ModelKey::special(
        Key::new(
            "locality",
            "dia_phuong",
            Kind::Localities,
            ("Địa phương", "Locality"),
            (
                "Địa danh đúng như lúc thực hiện, từ nhỏ đến lớn; không đổi sang tên mới. Nhiều xã thì ghi thành danh sách.",
                "The place as it was called then, from small to large; never changed to the new name. Several as a list.",
            ),
            "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
        )
        .required(),
    ),
    ModelKey::special(Key::new(
        "locality_now",
        "dia_phuong_hien_nay",
        Kind::Localities,
        ("Địa phương hiện nay", "Present locality"),
        (
            "Chỉ ghi khi biết chắc mà trang web không biết hoặc biết chưa đủ nơi ấy nay thuộc đơn vị nào.",
            "Only where you know for certain in which present unit it lies and the site does not.",
        ),
        "Xã Đông Giang, tỉnh Lâm Đồng",
    )),
    plain!(
        field,
        "linh_vuc",
        Kind::Choice(List::Fields),
        ("Lĩnh vực", "Field"),
        ("Lĩnh vực chính, theo danh sách của trang web.", "The main field, from the site's list."),
        "quoc-phong-an-ninh",
    )
    .required()
    .view(InView::Field),
    plain!(
        fields_also,
        "linh_vuc_khac",
        Kind::Choices(List::Fields),
        ("Lĩnh vực khác", "Further fields"),
        ("Những lĩnh vực khác mà mô hình cũng góp phần vào.", "Other fields it serves as well."),
        "[he-thong-chinh-tri]",
    )
    .read_by_rule()
    .view(InView::Field),
    plain!(
        organisation,
        "don_vi",
        Kind::Text,
        ("Đơn vị thực hiện", "Run by"),
        (
            "Tên tập thể; chỉ nêu cá nhân khi người ấy đồng ý.",
            "The collective that runs it; an individual only with consent.",
        ),
        "Chi bộ thôn 2",
    )
    .open_data(OpenData::OfCollectives)
    .view(InView::Field),
    plain!(
        unit_type,
        "loai_don_vi",
        Kind::Choice(List::UnitTypes),
        ("Loại đơn vị", "Kind of unit"),
        ("Loại đơn vị thực hiện, theo danh sách của trang web.", "What kind of unit runs it, from the site's list."),
        "khu-dan-cu",
    )
    .view(InView::Field),
    plain!(
        kind,
        "loai_hinh",
        Kind::Choice(List::Kinds),
        ("Tập thể / Cá nhân", "Collective or individual"),
        ("Điển hình tập thể hay cá nhân.", "Whether a collective or an individual is the exemplar."),
        "tap-the",
    )
    .view(InView::Field),
    plain!(
        called_dan_van_kheo,
        "nguon_goi_dan_van_kheo",
        Kind::Flag,
        ("Nguồn gọi là “Dân vận khéo”", "Called “Dân vận khéo” by a source"),
        (
            "true nếu nguồn gọi đây là mô hình “Dân vận khéo”; false nếu nguồn không gọi, chỉ là cách làm cùng loại; chưa rõ thì bỏ trống.",
            "`true` if a source calls it a “Dân vận khéo” model; `false` if none does and it is a practice of the same kind; left out while not known.",
        ),
        "true",
    )
    .view(InView::Field),
    plain!(
        stage,
        "trang_thai",
        Kind::Choice(List::Stages),
        ("Trạng thái", "Stage"),
        (
            "Mô hình đã đăng ký, được công nhận hay là tiêu biểu, khi nguồn nói rõ. Đây không phải khen thưởng; “được đánh giá cao”, “được nêu tên” không phải công nhận, chỉ ghi trong bài.",
            "Registered, recognised or exemplary, where a source says so. A status, not an award; to be praised or named is no recognition, and is told in the text.",
        ),
        "tieu-bieu",
    )
    .view(InView::Field),
    plain!(
        recognised,
        "nam_cong_nhan",
        Kind::Year,
        ("Năm công nhận", "Recognised in"),
        (
            "Năm được công nhận là mô hình “Dân vận khéo”; công nhận khác với khen thưởng.",
            "The year in which it was recognised as a “Dân vận khéo” model, which is not an award.",
        ),
        "2018",
    )
    .view(InView::Field),
    plain!(
        started,
        "nam_bat_dau",
        Kind::Year,
        ("Năm bắt đầu", "Start year"),
        ("Năm bắt đầu thực hiện.", "The year it began."),
        "2016",
    )
    .view(InView::Field),
    ModelKey::special(Key::new(
        "award_year",
        "nam_khen_thuong",
        Kind::Year,
        ("Năm khen thưởng", "Award year"),
        (
            "Viết gọn khi chỉ có một lần khen thưởng; chưa được khen thưởng thì bỏ trống.",
            "Short form for a single award; left out while there is none.",
        ),
        "2019",
    )),
    ModelKey::special(Key::new(
        "award_level",
        "cap_khen_thuong",
        Kind::Choice(List::Levels),
        ("Cấp khen thưởng", "Award level"),
        ("Cấp đã khen thưởng, đi cùng award_year.", "Who gave the award; goes with award_year."),
        "tinh",
    )),
    ModelKey::special(Key::new(
        "awards",
        "khen_thuong",
        Kind::Records(AWARD),
        ("Khen thưởng", "Awards"),
        (
            "Các lần khen thưởng, khi có nhiều hơn một hoặc cần ghi rõ; được nêu tên, được đánh giá cao không phải là khen thưởng.",
            "Awards, when there are several or more to say; being named or well spoken of is none.",
        ),
        "[{year: 2019, level: tinh, form: Bằng khen, by: Chủ tịch UBND tỉnh}]",
    )),
    ModelKey::special(Key::new(
        "results",
        "ket_qua",
        Kind::Records(RESULT),
        ("Kết quả", "Results"),
        ("Những con số đếm được.", "Results that were counted."),
        "[{label: Hộ tham gia, value: 120, unit: hộ}]",
    )),
    plain!(
        resources,
        "nguon_luc",
        Kind::Text,
        ("Nguồn lực", "Resources"),
        ("Tiền, ngày công, vật liệu đã bỏ ra.", "Money, work days and materials that went in."),
        "5 triệu đồng tiền kẻng; 40 ngày công",
    )
    .view(InView::Field),
    plain!(
        conditions,
        "dieu_kien",
        Kind::Text,
        ("Điều kiện áp dụng", "Conditions for use elsewhere"),
        ("Nơi khác cần có gì để làm theo.", "What another place needs in order to copy it."),
        "Khu dân cư liền kề, có người uy tín đứng ra",
    )
    .view(InView::Field),
    ModelKey::special(Key::new(
        "contact",
        "lien_he",
        Kind::Record(CONTACT),
        ("Đầu mối liên hệ", "Contact point"),
        (
            "Cơ quan để nơi khác gọi hỏi, không phải cá nhân: office, phone, email, address, visits.",
            "The office to call, never a private person: office, phone, email, address, visits.",
        ),
        "{office: UBND xã Đông Giang, email: donggiang@lamdong.gov.vn}",
    )),
    ModelKey::special(Key::new(
        "replications",
        "nhan_rong",
        Kind::Records(REPLICATION),
        ("Nơi đã nhân rộng", "Copied in"),
        (
            "Những nơi mà nguồn nêu tên là đã làm theo; nguồn chỉ nêu số lượng thì ghi count, unit và source.",
            "Places that a source names as copies; where it only counts them, write count, unit and source.",
        ),
        "[{locality: \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\", year: 2020}]",
    )),
    ModelKey::special(Key::new(
        "based_on",
        "mo_hinh_goc",
        Kind::ModelSlug,
        ("Mô hình gốc", "Original model"),
        ("Tên tệp của mô hình mà mô hình này làm theo.", "The file name of the model that this one copies."),
        "tieng-keng-an-ninh",
    )),
    ModelKey::special(Key::new(
        "updates",
        "cap_nhat",
        Kind::Records(UPDATE),
        ("Diễn biến mới", "Later developments"),
        ("Diễn biến mới sau khi đăng bài.", "What happened after the page was published."),
        "[{date: 2024-10-15, text: Thêm hai tổ mới}]",
    )),
    plain!(
        campaigns,
        "phong_trao",
        Kind::Choices(List::Campaigns),
        ("Phong trào, chuyên đề", "Campaigns"),
        ("Phong trào thi đua, chuyên đề mà mô hình tham gia.", "Campaigns it belongs to."),
        "[04-khong]",
    )
    .view(InView::Field),
    plain!(
        tags,
        "the",
        Kind::Texts,
        ("Chủ đề", "Topics"),
        ("Vài từ ngắn, viết thường, có dấu.", "A few short words in lower case, with marks."),
        "[tự quản, hiến đất]",
    )
    .view(InView::Field),
    ModelKey::special(Key::new(
        "sources",
        "nguon",
        Kind::Records(CITATION),
        ("Nguồn", "Sources"),
        ("Thông tin lấy từ đâu.", "Where the facts come from."),
        "[{title: \"Báo Bình Thuận, 30/5/2023\", url: \"https://baobinhthuan.com.vn/bai-viet\"}]",
    )),
    ModelKey::special(Key::new(
        "cover",
        "anh_bia",
        Kind::File,
        ("Ảnh bìa", "Cover"),
        ("Tên tệp ảnh nằm cạnh bài.", "The name of a picture beside this file."),
        "keng.jpg",
    )),
    plain!(
        cover_alt,
        "mo_ta_anh_bia",
        Kind::Text,
        ("Mô tả ảnh bìa", "Cover description"),
        ("Ảnh bìa cho thấy gì, cho người không nhìn thấy ảnh.", "What the cover shows, for those who cannot see it."),
        "Tổ liên gia họp bên chiếc kẻng đầu ngõ",
    )
    .open_data(OpenData::Omitted)
    .view(InView::Omitted),
    plain!(
        facts_as_of,
        "thong_tin_den",
        Kind::Date,
        ("Thông tin tính đến", "Facts as of"),
        (
            "Số liệu và lời kể trong bài là của thời điểm nào, thường là ngày của nguồn: ngày, tháng hoặc năm.",
            "When the facts were as told, mostly the date of the source: a day, a month or a year.",
        ),
        "10/2023",
    )
    .view(InView::Field),
    plain!(
        reviewed,
        "ngay_ra_soat",
        Kind::Date,
        ("Ngày rà soát", "Reviewed"),
        (
            "Lần gần nhất có người xác nhận mô hình còn hoạt động: ngày, tháng hoặc năm.",
            "When somebody last confirmed that it still runs: a day, a month or a year.",
        ),
        "2025-10-15",
    )
    .view(InView::Field),
    ModelKey::special(ALIASES),
    ModelKey::special(DRAFT),
];

/// Names that look like keys of a model but are none, because each could mean several, and what to write instead.
pub(crate) const NOT_KEYS: (&[&str], StaticMessage) = (
    &["updated", "ngay_cap_nhat", "ngay_sua", "ngay_dang", "ngay_viet", "date", "ngay"],
    StaticMessage::fixed(
        "Ngày sửa bài do git ghi, không cần viết. Thông tin trong bài là của lúc nào: thong_tin_den (facts_as_of); có tin mới: cap_nhat (updates); có người xác nhận mô hình còn hoạt động: ngay_ra_soat (reviewed).",
        "When the file changed is known to git. When the facts were as told: facts_as_of; news: updates; that somebody confirmed that it still runs: reviewed.",
    ),
);

/// The front matter of a model.
pub const MODEL: &[Key] = &keys::<{ MODEL_KEYS.len() }>(MODEL_KEYS);

/// The keys of `rows`, which has `N` rows. A loop, because iterators are not const.
const fn keys<const N: usize>(rows: &[ModelKey]) -> [Key; N] {
    let mut keys = [DRAFT; N];
    let mut index = 0;
    while index < N {
        keys[index] = rows[index].key;
        index += 1;
    }
    keys
}

/// The front matter of an ordinary page.
pub(crate) const PAGE: &[Key] = &[
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
        (
            "Lần sửa gần nhất, khi không có lịch sử git: ngày, tháng hoặc năm.",
            "When it last changed, where git does not know: a day, a month or a year.",
        ),
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
