//! What is told of a list: findings that name its cells.

use super::again::{Conflict, Open};
use super::header::Header;
use super::row::{Doubt, Row};
use super::walk::Place;
use crate::catalog::Model;
use crate::finding::{Code, Finding};
use crate::office::Unreadable;
use crate::office::sheet::Sheet;
use crate::schema::Key;
use crate::text::{Message, SitePath, StaticMessage};

/// A finding at a cell, or about a whole list.
fn at(cell: &str, code: Code, message: Message) -> Finding {
    Finding::new(code, &SitePath::new(cell), message)
}

pub(super) fn unreadable(list: &str, why: Unreadable) -> Finding {
    let (message, help) = match why {
        Unreadable::OldOffice => (
            (
                "Tệp của Office cũ (.xls, .doc) không đọc được ở đây.",
                "Files of old Office (.xls, .doc) are not read here.",
            ),
            (
                "Mở tệp bằng Excel hoặc Word, chọn Lưu thành (Save As) dạng .xlsx hoặc .docx.",
                "Open it and save it as .xlsx or .docx.",
            ),
        ),
        Unreadable::Empty => (
            ("Tệp trống, bên trong không có gì.", "There is nothing in the file."),
            (
                "Có lẽ tệp chưa chép hoặc chưa tải về xong; hãy lấy lại tệp ấy.",
                "Perhaps it was not copied or downloaded to its end; fetch it again.",
            ),
        ),
        Unreadable::Locked => (
            ("Tệp đặt mật khẩu.", "A password protects the file."),
            ("Bỏ mật khẩu rồi lưu lại.", "Take the password away and save it again."),
        ),
        Unreadable::TooMuch => (
            (
                "Tệp quá lớn: hơn 25.000 hàng, hơn 500.000 ô, một ô hơn 256 KiB chữ, hoặc hơn 64 MiB khi mở ra.",
                "The file is too large: more than 25,000 rows, 500,000 cells, a cell of more than 256 KiB, or 64 MiB unpacked.",
            ),
            (
                "Chia danh sách thành nhiều tệp, xóa những trang tính không cần.",
                "Split the list, and delete sheets that are not needed.",
            ),
        ),
        Unreadable::UnknownKind => (
            ("Không biết dạng tệp này.", "This kind of file is not known."),
            ("Đọc được .xlsx, .ods, .csv và .docx.", "What is read: .xlsx, .ods, .csv and .docx."),
        ),
        Unreadable::UnknownLetters => (
            ("Không rõ chữ trong tệp theo bảng mã nào.", "The encoding of the text is not known."),
            (
                "Mở bằng Excel và lưu thành .xlsx, hoặc lưu lại với bảng mã UTF-8.",
                "Open it in Excel and save it as .xlsx, or save it as UTF-8.",
            ),
        ),
        Unreadable::NoArchive | Unreadable::Broken => (
            ("Tệp hỏng hoặc không đúng dạng như tên tệp nói.", "The file is damaged, or not what its name says."),
            ("Mở tệp bằng Excel hoặc Word rồi lưu lại.", "Open it in Excel or Word and save it again."),
        ),
    };
    at(list, Code::UnreadableList, Message::new(message.0, message.1)).help(Message::new(help.0, help.1))
}

pub(super) fn no_table(list: &str) -> Finding {
    let message = Message::new(
        "Không thấy bảng nào có cột tên mô hình và ít nhất một cột nữa, cũng không thấy các mục của một hồ sơ.",
        "There is no table with a column of titles and one column more, and no items of a dossier.",
    );
    let help = Message::new(
        "Hàng tiêu đề cần có “Tên mô hình”, hồ sơ cần có mục “Tên mô hình”; nếu tên khác thì ghi vào import.yaml: columns: {\"Tên cột\": title}",
        "The heading of a list needs “Tên mô hình”, a dossier an item of that name; if it is called otherwise, say so in import.yaml: columns: {\"Name\": title}",
    );
    at(list, Code::NoTable, message).help(help)
}

