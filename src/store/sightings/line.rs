//! The line of a sighting: JSON, on the ref in the file of its article, and in the spool with the article's name.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::article::{Absence, ArticleId, Sighting, State};

/// A sighting as a line has it; the names are part of the archive's format.
#[derive(Serialize, Deserialize)]
struct SightingLine {
    /// In the spool alone, where sightings of all articles wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    first: String,
    last: String,
    /// The SHA-256 of the content, or …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    /// … how it was absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    absent: Option<Absence>,
    by: String,
}

/// Writes the file of an article: a line a sighting, in the order given.
pub(super) fn write_file(sightings: &[Sighting]) -> Vec<u8> {
    sightings.iter().map(|sighting| write(None, sighting)).collect::<String>().into_bytes()
}

/// Reads the file of an article.
pub(in crate::store) fn read_file(bytes: &[u8]) -> Result<Vec<Sighting>, String> {
    let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let lines = text.lines().enumerate();
    lines
        .map(|(at, line)| read(line).map(|(_, sighting)| sighting).map_err(|error| format!("line {}: {error}", at + 1)))
        .collect()
}

/// Writes a line, with its end.
pub(super) fn write(article: Option<&ArticleId>, sighting: &Sighting) -> String {
    let moment = |moment: DateTime<Utc>| moment.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let (content, absent) = match &sighting.state {
        State::Content(sha256) => (Some(sha256.clone()), None),
        State::Absent(absence) => (None, Some(*absence)),
    };
    let line = SightingLine {
        article: article.map(ToString::to_string),
        first: moment(sighting.first),
        last: moment(sighting.last),
        content,
        absent,
        by: sighting.by.clone(),
    };
    serde_json::to_string(&line).expect("strings always become JSON") + "\n"
}

/// Reads a line, and the article it names.
pub(super) fn read(line: &str) -> Result<(Option<ArticleId>, Sighting), String> {
    let line: SightingLine = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let article = line.article.map(|name| ArticleId::parse(&name).map_err(|_| format!("{name:?} is no article")));
    let moment = |text: &str| {
        DateTime::parse_from_rfc3339(text).map(|moment| moment.to_utc()).map_err(|_| format!("{text:?} is no time"))
    };
    let (first, last) = (moment(&line.first)?, moment(&line.last)?);
    if first > last {
        return Err("it ends before it begins".to_owned());
    }
    let state = match (line.content, line.absent) {
        (Some(content), None) => State::Content(content),
        (None, Some(absence)) => State::Absent(absence),
        _ => return Err("it has to state a content or an absence".to_owned()),
    };
    Ok((article.transpose()?, Sighting { first, last, state, by: line.by }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(state: State) -> Sighting {
        let (first, last) = ("2026-03-01T14:05:00Z".parse().unwrap(), "2026-03-01T14:20:00.5Z".parse().unwrap());
        Sighting { first, last, state, by: "crawler \"1\"\n".to_owned() }
    }

    #[test]
    fn every_sighting_survives_its_line() {
        let article = ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap();
        for state in [State::Content("ab".repeat(32)), State::Absent(Absence::Gone)] {
            let sighting = sighting(state);
            let line = write(Some(&article), &sighting);
            assert_eq!(line.lines().count(), 1);
            assert_eq!(read(line.trim_end()), Ok((Some(article.clone()), sighting.clone())));
            assert_eq!(read_file(&write_file(&[sighting.clone(), sighting.clone()])), Ok(vec![sighting; 2]));
        }
    }

    #[test]
    fn a_line_says_what_was_seen_from_when_to_when_and_by_whom() {
        let line = write(None, &Sighting { by: "desk".to_owned(), ..sighting(State::Absent(Absence::NotFound)) });
        let told =
            r#"{"first":"2026-03-01T14:05:00Z","last":"2026-03-01T14:20:00.500Z","absent":"not-found","by":"desk"}"#;
        assert_eq!(line.trim_end(), told);
    }

    #[test]
    fn a_line_of_another_kind_says_what_is_wrong_with_it() {
        let line = |first: &str, state: &str| {
            format!(r#"{{"first":"{first}","last":"2026-03-01T14:20:00Z",{state}"by":"x"}}"#)
        };
        let early = "2026-03-01T14:05:00Z";
        assert_eq!(read(&line("noon", r#""content":"ab","#)).unwrap_err(), "\"noon\" is no time");
        assert_eq!(read(&line("2026-03-02T00:00:00Z", r#""content":"ab","#)).unwrap_err(), "it ends before it begins");
        assert_eq!(read(&line(early, "")).unwrap_err(), "it has to state a content or an absence");
        assert!(read_file(b"{}\n").unwrap_err().starts_with("line 1: missing field"));
    }
}
