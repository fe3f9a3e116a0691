//! The name an article keeps for life.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::address::Address;
use super::content::sha256_hex;
use super::slug::{LONGEST_SLUG, slug_of, slug_of_path};

/// The site of an article that was named without one.
const LOCAL: &str = "local";

/// The greatest length of a name, in characters.
const LONGEST_NAME: usize = 200;

/// The greatest length of a site, in characters; that of a host name.
const LONGEST_SITE: usize = 253;

/// How many hex digits of the hash an id shows.
const HASH_DIGITS: usize = 10;

/// Names that one system or another takes for a device or a folder of its own.
const RESERVED: [&str; 23] = [
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "git",
];

/// The name of an article: `<site>/<slug>-<hash10>`, e.g. `example.org/ferry-sinks-1a2b3c4d5e`.
///
/// It stands for a path in the archive, so every part is plain ASCII in lower case: safe on file systems that fold case,
/// and never a path of its own making.
///
/// ```
/// use variorum::article::ArticleId;
/// let id = ArticleId::from_url("https://www.example.org/news/ferry-sinks.html?utm_source=mail", "")?;
/// assert_eq!(id.site(), "example.org");
/// assert_eq!(id.slug(), "ferry-sinks");
/// assert_eq!(ArticleId::parse(&id.to_string())?, id);
/// # Ok::<(), variorum::article::BadId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId {
    site: String,
    slug: String,
    hash: String,
}

/// Why a text cannot name an article.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadId {
    /// There is nothing in it.
    #[error("the name is empty")]
    Empty,
    /// It is longer than any name may be.
    #[error("the name has {length} characters, more than {longest}")]
    TooLong {
        /// Its length in characters.
        length: usize,
        /// The greatest length.
        longest: usize,
    },
    /// It holds a control character.
    #[error("the name holds the control character U+{:04X} at byte {at}", u32::from(*character))]
    Control {
        /// The character.
        character: char,
        /// The byte it stands at.
        at: usize,
    },
    /// One of its parts could be taken for something else: `..`, `.git`, an option, an empty part, a device.
    #[error("the part {part:?} of the name is not allowed")]
    UnsafePart {
        /// The part.
        part: String,
    },
    /// What stands before the first `/` is no site: not a host name in ASCII letters, digits, dots and hyphens.
    #[error("{site:?} is not a site")]
    BadSite {
        /// What stands there.
        site: String,
    },
    /// Nothing in it can be spelled in letters and digits.
    #[error("no letter or digit can be made of {text:?}")]
    NoSlug {
        /// The text.
        text: String,
    },
    /// It is not of the form `<site>/<slug>-<hash10>`.
    #[error("{text:?} is not an article id")]
    NotAnId {
        /// The text.
        text: String,
    },
    /// It is not a web address.
    #[error("{text:?} is not a web address")]
    NotAnAddress {
        /// The text.
        text: String,
    },
}

