//! Days set against the day of publication.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::DatePrecision;
use super::date::Near;

/// Sets dates against the day of publication.
pub(super) struct Resolver {
    pub(super) published: Option<Date>,
}

impl Resolver {
    /// The year of a day of the year that lies nearest to publication: at most half a year away.
    pub(super) fn nearest_year(&self, month: i8, day: i8) -> Option<i16> {
        let published = self.published?;
        let years = [published.year() - 1, published.year(), published.year() + 1];
        let dates = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
        let days = |d: &Date| d.duration_since(published).as_hours().unsigned_abs();
        dates.min_by_key(days).map(Date::year)
    }

    /// The days that a weekday may mean, the nearest first; more than one where it is ambiguous.
    ///
    /// A weekday in the past is the latest such day. Where it is the weekday of publication itself, it may be that day
    /// or the same day a week before; `last` and `next` before it leave readers in doubt of the week.
    pub(super) fn weekday(&self, weekday: Weekday, near: Near, ahead: bool, is_past: impl Fn() -> bool) -> Vec<Date> {
        let Some(published) = self.published else { return Vec::new() };
        let same = published.weekday() == weekday;
        let shifted = |days: i32| published.checked_add(days.days()).ok();
        let back = i32::from(published.weekday().since(weekday));
        let days: &[i32] = match near {
            Near::Last if same => &[-7, -14],
            Near::Last => &[-back, -back - 7],
            Near::Next if same => &[7, 14],
            Near::Next => &[7 - back, 14 - back],
            Near::Bare if same && !ahead && is_past() => &[0, -7],
            Near::Bare if same => &[0],
            Near::Bare if ahead => &[7 - back],
            Near::Bare => &[-back],
        };
        days.iter().filter_map(|d| shifted(*d)).collect()
    }
}

/// A date as ISO 8601, as far as the precision goes.
pub(super) fn day_or_month_year(date: Date, precision: DatePrecision) -> String {
    match precision {
        DatePrecision::Year => format!("{:04}", date.year()),
        DatePrecision::Month => format!("{:04}-{:02}", date.year(), date.month()),
        _ => date.to_string(),
    }
}
