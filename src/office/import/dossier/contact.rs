//! Whom to ask: an office with its telephone and mail address, never a person.

use super::Items;
use super::facts::Facts;
use super::heading::Part;
use crate::office::import::aim::Aim;
use crate::office::import::row::Doubt;
use crate::schema::{MODEL, collapse_white_space};
use crate::text::Message;
use crate::vietnamese;

/// What a text says of whom to ask.
#[derive(Debug, Default, PartialEq)]
struct Found {
    office: String,
    phone: Option<String>,
    email: Option<String>,
    is_person: bool,
}

/// Adds the contact, if the dossier names one.
pub(super) fn add(facts: &mut Facts, items: &Items) {
    let key = MODEL.iter().find(|key| key.name == "contact");
    let told = key.and_then(|key| items.text_of(Part::As(Aim::Key(key))));
    let (phone, email) = (items.text_of(Part::Phone), items.text_of(Part::Email));
    let Some(at) = [&told, &phone, &email].into_iter().flatten().map(|(at, _)| *at).next() else { return };
    let texts = [told, phone, email].into_iter().flatten().map(|(_, text)| text).collect::<Vec<_>>().join("; ");
    let mut found = read(&texts);
    if found.is_person {
        let message = Message::new(
            "Đầu mối liên hệ là một cá nhân, nên không ghi vào bài.",
            "Whom to ask is a person, so it is not written.",
        );
        let help = Message::new(
            "Ghi cơ quan, số máy bàn hoặc hộp thư của cơ quan vào contact.",
            "Write the office with its desk telephone or mail address into contact.",
        );
        facts.doubts.push(Doubt { column: at, message, help });
        return;
    }
    if found.office.is_empty() {
        let run_by = facts.list.iter().find(|fact| matches!(fact.aim, Aim::Key(key) if key.name == "organisation"));
        found.office = run_by.map(|fact| collapse_white_space(&fact.text)).unwrap_or_default();
    }
    if found.office.is_empty() {
        return;
    }
    let part = |label: &str, text: Option<String>| text.map(|text| format!("{label}: {}", text.replace('|', "\\|")));
    let parts = [part("office", Some(found.office)), part("phone", found.phone), part("email", found.email)];
    facts.add(at, "contact", parts.into_iter().flatten().collect::<Vec<_>>().join(" | "));
}

/// Words that say what follows, without marks.
const LABELS: [&str; 12] = [
    "dien thoai",
    "so dien thoai",
    "dt",
    "sdt",
    "so dt",
    "tel",
    "email",
    "e-mail",
    "thu dien tu",
    "hop thu",
    "lien he",
    "dia chi email",
];
/// Words before the name of a person, without marks.
const PERSONS: [&str; 8] = ["ong", "ba", "anh", "chi", "d/c", "dong chi", "co", "thay"];

/// How much of a text is read, in letters: whom to ask takes a line or two.
const MOST: usize = 1_000;

fn read(text: &str) -> Found {
    let text: String = text.chars().take(MOST).collect();
    let mut found = Found::default();
    let mut office: Vec<String> = Vec::new();
    for part in text.split([';', '\n', ',', '(', ')']) {
        let mut words: Vec<&str> = part.split_whitespace().collect();
        let email = words.iter().position(|word| is_email(word));
        if let Some(at) = email {
            found.email = found.email.or(Some(words.remove(at).trim_matches(['.', ':', '<', '>']).to_owned()));
        }
        let rest = words.join(" ");
        let (phone, rest) = phone(&rest);
        found.phone = found.phone.or(phone);
        let name = without_labels(&rest);
        if !name.is_empty() {
            let folded = vietnamese::fold(&name);
            let is_called =
                |word: &str| folded.strip_prefix(word).is_some_and(|after| after.starts_with([' ', '.', ':']));
            found.is_person |= PERSONS.iter().any(|word| is_called(word));
            office.push(name);
        }
    }
    found.office = office.join(", ");
    found
}

fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// The telephone number in a text, and the text without it: 9 to 12 digits that begin with 0 or +84, grouped somehow.
fn phone(text: &str) -> (Option<String>, String) {
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+');
    let starts = text.char_indices().filter(|(_, c)| c.is_ascii_digit() || *c == '+').map(|(at, _)| at);
    for start in starts {
        let rest = text.get(start..).unwrap_or("");
        let end = rest.find(|c| !is_sign(c)).unwrap_or(rest.len());
        let number = rest.get(..end).unwrap_or("").trim_end_matches([' ', '.', '-']);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        if (9..=12).contains(&digits) && (number.starts_with('0') || number.starts_with("+84")) {
            let (before, after) = (text.get(..start).unwrap_or(""), rest.get(number.len()..).unwrap_or(""));
            return (Some(collapse_white_space(&number.replace(['.', '-'], " "))), format!("{before} {after}"));
        }
    }
    (None, text.to_owned())
}

/// A text without what only says that a number or an address follows.
fn without_labels(text: &str) -> String {
    let text = collapse_white_space(text);
    let mut name = text.trim_matches([' ', ':', '.', '-', '–', ',']);
    loop {
        let folded = vietnamese::fold(name);
        if LABELS.contains(&folded.as_str()) {
            return String::new();
        }
        let ends = |label: &&&str| folded.strip_suffix(**label).is_some_and(|before| before.ends_with([' ', ':', '-']));
        let Some(label) = LABELS.iter().find(ends) else { return name.to_owned() };
        let keep = name.chars().count() - label.chars().count();
        let end = name.char_indices().nth(keep).map_or(name.len(), |(at, _)| at);
        name = name.get(..end).unwrap_or("").trim_matches([' ', ':', '.', '-', '–', ',']);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_with_its_telephone_and_address_is_read() {
        let found = read("UBND xã Đông Giang, điện thoại: 0252.3888.888; email: donggiang@lamdong.gov.vn");
        let wanted = Found {
            office: "UBND xã Đông Giang".to_owned(),
            phone: Some("0252 3888 888".to_owned()),
            email: Some("donggiang@lamdong.gov.vn".to_owned()),
            is_person: false,
        };
        assert_eq!(found, wanted);
        assert_eq!(read("Văn phòng HĐND - ĐT 02523 888 888").office, "Văn phòng HĐND");
        assert!(read("Đồng chí Nguyễn Văn A, 0912 345 678").is_person);
        assert!(!read("Ban Công tác Mặt trận thôn 2").is_person);
    }
}
