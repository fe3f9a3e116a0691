//! What a note leaves unsaid of its time, taken from where it can be known, and said to be so.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::local::{Place, local_in};
use super::parts::{Calendar, Parts};
use super::zone::Zone;
use crate::article::Moment;
use crate::notes::context::Context;
use crate::notes::stamp::Stamp;

/// A time as a note states it, with what its place tells.
#[derive(Clone, Debug)]
pub(in crate::notes) struct Stated {
    /// The words it is stated in.
    pub(in crate::notes) text: String,
    /// What they state.
    pub(in crate::notes) parts: Parts,
    /// Whether it is that of the first publication.
    pub(in crate::notes) published: bool,
    /// A time without a label right before it, which a bare time of day belongs to.
    pub(in crate::notes) beside: Option<Parts>,
}

/// How long before its publication a note may seem to be dated, by a slip of the pen.
const SLIP: Duration = Duration::days(31);

/// How far after it a numeric date is still nearer than its other reading.
const NEAR: Duration = Duration::days(62);

/// Settles the times of the notes of one text, given in text order.
pub(in crate::notes) fn settle(stated: &[Stated], context: &Context, zone_of_language: Option<Tz>) -> Vec<Stamp> {
    let mut list = List::new(stated, context, zone_of_language);
    (0..stated.len()).map(|index| list.settle(index)).collect()
}

/// Where a reference moment comes from.
#[derive(Clone, Copy)]
struct Reference {
    moment: Moment,
    published: bool,
}

/// The notes of one text, settled one after the other.
struct List<'a> {
    stated: &'a [Stated],
    context: &'a Context,
    zone_of_language: Option<Tz>,
    reference: Option<Reference>,
    newest_first: bool,
    order: Option<bool>,
    last: Option<Moment>,
}

impl<'a> List<'a> {
    fn new(stated: &'a [Stated], context: &'a Context, zone_of_language: Option<Tz>) -> Self {
        let published = context.published.map(|moment| Reference { moment, published: true });
        let seen = context.seen.map(|moment| Reference { moment, published: false });
        let reference = published.or(seen);
        let newest_first = falls(stated);
        Self { stated, context, zone_of_language, reference, newest_first, order: order_shown(stated), last: None }
    }

    fn settle(&mut self, index: usize) -> Stamp {
        let stated = &self.stated[index];
        let mut inferred = Vec::new();
        let at = if stated.parts.relative {
            Err("counted from the moment it was read")
        } else {
            self.moment(index, &mut inferred)
        };
        if let Ok(at) = at {
            self.last = Some(at);
        } else {
            inferred.clear();
        }
        Stamp {
            text: stated.text.clone(),
            at: at.ok(),
            precision: stated.parts.precision(),
            zone_given: stated.parts.zone.is_some(),
            inferred,
            unsettled: at.err().map(str::to_owned),
        }
    }

