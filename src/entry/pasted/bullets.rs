//! Bullets that Word puts before the lines of a list (`•⇥Họp dân.`): Markdown takes such lines for one paragraph.

use crate::finding::{Code, Edit, FileContext, Finding, Fix};
use crate::text::{Message, Span};

/// One finding for each run of lines with bullets in the text `body`.
pub(super) fn of(file: &FileContext<'_>, body: Span) -> Vec<Finding> {
    if !may_have_bullets(body.of(file.text)) {
        return Vec::new();
    }
    let (mut findings, mut run, mut start) = (Vec::new(), Vec::new(), body.start as usize);
    let (mut fence, mut after_blank) = (None, false);
    for line in body.of(file.text).split_inclusive('\n') {
        let content = line.trim_start();
        fence = fence_after(fence, content);
        let bullet = bullet(content).filter(|_| fence.is_none());
        match bullet {
            Some((length, sure)) => {
                let at = start + line.len() - content.len();
                if after_blank && !begins_alike(file.text, &run, content) {
                    findings.extend(finding(file, std::mem::take(&mut run)));
                }
                run.push((Edit::new(Span::new(at, at + length), "- "), sure));
            }
            // A list goes on after a blank line and over the further lines of an item.
            None if content.is_empty() || content.len() < line.len() => {}
            None => findings.extend(finding(file, std::mem::take(&mut run))),
        }
        start += line.len();
        after_blank = content.is_empty();
    }
    findings.extend(finding(file, run));
    findings.extend(lettered(file, body));
    findings
}

/// Lines `a) …`, `b) …` right below each other, as in documents of offices: to Markdown one paragraph, with the line above the
/// first of them. One finding for all, which sets blank lines between.
fn lettered(file: &FileContext<'_>, body: Span) -> Option<Finding> {
    let (mut edits, mut first, mut last) = (Vec::new(), None, None::<Lettered>);
    let (mut fence, mut start, mut after_text) = (None, body.start as usize, false);
    let blank_line = |at: usize| {
        let line_end = if file.text[..at].ends_with("\r\n") { "\r\n" } else { "\n" };
        Edit::new(Span::new(at, at), line_end)
    };
    for line in body.of(file.text).split_inclusive('\n') {
        let content = line.trim_start();
        fence = fence_after(fence, content);
        let mut item = letter(content).filter(|_| fence.is_none()).map(|(letter, length)| {
            let at = start + line.len() - content.len();
            Lettered { letter, span: Span::new(at, at + length), line: start, after_text }
        });
        if let (Some(item), Some(before)) = (&mut item, &last)
            && follows(before.letter, item.letter)
        {
            edits.extend(before.after_text.then(|| blank_line(before.line)));
            edits.push(blank_line(start));
            item.after_text = false;
            first = first.or(Some(before.span));
        }
        // An item goes on over its further lines, and ends at a blank one.
        after_text = !content.is_empty();
        last = item.or(last.filter(|_| after_text));
        start += line.len();
    }
    let first = first?;
    let message = Message::new(
        "Các dòng “a)”, “b)” … liền nhau dính thành một đoạn.",
        "Lines “a)”, “b)” … right below each other run into one paragraph.",
    );
    let help = Message::new(
        "Để một dòng trống giữa các dòng ấy; lantoa check --fix làm giúp.",
        "Leave a blank line between them; lantoa check --fix does it.",
    );
    Some(file.finding(Code::WordBullets, first, message).help(help).fix(Fix::edits(edits)))
}

/// A line `a) …`.
struct Lettered {
    letter: char,
    /// Letter and bracket.
    span: Span,
    /// Where the line begins.
    line: usize,
    /// Whether the line above it has text, and no blank line is set between yet.
    after_text: bool,
}

/// Whether lists go on with `letter` after `before`: with the next, or over one that some leave out (`d`, `đ`, `e`, `g`).
fn follows(before: char, letter: char) -> bool {
    const LETTERS: &str = "abcdđefghijklmnopqrstuvwxyz";
    let mut after = LETTERS.chars().skip_while(|other| *other != before).skip(1);
    after.by_ref().take(2).any(|other| other == letter)
}

