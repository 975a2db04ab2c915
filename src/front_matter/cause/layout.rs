//! Slips of indentation and order: lines that stand in the wrong column, or are no line of a map at all.

use super::super::lines;
use super::{Cause, Context, SECOND_DOCUMENT, confuses_keys};
use crate::text::Message;

pub(super) fn second_document(context: &Context) -> Option<Cause> {
    (context.message == SECOND_DOCUMENT).then(|| {
        let end = lines::end(context.text, context.offset);
        let message = Message::new(
            "Dòng --- này chia tệp làm hai phần; tệp chỉ được có một phần.",
            "This line `---` cuts the file in two; it may have one part only.",
        );
        context.cause(context.offset, end, message, Message::new("Xóa dòng --- này.", "Take this line away."))
    })
}

/// Tabs, and the blanks that come along when text is copied from a web page.
pub(super) fn odd_indentation(context: &Context) -> Option<Cause> {
    let last = lines::after(context.text, lines::after(context.text, context.offset));
    let first = lines::start(context.text, context.entry_start);
    let start = lines::starts(context.text, first, last).take(200).find(|&start| {
        let line = context.line(start);
        let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or("");
        indent.contains(|c| c != ' ') && !line.trim().is_empty()
    })?;
    let line = context.line(start);
    let indent = line.len() - line.trim_start().len();
    let fixed: String =
        line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { "  " } else { " " }).collect();
    let message = Message::new(
        "Dòng này thụt vào bằng phím Tab hoặc dấu cách đặc biệt; chỉ được dùng dấu cách thường.",
        "This line is indented with a tab or a special blank; only ordinary spaces may indent.",
    );
    let help = Message::new(
        format!("Xóa phần thụt vào rồi gõ lại bằng dấu cách: “{fixed}{}”.", line.trim()),
        format!("Delete the indentation and type spaces: \"{fixed}{}\".", line.trim()),
    );
    Some(context.cause(start, start + indent, message, help))
}

pub(super) fn no_colon(context: &Context) -> Option<Cause> {
    if !confuses_keys(context) {
        return None;
    }
    let start = context.window().find(|&start| {
        let line = context.line(start);
        !line.trim().is_empty() && !line.starts_with([' ', '#', '-', ']', '}']) && !line.contains(':')
    })?;
    let message = Message::new(
        "Dòng này không có dấu hai chấm nên không phải là “khóa: giá trị”.",
        "This line has no colon, so it is no `key: value`.",
    );
    let help = Message::new(
        "Nếu là phần tiếp của dòng trên, thụt vào hai dấu cách; nếu là khóa mới, thêm dấu hai chấm.",
        "If it continues the line above, indent it by two spaces; if it is a key, add a colon.",
    );
    Some(context.whole_line(start, message, help))
}

pub(super) fn deeper_than_before(context: &Context) -> Option<Cause> {
    if !context.message_has_any(&["mapping values are not allowed"]) {
        return None;
    }
    let start = lines::start(context.text, context.offset);
    let above = context.line(context.line_before(start)?);
    let content = above.trim_start_matches([' ', '-']);
    let aligned = format!("{}{}", " ".repeat(above.len() - content.len()), context.line(start).trim());
    let message = Message::new(
        "Dòng này thụt vào sâu hơn dòng trên, nhưng dòng trên đã có giá trị rồi.",
        "This line is indented more than the line above, which has a value already.",
    );
    Some(context.whole_line(start, message, align_help(&aligned)))
}

fn align_help(aligned: &str) -> Message {
    Message::new(
        format!("Cho thẳng cột với khóa ở dòng trên: “{aligned}”."),
        format!("Line it up with the key above: “{aligned}”."),
    )
}

/// `tags: - a`
pub(super) fn item_beside_key(context: &Context) -> Option<Cause> {
    if !context.message_has_any(&["block sequence entries are not allowed"]) {
        return None;
    }
    let message = Message::new(
        "Mục đầu tiên của danh sách phải xuống dòng mới, không viết cùng dòng với khóa.",
        "The first item of a list goes on a line of its own, not beside the key.",
    );
    let help = Message::new(
        "Xuống dòng, thụt vào hai dấu cách rồi viết “- …”; hoặc viết gọn: khóa: [một, hai].",
        "Begin a new line with two spaces and `- …`; or write the list as key: [one, two].",
    );
    Some(context.cause(context.offset, lines::end(context.text, context.offset), message, help))
}

pub(super) fn out_of_line(context: &Context) -> Option<Cause> {
    if !context.message_has_any(&["expected key", "invalid indentation", "expected '-'", "expected <document start>"]) {
        return None;
    }
    let start = lines::start(context.text, context.offset);
    let line = context.line(start).trim();
    let message = Message::new(
        "Dòng này không thẳng cột với các dòng cùng cấp ở trên.",
        "This line does not line up with the lines of its level above.",
    );
    let item_above = lines::starts(context.text, lines::start(context.text, context.entry_start), start)
        .filter(|&above| context.line(above).trim_start().starts_with("- "))
        .last();
    let help = match item_above {
        Some(above) if line.starts_with("- ") => {
            let above = context.line(above);
            let indent = above.len() - above.trim_start().len();
            let aligned = format!("{}{line}", " ".repeat(indent));
            Message::new(
                format!("Cho dấu gạch thẳng cột với mục trước: “{aligned}”."),
                format!("Line the hyphen up with the item before: “{aligned}”."),
            )
        }
        _ => Message::new(
            "Các khóa cùng cấp bắt đầu ở cùng một cột; khóa ngoài cùng bắt đầu sát lề trái.",
            "Keys of one level begin in one column; the outermost ones at the left margin.",
        ),
    };
    let cause = context.whole_line(start, message, help);
    // When the line itself stands at the margin, the ones above were wrong, and it can be read.
    let resume = if lines::margin_key(context.text, start).is_some() { start } else { cause.resume };
    Some(Cause { resume, ..cause })
}
