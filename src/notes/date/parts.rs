//! What a note states of a time, before anything is inferred.

use chrono::Weekday;

use super::super::stamp::Precision;
use super::zone::Zone;

/// What is printed of a time; what is not printed is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::notes) struct Parts {
    /// The year, in full.
    pub(in crate::notes) year: Option<i32>,
    /// Month and day.
    pub(in crate::notes) calendar: Option<Calendar>,
    /// A second day of the same month ("18 and 21 June").
    pub(in crate::notes) also: Option<u32>,
    /// The day of the week.
    pub(in crate::notes) weekday: Option<Weekday>,
    /// The time of day.
    pub(in crate::notes) clock: Option<Clock>,
    /// The zone or offset.
    pub(in crate::notes) zone: Option<Zone>,
    /// Counted from when it was read ("14 hours ago"), so that it cannot be settled.
    pub(in crate::notes) relative: bool,
}

/// Month and day as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::notes) enum Calendar {
    /// A day of a month that is certain, by its name or by an order that has no other reading.
    Day {
        /// From 1.
        month: u32,
        /// From 1.
        day: u32,
    },
    /// Two numbers of which one is the month.
    Numbers(u32, u32),
    /// A month without a day.
    Month(u32),
    /// A day of a month that is not said.
    DayOnly(u32),
}

/// A time of day as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::notes) struct Clock {
    /// 0 to 23.
    pub(in crate::notes) hour: u32,
    /// 0 to 59, if printed.
    pub(in crate::notes) minute: Option<u32>,
}

impl Clock {
    /// Returns the minutes since midnight.
    pub(in crate::notes) fn minutes(self) -> u32 {
        self.hour * 60 + self.minute.unwrap_or(0)
    }
}

impl Parts {
    /// Tells how finely the time is stated.
    pub(in crate::notes) fn precision(&self) -> Precision {
        match (self.clock, self.calendar) {
            (Some(Clock { minute: Some(_), .. }), _) => Precision::Minute,
            (Some(_), _) => Precision::Hour,
            (None, Some(Calendar::Month(_))) => Precision::Month,
            (None, _) => Precision::Day,
        }
    }

    /// Tells whether a day is printed, in whatever way.
    pub(in crate::notes) fn has_day(&self) -> bool {
        self.calendar.is_some() || self.weekday.is_some()
    }
}
