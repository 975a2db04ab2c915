//! What comes along when text is pasted from Word, Zalo or old files: letters in another encoding, characters that nobody
//! sees, bullets and quotation marks of a word processor, text without marks.
//!
//! It is only told, with the right text ready to copy; where that is certain, the finding has a fix.

mod bullets;
mod letters;
mod values;

use crate::finding::{FileContext, Finding};
use crate::front_matter::{Node, Value};
use crate::text::Span;

/// What was pasted into a Markdown file with this front matter and text.
pub(super) fn of_entry(file: &FileContext<'_>, root: &Node<'_>, body: Span) -> Vec<Finding> {
    let mut findings = of_text(file);
    if findings.iter().any(|finding| finding.code == crate::finding::Code::LegacyText) {
        // Text in another encoding has no marks to look for.
        return findings;
    }
    findings.extend(bullets::of(file, body));
    values::quoted(file, root, &mut findings);
    values::without_marks(file, root, body, &mut findings);
    findings
}

/// The same for any text, such as `site.yaml`: letters only.
pub(crate) fn of_text(file: &FileContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let legacy = letters::legacy(file, &mut findings);
    letters::odd(file, &legacy, &mut findings);
    findings
}

/// All texts below `node` with their spans, in order.
fn scalars<'n>(node: &'n Node<'_>, give: &mut impl FnMut(&'n str, bool, Span)) {
    match &node.value {
        Value::Scalar { text, quoted } => give(text, *quoted, node.span),
        Value::List(items) => items.iter().for_each(|item| scalars(item, give)),
        Value::Map(pairs) => pairs.iter().for_each(|(_, value)| scalars(value, give)),
        Value::Broken => {}
    }
}
