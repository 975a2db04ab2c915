//! Sentences: templates of `sentences.txt` filled with phrases of `words.txt`.

use std::collections::HashMap;

use super::Dice;
use super::places::{capital, inside};

/// Both files.
pub(crate) struct Words {
    phrases: HashMap<&'static str, Vec<&'static str>>,
    sentences: HashMap<&'static str, Vec<&'static str>>,
}

impl Words {
    pub(crate) fn new() -> Self {
        let phrases = sections(include_str!("words.txt"), |line| line.split(',').collect());
        let sentences = sections(include_str!("sentences.txt"), |line| vec![line]);
        Self { phrases, sentences }
    }

    /// The phrases of a section, the most frequent first.
    pub(crate) fn phrases(&self, section: &str) -> &[&'static str] {
        &self.phrases[section]
    }

    /// A sentence of a kind about a topic. Slots are filled from the topic first, so that one model keeps to its subject.
    pub(crate) fn sentence(&self, kind: &str, topic: &Topic, dice: &mut Dice) -> String {
        let mut rest = dice.any(&self.sentences[kind]);
        let mut sentence = String::with_capacity(rest.len() * 2);
        while let Some((before, (slot, after))) =
            rest.split_once('{').and_then(|(before, slot)| Some((before, slot.split_once('}')?)))
        {
            sentence.push_str(before);
            sentence.push_str(&self.fill(slot, topic, dice));
            rest = after;
        }
        sentence.push_str(rest);
        capital(&sentence)
    }

    fn fill(&self, slot: &str, topic: &Topic, dice: &mut Dice) -> String {
        match slot {
            "deed" => return dice.of(&topic.deeds).to_owned(),
            "actor" if dice.percent(70) => return dice.of(&topic.actors).to_owned(),
            "people" if dice.percent(70) => return dice.of(&topic.people).to_owned(),
            "word" if dice.percent(55) => return dice.of(&topic.words).to_owned(),
            "hamlet" => return inside(topic.hamlet),
            "commune" => return inside(topic.commune),
            "link" => return topic.link.clone(),
            "start" => return topic.started.to_string(),
            _ => {}
        }
        let number = match slot {
            "year" => dice.between(topic.started + 1, super::LAST_YEAR),
            "n" => 3 + dice.zipf(900),
            "small" => dice.between(2, 9),
            "big" => 20 + dice.zipf(9000),
            "pct" => dice.between(10, 55),
            "more" => dice.between(60, 98),
            _ => return dice.of(&self.phrases[slot]).to_owned(),
        };
        if slot == "year" { number.to_string() } else { grouped(number) }
    }
}

/// What one model is about.
pub(crate) struct Topic {
    pub(crate) deeds: Vec<&'static str>,
    pub(crate) actors: Vec<&'static str>,
    pub(crate) people: Vec<&'static str>,
    pub(crate) words: Vec<&'static str>,
    pub(crate) hamlet: &'static str,
    pub(crate) commune: &'static str,
    pub(crate) started: usize,
    /// A Markdown link to another model.
    pub(crate) link: String,
}

/// `12400` as Vietnamese write it: `12.400`.
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{}.{:03}", number / 1000, number % 1000) }
}

/// The sections of one of the files; each line gives entries.
fn sections(
    text: &'static str,
    entries: impl Fn(&'static str) -> Vec<&'static str>,
) -> HashMap<&'static str, Vec<&'static str>> {
    let mut sections: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[') {
            Some(heading) => name = heading.trim_end_matches(']'),
            None => {
                let found = entries(line).into_iter().map(str::trim).filter(|entry| !entry.is_empty());
                sections.entry(name).or_default().extend(found);
            }
        }
    }
    sections
}
