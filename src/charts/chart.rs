//! Charts as tables: rows with a label, a number and a bar.
//!
//! The table is what is read by screen readers, copied and printed. The bars are small SVGs, hidden from screen
//! readers. Labels and numbers link to lists.

use super::svg::{push_attribute, push_element, push_grouped, push_integer, push_tenths};
use crate::entry::push_escaped;

/// A table with a horizontal bar in each row.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct BarChart {
    /// Caption of the table: `Mô hình theo lĩnh vực`.
    pub(crate) caption: String,
    /// Headings of both columns, for screen readers only: `Lĩnh vực`, `Số mô hình`.
    pub(crate) headings: [String; 2],
    /// The rows, from the top down.
    pub(crate) bars: Vec<Bar>,
}

/// A row with one number.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bar {
    /// Label.
    pub(crate) label: String,
    /// The number.
    pub(crate) value: u32,
    /// Link.
    pub(crate) href: Option<String>,
    /// CSS class for the colour, such as `f-kinh-te`. May be empty.
    pub(crate) class: String,
}

/// Vertical bars over years, a row of them for each field, all on one scale.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ColumnChart {
    /// Caption of the table.
    pub(crate) caption: String,
    /// Label of the total of each field: `Cộng`.
    pub(crate) total: String,
    /// The years, ascending.
    pub(crate) years: Vec<String>,
    /// The fields.
    pub(crate) rows: Vec<ColumnRow>,
}

/// The numbers of one field over the years.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ColumnRow {
    /// Name of the field.
    pub(crate) label: String,
    /// Link of the name.
    pub(crate) href: Option<String>,
    /// CSS class for the colour. May be empty.
    pub(crate) class: String,
    /// Number and link of each year, in the order of [`ColumnChart::years`].
    pub(crate) values: Vec<(u32, Option<String>)>,
}

/// Draws horizontal bars.
pub(crate) fn bar_chart(chart: &BarChart) -> String {
    let mut out = String::with_capacity(256 + chart.bars.len() * 256);
    push_table_start(&mut out, "chart bars", &chart.caption);
    push_headings(&mut out, &chart.headings);
    let max = chart.bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    for bar in &chart.bars {
        push_bar(&mut out, bar, max);
    }
    out.push_str("</tbody></table>");
    out
}

/// Draws columns over years.
pub(crate) fn column_chart(chart: &ColumnChart) -> String {
    let mut out = String::with_capacity(512 + chart.rows.len() * (chart.years.len() + 2) * 180);
    out.push_str("<div class=\"over\" role=\"region\" tabindex=\"0\"");
    push_attribute(&mut out, "aria-label", &chart.caption);
    out.push('>');
    push_table_start(&mut out, "chart columns", &chart.caption);
    out.push_str("<thead><tr>");
    for year in &chart.years {
        out.push_str("<th scope=\"col\">");
        push_escaped(&mut out, year);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>");
    let max = chart.rows.iter().flat_map(|row| &row.values).map(|(value, _)| *value).max().unwrap_or(0);
    for row in &chart.rows {
        push_row(&mut out, row, chart, max);
    }
    out.push_str("</table></div>");
    out
}

fn push_table_start(out: &mut String, class: &str, caption: &str) {
    out.push_str("<table");
    push_attribute(out, "class", class);
    out.push_str("><caption>");
    push_escaped(out, caption);
    out.push_str("</caption>");
}

/// The headings are visually hidden, because the caption says the same.
fn push_headings(out: &mut String, headings: &[String; 2]) {
    out.push_str("<thead><tr>");
    for heading in headings {
        out.push_str("<th scope=\"col\"><span class=\"unseen\">");
        push_escaped(out, heading);
        out.push_str("</span></th>");
    }
    out.push_str("</tr></thead><tbody>");
}

fn push_bar(out: &mut String, bar: &Bar, max: u32) {
    push_open(out, "tr", &bar.class);
    out.push_str("<th scope=\"row\">");
    push_linked(out, bar.href.as_deref(), |out| {
        push_element(out, "span", &bar.label);
        out.push_str("<svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        out.push_str("<rect class=\"rest\" width=\"100\" height=\"1\"/>");
        if bar.value > 0 {
            out.push_str("<rect width=\"");
            push_tenths(out, share(bar.value, max, 1000).max(5));
            out.push_str("\" height=\"1\"/>");
        }
        out.push_str("</svg>");
    });
    out.push_str("</th><td><b>");
    push_grouped(out, bar.value);
    out.push_str("</b></td></tr>");
}

fn push_row(out: &mut String, row: &ColumnRow, chart: &ColumnChart, max: u32) {
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
        push_linked(out, href.as_deref().filter(|_| *value > 0), |out| push_column(out, *value, max));
        out.push_str("</td>");
    }
    out.push_str("</tr></tbody>");
}

fn push_column(out: &mut String, value: u32, max: u32) {
    if value == 0 {
        out.push('0');
        return;
    }
    out.push_str("<svg class=\"col\" viewBox=\"0 0 1 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"1\" y=\"");
    let height = share(value, max, 100).max(3);
    push_integer(out, (100 - height) as u32);
    out.push_str("\" height=\"");
    push_integer(out, height as u32);
    out.push_str("\"/></svg>");
    push_grouped(out, value);
}

/// `value / max` in parts of `whole`, rounded.
fn share(value: u32, max: u32, whole: u64) -> i32 {
    let max = u64::from(max.max(1));
    ((u64::from(value.min(max as u32)) * whole * 2 + max) / (2 * max)) as i32
}

fn push_open(out: &mut String, tag: &str, class: &str) {
    out.push('<');
    out.push_str(tag);
    if !class.is_empty() {
        push_attribute(out, "class", class);
    }
    out.push('>');
}

/// Appends `inner` in a link, or in a `<span>` if there is none.
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
