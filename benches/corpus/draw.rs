//! Draws one model after another.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use lantoa::internals::{fold, slug};

use super::model::{Award, Copied, Figure};
use super::places::{Place, Places, inside};
use super::words::{Topic, Words};
use super::{Dice, Kind, LAST_YEAR, Model};

const SEED: u64 = 20_260_701;

/// Fields with their share of a hundred models.
const FIELDS: [(&str, usize); 8] = [
    ("nong-thon-moi", 22),
    ("kinh-te", 20),
    ("van-hoa-xa-hoi", 18),
    ("quoc-phong-an-ninh", 13),
    ("bao-ve-moi-truong", 11),
    ("he-thong-chinh-tri", 9),
    ("cai-cach-hanh-chinh", 4),
    ("chuyen-doi-so", 3),
];
const UNIT_TYPES: [&str; 9] = [
    "khu-dan-cu",
    "mat-tran-doan-the",
    "dang-uy",
    "khoi-dan-van",
    "luc-luong-vu-trang",
    "co-quan-hanh-chinh",
    "hop-tac-xa",
    "don-vi-su-nghiep",
    "to-chuc-ton-giao",
];
const STAGES: [&str; 3] = ["cong-nhan", "tieu-bieu", "dang-ky"];
const LEVELS: [&str; 4] = ["xa", "huyen", "tinh", "trung-uong"];
const FORMS: [&str; 3] = ["Giấy khen", "Bằng khen", "Biểu dương"];
const CAMPAIGNS: [&str; 4] = ["nong-thon-moi", "chinh-quyen", "khu-dan-cu", "04-khong"];
/// How often another title is looked for when one is nearly taken.
const ATTEMPTS: usize = 20;
/// How many words serve as tags.
const TAGS: usize = 300;

/// The models, one after another, without end.
pub(crate) struct Corpus {
    kind: Kind,
    words: Words,
    places: Places,
    /// What has been drawn so far; links go back to it.
    drawn: Vec<Drawn>,
    slugs: HashSet<String>,
    titles: Titles,
}

/// As much of a model as others refer to.
struct Drawn {
    slug: String,
    title: String,
    started: usize,
}

