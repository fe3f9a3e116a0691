//! Versions that are shown no more: a wrong paste, an order of a court, a name that must go.
//!
//! What is withdrawn is a content of an article, with all versions that have it. It lies on a ref of its own,
//! [`WITHDRAWN`], a small file a content, without any text of the article. The index leaves such versions out of every
//! answer, so that no command can forget to. Where the text must go too, [`Archive::erase`] writes the history anew
//! without it.

mod erase;
mod erased;
mod file;
mod rewrite;

use std::collections::BTreeSet;
use std::fmt::Write;

use super::archive::{Archive, REFS};
use super::batch::Step;
use super::error::StoreError;
use super::git::{NewCommit, ObjectId, Repo, Workshop};
use super::index::VersionRow;
use super::lock::WriteLock;
use super::message;
use super::read::find;
use super::triage::signable;
use crate::article::{ArticleId, Moment, VersionRef, Withdrawal, WithdrawnVersion};

pub use erase::Erasure;
pub use file::merge_withdrawals;

pub(super) use erase::{is_marked, is_unfinished};
pub(super) use erased::{ContentOf, Erased, says_erased};
pub(super) use file::{path as withdrawal_path, read as read_withdrawal};

/// The ref that holds what was withdrawn.
pub(super) const WITHDRAWN: &str = "refs/variorum/withdrawn";

/// Why versions are to be withdrawn, or shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// When this was decided.
    pub on: Moment,
    /// Who did.
    pub by: String,
    /// The mail address of whoever did, for the author of the commit.
    pub mail: String,
    /// Why, one line.
    pub why: String,
}

impl Archive {
    /// Withdraws a version, with all others of its content, or all versions of an article; durably.
    ///
    /// Returns what was withdrawn now; what had been before is left as it is.
    ///
    /// # Errors
    ///
    /// When there is no such version, or it could not be written; nothing is changed then.
    pub fn withdraw(
        &mut self,
        article: &ArticleId,
        asked: Option<&VersionRef>,
        order: &Order,
    ) -> Result<Vec<Withdrawal>, StoreError> {
        let lock = self.lock_to_withdraw(article)?;
        self.put_withdrawals(&lock, article, asked, order, false)
    }

    /// Shows versions again that were withdrawn and not erased; returns what was lifted.
    ///
    /// # Errors
    ///
    /// When nothing of that kind was withdrawn, it was erased, or it could not be written; nothing is changed then.
    pub fn lift(
        &mut self,
        article: &ArticleId,
        asked: Option<&VersionRef>,
        order: &Order,
    ) -> Result<Vec<Withdrawal>, StoreError> {
        let lock = self.lock_to_withdraw(article)?;
        let mut found = self.withdrawals(article)?;
        found.retain(|withdrawal| asked.is_none_or(|asked| is_asked_for(withdrawal, asked)));
        if let Some(erased) =
            found.iter().find(|withdrawal| withdrawal.erased).filter(|_| found.iter().all(|one| one.erased))
        {
            return Err(StoreError::Withdrawn { withdrawal: Box::new(erased.clone()) });
        }
        found.retain(|withdrawal| !withdrawal.erased);
        if found.is_empty() {
            return Err(StoreError::NotWithdrawn { article: article.clone() });
        }
        for withdrawal in &mut found {
            withdrawal.lifted = Some((order.on, order.by.clone()));
        }
        self.keep_withdrawals(&lock, &found, order)?;
        Ok(found)
    }

