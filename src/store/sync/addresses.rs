//! The addresses of articles that were recorded in two places.
//!
//! The page that was written last knows all addresses of its article. Put on top of another line, or dropped because the
//! remote has the same version, a page may not know those of the other side; since no page is altered, a technical
//! version then lists them all, as `alias` makes one.

use super::SyncTerms;
use super::replay::{Joining, Last};
use super::sides::Tips;
use crate::article::{Address, ArticleId, Snapshot, page, sha256_hex};
use crate::store::archive::FORMAT;
use crate::store::error::StoreError;
use crate::store::git::{NewCommit, ObjectId, Repo, Workshop};
use crate::store::message::{self, Facts};
use crate::store::submission::Description;

/// Adds a technical version wherever the newest page of an article lacks an address that either side knew.
pub(super) fn gather(
    joining: &mut Joining<'_>,
    shop: &Workshop,
    tips: Tips,
    terms: &SyncTerms,
) -> Result<(), StoreError> {
    for (article, own_path) in joining.joined.articles.clone() {
        let Some(last) = joining.last(&article)?.cloned() else { continue };
        let Some(tip) = joining.joined.tip else { continue };
        let repo = shop.repo();
        let Some(mut snapshot) = newest(repo, Some(tip), &last.path)? else { continue };
        let mut missing = Vec::new();
        for (side, path) in [(tips.ours, &own_path), (tips.theirs, &last.path)] {
            let known = newest(repo, side, path)?.map(|snapshot| snapshot.urls).unwrap_or_default();
            missing.extend(known.into_iter().filter(|url| !snapshot.urls.iter().any(|own| same(own, url))));
        }
        let mut told = Vec::new();
        for url in missing {
            if !snapshot.urls.iter().any(|own| same(own, &url)) {
                told.push(url.clone());
                snapshot.urls.push(url);
            }
        }
        if !told.is_empty() {
            let subject = format!("also at {}", told.join(", "));
            let (number, path) = (joining.next_number(&article)?, last.path.clone());
            let commit = alias(shop, &article, &snapshot, (subject, number), (tip, last), terms)?;
            joining.extend(&article, Last { number, commit: commit.to_string(), path }, commit);
        }
    }
    Ok(())
}

/// Makes the technical version.
fn alias(
    shop: &Workshop,
    article: &ArticleId,
    snapshot: &Snapshot,
    (subject, number): (String, u32),
    (tip, last): (ObjectId, Last),
    terms: &SyncTerms,
) -> Result<ObjectId, StoreError> {
    let page = page::write(article, snapshot);
    let facts = Facts {
        format: FORMAT,
        article: article.clone(),
        path: last.path,
        number,
        previous: Some(last.commit),
        at: snapshot.times.at,
        recorded: terms.now,
        content_sha256: snapshot.content_sha256(),
        page_sha256: sha256_hex(page.as_bytes()),
        capture: None,
        extractor: "alias 1".to_owned(),
        recorded_by: message::clean(&terms.recorded_by),
        reverts: None,
        technical: Some("alias".to_owned()),
        rereads: None,
    };
    let author = message::author(snapshot.fields.byline.as_deref(), article.site());
    let message = message::write(&facts, &Description { subject, notes: Vec::new() });
    shop.commit(&NewCommit {
        parent: Some(tip),
        path: &facts.path,
        content: page.as_bytes(),
        author: (&author, article.site()),
        at: facts.at,
        recorded: facts.recorded,
        message: &message,
    })
}

/// Reads the page of an article that was written last in a line.
fn newest(repo: &Repo, tip: Option<ObjectId>, path: &str) -> Result<Option<Snapshot>, StoreError> {
    let Some(blob) = tip.map(|tip| repo.entry(tip, path)).transpose()?.flatten() else { return Ok(None) };
    // A page that cannot be read is named by `verify`, and must not stop the others.
    Ok(String::from_utf8(repo.blob(blob)?).ok().and_then(|text| page::read_stored(&text).ok()))
}

fn same(one: &str, other: &str) -> bool {
    match (Address::parse(one), Address::parse(other)) {
        (Ok(one), Ok(other)) => one.as_str() == other.as_str(),
        _ => one == other,
    }
}
