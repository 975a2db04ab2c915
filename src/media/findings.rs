//! What is reported of pictures.

use crate::finding::{Code, Finding};
use crate::image::{Format, Omitted, Picture, Refusal};
use crate::text::{Message, SitePath, StaticMessage};

/// What is worth knowing of a picture that can be used.
pub(super) fn of(path: &SitePath, picture: &Picture) -> Vec<Finding> {
    let place = picture.has_place.then(|| photo_place(path));
    let omitted = (!picture.omitted.is_empty()).then(|| omitted(path, &picture.omitted));
    let heavy = picture.is_heavy.then(|| heavy(path, picture));
    let unsized_drawing = picture.size.is_none().then(|| unsized_drawing(path));
    [place, omitted, heavy, unsized_drawing].into_iter().flatten().collect()
}

/// A picture that cannot be used, with the reason and its way out.
pub(crate) fn bad_picture(path: &SitePath, why: &Refusal) -> Finding {
    Finding::new(Code::BadPicture, path, why.reason()).help(why.way_out())
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

/// A picture that readers have to fetch whole.
fn heavy(path: &SitePath, picture: &Picture) -> Finding {
    let bytes = picture.outputs.first().and_then(|output| output.fingerprint).map_or(0, |known| known.len);
    let kib = bytes.div_ceil(1024);
    let size = picture.size.map_or(String::new(), |(width, height)| format!(", {width} × {height}"));
    let message = Message::new(
        format!("Ảnh nặng ({kib} KiB{size}) mà máy không thu nhỏ được; người đọc phải tải nguyên cả tệp."),
        format!("A heavy picture ({kib} KiB{size}) that cannot be scaled; readers have to fetch all of it."),
    );
    let help = match picture.format {
        Format::Svg => Message::new(
            "Xuất lại hình gọn hơn từ phần mềm vẽ, hoặc xuất thành PNG.",
            "Export a simpler drawing from the drawing program, or export it as PNG.",
        ),
        Format::Avif => Message::new(
            "Lưu ảnh thành JPEG; hoặc thu nhỏ, rộng khoảng 1.600 điểm ảnh là đủ.",
            "Save it as JPEG, or make it smaller: about 1,600 pixels wide.",
        ),
        _ => Message::new(
            "Thu nhỏ ảnh, rộng khoảng 1.600 điểm ảnh là đủ; ảnh chuyển động thì cắt ngắn, hoặc thay bằng một ảnh đứng yên.",
            "Make it smaller, about 1,600 pixels wide; shorten an animation, or take a still picture.",
        ),
    };
    Finding::new(Code::HeavyPicture, path, message).help(help)
}

/// A drawing for which browsers cannot leave room.
fn unsized_drawing(path: &SitePath) -> Finding {
    let message = Message::new(
        "Hình SVG không ghi kích thước, nên chữ nhảy khi hình hiện ra.",
        "The SVG drawing does not say its size, so the text jumps when it appears.",
    );
    let help = Message::new(
        "Xuất lại hình từ phần mềm vẽ, hoặc thêm vào dòng <svg>: viewBox=\"0 0 RỘNG CAO\"",
        "Export it again from the drawing program, or add to the <svg> tag: viewBox=\"0 0 WIDTH HEIGHT\"",
    );
    Finding::new(Code::UnsizedDrawing, path, message).help(help)
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
