//! Pages as a web archive shows them: its banner and its own addresses are taken out again.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

/// What the Wayback Machine and its kin leave in every page they show; none of it is in a page as it was fetched.
const MARKS: [&str; 5] = [
    "<!-- BEGIN WAYBACK TOOLBAR INSERT -->",
    "<!-- End Wayback Rewrite JS Include -->",
    "RETRIEVED FROM THE INTERNET ARCHIVE ON",
    "<!-- WB Insert -->",
    "/static/wombat.js",
];

/// Where what they put into a page begins and ends.
const INSERTS: [(&str, &str); 2] = [
    ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->"),
    ("<!-- WB Insert -->", "<!-- End WB Insert -->"),
];

/// An address of the archive in the place of one of the page: what stands before the page's own, the time, and its scheme.
///
/// In scripts every slash may be escaped.
static REWRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let slash = r"\\?/";
    Regex::new(&format!(
        r#"(?:(?:https?:)?{slash}{slash}[^\s"'<>/\\]+)?(?:{slash}[\w-]+)?{slash}(\d{{14}})(?:[a-z]{{2}}_)?{slash}(https?:)"#
    ))
    .ok()
});

/// Undoes what a web archive did to a page that it shows; any other page stays as it is.
pub(super) fn undone(page: &str) -> Cow<'_, str> {
    if !MARKS.iter().any(|mark| memchr::memmem::find(page.as_bytes(), mark.as_bytes()).is_some()) {
        return Cow::Borrowed(page);
    }
    let page = INSERTS.iter().fold(page.to_owned(), |page, (begin, end)| without(&page, begin, end));
    Cow::Owned(with_own_addresses(&page))
}

/// Leaves out all stretches between two marks, and the marks; one without an end stays.
fn without(page: &str, begin: &str, end: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(page.len()), page);
    while let Some((before, inside)) = rest.split_once(begin) {
        let Some((_, after)) = inside.split_once(end) else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Puts the page's own addresses in the place of the archive's.
///
/// An archive gives all addresses of a page the time of its capture; one of another time was written by the page itself,
/// which links to an archive.
fn with_own_addresses(page: &str) -> String {
    let Some(rewritten) = REWRITTEN.as_ref() else { return page.to_owned() };
    let mut stamps: BTreeMap<&str, usize> = BTreeMap::new();
    for found in rewritten.captures_iter(page) {
        *stamps.entry(found.get(1).map_or("", |stamp| stamp.as_str())).or_default() += 1;
    }
    let own = stamps.into_iter().max_by_key(|(_, count)| *count).map(|(stamp, _)| stamp.to_owned());
    let (mut undone, mut copied, mut from) = (String::with_capacity(page.len()), 0, 0);
    while let Some(found) = rewritten.captures_at(page, from) {
        let (Some(whole), Some(scheme)) = (found.get(0), found.get(2)) else { break };
        if found.get(1).map(|stamp| stamp.as_str()) == own.as_deref() {
            undone.push_str(&page[copied..whole.start()]);
            copied = scheme.start();
        }
        // What follows in the same address belongs to the page.
        let rest = &page[whole.end()..];
        from = whole.end() + rest.find(['"', '\'', '<', '>', ' ', '\n']).unwrap_or(rest.len());
    }
    undone.push_str(&page[copied..]);
    undone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_as_it_was_fetched_stays_as_it_is() {
        let page = "<a href='https://web.archive.org/web/20260301120000/https://a.example/'>kept</a>";
        assert_eq!(undone(page), page);
    }

    #[test]
    fn the_banner_goes_and_addresses_are_the_pages_own() {
        let page = "<head><script src='//web.example/x.js'></script><!-- End Wayback Rewrite JS Include -->\
            <link rel=canonical href=\"https://web.example/web/20260301120000/https://a.example/f\">\
            <script>{\"url\":\"https:\\/\\/web.example\\/web\\/20260301120000\\/https:\\/\\/a.example\\/f\"}</script></head>\
            <body><!-- BEGIN WAYBACK TOOLBAR INSERT --><p>Captured 9 times</p><!-- END WAYBACK TOOLBAR INSERT -->\
            <img src='/web/20260301120000im_/https://a.example/i.png'>\
            <a href='https://web.example/web/20260301120000/https://web.example/web/20200101000000/https://b.example/'>old</a>\
            <a href='https://web.example/web/20200101000000/https://c.example/'>older</a>";
        assert_eq!(
            undone(page),
            "<head><script src='//web.example/x.js'></script><!-- End Wayback Rewrite JS Include -->\
            <link rel=canonical href=\"https://a.example/f\">\
            <script>{\"url\":\"https:\\/\\/a.example\\/f\"}</script></head>\
            <body>\
            <img src='https://a.example/i.png'>\
            <a href='https://web.example/web/20200101000000/https://b.example/'>old</a>\
            <a href='https://web.example/web/20200101000000/https://c.example/'>older</a>"
        );
    }

    #[test]
    fn a_banner_without_an_end_takes_nothing_with_it() {
        let page = "<!-- BEGIN WAYBACK TOOLBAR INSERT --><p>Text";
        assert_eq!(undone(page), page);
    }
}
