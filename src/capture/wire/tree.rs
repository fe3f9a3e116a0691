//! A small XML document as a tree: within bounds, without entities of its own.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::capture::error::CaptureError;
use crate::capture::xml::character;

/// The deepest nesting of elements that is read.
const DEEPEST: usize = 200;

/// The most elements that are read.
const MOST_ELEMENTS: usize = 200_000;

/// The most attributes of an element that are read; others are passed over.
const MOST_ATTRIBUTES: usize = 50;

/// An element, with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name without its prefix, in lower case.
    pub(super) name: String,
    /// Its attributes, their names without prefixes and in lower case.
    attributes: Vec<(String, String)>,
    /// What is in it.
    pub(super) children: Vec<Node>,
}

/// What is in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// Reads a document; returns its root.
    pub(super) fn read(text: &str) -> Result<Self, CaptureError> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        let malformed = |reason: String| CaptureError::Malformed { reason };
        // The document itself stands below them all.
        let mut open = vec![Self::default()];
        let mut elements = 0;
        loop {
            let event = reader.read_event().map_err(|error| malformed(error.to_string()))?;
            let ends = matches!(event, Event::Empty(_) | Event::End(_));
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    elements += 1;
                    if elements > MOST_ELEMENTS || open.len() > DEEPEST {
                        return Err(CaptureError::TooDeep);
                    }
                    open.push(Self::of(&tag));
                }
                Event::Text(text) => push(&mut open, &text.xml10_content()),
                Event::CData(text) => push(&mut open, &text.xml10_content()),
                Event::GeneralRef(name) => push(&mut open, &character(&name)),
                Event::Eof => break,
                _ => {}
            }
            if ends && open.len() > 1 {
                close(&mut open);
            }
        }
        while open.len() > 1 {
            close(&mut open);
        }
        let root = open.pop().and_then(|document| document.elements().next().cloned());
        root.ok_or_else(|| malformed("no element".to_owned()))
    }

    fn of(tag: &BytesStart<'_>) -> Self {
        let mut attributes = tag.attributes();
        let read = attributes.with_checks(false).take(MOST_ATTRIBUTES).filter_map(Result::ok);
        let pair = |attribute: quick_xml::events::attributes::Attribute<'_>| {
            let value =
                unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), |value| value.to_string());
            (local(attribute.key.as_ref()), value)
        };
        let attributes = read.map(pair).collect();
        Self { name: local(tag.name().as_ref()), attributes, children: Vec::new() }
    }

    /// Returns the elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first element of a name below it, at any depth and in the order of the document.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// Returns the element that a path of names leads to, each the first of its name at any depth below the one before.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.find(name))
    }

    /// Returns all elements of a name below it, in the order of the document.
    pub(super) fn all<'e>(&'e self, name: &str) -> Vec<&'e Self> {
        let mut found = Vec::new();
        self.gather(name, &mut found);
        found
    }

    fn gather<'e>(&'e self, name: &str, found: &mut Vec<&'e Self>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.gather(name, found);
        }
    }

    /// Returns the value of an attribute; none where it is empty.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// Returns all text in it on one line; none where there is none.
    pub(super) fn line(&self) -> Option<String> {
        let mut text = String::new();
        self.write_text(&mut text);
        Some(crate::text::one_line(&text)).filter(|line| !line.is_empty())
    }

    fn write_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(part) => text.push_str(part),
                Node::Element(element) if element.name == "br" => text.push('\n'),
                Node::Element(element) => element.write_text(text),
            }
        }
    }
}

/// Adds text to the innermost open element.
fn push(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        match element.children.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }
}

/// Puts the innermost open element into the one around it.
fn close(open: &mut Vec<Element>) {
    if let Some((element, around)) = open.pop().zip(open.last_mut()) {
        around.children.push(Node::Element(element));
    }
}

/// Returns a name without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_attributes_and_texts_are_read() {
        let root = Element::read(
            "<?xml version='1.0'?><!DOCTYPE a><n:a X:y=' 1&amp;2 '>o<b>ne</b> &#116;w&mdash;<![CDATA[<o>]]><c/></n:a>",
        )
        .unwrap();
        assert_eq!((root.name.as_str(), root.attribute("y")), ("a", Some("1&2")));
        assert_eq!(root.line().as_deref(), Some("one tw—<o>"));
        assert_eq!(root.at(&["b"]).and_then(Element::line).as_deref(), Some("ne"));
        assert!(root.find("c").is_some_and(|element| element.line().is_none()));
    }

    #[test]
    fn what_has_no_measure_is_refused() {
        assert_eq!(Element::read(&"<a>".repeat(1_000_000)), Err(CaptureError::TooDeep));
        assert_eq!(Element::read(&format!("<a>{}</a>", "<b/>".repeat(300_000))), Err(CaptureError::TooDeep));
        let wide = format!("<a {}>x</a>", "b='1' ".repeat(1_000_000));
        assert_eq!(Element::read(&wide).unwrap().attributes.len(), MOST_ATTRIBUTES);
        for text in ["", "x", "<", "<a", "<!DOCTYPE a [<!ENTITY b '<a>'>]>"] {
            assert!(Element::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_entity_of_the_document_stands_for_nothing() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;&b;'>]><a d='&c;'>x&c;y</a>";
        assert_eq!(Element::read(bomb).unwrap().line().as_deref(), Some("xy"));
    }
}
