//! From a local date and time to a moment.

use chrono::{FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::zone::Zone;
use crate::article::Moment;

/// A zone to read a time in, with what is written when it was not printed there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) zone: Zone,
    /// The outlet's own zone, which tells what IST means.
    pub(super) home: Option<Tz>,
}

impl Place {
    /// Makes the moment of a local time, or tells why there is none.
    pub(super) fn moment(self, local: NaiveDateTime) -> Result<Moment, &'static str> {
        match self.zone {
            Zone::Offset(minutes) => {
                let offset = FixedOffset::east_opt(minutes * 60).ok_or("no such offset")?;
                offset.from_local_datetime(&local).single().ok_or("no such time")
            }
            Zone::Civil(tz) => civil(tz, local),
            Zone::Ist => match self.home {
                Some(tz) if speaks_of_ist(tz) => civil(tz, local),
                _ => Err("IST names three zones, and the outlet's own is not known"),
            },
        }
    }

    /// Makes the first moment of a day.
    pub(super) fn start_of(self, date: NaiveDate) -> Result<Moment, &'static str> {
        // Where the clock is put on at midnight, the day begins at one.
        self.moment(date.and_time(NaiveTime::MIN))
            .or_else(|reason| date.and_hms_opt(1, 0, 0).map_or(Err(reason), |local| self.moment(local)))
    }
}

/// Tells whether IST is a name used in a zone: India, Ireland, Israel.
fn speaks_of_ist(tz: Tz) -> bool {
    matches!(
        tz,
        Tz::Asia__Kolkata
            | Tz::Asia__Calcutta
            | Tz::Europe__Dublin
            | Tz::Eire
            | Tz::Asia__Jerusalem
            | Tz::Asia__Tel_Aviv
            | Tz::Israel
    )
}

fn civil(tz: Tz, local: NaiveDateTime) -> Result<Moment, &'static str> {
    match tz.from_local_datetime(&local) {
        LocalResult::Single(moment) => Ok(moment.with_timezone(&moment.offset().fix())),
        LocalResult::Ambiguous(_, _) => Err("the clock struck this hour twice"),
        LocalResult::None => Err("the clock skipped this hour"),
    }
}

/// Returns the date and time of a moment as read on clocks of a zone.
pub(super) fn local_in(moment: Moment, place: Place) -> NaiveDateTime {
    match (place.zone, place.home) {
        (Zone::Civil(tz), _) | (Zone::Ist, Some(tz)) => moment.with_timezone(&tz).naive_local(),
        (Zone::Offset(minutes), _) => FixedOffset::east_opt(minutes * 60)
            .map_or(moment.naive_local(), |to| moment.with_timezone(&to).naive_local()),
        (Zone::Ist, None) => moment.naive_local(),
    }
}
