//! What an office clerk did, when the YAML parser says "mapping values are not allowed in this context".
//!
//! The parser names the rule that was broken; people need the slip they made and the line as it should be. Each
//! function here knows one slip; the first that recognises its own speaks.

use super::lines;
use crate::finding::{Code, FileContext, Finding};
use crate::text::{Say, Span};

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
    message: Say,
    help: Say,
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
        second_document,
        odd_indentation,
        open_quote,
        after_quote,
        backslash,
        special_start,
        no_space_after_colon,
        no_colon,
        colon_in_list_value,
        colon_in_value,
        deeper_than_before,
        open_bracket,
        after_bracket,
        item_beside_key,
        after_block_sign,
        comment_between,
        out_of_line,
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
    fn cause(&self, start: usize, end: usize, message: Say, help: Say) -> Cause {
        let line_start = lines::start(self.text, start);
        let resume = lines::after(self.text, start);
        Cause { code: Code::YamlSyntax, span: Span::new(start, end.max(start)), message, help, line_start, resume }
    }

    /// The same for what stands on the line starting at `start`, without its indentation.
    fn whole_line(&self, start: usize, message: Say, help: Say) -> Cause {
        let line = self.line(start);
        let indent = line.len() - line.trim_start().len();
        self.cause(start + indent, start + line.trim_end().len(), message, help)
    }
}

fn write_as(line: &str) -> Say {
    let line = line.trim();
    if line.len() > LONG_LINE {
        return Say::new("Đặt cả giá trị trong ngoặc kép.", "Put the whole value in quotes.");
    }
    Say::new(format!("Viết lại: {line}"), format!("Write: {line}"))
}

/// A message for whatever is nested beyond what anybody needs.
pub(super) fn too_deep(span: Span) -> Cause {
    Cause {
        code: Code::TooDeep,
        span: Span { start: span.start, end: span.start + 1 },
        message: Say::new(
            "Danh sách hoặc nhóm khóa lồng vào nhau quá 16 tầng.",
            "Lists or groups of keys stand in each other more than 16 levels deep.",
        ),
        help: Say::new(
            "Bỏ bớt các tầng lồng nhau; không khóa nào cần quá 3 tầng.",
            "Take levels away; no key needs more than 3.",
        ),
        line_start: span.start as usize,
        resume: span.start as usize,
    }
}

pub(super) fn alias_message() -> Say {
    Say::new(
        "Dấu &, * hoặc ! ở đầu giá trị là ký hiệu riêng của YAML, không được dùng ở đây.",
        "`&`, `*` or `!` at the start of a value has a special meaning in YAML and is not used here.",
    )
}

