//! The pictures of a sheet, which stand in a part of their own, each with the cells that it covers.

use crate::office::Unreadable;
use crate::office::package::Package;
use crate::office::sheet::{Anchored, Budget, Linked, relations};
use crate::office::xml::{Piece, Pieces};

/// A picture that is being read.
#[derive(Default)]
struct Open {
    /// Row and column of its upper left corner, and the row of its lower right one.
    from: (usize, usize),
    to: Option<usize>,
    alt: String,
    part: Option<String>,
}

/// Where a number belongs.
enum Corner {
    From,
    To,
}

/// The pictures of a drawing. What else it has, as charts, is left out.
pub(super) fn pictures(package: &Package<'_>, drawing: &str, budget: &mut Budget) -> Result<Vec<Anchored>, Unreadable> {
    let Some(xml) = package.text(drawing)? else { return Ok(Vec::new()) };
    let parts = relations::of(package, drawing)?;
    let (mut pictures, mut open) = (Vec::new(), Open::default());
    let (mut corner, mut number) = (Corner::From, String::new());
    let mut pieces = Pieces::of(&xml);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => open = Open::default(),
                "from" => corner = Corner::From,
                "to" => corner = Corner::To,
                "row" | "col" => number.clear(),
                "cNvPr" => open.alt = tag.attribute("descr").unwrap_or_default(),
                "blip" => open.part = tag.attribute("embed").and_then(|id| parts.get(&id)).cloned(),
                _ => {}
            },
            Piece::Text(text) => number.push_str(text.trim()),
            Piece::Close(name) => match (name.as_str(), &corner) {
                ("row", Corner::From) => open.from.0 = number.parse().unwrap_or(0),
                ("col", Corner::From) => open.from.1 = number.parse().unwrap_or(0),
                ("row", Corner::To) => open.to = number.parse().ok(),
                ("twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor", _) => {
                    let Open { from: (row, column), to, alt, part } = std::mem::take(&mut open);
                    if let Some(part) = part {
                        budget.take_pictures(1)?;
                        let rows = row..=to.unwrap_or(row).max(row);
                        pictures.push(Anchored { rows, column, picture: Linked { part, alt } });
                    }
                }
                _ => {}
            },
        }
    }
    Ok(pictures)
}
