//! Rulings of editors, kept beside the versions and never in them.
//!
//! They lie on a ref of their own, [`TRIAGE`]: ordinary commits in one line, a small file a ruling, at a path that says
//! what the ruling is on and not who made it. Two desks that rule on different things never touch the same file, so that
//! the commits of one can be written anew on top of the other's; of two rulings on one thing the later stands, and the
//! history keeps both.

mod file;

use std::fmt::Write;

use super::archive::{Archive, REFS};
use super::batch::Step;
use super::error::StoreError;
use super::git::{NewCommit, ObjectId, Repo, Workshop};
use super::lock::WriteLock;
use super::message;
use crate::article::ArticleId;
use crate::history::Ruling;

pub(super) use file::{path, read};

/// The ref that holds the rulings.
pub(super) const TRIAGE: &str = "refs/variorum/triage";

impl Archive {
    /// Keeps a ruling, durably; no version is touched.
    ///
    /// `mail` is the address of whoever rules, for the author of the commit.
    ///
    /// # Errors
    ///
    /// When it could not be written; nothing is changed then.
    pub fn rule(&mut self, article: &ArticleId, ruling: &Ruling, mail: &str) -> Result<(), StoreError> {
        self.check_writable()?;
        if !self.exists() {
            return Err(self.unknown(article));
        }
        let lock = WriteLock::take(&self.dir.join("variorum"), &self.manners)?;
        lock.recover(&self.dir, &REFS)?;
        let content = file::write(article, ruling);
        let (path, message) = (path(article, &ruling.trace), told(article, ruling));
        let (name, mail) = (signable(&ruling.by), signable(mail));
        loop {
            let shop = Workshop::open(&self.dir)?;
            let mut step = Step::from(TRIAGE, shop.repo().tip(TRIAGE)?);
            let (at, recorded, author) = (ruling.on, ruling.on, (name.as_str(), mail.as_str()));
            let (parent, content) = (step.from, content.as_bytes());
            let commit = NewCommit { parent, path: &path, content, author, at, recorded, message: &message };
            step.to = Some(shop.commit(&commit)?);
            self.sign(&shop, &mut step)?;
            if self.publish(&lock, &shop, &[&step])? {
                return Ok(());
            }
        }
    }

    /// Reads the rulings on an article, those taken back included, in no particular order.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    pub fn rulings(&self, article: &ArticleId) -> Result<Vec<Ruling>, StoreError> {
        let Some(repo) = &self.repo else { return Ok(Vec::new()) };
        let Some(tip) = repo.tip(TRIAGE)? else { return Ok(Vec::new()) };
        let folder = article.to_string();
        let files = repo.folder(tip, &folder)?;
        files.into_iter().map(|(name, blob)| ruling(repo, article, &format!("{folder}/{name}"), blob)).collect()
    }
}

/// Reads a ruling from its file.
fn ruling(repo: &Repo, article: &ArticleId, path: &str, blob: ObjectId) -> Result<Ruling, StoreError> {
    let damaged = |problem| StoreError::Damaged { what: format!("the ruling {path} on {TRIAGE}"), problem };
    let (of, ruling) = read(&repo.blob(blob)?).map_err(damaged)?;
    if of == *article { Ok(ruling) } else { Err(damaged(format!("it is on {of}"))) }
}

/// Tells the commit of a ruling to whoever reads the history with plain git.
fn told(article: &ArticleId, ruling: &Ruling) -> String {
    let trace = &ruling.trace;
    let decision = ruling.decision.name();
    let mut message = format!("{}@{} {}: {decision}\n", article.slug(), trace.version, trace.subject);
    let why = message::clean(&ruling.why);
    // Indented, so that no words of a person can be a trailer.
    let why = if why.is_empty() { String::new() } else { format!("\n    {why}\n") };
    // Writing to a string cannot fail.
    let _ = write!(
        message,
        "{why}\nFormat: {}\nArticle: {article}\nRuling: {}\nAs: {decision}\nBy: {}\nOn: {}\n",
        file::FORMAT,
        trace.key(),
        message::clean(&ruling.by),
        ruling.on.to_rfc3339()
    );
    message
}

/// Leaves out of a name or address what git's own line for an author is parted by.
pub(super) fn signable(text: &str) -> String {
    let text = message::clean(text).replace(['<', '>'], "");
    if text.contains(char::is_alphanumeric) { text } else { "unknown".to_owned() }
}
