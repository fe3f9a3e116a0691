//! Lists of the states that web archives keep of a page: Memento `TimeMap`s.

use std::collections::BTreeSet;

use chrono::DateTime;
use serde_json::Value;
use thiserror::Error;

use super::listing::address;
use crate::article::Moment;

/// The most states read of one list.
const MOST: usize = 100_000;

/// The kind of a list whose entries are links: RFC 6690.
const LINKS: &str = "application/link-format";

/// A state of a page in a web archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memento {
    /// Where the archive shows it.
    pub url: String,
    /// When it was fetched.
    pub at: Moment,
    /// The address of the page itself, where the list or the archive's address tells it.
    pub original: Option<String>,
}

/// A list of the states of a page, or a page of such a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeMap {
    /// The states that it names, in the order of time.
    pub mementos: Vec<Memento>,
    /// Other parts of the same list: those that it says hold the states of other times, and the page before and after it.
    pub parts: Vec<String>,
}

/// Why a list of states cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TimeMapError {
    /// It is neither a list of links nor JSON.
    #[error("no TimeMap")]
    NotOne,
    /// It lists nothing.
    #[error("no states of a page")]
    Empty,
}

impl Memento {
    /// Returns the address at which the Wayback Machine and its kin give out the bytes as they were fetched, without
    /// their banner and with links as they were; none for another archive.
    ///
    /// ```
    /// use variorum::capture::read_timemap;
    /// let map = r#"<https://web.example/web/20260301120000/https://a.example/>; rel="memento"; datetime="Sun, 01 Mar 2026 12:00:00 GMT""#;
    /// let raw = read_timemap(map, "https://web.example/")?.mementos[0].raw_url();
    /// assert_eq!(raw.as_deref(), Some("https://web.example/web/20260301120000id_/https://a.example/"));
    /// # Ok::<(), variorum::capture::TimeMapError>(())
    /// ```
    #[must_use]
    pub fn raw_url(&self) -> Option<String> {
        let (before, stamp, page) = parted(&self.url)?;
        Some(format!("{before}{stamp}id_/{page}"))
    }

    /// Returns which capture an address of an archive shows: its time as 14 digits and the page's own address; none
    /// where the address does not tell.
    #[must_use]
    pub fn shown_at(url: &str) -> Option<(&str, &str)> {
        parted(url).map(|(_, stamp, page)| (stamp, page))
    }
}

/// Parts the address of a state into what stands before its time, the time, and the page's own address.
fn parted(url: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = stamp(url)?;
    let (stamp, after) = rest.split_at(14);
    // Another form of the state may be asked for: `if_`, `im_` and the like.
    let page = after.strip_prefix('/').or_else(|| after.get(3..)?.strip_prefix('/'))?;
    Some((before, stamp, page))
}

/// Parts an address before the 14 digits of its time, which stand between two slashes.
fn stamp(url: &str) -> Option<(&str, &str)> {
    let is_stamp =
        |at: &usize| url.get(*at..*at + 14).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let at = url.match_indices('/').map(|(at, _)| at + 1).find(is_stamp)?;
    Some(url.split_at(at))
}

/// Reads the states that a list names, in the order of time: links as RFC 7089 has them, or a `TimeMap` as JSON; `base` is
/// the address of the list.
///
/// # Errors
///
/// When it is no such list, or names no state and no other list.
pub fn read_timemap(text: &str, base: &str) -> Result<TimeMap, TimeMapError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let TimeMap { mut mementos, mut parts } = if text.starts_with('{') {
        let value: Value = serde_json::from_str(text).map_err(|_| TimeMapError::NotOne)?;
        from_json(&value, base).ok_or(TimeMapError::NotOne)?
    } else if text.starts_with('<') && text.contains("rel=") {
        from_links(text, base)
    } else {
        return Err(TimeMapError::NotOne);
    };
    mementos.truncate(MOST);
    mementos.sort_by(|one, other| (one.at, &one.url).cmp(&(other.at, &other.url)));
    mementos.dedup();
    let mut seen = BTreeSet::new();
    parts.retain(|part| part != base && seen.insert(part.clone()));
    if mementos.is_empty() && parts.is_empty() { Err(TimeMapError::Empty) } else { Ok(TimeMap { mementos, parts }) }
}

