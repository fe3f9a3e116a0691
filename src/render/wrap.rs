//! Lines cut to a width, at words.

use textwrap::WordSeparator;
use unicode_segmentation::UnicodeSegmentation;

use super::page::{Line, Run, columns};
use super::role::Role;

/// Whether the sides are told apart by marks in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// `[-old-]{+new+}`.
    Shown,
    /// Colour and lines do it.
    Hidden,
}

/// What hangs below a lead that takes too much of the width.
const SHORT_HANG: usize = 4;

/// What stands between two columns.
const BETWEEN: &str = " │ ";

/// Cuts a line into lines of at most `width` columns, at places where its script allows it; none means no cutting.
pub(super) fn wrap(line: &Line, width: Option<usize>, marks: Marks) -> Vec<Vec<Run>> {
    let Some((column, second)) = line.second_column() else { return wrap_one(line, width, marks) };
    let rest = width.map(|width| width.saturating_sub(column + columns(BETWEEN)).max(1));
    let (mut first, mut second) = (wrap_one(line, Some(column), marks), wrap_one(second, rest, marks));
    let long = first.len().max(second.len());
    first.resize(long, Vec::new());
    second.resize(long, Vec::new());
    first.into_iter().zip(second).map(|(first, second)| in_columns(first, column, second)).collect()
}

/// Puts a line of each column side by side.
fn in_columns(mut first: Vec<Run>, column: usize, second: Vec<Run>) -> Vec<Run> {
    let blanks = column.saturating_sub(first.iter().map(|run| columns(&run.text)).sum());
    first.push(Run { role: Role::Same, text: " ".repeat(blanks) });
    first.push(Run { role: Role::Faint, text: BETWEEN.to_owned() });
    first.extend(second);
    trimmed(joined(first))
}

fn wrap_one(line: &Line, width: Option<usize>, marks: Marks) -> Vec<Vec<Run>> {
    let (lead, runs) = line.parts();
    let lead_columns = lead.iter().map(|run| columns(&run.text)).sum::<usize>();
    if width.is_some_and(|width| lead_columns * 2 > width) {
        // What leads the line takes too much of it: it runs along with the text.
        let joined: Vec<Run> = without_padding(lead).chain(runs.iter().cloned()).collect();
        let hang = width.map_or(0, |width| SHORT_HANG.min(width / 4));
        return cut(Cutter { width, hang, at: 0, lines: vec![Vec::new()], fresh: true }, &joined, marks);
    }
    let cutter = Cutter { width, hang: lead_columns, at: lead_columns, lines: vec![lead.to_vec()], fresh: true };
    cut(cutter, runs, marks)
}

/// Takes out the blanks that only line columns up, and leaves two between cells.
fn without_padding(lead: &[Run]) -> impl Iterator<Item = Run> {
    let mut blanks = 2;
    lead.iter().map(move |run| {
        let mut seen = |letter: char| {
            blanks = if letter == ' ' { blanks + 1 } else { 0 };
            blanks <= 2
        };
        Run { role: run.role, text: run.text.chars().filter(|letter| seen(*letter)).collect() }
    })
}

fn cut(mut cutter: Cutter, runs: &[Run], marks: Marks) -> Vec<Vec<Run>> {
    for chunk in chunks(runs, marks) {
        cutter.put(chunk);
    }
    cutter.lines.into_iter().map(|line| trimmed(joined(line))).collect()
}

/// Puts chunks on lines, one after the other.
struct Cutter {
    width: Option<usize>,
    hang: usize,
    at: usize,
    lines: Vec<Vec<Run>>,
    /// Nothing but lead or blanks stands on the line yet.
    fresh: bool,
}

