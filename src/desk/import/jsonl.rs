//! JSON Lines: a version a line.

use super::problem::{ImportError, Problem};
use super::text::{Stretch, Text, next_line};
use super::{Listing, Read, Source};
use crate::capture::{LARGEST_INPUT, Zone, json_line_time, read_json_line};

/// The version of this reader, kept with each version it made.
const READER: &str = "jsonl 1";

/// Texts of JSON Lines.
#[derive(Debug)]
pub struct JsonLines {
    texts: Vec<Text>,
    zone: Zone,
    lines: Vec<Line>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
struct Line {
    text: usize,
    number: usize,
    at: Stretch,
}

impl JsonLines {
    /// Reads texts, times without a zone in the one that is said.
    #[must_use]
    pub fn new(texts: Vec<Text>, zone: Zone) -> Self {
        Self { texts, zone, lines: Vec::new() }
    }

    /// Lists the lines of a text; empty ones are passed over.
    fn list_text(&mut self, text: usize, listing: &mut Listing<'_>) -> Result<(), std::io::Error> {
        let mut reader = self.texts[text].reader()?;
        let (mut line, mut start, mut places) = (Vec::new(), 0, Vec::new());
        for number in 1.. {
            let taken = next_line(&mut *reader, &mut line)?;
            if taken == 0 {
                break;
            }
            let here = start;
            start += taken;
            let bytes = trimmed(&line);
            if bytes.is_empty() {
                continue;
            }
            let place = self.lines.len() + places.len();
            let at = Stretch { start: here, length: line.len() };
            places.push(Line { text, number, at });
            let time = if line.len() > LARGEST_INPUT {
                Err(Problem::TooLarge)
            } else {
                json_line_time(bytes, self.zone).map_err(Problem::Row)
            };
            match time {
                Ok(at) => listing.found(at, place),
                Err(problem) => listing.skip(place, format!("{}:{number}", self.texts[text].name), problem),
            }
        }
        drop(reader);
        self.lines.append(&mut places);
        Ok(())
    }
}

impl Source for JsonLines {
    fn list(&mut self, listing: &mut Listing<'_>) -> Result<(), ImportError> {
        for text in 0..self.texts.len() {
            self.list_text(text, listing).map_err(|error| ImportError::Source {
                name: self.texts[text].name.clone(),
                problem: Problem::Unreadable(error),
            })?;
        }
        Ok(())
    }

    fn fetch(&mut self, place: usize) -> Result<Vec<u8>, Problem> {
        let line = self.lines[place];
        self.texts[line.text].fetch(line.at).map_err(Problem::Unreadable)
    }

    fn read(&self, _: usize, bytes: &[u8]) -> Result<Read, Problem> {
        let draft = read_json_line(trimmed(bytes), self.zone).map_err(Problem::Row)?;
        Ok(Read { draft, article: None, extractor: READER.to_owned(), evidence: None })
    }

    fn name(&self, place: usize) -> String {
        let line = self.lines[place];
        format!("{}:{}", self.texts[line.text].name, line.number)
    }
}

/// Takes blanks off both ends of a line, and the mark that some programs begin a file with.
fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii()
}
