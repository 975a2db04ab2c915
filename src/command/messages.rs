//! Texts of the command line, in both languages.

use crate::text::StaticMessage;

pub(super) const ABOUT: StaticMessage = StaticMessage::fixed(
    "Lan Tỏa: biến các tệp Markdown, mỗi tệp một mô hình, thành trang web tĩnh tìm kiếm được, để nơi khác học và làm theo",
    "Lan Tỏa: turns Markdown files, one per exemplary model, into a searchable static site that others can learn from",
);
pub(super) const BUILD: StaticMessage = StaticMessage::fixed(
    "Dựng trang web từ content/ vào output/ (mặc định)",
    "Build the site from content/ into output/ (the default)",
);
pub(super) const CHECK: StaticMessage =
    StaticMessage::fixed("Kiểm tra nội dung, không ghi gì ra đĩa", "Check the content without writing anything");
pub(super) const EXPLAIN: StaticMessage =
    StaticMessage::fixed("Giải thích một mã như LT203", "Explain a code such as LT203");
pub(super) const EXPORT: StaticMessage = StaticMessage::fixed(
    "Ghi mọi mô hình ra một bảng: .xlsx, .docx, .csv hoặc .json",
    "Write all models as one table: .xlsx, .docx, .csv or .json",
);
pub(super) const IMPORT: StaticMessage = StaticMessage::fixed(
    "Nhập danh sách của cơ quan (.xlsx, .ods, .csv, .docx): mỗi hàng thành một bài; nhập lại thì cập nhật",
    "Import lists of offices (.xlsx, .ods, .csv, .docx): each row becomes a file; a list that comes again updates them",
);
pub(super) const IMPORT_FILES: StaticMessage = StaticMessage::fixed("Một hay nhiều danh sách", "One list or several");
pub(super) const IMPORT_PLACE: StaticMessage = StaticMessage::fixed(
    "Nơi mà mọi hàng của danh sách đều thuộc về: “xã Đông Giang, tỉnh Lâm Đồng”",
    "The place that all rows of the list lie in",
);
pub(super) const IMPORT_DRY_RUN: StaticMessage =
    StaticMessage::fixed("Chỉ cho xem sẽ ghi gì", "Only show what would be written");
pub(super) const REPORT: StaticMessage = StaticMessage::fixed(
    "Viết báo cáo .docx theo thể thức của Đảng hoặc Nhà nước, kèm phụ lục .xlsx",
    "Write a report as .docx in the form of Party or State offices, with an annex as .xlsx",
);
pub(super) const REPORT_OUTPUT: StaticMessage = StaticMessage::fixed(
    "Tệp .docx sẽ ghi; phụ lục .xlsx nằm cạnh, cùng tên",
    "The .docx to write; the annex, .xlsx, lies beside it under the same name",
);
pub(super) const FORCE: StaticMessage = StaticMessage::fixed(
    "Ghi đè tệp đã có; không có tùy chọn này thì không ghi đè",
    "Writes over a file that exists; without it none is overwritten",
);
pub(super) const REPORT_FROM: StaticMessage = StaticMessage::fixed(
    "Ngày đầu của kỳ báo cáo (mặc định: ngày 1 tháng 1)",
    "First day of the period (default: 1 January)",
);
pub(super) const REPORT_TO: StaticMessage = StaticMessage::fixed(
    "Ngày cuối của kỳ báo cáo (mặc định: ngày sửa nội dung gần nhất)",
    "Last day of the period (default: the day of the latest change)",
);
pub(super) const REPORT_FORM: StaticMessage = StaticMessage::fixed(
    "Thể thức: dang (mặc định) hoặc nha-nuoc",
    "The form: dang (Party, default) or nha-nuoc (State)",
);
pub(super) const REPORT_TEMPLATE: StaticMessage = StaticMessage::fixed(
    "Mẫu .docx của cơ quan, có những chỗ điền như {{so_mo_hinh}}",
    "The office's own .docx with placeholders such as {{so_mo_hinh}}",
);
pub(super) const INIT: StaticMessage =
    StaticMessage::fixed("Tạo một trang web mới trong thư mục", "Start a new site in a folder");