fn from_links(text: &str, base: &str) -> TimeMap {
    let (mut found, mut original) = (TimeMap::default(), None);
    let mut others = Vec::new();
    let mut rest = text;
    while let Some((url, after)) = rest.split_once('<').and_then(|(_, rest)| rest.split_once('>')) {
        let end = parameters_end(after);
        let (parameters, next) = after.split_at(end);
        rest = next;
        let is = |name: &str| parameter(parameters, "rel").is_some_and(|rel| rel.split(' ').any(|rel| rel == name));
        if is("original") {
            original = address(base, url);
        }
        let at = parameter(parameters, "datetime").and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        if let Some((at, url)) = at.filter(|_| is("memento")).zip(address(base, url)) {
            found.mementos.push(Memento { url, at, original: None });
            continue;
        }
        let here = || address(base, url).filter(|_| !is("self") && !is("memento"));
        let kind = parameter(parameters, "type").unwrap_or(LINKS);
        let dated = ["from", "until"].iter().any(|name| parameter(parameters, name).is_some());
        let beside = (is("next") || is("prev")) && !is("original");
        if beside || (is("timemap") && dated && kind.starts_with(LINKS)) {
            found.parts.extend(here());
        } else if is("timemap") && kind.starts_with(LINKS) {
            others.extend(here());
        }
    }
    // Lists without times are the same one in another form, unless this one has nothing else to say.
    if found.mementos.is_empty() {
        found.parts.append(&mut others);
    }
    for memento in &mut found.mementos {
        memento.original = own_address(&memento.url).or_else(|| original.clone());
    }
    found
}

/// Finds where the parameters of a link end: at the comma outside of quotation marks before the next.
fn parameters_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn parameter<'t>(parameters: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = parameters;
    while let Some((_, after)) = rest.split_once(';') {
        let (key, value) = after.split_once('=')?;
        let value = value.trim_start();
        let (value, next) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim());
        }
        rest = next;
    }
    None
}

fn from_json(value: &Value, base: &str) -> Option<TimeMap> {
    let original = value.get("original_uri").and_then(|original| address(base, original.as_str()?));
    let part = |entry: &Value| address(base, entry.get("uri")?.as_str()?);
    let index = value.get("timemap_index").and_then(Value::as_array);
    let pages = value.get("pages").and_then(Value::as_object);
    let neighbours =
        pages.into_iter().flat_map(|pages| ["prev", "next"].into_iter().filter_map(|name| pages.get(name)));
    let parts: Vec<String> = index.into_iter().flatten().chain(neighbours).filter_map(part).collect();
    let Some(list) = value.get("mementos") else {
        return Some(TimeMap { mementos: Vec::new(), parts }).filter(|map| !map.parts.is_empty());
    };
    let list = list.get("list").unwrap_or(list).as_array()?;
    let memento = |entry: &Value| {
        let at = entry.get("datetime")?.as_str()?;
        let at = DateTime::parse_from_rfc3339(at).or_else(|_| DateTime::parse_from_rfc2822(at)).ok()?;
        let url = entry.get("uri")?;
        let url = address(base, url.as_str().or_else(|| url.get(0)?.as_str())?)?;
        let original = own_address(&url).or_else(|| original.clone());
        Some(Memento { url, at, original })
    };
    Some(TimeMap { mementos: list.iter().filter_map(memento).collect(), parts })
}

