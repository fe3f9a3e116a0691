//! The text of an article as elements alone, without a page around it: nothing in it is furniture.

use super::lines;
use super::outline::{Outline, PieceKind};
use super::parse::parse;
use crate::article::Hyperlink;
use crate::capture::error::CaptureError;
use crate::capture::parting::Lines;
use crate::text::one_line;

/// What a fragment holds, in its order.
pub(in crate::capture) struct Fragment {
    /// Its blocks of text.
    pub(in crate::capture) blocks: Vec<Lines>,
    /// Its captions.
    pub(in crate::capture) captions: Vec<String>,
    /// Its links.
    pub(in crate::capture) links: Vec<Hyperlink>,
}

/// Reads all blocks of a fragment.
///
/// # Errors
///
/// When its elements are nested too deep, or are too many, to be parsed.
pub(in crate::capture) fn read(text: &str) -> Result<Fragment, CaptureError> {
    let outline = Outline::of(&parse(text).ok_or(CaptureError::TooDeep)?);
    let captions = outline.pieces.iter().filter(|piece| piece.kind == PieceKind::Caption);
    Ok(Fragment {
        blocks: outline.pieces.iter().filter_map(lines).collect(),
        captions: captions.map(|piece| one_line(&piece.text)).collect(),
        links: outline.pieces.iter().flat_map(|piece| piece.links.clone()).collect(),
    })
}
