//! One version.

use serde::Serialize;

use crate::article::{Hyperlink, Moment, Snapshot, Version};
use crate::text::BlockKind;

/// One version: where it belongs, its times, its content.
#[derive(Clone, Debug, Serialize)]
pub struct VersionJson<'a> {
    /// The article's id.
    pub article: String,
    /// Its number, from 1.
    pub version: u32,
    /// When it was on show.
    pub at: Moment,
    /// When it was seen.
    pub seen: Moment,
    /// When the article says it was first published.
    pub published: Option<Moment>,
    /// When the article says it was last changed.
    pub modified: Option<Moment>,
    /// When it was written into the archive.
    pub recorded: Moment,
    /// Kept because metadata or the extractor changed, not the article.
    pub technical: bool,
    /// SHA-256 of its canonical content, in hex.
    pub content_sha256: &'a str,
    /// Its content.
    #[serde(flatten)]
    pub content: ContentJson<'a>,
}

/// What a snapshot holds.
#[derive(Clone, Debug, Serialize)]
pub struct ContentJson<'a> {
    /// The addresses it was seen at.
    pub urls: &'a [String],
    /// The language, as a BCP 47 tag.
    pub language: Option<&'a str>,
    /// The headline.
    pub headline: &'a str,
    /// The line under the headline.
    pub dek: Option<&'a str>,
    /// The byline.
    pub byline: Option<&'a str>,
    /// The body, a block an entry.
    pub body: Vec<BlockJson<'a>>,
    /// The captions.
    pub captions: &'a [String],
    /// The links.
    pub links: &'a [Hyperlink],
    /// The notes, as published.
    pub notes: &'a [String],
}

/// One block of a body.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct BlockJson<'a> {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: &'a str,
}

/// Makes the JSON of one version.
#[must_use]
pub fn version(version: &Version) -> VersionJson<'_> {
    let times = version.snapshot.times;
    VersionJson {
        article: version.article.to_string(),
        version: version.number,
        at: times.at,
        seen: times.seen,
        published: times.published,
        modified: times.modified,
        recorded: version.recorded,
        technical: version.technical,
        content_sha256: &version.content_sha256,
        content: content(&version.snapshot),
    }
}

fn content(snapshot: &Snapshot) -> ContentJson<'_> {
    let fields = &snapshot.fields;
    ContentJson {
        urls: &snapshot.urls,
        language: snapshot.language.as_deref(),
        headline: &fields.headline,
        dek: fields.dek.as_deref(),
        byline: fields.byline.as_deref(),
        body: snapshot.body.iter().map(|(kind, text)| BlockJson { kind, text }).collect(),
        captions: &fields.captions,
        links: &fields.links,
        notes: &snapshot.notes,
    }
}
