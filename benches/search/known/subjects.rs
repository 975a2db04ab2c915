//! Which documents are asked for, and by what.

use lantoa::internals::{Document, Facets, fold};

use super::super::corpus::Dice;
use super::super::corpus::words::Words;
use super::texts::{self, Texts};

/// A document, the matter it is asked for by, and the place, organisation, year or number beside it.
pub(super) struct Subject {
    pub(super) document: usize,
    pub(super) matter: String,
    /// As one types it: `Đông Giang`.
    pub(super) key: String,
    /// In a sentence: `ở xã Đông Giang`.
    pub(super) linked: String,
}

/// The kinds, each with what a document is asked for by: in short, and in a sentence; none if it has nothing of that kind.
type Key = fn(&Document<'_>, &Facets) -> Option<(String, String)>;
const KINDS: [(&str, Key); 8] = [
    ("matter and commune", |document, _| in_place(former(document, 3)?)),
    ("matter and former district", |document, _| in_place(former(document, 2)?)),
    ("matter and former province", |document, _| in_place(former(document, 1)?)),
    ("matter and present commune", |document, _| {
        let now = document.place_now.split(", ").next().filter(|_| !document.place_now.contains(';'))?;
        in_place(now).filter(|_| former(document, 3) != Some(now))
    }),
    ("matter and hamlet", |document, _| {
        let hamlet = former(document, 4)?;
        Some((hamlet.to_owned(), format!("ở {}", inside(hamlet))))
    }),
    ("matter and organisation", |document, _| {
        Some((document.organisation.clone(), format!("của {}", inside(&document.organisation))))
    }),
    ("matter and year", |document, _| {
        let year = document.award_year.or(document.started)?;
        Some((year.to_string(), format!("năm {year}")))
    }),
    ("matter and decision", |document, _| {
        let decision = document.names.iter().find(|name| name.ends_with("/QĐ-UBND"))?;
        Some((decision.clone(), format!("quyết định số {decision}")))
    }),
];

/// The part of the former name so many parts from its end: 1 is the province, 4 the hamlet.
fn former<'d>(document: &'d Document<'_>, from_end: usize) -> Option<&'d str> {
    document.place_then.rsplit(", ").nth(from_end - 1).filter(|part| !part.is_empty())
}

fn inside(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `Xã Đông Giang` → `Đông Giang` and `ở xã Đông Giang`. A number alone (`Phường 2`) keeps its rank.
fn in_place(name: &str) -> Option<(String, String)> {
    const RANKS: [&str; 8] = ["đặc khu ", "thị trấn ", "thành phố ", "thị xã ", "phường ", "quận ", "huyện ", "tỉnh "];
    let lower = inside(name);
    let bare = RANKS.iter().chain(&["xã "]).find_map(|rank| lower.strip_prefix(rank))?;
    let key = if bare.starts_with(|c: char| c.is_ascii_digit()) { &lower } else { bare };
    Some((key.to_owned(), format!("ở {lower}")))
}

/// Up to `count` subjects of each kind.
pub(super) fn of_all_kinds(
    texts: &Texts,
    documents: &[Document<'_>],
    facets: &Facets,
    count: usize,
) -> Vec<(&'static str, Vec<Subject>)> {
    let matters = matters();
    let kinds = KINDS.iter().zip(1u64..);
    let subjects = |(&(name, key), seed): (&(&'static str, Key), u64)| {
        let mut dice = Dice::new(seed);
        let mut found: Vec<Subject> = Vec::new();
        for _ in 0..count * 60 {
            let document = dice.below(documents.len());
            // Three in four by the title, the others by the text.
            let by_title = dice.percent(75);
            let is_new = found.iter().all(|subject| subject.document != document);
            if let Some((key, linked)) = key(&documents[document], facets).filter(|_| is_new && found.len() < count) {
                let candidates = candidates(&documents[document], &matters, by_title, &mut dice);
                let only = |matter: &String| texts.is_only(document, &[matter, &key]);
                found.extend(candidates.into_iter().find(only).map(|matter| Subject { document, matter, key, linked }));
            }
        }
        (name, found)
    };
    kinds.map(subjects).collect()
}

/// What a model can be about: the deeds and things of the corpus that have two words or more.
fn matters() -> Vec<String> {
    const SECTIONS: [&str; 9] = [
        "bao-ve-moi-truong",
        "kinh-te",
        "van-hoa-xa-hoi",
        "quoc-phong-an-ninh",
        "he-thong-chinh-tri",
        "nong-thon-moi",
        "cai-cach-hanh-chinh",
        "chuyen-doi-so",
        "word",
    ];
    let words = Words::new();
    SECTIONS.iter().flat_map(|section| words.phrases(section).iter().map(|phrase| (*phrase).to_owned())).collect()
}

/// The matters of a document, the shortest first; then two of the title together.
fn candidates(document: &Document<'_>, matters: &[String], by_title: bool, dice: &mut Dice) -> Vec<String> {
    let text = if by_title {
        document.title.clone()
    } else {
        let tags = document.tags.join(". ");
        let section = document.sections.get(dice.below(document.sections.len())).map_or("", |(_, text)| text);
        format!("{}. {tags}. {section}", document.summary)
    };
    // With its marks: `tấm ảnh` is no matter of a model in Tam Anh.
    let spaced = |text: &str| {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    let text_words = spaced(&text);
    let stands = |matter: &&String| text_words.contains(&spaced(matter));
    let mut found: Vec<String> = matters.iter().filter(stands).cloned().collect();
    let first = dice.below(found.len());
    found.rotate_left(first);
    let longest = |list: &[String]| list.iter().max_by_key(|matter| fold(matter).len()).cloned();
    let pair = longest(&found).and_then(|one| {
        let others: Vec<String> = found.iter().filter(|other| !one.contains(other.as_str())).cloned().collect();
        Some((one, longest(&others)?))
    });
    // Two of them are one phrase only if they stand side by side; the whole title is what remains.
    let beside = pair.map(|(one, other)| [format!("{one} {other}"), format!("{other} {one}")]);
    found.extend(beside.into_iter().flatten());
    found.extend(by_title.then(|| document.title.clone()));
    found.retain(|matter| (2..=9).contains(&texts::words(matter).count()));
    found
}
