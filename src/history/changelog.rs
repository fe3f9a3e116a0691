//! The versions of one article told to a reader.

use super::announce::{Step, announce};
use super::away::Sighted;
use super::change::Change;
use super::comparison::{ReadBody, compare_with, language};
use super::entry::{Entry, Standing};
use super::lexicon::Lexicon;
use super::lines::{LineStanding, standings};
use super::linking::{ChangeRef, Link};
use super::triage::Rulings;
use super::words::Vocabulary;
use crate::article::{ArticleId, Moment, Version, Withdrawal, WithdrawnVersion};
use crate::diff::Sides;
use crate::notes::{Context, Note, Reader};

/// The versions of one article, oldest first, each with its changes, its notes, and which announces which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changelog {
    /// The article.
    pub article: ArticleId,
    /// One entry a version, in the order of (`at`, number); technical versions are left out.
    pub entries: Vec<Entry>,
    /// What editors decided on its changes and notes.
    pub(super) rulings: Rulings,
    /// When it was seen, and as what.
    pub(super) sighted: Sighted,
    /// What of the article was withdrawn.
    withdrawals: Vec<Withdrawal>,
    /// The contents of technical versions, each with the entry that it repeats.
    repeats: Vec<(String, usize)>,
}

impl Changelog {
    /// Tells the history of the article that `versions` are the versions of, in any order.
    #[must_use]
    pub fn tell(article: ArticleId, mut versions: Vec<Version>) -> Self {
        versions.sort_by_key(|version| (version.snapshot.times.at, version.number));
        let repeats = repeats(&versions);
        versions.retain(|version| !version.technical);
        let published = versions.iter().filter_map(|version| version.snapshot.times.published).min();
        let mut entries: Vec<Entry> = Vec::with_capacity(versions.len());
        let mut steps: Vec<Step> = Vec::with_capacity(versions.len());
        let mut words: Option<Vocabulary> = None;
        let mut body: Option<ReadBody> = None;
        let mut reader = Reader::default();
        for version in versions {
            let read = reader.read(&version.snapshot.notes, &context(&version, published));
            let Some(last) = entries.last() else {
                entries.push(Entry::first(version, read));
                steps.push(Step::default());
                continue;
            };
            let snapshots = Sides::new(&last.version.snapshot, &version.snapshot);
            let words = words.get_or_insert_with(|| Vocabulary::new(Lexicon::of(language(snapshots).as_deref())));
            let before = body.take().unwrap_or_else(|| ReadBody::new(&last.version.snapshot.body, words));
            let compared = compare_with(snapshots, before, words);
            steps.push(Step::new(&compared, snapshots.map(|snapshot| &snapshot.body), words));
            let standing = standing(&read, snapshots.map(|snapshot| snapshot.notes.as_slice()));
            let mut entry = Entry {
                previous: Some(last.version.number),
                comparison: Some(compared.comparison),
                standing,
                ..Entry::first(version, read)
            };
            announce(&mut entry, Some(last), &mut steps, words);
            body = Some(compared.read.after);
            entries.push(entry);
        }
        Self {
            article,
            entries,
            rulings: Rulings::default(),
            sighted: Sighted::default(),
            withdrawals: Vec::new(),
            repeats,
        }
    }

    /// Returns the change a link points to.
    #[must_use]
    pub fn change(&self, at: ChangeRef) -> Option<&Change> {
        self.entries.get(at.entry)?.changes().get(at.change)
    }

    /// Takes in what of the article was withdrawn: it is told of, and not told.
    #[must_use]
    pub fn with_withdrawals(mut self, withdrawals: Vec<Withdrawal>) -> Self {
        self.withdrawals = withdrawals;
        self
    }

    /// Lists the versions that were withdrawn, by number, each with what was decided.
    #[must_use]
    pub fn withdrawn(&self) -> Vec<(&WithdrawnVersion, &Withdrawal)> {
        let of = |one| {
            let one: &Withdrawal = one;
            one.versions.iter().map(move |version| (version, one))
        };
        let mut found: Vec<_> = self.withdrawals.iter().flat_map(of).collect();
        found.sort_by_key(|(version, _)| version.number);
        found
    }

    /// Lists the entries that have a content, or that a technical version with it repeats, by index.
    pub(super) fn holders(&self, content: &str) -> Vec<usize> {
        let own = self.entries.iter().enumerate().filter(|(_, entry)| entry.version.content_sha256 == content);
        let repeated = self.repeats.iter().filter(|(repeat, _)| repeat == content).map(|(_, entry)| *entry);
        let mut holders: Vec<usize> = own.map(|(index, _)| index).chain(repeated).collect();
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    /// Returns the links of later entries to a change, each with the later entry's index.
    pub fn late_links_to(&self, at: ChangeRef) -> impl Iterator<Item = (usize, &Link)> {
        let later = self.entries.iter().enumerate().skip(at.entry + 1);
        later.flat_map(move |(index, entry)| {
            entry.links.iter().filter(move |link| link.change == at).map(move |link| (index, link))
        })
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
            weighed: Vec::new(),
            unannounced: Vec::new(),
            unbacked: Vec::new(),
        }
    }
}

/// Lists the contents of technical versions, each with the version that it repeats, counted without technical ones.
fn repeats(versions: &[Version]) -> Vec<(String, usize)> {
    let (mut found, mut told) = (Vec::new(), 0usize);
    for version in versions {
        if version.technical {
            found.extend(told.checked_sub(1).map(|entry| (version.content_sha256.clone(), entry)));
        } else {
            told += 1;
        }
    }
    found
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

/// What is known of a version before its notes are read.
fn context(version: &Version, published: Option<Moment>) -> Context {
    let snapshot = &version.snapshot;
    Context { published, seen: Some(snapshot.times.seen), language: snapshot.language.clone(), ..Context::default() }
}
