//! A stretch of a text, by byte.

use std::ops::Range;

/// A byte range into a text, on character boundaries.
///
/// Held in 32 bits a side, since results are made of thousands of them; [`LONGEST_TEXT`] is the price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte of the stretch.
    pub start: u32,
    /// First byte after the stretch.
    pub end: u32,
}

/// The longest text, in bytes, that spans can point into.
pub const LONGEST_TEXT: usize = u32::MAX as usize;

impl Span {
    /// Makes the span of `start..end`, in bytes.
    ///
    /// # Panics
    ///
    /// When `end` lies beyond [`LONGEST_TEXT`] or before `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts");
        let narrow = |at: usize| u32::try_from(at).expect("texts are shorter than 4 GiB");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// Returns the span as a range to cut a text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Cuts the stretch out of `text`.
    ///
    /// ```
    /// use variorum::text::Span;
    /// assert_eq!(Span::new(4, 9).of("the ferry sank"), "ferry");
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Returns how many bytes the stretch holds.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Tells whether the stretch holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether `other` lies wholly inside this stretch.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two stretches share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
