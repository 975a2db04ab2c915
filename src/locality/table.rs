//! A site's own `content/localities.tsv` → units beside the built-in ones, or instead of them.
//!
//! The file has the columns code, level (`province`, `district`, `commune`, `hamlet`), name, parent's code, last
//! year (empty: it stands), codes of successors (separated by spaces), longitude, latitude; later columns may be left
//! out. Lines beginning with `#` are comments. A first line `replace` drops the built-in tables: for another country.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::unit::{Level, Name, Unit, UnitId, bare_name};
use super::{Codes, Gazetteer};
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::text::{Date, Message, SitePath, Span};
use crate::vietnamese::{self, Guesses};

/// A row before codes have been looked up.
pub(super) struct Row {
    pub(super) unit: Unit,
    pub(super) parent: String,
    pub(super) successors: String,
}

/// The columns of a row; those that it lacks are empty.
pub(super) fn columns<const N: usize>(line: &str) -> [&str; N] {
    let mut columns = line.split('\t');
    std::array::from_fn(|_| columns.next().unwrap_or("").trim())
}

/// A name as the site writes it. Tables mix both schools of tone placement; the decrees write one (Khánh Hòa, Thanh Hóa).
pub(super) fn spelled(name: &str) -> String {
    vietnamese::old_tones(name)
}

/// A unit that nothing else is known of.
pub(super) fn unit(code: &str, level: Level, name: &str, until: Option<u16>, middle: Option<(f32, f32)>) -> Unit {
    let bare = if level == Level::Hamlet { name } else { bare_name(name) };
    let kind = (name.len() - bare.len()) as u8;
    let (code, name) = (code.to_owned().into(), name.to_owned().into());
    Unit { code, level, name, kind, parent: None, until, successors: Vec::new(), middle }
}

/// The only name of a unit of which nothing else is known.
pub(super) fn name(id: UnitId, unit: &Unit) -> Name {
    let until = unit.until.and_then(|year| Date::new(year.saturating_add(1), 1, 1));
    Name { unit: id, text: unit.name.clone(), kind: unit.kind, parent: unit.parent, from: None, until }
}

/// Looks up the codes in rows.
pub(super) fn tie(rows: impl IntoIterator<Item = Row>, codes: &Codes) -> Vec<Unit> {
    let find = |code: &str| codes.get(code).copied();
    let tied = |Row { mut unit, parent, successors }: Row| {
        unit.parent = find(&parent);
        unit.successors = successors.split_ascii_whitespace().filter_map(find).collect();
        unit
    };
    rows.into_iter().map(tied).collect()
}

/// Gives each code in `rows` that `known` lacks the next place after the `count` units there are.
pub(super) fn with_places(mut known: Codes, rows: &[Row], count: usize) -> Codes {
    let mut next = count as u32;
    for row in rows {
        known.entry(row.unit.code.clone()).or_insert_with(|| {
            next += 1;
            UnitId(next - 1)
        });
    }
    known
}

impl Gazetteer {
    /// These tables with those of `content/localities.tsv`: rows are added, a row with a known code replaces that unit,
    /// and a first line `replace` drops everything else. Rows that cannot be read are told and left out.
    pub fn with(self: Arc<Self>, tsv: &str, path: &SitePath) -> Checked<Arc<Self>> {
        let file = FileContext::new(path, tsv);
        let mut findings = Vec::new();
        let replaces = tsv.lines().find(|line| !is_comment(line)).is_some_and(|line| line.trim() == "replace");
        let mut units = if replaces { Vec::new() } else { self.units.clone() };
        let known = if replaces { Codes::default() } else { self.by_code.clone() };
        let (mut rows, mut spans) = (Vec::new(), Vec::new());
        let mut start = 0;
        for line in tsv.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if is_comment(line) || matches!(line.trim(), "replace") || line.starts_with("code\t") {
                continue;
            }
            match own_row(line.trim_end_matches(['\r', '\n'])) {
                Ok(row) => {
                    rows.push(row);
                    spans.push(span);
                }
                Err(wrong) => findings.push(bad_row(&file, span, wrong)),
            }
        }
        findings.extend(unknown_codes(&rows, &spans, &known, &file));
        let codes = with_places(known, &rows, units.len());
        let places: Vec<usize> = rows.iter().map(|row| codes[&row.unit.code].0 as usize).collect();
        for (unit, &at) in tie(rows, &codes).into_iter().zip(&places) {
            match units.get_mut(at) {
                Some(known) => *known = unit,
                None => units.push(unit),
            }
        }
        for at in without_circles(&mut units) {
            let row = places.iter().position(|&place| place == at);
            let wrong =
                Message::new("cấp trên phải là đơn vị lớn hơn", "what a unit belongs to must be larger than the unit");
            findings.extend(row.map(|row| bad_row(&file, spans[row], wrong)));
        }
        let own: BTreeSet<usize> = places.into_iter().collect();
        let is_kept = |name: &&Name| !replaces && !own.contains(&name.unit.index());
        let mut names: Vec<Name> = self.names.iter().filter(is_kept).cloned().collect();
        names.extend(own.iter().map(|&at| name(UnitId(at as u32), &units[at])));
        names.sort_by_key(|name| name.unit);
        let is_above = |name: &Name, parent: &UnitId| units[parent.index()].level < units[name.unit.index()].level;
        names.iter_mut().for_each(|name| name.parent = name.parent.filter(|parent| is_above(name, parent)));
        Checked { value: Arc::new(Self::new(units, names)), findings }
    }
}