    fn moment(&self, index: usize, inferred: &mut Vec<String>) -> Result<Moment, &'static str> {
        let parts = &self.stated[index].parts;
        let (place, zone_from) = self.place(index)?;
        let mut say = Vec::new();
        let at = if parts.has_day() {
            let date = self.date(parts, place, &mut say)?;
            match parts.clock {
                Some(clock) => place.moment(date.and_time(time_of(clock.minutes())))?,
                None => place.start_of(date)?,
            }
        } else {
            self.clock_only(index, place, &mut say)?
        };
        inferred.extend(say.into_iter().map(str::to_owned));
        inferred.extend(zone_from.map(str::to_owned));
        Ok(at)
    }

    /// Tells the zone to read a time in: printed, a sibling's, the outlet's, or that of the article's own times.
    fn place(&self, index: usize) -> Result<(Place, Option<&'static str>), &'static str> {
        let parts = &self.stated[index].parts;
        let home = self.context.zone;
        let place = |zone| Place { zone, home };
        if let Some(zone) = parts.zone {
            return Ok((place(zone), None));
        }
        let earlier = self.stated[..index].iter().rev().find_map(|stated| stated.parts.zone);
        let later = || self.stated[index + 1..].iter().find_map(|stated| stated.parts.zone);
        if let Some(zone) = earlier.or_else(later) {
            return Ok((place(zone), Some("zone:from sibling note")));
        }
        if let Some(tz) = home {
            return Ok((place(Zone::Civil(tz)), Some("zone:from outlet")));
        }
        if let Some(published) = self.context.published {
            return Ok((place(offset_of(published)), Some("zone:from published")));
        }
        if let Some(tz) = self.zone_of_language {
            return Ok((place(Zone::Civil(tz)), Some("zone:from language")));
        }
        match self.context.seen {
            Some(seen) if parts.clock.is_none() => Ok((place(offset_of(seen)), Some("zone:from sighting"))),
            _ => Err("no zone is stated, and the outlet's is not known"),
        }
    }

    fn today(&self, place: Place) -> Option<NaiveDate> {
        self.reference.map(|reference| local_in(reference.moment, place).date())
    }

    fn date(&self, parts: &Parts, place: Place, say: &mut Vec<&'static str>) -> Result<NaiveDate, &'static str> {
        match parts.calendar {
            Some(Calendar::Day { month, day }) => self.day(parts, (month, day), place, say),
            Some(Calendar::Numbers(first, second)) => self.numbers(parts, (first, second), place, say),
            Some(Calendar::Month(month)) => {
                parts.year.and_then(|year| NaiveDate::from_ymd_opt(year, month, 1)).ok_or("no year is stated")
            }
            Some(Calendar::DayOnly(day)) => {
                let today = self.today(place).ok_or("no month is stated")?;
                say.push("month:from published");
                let this = NaiveDate::from_ymd_opt(today.year(), today.month(), day);
                let next = || {
                    let (year, month) =
                        if today.month() == 12 { (today.year() + 1, 1) } else { (today.year(), today.month() + 1) };
                    NaiveDate::from_ymd_opt(year, month, day)
                };
                this.filter(|date| *date >= today).or_else(next).ok_or("no such day")
            }
            None => self.weekday(parts, place, say),
        }
    }

    /// Takes a weekday as the first such day from publication on, else the last one before the sighting.
    fn weekday(&self, parts: &Parts, place: Place, say: &mut Vec<&'static str>) -> Result<NaiveDate, &'static str> {
        let weekday = parts.weekday.ok_or("no day is stated")?;
        let today = self.today(place).ok_or("no date is stated, and the article's is not known")?;
        let published = self.reference.is_some_and(|reference| reference.published);
        say.push(if published { "day:from published" } else { "day:from sighting" });
        let step = |days: u64| {
            if published { today.checked_add_days(Days::new(days)) } else { today.checked_sub_days(Days::new(days)) }
        };
        (0..7).filter_map(step).find(|date| date.weekday() == weekday).ok_or("no such day")
    }

    fn day(
        &self,
        parts: &Parts,
        (month, day): (u32, u32),
        place: Place,
        say: &mut Vec<&'static str>,
    ) -> Result<NaiveDate, &'static str> {
        if let Some(year) = parts.year {
            return NaiveDate::from_ymd_opt(year, month, day).ok_or("no such day");
        }
        let reference = self.reference.ok_or("no year is stated, and the article's dates are not known")?;
        let today = local_in(reference.moment, place).date();
        say.push(if reference.published { "year:from published" } else { "year:from sighting" });
        self.year_of(parts, (month, day), today).ok_or("no such day in any year near")
    }

    /// Chooses the year of a date: by its weekday if it prints one, else the earliest not long before publication, or the
    /// latest not after the sighting.
    fn year_of(&self, parts: &Parts, (month, day): (u32, u32), today: NaiveDate) -> Option<NaiveDate> {
        let published = self.reference.is_some_and(|reference| reference.published);
        let year = today.year();
        let dates = (year - 5..=year + 5).filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
        let agrees = |date: &NaiveDate| parts.weekday.is_none_or(|weekday| date.weekday() == weekday);
        if published {
            let candidates: Vec<_> = dates.filter(|date| *date >= today - SLIP).collect();
            candidates.iter().find(|date| agrees(date)).or(candidates.first()).copied()
        } else {
            let candidates: Vec<_> = dates.filter(|date| *date <= today + Duration::days(1)).collect();
            candidates.iter().rev().find(|date| agrees(date)).or(candidates.last()).copied()
        }
    }

    /// Reads a date of two numbers in the order of the locale, else in the one that is possible and near.
    fn numbers(
        &self,
        parts: &Parts,
        (first, second): (u32, u32),
        place: Place,
        say: &mut Vec<&'static str>,
    ) -> Result<NaiveDate, &'static str> {
        let try_order = |month_first: bool| {
            let pair = if month_first { (first, second) } else { (second, first) };
            let mut words = Vec::new();
            let date = self.day(parts, pair, place, &mut words).ok()?;
            Some((date, words))
        };
        let (month_first, day_first) = (try_order(true), try_order(false));
        let (chosen, from) = match (month_first, day_first) {
            (None, None) => {
                let unknown = parts.year.is_none() && self.reference.is_none();
                return Err(if unknown {
                    "no year is stated, and the article's dates are not known"
                } else {
                    "no such day"
                });
            }
            (Some(only), None) | (None, Some(only)) => (only, None),
            (Some(a), Some(b)) if a.0 == b.0 => (a, None),
            (Some(a), Some(b)) => self.choose_order(a, b, place)?,
        };
        say.extend(chosen.1);
        say.extend(from);
        Ok(chosen.0)
    }

    fn choose_order<T>(
        &self,
        month_first: (NaiveDate, T),
        day_first: (NaiveDate, T),
        place: Place,
    ) -> Result<((NaiveDate, T), Option<&'static str>), &'static str> {
        let today = self.today(place);
        let late = |date: NaiveDate| today.is_none_or(|today| date >= today - SLIP);
        let near = |date: NaiveDate| today.is_some_and(|today| date >= today - SLIP && date <= today + NEAR);
        if let Some(order) = self.order {
            return Ok((if order { month_first } else { day_first }, Some("order:from sibling note")));
        }
        match locale_order(self.context) {
            Some((order, from)) => {
                let (first, other) = if order { (month_first, day_first) } else { (day_first, month_first) };
                let swapped = !late(first.0) && late(other.0);
                Ok(if swapped { (other, Some("order:from published")) } else { (first, Some(from)) })
            }
            None => match (near(month_first.0), near(day_first.0)) {
                (true, false) => Ok((month_first, Some("order:from published"))),
                (false, true) => Ok((day_first, Some("order:from published"))),
                _ => Err("day and month cannot be told apart"),
            },
        }
    }

    /// Gives a time of day its date: by the order of the list, else publication's day or the next.
    fn clock_only(&self, index: usize, place: Place, say: &mut Vec<&'static str>) -> Result<Moment, &'static str> {
        let stated = &self.stated[index];
        let clock = stated.parts.clock.ok_or("no time is stated")?;
        if let Some(beside) = stated.beside.as_ref().filter(|beside| beside.has_day()) {
            let date = self.date(beside, place, say)?;
            say.push("day:from the date beside it");
            let same_day = beside.clock.is_none_or(|before| before.minutes() <= clock.minutes());
            let date = if same_day { date } else { date + Days::new(1) };
            return place.moment(date.and_time(time_of(clock.minutes())));
        }
        let on = |date: NaiveDate| date.and_time(time_of(clock.minutes()));
        if let Some(last) = self.last {
            say.push("day:from sibling note");
            let before = floor(local_in(last, place), clock.minute.is_some());
            let today = on(before.date());
            let local = match self.newest_first {
                true if today > before => today - Days::new(1),
                false if today < before => today + Days::new(1),
                _ => today,
            };
            return place.moment(local);
        }
        let reference = self.reference.ok_or("no date is stated, and the article's is not known")?;
        let known = floor(local_in(reference.moment, place), clock.minute.is_some());
        let today = on(known.date());
        if reference.published {
            say.push("day:from published");
            place.moment(if today < known { today + Days::new(1) } else { today })
        } else {
            say.push("day:from sighting");
            place.moment(if today > known { today - Days::new(1) } else { today })
        }
    }
}

/// Cuts a time to the minute or hour, so that the same minute counts as the same time.
fn floor(local: NaiveDateTime, to_minute: bool) -> NaiveDateTime {
    use chrono::Timelike;
    let minute = if to_minute { local.minute() } else { 0 };
    local.date().and_time(time_of(local.hour() * 60 + minute))
}

fn time_of(minutes: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap_or(NaiveTime::MIN)
}

fn offset_of(moment: Moment) -> Zone {
    Zone::Offset(moment.offset().local_minus_utc() / 60)
}

/// Tells whether the month comes first where the article is published, and from what that is known.
fn locale_order(context: &Context) -> Option<(bool, &'static str)> {
    let language = context.language.as_deref().unwrap_or_default().to_lowercase();
    let mut subtags = language.split(['-', '_']);
    let (primary, region) = (subtags.next().unwrap_or_default(), subtags.next_back());
    match (primary, region) {
        ("en", Some("us")) => Some((true, "order:from language")),
        ("en", None) | ("", _) => {
            let zone = context.zone?.name();
            let american = zone.starts_with("US/") || AMERICAN.contains(&zone);
            Some((american, "order:from outlet"))
        }
        _ => Some((false, "order:from language")),
    }
}

/// Zones in which month-first dates are the rule.
const AMERICAN: &[&str] = &[
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Anchorage",
    "America/Detroit",
    "America/Boise",
    "Pacific/Honolulu",
];

/// Tells the order of numbers that a list shows by a date with only one reading.
fn order_shown(stated: &[Stated]) -> Option<bool> {
    stated.iter().find_map(|stated| match stated.parts.calendar {
        Some(Calendar::Numbers(first, second)) if second > 12 && first <= 12 => Some(true),
        Some(Calendar::Numbers(first, second)) if first > 12 && second <= 12 => Some(false),
        _ => None,
    })
}

/// Tells whether the times of a list fall, so that the newest note comes first.
fn falls(stated: &[Stated]) -> bool {
    if stated.first().is_some_and(|first| first.published) {
        return false;
    }
    if stated.len() > 1 && stated.last().is_some_and(|last| last.published) {
        return true;
    }
    let (mut falling, mut rising) = (0, 0);
    for pair in stated.windows(2) {
        match compare(&pair[0].parts, &pair[1].parts) {
            Some(std::cmp::Ordering::Greater) => falling += 1,
            Some(std::cmp::Ordering::Less) => rising += 1,
            _ => {}
        }
    }
    falling > rising
}

/// Compares two printed times by what both print.
fn compare(a: &Parts, b: &Parts) -> Option<std::cmp::Ordering> {
    let day = |parts: &Parts| match parts.calendar {
        Some(Calendar::Day { month, day }) => Some((parts.year, month, day)),
        Some(Calendar::Numbers(first, second)) => Some((parts.year, first, second)),
        _ => None,
    };
    match (day(a), day(b)) {
        (Some(a), Some(b)) if a != b && a.0.is_some() == b.0.is_some() => Some(a.cmp(&b)),
        _ => Some(a.clock?.minutes().cmp(&b.clock?.minutes())),
    }
}
