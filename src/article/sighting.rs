//! The moments an article was seen in some state; most of them change nothing.
//!
//! Sightings come from several crawlers and several machines, and are brought together in any order. So they are sets
//! that [`unite`] joins: whoever joins the same ones gets the same set, whatever was joined first or twice.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How an article can be absent: an event in its history, and never a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Absence {
    /// Nothing is there: 404.
    NotFound,
    /// It is there no longer: 410.
    Gone,
    /// It must not be shown: 451.
    Legal,
    /// The address leads to the front page.
    FrontPage,
    /// It is not for everyone: 401, 402 or 403.
    Barred,
    /// Only its beginning is shown to those who have not paid.
    Paywall,
}

impl Absence {
    /// Says in a few words what is there instead of the article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotFound => "not found (404)",
            Self::Gone => "gone (410)",
            Self::Legal => "withheld for legal reasons (451)",
            Self::FrontPage => "sent on to the front page",
            Self::Barred => "not shown to us (401, 402 or 403)",
            Self::Paywall => "only its beginning is shown without paying",
        }
    }
}

/// What an article was seen as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// A content, by its SHA-256 in hex.
    Content(String),
    /// No article.
    Absent(Absence),
}

/// A state that somebody saw twice, and in between nothing else: a single look has one moment for both.
///
/// The first and the last moment are looks that were taken. What lies between may hold more of them; of another state
/// that somebody else saw there it says nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sighting {
    /// When it was first seen so.
    pub first: DateTime<Utc>,
    /// When it was last seen so.
    pub last: DateTime<Utc>,
    /// What was seen.
    pub state: State,
    /// Who saw it, e.g. a user or crawler name.
    pub by: String,
}

/// Joins two sets of sightings: what overlaps and is of one state and observer becomes one, in the order of time.
///
/// The order in which sets are joined, and how often, makes no difference.
///
/// ```
/// use variorum::article::{Sighting, State, unite};
///
/// let seen = |first: &str, last: &str| Sighting {
///     first: first.parse().unwrap(),
///     last: last.parse().unwrap(),
///     state: State::Content("ab".to_owned()),
///     by: "crawler".to_owned(),
/// };
/// let short = [seen("2026-03-01T14:00:00Z", "2026-03-01T14:05:00Z")];
/// let long = [seen("2026-03-01T14:00:00Z", "2026-03-01T15:00:00Z")];
/// assert_eq!(unite(&short, &long), long);
/// ```
#[must_use]
pub fn unite(ours: &[Sighting], theirs: &[Sighting]) -> Vec<Sighting> {
    let mut all: Vec<&Sighting> = ours.iter().chain(theirs).collect();
    all.sort_by_key(|sighting| (&sighting.state, &sighting.by, sighting.first, sighting.last));
    let mut united: Vec<Sighting> = Vec::new();
    for next in all {
        match united.last_mut() {
            Some(last) if last.is_like(next) && next.first <= last.last => last.last = last.last.max(next.last),
            _ => united.push(next.clone()),
        }
    }
    united.sort();
    united
}

/// Adds a sighting to a set, and joins the runs of its state and observer between which nothing else was seen.
///
/// `others` are further looks that the set does not hold, such as those at which versions were recorded.
#[must_use]
pub fn grow(known: &[Sighting], others: &[(DateTime<Utc>, State)], new: &Sighting) -> Vec<Sighting> {
    let (runs, mut set): (Vec<Sighting>, Vec<Sighting>) =
        unite(known, std::slice::from_ref(new)).into_iter().partition(|sighting| sighting.is_like(new));
    let ends = runs.iter().chain(&set).flat_map(|seen| [(seen.first, &seen.state), (seen.last, &seen.state)]);
    let looks = ends.chain(others.iter().map(|(at, state)| (*at, state)));
    let strange: Vec<DateTime<Utc>> = looks.filter(|(_, state)| **state != new.state).map(|(at, _)| at).collect();
    let mut grown: Vec<Sighting> = Vec::new();
    for run in &runs {
        match grown.last_mut() {
            Some(last) if !strange.iter().any(|at| last.last < *at && *at < run.first) => last.last = run.last,
            _ => grown.push(run.clone()),
        }
    }
    set.append(&mut grown);
    set.sort();
    set
}

