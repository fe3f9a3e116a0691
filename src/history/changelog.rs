//! The versions of one article told to a reader.

use super::comparison::{compare_with, language};
use super::entry::{Entry, Standing};
use super::lexicon::Lexicon;
use super::lines::{LineStanding, standings};
use super::words::Vocabulary;
use crate::article::{ArticleId, Version};
use crate::diff::Sides;
use crate::notes::{self, Context, Note};

/// The versions of one article, oldest first, each with its changes, its notes, and which announces which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changelog {
    /// The article.
    pub article: ArticleId,
    /// One entry a version, in the order of (`at`, number); technical versions are left out.
    pub entries: Vec<Entry>,
}

impl Changelog {
    /// Tells the history of the article that `versions` are the versions of, in any order.
    #[must_use]
    pub fn tell(article: ArticleId, mut versions: Vec<Version>) -> Self {
        versions.retain(|version| !version.technical);
        versions.sort_by_key(|version| (version.snapshot.times.at, version.number));
        let published = versions.iter().filter_map(|version| version.snapshot.times.published).min();
        let mut entries: Vec<Entry> = Vec::with_capacity(versions.len());
        let mut vocabulary: Option<Vocabulary> = None;
        for version in versions {
            let context = Context {
                published,
                seen: Some(version.snapshot.times.seen),
                language: version.snapshot.language.clone(),
                ..Context::default()
            };
            let read = notes::read(&version.snapshot.notes, &context);
            let entry = match entries.last() {
                None => Entry::first(version, read),
                Some(last) => {
                    let snapshots = Sides::new(&last.version.snapshot, &version.snapshot);
                    let words =
                        vocabulary.get_or_insert_with(|| Vocabulary::new(Lexicon::of(language(snapshots).as_deref())));
                    let (comparison, _) = compare_with(snapshots, words);
                    let standing = standing(&read, snapshots.map(|snapshot| snapshot.notes.as_slice()));
                    Entry {
                        previous: Some(last.version.number),
                        unannounced: (0..comparison.changes.len()).collect(),
                        comparison: Some(comparison),
                        standing,
                        ..Entry::first(version, read)
                    }
                }
            };
            entries.push(entry);
        }
        Self { article, entries }
    }
}

impl Entry {
    /// Makes the entry of a first version: all its notes are new, and nothing is compared.
    fn first(version: Version, read: Vec<(usize, Note)>) -> Self {
        Self {
            version,
            previous: None,
            comparison: None,
            standing: vec![Standing::New; read.len()],
            notes: read.into_iter().map(|(_, note)| note).collect(),
            links: Vec::new(),
            unannounced: Vec::new(),
            unbacked: Vec::new(),
        }
    }
}

/// Tells what each note is at a version, from what became of its line.
fn standing(read: &[(usize, Note)], lines: Sides<&[String]>) -> Vec<Standing> {
    let (found, _) = standings(lines);
    let of_line = |line: usize| match found.get(line) {
        Some(LineStanding::Edited(old)) => {
            Standing::Edited(Sides::new(old.clone(), lines.after.get(line).cloned().unwrap_or_default()))
        }
        Some(LineStanding::Carried) => Standing::Carried,
        _ => Standing::New,
    };
    read.iter().map(|(line, _)| of_line(*line)).collect()
}
