//! Styles of drawings: rules, properties and values on the lists of [`allow`], written again.
//!
//! No CSS parser: what this simple splitting takes for a rule may be something else to a browser, but what is written has
//! no escapes, no at-rules, and no function, quote, bracket or address besides those that were looked at. So it means the
//! same to every reader.

use std::collections::BTreeSet;

use super::Omitted;
use super::allow;

/// A style sheet with what may stand in it.
pub(super) fn sheet(text: &str, omitted: &mut BTreeSet<Omitted>) -> String {
    let text = without_comments(text);
    let mut rest = text.trim();
    let mut sheet = String::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("-->")) {
            rest = after.trim_start();
            continue;
        }
        let (rule, after) = next_rule(rest);
        rest = after.trim_start();
        match rule {
            Rule::At("charset" | "namespace") => {}
            Rule::At("import") => _ = omitted.insert(Omitted::Reference),
            Rule::At(_) => _ = omitted.insert(Omitted::Style),
            Rule::Style { selector, .. } if !is_selector(selector) => _ = omitted.insert(Omitted::Style),
            Rule::Style { selector, body } => {
                let body = declarations(body, omitted);
                if !body.is_empty() {
                    sheet.extend([selector, "{", &body, "}\n"]);
                }
            }
        }
    }
    sheet
}

enum Rule<'t> {
    At(&'t str),
    Style { selector: &'t str, body: &'t str },
}

/// The rule at the beginning of `text`, which is not empty, and what follows it.
fn next_rule(text: &str) -> (Rule<'_>, &str) {
    let end = text.find(['{', ';']).unwrap_or(text.len());
    let has_block = text[end..].starts_with('{');
    if let Some(at) = text.strip_prefix('@') {
        let name = at.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or_default();
        let after = if has_block { after_block(&text[end..]) } else { text.get(end + 1..).unwrap_or_default() };
        return (Rule::At(name), after);
    }
    let end = text.find('{').unwrap_or(text.len());
    let (selector, block) = text.split_at(end);
    let block = block.strip_prefix('{').unwrap_or_default();
    let (body, after) = block.split_once('}').unwrap_or((block, ""));
    (Rule::Style { selector: selector.trim(), body }, after)
}

/// What follows the block that begins with `text`, with all blocks inside it.
fn after_block(text: &str) -> &str {
    let mut depth = 0_usize;
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return &text[position + 1..];
        }
    }
    ""
}

fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.extend([before, " "]);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain + rest
}

/// Names, classes, ids, pseudo-classes and combinators; no attributes, quotes or functions.
fn is_selector(text: &str) -> bool {
    let is_allowed = |c: char| c.is_alphanumeric() || c.is_ascii_whitespace() || "_-.#:,>+~*".contains(c);
    !text.is_empty() && text.chars().all(is_allowed)
}

/// Declarations, as in a `style` attribute, with what may stand in them.
pub(super) fn declarations(text: &str, omitted: &mut BTreeSet<Omitted>) -> String {
    let text = without_comments(text);
    let mut kept = String::new();
    for declaration in text.split(';').filter(|declaration| !declaration.trim().is_empty()) {
        let (name, value) = declaration.split_once(':').unwrap_or((declaration, ""));
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        if allow::is_property(&name) && is_value(value) {
            let separator = if kept.is_empty() { "" } else { ";" };
            kept.extend([separator, &name, ":", value]);
        } else {
            omitted.extend(why_refused(&name, value));
        }
    }
    kept
}

/// What is reported of a property that is left out: nothing, if browsers do not know it in drawings.
pub(super) fn why_refused(name: &str, value: &str) -> Option<Omitted> {
    let lower = value.to_ascii_lowercase();
    if ["url", "image", "src(", "//", "\\"].iter().any(|sign| lower.contains(sign)) && !name.starts_with('-') {
        return Some(Omitted::Reference);
    }
    allow::is_property(name).then_some(Omitted::Style)
}

/// Whether a value of a property has nothing but numbers, words, plain strings and functions on the list.
pub(super) fn is_value(value: &str) -> bool {
    let mut rest = value;
    let mut depth = 0_usize;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '"' | '\'' => match after.split_once(c) {
                Some((text, after)) if text.chars().all(is_string_char) => after,
                _ => return false,
            },
            '(' => {
                let Some(after) = function(value, rest) else { return false };
                depth += usize::from(after.len() + 1 == rest.len());
                after
            }
            ')' if depth > 0 => {
                depth -= 1;
                after
            }
            _ if c.is_alphanumeric() || c.is_ascii_whitespace() || "#.,%+-*!_".contains(c) => after,
            '/' if !after.starts_with(['/', '*']) => after,
            _ => return false,
        };
    }
    depth == 0
}

/// What follows the `(` at the beginning of `rest`, the end of `value`, if a function on the list is called there; what
/// follows the `)` if that is `url`.
fn function<'v>(value: &'v str, rest: &'v str) -> Option<&'v str> {
    let before = &value[..value.len() - rest.len()];
    let start = before
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .map_or(0, |position| position + before[position..].chars().next().map_or(0, char::len_utf8));
    let name = before[start..].to_ascii_lowercase();
    let after = &rest[1..];
    if name.is_empty() {
        // Brackets in `calc()`.
        return Some(after);
    }
    if !allow::FUNCTIONS.contains(&name.as_str()) {
        return None;
    }
    if name != "url" {
        return Some(after);
    }
    let (target, after) = after.split_once(')')?;
    let target = target.trim();
    let target =
        ['"', '\''].iter().find_map(|quote| target.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(target);
    is_fragment(target).then_some(after)
}

/// Whether a reference leads to an element of the same file.
pub(super) fn is_fragment(reference: &str) -> bool {
    reference
        .strip_prefix('#')
        .is_some_and(|id| !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "_-.:".contains(c)))
}

/// Characters of a font's name or of path data: none that could make an address or a function if quotes were read another
/// way.
fn is_string_char(c: char) -> bool {
    c.is_alphanumeric() || " -_.,+&".contains(c)
}
