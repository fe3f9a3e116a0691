//! Where an article lies in the archive.

use chrono::Datelike;

use crate::article::{ArticleId, Snapshot};

/// Returns the path of an article's page, fixed for life: `<site>/<yyyy>/<mm>/<dd>/<slug>-<hash10>.md`.
///
/// The day is that of first publication, else the one it was first seen on, in UTC.
pub(super) fn page_path(article: &ArticleId, first: &Snapshot) -> String {
    let day = first.times.published.unwrap_or(first.times.seen).naive_utc().date();
    let year = day.year().clamp(0, 9999);
    let (site, slug, hash) = (article.site(), article.slug(), article.hash());
    format!("{site}/{year:04}/{:02}/{:02}/{slug}-{hash}.md", day.month(), day.day())
}

/// Returns the path of a capture on its own ref: a folder beside the page's name, the file named by its SHA-256.
pub(super) fn capture_path(page_path: &str, sha256: &str, extension: &str) -> String {
    let folder = page_path.strip_suffix(".md").unwrap_or(page_path);
    format!("{folder}/{sha256}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Draft, Moment};

    #[test]
    fn the_day_of_first_publication_is_taken_in_utc() {
        let at = Moment::parse_from_rfc3339("2026-02-20T10:00:00Z").unwrap();
        let mut first = Draft::default().into_snapshot(at, at);
        let article = ArticleId::parse("example.org/ferry-1a2b3c4d5e").unwrap();
        assert_eq!(page_path(&article, &first), "example.org/2026/02/20/ferry-1a2b3c4d5e.md");
        first.times.published = Moment::parse_from_rfc3339("2026-02-17T20:00:00-08:00").ok();
        let path = page_path(&article, &first);
        assert_eq!(path, "example.org/2026/02/18/ferry-1a2b3c4d5e.md");
        assert_eq!(capture_path(&path, "ab12", "html"), "example.org/2026/02/18/ferry-1a2b3c4d5e/ab12.html");
    }
}