pub(super) fn alias_help() -> Say {
    Say::new(
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

fn second_document(scene: &Scene) -> Option<Cause> {
    (scene.info == SECOND_DOCUMENT).then(|| {
        let end = lines::end(scene.text, scene.at);
        let message = Say::new(
            "Dòng --- này chia tệp làm hai phần; tệp chỉ được có một phần.",
            "This line `---` cuts the file in two; it may have one part only.",
        );
        scene.cause(scene.at, end, message, Say::new("Xóa dòng --- này.", "Take this line away."))
    })
}

/// Tabs, and the blanks that come along when text is copied from a web page.
fn odd_indentation(scene: &Scene) -> Option<Cause> {
    let last = lines::after(scene.text, lines::after(scene.text, scene.at));
    let first = lines::start(scene.text, scene.from);
    let start = lines::starts(scene.text, first, last).take(200).find(|&start| {
        let line = scene.line(start);
        let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or("");
        indent.contains(|c| c != ' ') && !line.trim().is_empty()
    })?;
    let line = scene.line(start);
    let indent = line.len() - line.trim_start().len();
    let fixed: String =
        line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { "  " } else { " " }).collect();
    let message = Say::new(
        "Dòng này thụt vào bằng phím Tab hoặc dấu cách đặc biệt; chỉ được dùng dấu cách thường.",
        "This line is indented with a tab or a special blank; only ordinary spaces may indent.",
    );
    let help = Say::new(
        format!("Xóa phần thụt vào rồi gõ lại bằng dấu cách: “{fixed}{}”.", line.trim()),
        format!("Delete the indentation and type spaces: \"{fixed}{}\".", line.trim()),
    );
    Some(scene.cause(start, start + indent, message, help))
}

fn open_quote(scene: &Scene) -> Option<Cause> {
    let open = scene.says(&["found unexpected end of stream", "unexpected document indicator", "in quoted scalar"]);
    if !open || !matches!(scene.text.as_bytes().get(scene.at), Some(b'"' | b'\'')) {
        return None;
    }
    let end = lines::end(scene.text, scene.at);
    let rest = scene.text.get(scene.at..end)?;
    let quote = rest.get(..1)?;
    let before = scene.line(scene.at).get(..scene.at - lines::start(scene.text, scene.at))?;
    let message = Say::new("Dấu ngoặc kép mở ở đây nhưng không đóng lại.", "The quote that opens here is not closed.");
    let help = if before.contains(['{', '[']) {
        Say::new(format!("Thêm dấu {quote} vào cuối giá trị này."), format!("Add {quote} at the end of this value."))
    } else {
        write_as(&format!("{before}{}{quote}", rest.trim_end()))
    };
    Some(scene.cause(scene.at, end, message, help))
}

fn after_quote(scene: &Scene) -> Option<Cause> {
    let quoted_key = scene.says(&["mapping values are not allowed"])
        && lines::split_key(scene.line(scene.at)).is_some_and(|(_, value)| value.starts_with(['"', '\'']));
    if !scene.says(&["trailing content after"]) && !quoted_key {
        return None;
    }
    let (prefix, value) = lines::split_key(scene.line(scene.at))?;
    let start = lines::start(scene.text, scene.at) + prefix.len();
    let message = Say::new(
        "Sau dấu ngoặc kép đóng lại vẫn còn chữ; cả giá trị phải nằm trong một cặp ngoặc.",
        "Text goes on after the closing quote; the whole value must stand in one pair of quotes.",
    );
    let help = if prefix.contains('{') || value.starts_with(['{', '[']) {
        Say::new(
            "Đặt cả giá trị trong ngoặc đơn '…' nếu bên trong có ngoặc kép.",
            "Put the whole value in single quotes '…' if it has double quotes inside.",
        )
    } else {
        write_as(&format!("{prefix}{}", lines::quoted(value)))
    };
    Some(scene.cause(start, start + value.len(), message, help))
}

fn backslash(scene: &Scene) -> Option<Cause> {
    if !scene.says(&["unknown escape character", "hexadecimal number", "escape code"]) {
        return None;
    }
    let (prefix, value) = lines::split_key(scene.line(scene.at))?;
    let message = Say::new(
        "Dấu \\ trong ngoặc kép có nghĩa riêng, và chữ sau nó không hợp lệ.",
        "`\\` has a special meaning inside double quotes, and what follows it has none.",
    );
    let inner = value.trim_matches('"');
    Some(scene.cause(
        scene.at,
        lines::end(scene.text, scene.at),
        message,
        write_as(&format!("{prefix}'{}'", inner.replace('\'', "''"))),
    ))
}

/// `title: @…`, `note: 'a`, `title: *nhấn mạnh*`: characters that may not begin a plain value.
fn special_start(scene: &Scene) -> Option<Cause> {
    let first = scene.text.get(scene.at..)?.chars().next()?;
    let alias = matches!(first, '*' | '&' | '!') && scene.says(&["anchor", "tag", "handle"]);
    let other = scene.says(&["unexpected character", "expected node content", "mapping keys are not allowed"])
        || (scene.says(&["misplaced bracket"])
            && scene.line(scene.at).get(..scene.at - lines::start(scene.text, scene.at))?.trim_end().ends_with(':'));
    if !alias && !other {
        return None;
    }
    let end = lines::end(scene.text, scene.at);
    let value = scene.text.get(scene.at..end)?.trim_end();
    let start = lines::start(scene.text, scene.at);
    let before = scene.text.get(start..scene.at)?;
    let message = if alias {
        alias_message()
    } else {
        Say::new(
            format!("Giá trị không được bắt đầu bằng dấu {first} nếu không đặt trong ngoặc kép."),
            format!("A value may not begin with {first} unless it stands in quotes."),
        )
    };
    let help =
        if before.contains(['{', '[']) { alias_help() } else { write_as(&format!("{before}{}", lines::quoted(value))) };
    let code = if alias { Code::YamlAlias } else { Code::YamlSyntax };
    Some(Cause { code, ..scene.cause(scene.at, scene.at + value.len(), message, help) })
}

fn key_confusion(scene: &Scene) -> bool {
    scene.says(&["mapping values are not allowed", "simple key expect", NO_KEY])
}

fn no_space_after_colon(scene: &Scene) -> Option<Cause> {
    if !key_confusion(scene) {
        return None;
    }
    let (start, colon) = scene.window().find_map(|start| {
        let line = scene.line(start);
        let name = line.trim_start().trim_start_matches("- ");
        let length = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(0);
        let rest = name.get(length..)?.strip_prefix(':')?;
        let glued = length > 0 && !rest.is_empty() && !rest.starts_with([' ', '/']);
        glued.then(|| (start, start + line.len() - name.len() + length))
    })?;
    let line = scene.line(start);
    let (before, after) = line.split_at_checked(colon + 1 - start)?;
    let message = Say::new("Thiếu dấu cách sau dấu hai chấm.", "A space is missing after the colon.");
    Some(scene.cause(colon, colon + 1, message, write_as(&format!("{before} {after}"))))
}

fn no_colon(scene: &Scene) -> Option<Cause> {
    if !key_confusion(scene) {
        return None;
    }
    let start = scene.window().find(|&start| {
        let line = scene.line(start);
        !line.trim().is_empty() && !line.starts_with([' ', '#', '-', ']', '}']) && !line.contains(':')
    })?;
    let message = Say::new(
        "Dòng này không có dấu hai chấm nên không phải là “khóa: giá trị”.",
        "This line has no colon, so it is no `key: value`.",
    );
    let help = Say::new(
        "Nếu là phần tiếp của dòng trên, thụt vào hai dấu cách; nếu là khóa mới, thêm dấu hai chấm.",
        "If it continues the line above, indent it by two spaces; if it is a key, add a colon.",
    );
    Some(scene.whole_line(start, message, help))
}

fn colon_message() -> Say {
    Say::new(
        "Giá trị có dấu hai chấm bên trong nên phải đặt cả giá trị trong ngoặc kép.",
        "The value has a colon inside, so the whole value must stand in quotes.",
    )
}

/// `- {label: Hộ: nghèo, value: 3}`
fn colon_in_list_value(scene: &Scene) -> Option<Cause> {
    if !scene.says(&["illegal placement", "flow mapping"]) || !scene.text.get(scene.at..)?.starts_with(':') {
        return None;
    }
    let line_start = lines::start(scene.text, scene.at);
    let before = scene.text.get(line_start..scene.at)?;
    let start = line_start + before.rfind(['{', '[', ','])? + 1;
    let rest = scene.text.get(scene.at..lines::end(scene.text, scene.at))?;
    let end = scene.at + rest.find(['}', ']', ',']).unwrap_or(rest.len());
    let (prefix, value) = lines::split_key(scene.text.get(start..end)?)?;
    let fixed = format!("{prefix}{}", lines::quoted(value));
    Some(scene.cause(start + prefix.len(), end, colon_message(), write_as(&fixed)))
}

fn colon_in_value(scene: &Scene) -> Option<Cause> {
    if !scene.says(&["mapping values are not allowed"]) {
        return None;
    }
    let start = lines::start(scene.text, scene.at);
    let (prefix, value) = lines::split_key(scene.line(scene.at))?;
    let value_start = start + prefix.len();
    let fixed = format!("{prefix}{}", lines::quoted(value));
    (value_start <= scene.at)
        .then(|| scene.cause(value_start, value_start + value.len(), colon_message(), write_as(&fixed)))
}

fn deeper_than_before(scene: &Scene) -> Option<Cause> {
    if !scene.says(&["mapping values are not allowed"]) {
        return None;
    }
    let start = lines::start(scene.text, scene.at);
    let above = scene.line(scene.line_before(start)?);
    let content = above.trim_start_matches([' ', '-']);
    let aligned = format!("{}{}", " ".repeat(above.len() - content.len()), scene.line(start).trim());
    let message = Say::new(
        "Dòng này thụt vào sâu hơn dòng trên, nhưng dòng trên đã có giá trị rồi.",
        "This line is indented more than the line above, which has a value already.",
    );
    Some(scene.whole_line(start, message, align_help(&aligned)))
}

fn align_help(aligned: &str) -> Say {
    Say::new(
        format!("Cho thẳng cột với khóa ở dòng trên: “{aligned}”."),
        format!("Line it up with the key above: \"{aligned}\"."),
    )
}

fn open_bracket(scene: &Scene) -> Option<Cause> {
    let (at, bracket) = *open_brackets(scene).first()?;
    let closing = if bracket == b'[' { ']' } else { '}' };
    let end = lines::end(scene.text, at);
    let line = scene.line(at);
    let message = Say::new(
        format!("Dấu {} mở ở đây nhưng không có dấu {closing} đóng lại.", char::from(bracket)),
        format!("The {} that opens here is not closed by {closing}.", char::from(bracket)),
    );
    let help = write_as(&format!("{}{closing}", line.trim_end().trim_end_matches(',')));
    Some(scene.cause(at, end, message, help))
}

/// Brackets that open a list or map between the entry's start and the error, and do not close there.
fn open_brackets(scene: &Scene) -> Vec<(usize, u8)> {
    let mut open = Vec::new();
    let (mut quote, mut before) = (None, b':');
    for (offset, &byte) in scene.text.as_bytes().get(scene.from..scene.at).unwrap_or(&[]).iter().enumerate() {
        let opens_value = !open.is_empty() || matches!(before, b':' | b'-');
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if matches!(before, b':' | b'-' | b',' | b'[' | b'{') => quote = Some(byte),
            (None, b'[' | b'{') if opens_value => open.push((scene.from + offset, byte)),
            (None, b']' | b'}') => {
                open.pop();
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    open
}

/// `title: [Mới] Mô hình`
fn after_bracket(scene: &Scene) -> Option<Cause> {
    if !scene.says(&["did not find expected key", "misplaced bracket", "expected '-'"]) {
        return None;
    }
    let (prefix, value) = lines::split_key(scene.line(scene.at))?;
    let start = lines::start(scene.text, scene.at) + prefix.len();
    if start >= scene.at || !value.starts_with(['[', '{']) {
        return None;
    }
    let message = Say::new(
        "Giá trị bắt đầu bằng dấu ngoặc nên bị hiểu là danh sách, mà sau danh sách vẫn còn chữ.",
        "The value begins with a bracket and is taken for a list, and text goes on after that list.",
    );
    let help = write_as(&format!("{prefix}{}", lines::quoted(value)));
    Some(scene.cause(start, start + value.len(), message, help))
}

/// `tags: - a`
fn item_beside_key(scene: &Scene) -> Option<Cause> {
    if !scene.says(&["block sequence entries are not allowed"]) {
        return None;
    }
    let message = Say::new(
        "Mục đầu tiên của danh sách phải xuống dòng mới, không viết cùng dòng với khóa.",
        "The first item of a list goes on a line of its own, not beside the key.",
    );
    let help = Say::new(
        "Xuống dòng, thụt vào hai dấu cách rồi viết “- …”; hoặc viết gọn: khóa: [một, hai].",
        "Begin a new line with two spaces and `- …`; or write the list as key: [one, two].",
    );
    Some(scene.cause(scene.at, lines::end(scene.text, scene.at), message, help))
}

/// `summary: | chữ`
fn after_block_sign(scene: &Scene) -> Option<Cause> {
    if !scene.says(&["scanning a block scalar"]) {
        return None;
    }
    let end = lines::end(scene.text, scene.at);
    let (prefix, value) = lines::split_key(scene.line(scene.at))?;
    let message = Say::new(
        "Sau dấu | hoặc > không được có chữ trên cùng dòng.",
        "No text may follow `|` or `>` on the same line.",
    );
    let help = write_as(&format!("{prefix}{}", lines::quoted(value.trim_start_matches(['|', '>']).trim_start())));
    Some(scene.cause(scene.at, end, message, help))
}

fn comment_between(scene: &Scene) -> Option<Cause> {
    scene.says(&["comment intercepting"]).then(|| {
        let end = lines::end(scene.text, scene.at);
        let message = Say::new(
            "Từ dấu # trở đi là chú thích, mà dòng dưới lại viết tiếp giá trị này.",
            "A comment begins at `#`, yet the next line goes on with the value.",
        );
        let help = Say::new(
            "Nếu # là chữ, đặt cả giá trị trong ngoặc kép trên một dòng.",
            "If `#` is meant as text, put the whole value in quotes on one line.",
        );
        scene.cause(scene.at, end, message, help)
    })
}

fn out_of_line(scene: &Scene) -> Option<Cause> {
    if !scene.says(&["expected key", "invalid indentation", "expected '-'", "expected <document start>"]) {
        return None;
    }
    let start = lines::start(scene.text, scene.at);
    let line = scene.line(start).trim();
    let message = Say::new(
        "Dòng này không thẳng cột với các dòng cùng cấp ở trên.",
        "This line does not line up with the lines of its level above.",
    );
    let item_above = lines::starts(scene.text, lines::start(scene.text, scene.from), start)
        .filter(|&above| scene.line(above).trim_start().starts_with("- "))
        .last();
    let help = match item_above {
        Some(above) if line.starts_with("- ") => {
            let above = scene.line(above);
            let indent = above.len() - above.trim_start().len();
            let aligned = format!("{}{line}", " ".repeat(indent));
            Say::new(
                format!("Cho dấu gạch thẳng cột với mục trước: “{aligned}”."),
                format!("Line the hyphen up with the item before: \"{aligned}\"."),
            )
        }
        _ => Say::new(
            "Các khóa cùng cấp bắt đầu ở cùng một cột; khóa ngoài cùng bắt đầu sát lề trái.",
            "Keys of one level begin in one column; the outermost ones at the left margin.",
        ),
    };
    let cause = scene.whole_line(start, message, help);
    // When the line itself stands at the margin, the ones above were wrong, and it can be read.
    let resume = if lines::margin_key(scene.text, start).is_some() { start } else { cause.resume };
    Some(Cause { resume, ..cause })
}

fn unknown(scene: &Scene) -> Cause {
    let start = lines::start(scene.text, scene.at);
    let at = if start == scene.text.len() { scene.line_before(start).unwrap_or(start) } else { start };
    let message = Say::new(
        "Không đọc được dòng này: YAML sai cú pháp.",
        format!("This line cannot be read as YAML: {}.", scene.info),
    );
    let help = Say::new(
        "Viết mỗi dòng theo mẫu “khóa: giá trị”; nếu giá trị có ký hiệu lạ, đặt nó trong ngoặc kép.",
        "Write each line as `key: value`; put a value with unusual signs in quotes.",
    );
    scene.whole_line(at, message, help)
}
