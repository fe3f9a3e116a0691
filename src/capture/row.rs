//! Versions whose parts come apart already, as lines of JSON or rows of a table.

use thiserror::Error;

use super::clean::{clean_draft, clean_text};
use super::format::Format;
use super::parting::{Lines, part_trailing_notes};
use crate::article::Draft;
use crate::text::{BlockKind, Body};

/// What can be wrong with a line or row.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum RowError {
    /// It is not JSON.
    #[error("not JSON: {problem}")]
    NotJson {
        /// What the parser says, with the column.
        problem: String,
    },
    /// It is JSON, but no object.
    #[error("not a JSON object")]
    NotAnObject,
    /// It is no row of a table.
    #[error("not a row: {problem}")]
    NotARow {
        /// What the parser says.
        problem: String,
    },
    /// It is not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// A field that must be there is missing or empty.
    #[error("{field} is missing")]
    Missing {
        /// Its name.
        field: String,
    },
    /// A field is of another kind than it should be.
    #[error("{field} is not {expected}")]
    WrongKind {
        /// Its name.
        field: String,
        /// What it should be, e.g. `a list of texts`.
        expected: &'static str,
    },
    /// A time that is none.
    #[error("{field} is no time: {value}")]
    BadTime {
        /// The field.
        field: String,
        /// What it says.
        value: String,
    },
    /// The body cannot be read.
    #[error("the body cannot be read")]
    BadBody,
    /// There is neither a headline nor a body.
    #[error("neither headline nor body")]
    NoArticle,
}

/// Reads a body that came as one text: elements of a page, or paragraphs that stand on lines of their own or between empty ones.
///
/// The notes at its end are parted from it; whatever else the text holds is body.
pub(super) fn body(text: &str, draft: &mut Draft) -> Result<(), RowError> {
    let text = clean_text(text);
    let is_page = Format::of(&text) == Format::Html || text.trim_start().starts_with("<p");
    if is_page {
        return html_body(&text, draft);
    }
    let text = text.trim();
    let has_blocks = text.lines().any(|line| line.trim().is_empty());
    let parted = if has_blocks { blocks(text) } else { text.lines().map(str::to_owned).collect() };
    let blocks: Vec<Lines> = parted.iter().filter_map(|block| Lines::new(BlockKind::Paragraph, block)).collect();
    let (body, notes): (Body, Vec<String>) = part_trailing_notes(&blocks);
    draft.body = body;
    draft.notes.extend(notes);
    Ok(())
}

/// Reads a body that came as elements of a page.
pub(super) fn html_body(text: &str, draft: &mut Draft) -> Result<(), RowError> {
    let fragment = super::html::fragment::read(text).map_err(|_| RowError::BadBody)?;
    let (body, notes) = part_trailing_notes(&fragment.blocks);
    draft.body = body;
    draft.notes.extend(notes);
    draft.fields.captions.extend(fragment.captions);
    draft.fields.links.extend(fragment.links);
    Ok(())
}

/// Parts a text at its empty lines.
fn blocks(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            found.push(String::new());
        } else if let Some(block) = found.last_mut() {
            block.push_str(line);
            block.push('\n');
        }
    }
    found
}

/// Cleans what was read, and makes sure that it is an article.
pub(super) fn finished(mut draft: Draft) -> Result<Draft, RowError> {
    clean_draft(&mut draft);
    if draft.fields.headline.is_empty() && draft.body.blocks().is_empty() {
        return Err(RowError::NoArticle);
    }
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Vec<String>) {
        let mut draft = Draft::default();
        body(text, &mut draft).unwrap();
        (draft.body.text().to_owned(), draft.notes)
    }

    #[test]
    fn paragraphs_stand_on_lines_or_between_empty_ones_or_in_elements() {
        let note = "Correction: It sank at one, not at noon.";
        let expected = ("It sank.\n\nIt was old.".to_owned(), vec![note.to_owned()]);
        assert_eq!(told(&format!("It sank.\nIt was old.\n{note}")), expected);
        assert_eq!(told(&format!("It sank.\r\n\r\nIt was\r\nold.\r\n\r\n{note}")), expected);
        assert_eq!(told(&format!("<p>It sank.</p><p>It was old.</p><p>{note}</p>")), expected);
        assert_eq!(told("One paragraph, <3 it.").0, "One paragraph, <3 it.");
    }
}
