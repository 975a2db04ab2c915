//! The words of the command line, in both languages, side by side.

use crate::text::{Lang, Say};

/// A text in both languages, `{name}` standing for what is filled in.
pub(super) struct Words {
    vi: &'static str,
    en: &'static str,
}

impl Words {
    const fn new(vi: &'static str, en: &'static str) -> Self {
        Self { vi, en }
    }

    pub(super) fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }

    pub(super) fn fill(&self, lang: Lang, values: &[(&str, &dyn std::fmt::Display)]) -> String {
        let mut text = self.get(lang).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), &value.to_string());
        }
        text
    }

    /// The same in both languages.
    pub(super) fn fill_both(&self, values: &[(&str, &dyn std::fmt::Display)]) -> Say {
        Say::new(self.fill(Lang::Vi, values), self.fill(Lang::En, values))
    }

    pub(super) fn say(&self) -> Say {
        Say::new(self.vi, self.en)
    }
}

pub(super) const ABOUT: Words = Words::new(
    "Lan Tỏa: biến các tệp Markdown, mỗi tệp một mô hình, thành trang tĩnh tìm kiếm được để nơi khác học và làm theo",
    "Lan Tỏa: turns Markdown files, one per exemplary model, into a searchable static site that others can learn from",
);
pub(super) const BUILD: Words = Words::new(
    "Dựng trang từ content/ vào output/ (mặc định)",
    "Build the site from content/ into output/ (the default)",
);
pub(super) const CHECK: Words =
    Words::new("Kiểm tra nội dung, không ghi gì ra đĩa", "Check the content without writing anything");
pub(super) const EXPLAIN: Words = Words::new("Giải thích một mã như LT203", "Explain a code such as LT203");
pub(super) const INIT: Words = Words::new("Tạo một trang mới trong thư mục", "Start a new site in a folder");
pub(super) const SERVE: Words = Words::new(
    "Xem trang trong khi viết: lưu tệp là thấy ngay, không ghi gì vào output/",
    "Show the site while it is being written; nothing is written to output/",
);
pub(super) const NEW: Words = Words::new(
    "Tạo tệp cho một mô hình mới, có sẵn hướng dẫn và các mục của hồ sơ",
    "Make the file of a new model, with hints and the dossier's sections",
);
pub(super) const SCHEMA: Words = Words::new(
    "In JSON Schema của phần đầu tệp, để trình soạn thảo gợi ý",
    "Print the JSON Schema of the front matter, for editors",
);
pub(super) const COMPLETIONS: Words = Words::new(
    "In tệp gợi ý lệnh cho bash, zsh, fish, elvish hoặc powershell",
    "Print completions for bash, zsh, fish, elvish or powershell",
);
pub(super) const LANG: Words = Words::new("Ngôn ngữ của lời nhắn: vi hoặc en", "Language of messages: vi or en");
pub(super) const ROOT: Words = Words::new("Thư mục chứa content/", "The folder that holds content/");
pub(super) const OUTPUT: Words = Words::new(
    "Nơi ghi trang (mặc định: output/ trong thư mục gốc)",
    "Where the site is written (default: output/ in the root)",
);
pub(super) const BASE_URL: Words = Words::new(
    "Địa chỉ của trang, thay cho base_url trong site.yaml",
    "Address of the site, instead of base_url in site.yaml",
);
pub(super) const DRAFTS: Words = Words::new("Dựng cả các bài nháp (draft: true)", "Also build drafts (draft: true)");
pub(super) const DRY_RUN: Words =
    Words::new("Chỉ nói sẽ ghi, đổi, xóa gì", "Only say what would be written, changed or removed");
pub(super) const FORMAT: Words = Words::new(
    "human: cho người đọc; json: mỗi dòng một mục; github: chú thích cho GitHub Actions",
    "human: for people; json: one object a line; github: annotations for GitHub Actions",
);
pub(super) const CODE: Words = Words::new("Mã cần giải thích", "The code to explain");
pub(super) const DIR: Words = Words::new("Thư mục của trang mới", "The folder of the new site");
pub(super) const SHELL: Words = Words::new("Tên shell", "The shell");
pub(super) const WHAT: Words = Words::new(
    "model: mô hình (mặc định); page: trang; site: site.yaml; snippets: gợi ý gõ cho VS Code",
    "model (the default), page, site: site.yaml, or snippets for VS Code",
);
pub(super) const PORT: Words =
    Words::new("Cổng, mặc định 1111; 0: cổng nào cũng được", "The port, 1111 unless given; 0 for any");
