//! What a profile can ask for.

/// What a profile can ask for; a profile says how much each matters and which clause it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A new note says what changed when something of substance did.
    VagueNote,
    /// A note that puts an error right calls itself a correction.
    CorrectionCalledUpdate,
    /// No figure or name changes beside an update that does not speak of it.
    FigureUnderUpdate,
    /// A correction says what was wrong.
    CorrectionWithoutError,
    /// A correction says when it was made.
    CorrectionWithoutDate,
    /// A time of day in a note names its zone.
    TimeWithoutZone,
    /// Notes of a kind stand in one order of time.
    NoteOrder(Order),
    /// The date of last change stays where nothing changed.
    DateMovedWithoutChange,
    /// The date of last change moves when something of substance changed.
    ChangeWithoutDate,
}

/// In which order notes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// The newest first.
    NewestFirst,
    /// The oldest first.
    OldestFirst,
}

impl Rule {
    /// Every rule, with the order of notes in place of the one a profile chooses.
    pub const ALL: [Self; 9] = [
        Self::VagueNote,
        Self::CorrectionCalledUpdate,
        Self::FigureUnderUpdate,
        Self::CorrectionWithoutError,
        Self::CorrectionWithoutDate,
        Self::TimeWithoutZone,
        Self::NoteOrder(Order::OldestFirst),
        Self::DateMovedWithoutChange,
        Self::ChangeWithoutDate,
    ];

    /// Returns the rule's name, as profiles and JSON have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::VagueNote => "vague-note",
            Self::CorrectionCalledUpdate => "correction-called-update",
            Self::FigureUnderUpdate => "figure-under-update",
            Self::CorrectionWithoutError => "correction-without-error",
            Self::CorrectionWithoutDate => "correction-without-date",
            Self::TimeWithoutZone => "time-without-zone",
            Self::NoteOrder(_) => "note-order",
            Self::DateMovedWithoutChange => "date-moved-without-change",
            Self::ChangeWithoutDate => "change-without-date",
        }
    }

    /// Says in a sentence what is asked for.
    #[must_use]
    pub fn asks(self) -> &'static str {
        match self {
            Self::VagueNote => "A note that comes with a change of substance says what changed.",
            Self::CorrectionCalledUpdate => "A note that puts an error right calls itself a correction, not an update.",
            Self::FigureUnderUpdate => {
                "A changed figure or name is not left beside an update that does not speak of it."
            }
            Self::CorrectionWithoutError => "A correction says what was wrong, not only what is right.",
            Self::CorrectionWithoutDate => "A correction says when it was made.",
            Self::TimeWithoutZone => "A time of day in a note names its time zone.",
            Self::NoteOrder(Order::NewestFirst) => "Notes of a kind stand with the newest first.",
            Self::NoteOrder(Order::OldestFirst) => "Notes of a kind stand with the oldest first.",
            Self::DateMovedWithoutChange => "The page's date of last change stays where the article did not change.",
            Self::ChangeWithoutDate => "The page's date of last change moves when the article changed in substance.",
        }
    }
}
