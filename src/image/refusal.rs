//! Why a picture cannot be used, and what to do about it: each reason has a way out of its own.

use super::MOST_PIXELS;
use crate::text::{Message, StaticMessage};

/// Why a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is none, or damaged.
    Broken,
    /// Its head can be read, its pixels cannot: it was cut.
    NoPixels,
    /// The format of iPhones.
    Heic,
    /// A format that browsers do not show, by its usual name.
    Foreign(&'static str),
    /// More pixels than are decoded: width and height.
    TooManyPixels(usize, usize),
    /// A JPEG that comes in several scans, and has more pixels than can be decoded of such a one.
    Progressive,
    /// So many pixels in a format of which nothing smaller can be made, or not in the memory that there is.
    TooMuchMemory(u64),
    /// A drawing, for this reason.
    Drawing(Message),
    /// What the machine said when it was read.
    Machine(Message),
}

/// Where HEIC pictures become JPEG.
const FROM_HEIC: StaticMessage = Message::fixed(
    "Ảnh đã chụp: trên iPhone, gửi qua Zalo rồi tải về; trên Windows, mở bằng ứng dụng Ảnh (Photos), bấm dấu ba chấm › Lưu thành › chọn kiểu JPG. Lần sau: trên iPhone chọn Cài đặt › Camera › Định dạng › Tương thích nhất rồi hãy chụp.",
    "For pictures already taken: on the iPhone share them as JPEG; on Windows open them in Photos and choose Save as › JPG. For the next ones: on the iPhone choose Settings › Camera › Formats › Most Compatible.",
);
const TO_JPEG: StaticMessage = Message::fixed(
    "Mở bằng phần mềm xem ảnh rồi lưu thành tệp mới kiểu JPEG hoặc PNG; ghi tên tệp mới trong bài.",
    "Open it in a picture program, save it as a new file of JPEG or PNG, and name the new file in the text.",
);
const AGAIN: StaticMessage = Message::fixed(
    "Chép lại ảnh từ máy ảnh, điện thoại hoặc thư đã gửi: tệp này không đủ hoặc không phải ảnh.",
    "Copy the picture again from the camera, telephone or mail: this file is not whole, or is no picture.",
);
const SMALLER: StaticMessage = Message::fixed(
    "Thu nhỏ ảnh, rộng khoảng 2.000 điểm ảnh là đủ: trên Windows mở bằng Paint, chọn Đổi kích thước (Resize) rồi lưu.",
    "Make the picture smaller, about 2,000 pixels wide: on Windows open it in Paint, choose Resize, and save it.",
);

impl Refusal {
    /// The format that the first bytes tell, if it is one that browsers do not show.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(Self::Foreign("BMP")),
            [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some(Self::Foreign("TIFF")),
            [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xff, 0x4f, 0xff, 0x51, ..] => {
                Some(Self::Foreign("JPEG 2000"))
            }
            [0xff, 0x0a, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => Some(Self::Foreign("JPEG XL")),
            [b'8', b'B', b'P', b'S', ..] => Some(Self::Foreign("Photoshop")),
            [b'%', b'P', b'D', b'F', ..] => Some(Self::Foreign("PDF")),
            _ => is_heic(bytes).then_some(Self::Heic),
        }
    }

