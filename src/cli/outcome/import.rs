//! The words for versions that cannot be imported.

use variorum::capture::{BadCdxRow, BadColumns, LARGEST_INPUT, RowError, TimeMapError};
use variorum::desk::import::{ImportError, Problem};
use variorum::store::StoreError;

use super::{intake, store, web};

/// Says why an import ended.
pub(super) fn words(error: &ImportError) -> String {
    match error {
        ImportError::Store(StoreError::DiskFull { path }) => format!(
            "no room is left for {}: what was recorded before is kept; make room and import again, \
             which goes on from there",
            path.display()
        ),
        ImportError::Store(error) => store::words(error),
        ImportError::Halted(error) => {
            format!("{}; what came before is kept, and the same command goes on", web::fetch(error))
        }
        ImportError::Source { name, problem } => format!("{name}: {}", skipped(problem)),
    }
}

/// Says why a version was skipped.
pub(crate) fn skipped(problem: &Problem) -> String {
    match problem {
        Problem::Unreadable(error) => format!("it cannot be read: {}", intake::system(error)),
        Problem::TooLarge => {
            format!("it is larger than {} MiB, the most that is read as one article", LARGEST_INPUT >> 20)
        }
        Problem::Row(error) => row(error),
        Problem::Git(told) => format!("git says: {told}"),
        Problem::Columns(error) => columns(error),
        Problem::Capture(error) => intake::capture("the file", error),
        Problem::List(TimeMapError::NotOne) => "this is no list of captures: neither a TimeMap nor CDX".to_owned(),
        Problem::List(TimeMapError::Empty) => "the list names no captures".to_owned(),
        Problem::TooLong => {
            "the list goes on here, and no more of it is read; import this address by itself".to_owned()
        }
        Problem::CdxRow(error) => cdx_row(error),
        Problem::Feed(error) => web::listing(error),
        Problem::Warc(reason) => reason.clone(),
        Problem::Repeats => "it repeats a capture that none of the files holds".to_owned(),
        Problem::Status(status) => format!("it was answered with status {status}"),
        Problem::Kind(kind) => format!("it is {kind}, which is no page"),
        Problem::Fetch(error) => web::fetch(error),
        Problem::Absent(absence) => absence.words().to_owned(),
        Problem::Elsewhere { url } => format!("the archive leads to another capture instead: {url}"),
        Problem::NoArticle => "nothing says which article it is; name it with --article".to_owned(),
        Problem::BadName(error) => intake::bad_id(error),
        Problem::NoTime => "nothing says when it was on show".to_owned(),
        Problem::Unkeepable(problem) => format!("it cannot be kept: {problem}"),
        Problem::Store(error) => store::words(error),
    }
}

fn cdx_row(error: &BadCdxRow) -> String {
    match error {
        BadCdxRow::Missing { column } => format!("its row has no {column}"),
        BadCdxRow::Time { stamp } => format!("its time {stamp:?} is not 14 digits such as 20260218101500"),
        BadCdxRow::Address { original } => format!("{original:?} is not a web address"),
    }
}

fn columns(error: &BadColumns) -> String {
    match error {
        BadColumns::NoField { field, fields } => {
            format!("--column {field}=… names no field; the fields are {}", fields.join(", "))
        }
        BadColumns::NoColumn { column, columns } => {
            format!("it has no column {column:?}; its columns are {}", listed(columns))
        }
        BadColumns::Missing { field, columns } => format!(
            "no column is named {field:?}; say which one holds it, e.g. --column {field}=created; its columns are {}",
            listed(columns)
        ),
    }
}

fn listed(columns: &[String]) -> String {
    columns.iter().map(|column| format!("{column:?}")).collect::<Vec<_>>().join(", ")
}

fn row(error: &RowError) -> String {
    match error {
        RowError::NotJson { problem } => format!("it is not JSON: {problem}"),
        RowError::NotAnObject => "it is no JSON object".to_owned(),
        RowError::NotARow { problem } => format!("it is no row: {problem}"),
        RowError::NotUtf8 => "it is not UTF-8".to_owned(),
        RowError::Missing { field } => format!("{field:?} is missing"),
        RowError::WrongKind { field, expected } => format!("{field:?} is not {expected}"),
        RowError::BadTime { field, value } => {
            format!("{field:?} says {value:?}, which is no time; give one such as 2026-02-18T10:15:00-08:00")
        }
        RowError::BadBody => "its body is nested too deep to be read".to_owned(),
        RowError::NoArticle => "it has neither a headline nor a body".to_owned(),
    }
}
