//! Parses YAML into a tree, going on after errors.
//!
//! The parser stops at its first error. Parsing then starts again at the next line that looks like a key, so that one slip
//! costs one entry and hides no other. The work is bounded by [`MAX_YAML`], [`MAX_DEPTH`], [`MAX_FINDINGS`] and by a budget
//! of bytes that may be parsed again.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as ParserSpan};

use super::cause::{self, Cause};
use super::chars::CharIndex;
use super::indent::{self, OddIndents};
use super::lines;
use super::node::{Node, Value};
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::text::{Message, Span, first_control_character, without_control_characters};

/// Longest YAML text that is parsed, in bytes.
pub(crate) const MAX_YAML: usize = 1 << 18;

/// How deep maps and lists may be nested. The key tables need three levels.
pub(crate) const MAX_DEPTH: usize = 16;

/// Most findings reported for one text.
const MAX_FINDINGS: usize = 100;

/// Parses the YAML at `yaml` in `file`.
///
/// Anchors, aliases and tags are refused (LT211). Of repeated keys the first is kept and the others are reported (LT202).
/// What cannot be parsed is reported (LT201, LT212) and is [`Value::Broken`] under its key.
pub(crate) fn parse<'t>(file: &FileContext<'t>, yaml: Span) -> Checked<Node<'t>> {
    let parsed = parse_as_written(file, yaml);
    let failed = parsed.findings.iter().any(|finding| finding.code == Code::YamlSyntax);
    match OddIndents::of(file.text, yaml).filter(|_| failed) {
        Some(odd) => parse_with_spaces(file, yaml, odd),
        None => parsed,
    }
}

/// Parses a text whose lines are indented by tabs as if they were indented by spaces.
fn parse_with_spaces<'t>(file: &FileContext<'t>, yaml: Span, odd: OddIndents) -> Checked<Node<'t>> {
    let repaired = odd.repaired(file.text);
    let longer = repaired.text.len() as i64 - file.text.len() as i64;
    let end = (i64::from(yaml.end) + longer).max(0) as usize;
    let parsed = parse_as_written(&file.repaired(&repaired), Span::new(yaml.start as usize, end));
    let mut findings: Vec<Finding> = odd.findings(file).take(MAX_FINDINGS).collect();
    // Edits would have the positions of the repaired text; they are offered again once the indentation is mended.
    findings.extend(parsed.findings.into_iter().map(|finding| Finding { fix: None, ..finding }));
    Checked { value: indent::written(parsed.value, &repaired), findings }
}

fn parse_as_written<'t>(file: &FileContext<'t>, yaml: Span) -> Checked<Node<'t>> {
    let mut reader = Reader { file, findings: Vec::new() };
    if (yaml.end - yaml.start) as usize > MAX_YAML {
        let start = Span { start: yaml.start, end: yaml.start };
        reader.report(file.finding(
            Code::TooLarge,
            start,
            Message::new(
                "Phần khai báo (YAML) lớn hơn 256 KiB nên không được đọc.",
                "The front matter (YAML) is larger than 256 KiB and was not read.",
            ),
        ));
        return Checked { value: Node::broken(start), findings: reader.findings };
    }
    let mut root = reader.read_all(yaml);
    if let Value::Map(pairs) = &mut root.value {
        reader.drop_repeats(pairs);
    }
    Checked { value: root, findings: reader.findings }
}

/// Like [`parse`], for a text that must be a map. An empty text is an empty map; anything else is reported (LT207) and is
/// [`Value::Broken`].
pub(crate) fn parse_map<'t>(file: &FileContext<'t>, yaml: Span) -> Checked<Node<'t>> {
    let mut root = parse(file, yaml);
    if root.value.is_null() {
        root.value = Node::map(yaml, Vec::new());
    }
    if !matches!(root.value.value, Value::Map(_) | Value::Broken) {
        let finding = file.finding(
            Code::WrongShape,
            root.value.span,
            Message::new(
                "Ở đây phải là các dòng “khóa: giá trị”, mỗi khóa một dòng.",
                "Lines of the form `key: value` belong here, one key a line.",
            ),
        );
        root.findings.push(finding.help(Message::new("Ví dụ: title: Tổ liên gia tự quản", "For example: title: …")));
        root.value = Node::broken(root.value.span);
    }
    root
}

