//! Captures read again: by a better reader, or to see that the same one still reads the same.

use super::describe::changes;
use super::extractor::{ByHand, Extractor, READERS};
use crate::article::{ArticleId, Moment, Recorded, RecordedKind, Snapshot, Version};
use crate::capture::{self, CaptureError};
use crate::store::{Archive, KeptReading, StoreError};
use crate::text::language;

/// What is said of a whole run.
#[derive(Clone, Debug)]
pub struct ReextractTerms {
    /// Whether captures are read again that the present reader has read already.
    pub all: bool,
    /// Whether to keep nothing, and only say what would change.
    pub dry_run: bool,
    /// The moment taken as now.
    pub now: Moment,
    /// Who has them read again.
    pub recorded_by: String,
}

/// What became of versions whose captures were to be read again.
#[derive(Debug, Default)]
pub struct Reextracted {
    /// Those that read otherwise now.
    pub changed: Vec<Reread>,
    /// How many read as before.
    pub unchanged: usize,
    /// How many the present reader had read already.
    pub current: usize,
    /// How many were kept without a capture, or were made by a reader of another kind, such as `jsonl`.
    pub apart: usize,
    /// Those that the present reader cannot read, and why; they keep their text.
    pub unreadable: Vec<(ArticleId, u32, CaptureError)>,
}

/// A version that reads otherwise now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reread {
    /// Its article.
    pub article: ArticleId,
    /// Its number.
    pub number: u32,
    /// What read it until now.
    pub before: String,
    /// The technical version that holds the new reading; none where nothing was to be kept.
    pub kept_as: Option<u32>,
    /// What is read otherwise, in a line.
    pub summary: String,
}

/// What a look at all captures found.
#[derive(Debug, Default)]
pub struct DeepReport {
    /// How many versions were read again from their captures, and read as they were recorded.
    pub same: usize,
    /// Those that the present reader reads otherwise than when they were recorded.
    pub differing: Vec<Differing>,
    /// How many were read by an older reader: what `reextract` is for.
    pub older: usize,
    /// How many have no capture here, or were made by a reader of another kind.
    pub apart: usize,
}

/// A version that the reader that made it reads otherwise now.
#[derive(Debug, PartialEq, Eq)]
pub struct Differing {
    /// Its article.
    pub article: ArticleId,
    /// Its number.
    pub number: u32,
    /// What read it.
    pub extractor: String,
    /// SHA-256 of its content as recorded.
    pub expected: String,
    /// That of the content read now, or why there is none.
    pub found: Result<String, CaptureError>,
}

/// Reads captures again with the present readers, and keeps what reads otherwise as technical versions.
///
/// Run again, it makes nothing new.
///
/// # Errors
///
/// When the archive cannot be read or written; what was kept until then stays.
pub fn reextract(
    archive: &mut Archive,
    articles: &[ArticleId],
    terms: &ReextractTerms,
    on_step: &mut dyn FnMut(),
) -> Result<Reextracted, StoreError> {
    let mut report = Reextracted::default();
    for article in articles {
        for version in archive.versions(article)?.iter().filter(|version| !version.technical) {
            let reading = archive.reading(article, version.number)?;
            on_step();
            let last = Extractor::parse(&reading.told_by);
            let Some(again) = Again::of(&reading) else {
                report.apart += 1;
                continue;
            };
            if !terms.all && last.is_some_and(|last| last.version >= READERS) {
                report.current += 1;
                continue;
            }
            match again.read(&reading) {
                Err(error) => report.unreadable.push((article.clone(), version.number, error)),
                Ok((snapshot, _)) if snapshot.content_sha256() == reading.told.content_sha256() => {
                    report.unchanged += 1;
                }
                Ok((snapshot, extractor)) => {
                    let changed = keep(archive, version, &reading, snapshot, &extractor, terms)?;
                    report.changed.push(changed);
                }
            }
        }
    }
    Ok(report)
}

