//! The five sections of a model's article, in their order: one source for the file that `lantoa new` makes, for the sample
//! of `lantoa init`, for the editor's guide and for what the page of a model looks up. A section that an article lacks is
//! no mistake.

use super::output::template;
use crate::text::{Lang, StaticMessage};

/// One section.
#[derive(Debug, PartialEq)]
pub(crate) struct Section {
    /// Its heading, as editors write it. It is the same in every language, because the theme knows it.
    pub(crate) heading: &'static str,
    /// The id of its heading on the page.
    pub(crate) id: &'static str,
    /// What belongs in it.
    pub(crate) hint: StaticMessage,
}

impl Section {
    const fn new(heading: &'static str, id: &'static str, hint: (&'static str, &'static str)) -> Self {
        Self { heading, id, hint: StaticMessage::fixed(hint.0, hint.1) }
    }
}

/// How it is done, step by step.
pub(crate) const STEPS: Section = Section::new(
    "Cách làm",
    "cach-lam",
    (
        "1. Bước thứ nhất: ai làm việc gì.\n2. Bước thứ hai.\nAi chủ trì, ai phối hợp; làm theo nhịp nào, khi nào đánh giá.",
        "1. The first step: who does what.\n2. The second.\nWho leads and who joins; at what pace, and when it is judged.",
    ),
);

/// What another place needs.
pub(crate) const CONDITIONS: Section = Section::new(
    "Điều kiện áp dụng",
    "dieu-kien-ap-dung",
    (
        "Duy trì bằng cách nào; nơi nào làm theo được, nơi nào không.",
        "How it is kept going; where it can be copied and where it cannot.",
    ),
);

/// All sections. What they ask for are the items of a dossier as Mặt trận phường Thanh Khê (Đà Nẵng, 2026) lists them, as
/// far as no key holds them.
pub(crate) const SECTIONS: [Section; 5] = [
    Section::new(
        "Bối cảnh",
        "boi-canh",
        (
            "Trước đó thế nào, vì sao phải làm. Đặt mục tiêu, tiêu chí gì. Làm với ai, bao nhiêu hộ.",
            "How it was before, and why something had to be done. Which goals and criteria were set. For whom it is.",
        ),
    ),
    STEPS,
    Section::new(
        "Kết quả",
        "ket-qua",
        (
            "Con số, đơn vị, tính đến khi nào, trong phạm vi nào.",
            "Numbers with their units: as of when, and of which area.",
        ),
    ),
    Section::new(
        "Bài học kinh nghiệm",
        "bai-hoc-kinh-nghiem",
        ("Điều giúp làm được; điều chưa làm được.", "What helped; what did not work."),
    ),
    CONDITIONS,
];

const OPENING: StaticMessage = StaticMessage::fixed(
    "Một, hai câu mở đầu: mô hình là gì, ở đâu, có từ bao giờ.",
    "A sentence or two: what it is, where, and since when.",
);

/// The file of a new model: front matter with the given values (by English name), all other keys as comments, and the
/// sections with what belongs in them.
pub(crate) fn new_model(values: &[(&str, &str)], lang: Lang) -> String {
    let mut text = format!("{}\n<!-- {} -->\n", template(values, lang), OPENING.get(lang));
    for section in &SECTIONS {
        text.extend(["\n## ", section.heading, "\n\n<!-- ", section.hint.get(lang), " -->\n"]);
    }
    text
}

/// The file that shows an editor how a model is written: [`new_model`] with sample values.
pub(crate) fn sample_model(lang: Lang) -> String {
    let values = match lang {
        Lang::Vi => ["Tên mô hình", "Một câu nói rõ ai làm gì, được gì."],
        Lang::En => ["Title of the model", "One sentence on who does what to what effect."],
    };
    let [title, summary] = values;
    let fixed = [("locality", "Tỉnh Lâm Đồng"), ("field", "van-hoa-xa-hoi"), ("draft", "true")];
    new_model(&[&[("title", title), ("summary", summary)][..], &fixed].concat(), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vietnamese::slug;

    #[test]
    fn a_sections_id_is_that_of_its_heading() {
        for section in &SECTIONS {
            assert_eq!(section.id, slug(section.heading));
        }
    }

    #[test]
    fn a_new_model_has_the_sections_in_their_order() {
        for lang in [Lang::Vi, Lang::En] {
            let text = sample_model(lang);
            let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            assert_eq!(headings, SECTIONS.map(|section| section.heading));
        }
    }
}
