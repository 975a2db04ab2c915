//! What an office clerk did, when the YAML parser says "mapping values are not allowed in this context".
//!
//! The parser names the rule that was broken; people need the slip they made and the line as it should be. Each
//! function here knows one slip; the first that recognises its own speaks.

mod layout;
mod value;

use super::lines;
use crate::finding::{Code, FileContext, Finding};
use crate::text::{Message, Span};

/// Our own word for a second document in one text; the parser allows them.
pub(super) const SECOND_DOCUMENT: &str = "second document";

/// A line of more bytes is not shown in a help.
const LONG_LINE: usize = 500;

/// Our own word for a text that is no map and no list; to the parser that is fine.
pub(super) const NO_KEY: &str = "no key";

/// One slip, understood.
pub(super) struct Cause {
    code: Code,
    span: Span,
    message: Message,
    help: Message,
    /// Where the spoilt line begins.
    pub(super) line_start: usize,
    /// From where on reading may go on.
    pub(super) resume: usize,
}

impl Cause {
    pub(super) fn into_finding(self, file: &FileContext<'_>) -> Finding {
        file.finding(self.code, self.span, self.message).help(self.help)
    }
}

/// What the functions below look at.
struct Scene<'t> {
    /// The file's text up to the end of the YAML.
    text: &'t str,
    /// Where the entry begins in which the parser gave up (or the one before it).
    from: usize,
    /// Where the parser gave up.
    at: usize,
    /// What the parser said.
    info: &'t str,
}

/// Finds the slip behind the parser's `info` at byte `at`; the entry in question begins at `from`.
pub(super) fn of(text: &str, yaml: Span, from: usize, at: usize, info: &str) -> Cause {
    let text = text.get(..yaml.end as usize).unwrap_or(text);
    let scene = Scene { text, from, at: at.min(text.len()), info };
    let slips = [
        too_deep_here,
        layout::second_document,
        layout::odd_indentation,
        value::open_quote,
        value::after_quote,
        value::backslash,
        value::special_start,
        value::no_space_after_colon,
        layout::no_colon,
        value::colon_in_list_value,
        value::colon_in_value,
        layout::deeper_than_before,
        value::open_bracket,
        value::after_bracket,
        layout::item_beside_key,
        value::after_block_sign,
        value::comment_between,
        layout::out_of_line,
    ];
    slips.iter().find_map(|slip| slip(&scene)).unwrap_or_else(|| unknown(&scene))
}

impl Scene<'_> {
    fn says(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| self.info.contains(part))
    }

    fn line(&self, at: usize) -> &str {
        lines::line(self.text, at)
    }

    /// The starts of the lines from the entry's first to the one of the error; not more than people would read.
    fn window(&self) -> impl Iterator<Item = usize> {
        let last = lines::after(self.text, self.at);
        lines::starts(self.text, lines::start(self.text, self.from), last).take(200)
    }

    /// The last line before the one of `at` that is not empty.
    fn line_before(&self, at: usize) -> Option<usize> {
        let before = self.text.get(..lines::start(self.text, at))?.trim_end();
        (!before.is_empty()).then(|| lines::start(self.text, before.len()))
    }

    /// A cause that underlines `start..end` and goes on reading at the next line.
    fn cause(&self, start: usize, end: usize, message: Message, help: Message) -> Cause {
        let line_start = lines::start(self.text, start);
        let resume = lines::after(self.text, start);
        Cause { code: Code::YamlSyntax, span: Span::new(start, end.max(start)), message, help, line_start, resume }
    }

    /// The same for what stands on the line starting at `start`, without its indentation.
    fn whole_line(&self, start: usize, message: Message, help: Message) -> Cause {
        let line = self.line(start);
        let indent = line.len() - line.trim_start().len();
        self.cause(start + indent, start + line.trim_end().len(), message, help)
    }
}

fn write_as(line: &str) -> Message {
    let line = line.trim();
    if line.len() > LONG_LINE {
        return Message::new("Đặt cả giá trị trong ngoặc kép.", "Put the whole value in quotes.");
    }
    Message::new(format!("Viết lại: {line}"), format!("Write: {line}"))
}

/// A message for whatever is nested beyond what anybody needs.
pub(super) fn too_deep(span: Span) -> Cause {
    Cause {
        code: Code::TooDeep,
        span,
        message: Message::new(
            "Danh sách hoặc nhóm khóa lồng vào nhau quá 16 tầng.",
            "Lists or groups of keys stand in each other more than 16 levels deep.",
        ),
        help: Message::new(
            "Bỏ bớt các tầng lồng nhau; không khóa nào cần quá 3 tầng.",
            "Take levels away; no key needs more than 3.",
        ),
        line_start: span.start as usize,
        resume: span.start as usize,
    }
}

pub(super) fn alias_message() -> Message {
    Message::new(
        "Dấu &, * hoặc ! ở đầu giá trị là ký hiệu riêng của YAML, không được dùng ở đây.",
        "`&`, `*` or `!` at the start of a value has a special meaning in YAML and is not used here.",
    )
}

pub(super) fn alias_help() -> Message {
    Message::new(
        "Nếu đó là chữ, đặt cả giá trị trong ngoặc kép: \"…\".",
        "If it is meant as text, put the whole value in quotes: \"…\".",
    )
}

fn too_deep_here(scene: &Scene) -> Option<Cause> {
    scene.says(&["recursion limit"]).then(|| {
        let resume = lines::after(scene.text, scene.at);
        let line_start = lines::start(scene.text, scene.at);
        Cause { line_start, resume, ..too_deep(Span::new(scene.at, scene.at)) }
    })
}

fn confuses_keys(scene: &Scene) -> bool {
    scene.says(&["mapping values are not allowed", "simple key expect", NO_KEY])
}

fn unknown(scene: &Scene) -> Cause {
    let start = lines::start(scene.text, scene.at);
    let at = if start == scene.text.len() { scene.line_before(start).unwrap_or(start) } else { start };
    let message = Message::new(
        "Không đọc được dòng này: YAML sai cú pháp.",
        format!("This line cannot be read as YAML: {}.", scene.info),
    );
    let help = Message::new(
        "Viết mỗi dòng theo mẫu “khóa: giá trị”; nếu giá trị có ký hiệu lạ, đặt nó trong ngoặc kép.",
        "Write each line as `key: value`; put a value with unusual signs in quotes.",
    );
    scene.whole_line(at, message, help)
}