pub(super) const SERVE: StaticMessage = StaticMessage::fixed(
    "Xem trang web trong khi viết: lưu tệp là thấy ngay, không ghi gì vào output/",
    "Show the site while it is being written; nothing is written to output/",
);
pub(super) const DESK: StaticMessage = StaticMessage::fixed(
    "Mở bàn làm việc trong trình duyệt: viết, sửa, nhập danh sách, xuất bản, không cần git",
    "Open the desk in the browser: write, change, import lists, publish, without git",
);
pub(super) const NEW: StaticMessage = StaticMessage::fixed(
    "Tạo tệp cho một mô hình mới, có sẵn các khóa, lời hướng dẫn và năm đề mục",
    "Make the file of a new model, with its keys, hints and the five sections",
);
pub(super) const SCHEMA: StaticMessage = StaticMessage::fixed(
    "In JSON Schema của phần khai báo, để trình soạn thảo gợi ý",
    "Print the JSON Schema of the front matter, for editors",
);
pub(super) const COMPLETIONS: StaticMessage = StaticMessage::fixed(
    "In tệp gợi ý lệnh cho bash, zsh, fish, elvish hoặc powershell",
    "Print completions for bash, zsh, fish, elvish or powershell",
);
pub(super) const LANG: StaticMessage =
    StaticMessage::fixed("Ngôn ngữ của lời báo: vi hoặc en", "Language of messages: vi or en");
pub(super) const ROOT: StaticMessage = StaticMessage::fixed("Thư mục chứa content/", "The folder that holds content/");
pub(super) const OUTPUT: StaticMessage = StaticMessage::fixed(
    "Nơi ghi trang web (mặc định: output/ trong thư mục gốc)",
    "Where the site is written (default: output/ in the root)",
);
pub(super) const BASE_URL: StaticMessage = StaticMessage::fixed(
    "Địa chỉ của trang web, thay cho base_url trong site.yaml",
    "Address of the site, instead of base_url in site.yaml",
);
pub(super) const DRAFTS: StaticMessage =
    StaticMessage::fixed("Dựng cả các bài nháp (draft: true)", "Also build drafts (draft: true)");
pub(super) const DRY_RUN: StaticMessage =
    StaticMessage::fixed("Chỉ nói sẽ ghi, đổi, xóa gì", "Only say what would be written, changed or removed");
pub(super) const HOST: StaticMessage = StaticMessage::fixed(
    "Báo trước giới hạn của nơi đặt trang web: cloudflare, github, gitlab hoặc netlify",
    "Tell the limits of a host beforehand: cloudflare, github, gitlab or netlify",
);
pub(super) const CI: StaticMessage = StaticMessage::fixed(
    "Thêm quy trình tự dựng và đưa trang web lên: github hoặc gitlab (trang web đã có thì chỉ thêm tệp ấy)",
    "Add the workflow that builds and publishes the site: github or gitlab (to a site that exists only that file)",
);
pub(super) const CMS: StaticMessage = StaticMessage::fixed(
    "Thêm thư mục admin/ để viết bài trong trình duyệt bằng sveltia hoặc decap (trang web đã có thì chỉ thêm thư mục ấy)",
    "Add the folder admin/ for writing in the browser with sveltia or decap (to a site that exists only that folder)",
);
pub(super) const PRECOMPRESS: StaticMessage = StaticMessage::fixed(
    "Ghi thêm bản nén sẵn (.gz, .br) cạnh mỗi tệp chữ, cho nginx, Caddy, GitLab Pages",
    "Also write compressed copies (.gz, .br) of text files, for nginx, Caddy, GitLab Pages",
);
pub(super) const KEEP_LAST: StaticMessage = StaticMessage::fixed(
    "Giữ lại thêm một lần dựng những tệp của bản trước có mã trong tên, cho người còn mở trang cũ",
    "Keep hashed files of the last site for one build more, for readers who have its pages open",
);
pub(super) const FIX: StaticMessage =
    StaticMessage::fixed("Tự sửa những chỗ chắc chắn rồi kiểm tra lại", "Mend what is certain, then check");
pub(super) const FIX_DRY_RUN: StaticMessage =
    StaticMessage::fixed("Với --fix: chỉ cho xem sẽ sửa gì", "With --fix: only show what would be changed");
