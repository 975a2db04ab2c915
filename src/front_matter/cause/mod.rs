//! Explains errors of the YAML parser: finds the slip behind a message like "mapping values are not allowed in this context".
//!
//! The parser names the rule that was broken; editors need to know what they typed wrong and how the line should be. Each
//! function of [`layout`] and [`value`] recognises one slip, and the first that does gives the finding.

mod layout;
mod value;

use super::lines;
use crate::finding::{Code, FileContext, Finding, Fix};
use crate::text::{Message, Span};

/// Message for a second document in one text, which the parser allows.
pub(super) const SECOND_DOCUMENT: &str = "second document";

/// Lines longer than this, in bytes, are not quoted in a help.
const LONG_LINE: usize = 500;

/// Message for a text that is neither a map nor a list, which the parser allows.
pub(super) const NO_KEY: &str = "no key";

/// Why the parser gave up: the slip, as a finding in the making, and where reading can go on.
pub(super) struct Cause {
    code: Code,
    span: Span,
    message: Message,
    help: Message,
    fix: Option<Fix>,
    /// Start of the line with the slip, as a byte offset.
    pub(super) line_start: usize,
    /// Byte offset from which reading can go on.
    pub(super) resume: usize,
}

impl Cause {
    pub(super) fn into_finding(self, file: &FileContext<'_>) -> Finding {
        Finding { fix: self.fix, ..file.finding(self.code, self.span, self.message).help(self.help) }
    }
}

/// An error of the parser in its text. All offsets are bytes in the file.
struct Context<'t> {
    /// The file's text up to the end of the YAML.
    text: &'t str,
    /// Start of the entry in which the parser gave up, or of the one before.
    entry_start: usize,
    /// Where the parser gave up.
    offset: usize,
    /// The parser's message.
    message: &'t str,
}

/// Finds the slip behind the parser's `message` at byte `offset`, in the entry that starts at `entry_start`.
pub(super) fn of(text: &str, yaml: Span, entry_start: usize, offset: usize, message: &str) -> Cause {
    let text = text.get(..yaml.end as usize).unwrap_or(text);
    let context = Context { text, entry_start, offset: offset.min(text.len()), message };
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
    slips.iter().find_map(|slip| slip(&context)).unwrap_or_else(|| unknown(&context))
}

impl Context<'_> {
    fn message_has_any(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| self.message.contains(part))
    }

    fn line(&self, offset: usize) -> &str {
        lines::line(self.text, offset)
    }

    /// Starts of the lines from the entry's first to that of the error, at most 200.
    fn window(&self) -> impl Iterator<Item = usize> {
        let last = lines::after(self.text, self.offset);
        lines::starts(self.text, lines::start(self.text, self.entry_start), last).take(200)
    }

    /// Start of the last line before that of `offset` that is not empty.
    fn line_before(&self, offset: usize) -> Option<usize> {
        let before = self.text.get(..lines::start(self.text, offset))?.trim_end();
        (!before.is_empty()).then(|| lines::start(self.text, before.len()))
    }

    /// A cause that underlines `start..end`; reading goes on at the next line.
    fn cause(&self, start: usize, end: usize, message: Message, help: Message) -> Cause {
        let line_start = lines::start(self.text, start);
        let resume = lines::after(self.text, start);
        Cause {
            code: Code::YamlSyntax,
            span: Span::new(start, end.max(start)),
            message,
            help,
            fix: None,
            line_start,
            resume,
        }
    }

    /// The same for the whole line starting at `start`, without its indentation.
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

/// The cause for nesting deeper than `MAX_DEPTH`.
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
        fix: None,
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

fn too_deep_here(context: &Context) -> Option<Cause> {
    context.message_has_any(&["recursion limit"]).then(|| {
        let resume = lines::after(context.text, context.offset);
        let line_start = lines::start(context.text, context.offset);
        Cause { line_start, resume, ..too_deep(Span::new(context.offset, context.offset)) }
    })
}

fn confuses_keys(context: &Context) -> bool {
    context.message_has_any(&["mapping values are not allowed", "simple key expect", NO_KEY])
}

fn unknown(context: &Context) -> Cause {
    let start = lines::start(context.text, context.offset);
    let line = if start == context.text.len() { context.line_before(start).unwrap_or(start) } else { start };
    let message = Message::new(
        "Không đọc được dòng này: YAML sai cú pháp.",
        format!("This line cannot be read as YAML: {}.", context.message),
    );
    let help = Message::new(
        "Viết mỗi dòng theo mẫu “khóa: giá trị”; nếu giá trị có ký hiệu lạ, đặt nó trong ngoặc kép.",
        "Write each line as `key: value`; put a value with unusual signs in quotes.",
    );
    context.whole_line(line, message, help)
}
