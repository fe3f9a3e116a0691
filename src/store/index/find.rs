//! Questions to the index: which articles there are, and which one is meant.

use rusqlite::{OptionalExtension, Row, params};

use super::packed::{Hash, moment};
use super::{COLUMNS, Index, IndexError, VersionRow, name, version};
use crate::article::{Address, ArticleId};
use crate::store::summary::ArticleSummary;

/// A version, and where it stands among all that were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Written {
    /// The greater, the later it was written.
    pub(in crate::store) place: i64,
    /// Its commit, in hex.
    pub(in crate::store) commit: String,
    /// Its article.
    pub(in crate::store) article: ArticleId,
    /// Its number.
    pub(in crate::store) number: u32,
}

/// The most articles that one question gives.
const MANY: u32 = 20;

impl Index {
    /// Lists at most so many articles by name, after one of them, leaving out those of which nothing is shown; returns the
    /// last that was looked at, if there may be more.
    pub(in crate::store) fn summaries(
        &self,
        after: &str,
        most: u32,
    ) -> Result<(Vec<ArticleSummary>, Option<String>), IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, name, headline, EXISTS (
                SELECT 1 FROM article AS other WHERE other.slug = article.slug AND other.id <> article.id
                AND substr(other.name, 1, instr(other.name, '/')) = substr(article.name, 1, instr(article.name, '/')))
             FROM article WHERE name > ?1 ORDER BY name LIMIT ?2",
        )?;
        let mut versions = self.connection.prepare_cached(
            "SELECT at_seconds, at_nanos, at_zone, technical FROM shown WHERE article = ?1
             ORDER BY at_seconds, at_nanos, number",
        )?;
        let articles = query.query_map(params![after, most], |row| {
            Ok((row.get::<_, i64>(0)?, name(row, 1)?, row.get::<_, Option<String>>(2)?, row.get(3)?))
        })?;
        let (mut found, mut looked, mut last) = (Vec::new(), 0, None);
        for article in articles {
            let (id, article, headline, namesakes) = article?;
            let rows = versions.query_map([id], |row| Ok((moment(row, 0)?, row.get::<_, bool>(3)?)))?;
            let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
            looked += 1;
            last = Some(article.to_string());
            if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
                let versions = rows.iter().filter(|(_, technical)| !technical).count();
                found.push(ArticleSummary {
                    article,
                    namesakes,
                    headline: headline.unwrap_or_default(),
                    versions: u32::try_from(versions).unwrap_or(u32::MAX),
                    first: first.0,
                    last: last.0,
                });
            }
        }
        Ok((found, last.filter(|_| looked == most)))
    }

    /// Counts the articles of which something is shown.
    pub(in crate::store) fn count(&self) -> Result<usize, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT count(*) FROM article WHERE EXISTS (SELECT 1 FROM shown WHERE shown.article = article.id)",
        )?;
        let count: i64 = query.query_row([], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// Lists the newest versions by (`at`, order of writing), newest first, technical ones left out.
    pub(in crate::store) fn latest(&self, most: u32) -> Result<Vec<(ArticleId, VersionRow)>, IndexError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT name, {COLUMNS} FROM shown JOIN article ON article.id = shown.article WHERE technical = 0
             ORDER BY at_seconds DESC, at_nanos DESC, seq DESC LIMIT ?1",
        ))?;
        let rows = query.query_map([most], |row| Ok((name(row, 0)?, version(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Finds the articles known by an address: exactly, else with another scheme or `www.`; the pages must have been read.
    pub(in crate::store) fn by_address(&self, address: &Address) -> Result<Vec<ArticleId>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT DISTINCT name, canonical = ?2 FROM address JOIN article ON article.id = address.article
             WHERE bare = ?1 ORDER BY 2 DESC, name LIMIT ?3",
        )?;
        let rows = query.query_map(params![address.bare(), address.as_str(), MANY], |row| {
            Ok((name(row, 0)?, row.get::<_, bool>(1)?))
        })?;
        let found: Vec<_> = rows.collect::<Result<_, _>>()?;
        let exactly = found.first().is_some_and(|(_, exactly)| *exactly);
        let mut found: Vec<ArticleId> =
            found.into_iter().filter(|(_, exact)| *exact == exactly).map(|(article, _)| article).collect();
        found.dedup();
        Ok(found)
    }

    /// Tells whether an article is known by exactly this address; its pages must have been read.
    pub(in crate::store) fn has_address(&self, article: &ArticleId, address: &Address) -> Result<bool, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT 1 FROM address JOIN article ON article.id = address.article
             WHERE bare = ?1 AND canonical = ?2 AND name = ?3",
        )?;
        Ok(query.exists(params![address.bare(), address.as_str(), article.to_string()])?)
    }

    /// Finds the articles with exactly this slug, or this site and slug.
    pub(in crate::store) fn by_slug(&self, slug: &str) -> Result<Vec<ArticleId>, IndexError> {
        let (site, slug) = slug.split_once('/').map_or((None, slug), |(site, slug)| (Some(format!("{site}/")), slug));
        let mut query = self.connection.prepare_cached(
            "SELECT name FROM article WHERE slug = ?1 AND (?2 IS NULL OR substr(name, 1, length(?2)) = ?2)
             ORDER BY name LIMIT ?3",
        )?;
        let rows = query.query_map(params![slug, site, MANY], |row| name(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Finds the articles whose id, slug or hash begins with this text.
    pub(in crate::store) fn by_prefix(&self, prefix: &str) -> Result<Vec<ArticleId>, IndexError> {
        // What looks like a slug with the beginning of its hash; hashes have no hyphen.
        let (slug, hash) = prefix.rsplit_once('-').unwrap_or_default();
        // Ids are plain ASCII, so `~` stands behind everything that can follow.
        let ways = [
            "name >= ?1 AND name < ?1 || '~' ORDER BY name",
            "slug >= ?1 AND slug < ?1 || '~' ORDER BY slug",
            "hash >= ?1 AND hash < ?1 || '~' ORDER BY hash",
            "slug = ?2 AND hash >= ?3 AND hash < ?3 || '~' ORDER BY hash",
        ];
        // Each way ends by itself: all that begins with one letter may be everything.
        let ways = ways.map(|way| format!("SELECT * FROM (SELECT name FROM article WHERE {way} LIMIT ?4)"));
        let mut query = self.connection.prepare_cached(&format!("{} ORDER BY name LIMIT ?4", ways.join(" UNION ")))?;
        let rows = query.query_map(params![prefix, slug, hash, MANY], |row| name(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Hands every article to `visit`.
    pub(in crate::store) fn each_article(&self, mut visit: impl FnMut(ArticleId)) -> Result<(), IndexError> {
        let mut query = self.connection.prepare_cached("SELECT name FROM article ORDER BY name")?;
        for article in query.query_map([], |row| name(row, 0))? {
            visit(article?);
        }
        Ok(())
    }

    /// Lists at most so many versions in the order they were written, after a place in it.
    pub(in crate::store) fn written(&self, after: i64, most: u32) -> Result<Vec<Written>, IndexError> {
        let mut query = self.connection.prepare_cached(
            "SELECT seq, commit_id, name, number FROM version JOIN article ON article.id = version.article
             WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        )?;
        let rows = query.query_map(params![after, most], written)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Finds the version of a commit, and the one that was written before it.
    pub(in crate::store) fn written_by(&self, commit: &str) -> Result<Option<(Written, Option<Written>)>, IndexError> {
        let find = |which: &str| {
            format!(
                "SELECT seq, commit_id, name, number FROM version JOIN article ON article.id = version.article
                 WHERE {which} LIMIT 1",
            )
        };
        let mut query = self.connection.prepare_cached(&find("commit_id = ?1 ORDER BY seq"))?;
        let Some(found) = query.query_row([Hash(commit)], written).optional()? else { return Ok(None) };
        let mut query = self.connection.prepare_cached(&find("seq < ?1 ORDER BY seq DESC"))?;
        let before = query.query_row([found.place], written).optional()?;
        Ok(Some((found, before)))
    }

    /// Asks SQLite whether the file is whole.
    pub(super) fn integrity(&self) -> Result<(), IndexError> {
        let found: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if found == "ok" { Ok(()) } else { Err(IndexError { problem: found, passing: false }) }
    }
}

fn written(row: &Row<'_>) -> rusqlite::Result<Written> {
    let commit: Hash<String> = row.get(1)?;
    Ok(Written { place: row.get(0)?, commit: commit.0, article: name(row, 2)?, number: row.get(3)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Moment;
    use crate::store::message::Facts;

    /// An index of versions, each with its number and the hour it was on show at.
    fn index(versions: &[(&str, u32, u32)]) -> Index {
        let index = Index::in_memory().unwrap();
        for (place, &(name, number, hour)) in versions.iter().enumerate() {
            let at: Moment = format!("2026-02-18T{hour:02}:00:00Z").parse().unwrap();
            let facts = Facts {
                format: 1,
                article: ArticleId::parse(name).unwrap(),
                path: format!("{name}.md"),
                number,
                previous: None,
                at,
                recorded: at,
                content_sha256: format!("{place:064x}"),
                page_sha256: String::new(),
                capture: None,
                extractor: String::new(),
                recorded_by: String::new(),
                reverts: None,
                technical: None,
                rereads: None,
            };
            index.add_version(&facts, &format!("{place:040x}")).unwrap();
        }
        index
    }

    const FERRY: &str = "a.example/ferry-1111111111";
    const FERRY_TOO: &str = "a.example/ferry-2222222222";
    const FERRY_ELSEWHERE: &str = "b.example/ferry-3333333333";
    const FERRYMAN: &str = "a.example/ferry-man-1114444444";

    fn names(found: &[ArticleId]) -> Vec<String> {
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn articles_come_in_order_however_many_are_looked_at_in_one_go() {
        let index =
            index(&[(FERRYMAN, 1, 9), (FERRY_ELSEWHERE, 1, 9), (FERRY, 1, 9), (FERRY, 2, 8), (FERRY_TOO, 1, 9)]);
        for most in 1..6 {
            let (mut found, mut next) = (Vec::new(), Some(String::new()));
            while let Some(after) = next {
                let (some, last) = index.summaries(&after, most).unwrap();
                assert!(some.len() <= most as usize);
                found.extend(some.into_iter().map(|summary| summary.article));
                next = last;
            }
            assert_eq!(names(&found), [FERRY, FERRY_TOO, FERRYMAN, FERRY_ELSEWHERE], "{most} in one go");
        }
        assert_eq!(index.count().unwrap(), 4);
        let (all, _) = index.summaries("", 9).unwrap();
        assert_eq!(all.iter().map(|summary| summary.namesakes).collect::<Vec<_>>(), [true, true, false, false]);
        let (first, _) = index.summaries("", 1).unwrap();
        let told = (first[0].versions, first[0].first.to_rfc3339(), first[0].last.to_rfc3339());
        assert_eq!(told, (2, "2026-02-18T08:00:00+00:00".to_owned(), "2026-02-18T09:00:00+00:00".to_owned()));
    }

    #[test]
    fn the_newest_versions_are_those_on_show_last_and_of_one_moment_those_written_last() {
        let index = index(&[(FERRY, 1, 9), (FERRY_TOO, 1, 11), (FERRY, 2, 10), (FERRYMAN, 1, 10)]);
        let latest = |most| -> Vec<(String, u32)> {
            index.latest(most).unwrap().into_iter().map(|(article, row)| (article.to_string(), row.number)).collect()
        };
        let expected = [(FERRY_TOO, 1), (FERRYMAN, 1), (FERRY, 2), (FERRY, 1)].map(|(name, n)| (name.to_owned(), n));
        assert_eq!(latest(9), expected);
        assert_eq!(latest(2), expected[..2]);
    }

    #[test]
    fn the_newest_versions_are_found_without_looking_at_the_others() {
        let index = index(&[(FERRY, 1, 9)]);
        let plan: String = index
            .connection
            .prepare(
                "EXPLAIN QUERY PLAN SELECT name FROM shown JOIN article ON article.id = shown.article
                 WHERE technical = 0 ORDER BY at_seconds DESC, at_nanos DESC, seq DESC LIMIT 20",
            )
            .unwrap()
            .query_map([], |row| row.get::<_, String>(3))
            .unwrap()
            .map(|step| step.unwrap() + "\n")
            .collect();
        assert!(plan.contains("USING INDEX version_by_time") && !plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[test]
    fn a_slug_is_found_on_all_sites_or_on_one() {
        let index = index(&[(FERRY, 1, 9), (FERRY_TOO, 1, 9), (FERRY_ELSEWHERE, 1, 9), (FERRYMAN, 1, 9)]);
        assert_eq!(names(&index.by_slug("ferry").unwrap()), [FERRY, FERRY_TOO, FERRY_ELSEWHERE]);
        assert_eq!(names(&index.by_slug("a.example/ferry").unwrap()), [FERRY, FERRY_TOO]);
        assert_eq!(names(&index.by_slug("a.example/boat").unwrap()), [""; 0]);
    }

    #[test]
    fn a_prefix_is_that_of_an_id_a_slug_a_hash_or_a_slug_with_its_hash() {
        let index = index(&[(FERRY, 1, 9), (FERRY_TOO, 1, 9), (FERRY_ELSEWHERE, 1, 9), (FERRYMAN, 1, 9)]);
        let found = |prefix| names(&index.by_prefix(prefix).unwrap());
        assert_eq!(found("b.ex"), [FERRY_ELSEWHERE]);
        assert_eq!(found("ferry-m"), [FERRYMAN]);
        assert_eq!(found("111"), [FERRY, FERRYMAN]);
        assert_eq!(found("ferry-2"), [FERRY_TOO]);
        assert_eq!(found("ferry-"), [FERRY, FERRY_TOO, FERRYMAN, FERRY_ELSEWHERE]);
        assert_eq!(found("boat"), [""; 0]);
    }

    #[test]
    fn an_address_finds_exactly_else_with_another_scheme_or_without_www() {
        let index = index(&[(FERRY, 1, 9), (FERRY_TOO, 1, 9)]);
        let [ferry, too] = [FERRY, FERRY_TOO].map(|name| ArticleId::parse(name).unwrap());
        assert!(index.has_unread().unwrap());
        index
            .describe(&ferry, "It sank", &["https://a.example/f".to_owned(), "http://www.a.example/f".to_owned()])
            .unwrap();
        index.describe(&too, "It floats", &["https://www.a.example/f".to_owned()]).unwrap();
        assert!(!index.has_unread().unwrap());
        let found = |url: &str| names(&index.by_address(&Address::parse(url).unwrap()).unwrap());
        assert_eq!(found("https://a.example/f"), [FERRY]);
        assert_eq!(found("https://www.a.example/f"), [FERRY_TOO]);
        assert_eq!(found("http://a.example/f"), [FERRY, FERRY_TOO]);
        assert_eq!(found("http://a.example/g"), [""; 0]);
        let www = Address::parse("https://www.a.example/f").unwrap();
        assert_eq!([&ferry, &too].map(|article| index.has_address(article, &www).unwrap()), [false, true]);
    }
}