pub(super) const FORMAT: StaticMessage = StaticMessage::fixed(
    "human: cho người đọc; json: mỗi dòng một mục; github: chú thích cho GitHub Actions",
    "human: for people; json: one object a line; github: annotations for GitHub Actions",
);
pub(super) const CODE: StaticMessage = StaticMessage::fixed("Mã cần giải thích", "The code to explain");
pub(super) const DIR: StaticMessage = StaticMessage::fixed("Thư mục của trang web mới", "The folder of the new site");
pub(super) const SHELL: StaticMessage = StaticMessage::fixed("Tên shell", "The shell");
pub(super) const WHAT: StaticMessage = StaticMessage::fixed(
    "model: mô hình (mặc định); page: trang thường; site: site.yaml; snippets: gợi ý gõ cho VS Code",
    "model (the default), page: ordinary page, site: site.yaml, or snippets for VS Code",
);
pub(super) const PORT: StaticMessage =
    StaticMessage::fixed("Cổng, mặc định 1111; 0: cổng nào cũng được", "The port, 1111 unless given; 0 for any");
pub(super) const OPEN: StaticMessage = StaticMessage::fixed("Mở trình duyệt", "Open the browser");
pub(super) const LAN: StaticMessage = StaticMessage::fixed(
    "Cho máy khác trong mạng xem, ví dụ điện thoại; in địa chỉ và mã QR",
    "Let other machines on the network look, a telephone for instance; prints the address and a QR code",
);
pub(super) const POLL: StaticMessage = StaticMessage::fixed(
    "Cứ mỗi giây dò tệp một lần, cho ổ mạng, WSL và Docker",
    "Look for changes every second: for network disks, WSL and Docker",
);
pub(super) const EDITOR: StaticMessage = StaticMessage::fixed(
    "Địa chỉ mở tệp trong trình soạn thảo, mặc định vscode://file/{path}:{line}:{column}",
    "Address that opens a file in the editor, vscode://file/{path}:{line}:{column} unless given",
);
pub(super) const TITLE: StaticMessage = StaticMessage::fixed("Tên mô hình", "The model's title");
pub(super) const LOCALITY: StaticMessage =
    StaticMessage::fixed("Địa phương, không cần dấu: “dong giang, binh thuan”", "The place, marks not needed");
pub(super) const FIELD: StaticMessage = StaticMessage::fixed("Lĩnh vực: mã hoặc tên", "The field: id or label");
pub(super) const PLACE: StaticMessage = StaticMessage::fixed(
    "Chỉ lấy mô hình ở nơi này, tên xưa hay nay đều được",
    "Only models of this place, by its former or present name",
);
pub(super) const STAGE: StaticMessage =
    StaticMessage::fixed("Chỉ lấy mô hình ở trạng thái này: mã hoặc tên", "Only models at this stage: id or label");
pub(super) const EXPORT_FILE: StaticMessage = StaticMessage::fixed(
    "Tệp sẽ ghi; đuôi tên tệp quyết định dạng: .xlsx, .docx, .csv, .json",
    "The file to write; its extension says which kind: .xlsx, .docx, .csv, .json",
);
pub(super) const EXPORT_YEAR: StaticMessage = StaticMessage::fixed(
    "Chỉ lấy mô hình được khen thưởng, công nhận hoặc bắt đầu trong năm này",
    "Only models that were awarded, recognised or begun in this year",
);
pub(super) const YEAR: StaticMessage = StaticMessage::fixed("Năm khen thưởng", "The year of the award");
pub(super) const BASED_ON: StaticMessage = StaticMessage::fixed(
    "Làm theo mô hình này (tên tệp): khi nơi khác cùng làm một mô hình",
    "The model it copies, by file name: when another place does the same",
);
pub(super) const HELP: StaticMessage = StaticMessage::fixed("In hướng dẫn này", "Print this help");
pub(super) const VERSION: StaticMessage = StaticMessage::fixed("In phiên bản", "Print the version");

pub(super) const USAGE_HEADING: StaticMessage = StaticMessage::fixed("Cách dùng:", "Usage:");
pub(super) const COMMANDS_HEADING: StaticMessage = StaticMessage::fixed("Lệnh", "Commands");
pub(super) const OPTIONS_HEADING: StaticMessage = StaticMessage::fixed("Tùy chọn", "Options");
pub(super) const ARGUMENTS_HEADING: StaticMessage = StaticMessage::fixed("Đối số", "Arguments");

