//! Tables: a version a row.

use super::problem::{ImportError, Problem};
use super::text::{Stretch, Text, next_line};
use super::{Listing, Read, Source};
use crate::capture::{Columns, CsvRows, LARGEST_INPUT, Zone, read_csv_row};

/// The version of this reader, kept with each version it made.
const READER: &str = "csv 1";

/// How the tables are laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvLayout {
    /// Which column holds which field, where their names do not say: `(field, column)`.
    pub columns: Vec<(String, String)>,
    /// What parts the cells.
    pub delimiter: u8,
    /// Whether the first row names the columns.
    pub has_header: bool,
}

/// Tables of versions.
#[derive(Debug)]
pub struct Csv {
    texts: Vec<Text>,
    layout: CsvLayout,
    zone: Zone,
    columns: Vec<Columns>,
    rows: Vec<Row>,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
struct Row {
    text: usize,
    line: u64,
    at: Stretch,
}

impl Csv {
    /// Reads tables of one layout, times without a zone in the one that is said.
    #[must_use]
    pub fn new(texts: Vec<Text>, layout: CsvLayout, zone: Zone) -> Self {
        Self { texts, layout, zone, columns: Vec::new(), rows: Vec::new() }
    }

    /// Lists the rows of a table.
    fn list_text(&mut self, text: usize, listing: &mut Listing<'_>) -> Result<(), Problem> {
        let table = &self.texts[text];
        let layout = &self.layout;
        let mut first = Vec::new();
        next_line(&mut *table.reader().map_err(Problem::Unreadable)?, &mut first).map_err(Problem::Unreadable)?;
        let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
        let columns = Columns::of(first, &layout.columns, layout.delimiter, layout.has_header);
        let columns = columns.map_err(Problem::Columns)?;
        let mut rows = CsvRows::new(table.reader().map_err(Problem::Unreadable)?, layout.delimiter);
        let mut is_first = columns.has_header();
        while let Some(row) = rows.next().map_err(Problem::Unreadable)? {
            if std::mem::take(&mut is_first) {
                continue;
            }
            let place = self.rows.len();
            let length = usize::try_from(row.length).unwrap_or(usize::MAX);
            self.rows.push(Row { text, line: row.line, at: Stretch { start: row.start, length } });
            let time = if length > LARGEST_INPUT {
                Err(Problem::TooLarge)
            } else {
                row.time(&columns, self.zone).map_err(Problem::Row)
            };
            match time {
                Ok(at) => listing.found(at, place),
                Err(problem) => listing.skip(place, format!("{}:{}", table.name, row.line), problem),
            }
        }
        self.columns.push(columns);
        Ok(())
    }
}

impl Source for Csv {
    fn list(&mut self, listing: &mut Listing<'_>) -> Result<(), ImportError> {
        for text in 0..self.texts.len() {
            let name = self.texts[text].name.clone();
            self.list_text(text, listing).map_err(|problem| ImportError::Source { name, problem })?;
        }
        Ok(())
    }

    fn fetch(&mut self, place: usize) -> Result<Vec<u8>, Problem> {
        let row = self.rows[place];
        self.texts[row.text].fetch(row.at).map_err(Problem::Unreadable)
    }

    fn read(&self, place: usize, bytes: &[u8]) -> Result<Read, Problem> {
        let draft = read_csv_row(bytes, &self.columns[self.rows[place].text], self.zone).map_err(Problem::Row)?;
        Ok(Read { draft, article: None, extractor: READER.to_owned(), evidence: None })
    }

    fn name(&self, place: usize) -> String {
        let row = self.rows[place];
        format!("{}:{}", self.texts[row.text].name, row.line)
    }
}
