//! What is reported of pictures.

use crate::finding::{Code, Finding};
use crate::text::{Message, SitePath};

/// A picture that cannot be used, with the reason.
pub(super) fn bad_picture(path: &SitePath, why: Message) -> Finding {
    let help = Message::new(
        "mở bằng phần mềm xem ảnh rồi lưu lại thành JPEG hoặc PNG",
        "open it in a picture program and save it as JPEG or PNG",
    );
    Finding::new(Code::BadPicture, path, why).help(help)
}

/// A photograph that says where it was taken.
pub(super) fn photo_place(path: &SitePath) -> Finding {
    let message = Message::new(
        "Ảnh có ghi nơi chụp; bản đăng lên đã bỏ phần này",
        "The picture says where it was taken; the published copy does not",
    );
    let help = Message::new(
        "muốn bỏ cả trong tệp gốc: tắt lưu vị trí trong máy ảnh, hoặc xóa vị trí khỏi ảnh",
        "to keep it out of the original too, turn off saving the place in the camera, or remove it from the picture",
    );
    Finding::new(Code::PhotoPlace, path, message).help(help)
}