/// A sheet that looks like a list and in which no column is known to have the titles.
pub(super) fn which_title(place: &Place<'_>, sheet: &Sheet, header: &Header) -> Finding {
    let names: Vec<String> = header.columns.iter().map(|column| format!("“{}”", column.heading)).collect();
    let names = names.join(", ");
    let example = header.likely_title(sheet).map_or("", |column| &column.heading);
    let message = Message::new(
        format!("Chưa biết cột nào ghi tên mô hình, nên chưa nhập hàng nào. Các cột: {names}."),
        format!("Nobody knows which column has the titles of the models, so no row is imported. The columns: {names}."),
    );
    let help = Message::new(
        format!("Ghi cột ấy vào import.yaml rồi nhập lại, ví dụ: columns: {{\"{example}\": title}}"),
        format!("Name it in import.yaml and import again, for example: columns: {{\"{example}\": title}}"),
    );
    let column = header.columns.first().map_or(0, |column| column.column);
    at(&place.cell(header.top, column), Code::NoTable, message).help(help)
}

/// A sheet beside the list that has a table of something else.
pub(super) fn sheet_left(place: &Place<'_>, header: &Header) -> Finding {
    let message = Message::new(
        "Trang tính này không nhập, vì không có cột tên mô hình.",
        "This sheet is not imported: no column has titles of models.",
    );
    let help = Message::new(
        "Nếu là danh sách mô hình thì đổi tên cột ấy thành “Tên mô hình” rồi nhập lại; nếu không thì cứ để vậy.",
        "If it is a list of models, call that column “Tên mô hình” and import again; else leave it.",
    );
    let column = header.columns.first().map_or(0, |column| column.column);
    at(&place.cell(header.top, column), Code::SheetLeft, message).help(help)
}

pub(super) fn unused_columns(place: &Place<'_>, header: &Header) -> Vec<Finding> {
    let unknown = header.columns.iter().filter(|column| column.aim.is_none());
    let remarks = header.columns.iter().filter(|column| column.instead.is_some() && column.aim.is_some());
    let remarks = remarks.map(|column| kept_as_remark(place, header, column));
    let finding = |column: &super::ListColumn| {
        let (heading, cell) = (&column.heading, place.cell(header.first.saturating_sub(1), column.column));
        let message = Message::new(
            format!("Cột “{heading}” không lấy, vì chưa rõ là gì."),
            format!("The column “{heading}” is not taken, because nobody knows what it is."),
        );
        let help = Message::new(
            format!("Nếu cần thì ghi trong import.yaml: \"{heading}\": tên khóa"),
            format!("If it is needed, say so in import.yaml: \"{heading}\": key"),
        );
        let is_year = crate::vietnamese::fold(heading) == "nam";
        at(&cell, Code::UnusedColumn, message).help(if is_year { which_year(heading) } else { help })
    };
    unknown.map(finding).chain(remarks).collect()
}

/// What to do about a column “Năm”, of which nobody knows what happened in it.
fn which_year(heading: &str) -> Message {
    Message::new(
        format!(
            "Ghi trong import.yaml là năm gì: \"{heading}\": award_year (khen thưởng), recognised (công nhận), started (bắt đầu) hoặc nam-dang-ky"
        ),
        format!(
            "Say in import.yaml which year it is: \"{heading}\": award_year, recognised, started, or nam-dang-ky (registered)"
        ),
    )
}

/// A column that says the same as another one.
fn kept_as_remark(place: &Place<'_>, header: &Header, column: &super::ListColumn) -> Finding {
    let (heading, other) = (&column.heading, column.instead.as_deref().unwrap_or(""));
    let message = Message::new(
        format!(
            "Cột “{heading}” và cột “{other}” đều hiểu là một khóa: lấy “{other}”, còn “{heading}” giữ làm ghi chú trong tệp."
        ),
        format!(
            "The columns “{heading}” and “{other}” are taken for one key: “{other}” is used, “{heading}” is kept as a remark in the file."
        ),
    );
    let help = Message::new(
        format!("Nếu chưa đúng thì ghi trong import.yaml: \"{heading}\": tên khóa"),
        format!("If that is wrong, say so in import.yaml: \"{heading}\": key"),
    );
    at(&place.cell(header.first.saturating_sub(1), column.column), Code::UnusedColumn, message).help(help)
}

pub(super) fn no_title(place: &Place<'_>, row: usize, column: usize) -> Finding {
    let message =
        Message::new("Hàng này không có tên mô hình, nên không nhập.", "This row has no title, so it is not imported.");
    let help =
        Message::new("Ghi tên mô hình vào ô này rồi nhập lại.", "Write the title into this cell and import again.");
    at(&place.cell(row, column), Code::RowRefused, message).help(help)
}

