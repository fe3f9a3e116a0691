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

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Bold,
    Faint,
    Italic,
}

/// A line drawn with the letters; it tells the sides apart for those who do not see the hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stroke {
    None,
    Under,
    Through,
}

/// How a stretch looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) hue: Hue,
    pub(super) weight: Weight,
    pub(super) stroke: Stroke,
}

/// Settles how a role looks.
pub(super) fn look(role: Role) -> Look {
    let (hue, weight, stroke) = match role {
        Role::Same => (Hue::Text, Weight::Plain, Stroke::None),
        Role::Inserted => (Hue::Green, Weight::Plain, Stroke::Under),
        Role::Deleted => (Hue::Red, Weight::Plain, Stroke::Through),
        Role::MovedFrom => (Hue::Magenta, Weight::Plain, Stroke::Through),
        Role::MovedTo => (Hue::Blue, Weight::Plain, Stroke::Under),
        Role::NoiseOut => (Hue::Text, Weight::Faint, Stroke::Through),
        Role::NoiseIn => (Hue::Text, Weight::Faint, Stroke::Under),
        Role::Note => (Hue::Text, Weight::Italic, Stroke::None),
        Role::Heading => (Hue::Text, Weight::Bold, Stroke::None),
        Role::Faint => (Hue::Text, Weight::Faint, Stroke::None),
        Role::Alert => (Hue::Yellow, Weight::Bold, Stroke::None),
        Role::Good => (Hue::Green, Weight::Plain, Stroke::None),
    };
    Look { hue, weight, stroke }
}