impl ArticleId {
    /// Reads a full id, `<site>/<slug>-<hash10>`.
    ///
    /// # Errors
    ///
    /// When the text is not exactly such an id.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let bad = || BadId::NotAnId { text: text.to_owned() };
        let (site, rest) = text.split_once('/').ok_or_else(bad)?;
        let (slug, hash) = rest.rsplit_once('-').ok_or_else(bad)?;
        check_site(site)?;
        if !is_slug(slug) || hash.len() != HASH_DIGITS || !hash.bytes().all(is_lower_hex) {
            return Err(bad());
        }
        Ok(Self { site: site.to_owned(), slug: slug.to_owned(), hash: hash.to_owned() })
    }

    /// Makes the id of the article at a web address; the headline gives the slug when the address has none.
    ///
    /// # Errors
    ///
    /// When it is not a web address, or its host cannot be a site.
    pub fn from_url(url: &str, headline: &str) -> Result<Self, BadId> {
        let address = Address::parse(url)?;
        check_site(address.site())?;
        let slug = slug_of_path(address.path())
            .or_else(|| Some(slug_of(headline)).filter(|slug| !slug.is_empty()))
            .or_else(|| Some(slug_of(address.path())).filter(|slug| !slug.is_empty()))
            .unwrap_or_else(|| "front-page".to_owned());
        Ok(Self { site: address.site().to_owned(), slug, hash: hash_of(address.as_str()) })
    }

    /// Makes the id of an article that somebody named: `<site>/<name>`, or a name alone for the site `local`.
    ///
    /// A full id is taken as that id, a web address as by [`ArticleId::from_url`]. Names that differ in any character
    /// are different articles, except that the site is read in lower case and accents in composed form.
    ///
    /// # Errors
    ///
    /// When the name is empty or too long, holds control characters, could be taken for a path or an option, or has
    /// neither letter nor digit.
    pub fn from_name(name: &str) -> Result<Self, BadId> {
        let name = name.trim();
        if name.starts_with("https://") || name.starts_with("http://") {
            return Self::from_url(name, "");
        }
        check_name(name)?;
        // One terminal sends é as one character, another as two: the same name.
        let composed: String = name.nfc().collect();
        let name = composed.as_str();
        if let Ok(id) = Self::parse(name) {
            return Ok(id);
        }
        let (site, rest) = match name.split_once('/') {
            Some((site, rest)) => (site.to_ascii_lowercase(), rest),
            None => (LOCAL.to_owned(), name),
        };
        check_site(&site)?;
        let slug = slug_of_path(rest)
            .or_else(|| Some(slug_of(rest)).filter(|slug| !slug.is_empty()))
            .ok_or_else(|| BadId::NoSlug { text: rest.to_owned() })?;
        let hash = hash_of(&format!("{site}/{rest}"));
        Ok(Self { site, slug, hash })
    }

    /// Returns where the article comes from: a host name, or `local`.
    #[must_use]
    pub fn site(&self) -> &str {
        &self.site
    }

    /// Returns the readable part of the name.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Returns the ten hex digits that make the name unique.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}-{}", self.site, self.slug, self.hash)
    }
}

/// Checks what holds for every name, whatever it is made into.
fn check_name(name: &str) -> Result<(), BadId> {
    if name.is_empty() {
        return Err(BadId::Empty);
    }
    let length = name.chars().count();
    if length > LONGEST_NAME {
        return Err(BadId::TooLong { length, longest: LONGEST_NAME });
    }
    if let Some((at, character)) = name.char_indices().find(|(_, character)| character.is_control()) {
        return Err(BadId::Control { character, at });
    }
    name.split(['/', '\\']).try_for_each(check_part)
}

fn check_part(part: &str) -> Result<(), BadId> {
    let lower = part.trim_end_matches(['.', ' ']).to_lowercase();
    let hidden = part.starts_with(['.', '-']) || part.ends_with('.');
    if lower.is_empty() || hidden || has_taken_ending(&lower) || RESERVED.contains(&lower.as_str()) {
        return Err(BadId::UnsafePart { part: part.to_owned() });
    }
    Ok(())
}

/// Tells whether a name ends in what git keeps for itself.
fn has_taken_ending(lower: &str) -> bool {
    matches!(lower.rsplit_once('.'), Some((_, "git" | "lock")))
}

/// Checks that a site is a host name: labels of ASCII lower-case letters, digits, hyphens and underscores.
fn check_site(site: &str) -> Result<(), BadId> {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    let taken = RESERVED.contains(&site) || has_taken_ending(site);
    if site.len() > LONGEST_SITE || taken || !site.split('.').all(label) {
        return Err(BadId::BadSite { site: site.to_owned() });
    }
    Ok(())
}

fn is_slug(slug: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    !slug.is_empty()
        && slug.len() <= LONGEST_SLUG
        && slug.bytes().all(plain)
        && !slug.starts_with('-')
        && !slug.ends_with('-')
}

