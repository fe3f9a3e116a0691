//! What changed in one version, grouped as in Keep a Changelog.

use std::collections::BTreeMap;

use crate::diff::diff;
use crate::history::{
    Change, ChangeKind, ChangeRef, Changelog, Comparison, Decision, Entry, Place, Ruling, Severity, Subject, Unbacked,
    Verdict,
};
use crate::render::diff::runs_between;
use crate::render::log::words;
use crate::render::ruling::ruled;
use crate::render::seen::{Clock, changed};
use crate::render::words::{beginning, count, place_in_prose};
use crate::text::count_words;

use super::announced::announcement;
use super::escape::escaped;
use super::excerpt::excerpt;
use super::heading::{fits, heading, leading_note, new_notes};
use super::marks::marked;

/// Under which heading a change stands; the first four are Keep a Changelog's, <https://keepachangelog.com>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Added,
    Changed,
    Removed,
    Fixed,
    Unannounced,
    Flagged,
}

/// What a change stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Under {
    /// The note that announces it, where several of its version announce something.
    Note(usize),
    /// What was done.
    Group(Group),
}

impl Under {
    fn title(self, entry: &Entry) -> String {
        let title = match self {
            Self::Note(note) => return format!("Announced: “{}”", escaped(&beginning(&entry.notes[note].text, TITLE))),
            Self::Group(Group::Added) => "Added",
            Self::Group(Group::Changed) => "Changed",
            Self::Group(Group::Removed) => "Removed",
            Self::Group(Group::Fixed) => "Fixed",
            Self::Group(Group::Unannounced) => "Changed without a note",
            Self::Group(Group::Flagged) => "Flagged by an editor",
        };
        title.to_owned()
    }
}

/// So many words of a note head the changes it announces.
const TITLE: usize = 12;

/// Writes the section of an entry.
pub(super) fn section(changelog: &Changelog, index: usize) -> String {
    let entry = &changelog.entries[index];
    let mut parts = vec![heading(changelog, entry)];
    parts.extend(quoted_notes(entry));
    match &entry.comparison {
        None => parts.push(first(entry)),
        Some(comparison) => {
            parts.push(sum(changelog, index, comparison) + &seen(changelog, index));
            parts.extend(groups(changelog, index, comparison));
            parts.extend(reached_back(changelog, index));
            parts.extend(note_list(changelog, index, comparison));
        }
    }
    parts.join("\n\n")
}

/// Quotes the new notes that the heading does not carry whole.
fn quoted_notes(entry: &Entry) -> Vec<String> {
    let carried = leading_note(entry).filter(|note| fits(note) && entry.previous.is_some());
    let rest = new_notes(entry).filter(|note| carried.is_none_or(|carried| !std::ptr::eq(*note, carried)));
    rest.map(|note| format!("> {}", escaped(&note.text))).collect()
}

fn first(entry: &Entry) -> String {
    let body = &entry.version.snapshot.body;
    let words = count_words(body.text());
    format!(
        "Version {}: {}, {}.",
        entry.version.number,
        count(body.blocks().len(), "paragraph", "paragraphs"),
        count(words, "word", "words")
    )
}

