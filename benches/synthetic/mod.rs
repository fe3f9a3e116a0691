//! The synthetic archive that the benches measure on: the same for the same numbers, on every machine.
#![allow(dead_code, reason = "each bench takes what it needs")]

use std::time::Duration;

use variorum::article::{ArticleId, Draft, Moment, Snapshot, Version};
use variorum::store::{Description, Submission};
use variorum::text::Body;

const WORDS: &str = "the council of a town said on Monday that its new ferry will cross no river before spring because \
engineers found cracks in both piers after storms which nobody had seen coming and repairs cost three million more than planned";

/// How many sites publish.
const SITES: u32 = 20;

/// How many seconds pass between the first article and the last: ten years.
const SPAN: u64 = 10 * 365 * 86_400;

/// How many seconds pass between two versions of an article.
const PACE: u64 = 3 * 3600;

/// An archive to be made: articles of equal length, all with as many versions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Synthetic {
    /// How many articles.
    pub(crate) articles: u32,
    /// How many versions each has.
    pub(crate) versions: u32,
    /// How many words a body has; 800 make some 4.8 kB, the length of an article.
    pub(crate) words: u32,
}

impl Synthetic {
    /// Makes the text of a version; each version has other words than the one before in one place of thirty.
    pub(crate) fn text(self, article: u32, version: u32) -> String {
        let words: Vec<&str> = WORDS.split(' ').collect();
        let count = u32::try_from(words.len()).expect("few");
        let mut state = article.wrapping_mul(2_654_435_761).wrapping_add(12345);
        let mut text = String::new();
        for place in 0..self.words {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let other = if place % 29 == article % 29 { version } else { 0 };
            text.push_str(words[((state >> 16).wrapping_add(other) % count) as usize]);
            text.push_str(if place % 60 == 59 { ".\n" } else { " " });
        }
        text
    }

    /// Returns the address of an article.
    pub(crate) fn url(article: u32) -> String {
        format!("https://site{}.example/news/story-{article}.html", article % SITES)
    }

    /// Names an article.
    pub(crate) fn article(article: u32) -> ArticleId {
        ArticleId::from_url(&Self::url(article), "").expect("an address")
    }

    /// Returns when an article was published: one after the other over ten years.
    fn published(self, article: u32) -> Moment {
        let first = Moment::parse_from_rfc3339("2016-01-01T00:00:00Z").expect("a moment");
        first + Duration::from_secs(SPAN * u64::from(article) / u64::from(self.articles.max(1)))
    }

    /// Returns where the page of an article lies.
    pub(crate) fn path(self, article: u32) -> String {
        let (id, day) = (Self::article(article), self.published(article).format("%Y/%m/%d"));
        format!("{}/{day}/{}-{}.md", id.site(), id.slug(), id.hash())
    }

    /// Makes a version, to be recorded.
    pub(crate) fn submission(self, article: u32, version: u32) -> Submission {
        let published = self.published(article);
        let at = published + Duration::from_secs(PACE * u64::from(version));
        let mut draft = Draft { body: Body::from_paragraphs(self.text(article, version).lines()), ..Draft::default() };
        draft.fields.headline = format!("Story {article} of the ferry");
        draft.urls = vec![Self::url(article)];
        draft.published = Some(published);
        Submission {
            article: Self::article(article),
            snapshot: draft.into_snapshot(at, at),
            capture: None,
            extractor: "text 1".to_owned(),
            recorded: at,
            recorded_by: "bench".to_owned(),
        }
    }

    /// Lists the versions in the order in which they would have been recorded: an article's next one while the articles
    /// after it come in.
    pub(crate) fn order(self) -> impl Iterator<Item = (u32, u32)> {
        let lag = (self.articles / 100).max(1);
        let steps = self.articles + lag * (self.versions - 1);
        (0..steps).flat_map(move |step| {
            let version = move |version: u32| Some((step.checked_sub(lag * version)?, version));
            (0..self.versions).filter_map(version).filter(move |(article, _)| *article < self.articles)
        })
    }
}

/// Describes every version in the same words: what is measured is the store.
pub(crate) fn describe(_: Option<&Version>, _: &Snapshot) -> Description {
    Description { subject: "a few words changed".to_owned(), notes: Vec::new() }
}
