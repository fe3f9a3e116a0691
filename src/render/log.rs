//! The versions of an article, newest first.

use serde::Serialize;

use super::mark::Mark;
use super::moment::in_table;
use super::page::{Line, Page};
use super::role::Role;
use super::seen::{Clock, absent, changed};
use super::table::{Align, Cell, cell, table};
use super::withdrawn::withdrawn;
use super::words::{block_name, count, grouped, place_in_table, tally};
use crate::article::{Moment, Snapshot};
use crate::diff::{Sides, Tally};
use crate::history::{Bounds, Changelog, Comparison, Decision, Entry, Place, Review, Standing, review};
use crate::text::{BlockKind, count_words};

/// One version as the log tells it, and as its JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// The version's number.
    pub version: u32,
    /// When it was on show.
    pub at: Moment,
    /// When it was written into the archive.
    pub recorded: Moment,
    /// The version before it in time; none for the first.
    pub previous: Option<u32>,
    /// How much changed, in words, without the notes; none for the first.
    pub words: Option<Tally>,
    /// How much of the article that is; none for the first.
    pub touched: Option<Touched>,
    /// Whether readers were told.
    pub mark: Mark,
    /// How many findings an editor has set aside.
    pub set_aside: usize,
    /// The notes that are new in it, as published.
    pub notes: Vec<String>,
    /// What changed, in a line.
    pub summary: String,
    /// Between which looks it took the place of the version before; none where no look tells.
    pub changed: Option<Bounds>,
    /// That in words, where they say more than its own time; left out of JSON.
    #[serde(skip)]
    pub seen: Option<String>,
}

/// How much of an article a version touched: `words` in `of` words, which is never more than all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Touched {
    /// Words put in, or those taken out if they are more: a word in the place of another counts once.
    pub words: usize,
    /// All words of the longer of the two versions, without the notes.
    pub of: usize,
}

/// The bars, each for twice the share of the one before it; the first stands for less than one in a hundred.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl Touched {
    /// Draws the share as a bar on a fixed scale and in whole percent, cut off as the scale is; nothing where no word was touched.
    fn drawn(self) -> (String, String) {
        if self.words == 0 {
            return Default::default();
        }
        let of = self.of.max(1);
        let step = (0..BARS.len() - 1).find(|step| self.words * 100 < of << step).unwrap_or(BARS.len() - 1);
        let percent = self.words * 100 / of;
        (BARS[step].to_string(), if percent == 0 { "<1%".to_owned() } else { format!("{percent}%") })
    }
}

/// Tells the versions of an article, newest first.
#[must_use]
pub fn log_entries(changelog: &Changelog) -> Vec<LogEntry> {
    let review = review(changelog, None);
    let marks = Mark::by(changelog, &review).into_iter().enumerate().rev();
    marks.map(|(index, mark)| log_entry(changelog, index, mark, &review)).collect()
}

/// Draws the versions of an article, newest first, and no more of them than `most`.
#[must_use]
pub fn log(changelog: &Changelog, most: usize) -> Page {
    let mut page = Page::new();
    if let Some(last) = changelog.entries.last() {
        page.push(Line::new().with(Role::Heading, &last.version.snapshot.fields.headline));
    }
    page.push(Line::new().with(Role::Faint, &changelog.article.to_string()));
    page.gap();
    let mut entries = log_entries(changelog);
    entries.truncate(most);
    let indent = entries.iter().map(|entry| entry.version.to_string().len()).max().unwrap_or_default() + 2;
    let mut away = changelog.away().iter().rev().peekable();
    for (line, entry) in rows(&entries).zip(&entries) {
        while let Some(absence) = away.next_if(|absence| absence.by > entry.at) {
            page.push(Line::new().lead(Role::Same, &" ".repeat(indent)).with(Role::Alert, &absent(absence)));
        }
        page.push(line);
        let details = Line::new().lead(Role::Same, &" ".repeat(indent));
        if !entry.notes.is_empty() {
            page.push(details.clone().with(Role::Note, &entry.notes.join(" · ")));
        } else if !entry.summary.is_empty() {
            page.push(details.clone().with(Role::Faint, &entry.summary));
        }
        if let Some(seen) = &entry.seen {
            page.push(details.with(Role::Faint, seen));
        }
    }
    if !changelog.withdrawn().is_empty() {
        page.gap();
    }
    for (version, of) in changelog.withdrawn() {
        page.push(Line::new().with(Role::Faint, &withdrawn(&[version.number], of)));
    }
    page
}

/// What names a version: number, time.
const NAMES: [Align; 2] = [Align::Right, Align::Left];

/// What changed: words in, words out, the share of the article as a bar and as a figure; the mark ends the line.
const CHANGES: [Align; 4] = [Align::Right, Align::Right, Align::Left, Align::Right];

/// Sets the entries in columns; where the line is cut, what changed stands beside what names the version.
fn rows(entries: &[LogEntry]) -> impl Iterator<Item = Line> {
    let names = table(NAMES, entries.iter().map(|entry| (name(entry), cell(Role::Same, ""))).collect());
    let changes = table(CHANGES, entries.iter().map(change).collect());
    names.into_lines().zip(changes.into_lines()).map(|(mut line, changes)| {
        let (columns, mark) = changes.parts();
        for run in columns.iter().chain(mark) {
            line.add(run.role, &run.text);
        }
        line
    })
}

