//! Charts as tables: a name, a number, and a bar that shows it at a glance.
//!
//! The table is what is read aloud, copied and printed; bars are small SVGs that say nothing of their own. Every row
//! links to the list behind it.

use super::pen::{push_attribute, push_element, push_grouped, push_integer, push_tenths};
use crate::entry::push_escaped;

/// Horizontal bars.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bars {
    /// What is counted, as a heading: `Mô hình theo lĩnh vực`.
    pub caption: String,
    /// Heads of both columns, read aloud only: `Lĩnh vực`, `Số mô hình`.
    pub heads: [String; 2],
    /// From the top down.
    pub bars: Vec<Bar>,
}

/// One number with its name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bar {
    /// Its name.
    pub label: String,
    /// The number.
    pub value: u32,
    /// The list behind it.
    pub href: Option<String>,
    /// Class for its colour, such as `f-kinh-te`; empty for the theme's own.
    pub class: String,
}

/// Columns over years, one row of them for each field: small multiples, all on one scale.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Columns {
    /// What is counted.
    pub caption: String,
    /// Before the total of each field: `Cộng`.
    pub total: String,
    /// The years, rising.
    pub years: Vec<String>,
    /// The fields.
    pub rows: Vec<Row>,
}

/// One field over the years.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// Its name.
    pub label: String,
    /// The list of all of it.
    pub href: Option<String>,
    /// Class for its colour.
    pub class: String,
    /// Number and list of each year, in the order of [`Columns::years`].
    pub values: Vec<(u32, Option<String>)>,
}

/// How many remain from step to step.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Funnel {
    /// What is counted.
    pub caption: String,
    /// Heads of the columns, read aloud only: `Bước`, `Số mô hình`.
    pub heads: [String; 2],
    /// Explains the percentages: `%: so với bước trước`.
    pub share: String,
    /// From the first step on.
    pub steps: Vec<Bar>,
}

/// Draws horizontal bars.
pub(crate) fn bars(chart: &Bars) -> String {
    let mut out = String::with_capacity(256 + chart.bars.len() * 256);
    begin(&mut out, "chart bars", &chart.caption, "");
    push_heads(&mut out, &chart.heads);
    let most = chart.bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    for bar in &chart.bars {
        push_bar(&mut out, bar, most, None);
    }
    out.push_str("</tbody></table>");
    out
}

/// Draws a funnel: bars on one scale, each with its share of the step before.
pub(crate) fn funnel(chart: &Funnel) -> String {
    let mut out = String::with_capacity(256 + chart.steps.len() * 320);
    begin(&mut out, "chart funnel", &chart.caption, &chart.share);
    push_heads(&mut out, &chart.heads);
    let most = chart.steps.iter().map(|step| step.value).max().unwrap_or(0);
    let before = std::iter::once(None).chain(chart.steps.iter().map(|step| Some(step.value)));
    for (step, before) in chart.steps.iter().zip(before) {
        let share = match before {
            Some(before @ 1..) => {
                format!("{}%", (u64::from(step.value) * 200 + u64::from(before)) / (2 * u64::from(before)))
            }
            _ => String::new(),
        };
        push_bar(&mut out, step, most, Some(&share));
    }
    out.push_str("</tbody></table>");
    out
}

