//! Text files: commas, semicolons or tabs between cells, in UTF-8, UTF-16 or an encoding from before Unicode.

use super::{Budget, Cell, Sheet};
use crate::office::Unreadable;
use crate::vietnamese;

/// Lines from which the separator is known.
const SAMPLE: usize = 40;

pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Sheet, Unreadable> {
    let text = decoded(bytes)?;
    let separator = separator(&text);
    let mut sheet = Sheet { name: "CSV".to_owned(), ..Sheet::default() };
    let (mut row, mut column) = (0, 0);
    let mut cell = String::new();
    // Whether the cell has nothing but blanks yet; a quote begins it only then.
    let mut is_blank = true;
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    let mut put = |row, column, cell: &mut String| -> Result<(), Unreadable> {
        let text = std::mem::take(cell);
        let text = without_apostrophe(text.trim());
        if !text.is_empty() {
            budget.take(1)?;
            sheet.put(row, column, Cell::Text(text.to_owned()));
        }
        Ok(())
    };
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted => match letters.next_if_eq(&'"') {
                Some(quote) => {
                    is_blank = false;
                    cell.push(quote);
                }
                None => quoted = false,
            },
            '"' if is_blank => quoted = true,
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                put(row, column, &mut cell)?;
                is_blank = true;
                (row, column) = (row + 1, 0);
            }
            letter if letter == separator && !quoted => {
                put(row, column, &mut cell)?;
                is_blank = true;
                column += 1;
            }
            letter => {
                is_blank &= letter.is_whitespace();
                cell.push(letter);
            }
        }
    }
    put(row, column, &mut cell)?;
    Ok(sheet)
}

/// The text of a cell without the apostrophe that stands before what would be a formula: as tables are written here.
fn without_apostrophe(text: &str) -> &str {
    let is_formula = |text: &str| {
        text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    };
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| Unreadable::UnknownLetters)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
            match std::str::from_utf8(bytes) {
                Ok(text) => Ok(vietnamese::without_legacy(text).unwrap_or_else(|| text.to_owned())),
                Err(_) => vietnamese::convert_table(bytes).ok_or(Unreadable::UnknownLetters),
            }
        }
    }
}

/// The sign of which the first lines have most, outside quotes.
fn separator(text: &str) -> char {
    let (mut counts, mut quoted) = ([0usize; 3], false);
    let signs = [',', ';', '\t'];
    for letter in text.lines().take(SAMPLE).flat_map(str::chars) {
        match signs.iter().position(|sign| *sign == letter) {
            _ if letter == '"' => quoted = !quoted,
            Some(at) if !quoted => counts[at] += 1,
            _ => {}
        }
    }
    // Commas stand in texts too, so a few semicolons or tabs say more.
    let weighed = [counts[0], counts[1] * 3, counts[2] * 3];
    let best = (0..signs.len()).max_by_key(|&at| (weighed[at], std::cmp::Reverse(at))).unwrap_or(0);
    signs[best]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheet = read(bytes, &mut Budget(1_000)).unwrap_or_default();
        sheet.rows.values().map(|row| row.values().map(Cell::text).collect()).collect()
    }

    #[test]
    fn separators_quotes_and_apostrophes() {
        let wanted = vec![vec!["Tên", "Nơi"], vec!["a;b\n\"c\"", "-5"]];
        for text in ["Tên;Nơi\r\n\"a;b\n\"\"c\"\"\";'-5\r\n", "Tên\tNơi\n\"a;b\n\"\"c\"\"\"\t'-5"] {
            assert_eq!(rows(text.as_bytes()), wanted, "{text}");
        }
        assert_eq!(rows("Tên,\"Xã A, tỉnh B\"\n".as_bytes()), [["Tên", "Xã A, tỉnh B"]]);
    }

    #[test]
    fn old_encodings_are_read() {
        let utf16: Vec<u8> = "\u{feff}Tên\tNơi".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&utf16), [["Tên", "Nơi"]]);
        // “Tổ liên gia tự quản;xã Đông Giang” in TCVN3.
        let tcvn3 = b"T\xe6 li\xaan gia t\xf9 qu\xb6n;x\xb7 \xa7\xabng Giang\nX";
        assert_eq!(rows(tcvn3), [vec!["Tổ liên gia tự quản", "xã Đông Giang"], vec!["X"]]);
        // The same saved as UTF-8, below a heading in Unicode.
        let saved = "Tên mô hình;Nơi\nTæ tù qu¶n an ninh trËt tù;X· Hµm Liªm, huyÖn Hµm ThuËn B¾c\n";
        let wanted = [["Tên mô hình", "Nơi"], ["Tổ tự quản an ninh trật tự", "Xã Hàm Liêm, huyện Hàm Thuận Bắc"]];
        assert_eq!(rows(saved.as_bytes()), wanted);
        assert_eq!(rows("Tên;Nơi\nCafé «Ä»;K'ho ƀĕŏ ©\n".as_bytes()), [["Tên", "Nơi"], ["Café «Ä»", "K'ho ƀĕŏ ©"]]);
    }
}
