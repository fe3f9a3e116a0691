//! The commit message of a version: facts as trailers, which nothing from an article can forge.

use thiserror::Error;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::submission::Description;
use crate::article::{ArticleId, Moment};

/// The greatest width of a subject, in columns.
const SUBJECT_WIDTH: usize = 100;

/// What goes before every line of a note, so that none of them can be a trailer.
const INDENT: &str = "    ";

/// What the trailers of a version say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// The format it was written in.
    pub(super) format: u32,
    /// The article.
    pub(super) article: ArticleId,
    /// Where its page lies.
    pub(super) path: String,
    /// The number of the version.
    pub(super) number: u32,
    /// The commit of the version numbered one less.
    pub(super) previous: Option<String>,
    /// When it was on show.
    pub(super) at: Moment,
    /// When it was written.
    pub(super) recorded: Moment,
    /// SHA-256 of the canonical content.
    pub(super) content_sha256: String,
    /// SHA-256 of the page's bytes.
    pub(super) page_sha256: String,
    /// The path and SHA-256 of the capture.
    pub(super) capture: Option<(String, String)>,
    /// What made the snapshot of the capture.
    pub(super) extractor: String,
    /// Who recorded it.
    pub(super) recorded_by: String,
    /// The earlier version that has the same content.
    pub(super) reverts: Option<u32>,
    /// Why it is a technical version, if it is one.
    pub(super) technical: Option<String>,
    /// SHA-256 of the content, of a version at the same moment, that it is a later reading of.
    pub(super) rereads: Option<String>,
}

