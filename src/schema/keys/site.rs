//! Keys of `content/site.yaml`.

use super::super::key::{Key, Kind, List};
use super::{CONTACT, LABEL, NOTE};
use crate::text::StaticMessage;

/// `content/site.yaml`. No key is required: what is left out has a default, and a list that is given replaces the
/// default list as a whole.
pub(crate) const SITE: &[Key] = &[
    Key::new(
        "title",
        "tieu_de",
        Kind::Text,
        ("Tên trang web", "Title"),
        ("Tên của cả trang web.", "The site's name."),
        "Dân vận khéo Lâm Đồng",
    ),
    Key::new(
        "description",
        "mo_ta",
        Kind::Text,
        ("Mô tả", "Description"),
        ("Một câu nói trang web để làm gì.", "One sentence on what the site is for."),
        "Những mô hình, điển hình để nơi khác học và làm theo",
    ),
    Key::new(
        "language",
        "ngon_ngu",
        Kind::Language,
        ("Ngôn ngữ", "Language"),
        ("Ngôn ngữ của trang web.", "The site's language."),
        "vi",
    ),
    Key::new(
        "base_url",
        "dia_chi_goc",
        Kind::Url,
        ("Địa chỉ gốc", "Base address"),
        (
            "Địa chỉ của trang web khi đã đưa lên mạng; chỉ bản tin (Atom), sơ đồ trang và phần xem trước khi chia sẻ cần đến.",
            "Where the site will stand; only feeds, sitemap and previews need it.",
        ),
        "https://danvan.example.vn/",
    ),
    Key::new(
        "home",
        "dia_ban",
        Kind::Locality,
        ("Địa bàn", "Home"),
        (
            "Nơi trang web phục vụ; bỏ trống nếu là cả nước.",
            "The place the site is at home in; none for the whole country.",
        ),
        "Tỉnh Lâm Đồng",
    ),
    Key::new(
        "theme",
        "giao_dien",
        Kind::Text,
        ("Giao diện", "Theme"),
        ("Tên thư mục trong themes/.", "The name of a folder in themes/."),
        "default",
    ),
    Key::new(
        "fields",
        "linh_vuc",
        Kind::Records(FIELD),
        ("Lĩnh vực", "Fields"),
        ("Danh sách lĩnh vực.", "The list of fields."),
        "[{id: kinh-te, label: Phát triển kinh tế, official: true}]",
    ),
    Key::new(
        "levels",
        "cap_khen_thuong",
        Kind::Records(LEVEL),
        ("Cấp khen thưởng", "Award levels"),
        ("Danh sách cấp khen thưởng, từ cao xuống thấp.", "The list of award levels, highest first."),
        "[{id: tinh, label: Cấp tỉnh}]",
    ),
    Key::new(
        "unit_types",
        "loai_don_vi",
        Kind::Records(CHOICE),
        ("Loại đơn vị", "Kinds of units"),
        ("Danh sách loại đơn vị.", "The list of kinds of units."),
        "[{id: khu-dan-cu, label: Khu dân cư}]",
    ),
    Key::new(
        "stages",
        "trang_thai",
        Kind::Records(CHOICE),
        ("Trạng thái", "Stages"),
        (
            "Danh sách trạng thái, theo thứ tự một mô hình đi qua.",
            "The list of stages, in the order a model goes through them.",
        ),
        "[{id: dang-ky, label: Đã đăng ký}]",
    ),
    Key::new(
        "kinds",
        "loai_hinh",
        Kind::Records(CHOICE),
        ("Tập thể / Cá nhân", "Collective or individual"),
        ("Danh sách loại hình.", "The list of kinds of exemplars."),
        "[{id: tap-the, label: Tập thể}]",
    ),
    Key::new(
        "campaigns",
        "phong_trao",
        Kind::Records(CAMPAIGN),
        ("Phong trào, chuyên đề", "Campaigns"),
        ("Danh sách phong trào thi đua, chuyên đề.", "The list of campaigns."),
        "[{id: 04-khong, label: \"Năm Dân vận khéo 2020 với nội dung “04 không”\", items: []}]",
    ),
    Key::new(
        "menu",
        "trinh_don",
        Kind::Records(MENU),
        ("Trình đơn", "Menu"),
        ("Các mục trên trình đơn.", "What the menu offers."),
        "[{label: Giới thiệu, page: gioi-thieu}]",
    ),
    Key::new(
        "repository",
        "kho_noi_dung",
        Kind::Url,
        ("Mã nguồn nội dung", "Repository"),
        ("Địa chỉ kho git, cho liên kết “sửa trang này”.", "The git host's page of this site, for \"edit this page\"."),
        "https://git.example.vn/danvan/site",
    ),
    Key::new(
        "propose",
        "de_xuat",
        Kind::OneOf(PROPOSE),
        ("Cách gửi đề xuất", "How readers propose"),
        (
            "Liên kết “Nơi bạn đã làm theo?” mở gì ở kho git: file (tệp mới), issue (phiếu góp ý), none (không có). Bỏ trống thì tùy kho.",
            "What the link “Copied at your place?” opens at the repository: file, issue or none. Left out, it depends on the host.",
        ),
        "issue",
    ),
    Key::new(
        "share_cards",
        "anh_chia_se",
        Kind::OneOf(SHARE_CARDS),
        ("Ảnh chia sẻ", "Share cards"),
        (
            "Ảnh hiện ra khi gửi liên kết qua Zalo, Facebook: model (mỗi mô hình một ảnh), field (mỗi lĩnh vực một ảnh), none (không có). Bỏ trống thì đến 2.000 mô hình có ảnh cho mỗi mô hình; nhiều hơn thì chỉ cho lĩnh vực và mô hình đã được làm theo. Cần base_url.",
            "The picture that chat programs show beside a link: model (one for each model), field (one for each field) or none. Left out, sites of up to 2,000 models have one for each model, larger ones for fields and copied models. Needs base_url.",
        ),
        "field",
    ),
    Key::new(
        "place_pages",
        "trang_dia_phuong",
        Kind::OneOf(PLACE_PAGES),
        ("Trang địa phương", "Pages of places"),
        (
            "Nơi nào có trang riêng: all (mọi nơi có mô hình hoặc đã làm theo, và mọi xã của địa bàn), models (chỉ nơi có mô hình), provinces (chỉ tỉnh, thành phố hiện nay). Bớt trang khi nơi đặt trang web giới hạn số tệp.",
            "Which places have a page: all (those that have models or copied one, and every commune of the home province), models (those that have models) or provinces (present provinces). For hosts that limit the number of files.",
        ),
        "models",
    ),
    Key::new(
        "tag_pages",
        "trang_chu_de",
        Kind::Flag,
        ("Trang chủ đề", "Pages of tags"),
        (
            "true (mặc định): mỗi chủ đề (`tags`) có một trang. false: không có; mô hình vẫn ghi chủ đề và vẫn tìm được theo chủ đề. Bớt trang khi nơi đặt trang web giới hạn số tệp.",
            "`true` (the default): each tag has a page. `false`: none has; models still name their tags and are found by them. For hosts that limit the number of files.",
        ),
        "false",
    ),
    Key::new(
        "feeds",
        "ban_tin",
        Kind::OneOf(FEEDS),
        ("Bản tin", "Feeds"),
        (
            "Danh sách nào có bản tin riêng, ngoài bản tin của cả trang web: all (mỗi lĩnh vực, địa phương, đơn vị) hoặc fields (chỉ lĩnh vực). Bớt bản tin khi nơi đặt trang web giới hạn số tệp.",
            "Which listings have a feed besides that of the whole site: all (each field, place and organisation) or fields. For hosts that limit the number of files.",
        ),
        "fields",
    ),
    Key::new(
        "contact",
        "lien_he",
        Kind::Record(CONTACT),
        ("Liên hệ", "Contact"),
        ("Cơ quan quản lý trang web.", "The office in charge of the site."),
        "{office: Ban Tuyên giáo và Dân vận Tỉnh ủy}",
    ),
    Key::new(
        "submit",
        "gui_mo_hinh",
        Kind::Flag,
        ("Biểu mẫu gửi mô hình", "Form for others"),
        (
            "true: có trang gui-mo-hinh.html để người đọc viết mô hình rồi gửi cho cơ quan quản lý; false: không có. Bỏ trống thì có khi contact ghi số máy, hộp thư hoặc địa chỉ.",
            "`true`: readers can write a model on gui-mo-hinh.html and send it to the office in charge; `false`: they cannot. Left out, they can if contact has a telephone, a mail or a postal address.",
        ),
        "true",
    ),
    Key::new(
        "hosts",
        "noi_dat",
        Kind::SomeOf(HOSTS),
        ("Nơi đặt trang web", "Hosts"),
        (
            "Nơi đặt trang web: netlify, cloudflare, github, gitlab, nginx, caddy, iis. Mỗi nơi có tệp thiết lập của nó, và lantoa check báo trước giới hạn của nó.",
            "Where the site is put: netlify, cloudflare, github, gitlab, nginx, caddy, iis. Each gets its settings, and lantoa check tells its limits beforehand.",
        ),
        "[nginx]",
    ),
    Key::new(
        "offline",
        "ngoai_tuyen",
        Kind::Flag,
        ("Xem khi mất mạng", "Reading offline"),
        (
            "true (mặc định): điện thoại giữ trang đã xem và tải được cả lĩnh vực hay địa phương về máy. false: không giữ gì.",
            "`true` (the default): phones keep pages that were read, and can take a field or place along. `false`: nothing is kept.",
        ),
        "false",
    ),
];

