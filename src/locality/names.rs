//! Names of units on pages and in addresses.

use std::borrow::Cow;

use rayon::prelude::*;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Gazetteer, Level, UnitId, bare_name};
use crate::vietnamese;

impl Gazetteer {
    /// `Xã Đông Giang`.
    pub fn name(&self, id: UnitId) -> &str {
        &self.unit(id).name
    }

    /// Whether two units are called the same, with all they belong to and whatever the school of spelling.
    pub fn same_name(&self, a: UnitId, b: UnitId) -> bool {
        let (mut above_a, mut above_b) = (self.lineage(a), self.lineage(b));
        loop {
            match (above_a.next(), above_b.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a == b => return true,
                (Some(a), Some(b)) if vietnamese::is_spelled_like(self.name(a), self.name(b)) => {}
                _ => return false,
            }
        }
    }

    /// The unit's part of an address, unique among all: `lam-dong`, `lam-dong/xa-dong-giang`; of a former district
    /// `cu/binh-thuan/huyen-duc-linh`.
    pub fn slug(&self, id: UnitId) -> Cow<'_, str> {
        match self.slugs.get(id.index()).filter(|slug| !slug.is_empty()) {
            Some(slug) => Cow::Borrowed(slug),
            None => format!("cu/{}", self.unit(id).code.to_lowercase()).into(),
        }
    }
}

/// Names from small to large in one line.
pub(super) fn full<'n>(mut names: impl Iterator<Item = &'n str>) -> String {
    let first = names.next().unwrap_or("").to_owned();
    names.fold(first, |mut whole, name| {
        whole.push_str(", ");
        whole.push_str(&inside_sentence(name));
        whole
    })
}

/// `Xã Đông Giang, tỉnh Lâm Đồng` as it stands inside a sentence: `xã Đông Giang, tỉnh Lâm Đồng`. The word for the type keeps
/// its capital before a number and in `Thành phố Hồ Chí Minh`, as the state's rules of writing have it (decree 30/2020).
pub(crate) fn inside_sentence(name: &str) -> String {
    let bare = bare_name(name);
    if bare.starts_with(|c: char| c.is_ascii_digit()) || bare.starts_with("Hồ Chí Minh") {
        return name.to_owned();
    }
    let mut letters = name.chars();
    let mut inside = String::with_capacity(name.len());
    inside.extend(letters.next().into_iter().flat_map(char::to_lowercase));
    inside.push_str(letters.as_str());
    inside
}

/// An address for each unit that can have a page: all but former communes, whose code alone is address enough. Two that
/// would share one get their codes.
pub(super) fn slugs(gazetteer: &Gazetteer) -> Vec<Cow<'static, str>> {
    let has_page = |id: UnitId| gazetteer.is_current(id) || gazetteer.unit(id).level < Level::Commune;
    let ids: Vec<UnitId> = gazetteer.ids().collect();
    let wanted: Vec<String> =
        ids.par_iter().map(|&id| if has_page(id) { wanted(gazetteer, id) } else { String::new() }).collect();
    let mut times: FxHashMap<&str, usize> = FxHashMap::with_capacity_and_hasher(wanted.len(), FxBuildHasher);
    wanted.iter().for_each(|slug| *times.entry(slug).or_default() += 1);
    let unique = |(id, slug): (UnitId, &String)| match times[slug.as_str()] {
        2.. if !slug.is_empty() => format!("{slug}-{}", gazetteer.unit(id).code.to_lowercase()).into(),
        _ => Cow::Owned(slug.clone()),
    };
    ids.into_iter().zip(&wanted).map(unique).collect()
}

fn wanted(gazetteer: &Gazetteer, id: UnitId) -> String {
    let unit = gazetteer.unit(id);
    let province = || vietnamese::slug(gazetteer.unit(gazetteer.province_of(id)).bare());
    match (unit.level, gazetteer.is_current(id)) {
        (Level::Province, true) => province(),
        (Level::Province, false) => format!("cu/{}", province()),
        (Level::District, _) => format!("cu/{}/{}", province(), vietnamese::slug(&unit.name)),
        (Level::Commune | Level::Hamlet, _) => format!("{}/{}", province(), vietnamese::slug(&unit.name)),
    }
}
