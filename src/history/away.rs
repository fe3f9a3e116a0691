//! When an article was absent: gone since when, and back by when.

use chrono::{DateTime, FixedOffset, Offset, Utc};
use serde::Serialize;

use super::bounds::{Bounds, bounds};
use super::changelog::Changelog;
use crate::article::{Absence, Moment, Sighting, State};

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
        // A version recorded while the article was absent was on show when it was seen, at the latest.
        let versions = self.entries.iter().map(|entry| {
            let times = entry.version.snapshot.times;
            times.at.min(times.seen).to_utc()
        });
        away(sightings, versions, latest)
    }
}

/// Lists when an article was absent, oldest first; `shown` are further moments at which it was there.
#[must_use]
pub fn away(
    sightings: &[Sighting],
    shown: impl Iterator<Item = DateTime<Utc>>,
    zone: Option<FixedOffset>,
) -> Vec<Away> {
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
