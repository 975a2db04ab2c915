//! Finds personal data: telephone numbers, identity numbers and private e-mail addresses that are not the office's contact.
//! The text is never changed: only the editor knows whether the data may stay.

use std::collections::BTreeSet;

use crate::finding::{Code, FileContext, Finding};
use crate::text::{Message, Span, StaticMessage};

/// Personal data in the whole file, front matter included. `office` are the spans of the office's contact data (the `contact`
/// block); what is in them is allowed elsewhere in the file too.
pub(super) fn personal_data(file: &FileContext<'_>, office: &[Span]) -> Vec<Finding> {
    let text = file.text;
    let numbers = office.iter().flat_map(|span| matches(span.of(text)));
    // An identity number is never an office's.
    let allowed: BTreeSet<String> =
        numbers.filter(|found| found.kind != Kind::Identity).map(|found| found.canonical).collect();
    let inside_office = |span: Span| office.iter().any(|office| office.start <= span.start && span.end <= office.end);
    matches(text)
        .filter_map(|found| match inside_office(found.span) {
            true => found.mobile_finding(file),
            false => (!allowed.contains(&found.canonical)).then(|| found.finding(file)),
        })
        .collect()
}

/// Whether a text has what looks like an identity number.
pub(crate) fn has_identity(text: &str) -> bool {
    numbers(text).any(|found| found.kind == Kind::Identity)
}

/// Whether a text has what looks like a mobile number.
pub(crate) fn has_mobile(text: &str) -> bool {
    numbers(text).any(|found| found.is_mobile())
}

/// Something that looks like personal data.
struct Match {
    kind: Kind,
    span: Span,
    /// The digits, or the address in lower case: equal for different spellings of the same number or address.
    canonical: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Phone,
    Identity,
    Email,
}

impl Match {
    fn finding(&self, file: &FileContext<'_>) -> Finding {
        let shown = self.span.of(file.text);
        let (code, message, help) = match self.kind {
            Kind::Phone => (
                Code::PhoneNumber,
                Message::new(
                    format!("“{shown}” giống số điện thoại, không phải số của đầu mối liên hệ."),
                    format!("“{shown}” looks like a telephone number that is not the contact point's."),
                ),
                StaticMessage::fixed(
                    "Số riêng của một người thì xóa; số máy bàn của cơ quan thì ghi ở khóa contact.",
                    "Take a private number out; the desk telephone of an office belongs under contact.",
                ),
            ),
            Kind::Identity => (
                Code::IdentityNumber,
                Message::new(
                    format!("“{shown}” giống số căn cước."),
                    format!("“{shown}” looks like a citizen identity number."),
                ),
                StaticMessage::fixed(
                    "Xóa dãy số này: số căn cước là dữ liệu cá nhân, không được đăng.",
                    "Take the number out: identity numbers are personal data and are never published.",
                ),
            ),
            Kind::Email => (
                Code::PrivateEmail,
                Message::new(
                    format!("“{shown}” giống địa chỉ thư điện tử riêng."),
                    format!("“{shown}” looks like a private e-mail address."),
                ),
                StaticMessage::fixed(
                    "Hộp thư riêng thì xóa; hộp thư của cơ quan thì ghi ở khóa contact.",
                    "Take a private address out; the mailbox of an office belongs under contact.",
                ),
            ),
        };
        file.finding(code, self.span, message).help(help.into())
    }
}

impl Match {
    fn is_mobile(&self) -> bool {
        self.kind == Kind::Phone && !self.canonical.starts_with("02")
    }

    /// What is said of it in the contact of an office.
    fn mobile_finding(&self, file: &FileContext<'_>) -> Option<Finding> {
        match self.kind {
            Kind::Identity => Some(self.finding(file)),
            _ if self.is_mobile() => {
                let shown = self.span.of(file.text);
                let message = Message::new(
                    format!("“{shown}” là số di động, thường là của riêng một người."),
                    format!("“{shown}” is a mobile number, mostly a person's own."),
                );
                let help = Message::new(
                    "Ghi số máy bàn của cơ quan; chỉ giữ số này nếu cơ quan đã công bố nó làm số trực.",
                    "Write the office's desk telephone; keep this one only if the office has published it as its own.",
                );
                Some(file.finding(Code::MobileContact, self.span, message).help(help))
            }
            _ => None,
        }
    }
}

fn matches(text: &str) -> impl Iterator<Item = Match> + '_ {
    numbers(text).chain(emails(text))
}

