//! From YAML to the tree: events in, nodes and findings out.
//!
//! The parser stops at its first error; the tree does not. After an error reading goes on at the next line that
//! looks like a key, so that one slip on one line costs one entry and hides no other. All of this is bounded: by
//! [`MAX_YAML`], [`MAX_DEPTH`], [`MAX_FINDINGS`] and by a budget of bytes that may be read again.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as ParserSpan};

use super::cause::{self, Cause};
use super::chars::CharIndex;
use super::lines;
use super::node::{Node, Value};
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::text::{Message, Span};

/// No front matter and no list of a site is larger, in bytes; a machine-made monster is refused unread.
pub const MAX_YAML: usize = 1 << 18;

/// How deep maps and lists may stand in each other; the deepest thing anybody needs is three.
pub const MAX_DEPTH: usize = 16;

/// So many findings per YAML text; who has more has the wrong kind of file.
const MAX_FINDINGS: usize = 100;

/// Reads the YAML at `yaml` in `file`. An empty text is an empty map.
///
/// Anchors, aliases and tags are refused (LT211), keys that stand twice are told and the first is kept (LT202), what
/// cannot be read is told (LT201, LT212) and stands in the tree as [`Value::Broken`] under its key.
pub fn parse<'t>(file: &FileContext<'t>, yaml: Span) -> Checked<Node<'t>> {
    let mut reader = Reader { file, findings: Vec::new() };
    if (yaml.end - yaml.start) as usize > MAX_YAML {
        let start = Span { start: yaml.start, end: yaml.start };
        reader.report(file.finding(
            Code::TooLarge,
            start,
            Message::new(
                "Phần khai báo (YAML) lớn hơn 256 KiB nên không được đọc.",
                "The front front_matter (YAML) is larger than 256 KiB and was not read.",
            ),
        ));
        return Checked { value: Node::broken(start), findings: reader.findings };
    }
    let mut root = reader.read_all(yaml);
    if let Value::Map(pairs) = &mut root.value {
        reader.refuse_repeats(pairs);
    }
    Checked { value: root, findings: reader.findings }
}

/// Like [`parse`], for a text that must be a map: anything else is told (LT207) and is [`Value::Broken`].
pub fn parse_map<'t>(file: &FileContext<'t>, yaml: Span) -> Checked<Node<'t>> {
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

/// Where and why the parser gave up.
struct RenderError {
    at: usize,
    info: String,
}

