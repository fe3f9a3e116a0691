//! A version a row of a table. The one file that knows the CSV parser.

use std::io::{self, Read};

use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};

use super::row::{self, RowError};
use super::zone::Zone;
use crate::article::{Draft, Moment};

/// The fields that a column can hold.
const FIELDS: [&str; 13] = [
    "article",
    "at",
    "headline",
    "dek",
    "byline",
    "body",
    "notes",
    "captions",
    "url",
    "language",
    "published",
    "modified",
    "seen",
];

/// Which column holds which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    delimiter: u8,
    has_header: bool,
    /// The number of each field's column, from 0, in the order of the fields.
    places: [Option<usize>; FIELDS.len()],
}

/// Why columns cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadColumns {
    /// There is no such field.
    #[error("no field {field}")]
    NoField {
        /// What was asked for.
        field: String,
        /// The fields there are.
        fields: &'static [&'static str],
    },
    /// There is no such column.
    #[error("no column {column}")]
    NoColumn {
        /// What was asked for.
        column: String,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// No column holds a field that must be there.
    #[error("no column for {field}")]
    Missing {
        /// The field.
        field: &'static str,
        /// The columns there are.
        columns: Vec<String>,
    },
}

impl Columns {
    /// Tells the columns of a table by its first row: as asked (`(field, column)`), else by their own names.
    ///
    /// A column is asked for by its name or its number, from 1. Without a header, the first row is a version too.
    ///
    /// # Errors
    ///
    /// When a field or column asked for does not exist, or no column holds the time.
    pub fn of(first: &[u8], asked: &[(String, String)], delimiter: u8, has_header: bool) -> Result<Self, BadColumns> {
        let cells = cells(first, delimiter).map(|record| texts(&record)).unwrap_or_default();
        let mut found = Self { delimiter, has_header, places: [None; FIELDS.len()] };
        if has_header {
            let named = |field: &str| cells.iter().position(|cell| cell.eq_ignore_ascii_case(field));
            found.places = FIELDS.map(named);
        }
        for (field, column) in asked {
            let no_field = || BadColumns::NoField { field: field.clone(), fields: &FIELDS };
            let at = FIELDS.iter().position(|known| known == field).ok_or_else(no_field)?;
            let by_name = || cells.iter().position(|cell| has_header && cell == column);
            let by_number = || column.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < cells.len());
            let no_column = || BadColumns::NoColumn { column: column.clone(), columns: cells.clone() };
            found.places[at] = Some(by_name().or_else(by_number).ok_or_else(no_column)?);
        }
        match found.place("at") {
            Some(_) => Ok(found),
            None => Err(BadColumns::Missing { field: "at", columns: cells }),
        }
    }

    /// Tells whether the first row names the columns.
    #[must_use]
    pub fn has_header(&self) -> bool {
        self.has_header
    }

    fn place(&self, field: &str) -> Option<usize> {
        FIELDS.iter().position(|known| *known == field).and_then(|at| self.places[at])
    }
}

/// The rows of a table, one after the other.
pub struct CsvRows<R> {
    reader: Reader<R>,
    record: ByteRecord,
}

/// A row of a table, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct CsvRow<'a> {
    /// Its first byte.
    pub start: u64,
    /// How many bytes it takes.
    pub length: u64,
    /// The number of its first line, from 1.
    pub line: u64,
    record: &'a ByteRecord,
}

impl<R: Read> CsvRows<R> {
    /// Reads a table from its start.
    pub fn new(reader: R, delimiter: u8) -> Self {
        Self { reader: builder(delimiter).from_reader(reader), record: ByteRecord::new() }
    }

    /// Reads the next row; none at the end.
    ///
    /// # Errors
    ///
    /// When the table cannot be read.
    #[expect(clippy::should_implement_trait, reason = "a row borrows the reader")]
    pub fn next(&mut self) -> io::Result<Option<CsvRow<'_>>> {
        if !self.reader.read_byte_record(&mut self.record).map_err(io::Error::from)? {
            return Ok(None);
        }
        let (start, line) = self.record.position().map_or((0, 0), |position| (position.byte(), position.line()));
        let length = self.reader.position().byte() - start;
        Ok(Some(CsvRow { start, length, line, record: &self.record }))
    }
}

impl CsvRow<'_> {
    /// Reads the time alone of a row, to put rows in order.
    ///
    /// # Errors
    ///
    /// When the row has none.
    pub fn time(&self, columns: &Columns, zone: Zone) -> Result<Moment, RowError> {
        Cells { record: self.record, columns, zone }.at()
    }
}

/// Reads a version from the bytes of its row.
///
/// # Errors
///
/// When the row lacks article, time or text, or is not UTF-8.
pub fn read_csv_row(bytes: &[u8], columns: &Columns, zone: Zone) -> Result<Draft, RowError> {
    let record = cells(bytes, columns.delimiter)?;
    let row = Cells { record: &record, columns, zone };
    let mut draft = Draft {
        article: row.text("article")?,
        urls: row.text("url")?.into_iter().collect(),
        language: row.text("language")?,
        at: Some(row.at()?),
        seen: row.time("seen")?,
        published: row.time("published")?,
        modified: row.time("modified")?,
        notes: row.lines("notes")?,
        ..Draft::default()
    };
    draft.fields.headline = row.text("headline")?.unwrap_or_default();
    draft.fields.dek = row.text("dek")?;
    draft.fields.byline = row.text("byline")?;
    draft.fields.captions = row.lines("captions")?;
    if let Some(body) = row.text("body")? {
        row::body(&body, &mut draft)?;
    }
    row::finished(draft)
}

