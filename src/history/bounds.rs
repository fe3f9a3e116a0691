//! Between which two looks a version took the place of the one before it.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use super::changelog::Changelog;
use super::entry::Entry;
use super::linking::Link;
use crate::article::{Moment, Sighting, State};
use crate::notes::{Precision, Stamp};

/// What clocks may differ by, and how old a page may be that a cache still hands out.
const SLACK: Duration = Duration::minutes(5);

/// Between which two looks a version took the place of the one before it, in the zone of the version's own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// When the version before it was last seen.
    pub after: Moment,
    /// When this one was first seen.
    pub by: Moment,
    /// How the time that is stated for the version agrees.
    pub stated: Stated,
}

/// How the time that is stated for a version agrees with when it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stated {
    /// None is stated, or not finely enough to be held against a look.
    Nothing,
    /// It lies between the two looks, and says more than they do.
    Between,
    /// It lies before the first, at which the version before was still there.
    Earlier,
    /// It lies after the second, at which this version was there already.
    Later,
}

/// How long after a change the note came that announces it, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lag {
    /// At least.
    pub least: i64,
    /// At most; the same where both times are known.
    pub most: i64,
}

impl Bounds {
    /// Tells whether they say more of when the version came than its own time does.
    #[must_use]
    pub fn tell_more(&self) -> bool {
        self.stated != Stated::Between
    }
}

impl Entry {
    /// Returns the note that states the version's own time, with the words it states it in.
    #[must_use]
    pub fn dated_by(&self) -> Option<&Stamp> {
        let at = self.version.snapshot.times.at;
        let stamps = || self.notes.iter().filter_map(|note| note.stamp.as_ref());
        let coarse = |stamp: &&Stamp| {
            let day = stamp.at.filter(|_| stamp.precision <= Precision::Day);
            day.is_some_and(|day| at.with_timezone(day.offset()).date_naive() == day.date_naive())
        };
        stamps().find(|stamp| stamp.at == Some(at)).or_else(|| stamps().find(coarse))
    }
}

impl Changelog {
    /// Returns between which two looks a version took the place of the one before it, where sightings tell.
    #[must_use]
    pub fn bounds(&self, entry: usize) -> Option<&Bounds> {
        self.sighted.bounds.get(entry)?.as_ref()
    }

    /// Returns how long after a change the note of the entry `by` that announces it came.
    #[must_use]
    pub fn lag(&self, link: &Link, by: usize) -> Option<Lag> {
        let ((made_after, made_by), (told_after, told_by)) = (self.window(link.change.entry)?, self.window(by)?);
        let least = (told_after - made_by).num_minutes().max(0);
        Some(Lag { least, most: (told_by - made_after).num_minutes().max(least) })
    }

    /// Returns the earliest and the latest moment at which a version can have come.
    fn window(&self, entry: usize) -> Option<(Moment, Moment)> {
        let at = self.entries.get(entry)?.version.snapshot.times.at;
        let bounds = self.bounds(entry).filter(|bounds| bounds.tell_more());
        Some(bounds.map_or((at, at), |bounds| (bounds.after, bounds.by)))
    }
}

/// Finds between which looks each version came.
pub(super) fn bounds(changelog: &Changelog, sightings: &[Sighting]) -> Vec<Option<Bounds>> {
    let looks = Looks::of(changelog, sightings);
    (0..changelog.entries.len()).map(|index| of(changelog, index, &looks)).collect()
}

/// The looks at which each version was seen after it was recorded, by its index.
struct Looks(BTreeMap<usize, Vec<DateTime<Utc>>>);

impl Looks {
    /// Tells which version each look saw: of those with its content, the last that was on show by then, else the first.
    fn of(changelog: &Changelog, sightings: &[Sighting]) -> Self {
        let mut looks: BTreeMap<usize, Vec<DateTime<Utc>>> = BTreeMap::new();
        for sighting in sightings {
            let State::Content(content) = &sighting.state else { continue };
            let holders = changelog.holders(content);
            for look in [sighting.first, sighting.last] {
                let shown = |entry: &&usize| began(&changelog.entries[**entry]) <= look;
                if let Some(entry) = holders.iter().rev().find(shown).or(holders.first()) {
                    looks.entry(*entry).or_default().push(look);
                }
            }
        }
        Self(looks)
    }

    fn at(&self, entry: usize) -> impl Iterator<Item = DateTime<Utc>> {
        self.0.get(&entry).into_iter().flatten().copied()
    }
}

/// Returns when a version was there at the latest, by its own times.
fn began(entry: &Entry) -> DateTime<Utc> {
    let times = entry.version.snapshot.times;
    times.at.min(times.seen).to_utc()
}

fn of(changelog: &Changelog, index: usize, looks: &Looks) -> Option<Bounds> {
    let (before, entry) = (&changelog.entries[index.checked_sub(1)?], &changelog.entries[index]);
    let times = entry.version.snapshot.times;
    let by = looks.at(index).chain([times.seen.to_utc()]).min()?;
    let after = looks.at(index - 1).filter(|look| *look < by).max()?;
    // That the version before was there at its own time is known without a look.
    if after <= before.version.snapshot.times.at.to_utc() {
        return None;
    }
    let zone = *times.at.offset();
    let (after, by) = (after.with_timezone(&zone), by.with_timezone(&zone));
    Some(Bounds { after, by, stated: stated(entry, after, by) })
}

