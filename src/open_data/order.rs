//! The order of a model's columns and properties: that of the key table, with what is derived from several keys or
//! from other models among them.

use crate::schema::{MODEL_KEYS, ModelKey, OpenData};

/// Where something derived stands among the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Before all keys.
    Start,
    /// After the key of this name, whether or not that key is published itself.
    After(&'static str),
    /// After all keys.
    End,
}

/// A column or property: of a published plain key, or derived.
pub(super) enum Item<D: 'static> {
    Plain(&'static ModelKey),
    Derived(&'static D),
}

/// The published plain keys and what is derived, in one order.
pub(super) fn in_order<D>(derived: &'static [(Anchor, D)]) -> Vec<Item<D>> {
    let derived_at =
        |anchor: Anchor| derived.iter().filter(move |(own, _)| *own == anchor).map(|(_, one)| Item::Derived(one));
    let mut items: Vec<Item<D>> = derived_at(Anchor::Start).collect();
    for key in MODEL_KEYS {
        let published = key.is_plain() && key.open_data != OpenData::Omitted;
        items.extend(published.then_some(Item::Plain(key)));
        items.extend(derived_at(Anchor::After(key.key.name)));
    }
    items.extend(derived_at(Anchor::End));
    items
}