pub(super) const SYSTEM_ERROR: StaticMessage = StaticMessage::fixed("Không làm được:", "Failed:");
pub(super) const NO_OUTPUT: StaticMessage = StaticMessage::fixed("Không in ra được", "Cannot print");
pub(super) const WRONG_USAGE: StaticMessage =
    StaticMessage::fixed("Dòng lệnh chưa đúng; xem lantoa --help", "The command line is not right; see lantoa --help");
pub(super) const UNKNOWN_ARGUMENT: StaticMessage =
    StaticMessage::fixed("Không có tùy chọn hoặc lệnh “{what}”", "There is no option or command “{what}”");
pub(super) const BAD_VALUE: StaticMessage =
    StaticMessage::fixed("“{value}” không dùng được cho {what}", "“{value}” is not a value of {what}");
pub(super) const GOOD_VALUES: StaticMessage =
    StaticMessage::fixed("; dùng được: {values}", "; the values are: {values}");
pub(super) const GOOD_DAY: StaticMessage =
    StaticMessage::fixed("; ghi ngày/tháng/năm, ví dụ 15/10/2025", "; write day/month/year, for example 15/10/2025");
pub(super) const GOOD_YEAR: StaticMessage =
    StaticMessage::fixed("; ghi năm đủ bốn chữ số, từ 1945 đến 2100", "; write a year from 1945 to 2100");
pub(super) const GOOD_PORT: StaticMessage =
    StaticMessage::fixed("; ghi một số từ 0 đến 65535", "; write a number from 0 to 65535");
pub(super) const MISSING_ARGUMENT: StaticMessage = StaticMessage::fixed("Còn thiếu {what}", "{what} is missing");
pub(super) const DID_YOU_MEAN: StaticMessage = StaticMessage::fixed("Có phải là “{near}”?", "Did you mean “{near}”?");

pub(super) const BUILT: StaticMessage = StaticMessage::fixed(
    "Đã dựng {models} mô hình và {pages} trang thành {files} tệp trong {seconds} giây ({written} tệp ghi mới, {deleted} tệp bỏ đi)",
    "Built {models} models and {pages} pages into {files} files in {seconds} s ({written} written, {deleted} removed)",
);
pub(super) const WOULD_BUILD: StaticMessage = StaticMessage::fixed(
    "Sẽ dựng {models} mô hình và {pages} trang thành {files} tệp ({written} tệp ghi mới, {deleted} tệp bỏ đi); chưa ghi gì",
    "Would build {models} models and {pages} pages into {files} files ({written} written, {deleted} removed); nothing was written",
);
pub(super) const UNCHANGED: StaticMessage = StaticMessage::fixed(
    "Không có gì thay đổi: {models} mô hình, {pages} trang, {files} tệp như cũ ({seconds} giây)",
    "Nothing has changed: {models} models, {pages} pages, {files} files as they were ({seconds} s)",
);
pub(super) const TALLY: StaticMessage = StaticMessage::fixed(
    "{errors} lỗi, {warnings} cảnh báo, {infos} lưu ý",
    "errors: {errors}, warnings: {warnings}, notes: {infos}",
);
pub(super) const FIXED: StaticMessage =
    StaticMessage::fixed("Đã sửa {fixes} chỗ trong {files} tệp.", "Mended {fixes} findings in {files} files.");
pub(super) const WOULD_FIX: StaticMessage = StaticMessage::fixed(
    "Sẽ sửa {fixes} chỗ trong {files} tệp; chưa ghi gì.",
    "Would mend {fixes} findings in {files} files; nothing was written.",
);
pub(super) const NOTHING_TO_FIX: StaticMessage =
    StaticMessage::fixed("Không có chỗ nào tự sửa được.", "There is nothing that can be mended without you.");
pub(super) const NOT_FIXED: StaticMessage = StaticMessage::fixed(
    "Không sửa {file}: tệp vừa bị sửa ở nơi khác, hãy chạy lại.",
    "{file} was left alone: somebody has just changed it; run again.",
);
pub(super) const CAN_FIX: StaticMessage = StaticMessage::fixed(
    "{n} chỗ tự sửa được: lantoa check --fix (xem trước: --fix --dry-run)",
    "{n} can be mended for you: lantoa check --fix (to look first: --fix --dry-run)",
);
pub(super) const SEE_CHECK: StaticMessage =
    StaticMessage::fixed(" – xem từng mục: lantoa check", " – see each: lantoa check");
