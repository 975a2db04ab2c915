//! Which words can be Vietnamese: onset, rime and tone as the spelling rules allow them.
//!
//! Used to recognise text in another encoding and text without marks. Names from the languages of the highlands (`Krông`,
//! `Đắk Lắk`) are allowed for as far as their spelling is regular.

use unicode_normalization::UnicodeNormalization;

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

const ONSETS: [&str; 34] = [
    "", "b", "br", "c", "ch", "d", "dr", "đ", "đr", "g", "gh", "gi", "h", "k", "kh", "kr", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "pl", "qu", "r", "s", "t", "th", "tr", "v", "x", "w",
];

/// All rimes, without tones. A `k` at the end counts as `c`.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay \
    ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu \
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet \
    ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt \
    u ua uc ui um un ung up ut uâ uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ uơn \
    uy uya uych uyên uyêt uynh uyt uyu uyp ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu \
    y ych yêm yên yêng yêt yêu ynh yt ";

/// Whether `rime` is one of `rimes`, which have a space on either side.
fn has_rime(rime: &str, rimes: &str) -> bool {
    let mut word = [0; 16];
    let length = rime.len();
    if length == 0 || length + 2 > word.len() {
        return false;
    }
    word[0] = b' ';
    word[1..=length].copy_from_slice(rime.as_bytes());
    word[length + 1] = b' ';
    std::str::from_utf8(&word[..length + 2]).is_ok_and(|word| rimes.contains(word))
}

/// Whether `word` can be a Vietnamese syllable, in any case and Unicode form.
pub(crate) fn is_syllable(word: &str) -> bool {
    if word.len() > 32 {
        return false;
    }
    let apart: String = word.to_lowercase().nfd().collect();
    let mut tones = apart.chars().filter(|c| TONES.contains(c));
    let tone = tones.next();
    if tones.next().is_some() {
        return false;
    }
    let toneless: String = apart.chars().filter(|c| !TONES.contains(c)).nfc().collect();
    split(&toneless, RIMES).is_some_and(|rime| {
        let stopped = ["c", "ch", "k", "p", "t"].iter().any(|end| rime.ends_with(end));
        // Sắc and nặng are the only tones of a stopped syllable.
        !stopped || matches!(tone, Some('\u{301}' | '\u{323}')) || rime.ends_with('k')
    })
}

/// Whether `word`, in ASCII, can be a Vietnamese syllable whose marks were left out.
pub(crate) fn is_plain_syllable(word: &str) -> bool {
    let plain = word.to_ascii_lowercase();
    plain.len() <= 7 && split(&plain, &plain_rimes()).is_some()
}

fn plain_rimes() -> std::borrow::Cow<'static, str> {
    static PLAIN: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    PLAIN.get_or_init(|| super::fold(RIMES)).as_str().into()
}

/// The rime of a syllable without its tone; `None` if it cannot be one.
fn split<'w>(syllable: &'w str, rimes: &str) -> Option<&'w str> {
    let is_rime = |rime: &str| match rime.strip_suffix('k') {
        Some(open) => has_rime(&format!("{open}c"), rimes),
        None => has_rime(rime, rimes),
    };
    ONSETS.iter().find_map(|onset| syllable.strip_prefix(onset).filter(|rime| is_rime(rime)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_vietnamese_texts_are_syllables() {
        let text = "Tổ liên gia tự quản về an ninh trật tự mười hộ một tổ một tiếng kẻng cả thôn ra hỗ trợ Được sự \
            đồng thuận của nhân dân khu phố đã vận động các hộ hiến đất chặt cây tháo dỡ hàng rào để mở đường Chi hội \
            phụ nữ giữ nếp sinh hoạt đều đặn ai ở xa cũng đến quỹ nhỏ vẫn giúp được người nghèo khuyến khích nghiêng \
            quyển huỳnh khuya giếng gìn quốc thuở ngoẹo xoong Krông Đắk Lắk Plei Kông Thủy thuỷ hòa hoà khỏe khoẻ";
        let wrong: Vec<&str> = text.split(' ').filter(|word| !is_syllable(word) && *word != "Plei").collect();
        assert_eq!(wrong, Vec::<&str>::new());
    }

    #[test]
    fn other_words_are_none() {
        for word in ["Tæ", "qu¶n", "lieân", "học\u{300}", "học\u{309}", "x", "", "straße", "mat", "chach", "Malmö"]
        {
            assert!(!is_syllable(word), "{word}");
        }
        assert!(is_syllable("mát") && is_syllable("MẠCH"));
    }

    #[test]
    fn words_without_marks() {
        for word in ["hien", "dat", "lam", "duong", "NGHIENG", "xa"] {
            assert!(is_plain_syllable(word), "{word}");
        }
        for word in ["model", "street", "website", "project", "x"] {
            assert!(!is_plain_syllable(word), "{word}");
        }
    }
}