impl Cutter {
    fn put(&mut self, chunk: Vec<Run>) {
        let whole = chunk.iter().map(|run| columns(&run.text)).sum::<usize>();
        let blanks = chunk.last().map_or(0, |run| columns(&run.text) - columns(run.text.trim_end_matches(' ')));
        let seen = whole - blanks;
        let width = self.width.unwrap_or(usize::MAX);
        let overflows = |at: usize| at + seen > width;
        if overflows(self.at) && !self.fresh {
            self.next_line();
        }
        if overflows(self.at) {
            return self.put_in_pieces(&chunk);
        }
        self.at += whole;
        self.fresh = false;
        self.lines.last_mut().expect("there is always a line").extend(chunk);
    }

    /// Cuts what is wider than a line, between characters as readers see them.
    fn put_in_pieces(&mut self, chunk: &[Run]) {
        for run in chunk {
            for grapheme in run.text.graphemes(true) {
                let wide = columns(grapheme);
                if self.width.is_some_and(|width| self.at + wide > width) && !self.fresh {
                    self.next_line();
                }
                self.at += wide;
                self.fresh = false;
                let line = self.lines.last_mut().expect("there is always a line");
                match line.last_mut() {
                    Some(last) if last.role == run.role => last.text.push_str(grapheme),
                    _ => line.push(Run { role: run.role, text: grapheme.to_owned() }),
                }
            }
        }
    }

    fn next_line(&mut self) {
        let indent = Run { role: Role::Same, text: " ".repeat(self.hang) };
        self.lines.push(if self.hang == 0 { Vec::new() } else { vec![indent] });
        self.at = self.hang;
        self.fresh = true;
    }
}

/// Parts the runs where a line may end; marks stay with the words they enclose.
fn chunks(runs: &[Run], marks: Marks) -> Vec<Vec<Run>> {
    let apart = set_apart(runs, marks);
    let runs = apart.as_slice();
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let ends = line_ends(&text, runs);
    let mut chunks = Vec::with_capacity(ends.len());
    let (mut start, mut first, mut first_at) = (0, 0, 0);
    for end in ends {
        let mut chunk = Vec::new();
        let (mut index, mut run_at) = (first, first_at);
        while index < runs.len() && run_at < end {
            let run = &runs[index];
            let run_end = run_at + run.text.len();
            if run_end > start {
                chunk.push(piece(run, (run_at, run_end), (start, end), marks));
            }
            if run_end > end {
                break;
            }
            (index, run_at) = (index + 1, run_end);
        }
        (start, first, first_at) = (end, index, run_at);
        chunks.push(chunk);
    }
    chunks
}

/// Puts a blank between the two sides of a replacement where no mark keeps their letters apart.
fn set_apart(runs: &[Run], marks: Marks) -> Vec<Run> {
    let mut apart: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let meets = marks == Marks::Hidden && run.role.is_in() && apart.last().is_some_and(|last| last.role.is_out());
        if meets {
            apart.push(Run { role: Role::Same, text: " ".to_owned() });
        }
        apart.push(run.clone());
    }
    apart
}

/// Cuts the part of a run that lies in a chunk, with the mark that opens or closes the run there.
fn piece(run: &Run, (run_start, run_end): (usize, usize), (start, end): (usize, usize), marks: Marks) -> Run {
    let cut = &run.text[start.max(run_start) - run_start..end.min(run_end) - run_start];
    let (open, close) = if marks == Marks::Shown { run.role.marks() } else { ("", "") };
    let open = if start <= run_start { open } else { "" };
    let close = if end >= run_end { close } else { "" };
    Run { role: run.role, text: format!("{open}{cut}{close}") }
}

/// Finds where a line may end: where the script allows it, and between the two sides of a replacement.
fn line_ends(text: &str, runs: &[Run]) -> Vec<usize> {
    let mut at = 0;
    let mut ends: Vec<usize> = WordSeparator::UnicodeBreakProperties
        .find_words(text)
        .map(|word| {
            at += word.word.len() + word.whitespace.len();
            at
        })
        .collect();
    let mut border = 0;
    for pair in runs.windows(2) {
        border += pair[0].text.len();
        if pair[0].role.is_out() && pair[1].role.is_in() {
            ends.push(border);
        }
    }
    ends.push(text.len());
    ends.sort_unstable();
    ends.dedup();
    ends.retain(|&end| end > 0);
    ends
}

