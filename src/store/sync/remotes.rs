//! Which other archives there are, by name.

use super::error::SyncError;
use crate::store::archive::Archive;
use crate::store::git::Repo;

/// The name of the remote that is meant when none is named.
const USUAL: &str = "origin";

/// The most characters that a name may have.
const LONGEST: usize = 60;

/// Another archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// Its name here.
    pub name: String,
    /// Its address, as it was given.
    pub url: String,
}

impl Remote {
    /// Returns its address without a password.
    ///
    /// ```
    /// use variorum::store::Remote;
    /// let remote = Remote { name: "origin".into(), url: "https://ada:secret@example.org/archive".into() };
    /// assert_eq!(remote.shown_url(), "https://ada:***@example.org/archive");
    /// ```
    #[must_use]
    pub fn shown_url(&self) -> String {
        let Some((scheme, rest)) = self.url.split_once("://") else { return self.url.clone() };
        let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        match host.rsplit_once('@').and_then(|(user, host)| Some((user.split_once(':')?.0, host))) {
            Some((user, host)) => format!("{scheme}://{user}:***@{host}{path}"),
            None => self.url.clone(),
        }
    }

    /// Returns the folder of the refs that say what it was last agreed to have.
    pub(super) fn agreed(&self) -> String {
        format!("refs/variorum/remotes/{}", self.name)
    }

    /// Returns the folder of the refs that say what it was just found to have.
    pub(super) fn incoming(&self) -> String {
        format!("refs/variorum/incoming/{}", self.name)
    }
}

impl Archive {
    /// Lists the remotes by name.
    ///
    /// # Errors
    ///
    /// When the archive's configuration cannot be read.
    pub fn remotes(&self) -> Result<Vec<Remote>, SyncError> {
        let remotes = self.repo.as_ref().map(Repo::remotes).transpose()?.unwrap_or_default();
        Ok(remotes.into_iter().map(|(name, url)| Remote { name, url }).collect())
    }

    /// Gives another archive a name here.
    ///
    /// # Errors
    ///
    /// When the name is none or taken, the address is none, or the archive cannot be written.
    pub fn add_remote(&mut self, name: &str, url: &str) -> Result<(), SyncError> {
        self.check_writable()?;
        check_name(name)?;
        if url.trim().is_empty() || url.starts_with('-') || url.chars().any(char::is_control) {
            return Err(SyncError::BadUrl { url: url.to_owned() });
        }
        if let Some(taken) = self.remotes()?.into_iter().find(|remote| remote.name == name) {
            let url = taken.shown_url();
            return Err(SyncError::NameTaken { name: taken.name, url });
        }
        Ok(self.repo.as_ref().map_or(Ok(()), |repo| repo.add_remote(name, url))?)
    }

    /// Forgets another archive, and what it was last agreed to have; no version is touched.
    ///
    /// # Errors
    ///
    /// When there is none of that name, or the archive cannot be written.
    pub fn remove_remote(&mut self, name: &str) -> Result<(), SyncError> {
        self.check_writable()?;
        let remote = self.remote(Some(name))?;
        let Some(repo) = &self.repo else { return Ok(()) };
        let _one = self.hold_sync()?;
        for folder in [remote.agreed(), remote.incoming()] {
            for (name, _) in repo.refs_below(&folder)? {
                repo.delete_ref(&name)?;
            }
        }
        Ok(repo.remove_remote(name)?)
    }

    /// Finds the remote that is meant: by name, else `origin`, else the only one.
    pub(super) fn remote(&self, name: Option<&str>) -> Result<Remote, SyncError> {
        let mut remotes = self.remotes()?;
        let meant = |remote: &Remote| remote.name == name.unwrap_or(USUAL);
        let known = || self.remotes().unwrap_or_default().into_iter().map(|remote| remote.name).collect();
        match (remotes.iter().position(meant), name, remotes.len()) {
            (Some(place), ..) => Ok(remotes.swap_remove(place)),
            (None, Some(name), _) => Err(SyncError::UnknownRemote { name: name.to_owned(), known: known() }),
            (None, None, 1) => Ok(remotes.swap_remove(0)),
            (None, None, 0) => Err(SyncError::NoRemote),
            (None, None, _) => Err(SyncError::SeveralRemotes { known: known() }),
        }
    }
}

/// Makes sure that a name can be part of the name of a ref, and is no option of git's.
fn check_name(name: &str) -> Result<(), SyncError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let fits = name.bytes().all(plain)
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.ends_with(|last: char| last.is_ascii_alphanumeric())
        && !name.contains("..")
        && !name.to_ascii_lowercase().ends_with(".lock")
        && name.len() <= LONGEST;
    if fits { Ok(()) } else { Err(SyncError::BadName { name: name.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_part_of_a_ref_and_never_an_option() {
        for name in ["origin", "desk-2", "a.example", "A"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", "-x", "--upload-pack=x", "a/b", "a..b", "x.lock", ".x", "x.", "ä", "a b", &"x".repeat(61)] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let shown = |url: &str| Remote { name: "x".to_owned(), url: url.to_owned() }.shown_url();
        assert_eq!(shown("ssh://git@example.org:22/a"), "ssh://git@example.org:22/a");
        assert_eq!(shown("git@example.org:desk/a.git"), "git@example.org:desk/a.git");
        assert_eq!(shown("https://u:p@w@example.org/a@b"), "https://u:***@example.org/a@b");
    }
}
