//! Slips inside a line: quotes, colons, brackets and signs that mean something to YAML.

use super::super::lines;
use super::{Cause, Context, alias_help, alias_message, confuses_keys, write_as};
use crate::finding::{Code, Fix};
use crate::text::{Message, Span};

pub(super) fn open_quote(context: &Context) -> Option<Cause> {
    let open = context.message_has_any(&[
        "found unexpected end of stream",
        "unexpected document indicator",
        "in quoted scalar",
    ]);
    if !open || !matches!(context.text.as_bytes().get(context.offset), Some(b'"' | b'\'')) {
        return None;
    }
    let end = lines::end(context.text, context.offset);
    let rest = context.text.get(context.offset..end)?;
    let quote = rest.get(..1)?;
    let before = context.line(context.offset).get(..context.offset - lines::start(context.text, context.offset))?;
    let message =
        Message::new("Dấu ngoặc kép mở ở đây nhưng không đóng lại.", "The quote that opens here is not closed.");
    let help = if before.contains(['{', '[']) {
        Message::new(
            format!("Thêm dấu {quote} vào cuối giá trị này."),
            format!("Add {quote} at the end of this value."),
        )
    } else {
        write_as(&format!("{before}{}{quote}", rest.trim_end()))
    };
    Some(context.cause(context.offset, end, message, help))
}

pub(super) fn after_quote(context: &Context) -> Option<Cause> {
    let quoted_key = context.message_has_any(&["mapping values are not allowed"])
        && lines::split_key(context.line(context.offset)).is_some_and(|(_, value)| value.starts_with(['"', '\'']));
    if !context.message_has_any(&["trailing content after"]) && !quoted_key {
        return None;
    }
    let (prefix, value) = lines::split_key(context.line(context.offset))?;
    let start = lines::start(context.text, context.offset) + prefix.len();
    let message = Message::new(
        "Sau dấu ngoặc kép đóng lại vẫn còn chữ; cả giá trị phải nằm trong một cặp ngoặc.",
        "Text goes on after the closing quote; the whole value must stand in one pair of quotes.",
    );
    let help = if prefix.contains('{') || value.starts_with(['{', '[']) {
        Message::new(
            "Đặt cả giá trị trong ngoặc đơn '…' nếu bên trong có ngoặc kép.",
            "Put the whole value in single quotes '…' if it has double quotes inside.",
        )
    } else {
        write_as(&format!("{prefix}{}", lines::quoted(value)))
    };
    Some(context.cause(start, start + value.len(), message, help))
}

pub(super) fn backslash(context: &Context) -> Option<Cause> {
    if !context.message_has_any(&["unknown escape character", "hexadecimal number", "escape code"]) {
        return None;
    }
    let (prefix, value) = lines::split_key(context.line(context.offset))?;
    let message = Message::new(
        "Dấu \\ trong ngoặc kép có nghĩa riêng, và chữ sau nó không hợp lệ.",
        "`\\` has a special meaning inside double quotes, and what follows it has none.",
    );
    let inner = value.trim_matches('"');
    Some(context.cause(
        context.offset,
        lines::end(context.text, context.offset),
        message,
        write_as(&format!("{prefix}'{}'", inner.replace('\'', "''"))),
    ))
}

