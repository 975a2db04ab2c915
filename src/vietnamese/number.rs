//! Numbers as Vietnamese readers write them: a point between thousands, a comma before decimals.

/// `1932` → `1.932`, `43.4` → `43,4`. Years and other four-digit labels are not numbers: do not pass them.
/// What is not a plain number is returned as it stands.
pub(crate) fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(decimals) {
        return number.to_owned();
    }
    let mut out = String::with_capacity(number.len() + whole.len() / 3 + 1);
    out.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push(',');
        out.push_str(decimals);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn points_between_thousands_and_a_comma_before_decimals() {
        let cases = [
            ("0", "0"),
            ("999", "999"),
            ("1932", "1.932"),
            ("210200000", "210.200.000"),
            ("43.4", "43,4"),
            ("-1234.5", "-1.234,5"),
            ("12 hộ", "12 hộ"),
            ("", ""),
        ];
        for (from, to) in cases {
            assert_eq!(grouped(from), to);
        }
    }
}
