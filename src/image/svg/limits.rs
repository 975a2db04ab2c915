//! What is refused before parsing, because the parser's time or memory would grow faster than the file: entities that
//! expand to more and more, tags with thousands of attributes, thousands of namespaces.

/// The most bytes that all entity references of a drawing may expand to.
const MAX_EXPANSION: usize = 64 << 20;
/// The most attributes of an element: the parser compares each with all others.
const MAX_ATTRIBUTES: usize = 256;
/// The most declarations of namespaces: the parser copies those in scope for each element that adds one.
const MAX_NAMESPACES: usize = 4_096;

/// Whether a drawing may be parsed.
pub(super) fn are_kept(text: &str) -> bool {
    text.matches("xmlns").count() <= MAX_NAMESPACES && has_short_tags(text) && has_plain_entities(text).is_some()
}

/// Whether the document type, if there is one, declares only entities whose expansion is bounded: texts without markup
/// that name no other entity, as drawing programs declare for their namespaces. `None` if not.
fn has_plain_entities(text: &str) -> Option<()> {
    let Some(subset) = subset(text)? else { return Some(()) };
    if !subset.contains("<!ENTITY") {
        return Some(());
    }
    let is_plain = !subset.contains(['&', '%']) && !subset.replace("<!", "").contains('<');
    let references = text.bytes().filter(|&byte| byte == b'&').count();
    (is_plain && subset.len().saturating_mul(references) <= MAX_EXPANSION).then_some(())
}

/// Whether no tag has too many attributes. Counted is what stands before a quoted value, up to the end of the tag.
fn has_short_tags(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once('<') {
        let after = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")].iter().find_map(|(start, end)| {
            let inside = tag.strip_prefix(start)?;
            Some(inside.split_once(end).map_or("", |(_, after)| after))
        });
        rest = match after {
            Some(after) => after,
            None => match after_tag(tag) {
                Some(after) => after,
                None => return false,
            },
        };
    }
    true
}

/// What follows a tag whose `<` stands before `text`; `None` if it has too many attributes.
fn after_tag(text: &str) -> Option<&str> {
    let (mut rest, mut attributes) = (text, 0);
    while let Some(position) = rest.find(['>', '"', '\'']) {
        let (byte, after) = (rest.as_bytes()[position], &rest[position + 1..]);
        if byte == b'>' {
            return Some(after);
        }
        attributes += 1;
        if attributes > MAX_ATTRIBUTES {
            return None;
        }
        rest = after.split_once(char::from(byte)).map_or("", |(_, after)| after);
    }
    Some("")
}

/// What stands between the brackets of the document type; `Some(None)` without brackets, `None` if it does not end.
fn subset(text: &str) -> Option<Option<&str>> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let skipped = match rest {
            _ if rest.starts_with("<?") => rest.split_once("?>"),
            _ if rest.starts_with("<!--") => rest.split_once("-->"),
            _ if rest.starts_with("<!DOCTYPE") => return brackets(rest),
            _ => return Some(None),
        };
        rest = skipped?.1.trim_start();
    }
}

/// What stands between the brackets of the document type at the beginning of `text`. A comment or a processing
/// instruction in there is not followed: they may hold brackets and quotes of their own.
fn brackets(text: &str) -> Option<Option<&str>> {
    let mut quote = None;
    let mut start = None;
    for (position, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => start = start.or(Some(position + 1)),
            (None, b']') => {
                let subset = &text[start?..position];
                return (!subset.contains("<!--") && !subset.contains("<?")).then_some(Some(subset));
            }
            (None, b'>') if start.is_none() => return Some(None),
            (None, _) => {}
        }
    }
    None
}