/// `title: @…`, `note: 'a`, `title: *nhấn mạnh*`: characters that may not begin a plain value.
pub(super) fn special_start(context: &Context) -> Option<Cause> {
    let first = context.text.get(context.offset..)?.chars().next()?;
    let alias = matches!(first, '*' | '&' | '!') && context.message_has_any(&["anchor", "tag", "handle"]);
    let other =
        context.message_has_any(&["unexpected character", "expected node content", "mapping keys are not allowed"])
            || (context.message_has_any(&["misplaced bracket"])
                && context
                    .line(context.offset)
                    .get(..context.offset - lines::start(context.text, context.offset))?
                    .trim_end()
                    .ends_with(':'));
    if !alias && !other {
        return None;
    }
    let end = lines::end(context.text, context.offset);
    let value = context.text.get(context.offset..end)?.trim_end();
    let start = lines::start(context.text, context.offset);
    let before = context.text.get(start..context.offset)?;
    let message = if alias {
        alias_message()
    } else {
        Message::new(
            format!("Giá trị không được bắt đầu bằng dấu {first} nếu không đặt trong ngoặc kép."),
            format!("A value may not begin with {first} unless it stands in quotes."),
        )
    };
    let help =
        if before.contains(['{', '[']) { alias_help() } else { write_as(&format!("{before}{}", lines::quoted(value))) };
    let code = if alias { Code::YamlAlias } else { Code::YamlSyntax };
    Some(Cause { code, ..context.cause(context.offset, context.offset + value.len(), message, help) })
}

pub(super) fn no_space_after_colon(context: &Context) -> Option<Cause> {
    if !confuses_keys(context) {
        return None;
    }
    let (start, colon) = context.window().find_map(|start| {
        let line = context.line(start);
        let name = line.trim_start().trim_start_matches("- ");
        let length = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(0);
        let rest = name.get(length..)?.strip_prefix(':')?;
        let glued = length > 0 && !rest.is_empty() && !rest.starts_with([' ', '/']);
        glued.then(|| (start, start + line.len() - name.len() + length))
    })?;
    let line = context.line(start);
    let (before, after) = line.split_at_checked(colon + 1 - start)?;
    let message = Message::new("Thiếu dấu cách sau dấu hai chấm.", "A space is missing after the colon.");
    let fix = Some(Fix::replace(Span::new(colon + 1, colon + 1), " "));
    Some(Cause { fix, ..context.cause(colon, colon + 1, message, write_as(&format!("{before} {after}"))) })
}

fn colon_message() -> Message {
    Message::new(
        "Giá trị có dấu hai chấm bên trong nên phải đặt cả giá trị trong ngoặc kép.",
        "The value has a colon inside, so the whole value must stand in quotes.",
    )
}

/// `- {label: Hộ: nghèo, value: 3}`
pub(super) fn colon_in_list_value(context: &Context) -> Option<Cause> {
    if !context.message_has_any(&["illegal placement", "flow mapping"])
        || !context.text.get(context.offset..)?.starts_with(':')
    {
        return None;
    }
    let line_start = lines::start(context.text, context.offset);
    let before = context.text.get(line_start..context.offset)?;
    let start = line_start + before.rfind(['{', '[', ','])? + 1;
    let rest = context.text.get(context.offset..lines::end(context.text, context.offset))?;
    let end = context.offset + rest.find(['}', ']', ',']).unwrap_or(rest.len());
    let (prefix, value) = lines::split_key(context.text.get(start..end)?)?;
    let fixed = format!("{prefix}{}", lines::quoted(value));
    Some(context.cause(start + prefix.len(), end, colon_message(), write_as(&fixed)))
}

pub(super) fn colon_in_value(context: &Context) -> Option<Cause> {
    if !context.message_has_any(&["mapping values are not allowed"]) {
        return None;
    }
    let start = lines::start(context.text, context.offset);
    let (prefix, value) = lines::split_key(context.line(context.offset))?;
    let value_start = start + prefix.len();
    let fixed = format!("{prefix}{}", lines::quoted(value));
    let fix = Some(Fix::replace(Span::new(value_start, value_start + value.len()), lines::quoted(value)));
    (value_start <= context.offset).then(|| Cause {
        fix,
        ..context.cause(value_start, value_start + value.len(), colon_message(), write_as(&fixed))
    })
}