    /// The same by the extension of a file's name, in lower case.
    pub(crate) fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "heic" | "heif" => Some(Self::Heic),
            "bmp" | "dib" => Some(Self::Foreign("BMP")),
            "tif" | "tiff" => Some(Self::Foreign("TIFF")),
            "jp2" | "j2k" | "jpx" => Some(Self::Foreign("JPEG 2000")),
            "jxl" => Some(Self::Foreign("JPEG XL")),
            "psd" => Some(Self::Foreign("Photoshop")),
            _ => None,
        }
    }

    /// The reason, in one sentence.
    pub(crate) fn reason(&self) -> Message {
        match self {
            Self::Broken => Message::new(
                "Ảnh hỏng, hoặc không phải ảnh như tên tệp nói.",
                "The picture is broken, or not what its name says.",
            ),
            Self::NoPixels => Message::new(
                "Ảnh hỏng: phần đầu đọc được, nhưng điểm ảnh thì không.",
                "The picture is broken: its head can be read, its pixels cannot.",
            ),
            Self::Heic => Message::new(
                "Ảnh HEIC của iPhone, trình duyệt không hiện được.",
                "A HEIC picture of an iPhone, which browsers do not show.",
            ),
            Self::Foreign(format) => Message::new(
                format!("Tệp kiểu {format}, trình duyệt không hiện được như ảnh."),
                format!("A file of the format {format}, which browsers do not show as a picture."),
            ),
            Self::TooManyPixels(width, height) => {
                let most = MOST_PIXELS / 1_000_000;
                Message::new(
                    format!("Ảnh {width} × {height} có quá nhiều điểm ảnh: nhiều nhất {most} triệu."),
                    format!("The picture of {width} × {height} has too many pixels: at most {most} million."),
                )
            }
            Self::Progressive => Message::new(
                "Ảnh JPEG kiểu progressive có quá nhiều điểm ảnh so với bộ nhớ dành cho một ảnh.",
                "A progressive JPEG with too many pixels for the memory that one picture may take.",
            ),
            Self::TooMuchMemory(pixels) => {
                let millions = pixels.div_ceil(1_000_000);
                Message::new(
                    format!("Ảnh có {millions} triệu điểm ảnh, nhiều hơn mức thu nhỏ được ở kiểu tệp này."),
                    format!(
                        "The picture has {millions} million pixels, more than can be scaled in a file of this format."
                    ),
                )
            }
            Self::Drawing(why) | Self::Machine(why) => why.clone(),
        }
    }

    /// The reason and what to do about it, for where there is one text.
    pub(crate) fn said(&self) -> Message {
        let (reason, way) = (self.reason(), self.way_out());
        Message::new(format!("{} {}", reason.vi, way.vi), format!("{} {}", reason.en, way.en))
    }

    /// What to do about it.
    pub(crate) fn way_out(&self) -> Message {
        let way = match self {
            Self::Broken | Self::NoPixels => AGAIN,
            Self::Heic => FROM_HEIC,
            Self::Foreign(_) => TO_JPEG,
            Self::TooManyPixels(..) => SMALLER,
            Self::TooMuchMemory(_) => Message::fixed(
                "Lưu ảnh thành JPEG bằng phần mềm xem ảnh, hoặc thu nhỏ: rộng khoảng 2.000 điểm ảnh là đủ.",
                "Save it as JPEG in a picture program, or make it smaller: about 2,000 pixels wide.",
            ),
            Self::Progressive => Message::fixed(
                "Lưu lại dạng JPEG thường: mở bằng Paint rồi chọn Lưu thành › JPEG; hoặc thu nhỏ ảnh, rộng khoảng 2.000 điểm ảnh là đủ.",
                "Save it as an ordinary JPEG: open it in Paint and choose Save as › JPEG; or make it smaller, about 2,000 pixels wide.",
            ),
            Self::Drawing(_) => Message::fixed(
                "Xuất lại hình từ phần mềm vẽ: SVG đơn giản (plain SVG), hoặc PNG.",
                "Export the drawing again from the drawing program, as plain SVG or as PNG.",
            ),
            Self::Machine(_) => Message::fixed("Chạy lại.", "Run again."),
        };
        Message::new(way.vi, way.en)
    }
}

/// Whether it is in the format of iPhones, whatever its name says.
fn is_heic(bytes: &[u8]) -> bool {
    let mut brands = bytes.get(8..).unwrap_or_default().chunks(4).take(8);
    bytes.get(4..8) == Some(b"ftyp")
        && brands
            .any(|brand| matches!(brand, b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1"))
}
