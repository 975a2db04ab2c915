//! A text in lines: where it may be broken, how large it can be, and where it is cut.

use super::font::Weight;

/// A text in lines of one size.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Block {
    /// Size of the letters in pixels.
    pub(super) px: f32,
    pub(super) lines: Vec<String>,
}

/// `text` in lines of at most `width` pixels: in the first of the sizes, each with its greatest number of lines, that it
/// fits into; cut with `…` if it fits into none. Lines of several are made about equally long.
pub(super) fn fit(text: &str, weight: Weight, width: f32, sizes: &[(f32, usize)]) -> Block {
    fitted(&pieces(text), weight, width, sizes).unwrap_or_else(|| {
        let Some(&(px, most)) = sizes.last() else { return Block::default() };
        Block { px, lines: cut(text, weight, px, width, most) }
    })
}

/// The same for a place, which is broken only behind commas if it fits into the sizes that way.
pub(super) fn fit_place(text: &str, weight: Weight, width: f32, sizes: &[(f32, usize)]) -> Block {
    let parts: Vec<String> = text.split_inclusive(", ").map(|part| part.trim().to_owned()).collect();
    fitted(&parts, weight, width, sizes).unwrap_or_else(|| fit(text, weight, width, sizes))
}

/// The next size of a title's [sizes](super::layout::TITLE), as a part of a size.
const HARDLY_SMALLER: f32 = 0.8;

/// The same for a title, which is broken only where its sense has a break if it is hardly smaller that way.
pub(super) fn fit_title(text: &str, weight: Weight, width: f32, sizes: &[(f32, usize)]) -> Block {
    let usual = fit(text, weight, width, sizes);
    fitted(&phrases(text), weight, width, sizes).filter(|block| block.px >= usual.px * HARDLY_SMALLER).unwrap_or(usual)
}

/// Parts of a text between commas, colons, semicolons and dashes.
fn phrases(text: &str) -> Vec<String> {
    let mut phrases: Vec<String> = Vec::new();
    let mut goes_on = false;
    for piece in pieces(text) {
        let ends = piece.ends_with([',', ':', ';', '-', '–', '—']);
        match phrases.last_mut().filter(|_| goes_on) {
            Some(phrase) => phrase.extend([" ", &piece]),
            None => phrases.push(piece),
        }
        goes_on = !ends;
    }
    phrases
}

/// Parts of a text in lines, in the first of the sizes that they fit into.
fn fitted(pieces: &[String], weight: Weight, width: f32, sizes: &[(f32, usize)]) -> Option<Block> {
    sizes.iter().find_map(|&(px, most)| {
        let measured = Measured::new(pieces, weight, px);
        let lines = measured.wrap(width).filter(|lines| lines.len() <= most)?;
        let narrow = measured.narrowest(width, lines.len());
        Some(Block { px, lines: measured.wrap(narrow).unwrap_or(lines) })
    })
}

/// Parts of a text that stay on one line: mostly words. A number stays with its unit, an abbreviation with what it
/// stands before, and no line begins with a dash.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut joins = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let is_dash = matches!(word, "–" | "-" | "—" | "…" | "/");
        match pieces.last_mut().filter(|_| joins || is_dash) {
            Some(piece) => {
                piece.push(' ');
                piece.push_str(word);
                joins = false;
            }
            None => {
                pieces.push(word.to_owned());
                let is_number = word.starts_with(|c: char| c.is_ascii_digit())
                    && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                    && !word.ends_with(['.', ',']);
                let is_abbreviation =
                    word.chars().count() <= 4 && word.ends_with('.') && word.chars().any(char::is_uppercase);
                joins = is_number || is_abbreviation;
            }
        }
    }
    pieces
}

/// The parts of a text with their widths at one size.
struct Measured<'p> {
    pieces: &'p [String],
    widths: Vec<f32>,
    space: f32,
}

impl<'p> Measured<'p> {
    fn new(pieces: &'p [String], weight: Weight, px: f32) -> Self {
        let font = weight.font();
        Self { pieces, widths: pieces.iter().map(|piece| font.width(piece, px)).collect(), space: font.width(" ", px) }
    }

    /// Lines of at most `width`, each as long as possible; `None` if one part alone is wider.
    fn wrap(&self, width: f32) -> Option<Vec<String>> {
        let (mut lines, mut used): (Vec<String>, f32) = (Vec::new(), 0.0);
        for (piece, &own) in self.pieces.iter().zip(&self.widths) {
            if own > width {
                return None;
            }
            match lines.last_mut().filter(|_| used + self.space + own <= width) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(piece);
                    used += self.space + own;
                }
                None => {
                    lines.push(piece.clone());
                    used = own;
                }
            }
        }
        Some(lines)
    }

    /// About the least width that takes no more than `lines` lines.
    fn narrowest(&self, width: f32, lines: usize) -> f32 {
        let (mut too_narrow, mut enough) = (0.0, width);
        for _ in 0..8 {
            let middle = (too_narrow + enough) / 2.0;
            let fits = self.wrap(middle).is_some_and(|wrapped| wrapped.len() <= lines);
            if fits { enough = middle } else { too_narrow = middle }
        }
        enough
    }
}

