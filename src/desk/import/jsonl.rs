//! JSON Lines: a version a line.

use std::io::BufRead;

use super::problem::{ImportError, Problem};
use super::text::{Stretch, Text, next_line};
use super::{Listing, Read, Source};
use crate::article::Moment;
use crate::capture::{LARGEST_INPUT, Zone, json_line_time, read_json_line};
use crate::cores;

/// The version of this reader, kept with each version it made.
const READER: &str = "jsonl 1";

/// How many bytes of lines are looked at together when they are listed.
const BLOCK: usize = 4 << 20;

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
        let (mut next, mut places) = (Line { text, number: 1, at: Stretch { start: 0, length: 0 } }, Vec::new());
        loop {
            let (block, more) = next_lines(&mut *reader, &mut next);
            let timed = cores::map(block, |(line, bytes)| (line, time(&bytes, self.zone)));
            for (line, time) in timed {
                let place = self.lines.len() + places.len();
                places.push(line);
                match time {
                    Ok(at) => listing.found(at, place),
                    Err(problem) => listing.skip(place, format!("{}:{}", self.texts[text].name, line.number), problem),
                }
            }
            if !more? {
                break;
            }
        }
        drop(reader);
        self.lines.append(&mut places);
        Ok(())
    }
}

/// Reads so many lines that it is worth having them looked at on all cores, and tells whether there may be more; empty ones
/// are passed over.
fn next_lines(reader: &mut dyn BufRead, next: &mut Line) -> (Vec<(Line, Vec<u8>)>, std::io::Result<bool>) {
    let (mut lines, mut held) = (Vec::new(), 0);
    while held < BLOCK {
        let mut bytes = Vec::new();
        let taken = match next_line(reader, &mut bytes) {
            Ok(0) => return (lines, Ok(false)),
            Ok(taken) => taken,
            Err(error) => return (lines, Err(error)),
        };
        let line = Line { at: Stretch { length: bytes.len(), ..next.at }, ..*next };
        next.number += 1;
        next.at.start += taken;
        if !trimmed(&bytes).is_empty() {
            held += bytes.len() + size_of::<(Line, Vec<u8>)>();
            lines.push((line, bytes));
        }
    }
    (lines, Ok(true))
}

/// Returns the time that a line states.
fn time(line: &[u8], zone: Zone) -> Result<Moment, Problem> {
    if line.len() > LARGEST_INPUT {
        return Err(Problem::TooLarge);
    }
    json_line_time(trimmed(line), zone).map_err(Problem::Row)
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

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Cursor, Read};

    use super::*;

    /// What cannot be read on.
    struct Torn;

    impl Read for Torn {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("it is torn"))
        }
    }

    #[test]
    fn lines_that_were_read_before_an_error_are_handed_on_and_empty_ones_are_not_held() {
        let text = Cursor::new("one\n\n \r\nfour\nfi").chain(Torn);
        let mut next = Line { text: 0, number: 1, at: Stretch { start: 0, length: 0 } };
        let (lines, more) = next_lines(&mut BufReader::new(text), &mut next);
        let found: Vec<_> = lines.iter().map(|(line, bytes)| (line.number, line.at.start, bytes.as_slice())).collect();
        assert_eq!(found, [(1, 0, &b"one"[..]), (4, 8, b"four")]);
        assert_eq!(more.unwrap_err().to_string(), "it is torn");
    }
}
