//! Plain text: blocks between blank lines; headline, dek and byline before the body, notes after it.

use super::parting::{Lines, ends_with_stop, part_trailing_notes, take_byline, take_leading_notes};
use crate::article::Draft;
use crate::notes::is_note_line;
use crate::text::BlockKind;

/// Reads a plain text; what it is not sure of is body.
pub(super) fn read(text: &str) -> Draft {
    let mut blocks = blocks(text);
    let mut draft = Draft { notes: take_leading_notes(&mut blocks), ..Draft::default() };
    if let Some(headline) = blocks.first().and_then(headline) {
        draft.fields.headline = headline;
        blocks.remove(0);
        take_byline(&mut blocks, &mut draft.fields);
        draft.notes.extend(take_leading_notes(&mut blocks));
    }
    let (body, notes) = part_trailing_notes(&blocks);
    draft.body = body;
    draft.notes.extend(notes);
    draft
}

/// Cuts a text into blocks of lines; a line of blanks ends a block.
fn blocks(text: &str) -> Vec<Lines> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    for line in text.trim_start_matches('\u{feff}').lines().chain([""]) {
        if line.trim().is_empty() {
            blocks.extend(Lines::new(BlockKind::Paragraph, &block));
            block.clear();
        } else {
            block.push_str(line);
            block.push('\n');
        }
    }
    blocks
}

/// Returns the headline that a first block is: one line without a final stop, and no note.
fn headline(block: &Lines) -> Option<String> {
    let line = block.single()?;
    (!ends_with_stop(line) && !is_note_line(line)).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headline_dek_and_byline_stand_before_the_body() {
        let draft =
            read("Ferry sinks off Harl\n\nAll aboard were saved.\n\nAda Moreau\n\nIt sank\nat noon.\n\nIt was old.\n");
        assert_eq!(draft.fields.headline, "Ferry sinks off Harl");
        assert_eq!(draft.fields.dek.as_deref(), Some("All aboard were saved."));
        assert_eq!(draft.fields.byline.as_deref(), Some("Ada Moreau"));
        assert_eq!(draft.body.text(), "It sank at noon.\n\nIt was old.");
    }

    #[test]
    fn without_a_byline_what_follows_the_headline_is_body() {
        let draft = read("Ferry sinks\n\nIt sank at noon.\n\nIt was old.\n");
        assert_eq!((draft.fields.dek, draft.fields.byline), (None, None));
        assert_eq!(draft.body.blocks().len(), 2);
    }

    #[test]
    fn a_first_block_that_ends_with_a_stop_is_body() {
        let draft = read("It sank at noon.\n\nAda Moreau\n\nIt was old.");
        assert_eq!(draft.fields.headline, "");
        assert_eq!(draft.body.blocks().len(), 3);
    }

    #[test]
    fn windows_line_ends_are_line_ends() {
        let draft = read("Ferry sinks\r\n\r\nIt sank.\r\n \r\nIt was old.\r\n");
        assert_eq!(draft.body.text(), "It sank.\n\nIt was old.");
    }
}
