//! Which parts of an Office document another part names by short ids: its relationships.

use std::collections::BTreeMap;

use crate::office::Unreadable;
use crate::office::package::Package;
use crate::office::xml::{Piece, Pieces, Tag};

/// The parts that `part` relates to, by their ids. What leads out of the file is left out.
pub(super) fn of(package: &Package<'_>, part: &str) -> Result<BTreeMap<String, String>, Unreadable> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let relations = package.text(&format!("{folder}/_rels/{name}.rels"))?.unwrap_or_default();
    let mut parts = BTreeMap::new();
    each_tag(&relations, |tag| {
        let is_outside = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if tag.name() == "Relationship" && !is_outside {
            let target = tag.attribute("Target").map(|target| absolute(folder, &target));
            parts.extend(tag.attribute("Id").zip(target));
        }
    })?;
    Ok(parts)
}

/// Calls `see` with every beginning of an element.
pub(super) fn each_tag(xml: &str, mut see: impl FnMut(&Tag<'_>)) -> Result<(), Unreadable> {
    let mut pieces = Pieces::of(xml);
    while let Some(piece) = pieces.next()? {
        if let Piece::Open(tag) = piece {
            see(&tag);
        }
    }
    Ok(())
}

/// The name of a part that is named from `folder`. It is looked up in the archive only, so that it leads nowhere else.
fn absolute(folder: &str, target: &str) -> String {
    let (folder, target) = target.strip_prefix('/').map_or((folder, target), |rest| ("", rest));
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn targets_are_named_from_the_folder_of_their_part() {
        assert_eq!(absolute("xl/drawings", "../media/image1.png"), "xl/media/image1.png");
        assert_eq!(absolute("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(absolute("word", "../../../etc/passwd"), "etc/passwd");
    }
}
