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
    "{errors} errors, {warnings} warnings, {infos} notes",
);
pub(super) const SEE_CHECK: Words = Words::new(" – xem từng mục: lantoa check", " – see each: lantoa check");
pub(super) const LOOK_AT: Words = Words::new("Mở xem: {path}", "Open: {path}");
pub(super) const NOT_PUBLISHED: Words = Words::new(
    "Chưa xuất bản: nội dung còn lỗi, trang cũ giữ nguyên",
    "Not published: the content has errors; the old site stands as it was",
);
pub(super) const ALL_WELL: Words = Words::new("Nội dung không có gì phải sửa", "Nothing to mend");

pub(super) const UNKNOWN_CODE: Words =
    Words::new("Không có mã “{code}”; các mã: {codes}", "There is no code “{code}”; the codes are: {codes}");
pub(super) const INIT_DONE: Words = Words::new(
    "Đã tạo trang mới ở {dir}. Việc tiếp theo:\n  1. sửa content/site.yaml (tên trang, địa phương)\n  2. chép content/mo-hinh/mau-mo-hinh.md thành mô hình đầu tiên\n  3. lantoa build --root {dir}\n",
    "A new site is in {dir}. What to do next:\n  1. edit content/site.yaml (title, place)\n  2. copy content/mo-hinh/mau-mo-hinh.md to your first model\n  3. lantoa build --root {dir}\n",
);
pub(super) const INIT_OCCUPIED: Words =
    Words::new("Không ghi đè: tệp đã có", "Nothing is overwritten: the file exists");
pub(super) const CANNOT_WRITE: Words = Words::new("Không ghi được tệp", "Cannot write the file");

pub(super) const WORKING: Words = Words::new("Đang dựng trang…", "Building the site…");
pub(super) const CHECKING: Words = Words::new("Đang kiểm tra nội dung…", "Checking the content…");
