//! The index as it was found, held against what the commits say.

use std::collections::VecDeque;
use std::path::Path;

use super::damage::{Damage, VerifyReport};
use crate::article::ArticleId;
use crate::store::git::ObjectId;
use crate::store::index::{Index, IndexError, Written};

/// How many versions are asked for in one go.
const STRETCH: u32 = 1024;

/// The index as it was found; none where there is none, or one that cannot be read.
#[derive(Default)]
pub(super) struct Indexed {
    index: Option<Index>,
    /// The commit it was brought up to.
    pub(super) tip: Option<ObjectId>,
    /// The versions that come next, in the order they were written.
    next: VecDeque<Written>,
    /// The place of the last one that was asked for.
    asked: i64,
    /// Whether the commits lead to that one; an index that knows another history is made anew when it is asked.
    is_met: bool,
    /// The first version that the commits have otherwise.
    differing: Option<Written>,
}

impl Indexed {
    /// Looks at every row; a missing index is no damage.
    pub(super) fn examine(file: &Path, report: &mut VerifyReport) -> Self {
        Self::open(file).unwrap_or_else(|IndexError { problem, .. }| {
            report.damages.push(Damage::of_index(problem));
            Self::default()
        })
    }

    fn open(file: &Path) -> Result<Self, IndexError> {
        let Some(index) = Index::examine(file)? else { return Ok(Self::default()) };
        // What is recorded meanwhile stays out of sight.
        index.hold_moment()?;
        let tip = index.tip()?.as_deref().and_then(ObjectId::parse);
        let mut last = Some(0);
        while let Some(place) = last {
            last = index.written(place, STRETCH)?.last().map(|row| row.place);
        }
        Ok(Self { index: Some(index), tip, ..Self::default() })
    }

    /// Finds the version of a commit that cannot be read, and the commit before it.
    pub(super) fn find(&self, commit: ObjectId) -> Option<((ArticleId, u32), Option<ObjectId>)> {
        // A row that could be read before can be read now.
        let found = self.index.as_ref()?.written_by(&commit.to_string()).ok().flatten();
        found
            .map(|(row, before)| ((row.article, row.number), before.and_then(|before| ObjectId::parse(&before.commit))))
    }

    /// Holds the next version that the commits have against the next row; an index that merely lags behind is whole.
    pub(super) fn compare(&mut self, commit: ObjectId, article: &ArticleId, number: u32, is_first: bool) {
        self.is_met |= self.tip == Some(commit);
        // The index has no second version of one number, which is named already.
        if !is_first || self.differing.is_some() {
            return;
        }
        let commit = commit.to_string();
        self.differing = self.row().filter(|row| (&row.commit, &row.article, row.number) != (&commit, article, number));
    }

    /// Tells of the first version that the commits have otherwise, or have not.
    pub(super) fn end(mut self, report: &mut VerifyReport) {
        let differing = self.differing.take().or_else(|| self.row());
        if let Some(Written { commit, article, number, .. }) = differing.filter(|_| self.is_met) {
            report.damages.push(Damage {
                article: Some(article),
                version: Some(number),
                commit: Some(commit),
                ..Damage::of_index("it does not agree with the commits".to_owned())
            });
        }
    }

    fn row(&mut self) -> Option<Written> {
        if self.next.is_empty() {
            self.next = self.index.as_ref()?.written(self.asked, STRETCH).unwrap_or_default().into();
            self.asked = self.next.back()?.place;
        }
        self.next.pop_front()
    }
}