    /// Lists what holds of an article's withdrawals, by the number of the first version.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub fn withdrawals(&self, article: &ArticleId) -> Result<Vec<Withdrawal>, StoreError> {
        let Some(repo) = &self.repo else { return Ok(Vec::new()) };
        let Some(tip) = repo.tip(WITHDRAWN)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for (name, blob) in repo.folder(tip, &article.to_string())? {
            found.push(parsed(repo, &format!("{article}/{name}"), blob)?);
        }
        found.retain(Withdrawal::holds);
        found.sort_by_key(Withdrawal::numbers);
        Ok(found)
    }

    /// Tells of a version that is not found whether it was withdrawn.
    pub(super) fn or_withdrawn(&self, error: StoreError) -> StoreError {
        let StoreError::UnknownVersion { article, asked, .. } = &error else { return error };
        // What cannot be read is not what was asked for.
        let found = self.withdrawals(article).unwrap_or_default();
        let only = self.rows(article).is_ok_and(|(_, rows)| rows.is_empty());
        let meant = found.into_iter().find(|withdrawal| only || is_asked_for(withdrawal, asked));
        meant.map_or(error, |withdrawal| StoreError::Withdrawn { withdrawal: Box::new(withdrawal) })
    }

    fn lock_to_withdraw(&self, article: &ArticleId) -> Result<WriteLock, StoreError> {
        self.check_writable()?;
        self.rows(article)?;
        let lock = WriteLock::take(&self.dir.join("variorum"), &self.manners)?;
        lock.recover(&self.dir, &REFS)?;
        Ok(lock)
    }

    /// Keeps that contents are withdrawn; one that is withdrawn or erased already is left as it is.
    fn put_withdrawals(
        &self,
        lock: &WriteLock,
        article: &ArticleId,
        asked: Option<&VersionRef>,
        order: &Order,
        erased: bool,
    ) -> Result<Vec<Withdrawal>, StoreError> {
        let known = self.withdrawals(article)?;
        let mut meant = self.meant(article, asked, &known)?;
        for withdrawal in &mut meant {
            (withdrawal.on, withdrawal.by, withdrawal.why) = (order.on, order.by.clone(), order.why.clone());
            withdrawal.erased = erased;
        }
        meant
            .retain(|new| !known.iter().any(|old| old.content_sha256 == new.content_sha256 && (old.erased || !erased)));
        if !meant.is_empty() {
            self.keep_withdrawals(lock, &meant, order)?;
        }
        Ok(meant)
    }

    /// Finds the contents meant, with all versions that have them and the technical ones that stand for those.
    fn meant(
        &self,
        article: &ArticleId,
        asked: Option<&VersionRef>,
        known: &[Withdrawal],
    ) -> Result<Vec<Withdrawal>, StoreError> {
        let asked_rows = self.ask(|_, index| Ok((index.article(article)?, index.all_versions(article)?)))?;
        let Some((Some(row), rows)) = asked_rows else { return Err(self.unknown(article)) };
        let of_erased = |asked: &VersionRef| known.iter().any(|one| one.erased && is_asked_for(one, asked));
        // "The latest" is the latest of those that are shown.
        let shown = self.ask(|_, index| Ok(index.versions(article)?))?.unwrap_or_default();
        let by_name = matches!(asked, Some(VersionRef::Number(_) | VersionRef::Content(_)));
        let chosen: Vec<&VersionRow> = match asked {
            None => rows.iter().collect(),
            Some(asked) => match find(article, if by_name { &rows } else { &shown }, asked) {
                Ok(version) => vec![version],
                Err(_) if of_erased(asked) => Vec::new(),
                Err(error) => return Err(error),
            },
        };
        let mut contents: BTreeSet<&str> = chosen.iter().map(|row| row.content.as_str()).collect();
        // A technical version is another reading of the version on show at its time.
        let technical = rows.iter().filter(|row| row.technical);
        contents.extend(
            technical.filter(|row| chosen.iter().any(|other| other.at == row.at)).map(|row| row.content.as_str()),
        );
        let repo = self.repo.as_ref().ok_or_else(|| self.unknown(article))?;
        let order = (Moment::default(), String::new(), String::new());
        let of = |content: &str| {
            let versions: Result<Vec<_>, StoreError> =
                rows.iter().filter(|row| row.content == content).map(|row| withdrawn_version(repo, row)).collect();
            let mut versions = versions?;
            versions.sort_by_key(|version| version.number);
            Ok(Withdrawal {
                article: article.clone(),
                path: row.path.clone(),
                content_sha256: content.to_owned(),
                versions,
                on: order.0,
                by: order.1.clone(),
                why: order.2.clone(),
                erased: false,
                lifted: None,
            })
        };
        contents.into_iter().map(of).collect()
    }

    /// Writes withdrawals, durably.
    fn keep_withdrawals(&self, lock: &WriteLock, all: &[Withdrawal], order: &Order) -> Result<(), StoreError> {
        let Some((first, others)) = all.split_first() else { return Ok(()) };
        let of = |one: &Withdrawal| (file::path(&one.article, &one.content_sha256), file::write(one));
        let others: Vec<_> = others.iter().map(of).collect();
        let ((path, content), message) = (of(first), told(all));
        let (name, mail) = (signable(&order.by), signable(&order.mail));
        loop {
            let shop = Workshop::open(&self.dir)?;
            let mut step = Step::from(WITHDRAWN, shop.repo().tip(WITHDRAWN)?);
            let (at, recorded, author) = (order.on, order.on, (name.as_str(), mail.as_str()));
            let (parent, message) = (step.from, message.as_str());
            let commit = NewCommit { parent, path: &path, content: &content, author, at, recorded, message };
            step.to = Some(shop.commit_all(&commit, &others)?);
            self.sign(&shop, &mut step)?;
            if self.publish(lock, &shop, &[&step])? {
                return Ok(());
            }
        }
    }
}

