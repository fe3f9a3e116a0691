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
            let block = next_lines(&mut *reader, &mut next)?;
            if block.is_empty() {
                break;
            }
            let timed = cores::map(block, |(line, bytes)| (line, time(&bytes, self.zone)));
            for (line, time) in timed.into_iter().filter_map(|(line, time)| Some((line, time?))) {
                let place = self.lines.len() + places.len();
                places.push(line);
                match time {
                    Ok(at) => listing.found(at, place),
                    Err(problem) => listing.skip(place, format!("{}:{}", self.texts[text].name, line.number), problem),
                }
            }
        }
        drop(reader);
        self.lines.append(&mut places);
        Ok(())
    }
}

/// Reads so many lines that it is worth having them looked at on all cores.
fn next_lines(reader: &mut dyn BufRead, next: &mut Line) -> std::io::Result<Vec<(Line, Vec<u8>)>> {
    let (mut lines, mut bytes) = (Vec::new(), 0);
    while bytes < BLOCK {
        let mut line = Vec::new();
        let taken = next_line(reader, &mut line)?;
        if taken == 0 {
            break;
        }
        bytes += line.len();
        lines.push((Line { at: Stretch { length: line.len(), ..next.at }, ..*next }, line));
        next.number += 1;
        next.at.start += taken;
    }
    Ok(lines)
}

/// Returns the time that a line states; none of an empty one.
fn time(line: &[u8], zone: Zone) -> Option<Result<Moment, Problem>> {
    let bytes = trimmed(line);
    let time = || match line.len() {
        0..=LARGEST_INPUT => json_line_time(bytes, zone).map_err(Problem::Row),
        _ => Err(Problem::TooLarge),
    };
    if bytes.is_empty() { None } else { Some(time()) }
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
