//! Outside bytes become drafts: what a file or a saved page says of an article.

mod clean;
mod date;
mod encoding;
mod error;
mod format;
mod front_matter;
mod html;
mod markdown;
mod parting;
mod text;

pub use clean::{clean_line, clean_text};
pub use error::CaptureError;
pub use format::Format;

use crate::article::Draft;

/// The largest input that is read, in bytes: 32 MiB.
pub const LARGEST_INPUT: usize = 32 << 20;

/// What was read, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the bytes say of the article.
    pub draft: Draft,
    /// How they were read.
    pub format: Format,
    /// The encoding they were in, e.g. `UTF-8`.
    pub encoding: &'static str,
}

/// Reads an article from the bytes of a file or page; without `format`, their content tells how.
///
/// ```
/// use variorum::capture::{Format, read};
/// let reading = read("Ferry sinks\n\nBy Ada Moreau\n\nIt sank at noon.".as_bytes(), None)?;
/// assert_eq!(reading.format, Format::Text);
/// assert_eq!(reading.draft.fields.headline, "Ferry sinks");
/// assert_eq!(reading.draft.body.text(), "It sank at noon.");
/// # Ok::<(), variorum::capture::CaptureError>(())
/// ```
///
/// # Errors
///
/// When the bytes are too many, are not text, or hold no article.
pub fn read(bytes: &[u8], format: Option<Format>) -> Result<Reading, CaptureError> {
    if bytes.len() > LARGEST_INPUT {
        return Err(CaptureError::TooLarge { limit: LARGEST_INPUT });
    }
    let decoded = encoding::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(CaptureError::Empty);
    }
    let text = clean_text(&decoded.text);
    let format = format.unwrap_or_else(|| Format::of(&text));
    let mut draft = match format {
        Format::Text => text::read(&text),
        Format::Markdown => markdown::read(&text)?,
        Format::Html => html::read(&text)?,
    };
    clean::clean_draft(&mut draft);
    if draft.fields.headline.is_empty() && draft.body.blocks().is_empty() {
        return Err(CaptureError::NoArticle { format });
    }
    Ok(Reading { draft, format, encoding: decoded.encoding })
}
