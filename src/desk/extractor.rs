//! What read a version, as its trailer names it: enough to read its capture once more in the same way.

use std::fmt;

use crate::capture::{Format, Reading};

/// The version of the readers, kept with each version they made; it changes when the same bytes give another article.
pub(super) const READERS: u32 = 2;

/// What read a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Extractor {
    /// The reader, e.g. `html`.
    pub(super) reader: String,
    /// Its version.
    pub(super) version: u32,
    /// The encoding, where only the server told it: without that the bytes read otherwise.
    pub(super) encoding: Option<String>,
    /// What was said by hand in the place of what was read, or beside it.
    pub(super) by_hand: ByHand,
}

/// What was said by hand of a version: no reading of its capture gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ByHand {
    /// The headline was.
    pub(super) headline: bool,
    /// The dek was.
    pub(super) dek: bool,
    /// The byline was.
    pub(super) byline: bool,
    /// So many notes were, which stand behind those read.
    pub(super) notes: usize,
}

impl Extractor {
    /// Names the present reader of what was read; `served` is the encoding that a server told.
    pub(super) fn of(reading: &Reading, served: Option<&str>) -> Self {
        Self {
            reader: name(reading.format),
            version: READERS,
            encoding: served.filter(|_| reading.encoding != "UTF-8").map(|_| reading.encoding.to_owned()),
            by_hand: ByHand::default(),
        }
    }

    /// Reads the name of a reader as a trailer holds it; none of one that is written in no such way.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (reader, version) = (words.next()?.to_owned(), words.next()?.parse().ok()?);
        let mut read = Self { reader, version, encoding: None, by_hand: ByHand::default() };
        for word in words {
            match word.strip_prefix('+') {
                Some("headline") => read.by_hand.headline = true,
                Some("dek") => read.by_hand.dek = true,
                Some("byline") => read.by_hand.byline = true,
                Some(other) => read.by_hand.notes = other.strip_prefix("notes:")?.parse().ok()?,
                None => read.encoding = Some(word.to_owned()),
            }
        }
        Some(read)
    }

    /// Returns how the reader reads, if it is one of those that read captures.
    pub(super) fn format(&self) -> Option<Format> {
        Format::ALL.into_iter().find(|format| name(*format) == self.reader)
    }
}

fn name(format: Format) -> String {
    format.name().to_lowercase()
}

impl fmt::Display for Extractor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.reader, self.version)?;
        if let Some(encoding) = &self.encoding {
            write!(out, " {encoding}")?;
        }
        let ByHand { headline, dek, byline, notes } = self.by_hand;
        for (_, word) in [(headline, "headline"), (dek, "dek"), (byline, "byline")].iter().filter(|(said, _)| *said) {
            write!(out, " +{word}")?;
        }
        if notes > 0 { write!(out, " +notes:{notes}") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_reader_is_read_as_it_is_written() {
        for text in ["html 1", "text 12 windows-1252", "markdown 1 +headline +dek +byline +notes:2"] {
            assert_eq!(Extractor::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Extractor::parse("html 1").unwrap().format(), Some(Format::Html));
        assert_eq!(Extractor::parse("jsonl 1").unwrap().format(), None);
        for text in ["", "html", "html one", "html 1 +notes:x", "html 1 +other"] {
            assert_eq!(Extractor::parse(text), None, "{text}");
        }
    }
}