fn name(entry: &LogEntry) -> [Cell; 2] {
    [cell(Role::Same, entry.version.to_string()), cell(Role::Same, in_table(entry.at))]
}

fn change(entry: &LogEntry) -> ([Cell; 4], Cell) {
    let words = entry.words.unwrap_or_default();
    let signed =
        |sign: &str, number: usize| if number == 0 { String::new() } else { format!("{sign}{}", grouped(number)) };
    let (bar, percent) = entry.touched.map(Touched::drawn).unwrap_or_default();
    let (role, mut mark) = entry.mark.drawn();
    if entry.set_aside > 0 && entry.mark != Mark::SetAside {
        mark = format!("{mark}, {} set aside", entry.set_aside);
    }
    let cells = [
        cell(Role::Good, signed("+", words.inserted)),
        cell(Role::Faint, signed("-", words.deleted)),
        cell(Role::Same, bar),
        cell(Role::Faint, percent),
    ];
    (cells, cell(role, mark))
}

fn log_entry(changelog: &Changelog, index: usize, mark: Mark, review: &Review) -> LogEntry {
    let entry = &changelog.entries[index];
    let words = words(changelog, index);
    let bounds = changelog.bounds(index);
    LogEntry {
        version: entry.version.number,
        at: entry.version.snapshot.times.at,
        recorded: entry.version.recorded,
        previous: entry.previous,
        touched: words.and_then(|words| touched(changelog, index, words)),
        words,
        mark,
        set_aside: set_aside(review, entry.version.number),
        notes: new_notes(entry),
        summary: entry.comparison.as_ref().map_or_else(String::new, summary),
        changed: bounds.copied(),
        seen: bounds.and_then(|bounds| changed(entry, bounds, Clock::Table)),
    }
}

/// Counts the findings of a version that an editor has set aside.
fn set_aside(review: &Review, version: u32) -> usize {
    let of = review.settled.iter().filter(|finding| finding.version == version);
    of.filter(|finding| finding.ruling.as_ref().is_some_and(|ruling| ruling.decision == Decision::Ignore)).count()
}

/// Counts the words that came and went with an entry; none for the first.
pub(super) fn words(changelog: &Changelog, index: usize) -> Option<Tally> {
    let entry = &changelog.entries[index];
    let before = &changelog.entries[index.checked_sub(1)?].version.snapshot;
    let bodies = Sides::new(before.body.text(), entry.version.snapshot.body.text());
    entry.comparison.as_ref().map(|comparison| tally(bodies, comparison))
}

/// Sets the words that came and went with an entry against the longer of the two versions; none for the first.
fn touched(changelog: &Changelog, index: usize, tally: Tally) -> Option<Touched> {
    let length = |index: usize| count_all(&changelog.entries[index].version.snapshot);
    let of = length(index.checked_sub(1)?).max(length(index));
    Some(Touched { words: tally.inserted.max(tally.deleted), of })
}

/// Counts the words of a version: body and short texts, without the notes.
fn count_all(snapshot: &Snapshot) -> usize {
    let fields = &snapshot.fields;
    let single = [Some(&fields.headline), fields.dek.as_ref(), fields.byline.as_ref()].into_iter().flatten();
    count_words(snapshot.body.text()) + single.chain(&fields.captions).map(|text| count_words(text)).sum::<usize>()
}

/// Returns the words of the notes that are new or reworded at an entry.
pub(super) fn new_notes(entry: &Entry) -> Vec<String> {
    let notes = entry.notes.iter().zip(&entry.standing);
    notes.filter(|(_, standing)| **standing != Standing::Carried).map(|(note, _)| note.text.clone()).collect()
}

/// Says in a line where a comparison found changes: `headline, 2 paragraphs`.
#[must_use]
pub fn summary(comparison: &Comparison) -> String {
    let mut places: Vec<Place> = comparison.changes.iter().map(|change| change.place).collect();
    places.sort_unstable();
    places.dedup();
    let (blocks, others): (Vec<Place>, Vec<Place>) =
        places.into_iter().partition(|place| matches!(place, Place::Block(_)));
    let mut parts: Vec<String> = others.into_iter().map(place_in_table).collect();
    if !blocks.is_empty() {
        let paragraph = block_name(BlockKind::Paragraph);
        parts.push(count(blocks.len(), paragraph, &format!("{paragraph}s")));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bar_stands_for_twice_the_share_of_the_one_before_it() {
        let drawn = |words| {
            let (bar, percent) = Touched { words, of: 1000 }.drawn();
            format!("{bar} {percent}")
        };
        let told = [1, 9, 10, 19, 20, 39, 40, 79, 80, 159, 160, 319, 320, 639, 640, 1000].map(drawn).join(", ");
        assert_eq!(
            told,
            "▁ <1%, ▁ <1%, ▂ 1%, ▂ 1%, ▃ 2%, ▃ 3%, ▄ 4%, ▄ 7%, ▅ 8%, ▅ 15%, ▆ 16%, ▆ 31%, ▇ 32%, ▇ 63%, █ 64%, █ 100%"
        );
    }

    #[test]
    fn nothing_touched_draws_nothing() {
        assert_eq!(Touched { words: 0, of: 0 }.drawn(), (String::new(), String::new()));
    }
}
