//! Lines that tabs or special blanks indent: YAML allows ordinary spaces only, and the parser stops at the first one.
//!
//! All such lines are told, and the text is then read as if they were indented by spaces, so that everything else that is
//! wrong on and below them is told too.

use std::borrow::Cow;

use super::lines;
use super::node::{Node, Value};
use crate::finding::{Code, Edit, FileContext, Finding, Fix};
use crate::text::{Message, Repair, Repaired, Span};

/// The blanks to replace, by line.
pub(super) struct OddIndents {
    lines: Vec<(Span, Vec<Repair>)>,
}

impl OddIndents {
    /// The lines of the YAML at `yaml` whose indentation is not of spaces; `None` if there is no such line.
    pub(super) fn of(text: &str, yaml: Span) -> Option<Self> {
        let starts = lines::starts(text, yaml.start as usize, yaml.end as usize);
        let odd: Vec<(Span, Vec<Repair>)> = starts
            .filter_map(|start| {
                let line = lines::line(text, start);
                let indent = &line[..line.len() - line.trim_start().len()];
                let blanks = indent.char_indices().filter(|&(_, c)| c != ' ');
                let repairs = blanks.map(|(at, c)| {
                    let at = start + at;
                    (at..at + c.len_utf8(), if c == '\t' { "  " } else { " " }.to_owned())
                });
                let repairs: Vec<Repair> = repairs.collect();
                (!repairs.is_empty() && indent.len() < line.len())
                    .then(|| (Span::new(start, start + indent.len()), repairs))
            })
            .collect();
        (!odd.is_empty()).then_some(Self { lines: odd })
    }

    /// The text of the file with spaces in these places.
    pub(super) fn repaired(&self, text: &str) -> Repaired {
        Repaired::new(text, self.lines.iter().flat_map(|(_, repairs)| repairs.clone()).collect())
    }

    /// One finding for each line.
    pub(super) fn findings(self, file: &FileContext<'_>) -> impl Iterator<Item = Finding> {
        self.lines.into_iter().map(|(span, repairs)| {
            let line = lines::line(file.text, span.start as usize);
            let indent = span.of(file.text).replace('\t', "  ").replace(|c: char| c != ' ', " ");
            let fixed = format!("{indent}{}", line.trim());
            let message = Message::new(
                "Dòng này thụt vào bằng phím Tab hoặc dấu cách đặc biệt; chỉ được dùng dấu cách thường.",
                "This line is indented with a tab or a special blank; only ordinary spaces may indent.",
            );
            let help = Message::new(
                format!("Xóa phần thụt vào rồi gõ lại bằng dấu cách: “{fixed}”."),
                format!("Delete the indentation and type spaces: \"{fixed}\"."),
            );
            let edits = repairs.into_iter().map(|(range, new)| Edit::new(Span::from(range), new)).collect();
            file.finding(Code::YamlSyntax, span, message).help(help).fix(Fix::edits(edits))
        })
    }
}

/// `node`, which was parsed from the repaired text, with the spans of the written one.
pub(super) fn written<'t>(node: Node<'_>, repaired: &Repaired) -> Node<'t> {
    let value = match node.value {
        Value::Scalar { text, quoted } => Value::Scalar { text: Cow::Owned(text.into_owned()), quoted },
        Value::List(items) => Value::List(items.into_iter().map(|item| written(item, repaired)).collect()),
        Value::Map(pairs) => {
            let pair = |(key, value)| (written(key, repaired), written(value, repaired));
            Value::Map(pairs.into_iter().map(pair).collect())
        }
        Value::Broken => Value::Broken,
    };
    Node { span: repaired.written_span(node.span), value }
}
