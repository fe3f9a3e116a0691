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
    "cta",
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
    "paginacao",
    "paginacion",
    "pagination",
    "paginator",
    "paginazione",
    "paywall",
    "podcast",
    "poll",
    "popular",
    "popup",
    "print",
    "promo",
    "promotion",
    "quiz",
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
    "changelog",
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
    /// The place where a page prints its dates or what it disclaims, which may be the place of a note as well.
    pub(super) dates: bool,
    /// The body of an article.
    pub(super) body: bool,
    /// A caption.
    pub(super) caption: bool,
}

impl Named {
    /// Reads the words of an element.
    pub(super) fn of(element: &Element) -> Self {
        let words: Vec<&str> = element.words.iter().collect();
        let mut named = Self { note: element.itemprop == "correction" || is_note_box(&words), ..Self::default() };
        named.body = element.itemprop == "articlebody" || is_body(&words);
        named.caption = words.contains(&"caption");
        named.dates = has(&words, &["dateline", "timestamp", "disclaimer"]);
        // What a caption is called says what picture it belongs to.
        let whole = matches!(element.name.as_str(), "body" | "main" | "article" | "figcaption");
        if whole || named.note {
            return named;
        }
        let (mut footer, mut other) = (false, false);
        let mut before = "";
        for &word in &words {
            let before = std::mem::replace(&mut before, word);
            // What a paragraph is called so is text all the same: one that subscribers see, one that begins the article.
            let shown = element.name == "p" && matches!(word, "paywall" | "teaser");
            let known = WORDS.binary_search(&word).is_ok() && !is_part_of_builder(before, word) && !shown;
            footer |= known && word == "footer";
            other |= (known && word != "footer") || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning));
        }
        other |= is_player_or_offer(&words);
        named.footer = footer && !other && element.name != "p";
        named.furniture = other || named.footer;
        named
    }
}

/// Tells whether two words in a row name a player, whose title and buttons are no text, or what a house sells.
fn is_player_or_offer(words: &[&str]) -> bool {
    let player = |pair: &[&str]| matches!(pair[0], "video" | "audio" | "media") && pair[1] == "player";
    words.windows(2).any(|pair| player(pair) || pair == ["consumer", "marketing"])
}

/// Tells whether a word is but how a page builder names each part of a page, also those that hold the text.
fn is_part_of_builder(before: &str, word: &str) -> bool {
    before == "elementor" && word == "widget"
}

/// Tells whether the element is furniture that never holds a note: menus, hidden parts, and what its class names so.
pub(super) fn never_holds_notes(element: &Element) -> bool {
    element.hidden
        || matches!(element.name.as_str(), "nav" | "menu")
        || matches!(element.role.as_str(), "navigation" | "search" | "banner")
        || (element.named.furniture && !element.named.dates)
}

/// Words that name an article, in the languages in which pages are written.
const ARTICLE_WORDS: &[&str] = &[
    "article",
    "story",
    "entry",
    "post",
    "artikel",
    "beitrag",
    "articulo",
    "noticia",
    "reportaje",
    "articolo",
    "artigo",
    "bericht",
];

/// Words that name the body of what stands beside them.
const BODY_WORDS: &[&str] = &[
    "body",
    "content",
    "text",
    "copy",
    "inhalt",
    "texte",
    "contenu",
    "corps",
    "texto",
    "contenido",
    "cuerpo",
    "testo",
    "contenuto",
    "corpo",
    "conteudo",
    "inhoud",
    "tekst",
];

fn has(words: &[&str], known: &[&str]) -> bool {
    words.iter().any(|word| known.contains(word))
}

fn is_body(words: &[&str]) -> bool {
    let whole = has(words, &["articlebody", "storybody", "postbody", "articletext", "storytext", "prose"]);
    let of_body = || words.contains(&"body") && has(words, &["content", "text", "copy"]);
    whole || (has(words, ARTICLE_WORDS) && has(words, BODY_WORDS)) || of_body()
}

fn is_note_box(words: &[&str]) -> bool {
    let pair = |first: &str, second: &str| {
        words.windows(2).any(|pair| pair[0].starts_with(first) && pair[1].starts_with(second))
    };
    let pairs = [("editor", "note"), ("update", "note"), ("article", "note"), ("the", "record")];
    let named = has(words, NOTE_WORDS) || pairs.iter().any(|(first, second)| pair(first, second));
    named && !has(words, NOT_NOTE_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted() {
        assert!(WORDS.is_sorted());
    }
}
