//! Each word of an article with the version it came in with.

use super::moment::in_table;
use super::page::{Line, Page, columns, pad, pad_left};
use super::role::Role;
use super::table::Align;
use super::words::{block_mark, count, grouped, place_in_table};
use crate::article::Moment;
use crate::diff::Sides;
use crate::history::{Blame, Changelog, Gone, Passage, Place, Stretch};
use crate::text::{Span, count_words, sentences};

/// How fine the rows of a blame are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Sentences that follow each other and came in with one version; words of other versions stand in brackets.
    Sentences,
    /// Words that follow each other and came in with one version.
    Words,
}

/// The most versions whose words are counted one by one.
const MOST_COUNTED: usize = 6;

/// Draws the latest version of a changelog with the version each of its words came in with; with `gone`, also what left.
///
/// `blame` is that of `changelog`.
#[must_use]
pub fn blame(changelog: &Changelog, blame: &Blame, grain: Grain, gone: bool) -> Page {
    let mut page = Page::new();
    let Some(last) = changelog.entries.last() else { return page };
    let version = &last.version;
    page.push(Line::new().with(Role::Heading, &version.snapshot.fields.headline));
    page.push(Line::new().with(Role::Faint, &changelog.article.to_string()));
    let shown = format!("version {}, {}", version.number, in_table(version.snapshot.times.at));
    page.push(Line::new().with(Role::Faint, &shown));
    let view = View { changelog, blame, grain, times: Times::of(changelog) };
    page.push(Line::new().with(Role::Same, &view.sum()));
    let (blocks, fields): (Vec<&Passage>, Vec<&Passage>) =
        blame.passages.iter().partition(|passage| matches!(passage.place, Place::Block(_)));
    for (title, passages) in [("Fields", fields), ("Text", blocks)] {
        if !passages.is_empty() {
            page.gap();
            page.push(Line::new().with(Role::Heading, title));
            let rows = passages.into_iter().flat_map(|passage| view.rows(passage, &Label::of(passage.place)));
            page.append(view.lines(rows.collect()));
        }
    }
    if gone {
        page.append(view.gone());
    }
    page
}

/// Counts the words that came in with each version, by its index.
pub(super) fn words_by_version(changelog: &Changelog, blame: &Blame) -> Vec<usize> {
    let mut words = vec![0; changelog.entries.len()];
    for passage in &blame.passages {
        for stretch in &passage.stretches {
            words[stretch.since] += count_words(stretch.span.of(&passage.text));
        }
    }
    words
}

/// How moments stand in the left column: without their offset, as long as it is the same throughout.
struct Times {
    zoned: bool,
}

impl Times {
    fn of(changelog: &Changelog) -> Self {
        let offset = |at: Moment| at.offset().local_minus_utc();
        let mut offsets = changelog.entries.iter().map(|entry| offset(entry.version.snapshot.times.at));
        let first = offsets.next();
        Self { zoned: offsets.any(|other| Some(other) != first) }
    }

    fn tell(&self, at: Moment) -> String {
        if self.zoned { in_table(at) } else { at.format("%Y-%m-%d %H:%M").to_string() }
    }
}

/// One row: the version, the place, and the text beside them.
struct Row {
    since: usize,
    place: Label,
    text: Line,
}

/// What a place is called, and on which side blanks fill it up.
#[derive(Clone)]
struct Label {
    text: String,
    align: Align,
}

impl Label {
    /// Names a place of the version that is shown: paragraphs by number alone.
    fn of(place: Place) -> Self {
        match place {
            Place::Block(Sides { after: Some(index), .. }) => {
                Self { text: (index + 1).to_string(), align: Align::Right }
            }
            other => Self::among_others(other),
        }
    }

    /// Names a place in a list of places of every kind.
    fn among_others(place: Place) -> Self {
        Self { text: place_in_table(place), align: Align::Left }
    }
}

struct View<'a> {
    changelog: &'a Changelog,
    blame: &'a Blame,
    grain: Grain,
    times: Times,
}

