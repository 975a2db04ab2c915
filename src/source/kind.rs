//! The kind of a file, by its path, and the size limit of each kind.

use crate::finding::{Code, Finding};
use crate::image::Refusal;
use crate::text::{Message, SitePath};

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// What the editor writes: decoded text, never empty.
    Text,
    /// Template, style, script or strings of a theme: decoded text, which may be empty (to blank out what the built-in
    /// theme says).
    ThemeText,
    /// Any other file of a theme, kept whole.
    ThemeFile,
    /// A picture beside a text.
    Picture,
    /// A document beside a text, published as it is.
    Attachment,
}

const MIB: u64 = 1 << 20;

impl FileKind {
    /// The size limit in bytes.
    pub(super) fn limit(self) -> u64 {
        match self {
            Self::Text | Self::ThemeText | Self::ThemeFile => 4 * MIB,
            Self::Picture => 32 * MIB,
            Self::Attachment => 64 * MIB,
        }
    }
}

/// Whether systems, editors or office programs leave files or folders of this name behind. They are ignored silently.
pub(super) fn is_leftover(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".swp")
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(name, "Thumbs.db" | "desktop.ini" | "__MACOSX")
}

/// Whether a file is there for texts to show or link to, or for nothing.
pub(super) fn is_beside_texts(path: &SitePath) -> bool {
    path.is_in("content") && !matches!(path.extension().as_str(), "md" | "yaml" | "yml" | "tsv")
}

/// The kind of the file at `path`, or a finding that says why it is not used.
pub(super) fn of(path: &SitePath) -> Result<FileKind, Box<Finding>> {
    if path.as_str().chars().any(char::is_control) {
        return Err(Box::new(bad_name(path)));
    }
    let extension = path.extension();
    if path.is_in("themes") {
        return Ok(match extension.as_str() {
            "html" | "xml" | "txt" | "css" | "js" | "mjs" | "json" | "yaml" | "yml" | "md" => FileKind::ThemeText,
            _ => FileKind::ThemeFile,
        });
    }
    match extension.as_str() {
        "md" if path.is_in("content/mo-hinh") || path.is_in("content/trang") => Ok(FileKind::Text),
        _ if matches!(path.as_str(), "content/site.yaml" | "content/localities.tsv") => Ok(FileKind::Text),
        "jpg" | "jpeg" | "jfif" | "jpe" | "png" | "webp" | "gif" | "avif" | "svg" => Ok(FileKind::Picture),
        "pdf" => Ok(FileKind::Attachment),
        extension => Err(Box::new(unknown(path, extension))),
    }
}

/// Refuses a file over the size limit of its kind.
pub(super) fn check_size(path: &SitePath, kind: FileKind, bytes: u64) -> Result<(), Box<Finding>> {
    let limit = kind.limit();
    if bytes <= limit {
        return Ok(());
    }
    let (size, most) = (bytes.div_ceil(MIB), limit / MIB);
    let message = Message::new(
        format!("Tệp quá lớn: {size} MiB, nhiều nhất {most} MiB."),
        format!("The file is too large: {size} MiB, at most {most} MiB."),
    );
    let help = match kind {
        FileKind::Picture => Message::new("Thu nhỏ ảnh rồi lưu lại.", "Make the picture smaller."),
        FileKind::Attachment => Message::new("Lưu lại PDF với dung lượng nhỏ hơn.", "Save the PDF in a smaller size."),
        _ => Message::new("Chia nội dung thành nhiều tệp.", "Divide it into several files."),
    };
    Err(Box::new(Finding::new(Code::TooLarge, path, message).help(help)))
}

/// The finding for an empty file.
pub(super) fn empty(path: &SitePath) -> Box<Finding> {
    let message = Message::new("Tệp rỗng.", "The file is empty.");
    let help = Message::new("Viết nội dung, hoặc xóa tệp.", "Write something, or delete the file.");
    Box::new(Finding::new(Code::EmptyFile, path, message).help(help))
}

