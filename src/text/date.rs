//! Calendar dates without time zones: reading, writing, and subtracting years. That is all the program needs, so it does
//! without a date library.

use std::fmt;

/// A day of the Gregorian calendar, ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The date, if it exists: `None` for 30 February.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let real = (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
        real.then_some(Self { year, month, day })
    }

    /// Reads `2024-10-15`, `15/10/2024` or `15-10-2024` (the order Vietnamese papers use). A time behind it, as other
    /// generators write it, is left out: `2024-10-15T08:00:00+07:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_time = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':');
        let text = match text.trim().split_once(['T', ' ']) {
            Some((day, time)) if is_time(time) => day,
            _ => text,
        };
        let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
        let [a, b, c] = parts[..] else { return None };
        let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
        if year.len() != 4 || ![year, month, day].iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day, in UTC, of a moment given in seconds since 1 January 1970.
    /// The rule is Howard Hinnant's `civil_from_days` (<https://howardhinnant.github.io/date_algorithms.html>).
    pub fn from_unix(seconds: i64) -> Self {
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year: year.clamp(0, 9999) as u16, month: month as u8, day: day as u8 }
    }

    /// Days since 1 January 1970, the inverse of [`Self::from_unix`]: Howard Hinnant's `days_from_civil`.
    pub(crate) fn unix_day(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted_month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The first day of a year, of a month, or the day itself.
    pub(super) fn first_of(year: u16, month: Option<u8>, day: Option<u8>) -> Self {
        Self { year, month: month.unwrap_or(1), day: day.unwrap_or(1) }
    }

    /// The last day of a year, of a month, or the day itself; of what does not exist, the nearest earlier day.
    pub(super) fn last_of(year: u16, month: Option<u8>, day: Option<u8>) -> Self {
        let month = month.unwrap_or(12).clamp(1, 12);
        let last = days_in(year, month);
        Self { year, month, day: day.unwrap_or(last).min(last) }
    }

    /// The month, from 1.
    pub(super) fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub(super) fn day_of_month(self) -> u8 {
        self.day
    }

    /// As Vietnamese papers write it: `15/10/2024`.
    pub fn vietnamese(self) -> String {
        format!("{}/{}/{}", self.day, self.month, self.year)
    }

    /// The same day `years` earlier (28 February for a 29th).
    pub fn years_before(self, years: u16) -> Self {
        let year = self.year.saturating_sub(years);
        Self { year, month: self.month, day: self.day.min(days_in(year, self.month)) }
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// ISO 8601: `2024-10-15`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn both_orders_are_read_and_impossible_days_are_not() {
        assert_eq!(Date::parse("2024-10-15"), Date::parse("15/10/2024"));
        assert_eq!(Date::parse("2024-10-15T08:00:00-07:00"), Date::parse("15/10/2024 08:00"));
        assert_eq!(Date::parse("15/10/2024").map(|d| d.to_string()).as_deref(), Some("2024-10-15"));
        for wrong in ["2023-02-29", "2024-13-01", "15/10/24", "x", "2024-10", "+024-1-1", "2024-10-15T"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn seconds_become_days() {
        assert_eq!(Date::from_unix(0).to_string(), "1970-01-01");
        assert_eq!(Date::from_unix(1_709_208_000).to_string(), "2024-02-29");
        assert_eq!(Date::from_unix(-1).to_string(), "1969-12-31");
        for day in [-1, 0, 19_782, 20_783, 50_000] {
            assert_eq!(Date::from_unix(day * 86_400).unix_day(), day);
        }
    }

    #[test]
    fn two_years_before_a_leap_day() {
        assert_eq!(Date::parse("2024-02-29").map(|d| d.years_before(2).to_string()).as_deref(), Some("2022-02-28"));
    }
}
