//! One reason for or against a link.

use super::super::linking::Reason;

/// One reason for or against a link, with its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signal {
    /// How much it counts, in thousandths.
    pub(super) points: i32,
    /// What it says, in a reader's words.
    pub(super) words: String,
    /// What kind of evidence it is.
    pub(super) kind: Kind,
}

/// What kind of evidence a signal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The note's own words or values stand there.
    Own,
    /// It is of the kind asked for.
    Fits,
    /// It speaks against it.
    Contradicts,
    /// It makes it more or less likely.
    Leans,
}

/// How well a claim fits a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    /// The sum of the points.
    pub(super) points: i32,
    /// The reasons.
    pub(super) signals: Vec<Signal>,
}

impl Score {
    /// Adds a reason.
    pub(super) fn add(&mut self, kind: Kind, points: i32, words: impl Into<String>) {
        if points != 0 {
            self.points += points;
            self.signals.push(Signal { points, words: words.into(), kind });
        }
    }

    /// Returns the points of the reasons of one kind.
    pub(super) fn of(&self, kind: Kind) -> i32 {
        self.signals.iter().filter(|signal| signal.kind == kind).map(|signal| signal.points).sum()
    }

    /// Tells whether something speaks against the link that the note's own words do not outweigh.
    pub(super) fn contradicted(&self) -> bool {
        const OUTWEIGHS: i32 = 3000;
        self.of(Kind::Contradicts) < 0 && self.of(Kind::Own) < OUTWEIGHS
    }

    /// Returns the reasons in words, strongest first.
    pub(super) fn reasons(&self) -> Vec<String> {
        let told = |reason: Reason| match reason.points {
            0.. => reason.words,
            _ => format!("but {}", reason.words),
        };
        self.weighed().into_iter().map(told).collect()
    }

    /// Returns the reasons with what each counts, strongest first.
    pub(super) fn weighed(&self) -> Vec<Reason> {
        let reason = |signal: &Signal| Reason { points: signal.points, words: signal.words.clone() };
        let mut reasons: Vec<Reason> = self.signals.iter().map(reason).collect();
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points));
        reasons
    }
}