/// The cells of a row.
struct Cells<'a> {
    record: &'a ByteRecord,
    columns: &'a Columns,
    zone: Zone,
}

impl Cells<'_> {
    /// Reads a cell; an empty one is none.
    fn text(&self, field: &str) -> Result<Option<String>, RowError> {
        let Some(cell) = self.columns.place(field).and_then(|at| self.record.get(at)) else { return Ok(None) };
        let text = std::str::from_utf8(cell).map_err(|_| RowError::NotUtf8)?.trim();
        Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
    }

    /// Reads the lines of a cell.
    fn lines(&self, field: &str) -> Result<Vec<String>, RowError> {
        let lines =
            |text: String| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Ok(self.text(field)?.map(lines).unwrap_or_default())
    }

    fn time(&self, field: &str) -> Result<Option<Moment>, RowError> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        let moment = self.zone.moment(&text);
        moment.map(Some).ok_or_else(|| RowError::BadTime { field: field.to_owned(), value: text })
    }

    fn at(&self) -> Result<Moment, RowError> {
        self.time("at")?.ok_or_else(|| RowError::Missing { field: "at".to_owned() })
    }
}

fn builder(delimiter: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true);
    // A carriage return before the line feed stays with the last cell, whose blanks do not count; else the place and the
    // line of the next row would be told wrong.
    builder.terminator(Terminator::Any(b'\n'));
    builder
}

/// Parts one row into its cells.
fn cells(row: &[u8], delimiter: u8) -> Result<ByteRecord, RowError> {
    let mut record = ByteRecord::new();
    let read = builder(delimiter).from_reader(row).read_byte_record(&mut record);
    read.map_err(|error| RowError::NotARow { problem: error.to_string() })?;
    Ok(record)
}

fn texts(record: &ByteRecord) -> Vec<String> {
    record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"entry_id,version,title,created,text\r\n";

    fn asked() -> Vec<(String, String)> {
        let pairs = [("article", "entry_id"), ("headline", "title"), ("at", "created"), ("body", "5")];
        pairs.map(|(field, column)| (field.to_owned(), column.to_owned())).to_vec()
    }

    #[test]
    fn rows_are_read_by_the_columns_asked_for_wherever_they_stand() {
        let columns = Columns::of(HEADER, &asked(), b',', true).unwrap();
        let table = "entry_id,version,title,created,text\r\n17,0,\"Ferry, sunk\",2026-02-18 10:15:00,\"It sank.\n\nIt was \"\"old\"\".\"\r\n18,0,Dam,soon,It holds.\r\n";
        let mut rows = CsvRows::new(table.as_bytes(), b',');
        let mut found = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let start = usize::try_from(row.start).unwrap();
            let bytes = &table.as_bytes()[start..start + usize::try_from(row.length).unwrap()];
            found.push((row.line, row.time(&columns, Zone::default()), read_csv_row(bytes, &columns, Zone::default())));
        }
        assert_eq!(found.len(), 3);
        let draft = found[1].2.as_ref().unwrap();
        assert_eq!((found[1].0, draft.article.as_deref(), draft.at), (2, Some("17"), found[1].1.clone().ok()));
        assert_eq!((draft.fields.headline.as_str(), draft.body.text()), ("Ferry, sunk", "It sank.\n\nIt was \"old\"."));
        assert_eq!(found[2].0, 5, "a cell may hold lines");
        let soon = RowError::BadTime { field: "at".to_owned(), value: "soon".to_owned() };
        assert_eq!(found[2].2, Err(soon));
    }

    #[test]
    fn columns_go_by_their_own_names_or_by_number_without_a_header() {
        let columns = Columns::of(b"At;Article;Headline\n", &[], b';', true).unwrap();
        let draft = read_csv_row(b"2026-02-18;a.example/x;H\n", &columns, Zone::default()).unwrap();
        assert_eq!((draft.article.as_deref(), draft.fields.headline.as_str()), (Some("a.example/x"), "H"));
        let asked = [("at".to_owned(), "2".to_owned()), ("headline".to_owned(), "1".to_owned())];
        let columns = Columns::of(b"H\t2026-02-18\n", &asked, b'\t', false).unwrap();
        assert!(!columns.has_header() && read_csv_row(b"H\t2026-02-18\n", &columns, Zone::default()).is_ok());
    }

    #[test]
    fn columns_that_are_not_there_are_named_beside_those_that_are() {
        let asked = |field: &str, column: &str| vec![(field.to_owned(), column.to_owned())];
        let problem = |asked: Vec<(String, String)>| Columns::of(HEADER, &asked, b',', true).unwrap_err();
        assert!(matches!(problem(asked("title", "title")), BadColumns::NoField { field, .. } if field == "title"));
        let no_column = problem(asked("at", "when"));
        assert!(
            matches!(no_column, BadColumns::NoColumn { column, columns } if column == "when" && columns.len() == 5)
        );
        assert!(matches!(problem(asked("at", "6")), BadColumns::NoColumn { .. }));
        assert!(matches!(problem(Vec::new()), BadColumns::Missing { field: "at", .. }));
    }
}
