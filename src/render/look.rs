//! How each role looks, for every painter.

use super::role::Role;

/// The hues in use; each painter has its own shade of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hue {
    Text,
    Green,
    Red,
    Blue,
    Magenta,
    Yellow,
}

/// How a stretch looks; a line under or through it tells the sides apart for those who do not see the hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) hue: Hue,
    pub(super) bold: bool,
    pub(super) faint: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) strike: bool,
}

const TEXT: Look = Look { hue: Hue::Text, bold: false, faint: false, italic: false, underline: false, strike: false };

/// Settles how a role looks.
pub(super) fn look(role: Role) -> Look {
    match role {
        Role::Same => TEXT,
        Role::Inserted => Look { hue: Hue::Green, underline: true, ..TEXT },
        Role::Deleted => Look { hue: Hue::Red, strike: true, ..TEXT },
        Role::MovedFrom => Look { hue: Hue::Magenta, strike: true, ..TEXT },
        Role::MovedTo => Look { hue: Hue::Blue, underline: true, ..TEXT },
        Role::NoiseOut => Look { faint: true, strike: true, ..TEXT },
        Role::NoiseIn => Look { faint: true, underline: true, ..TEXT },
        Role::Note => Look { italic: true, ..TEXT },
        Role::Heading => Look { bold: true, ..TEXT },
        Role::Faint => Look { faint: true, ..TEXT },
        Role::Alert => Look { hue: Hue::Yellow, bold: true, ..TEXT },
        Role::Good => Look { hue: Hue::Green, ..TEXT },
    }
}
