//! Files as `NewsDiffs` keeps them: the date as shown, the headline and the byline on a line each, then the body.

use super::clean::clean_text;
use super::encoding;
use super::error::CaptureError;
use super::format::Format;
use super::{LARGEST_INPUT, row};
use crate::article::Draft;

/// Reads a file of `NewsDiffs`. The date is left aside: it is as each site words it, and no part of the text.
///
/// ```
/// use variorum::capture::read_newsdiffs;
/// let draft = read_newsdiffs(b"May 3, 2031\nFerry sinks\nBy Ada Moreau\nIt sank at noon.\n")?;
/// assert_eq!(draft.fields.headline, "Ferry sinks");
/// assert_eq!(draft.body.text(), "It sank at noon.");
/// # Ok::<(), variorum::capture::CaptureError>(())
/// ```
///
/// # Errors
///
/// When the bytes are too many, are not text, or hold no article.
pub fn read_newsdiffs(bytes: &[u8]) -> Result<Draft, CaptureError> {
    if bytes.len() > LARGEST_INPUT {
        return Err(CaptureError::TooLarge { limit: LARGEST_INPUT });
    }
    let text = clean_text(&encoding::decode_declared(bytes, None)?.text);
    let mut rest = text.trim_start();
    // Where a page had no date, its line was cut off with the blanks around the text.
    if is_date(rest.lines().next().unwrap_or_default()) {
        take_line(&mut rest);
    }
    let mut draft = Draft::default();
    take_line(&mut rest).clone_into(&mut draft.fields.headline);
    draft.fields.byline = Some(take_line(&mut rest).to_owned()).filter(|line| !line.is_empty());
    let none = |_| CaptureError::NoArticle { format: Format::Text };
    row::body(rest, &mut draft).map_err(none)?;
    row::finished(draft).map_err(none)
}

fn take_line<'a>(rest: &mut &'a str) -> &'a str {
    let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
    *rest = after;
    line.trim()
}

/// Tells whether a line states a date: a year, or a day as numbers parted by slashes or dots.
fn is_date(line: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let numbers = line.split(|character: char| !character.is_ascii_digit()).filter(|word| !word.is_empty());
    let is_day = |word: &str| {
        ['/', '.', '-'].iter().any(|part| {
            let parts: Vec<&str> = word.split(*part).collect();
            parts.len() == 3
                && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    line.len() <= 100 && (numbers.into_iter().any(is_year) || line.split_whitespace().any(is_day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_headline_and_byline_stand_on_a_line_each_before_the_body() {
        let text = "Published: May 3, 2031 at 9:10 PM ET\nFerry sinks\nBy ADA MOREAU\n\nIt sank.\n\nIt was old.\n\n\
                    Correction: It sank at one, not at noon.\n";
        let draft = read_newsdiffs(text.as_bytes()).unwrap();
        assert_eq!(draft.fields.headline, "Ferry sinks");
        assert_eq!(draft.fields.byline.as_deref(), Some("By ADA MOREAU"));
        assert_eq!(draft.body.text(), "It sank.\n\nIt was old.");
        assert_eq!(draft.notes, ["Correction: It sank at one, not at noon."]);
    }

    #[test]
    fn a_byline_may_be_empty_and_a_date_cut_off() {
        let draft = read_newsdiffs(b"5/3/31 9:10 PM EDT\nFerry sinks\n\nIt sank.\nIt was old.\n").unwrap();
        assert_eq!((draft.fields.headline.as_str(), draft.fields.byline), ("Ferry sinks", None));
        assert_eq!(draft.body.blocks().len(), 2);
        let draft = read_newsdiffs(b"300 saved as ferry sinks\nBy Ada Moreau\nIt sank.\n").unwrap();
        assert_eq!(draft.fields.headline, "300 saved as ferry sinks");
        assert_eq!(draft.body.text(), "It sank.");
    }

    #[test]
    fn a_file_without_an_article_is_none() {
        assert!(read_newsdiffs(b"May 3, 2031\n").is_err());
        assert!(read_newsdiffs(b"").is_err());
    }
}