/// Reads all withdrawals that hold.
pub(super) fn all(repo: &Repo) -> Result<Vec<Withdrawal>, StoreError> {
    let Some(tip) = repo.tip(WITHDRAWN)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (path, blob) in repo.files(tip)? {
        found.push(parsed(repo, &path, blob)?);
    }
    found.retain(Withdrawal::holds);
    Ok(found)
}

/// Reads the withdrawal of a content, if it holds.
pub(super) fn of_content(repo: &Repo, article: &ArticleId, content: &str) -> Result<Option<Withdrawal>, StoreError> {
    let path = file::path(article, content);
    let blob = repo.tip(WITHDRAWN)?.map(|tip| repo.entry(tip, &path)).transpose()?.flatten();
    let found = blob.map(|blob| parsed(repo, &path, blob)).transpose()?;
    Ok(found.filter(Withdrawal::holds))
}

fn parsed(repo: &Repo, path: &str, blob: ObjectId) -> Result<Withdrawal, StoreError> {
    let damaged = |problem| StoreError::Damaged { what: format!("the file {path} on {WITHDRAWN}"), problem };
    file::read(&repo.blob(blob)?).map_err(damaged)
}

/// Tells whether a withdrawal is of the version asked for.
fn is_asked_for(withdrawal: &Withdrawal, asked: &VersionRef) -> bool {
    match asked {
        VersionRef::Number(number) => withdrawal.versions.iter().any(|version| version.number == *number),
        VersionRef::Content(prefix) => withdrawal.content_sha256.starts_with(prefix),
        VersionRef::FromLatest(_) | VersionRef::At(_) => false,
    }
}

/// Gathers what stays known of a version.
fn withdrawn_version(repo: &Repo, row: &VersionRow) -> Result<WithdrawnVersion, StoreError> {
    let damaged = |problem: String| StoreError::Damaged { what: format!("commit {}", row.commit), problem };
    let id = ObjectId::parse(&row.commit).ok_or_else(|| damaged("its name is no hash".to_owned()))?;
    let facts = message::read(&repo.commit(id)?.message).map_err(|error| damaged(error.to_string()))?;
    Ok(WithdrawnVersion {
        number: row.number,
        at: row.at,
        recorded: row.recorded,
        page_sha256: facts.page_sha256,
        capture_sha256: facts.capture.map(|(_, sha256)| sha256),
    })
}

/// Tells the commit of withdrawals to whoever reads the history with plain git.
fn told(all: &[Withdrawal]) -> String {
    let mut message = String::new();
    let Some(first) = all.first() else { return message };
    let mut numbers: Vec<u32> = all.iter().flat_map(Withdrawal::numbers).collect();
    numbers.sort_unstable();
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let done = if first.lifted.is_some() {
        "lifted"
    } else if first.erased {
        "erased"
    } else {
        "withdrawn"
    };
    // Writing to a string cannot fail; the reason is indented, so that no words of a person can be a trailer.
    let _ = write!(
        message,
        "{}: {done}\n\n    {}\n\nFormat: {}\nArticle: {}\nVersions: {}\nOn: {}\nBy: {}\n",
        first.article.slug(),
        message::clean(&first.why),
        file::FORMAT,
        first.article,
        numbers.join(" "),
        first.lifted.as_ref().map_or(first.on, |(on, _)| *on).to_rfc3339(),
        message::clean(first.lifted.as_ref().map_or(&first.by, |(_, by)| by)),
    );
    message
}