struct Reader<'f, 't> {
    file: &'f FileContext<'t>,
    findings: Vec<Finding>,
}

/// Where (as a byte offset in the file) and why the parser gave up.
struct ParseError {
    offset: usize,
    message: String,
}

impl<'t> Reader<'_, 't> {
    fn report(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        }
    }

    /// Parses the whole text, and after each error the rest after it.
    fn read_all(&mut self, yaml: Span) -> Node<'t> {
        let (mut start, end) = (yaml.start as usize, yaml.end as usize);
        let mut budget = 2 * (end - start) + (1 << 16);
        let mut saved: Vec<(Node<'t>, Node<'t>)> = Vec::new();
        let mut clean = true;
        loop {
            let mut piece = Piece::new(self, start, end);
            let Some(error) = piece.run() else {
                let root = piece.root.take();
                return match root {
                    Some(root) if clean => root,
                    root => {
                        saved.extend(root.into_iter().flat_map(into_pairs));
                        Node::map(yaml, saved)
                    }
                };
            };
            clean = false;
            let (mut pairs, open_key) = piece.salvage();
            let from = open_key.or_else(|| pairs.last().map(|(key, _)| key.span.start as usize)).unwrap_or(start);
            let cause = cause::of(self.file.text, yaml, from, error.offset, &error.message);
            let resume = self.next_key(&cause, start, end);
            let lost = drop_touched(&mut pairs, &cause, from);
            saved.append(&mut pairs);
            let spent = error.offset.saturating_sub(start) + 1;
            let give_up = self.findings.len() >= MAX_FINDINGS || spent > budget || resume >= end;
            budget = budget.saturating_sub(spent);
            let unread_until = if give_up { end } else { resume };
            saved.extend(self.keys_between(lost, unread_until));
            self.report(cause.into_finding(self.file));
            if give_up {
                return Node::map(yaml, saved);
            }
            start = resume;
        }
    }

    /// Start of the first line after the error that begins with a key at the margin; always after `start`.
    fn next_key(&self, cause: &Cause, start: usize, end: usize) -> usize {
        let text = self.file.text;
        let from = cause.resume.max(lines::after(text, start));
        lines::starts(text, from, end).find(|&line| lines::margin_key(text, line).is_some()).unwrap_or(end)
    }

    /// The keys at the margin between two offsets, as entries that could not be parsed.
    fn keys_between(&self, from: usize, to: usize) -> impl Iterator<Item = (Node<'t>, Node<'t>)> {
        let text = self.file.text;
        let first = lines::start(text, from);
        lines::starts(text, first, to).filter_map(move |line| {
            let span = lines::margin_key(text, line)?;
            let name = text.get(span.start as usize..span.end as usize)?;
            let value = Value::Scalar { text: Cow::Borrowed(name), quoted: false };
            Some((Node { span, value }, Node::broken(span)))
        })
    }

    /// Reports repeated keys of one map and keeps the first of each.
    fn drop_repeats(&mut self, pairs: &mut Vec<(Node<'t>, Node<'t>)>) {
        if pairs.len() <= FEW_KEYS && all_differ(pairs) {
            return;
        }
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by_key(|&index| (pairs[index].0.text().unwrap_or(""), index));
        let mut repeated = vec![false; pairs.len()];
        let mut first = 0;
        for window in order.windows(2) {
            let (before, now) = (window[0], window[1]);
            if pairs[before].0.text() != pairs[now].0.text() {
                continue;
            }
            if !repeated[before] {
                first = before;
            }
            repeated[now] = true;
            if !pairs[now].1.is_broken() && !pairs[first].1.is_broken() {
                self.report_repeat(&pairs[first].0, &pairs[now].0);
            }
        }
        let mut repeated = repeated.into_iter();
        pairs.retain(|_| !repeated.next().unwrap_or(false));
    }

    fn report_repeat(&mut self, first: &Node<'t>, again: &Node<'t>) {
        let name = again.text().unwrap_or("");
        let finding = self
            .file
            .finding(
                Code::DuplicateKey,
                again.span,
                Message::new(format!("Khóa “{name}” đã có ở trên."), format!("The key “{name}” stands above already.")),
            )
            .help(Message::new("Giữ một dòng, xóa dòng kia.", "Keep one of the two lines."));
        let related = Message::new(format!("“{name}” lần đầu"), format!("“{name}” for the first time"));
        let finding = self.file.relate(finding, first.span, related);
        self.report(finding);
    }

    fn report_alias(&mut self, span: Span) {
        let finding = self.file.finding(Code::YamlAlias, span, cause::alias_message());
        self.report(finding.help(cause::alias_help()));
    }

    fn report_too_deep(&mut self, span: Span) {
        if self.findings.iter().all(|finding| finding.code != Code::TooDeep) {
            self.report(cause::too_deep(span).into_finding(self.file));
        }
    }
}

