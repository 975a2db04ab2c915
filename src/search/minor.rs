//! Words of a question that say little about what is sought. They travel with the data, as the texts of the page do.

/// Phrases that only ask, without marks: alternatives of a regular expression in the reader's script.
pub(super) const ASKING: &str = "lam (sao|the nao)|nhu the nao|the nao|tai sao|vi sao|o dau|noi nao|cho nao|cach nao|\
    bao nhieu|la gi|co ai|co the|hay khong|duoc khong|co khong|toi muon|muon biet|cho hoi|\
    nam(?= \\d)|(quyet dinh )?so(?= \\d)";

/// Words that only bind others, with marks and without.
pub(super) const BINDING: &[&str] = &[
    "và", "của", "các", "những", "được", "với", "gì", "nào", "ai", "à", "va", "cac", "nhung", "duoc", "voi", "gi",
    "nao", "ở", "tại",
];

/// Words for the type of a place, without marks: before its name they say little.
pub(super) const RANKS: &[&str] =
    &["thi tran", "thi xa", "thanh pho", "dac khu", "phuong", "huyen", "quan", "tinh", "xa", "tp", "tx", "tt"];

/// The one of these that is a word of the matter too (`toàn tỉnh`): before a name that only a smaller place has it says something.
pub(super) const PROVINCE: &str = "tinh";

/// The words, without marks, that end the type of a hamlet or the like (`khu phố`): the name after it is no unit's.
pub(super) const HAMLETS: &[&str] =
    &["thon", "ap", "ban", "buon", "xom", "khom", "lang", "pho", "khu", "vuc", "to", "bon"];
