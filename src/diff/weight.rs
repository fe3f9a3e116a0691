//! What a word weighs when it is kept: enough to stand alone between two changes, or not.

use crate::text::{TokenKind, is_light};

/// What a word that means something weighs.
pub(super) const FULL: u8 = 10;

/// What a word weighs that only joins others: two of them do not stand alone between changes.
pub(super) const LIGHT: u8 = 4;

/// What a mark weighs.
pub(super) const MARK: u8 = 3;

/// What opening a gap costs: kept words between two gaps must weigh more.
pub(super) const GAP: u32 = 5;

/// Returns what a word weighs.
pub(super) fn of(word: &str, kind: TokenKind) -> u8 {
    match kind {
        TokenKind::Punctuation | TokenKind::Space => MARK,
        TokenKind::Word if is_light(word) => LIGHT,
        _ => FULL,
    }
}
