//! The tables of the index.

use std::path::Path;

/// The layout of the tables; an index of another is made anew.
pub(super) const LAYOUT: i64 = 6;

/// The tables. `article.headline` is null until its pages are read; `version.seq` is the order of the commits; `shown`
/// leaves out what was withdrawn, and is what commands ask.
pub(super) const TABLES: &str = "
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, slug TEXT NOT NULL, hash TEXT NOT NULL, path TEXT NOT NULL,
    headline TEXT);
CREATE TABLE IF NOT EXISTS version(
    seq INTEGER PRIMARY KEY, article INTEGER NOT NULL, number INTEGER NOT NULL, commit_id BLOB NOT NULL,
    content BLOB NOT NULL, at_seconds INTEGER NOT NULL, at_nanos INTEGER NOT NULL, at_zone INTEGER NOT NULL,
    recorded_seconds INTEGER NOT NULL, recorded_nanos INTEGER NOT NULL, recorded_zone INTEGER NOT NULL,
    technical INTEGER NOT NULL, rereads BLOB, UNIQUE(article, number));
CREATE TABLE IF NOT EXISTS address(
    bare TEXT NOT NULL, canonical TEXT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(bare, canonical, article))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS withdrawn(
    article TEXT NOT NULL, content BLOB NOT NULL, erased INTEGER NOT NULL, PRIMARY KEY(article, content)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS taken(
    article TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(article, number)) WITHOUT ROWID;
CREATE VIEW IF NOT EXISTS shown AS SELECT version.* FROM version JOIN article ON article.id = version.article
    WHERE NOT EXISTS (
        SELECT 1 FROM withdrawn WHERE withdrawn.article = article.name AND withdrawn.content IN (version.content, version.rereads));
";

/// What finds rows by other than their keys: made after many rows at once, which is quicker than beside each.
pub(super) const FINDERS: &str = "
CREATE INDEX IF NOT EXISTS article_by_slug ON article(slug);
CREATE INDEX IF NOT EXISTS article_by_hash ON article(hash);
CREATE INDEX IF NOT EXISTS article_unread ON article(path) WHERE headline IS NULL;
CREATE INDEX IF NOT EXISTS version_by_time ON version(at_seconds, at_nanos) WHERE technical = 0;
";

/// Takes all tables away; the finders go with them.
pub(super) const NO_TABLES: &str = "
DROP VIEW IF EXISTS shown; DROP TABLE IF EXISTS address; DROP TABLE IF EXISTS version; DROP TABLE IF EXISTS article;
DROP TABLE IF EXISTS withdrawn; DROP TABLE IF EXISTS taken; DROP TABLE IF EXISTS meta;
";

/// Writes a path as the path of a `file:` address.
pub(super) fn uri_path(file: &Path) -> String {
    file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
