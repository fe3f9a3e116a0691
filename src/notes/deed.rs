//! What a note says was done, and what kind of note that makes it.

use super::claim::Action;
use super::cues::Cues;
use super::mask::Masked;
use super::note::NoteKind;

/// Decides the kind of a note: by its label or verb, unless what it says overrules that.
pub(super) fn kind(stated: NoteKind, labelled: bool, content: &Masked, cues: &Cues) -> NoteKind {
    let neutral = labelled && stated == NoteKind::EditorsNote;
    let overruled = cues.kinds.iter().find(|(regex, kind, neutral_only)| {
        (neutral || (!neutral_only && *kind == NoteKind::Other && stated != NoteKind::Published))
            && regex.is_match(&content.text)
    });
    overruled.map_or(stated, |(_, kind, _)| *kind)
}

/// Tells whether what a neutral label introduces speaks of a change.
pub(super) fn speaks_of_change(content: &str, cues: &Cues) -> bool {
    cues.neutral.iter().any(|regex| regex.is_match(content))
}

/// Decides what was done: by the first word that says so, else by the kind of the note.
pub(super) fn action(kind: NoteKind, told: Option<&str>, content: &str, stated: (bool, bool), cues: &Cues) -> Action {
    let (labelled, value_given) = stated;
    match kind {
        NoteKind::Published => return Action::Unspecified,
        NoteKind::Retraction | NoteKind::Removal => return Action::Remove,
        _ => {}
    }
    let text = if labelled || told.is_some() { content } else { "" };
    let mut first: Option<(usize, Action)> = None;
    let mut removes = false;
    for (regex, action) in &cues.actions {
        if let Some(found) = regex.find(text) {
            removes |= *action == Action::Remove;
            if first.is_none_or(|(at, _)| found.start() < at) {
                first = Some((found.start(), *action));
            }
        }
    }
    if kind == NoteKind::Other {
        return first
            .filter(|(_, action)| *action == Action::Correct && told.is_some())
            .map_or(Action::Unspecified, |_| Action::Correct);
    }
    match first {
        Some((_, Action::Correct)) if removes && !value_given => Action::Remove,
        Some((_, Action::Correct)) if kind == NoteKind::Clarification => Action::Clarify,
        Some((_, action)) if kind == NoteKind::Clarification && !matches!(action, Action::Remove) => Action::Clarify,
        Some((_, Action::Clarify | Action::Restyle)) if kind == NoteKind::Correction && told.is_none() => {
            Action::Correct
        }
        Some((_, action)) => action,
        None => by_kind(kind, told.is_some()),
    }
}

fn by_kind(kind: NoteKind, told: bool) -> Action {
    match kind {
        NoteKind::Correction => Action::Correct,
        NoteKind::Clarification => Action::Clarify,
        NoteKind::Update if told => Action::Add,
        _ => Action::Unspecified,
    }
}
