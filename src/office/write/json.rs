//! A table as JSON: a list of objects, with the English names of the keys and the ids of the site's lists. The article is one text in
//! Markdown, `article`.

use serde_json::{Map, Value, json};

use super::super::columns::{Column, Target};
use super::super::export::Table;
use super::super::value::{Datum, Group};
use crate::schema::{self, Kind, SiteConfig};
use crate::text::PartialDate;

/// What is not written is left out.
pub(in super::super) fn json(table: &Table, site: &SiteConfig) -> Vec<u8> {
    let rows = table.rows.iter().map(|row| {
        let mut object = Map::new();
        let mut article: Vec<String> = Vec::new();
        for (value, column) in row.iter().zip(&table.columns).filter(|(value, _)| !value.is_empty()) {
            match (column.target, value) {
                (Target::Article(part), Datum::Text(text)) => article.push(part.block(text)),
                _ => drop(object.insert(column.name().to_owned(), cell(value, column, site))),
            }
        }
        if !article.is_empty() {
            object.insert("article".to_owned(), json!(article.join("\n\n")));
        }
        Value::Object(object)
    });
    format!("{:#}\n", Value::Array(rows.collect())).into_bytes()
}

fn cell(value: &Datum, column: &Column, site: &SiteConfig) -> Value {
    let kind = if let Target::Key(key) = column.target { key.kind } else { Kind::Text };
    match value {
        Datum::Empty => Value::Null,
        Datum::Text(text) => scalar(kind, text, site),
        Datum::Texts(texts) => texts.iter().map(|text| scalar(kind, text, site)).collect(),
        Datum::Year(year) => json!(year),
        Datum::Date(date) => json!(date),
        Datum::Flag(flag) => json!(flag),
        Datum::Records(groups) => match (kind, groups.as_slice()) {
            (Kind::Record(_), [only]) => object(only, site),
            _ => groups.iter().map(|group| object(group, site)).collect(),
        },
    }
}

fn object(group: &Group, site: &SiteConfig) -> Value {
    let members = group.iter().map(|(key, text)| (key.name.to_owned(), scalar(key.kind, text, site)));
    Value::Object(members.collect::<Map<_, _>>())
}

fn scalar(kind: Kind, text: &str, site: &SiteConfig) -> Value {
    match kind {
        Kind::Choice(list) | Kind::Choices(list) => {
            json!(schema::find_entry(&site.entries(list), text).map_or(text.to_owned(), |id| id.to_string()))
        }
        Kind::Year => text.parse::<u16>().map_or_else(|_| json!(text), |year| json!(year)),
        Kind::Date => PartialDate::parse(text).map_or_else(|| json!(text), |date| json!(date)),
        _ => json!(text),
    }
}