/// Joins neighbours that are one thing.
fn joined(line: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::with_capacity(line.len());
    for run in line {
        match joined.last_mut() {
            Some(last) if last.role == run.role => last.text.push_str(&run.text),
            _ => joined.push(run),
        }
    }
    joined
}

/// Drops the blanks at the end of a line.
fn trimmed(mut line: Vec<Run>) -> Vec<Run> {
    while let Some(last) = line.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
        if !last.text.is_empty() {
            break;
        }
        line.pop();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_no_break_space_at_the_end_counts_since_it_stays() {
        // Random texts found it: the blank behind `the` was thought to fall away with the line.
        let line = Line::new().with(Role::Same, "the \u{a0}");
        for cut in wrap(&line, Some(4), Marks::Hidden) {
            let text: String = cut.iter().map(|run| run.text.as_str()).collect();
            assert!(columns(&text) <= 4, "{text:?}");
        }
    }

    fn plain(line: &Line, width: usize) -> Vec<String> {
        wrap(line, Some(width), Marks::Shown)
            .into_iter()
            .map(|runs| runs.into_iter().map(|run| run.text).collect())
            .collect()
    }

    #[test]
    fn words_wrap_beside_what_leads_the_line() {
        let line = Line::new().lead(Role::Faint, "  3  ").with(Role::Same, "The ferry left the harbour at noon.");
        assert_eq!(plain(&line, 24), ["  3  The ferry left the", "     harbour at noon."]);
    }

    #[test]
    fn marks_count_and_stay_with_their_words() {
        let line = Line::new()
            .with(Role::Same, "left at ")
            .with(Role::Deleted, "noon")
            .with(Role::Inserted, "one")
            .with(Role::Same, " sharp");
        assert_eq!(plain(&line, 16), ["left at [-noon-]", "{+one+} sharp"]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let line = Line::new().with(Role::Same, "渡し船が港を出た。");
        assert_eq!(plain(&line, 8), ["渡し船が", "港を出", "た。"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        let line = Line::new().with(Role::Same, "see https://example.org/abcdefgh now");
        assert_eq!(plain(&line, 12), ["see https://", "example.org/", "abcdefgh now"]);
        let line = Line::new().with(Role::Same, "aaaaaaaaaaaa");
        assert_eq!(plain(&line, 5), ["aaaaa", "aaaaa", "aa"]);
    }

    #[test]
    fn two_columns_are_wrapped_each_by_itself() {
        let line = Line::new().lead(Role::Faint, "1 ").with(Role::Same, "The old ferry left.");
        let line = line.beside(12, Line::new().with(Role::Inserted, "渡し船が港を出た。"));
        assert_eq!(plain(&line, 26), ["1 The old    │ {+渡し船が", "  ferry      │ 港を出", "  left.      │ た。+}"]);
    }

    fn role() -> impl Strategy<Value = Role> {
        prop_oneof![Just(Role::Same), Just(Role::Deleted), Just(Role::Inserted), Just(Role::Faint)]
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_is_too_wide(
            runs in prop::collection::vec((role(), "[a-z渡し .-]{0,20}"), 0..8),
            width in 8usize..40,
        ) {
            let line = runs.iter().fold(Line::new(), |line, (role, text)| line.with(*role, text));
            let drawn = wrap(&line, Some(width), Marks::Hidden);
            let letters = |text: &str| text.chars().filter(|letter| *letter != ' ').collect::<String>();
            let before: String = runs.iter().map(|(_, text)| letters(text)).collect();
            let after: String = drawn.iter().flatten().map(|run| letters(&run.text)).collect();
            prop_assert_eq!(before, after);
            for line in drawn {
                prop_assert!(line.iter().map(|run| columns(&run.text)).sum::<usize>() <= width);
            }
        }
    }
}
