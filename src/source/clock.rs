//! The day of the run. No result depends on the clock in any other way.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::text::Date;

/// `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>) if it is set, else today in UTC.
pub(super) fn today() -> Date {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
    Date::from_unix(given.unwrap_or_else(now))
}
