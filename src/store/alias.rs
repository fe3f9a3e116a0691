//! Further addresses of an article.

use super::archive::Archive;
use super::error::StoreError;
use super::plan::Purpose;
use super::read::read_version;
use super::reread::told;
use super::submission::{Description, Submission};
use crate::article::{Address, ArticleId, Moment, Recorded, RecordedKind};

impl Archive {
    /// Lets a further address find an article, by a technical version of its latest one.
    ///
    /// Returns what was recorded; an address that finds the article already changes nothing.
    ///
    /// # Errors
    ///
    /// When the address is none, finds another article, or could not be written.
    pub fn add_url(
        &mut self,
        article: &ArticleId,
        url: &str,
        recorded: Moment,
        recorded_by: &str,
    ) -> Result<Recorded, StoreError> {
        self.check_writable()?;
        let address = Address::parse(url)?;
        let subject = format!("also at {}", address.as_str());
        let purpose = Purpose::Technical("alias", Description { subject, notes: Vec::new() });
        loop {
            let (known, rows) = self.rows(article)?;
            let (Some(latest), Some(repo)) = (told(&rows).pop(), &self.repo) else { return Err(self.unknown(article)) };
            if self.finds(&address, article)? {
                let number = rows.last().map_or(latest.version.number, |row| row.number);
                let article = article.clone();
                return Ok(Recorded { article, number, kind: RecordedKind::Unchanged });
            }
            let mut snapshot = read_version(repo, &known, latest.text)?.snapshot;
            snapshot.urls.push(url.to_owned());
            let submission = Submission {
                article: article.clone(),
                snapshot,
                capture: None,
                extractor: "alias 1".to_owned(),
                recorded,
                recorded_by: recorded_by.to_owned(),
            };
            if let Some(recorded) =
                self.record_here(&[submission], &purpose)?.and_then(|answers| answers.into_iter().next())
            {
                return recorded;
            }
        }
    }

    /// Tells whether an address finds an article already; one that finds another is an error.
    fn finds(&self, address: &Address, article: &ArticleId) -> Result<bool, StoreError> {
        let found =
            self.ask_of_pages(|_, index| Ok((index.by_address(address)?, index.has_address(article, address)?)))?;
        let (holders, known) = found.unwrap_or_default();
        match holders.into_iter().find(|holder| holder != article) {
            Some(other) => Err(StoreError::AddressTaken { url: address.as_str().to_owned(), article: other }),
            None => Ok(known),
        }
    }
}