pub(super) const OPEN: Words = Words::new("Mở trình duyệt", "Open the browser");
pub(super) const LAN: Words = Words::new(
    "Cho máy khác trong mạng xem, ví dụ điện thoại; in địa chỉ và mã QR",
    "Let other machines on the network look, a telephone for instance; prints the address and a QR code",
);
pub(super) const POLL: Words = Words::new(
    "Cứ mỗi giây dò tệp một lần, cho ổ mạng, WSL và Docker",
    "Look for changes every second: for network disks, WSL and Docker",
);
pub(super) const EDITOR: Words = Words::new(
    "Địa chỉ mở tệp trong trình soạn thảo, mặc định vscode://file/{path}:{line}:{column}",
    "Address that opens a file in the editor, vscode://file/{path}:{line}:{column} unless given",
);
pub(super) const TITLE: Words = Words::new("Tên mô hình", "The model's title");
pub(super) const LOCALITY: Words =
    Words::new("Địa phương, không cần dấu: “dong giang, binh thuan”", "The place, marks not needed");
pub(super) const FIELD: Words = Words::new("Lĩnh vực: mã hoặc tên", "The field: id or label");
pub(super) const YEAR: Words = Words::new("Năm khen thưởng", "The year of the award");
pub(super) const BASED_ON: Words = Words::new(
    "Làm theo mô hình này (tên tệp): khi nơi khác cùng làm một mô hình",
    "The model it copies, by file name: when another place does the same",
);
pub(super) const HELP: Words = Words::new("In hướng dẫn này", "Print this help");
pub(super) const VERSION: Words = Words::new("In phiên bản", "Print the version");

pub(super) const USAGE_HEADING: Words = Words::new("Cách dùng:", "Usage:");
pub(super) const COMMANDS_HEADING: Words = Words::new("Lệnh", "Commands");
pub(super) const OPTIONS_HEADING: Words = Words::new("Tùy chọn", "Options");
pub(super) const ARGUMENTS_HEADING: Words = Words::new("Đối số", "Arguments");

pub(super) const FAULT: Words = Words::new("Không làm được:", "Failed:");
pub(super) const NO_OUTPUT: Words = Words::new("Không in ra được", "Cannot print");
pub(super) const WRONG_USAGE: Words =
    Words::new("Dòng lệnh chưa đúng; xem lantoa --help", "The command line is not right; see lantoa --help");
pub(super) const UNKNOWN_ARGUMENT: Words =
    Words::new("Không có tùy chọn hoặc lệnh “{what}”", "There is no option or command “{what}”");
pub(super) const BAD_VALUE: Words =
    Words::new("“{value}” không dùng được cho {what}", "“{value}” is not a value of {what}");
pub(super) const MISSING_ARGUMENT: Words = Words::new("Còn thiếu {what}", "{what} is missing");
pub(super) const DID_YOU_MEAN: Words = Words::new("Có phải “{near}”?", "Did you mean “{near}”?");

pub(super) const BUILT: Words = Words::new(
    "Đã dựng {models} mô hình và {pages} trang thành {files} tệp trong {seconds} giây ({written} tệp ghi mới, {deleted} tệp bỏ đi)",
    "Built {models} models and {pages} pages into {files} files in {seconds} s ({written} written, {deleted} removed)",
);
pub(super) const WOULD_BUILD: Words = Words::new(
    "Sẽ dựng {models} mô hình và {pages} trang thành {files} tệp ({written} tệp ghi mới, {deleted} tệp bỏ đi); chưa ghi gì",
    "Would build {models} models and {pages} pages into {files} files ({written} written, {deleted} removed); nothing was written",
);
pub(super) const UNCHANGED: Words = Words::new(
    "Không có gì đổi: {models} mô hình, {pages} trang, {files} tệp như cũ ({seconds} giây)",
    "Nothing has changed: {models} models, {pages} pages, {files} files as they were ({seconds} s)",
);
pub(super) const TALLY: Words = Words::new(
    "{errors} lỗi, {warnings} cảnh báo, {infos} lưu ý",
    "errors: {errors}, warnings: {warnings}, notes: {infos}",
);
pub(super) const SEE_CHECK: Words = Words::new(" – xem từng mục: lantoa check", " – see each: lantoa check");
pub(super) const MENDED: Words = Words::new(
    "{n} tệp trong thư mục xuất bị sửa bằng tay đã được ghi lại như nội dung: {first}…",
    "{n} files in the output had been changed by hand and were made again: {first}…",
);
pub(super) const LOOK_AT: Words = Words::new("Mở xem: {path}", "Open: {path}");
pub(super) const NOT_PUBLISHED: Words = Words::new(
    "Chưa xuất bản: nội dung còn lỗi, trang cũ giữ nguyên",
    "Not published: the content has errors; the old site stands as it was",
);
pub(super) const ALL_WELL: Words = Words::new("Nội dung không có gì phải sửa", "Nothing to mend");

