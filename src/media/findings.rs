//! What is reported of pictures.

use crate::finding::{Code, Finding};
use crate::image::{Omitted, Picture};
use crate::text::{Message, SitePath, StaticMessage};

/// What is worth knowing of a picture that can be used.
pub(super) fn of(path: &SitePath, picture: &Picture) -> Vec<Finding> {
    let place = picture.has_place.then(|| photo_place(path));
    let omitted = (!picture.omitted.is_empty()).then(|| omitted(path, &picture.omitted));
    place.into_iter().chain(omitted).collect()
}

/// A picture that cannot be used, with the reason.
pub(crate) fn bad_picture(path: &SitePath, why: Message) -> Finding {
    let help = Message::new(
        "Mở bằng phần mềm xem ảnh rồi lưu lại thành JPEG hoặc PNG.",
        "Open it in a picture program and save it as JPEG or PNG.",
    );
    Finding::new(Code::BadPicture, path, why).help(help)
}

/// A photograph that says where it was taken.
fn photo_place(path: &SitePath) -> Finding {
    let message = Message::new(
        "Ảnh có ghi nơi chụp; bản đăng lên đã bỏ phần này.",
        "The picture says where it was taken; the published copy does not.",
    );
    let help = Message::new(
        "Muốn bỏ cả trong tệp gốc: tắt lưu vị trí trong máy ảnh, hoặc xóa vị trí khỏi ảnh.",
        "To keep it out of the original too, turn off saving the place in the camera, or remove it from the picture.",
    );
    Finding::new(Code::PhotoPlace, path, message).help(help)
}

/// A drawing of which a part is not published.
fn omitted(path: &SitePath, parts: &[Omitted]) -> Finding {
    let named: Vec<StaticMessage> = parts.iter().map(|&part| name(part)).collect();
    let list = |texts: Vec<&str>| texts.join(", ");
    let message = Message::new(
        format!("Hình SVG có phần không được đăng: {}.", list(named.iter().map(|name| name.vi).collect())),
        format!("Parts of the SVG drawing are not published: {}.", list(named.iter().map(|name| name.en).collect())),
    );
    let help = Message::new(
        "Xem hình trên trang; nếu thiếu gì, nhúng ảnh và chữ vào chính tệp SVG, hoặc xuất hình thành PNG.",
        "Look at the drawing on the page; if something is missing, embed it in the SVG file or export the drawing as PNG.",
    );
    Finding::new(Code::DrawingCut, path, message).help(help)
}

fn name(part: Omitted) -> StaticMessage {
    match part {
        Omitted::Script => Message::fixed("mã lệnh", "scripts"),
        Omitted::Html => Message::fixed("HTML nhúng", "embedded HTML"),
        Omitted::Reference => Message::fixed("tham chiếu ra ngoài tệp", "references to outside the file"),
        Omitted::Animation => Message::fixed("chuyển động", "animation"),
        Omitted::Style => Message::fixed("kiểu CSS lạ", "unusual CSS"),
        Omitted::Picture => Message::fixed("ảnh nhúng không đọc được", "embedded pictures that cannot be read"),
        Omitted::Element => Message::fixed("phần tử lạ", "unknown elements"),
    }
}
