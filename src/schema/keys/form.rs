//! Hints of keys where a person fills in a form: nothing in them is about how a file is written.

use crate::schema::Key;
use crate::text::StaticMessage;

/// Hints by the name of the key, of a group's key with the group's name before a dot. All others are those of the tables.
const HINTS: &[(&str, StaticMessage)] = &[
    (
        "locality",
        StaticMessage::fixed(
            "Địa danh đúng như lúc thực hiện, từ nhỏ đến lớn; không đổi sang tên mới. Nhiều xã thì thêm từng xã.",
            "The place as it was called then, from small to large; never changed to the new name. Several one by one.",
        ),
    ),
    (
        "called_dan_van_kheo",
        StaticMessage::fixed(
            "Nguồn có gọi đây là mô hình “Dân vận khéo” không; không nguồn nào gọi, chỉ là cách làm cùng loại thì ghi không.",
            "Whether a source calls it a “Dân vận khéo” model; no, if none does and it is a practice of the same kind.",
        ),
    ),
    (
        "awards",
        StaticMessage::fixed(
            "Mỗi lần khen thưởng một mục; được nêu tên, được đánh giá cao không phải là khen thưởng.",
            "An entry for each award; being named or well spoken of is none.",
        ),
    ),
    (
        "results.value",
        StaticMessage::fixed(
            "Con số, không kèm đơn vị: 1.200; 1,8; 5 triệu.",
            "The number without its unit, as Vietnamese writes it: 1.200; 1,8; 5 triệu.",
        ),
    ),
    (
        "contact",
        StaticMessage::fixed(
            "Cơ quan để nơi khác gọi hỏi, không phải cá nhân.",
            "The office to call, never a private person.",
        ),
    ),
    (
        "replications",
        StaticMessage::fixed(
            "Những nơi mà nguồn nêu tên là đã làm theo; nguồn chỉ nêu số lượng thì ghi số nơi, đơn vị tính và nguồn.",
            "Places that a source names as copies; where it only counts them, the count, its unit and the source.",
        ),
    ),
    (
        "replications.locality",
        StaticMessage::fixed(
            "Nơi nguồn nêu tên là đã làm theo, đúng tên lúc ấy; khi chỉ có số nơi thì là vùng đã đếm.",
            "The place that a source names as a copy, as it was called then; where places were counted, the area.",
        ),
    ),
    (
        "replications.count",
        StaticMessage::fixed(
            "Bao nhiêu nơi đã làm theo, khi nguồn chỉ nêu số lượng, không nêu tên; phải có đơn vị tính và nguồn.",
            "How many places copied it, where a source counts but does not name them; with unit and source.",
        ),
    ),
    (
        "based_on",
        StaticMessage::fixed(
            "Mô hình mà mô hình này làm theo: gõ vài chữ của tên rồi chọn.",
            "The model that this one copies: type some of its title and choose.",
        ),
    ),
    (
        "cover",
        StaticMessage::fixed(
            "Ảnh trên máy: chọn tệp, hoặc thả vào ô.",
            "A picture on this machine: choose a file, or drop it.",
        ),
    ),
    ("draft", StaticMessage::fixed("Bài chưa được đăng.", "Not to be published yet.")),
];

impl Key {
    /// What to write in the field of a form for this key; `group` is the key of the group that it is in.
    pub(crate) fn hint_in_form(&self, group: Option<&Key>) -> StaticMessage {
        let name = group.map_or_else(|| self.name.to_owned(), |group| format!("{}.{}", group.name, self.name));
        HINTS.iter().find(|(of, _)| *of == name).map_or(self.hint, |(_, hint)| *hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Kind, MODEL, PAGE};
    use crate::text::Lang;

    /// Every key of a form, each with the key of its group.
    fn fields() -> Vec<(Option<&'static Key>, &'static Key)> {
        let of = |key: &'static Key| {
            std::iter::once((None, key)).chain(key.kind.keys().iter().map(move |inner| (Some(key), inner)))
        };
        // The short form of an award has no field.
        MODEL.iter().chain(PAGE).filter(|key| !key.name.starts_with("award_")).flat_map(of).collect()
    }

    #[test]
    fn hints_of_forms_name_nothing_of_a_file() {
        let names: Vec<&str> = fields().iter().flat_map(|(_, key)| [key.name, key.vi_name]).collect();
        for (group, key) in fields() {
            let hint = key.hint_in_form(group);
            let words: Vec<&str> = hint.vi.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let is_of_file = |word: &&&str| {
                ["true", "false", "danh_sach"].contains(*word)
                    || word.contains('_')
                    || names.contains(*word) && word.is_ascii()
            };
            let wrong: Vec<_> = words.iter().filter(|word| word.len() > 3).filter(is_of_file).collect();
            assert!(wrong.is_empty(), "{}: {wrong:?}", key.name);
            assert!(!hint.get(Lang::En).contains('`') && !hint.vi.contains("ngoặc kép"), "{}", key.name);
        }
    }

    #[test]
    fn every_hint_belongs_to_a_key() {
        let known: Vec<String> = fields()
            .iter()
            .map(|(group, key)| {
                group.map_or_else(|| key.name.to_owned(), |group| format!("{}.{}", group.name, key.name))
            })
            .collect();
        assert!(HINTS.iter().all(|(name, _)| known.iter().any(|known| known == name)));
        assert!(MODEL.iter().any(|key| matches!(key.kind, Kind::Records(_))));
    }
}
