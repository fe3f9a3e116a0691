//! What an editor decided.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::changelog::Changelog;
use super::subject::Subject;
use super::trace::{Misfit, Trace};
use crate::article::Moment;

/// What an editor can decide on a change or a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It is no finding; it is listed as set aside.
    Ignore,
    /// Readers were told of it elsewhere; it is no finding.
    Announced,
    /// It is a finding of substance, whatever the tool makes of it.
    Flag,
    /// An earlier ruling was taken back.
    Cleared,
}

impl Decision {
    /// Returns its name, e.g. `ignore`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Announced => "announced",
            Self::Flag => "flag",
            Self::Cleared => "cleared",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Ignore, Self::Announced, Self::Flag, Self::Cleared].into_iter().find(|one| one.name() == name)
    }

    /// Tells whether what it is on is no finding.
    #[must_use]
    pub fn settles(self) -> bool {
        matches!(self, Self::Ignore | Self::Announced)
    }
}

/// An editor's ruling on one change or note, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// What it is on.
    pub trace: Trace,
    /// What was decided.
    pub decision: Decision,
    /// Why, one line.
    pub why: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Moment,
}

/// The rulings on an article: those that fit something, and those that fit nothing any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulings {
    in_force: BTreeMap<(usize, Subject), Ruling>,
    astray: Vec<(Ruling, Misfit)>,
}

impl Rulings {
    /// Finds what rulings are on; of several on one thing, the latest is in force.
    fn fit(changelog: &Changelog, mut rulings: Vec<Ruling>) -> Self {
        rulings.sort_by_cached_key(|ruling| (ruling.on, ruling.trace.key()));
        let mut fitted = Self::default();
        for ruling in rulings {
            match ruling.trace.find(changelog) {
                Ok(place) => {
                    fitted.in_force.insert(place, ruling);
                }
                Err(misfit) => fitted.astray.push((ruling, misfit)),
            }
        }
        fitted.in_force.retain(|_, ruling| ruling.decision != Decision::Cleared);
        fitted.astray.retain(|(ruling, _)| ruling.decision != Decision::Cleared);
        fitted
    }
}

impl Changelog {
    /// Takes in what editors decided; `check` and every page made of the changelog heed it.
    #[must_use]
    pub fn with_rulings(mut self, rulings: Vec<Ruling>) -> Self {
        self.rulings = Rulings::fit(&self, rulings);
        self
    }

    /// Returns the ruling on something of an entry, if there is one.
    #[must_use]
    pub fn ruling(&self, entry: usize, subject: Subject) -> Option<&Ruling> {
        self.rulings.in_force.get(&(entry, subject))
    }

    /// Lists the rulings on what an entry has: changes first, then notes, then notes that are gone.
    pub fn rulings(&self, entry: usize) -> impl Iterator<Item = (Subject, &Ruling)> {
        let range = (entry, Subject::Change(0))..(entry + 1, Subject::Change(0));
        self.rulings.in_force.range(range).map(|((_, subject), ruling)| (*subject, ruling))
    }

    /// Lists the rulings that fit nothing any more, with the reason, oldest first.
    #[must_use]
    pub fn astray(&self) -> &[(Ruling, Misfit)] {
        &self.rulings.astray
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::policy::story::{page, told};
    use super::*;

    fn story() -> Changelog {
        told(&[&page("The ferry carried 300 people."), &page("The ferry carried 310 people.")])
    }

    fn ruling(decision: Decision, on: &str) -> Ruling {
        Ruling {
            trace: Trace::of(&story(), 1, Subject::Change(0)).unwrap(),
            decision,
            why: "in print".to_owned(),
            by: "Ada".to_owned(),
            on: on.parse().unwrap(),
        }
    }

    #[test]
    fn the_latest_ruling_is_in_force_in_whatever_order_they_come() {
        let (early, late) = ("2026-05-04T09:00:00Z", "2026-05-04T10:00:00Z");
        let rulings = || vec![ruling(Decision::Flag, late), ruling(Decision::Ignore, early)];
        let decided = |rulings| {
            let told = story().with_rulings(rulings);
            told.rulings(1).map(|(subject, ruling)| (subject, ruling.decision)).collect::<Vec<_>>()
        };
        assert_eq!(decided(rulings()), [(Subject::Change(0), Decision::Flag)]);
        assert_eq!(decided(rulings().into_iter().rev().collect()), [(Subject::Change(0), Decision::Flag)]);
        assert_eq!(decided(vec![ruling(Decision::Cleared, late), ruling(Decision::Ignore, early)]), []);
        assert_eq!(decided(vec![ruling(Decision::Cleared, early), ruling(Decision::Ignore, late)]).len(), 1);
    }

    #[test]
    fn a_ruling_that_fits_nothing_is_kept_apart_and_one_taken_back_is_not_missed() {
        let other = || told(&[&page("The ferry carried 300 people."), &page("It sank.")]);
        let on = "2026-05-04T09:00:00Z";
        let lost = other().with_rulings(vec![ruling(Decision::Ignore, on)]);
        assert_eq!(lost.astray(), [(ruling(Decision::Ignore, on), Misfit::NoVersion)]);
        assert_eq!(lost.rulings(1).count(), 0);
        assert!(other().with_rulings(vec![ruling(Decision::Cleared, on)]).astray().is_empty());
    }

    #[test]
    fn decisions_are_read_by_their_names() {
        for decision in [Decision::Ignore, Decision::Announced, Decision::Flag, Decision::Cleared] {
            assert_eq!(Decision::named(decision.name()), Some(decision));
        }
        assert_eq!(Decision::named("Ignore"), None);
    }
}
