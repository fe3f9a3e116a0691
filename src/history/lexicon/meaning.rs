//! What a table says of one word.

use super::cue::CueSet;

/// What a table says of one word.
#[derive(Clone, Debug, Default)]
pub(in crate::history) struct Meaning {
    /// What it is a sign of.
    pub(in crate::history) cues: CueSet,
    /// The groups of one meaning it is in.
    pub(in crate::history) groups: Vec<u16>,
    /// The group of words a reader takes for the same.
    pub(in crate::history) same: Option<u16>,
    /// The person it stands for, if it is a pronoun.
    pub(in crate::history) person: Option<u16>,
    /// Its sense, if it matters in the news.
    pub(in crate::history) sense: Option<u16>,
}

impl Meaning {
    /// Takes over what another entry says too.
    pub(super) fn join(&mut self, other: Option<&Self>) {
        let Some(other) = other else { return };
        self.cues.add(other.cues);
        self.groups.extend(other.groups.iter().copied());
        self.same = self.same.or(other.same);
        self.person = self.person.or(other.person);
        self.sense = self.sense.or(other.sense);
    }
}