pub(super) const RESTORED: StaticMessage = StaticMessage::fixed(
    "{n} tệp trong thư mục xuất bị sửa bằng tay, đã được ghi lại theo nội dung: {first}…",
    "{n} files in the output had been changed by hand and were made again: {first}…",
);
pub(super) const LOOK_AT: StaticMessage = StaticMessage::fixed("Mở xem: {path}", "Open: {path}");
pub(super) const NOT_PUBLISHED: StaticMessage = StaticMessage::fixed(
    "Chưa xuất bản: nội dung còn lỗi, trang web cũ giữ nguyên",
    "Not published: the content has errors; the old site stands as it was",
);
pub(super) const ALL_WELL: StaticMessage = StaticMessage::fixed("Nội dung không có gì phải sửa.", "Nothing to mend.");

pub(super) const EXPORTED: StaticMessage = StaticMessage::fixed(
    "Đã ghi {models} mô hình vào {path}: các thông tin ở đầu bài và bài viết\n",
    "Wrote {models} models to {path}: what stands at the head of each, and its article\n",
);
pub(super) const NOTHING_TO_EXPORT: StaticMessage = StaticMessage::fixed(
    "Không có mô hình nào đúng với các điều kiện đã chọn (--field, --place, --year, --stage), nên không ghi tệp nào",
    "No model meets what --field, --place, --year and --stage ask for, so no file is written",
);
pub(super) const MEND_SETTINGS: StaticMessage = StaticMessage::fixed(
    "Chưa nhập gì: hãy sửa import.yaml rồi nhập lại.\n",
    "Nothing is imported: mend import.yaml and import again.\n",
);
pub(super) const IMPORTED: StaticMessage = StaticMessage::fixed(
    "{written} mô hình mới (trong đó {drafts} bài nháp), {updated} cập nhật, {unchanged} không đổi ({conflicts} có chỗ hai bên khác nhau), {refused} hàng không nhận, {no_models} hàng không phải mô hình\n",
    "{written} new models ({drafts} of them drafts), {updated} updated, {unchanged} unchanged ({conflicts} with a conflict), {refused} rows refused, {no_models} rows that are no models\n",
);
pub(super) const STILL_DRAFTS: StaticMessage = StaticMessage::fixed(
    "{drafts} bài vẫn là bản nháp, vì còn chỗ chưa rõ (LT704, LT712 ở trên nói chỗ nào)\n",
    "{drafts} articles are still drafts, because something is not certain (LT704, LT712 above say what)\n",
);
pub(super) const DELETED_ROWS: StaticMessage = StaticMessage::fixed(
    "{deleted} hàng không nhập lại, vì bài đã bị xóa ở trang web (LT711)\n",
    "{deleted} rows were not imported again, because their articles were deleted (LT711)\n",
);
pub(super) const NO_MODELS: StaticMessage =
    StaticMessage::fixed("Các hàng không phải mô hình:\n", "Rows that are no models:\n");
pub(super) const IMPORT_WITH_DELETED: StaticMessage = StaticMessage::fixed(
    "Nhập lại cả những mô hình đã bị xóa ở trang web",
    "Import models again that were deleted from the site",
);
pub(super) const REPORTED: StaticMessage = StaticMessage::fixed(
    "Đã viết báo cáo về {models} mô hình{drafts}: {path}, phụ lục {annex}. Cần ghi thêm: tên cơ quan, số, nơi nhận, người ký, nhận định\n",
    "Wrote the report on {models} models{drafts}: {path}, annex {annex}. Still to be written: office, number, recipients, signature, remarks\n",
);
pub(super) const REPORT_DRAFTS: StaticMessage =
    StaticMessage::fixed("; {count} bản nháp không được tính", "; {count} drafts were not counted");
pub(super) const OVERWRITES: StaticMessage = StaticMessage::fixed(
    "Đã có tệp này và nội dung khác, có thể đã được sửa tay; chưa ghi gì. Hãy ghi tên khác, hoặc thêm --force để ghi đè",
    "This file exists and says something else, perhaps somebody has edited it; nothing was written. Use another name, or --force to write over it",
);
pub(super) const REPORT_NAME: StaticMessage = StaticMessage::fixed(
    "Báo cáo là tệp Word: tên tệp phải có đuôi .docx, ví dụ bao-cao.docx",
    "A report is a Word document: its name needs the extension .docx, for example bao-cao.docx",
);
pub(super) const NO_PERIOD: StaticMessage =
    StaticMessage::fixed("Kỳ báo cáo kết thúc trước khi bắt đầu", "The period ends before it begins");
