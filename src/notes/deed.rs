//! What a note says was done, and what kind of note that makes it.

use std::ops::Range;

use super::claim::Action;
use super::cues::Cues;
use super::mask::Masked;
use super::note::NoteKind;

/// Decides the kind of a note: by its label or verb, unless what it says overrules that.
///
/// The place is that of the words which overrule the label, in the content as masked.
pub(super) fn kind(
    stated: NoteKind,
    labelled: bool,
    content: &Masked,
    cues: &Cues,
) -> (NoteKind, Option<Range<usize>>) {
    let neutral = labelled && stated == NoteKind::EditorsNote;
    let overruled = cues.kinds.iter().find_map(|(regex, kind, neutral_only)| {
        let may = neutral || (!neutral_only && *kind == NoteKind::Other && stated != NoteKind::Published);
        if may { regex.find(&content.text).map(|found| (*kind, Some(found.range()))) } else { None }
    });
    overruled.unwrap_or((stated, None))
}

/// Tells whether what a neutral label introduces speaks of a change.
pub(super) fn speaks_of_change(content: &str, cues: &Cues) -> bool {
    cues.neutral.iter().any(|regex| regex.is_match(content))
}

/// What of a note bears on its deed.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    /// Its summary, if it tells anything.
    pub(super) told: Option<&'a str>,
    /// All it says.
    pub(super) content: &'a str,
    /// Whether a label begins it.
    pub(super) labelled: bool,
    /// Whether it states the right text.
    pub(super) states_right: bool,
    /// Whether it states both the wrong and the right text.
    pub(super) states_both: bool,
}

/// Decides what was done: by the first word that says so, else by the kind of the note.
pub(super) fn action(kind: NoteKind, said: Said<'_>, cues: &Cues) -> Action {
    match kind {
        NoteKind::Published => return Action::Unspecified,
        NoteKind::Retraction | NoteKind::Removal => return Action::Remove,
        _ => {}
    }
    let (told, removes) = first_deed(said.told.unwrap_or_default(), cues);
    let first = told.or_else(|| first_deed(said.content, cues).0);
    let is_error = kind == NoteKind::Correction && !said.labelled;
    match first {
        Some(Action::Correct) if kind == NoteKind::Other => Action::Correct,
        _ if kind == NoteKind::Other => Action::Unspecified,
        Some(Action::Correct) if removes && !said.states_right => Action::Remove,
        Some(Action::Remove) => Action::Remove,
        _ if kind == NoteKind::Clarification => Action::Clarify,
        _ if is_error => Action::Correct,
        Some(Action::Replace) if said.states_both => Action::Correct,
        Some(Action::Replace | Action::Correct) if said.told.is_none() && kind == NoteKind::Amendment => {
            Action::Unspecified
        }
        Some(action) => action,
        None => by_kind(kind, said.told.is_some()),
    }
}

/// Finds the first deed a text names, and whether it names a removal anywhere.
fn first_deed(text: &str, cues: &Cues) -> (Option<Action>, bool) {
    let found = cues.actions.iter().filter_map(|(regex, action)| Some((regex.find(text)?.start(), *action)));
    let first = found.min_by_key(|(at, _)| *at).map(|(_, action)| action);
    let removes = cues.actions.iter().any(|(regex, action)| *action == Action::Remove && regex.is_match(text));
    (first, removes)
}

fn by_kind(kind: NoteKind, told: bool) -> Action {
    match kind {
        NoteKind::Correction => Action::Correct,
        NoteKind::Clarification => Action::Clarify,
        NoteKind::Update if told => Action::Add,
        _ => Action::Unspecified,
    }
}