impl<'t> Reader<'_, 't> {
    fn report(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        }
    }

    /// Reads piece after piece: the whole text, and after each error what follows it.
    fn read_all(&mut self, yaml: Span) -> Node<'t> {
        let (mut start, end) = (yaml.start as usize, yaml.end as usize);
        let mut budget = 2 * (end - start) + (1 << 16);
        let mut saved: Vec<(Node<'t>, Node<'t>)> = Vec::new();
        let mut clean = true;
        loop {
            let mut piece = Piece::new(self, start, end);
            let Some(failure) = piece.run() else {
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
            let cause = cause::of(self.file.text, yaml, from, failure.at, &failure.info);
            let resume = self.next_key(&cause, start, end);
            let lost = drop_touched(&mut pairs, &cause, from);
            saved.append(&mut pairs);
            let spent = failure.at.saturating_sub(start) + 1;
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

    /// The first line after the error that looks like a key at the margin; always beyond `start`.
    fn next_key(&self, cause: &Cause, start: usize, end: usize) -> usize {
        let text = self.file.text;
        let from = cause.resume.max(lines::after(text, start));
        lines::starts(text, from, end).find(|&at| lines::margin_key(text, at).is_some()).unwrap_or(end)
    }

    /// The keys at the margin between two bytes, as entries that could not be read.
    fn keys_between(&self, from: usize, to: usize) -> impl Iterator<Item = (Node<'t>, Node<'t>)> {
        let text = self.file.text;
        let first = lines::start(text, from);
        lines::starts(text, first, to).filter_map(move |at| {
            let span = lines::margin_key(text, at)?;
            let name = text.get(span.start as usize..span.end as usize)?;
            let value = Value::Scalar { text: Cow::Borrowed(name), quoted: false };
            Some((Node { span, value }, Node::broken(span)))
        })
    }

    /// Tells keys that stand twice in one map and keeps the first of them.
    fn refuse_repeats(&mut self, pairs: &mut Vec<(Node<'t>, Node<'t>)>) {
        if pairs.len() <= FEW && all_differ(pairs) {
            return;
        }
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by_key(|&at| (pairs[at].0.text().unwrap_or(""), at));
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
        let mut at = 0;
        pairs.retain(|_| {
            at += 1;
            !repeated[at - 1]
        });
    }

    fn report_repeat(&mut self, first: &Node<'t>, again: &Node<'t>) {
        let name = again.text().unwrap_or("");
        let finding = self
            .file
            .finding(
                Code::DuplicateKey,
                again.span,
                Message::new(format!("Khóa “{name}” đã có ở trên."), format!("The key `{name}` stands above already.")),
            )
            .help(Message::new("Giữ một dòng, xóa dòng kia.", "Keep one of the two lines."));
        let related = Message::new(format!("“{name}” lần đầu"), format!("`{name}` for the first time"));
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

/// One run of the parser over `start..end`, with the tree built so far.
struct Piece<'r, 'f, 't> {
    reader: &'r mut Reader<'f, 't>,
    chars: CharIndex<'t>,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    start: usize,
    /// Collections that are open, outermost first.
    open: Vec<Open<'t>>,
    /// How many levels beyond [`MAX_DEPTH`] we are; nothing is kept there.
    too_deep: usize,
    root: Option<Node<'t>>,
}

/// A collection whose end has not come yet.
struct Open<'t> {
    span: Span,
    /// Written with brackets, so its end is known exactly.
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

    /// Builds the tree; tells where the parser gave up, if it did.
    fn run(&mut self) -> Option<RenderError> {
        let mut documents = 0;
        while let Some(next) = self.parser.next_event() {
            let (event, span) = match next {
                Ok(event) => event,
                Err(error) => {
                    let at = self.start + self.chars.byte(error.marker().index());
                    return Some(RenderError { at, info: error.info().to_owned() });
                }
            };
            let span = self.span(span);
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        return Some(RenderError { at: span.start as usize, info: cause::SECOND_DOCUMENT.to_owned() });
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

    /// A piece that is one plain text is a key without its colon, or without the blank after it.
    fn bare_text(&self) -> Option<RenderError> {
        let root = self.root.as_ref()?;
        let bare = matches!(root.value, Value::Scalar { quoted: false, .. }) && !root.is_null();
        bare.then(|| RenderError { at: root.span.end as usize, info: cause::NO_KEY.to_owned() })
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
                    self.reader.refuse_repeats(&mut pairs);
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

    /// After a failure: the finished entries at the margin, and where the unfinished one begins.
    fn salvage(mut self) -> (Vec<(Node<'t>, Node<'t>)>, Option<usize>) {
        match self.open.drain(..).next().map(|open| open.content) {
            Some(Content::Map { pairs, key }) => (pairs, key.map(|key| key.span.start as usize)),
            Some(Content::List(_)) => (Vec::new(), None),
            None => (self.root.take().map_or(Vec::new(), into_pairs), None),
        }
    }
}

/// So many keys are compared each with each, which beats sorting.
const FEW: usize = 40;

fn all_differ(pairs: &[(Node<'_>, Node<'_>)]) -> bool {
    pairs.iter().enumerate().all(|(at, (key, _))| pairs[..at].iter().all(|(other, _)| other.text() != key.text()))
}

/// A key is a text; a list or map in its place stands for itself as written, and no table knows such a key.
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

/// Drops the entries that reach into the spoilt line; returns where the unread part begins.
fn drop_touched(pairs: &mut Vec<(Node<'_>, Node<'_>)>, cause: &Cause, from: usize) -> usize {
    let spoilt = cause.line_start;
    let whole = pairs.partition_point(|(key, value)| value.span.end.max(key.span.end) as usize <= spoilt);
    let lost = pairs.drain(whole..).next().map(|(key, _)| key.span.start as usize);
    lost.unwrap_or(from.max(pairs.last().map_or(0, |(_, value)| value.span.end as usize))).min(spoilt)
}