/// Draws columns over years, field by field.
pub(crate) fn columns(chart: &Columns) -> String {
    let mut out = String::with_capacity(512 + chart.rows.len() * (chart.years.len() + 2) * 180);
    out.push_str("<div class=\"over\" role=\"region\" tabindex=\"0\"");
    push_attribute(&mut out, "aria-label", &chart.caption);
    out.push('>');
    begin(&mut out, "chart columns", &chart.caption, "");
    out.push_str("<thead><tr>");
    for year in &chart.years {
        out.push_str("<th scope=\"col\">");
        push_escaped(&mut out, year);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>");
    let most = chart.rows.iter().flat_map(|row| &row.values).map(|(value, _)| *value).max().unwrap_or(0);
    for row in &chart.rows {
        push_row(&mut out, row, chart, most);
    }
    out.push_str("</table></div>");
    out
}

fn begin(out: &mut String, class: &str, caption: &str, note: &str) {
    out.push_str("<table");
    push_attribute(out, "class", class);
    out.push_str("><caption>");
    push_escaped(out, caption);
    if !note.is_empty() {
        out.push(' ');
        push_element(out, "small", note);
    }
    out.push_str("</caption>");
}

/// The heads say nothing to the eye that the caption does not: they are for the ear.
fn push_heads(out: &mut String, heads: &[String; 2]) {
    out.push_str("<thead><tr>");
    for head in heads {
        out.push_str("<th scope=\"col\"><span class=\"unseen\">");
        push_escaped(out, head);
        out.push_str("</span></th>");
    }
    out.push_str("</tr></thead><tbody>");
}

fn push_bar(out: &mut String, bar: &Bar, most: u32, note: Option<&str>) {
    push_open(out, "tr", &bar.class);
    out.push_str("<th scope=\"row\">");
    push_linked(out, bar.href.as_deref(), |out| {
        push_element(out, "span", &bar.label);
        out.push_str("<svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        out.push_str("<rect class=\"rest\" width=\"100\" height=\"1\"/>");
        if bar.value > 0 {
            out.push_str("<rect width=\"");
            push_tenths(out, share(bar.value, most, 1000).max(5));
            out.push_str("\" height=\"1\"/>");
        }
        out.push_str("</svg>");
    });
    out.push_str("</th><td><b>");
    push_grouped(out, bar.value);
    out.push_str("</b>");
    if let Some(note) = note {
        out.push(' ');
        push_element(out, "small", note);
    }
    out.push_str("</td></tr>");
}

fn push_row(out: &mut String, row: &Row, chart: &Columns, most: u32) {
    let years = chart.years.len();
    push_open(out, "tbody", &row.class);
    out.push_str("<tr><th scope=\"rowgroup\" colspan=\"");
    push_integer(out, years.max(1) as u32);
    out.push_str("\">");
    push_linked(out, row.href.as_deref(), |out| push_escaped(out, &row.label));
    out.push_str(" <small>");
    push_escaped(out, &chart.total);
    out.push_str(" <b>");
    push_grouped(out, row.values.iter().take(years).fold(0, |sum: u32, (value, _)| sum.saturating_add(*value)));
    out.push_str("</b></small></th></tr><tr>");
    for (value, href) in row.values.iter().chain(std::iter::repeat(&(0, None))).take(years) {
        out.push_str("<td>");
        push_linked(out, href.as_deref().filter(|_| *value > 0), |out| push_column(out, *value, most));
        out.push_str("</td>");
    }
    out.push_str("</tr></tbody>");
}

fn push_column(out: &mut String, value: u32, most: u32) {
    if value == 0 {
        out.push('0');
        return;
    }
    out.push_str("<svg class=\"col\" viewBox=\"0 0 1 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"1\" y=\"");
    let height = share(value, most, 100).max(3);
    push_integer(out, (100 - height) as u32);
    out.push_str("\" height=\"");
    push_integer(out, height as u32);
    out.push_str("\"/></svg>");
    push_grouped(out, value);
}

/// `value` of `most`, in parts of `whole`, rounded.
fn share(value: u32, most: u32, whole: u64) -> i32 {
    let most = u64::from(most.max(1));
    ((u64::from(value.min(most as u32)) * whole * 2 + most) / (2 * most)) as i32
}

fn push_open(out: &mut String, tag: &str, class: &str) {
    out.push('<');
    out.push_str(tag);
    if !class.is_empty() {
        push_attribute(out, "class", class);
    }
    out.push('>');
}

/// Appends `inner`, within a link if there is one.
fn push_linked(out: &mut String, href: Option<&str>, inner: impl FnOnce(&mut String)) {
    let tag = if href.is_some() { "a" } else { "span" };
    out.push('<');
    out.push_str(tag);
    if let Some(href) = href {
        push_attribute(out, "href", href);
    }
    out.push('>');
    inner(out);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}
