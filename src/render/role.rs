//! What a stretch of a page is.

/// What a stretch of a page is; how it looks is settled elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Text that reads the same on both sides, and text that is no comparison at all.
    Same,
    /// Text that was put in.
    Inserted,
    /// Text that was taken out.
    Deleted,
    /// Text at the place it left.
    MovedFrom,
    /// Text at the place it came to.
    MovedTo,
    /// The earlier side of a difference that readers take as none.
    NoiseOut,
    /// The later side of a difference that readers take as none.
    NoiseIn,
    /// The words of a published note.
    Note,
    /// A title, or the name of a part of the page.
    Heading,
    /// What stands beside the matter: numbers, labels, counts.
    Faint,
    /// What someone should look at.
    Alert,
    /// What is as it should be.
    Good,
}

impl Role {
    /// Returns what stands before and after such a stretch where there is neither colour nor line.
    #[must_use]
    pub fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Inserted => ("{+", "+}"),
            Self::Deleted => ("[-", "-]"),
            Self::MovedFrom => ("[<", "<]"),
            Self::MovedTo => ("{>", ">}"),
            Self::NoiseOut => ("[~", "~]"),
            Self::NoiseIn => ("{~", "~}"),
            Self::Same | Self::Note | Self::Heading | Self::Faint | Self::Alert | Self::Good => ("", ""),
        }
    }

    /// Tells whether the stretch stands for the earlier side of a pair.
    pub(super) fn is_out(self) -> bool {
        matches!(self, Self::Deleted | Self::NoiseOut | Self::MovedFrom)
    }

    /// Tells whether the stretch stands for the later side of a pair.
    pub(super) fn is_in(self) -> bool {
        matches!(self, Self::Inserted | Self::NoiseIn | Self::MovedTo)
    }
}