/// The beginning of a text in `most` lines, with `…` behind its last word if that is not all. A word that is wider than a line is
/// broken.
fn cut(text: &str, weight: Weight, px: f32, width: f32, most: usize) -> Vec<String> {
    let font = weight.font();
    let (mut lines, mut is_whole) = (vec![String::new()], true);
    'words: for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut rest = word;
        while !rest.is_empty() {
            let is_last = lines.len() == most;
            let Some(line) = lines.last_mut() else { break 'words };
            let space = if line.is_empty() { "" } else { " " };
            let with = |part: &str| format!("{line}{space}{part}");
            let room = if is_last { width - font.width("…", px) } else { width };
            if font.width(&with(rest), px) <= room {
                *line = with(rest);
                break;
            }
            if line.is_empty() {
                let ends = rest.char_indices().map(|(at, _)| at).skip(1);
                let end = ends.take_while(|&end| font.width(&rest[..end], px) <= room).last().unwrap_or(rest.len());
                line.push_str(&rest[..end]);
                rest = &rest[end..];
            }
            if is_last {
                is_whole = false;
                break 'words;
            }
            lines.push(String::new());
        }
    }
    if let Some(line) = lines.last_mut().filter(|_| !is_whole) {
        line.truncate(line.trim_end_matches([',', ';', ':', '–', '-', ' ']).len());
        line.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_with_their_unit_and_no_line_begins_with_a_dash() {
        assert_eq!(
            pieces("góp 45 triệu đồng ở TP. HCM – năm 2020"),
            ["góp", "45 triệu", "đồng", "ở", "TP. HCM –", "năm", "2020"]
        );
        assert_eq!(pieces("  Xã  1.200 hộ "), ["Xã", "1.200 hộ"]);
        assert_eq!(pieces(""), Vec::<String>::new());
    }

    #[test]
    fn a_text_takes_the_first_size_that_it_fits_into() {
        let sizes = [(56.0, 1), (40.0, 2), (30.0, 2)];
        let fitted = |text: &str| fit(text, Weight::Bold, 330.0, &sizes);
        assert_eq!(fitted("Tiếng kẻng"), Block { px: 56.0, lines: vec!["Tiếng kẻng".into()] });
        let two = fitted("Tiếng kẻng an ninh");
        assert_eq!((two.px, two.lines), (40.0, vec!["Tiếng kẻng".to_owned(), "an ninh".to_owned()]));
        let long = fitted(&"Tiếng kẻng an ninh ".repeat(9));
        assert_eq!((long.px, long.lines.len()), (30.0, 2));
        assert!(long.lines[1].ends_with('…'), "{long:?}");
    }

    #[test]
    fn a_title_is_broken_where_its_sense_has_a_break_if_it_fits() {
        let lines = |title| fit_title(title, Weight::Bold, 598.0, &[(68.0, 2), (56.0, 3), (48.0, 4)]).lines;
        assert_eq!(lines("Ánh sáng an ninh - Thắp sáng đường quê"), ["Ánh sáng an ninh -", "Thắp sáng đường quê"]);
        let long = lines("Nuôi bò, nuôi dê và trồng cỏ trên những ngọn đồi xa");
        assert_ne!(long[0], "Nuôi bò,", "{long:?}");
    }

    #[test]
    fn a_place_is_broken_behind_commas_where_that_fits() {
        let lines = |width| fit_place("Xã Đông Giang, huyện Hàm Thuận Bắc", Weight::Regular, width, &[(28.0, 2)]).lines;
        assert_eq!(lines(330.0), ["Xã Đông Giang,", "huyện Hàm Thuận Bắc"]);
        assert_eq!(lines(250.0), ["Xã Đông Giang,", "huyện Hàm…"]);
        assert_eq!(fit_place("Xã Đông Giang", Weight::Regular, 120.0, &[(28.0, 2)]).lines, ["Xã Đông", "Giang"]);
    }

    #[test]
    fn lines_are_about_equally_long() {
        let block = fit("Mô hình dân vận khéo bảo vệ rừng", Weight::Bold, 606.0, &[(56.0, 3)]);
        let widths: Vec<f32> = block.lines.iter().map(|line| Weight::Bold.font().width(line, 56.0)).collect();
        assert_eq!(block.lines.len(), 2, "{block:?}");
        assert!((widths[0] - widths[1]).abs() < 200.0, "{block:?}");
    }

    #[test]
    fn nothing_is_wider_than_a_line_and_no_letter_is_lost_before_the_cut() {
        let long = "Ngườidân".repeat(20);
        let block = fit(&format!("Xã {long} hết"), Weight::Regular, 300.0, &[(30.0, 3)]);
        assert!(block.lines.iter().all(|line| Weight::Regular.font().width(line, 30.0) <= 300.0), "{block:?}");
        let text = block.lines.concat();
        assert!(text.ends_with('…') && format!("Xã{long}").starts_with(text.trim_end_matches('…')), "{text}");
        let short = "Ngườidân".repeat(5);
        let block = fit(&short, Weight::Regular, 300.0, &[(30.0, 3)]);
        assert_eq!((block.lines.len(), block.lines.concat()), (3, short), "all of it is there");
    }
}