/// One run of the parser over a part of the text, with the tree built so far.
struct Piece<'r, 'f, 't> {
    reader: &'r mut Reader<'f, 't>,
    chars: CharIndex<'t>,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    /// Byte offset of the part in the file.
    start: usize,
    /// Collections that are open, outermost first.
    open: Vec<Open<'t>>,
    /// How many levels are open beyond [`MAX_DEPTH`]; they are not put into the tree.
    too_deep: usize,
    root: Option<Node<'t>>,
}

/// A list or map whose end has not been reached.
struct Open<'t> {
    span: Span,
    /// Whether it is written with brackets, and its end therefore known exactly.
    flow: bool,
    content: Content<'t>,
}

enum Content<'t> {
    List(Vec<Node<'t>>),
    Map { pairs: Vec<(Node<'t>, Node<'t>)>, key: Option<Node<'t>> },
}

impl<'r, 'f, 't> Piece<'r, 'f, 't> {
    fn new(reader: &'r mut Reader<'f, 't>, start: usize, end: usize) -> Self {
        let text: &'t str = reader.file.text.get(start..end).unwrap_or("");
        let (chars, parser) = (CharIndex::new(text), Parser::new_from_str(text));
        Self { reader, chars, parser, start, open: Vec::new(), too_deep: 0, root: None }
    }

    fn span(&self, span: ParserSpan) -> Span {
        let start = self.chars.byte(span.start.index());
        let end = if span.is_empty() { start } else { self.chars.byte(span.end.index()) };
        Span::new(start, end).shifted(self.start)
    }

    /// Builds the tree; returns the error at which the parser gave up, if it did.
    fn run(&mut self) -> Option<ParseError> {
        let mut documents = 0;
        while let Some(next) = self.parser.next_event() {
            let (event, span) = match next {
                Ok(event) => event,
                Err(error) => {
                    let offset = self.start + self.chars.byte(error.marker().index());
                    return Some(ParseError { offset, message: error.info().to_owned() });
                }
            };
            let span = self.span(span);
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        return Some(ParseError {
                            offset: span.start as usize,
                            message: cause::SECOND_DOCUMENT.to_owned(),
                        });
                    }
                }
                Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, span, anchor > 0 || tag.is_some()),
                Event::Alias(_) => {
                    self.reader.report_alias(span);
                    self.push(Node::broken(span));
                }
                Event::SequenceStart(anchor, tag) => {
                    self.open(Content::List(Vec::new()), span, anchor > 0 || tag.is_some());
                }
                Event::MappingStart(anchor, tag) => {
                    self.open(Content::Map { pairs: Vec::new(), key: None }, span, anchor > 0 || tag.is_some());
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(span),
                Event::StreamEnd => return self.bare_text(),
                Event::Nothing | Event::StreamStart | Event::DocumentEnd => {}
            }
        }
        None
    }

    /// The error for a part that is one plain text: a key without its colon, or without the space after it.
    fn bare_text(&self) -> Option<ParseError> {
        let root = self.root.as_ref()?;
        let bare = matches!(root.value, Value::Scalar { quoted: false, .. }) && !root.is_null();
        bare.then(|| ParseError { offset: root.span.end as usize, message: cause::NO_KEY.to_owned() })
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, span: Span, marked: bool) {
        if self.too_deep > 0 {
            return;
        }
        if marked {
            self.reader.report_alias(span);
            return self.push(Node::broken(span));
        }
        let quoted = style != ScalarStyle::Plain;
        let written = span.of(self.reader.file.text).trim_end();
        let end = if text.is_empty() && !quoted { span.start } else { span.start + written.len() as u32 };
        // Written as they are or by an escape such as `\x02`.
        let text = match first_control_character(&text) {
            None => text,
            Some((_, character)) => {
                self.reader.report(self.reader.file.control_character(Span { end, ..span }, character));
                Cow::Owned(without_control_characters(&text).into_owned())
            }
        };
        self.push(Node { span: Span { end, ..span }, value: Value::Scalar { text, quoted } });
    }

    fn open(&mut self, content: Content<'t>, span: Span, marked: bool) {
        if self.too_deep > 0 || self.open.len() >= MAX_DEPTH {
            self.too_deep += 1;
            self.reader.report_too_deep(span);
            return;
        }
        if marked {
            self.reader.report_alias(span);
        }
        let flow = matches!(self.reader.file.text.as_bytes().get(span.start as usize), Some(b'[' | b'{'));
        self.open.push(Open { span, flow: flow && span.end > span.start, content });
    }

    fn close(&mut self, end: Span) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            if self.too_deep == 0 {
                self.push(Node::broken(end));
            }
            return;
        }
        let Some(open) = self.open.pop() else { return };
        let mut span = open.span;
        let value = match open.content {
            Content::List(items) => {
                span.end = items.last().map_or(span.end, |last| last.span.end);
                Value::List(items)
            }
            Content::Map { mut pairs, .. } => {
                span.end = pairs.last().map_or(span.end, |(key, value)| value.span.end.max(key.span.end));
                if !self.open.is_empty() {
                    self.reader.drop_repeats(&mut pairs);
                }
                Value::Map(pairs)
            }
        };
        if open.flow {
            span.end = end.start + 1;
        }
        self.push(Node { span, value });
    }

    fn push(&mut self, node: Node<'t>) {
        if self.too_deep > 0 {
            return;
        }
        let text = self.reader.file.text;
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { pairs, key }) => match key.take() {
                None => *key = Some(as_key(node, text)),
                Some(name) => pairs.push((name, node)),
            },
        }
    }

    /// After an error: the finished entries of the outermost map, and the start of the unfinished one.
    fn salvage(mut self) -> (Vec<(Node<'t>, Node<'t>)>, Option<usize>) {
        match self.open.drain(..).next().map(|open| open.content) {
            Some(Content::Map { pairs, key }) => (pairs, key.map(|key| key.span.start as usize)),
            Some(Content::List(_)) => (Vec::new(), None),
            None => (self.root.take().map_or(Vec::new(), into_pairs), None),
        }
    }
}

