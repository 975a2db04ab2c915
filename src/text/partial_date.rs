//! A date as sources give it: a day, a month or only a year.

use std::fmt;

use super::Date;

/// A day, a month or a year of the Gregorian calendar. Ordered by time; what is less exact comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(into = "String")]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// Reads a day (`2024-10-15`, `15/10/2024`), a month (`2024-10`, `10/2024`) or a year (`2024`). `None` for months and
    /// days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = |part: &str, most: usize| {
            let is_number = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            if is_number { part.parse::<u16>().ok() } else { None }
        };
        let is_year = |part: &str| part.len() == 4;
        match text.split(['-', '/', '.']).collect::<Vec<_>>()[..] {
            [year] if is_year(year) => Some(Self::of_year(number(year, 4)?)),
            [a, b] => {
                let (year, month) = if is_year(a) { (a, b) } else { (b, a) };
                let month = u8::try_from(number(month, 2)?).ok().filter(|month| (1..=12).contains(month))?;
                is_year(year).then_some(Self { year: number(year, 4)?, month: Some(month), day: None })
            }
            _ => Date::parse(text).map(Self::from),
        }
    }

    /// A year of which no more is known.
    pub(crate) fn of_year(year: u16) -> Self {
        Self { year, month: None, day: None }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The day; `None` if only the month or the year is known.
    pub fn day(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?)
    }

    /// The first day that can be meant: the beginning of the month or of the year.
    pub(crate) fn first_day(self) -> Date {
        Date::first_of(self.year, self.month, self.day)
    }

    /// The last day that can be meant: the end of the month or of the year.
    pub fn last_day(self) -> Date {
        Date::last_of(self.year, self.month, self.day)
    }

    /// As Vietnamese papers write it: `15/10/2024`, `10/2024`, `2024`.
    pub fn vietnamese(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day}/{month}/{}", self.year),
            (Some(month), None) => format!("{month}/{}", self.year),
            (None, _) => self.year.to_string(),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day_of_month()) }
    }
}

/// ISO 8601, as exact as the date is: `2024-10-15`, `2024-10`, `2024`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_a_month_and_a_year_are_read_in_both_orders() {
        for (written, iso, shown) in [
            ("2024-10-15", "2024-10-15", "15/10/2024"),
            ("5/1/2024", "2024-01-05", "5/1/2024"),
            ("2024-10", "2024-10", "10/2024"),
            ("10/2024", "2024-10", "10/2024"),
            ("1.2024", "2024-01", "1/2024"),
            (" 2024 ", "2024", "2024"),
        ] {
            let date = PartialDate::parse(written).unwrap_or_else(|| panic!("{written} was refused"));
            assert_eq!((date.to_string(), date.vietnamese()), (iso.to_owned(), shown.to_owned()), "{written}");
        }
        for wrong in
            ["", "24", "13/2024", "0/2024", "10/24", "2023-02-29", "tháng 10", "2024-", "123/2024", "2024-2025"]
        {
            assert_eq!(PartialDate::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_last_day_that_can_be_meant() {
        let last = |written: &str| PartialDate::parse(written).map(|date| date.last_day().to_string());
        assert_eq!(last("2024").as_deref(), Some("2024-12-31"));
        assert_eq!(last("2/2024").as_deref(), Some("2024-02-29"));
        assert_eq!(last("3/2/2024").as_deref(), Some("2024-02-03"));
        assert_eq!(PartialDate::parse("2/2024").and_then(PartialDate::day), None);
    }
}