impl View<'_> {
    /// Says how many words came in with each version: `203 words: 196 of @1, 7 of @2`; of many only with the first.
    fn sum(&self) -> String {
        let words = words_by_version(self.changelog, self.blame);
        let all = count(words.iter().sum(), "word", "words");
        let present: Vec<(usize, usize)> = words.into_iter().enumerate().filter(|(_, words)| *words > 0).collect();
        let of = |(index, words): &(usize, usize)| format!("{} of {}", grouped(*words), self.name(*index));
        match present.as_slice() {
            [] => all,
            few if few.len() <= MOST_COUNTED => {
                format!("{all}: {}", few.iter().map(of).collect::<Vec<_>>().join(", "))
            }
            [first, later @ ..] => {
                let words: usize = later.iter().map(|(_, words)| words).sum();
                format!("{all}: {}, {} of {} later versions", of(first), grouped(words), later.len())
            }
        }
    }

    fn name(&self, index: usize) -> String {
        format!("@{}", self.changelog.entries[index].version.number)
    }

    fn at(&self, index: usize) -> Moment {
        self.changelog.entries[index].version.snapshot.times.at
    }

    /// Sets rows in columns: version, time, place, text.
    fn lines(&self, rows: Vec<Row>) -> Page {
        let widest = |cell: fn(&Self, &Row) -> usize| rows.iter().map(|row| cell(self, row)).max().unwrap_or_default();
        let version = widest(|view, row| view.name(row.since).len());
        let place = widest(|_, row| columns(&row.place.text));
        let mut page = Page::new();
        for row in rows {
            let seen = format!("{}  {}  ", pad(&self.name(row.since), version), self.times.tell(self.at(row.since)));
            let label = match row.place.align {
                Align::Left => pad(&row.place.text, place),
                Align::Right => pad_left(&row.place.text, place),
            };
            let line = row.text.lead(Role::Faint, &seen).lead(Role::Faint, &label);
            page.push(line.lead(Role::Same, "  "));
        }
        page
    }

    /// Cuts a passage into rows; its place stands in the first.
    fn rows(&self, passage: &Passage, place: &Label) -> Vec<Row> {
        let parts = match self.grain {
            Grain::Sentences => self.grouped(passage),
            Grain::Words => passage.stretches.iter().map(|stretch| (stretch.span, stretch.since)).collect(),
        };
        let row = |(index, (span, since)): (usize, (Span, usize))| {
            let mark = if index == 0 { block_mark(passage.kind) } else { "" };
            let text = self.text(passage, span, since, Line::new().with(Role::Faint, mark));
            let place = if index == 0 { place.clone() } else { Label { text: String::new(), ..*place } };
            Row { since, place, text }
        };
        parts.into_iter().enumerate().map(row).collect()
    }

    /// Joins the sentences of a passage that follow each other and came in with one version.
    fn grouped(&self, passage: &Passage) -> Vec<(Span, usize)> {
        let mut groups: Vec<(Span, usize)> = Vec::new();
        for span in sentences(&passage.text) {
            let since = self.most(passage, span);
            match groups.last_mut() {
                Some((last, of)) if *of == since => last.end = span.end,
                _ => groups.push((span, since)),
            }
        }
        groups
    }

    /// Finds the version that most words of a stretch came in with, the earlier one of two.
    fn most(&self, passage: &Passage, span: Span) -> usize {
        let mut words = vec![0; self.changelog.entries.len()];
        let mut first = None;
        for stretch in within(passage, span) {
            first.get_or_insert(stretch.since);
            words[stretch.since] += count_words(stretch.span.of(&passage.text));
        }
        let most = words.iter().max().copied().unwrap_or_default();
        let found = words.iter().position(|count| *count == most && most > 0);
        found.or(first).unwrap_or_default()
    }

    /// Writes a stretch of a passage; words that did not come in with the version `since` are bracketed and numbered,
    /// as with a footnote: `[words]@3`.
    fn text(&self, passage: &Passage, span: Span, since: usize, mut line: Line) -> Line {
        for stretch in within(passage, span) {
            let text = stretch.span.of(&passage.text);
            let words = text.trim_end();
            if stretch.since == since || is_left_mark(stretch, words, since) {
                line.add(Role::Same, words);
            } else {
                line.add(Role::Faint, "[");
                line.add(Role::Alert, words);
                line.add(Role::Faint, &format!("]{}", self.name(stretch.since)));
            }
            if let Some(earlier) = stretch.earlier {
                line.add(Role::Faint, &format!(" {}", self.earlier(earlier)));
            }
            line.add(Role::Same, &text[words.len()..]);
        }
        line
    }

    /// Says when the same words stood in the article before.
    fn earlier(&self, index: usize) -> String {
        let gone = &self.blame.gone[index];
        let entered = gone.passage.stretches.iter().map(|stretch| stretch.since).min().unwrap_or_default();
        format!("[first {}, gone {}]", self.name(entered), self.name(gone.left))
    }

    /// Lists what left, a heading for each version that took something out.
    fn gone(&self) -> Page {
        let mut page = Page::new();
        if self.blame.gone.is_empty() {
            page.push(Line::new());
            page.push(Line::new().with(Role::Heading, "Gone").with(Role::Same, "  nothing"));
        }
        for together in self.blame.gone.chunk_by(|one, other| one.left == other.left) {
            let left = together[0].left;
            page.push(Line::new());
            let title = format!("Gone with {}, {}", self.name(left), in_table(self.at(left)));
            page.push(Line::new().with(Role::Heading, &title));
            page.append(self.lines(together.iter().flat_map(|gone| self.gone_rows(gone)).collect()));
        }
        page
    }

    /// Cuts a passage that left into rows, and says whether its words came back; a few words of one version stand
    /// between the words they stood between.
    fn gone_rows(&self, gone: &Gone) -> Vec<Row> {
        let place = Label::among_others(gone.passage.place);
        let whole = gone.beside.before.is_empty() && gone.beside.after.is_empty();
        let mut rows = match gone.passage.stretches.as_slice() {
            [only] if !gone.is_long() && !whole => {
                let line = Line::new().with(Role::Faint, &gone.beside.before);
                let line = line.with(Role::Deleted, &gone.passage.text).with(Role::Faint, &gone.beside.after);
                vec![Row { since: only.since, place, text: line }]
            }
            _ => self.rows(&gone.passage, &place),
        };
        if let (Some(last), Some(back)) = (rows.last_mut(), gone.back) {
            last.text.add(Role::Faint, &format!(" [back {}]", self.name(back)));
        }
        rows
    }
}

/// Tells whether a stretch is no more than a mark that an older version left in a sentence.
fn is_left_mark(stretch: Stretch, text: &str, since: usize) -> bool {
    stretch.since < since && count_words(text) == 0
}

/// Cuts the stretches that lie in a part of a passage.
fn within(passage: &Passage, span: Span) -> impl Iterator<Item = Stretch> {
    let inside = passage.stretches.iter().filter(move |stretch| stretch.span.overlaps(span));
    inside.map(move |stretch| {
        let (start, end) = (stretch.span.start.max(span.start), stretch.span.end.min(span.end));
        Stretch { span: Span { start, end }, ..*stretch }
    })
}
