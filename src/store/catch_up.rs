//! Bringing the index up to the commits.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::archive::{Archive, MAIN, Warning};
use super::error::StoreError;
use super::git::{ObjectId, Repo};
use super::index::{Index, IndexError, VersionRow};
use super::message;
use super::reread::told;
use super::went_back::WentBack;
use super::withdrawal::{self, WITHDRAWN};
use crate::article::{ArticleId, Snapshot, page};

/// Why the index could not be brought up to the commits, or asked.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The index itself: it is made anew.
    Index(IndexError),
    /// The repository: nothing helps.
    Store(StoreError),
}

impl From<IndexError> for Trouble {
    fn from(error: IndexError) -> Self {
        Self::Index(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Archive {
    /// Asks the index, brought up to the commits first; one that fails is made anew, in memory if it must be.
    pub(super) fn ask<T>(
        &self,
        question: impl Fn(&Repo, &Index) -> Result<T, Trouble>,
    ) -> Result<Option<T>, StoreError> {
        self.ask_by(|repo, index| index.at_one_moment(|| question(repo, index)))
    }

    /// Asks the index as [`Archive::ask`] does; what the question puts into it is gone afterwards.
    pub(super) fn ask_aside<T>(
        &self,
        question: impl Fn(&Repo, &Index) -> Result<T, Trouble>,
    ) -> Result<Option<T>, StoreError> {
        self.ask_by(|repo, index| index.aside(|| question(repo, index)))
    }

    fn ask_by<T>(&self, question: impl Fn(&Repo, &Index) -> Result<T, Trouble>) -> Result<Option<T>, StoreError> {
        let Some(repo) = &self.repo else { return Ok(None) };
        let mut slot = self.index.borrow_mut();
        let mut trouble = IndexError { problem: String::new(), passing: false };
        for medium in [Medium::File, Medium::NewFile, Medium::Memory] {
            // An index that somebody else keeps busy is not to be taken away from them.
            if matches!(medium, Medium::NewFile) && trouble.passing {
                continue;
            }
            let opened = slot.take().map_or_else(|| self.open_index(medium), Ok);
            let asked = opened.map_err(Trouble::Index).and_then(|index| {
                bring_up(repo, &index, &|back| self.warnings.borrow_mut().push(Warning::WentBack(back)))?;
                let answer = question(repo, &index)?;
                Ok((answer, index))
            });
            match asked {
                Ok((answer, index)) => {
                    *slot = Some(index);
                    return Ok(Some(answer));
                }
                Err(Trouble::Store(error)) => return Err(error),
                Err(Trouble::Index(error)) => trouble = error,
            }
        }
        Err(StoreError::Damaged { what: "the index".to_owned(), problem: trouble.problem })
    }

    /// Returns where the index lives.
    pub(super) fn index_file(&self) -> PathBuf {
        self.dir.join("variorum").join("index.db")
    }

    fn open_index(&self, medium: Medium) -> Result<Index, IndexError> {
        let file = self.index_file();
        match medium {
            Medium::File => {
                // A plain clone has no folder for it yet; where none can be made, the next medium serves.
                drop(std::fs::create_dir_all(self.dir.join("variorum")));
                Index::open(&file).or_else(|_| Index::open_sealed(&file))
            }
            Medium::NewFile => Index::open_anew(&file),
            Medium::Memory => Index::in_memory(),
        }
    }
}

/// Where an index may live, in the order they are tried.
#[derive(Clone, Copy)]
enum Medium {
    File,
    NewFile,
    Memory,
}

/// Brings the index up to `main` and to what is withdrawn: nothing to do when it is there, else the commits between, else
/// all of them.
fn bring_up(repo: &Repo, index: &Index, went_back: &dyn Fn(WentBack)) -> Result<(), Trouble> {
    let name = |tip: Option<ObjectId>| tip.map(|tip| tip.to_string());
    let (tip, withdrawn) = (repo.tip(MAIN)?, name(repo.tip(WITHDRAWN)?));
    if name(tip) == index.tip()? && withdrawn == index.withdrawn_tip()? {
        return Ok(());
    }
    index.in_one_step(|| {
        let mut touched = BTreeSet::new();
        // Another process may have been faster while this one waited for its turn.
        let known = index.tip()?;
        if name(tip) != known {
            touched = take_versions(repo, index, tip, known.as_deref(), went_back)?;
        }
        if withdrawn != index.withdrawn_tip()? {
            touched.extend(index.set_withdrawn(withdrawn.as_deref(), &withdrawal::all(repo)?)?);
        }
        for article in touched {
            describe(repo, index, &article)?;
        }
        Ok(())
    })
}

/// Takes the versions into the index that it does not know yet; returns their articles.
fn take_versions(
    repo: &Repo,
    index: &Index,
    tip: Option<ObjectId>,
    known: Option<&str>,
    went_back: &dyn Fn(WentBack),
) -> Result<BTreeSet<ArticleId>, Trouble> {
    let mut touched = BTreeSet::new();
    let Some(tip) = tip else {
        index.set_withdrawn(None, &withdrawal::all(repo)?)?;
        if index.all_erased()? {
            index.clear()?;
            return Ok(touched);
        }
        // To go on would begin a second history beside the one that was there.
        let problem = format!("missing, it was at {}", known.unwrap_or_default());
        return Err(Trouble::Store(StoreError::Damaged { what: MAIN.to_owned(), problem }));
    };
    let known = known.and_then(ObjectId::parse);
    let (gap, descends) = walk_back(repo, tip, known)?;
    if !descends {
        known.and_then(|known| WentBack::of(repo, known, tip)).into_iter().for_each(went_back);
        index.clear()?;
    }
    for &commit in gap.iter().rev() {
        // A commit that no version made is passed over; `verify` names it.
        if let Ok(facts) = message::read(&repo.commit(commit)?.message) {
            index.add_version(&facts, &commit.to_string())?;
            touched.insert(facts.article);
        }
    }
    index.set_tip(&tip.to_string())?;
    Ok(touched)
}

/// Lists the commits from `tip` back to one that is known, newest first, and whether that one was met or none was asked for.
fn walk_back(repo: &Repo, tip: ObjectId, known: Option<ObjectId>) -> Result<(Vec<ObjectId>, bool), StoreError> {
    let (mut commits, mut next) = (Vec::new(), Some(tip));
    while let Some(commit) = next.filter(|&commit| Some(commit) != known) {
        commits.push(commit);
        next = repo.commit(commit)?.parents.first().copied();
    }
    Ok((commits, next.is_some()))
}

/// Puts into the index what the pages of an article say: the newest written knows all its addresses, the latest by time
/// has the headline.
fn describe(repo: &Repo, index: &Index, article: &ArticleId) -> Result<(), Trouble> {
    let (rows, Some(row)) = (index.versions(article)?, index.article(article)?) else { return Ok(()) };
    let newest = rows.iter().max_by_key(|row| row.number);
    let (Some(newest), Some(latest)) = (newest, told(&rows).pop()) else {
        return Ok(index.describe(article, "", &[])?);
    };
    // A page that cannot be read is named by `verify`, and must not hide the others.
    let said = |version: &VersionRow| {
        let snapshot = read_snapshot(repo, article, &row.path, version).ok();
        snapshot.map(|snapshot| (snapshot.fields.headline, snapshot.urls)).unwrap_or_default()
    };
    let (headline, mut urls) = said(latest.text);
    if newest.number != latest.text.number {
        urls = said(newest).1;
    }
    Ok(index.describe(article, &headline, &urls)?)
}

/// Reads the page of a version.
pub(super) fn read_snapshot(
    repo: &Repo,
    article: &ArticleId,
    path: &str,
    version: &VersionRow,
) -> Result<Snapshot, StoreError> {
    let damaged = |problem: String| StoreError::Damaged {
        what: format!("the page of {article}@{} ({path})", version.number),
        problem,
    };
    let commit = ObjectId::parse(&version.commit).ok_or_else(|| damaged("no commit".to_owned()))?;
    let blob = repo.entry(commit, path)?.ok_or_else(|| damaged("not in its commit".to_owned()))?;
    let bytes = repo.blob(blob).map_err(|error| damaged(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| damaged(error.to_string()))?;
    page::read_stored(&text).map_err(|error| damaged(error.to_string()))
}
