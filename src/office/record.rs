//! What the front matter of one file says, key by key.

use super::value::Datum;
use crate::finding::FileContext;
use crate::front_matter::{self, FrontMatter, Node};
use crate::schema::{Key, MODEL, SiteConfig};

/// What each key of a model says, in the order of the table of keys. The short form of one award (`award_year`,
/// `award_level`) is one of its awards here.
pub(super) fn record(file: &FileContext<'_>, site: &SiteConfig) -> Vec<(&'static Key, Datum)> {
    of_front_matter(&front_matter::read(file).value, site)
}

/// The same of front matter that has been read.
pub(super) fn of_front_matter(front: &FrontMatter<'_>, site: &SiteConfig) -> Vec<(&'static Key, Datum)> {
    of_keys(&front.root, MODEL, site)
}

/// What each of `keys` says in `root`.
pub(crate) fn of_keys(root: &Node<'_>, keys: &'static [Key], site: &SiteConfig) -> Vec<(&'static Key, Datum)> {
    let written = |key: &Key| {
        let (_, value) = root.pairs().iter().find(|(name, _)| name.text().is_some_and(|name| key.is_called(name)))?;
        Some(Datum::of_node(key, value, site))
    };
    let mut values: Vec<(&'static Key, Datum)> =
        keys.iter().map(|key| (key, written(key).unwrap_or_default())).collect();
    fold_short_award(&mut values);
    values
}

/// Makes the short form of an award an entry of `awards`, where there is none.
fn fold_short_award(values: &mut [(&'static Key, Datum)]) {
    let take = |values: &mut [(&'static Key, Datum)], name: &str| {
        values.iter_mut().find(|(key, _)| key.name == name).map(|(_, value)| std::mem::take(value)).unwrap_or_default()
    };
    let (year, level) = (take(values, "award_year"), take(values, "award_level"));
    let Some((key, awards)) = values.iter_mut().find(|(key, _)| key.name == "awards") else { return };
    let Datum::Year(year) = year else { return };
    if awards.is_empty() {
        let inner = |name: &str| key.kind.keys().iter().find(|inner| inner.name == name);
        let level = if let Datum::Text(level) = level { Some(level) } else { None };
        let parts = [inner("year").zip(Some(year.to_string())), inner("level").zip(level)];
        *awards = Datum::of_groups(vec![parts.into_iter().flatten().collect()]);
    }
}
