//! The content of an article in one canonical form, and its hash.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::fields::Fields;
use super::snapshot::Snapshot;
use crate::text::{BlockKind, Body};

/// What makes a version, in the order it is hashed in; the order and names are part of the archive's format.
#[derive(Serialize)]
struct Content<'a> {
    headline: Option<&'a str>,
    dek: Option<&'a str>,
    byline: Option<&'a str>,
    body: Vec<(BlockKind, &'a str)>,
    captions: &'a [String],
    links: Vec<(&'a str, &'a str)>,
    notes: &'a [String],
}

/// Writes the content as compact JSON: `{"headline","dek","byline","body":[[kind,text],…],"captions","links","notes"}`,
/// with `null` for what is missing.
///
/// Two snapshots with the same canonical content are the same version.
///
/// # Panics
///
/// Never: strings and lists of them always become JSON.
#[must_use]
pub fn canonical_content(fields: &Fields, body: &Body, notes: &[String]) -> String {
    let content = Content {
        headline: Some(fields.headline.as_str()).filter(|headline| !headline.is_empty()),
        dek: fields.dek.as_deref(),
        byline: fields.byline.as_deref(),
        body: body.iter().collect(),
        captions: &fields.captions,
        links: fields.links.iter().map(|link| (link.text.as_str(), link.href.as_str())).collect(),
        notes,
    };
    let mut written = Vec::with_capacity(body.text().len() + 1024);
    serde_json::to_writer(&mut written, &content).expect("strings and lists always become JSON");
    String::from_utf8(written).expect("JSON is written as text")
}

/// Returns the SHA-256 of bytes, in lower-case hex.
///
/// # Panics
///
/// Never: every half of a byte has its digit.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).expect("four bits are one hex digit");
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        hex.extend([digit(byte >> 4), digit(byte & 15)]);
    }
    hex
}

impl Snapshot {
    /// Returns the SHA-256 of the canonical content, in lower-case hex: equal for equal content, whatever its times.
    #[must_use]
    pub fn content_sha256(&self) -> String {
        sha256_hex(canonical_content(&self.fields, &self.body, &self.notes).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Hyperlink;

    #[test]
    fn the_canonical_content_has_a_fixed_form() {
        let fields = Fields {
            headline: "Ferry \"sinks\"".to_owned(),
            byline: Some("By A. Writer".to_owned()),
            links: vec![Hyperlink { text: "report".to_owned(), href: "https://example.org/r".to_owned() }],
            ..Fields::default()
        };
        let body = Body::from_iter([(BlockKind::Paragraph, "It sank."), (BlockKind::ListItem, "Été")]);
        assert_eq!(
            canonical_content(&fields, &body, &["Updated.".to_owned()]),
            r#"{"headline":"Ferry \"sinks\"","dek":null,"byline":"By A. Writer","body":[["paragraph","It sank."],["list-item","Été"]],"captions":[],"links":[["report","https://example.org/r"]],"notes":["Updated."]}"#
        );
    }

    #[test]
    fn the_hash_of_nothing_is_the_known_one() {
        assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn an_empty_article_has_a_content() {
        let content = canonical_content(&Fields::default(), &Body::default(), &[]);
        assert_eq!(
            content,
            r#"{"headline":null,"dek":null,"byline":null,"body":[],"captions":[],"links":[],"notes":[]}"#
        );
    }
}
