//! Between which looks something happened, in words.

use super::moment::{day, half_day, in_table};
use crate::article::{Absence, Moment};
use crate::history::{Away, Bounds, Entry, Stated};

/// How moments are written: in a table, or in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    Table,
    Prose,
}

/// Says between which looks a version came, in the zone of its own time; none where its own time says more.
///
/// A stated time that lies elsewhere is told as what was seen, not as an error: clocks differ, and notes are rounded.
pub(super) fn changed(entry: &Entry, bounds: &Bounds, clock: Clock) -> Option<String> {
    let at = entry.version.snapshot.times.at;
    let near = |moment: Moment| clock.near(moment, at);
    let stated = || {
        let said = clock.near(at, at);
        if entry.dated_by().is_some() { format!("its note says {said}") } else { format!("dated {said}") }
    };
    match bounds.stated {
        Stated::Nothing => Some(format!("changed between {} and {}", near(bounds.after), near(bounds.by))),
        Stated::Earlier => Some(format!("{}, but it was still unchanged at {}", stated(), near(bounds.after))),
        Stated::Later => Some(format!("{}, but it was there at {} already", stated(), near(bounds.by))),
        Stated::Between => None,
    }
}

/// Says when an article was absent: `gone between 2026-03-01 14:05 and 14:20 (410), seen again at 15:00`.
pub(super) fn absent(away: &Away) -> String {
    let clock = Clock::Table;
    let (what, code) = named(away.absence);
    let since = match away.after {
        Some(after) => format!("between {} and {}", clock.whole(after), clock.near(away.by, after)),
        None => format!("at {}", clock.whole(away.by)),
    };
    let then = match away.back {
        Some(back) => format!(", seen again at {}", clock.near(back, away.until)),
        None if away.until != away.by => format!(", still so at {}", clock.near(away.until, away.by)),
        None => String::new(),
    };
    format!("{what} {since}{code}{then}")
}

/// Names an absence, and the status that told it.
fn named(absence: Absence) -> (&'static str, &'static str) {
    match absence {
        Absence::NotFound => ("not found", " (404)"),
        Absence::Gone => ("gone", " (410)"),
        Absence::Legal => ("withheld for legal reasons", " (451)"),
        Absence::FrontPage => ("sent on to the front page", ""),
        Absence::Barred => ("not shown to us", " (401, 402 or 403)"),
        Absence::Paywall => ("shown in part only without paying", ""),
    }
}

impl Clock {
    /// Writes a moment beside another one: without the day where it is the same.
    fn near(self, moment: Moment, beside: Moment) -> String {
        let moment = moment.with_timezone(beside.offset());
        match self {
            Self::Table if moment.date_naive() == beside.date_naive() => moment.format("%H:%M").to_string(),
            Self::Table => moment.format("%Y-%m-%d %H:%M").to_string(),
            Self::Prose if moment.date_naive() == beside.date_naive() => half_day(moment),
            Self::Prose => format!("{}, {}", day(moment), half_day(moment)),
        }
    }

    fn whole(self, moment: Moment) -> String {
        match self {
            Self::Table => in_table(moment),
            Self::Prose => format!("{}, {}", day(moment), half_day(moment)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn an_absence_is_told_by_the_looks_around_it() {
        let away = Away {
            absence: Absence::Gone,
            after: Some(moment("2026-03-01T14:05:00Z")),
            by: moment("2026-03-01T14:20:00Z"),
            until: moment("2026-03-01T14:40:00Z"),
            back: None,
        };
        let told = "gone between 2026-03-01 14:05 +00:00 and 14:20 (410), still so at 14:40";
        assert_eq!(absent(&away), told);
        let back = Away { back: Some(moment("2026-03-02T09:00:00Z")), ..away };
        let told = "gone between 2026-03-01 14:05 +00:00 and 14:20 (410), seen again at 2026-03-02 09:00";
        assert_eq!(absent(&back), told);
        let never = Away { after: None, until: away.by, absence: Absence::Paywall, ..away };
        assert_eq!(absent(&never), "shown in part only without paying at 2026-03-01 14:20 +00:00");
    }

    #[test]
    fn the_day_is_named_where_it_is_another_one() {
        let (late, early) = (moment("2026-02-28T23:50:00Z"), moment("2026-03-01T00:10:00Z"));
        assert_eq!(Clock::Table.near(late, early), "2026-02-28 23:50");
        assert_eq!(Clock::Prose.near(late, early), "28 February 2026, 11:50 p.m.");
        assert_eq!(Clock::Prose.near(early, early), "12:10 a.m.");
    }
}
