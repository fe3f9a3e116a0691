//! Two lines of versions made one: what is here alone is put on top of what the remote has.
//!
//! A version that both have is kept once, as the remote has it. The others keep their page, capture and hashes byte for
//! byte; what says where a version stands is written anew: its number, the version before it, its article's path. There
//! is no conflict, because a version is not a change to another one: it is a text that was on show.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::lines::{Entry, Pairs, Writing, ids};
use super::retell::{Place, retell};
use super::{Headway, Renumbered, SyncTerms};
use crate::article::ArticleId;
use crate::store::archive::Archive;
use crate::store::error::StoreError;
use crate::store::git::{Again, ObjectId, Workshop};
use crate::store::withdrawal::{ContentOf, Erased};

/// Two lines of versions that part after a commit they share.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// The commit.
    pub(super) base: Option<ObjectId>,
    /// The versions here after it.
    pub(super) ours: Vec<Entry>,
    /// The remote's versions after it.
    pub(super) theirs: Vec<Entry>,
    /// Versions that the remote was seen to have before it was written anew.
    pub(super) seen: HashSet<ObjectId>,
}

/// What came of making two lines one.
#[derive(Clone, Debug, Default)]
pub(super) struct Joined {
    /// The newest commit.
    pub(super) tip: Option<ObjectId>,
    /// How many versions of the remote are new here.
    pub(super) fetched: usize,
    /// How many versions are new to the remote.
    pub(super) fresh: usize,
    /// How many versions here the remote has already.
    pub(super) dropped: usize,
    /// Versions that go by another number now.
    pub(super) renumbered: Vec<Renumbered>,
    /// Versions here that were erased elsewhere, by the numbers they had.
    pub(super) erased: BTreeSet<(ArticleId, u32)>,
    /// The articles of which there were versions here alone, and where they lay here.
    pub(super) articles: BTreeMap<ArticleId, String>,
    /// How many versions lost a signature of their own, since their commits were made anew.
    pub(super) unsigned: usize,
    /// Whether what was erased was found on either side.
    pub(super) stained: bool,
    /// The contents of erased versions, and of later readings of them.
    pub(super) gone: BTreeSet<ContentOf>,
    /// The captures of erased versions.
    pub(super) captures: BTreeSet<String>,
}

/// The version of an article that was written last.
#[derive(Clone, Debug)]
pub(super) struct Last {
    pub(super) number: u32,
    pub(super) commit: String,
    pub(super) path: String,
}

/// The numbers that versions have in the new line; none for those that are not in it.
type Numbers = HashMap<(ArticleId, u32), Option<u32>>;

/// A line of versions that grows.
pub(super) struct Joining<'a> {
    tell: &'a dyn Fn(&Headway),
    archive: &'a Archive,
    shop: &'a Workshop,
    lines: &'a Lines,
    /// The commits here that are not in the new line by themselves.
    set_aside: HashSet<String>,
    erased: &'a Erased,
    last: BTreeMap<ArticleId, Option<Last>>,
    pub(super) joined: Joined,
}

impl<'a> Joining<'a> {
    /// Begins where the lines part.
    pub(super) fn begin(
        archive: &'a Archive,
        shop: &'a Workshop,
        (lines, erased): (&'a Lines, &'a Erased),
        tell: &'a dyn Fn(&Headway),
    ) -> Self {
        let set_aside = lines.ours.iter().map(|entry| entry.id.to_string()).collect();
        let joined = Joined { tip: lines.base, ..Joined::default() };
        Self { tell, archive, shop, lines, erased, set_aside, last: BTreeMap::new(), joined }
    }

    /// Takes what the remote has, then puts what is here alone on top of it, in the order it was recorded.
    pub(super) fn join(&mut self) -> Result<(), StoreError> {
        let numbers = self.take_theirs()?;
        let (lines, erased) = (self.lines, self.erased);
        let (mut pairs, there) = (Pairs::default(), ids(&lines.theirs));
        // What was made anew on one side only, since something before it was erased, is still the same writing.
        let written: HashSet<Writing> = lines.theirs.iter().map(|entry| Writing::of(&entry.facts)).collect();
        let theirs = || lines.theirs.iter().filter(|entry| !erased.holds(&entry.facts));
        for entry in theirs() {
            let number = entry.facts.number;
            pairs.put(&entry.facts, *numbers.get(&entry.name()).unwrap_or(&number));
        }
        // The numbers that versions here have in the new line; those not named have kept theirs.
        let mut moved: Numbers = HashMap::new();
        let mut matched = 0;
        for (done, entry) in lines.ours.iter().enumerate() {
            (self.tell)(&Headway { doing: "put in order", done, total: lines.ours.len() });
            if erased.holds(&entry.facts) {
                self.joined.captures.extend(entry.capture());
                self.joined.stained = true;
                self.joined.gone.insert(entry.content());
                self.joined.erased.insert(entry.name());
                moved.insert(entry.name(), None);
                continue;
            }
            self.joined.articles.insert(entry.facts.article.clone(), entry.facts.path.clone());
            let number = if let Some(number) = pairs.take(&entry.facts) {
                matched += 1;
                let known = there.contains(&entry.id) || lines.seen.contains(&entry.id);
                let known = known || written.contains(&Writing::of(&entry.facts));
                self.joined.dropped += usize::from(!known);
                number
            } else {
                self.joined.fresh += 1;
                self.put_ours(entry, &moved)?
            };
            if number != entry.facts.number {
                let (article, from) = entry.name();
                self.joined.renumbered.push(Renumbered { article, from, to: number });
            }
            moved.insert(entry.name(), Some(number));
        }
        self.joined.fetched = theirs().count() - matched;
        let ours = lines.ours.iter().filter(|entry| !erased.holds(&entry.facts));
        for path in theirs().chain(ours).filter_map(Entry::capture) {
            self.joined.captures.remove(&path);
        }
        Ok(())
    }

