//! Feeds: RSS, Atom and JSON Feed.

use std::collections::BTreeSet;

use feed_rs::model::{Entry, Feed, Link};
use feed_rs::parser::Builder;

use super::clean::{clean_line, clean_text};
use super::listing::{Listed, ListingError, address};
use super::row;
use crate::article::Draft;

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
    let feed = parse(bytes, base)?;
    let mut seen = BTreeSet::new();
    let listed = feed.entries.iter().take(MOST_ENTRIES).filter_map(|entry| listed(entry, base));
    Ok(listed.filter(|listed| seen.insert(listed.url.clone())).collect())
}

/// An article as a feed holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// What the feed says of it.
    pub listed: Listed,
    /// The article itself, where the feed holds its text and not only a summary.
    pub draft: Option<Draft>,
}

/// Reads the articles of a feed as [`read_feed`] does, with the text of those that it holds whole.
///
/// # Errors
///
/// When it is no feed.
pub fn read_feed_entries(bytes: &[u8], base: &str) -> Result<Vec<FeedEntry>, ListingError> {
    let feed = parse(bytes, base)?;
    let mut seen = BTreeSet::new();
    let entry = |entry: &Entry| {
        let listed = listed(entry, base).filter(|listed| seen.insert(listed.url.clone()))?;
        Some(FeedEntry { draft: draft(entry, &listed, feed.language.as_deref()), listed })
    };
    Ok(feed.entries.iter().take(MOST_ENTRIES).filter_map(entry).collect())
}

fn parse(bytes: &[u8], base: &str) -> Result<Feed, ListingError> {
    let base = Some(base).filter(|base| !base.is_empty());
    let parser = Builder::new().base_uri(base).id_generator(|_, _, _| String::new()).build();
    let malformed = |error: feed_rs::parser::ParseFeedError| ListingError::Malformed {
        reason: clean_line(&error.to_string()).chars().take(200).collect(),
    };
    parser.parse(bytes).map_err(malformed)
}

/// Makes an article of an entry that holds its text.
fn draft(entry: &Entry, listed: &Listed, language: Option<&str>) -> Option<Draft> {
    let content = entry.content.as_ref()?;
    let text = content.body.as_deref().filter(|text| !text.trim().is_empty())?;
    let authors: Vec<&str> = entry.authors.iter().filter_map(|person| person.name.as_deref()).collect();
    let mut draft = Draft {
        urls: vec![listed.url.clone()],
        language: entry.language.as_deref().or(language).map(str::to_owned),
        published: listed.published,
        modified: listed.modified,
        ..Draft::default()
    };
    draft.fields.headline = listed.title.clone().unwrap_or_default();
    draft.fields.byline = Some(authors.join(", ")).filter(|byline| !byline.is_empty());
    let is_plain = content.content_type.to_string().starts_with("text/plain");
    let read = if is_plain { row::body(text, &mut draft) } else { row::html_body(&clean_text(text), &mut draft) };
    read.ok()?;
    let base = url::Url::parse(&listed.url).ok()?;
    for link in &mut draft.fields.links {
        link.href = base.join(&link.href).map_or_else(|_| link.href.clone(), String::from);
    }
    row::finished(draft).ok().filter(|draft| !draft.body.blocks().is_empty())
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
    fn an_entry_that_holds_its_text_is_an_article_and_one_with_a_summary_is_none() {
        let feed = "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'
             xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>A</title><language>en</language>
             <item><title>Ferry sinks</title><link>https://a.example/ferry</link><dc:creator>Ada Moreau</dc:creator>
             <description>It sank.</description><content:encoded><![CDATA[The ferry sank, <a href='/port'>the port</a> said.<p>It was old.</p>
             <p>Correction: It sank at one, not at noon.</p>]]></content:encoded></item>
             <item><title>Dam holds</title><link>https://a.example/dam</link><description>It holds.</description></item></channel></rss>";
        let entries = read_feed_entries(feed.as_bytes(), "").unwrap();
        let draft = entries[0].draft.as_ref().unwrap();
        assert_eq!(
            (draft.fields.headline.as_str(), draft.fields.byline.as_deref()),
            ("Ferry sinks", Some("Ada Moreau"))
        );
        assert_eq!(draft.body.text(), "The ferry sank, the port said.\n\nIt was old.");
        assert_eq!(draft.notes, ["Correction: It sank at one, not at noon."]);
        assert_eq!(draft.fields.links[0].href, "https://a.example/port");
        assert_eq!((draft.language.as_deref(), &entries[1].draft), (Some("en"), &None));
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
