//! What a version's commit says in one line.

use crate::article::{Snapshot, Version};
use crate::diff::{Sides, diff};
use crate::notes::{Context, NoteKind, Reader};
use crate::store::Description;

/// Describes a snapshot against the version before it in time: its first new note, else what changed in a few words.
#[must_use]
pub fn describe(before: Option<&Version>, snapshot: &Snapshot) -> Description {
    describe_with(&mut Reader::default(), before, snapshot, changes)
}

/// Describes a snapshot as [`describe`] does, its notes read by a reader that may know them, and what changed told by
/// somebody who may know that.
pub(super) fn describe_with(
    reader: &mut Reader,
    before: Option<&Version>,
    snapshot: &Snapshot,
    changes: impl FnOnce(&Snapshot, &Snapshot) -> String,
) -> Description {
    let old: &[String] = before.map_or(&[], |version| &version.snapshot.notes);
    let notes: Vec<String> = snapshot.notes.iter().filter(|note| !old.contains(note)).cloned().collect();
    let context = Context {
        published: snapshot.times.published,
        seen: Some(snapshot.times.seen),
        zone: None,
        language: snapshot.language.clone(),
    };
    let telling = reader.read(&notes, &context).into_iter().find(|(_, note)| note.kind != NoteKind::Published);
    let subject = match (telling, before) {
        (Some((line, _)), Some(_)) => notes.get(line).cloned().unwrap_or_default(),
        (_, Some(version)) => changes(&version.snapshot, snapshot),
        (_, None) => "first version".to_owned(),
    };
    Description { subject, notes }
}

/// Says which parts changed, and how many words of the body.
pub(super) fn changes(before: &Snapshot, after: &Snapshot) -> String {
    let mut parts = Vec::new();
    let (old, new) = (&before.fields, &after.fields);
    let fields = [
        ("headline", old.headline != new.headline),
        ("dek", old.dek != new.dek),
        ("byline", old.byline != new.byline),
        ("captions", old.captions != new.captions),
        ("links", old.links != new.links),
    ];
    parts.extend(fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name.to_owned()));
    let words: usize = diff(Sides::new(before.body.text(), after.body.text()))
        .edits
        .iter()
        .map(|edit| {
            let count = |text: &str| text.split_whitespace().count();
            count(edit.at.before.of(before.body.text())).max(count(edit.at.after.of(after.body.text())))
        })
        .sum();
    match words {
        0 if before.body != after.body => parts.push("spacing".to_owned()),
        0 => {}
        1 => parts.push("1 word".to_owned()),
        words => parts.push(format!("{words} words")),
    }
    let removed = before.notes.iter().any(|note| !after.notes.contains(note));
    if before.notes != after.notes && parts.is_empty() {
        let added = after.notes.iter().any(|note| !before.notes.contains(note));
        return if removed && !added { "a note was taken out" } else { "notes changed" }.to_owned();
    }
    match parts.as_slice() {
        [] => "nothing a reader sees changed".to_owned(),
        [only] => format!("{only} changed"),
        [first @ .., last] => format!("{} and {last} changed", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Draft, Moment};
    use crate::text::Body;

    fn snapshot(headline: &str, text: &str, notes: &[&str]) -> Snapshot {
        let mut draft = Draft { body: Body::from_paragraphs([text]), ..Draft::default() };
        draft.fields.headline = headline.to_owned();
        draft.notes = notes.iter().map(|note| (*note).to_owned()).collect();
        let at = Moment::parse_from_rfc3339("2026-02-18T10:15:00-08:00").unwrap();
        draft.into_snapshot(at, at)
    }

    fn subject(before: Snapshot, after: &Snapshot) -> String {
        let version = Version {
            article: ArticleId::from_name("local/ferry").unwrap(),
            number: 1,
            recorded: before.times.seen,
            content_sha256: before.content_sha256(),
            technical: false,
            snapshot: before,
        };
        describe(Some(&version), after).subject
    }

    #[test]
    fn the_first_new_note_describes_a_version() {
        let note = "Updated 2/18 at 10:15 a.m. with regulator statement.";
        let before = snapshot("Ferry", "It sank.", &["Originally published 2/17 at 1:09 p.m. PT"]);
        let after = snapshot("Ferry", "It sank fast.", &["Originally published 2/17 at 1:09 p.m. PT", note]);
        assert_eq!(subject(before, &after), note);
    }

    #[test]
    fn without_a_note_the_parts_that_changed_do() {
        let after = snapshot("The ferry", "It sank very fast.", &[]);
        assert_eq!(subject(snapshot("A ferry", "It sank.", &[]), &after), "headline and 2 words changed");
        assert_eq!(subject(snapshot("The ferry", "It sank very fast.", &["Updated."]), &after), "a note was taken out");
        assert_eq!(describe(None, &after).subject, "first version");
    }
}
