//! The file of a withdrawn content: JSON, a fact a line, and no text of the article.

use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, Moment, Withdrawal, WithdrawnVersion};

/// The format written here.
pub(super) const FORMAT: u32 = 1;

/// A withdrawn content as its file has it; the names are part of the archive's format.
#[derive(Serialize, Deserialize)]
struct WithdrawalFile {
    format: u32,
    article: String,
    path: String,
    content_sha256: String,
    versions: Vec<VersionFile>,
    withdrawn: Moment,
    by: String,
    why: String,
    erased: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lifted: Option<Moment>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lifted_by: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct VersionFile {
    version: u32,
    at: Moment,
    recorded: Moment,
    page_sha256: String,
    capture_sha256: Option<String>,
}

/// Returns where a withdrawn content lies on its ref.
pub(in crate::store) fn path(article: &ArticleId, content_sha256: &str) -> String {
    format!("{article}/{content_sha256}.json")
}

/// Writes the file.
pub(super) fn write(withdrawal: &Withdrawal) -> Vec<u8> {
    let version = |version: &WithdrawnVersion| VersionFile {
        version: version.number,
        at: version.at,
        recorded: version.recorded,
        page_sha256: version.page_sha256.clone(),
        capture_sha256: version.capture_sha256.clone(),
    };
    let (lifted, lifted_by) = withdrawal.lifted.clone().unzip();
    let file = WithdrawalFile {
        format: FORMAT,
        article: withdrawal.article.to_string(),
        path: withdrawal.path.clone(),
        content_sha256: withdrawal.content_sha256.clone(),
        versions: withdrawal.versions.iter().map(version).collect(),
        withdrawn: withdrawal.on,
        by: withdrawal.by.clone(),
        why: withdrawal.why.clone(),
        erased: withdrawal.erased,
        lifted,
        lifted_by,
    };
    let mut text = serde_json::to_string_pretty(&file).expect("strings and numbers always become JSON");
    text.push('\n');
    text.into_bytes()
}

/// Reads a file.
pub(in crate::store) fn read(bytes: &[u8]) -> Result<Withdrawal, String> {
    let file: WithdrawalFile = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if file.format > FORMAT {
        return Err(format!("it has format {}, and this variorum reads format {FORMAT} only", file.format));
    }
    let version = |version: VersionFile| WithdrawnVersion {
        number: version.version,
        at: version.at,
        recorded: version.recorded,
        page_sha256: version.page_sha256,
        capture_sha256: version.capture_sha256,
    };
    Ok(Withdrawal {
        article: ArticleId::parse(&file.article).map_err(|_| format!("{:?} is no article", file.article))?,
        path: file.path,
        content_sha256: file.content_sha256,
        versions: file.versions.into_iter().map(version).collect(),
        on: file.withdrawn,
        by: file.by,
        why: file.why,
        erased: file.erased,
        lifted: file.lifted.map(|on| (on, file.lifted_by.unwrap_or_default())),
    })
}

/// Joins two files on one content; the order, and how often, makes no difference.
///
/// An erasure stands; of other words the later one does.
///
/// # Errors
///
/// When one of them cannot be read, with what is wrong.
pub fn merge_withdrawals(ours: &[u8], theirs: &[u8]) -> Result<Vec<u8>, String> {
    Ok(write(&read(ours)?.or(read(theirs)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withdrawal(on: &str, erased: bool, lifted: Option<&str>) -> Withdrawal {
        Withdrawal {
            article: ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap(),
            path: "example.org/2026/02/18/ferry-1a2b3c4d5e.md".to_owned(),
            content_sha256: "ab".repeat(32),
            versions: vec![WithdrawnVersion {
                number: 3,
                at: "2026-02-18T10:15:00-08:00".parse().unwrap(),
                recorded: "2026-02-18T18:20:00Z".parse().unwrap(),
                page_sha256: "cd".repeat(32),
                capture_sha256: None,
            }],
            on: on.parse().unwrap(),
            by: "Ada".to_owned(),
            why: "a wrong \"paste\"".to_owned(),
            erased,
            lifted: lifted.map(|on| (on.parse().unwrap(), "Ada".to_owned())),
        }
    }

    #[test]
    fn every_withdrawal_survives_its_file() {
        for lifted in [None, Some("2026-03-02T12:00:00Z")] {
            let withdrawal = withdrawal("2026-03-01T12:00:00+01:00", lifted.is_none(), lifted);
            assert_eq!(read(&write(&withdrawal)), Ok(withdrawal));
        }
        assert!(read(b"{}").unwrap_err().contains("missing field"));
    }

    #[test]
    fn of_two_words_an_erasure_stands_and_else_the_later_one() {
        let early = withdrawal("2026-03-01T12:00:00Z", false, None);
        let lifted = withdrawal("2026-03-01T12:00:00Z", false, Some("2026-03-02T12:00:00Z"));
        let again = withdrawal("2026-03-03T12:00:00Z", false, None);
        let erased = withdrawal("2026-02-27T12:00:00Z", true, None);
        let joined =
            |one: &Withdrawal, other: &Withdrawal| read(&merge_withdrawals(&write(one), &write(other)).unwrap());
        for (one, other, stands) in [
            (&early, &lifted, &lifted),
            (&lifted, &again, &again),
            (&again, &erased, &erased),
            (&early, &early, &early),
        ] {
            assert_eq!(joined(one, other).as_ref(), Ok(stands));
            assert_eq!(joined(other, one).as_ref(), Ok(stands));
        }
    }
}
