//! What a file is, by where it lies and what it is called, and how large it may be.

use crate::finding::{Code, Finding};
use crate::text::{Say, SitePath};

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Decoded text.
    Text,
    /// A file of a theme, kept whole.
    ThemeFile,
    /// A picture beside a text.
    Picture,
    /// A document beside a text, published as it is.
    Attachment,
}

const MIB: u64 = 1 << 20;

impl Sort {
    /// Bytes it may have.
    pub(super) fn limit(self) -> u64 {
        match self {
            Self::Text | Self::ThemeFile => 4 * MIB,
            Self::Picture => 32 * MIB,
            Self::Attachment => 64 * MIB,
        }
    }
}

/// The sort of the file at `path`, or why it has no place on the site.
pub(super) fn of(path: &SitePath) -> Result<Sort, Box<Finding>> {
    if path.as_str().chars().any(char::is_control) {
        return Err(Box::new(bad_name(path)));
    }
    if path.is_in("themes") {
        return Ok(Sort::ThemeFile);
    }
    match path.extension().as_str() {
        "md" if path.is_in("content/mo-hinh") || path.is_in("content/trang") => Ok(Sort::Text),
        _ if matches!(path.as_str(), "content/site.yaml" | "content/localities.tsv") => Ok(Sort::Text),
        "jpg" | "jpeg" | "png" | "webp" | "gif" | "avif" | "svg" => Ok(Sort::Picture),
        "pdf" => Ok(Sort::Attachment),
        extension => Err(Box::new(unknown(path, extension))),
    }
}

/// Refuses a file that is larger than its sort may be.
pub(super) fn check_size(path: &SitePath, sort: Sort, bytes: u64) -> Result<(), Box<Finding>> {
    let limit = sort.limit();
    if bytes <= limit {
        return Ok(());
    }
    let (size, most) = (bytes.div_ceil(MIB), limit / MIB);
    let message = Say::new(
        format!("Tệp quá lớn: {size} MiB, nhiều nhất {most} MiB"),
        format!("The file is too large: {size} MiB, at most {most} MiB"),
    );
    let help = match sort {
        Sort::Picture => Say::new("thu nhỏ ảnh rồi lưu lại", "make the picture smaller"),
        _ => Say::new("chia nội dung thành nhiều tệp", "divide it into several files"),
    };
    Err(Box::new(Finding::new(Code::TooLarge, path, message).help(help)))
}

/// A picture that is broken, or that could run something.
pub(super) fn bad_picture(path: &SitePath, why: &Say) -> Box<Finding> {
    let help = Say::new("lưu lại ảnh ở dạng JPG hoặc PNG", "save the picture again as JPG or PNG");
    Box::new(Finding::new(Code::BadPicture, path, why.clone()).help(help))
}

/// A name that cannot become an address on every system.
pub(super) fn bad_name(path: &SitePath) -> Finding {
    let message = Say::new(
        "Tên tệp có ký tự không dùng được trong địa chỉ",
        "The file's name has characters that cannot stand in an address",
    );
    let help = Say::new("đổi tên: chữ không dấu, chữ số, gạch nối", "rename it: plain letters, digits, hyphens");
    Finding::new(Code::BadFileName, path, message).help(help)
}

fn unknown(path: &SitePath, extension: &str) -> Finding {
    let message = Say::new("Tệp này không được dùng trên trang", "This file is not used on the site");
    let help = match extension {
        "md" => Say::new(
            "bài viết đặt trong content/mo-hinh/ (mô hình) hoặc content/trang/ (trang thường)",
            "texts belong in content/mo-hinh/ (models) or content/trang/ (ordinary pages)",
        ),
        "yml" | "yaml" => Say::new("tệp thiết lập tên là content/site.yaml", "the settings file is content/site.yaml"),
        "doc" | "docx" | "odt" | "xls" | "xlsx" => Say::new(
            "lưu thành PDF để đính kèm, hoặc chép nội dung vào tệp .md",
            "save it as PDF to attach it, or copy its text into an .md file",
        ),
        "heic" | "heif" | "bmp" | "tif" | "tiff" => {
            Say::new("lưu ảnh thành JPG hoặc PNG", "save the picture as JPG or PNG")
        }
        _ => Say::new("xóa tệp, hoặc bỏ qua lời này", "delete the file, or pass over this note"),
    };
    Finding::new(Code::UnknownFile, path, message).help(help)
}
