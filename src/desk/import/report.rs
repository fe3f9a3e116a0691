//! What became of the versions of an import.

use std::collections::BTreeSet;

use super::problem::Problem;
use crate::article::{ArticleId, Moment, Recorded, RecordedKind};

/// The most skipped versions that are told one by one; the others are counted.
const MOST_TOLD: usize = 1000;

/// What became of the versions of an import.
#[derive(Debug, Default)]
pub struct Report {
    /// How many were kept as versions.
    pub recorded: usize,
    /// How many of those were the first of their article.
    pub first: usize,
    /// How many differ in nothing from the version before them.
    pub unchanged: usize,
    /// For how many of those a technical version was kept, since their metadata moved.
    pub technical: usize,
    /// How many the archive had already.
    pub known: usize,
    /// How many would be given to the archive, had it not been asked to keep nothing.
    pub fresh: usize,
    /// How many were skipped.
    pub skipped: usize,
    /// How many files of other kinds were passed over.
    pub passed_over: usize,
    told: Vec<Skipped>,
    articles: BTreeSet<ArticleId>,
    shown: Option<(Moment, Moment)>,
}

/// A version that was skipped.
#[derive(Debug)]
pub struct Skipped {
    /// Where it stands in its source.
    place: usize,
    /// What it is called for a person, e.g. `dump.jsonl:17`.
    pub name: String,
    /// Why.
    pub problem: Problem,
}

impl Report {
    /// Lists what was skipped, in the order of the source, as far as it is told one by one.
    #[must_use]
    pub fn skips(&self) -> &[Skipped] {
        &self.told
    }

    /// Returns of how many articles versions were kept.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.articles.len()
    }

    /// Returns when the earliest and the latest version that was kept were on show.
    #[must_use]
    pub fn span(&self) -> Option<(Moment, Moment)> {
        self.shown
    }

    pub(super) fn skip(&mut self, place: usize, name: String, problem: Problem) {
        self.skipped += 1;
        if self.told.len() < MOST_TOLD {
            let at = self.told.partition_point(|told| told.place <= place);
            self.told.insert(at, Skipped { place, name, problem });
        }
    }

    pub(super) fn kept(&mut self, recorded: Recorded, at: Moment) {
        match recorded.kind {
            RecordedKind::Unchanged => {
                self.unchanged += 1;
                return;
            }
            RecordedKind::First => self.first += 1,
            RecordedKind::Next => {}
        }
        self.recorded += 1;
        self.articles.insert(recorded.article);
        let (earliest, latest) = self.shown.unwrap_or((at, at));
        self.shown = Some((earliest.min(at), latest.max(at)));
    }
}