pub(super) const PICTURES_TAKEN: StaticMessage = StaticMessage::fixed(
    "{pictures} ảnh đặt cạnh bài; ảnh nào chưa có lời mô tả thì lantoa check chỉ chỗ\n",
    "{pictures} pictures stand beside the articles; lantoa check tells which lack a description\n",
);
pub(super) const NOTHING_WRITTEN: StaticMessage =
    StaticMessage::fixed("Chưa ghi gì (--dry-run).\n", "Nothing was written (--dry-run).\n");
pub(super) const COLUMN_UNUSED: StaticMessage = StaticMessage::fixed("(không lấy)", "(not taken)");
pub(super) const COLUMN_LIKELY: StaticMessage = StaticMessage::fixed(
    "{label} ({word})? – sai thì sửa trong import.yaml",
    "{label} ({word})? – if not, see import.yaml",
);
pub(super) const NO_SITE: StaticMessage = StaticMessage::fixed(
    "Không có trang web ở đây: bên trong phải có thư mục content",
    "There is no site here: it must have a folder `content`",
);
pub(super) const CANNOT_READ: StaticMessage = StaticMessage::fixed("Không đọc được tệp", "Cannot read the file");
pub(super) const LIST_TOO_LARGE: StaticMessage =
    StaticMessage::fixed("Danh sách quá lớn: hơn 64 MiB", "The list is too large: more than 64 MiB");
pub(super) const WHICH_FORMAT: StaticMessage = StaticMessage::fixed(
    "Chưa biết ghi dạng nào: tên tệp phải có đuôi .xlsx, .docx, .csv hoặc .json",
    "It is not clear which kind of file to write: its name needs the extension .xlsx, .docx, .csv or .json",
);
pub(super) const TOO_LONG: StaticMessage = StaticMessage::fixed(
    "Một ô của Excel không chứa nổi chữ ở cột “{column}” của mô hình {model}; hãy xuất ra .csv hoặc .json",
    "The column “{column}” of the model {model} is too long for a cell of Excel; export to .csv or .json",
);
pub(super) const NO_STAGE: StaticMessage = StaticMessage::fixed(
    "Không có trạng thái “{stage}”; các trạng thái:{stages}",
    "There is no stage “{stage}”; the stages are:{stages}",
);

pub(super) const UNKNOWN_CODE: StaticMessage =
    StaticMessage::fixed("Không có mã “{code}”; các mã: {codes}", "There is no code “{code}”; the codes are: {codes}");
pub(super) const INIT_DONE: StaticMessage = StaticMessage::fixed(
    "Đã tạo trang web mới trong thư mục {dir}. Việc tiếp theo:\n  1. sửa content/site.yaml (tên trang web, địa bàn, cơ quan quản lý)\n  2. lantoa new --root {dir} \"Tên mô hình\" để viết mô hình đầu tiên (bản mẫu: content/mo-hinh/mau-mo-hinh.md; cách viết: content/trang/huong-dan-bien-tap.md)\n  3. lantoa serve --root {dir} --open để xem trong lúc viết; lantoa build --root {dir} để dựng trang web\n",
    "A new site is in {dir}. What to do next:\n  1. edit content/site.yaml (title, home, the office in charge)\n  2. lantoa new --root {dir} \"Title\" for the first model (a sample: content/mo-hinh/mau-mo-hinh.md; how to write: content/trang/huong-dan-bien-tap.md)\n  3. lantoa serve --root {dir} --open to see it while you write; lantoa build --root {dir} to build the site\n",
);
pub(super) const INIT_CI: StaticMessage = StaticMessage::fixed(
    "Đã tạo {path}. Việc tiếp theo: điền LANTOA_URL và LANTOA_SHA256 trong tệp ấy, rồi gửi (commit, push); xem thêm docs/deploy.md của lantoa\n",
    "Made {path}. What to do next: fill in LANTOA_URL and LANTOA_SHA256 in it, then commit and push; see docs/deploy.md of lantoa\n",
);
pub(super) const INIT_CMS: StaticMessage = StaticMessage::fixed(
    "Đã tạo {path}. Việc tiếp theo: đọc lời ghi ở đầu index.html trong ấy (tải chương trình, đăng nhập, chính sách của trình duyệt)\n",
    "Made {path}. What to do next: read the notes at the top of its index.html (the program, signing in, the browser's policy)\n",
);
pub(super) const INIT_OCCUPIED: StaticMessage =
    StaticMessage::fixed("Không ghi đè: tệp đã có", "Nothing is overwritten: the file exists");