/// A row that is not told apart from one before.
pub(super) fn twice(cell: &str, first: &str, row: &Row) -> Finding {
    let message = match row.unit {
        None => Message::new(
            format!("Hàng này cùng tên với {first}, mà chưa rõ mỗi hàng ở nơi nào; hàng này không nhập."),
            format!("This row has the title of {first}, and nobody knows where either is; this row is not imported."),
        ),
        Some(_) => Message::new(
            format!("Mô hình này đã có ở {first}, cùng tên và cùng nơi; hàng này không nhập."),
            format!("This model stands at {first} already, with the same title and place; this row is not imported."),
        ),
    };
    let help = Message::new(
        "Gộp hai hàng làm một, hoặc ghi rõ nơi khác nhau.",
        "Make one row of both, or say where they differ.",
    );
    at(cell, Code::RowRefused, message).help(help)
}

pub(super) fn no_name(cell: &str) -> Finding {
    let message = Message::new(
        "Không đặt được tên tệp: mã hoặc tệp đã có mô hình khác dùng.",
        "No file name is free: another model has this id or file.",
    );
    let help = Message::new("Sửa hoặc bỏ trống ô “Mã” và “Tệp”.", "Change or empty the cells “Id” and “File”.");
    at(cell, Code::RowRefused, message).help(help)
}

pub(super) fn not_changed(cell: &str, path: &SitePath) -> Finding {
    let message = Message::new(
        format!("Không sửa được {path} mà vẫn giữ nguyên phần còn lại; tệp để nguyên."),
        format!("{path} could not be changed without touching the rest; it was left as it is."),
    );
    let help = Message::new(
        "Sửa lỗi của tệp ấy (lantoa check), rồi nhập lại.",
        "Mend that file (lantoa check) and import again.",
    );
    at(cell, Code::RowRefused, message).help(help)
}

pub(super) fn same_title(cell: &str, model: &Model, row: &Row, path: &SitePath) -> Finding {
    let (file, named) = (&model.entry.path, model.named());
    let (place_vi, place_en) = match row.unit {
        Some(_) => ("là nơi khác", "names another place"),
        None => ("chưa rõ ở nơi nào", "is at a place that nobody knows"),
    };
    let message = Message::new(
        format!(
            "Trang web đã có mô hình cùng tên: {named}, tệp {file}. Hàng này {place_vi}, nên thành tệp mới {path}."
        ),
        format!("A model of this title exists: {named}, in {file}. This row {place_en}, so it became {path}."),
    );
    let help = Message::new(
        "Nếu là một mô hình thì xóa tệp mới; nếu làm theo mô hình kia thì ghi thêm based_on.",
        "If both are one, delete the new file; if it is a copy, add based_on.",
    );
    at(cell, Code::UncertainCell, message).help(help)
}

pub(super) fn doubt(place: &Place<'_>, row: usize, doubt: &Doubt) -> Finding {
    at(&place.cell(row, doubt.column), Code::UncertainCell, doubt.message.clone()).help(doubt.help.clone())
}

/// The way out where the cell has what must not be published, so that nothing of it may be copied.
const WITHOUT_PERSONAL_DATA: StaticMessage = StaticMessage::fixed(
    "Xóa dữ liệu cá nhân (số điện thoại riêng, số giấy tờ) khỏi ô ấy rồi nhập lại; dữ liệu cá nhân không được đăng.",
    "Take the personal data (a private telephone number, the number of a document) out of the cell and import again; it must not be published.",
);

pub(super) fn conflict(place: &Place<'_>, at_row: usize, conflict: &Conflict, row: &Row, path: &SitePath) -> Finding {
    let Conflict { key, column, in_file, in_list } = conflict;
    let (short_file, short_list) = (short(in_file), short(in_list));
    let message = Message::new(
        format!("“{}”: danh sách ghi “{short_list}”, còn {path} ghi “{short_file}”; tệp để nguyên.", key.label.vi),
        format!(
            "“{}”: the list says “{short_list}”, {path} says “{short_file}”; the file was left as it is.",
            key.label.en
        ),
    );
    let help = Message::new(
        "Sửa ô này hoặc sửa tệp cho giống nhau, rồi nhập lại.",
        "Make the cell or the file say the same, and import again.",
    );
    let help = if row.is_private(*column) { WITHOUT_PERSONAL_DATA.into() } else { help };
    at(&place.cell(at_row, *column), Code::ImportConflict, message).help(help)
}

