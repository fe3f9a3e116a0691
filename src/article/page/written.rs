//! Front matter as it is written here, read many times as fast as YAML is.
//!
//! Nearly every page that is read was written by this program, and a version is read whenever the next one is made. Whatever
//! is not exactly as it would be written here is left to the reader of YAML.

use std::iter::Peekable;
use std::str::Lines;

use super::front::KEYS;
use super::scalar;
use crate::article::draft::Draft;
use crate::article::fields::Hyperlink;
use crate::article::snapshot::Moment;

/// Reads the lines between the fences; none where they are not as they would be written here.
pub(super) fn read(matter: &str) -> Option<Draft> {
    let (mut draft, mut last) = (Draft::default(), 0);
    let mut lines = matter.lines().peekable();
    // The one format there is; what a carriage return means is for the reader of YAML to say.
    if matter.contains('\r') || lines.next() != Some("format: 1") {
        return None;
    }
    while let Some(line) = lines.next() {
        let (key, value) = line.split_once(':')?;
        let place = KEYS.iter().position(|known| *known == key).filter(|place| *place > last)?;
        last = place;
        match key {
            "urls" => draft.urls = list(value, &mut lines)?,
            "captions" => draft.fields.captions = list(value, &mut lines)?,
            "notes" => draft.notes = list(value, &mut lines)?,
            "links" => draft.fields.links = links(value, &mut lines)?,
            _ => {
                let value = value.strip_prefix(' ')?;
                match key {
                    "article" => draft.article = Some(scalar::read(value)?),
                    "headline" => draft.fields.headline = scalar::read(value)?,
                    "dek" => draft.fields.dek = Some(scalar::read(value)?),
                    "byline" => draft.fields.byline = Some(scalar::read(value)?),
                    "language" => draft.language = Some(scalar::read(value)?),
                    "published" => draft.published = Some(moment(value)?),
                    "modified" => draft.modified = Some(moment(value)?),
                    "at" => draft.at = Some(moment(value)?),
                    "seen" => draft.seen = Some(moment(value)?),
                    _ => return None,
                }
            }
        }
    }
    Some(draft)
}

fn moment(value: &str) -> Option<Moment> {
    Moment::parse_from_rfc3339(value).ok()
}

fn list(after_key: &str, lines: &mut Peekable<Lines<'_>>) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    while let Some(item) = lines.next_if(|line| line.starts_with("  - ")) {
        texts.push(scalar::read(&item[4..])?);
    }
    Some(texts).filter(|texts| after_key.is_empty() && !texts.is_empty())
}

fn links(after_key: &str, lines: &mut Peekable<Lines<'_>>) -> Option<Vec<Hyperlink>> {
    let mut found = Vec::new();
    while let Some(item) = lines.next_if(|line| line.starts_with("  - ")) {
        let text = scalar::read(item.strip_prefix("  - text: ")?)?;
        let href = scalar::read(lines.next()?.strip_prefix("    href: ")?)?;
        found.push(Hyperlink { text, href });
    }
    Some(found).filter(|found| after_key.is_empty() && !found.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::front;
    use super::*;
    use crate::article::{ArticleId, Fields};

    fn texts() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec(any::<String>(), 0..3)
    }

    proptest! {
        #[test]
        fn what_is_written_here_is_read_as_yaml_would_be(
            (headline, dek, byline) in (any::<String>(), any::<Option<String>>(), any::<Option<String>>()),
            (captions, notes, urls) in (texts(), texts(), texts()),
            links in proptest::collection::vec((any::<String>(), any::<String>()), 0..3),
        ) {
            let links = links.into_iter().map(|(text, href)| Hyperlink { text, href }).collect();
            let fields = Fields { headline, dek, byline, captions, links };
            let at = Moment::parse_from_rfc3339("2026-02-18T10:15:00.25-08:00").unwrap();
            let draft = Draft { fields, notes, urls, published: Some(at), ..Draft::default() };
            let id = ArticleId::from_name("example.org/ferry").unwrap();
            let mut matter = String::new();
            front::write(&mut matter, &id, &draft.clone().into_snapshot(at, at));
            let read = read(&matter);
            prop_assert_eq!(read.clone(), front::read_yaml(&matter).ok());
            prop_assert_eq!(read, Some(Draft { article: Some(id.to_string()), at: Some(at), seen: Some(at), ..draft }));
        }

        #[test]
        fn whatever_is_read_so_yaml_reads_so_too(
            lines in proptest::collection::vec(
                "(article|headline|dek|notes|links|at):( [a-zA-Z0-9\"'#:\\\\ ,{-]{0,6})?|  - (text: )?[a-z\"#: -]{0,5}|    href: [a-z]|[a-z ]{0,3}",
                0..6,
            ),
        ) {
            let matter = format!("format: 1\n{}\n", lines.join("\n"));
            if let Some(draft) = read(&matter) {
                prop_assert_eq!(front::read_yaml(&matter).ok(), Some(draft), "{}", matter);
            }
        }
    }
}
