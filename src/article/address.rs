//! The address of an article, in the one form that its id is made from.

use url::Url;

use super::id::BadId;

/// Query parameters that tell where a reader came from, never what is read; the form of an id depends on this list.
const TRACKING: [&str; 22] = [
    "_ga",
    "_gl",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "oly_anon_id",
    "oly_enc_id",
    "s_kwcid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "yclid",
];

/// A web address in canonical form: fragment, credentials, tracking parameters, default port and trailing slash are
/// dropped, the host is in lower case.
///
/// ```
/// use variorum::article::Address;
/// let address = Address::parse("HTTPS://www.Example.org:443/news/ferry/?utm_source=mail&id=7#top")?;
/// assert_eq!(address.as_str(), "https://www.example.org/news/ferry?id=7");
/// assert_eq!(address.site(), "example.org");
/// # Ok::<(), variorum::article::BadId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    text: String,
    host: String,
    path: String,
}

impl Address {
    /// Reads a web address.
    ///
    /// # Errors
    ///
    /// When it is not an `http` or `https` address with a host.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        let bad = || BadId::NotAnAddress { text: text.to_owned() };
        let url = Url::parse(text.trim()).map_err(|_| bad())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(bad());
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(bad)?.trim_end_matches('.').to_lowercase();
        let path = url.path().trim_end_matches('/').to_owned();
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let query = kept_query(url.query().unwrap_or_default());
        Ok(Self { text: format!("{}://{host}{port}{path}{query}", url.scheme()), host, path })
    }

    /// Writes an address so that any spelling of it is the same; what is none stays as it is.
    #[must_use]
    pub fn spelled(text: &str) -> String {
        Self::parse(text).map_or_else(|_| text.trim().to_owned(), |address| address.text)
    }

    /// Returns the address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the host without a leading `www.`.
    #[must_use]
    pub fn site(&self) -> &str {
        self.host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(&self.host)
    }

    /// Returns the path, which is empty for the front page.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the address without its scheme and a leading `www.`: two addresses that agree here lead to one page on
    /// every site but the oddest.
    #[must_use]
    pub fn bare(&self) -> &str {
        let rest = self.text.split_once("://").map_or(self.text.as_str(), |(_, rest)| rest);
        rest.strip_prefix("www.").unwrap_or(rest)
    }
}

/// Returns the parameters of a query that belong to the page, with the question mark, in their order.
fn kept_query(query: &str) -> String {
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        Address::parse(text).unwrap().as_str().to_owned()
    }

    #[test]
    fn what_does_not_name_the_page_is_dropped() {
        assert_eq!(canonical("http://Example.org:80/"), "http://example.org");
        assert_eq!(canonical("https://example.org/a/b/#c"), "https://example.org/a/b");
        assert_eq!(
            canonical("https://example.org/a?fbclid=1&utm_medium=x&page=2&gclid=3"),
            "https://example.org/a?page=2"
        );
        assert_eq!(canonical("https://user:secret@example.org:8443/a"), "https://example.org:8443/a");
    }

    #[test]
    fn a_canonical_address_is_its_own_canonical_form() {
        let once = canonical("https://www.example.org/%C3%A9t%C3%A9/x//?b=2&a=1&&utm_source=q");
        assert_eq!(canonical(&once), once);
    }

    #[test]
    fn an_address_needs_the_web_and_a_host() {
        for text in ["ftp://example.org/a", "file:///etc/passwd", "example.org/a", "https://", "javascript:alert(1)"] {
            assert_eq!(Address::parse(text), Err(BadId::NotAnAddress { text: text.to_owned() }));
        }
    }

    #[test]
    fn scheme_and_www_do_not_part_bare_addresses() {
        let (one, other) = (Address::parse("http://www.example.org/a"), Address::parse("https://example.org/a/"));
        assert_eq!(one.unwrap().bare(), other.unwrap().bare());
    }
}
