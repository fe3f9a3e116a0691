//! Which article a file is a version of.

use crate::article::{ArticleId, BadId, Draft};
use crate::store::{Archive, StoreError};

/// Why no article could be told.
#[derive(Debug)]
pub(super) enum Unnamed {
    /// Nobody said, and the file does not either.
    Nothing,
    /// What was said is no name.
    Bad(BadId),
    /// The archive could not be asked.
    Store(StoreError),
}

/// Tells the article: by the name said, by the address said, by the file's own id, by its addresses.
///
/// A name or address that an article of the archive goes by means that article; only whole names do, never beginnings.
pub(super) fn name(
    draft: &Draft,
    said: Option<&str>,
    url: Option<&str>,
    archive: &Archive,
) -> Result<ArticleId, Unnamed> {
    let headline = &draft.fields.headline;
    if let Some(name) = said.or(draft.article.as_deref().filter(|_| url.is_none())) {
        return by_name(name, headline, archive);
    }
    let addresses: Vec<&str> = url.into_iter().chain(draft.urls.iter().map(String::as_str)).collect();
    let Some(first) = addresses.first() else { return Err(Unnamed::Nothing) };
    let fresh = ArticleId::from_url(first, headline).map_err(Unnamed::Bad)?;
    for address in addresses {
        if let Some(known) = known(archive, address)? {
            return Ok(known);
        }
    }
    Ok(fresh)
}

fn by_name(name: &str, headline: &str, archive: &Archive) -> Result<ArticleId, Unnamed> {
    let name = name.trim();
    let is_address = name.starts_with("https://") || name.starts_with("http://");
    let id = if is_address { ArticleId::from_url(name, headline) } else { ArticleId::from_name(name) };
    let id = id.map_err(Unnamed::Bad)?;
    let found = known(archive, name)?;
    let meant = |found: &ArticleId| {
        is_address || *found == id || found.slug() == name || format!("{}/{}", found.site(), found.slug()) == name
    };
    Ok(found.filter(meant).unwrap_or(id))
}

/// Asks the archive for the article that goes by a name; none when none does, or several by its beginning alone.
fn known(archive: &Archive, name: &str) -> Result<Option<ArticleId>, Unnamed> {
    let mut found = match archive.meant_by(name) {
        Ok(found) => found,
        Err(StoreError::BadId(_)) => return Ok(None),
        Err(error) => return Err(Unnamed::Store(error)),
    };
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ if found.iter().all(|id| id.slug() != name.trim()) => Ok(None),
        _ => Err(Unnamed::Store(StoreError::AmbiguousArticle { name: name.to_owned(), candidates: found })),
    }
}

/// Suggests a name for a file that names no article.
pub(super) fn suggestion(draft: &Draft, input: &str) -> String {
    let stem = input.rsplit(['/', '\\']).next().unwrap_or(input).split('.').next().unwrap_or(input);
    let from = |text: &str| ArticleId::from_name(text).ok().map(|id| id.slug().to_owned());
    let slug =
        from(&draft.fields.headline.replace('/', " ")).or_else(|| from(stem)).unwrap_or_else(|| "story".to_owned());
    format!("local/{slug}")
}