pub(super) const INIT_INSIDE: StaticMessage = StaticMessage::fixed(
    "Thư mục này nằm trong content/ của một trang web có sẵn; hãy chạy lệnh ở thư mục chứa content/ ấy, hoặc ở một thư mục khác",
    "This folder is inside content/ of a site; run the command in the folder that holds that content/, or in another one",
);
pub(super) const CANNOT_WRITE: StaticMessage = StaticMessage::fixed("Không ghi được tệp", "Cannot write the file");

pub(super) const SERVING: StaticMessage =
    StaticMessage::fixed("Đang chạy; mở {address} (dừng: Ctrl-C)", "Running; open {address} (Ctrl-C ends it)");
pub(super) const DESK_ADDRESS: StaticMessage =
    StaticMessage::fixed("Bàn làm việc, nơi viết bài: {address}", "The desk, where models are written: {address}");
pub(super) const DESK_RUNS: StaticMessage = StaticMessage::fixed(
    "Lan Tỏa đang chạy trên máy này; trình duyệt mở bàn làm việc ở {address}\nĐể tắt: bấm “Tắt” trên trang, hoặc đóng cửa sổ này (Ctrl-C). Bài đã lưu vẫn nằm trong thư mục.",
    "Lan Tỏa runs on this machine; the browser opens the desk at {address}\nTo stop it: press “Stop” on the page, or close this window (Ctrl-C). What is saved stays in the folder.",
);
pub(super) const DESK_HINT: StaticMessage =
    StaticMessage::fixed("Viết bài trong trình duyệt: lantoa desk", "To write in the browser: lantoa desk");
pub(super) const PRESS_ENTER: StaticMessage =
    StaticMessage::fixed("Bấm Enter để đóng cửa sổ này.", "Press Enter to close this window.");
pub(super) const READY: StaticMessage = StaticMessage::fixed(
    "{models} mô hình, sẵn sàng sau {ms} ms: {errors} lỗi, {warnings} cảnh báo, {infos} lưu ý",
    "{models} models, ready after {ms} ms: {errors} errors, {warnings} warnings, {infos} notes",
);
pub(super) const PORT_TAKEN: StaticMessage = StaticMessage::fixed(
    "Cổng {port} đã có chương trình khác dùng; dùng cổng {other}",
    "Port {port} is taken; using {other}",
);
pub(super) const POLLING: StaticMessage =
    StaticMessage::fixed("Dò tệp thay đổi mỗi giây một lần", "Looking for changes once a second");
pub(super) const LAN_WARNING: StaticMessage = StaticMessage::fixed(
    "Chú ý: ai trong cùng mạng cũng xem được trang web này, kể cả điều chưa xuất bản. Chỉ dùng ở mạng tin cậy, xem xong thì dừng.",
    "Mind: everybody on this network can see the site, also what is not published yet. Only on networks you trust, and end it afterwards.",
);
pub(super) const LAN_ADDRESS: StaticMessage =
    StaticMessage::fixed("Trên điện thoại cùng mạng: {address}", "On a telephone in the same network: {address}");
pub(super) const NO_NETWORK: StaticMessage =
    StaticMessage::fixed("Máy này không nối mạng nào", "This machine is on no network");
pub(super) const NO_BROWSER: StaticMessage = StaticMessage::fixed(
    "Không mở được trình duyệt; hãy mở địa chỉ trên",
    "No browser could be opened; open the address above",
);

pub(super) const ASK_TITLE: StaticMessage = StaticMessage::fixed("Tên mô hình:", "Title:");
pub(super) const ASK_PLACE: StaticMessage = StaticMessage::fixed(
    "Địa phương (gõ không dấu cũng được, để trống nếu chưa biết):",
    "Place (marks are not needed; leave empty if not known yet):",
);
pub(super) const NO_PLACE: StaticMessage =
    StaticMessage::fixed("Không tìm thấy nơi nào tên “{place}”", "No place is called “{place}”");
