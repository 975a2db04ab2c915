//! The ways in which a question is typed.

use lantoa::internals::fold;
use unicode_normalization::UnicodeNormalization;

use super::super::corpus::Dice;
use super::subjects::Subject;
use super::texts::{self, Texts};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Full,
    WithoutMarks,
    Capitals,
    Reversed,
    Slip,
    Sentence,
    Telex,
}

impl Way {
    pub(super) const ALL: [Self; 7] =
        [Self::Full, Self::WithoutMarks, Self::Capitals, Self::Reversed, Self::Slip, Self::Sentence, Self::Telex];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Full => "typed in full",
            Self::WithoutMarks => "typed without marks",
            Self::Capitals => "typed in capitals",
            Self::Reversed => "typed the other way round",
            Self::Slip => "typed with a slip in the rarest word",
            Self::Sentence => "typed as \"ở xã …\"",
            Self::Telex => "typed with Telex left in",
        }
    }
}

/// The question for a subject; `number` decides where the slip is.
pub(super) fn text(way: Way, subject: &Subject, texts: &Texts, number: usize) -> String {
    let Subject { matter, key, linked, .. } = subject;
    match way {
        Way::Full => format!("{matter} {key}"),
        Way::WithoutMarks => fold(&format!("{matter} {key}")),
        Way::Capitals => format!("{matter} {key}").to_uppercase(),
        Way::Reversed => format!("{key} {matter}"),
        Way::Slip => with_slip(subject, texts, number),
        Way::Sentence => format!("{matter} {linked}"),
        Way::Telex => format!("{matter} {key}").split(' ').map(telex).collect::<Vec<_>>().join(" "),
    }
}

/// A letter left out, doubled, or swapped with its neighbour, in the rarest word of letters.
fn with_slip(subject: &Subject, texts: &Texts, number: usize) -> String {
    let whole = format!("{} {}", subject.matter, subject.key);
    let words: Vec<&str> = whole.split(' ').collect();
    let rarity = |word: &str| -> Option<usize> {
        let mut plain = texts::words(word);
        let (first, rest) = (plain.next()?, plain.next());
        (rest.is_none() && first.len() > 2 && first.chars().all(char::is_alphabetic)).then(|| texts.count(&first))
    };
    let rarest = (0..words.len()).filter_map(|at| Some((rarity(words[at])?, at))).min();
    let Some((_, at)) = rarest else { return whole };
    let mut dice = Dice::new(number as u64);
    // Some slips make another question that some other document answers.
    for _ in 0..20 {
        let wrong = slip(words[at], &mut dice);
        let matter_words = subject.matter.split(' ').count();
        let mut all: Vec<&str> = words.clone();
        all[at] = &wrong;
        let (matter, key) = (all[..matter_words].join(" "), all[matter_words..].join(" "));
        if wrong != words[at] && !texts.is_anywhere(&[&matter, &key]) {
            return all.join(" ");
        }
    }
    whole
}

fn slip(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len());
    match dice.below(3) {
        0 if letters.len() > 3 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ => {
            let at = at.min(letters.len() - 2);
            letters.swap(at, at + 1);
        }
    }
    letters.into_iter().collect()
}

/// The keys of Telex for a word: `Đông` → `Ddoong`, `đường` → `dduwowngf`.
fn telex(word: &str) -> String {
    const TONES: [(char, char); 5] =
        [('\u{300}', 'f'), ('\u{301}', 's'), ('\u{309}', 'r'), ('\u{303}', 'x'), ('\u{323}', 'j')];
    let (mut keys, mut tone) = (String::new(), None);
    for c in word.nfd() {
        match c {
            '\u{306}' | '\u{31b}' => keys.push('w'),
            '\u{302}' => keys.extend(keys.chars().last().map(|letter| letter.to_ascii_lowercase())),
            'đ' => keys.push_str("dd"),
            'Đ' => keys.push_str("Dd"),
            _ => match TONES.iter().find(|(mark, _)| *mark == c) {
                Some((_, key)) => tone = Some(*key),
                None => keys.push(c),
            },
        }
    }
    keys.extend(tone);
    keys
}