/// Runs of digits that may be broken by spaces, points, hyphens and brackets, as people write telephone numbers. A run may
/// be several numbers with spaces between.
fn numbers(text: &str) -> impl Iterator<Item = Match> + '_ {
    let bytes = text.as_bytes();
    let mut position = 0;
    let mut run = Span::default();
    std::iter::from_fn(move || {
        loop {
            if let Some(found) = next_number(text, &mut run) {
                return Some(found);
            }
            position += next_candidate(bytes.get(position..)?)?;
            let start = position;
            if bytes[position] == b':' {
                position = after_address(bytes, position);
                continue;
            }
            position = number_end(bytes, position);
            let before = text[..start].chars().next_back();
            let is_part_of_word = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/' | '=' | '-'));
            let end = start + text[start..position].trim_end_matches([' ', '.', '-', '(']).len();
            run = if is_part_of_word { Span::default() } else { Span::new(start, end) };
        }
    })
}

/// Bytes of the longest writing of a number: `+84 (0)252.3822.123`, with some room.
const LONGEST: usize = 24;

/// The first number in `run`, which is shortened to what follows it. A number begins at the beginning of the run or after a
/// space, and ends at its end or before a space.
fn next_number(text: &str, run: &mut Span) -> Option<Match> {
    while run.start < run.end {
        let rest = run.of(text);
        let ends = rest.match_indices(' ').map(|(space, _)| space).chain([rest.len()]);
        let ends = ends.take_while(|&end| end <= LONGEST);
        let candidates = ends.map(|end| Span::new(run.start as usize, run.start as usize + end));
        // A desk number has ten or eleven digits: of two readings the longer one.
        let found = candidates.filter_map(|span| classify_number(text, span)).last();
        let next_word = rest.find(' ').map_or(run.end, |space| run.start + space as u32 + 1);
        match found {
            Some(found) => {
                let after = found.span.end as usize;
                let spaces = text[after..run.end as usize].len() - text[after..run.end as usize].trim_start().len();
                run.start = (after + spaces) as u32;
                return Some(found);
            }
            None => run.start = next_word,
        }
    }
    None
}

/// The next position at which a number or `://` may begin. Most of a text is neither, so it is searched in blocks of 16
/// bytes.
fn next_candidate(bytes: &[u8]) -> Option<usize> {
    // Digits, the colon (which follows `9` in ASCII), or a plus. Without branches, so that it compiles to vector instructions.
    let is_candidate = |byte: &u8| (byte.wrapping_sub(b'0') <= b':' - b'0') | (*byte == b'+');
    let (blocks, _) = bytes.as_chunks::<16>();
    let has_none = |block: &&[u8; 16]| !block.iter().fold(false, |any, byte| any | is_candidate(byte));
    let passed = blocks.iter().take_while(has_none).count() * 16;
    bytes[passed..].iter().position(is_candidate).map(|position| passed + position)
}

/// Where to go on after the colon at `colon`: after the web address, if it belongs to one.
fn after_address(bytes: &[u8], colon: usize) -> usize {
    let (before, rest) = bytes.split_at(colon);
    if rest.starts_with(b"://") && (before.ends_with(b"http") || before.ends_with(b"https")) {
        let end = rest.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'<' | b'>' | b')'));
        return colon + end.unwrap_or(rest.len());
    }
    colon + 1
}

fn number_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start + 1;
    while end < bytes.len() {
        let next_is_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        match bytes[end] {
            b'0'..=b'9' => end += 1,
            b' ' | b'.' | b'-' | b'(' if next_is_digit => end += 1,
            b')' if next_is_digit || bytes.get(end + 1) == Some(&b' ') => end += 1,
            _ => break,
        }
    }
    end
}

fn classify_number(text: &str, span: Span) -> Option<Match> {
    let written = span.of(text);
    // Most numbers are too short to be personal data.
    let count = written.bytes().filter(u8::is_ascii_digit).count();
    if count < 10 {
        // Identity cards of old have nine digits, as many numbers have: only where the word for them stands before.
        let identity = count == 9 && names_identity_card(&text[..span.start as usize]);
        let digits = || written.chars().filter(char::is_ascii_digit).collect();
        return identity.then(|| Match { kind: Kind::Identity, span, canonical: digits() });
    }
    let mut digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if let Some(national) = written.starts_with('+').then(|| digits.strip_prefix("84")).flatten() {
        digits = format!("0{national}");
    }
    // Telephone numbers: ten digits for mobiles (03, 05, 07, 08, 09), ten or eleven for desks (02…).
    let phone = match digits.as_bytes() {
        [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] => digits.len() == 10,
        [b'0', b'2', ..] => matches!(digits.len(), 10 | 11),
        _ => false,
    };
    if phone {
        return Some(Match { kind: Kind::Phone, span, canonical: digits });
    }
    // Citizen identity numbers: twelve digits, without gaps or in four groups of three, the first three a province's code (001
    // to 096).
    let in_threes = || written.len() == 15 && written.split([' ', '.', '-']).all(|group| group.len() == 3);
    let identity = digits.len() == 12 && ("001".."097").contains(&&digits[..3]) && (written.len() == 12 || in_threes());
    identity.then_some(Match { kind: Kind::Identity, span, canonical: digits })
}

