//! What stands on a page but is no part of its article: menus, boxes, calls to subscribe.

use super::element::Element;

/// Elements that are furniture whatever they hold.
const TAGS: &[&str] = &["nav", "menu", "footer", "aside"];

/// Roles that are furniture.
const ROLES: &[&str] = &["navigation", "search", "banner", "contentinfo", "complementary", "dialog"];

/// Words of a class or id that name furniture, sorted.
const WORDS: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "comment",
    "comments",
    "cookie",
    "cookies",
    "dateline",
    "disclaimer",
    "disqus",
    "donate",
    "download",
    "flyout",
    "follow",
    "footer",
    "gallery",
    "hidden",
    "kicker",
    "masthead",
    "menu",
    "modal",
    "most",
    "nav",
    "navigation",
    "newsletter",
    "outbrain",
    "pagination",
    "paywall",
    "podcast",
    "popular",
    "popup",
    "print",
    "promo",
    "promotion",
    "rail",
    "rating",
    "readtime",
    "recirc",
    "recommendations",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "survey",
    "syndication",
    "taboola",
    "tags",
    "teaser",
    "teasers",
    "timestamp",
    "toolbar",
    "tooltip",
    "topics",
    "trending",
    "widget",
];

/// How words of a class or id begin that name furniture.
const BEGINNINGS: &[&str] = &["related", "newsletter", "recirc", "sharedaddy", "promo"];

/// Words of a class or id that name a note of the article on itself.
const NOTE_WORDS: &[&str] = &[
    "correction",
    "corrections",
    "clarification",
    "clarifications",
    "correctif",
    "korrektur",
    "editornote",
    "editorsnote",
    "amendment",
    "errata",
    "erratum",
    "correx",
    "correctie",
    "correcties",
    "correccion",
    "correcao",
    "rectificatif",
    "korrekturhinweis",
    "amendments",
];

/// Words of a class or id beside which those name a page or a form about notes, not a note.
const NOT_NOTE_WORDS: &[&str] =
    &["policy", "policies", "link", "links", "form", "report", "suggest", "request", "submit"];

/// Tells whether the element is furniture by its tag, role or state alone.
pub(super) fn by_tag(element: &Element) -> bool {
    TAGS.contains(&element.name.as_str()) || ROLES.contains(&element.role.as_str()) || element.hidden
}

/// What the words of an element name it; several may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a name of its own, and several may hold")]
pub(super) struct Named {
    /// Furniture.
    pub(super) furniture: bool,
    /// A footer and no other furniture; in an article, notes often stand there.
    pub(super) footer: bool,
    /// A correction or another note of the article on itself.
    pub(super) note: bool,
    /// The place where a page prints its dates, which may be the place of a note as well.
    pub(super) dates: bool,
    /// The body of an article.
    pub(super) body: bool,
    /// A caption.
    pub(super) caption: bool,
}

impl Named {
    /// Reads the words of an element.
    pub(super) fn of(element: &Element) -> Self {
        let mut named = Self { note: is_note_box(element), ..Self::default() };
        named.body = element.itemprop == "articlebody" || is_body(&element.words);
        named.caption = element.words.iter().any(|word| word == "caption");
        named.dates = element.words.iter().any(|word| matches!(word.as_str(), "dateline" | "timestamp"));
        let whole = matches!(element.name.as_str(), "body" | "main" | "article");
        if whole || named.note {
            return named;
        }
        let (mut footer, mut other) = (false, false);
        for word in element.words.iter().map(String::as_str) {
            let known = WORDS.binary_search(&word).is_ok();
            footer |= known && word == "footer";
            other |= (known && word != "footer") || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning));
        }
        named.footer = footer && !other && element.name != "p";
        named.furniture = other || named.footer;
        named
    }
}

/// Tells whether the element is furniture that never holds a note: menus, hidden parts, and what its class names so.
pub(super) fn never_holds_notes(element: &Element) -> bool {
    element.hidden
        || matches!(element.name.as_str(), "nav" | "menu")
        || matches!(element.role.as_str(), "navigation" | "search" | "banner")
        || (element.named.furniture && !element.named.dates)
}