/// Says in a line what the version is and how much changed.
fn sum(changelog: &Changelog, index: usize, comparison: &Comparison) -> String {
    let entry = &changelog.entries[index];
    let version = entry.version.number;
    let against = entry.previous.map(|previous| format!(", compared with version {previous}")).unwrap_or_default();
    let tally = words(changelog, index).unwrap_or_default();
    if tally.inserted + tally.deleted + tally.moved == 0 && comparison.changes.is_empty() {
        return format!("Version {version}{against}: the text is the same.");
    }
    let cosmetic = comparison.changes.iter().filter(|change| change.severity == Severity::Cosmetic).count();
    let some = tally.inserted + tally.deleted + tally.moved > 0;
    let counts = [
        some.then(|| format!("{} in", count(tally.inserted, "word", "words"))),
        some.then(|| format!("{} out", tally.deleted)),
        (tally.moved > 0).then(|| format!("{} moved", tally.moved)),
        (cosmetic > 0).then(|| count(cosmetic, "cosmetic change is not listed", "cosmetic changes are not listed")),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() {
        return format!("Version {version}{against}.");
    }
    format!("Version {version}{against}: {}.", counts.join(", "))
}

/// Says between which looks the version came, where that says more than its own time.
fn seen(changelog: &Changelog, index: usize) -> String {
    let bounds = changelog.bounds(index);
    let said = bounds.and_then(|bounds| changed(&changelog.entries[index], bounds, Clock::Prose));
    said.map(|said| format!(" {}.", capital(&said).trim_end_matches('.'))).unwrap_or_default()
}

/// Lists the changes that are more than cosmetic under their headings.
fn groups(changelog: &Changelog, index: usize, comparison: &Comparison) -> Vec<String> {
    let entry = &changelog.entries[index];
    let mut groups: BTreeMap<Under, Vec<String>> = BTreeMap::new();
    for (number, change) in comparison.changes.iter().enumerate() {
        let ruling = changelog.ruling(index, Subject::Change(number));
        let decision = ruling.map(|ruling| ruling.decision);
        if change.severity == Severity::Cosmetic && decision != Some(Decision::Flag) {
            continue;
        }
        let announced = announcement(changelog, ChangeRef { entry: index, change: number });
        let silent = entry.unannounced.contains(&number);
        let settled = decision.is_some_and(Decision::settles);
        let under = if decision == Some(Decision::Flag) {
            Under::Group(Group::Flagged)
        } else if silent && change.severity == Severity::Substantive && !settled {
            Under::Group(Group::Unannounced)
        } else if let Some(note) = announced.and_then(|announced| announced.heads(changelog, index)) {
            Under::Note(note)
        } else {
            let corrected = announced.is_some_and(|announced| announced.counts() && announced.corrects(changelog));
            Under::Group(group(change, corrected))
        };
        let said = announced.map(|announced| announced.said(changelog, index));
        groups.entry(under).or_default().push(item(change, with_ruling(said, ruling)));
    }
    titled(groups.into_iter().map(|(under, items)| (under.title(entry), items)))
}

/// Says what announces something and what an editor decided on it.
fn with_ruling(said: Option<String>, ruling: Option<&Ruling>) -> Option<String> {
    let parts: Vec<String> = said.into_iter().chain(ruling.map(|ruling| escaped(&ruled(ruling)))).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Tells under which heading a change stands that readers were told of, or that matters little.
fn group(change: &Change, corrected: bool) -> Group {
    match change.kind {
        _ if corrected => Group::Fixed,
        ChangeKind::Insert => Group::Added,
        ChangeKind::Delete => Group::Removed,
        _ => Group::Changed,
    }
}

/// Writes one change: where it is, what it did, and what announces it.
fn item(change: &Change, said: Option<String>) -> String {
    let place = place(change.place);
    let said = said.map(|said| format!(" ({said})")).unwrap_or_default();
    format!("- {place}: {}{said}", marked(&excerpt(change)))
}

/// Lists the changes of earlier versions that only a note of this one announces.
fn reached_back(changelog: &Changelog, index: usize) -> Vec<String> {
    let mut refs: Vec<ChangeRef> =
        changelog.entries[index].links.iter().map(|link| link.change).filter(|change| change.entry < index).collect();
    refs.sort_unstable();
    refs.dedup();
    let mut items = Vec::new();
    for of in refs {
        let Some(announced) =
            announcement(changelog, of).filter(|announced| announced.by == index && announced.counts())
        else {
            continue;
        };
        let earlier = &changelog.entries[of.entry];
        let Some(change) = earlier.comparison.as_ref().and_then(|comparison| comparison.changes.get(of.change)) else {
            continue;
        };
        let said = announced.said_late(changelog);
        items.push(item(change, Some(format!("changed in version {}, {said}", earlier.version.number))));
    }
    titled([("Announced late".to_owned(), items)])
}

/// Lists what became of notes: those nothing bears out, those reworded, those taken out.
fn note_list(changelog: &Changelog, index: usize, comparison: &Comparison) -> Vec<String> {
    let entry = &changelog.entries[index];
    let ruled = |subject| with_ruling(None, changelog.ruling(index, subject));
    let unbacked = |unbacked: &Unbacked| unbacked_item(entry, unbacked, ruled(Subject::Note(unbacked.note)));
    let mut items: Vec<String> = entry.unbacked.iter().filter_map(unbacked).collect();
    let told = |note: usize| entry.unbacked.iter().any(|unbacked| unbacked.note == note);
    for (note, read) in entry.notes.iter().enumerate().filter(|(note, _)| !told(*note)) {
        items.extend(ruled(Subject::Note(note)).map(|ruled| format!("- “{}” ({ruled})", escaped(&read.text))));
    }
    for texts in &comparison.notes.edited {
        let texts = texts.as_ref().map(String::as_str);
        items.push(format!("- Reworded: {}", marked(&runs_between(texts, &diff(texts)))));
    }
    for (line, text) in comparison.notes.removed.iter().enumerate() {
        let ruled = ruled(Subject::Gone(line)).map(|ruled| format!(" ({ruled})")).unwrap_or_default();
        items.push(format!("- Removed: “{}”{ruled}", escaped(text)));
    }
    titled([("Notes".to_owned(), items)])
}

/// Says, in neutral words, that nothing bears out a note.
fn unbacked_item(entry: &Entry, unbacked: &Unbacked, ruled: Option<String>) -> Option<String> {
    let note = entry.notes.get(unbacked.note)?;
    let verdict = match unbacked.verdict {
        Verdict::Contradicted => "contradicted by the article",
        Verdict::NotFound => "no matching change found",
        Verdict::Vacuous => "names no change, and none was found",
    };
    let evidence = escaped(&unbacked.evidence.join("; "));
    let evidence = if evidence.is_empty() { evidence } else { format!(": {evidence}") };
    let ruled = ruled.map(|ruled| format!("; {ruled}")).unwrap_or_default();
    Some(format!("- “{}” ({verdict}{evidence}{ruled})", escaped(&note.text)))
}

/// Writes lists under their headings; empty ones are left out.
fn titled(lists: impl IntoIterator<Item = (String, Vec<String>)>) -> Vec<String> {
    let some = lists.into_iter().filter(|(_, items)| !items.is_empty());
    some.map(|(title, items)| format!("### {title}\n\n{}", items.join("\n"))).collect()
}

/// Names where a change is, a place that is gone by the number it had.
fn place(place: Place) -> String {
    let gone = matches!(place, Place::Block(at) | Place::Caption(at) | Place::Link(at) if at.after.is_none());
    let name = place_in_prose(place);
    if gone { format!("Former {name}") } else { capital(&name) }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Sides;
    use crate::history::{Facet, SeverityRule};

    #[test]
    fn a_change_says_where_it_is_and_what_announces_it() {
        let change = Change {
            place: Place::Block(Sides::new(Some(1), Some(2))),
            kind: ChangeKind::Replace,
            excerpts: Sides::new("12".to_owned(), "21".to_owned()),
            sentences: Sides::new("Some 12 came.".to_owned(), "Some 21 came.".to_owned()),
            facets: Vec::new(),
            severity: Severity::Substantive,
            rule: SeverityRule::Matters(Facet::Number),
        };
        assert_eq!(item(&change, Some("announced".to_owned())), "- Paragraph 3: Some ~~12~~ **21** came. (announced)");
    }
}