/// Whether the last words of `text` name an identity card: `số CMND:`.
fn names_identity_card(text: &str) -> bool {
    let last = text.char_indices().rev().take(24).last().map_or(text, |(start, _)| &text[start..]);
    let last = last.to_lowercase();
    ["cmnd", "cmt", "cccd", "chứng minh", "căn cước"].iter().any(|word| last.contains(word))
}

/// Hosts whose addresses belong to offices and associations, not to persons.
const OFFICIAL: [&str; 5] = ["gov.vn", "dcs.vn", "org.vn", "edu.vn", "mil.vn"];

fn emails(text: &str) -> impl Iterator<Item = Match> + '_ {
    text.match_indices('@').filter_map(|(sign, _)| {
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
        let start = text[..sign]
            .rfind(|c| !word(c))
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let rest = &text[sign + 1..];
        let end = sign
            + 1
            + rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
        let host = text[sign + 1..end].trim_end_matches('.').to_ascii_lowercase();
        let span = Span::new(start, sign + 1 + host.len());
        let official = OFFICIAL.iter().any(|official| host == *official || host.ends_with(&format!(".{official}")));
        let real = start < sign && host.contains('.') && !host.starts_with('.');
        (real && !official).then(|| Match { kind: Kind::Email, span, canonical: span.of(text).to_ascii_lowercase() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SitePath;

    fn found(text: &str) -> Vec<String> {
        let path = SitePath::new("content/mo-hinh/a.md");
        let file = FileContext::new(&path, text);
        let findings = personal_data(&file, &[]);
        findings.iter().map(|f| f.message.vi.split('”').next().unwrap().trim_start_matches('“').to_owned()).collect()
    }

    #[test]
    fn numbers_that_could_be_a_persons() {
        for number in
            ["0912345678", "0912 345 678", "0912.345.678", "+84 912 345 678", "(0252) 3822 123", "0252-3822-123"]
        {
            let text = format!("Gọi anh Ba số {number} nhé.");
            assert_eq!(found(&text).len(), 1, "{number}");
        }
        for (text, number) in [
            ("CCCD 060123456789.", "060123456789"),
            ("CCCD 060 085 001 234.", "060 085 001 234"),
            ("060.085.001.234", "060.085.001.234"),
            ("CMND số 260123456", "260123456"),
            ("chứng minh nhân dân: 260 123 456", "260 123 456"),
        ] {
            assert_eq!(found(text), [number], "{text}");
        }
    }

    #[test]
    fn numbers_that_are_something_else() {
        for text in [
            "từ 2016-2022 có 1.932.000.000 đồng",
            "ngày 15/10/2024, quyết định 0912345678901/QĐ-UBND",
            "xem https://baobinhthuan.com.vn/print/0912345678.html",
            "bài 0041759s34510gs",
            "mã 123456789012",
            "tổng 260.123.456 đồng",
            "số 260123456",
            "từ 060 085 00 1234 đến",
            "0,5 ha; 0.25 km",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn numbers_side_by_side_are_found_one_by_one() {
        assert_eq!(found("Gọi 0912345678 0987654321 nhé."), ["0912345678", "0987654321"]);
        assert_eq!(found("0912 345 678 0987 654 321"), ["0912 345 678", "0987 654 321"]);
        assert_eq!(found("CCCD 060123456789 060123456780"), ["060123456789", "060123456780"]);
        assert_eq!(found("năm 2021 0252 3822 123 0912345678"), ["0252 3822 123", "0912345678"]);
        assert_eq!(found("2019 2020 2021 2022 2023"), Vec::<String>::new());
    }

    #[test]
    fn many_numbers_in_a_row_take_time_for_each_once() {
        let text = "1 ".repeat(100_000);
        let started = std::time::Instant::now();
        assert_eq!(found(&text), Vec::<String>::new());
        assert!(started.elapsed().as_secs() < 5);
    }

    #[test]
    fn private_addresses_but_not_official_ones() {
        assert_eq!(found("viết cho nguyen.van-a@gmail.com."), ["nguyen.van-a@gmail.com"]);
        assert_eq!(found("ubnd@donggiang.lamdong.gov.vn, a@gov.vn, @nhóm, a@, đ@x"), Vec::<String>::new());
    }

    #[test]
    fn the_offices_own_contact_may_stand_anywhere() {
        let text = "contact: {phone: \"0252 3822 123\"}\nGọi 02523822123 hoặc 0912345678";
        let path = SitePath::new("content/mo-hinh/a.md");
        let file = FileContext::new(&path, text);
        let office = Span::new(0, text.find('\n').unwrap());
        let findings = personal_data(&file, &[office]);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.vi.contains("0912345678"));
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in ["", "+", "@", "ệ@ệ.vn", "0(", "+84", "a@b.", "…@…", "0912345678("] {
            found(text);
        }
    }
}