    /// Puts a version that is here alone on top; what it names by a number, it names by the new one.
    fn put_ours(&mut self, entry: &Entry, moved: &Numbers) -> Result<u32, StoreError> {
        let article = &entry.facts.article;
        let reverts = entry.facts.reverts;
        let reverts = reverts.and_then(|number| moved.get(&(article.clone(), number)).copied().unwrap_or(Some(number)));
        let number = self.next_number(article)?;
        self.put(entry, number, reverts)?;
        Ok(number)
    }

    /// Takes what the remote has as it is, up to the first version that was erased; what follows is put anew, under its
    /// number as long as that can be. Returns the numbers that changed by that.
    fn take_theirs(&mut self) -> Result<HashMap<(ArticleId, u32), u32>, StoreError> {
        let (mut numbers, mut whole) = (HashMap::new(), true);
        let (lines, erased) = (self.lines, self.erased);
        for entry in &lines.theirs {
            let (article, own) = entry.name();
            if erased.holds(&entry.facts) {
                self.joined.captures.extend(entry.capture());
                self.joined.stained = true;
                self.joined.gone.insert(entry.content());
                whole = false;
            } else if whole {
                self.joined.tip = Some(entry.id);
                let last = Last { number: own, commit: entry.id.to_string(), path: entry.facts.path.clone() };
                self.last.insert(article, Some(last));
            } else {
                let reverts = entry.facts.reverts;
                let reverts = reverts.map(|number| *numbers.get(&(article.clone(), number)).unwrap_or(&number));
                let last = self.last(&article)?.map_or(0, |last| last.number);
                let keeps = erased.leads_to(&article, last, own);
                let number = if keeps { own } else { erased.number_after(&article, last) };
                self.put(entry, number, reverts)?;
                numbers.insert((article, own), number);
            }
        }
        Ok(numbers)
    }

    /// Puts a version on top; it stays the commit it is where its place has not changed.
    fn put(&mut self, entry: &Entry, number: u32, reverts: Option<u32>) -> Result<(), StoreError> {
        let repo = self.shop.repo();
        let facts = &entry.facts;
        let last = self.last(&facts.article)?.cloned();
        let place = Place {
            number,
            previous: last.as_ref().map(|last| last.commit.as_str()),
            path: last.as_ref().map_or(facts.path.as_str(), |last| last.path.as_str()),
            reverts,
        };
        let stays = repo.parent(entry.id)? == self.joined.tip
            && place.number == facts.number
            && place.previous == facts.previous.as_deref()
            && place.path == facts.path
            && place.reverts == facts.reverts;
        let commit = if stays {
            entry.id
        } else {
            let blob = repo.entry(entry.id, &facts.path)?.ok_or_else(|| StoreError::Damaged {
                what: format!("the page of {}@{} ({})", facts.article, facts.number, facts.path),
                problem: "not in its commit".to_owned(),
            })?;
            self.joined.unsigned += usize::from(repo.signed(entry.id)?.is_some());
            let message = retell(&repo.commit(entry.id)?.message, &place, &entry.id.to_string());
            let files = [(place.path.to_owned(), blob)];
            let (parent, recorded) = (self.joined.tip, Some(facts.recorded));
            self.shop.commit_again(&Again { of: entry.id, parent, files: &files, recorded, message: &message })?
        };
        let path = place.path.to_owned();
        self.joined.tip = Some(commit);
        self.last.insert(facts.article.clone(), Some(Last { number, commit: commit.to_string(), path }));
        Ok(())
    }

    /// Returns the number of the next version of an article in the new line.
    pub(super) fn next_number(&mut self, article: &ArticleId) -> Result<u32, StoreError> {
        let last = self.last(article)?.map_or(0, |last| last.number);
        Ok(self.erased.number_after(article, last))
    }

    /// Finds the version of an article that was written last in the new line.
    pub(super) fn last(&mut self, article: &ArticleId) -> Result<Option<&Last>, StoreError> {
        if !self.last.contains_key(article) {
            let last = if self.lines.base.is_some() { self.last_shared(article)? } else { None };
            self.last.insert(article.clone(), last);
        }
        Ok(self.last.get(article).and_then(Option::as_ref))
    }

    /// Finds the version of an article that was written last before the lines part.
    fn last_shared(&self, article: &ArticleId) -> Result<Option<Last>, StoreError> {
        let found = self.archive.ask(|_, index| Ok((index.article(article)?, index.all_versions(article)?)))?;
        let Some((Some(known), rows)) = found else { return Ok(None) };
        let rows = rows.into_iter().filter(|version| !self.set_aside.contains(&version.commit));
        let last = rows.max_by_key(|version| version.number);
        Ok(last.map(|last| Last { number: last.number, commit: last.commit, path: known.path }))
    }

    /// Puts a new version on top of the line.
    pub(super) fn extend(&mut self, article: &ArticleId, last: Last, commit: ObjectId) {
        self.joined.tip = Some(commit);
        self.joined.fresh += 1;
        self.last.insert(article.clone(), Some(last));
    }
}

/// Makes sure that no version is dated more than a day after now.
pub(super) fn check_dates(ours: &[Entry], terms: &SyncTerms) -> Result<(), super::SyncError> {
    let late = |entry: &&Entry| terms.is_future(entry.facts.recorded.timestamp());
    match ours.iter().find(late) {
        Some(entry) => Err(super::SyncError::OursInFuture {
            article: entry.facts.article.clone(),
            number: entry.facts.number,
            recorded: entry.facts.recorded,
            now: terms.now,
        }),
        None => Ok(()),
    }
}