pub(super) fn retold(place: &Place<'_>, at_row: usize, open: &Open, row: &Row, path: &SitePath) -> Finding {
    let (heading, text) = (&open.heading, short(&open.text));
    let message = Message::new(
        format!("Mục “{heading}”: danh sách ghi “{text}”, bài {path} ghi khác; bài để nguyên."),
        format!("Section “{heading}”: the list says “{text}”, {path} says something else and was left as it is."),
    );
    let help = Message::new(
        "Chép câu của danh sách vào bài, hoặc sửa ô lại như lần nhập trước; hai bên giống nhau thì không báo nữa.",
        "Copy the list's words into the article, or make the cell say what it said before; once both agree nothing is told.",
    );
    let help = if row.is_private(open.column) { WITHOUT_PERSONAL_DATA.into() } else { help };
    at(&place.cell(at_row, open.column), Code::ImportConflict, message).help(help)
}

pub(super) fn emptied(place: &Place<'_>, cell: (usize, usize), key: &Key, text: &str, path: &SitePath) -> Finding {
    let text = short(text);
    let message = Message::new(
        format!("Ô “{}” nay để trống, còn {path} ghi “{text}”; tệp để nguyên.", key.label.vi),
        format!("The cell “{}” is empty now, while {path} says “{text}”; the file was left as it is.", key.label.en),
    );
    let help = Message::new(
        format!("Muốn bỏ hẳn thì xóa {} trong tệp.", key.name),
        format!("To drop it, delete {} in the file.", key.name),
    );
    at(&place.cell(cell.0, cell.1), Code::EmptiedCell, message).help(help)
}

/// The same of a section of the article.
pub(super) fn emptied_section(place: &Place<'_>, cell: (usize, usize), heading: &str, path: &SitePath) -> Finding {
    let message = Message::new(
        format!("Ô “{heading}” nay để trống, còn bài {path} vẫn có mục ấy; bài để nguyên."),
        format!("The cell “{heading}” is empty now, while {path} has that section; the article was left as it is."),
    );
    let help = Message::new(
        format!("Muốn bỏ hẳn thì xóa mục “{heading}” trong bài."),
        format!("To drop it, delete the section “{heading}” in the article."),
    );
    at(&place.cell(cell.0, cell.1), Code::EmptiedCell, message).help(help)
}

/// A file that the import has made a draft and that stays one.
pub(super) fn still_draft(cell: &str, path: &SitePath, why: &[&Message]) -> Finding {
    let join = |text: fn(&Message) -> &str| why.iter().map(|message| text(message)).collect::<Vec<_>>().join(" ");
    let (mut vi, mut en) = (join(|message| &message.vi), join(|message| &message.en));
    if why.is_empty() {
        vi = "Danh sách và bài còn chỗ khác nhau.".to_owned();
        en = "List and article still disagree.".to_owned();
    }
    let message = Message::new(format!("Bài {path} vẫn là bản nháp. {vi}"), format!("{path} is still a draft. {en}"));
    let help = Message::new(
        "Sửa ô rồi nhập lại thì bài hết là bản nháp; hoặc sửa trong bài rồi bỏ “draft: true”.",
        "Mend the cell and import again, then it is no draft any more; or mend the article and take “draft: true” out.",
    );
    at(cell, Code::StillDraft, message).help(help)
}

/// A title in capitals.
pub(super) fn shouted(cell: &str, title: &str, path: &SitePath) -> Finding {
    let title = short(title);
    let message = Message::new(
        format!("Tên “{title}” viết hoa hết; bài {path} ghi đúng như vậy."),
        format!("The title “{title}” is in capitals; {path} has it as it is."),
    );
    let help = Message::new(
        "Viết lại như một câu, chỉ hoa chữ đầu và tên riêng: “Thắp sáng đường quê”.",
        "Write it like a sentence, with capitals only at its beginning and in names.",
    );
    at(cell, Code::ShoutedTitle, message).help(help)
}