fn is_lower_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// Returns the first ten hex digits of the SHA-256 of a canonical address or given name.
fn hash_of(text: &str) -> String {
    let mut hash = sha256_hex(text.as_bytes());
    hash.truncate(HASH_DIGITS);
    hash
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_id_from_an_address_has_site_slug_and_hash() {
        let id = ArticleId::from_url("https://www.example.org/2024/03/17/ferry-sinks.html#c", "Ignored").unwrap();
        assert_eq!(id.to_string(), format!("example.org/ferry-sinks-{}", id.hash()));
        assert_eq!(id.hash(), hash_of("https://www.example.org/2024/03/17/ferry-sinks.html"));
    }

    #[test]
    fn the_headline_gives_the_slug_an_address_lacks() {
        let slug = |url: &str, headline: &str| ArticleId::from_url(url, headline).unwrap().slug().to_owned();
        assert_eq!(slug("https://example.org/news/4711", "Ferry: it sank"), "ferry-it-sank");
        assert_eq!(slug("https://example.org/news/4711", ""), "news-4711");
        assert_eq!(slug("https://example.org/", ""), "front-page");
    }

    #[test]
    fn a_name_without_a_site_is_local() {
        let (short, long) = (ArticleId::from_name("ferry"), ArticleId::from_name("local/ferry"));
        assert_eq!(short, long);
        assert_eq!(short.unwrap().site(), "local");
    }

    #[test]
    fn names_that_differ_in_case_alone_are_two_articles_with_two_paths() {
        let (small, great) = (ArticleId::from_name("ferry").unwrap(), ArticleId::from_name("Ferry").unwrap());
        assert_eq!(small.slug(), great.slug());
        assert_ne!(small.hash(), great.hash());
    }

    #[test]
    fn a_full_id_and_an_address_given_as_a_name_are_themselves() {
        let id = ArticleId::from_url("https://example.org/a-b", "").unwrap();
        assert_eq!(ArticleId::from_name(&id.to_string()).unwrap(), id);
        assert_eq!(ArticleId::from_name("https://example.org/a-b").unwrap(), id);
    }

    #[test]
    fn a_name_that_could_be_a_path_or_an_option_is_refused() {
        for (name, part) in [
            ("../etc", ".."),
            ("example.org/../../x", ".."),
            ("-rf", "-rf"),
            ("example.org/--exec", "--exec"),
            (".git", ".git"),
            ("example.org/.GIT/config", ".GIT"),
            ("example.org//x", ""),
            ("/etc/passwd", ""),
            ("example.org/NUL", "NUL"),
            ("main.lock", "main.lock"),
            ("a\\..\\b", ".."),
        ] {
            assert_eq!(ArticleId::from_name(name), Err(BadId::UnsafePart { part: part.to_owned() }), "{name}");
        }
    }

    #[test]
    fn a_name_must_be_short_and_printable_and_have_a_letter() {
        assert_eq!(ArticleId::from_name("  "), Err(BadId::Empty));
        assert_eq!(ArticleId::from_name("a\0b"), Err(BadId::Control { character: '\0', at: 1 }));
        assert_eq!(ArticleId::from_name("a\u{1b}[2Jb"), Err(BadId::Control { character: '\u{1b}', at: 1 }));
        assert_eq!(ArticleId::from_name(&"x".repeat(300)), Err(BadId::TooLong { length: 300, longest: 200 }));
        assert_eq!(ArticleId::from_name("?!"), Err(BadId::NoSlug { text: "?!".to_owned() }));
        assert_eq!(ArticleId::from_name("my notes/x"), Err(BadId::BadSite { site: "my notes".to_owned() }));
        assert_eq!(ArticleId::from_name("con/x"), Err(BadId::UnsafePart { part: "con".to_owned() }));
    }

    #[test]
    fn a_name_is_the_same_however_its_accents_are_sent() {
        assert_eq!(ArticleId::from_name("cafe\u{301}"), ArticleId::from_name("caf\u{e9}"));
    }

    #[test]
    fn an_emoji_is_spelled() {
        assert_eq!(ArticleId::from_name("🚢").unwrap().slug(), "ship");
    }

    proptest! {
        #[test]
        fn every_id_reads_back_and_is_a_plain_path(name in ".{0,80}") {
            if let Ok(id) = ArticleId::from_name(&name) {
                prop_assert_eq!(ArticleId::parse(&id.to_string()), Ok(id.clone()));
                let text = id.to_string();
                prop_assert!(text.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert_eq!(text.matches('/').count(), 1);
                prop_assert!(!text.contains("..") && !text.starts_with(['-', '.']));
            }
        }
    }
}
