//! The text of an article, with its blocks.

use std::borrow::Cow;

use super::block::{Block, BlockKind};
use super::span::Span;

/// What stands between two blocks in the text of a body.
pub const BLOCK_BREAK: &str = "\n\n";

/// The text of an article: blocks, each on one line, joined by [`BLOCK_BREAK`].
///
/// The text is what the diff reads, so every place a diff names can be traced to its block.
///
/// ```
/// use variorum::text::Body;
/// let body = Body::from_paragraphs(["The ferry left.", "It came back."]);
/// assert_eq!(body.text(), "The ferry left.\n\nIt came back.");
/// assert_eq!(body.block_at(17), Some(1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Body {
    text: String,
    blocks: Vec<Block>,
}

impl Body {
    /// Builds a body of plain paragraphs.
    pub fn from_paragraphs<S: AsRef<str>>(paragraphs: impl IntoIterator<Item = S>) -> Self {
        paragraphs.into_iter().map(|text| (BlockKind::Paragraph, text)).collect()
    }

    /// Returns the whole text, blocks joined by [`BLOCK_BREAK`].
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns the kind and text of each block, in reading order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (BlockKind, &str)> + Clone {
        self.blocks.iter().map(|block| (block.kind, block.span.of(&self.text)))
    }

    /// Returns the text of the block numbered `index` (from 0), if there is one.
    #[must_use]
    pub fn block_text(&self, index: usize) -> Option<&str> {
        self.blocks.get(index).map(|block| block.span.of(&self.text))
    }

    /// Returns the number (from 0) of the block that the byte `at` of the text belongs to.
    ///
    /// A byte between two blocks belongs to the block before it; an empty body has none.
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start as usize <= at);
        after.checked_sub(1).or(if self.blocks.is_empty() { None } else { Some(0) })
    }
}

impl<S: AsRef<str>> FromIterator<(BlockKind, S)> for Body {
    /// Builds a body of blocks: line breaks and runs of blanks inside one become a space, empty ones are left out.
    fn from_iter<I: IntoIterator<Item = (BlockKind, S)>>(blocks: I) -> Self {
        let blocks: Vec<(BlockKind, S)> = blocks.into_iter().collect();
        let most = blocks.iter().map(|(_, text)| text.as_ref().len() + BLOCK_BREAK.len()).sum();
        let mut body = Self { text: String::with_capacity(most), blocks: Vec::with_capacity(blocks.len()) };
        for (kind, text) in blocks {
            let text = on_one_line(text.as_ref());
            if text.is_empty() {
                continue;
            }
            if !body.text.is_empty() {
                body.text.push_str(BLOCK_BREAK);
            }
            let start = body.text.len();
            body.text.push_str(&text);
            body.blocks.push(Block { kind, span: Span::new(start, body.text.len()) });
        }
        body
    }
}

/// Puts a text on one line: runs of ASCII white space become one space; no-break and other blanks are the text's own.
#[must_use]
pub fn one_line(text: &str) -> String {
    on_one_line(text).into_owned()
}

fn on_one_line(text: &str) -> Cow<'_, str> {
    // Most texts stand on one line, which is told of many bytes at once.
    if is_on_one_line(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(end) = rest.bytes().position(|byte| matches!(byte, b' ' | b'\t'..=b'\r')) {
        push_words(&rest[..end], &mut line);
        rest = &rest[end + 1..];
    }
    push_words(rest, &mut line);
    Cow::Owned(line)
}

/// Tells whether a text stands on one line for sure: nothing but single spaces parts its words.
#[expect(clippy::needless_bitwise_bool, reason = "without branches many bytes are looked at at once")]
fn is_on_one_line(text: &[u8]) -> bool {
    let (Some((first, behind)), Some((last, before))) = (text.split_first(), text.split_last()) else { return true };
    let breaks = text.iter().fold(false, |any, byte| any | byte.is_ascii_control());
    let pairs = before.iter().zip(behind);
    let blanks = pairs.fold(false, |any, (one, next)| {
        let two_spaces = (*one == b' ') & (*next == b' ');
        // The ends of the line breaks beyond ASCII, and of few other characters.
        any | two_spaces | ((*one == 0xc2) & (*next == 0x85)) | ((*one == 0x80) & (*next & 0xfe == 0xa8))
    });
    *first != b' ' && *last != b' ' && !breaks && !blanks
}

/// Puts what stands between two ASCII blanks on a line: a word, or several with line breaks beyond ASCII between them.
fn push_words(text: &str, line: &mut String) {
    // The first bytes of those breaks are the first bytes of much else, but of no letter or digit of English.
    if !text.bytes().any(|byte| matches!(byte, 0xc2 | 0xe2)) {
        return push_word(text, line);
    }
    text.split(['\u{85}', '\u{2028}', '\u{2029}']).for_each(|word| push_word(word, line));
}

fn push_word(word: &str, line: &mut String) {
    if !word.is_empty() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_that_is_left_as_it_is_has_no_blank_to_take_out(text in "[ab é“ \t\n\r\u{b}\u{85}\u{a0}\u{2028}\u{2029}]{0,6}") {
            let is_blank = |letter: char| " \t\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}".contains(letter);
            let words: Vec<&str> = text.split(is_blank).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(one_line(&text), words.join(" "));
        }
    }

    #[test]
    fn runs_of_blanks_become_one_and_no_break_blanks_stay() {
        assert_eq!(one_line(" The\t ferry\u{2028}“sank” off\u{a0}Harl.\n"), "The ferry “sank” off\u{a0}Harl.");
        assert!(is_on_one_line("The ferry “sank” off\u{a0}Harl.".as_bytes()));
    }
}
