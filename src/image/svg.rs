//! SVG drawings: documents that could run something. One that does is refused.
//!
//! As the file of an `<img>` a drawing runs nothing, but its address can be opened by itself, and then it is a page of
//! the site. So what could run there, or fetch something from elsewhere, is not let in. The scan knows tags and
//! attributes, no more: what it cannot follow is refused.

use super::{Format, Inspected, Picture, cleaned_only};
use crate::text::Message;

/// Looks at a drawing. The error says why it cannot be used.
pub(super) fn inspect(bytes: &[u8]) -> Result<Inspected, Message> {
    let text = std::str::from_utf8(bytes).map_err(|_| broken())?;
    let mut size = None;
    let mut is_first = true;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        if rest[..at].to_ascii_lowercase().contains("@import") {
            return Err(runs());
        }
        rest = &rest[at..];
        if let Some(after) = after_other_markup(rest)? {
            rest = after;
            continue;
        }
        let (tag, after) = Tag::read(rest).ok_or_else(broken)?;
        if tag.runs_something() {
            return Err(runs());
        }
        if is_first {
            if tag.name != "svg" {
                return Err(broken());
            }
            size = tag.size();
            is_first = false;
        }
        rest = after;
    }
    if is_first {
        return Err(broken());
    }
    let outputs = cleaned_only(bytes);
    let picture = Picture { format: Format::Svg, size, orientation: 1, has_place: false, outputs };
    Ok(Inspected { picture, cleaned: bytes.to_vec() })
}

fn broken() -> Message {
    Message::new("Hình SVG hỏng, hoặc không phải SVG ở bảng mã UTF-8", "The SVG drawing is broken, or not SVG in UTF-8")
}

fn runs() -> Message {
    Message::new(
        "Hình SVG chứa mã lệnh hoặc gọi tệp từ nơi khác nên không được dùng",
        "The SVG drawing contains code or calls files from elsewhere and is not used",
    )
}

/// What follows a comment, a text block, an instruction, a document type or an end tag at the beginning of `text`;
/// `Ok(None)` if a start tag stands there.
fn after_other_markup(text: &str) -> Result<Option<&str>, Message> {
    let after = |end: &str| text.split_once(end).ok_or_else(broken);
    if text.starts_with("<!--") {
        return after("-->").map(|(_, after)| Some(after));
    }
    if text.starts_with("<![CDATA[") {
        let (inside, after) = after("]]>")?;
        return if inside.to_ascii_lowercase().contains("@import") { Err(runs()) } else { Ok(Some(after)) };
    }
    if text.starts_with("<?") {
        let (inside, after) = after("?>")?;
        return if inside.starts_with("<?xml ") { Ok(Some(after)) } else { Err(runs()) };
    }
    if text.starts_with("<!") {
        // A document type that defines something of its own (entities) begins a bracket.
        let (inside, after) = after(">")?;
        return if inside.contains('[') { Err(runs()) } else { Ok(Some(after)) };
    }
    if text.starts_with("</") {
        return after(">").map(|(_, after)| Some(after));
    }
    Ok(None)
}

/// A start tag: names in lower case without their prefix, values with their references resolved.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The tag at the beginning of `text`, and what follows it; `None` if it is not well formed.
    fn read(text: &str) -> Option<(Self, &str)> {
        let (name, mut rest) = word(text.strip_prefix('<')?)?;
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("/>")) {
                return Some((Self { name, attributes }, after));
            }
            let (name, after) = word(rest)?;
            let value = after.trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, after) = value[1..].split_once(quote)?;
            attributes.push((name, resolved(value)?));
            rest = after;
        }
    }

    fn runs_something(&self) -> bool {
        const REFUSED: [&str; 11] = [
            "script",
            "foreignobject",
            "handler",
            "listener",
            "iframe",
            "object",
            "embed",
            "audio",
            "video",
            "link",
            "meta",
        ];
        const FETCHING: [&str; 3] = ["image", "use", "feimage"];
        let fetches = FETCHING.contains(&self.name.as_str());
        REFUSED.contains(&self.name.as_str())
            || self.attributes.iter().any(|(name, value)| {
                name.starts_with("on")
                    || (name == "attributename" && value.starts_with("on"))
                    || value.contains("javascript:")
                    || value.contains("data:text/html")
                    || (fetches && name == "href" && (value.contains("://") || value.starts_with("//")))
            })
    }

    /// Width and height as written, else those of the view box.
    fn size(&self) -> Option<(u32, u32)> {
        let value = |name| self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
        let written = || Some((pixels(value("width")?)?, pixels(value("height")?)?));
        let boxed = || {
            let parts: Vec<&str> = value("viewbox")?.split([',', ' ']).filter(|part| !part.is_empty()).collect();
            let [_, _, width, height] = parts[..] else { return None };
            Some((pixels(width)?, pixels(height)?))
        };
        written().or_else(boxed)
    }
}

/// A name, without its prefix and in lower case.
fn word(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/' | '>' | '"' | '\'' | '<'))?;
    let (name, rest) = text.split_at(end);
    let local = name.rsplit(':').next().unwrap_or(name);
    (!local.is_empty()).then(|| (local.to_ascii_lowercase(), rest))
}

/// A value as a browser takes it: numeric references resolved, white space and control characters out, in lower case.
fn resolved(value: &str) -> Option<String> {
    let mut out = String::with_capacity(value.len());
    let mut push = |text: &str| {
        let plain = text.chars().filter(|c| !c.is_control() && (*c == ' ' || !c.is_whitespace()));
        out.extend(plain.flat_map(char::to_lowercase));
    };
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("&#") {
        push(before);
        let (number, after) = after.split_once(';')?;
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        push(char::from_u32(code.ok()?)?.encode_utf8(&mut [0; 4]));
        rest = after;
    }
    push(rest);
    Some(out)
}

/// A length in pixels, rounded up; `None` for other units and for nothing.
fn pixels(length: &str) -> Option<u32> {
    let number: f64 = length.trim().trim_end_matches("px").parse().ok()?;
    (number > 0.0 && number <= 100_000.0).then(|| number.ceil() as u32)
}
