//! Which archive is meant, and which articles and versions of it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use variorum::article::{ArticleId, Version, VersionRef};
use variorum::diff::Sides;
use variorum::history::Changelog;
use variorum::render::Names;
use variorum::store::{Archive, StoreError};

use super::outcome;
use super::settings::{self, Settings};

/// The folder an archive has when nobody named one.
pub(super) const USUAL_FOLDER: &str = ".variorum";

/// Finds the archive meant: as told, else the nearest `.variorum` here or above.
pub(super) fn find(settings: &Settings) -> Option<PathBuf> {
    let nearest =
        || settings.cwd.ancestors().map(|folder| folder.join(USUAL_FOLDER)).find(|folder: &PathBuf| folder.is_dir());
    settings.archive.as_ref().map(|folder| settings.cwd.join(folder)).or_else(nearest)
}

/// Opens the archive meant, which must be there, and warns of what is odd about it.
pub(super) fn open(settings: &Settings) -> Result<Archive> {
    let archive = open_as_it_is(settings)?;
    // What cannot be read is told by the command that asks for it.
    drop(archive.follow());
    outcome::warn(&archive.warnings());
    Ok(archive)
}

/// Opens the archive meant, and leaves its index as it is.
pub(super) fn open_as_it_is(settings: &Settings) -> Result<Archive> {
    let Some(folder) = find(settings) else {
        bail!("no archive here or above; `variorum record` makes one, and --archive DIR names one elsewhere");
    };
    Ok(Archive::open(&folder)?)
}

/// Names an article: without its hash, if no other one of the archive has its site and slug.
pub(super) fn name(archive: &Archive, article: &ArticleId) -> Result<String> {
    Ok(Names::among(&archive.namesakes(article)?).of(article))
}

/// Tells the history of an article, with when it was seen and what editors decided on it; one of which nothing is shown
/// any more has none.
pub(super) fn tell(archive: &Archive, article: ArticleId) -> Result<Changelog> {
    let changelog = tell_all(archive, article)?;
    if changelog.entries.is_empty()
        && let Some((_, withdrawal)) = changelog.withdrawn().first()
    {
        return Err(StoreError::Withdrawn { withdrawal: Box::new((*withdrawal).clone()) }.into());
    }
    Ok(changelog)
}

/// Tells the history of an article as [`tell`] does, and of one of which nothing is shown any more that it was there.
pub(super) fn tell_all(archive: &Archive, article: ArticleId) -> Result<Changelog> {
    let (versions, rulings) = (archive.versions(&article)?, archive.rulings(&article)?);
    let (sightings, withdrawals) = (archive.sightings(&article)?, archive.withdrawals(&article)?);
    let changelog = Changelog::tell(article, versions).with_sightings(&sightings).with_rulings(rulings);
    Ok(changelog.with_withdrawals(withdrawals))
}

/// Reads the versions of an article that are shown; where there are none any more, that is an error.
pub(super) fn versions(archive: &Archive, article: &ArticleId) -> Result<Vec<Version>> {
    shown(archive, article, archive.versions(article)?)
}

/// Reads the versions of an article that are shown, each with the text it was recorded with.
pub(super) fn versions_as_recorded(archive: &Archive, article: &ArticleId) -> Result<Vec<Version>> {
    shown(archive, article, archive.versions_as_recorded(article)?)
}

fn shown(archive: &Archive, article: &ArticleId, versions: Vec<Version>) -> Result<Vec<Version>> {
    match archive.withdrawals(article)?.into_iter().next().filter(|_| versions.is_empty()) {
        Some(withdrawal) => Err(StoreError::Withdrawn { withdrawal: Box::new(withdrawal) }.into()),
        None => Ok(versions),
    }
}

/// Parts `ARTICLE@VERSION`; an article may be a URL, and a URL may hold an `@` of its own before its last `/`.
pub(super) fn part(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('@') {
        Some((article, version)) if !article.is_empty() && !version.contains('/') => (article, Some(version)),
        _ => (name, None),
    }
}

/// Finds the version that `asked` means among those of an article, which stand in the order of time.
pub(super) fn version<'a>(archive: &Archive, versions: &'a [Version], asked: &str) -> Result<&'a Version> {
    let meant = VersionRef::parse(asked, &settings::local)?;
    let found = match meant.clone() {
        VersionRef::Number(number) => versions.iter().find(|version| version.number == number),
        VersionRef::FromLatest(back) => {
            let own = versions.iter().rev().filter(|version| !version.technical);
            own.take(back as usize).nth(back as usize - 1)
        }
        VersionRef::At(moment) => {
            versions.iter().rev().find(|version| !version.technical && version.snapshot.times.at <= moment)
        }
        VersionRef::Content(hash) => versions.iter().find(|version| version.content_sha256.starts_with(&hash)),
    };
    // The archive knows what was withdrawn, and says so.
    if let (None, Some(first)) = (found, versions.first())
        && let Err(error @ StoreError::Withdrawn { .. }) = archive.version(&first.article, &meant)
    {
        return Err(error.into());
    }
    found.with_context(|| match (versions.first(), versions.last()) {
        (Some(first), Some(last)) => format!(
            "no version {asked} of {}: it has {}, on show from {} to {}",
            first.article,
            variorum::render::count(versions.len(), "version", "versions"),
            variorum::render::in_table(first.snapshot.times.at),
            variorum::render::in_table(last.snapshot.times.at)
        ),
        _ => format!("no version {asked}: nothing is kept"),
    })
}

/// Finds the two versions to compare: as asked, else the latest and the one before it in time.
pub(super) fn pair<'a>(
    archive: &Archive,
    versions: &'a [Version],
    article: &ArticleId,
    asked: Sides<Option<&str>>,
) -> Result<Sides<&'a Version>> {
    let after = version(archive, versions, asked.after.unwrap_or("-1"))?;
    let before = match asked.before {
        Some(asked) => version(archive, versions, asked)?,
        None => before(versions, after).with_context(|| {
            format!("{article} has no version before {}; there is nothing to compare", after.number)
        })?,
    };
    Ok(Sides::new(before, after))
}

/// Finds the version before another in time, technical ones left out.
fn before<'a>(versions: &'a [Version], after: &Version) -> Option<&'a Version> {
    let earlier = versions.iter().take_while(|version| version.number != after.number);
    earlier.filter(|version| !version.technical).last()
}

/// Names a version beside another: its number and when it was on show.
pub(super) fn name_of(version: &Version) -> String {
    format!("version {}, {}", version.number, variorum::render::in_table(version.snapshot.times.at))
}

/// Tells whether an argument names a file to be read; `/dev/null` is one that holds nothing.
pub(super) fn is_file(settings: &Settings, name: &str) -> bool {
    let path = settings.cwd.join(name);
    path.is_file() || path == Path::new("/dev/null")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stands_after_the_last_at_sign() {
        assert_eq!(part("ferry@2"), ("ferry", Some("2")));
        assert_eq!(part("ferry@-1"), ("ferry", Some("-1")));
        assert_eq!(part("ferry"), ("ferry", None));
        assert_eq!(part("https://example.org/@ada/ferry"), ("https://example.org/@ada/ferry", None));
        assert_eq!(part("https://example.org/@ada/ferry@3"), ("https://example.org/@ada/ferry", Some("3")));
    }
}