pub(super) fn open_bracket(context: &Context) -> Option<Cause> {
    let (start, bracket) = *open_brackets(context).first()?;
    let closing = if bracket == b'[' { ']' } else { '}' };
    let end = lines::end(context.text, start);
    let line = context.line(start);
    let message = Message::new(
        format!("Dấu {} mở ở đây nhưng không có dấu {closing} đóng lại.", char::from(bracket)),
        format!("The {} that opens here is not closed by {closing}.", char::from(bracket)),
    );
    let line = line.trim_end();
    let help = match line.strip_suffix(char::from(bracket)) {
        None => write_as(&format!("{}{closing}", line.trim_end_matches(','))),
        // Closed here it would leave out what stands below.
        Some(key) if begins_entry(context.line(lines::after(context.text, start))) => write_as(key),
        Some(_) => {
            Message::new(format!("Thêm dấu {closing} sau mục cuối."), format!("Add {closing} behind the last entry."))
        }
    };
    Some(context.cause(start, end, message, help))
}

/// Whether a line is indented and begins an item of a list or a key, as they stand without brackets.
fn begins_entry(line: &str) -> bool {
    let entry = line.trim_start();
    let is_key = !entry.starts_with(['{', '[']) && lines::split_key(entry).is_some();
    entry.len() < line.len() && (entry.starts_with("- ") || is_key)
}

/// Brackets that open a list or map between the entry's start and the error, and do not close there.
fn open_brackets(context: &Context) -> Vec<(usize, u8)> {
    let mut open = Vec::new();
    let (mut quote, mut before) = (None, b':');
    for (offset, &byte) in
        context.text.as_bytes().get(context.entry_start..context.offset).unwrap_or(&[]).iter().enumerate()
    {
        let opens_value = !open.is_empty() || matches!(before, b':' | b'-');
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if matches!(before, b':' | b'-' | b',' | b'[' | b'{') => quote = Some(byte),
            (None, b'[' | b'{') if opens_value => open.push((context.entry_start + offset, byte)),
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
pub(super) fn after_bracket(context: &Context) -> Option<Cause> {
    if !context.message_has_any(&["did not find expected key", "misplaced bracket", "expected '-'"]) {
        return None;
    }
    let (prefix, value) = lines::split_key(context.line(context.offset))?;
    let start = lines::start(context.text, context.offset) + prefix.len();
    if start >= context.offset || !value.starts_with(['[', '{']) {
        return None;
    }
    let message = Message::new(
        "Giá trị bắt đầu bằng dấu ngoặc nên bị hiểu là danh sách, mà sau danh sách vẫn còn chữ.",
        "The value begins with a bracket and is taken for a list, and text goes on after that list.",
    );
    let help = write_as(&format!("{prefix}{}", lines::quoted(value)));
    Some(context.cause(start, start + value.len(), message, help))
}

/// `summary: | chữ`
pub(super) fn after_block_sign(context: &Context) -> Option<Cause> {
    if !context.message_has_any(&["scanning a block scalar"]) {
        return None;
    }
    let end = lines::end(context.text, context.offset);
    let (prefix, value) = lines::split_key(context.line(context.offset))?;
    let message = Message::new(
        "Sau dấu | hoặc > không được có chữ trên cùng dòng.",
        "No text may follow `|` or `>` on the same line.",
    );
    let help = write_as(&format!("{prefix}{}", lines::quoted(value.trim_start_matches(['|', '>']).trim_start())));
    Some(context.cause(context.offset, end, message, help))
}

pub(super) fn comment_between(context: &Context) -> Option<Cause> {
    context.message_has_any(&["comment intercepting"]).then(|| {
        let end = lines::end(context.text, context.offset);
        let message = Message::new(
            "Từ dấu # trở đi là chú thích, mà dòng dưới lại viết tiếp giá trị này.",
            "A comment begins at `#`, yet the next line goes on with the value.",
        );
        let help = Message::new(
            "Nếu # là chữ, đặt cả giá trị trong ngoặc kép trên một dòng.",
            "If `#` is meant as text, put the whole value in quotes on one line.",
        );
        context.cause(context.offset, end, message, help)
    })
}