pub(super) const UNKNOWN_CODE: Words =
    Words::new("Không có mã “{code}”; các mã: {codes}", "There is no code “{code}”; the codes are: {codes}");
pub(super) const INIT_DONE: Words = Words::new(
    "Đã tạo trang mới ở {dir}. Việc tiếp theo:\n  1. sửa content/site.yaml (tên trang, địa phương)\n  2. lantoa new --root {dir} \"Tên mô hình\" để viết mô hình đầu tiên (mẫu: content/mo-hinh/mau-mo-hinh.md)\n  3. lantoa serve --root {dir} --open để xem trong lúc viết; lantoa build --root {dir} để dựng trang\n",
    "A new site is in {dir}. What to do next:\n  1. edit content/site.yaml (title, place)\n  2. lantoa new --root {dir} \"Title\" for the first model (a sample: content/mo-hinh/mau-mo-hinh.md)\n  3. lantoa serve --root {dir} --open to see it while you write; lantoa build --root {dir} to build the site\n",
);
pub(super) const INIT_OCCUPIED: Words =
    Words::new("Không ghi đè: tệp đã có", "Nothing is overwritten: the file exists");
pub(super) const CANNOT_WRITE: Words = Words::new("Không ghi được tệp", "Cannot write the file");

pub(super) const SERVING: Words =
    Words::new("Đang phục vụ ở {address} (dừng: Ctrl-C)", "Serving at {address} (Ctrl-C ends it)");
pub(super) const READY: Words = Words::new(
    "{models} mô hình, sẵn sàng sau {ms} ms: {errors} lỗi, {warnings} cảnh báo, {infos} lưu ý",
    "{models} models, ready after {ms} ms: {errors} errors, {warnings} warnings, {infos} notes",
);
pub(super) const PORT_TAKEN: Words =
    Words::new("Cổng {port} đã có chương trình khác dùng; dùng cổng {other}", "Port {port} is taken; using {other}");
pub(super) const POLLING: Words = Words::new("Dò tệp thay đổi mỗi giây một lần", "Looking for changes once a second");
pub(super) const LAN_WARNING: Words = Words::new(
    "Chú ý: ai trong cùng mạng cũng xem được trang này, kể cả điều chưa xuất bản. Chỉ dùng ở mạng tin cậy, xem xong thì dừng.",
    "Mind: everybody on this network can see the site, also what is not published yet. Only on networks you trust, and end it afterwards.",
);
pub(super) const LAN_ADDRESS: Words =
    Words::new("Trên điện thoại cùng mạng: {address}", "On a telephone in the same network: {address}");
pub(super) const NO_NETWORK: Words = Words::new("Máy này không nối mạng nào", "This machine is on no network");
pub(super) const NO_BROWSER: Words =
    Words::new("Không mở được trình duyệt; hãy mở địa chỉ trên", "No browser could be opened; open the address above");

pub(super) const ASK_TITLE: Words = Words::new("Tên mô hình:", "Title:");
pub(super) const ASK_PLACE: Words = Words::new(
    "Địa phương (gõ không dấu cũng được, để trống nếu chưa biết):",
    "Place (marks are not needed; leave empty if not known yet):",
);
pub(super) const NO_PLACE: Words = Words::new("Không tìm thấy nơi nào tên “{place}”", "No place is called “{place}”");
pub(super) const ASK_WHICH: Words = Words::new("Số mấy? (để trống để gõ lại)", "Which number? (empty to type again)");
pub(super) const ASK_FIELD: Words =
    Words::new("Lĩnh vực số mấy? (để trống nếu chưa biết)", "Which field? (empty if not known)");
pub(super) const ASK_YEAR: Words =
    Words::new("Năm khen thưởng (để trống nếu chưa có):", "Year of the award (empty if there is none yet):");
pub(super) const NO_TITLE: Words =
    Words::new("Còn thiếu tên mô hình: lantoa new \"Tên mô hình\"", "The title is missing: lantoa new \"Title\"");
