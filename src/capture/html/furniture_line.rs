//! Lines that are no part of an article by their words alone: calls to subscribe, leads to other articles, labels of boxes.

/// Lines of furniture, in lower case, that stand among paragraphs: whole lines, or beginnings when ending in `…`.
const LINES: &[&str] = &[
    "advert",
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
    "don't miss",
    "don’t miss",
    "this slideshow requires javascript.",
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
    "advertisement - …",
    "advertisement – …",
    "recommended stories",
    "the views expressed here are the author…",
    "the views expressed in this post are the author…",
    "über dieses thema berichtet…",
    "dieses thema im programm…",
    "thema im programm",
    "[pr]",
    "［pr］",
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
    "see more",
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
    if linked == 0 {
        return false;
    }
    let line = text.trim().to_lowercase();
    linked * 10 >= line.len() * 4 && LEADS.iter().any(|lead| line.starts_with(lead))
}

/// Tells whether a whole piece of text is furniture by its words, e.g. `2 min read`.
pub(super) fn is_furniture_line(text: &str) -> bool {
    let line = text.trim().to_lowercase();
    let listed = |known: &&str| {
        known.strip_suffix('…').map_or(line == **known, |start| line.starts_with(start) && line.len() < 120)
    };
    LINES.iter().any(listed)
        || is_initials(&line)
        || is_reading_time(&line)
        || !line.contains(char::is_alphanumeric)
        || is_call(&line)
}

/// Words beside which `newsletter` calls to subscribe to one, or their beginnings.
const CALLS: &[&str] = &[
    "sign up",
    "subscribe",
    "inbox",
    "abonnier",
    "anmeld",
    "inscri",
    "abonnez",
    "suscr",
    "iscri",
    "inschrij",
    "assine",
];

/// The longest line that calls to something, in bytes.
const LONGEST_CALL: usize = 200;

/// Tells whether a line calls to subscribe to a newsletter, or says how to write to who wrote the article.
fn is_call(line: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    let newsletter = || line.contains("newsletter") && has(CALLS) && !line.contains(['"', '“', '„', '«']);
    let contact =
        || line.contains('@') && has(&["be reached at ", "follow her on ", "follow him on ", "follow me on "]);
    line.len() <= LONGEST_CALL && (newsletter() || contact())
}

/// Lines that stand over a box of something else than the article, in lower case: whole lines, or beginnings when ending
/// in `…`.
const BOX_LABELS: &[&str] = &[
    "like what you’re reading…",
    "like what you're reading…",
    "enjoying this story…",
    "newsletter",
    "our newsletter",
    "unser newsletter",
    "unsere newsletter",
    "notre newsletter",
    "la newsletter",
    "nuestra newsletter",
    "have your say",
    "before you go…",
    "support our journalism",
    "support our work",
    "up next",
    "read more",
    "einmal zahlen",
    "gemeinsam für freie presse",
    "more stories",
    "more from…",
    "read next",
    "readers also liked",
    "you may also like",
    "you might also like",
    "related",
    "related stories",
    "related articles",
    "related coverage",
    "related content",
    "recommended",
    "recommended for you",
    "most popular",
    "most read",
    "trending",
    "mehr zum thema",
    "lesen sie auch",
    "das könnte sie auch interessieren",
    "à lire aussi",
    "sur le même sujet",
    "lire aussi",
    "te puede interesar",
    "también te puede interesar",
    "noticias relacionadas",
    "leggi anche",
    "potrebbe interessarti",
    "lees ook",
    "leia também",
    "leia mais",
    "veja também",
    "関連記事",
    "相关阅读",
];

/// Tells whether a line stands over a box of something else than the article.
pub(super) fn is_box_label(text: &str) -> bool {
    const LONGEST: usize = 60;
    let line = text.trim().trim_end_matches([':', '：', '…']);
    // In small letters no text is shorter than a third of what it was.
    if line.len() > LONGEST * 3 {
        return false;
    }
    let line = line.to_lowercase();
    let listed = |known: &&str| known.strip_suffix('…').map_or(line == **known, |start| line.starts_with(start));
    line.len() <= LONGEST && BOX_LABELS.iter().any(listed)
}

/// Tells whether a line states a time that differs at every visit, e.g. `Published 22 hours ago`.
pub(super) fn is_relative_time(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() <= 8 && words.last().is_some_and(|last| last.trim_end_matches('.').eq_ignore_ascii_case("ago"))
}

/// Tells whether a line is but the initials by which a desk signs, e.g. `(hbl)`.
fn is_initials(line: &str) -> bool {
    let inside = line.strip_prefix('(').and_then(|line| line.strip_suffix(')'));
    inside.is_some_and(|inside| (2..=5).contains(&inside.chars().count()) && inside.chars().all(char::is_alphabetic))
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
    fn a_line_over_a_box_of_something_else_is_known() {
        for line in ["Related stories", "MEHR ZUM THEMA:", "Have your say", "More from the Gazette", "関連記事"] {
            assert!(is_box_label(line), "{line}");
        }
        for line in ["Related party transactions", "Newsletter writers unite", "The most read book of the year"] {
            assert!(!is_box_label(line), "{line}");
        }
    }

    #[test]
    fn calls_to_subscribe_or_write_are_known() {
        for line in [
            "Get the latest updates right in your inbox. Subscribe to our newsletters.",
            "Ada Moreau may be reached at ada@a.example. Follow her on Perch @ada.",
        ] {
            assert!(is_furniture_line(line), "{line}");
        }
        for line in ["The newsletter has 3,000 readers.", "“Subscribe to my newsletter,” she said, and hung up."] {
            assert!(!is_furniture_line(line), "{line}");
        }
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
