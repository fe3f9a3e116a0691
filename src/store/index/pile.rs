//! Many versions at once: piled up from the newest back, as they are read, and taken in the order they were written.

use rusqlite::params;

use super::packed::{Hash, parts};
use super::{Index, IndexError};
use crate::store::message::Facts;

/// What is piled up, in a file that goes with the process.
const PILE: &str = "
DROP TABLE IF EXISTS temp.pile;
CREATE TEMP TABLE pile(
    place INTEGER PRIMARY KEY, name TEXT NOT NULL, slug TEXT NOT NULL, hash TEXT NOT NULL, path TEXT NOT NULL,
    number INTEGER NOT NULL, commit_id BLOB NOT NULL, content BLOB NOT NULL,
    at_seconds INTEGER NOT NULL, at_nanos INTEGER NOT NULL, at_zone INTEGER NOT NULL,
    recorded_seconds INTEGER NOT NULL, recorded_nanos INTEGER NOT NULL, recorded_zone INTEGER NOT NULL,
    technical INTEGER NOT NULL, rereads BLOB);
";

/// Takes it in as [`Index::add_version`] would, one version after the other.
const TAKE: &str = "
UPDATE article SET headline = NULL WHERE headline IS NOT NULL AND name IN (SELECT name FROM temp.pile);
INSERT OR IGNORE INTO article(name, slug, hash, path) SELECT name, slug, hash, path FROM temp.pile ORDER BY place DESC;
INSERT OR IGNORE INTO version(article, number, commit_id, content, at_seconds, at_nanos, at_zone,
    recorded_seconds, recorded_nanos, recorded_zone, technical, rereads)
SELECT article.id, number, commit_id, content, at_seconds, at_nanos, at_zone,
    recorded_seconds, recorded_nanos, recorded_zone, technical, rereads
FROM temp.pile AS pile CROSS JOIN article ON article.name = pile.name ORDER BY place DESC;
DROP TABLE temp.pile;
";

impl Index {
    /// Begins to pile up versions.
    pub(in crate::store) fn begin_pile(&self) -> Result<(), IndexError> {
        Ok(self.connection.execute_batch(PILE)?)
    }

    /// Piles up the version before the last one.
    pub(in crate::store) fn pile(&self, facts: &Facts, commit: &str) -> Result<(), IndexError> {
        let (article, at, recorded) = (&facts.article, parts(facts.at), parts(facts.recorded));
        self.connection
            .prepare_cached(
                "INSERT INTO temp.pile(name, slug, hash, path, number, commit_id, content, at_seconds, at_nanos, at_zone,
                    recorded_seconds, recorded_nanos, recorded_zone, technical, rereads)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                article.to_string(),
                article.slug(),
                article.hash(),
                facts.path,
                facts.number,
                Hash(commit),
                Hash(&facts.content_sha256),
                at.0,
                at.1,
                at.2,
                recorded.0,
                recorded.1,
                recorded.2,
                facts.technical.is_some(),
                facts.rereads.as_ref().map(Hash)
            ])?;
        Ok(())
    }

    /// Takes in all that is piled up, the last one first.
    pub(in crate::store) fn take_pile(&self) -> Result<(), IndexError> {
        Ok(self.connection.execute_batch(TAKE)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Moment};

    fn facts(name: &str, number: u32, hour: u32) -> Facts {
        let at: Moment = format!("2026-02-18T{hour:02}:00:00+01:00").parse().unwrap();
        Facts {
            format: 1,
            article: ArticleId::parse(name).unwrap(),
            path: format!("{name}-{hour}.md"),
            number,
            previous: None,
            at,
            recorded: at,
            content_sha256: format!("{hour:064x}"),
            page_sha256: String::new(),
            capture: None,
            extractor: String::new(),
            recorded_by: String::new(),
            reverts: None,
            technical: (hour == 9).then(|| "extractor".to_owned()),
            rereads: (hour == 9).then(|| "ab".to_owned()),
        }
    }

    #[test]
    fn what_is_piled_up_is_taken_in_as_if_one_by_one() {
        const FERRY: &str = "a.example/ferry-1111111111";
        const BOAT: &str = "a.example/boat-2222222222";
        const BRIDGE: &str = "a.example/bridge-3333333333";
        // A number that is taken already stays with the version that took it, and an article where it lay first.
        let all = [(FERRY, 1, 8), (BOAT, 1, 7), (FERRY, 2, 9), (FERRY, 2, 10), (BRIDGE, 1, 11), (BOAT, 2, 12)];
        let all = all.map(|(name, number, hour)| (facts(name, number, hour), format!("{hour:040x}")));
        for known in [0, 2] {
            let [one, other] = [(), ()].map(|()| Index::in_memory().unwrap());
            for index in [&one, &other] {
                all[..known].iter().for_each(|(facts, commit)| index.add_version(facts, commit).unwrap());
                all[..known].iter().for_each(|(facts, _)| index.describe(&facts.article, "Sank", &[]).unwrap());
            }
            all[known..].iter().for_each(|(facts, commit)| one.add_version(facts, commit).unwrap());
            other.begin_pile().unwrap();
            all[known..].iter().rev().for_each(|(facts, commit)| other.pile(facts, commit).unwrap());
            other.take_pile().unwrap();
            let written = [&one, &other].map(|index| index.written(0, 99).unwrap());
            assert_eq!(written[0], written[1]);
            assert_eq!(written[0].len(), 5);
            for name in [FERRY, BOAT, BRIDGE] {
                let article = ArticleId::parse(name).unwrap();
                assert_eq!(one.article(&article).unwrap(), other.article(&article).unwrap());
                assert_eq!(one.versions(&article).unwrap(), other.versions(&article).unwrap());
            }
        }
    }
}
