//! The article of a file against the cells of a list that `lantoa export` wrote: a part that only the list has changed follows
//! it, one that only an editor has changed stays, and of one that both have changed it is told.

use super::article::{Merged, Open, body_of};
use super::keys::Before;
use crate::office::article::{PARTS, version};
use crate::office::import::aim::Aim;
use crate::office::import::header::Header;
use crate::office::import::row::{Doubt, Row};
use crate::text::{Lang, SitePath};

/// What the article was when the list was exported, or what the list said when it was imported last.
pub(super) fn before<'m>(row: &Row, path: &SitePath, text: &str, otherwise: Before<'m>) -> Before<'m> {
    // A list of an older program says nothing of the article.
    match row.version.as_deref().map(|version| version.split_once('-')) {
        Some(Some((_, then))) if then == version(body_of(path, text)) => Before::AsTheFile,
        Some(_) => Before::Unknown,
        None => otherwise,
    }
}

/// The file `text` with the parts that the row says. What is told joins what `merged` tells. Returns the doubts about
/// personal data: a part that has such data is not taken over.
pub(super) fn merge(
    path: &SitePath,
    text: String,
    row: &Row,
    before: Before<'_>,
    header: &Header,
    merged: &mut Merged,
) -> (String, Vec<Doubt>) {
    let body = body_of(path, &text).to_owned();
    let front = text.get(..text.len() - body.len()).unwrap_or("").to_owned();
    let (mut article, mut doubts) = (body, Vec::new());
    for written in &row.article {
        let ours = written.part.of(&article);
        let name = written.name();
        let was = match before {
            Before::AsTheFile => Some(ours.as_str()),
            Before::Cells(cells) => cells.get(&name).map(String::as_str),
            Before::Unknown => None,
        };
        let is_settled = ours == written.text || was == Some(&written.text);
        let doubt = written.doubt().filter(|_| !is_settled);
        if is_settled || doubt.is_none() && (ours.is_empty() || was == Some(&ours)) {
            if !is_settled {
                article = written.part.put(&article, &written.text);
            }
            merged.remember.insert(name, written.text.clone());
            continue;
        }
        merged.remember.extend(was.map(|was| (name, was.to_owned())));
        if doubt.is_none() {
            let heading = written.part.heading.get(Lang::Vi).to_owned();
            merged.open.push(Open { heading, text: written.text.clone(), column: written.column });
        }
        doubts.extend(doubt);
    }
    left(&article, row, before, header, merged);
    (front + &article, doubts)
}

/// Parts of which the cell has become empty.
fn left(article: &str, row: &Row, before: Before<'_>, header: &Header, merged: &mut Merged) {
    for part in PARTS.iter().filter(|part| row.article.iter().all(|written| written.part != *part)) {
        let name = format!("# {}", part.word);
        let was_there = match before {
            Before::AsTheFile => true,
            Before::Cells(cells) => cells.contains_key(&name),
            Before::Unknown => false,
        };
        let column =
            header.columns.iter().find(|column| matches!(column.aim, Some((Aim::Article(of), _)) if of == part));
        if let (Some(column), true, false) = (column, was_there, part.of(article).is_empty()) {
            merged.emptied.push((part.heading.get(Lang::Vi), column.column));
        }
        if let Before::Cells(cells) = before {
            merged.remember.extend(cells.get(&name).map(|was| (name, was.clone())));
        }
    }
}
