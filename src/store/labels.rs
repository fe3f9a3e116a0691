//! What the index takes from pages: the headline of an article, and the addresses that find it.

use super::catch_up::Trouble;
use super::error::StoreError;
use super::git::{ObjectId, Readers, Repo, Shelf};
use super::index::{ArticleRow, Index};
use super::reread::told;
use crate::article::page::{self, Label};

/// How many articles are read before what their pages say goes into the index.
const STRETCH: u32 = 2048;

/// Has the index read the pages that it has not read yet.
pub(super) fn read_all(repo: &Repo, index: &Index) -> Result<(), Trouble> {
    while index.has_unread()? {
        index.in_one_step(|| read_some(repo, index))?;
        Repo::let_go([repo].into_iter());
    }
    Ok(())
}

/// Reads the pages of some articles.
fn read_some(repo: &Repo, index: &Index) -> Result<(), Trouble> {
    let tip = index.tip()?.as_deref().and_then(ObjectId::parse);
    let unread = index.unread(STRETCH)?;
    let mut readers = Readers::open(repo, unread.len())?;
    let pages = unread.iter().map(|unread| Pages::of(index, unread)).collect::<Result<Vec<_>, _>>()?;
    let labels = readers.read(&pages, |repo, pages| {
        let mut at_tip = tip.and_then(|tip| Shelf::open(repo, tip).ok());
        pages.iter().map(|pages| pages.label(repo, at_tip.as_mut())).collect()
    });
    for (unread, label) in unread.iter().zip(labels) {
        index.describe(&unread.article, &label.headline, &label.urls)?;
    }
    Ok(())
}

/// Where the pages of an article are found that it is known by.
struct Pages {
    path: String,
    /// The commit of the version written last, which has all its addresses; none if nothing is shown.
    newest: Option<String>,
    /// Whether that version is the last there is, so that its page is the one at the tip.
    at_tip: bool,
    /// The commit of the version that is the latest by time, which has the headline, if that is another one.
    latest: Option<String>,
}

impl Pages {
    fn of(index: &Index, unread: &ArticleRow) -> Result<Self, Trouble> {
        let rows = index.versions(&unread.article)?;
        let mut pages = Self { path: unread.path.clone(), newest: None, at_tip: false, latest: None };
        if let (Some(newest), Some(latest)) = (rows.iter().max_by_key(|row| row.number), told(&rows).pop()) {
            pages.at_tip = index.newest(&unread.article)?.1.as_ref() == Some(&newest.commit);
            pages.newest = Some(newest.commit.clone());
            pages.latest = Some(&latest.text.commit).filter(|commit| **commit != newest.commit).cloned();
        }
        Ok(pages)
    }

    /// Reads them; one that cannot be read is named by `verify`, and must not hide the others.
    fn label(&self, repo: &Repo, tip: Option<&mut Shelf<'_>>) -> Label {
        let Some(newest) = &self.newest else { return Label::default() };
        let newest = match tip.filter(|_| self.at_tip) {
            Some(tip) => tip.entry(&self.path).and_then(|blob| label(repo, blob)),
            None => self.label_at(repo, newest),
        };
        let mut found = newest.ok().flatten().unwrap_or_default();
        if let Some(latest) = &self.latest {
            found.headline = self.label_at(repo, latest).ok().flatten().unwrap_or_default().headline;
        }
        found
    }

    fn label_at(&self, repo: &Repo, commit: &str) -> Result<Option<Label>, StoreError> {
        let Some(commit) = ObjectId::parse(commit) else { return Ok(None) };
        label(repo, repo.entry(commit, &self.path)?)
    }
}

fn label(repo: &Repo, blob: Option<ObjectId>) -> Result<Option<Label>, StoreError> {
    let Some(blob) = blob else { return Ok(None) };
    let text = String::from_utf8(repo.blob(blob)?).unwrap_or_default();
    Ok(page::label(&text).ok())
}