pub(super) const ASK_WHICH: StaticMessage =
    StaticMessage::fixed("Số mấy? (để trống để gõ lại)", "Which number? (empty to type again)");
pub(super) const ASK_TITLE_COLUMN: StaticMessage = StaticMessage::fixed(
    "Cột số mấy ghi tên mô hình? (để trống thì không nhập bảng này)",
    "Which column has the titles of the models? (empty: this table is not imported)",
);
pub(super) const ASK_FIELD: StaticMessage =
    StaticMessage::fixed("Lĩnh vực số mấy? (để trống nếu chưa biết)", "Which field? (empty if not known)");
pub(super) const ASK_YEAR: StaticMessage =
    StaticMessage::fixed("Năm khen thưởng (để trống nếu chưa có):", "Year of the award (empty if there is none yet):");
pub(super) const NO_TITLE: StaticMessage = StaticMessage::fixed(
    "Còn thiếu tên mô hình: lantoa new \"Tên mô hình\"",
    "The title is missing: lantoa new \"Title\"",
);
pub(super) const NO_FIELD: StaticMessage = StaticMessage::fixed(
    "Không có lĩnh vực “{field}”; các lĩnh vực:{fields}",
    "There is no field “{field}”; the fields are:{fields}",
);
pub(super) const NO_SUCH_PLACE: StaticMessage = StaticMessage::fixed(
    "Không có nơi nào tên “{place}”. Hãy ghi tên xã, phường, huyện hoặc tỉnh, từ nhỏ đến lớn: Xã Đông Giang, tỉnh Lâm Đồng",
    "There is no place “{place}”. Give the name of a commune, district or province, from small to large: Xã Đông Giang, tỉnh Lâm Đồng",
);
pub(super) const WHICH_PLACE: StaticMessage = StaticMessage::fixed(
    "Chưa rõ “{place}” là nơi nào; có thể là:{names}\nHãy ghi đủ, từ nhỏ đến lớn",
    "It is not clear which place “{place}” is; perhaps:{names}\nGive the whole name, from small to large",
);
pub(super) const NO_ORIGINAL: StaticMessage = StaticMessage::fixed(
    "Không có mô hình nào tên tệp là “{slug}”; gần nhất: {near}",
    "There is no model “{slug}”; the nearest: {near}",
);
pub(super) const NO_ORIGINAL_NEAR: StaticMessage = StaticMessage::fixed(
    "Không có mô hình nào tên tệp là “{slug}”, và không có tên nào gần giống; ghi tên tệp của mô hình gốc, không có đuôi .md",
    "There is no model “{slug}”, and none with a name like it; give the file name of the original, without .md",
);
pub(super) const NEARLY_EXISTS: StaticMessage = StaticMessage::fixed(
    "Đã có mô hình tên gần như vậy: {model}, tệp {file}. Nếu viết thêm cho mô hình ấy thì sửa tệp đó; \
     nếu là nơi khác làm theo thì thêm --based-on {slug}",
    "A model of nearly that title exists: {model}, in {file}. To add to it, edit that file; if another place \
     copies it, add --based-on {slug}",
);
pub(super) const NEW_DONE: StaticMessage = StaticMessage::fixed(
    "Đã tạo {path}. Việc tiếp theo:\n  1. điền những dòng còn trống; điều gì chưa biết thì để nguyên dấu #\n  2. lantoa serve --drafts --open rồi xem mo-hinh/{slug}.html\n  3. xong thì bỏ dòng draft: true, chạy lantoa check, rồi gửi (commit)\n",
    "Made {path}. What to do next:\n  1. fill in what is open; what is not known stays behind its #\n  2. lantoa serve --drafts --open and look at mo-hinh/{slug}.html\n  3. when it is done remove draft: true, run lantoa check, and commit\n",
);
pub(super) const WORKING: StaticMessage = StaticMessage::fixed("Đang dựng trang web…", "Building the site…");
pub(super) const CHECKING: StaticMessage = StaticMessage::fixed("Đang kiểm tra nội dung…", "Checking the content…");
pub(super) const REFUSED: StaticMessage = StaticMessage::fixed(
    "Nơi đặt sẽ không nhận trang web này: {why} (LT606)",
    "The host will not take this site: {why} (LT606)",
);
