//! Whom to ask: an office with its telephone and mail address, never a person.

use super::{Doubt, Reading, key};
use crate::entry::privacy;
use crate::office::value::Datum;
use crate::schema::collapse_white_space;
use crate::text::Message;
use crate::vietnamese;

/// What a text says of whom to ask.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) office: String,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    /// Whether it names a person.
    pub(crate) is_person: bool,
    /// Whether it has a mobile number, which is not in `phone`.
    pub(crate) is_mobile: bool,
}

impl Found {
    /// What is not taken, because it is a person's own; `None` if nothing is. The doubt stands in the file too, so it does not
    /// repeat the name or the number.
    pub(crate) fn doubt(&self, column: usize) -> Option<Doubt> {
        let message = match (self.is_person, self.is_mobile) {
            (true, _) => Message::new(
                "Đầu mối liên hệ là một cá nhân, nên không ghi vào bài.",
                "Whom to ask is a person, so it is not written.",
            ),
            (false, true) => Message::new(
                "Số di động thường là của riêng một người, nên không ghi vào bài.",
                "A mobile number is mostly a person's own, so it is not written.",
            ),
            (false, false) => return None,
        };
        let help = Message::new(
            "Ghi cơ quan, số máy bàn hoặc hộp thư của cơ quan vào ô này, hoặc vào contact của bài.",
            "Write the office with its desk telephone or mail address into this cell, or under contact in the article.",
        );
        Some(Doubt { is_private: true, ..Doubt::new(column, message, help) })
    }
}

impl Reading<'_> {
    /// A cell that says whom to ask, or one thing of it: `office`, `phone`, `email`.
    pub(super) fn contact_part(&mut self, part: &'static str, column: usize, text: &str) {
        let whole = collapse_white_space(text);
        let text = if part == "phone" { with_zero(&whole) } else { whole.clone() };
        let mut found = read(&text);
        if let Some(doubt) = found.doubt(column) {
            self.row.doubts.push(doubt);
            if found.is_person || part == "phone" {
                return;
            }
        }
        let is_bare = found.phone.is_none() && found.email.is_none() && !found.is_mobile;
        if is_bare && part == "office" {
            found.office = whole;
        } else if is_bare {
            if let Some(key) =
                key("contact").and_then(|contact| contact.kind.keys().iter().find(|key| key.name == part))
            {
                self.unread(column, &whole, key);
            }
            return;
        }
        let Found { office, phone, email, .. } = found;
        let (_, known) = self.contact.get_or_insert_with(|| (column, Found::default()));
        if known.office.is_empty() || part == "office" && !office.is_empty() {
            known.office = office;
        }
        (known.phone, known.email) = (phone.or(known.phone.take()), email.or(known.email.take()));
    }

    /// Whom to ask, once all cells are read. Of an office that no cell names it is the one that runs the model.
    pub(super) fn contact(&mut self) {
        let (Some((column, mut found)), Some(key)) = (self.contact.take(), key("contact")) else { return };
        if self.row.value("contact").is_some() {
            return;
        }
        if let (true, Some(Datum::Text(run_by))) = (found.office.is_empty(), self.row.value("organisation")) {
            found.office.clone_from(run_by);
        }
        let parts = [("office", Some(found.office)), ("phone", found.phone), ("email", found.email)];
        let inner = |name: &str| key.kind.keys().iter().find(|key| key.name == name);
        let parts =
            parts.into_iter().filter_map(|(name, text)| Some((inner(name)?, text.filter(|text| !text.is_empty())?)));
        self.say(key, column, Datum::of_groups(vec![parts.collect()]));
    }
}

/// A telephone number of which a spreadsheet has taken the first zero away, with it.
fn with_zero(text: &str) -> String {
    let is_bare = text.bytes().all(|b| b.is_ascii_digit());
    let is_short =
        matches!((text.len(), text.as_bytes().first()), (9, Some(b'3' | b'5' | b'7'..=b'9')) | (9 | 10, Some(b'2')));
    if is_bare && is_short { format!("0{text}") } else { text.to_owned() }
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

pub(crate) fn read(text: &str) -> Found {
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
        match phone {
            Some(number) if privacy::has_mobile(&number) => found.is_mobile = true,
            number => found.phone = found.phone.or(number),
        }
        let name = without_labels(&rest);
        if !name.is_empty() {
            let folded = vietnamese::fold(&name);
            let is_called =
                |word: &str| folded.strip_prefix(word).is_some_and(|after| after.starts_with([' ', '.', ':']));
            found.is_person |= PERSONS.iter().any(|word| is_called(word)) || is_name(&name);
            office.push(name);
        }
    }
    found.office = office.join(", ");
    found
}

/// The family names of nine Vietnamese in ten, and of K'ho, Chăm and Raglai, without marks.
const FAMILIES: [&str; 32] = [
    "nguyen", "tran", "le", "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong",
    "ly", "dinh", "mai", "truong", "cao", "trinh", "luong", "ta", "ha", "lam", "chau", "thai", "quach", "k'", "mang",
    "dong", "thong",
];
/// Most and fewest words of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=5;

/// Whether a text is the name of a person alone: `Nguyễn Thị B`.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capital =
        |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '.');
    let is_family = words.first().is_some_and(|word| FAMILIES.contains(&vietnamese::fold(word).as_str()));
    is_family && NAME.contains(&words.len()) && words.iter().all(is_capital)
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
            ..Found::default()
        };
        assert_eq!(found, wanted);
        assert_eq!(read("Văn phòng HĐND - ĐT 02523 888 888").office, "Văn phòng HĐND");
        assert!(read("Đồng chí Nguyễn Văn A, 0912 345 678").is_person);
        assert!(!read("Ban Công tác Mặt trận thôn 2").is_person);
        assert!(read("Nguyễn Thị Hoa").is_person && !read("Hội Phụ nữ xã La Dạ").is_person);
        let mobile = read("UBND xã La Dạ, 0912 345 678");
        assert!(mobile.is_mobile && mobile.phone.is_none() && mobile.office == "UBND xã La Dạ");
    }
}