impl Corpus {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            words: Words::new(),
            places: Places::new(kind),
            drawn: Vec::new(),
            slugs: HashSet::new(),
            titles: Titles::default(),
        }
    }

    fn topic(&self, field: &str, place: &Place, started: usize, dice: &mut Dice) -> Topic {
        let mut some = |section: &str, count: usize| -> Vec<&'static str> {
            let list = self.words.phrases(section);
            (0..count).map(|_| dice.of(list)).collect()
        };
        let (actors, people, words) = (some("actor", 3), some("people", 3), some("word", 14));
        let deeds = self.words.phrases(field);
        Topic {
            deeds: (0..3).map(|_| dice.any(deeds)).collect(),
            actors,
            people,
            words,
            hamlet: dice.any(self.words.phrases("hamlet")),
            commune: place.commune,
            started,
            link: self.link(dice),
        }
    }

    /// A link to a model that is there already, some much oftener than others.
    fn link(&self, dice: &mut Dice) -> String {
        if self.drawn.is_empty() {
            return String::from("xã bên");
        }
        let Drawn { slug, title, .. } = &self.drawn[dice.zipf(self.drawn.len())];
        format!("[{title}]({slug}.md)")
    }

    /// A title unlike those before it, but for one in two hundred and those that the kind of corpus shares.
    fn title(&mut self, topic: &Topic, dice: &mut Dice) -> String {
        let shared = self.kind.shared_titles();
        if shared > 0 && !self.drawn.is_empty() && dice.percent(shared) {
            return self.drawn[dice.below(self.drawn.len())].title.clone();
        }
        let careless = dice.below(200) == 0;
        let mut title = self.words.sentence("title", topic, dice);
        for _ in 0..ATTEMPTS {
            if self.titles.add(&title) || careless {
                break;
            }
            title = self.words.sentence("title", topic, dice);
            if !title.contains(&inside(topic.commune)) {
                title = format!("{title} ở {}", inside(topic.commune));
            }
        }
        title
    }

    /// The file name of a title: a number tells namesakes apart.
    fn slug(&mut self, title: &str) -> String {
        let stem = slug(title);
        let mut names = std::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
        names.find(|name| self.slugs.insert(name.clone())).unwrap_or_default()
    }

    fn body(&self, topic: &Topic, dice: &mut Dice) -> String {
        let say = |kind: &str, count: usize, dice: &mut Dice| -> Vec<String> {
            (0..count * self.kind.length()).map(|_| self.words.sentence(kind, topic, dice)).collect()
        };
        let mut parts = vec![say("summary", 1, dice).join(" ")];
        let mut section = |heading: &str, paragraphs: Vec<String>| {
            parts.push(format!("## {heading}"));
            parts.extend(paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()));
        };
        let count = dice.between(2, 4);
        section("Bối cảnh", vec![say("context", count, dice).join(" ")]);
        let (steps, ways) = (dice.between(3, 5), dice.between(1, 2));
        let steps =
            say("step", steps, dice).iter().zip(1..).map(|(step, n)| format!("{n}. {step}")).collect::<Vec<_>>();
        section("Cách làm", vec![say("way", ways, dice).join(" "), steps.join("\n")]);
        let count = dice.between(2, 4);
        let results = say("result", count, dice);
        let list = || results.iter().map(|result| format!("- {result}")).collect::<Vec<_>>().join("\n");
        section("Kết quả", vec![if dice.percent(40) { list() } else { results.join(" ") }]);
        if dice.percent(70) {
            let count = dice.between(1, 2);
            section("Bài học kinh nghiệm", vec![say("lesson", count, dice).join(" ")]);
        }
        if dice.percent(40) {
            section("Điều kiện áp dụng", vec![say("condition", 1, dice).join(" ")]);
        }
        if dice.percent(30) {
            parts.push(say("link", 1, dice).join(" "));
        }
        parts.join("\n\n") + "\n"
    }

    fn results(&self, dice: &mut Dice) -> Vec<Figure> {
        let (labels, units) = (self.words.phrases("measure"), self.words.phrases("unit"));
        let first = dice.below(labels.len());
        let count = dice.between(0, 3);
        let figure = |at| Figure {
            label: labels[(first + at) % labels.len()],
            value: 3 + dice.zipf(4000),
            unit: dice.of(units),
        };
        (0..count).map(figure).collect()
    }

    fn replications(&self, origin: &str, started: usize, dice: &mut Dice) -> Vec<Copied> {
        let (often, least) = self.kind.copies();
        let count = if dice.percent(often) { least + dice.zipf(6 - least) } else { 0 };
        let mut copies: Vec<Copied> = Vec::new();
        for _ in 0..count {
            let locality = self.places.draw(dice).full;
            if !origin.ends_with(&inside(&locality)) && *origin != locality {
                let by = organisation(dice.of(self.words.phrases("actor")), self.places.draw(dice).commune);
                copies.push(Copied { locality, year: dice.between(started, LAST_YEAR), by });
            }
        }
        copies
    }

    /// The country's: four to eight of all words, deeds of the field and provinces.
    fn many_tags(&self, field: usize, place: &Place, dice: &mut Dice) -> Vec<&'static str> {
        let (words, deeds) = (self.words.phrases("word"), self.words.phrases(FIELDS[field].0));
        let mut tags = vec![dice.any(deeds), place.province];
        for _ in 0..dice.between(2, 6) {
            tags.push(dice.of(words));
        }
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// Two to four of the tags: one of the field's own, the others of all, the first ones oftener.
    fn tags(&self, field: usize, place: &Place, dice: &mut Dice) -> Vec<&'static str> {
        if self.kind == Kind::Country {
            return self.many_tags(field, place, dice);
        }
        let all = &self.words.phrases("word")[..TAGS];
        let own = all[dice.zipf(TAGS / FIELDS.len()) * FIELDS.len() + field];
        let mut tags = vec![own];
        for _ in 0..dice.between(1, 3) {
            let tag = dice.of(all);
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// One in thirty is a copy of one before it.
    fn original(&self, started: usize, dice: &mut Dice) -> Option<String> {
        if self.drawn.is_empty() || dice.below(30) > 0 {
            return None;
        }
        let original = &self.drawn[dice.zipf(self.drawn.len())];
        (original.started <= started).then(|| original.slug.clone())
    }
}

impl Iterator for Corpus {
    type Item = Model;