pub(super) const NO_FIELD: Words = Words::new(
    "Không có lĩnh vực “{field}”; các lĩnh vực: {fields}",
    "There is no field “{field}”; the fields are: {fields}",
);
pub(super) const WHICH_PLACE: Words = Words::new(
    "Chưa rõ “{place}” là nơi nào; có thể là:{names}\nHãy ghi đủ, từ nhỏ đến lớn",
    "It is not clear which place “{place}” is; perhaps:{names}\nGive the whole name, from small to large",
);
pub(super) const NO_ORIGINAL: Words = Words::new(
    "Không có mô hình nào tên tệp là “{slug}”; gần nhất: {near}",
    "There is no model “{slug}”; the nearest: {near}",
);
pub(super) const NEARLY_EXISTS: Words = Words::new(
    "Đã có mô hình tên gần như vậy: “{title}” ({place}), tệp {file}. Nếu viết thêm cho mô hình ấy thì sửa tệp đó; \
     nếu là nơi khác làm theo thì thêm --based-on {slug}",
    "A model of nearly that title exists: “{title}” ({place}), in {file}. To add to it, edit that file; if another place \
     copies it, add --based-on {slug}",
);
pub(super) const NEW_DONE: Words = Words::new(
    "Đã tạo {path}. Việc tiếp theo:\n  1. điền những dòng còn trống; điều gì chưa biết thì để nguyên dấu #\n  2. lantoa serve --drafts --open rồi xem mo-hinh/{slug}.html\n  3. xong thì bỏ dòng draft: true, chạy lantoa check, rồi gửi (commit)\n",
    "Made {path}. What to do next:\n  1. fill in what is open; what is not known stays behind its #\n  2. lantoa serve --drafts --open and look at mo-hinh/{slug}.html\n  3. when it is done remove draft: true, run lantoa check, and commit\n",
);
/// The sections of a dossier. Its first item, the name, is the title; the others follow the call of Mặt trận phường Thanh
/// Khê (Đà Nẵng, 2026), under the headings that the theme knows where it has one, and end with what was learnt.
pub(super) const DOSSIER: Words = Words::new(
    "## Bối cảnh\n\n<!-- Thực trạng, lý do: trước đó thế nào, vì sao phải làm. -->\n\n\
     ## Mục tiêu\n\n<!-- Muốn đạt điều gì; tiêu chí nào cho biết đã đạt. -->\n\n\
     ## Cách làm\n\n<!-- 1. Việc thứ nhất: ai làm, làm thế nào.\n2. Việc thứ hai. -->\n\n\
     ## Địa bàn, đối tượng\n\n<!-- Làm ở đâu, cho ai, bao nhiêu hộ, bao nhiêu người. -->\n\n\
     ## Lực lượng thực hiện\n\n<!-- Ai chủ trì, ai phối hợp, ai tham gia (tên tổ chức, không nêu tên riêng khi chưa được đồng ý). -->\n\n\
     ## Nguồn lực\n\n<!-- Tiền, vật liệu, ngày công; phần nào được góp, phần nào từ ngân sách. -->\n\n\
     ## Thời gian thực hiện\n\n<!-- Bắt đầu khi nào, làm theo nhịp nào, khi nào đánh giá. -->\n\n\
     ## Kết quả\n\n<!-- Sản phẩm và kết quả kiểm chứng được, có số liệu. -->\n\n\
     ## Điều kiện áp dụng\n\n<!-- Khả năng duy trì, nhân rộng: nơi nào làm được, nơi nào không. -->\n\n\
     ## Bài học kinh nghiệm\n\n<!-- Điều nơi khác nên biết, cả điều chưa được. -->\n",
    "## Bối cảnh\n\n<!-- How it was before, and why something had to be done. -->\n\n\
     ## Mục tiêu\n\n<!-- What was to be reached, and how one would know. -->\n\n\
     ## Cách làm\n\n<!-- 1. The first step: who, and how.\n2. The second. -->\n\n\
     ## Địa bàn, đối tượng\n\n<!-- Where, for whom, how many households and people. -->\n\n\
     ## Lực lượng thực hiện\n\n<!-- Who leads and who joins (organisations; persons only with consent). -->\n\n\
     ## Nguồn lực\n\n<!-- Money, materials, days of work; what was given, what came from the budget. -->\n\n\
     ## Thời gian thực hiện\n\n<!-- When it began, at what pace, when it is judged. -->\n\n\
     ## Kết quả\n\n<!-- Results that can be checked, in numbers. -->\n\n\
     ## Điều kiện áp dụng\n\n<!-- How it can last and spread: where it works and where it does not. -->\n\n\
     ## Bài học kinh nghiệm\n\n<!-- What others should know, also what went wrong. -->\n",
);

pub(super) const WORKING: Words = Words::new("Đang dựng trang…", "Building the site…");
pub(super) const CHECKING: Words = Words::new("Đang kiểm tra nội dung…", "Checking the content…");