impl Sighting {
    fn is_like(&self, other: &Self) -> bool {
        (&self.state, &self.by) == (&other.state, &other.by)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_772_373_600 + minute * 60, 0).unwrap()
    }

    fn state(name: &str) -> State {
        if name == "gone" { State::Absent(Absence::Gone) } else { State::Content(name.to_owned()) }
    }

    fn seen(name: &str, first: i64, last: i64) -> Sighting {
        Sighting { first: at(first), last: at(last), state: state(name), by: "a".to_owned() }
    }

    fn any_set() -> impl Strategy<Value = Vec<Sighting>> {
        let one =
            (0..12i64, 0..5i64, prop::sample::select(vec!["x", "y", "gone"]), prop::sample::select(vec!["a", "b"]));
        let one =
            one.prop_map(|(first, long, name, by)| Sighting { by: by.to_owned(), ..seen(name, first, first + long) });
        prop::collection::vec(one, 0..8)
    }

    proptest! {
        #[test]
        fn sets_are_joined_in_any_order_and_any_number_of_times(one in any_set(), two in any_set(), three in any_set()) {
            prop_assert_eq!(unite(&one, &two), unite(&two, &one));
            prop_assert_eq!(unite(&unite(&one, &two), &three), unite(&one, &unite(&two, &three)));
            let once = unite(&one, &[]);
            prop_assert_eq!(unite(&once, &once), once.clone());
            prop_assert_eq!(unite(&once, &one), once);
        }

        #[test]
        fn what_grew_subsumes_what_it_grew_from(set in any_set(), new in any_set()) {
            let set = unite(&set, &[]);
            for new in new {
                let grown = grow(&set, &[], &new);
                prop_assert_eq!(unite(&grown, &set), grown.clone());
                prop_assert_eq!(grow(&grown, &[], &new), grown);
            }
        }
    }

    #[test]
    fn a_hundred_unchanged_sightings_are_one_run() {
        let mut set = Vec::new();
        for minute in 0..100 {
            set = grow(&set, &[], &seen("x", minute, minute));
        }
        assert_eq!(set, [seen("x", 0, 99)]);
    }

    #[test]
    fn a_run_ends_where_another_state_was_seen() {
        let set = [seen("x", 0, 10), seen("y", 20, 20)];
        assert_eq!(grow(&set, &[], &seen("x", 30, 30)), [seen("x", 0, 10), seen("y", 20, 20), seen("x", 30, 30)]);
        assert_eq!(grow(&set, &[], &seen("x", 15, 15)), [seen("x", 0, 15), seen("y", 20, 20)]);
        let version = [(at(12), state("y"))];
        assert_eq!(grow(&set[..1], &version, &seen("x", 15, 15)), [seen("x", 0, 10), seen("x", 15, 15)]);
        let same = [(at(12), state("x"))];
        assert_eq!(grow(&set[..1], &same, &seen("x", 15, 15)), [seen("x", 0, 15)]);
    }

    #[test]
    fn a_look_between_two_runs_joins_them() {
        let set = [seen("x", 0, 5), seen("x", 20, 25)];
        assert_eq!(grow(&set, &[], &seen("x", 10, 10)), [seen("x", 0, 25)]);
    }

    #[test]
    fn each_observer_has_runs_of_their_own() {
        let other = Sighting { by: "b".to_owned(), ..seen("x", 6, 6) };
        assert_eq!(grow(&[seen("x", 0, 5)], &[], &other), [seen("x", 0, 5), other]);
    }
}
