//! Writes numbers, text and paths of SVG in few bytes.

use crate::entry::push_escaped;

/// Rounds map units to tenths. As whole numbers, so that rounding errors do not add up along a path, and all machines
/// write the same bytes.
pub(super) fn tenths(units: f32) -> i32 {
    (units * 10.0).round() as i32
}

/// Appends a number of tenths with at most one decimal: `12`, `4.5`, `-.3`.
pub(super) fn push_tenths(out: &mut String, tenths: i32) {
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    if tenths >= 10 || tenths == 0 {
        push_integer(out, tenths / 10);
    }
    if !tenths.is_multiple_of(10) {
        out.push('.');
        push_integer(out, tenths % 10);
    }
}

/// Appends ` name="12.5"`.
pub(super) fn push_number(out: &mut String, name: &str, units: f32) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_tenths(out, tenths(units));
    out.push('"');
}

/// Appends ` name="escaped text"`.
pub(super) fn push_attribute(out: &mut String, name: &str, text: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, text);
    out.push('"');
}

/// Appends `<tag>escaped text</tag>`.
pub(super) fn push_element(out: &mut String, tag: &str, text: &str) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
    push_escaped(out, text);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Where a titled part of a drawing leads: to a page, which fingers may not be able to choose, or nowhere.
#[derive(Clone, Copy)]
pub(super) struct Way<'h> {
    pub(super) href: Option<&'h str>,
    /// Whether it is too near to others for a finger.
    pub(super) is_tight: bool,
}

impl<'h> Way<'h> {
    pub(super) fn to(href: Option<&'h str>) -> Self {
        Self { href, is_tight: false }
    }
}

/// Appends a link (or a group, if it leads nowhere) with a `<title>` and `inner`. The title has the non-empty ones of both
/// texts, with a colon between them.
pub(super) fn push_titled(out: &mut String, way: Way<'_>, title: [&str; 2], inner: impl FnOnce(&mut String)) {
    let Way { href, is_tight } = way;
    let tag = if href.is_some() { "a" } else { "g" };
    out.push('<');
    out.push_str(tag);
    if let Some(href) = href {
        if is_tight {
            out.push_str(" class=\"tight\"");
        }
        push_attribute(out, "href", href);
    }
    out.push('>');
    if title != ["", ""] {
        out.push_str("<title>");
        push_escaped(out, title[0]);
        if !title[0].is_empty() && !title[1].is_empty() {
            out.push_str(": ");
        }
        push_escaped(out, title[1]);
        out.push_str("</title>");
    }
    inner(out);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Appends a closed subpath through integer points, as relative steps. A point equal to the previous one is left out, and so
/// is one on the straight way to the next. A subpath of a single point has length 0, which is drawn as a dot if the line has
/// round caps.
pub(super) fn push_ring(out: &mut String, points: impl IntoIterator<Item = (i32, i32)>) {
    let mut points = points.into_iter();
    let Some(first) = points.next() else { return };
    out.push('M');
    push_pair(out, first);
    let mut last = first;
    // The step that is not written yet, because the next may go on with it.
    let mut step = (0, 0);
    let mut has_steps = false;
    for point in points.filter(|&point| point != first) {
        let (x, y) = (point.0 - last.0, point.1 - last.1);
        last = point;
        if is_straight(step, (x, y)) {
            step = (step.0 + x, step.1 + y);
        } else {
            push_step(out, step, &mut has_steps);
            step = (x, y);
        }
    }
    if step != (0, 0) {
        push_step(out, step, &mut has_steps);
    }
    out.push_str(if has_steps { "z" } else { "h0" });
}

/// Whether the second step goes on in the direction of the first.
fn is_straight(first: (i32, i32), second: (i32, i32)) -> bool {
    // What lies far outside of a map has coordinates whose product is too large for 32 bits.
    let [(a, b), (x, y)] = [first, second].map(|(x, y)| (i64::from(x), i64::from(y)));
    a * y == b * x && a * x + b * y >= 0
}

fn push_step(out: &mut String, step: (i32, i32), has_steps: &mut bool) {
    if !*has_steps {
        out.push('l');
        *has_steps = true;
    } else if step.0 >= 0 {
        out.push(' ');
    }
    push_pair(out, step);
}

fn push_pair(out: &mut String, (x, y): (i32, i32)) {
    push_signed(out, x);
    if y >= 0 {
        out.push(' ');
    }
    push_signed(out, y);
}

fn push_signed(out: &mut String, number: i32) {
    if number < 0 {
        out.push('-');
    }
    push_integer(out, number.unsigned_abs());
}

/// Appends a number in Vietnamese notation, with a point between thousands: `1.240`.
pub(super) fn push_grouped(out: &mut String, number: u32) {
    let digits = number.to_string();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
}

/// Appends an integer. A map has thousands of them, and `write!` would take most of the time of drawing it.
#[inline]
pub(super) fn push_integer(out: &mut String, number: u32) {
    match number {
        0..10 => out.push((b'0' + number as u8) as char),
        _ => push_digits(out, number),
    }
}

fn push_digits(out: &mut String, mut number: u32) {
    let mut digits = [0_u8; 10];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    digits[start..].iter().for_each(|&digit| out.push(digit as char));
}
