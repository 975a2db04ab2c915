//! Headings that ask for a commune, by its name of before 1 July 2025 or by its present one: `Tên xã`, `Đơn vị (xã, phường)`,
//! `Xã trước sáp nhập`, `Xã/phường từ 01/7/2025`.

use super::Aim;

/// Of which time the names are that a heading asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Unsaid,
    Former,
    Present,
}

/// The words for communes, a longer one before a shorter one.
const COMMUNES: [&str; 7] =
    ["don vi hanh chinh cap xa", "dvhc cap xa", "thi tran", "dac khu", "phuong", "xa", "cap xa"];
/// Words around them that say no more.
const AROUND: [&str; 15] = [
    "theo",
    "don vi hanh chinh",
    "dvhc",
    "uy ban nhan dan",
    "ubnd",
    "dang uy",
    "don vi",
    "dia ban",
    "dia phuong",
    "ten goi",
    "ten",
    "thuoc",
    "hoac",
    "noi",
    "va",
];
/// Words that say which time is meant.
const FORMER: [&str; 3] = ["truoc day", "truoc", "cu"];
const PRESENT: [&str; 8] = ["hien nay", "hien tai", "hien hanh", "ke tu", "sau", "moi", "nay", "tu"];
/// Words that may stand behind those.
const BEHIND: [&str; 17] = [
    "la",
    "sap nhap",
    "sap xep",
    "hop nhat",
    "chia tach",
    "dieu chinh",
    "thay doi",
    "doi ten",
    "dia gioi",
    "hanh chinh",
    "khi",
    "luc",
    "ngay",
    "thang",
    "nam",
    "day",
    "dvhc",
];

/// Whether a heading, as [`words`](super::words) writes it, asks for a commune and nothing else, and of which time.
pub(super) fn of(heading: &str) -> Option<Time> {
    let (mut rest, mut has_commune, mut time) = (heading, false, Time::Unsaid);
    while !rest.is_empty() {
        let cut = |words: &[&str]| {
            let behind = |word: &&str| rest.strip_prefix(*word).filter(|rest| rest.is_empty() || rest.starts_with(' '));
            words.iter().find_map(behind).map(str::trim_start)
        };
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        rest = if let Some(rest) = cut(&COMMUNES) {
            has_commune = true;
            rest
        } else if let (Some(rest), Time::Unsaid) = (cut(&FORMER), time) {
            time = Time::Former;
            rest
        } else if let (Some(rest), Time::Unsaid) = (cut(&PRESENT), time) {
            time = Time::Present;
            rest
        } else if let Some(rest) = cut(&AROUND) {
            rest
        } else if let (Some(rest), true) = (cut(&BEHIND), time != Time::Unsaid) {
            rest
        } else {
            let (word, behind) = rest.split_once(' ').unwrap_or((rest, ""));
            if time == Time::Unsaid || !is_number(word) {
                return None;
            }
            behind
        };
    }
    let is_unit = has_commune || time != Time::Unsaid && heading.starts_with("don vi hanh chinh");
    is_unit.then_some(time)
}

/// The time that a remark behind such a heading tells of, with other words too: `Xã (theo giấy khen cũ)`.
pub(super) fn remarked(plain: &str, whole: &str) -> Option<Time> {
    of(plain)?;
    let has = |words: &[&str]| whole.split(' ').any(|word| words.contains(&word));
    match (has(&["cu", "truoc"]), has(&["moi", "sau", "nay"])) {
        (true, false) => Some(Time::Former),
        (false, true) => Some(Time::Present),
        _ => None,
    }
}

impl Time {
    pub(super) fn aim(self) -> Aim {
        match self {
            Self::Unsaid => Aim::Part(1),
            Self::Former => Aim::Former,
            Self::Present => Aim::Present,
        }
    }

    /// The word for it in a heading.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Unsaid => "",
            Self::Former => "cu",
            Self::Present => "moi",
        }
    }
}
