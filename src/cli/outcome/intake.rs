//! The words for files that cannot be recorded.

use std::io;

use variorum::article::BadId;
use variorum::capture::{CaptureError, LARGEST_INPUT};
use variorum::desk::{IntakeError, Problem};

use crate::cli::input::InputError;

/// Says why a file cannot be recorded, and what helps.
pub(super) fn words(error: &IntakeError) -> String {
    let name = &error.input;
    match &error.problem {
        Problem::Unreadable(problem) => capture(name, problem),
        Problem::NoArticle { suggestion } => {
            format!("{name} does not say which article it is: name it, e.g. --article {suggestion}, or give its --url")
        }
        Problem::BadName(problem) => format!("{name}: {}", bad_id(problem)),
        Problem::Store(problem) => super::store::words(problem),
    }
}

/// Says why a file cannot be read at all.
pub(super) fn input(error: &InputError) -> String {
    match error {
        InputError::Missing { name } => {
            format!("there is no file {name}; check the name, or give the text on standard input with -")
        }
        InputError::Folder { name } => {
            format!("{name} is a folder; name the files in it, e.g. {}/*.md", name.trim_end_matches('/'))
        }
        InputError::TooLarge { name } => {
            format!("{name} is larger than {}, the most that is read as one article; give the article alone", size())
        }
        InputError::Unreadable { name, source } => format!("{name} cannot be read: {}", system(source)),
    }
}

/// Says what the system says, in its plain words.
pub(super) fn system(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you have no permission; change its owner or mode".to_owned(),
        io::ErrorKind::InvalidInput => "the name is not one a file can have".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

/// Says why a file is no article.
pub(super) fn capture(name: &str, error: &CaptureError) -> String {
    match error {
        CaptureError::TooLarge { .. } => {
            format!("{name} is larger than {}, the most that is read as one article; give the article alone", size())
        }
        CaptureError::Empty => format!("{name} is empty; give a file with the article's text"),
        CaptureError::Binary { looks_like: Some(kind), .. } => {
            format!("{name} is not text but {kind}; give the article as text, Markdown or HTML")
        }
        CaptureError::Binary { at, looks_like: None } => {
            format!("{name} is not text: byte {at} is a control character; give the article as text, Markdown or HTML")
        }
        CaptureError::Undecodable { encoding, at } => {
            format!(
                "{name} is not valid {encoding} at byte {at}; save it as UTF-8, or declare its encoding in the page"
            )
        }
        CaptureError::FrontMatter { reason } => {
            format!(
                "{name}: the front matter cannot be read: {reason}; give `key: value` lines between the lines of ---"
            )
        }
        CaptureError::FrontMatterDate { key, value } => {
            format!("{name}: `{key}: {value}` is not a date; give one such as 2026-02-18T10:15:00-08:00")
        }
        CaptureError::Page(problem) => {
            format!("{name}, {problem}; mend that line, or drop `format:` to have it read as any Markdown file")
        }
        CaptureError::TooDeep => {
            format!(
                "{name}: its elements are nested too deep, or it has too many of them, to be read; give the article as text"
            )
        }
        CaptureError::Malformed { reason } => {
            format!("{name} is no XML that can be read: {reason}; ask its sender for it once more")
        }
        CaptureError::NoArticle { format } => {
            format!(
                "{name}: no headline and no paragraph was found in it as {}; check the file, or say --format",
                format.name()
            )
        }
    }
}

/// Says why a text cannot name an article.
pub(super) fn bad_id(error: &BadId) -> String {
    const REMEDY: &str = "give a name such as example.org/ferry-sinks";
    match error {
        BadId::Empty => format!("the article's name is empty; {REMEDY}"),
        BadId::TooLong { length, longest } => {
            format!("the article's name has {length} characters, more than the {longest} a name may have; {REMEDY}")
        }
        BadId::Control { character, at } => {
            format!(
                "the article's name holds the control character U+{:04X} at byte {at}; {REMEDY}",
                u32::from(*character)
            )
        }
        BadId::UnsafePart { part } => format!("the part {part:?} is not allowed in an article's name; {REMEDY}"),
        BadId::BadSite { site } => format!(
            "{site:?} before the first / of the article's name is not a site of ASCII letters, digits, dots and hyphens; {REMEDY}"
        ),
        BadId::NoSlug { text } => format!("no letter or digit can be made of the name {text:?}; {REMEDY}"),
        BadId::NotAnId { text } => format!("{text:?} is not an article id such as example.org/ferry-sinks-1a2b3c4d5e"),
        BadId::NotAnAddress { text } => {
            format!("{text:?} is not a web address; give one such as https://example.org/ferry-sinks")
        }
    }
}

/// The greatest size read, for a person.
fn size() -> String {
    format!("{} MiB", LARGEST_INPUT >> 20)
}