/// Why a message is not that of a version.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum BadMessage {
    /// A trailer is missing.
    #[error("the trailer {key} is missing")]
    Missing { key: &'static str },
    /// A trailer does not say what it should.
    #[error("the trailer {key} says {value:?}")]
    Wrong { key: &'static str, value: String },
    /// A trailer stands there twice.
    #[error("the trailer {key} is repeated")]
    Repeated { key: String },
}

/// Writes the message: subject, notes, trailers.
pub(super) fn write(facts: &Facts, description: &Description) -> String {
    let mut message = subject(facts, &description.subject);
    let notes: Vec<String> = description.notes.iter().flat_map(|note| lines(note)).collect();
    if !notes.is_empty() {
        message.push('\n');
    }
    for line in notes {
        message.extend([INDENT, &line, "\n"]);
    }
    message.push('\n');
    for (key, value) in trailers(facts) {
        message.extend([key, ": ", &clean(&value), "\n"]);
    }
    message
}

/// Reads the facts of a message.
pub(super) fn read(message: &str) -> Result<Facts, BadMessage> {
    let block = Block::of(message)?;
    let capture = match (block.text("Capture"), block.text("Capture-SHA256")) {
        (Ok(path), Ok(sha256)) => Some((path, sha256)),
        _ => None,
    };
    Ok(Facts {
        format: block.number("Format")?,
        article: block.parsed("Article", |text| ArticleId::parse(text).ok())?,
        path: block.text("Path")?,
        number: block.number("Version")?,
        previous: block.text("Previous").ok(),
        at: block.parsed("At", |text| Moment::parse_from_rfc3339(text).ok())?,
        recorded: block.parsed("Recorded-At", |text| Moment::parse_from_rfc3339(text).ok())?,
        content_sha256: block.text("Content-SHA256")?,
        page_sha256: block.text("Page-SHA256")?,
        capture,
        extractor: block.text("Extractor")?,
        recorded_by: block.text("Recorded-By")?,
        reverts: block.number("Reverts").ok(),
        technical: block.text("Technical").ok(),
        rereads: block.text("Rereads").ok(),
    })
}

/// Returns what a message tells of its version: the subject without the name of the article.
pub(super) fn told(message: &str, article: &ArticleId) -> String {
    let subject = message.lines().next().unwrap_or_default();
    let told = subject.strip_prefix(article.slug()).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(subject);
    // A subject is cut where git would cut it; the first note stands below in full.
    let note = message.lines().nth(2).and_then(|line| line.strip_prefix(INDENT));
    let whole = told.strip_suffix('…').and_then(|cut| note.filter(|note| note.starts_with(cut)));
    whole.unwrap_or(told).to_owned()
}

/// Makes a message that names another commit as that of the version before, or none; all else stays, byte for byte.
pub(super) fn with_previous(message: &str, previous: Option<&str>) -> String {
    let end = message.trim_end_matches('\n').len();
    let trailers = message[..end].rfind("\n\n").map_or(0, |at| at + 2);
    let mut made = message[..trailers].to_owned();
    for line in message[trailers..].split_inclusive('\n') {
        match (line.strip_prefix("Previous: "), previous) {
            (Some(_), Some(commit)) => made.extend(["Previous: ", commit, "\n"]),
            (Some(_), None) => {}
            (None, _) => made.push_str(line),
        }
    }
    made
}

/// Returns the name of the author: the byline without its *By*, else the site.
pub(super) fn author(byline: Option<&str>, site: &str) -> String {
    let line = clean(byline.unwrap_or_default()).replace(['<', '>'], "");
    let name = ["By ", "by ", "BY ", "Von ", "Par ", "Por ", "Di "].iter().find_map(|by| line.strip_prefix(by));
    let name = cut(name.unwrap_or(&line).trim(), SUBJECT_WIDTH);
    if name.contains(char::is_alphanumeric) { name } else { site.to_owned() }
}

fn subject(facts: &Facts, text: &str) -> String {
    let text = clean(text);
    let text = if text.is_empty() { format!("version {}", facts.number) } else { text };
    let mut line = cut(&format!("{}: {text}", facts.article.slug()), SUBJECT_WIDTH);
    line.push('\n');
    line
}

fn trailers(facts: &Facts) -> Vec<(&'static str, String)> {
    let mut trailers = vec![
        ("Format", facts.format.to_string()),
        ("Article", facts.article.to_string()),
        ("Path", facts.path.clone()),
        ("Version", facts.number.to_string()),
    ];
    trailers.extend(facts.previous.clone().map(|commit| ("Previous", commit)));
    trailers.push(("At", facts.at.to_rfc3339()));
    trailers.push(("Recorded-At", facts.recorded.to_rfc3339()));
    trailers.push(("Content-SHA256", facts.content_sha256.clone()));
    trailers.push(("Page-SHA256", facts.page_sha256.clone()));
    if let Some((path, sha256)) = &facts.capture {
        trailers.push(("Capture", path.clone()));
        trailers.push(("Capture-SHA256", sha256.clone()));
    }
    trailers.push(("Extractor", facts.extractor.clone()));
    trailers.push(("Recorded-By", facts.recorded_by.clone()));
    trailers.extend(facts.reverts.map(|number| ("Reverts", number.to_string())));
    trailers.extend(facts.technical.clone().map(|why| ("Technical", why)));
    trailers.extend(facts.rereads.clone().map(|content| ("Rereads", content)));
    trailers
}

/// Returns the lines of a note that say something, each without control characters.
fn lines(note: &str) -> Vec<String> {
    let breaks = |character| matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    note.split(breaks).map(clean).filter(|line| !line.is_empty()).collect()
}

/// Puts a text on one line that no reader of messages can take for anything else: controls, separators of lines and
/// marks that turn the direction of writing become blanks, runs of blanks one.
pub(super) fn clean(text: &str) -> String {
    let blank = |character: char| {
        character.is_control()
            || character == ' '
            || matches!(character, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Cuts a line at a word so that it is no wider than `width` columns.
fn cut(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let mut taken = 0;
    let fits = |(_, character): &(usize, char)| {
        taken += character.width().unwrap_or(0);
        taken < width
    };
    let end = line.char_indices().take_while(fits).last().map_or(0, |(at, character)| at + character.len_utf8());
    let head = &line[..end];
    // A word that fills more than half of the line is cut inside.
    let word = head.rfind(' ').filter(|&at| at > end / 2).unwrap_or(end);
    format!("{}…", head[..word].trim_end())
}

/// The trailers of a message, in their order.
struct Block<'a> {
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Block<'a> {
    /// Takes the last paragraph of a message.
    fn of(message: &'a str) -> Result<Self, BadMessage> {
        let message = message.trim_end_matches('\n');
        let last = message.rsplit_once("\n\n").map_or("", |(_, last)| last);
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for (key, value) in last.split('\n').filter_map(|line| line.split_once(": ")) {
            if pairs.iter().any(|(earlier, _)| *earlier == key) {
                return Err(BadMessage::Repeated { key: key.to_owned() });
            }
            pairs.push((key, value));
        }
        Ok(Self { pairs })
    }

    fn parsed<T>(&self, key: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, BadMessage> {
        let (_, value) = self.pairs.iter().find(|(found, _)| *found == key).ok_or(BadMessage::Missing { key })?;
        parse(value).ok_or_else(|| BadMessage::Wrong { key, value: (*value).to_owned() })
    }

    fn text(&self, key: &'static str) -> Result<String, BadMessage> {
        self.parsed(key, |text| Some(text.to_owned()))
    }

    fn number(&self, key: &'static str) -> Result<u32, BadMessage> {
        self.parsed(key, |text| text.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn facts() -> Facts {
        Facts {
            format: 1,
            article: ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap(),
            path: "example.org/2026/02/18/ferry-1a2b3c4d5e.md".to_owned(),
            number: 2,
            previous: Some("c0ffee".to_owned()),
            at: Moment::parse_from_rfc3339("2026-02-18T10:15:00-08:00").unwrap(),
            recorded: Moment::parse_from_rfc3339("2026-02-18T18:20:00+00:00").unwrap(),
            content_sha256: "aa".to_owned(),
            page_sha256: "bb".to_owned(),
            capture: Some(("example.org/x/cc.html".to_owned(), "cc".to_owned())),
            extractor: "html 1".to_owned(),
            recorded_by: "desk".to_owned(),
            reverts: Some(1),
            technical: None,
            rereads: None,
        }
    }

    fn description(subject: &str, notes: &[&str]) -> Description {
        Description { subject: subject.to_owned(), notes: notes.iter().map(|&note| note.to_owned()).collect() }
    }

    #[test]
    fn a_message_has_subject_notes_and_trailers() {
        let notes = ["Updated at 10:15 a.m.: the toll.", "Correction: it was a ferry."];
        assert_eq!(
            write(&facts(), &description(notes[0], &notes)),
            "ferry: Updated at 10:15 a.m.: the toll.\n\
             \n    Updated at 10:15 a.m.: the toll.\n    Correction: it was a ferry.\n\
             \nFormat: 1\nArticle: example.org/ferry-1a2b3c4d5e\nPath: example.org/2026/02/18/ferry-1a2b3c4d5e.md\n\
             Version: 2\nPrevious: c0ffee\nAt: 2026-02-18T10:15:00-08:00\nRecorded-At: 2026-02-18T18:20:00+00:00\n\
             Content-SHA256: aa\nPage-SHA256: bb\nCapture: example.org/x/cc.html\nCapture-SHA256: cc\n\
             Extractor: html 1\nRecorded-By: desk\nReverts: 1\n"
        );
    }

    #[test]
    fn the_version_before_can_become_another_one_or_none() {
        let note = "Previous: not this one";
        let message = write(&facts(), &description(note, &[note]));
        let other = with_previous(&message, Some("decade"));
        assert_eq!(other, message.replace("Previous: c0ffee", "Previous: decade"));
        assert_eq!(read(&with_previous(&message, None)).unwrap(), Facts { previous: None, ..facts() });
    }

    #[test]
    fn a_message_tells_the_first_note_in_full_else_what_changed() {
        let article = facts().article;
        let told = |subject: &str, notes: &[&str]| told(&write(&facts(), &description(subject, notes)), &article);
        assert_eq!(told("headline and 14 words changed", &[]), "headline and 14 words changed");
        let long = "Correction: it was a ferry, ".repeat(6);
        assert_eq!(told(&long, &[&long]), long.trim());
        assert!(told(&long, &["Another note"]).ends_with('…'));
    }

    #[test]
    fn a_long_subject_is_cut_at_a_word() {
        let message = write(&facts(), &description(&"many words ".repeat(20), &[]));
        let subject = message.lines().next().unwrap();
        assert!(subject.ends_with("words…") && subject.width() <= 100, "{subject}");
        let wide = write(&facts(), &description(&"渡".repeat(90), &[]));
        assert!(wide.lines().next().unwrap().width() <= 100);
    }

    #[test]
    fn a_note_cannot_be_a_trailer_or_end_the_message() {
        let forged = "x\n\nVersion: 99\nArticle: evil.example/x-0000000000\r\rTechnical: yes\u{2028}Reverts: 7";
        let mut facts = facts();
        facts.recorded_by = "desk\nTechnical: yes".to_owned();
        let message = write(&facts, &description(forged, &[forged]));
        let read = read(&message).unwrap();
        assert_eq!((read.number, read.technical, read.reverts), (2, None, Some(1)));
        assert_eq!(read.recorded_by, "desk Technical: yes");
        assert_eq!(message.lines().filter(|line| line.starts_with("Version:")).count(), 1);
    }

    #[test]
    fn the_author_is_the_byline_without_by_else_the_site() {
        assert_eq!(author(Some("By A. Writer <a@b>\n"), "example.org"), "A. Writer a@b");
        assert_eq!(author(Some("<>"), "example.org"), "example.org");
        assert_eq!(author(None, "example.org"), "example.org");
    }

    #[test]
    fn a_message_without_trailers_is_no_version() {
        assert_eq!(read("Tidy up\n"), Err(BadMessage::Missing { key: "Format" }));
        assert_eq!(read("x\n\nFormat: 1\nFormat: 1\n"), Err(BadMessage::Repeated { key: "Format".to_owned() }));
    }

    proptest! {
        #[test]
        fn every_version_survives_its_message(
            subject in any::<String>(),
            notes in proptest::collection::vec(any::<String>(), 0..4),
            (extractor, recorded_by) in (any::<String>(), any::<String>()),
            technical in proptest::option::of("[a-z]{1,8}"),
            number in 1..u32::MAX,
        ) {
            let facts = Facts {
                extractor: clean(&extractor), recorded_by: clean(&recorded_by), technical, number, ..facts()
            };
            let message = write(&facts, &Description { subject, notes });
            prop_assert_eq!(read(&message), Ok(facts));
            prop_assert!(message.lines().next().unwrap().width() <= 100);
            prop_assert!(!message.contains(|c: char| c.is_control() && c != '\n'));
        }
    }
}