/// Up to so many keys are compared pairwise, which is quicker than sorting them.
const FEW_KEYS: usize = 40;

fn all_differ(pairs: &[(Node<'_>, Node<'_>)]) -> bool {
    pairs.iter().enumerate().all(|(index, (key, _))| pairs[..index].iter().all(|(other, _)| other.text() != key.text()))
}

/// A key is a text. A list or map in its place becomes the text it was written as, which will be an unknown key.
fn as_key<'t>(node: Node<'t>, text: &'t str) -> Node<'t> {
    if node.text().is_some() {
        return node;
    }
    let written = text.get(node.span.start as usize..node.span.end as usize).unwrap_or("");
    Node { span: node.span, value: Value::Scalar { text: Cow::Borrowed(written), quoted: true } }
}

fn into_pairs(node: Node<'_>) -> Vec<(Node<'_>, Node<'_>)> {
    match node.value {
        Value::Map(pairs) => pairs,
        _ => Vec::new(),
    }
}

/// Drops the entries that reach into the line of the error; returns the offset from which nothing has been parsed.
fn drop_touched(pairs: &mut Vec<(Node<'_>, Node<'_>)>, cause: &Cause, from: usize) -> usize {
    let line = cause.line_start;
    let whole = pairs.partition_point(|(key, value)| value.span.end.max(key.span.end) as usize <= line);
    let lost = pairs.drain(whole..).next().map(|(key, _)| key.span.start as usize);
    lost.unwrap_or(from.max(pairs.last().map_or(0, |(_, value)| value.span.end as usize))).min(line)
}
