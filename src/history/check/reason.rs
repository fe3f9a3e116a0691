//! The reasons of findings, in a reader's words.

use super::super::bounds::Lag;
use super::super::change::{Change, ChangeKind};
use super::super::changelog::Changelog;
use super::super::entry::{Entry, Standing};
use super::super::linking::{Link, Unbacked, Verdict};
use super::super::triage::Subject;

/// An excerpt in a reason holds at most so many words.
const WORDS: usize = 12;

/// Why a change is told as unannounced.
pub(super) fn unannounced(change: &Change, entry: &Entry) -> String {
    let told = entry.standing.iter().any(|standing| !matches!(standing, Standing::Carried));
    let silence = if told { "no note of this version announces it" } else { "no note announces it" };
    format!("{}; {silence}", what(change))
}

/// Why a change is told as announced only possibly.
pub(super) fn possibly(change: &Change, note: &str) -> String {
    format!("{}; only perhaps meant by the note {}", what(change), quoted(&shortened(note)))
}

/// Says what something is that can be ruled on.
pub(super) fn subject(subject: Subject, entry: &Entry) -> String {
    let words = subject.texts(entry).map(|texts| texts.map(|text| quoted(&shortened(text)))).unwrap_or_default();
    match (subject.change(entry), subject) {
        (Some(change), _) => what(change),
        (None, Subject::Gone(_)) => format!("the note {} is gone", words.before),
        (None, _) => format!("the note {}", words.after),
    }
}

/// Says what a change is: `a number changed: “640” → “460”`.
fn what(change: &Change) -> String {
    let (old, new) = (quoted(&shortened(&change.excerpts.before)), quoted(&shortened(&change.excerpts.after)));
    let subject = change.facets.iter().find_map(|facet| facet.named());
    match change.kind {
        ChangeKind::Insert => {
            format!("{} put in: {new}", subject.map_or("words were".into(), |name| format!("words with {name} were")))
        }
        ChangeKind::Delete => format!(
            "{} taken out: {old}",
            subject.map_or("words were".into(), |name| format!("words with {name} were"))
        ),
        ChangeKind::Replace => format!("{} changed: {old} → {new}", subject.unwrap_or("the wording")),
        ChangeKind::Move => format!("a passage moved: {new}"),
        ChangeKind::Split => format!("a paragraph was split: {new}"),
        ChangeKind::Merge => format!("paragraphs were joined: {new}"),
        ChangeKind::Format => format!("a passage is set otherwise: {new}"),
    }
}

/// Why a note is told as standing without a change.
pub(super) fn unbacked(unbacked: &Unbacked, entry: &Entry) -> String {
    let note = entry.notes.get(unbacked.note).map(|note| quoted(&note.text)).unwrap_or_default();
    match unbacked.verdict {
        Verdict::Contradicted => format!("the note says {note}, but {}", unbacked.evidence.join(", and ")),
        Verdict::NotFound => format!("no change was found that matches the note {note}"),
        Verdict::Vacuous => format!("nothing changed beside the note {note}"),
    }
}

/// Why a note is told as late.
pub(super) fn late(changelog: &Changelog, link: &Link, change: &Change, by: usize) -> String {
    let entry = &changelog.entries[by];
    let note = entry.notes.get(link.note).map(|note| quoted(&shortened(&note.text))).unwrap_or_default();
    let made = changelog.entries.get(link.change.entry).map_or(0, |made| made.version.number);
    let lag = changelog.lag(link, by).map(|lag| format!(", {} later", between(lag)));
    format!("{}, made in version {made}, is announced only now{}: {note}", what(change), lag.unwrap_or_default())
}

/// Writes a length of time that is known as well as the times it lies between: `40 min to 1 h`.
fn between(lag: Lag) -> String {
    let [least, most] = [lag.least, lag.most].map(duration);
    if least == most { least } else { format!("{least} to {most}") }
}

/// Writes a length of time: `42 min`, `3 h 5 min`, `2 days`.
fn duration(minutes: i64) -> String {
    match minutes {
        ..60 => format!("{minutes} min"),
        60..2880 if minutes % 60 == 0 => format!("{} h", minutes / 60),
        60..2880 => format!("{} h {} min", minutes / 60, minutes % 60),
        _ => format!("{} days", minutes / 1440),
    }
}

/// Puts a text in quotation marks.
pub(in crate::history) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// Cuts a text to its first words.
pub(in crate::history) fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= WORDS { words.join(" ") } else { format!("{} …", words[..WORDS].join(" ")) }
}