/// Holds the time that is stated for a version against the looks before and after it.
fn stated(entry: &Entry, after: Moment, by: Moment) -> Stated {
    let times = entry.version.snapshot.times;
    if times.at == times.seen {
        return Stated::Nothing;
    }
    let (from, long) = match entry.dated_by() {
        // A zone that is not printed may be another one.
        Some(stamp) if !stamp.zone_given => return Stated::Nothing,
        Some(stamp) => match (stamp.at, stamp.precision) {
            (Some(at), Precision::Minute) => (at, Duration::minutes(1)),
            (Some(at), Precision::Hour) => (at, Duration::hours(1)),
            (Some(at), Precision::Day) => (at, Duration::days(1)),
            _ => return Stated::Nothing,
        },
        None => (times.at, Duration::zero()),
    };
    let within = |moment: Moment| after <= moment + SLACK && moment - SLACK <= by;
    if from + long + SLACK <= after {
        Stated::Earlier
    } else if from - SLACK > by {
        Stated::Later
    } else if long <= Duration::hours(1) && within(times.at) {
        Stated::Between
    } else {
        Stated::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::super::policy::story::{Page, page, told};
    use super::*;

    /// Two pages, the first on show at 9:30, the second recorded at 15:30; looks are hours and minutes of that day.
    fn sighted(after: &Page, looks: &[(usize, &str)]) -> Changelog {
        let told = told(&[&page("The ferry carried 300 people."), after]);
        let looks: Vec<Sighting> = looks
            .iter()
            .map(|(entry, time)| {
                let at: DateTime<Utc> = format!("2026-05-03T{time}:00+02:00").parse().unwrap();
                let state = State::Content(told.entries[*entry].version.content_sha256.clone());
                Sighting { first: at, last: at, state, by: "crawler".to_owned() }
            })
            .collect();
        told.with_sightings(&looks)
    }

    fn brief(told: &Changelog) -> String {
        let time = |moment: Moment| moment.format("%H:%M").to_string();
        let told =
            told.bounds(1).map(|bounds| format!("{} to {}, {:?}", time(bounds.after), time(bounds.by), bounds.stated));
        told.unwrap_or_default()
    }

    #[test]
    fn a_version_came_between_the_last_look_before_it_and_the_first_at_it() {
        let after = page("The ferry carried 310 people.");
        assert_eq!(brief(&sighted(&after, &[])), "", "its own time is all that is known");
        let looks = [(0, "10:00"), (0, "14:00"), (1, "16:00")];
        assert_eq!(brief(&sighted(&after, &looks)), "14:00 to 15:30, Nothing");
        // Somebody else saw it earlier, and a cache still showed the old one later.
        let looks = [(0, "14:00"), (1, "15:00"), (0, "15:10")];
        assert_eq!(brief(&sighted(&after, &looks)), "14:00 to 15:00, Nothing");
    }

    #[test]
    fn a_stated_time_is_held_against_the_looks_only_where_its_zone_is_printed() {
        let stated = |time: &str, note: &str| {
            let after = page("The ferry carried 310 people.").note(note);
            let mut told = told(&[&page("The ferry carried 300 people."), &after]);
            let at: Moment = format!("2026-05-03T{time}:00+02:00").parse().unwrap();
            told.entries[1].version.snapshot.times.at = at;
            let look: DateTime<Utc> = "2026-05-03T14:00:00+02:00".parse().unwrap();
            let state = State::Content(told.entries[0].version.content_sha256.clone());
            let sighting = Sighting { first: look, last: look, state, by: "crawler".to_owned() };
            told.with_sightings(&[sighting]).bounds(1).map(|bounds| bounds.stated)
        };
        let note = |time: &str| format!("Updated on May 3, 2026 at {time}: It carried 310.");
        assert_eq!(stated("14:30", &note("2:30 p.m. CEST")), Some(Stated::Between));
        assert_eq!(stated("13:00", &note("1:00 p.m. CEST")), Some(Stated::Earlier));
        assert_eq!(stated("13:57", &note("1:57 p.m. CEST")), Some(Stated::Between), "clocks differ, caches lag");
        assert_eq!(stated("13:00", &note("1:00 p.m.")), Some(Stated::Nothing));
        assert_eq!(stated("13:00", "Updated on May 3, 2026: It carried 310."), Some(Stated::Nothing));
        assert_eq!(stated("13:00", ""), Some(Stated::Earlier), "a page can state its time without a note");
    }

    #[test]
    fn a_lag_is_a_range_where_the_times_are_known_as_ranges() {
        let late = page("The ferry carried 310 people.").note("Correction: The ferry carried 310 people, not 300.");
        let told = told(&[&page("The ferry carried 300 people."), &page("The ferry carried 310 people."), &late]);
        let link = told.entries[2].links[0].clone();
        assert_eq!(told.lag(&link, 2), Some(Lag { least: 360, most: 360 }));
        let look: DateTime<Utc> = "2026-05-03T15:00:00+02:00".parse().unwrap();
        let state = State::Content(told.entries[0].version.content_sha256.clone());
        let told = told.with_sightings(&[Sighting { first: look, last: look, state, by: "crawler".to_owned() }]);
        assert_eq!(told.lag(&link, 2), Some(Lag { least: 360, most: 390 }));
    }
}