/// Tells the address of the page itself from the one at which an archive shows it.
fn own_address(url: &str) -> Option<String> {
    address("", Memento::shown_at(url)?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://web.example/web/timemap/link/https://a.example/ferry";

    fn read(text: &str) -> Vec<(String, String)> {
        let read = read_timemap(text, BASE).unwrap();
        read.mementos.into_iter().map(|memento| (memento.at.to_rfc3339(), memento.url)).collect()
    }

    #[test]
    fn links_name_states_in_the_order_of_time() {
        let map = r#"<https://a.example/ferry?a=1,2>; rel="original",
            <https://web.example/web/timemap/link/x>; rel="self"; type="application/link-format"; from="Sun, 01 Mar 2026 12:00:00 GMT",
            <https://web.example/web/20260302120000/https://a.example/ferry>; rel="last memento"; datetime="Mon, 02 Mar 2026 12:00:00 GMT",
            </web/20260301120000/https://a.example/ferry>; rel="first memento"; datetime="Sun, 01 Mar 2026 12:00:00 GMT""#;
        assert_eq!(
            read(map),
            [
                (
                    "2026-03-01T12:00:00+00:00".to_owned(),
                    "https://web.example/web/20260301120000/https://a.example/ferry".to_owned()
                ),
                (
                    "2026-03-02T12:00:00+00:00".to_owned(),
                    "https://web.example/web/20260302120000/https://a.example/ferry".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn a_timemap_as_json_is_read() {
        let map = r#"{"original_uri":"https://a.example/","mementos":{"list":[
            {"datetime":"2026-03-01T12:00:00Z","uri":"https://b.example/1"},{"datetime":"2026-03-02T12:00:00Z","uri":["https://b.example/2"]}]}}"#;
        assert_eq!(
            read(map).iter().map(|(_, url)| url.as_str()).collect::<Vec<_>>(),
            ["https://b.example/1", "https://b.example/2"]
        );
        let original = |map: &str| read_timemap(map, BASE).unwrap().mementos[0].original.clone();
        assert_eq!(original(map).as_deref(), Some("https://a.example/"));
        assert_eq!(
            original(&map.replace("b.example/1", "b.example/20260301120000/http://a.example/x")).as_deref(),
            Some("http://a.example/x")
        );
    }

    #[test]
    fn other_parts_of_a_list_are_named_and_other_forms_of_it_are_not() {
        let parts = |map: &str| read_timemap(map, BASE).unwrap().parts;
        let memento = r#"<https://b.example/1>; rel="memento"; datetime="Sun, 01 Mar 2026 12:00:00 GMT""#;
        let links = format!(
            r#"<https://a.example/ferry>; rel="original", <{BASE}>; rel="self"; type="application/link-format",
            <{BASE}>; rel="timemap"; from="Sun, 01 Mar 2026 12:00:00 GMT",
            <https://web.example/json/x>; rel="timemap"; type="application/json",
            <https://web.example/link/x>; rel="timemap"; type="application/link-format",
            <https://web.example/2/x>; rel="timemap"; type="application/link-format"; from="Tue, 03 Mar 2026 12:00:00 GMT",
            </3/x>; rel="next timemap"; type="application/link-format", </4/x>; rel="next", {memento}"#
        );
        let others = ["https://web.example/2/x", "https://web.example/3/x", "https://web.example/4/x"];
        assert_eq!(parts(&links), others);
        // An index names lists and nothing else, which RFC 7089 does not ask to be dated.
        assert_eq!(parts(r#"</1/x>; rel="timemap", </2/x>; rel="timemap"; type="application/link-format""#).len(), 2);
        let next_memento = memento.replace("memento", "next memento");
        assert_eq!(parts(&next_memento), [""; 0]);
        let index =
            r#"{"timemap_index":[{"from":"2026","uri":"https://web.example/2/x"}],"pages":{"next":{"uri":"/3/x"}}}"#;
        assert_eq!(parts(index), others[..2]);
    }

    #[test]
    fn the_raw_form_stands_for_every_other() {
        let raw = |url: &str| Memento { url: url.to_owned(), at: Moment::default(), original: None }.raw_url();
        assert_eq!(
            raw("https://w.example/web/20260301120000if_/https://a.example/").as_deref(),
            Some("https://w.example/web/20260301120000id_/https://a.example/")
        );
        assert_eq!(raw("https://b.example/archive/1"), None);
        assert_eq!(raw("https://b.example/20260301120000"), None);
    }

    #[test]
    fn what_is_no_list_is_an_error_and_nothing_panics() {
        for text in ["", "<html><body>Sorry</body></html>", "{}", "[[1]]", "[]", "ferry", "{\"mementos\":3}"] {
            assert_eq!(read_timemap(text, BASE), Err(TimeMapError::NotOne), "{text}");
        }
        for text in ["<a>; rel=\"memento\"", "<a rel="] {
            assert_eq!(read_timemap(text, BASE), Err(TimeMapError::Empty), "{text}");
        }
    }
}
