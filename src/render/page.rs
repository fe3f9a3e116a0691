//! A page: lines of stretches, each of which says what it is.

use unicode_width::UnicodeWidthStr;

use super::role::Role;
use super::visible::visible;

/// What a reader gets to see, before anybody decides how it looks.
///
/// ```
/// use variorum::render::{Line, Page, Paint, Role};
/// let mut page = Page::new();
/// page.push(Line::new().with(Role::Same, "at ").with(Role::Deleted, "noon").with(Role::Inserted, "1 p.m."));
/// assert_eq!(Paint::Plain.draw(&page, None), "at [-noon-]{+1 p.m.+}\n");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    lines: Vec<Line>,
}

/// One line of a page; it may be wrapped when it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    lead: Vec<Run>,
    runs: Vec<Run>,
    beside: Option<Box<Beside>>,
}

/// What stands in a second column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Beside {
    /// How wide the first column is.
    column: usize,
    line: Line,
}

/// A stretch of text that is one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What it is.
    pub role: Role,
    /// Its text; nothing in it steers a terminal.
    pub text: String,
}

impl Page {
    /// Makes an empty page.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line.
    pub fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Adds an empty line, unless the page is empty or ends with one.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Line::new());
        }
    }

    /// Adds the lines of another page.
    pub fn append(&mut self, page: Self) {
        self.lines.extend(page.lines);
    }

    /// Gives the lines away.
    pub(super) fn into_lines(self) -> impl Iterator<Item = Line> {
        self.lines.into_iter()
    }

    /// Returns the lines.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}

impl Line {
    /// Makes an empty line.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a stretch; what would steer a terminal is made visible, and an empty stretch is left out.
    #[must_use]
    pub fn with(mut self, role: Role, text: &str) -> Self {
        self.add(role, text);
        self
    }

    /// Adds a stretch, as [`Line::with`] does.
    pub fn add(&mut self, role: Role, text: &str) {
        add(&mut self.runs, role, text);
    }

    /// Adds a stretch to what stands at the left of the line; when the line is wrapped, the rest hangs beside it.
    #[must_use]
    pub fn lead(mut self, role: Role, text: &str) -> Self {
        add(&mut self.lead, role, text);
        self
    }

    /// Puts another line into a second column beside this one, which is cut to `column` columns; each is wrapped by
    /// itself.
    #[must_use]
    pub fn beside(mut self, column: usize, line: Self) -> Self {
        self.beside = Some(Box::new(Beside { column, line }));
        self
    }

    /// Returns how wide the first column is, and what stands in the second, where there are two.
    pub(super) fn second_column(&self) -> Option<(usize, &Self)> {
        self.beside.as_deref().map(|beside| (beside.column, &beside.line))
    }

    /// Returns what stands at the left, and the text beside it.
    #[must_use]
    pub fn parts(&self) -> (&[Run], &[Run]) {
        (&self.lead, &self.runs)
    }

    /// Tells whether nothing stands on the line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.runs.is_empty() && self.beside.is_none()
    }
}

fn add(runs: &mut Vec<Run>, role: Role, text: &str) {
    let text = visible(text);
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.role == role => last.text.push_str(&text),
        _ => runs.push(Run { role, text: text.into_owned() }),
    }
}

/// Returns how many columns of a terminal a text takes; East Asian wide characters take two.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// Fills a text with blanks at its right up to a number of columns.
pub(super) fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(columns(text));
    format!("{text}{:blanks$}", "")
}

/// Fills a text with blanks at its left up to a number of columns.
pub(super) fn pad_left(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(columns(text));
    format!("{:blanks$}{text}", "")
}