const ID: Key = Key::new(
    "id",
    "ma",
    Kind::Id,
    ("Mã", "Id"),
    (
        "Mã ngắn không dấu, nằm trong địa chỉ trang; đặt rồi thì không đổi.",
        "A short id without marks; part of addresses, so never changed.",
    ),
    "kinh-te",
)
.required();

const CHOICE: &[Key] = &[ID, LABEL];

const FIELD: &[Key] = &[
    ID,
    LABEL,
    Key::new(
        "official",
        "chinh_thuc",
        Kind::Flag,
        ("Chính thức", "Official"),
        ("true nếu lĩnh vực có dòng riêng trong báo cáo.", "`true` if reports count it by itself."),
        "true",
    ),
    Key::new(
        "counts_as",
        "tinh_vao",
        Kind::Choice(List::Fields),
        ("Tính vào", "Counts as"),
        ("Lĩnh vực chính thức mà báo cáo tính lĩnh vực này vào.", "The official field that reports count it as."),
        "van-hoa-xa-hoi",
    ),
];

const LEVEL: &[Key] = &[
    ID,
    LABEL,
    Key::new(
        "until",
        "den_nam",
        Kind::Year,
        ("Đến năm", "Until"),
        ("Năm cuối cùng cấp này còn khen thưởng.", "The last year in which this level gave awards."),
        "2025",
    ),
];