/// The letter of `a) …`, and the bytes of letter and bracket.
fn letter(line: &str) -> Option<(char, usize)> {
    let letter = line.chars().next().filter(|letter| letter.is_lowercase())?;
    let rest = line.get(letter.len_utf8()..)?.strip_prefix(')')?;
    (rest.starts_with([' ', '\t']) && !rest.trim().is_empty()).then_some((letter, letter.len_utf8() + 1))
}

/// The fence of code that is open after `line`, if `open` was before.
fn fence_after(open: Option<&'static str>, line: &str) -> Option<&'static str> {
    let mark = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark));
    match mark {
        Some(_) if open.is_none() => mark,
        Some(_) if open == mark => None,
        _ => open,
    }
}

/// Whether the last line of `run` has the same bullet as `line`.
fn begins_alike(text: &str, run: &[(Edit, bool)], line: &str) -> bool {
    let last = run.last().and_then(|(edit, _)| text.get(edit.start as usize..)?.chars().next());
    last == line.chars().next()
}

/// Whether any line may begin with such a bullet.
fn may_have_bullets(text: &str) -> bool {
    text.as_bytes().windows(3).any(|bytes| match bytes {
        // • ‣ ▪ ■ □ ▫ ● ○ ◦ ➢ ❖ ✓, and the private characters of Symbol and Wingdings
        [0xe2, 0x80, 0xa2 | 0xa3] | [0xe2, 0x96 | 0x97 | 0x9e | 0x9d, _] | [0xef, 0x82 | 0x83, _] => true,
        // A dash or a middle dot at the beginning of a line
        [b'\n', 0xe2 | 0xc2, _] => true,
        // A letter that Wingdings and Courier draw as a bullet, with a tab; `b)`
        [_, b'o' | b'v' | b'q', b'\t'] | [0xc2 | 0xc3, _, b'\t'] | [b'\n' | b' ', b'a'..=b'z', b')'] => true,
        _ => false,
    }) || text.starts_with(['•', '–', '·', 'o', 'v', 'q'])
}

/// The bytes of the bullet at the beginning of `line` with the blanks after it, and whether it can be nothing else.
fn bullet(line: &str) -> Option<(usize, bool)> {
    let sign = line.chars().next()?;
    let rest = &line[sign.len_utf8()..];
    let text = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    if text.trim().is_empty() {
        return None;
    }
    let blanks = rest.len() - text.len();
    let tab = rest[..blanks].contains('\t');
    let length = sign.len_utf8() + blanks;
    match sign {
        '•' | '‣' | '▪' | '■' | '□' | '▫' | '●' | '○' | '◦' | '➢' | '❖' | '\u{f0a0}'..='\u{f0ff}' => {
            Some((length, true))
        }
        '–' | '—' | '−' | '·' if blanks > 0 => Some((length, tab)),
        // As letters, what Word draws as ○ (Courier), ❖ □ ✓ ➢ ▪ → (Wingdings).
        'o' | 'v' | 'q' | 'ü' | 'Ø' | '§' | 'à' if tab => Some((length, true)),
        _ => None,
    }
}

/// Dashes without a tab are a list only if there are several: a single one may begin what somebody says.
fn finding(file: &FileContext<'_>, run: Vec<(Edit, bool)>) -> Option<Finding> {
    let certain = run.len() > 1 || run.first().is_some_and(|(_, sure)| *sure);
    let (first, _) = run.first().filter(|_| certain)?;
    let span = Span { start: first.start, end: first.end };
    let sign = span.of(file.text).trim();
    let count = run.len();
    let message = Message::new(
        format!("{count} dòng bắt đầu bằng “{sign}” chép từ Word không thành danh sách mà dính thành một đoạn."),
        format!("{count} lines with the bullet “{sign}” of a word processor are no list; they run into one paragraph."),
    );
    let help = Message::new(
        "Thay bằng gạch nối và dấu cách: “- Họp dân.”; lantoa check --fix làm giúp.",
        "Write a hyphen and a space: “- …”; lantoa check --fix does it.",
    );
    let edits = run.into_iter().map(|(edit, _)| edit).collect();
    Some(file.finding(Code::WordBullets, span, message).help(help).fix(Fix::edits(edits)))
}
