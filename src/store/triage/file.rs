//! The file of a ruling: JSON, a fact a line.

use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, Moment};
use crate::diff::Sides;
use crate::history::{Decision, Place, Ruling, Subject, Trace};

/// The format written here.
pub(super) const FORMAT: u32 = 1;

/// A ruling as its file has it; the names are part of the archive's format.
#[derive(Serialize, Deserialize)]
struct RulingFile {
    format: u32,
    article: String,
    /// The version's number when it was ruled on, for a person.
    version: u32,
    at: Moment,
    /// The content hashes of the version before and of this one.
    content_before: Option<String>,
    content_after: Option<String>,
    /// Its name when it was ruled on, e.g. `c3`.
    subject: String,
    place: Option<PlaceFile>,
    before: String,
    after: String,
    nth: usize,
    of: usize,
    #[serde(rename = "as")]
    decision: String,
    why: String,
    by: String,
    on: Moment,
}

/// A place as a file has it: blocks, captions and links by their number on both sides, from 1.
#[derive(Serialize, Deserialize)]
struct PlaceFile {
    #[serde(rename = "in")]
    within: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<usize>,
}

/// Returns where a ruling lies: below the article, named by what it is on.
pub(in crate::store) fn path(article: &ArticleId, trace: &Trace) -> String {
    format!("{article}/{}.json", trace.key())
}

/// Writes a ruling.
pub(super) fn write(article: &ArticleId, ruling: &Ruling) -> String {
    let Trace { subject, version, at, contents, place, texts, nth, of } = ruling.trace.clone();
    let file = RulingFile {
        format: FORMAT,
        article: article.to_string(),
        version,
        at,
        content_before: contents.before,
        content_after: contents.after,
        subject: subject.to_string(),
        place: place.map(place_file),
        before: texts.before,
        after: texts.after,
        nth,
        of,
        decision: ruling.decision.name().to_owned(),
        why: ruling.why.clone(),
        by: ruling.by.clone(),
        on: ruling.on,
    };
    let mut text = serde_json::to_string_pretty(&file).expect("strings and numbers always become JSON");
    text.push('\n');
    text
}

/// Reads a ruling, and the article it is on.
pub(in crate::store) fn read(bytes: &[u8]) -> Result<(ArticleId, Ruling), String> {
    let file: RulingFile = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if file.format > FORMAT {
        return Err(format!("it has format {}, and this variorum reads format {FORMAT} only", file.format));
    }
    let article = ArticleId::parse(&file.article).map_err(|_| format!("{:?} is no article", file.article))?;
    let subject = Subject::parse(&file.subject).ok_or_else(|| format!("{:?} names nothing", file.subject))?;
    let decision = Decision::named(&file.decision).ok_or_else(|| format!("{:?} is no decision", file.decision))?;
    let trace = Trace {
        subject,
        version: file.version,
        at: file.at,
        contents: Sides::new(file.content_before, file.content_after),
        place: file.place.as_ref().map(place).transpose()?,
        texts: Sides::new(file.before, file.after),
        nth: file.nth,
        of: file.of,
    };
    Ok((article, Ruling { trace, decision, why: file.why, by: file.by, on: file.on }))
}

fn place_file(place: Place) -> PlaceFile {
    let at = match place {
        Place::Block(at) | Place::Caption(at) | Place::Link(at) => at,
        Place::Headline | Place::Dek | Place::Byline => Sides::new(None, None),
    };
    let Sides { before, after } = at.map(|index| index.map(|index| index + 1));
    PlaceFile { within: place.name().to_owned(), before, after }
}

fn place(file: &PlaceFile) -> Result<Place, String> {
    let at = Sides::new(file.before, file.after).map(|number| number.and_then(|number| number.checked_sub(1)));
    let places = [Place::Headline, Place::Dek, Place::Byline, Place::Block(at), Place::Caption(at), Place::Link(at)];
    let found = places.into_iter().find(|place| place.name() == file.within);
    found.ok_or_else(|| format!("{:?} is no place", file.within))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruling(place: Option<Place>) -> Ruling {
        Ruling {
            trace: Trace {
                subject: Subject::Change(2),
                version: 4,
                at: "2026-02-18T10:15:00-08:00".parse().unwrap(),
                contents: Sides::new(None, Some("ab".repeat(32))),
                place,
                texts: Sides::new("“5-2”\n".to_owned(), "4-3".to_owned()),
                nth: 1,
                of: 2,
            },
            decision: Decision::Ignore,
            why: "in print: \"p. 3\"".to_owned(),
            by: "Ada".to_owned(),
            on: "2026-03-01T12:00:00+01:00".parse().unwrap(),
        }
    }

    #[test]
    fn every_ruling_survives_its_file() {
        let article = ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap();
        let at = Sides::new(Some(0), None);
        let places =
            [Place::Headline, Place::Dek, Place::Byline, Place::Block(at), Place::Caption(at), Place::Link(at)];
        for place in places.into_iter().map(Some).chain([None]) {
            let ruling = ruling(place);
            assert_eq!(read(write(&article, &ruling).as_bytes()), Ok((article.clone(), ruling)));
        }
    }

    #[test]
    fn a_file_has_a_fact_a_line() {
        let article = ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap();
        let text = write(&article, &ruling(Some(Place::Block(Sides::new(Some(0), Some(1))))));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[1..4],
            ["  \"format\": 1,", "  \"article\": \"example.org/ferry-1a2b3c4d5e\",", "  \"version\": 4,"]
        );
        assert!(text.contains("\"in\": \"body\",\n    \"before\": 1,\n    \"after\": 2\n"), "{text}");
        assert!(text.ends_with("  \"on\": \"2026-03-01T12:00:00+01:00\"\n}\n"), "{text}");
    }

    #[test]
    fn a_file_of_another_kind_says_what_is_wrong_with_it() {
        let article = ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap();
        let text = write(&article, &ruling(None));
        let problem = |from: &str, to: &str| read(text.replace(from, to).as_bytes()).unwrap_err();
        assert_eq!(problem("\"ignore\"", "\"shrug\""), "\"shrug\" is no decision");
        assert_eq!(problem("\"c3\"", "\"z3\""), "\"z3\" names nothing");
        assert_eq!(problem("\"format\": 1", "\"format\": 2"), "it has format 2, and this variorum reads format 1 only");
        assert!(read(b"no JSON").unwrap_err().contains("expected"));
    }
}