/// The same for a picture.
pub(super) fn empty_picture(path: &SitePath) -> Box<Finding> {
    let message = Message::new("Tệp ảnh rỗng: không có byte nào.", "The picture's file is empty: not one byte.");
    let help = Message::new(
        "Chép lại ảnh từ máy ảnh, điện thoại hoặc thư đã gửi; không cần nữa thì xóa tệp.",
        "Copy the picture again from the camera, telephone or mail; if nobody needs it, delete the file.",
    );
    Box::new(Finding::new(Code::EmptyFile, path, message).help(help))
}

/// The finding for a name that cannot be part of a URL path on every system.
pub(super) fn bad_name(path: &SitePath) -> Finding {
    let message = Message::new(
        "Tên tệp có ký tự không dùng được trong địa chỉ.",
        "The file's name has characters that cannot stand in an address.",
    );
    let help = Message::new(
        "Đổi tên tệp: chỉ dùng chữ thường không dấu, chữ số và gạch nối.",
        "Rename it: plain letters, digits, hyphens.",
    );
    Finding::new(Code::BadFileName, path, message).help(help)
}

/// The finding for two files whose names differ only in their Unicode form.
pub(super) fn same_name(path: &SitePath) -> Finding {
    let message = Message::new(
        "Có hai tệp cùng tên, chỉ khác cách ghi dấu Unicode (dựng sẵn và tổ hợp).",
        "Two files have this name; they differ only in the Unicode form of their marks (composed and decomposed).",
    );
    let help = Message::new("Giữ một tệp, xóa hoặc đổi tên tệp kia.", "Keep one of them, delete or rename the other.");
    Finding::new(Code::BadFileName, path, message).help(help)
}

/// The finding for a git clone without history: one for the whole site.
pub(super) fn shallow_clone() -> Finding {
    let message = Message::new(
        "Kho git này thiếu phần lịch sử cũ (shallow): không biết từng bài được sửa ngày nào.",
        "This git clone is shallow: nobody knows when each text was changed.",
    );
    let help = Message::new(
        "Chạy: git fetch --unshallow; trong GitHub Actions đặt fetch-depth: 0 cho bước checkout.",
        "Run: git fetch --unshallow; in GitHub Actions give the checkout step fetch-depth: 0.",
    );
    Finding::new(Code::ShallowClone, &SitePath::new("content"), message).help(help)
}

fn unknown(path: &SitePath, extension: &str) -> Finding {
    if let Some(refusal) = Refusal::of_extension(extension) {
        return Finding::new(Code::UnknownFile, path, refusal.reason()).help(refusal.way_out());
    }
    let message = Message::new("Trang web không dùng tệp này.", "This file is not used on the site.");
    let help = match extension {
        "md" => Message::new(
            "Đặt bài viết trong content/mo-hinh/ (mô hình) hoặc content/trang/ (trang thường).",
            "Texts belong in content/mo-hinh/ (models) or content/trang/ (ordinary pages).",
        ),
        "yml" | "yaml" => {
            Message::new("Tệp thiết lập tên là content/site.yaml.", "The settings file is content/site.yaml.")
        }
        "" => Message::new(
            "Nếu là ảnh thì thêm đuôi vào tên tệp, ví dụ anh.jpg; không cần nữa thì xóa tệp.",
            "If it is a picture, give its name an extension, such as picture.jpg; if nobody needs it, delete the file.",
        ),
        "doc" | "docx" | "odt" | "xls" | "xlsx" | "ppt" | "pptx" => Message::new(
            "Lưu thành PDF để đính kèm, hoặc chép nội dung vào tệp .md.",
            "Save it as PDF to attach it, or copy its text into an .md file.",
        ),
        "mp4" | "mov" | "avi" | "mkv" | "webm" | "3gp" | "mp3" | "m4a" | "wav" | "zip" | "rar" | "7z" => Message::new(
            "Đưa lên nơi giữ tệp lớn (YouTube, Google Drive…) rồi ghi địa chỉ ấy vào bài; tệp thì để ngoài content/.",
            "Put it where large files are kept (YouTube, Google Drive…) and link to it there; keep the file outside content/.",
        ),
        _ => Message::new("Xóa tệp, hoặc để ngoài content/.", "Delete the file, or keep it outside content/."),
    };
    Finding::new(Code::UnknownFile, path, message).help(help)
}
