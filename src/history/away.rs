//! When an article was absent: gone since when, and back by when.

use chrono::{DateTime, FixedOffset, Offset, Utc};
use serde::Serialize;

use super::bounds::{Bounds, bounds};
use super::changelog::Changelog;
use crate::article::{Absence, Moment, Sighting, State, Version};

/// A time in which an article was absent, in the zone of its latest version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Away {
    /// What was there instead.
    pub absence: Absence,
    /// When the article was last seen before; none when it was never seen otherwise.
    pub after: Option<Moment>,
    /// When it was first seen so.
    pub by: Moment,
    /// When it was last seen so.
    pub until: Moment,
    /// When it was first seen again; none while it is absent.
    pub back: Option<Moment>,
}

/// What sightings tell of an article beside its versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sighted {
    /// Between which looks each version came, by its index.
    pub(super) bounds: Vec<Option<Bounds>>,
    /// When the article was absent, oldest first.
    pub(super) away: Vec<Away>,
}

impl Changelog {
    /// Takes in when the article was seen, and as what.
    #[must_use]
    pub fn with_sightings(mut self, sightings: &[Sighting]) -> Self {
        self.sighted = Sighted { bounds: bounds(&self, sightings), away: self.absences(sightings) };
        self
    }

    /// Lists when the article was absent, oldest first.
    #[must_use]
    pub fn away(&self) -> &[Away] {
        &self.sighted.away
    }

    fn absences(&self, sightings: &[Sighting]) -> Vec<Away> {
        let latest = self.entries.last().map(|entry| *entry.version.snapshot.times.at.offset());
        away(sightings, self.entries.iter().filter_map(|entry| look(&entry.version)), latest)
    }
}

/// Returns when a version was seen, where it is dated by that; a time that is stated is no look.
fn look(version: &Version) -> Option<DateTime<Utc>> {
    let times = version.snapshot.times;
    (times.at == times.seen).then(|| times.seen.to_utc())
}

/// Tells how an article is absent, if it was when it was last seen.
#[must_use]
pub fn away_now(sightings: &[Sighting], versions: &[Version]) -> Option<Away> {
    let zone = versions.last().map(|version| *version.snapshot.times.at.offset());
    away(sightings, versions.iter().filter_map(look), zone).pop().filter(|away| away.back.is_none())
}

/// Lists when an article was absent, oldest first; `shown` are further moments at which it was there.
fn away(sightings: &[Sighting], shown: impl Iterator<Item = DateTime<Utc>>, zone: Option<FixedOffset>) -> Vec<Away> {
    let ends = sightings.iter().flat_map(|sighting| {
        let absence = if let State::Absent(absence) = sighting.state { Some(absence) } else { None };
        [(sighting.first, absence), (sighting.last, absence)]
    });
    let mut looks: Vec<(DateTime<Utc>, Option<Absence>)> = ends.chain(shown.map(|at| (at, None))).collect();
    looks.sort_unstable();
    looks.dedup();
    let zone = zone.unwrap_or_else(|| Utc.fix());
    let mut found: Vec<Away> = Vec::new();
    let mut before: Option<(DateTime<Utc>, Option<Absence>)> = None;
    for (at, absence) in looks {
        let moment = at.with_timezone(&zone);
        let was = before.and_then(|(_, absence)| absence);
        if let (Some(last), true) = (found.last_mut(), was.is_some()) {
            if absence == was {
                last.until = moment;
            } else {
                last.back = Some(moment).filter(|_| absence.is_none());
            }
        }
        if let Some(absence) = absence.filter(|_| absence != was) {
            let after = before.map(|(before, _)| before.with_timezone(&zone));
            found.push(Away { absence, after, by: moment, until: moment, back: None });
        }
        before = Some((at, absence));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_absence_lies_between_the_looks_around_it() {
        let at = |hour: u32| -> DateTime<Utc> { format!("2026-03-01T{hour:02}:00:00Z").parse().unwrap() };
        let seen = |first: u32, last: u32, state: State| Sighting {
            first: at(first),
            last: at(last),
            state,
            by: "crawler".to_owned(),
        };
        let there = || State::Content("ab".to_owned());
        let sightings = [
            seen(9, 10, there()),
            seen(11, 12, State::Absent(Absence::NotFound)),
            seen(13, 13, State::Absent(Absence::Gone)),
            seen(15, 15, there()),
            seen(17, 17, State::Absent(Absence::Paywall)),
        ];
        let hour = |moment: Moment| moment.format("%H").to_string();
        let told = |found: Vec<Away>| {
            let told = |away: &Away| {
                let back = away.back.map(hour).unwrap_or_default();
                format!(
                    "{:?} {} {} {} {back}",
                    away.absence,
                    away.after.map_or_else(String::new, hour),
                    hour(away.by),
                    hour(away.until)
                )
            };
            found.iter().map(told).collect::<Vec<_>>()
        };
        let found = told(away(&sightings, std::iter::empty(), None));
        assert_eq!(found, ["NotFound 10 11 12 ", "Gone 12 13 13 15", "Paywall 15 17 17 "]);
        let shown = told(away(&sightings[1..2], [at(8), at(14)].into_iter(), None));
        assert_eq!(shown, ["NotFound 08 11 12 14"], "a version is a look too");
    }
}
