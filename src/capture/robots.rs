//! What a site asks of programs that visit it: `robots.txt`, read as RFC 9309 says.

use std::fmt::Write;
use std::time::Duration;

/// The rules of a `robots.txt` for one visitor.
///
/// ```
/// use variorum::capture::Robots;
/// let robots = Robots::parse("User-agent: *\nDisallow: /private/\nAllow: /private/notes$", "variorum");
/// assert!(robots.allows("/news/ferry"));
/// assert!(!robots.allows("/private/ferry"));
/// assert!(robots.allows("/private/notes"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Robots {
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
    sitemaps: Vec<String>,
}

/// A rule for the paths that a pattern fits.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allow: bool,
    pattern: String,
}

/// The rules of the groups read so far that are for the visitor.
#[derive(Default)]
struct Group {
    found: bool,
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
}

/// What a line is followed by decides what a `User-agent` line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Names of visitors, gathered before the rules for them.
    Names { ours: bool, everyones: bool },
    /// Rules.
    Rules { ours: bool, everyones: bool },
}

impl Robots {
    /// Reads the rules for the visitor who goes by `product`: those that name it, else those for everyone.
    #[must_use]
    pub fn parse(text: &str, product: &str) -> Self {
        let (mut named, mut everyone, mut sitemaps) = (Group::default(), Group::default(), Vec::new());
        let mut standing = Standing::Rules { ours: false, everyones: false };
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                let (ours, everyones) = match standing {
                    Standing::Names { ours, everyones } => (ours, everyones),
                    Standing::Rules { .. } => (false, false),
                };
                let (ours, everyones) = (ours || token(value).eq_ignore_ascii_case(product), everyones || value == "*");
                standing = Standing::Names { ours, everyones };
                named.found |= ours;
                continue;
            }
            if key == "sitemap" {
                sitemaps.push(value.to_owned());
                continue;
            }
            let (Standing::Names { ours, everyones } | Standing::Rules { ours, everyones }) = standing;
            if matches!(key.as_str(), "allow" | "disallow" | "crawl-delay") {
                standing = Standing::Rules { ours, everyones };
            }
            if ours {
                named.take(&key, value);
            }
            if everyones {
                everyone.take(&key, value);
            }
        }
        let group = if named.found { named } else { everyone };
        Self { rules: group.rules, crawl_delay: group.crawl_delay, sitemaps }
    }

    /// Tells whether a path, with its query, may be fetched: the longest rule that fits it decides, and of two equally
    /// long ones the one that allows.
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        if path == "/robots.txt" {
            return true;
        }
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, &path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }

    /// Returns the distance between two requests that the site asks for.
    #[must_use]
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.crawl_delay
    }

    /// Returns the sitemaps that the site names.
    #[must_use]
    pub fn sitemaps(&self) -> &[String] {
        &self.sitemaps
    }
}

impl Group {
    fn take(&mut self, key: &str, value: &str) {
        match key {
            // A rule without a pattern fits nothing.
            "allow" | "disallow" if !value.is_empty() => {
                self.rules.push(Rule { allow: key == "allow", pattern: normal(value) });
            }
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| (0.0..1e6).contains(seconds));
                self.crawl_delay = self.crawl_delay.or(seconds.map(Duration::from_secs_f64));
            }
            _ => {}
        }
    }
}

/// Returns the name in a `User-agent` line, without what a visitor may have put after it.
fn token(value: &str) -> &str {
    let end = value.find(|letter: char| !(letter.is_ascii_alphabetic() || matches!(letter, '-' | '_')));
    &value[..end.unwrap_or(value.len())]
}