/// Keeps a reading, unless nothing is to be kept.
fn keep(
    archive: &mut Archive,
    version: &Version,
    reading: &KeptReading,
    snapshot: Snapshot,
    extractor: &Extractor,
    terms: &ReextractTerms,
) -> Result<Reread, StoreError> {
    let summary = changes(&version.snapshot, &snapshot);
    let (article, number) = (version.article.clone(), version.number);
    let kept_as = if terms.dry_run {
        None
    } else {
        let extractor = extractor.to_string();
        let by = terms.recorded_by.as_str();
        let Recorded { number, kind, .. } = archive.reread(&article, reading, snapshot, extractor, terms.now, by)?;
        // Somebody else may have been faster with the same.
        Some(number).filter(|_| kind != RecordedKind::Unchanged)
    };
    Ok(Reread { article, number, before: reading.told_by.clone(), kept_as, summary })
}

/// Reads every capture again whose version the present reader made, and compares what it says with what was recorded.
///
/// # Errors
///
/// When the archive cannot be read.
pub fn inspect_deep(archive: &Archive, on_step: &mut dyn FnMut()) -> Result<DeepReport, StoreError> {
    let mut report = DeepReport::default();
    for summary in archive.articles()? {
        for version in archive.versions_as_recorded(&summary.article)? {
            let reading = archive.reading(&summary.article, version.number)?;
            on_step();
            let Some(again) = Again::of(&reading) else {
                report.apart += usize::from(!reading.technical);
                continue;
            };
            if again.extractor.version != READERS {
                report.older += 1;
                continue;
            }
            let found = again.read(&reading).map(|(snapshot, _)| snapshot.content_sha256());
            if found.as_ref() == Ok(&version.content_sha256) {
                report.same += 1;
                continue;
            }
            let (article, number, expected) = (version.article, version.number, version.content_sha256);
            report.differing.push(Differing { article, number, extractor: reading.recorded_by, expected, found });
        }
    }
    Ok(report)
}

/// How the capture of a version is read once more.
struct Again<'r> {
    extractor: Extractor,
    bytes: &'r [u8],
}

impl<'r> Again<'r> {
    /// Tells how; not where there is no capture, or a reader of another kind made the version.
    fn of(reading: &'r KeptReading) -> Option<Self> {
        let extractor = Extractor::parse(&reading.recorded_by).filter(|extractor| extractor.format().is_some())?;
        Some(Self { extractor, bytes: reading.capture.as_ref()?.bytes.as_deref()? })
    }

    /// Reads the capture in the way it was read, by the present reader; what was said by hand is said again.
    fn read(&self, reading: &KeptReading) -> Result<(Snapshot, Extractor), CaptureError> {
        let read = capture::read_declared(self.bytes, self.extractor.format(), self.extractor.encoding.as_deref())?;
        let recorded = &reading.recorded;
        let (mut draft, said) = (read.draft, &recorded.fields);
        let ByHand { headline, dek, byline, notes } = self.extractor.by_hand;
        if headline {
            draft.fields.headline.clone_from(&said.headline);
        }
        if dek {
            draft.fields.dek.clone_from(&said.dek);
        }
        if byline {
            draft.fields.byline.clone_from(&said.byline);
        }
        let by_hand = recorded.notes.iter().skip(recorded.notes.len().saturating_sub(notes));
        draft.notes.extend(by_hand.cloned());
        // When it was on show, what it is known by and when it was published were settled when it was recorded.
        draft.urls.clone_from(&recorded.urls);
        draft.published = recorded.times.published.or(draft.published);
        draft.modified = draft.modified.or(recorded.times.modified);
        draft.language = draft.language.or_else(|| language(draft.body.text()).map(str::to_owned));
        let extractor = Extractor { version: READERS, ..self.extractor.clone() };
        Ok((draft.into_snapshot(recorded.times.at, recorded.times.seen), extractor))
    }
}
