//! Versions in the order they were written: each follows the one before it of its article.

use super::damage::{Damage, DamageKind, VerifyReport};
use super::indexed::Indexed;
use super::sight::{Kept, Sight};
use super::signatures::Vouching;
use crate::article::{ArticleId, Withdrawal};
use crate::store::error::StoreError;
use crate::store::git::ObjectId;
use crate::store::index::{IndexError, Met, Scratch};
use crate::store::message::Facts;
use crate::store::withdrawal::Erased;

/// A look at all versions, in the order they were written.
pub(super) struct Inspection<'a> {
    report: &'a mut VerifyReport,
    scratch: Scratch,
    indexed: Indexed,
    vouching: Vouching<'a>,
    erased: Erased,
    /// Something before could not be read, so that an article may begin with any number.
    broken: bool,
}

impl<'a> Inspection<'a> {
    /// Begins a look.
    pub(super) fn begin(
        report: &'a mut VerifyReport,
        indexed: Indexed,
        vouching: Vouching<'a>,
        withdrawals: &[Withdrawal],
    ) -> Result<Self, IndexError> {
        let (scratch, erased) = (Scratch::begin()?, Erased::of(withdrawals));
        Ok(Self { report, scratch, indexed, vouching, erased, broken: false })
    }

    /// Ends the look, with what is known of the index and of the signatures; returns what was met.
    pub(super) fn end(self) -> Result<Scratch, IndexError> {
        self.report.articles = self.scratch.articles()?;
        self.indexed.end(self.report);
        self.vouching.end(self.report);
        Ok(self.scratch)
    }

    /// Notes a commit that cannot be read.
    pub(super) fn unreadable(
        &mut self,
        id: ObjectId,
        version: Option<(ArticleId, u32)>,
        problem: &StoreError,
    ) -> Result<(), IndexError> {
        let last = version.as_ref().map(|(article, _)| self.scratch.last(article)).transpose()?.flatten();
        let (article, number) = version.clone().unzip();
        let path = last.as_ref().map(|last| last.path.clone());
        let (commit, kind) = (Some(id.to_string()), DamageKind::unreadable(problem));
        self.report.damages.push(Damage { article, version: number, path, commit, kind });
        self.broken = true;
        if let Some((article, number)) = version {
            if let Some(last) = last {
                self.scratch.meet(&article, &Met { number, commit: id.to_string(), ..last })?;
            }
            self.found(id, &article, number)?;
        }
        Ok(())
    }

    /// Looks at a version.
    pub(super) fn version(&mut self, id: ObjectId, sight: Sight) -> Result<(), IndexError> {
        let facts = match sight.facts {
            Ok(facts) => facts,
            Err(problem) => {
                let (commit, kind) = (Some(id.to_string()), DamageKind::NotAVersion { problem });
                self.report.damages.push(Damage { article: None, version: None, path: None, commit, kind });
                return Ok(());
            }
        };
        self.report.versions += 1;
        let damage = |kind| Damage {
            article: Some(facts.article.clone()),
            version: Some(facts.number),
            path: Some(facts.path.clone()),
            commit: Some(id.to_string()),
            kind,
        };
        let mut kinds = Vec::new();
        if sight.is_joint {
            kinds.push(DamageKind::NotLinear);
        }
        self.chain(&facts, &mut kinds)?;
        kinds.extend(sight.changes);
        let is_erased = self.erased.holds(&facts);
        kinds.extend(sight.page.filter(|_| !is_erased));
        self.report.damages.extend(kinds.into_iter().map(damage));
        if let Some((path, kind)) = self.capture(sight.capture)?.filter(|_| !is_erased) {
            self.report.damages.push(Damage { path: Some(path), ..damage(kind) });
        }
        if let Some(signed) = sight.signed {
            self.vouching.version(signed, &facts.article, facts.number);
        }
        self.found(id, &facts.article, facts.number)?;
        self.scratch.meet(&facts.article, &Met { number: facts.number, commit: id.to_string(), path: facts.path })
    }

    /// Notes a version that there is.
    fn found(&mut self, id: ObjectId, article: &ArticleId, number: u32) -> Result<(), IndexError> {
        let is_first = self.scratch.number(article, number)?;
        self.indexed.compare(id, article, number, is_first);
        self.vouching.pass();
        Ok(())
    }

    /// Compares a version with the one before it.
    fn chain(&self, facts: &Facts, kinds: &mut Vec<DamageKind>) -> Result<(), IndexError> {
        let last = self.scratch.last(&facts.article)?;
        if last.is_none() && self.broken {
            return Ok(());
        }
        let mut expected = last.as_ref().map_or(1, |last| last.number + 1);
        // An erased version that is still there has its number all the same.
        while expected < facts.number && self.erased.took(&facts.article, expected) {
            expected += 1;
        }
        if facts.number != expected {
            kinds.push(DamageKind::WrongNumber { expected });
        }
        let previous = last.as_ref().map(|last| last.commit.clone());
        if facts.previous != previous {
            kinds.push(DamageKind::WrongPrevious { expected: previous, stated: facts.previous.clone() });
        }
        if let Some(last) = last.filter(|last| last.path != facts.path) {
            kinds.push(DamageKind::WrongPath { expected: last.path });
        }
        Ok(())
    }

    /// Counts a capture that was not met before; returns its path and what is wrong.
    fn capture(&mut self, capture: Option<(String, Kept)>) -> Result<Option<(String, DamageKind)>, IndexError> {
        let Some((path, kept)) = capture else { return Ok(None) };
        if !self.scratch.capture(&path)? {
            return Ok(None);
        }
        if matches!(kept, Kept::Elsewhere) {
            self.report.captures_elsewhere += 1;
            return Ok(None);
        }
        self.report.captures += 1;
        match kept {
            Kept::Damaged(kind) => Ok(Some((path, kind))),
            Kept::Whole | Kept::Elsewhere => Ok(None),
        }
    }
}
