//! Documents for measuring, as many as wanted, always the same: new sentences in the words of the quality set, with places
//! and names of real Vietnamese syllables.

use lantoa::search::{Choice, Document, Facets, Place};

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Small numbers much oftener than large ones.
    fn skewed(&mut self, limit: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((limit as f64 + 1.0).powf(unit) - 1.0) as usize
    }
}

/// Which word follows which in the quality set.
struct Chain {
    words: Vec<String>,
    next: std::collections::HashMap<String, Vec<usize>>,
}

impl Chain {
    fn new(texts: &[&str]) -> Self {
        let (mut words, mut next) = (Vec::new(), std::collections::HashMap::<String, Vec<usize>>::new());
        for text in texts {
            for word in text.split_whitespace() {
                if let Some(last) = words.last() {
                    next.entry(String::clone(last)).or_default().push(words.len());
                }
                words.push(word.to_owned());
            }
        }
        Self { words, next }
    }

    fn text(&self, dice: &mut Dice, count: usize) -> String {
        let mut at = dice.below(self.words.len());
        let mut text = String::new();
        for _ in 0..count {
            let word = &self.words[at];
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
            let follow = &self.next.get(word).map_or(&[][..], Vec::as_slice);
            // Sometimes the thread is lost: new neighbours, as in real texts.
            at = if follow.is_empty() || dice.below(8) == 0 {
                dice.below(self.words.len())
            } else {
                follow[dice.below(follow.len())]
            };
        }
        text
    }
}

const ONSETS: &str = "b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x";
const RIMES: &str = "a an anh ao ai ang âm ân âu ây ăn ăng e en eo ên ênh i ia iên inh iêu o oa oai oan ong ô ôi ông ơ ơi ơn u ua uân ui ung uy uyên ư ưa ưng ươi ương";
const TONES: [&str; 6] = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];

fn syllable(dice: &mut Dice) -> String {
    let pick =
        |dice: &mut Dice, list: &str| list.split(' ').nth(dice.below(list.split(' ').count())).unwrap_or("").to_owned();
    let (onset, rime) = (pick(dice, ONSETS), pick(dice, RIMES));
    let vowel = rime
        .rfind(|c: char| !"nghmtcp".contains(c))
        .map_or(0, |at| at + rime[at..].chars().next().map_or(0, char::len_utf8));
    let raw = format!("{onset}{}{}{}", &rime[..vowel], TONES[dice.below(6)], &rime[vowel..]);
    let raw = lantoa::vietnamese::normalize(&raw);
    let mut letters = raw.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn name(dice: &mut Dice) -> String {
    format!("{} {}", syllable(dice), syllable(dice))
}

/// `count` documents in the words of `source`.
pub(crate) fn corpus(source: &[Document<'_>], facets: &Facets, count: usize) -> (Vec<Document<'static>>, Facets) {
    let mut dice = Dice(2026);
    let mut facets = facets.clone();
    let bodies: Vec<&str> = source
        .iter()
        .flat_map(|d| d.sections.iter().map(|(_, text)| text.as_ref()))
        .chain(source.iter().map(|d| d.summary.as_str()))
        .collect();
    let titles: Vec<&str> = source.iter().map(|d| d.title.as_str()).collect();
    let (body, title) = (Chain::new(&bodies), Chain::new(&titles));
    facets.places = (0..34).map(|at| place(&mut dice, at, None)).collect();
    let communes: Vec<Place> = (0..3321).map(|at| place(&mut dice, 34 + at, Some(at as u32 % 34))).collect();
    facets.places.extend(communes);
    facets.districts = (0..700).map(|at| Choice { id: format!("h{at}"), label: name(&mut dice) }).collect();
    let documents = (0..count).map(|at| document(&mut dice, at, &body, &title, &facets)).collect();
    (documents, facets)
}

fn place(dice: &mut Dice, at: usize, within: Option<u32>) -> Place {
    Place { choice: Choice { id: format!("p{at}"), label: name(dice) }, within }
}

fn document(dice: &mut Dice, at: usize, body: &Chain, title: &Chain, facets: &Facets) -> Document<'static> {
    let place = 34 + dice.below(3321);
    let (commune, district) = (&facets.places[place], dice.below(facets.districts.len()));
    let province = &facets.places[commune.within.unwrap_or(0) as usize].choice.label;
    let length = 6 + dice.below(8);
    let heading =
        format!("{} {}", title.text(dice, length), if dice.below(3) == 0 { name(dice) } else { String::new() });
    let heading = heading.trim().to_owned();
    let sections = ["Bối cảnh", "Cách làm", "Kết quả", "Bài học kinh nghiệm"].map(|heading| {
        let length = 40 + dice.below(45);
        (
            heading.into(),
            format!("{} {} hộ, {} triệu đồng.", body.text(dice, length), dice.skewed(2000), dice.skewed(900)).into(),
        )
    });
    Document {
        url: format!("mo-hinh/{}-{at}.html", lantoa::vietnamese::slug(&heading)),
        summary: {
            let length = 14 + dice.below(12);
            body.text(dice, length)
        },
        place_then: format!("Xã {}, huyện {}, tỉnh {province}", commune.choice.label, facets.districts[district].label),
        place_now: format!("xã {}, tỉnh {province}", commune.choice.label),
        place: Some(place as u32),
        district: Some(district as u32),
        organisation: format!(
            "{} xã {}",
            ["Hội Phụ nữ", "Hội Nông dân", "Chi bộ thôn", "Hội Cựu chiến binh", "Khối dân vận"][dice.below(5)],
            commune.choice.label
        ),
        tags: (0..dice.below(4)).map(|_| body.words[dice.skewed(body.words.len() - 1)].clone()).collect(),
        fields: vec![dice.below(facets.fields.len()) as u16],
        award_year: (dice.below(5) > 0).then(|| 2009 + dice.below(17) as u16),
        award: ["Bằng khen", "Giấy khen", ""][dice.below(3)].to_owned(),
        started: Some(2005 + dice.below(20) as u16),
        level: Some(dice.below(4) as u16),
        unit_type: Some(dice.below(6) as u16),
        stage: Some(dice.below(3) as u16),
        copies: if dice.below(7) == 0 { dice.below(9) as u32 } else { 0 },
        sections: sections.to_vec(),
        title: heading,
        ..Document::default()
    }
}