/// Writes a path or pattern so that two spellings of one octet are equal: what needs no escape has none, the rest is
/// escaped in capitals.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut text = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = bytes.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(hex);
        at += if escaped.is_some() { 3 } else { 1 };
        let octet = escaped.unwrap_or(byte);
        let plain = octet.is_ascii_alphanumeric() || b"-._~".contains(&octet);
        if plain || (escaped.is_none() && octet.is_ascii_graphic()) {
            text.push(char::from(octet));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{octet:02X}");
        }
    }
    text
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// Tells whether a pattern fits the beginning of a path: `*` is any run of characters, a last `$` the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, inner)) = parts.split_last() else { return !to_the_end || rest.is_empty() };
    for part in inner.iter().filter(|part| !part.is_empty()) {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    if to_the_end { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(text: &str, path: &str) -> bool {
        Robots::parse(text, "variorum").allows(path)
    }

    #[test]
    fn rules_that_name_us_go_before_those_for_everyone() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: Variorum/1.0\nUser-agent: other\nDisallow: /ads/\n";
        assert!(allows(text, "/news"));
        assert!(!allows(text, "/ads/1"));
        assert!(!Robots::parse(text, "someone").allows("/news"));
        assert!(!allows("User-agent: *\nDisallow: /\n\nUser-agent: variorumbot\nAllow: /", "/news"));
    }

    #[test]
    fn groups_that_name_the_same_visitor_are_one() {
        let text =
            "User-agent: variorum\nDisallow: /a\n\nUser-agent: x\nDisallow: /b\n\nuser-agent: VARIORUM\nDisallow: /c";
        assert!(!allows(text, "/a") && !allows(text, "/c") && allows(text, "/b"));
    }

    #[test]
    fn the_longest_rule_that_fits_decides_and_of_equals_the_one_that_allows() {
        let text =
            "User-agent: *\nDisallow: /news/\nAllow: /news/open\nDisallow: /news/open/draft\nAllow: /x\nDisallow: /x";
        assert!(!allows(text, "/news/a"));
        assert!(allows(text, "/news/open/a"));
        assert!(!allows(text, "/news/open/draft/a"));
        assert!(allows(text, "/x"));
    }

    #[test]
    fn stars_and_ends_are_heard() {
        let text = "User-agent: *\nDisallow: /*.php$\nDisallow: /a*b*c\nDisallow: /*print=";
        assert!(!allows(text, "/x/y.php") && allows(text, "/x.php?a=1") && allows(text, "/x.phps"));
        assert!(!allows(text, "/a1b2c3") && allows(text, "/acb"));
        assert!(!allows(text, "/news?print=1"));
        assert!(!fits("/a*b$", "/a") && fits("/a*b$", "/abb") && fits("/a*$", "/a") && !fits("/ab*ab$", "/ab"));
    }

    #[test]
    fn one_octet_has_one_spelling() {
        let text = "User-agent: *\nDisallow: /ü\nDisallow: /%61b\nDisallow: /c%2fd";
        assert!(!allows(text, "/%c3%bc") && !allows(text, "/ab") && allows(text, "/c/d") && !allows(text, "/c%2Fd"));
    }

    #[test]
    fn an_empty_rule_an_empty_file_and_a_page_of_html_forbid_nothing() {
        for text in ["", "User-agent: *\nDisallow:", "<html><body>Not found: sorry</body></html>", "Disallow: /"] {
            assert!(allows(text, "/news"), "{text}");
        }
        assert!(allows("User-agent: *\nDisallow: /", "/robots.txt"));
    }

    #[test]
    fn delay_and_sitemaps_are_read() {
        let robots = Robots::parse(
            "\u{feff}Sitemap: https://a.example/s.xml\r\nUser-agent: *\r\nCrawl-delay: 2.5\r\nDisallow: /a # no\r\n",
            "variorum",
        );
        assert_eq!(robots.crawl_delay(), Some(Duration::from_millis(2500)));
        assert_eq!(robots.sitemaps(), ["https://a.example/s.xml"]);
        assert!(!robots.allows("/a"));
        assert_eq!(Robots::parse("User-agent: *\nCrawl-delay: NaN", "x").crawl_delay(), None);
    }

    #[test]
    fn long_patterns_of_stars_are_quick() {
        let text = format!("User-agent: *\nDisallow: /{}b\n", "*a".repeat(200_000));
        assert!(allows(&text, &format!("/{}", "a".repeat(2000))));
    }
}