/// A model that has got its right title in a file that is called by the wrong one.
pub(super) fn former_title(cell: &str, path: &SitePath, former: &str) -> Finding {
    let former = short(former);
    let message = Message::new(
        format!(
            "Lần nhập trước, tên mô hình này là “{former}”, lấy từ cột khác. Bài {path} nay mang tên đúng, tệp vẫn giữ tên cũ."
        ),
        format!(
            "When it was imported last, this model was called “{former}”, from another column. {path} has the right title now, and its former name."
        ),
    );
    let help = Message::new(
        "Muốn đổi địa chỉ của trang thì dùng “Đổi tên tệp” ở bàn làm việc; địa chỉ cũ vẫn dẫn đến.",
        "To change the address of the page rename the file at the desk; the old address still leads to it.",
    );
    at(cell, Code::FormerTitle, message).help(help)
}

/// A row of a model that was deleted.
pub(super) fn deleted(cell: &str, path: &SitePath) -> Finding {
    let message = Message::new(
        format!("Mô hình của hàng này (tệp {path}) đã bị xóa ở trang web, nên không nhập lại."),
        format!("The model of this row (the file {path}) was deleted from the site, so it is not imported again."),
    );
    let help = Message::new(
        "Muốn nhập lại thì lấy bài từ thùng rác của bàn làm việc, hoặc chạy lantoa import với --with-deleted. Nếu chỉ đổi tên tệp thì ghi địa chỉ cũ vào aliases của bài.",
        "To have it again take it out of the desk's bin, or run lantoa import with --with-deleted. If the file was only renamed, write its old address into its aliases.",
    );
    at(cell, Code::ModelDeleted, message).help(help)
}

/// A model of which a list has no row any more.
pub(super) fn left_out(list: &str, file: &str, title: &str) -> Finding {
    let message = Message::new(
        format!("Danh sách không còn hàng của mô hình “{title}” (tệp {file}) như lần nhập trước; bài để nguyên."),
        format!("The list has no row of the model “{title}” (the file {file}) any more; it was left as it is."),
    );
    let help = Message::new(
        "Mô hình đã dừng thì ghi vào bài; nhập nhầm thì xóa bài; chỉ đổi tên trong danh sách thì xóa bài mới vừa nhập.",
        "If it has ended say so in the article; if it was a mistake delete it; if it has another title in the list delete the new file.",
    );
    at(list, Code::RowGone, message).help(help)
}

/// A picture that was not taken, with the reason.
pub(super) fn picture_left(cell: &str, part: &str, why: Message) -> Finding {
    let name = part.rsplit('/').next().unwrap_or(part);
    let message = Message::new(
        format!("Ảnh {name} không lấy. {}", why.vi),
        format!("The picture {name} is not taken. {}", why.en),
    );
    let help = Message::new(
        "Mở tệp, lưu ảnh ấy thành JPEG hoặc PNG rồi đặt cạnh bài.",
        "Open the document, save the picture as JPEG or PNG, and put it beside the article.",
    );
    at(cell, Code::PictureLeft, message).help(help)
}

/// A picture that stands beside no model.
pub(super) fn picture_elsewhere(cell: &str, part: &str) -> Finding {
    let name = part.rsplit('/').next().unwrap_or(part);
    let message = Message::new(
        format!("Ảnh {name} không lấy, vì không nằm ở hàng của mô hình nào."),
        format!("The picture {name} is not taken, because it stands in the row of no model."),
    );
    let help = Message::new(
        "Kéo ảnh vào hàng của mô hình rồi nhập lại, hoặc đặt ảnh cạnh bài.",
        "Move it into the row of its model and import again, or put it beside the article.",
    );
    at(cell, Code::PictureLeft, message).help(help)
}

/// Pictures that a document has since it was imported first.
pub(super) fn new_pictures(cell: &str, path: &SitePath) -> Finding {
    let message = Message::new(
        format!("Có ảnh mới chưa lấy, vì bài {path} đã có."),
        format!("There are new pictures, which are not taken because {path} exists."),
    );
    let help = Message::new(
        "Lưu ảnh ra, đặt cạnh bài rồi thêm vào bài: ![ảnh cho thấy gì](tên-ảnh.jpg). Không dùng ảnh ấy thì bỏ khỏi danh sách; bài đủ ảnh thì không báo nữa.",
        "Save them beside the article and add them: ![what it shows](name.jpg). Take those that are not wanted out of the list; once the article has as many pictures nothing is told.",
    );
    at(cell, Code::PictureLeft, message).help(help)
}

/// Enough of a long text to know it.
pub(super) fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 80 { line } else { line.chars().take(79).chain(['…']).collect() }
}
