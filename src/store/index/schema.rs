//! The tables of the index.

use std::path::Path;

/// The layout of the tables; an index of another is made anew.
pub(super) const LAYOUT: i64 = 5;

/// The tables. `version.seq` is the order of the commits; `shown` leaves out what was withdrawn, and is what commands ask.
pub(super) const TABLES: &str = "
BEGIN;
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, slug TEXT NOT NULL, short TEXT NOT NULL,
    hash TEXT NOT NULL, path TEXT NOT NULL, headline TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS article_by_slug ON article(slug);
CREATE INDEX IF NOT EXISTS article_by_short ON article(short);
CREATE INDEX IF NOT EXISTS article_by_hash ON article(hash);
CREATE TABLE IF NOT EXISTS version(
    seq INTEGER PRIMARY KEY, article INTEGER NOT NULL, number INTEGER NOT NULL, commit_id TEXT NOT NULL,
    content TEXT NOT NULL, at TEXT NOT NULL, at_seconds INTEGER NOT NULL, at_nanos INTEGER NOT NULL,
    recorded TEXT NOT NULL, technical INTEGER NOT NULL, rereads TEXT, UNIQUE(article, number));
CREATE TABLE IF NOT EXISTS address(
    canonical TEXT NOT NULL, bare TEXT NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(canonical, article))
    WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS address_by_bare ON address(bare);
CREATE TABLE IF NOT EXISTS withdrawn(
    article TEXT NOT NULL, content TEXT NOT NULL, erased INTEGER NOT NULL, PRIMARY KEY(article, content)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS taken(
    article TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(article, number)) WITHOUT ROWID;
CREATE VIEW IF NOT EXISTS shown AS SELECT version.* FROM version JOIN article ON article.id = version.article
    WHERE NOT EXISTS (
        SELECT 1 FROM withdrawn WHERE withdrawn.article = article.name AND withdrawn.content IN (version.content, version.rereads));
PRAGMA user_version = 5;
COMMIT;
";

/// Writes a path as the path of a `file:` address.
pub(super) fn uri_path(file: &Path) -> String {
    file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
