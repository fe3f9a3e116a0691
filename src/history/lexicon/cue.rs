//! What a word can be a sign of.

use serde::Deserialize;

/// What a word can be a sign of; the names are the keys of the language tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::history) enum Cue {
    /// A word of grammar, which names nothing.
    Stop,
    /// A "not", "no", "never".
    Negation,
    /// How sure or how much.
    Hedge,
    /// Saying, without a stance.
    Speech,
    /// Saying with a stance: claimed, admitted.
    Stance,
    /// A job or office, or its degree: interim, former.
    Title,
    /// What is counted or paid in; a scale such as million.
    Unit,
    /// A length of time: weeks, years.
    Period,
    /// A month.
    Month,
    /// A day of the week, or today, tomorrow.
    Day,
    /// A part of the day, or a clock word.
    Clock,
    /// Something that stands in one place: street, school, shelter.
    Site,
    /// A word that a place follows: in, at, near.
    Where,
    /// Nationality, party, religion: a small word that says who somebody is.
    Identity,
    /// "Did not respond", "declined to comment".
    NoComment,
    /// The first part of a name, where names have no capitals.
    Surname,
    /// What stands behind a name: 氏, さん.
    Honorific,

    /// Speaker: a company, its spokesperson, its chief.
    Company,
    /// Speaker: a government, ministry, governor, mayor, lawmaker.
    Government,
    /// Speaker: an agency that watches over others.
    Regulator,
    /// Speaker: police, sheriff.
    Police,
    /// Speaker: prosecutor, judge, lawyer.
    Justice,
    /// Speaker: a union.
    Union,
    /// Speaker: a scientist, analyst, professor.
    Expert,
    /// Speaker: who saw it or lives there: witness, resident, commuter, evacuee.
    Witness,
    /// Speaker: a group that stands up for a cause.
    Advocate,
    /// Speaker: farmers.
    Farm,
    /// Speaker: players, coaches, managers in sport.
    Athlete,
    /// Speaker: an opposition.
    Opposition,
    /// Speaker: a worker.
    Worker,
    /// Speaker: relatives.
    Family,

    /// A note's verb: put in.
    Add,
    /// A note's verb: put right.
    Correct,
    /// A note's verb: taken out.
    Remove,
    /// A note's verb: made clearer.
    Clarify,
    /// A note's verb: reworded.
    Restyle,
    /// A note's word that announces everything: throughout, more information.
    Generic,
    /// A note's word that says nothing of what changed.
    Boiler,
    /// What a note asks for: a statement, reaction, comment.
    AsksSpeech,
    /// What a note asks for: a quotation, somebody's words.
    AsksQuote,
    /// What a note asks for: a number, amount, age, length.
    AsksNumber,
    /// What a note asks for: a name.
    AsksName,
    /// What a note asks for: a job, role, party.
    AsksTitle,
    /// What a note asks for: a date, year, time.
    AsksDate,
    /// What a note asks for: a place.
    AsksPlace,
    /// What a note asks for: background, context, history.
    AsksBackground,
    /// What a note asks for: details, information.
    AsksDetail,
    /// What a note asks for: slips of spelling, punctuation, format.
    AsksTypo,
    /// The word that joins two things.
    And,
    /// Where a note says it is: a paragraph, with its number beside.
    InParagraph,
    /// Where a note says it is: the headline.
    InHeadline,
    /// Where a note says it is: the line under the headline.
    InDek,
    /// Where a note says it is: the byline.
    InByline,
    /// Where a note says it is: a caption.
    InCaption,
    /// Where a note says it is: a link.
    InLink,
}

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::history) struct CueSet(u64);

/// All speakers.
const SPEAKERS: [Cue; 14] = [
    Cue::Company,
    Cue::Government,
    Cue::Regulator,
    Cue::Police,
    Cue::Justice,
    Cue::Union,
    Cue::Expert,
    Cue::Witness,
    Cue::Advocate,
    Cue::Farm,
    Cue::Athlete,
    Cue::Opposition,
    Cue::Worker,
    Cue::Family,
];

impl CueSet {
    /// Makes the set of one cue.
    pub(in crate::history) fn of(cue: Cue) -> Self {
        Self(1 << cue as u32)
    }

    /// Makes the set of several cues.
    pub(in crate::history) fn of_all(cues: &[Cue]) -> Self {
        cues.iter().fold(Self::default(), |mut set, cue| {
            set.insert(*cue);
            set
        })
    }

    /// Tells whether the set holds this cue.
    pub(in crate::history) fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u32) != 0
    }

    /// Puts a cue in.
    pub(in crate::history) fn insert(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u32;
    }

    /// Puts all cues of another set in.
    pub(in crate::history) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Returns what both sets hold.
    pub(in crate::history) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Tells whether the set is empty.
    pub(in crate::history) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the speakers in the set.
    pub(in crate::history) fn speakers(self) -> Self {
        self.and(Self::of_all(&SPEAKERS))
    }
}

impl Cue {
    /// Returns the speaker of a set in a reader's words, if there is one.
    pub(in crate::history) fn speaker_name(set: CueSet) -> Option<&'static str> {
        const NAMES: [&str; 14] = [
            "a company",
            "a government",
            "a regulator",
            "the police",
            "the law",
            "a union",
            "an expert",
            "a witness",
            "an advocate",
            "farmers",
            "an athlete",
            "an opposition",
            "a worker",
            "a family",
        ];
        SPEAKERS.iter().zip(NAMES).find(|(cue, _)| set.has(**cue)).map(|(_, name)| name)
    }
}
