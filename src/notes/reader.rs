//! The note lines of the versions of an article, read one version after the other.

use std::ptr;

use foldhash::HashMap;

use super::collect::{collect_with, read_line};
use super::context::Context;
use super::cues::Cues;
use super::find::{Part, cues_for, notes, read_raw, unlabelled};
use super::note::Note;
use super::raw::Raw;
use crate::text::one_line;

/// Reads the note lines of one version, as a [`Reader`] does that has read no other.
#[must_use]
pub fn read(lines: &[String], context: &Context) -> Vec<(usize, Note)> {
    Reader::default().read(lines, context)
}

/// Reads the note lines of the versions of one article, or of many.
///
/// An article carries its notes on from version to version: what was read once is not read again, and stays in memory with
/// the reader. What comes out is the same with a new reader for each version.
#[derive(Debug, Default)]
pub struct Reader {
    /// What was read, by the cues it was read with.
    known: Vec<(&'static Cues, Known)>,
}

/// What was read with the cues of one language.
#[derive(Debug, Default)]
struct Known {
    /// What notes each line holds, their places counted from its start.
    lines: HashMap<String, Vec<Raw>>,
    /// What each note says, by its words and by how they were found; places count from its start.
    parts: HashMap<String, Vec<(Raw, Vec<Part>)>>,
}

impl Reader {
    /// Reads the note lines of one version, which are known to be notes; one line may hold several notes.
    ///
    /// The first number is the line's index in `lines`. A line that only carries on the note above it gives no note of its
    /// own; any other line gives at least one, of kind *other* if nothing else fits.
    #[must_use]
    pub fn read(&mut self, lines: &[String], context: &Context) -> Vec<(usize, Note)> {
        let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
        let text = lines.join("\n");
        let cues = cues_for(&text, context);
        let known = self.known(cues);
        let mut starts = Vec::with_capacity(lines.len());
        let mut at = 0;
        for line in &lines {
            starts.push(at);
            at += line.len() + 1;
        }
        let raws = collect_with(&text, cues, &mut |line| known.line(line, cues));
        let mut parts: Vec<Part> = raws.into_iter().flat_map(|raw| known.parts(&text, raw, cues)).collect();
        for (line, start) in lines.iter().zip(&starts) {
            let end = start + line.len();
            let covered = parts.iter().any(|part| part.raw.span.start < end && part.raw.span.end > *start);
            if !covered && !line.is_empty() {
                parts.push(unlabelled(line, *start, cues));
            }
        }
        parts.sort_by_key(|part| (part.raw.span.start, part.raw.span.end));
        let notes = notes(&text, &parts, context, cues);
        let line_of =
            |note: &Note| starts.partition_point(|start| *start <= note.span.start as usize).saturating_sub(1);
        notes.into_iter().map(|note| (line_of(&note), note)).collect()
    }

    /// Returns what was read with some cues so far.
    fn known(&mut self, cues: &'static Cues) -> &mut Known {
        let found = self.known.iter().position(|(known, _)| ptr::eq(*known, cues));
        let at = found.unwrap_or(self.known.len());
        if found.is_none() {
            self.known.push((cues, Known::default()));
        }
        &mut self.known[at].1
    }
}

impl Known {
    /// Finds the notes of a line.
    fn line(&mut self, line: &str, cues: &Cues) -> Vec<Raw> {
        if let Some(known) = self.lines.get(line) {
            return known.clone();
        }
        let raws = read_line(line, cues);
        self.lines.insert(line.to_owned(), raws.clone());
        raws
    }

    /// Reads the words of a note.
    fn parts(&mut self, text: &str, raw: Raw, cues: &Cues) -> Vec<Part> {
        let Some(at_nought) = raw.counted_from_its_start() else { return read_raw(text, raw, cues) };
        let (words, start) = (&text[raw.span.clone()], raw.span.start);
        let known = self.parts.get(words).into_iter().flatten().find(|(known, _)| *known == at_nought);
        let mut parts = if let Some((_, parts)) = known {
            parts.clone()
        } else {
            let parts = read_raw(words, at_nought.clone(), cues);
            self.parts.entry(words.to_owned()).or_default().push((at_nought, parts.clone()));
            parts
        };
        for part in &mut parts {
            part.shift(start);
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_reads_the_same_whatever_was_read_before_it() {
        let gold = [
            include_str!("../../tests/gold/matching/cases.jsonl"),
            include_str!("../../tests/gold/matching/forms.jsonl"),
        ];
        for case in gold.iter().flat_map(|lines| lines.lines()) {
            let case: serde_json::Value = serde_json::from_str(case).expect("the gold set is JSON Lines");
            let mut reader = Reader::default();
            let language = case["lang"].as_str().map(str::to_owned);
            let context = Context { language, ..Context::default() };
            let versions = case["versions"].as_array().into_iter().flatten();
            let blocks = versions.map(|version| {
                let lines = version["notes_block"].as_array().into_iter().flatten();
                lines.filter_map(|line| line.as_str().map(str::to_owned)).collect::<Vec<_>>()
            });
            for mut lines in blocks {
                assert_eq!(reader.read(&lines, &context), read(&lines, &context), "{lines:?}");
                lines.reverse();
                assert_eq!(reader.read(&lines, &context), read(&lines, &context), "{lines:?}");
            }
        }
    }
}
