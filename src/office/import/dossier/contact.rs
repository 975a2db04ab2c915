//! Whom to ask: an office with its telephone and mail address, never a person.

use super::Items;
use super::facts::Facts;
use super::heading::Part;
use crate::office::import::aim::Aim;
use crate::office::import::row::{Found, read_contact};
use crate::schema::{MODEL, collapse_white_space};

/// Adds the contact, if the dossier names one.
pub(super) fn add(facts: &mut Facts, items: &Items) {
    let key = MODEL.iter().find(|key| key.name == "contact");
    let told = key.and_then(|key| items.text_of(Part::As(Aim::Key(key))));
    let (phone, email) = (items.text_of(Part::Phone), items.text_of(Part::Email));
    let Some(at) = [&told, &phone, &email].into_iter().flatten().map(|(at, _)| *at).next() else { return };
    let texts = [told, phone, email].into_iter().flatten().map(|(_, text)| text).collect::<Vec<_>>().join("; ");
    let mut found = read_contact(&texts);
    facts.doubts.extend(found.doubt(at));
    if found.is_person {
        return;
    }
    if found.office.is_empty() {
        let run_by = facts.list.iter().find(|fact| matches!(fact.aim, Aim::Key(key) if key.name == "organisation"));
        found.office = run_by.map(|fact| collapse_white_space(&fact.text)).unwrap_or_default();
    }
    if found.office.is_empty() {
        return;
    }
    let Found { office, phone, email, .. } = found;
    let part = |label: &str, text: Option<String>| text.map(|text| format!("{label}: {}", text.replace('|', "\\|")));
    let parts = [part("office", Some(office)), part("phone", phone), part("email", email)];
    facts.add(at, "contact", parts.into_iter().flatten().collect::<Vec<_>>().join(" | "));
}
