//! The two sides of a comparison, which travel together.

use serde::{Deserialize, Serialize};

/// What was, and what is: the same thing on both sides of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sides<T> {
    /// The earlier side.
    pub before: T,
    /// The later side.
    pub after: T,
}

impl<T> Sides<T> {
    /// Puts two things side by side.
    pub const fn new(before: T, after: T) -> Self {
        Self { before, after }
    }

    /// Does the same to both sides.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Sides<U> {
        Sides { before: change(self.before), after: change(self.after) }
    }

    /// Borrows both sides.
    pub const fn as_ref(&self) -> Sides<&T> {
        Sides { before: &self.before, after: &self.after }
    }

    /// Joins each side with the same side of another pair.
    pub fn zip<U>(self, other: Sides<U>) -> Sides<(T, U)> {
        Sides { before: (self.before, other.before), after: (self.after, other.after) }
    }

    /// Turns the pair round, so that what was comes after.
    #[must_use]
    pub fn swap(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}