const CAMPAIGN: &[Key] = &[
    ID,
    LABEL,
    Key::new(
        "items",
        "noi_dung",
        Kind::Texts,
        ("Nội dung", "Items"),
        (
            "Các nội dung của phong trào, chuyên đề; chưa biết thì để trống, không đoán.",
            "What the campaign consists of; empty while unknown, never guessed.",
        ),
        "[]",
    ),
    Key {
        hint: StaticMessage::fixed(
            "Một câu về phong trào, chuyên đề, hiện trên trang của nó.",
            "A sentence about the campaign, shown on its page.",
        ),
        example: "Phát động năm 2020",
        ..NOTE
    },
];

const MENU: &[Key] = &[
    Key { example: "Giới thiệu", ..LABEL },
    Key::new(
        "page",
        "trang",
        Kind::PageSlug,
        ("Trang", "Page"),
        ("Tên tệp của một trang trong content/trang.", "The file name of a page in content/trang."),
        "gioi-thieu",
    ),
    Key::new(
        "url",
        "lien_ket",
        Kind::Url,
        ("Địa chỉ web", "Web address"),
        ("Địa chỉ bên ngoài.", "An address elsewhere."),
        "https://lamdong.gov.vn/",
    ),
];

/// What `hosts` takes.
const HOSTS: &[(&str, &str)] = &[
    ("netlify", "Netlify"),
    ("cloudflare", "Cloudflare"),
    ("github", "GitHub Pages"),
    ("gitlab", "GitLab Pages"),
    ("nginx", "nginx"),
    ("caddy", "Caddy"),
    ("iis", "IIS (Windows)"),
];

/// What `propose` takes.
const PROPOSE: &[(&str, &str)] = &[("file", "tệp"), ("issue", "phiếu"), ("none", "không")];

/// What `feeds` takes.
const FEEDS: &[(&str, &str)] = &[("all", "tất cả"), ("fields", "lĩnh vực")];

/// What `place_pages` takes.
const PLACE_PAGES: &[(&str, &str)] =
    &[("all", "tất cả"), ("models", "nơi có mô hình"), ("provinces", "tỉnh, thành phố")];

/// What `share_cards` takes.
const SHARE_CARDS: &[(&str, &str)] = &[("model", "mô hình"), ("field", "lĩnh vực"), ("none", "không")];