    fn next(&mut self) -> Option<Model> {
        let number = self.drawn.len();
        let mut dice = Dice::new(SEED ^ number as u64);
        let dice = &mut dice;
        let field = field(dice);
        let started = dice.between(2009, LAST_YEAR - 2);
        let place = self.places.draw(dice);
        let topic = self.topic(FIELDS[field].0, &place, started, dice);
        let locality =
            if dice.percent(20) { format!("{}, {}", topic.hamlet, inside(&place.full)) } else { place.full.clone() };
        let (organisation, commune) = (organisation(topic.actors[0], place.commune), inside(place.commune));
        let folder = slug(place.province);
        let title = self.title(&topic, dice);
        let slug = self.slug(&title);
        let say = |kind: &str, dice: &mut Dice| self.words.sentence(kind, &topic, dice);
        let model = Model {
            folder,
            summary: say("summary", dice),
            field: FIELDS[field].0,
            fields_also: dice.percent(25).then(|| FIELDS[(field + dice.between(1, 7)) % FIELDS.len()].0),
            organisation,
            unit_type: dice.of(&UNIT_TYPES),
            stage: dice.of(&STAGES),
            started,
            awards: decide(awards(started, dice), number),
            results: self.results(dice),
            resources: dice.percent(60).then(|| say("resources", dice)),
            conditions: dice.percent(50).then(|| say("condition", dice)),
            contact: dice.percent(40).then(|| (format!("UBND {commune}"), telephone(dice))),
            replications: self.replications(&locality, started, dice),
            based_on: self.original(started, dice),
            update: dice.percent(10).then(|| (date(2024, dice), say("result", dice))),
            campaign: dice.percent(12).then(|| dice.of(&CAMPAIGNS)),
            tags: self.tags(field, &place, dice),
            source: source(dice),
            reviewed: dice.percent(80).then(|| date(LAST_YEAR, dice)),
            alias: dice.percent(2).then(|| format!("post/{number}")),
            body: self.body(&topic, dice),
            locality,
            slug: slug.clone(),
            title: title.clone(),
        };
        self.drawn.push(Drawn { slug, title, started });
        Some(model)
    }
}

/// Titles so far: as a whole and less each one of their syllables, without marks and case.
#[derive(Default)]
struct Titles(HashSet<u64>);

impl Titles {
    /// Whether no other title is the same or one syllable apart.
    fn add(&mut self, title: &str) -> bool {
        let folded = fold(title);
        let syllables: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|s| !s.is_empty()).collect();
        let keys = (0..=syllables.len()).map(|left_out| {
            let mut hasher = DefaultHasher::new();
            let kept = syllables.iter().enumerate().filter(|&(at, _)| at != left_out);
            kept.for_each(|(_, syllable)| syllable.hash(&mut hasher));
            hasher.finish()
        });
        let keys: Vec<u64> = keys.collect();
        let is_new = keys.iter().all(|key| !self.0.contains(key));
        self.0.extend(keys.into_iter().filter(|_| is_new));
        is_new
    }
}

fn field(dice: &mut Dice) -> usize {
    let mut left = dice.below(100);
    let found = FIELDS.iter().position(|&(_, share)| {
        let here = left < share;
        left = left.saturating_sub(share);
        here
    });
    found.unwrap_or(0)
}

/// `Công an xã`, `Phường Phú Thủy` → `Công an phường Phú Thủy`.
fn organisation(actor: &str, commune: &str) -> String {
    let actor = actor.strip_suffix(" xã").unwrap_or(actor);
    super::places::capital(&format!("{actor} {}", inside(commune)))
}

/// Seven in ten have an award, one of these has two.
fn awards(started: usize, dice: &mut Dice) -> Vec<Award> {
    let count = if dice.percent(70) { 1 + usize::from(dice.percent(15)) } else { 0 };
    let mut years: Vec<usize> = (0..count).map(|_| dice.between(started, LAST_YEAR - 1)).collect();
    years.sort_unstable();
    years.dedup();
    let award = |year| Award { year, level: dice.of(&LEVELS), form: dice.of(&FORMS), decision: None };
    years.into_iter().map(award).collect()
}

/// Gives one award in four the number of its decision.
fn decide(mut awards: Vec<Award>, number: usize) -> Vec<Award> {
    // Dice of their own: all else stays as it was drawn before there were decisions.
    let mut dice = Dice::new(SEED.rotate_left(32) ^ number as u64);
    for award in &mut awards {
        award.decision = dice.percent(25).then(|| format!("{}/QĐ-UBND", 1 + dice.below(6_000)));
    }
    awards
}

fn date(year: usize, dice: &mut Dice) -> String {
    format!("{year}-{:02}-{:02}", dice.between(1, 10), dice.between(1, 28))
}

/// A desk's number of an area code that nobody has.
fn telephone(dice: &mut Dice) -> String {
    format!("0200 3{:03} {:03}", dice.below(1000), dice.below(1000))
}

fn source(dice: &mut Dice) -> (String, String) {
    let (day, month, year) = (dice.between(1, 28), dice.between(1, 12), dice.between(2012, LAST_YEAR));
    let number = dice.below(1_000_000);
    (format!("Báo địa phương, {day}/{month}/{year}"), format!("https://bao.example/bai-{number}.html"))
}