fn is_body(words: &[String]) -> bool {
    let has = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    let whole = has(&["articlebody", "storybody", "postbody", "articletext", "storytext", "prose"]);
    let part = || has(&["body", "content", "text", "copy"]);
    let of_body = || has(&["body"]) && has(&["content", "text", "copy"]);
    whole || (has(&["article", "story", "entry", "post"]) && part()) || of_body()
}

fn is_note_box(element: &Element) -> bool {
    let words = &element.words;
    let pair = |first: &str, second: &str| {
        words.windows(2).any(|pair| pair[0].starts_with(first) && pair[1].starts_with(second))
    };
    let pairs = [("editor", "note"), ("update", "note"), ("article", "note"), ("the", "record")];
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let named = has(NOTE_WORDS) || pairs.iter().any(|(first, second)| pair(first, second));
    element.itemprop == "correction" || (named && !has(NOT_NOTE_WORDS))
}

/// Lines of furniture, in lower case, that stand among paragraphs: whole lines, or beginnings when ending in `…`.
const LINES: &[&str] = &[
    "advertisement",
    "advertising",
    "read more…",
    "read also…",
    "related:…",
    "see also:…",
    "share this article",
    "share",
    "sign up…",
    "subscribe to…",
    "subscribe now…",
    "follow us…",
    "image source…",
    "image copyright…",
    "image caption…",
    "skip to…",
    "comments",
    "print",
    "most popular",
    "most read",
    "recommended",
    "click here to…",
    "related",
    "related stories",
    "related articles",
    "read next",
    "more on this story",
    "people are also reading…",
    "copyright ©…",
    "© …",
    "anzeige",
    "mehr zum thema",
    "lesen sie auch…",
    "à lire aussi…",
    "lire aussi…",
    "leggi anche…",
    "lees ook…",
    "lee también…",
    "leia também…",
    "leia mais…",
    "- pubblicità -",
    "pubblicità",
    "publicité",
    "publicidad",
    "publicidade",
    "advertentie",
];

/// How a line begins, in lower case, that leads to another article when most of it is a link.
const LEADS: &[&str] = &[
    "more:",
    "related",
    "read more",
    "read also",
    "see also",
    "also read",
    "live:",
    "watch:",
    "lire aussi",
    "à lire",
    "leggi anche",
    "lees ook",
    "lesen sie",
    "mehr zum",
    "lee también",
    "más información",
    "leia ",
    "veja ",
    "read next",
];

/// Tells whether a piece leads to another article: it says so, and much of it is a link.
pub(super) fn is_lead_elsewhere(text: &str, linked: usize) -> bool {
    let line = text.trim().to_lowercase();
    linked * 10 >= line.len() * 4 && LEADS.iter().any(|lead| line.starts_with(lead))
}

/// Tells whether a whole piece of text is furniture by its words, e.g. `2 min read`.
pub(super) fn is_furniture_line(text: &str) -> bool {
    let line = text.trim().to_lowercase();
    let listed = |known: &&str| {
        known.strip_suffix('…').map_or(line == **known, |start| line.starts_with(start) && line.len() < 120)
    };
    LINES.iter().any(listed) || is_reading_time(&line) || !line.contains(char::is_alphanumeric)
}

/// Tells whether a line states a time that differs at every visit, e.g. `Published 22 hours ago`.
pub(super) fn is_relative_time(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() <= 8 && words.last().is_some_and(|last| last.trim_end_matches('.').eq_ignore_ascii_case("ago"))
}

fn is_reading_time(line: &str) -> bool {
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    digits.len() < line.len()
        && ["min read", "mins read", "minute read", "minutes read", "-minute read"].contains(&digits.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_differs_at_every_visit_is_known() {
        assert!(is_relative_time("Published 22 hours ago"));
        assert!(!is_relative_time("Updated at 10:15 a.m. with a statement made long ago by the mayor's office"));
    }

    #[test]
    fn the_words_are_sorted() {
        assert!(WORDS.is_sorted());
    }

    #[test]
    fn lines_of_furniture_are_known() {
        for line in ["2 min read", "12 minute read", "Advertisement", "Read more: Ferries", "Sign up for our letter"] {
            assert!(is_furniture_line(line), "{line}");
        }
        for line in ["2 min read the letter", "Advertisements were pulled.", "Shares fell.", "2 minutes later it sank."]
        {
            assert!(!is_furniture_line(line), "{line}");
        }
    }
}
