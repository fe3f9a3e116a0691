//! Bringing the index up to the commits.

use std::path::PathBuf;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::archive::{Archive, MAIN, Warning};
use super::error::StoreError;
use super::failpoint::reach;
use super::git::{ObjectId, Repo};
use super::index::{Index, IndexError};
use super::labels;
use super::message::{self, Facts};
use super::went_back::WentBack;
use super::withdrawal::{self, WITHDRAWN};

/// How many commits are read at a time: what is held in memory, and, of more than that, two more while they are piled up.
const STRETCH: usize = 512;

/// How much of an index is held in memory while it is made anew, in KiB: the tables are filled in no order.
const ROOM: u32 = 64 << 10;

/// How much of an index is held in memory otherwise, in KiB; what SQLite does by itself.
const USUAL_ROOM: u32 = 2000;

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
    /// Has the index follow the commits, so that [`Archive::warnings`] knows what that shows; whoever asks for something
    /// has it follow too.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub fn follow(&self) -> Result<(), StoreError> {
        self.ask(|_, _| Ok(())).map(drop)
    }

    /// Asks the index, brought up to the commits first; one that fails is made anew, in memory if it must be.
    pub(super) fn ask<T>(
        &self,
        question: impl Fn(&Repo, &Index) -> Result<T, Trouble>,
    ) -> Result<Option<T>, StoreError> {
        self.ask_by(Depth::Commits, |repo, index| self.at_a_moment(index, || question(repo, index)))
    }

    /// Asks the index as [`Archive::ask`] does, about what only the pages say: addresses and headlines.
    pub(super) fn ask_of_pages<T>(
        &self,
        question: impl Fn(&Repo, &Index) -> Result<T, Trouble>,
    ) -> Result<Option<T>, StoreError> {
        self.ask_by(Depth::Pages, |repo, index| self.at_a_moment(index, || question(repo, index)))
    }

    fn at_a_moment<T>(&self, index: &Index, question: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
        if self.holding.get() { question() } else { index.at_one_moment(question) }
    }

    /// Has all that is asked in `work` answered as of one moment, so that the commits are looked at once; nothing may be
    /// written meanwhile.
    pub(crate) fn at_one_moment<T>(&self, work: impl FnOnce() -> T) -> Result<T, StoreError> {
        self.ask_by(Depth::Pages, |_, index| Ok(index.hold_moment()?))?;
        self.holding.set(self.repo.is_some());
        let done = work();
        self.holding.set(false);
        if let Some(index) = &*self.index.borrow() {
            index.let_moment_go();
        }
        self.let_go_of_packs();
        Ok(done)
    }

    /// Has libgit2 let go of what it holds of packs: whoever looks at many articles comes to many.
    pub(super) fn let_go_of_packs(&self) {
        Repo::let_go(self.repo.iter());
    }

    /// Asks the index as [`Archive::ask`] does; what the question puts into it is gone afterwards, unless the answer says
    /// that it is on the disk.
    pub(super) fn ask_aside<T>(
        &self,
        question: impl Fn(&Repo, &Index) -> Result<(T, bool), Trouble>,
    ) -> Result<Option<T>, StoreError> {
        self.ask_by(Depth::Commits, |repo, index| index.aside(|| question(repo, index)))
    }

    fn ask_by<T>(
        &self,
        depth: Depth,
        question: impl Fn(&Repo, &Index) -> Result<T, Trouble>,
    ) -> Result<Option<T>, StoreError> {
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
                if !self.holding.get() {
                    bring_up(repo, &index, &|back| self.warnings.borrow_mut().push(Warning::WentBack(back)))?;
                    if matches!(depth, Depth::Pages) {
                        labels::read_all(repo, &index)?;
                    }
                }
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
            // The next one is of another moment.
            self.holding.set(false);
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

/// What the answer to a question rests on.
#[derive(Clone, Copy)]
enum Depth {
    /// What the commits say.
    Commits,
    /// What the pages say too.
    Pages,
}

/// Brings the index up to `main` and to what is withdrawn: nothing to do when it is there, else the commits between, else
/// all of them.
fn bring_up(repo: &Repo, index: &Index, went_back: &dyn Fn(WentBack)) -> Result<(), Trouble> {
    let name = |tip: Option<ObjectId>| tip.map(|tip| tip.to_string());
    let heads = || Ok::<_, StoreError>((repo.tip(MAIN)?, name(repo.tip(WITHDRAWN)?)));
    let (tip, withdrawn) = heads()?;
    if name(tip) == index.tip()? && withdrawn == index.withdrawn_tip()? {
        return Ok(());
    }
    reach("index-turn");
    let filled = index.in_one_step(|| {
        // Others may have written and been faster while this one waited for its turn: what it saw before may lie behind
        // what the index knows, and would take it back.
        let (tip, withdrawn) = heads()?;
        let known = index.tip()?;
        if name(tip) != known {
            take_versions(repo, index, tip, known.as_deref(), went_back)?;
        }
        if withdrawn != index.withdrawn_tip()? {
            index.set_withdrawn(withdrawn.as_deref(), &withdrawal::all(repo)?)?;
        }
        Ok(())
    });
    index.hold_at_most(USUAL_ROOM)?;
    filled
}

/// Takes the versions into the index that it does not know yet.
fn take_versions(
    repo: &Repo,
    index: &Index,
    tip: Option<ObjectId>,
    known: Option<&str>,
    went_back: &dyn Fn(WentBack),
) -> Result<(), Trouble> {
    let Some(tip) = tip else {
        index.set_withdrawn(None, &withdrawal::all(repo)?)?;
        if index.all_erased()? {
            index.clear()?;
            return Ok(index.make_finders()?);
        }
        // To go on would begin a second history beside the one that was there.
        let problem = format!("missing, it was at {}", known.unwrap_or_default());
        return Err(Trouble::Store(StoreError::Damaged { what: MAIN.to_owned(), problem }));
    };
    let known = known.and_then(ObjectId::parse);
    let newest = Part::read(repo, tip, known)?;
    let few = newest.is_last(known);
    let first = if few { newest.before } else { pile_up(repo, index, &newest, known)? };
    // Met, it is the first that is left out; where none was asked for, everything is new.
    let descends = first.is_some();
    if !descends {
        known.and_then(|known| WentBack::of(repo, known, tip)).into_iter().for_each(went_back);
        index.hold_at_most(ROOM)?;
        index.clear()?;
    }
    if few {
        for (commit, facts) in newest.versions.iter().rev() {
            index.add_version(facts, &commit.to_string())?;
        }
    } else {
        index.take_pile()?;
    }
    if !descends {
        index.make_finders()?;
    }
    Ok(index.set_tip(&tip.to_string())?)
}

/// Has the index pile up versions from the newest back, while those before them are read; returns the commit that they end
/// before.
fn pile_up(repo: &Repo, index: &Index, newest: &Part, known: Option<ObjectId>) -> Result<Option<ObjectId>, Trouble> {
    index.begin_pile()?;
    let put = |part: &Part| part.versions.iter().try_for_each(|(id, facts)| index.pile(facts, &id.to_string()));
    put(newest)?;
    let other = Repo::open(repo.dir())?;
    let mut next = newest.before;
    thread::scope(|scope| {
        let (sender, parts) = sync_channel(1);
        scope.spawn(move || {
            while let Some(tip) = next.filter(|next| Some(*next) != known) {
                let part = Part::read(&other, tip, known);
                next = part.as_ref().ok().and_then(|part| part.before);
                // Nobody takes any more what comes after an error.
                if sender.send(part).is_err() {
                    break;
                }
            }
        });
        let mut end = None;
        for part in parts {
            let part = part?;
            put(&part)?;
            end = part.before;
        }
        Ok(end)
    })
}

/// Some versions of a line, newest first.
struct Part {
    versions: Vec<(ObjectId, Facts)>,
    /// The commit before the oldest of them.
    before: Option<ObjectId>,
}

impl Part {
    /// Reads commits from one back, until one that is known; one that no version made is passed over, and `verify` names it.
    fn read(repo: &Repo, newest: ObjectId, known: Option<ObjectId>) -> Result<Self, StoreError> {
        let (mut versions, mut next) = (Vec::new(), Some(newest));
        for _ in 0..STRETCH {
            let Some(id) = next.filter(|id| Some(*id) != known) else { break };
            let commit = repo.commit(id)?;
            versions.extend(message::read(&commit.message).ok().map(|facts| (id, facts)));
            next = commit.parents.first().copied();
        }
        Ok(Self { versions, before: next })
    }

    /// Tells whether nothing is to be read before it.
    fn is_last(&self, known: Option<ObjectId>) -> bool {
        self.before.is_none() || self.before == known
    }
}

#[cfg(test)]
mod tests {
    use super::super::failpoint::happening;
    use super::super::submission::{Description, Submission};
    use super::*;
    use crate::article::{ArticleId, Draft, Moment};
    use crate::text::Body;

    fn record(archive: &mut Archive, text: &str, hour: u32) {
        let at: Moment = format!("2026-02-18T{hour:02}:00:00Z").parse().unwrap();
        let submission = Submission {
            article: ArticleId::from_name("a.example/ferry").unwrap(),
            snapshot: Draft { body: Body::from_paragraphs([text]), ..Draft::default() }.into_snapshot(at, at),
            capture: None,
            extractor: "text 1".to_owned(),
            recorded: at,
            recorded_by: "desk".to_owned(),
        };
        archive.record(&submission, &|_, _| Description { subject: "sank".to_owned(), notes: Vec::new() }).unwrap();
    }

    #[test]
    fn an_index_that_others_brought_further_while_it_waited_for_its_turn_stays_there() {
        let folder = tempfile::TempDir::new().unwrap();
        let dir = folder.path().join("archive");
        record(&mut Archive::open_or_create(&dir).unwrap(), "One.", 9);
        std::fs::remove_file(dir.join("variorum/index.db")).unwrap();
        let archive = Archive::open(&dir).unwrap();
        happening::at("index-turn", {
            let dir = dir.clone();
            move || record(&mut Archive::open(&dir).unwrap(), "Two.", 10)
        });
        archive.follow().unwrap();
        assert!(!happening::is_awaited(), "there is no such step");
        assert_eq!(archive.warnings(), [], "nothing went back");
        let known = Index::open(&archive.index_file()).unwrap().tip().unwrap();
        assert_eq!(known, archive.repo.unwrap().tip(MAIN).unwrap().map(|tip| tip.to_string()));
    }
}
