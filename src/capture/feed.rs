//! Feeds: RSS, Atom and JSON Feed.

use std::collections::BTreeSet;

use feed_rs::model::{Entry, Link};
use feed_rs::parser::Builder;

use super::clean::clean_line;
use super::listing::{Listed, ListingError, address};

/// The most entries read of one feed.
const MOST_ENTRIES: usize = 5_000;

/// Reads the articles that a feed names, in its order; `base` is the feed's own address.
///
/// ```
/// use variorum::capture::read_feed;
/// let feed = "<rss version='2.0'><channel><item><link>/ferry</link><title>Ferry sinks</title></item></channel></rss>";
/// let listed = read_feed(feed.as_bytes(), "https://a.example/rss")?;
/// assert_eq!(listed[0].url, "https://a.example/ferry");
/// # Ok::<(), variorum::capture::ListingError>(())
/// ```
///
/// # Errors
///
/// When it is no feed.
pub fn read_feed(bytes: &[u8], base: &str) -> Result<Vec<Listed>, ListingError> {
    let parser = Builder::new().base_uri(Some(base)).id_generator(|_, _, _| String::new()).build();
    let malformed = |error: feed_rs::parser::ParseFeedError| ListingError::Malformed {
        reason: clean_line(&error.to_string()).chars().take(200).collect(),
    };
    let feed = parser.parse(bytes).map_err(malformed)?;
    let mut seen = BTreeSet::new();
    let listed = feed.entries.iter().take(MOST_ENTRIES).filter_map(|entry| listed(entry, base));
    Ok(listed.filter(|listed| seen.insert(listed.url.clone())).collect())
}

fn listed(entry: &Entry, base: &str) -> Option<Listed> {
    let title = entry.title.as_ref().map(|title| clean_line(&title.content)).filter(|title| !title.is_empty());
    let url = link(&entry.links).or_else(|| Some(entry.id.as_str()).filter(|id| id.contains("://")))?;
    Some(Listed {
        url: address(base, url)?,
        title,
        published: entry.published.map(|date| date.fixed_offset()),
        modified: entry.updated.map(|date| date.fixed_offset()),
    })
}

/// Finds the link to the article itself among those to comments, files and the like.
fn link(links: &[Link]) -> Option<&str> {
    let is_own = |link: &&Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let is_page = |link: &&Link| link.media_type.as_deref().is_none_or(|kind| kind.contains("html"));
    let own = || links.iter().filter(is_own);
    own().find(is_page).or_else(|| own().next()).map(|link| link.href.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(feed: &str) -> Vec<Listed> {
        read_feed(feed.as_bytes(), "https://a.example/feed/").unwrap()
    }

    #[test]
    fn rss_names_articles_with_their_dates() {
        let listed = read(
            "<?xml version='1.0'?><rss version='2.0'><channel><title>A</title><link>https://a.example/</link>
             <item><title>Ferry &amp; boat</title><link>https://a.example/ferry</link>
             <pubDate>Tue, 17 Feb 2026 13:09:00 GMT</pubDate></item>
             <item><title>No link</title></item>
             <item><guid isPermaLink='true'>https://a.example/bridge</guid></item>
             <item><link>https://a.example/ferry</link></item></channel></rss>",
        );
        assert_eq!(
            listed.iter().map(|one| one.url.as_str()).collect::<Vec<_>>(),
            ["https://a.example/ferry", "https://a.example/bridge"]
        );
        assert_eq!(listed[0].title.as_deref(), Some("Ferry & boat"));
        assert_eq!(listed[0].published.unwrap().to_rfc3339(), "2026-02-17T13:09:00+00:00");
    }

    #[test]
    fn atom_links_to_the_page_and_not_to_its_comments() {
        let listed = read(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><id>x</id><updated>2026-02-18T10:15:00Z</updated>
             <entry><id>tag:1</id><title>Ferry</title><link rel='replies' href='/ferry/comments'/>
             <link rel='alternate' href='../ferry'/><updated>2026-02-18T10:15:00-08:00</updated></entry></feed>",
        );
        assert_eq!(listed[0].url, "https://a.example/ferry");
        assert_eq!(listed[0].modified.unwrap().to_rfc3339(), "2026-02-18T18:15:00+00:00");
    }

    #[test]
    fn json_feed_is_read() {
        let listed = read(
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"A","items":[{"id":"1","url":"https://a.example/x","content_text":"x"}]}"#,
        );
        assert_eq!(listed[0].url, "https://a.example/x");
    }

    #[test]
    fn what_is_no_feed_is_an_error_and_what_is_no_web_address_is_left_out() {
        assert!(read_feed(b"<html><body>Sorry</body></html>", "https://a.example/").is_err());
        assert!(read_feed(b"", "https://a.example/").is_err());
        let odd = "<rss version='2.0'><channel><item><link>javascript:alert(1)</link></item></channel></rss>";
        assert_eq!(read(odd), []);
    }
}