/// Units that belong to none larger belong to nothing: whoever goes up from a unit gets to an end. Tells which they were.
fn without_circles(units: &mut [Unit]) -> Vec<usize> {
    let is_wrong = |unit: &Unit| unit.parent.is_some_and(|UnitId(parent)| units[parent as usize].level >= unit.level);
    let wrong: Vec<usize> = (0..units.len()).filter(|&at| is_wrong(&units[at])).collect();
    wrong.iter().for_each(|&at| units[at].parent = None);
    wrong
}

fn is_comment(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

fn own_row(line: &str) -> Result<Row, Message> {
    let [code, level, name, parent, until, successors, lon, lat] = columns(line);
    if code.is_empty() || name.is_empty() {
        return Err(Message::new("thiếu mã hoặc tên", "code or name is missing"));
    }
    let Some(level) = Level::parse(level) else {
        return Err(Message::new(
            format!("cấp “{level}” không phải province, district, commune hay hamlet"),
            format!("the level “{level}” is not province, district, commune or hamlet"),
        ));
    };
    if !until.is_empty() && until.parse::<u16>().is_err() {
        return Err(Message::new(
            format!("năm “{until}” không phải số"),
            format!("the year “{until}” is not a number"),
        ));
    }
    let middle = lon.parse().ok().zip(lat.parse().ok());
    let unit = unit(code, level, &spelled(name), until.parse().ok(), middle);
    Ok(Row { unit, parent: parent.to_owned(), successors: successors.to_owned() })
}

fn unknown_codes(rows: &[Row], spans: &[Span], known: &Codes, file: &FileContext<'_>) -> Vec<Finding> {
    let own: FxHashSet<&str> = rows.iter().map(|row| &*row.unit.code).collect();
    let mut guesses = Guesses::default();
    let is_known = |code: &str| known.contains_key(code) || own.contains(code);
    let mut findings = Vec::new();
    for (row, span) in rows.iter().zip(spans) {
        let named = std::iter::once(row.parent.as_str()).chain(row.successors.split_ascii_whitespace());
        for code in named.filter(|code| !code.is_empty() && !is_known(code)) {
            let near = guesses.nearest(code, || own.iter().copied());
            let near = near.map_or_else(String::new, |near| format!(" ({near}?)"));
            let wrong = Message::new(
                format!("không có đơn vị mã “{code}”{near}"),
                format!("there is no unit with the code “{code}”{near}"),
            );
            findings.push(bad_row(file, *span, wrong));
        }
    }
    findings
}

fn bad_row(file: &FileContext<'_>, span: Span, wrong: Message) -> Finding {
    let message = Message::new(
        format!("Dòng địa danh không đọc được: {}.", wrong.vi),
        format!("This row cannot be read: {}.", wrong.en),
    );
    let help = Message::new(
        "Mỗi dòng: mã, cấp, tên, mã cấp trên, năm cuối, mã đơn vị kế tục, kinh độ, vĩ độ; cách nhau bằng phím Tab.",
        "Each row: code, level, name, parent's code, last year, successors' codes, longitude, latitude; separated by tabs.",
    );
    file.finding(Code::BadLocalityRow, span, message).help(help)
}
