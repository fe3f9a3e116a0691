//! Pages are parsed by the rules of HTML; those that would take a parser for ever are given up.

use std::borrow::Cow;
use std::cell::Cell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::{Emitter, Error, State, Tokenizer};

use super::interrupted::{Interrupted, Interruption};
use super::sink::Sink;
use super::tree::{NodeId, Tree};

/// The deepest nesting of elements that is parsed. Real pages stay below 100; a parser looks through all open elements
/// at nearly every tag, so that time grows with the square of the depth.
const DEEPEST: usize = 1000;

/// The most tags and comments of a page, and the most nodes of its tree, each of which takes some hundred bytes however
/// short it is. Real pages stay below 100,000.
const MOST: usize = 600_000;

/// How many values of attributes of a tag are read without an interruption; real tags have fewer.
const VALUES_AT_ONCE: usize = 16;

/// Parses a page, as a browser does that runs no scripts; none when it is nested too deep, or has too many elements.
///
/// Of scripts only those that state something are kept, of attributes only those that tell something.
pub(super) fn parse(page: &str) -> Option<Tree> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(Sink::new(), options);
    let interruption = Cell::new(false);
    let page = Interrupted::new(page, &interruption);
    let mut tokenizer = Tokenizer::new_with_emitter(page, Feed::new(&builder, &interruption));
    loop {
        match tokenizer.next() {
            Some(Ok(TooMuch)) => return None,
            Some(Err(Interruption)) => {}
            None => break,
        }
    }
    drop(tokenizer);
    Some(builder.sink.finish())
}

/// Hands the tokens of a page to the builder of its tree, as they are read.
struct Feed<'b> {
    builder: &'b TreeBuilder<NodeId, Sink>,
    /// Whether the tokenizer is to be interrupted.
    interruption: &'b Cell<bool>,
    /// The text since the last tag.
    text: Vec<u8>,
    /// Whether the text that follows is a script or a style that says nothing.
    skips_text: bool,
    name: Vec<u8>,
    kind: TagKind,
    closes_itself: bool,
    attributes: Vec<Attribute>,
    attribute: Vec<u8>,
    value: Vec<u8>,
    /// How many attributes of the tag have a value.
    values: usize,
    last_start: Vec<u8>,
    doctype: Doctype,
    depth: usize,
    count: usize,
}

/// A page has more than is parsed.
struct TooMuch;

impl<'b> Feed<'b> {
    fn new(builder: &'b TreeBuilder<NodeId, Sink>, interruption: &'b Cell<bool>) -> Self {
        Self {
            builder,
            interruption,
            text: Vec::new(),
            skips_text: false,
            name: Vec::new(),
            kind: TagKind::StartTag,
            closes_itself: false,
            attributes: Vec::new(),
            attribute: Vec::new(),
            value: Vec::new(),
            values: 0,
            last_start: Vec::new(),
            doctype: Doctype::default(),
            depth: 0,
            count: 0,
        }
    }

    fn hand_over(&self, token: Token) -> TokenSinkResult<NodeId> {
        const NO_LINE: u64 = 1;
        self.builder.process_token(token, NO_LINE)
    }

    fn hand_over_text(&mut self) {
        if !self.text.is_empty() {
            let text = tendril(&self.text);
            self.text.clear();
            // Only a tag leads from text to what is no text.
            let _ = self.hand_over(Token::CharacterTokens(text));
        }
    }

    /// Keeps the attribute that was read, if it tells something; of two of a name the first holds.
    fn end_attribute(&mut self) {
        if is_telling(&self.attribute) {
            let name = QualName::new(None, ns!(), local_name(&self.attribute));
            if !self.attributes.iter().any(|known| known.name == name) {
                self.attributes.push(Attribute { name, value: tendril(&self.value) });
            }
        }
        self.attribute.clear();
        self.value.clear();
    }

    /// Counts how deep the elements that are open are nested, as far as tags tell.
    fn count_tag(&mut self) {
        self.count += 1;
        if is_never_deep(&self.name) || self.closes_itself {
            return;
        }
        self.depth = match self.kind {
            TagKind::StartTag => self.depth + 1,
            TagKind::EndTag => self.depth.saturating_sub(1),
        };
    }

    /// Tells whether an open tag is that of a script that states something.
    fn states_something(&self) -> bool {
        self.attributes.iter().any(|attribute| &*attribute.name.local == "type" && attribute.value.contains("ld+json"))
    }
}

impl Emitter for Feed<'_> {
    type Token = TooMuch;

    fn pop_token(&mut self) -> Option<TooMuch> {
        let is_too_much = self.depth > DEEPEST || self.count > MOST || self.builder.sink.count() > MOST;
        is_too_much.then_some(TooMuch)
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}

    fn emit_eof(&mut self) {
        self.hand_over_text();
        let _ = self.hand_over(Token::EOFToken);
        self.builder.end();
    }

    fn emit_string(&mut self, text: &[u8]) {
        if !self.skips_text {
            self.text.extend(text);
        }
    }

    fn init_start_tag(&mut self) {
        self.name.clear();
        self.kind = TagKind::StartTag;
        self.closes_itself = false;
        self.values = 0;
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.kind = TagKind::EndTag;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend(name);
    }

    fn set_self_closing(&mut self) {
        self.closes_itself = true;
    }

    fn init_attribute(&mut self) {
        self.end_attribute();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attribute.extend(name);
    }

    fn init_attribute_value(&mut self) {
        self.values += 1;
        if self.values.is_multiple_of(VALUES_AT_ONCE) {
            self.interruption.set(true);
        }
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.value.extend(value);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_attribute();
        self.count_tag();
        self.hand_over_text();
        let is_stated = self.states_something();
        let tag = Tag {
            kind: self.kind,
            name: local_name(&self.name),
            self_closing: self.closes_itself,
            attrs: std::mem::take(&mut self.attributes),
            had_duplicate_attributes: false,
        };
        self.last_start.clear();
        if tag.kind == TagKind::StartTag {
            self.last_start.extend(&self.name);
        }
        let state = match self.hand_over(Token::TagToken(tag)) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(_) => Some(State::ScriptData),
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => None,
        };
        self.skips_text = match state {
            Some(State::ScriptData) => !is_stated,
            Some(State::RawText) => self.name == b"style",
            _ => false,
        };
        state
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.kind == TagKind::EndTag && self.name == self.last_start && !self.name.is_empty()
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    fn init_comment(&mut self) {}

    fn push_comment(&mut self, _: &[u8]) {}

    fn emit_current_comment(&mut self) {
        self.count += 1;
    }

    fn init_doctype(&mut self) {
        self.doctype = Doctype::default();
    }

    fn push_doctype_name(&mut self, name: &[u8]) {
        push(&mut self.doctype.name, name);
    }

    fn set_doctype_public_identifier(&mut self, value: &[u8]) {
        self.doctype.public_id = Some(tendril(value));
    }

    fn set_doctype_system_identifier(&mut self, value: &[u8]) {
        self.doctype.system_id = Some(tendril(value));
    }

    fn push_doctype_public_identifier(&mut self, value: &[u8]) {
        push(&mut self.doctype.public_id, value);
    }

    fn push_doctype_system_identifier(&mut self, value: &[u8]) {
        push(&mut self.doctype.system_id, value);
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn emit_current_doctype(&mut self) {
        self.hand_over_text();
        let doctype = std::mem::take(&mut self.doctype);
        let _ = self.hand_over(Token::DoctypeToken(doctype));
    }
}

/// Tells whether an attribute tells something of an element, or whether the rules of HTML ask for it; most do neither.
fn is_telling(name: &[u8]) -> bool {
    matches!(
        name,
        b"class"
            | b"id"
            | b"href"
            | b"name"
            | b"rel"
            | b"role"
            | b"style"
            | b"src"
            | b"title"
            | b"type"
            | b"content"
            | b"property"
            | b"itemprop"
            | b"datetime"
            | b"hidden"
            | b"aria-hidden"
            | b"lang"
            | b"xml:lang"
            | b"data-component"
            | b"data-testid"
            | b"data-qa"
            | b"data-gu-name"
            | b"slot"
            | b"encoding"
            | b"color"
            | b"face"
            | b"size"
    )
}

/// Tells whether an element has no end, or whether the next of its kind ends it.
#[rustfmt::skip]
fn is_never_deep(name: &[u8]) -> bool {
    matches!(
        name,
        b"area" | b"base" | b"br" | b"col" | b"dd" | b"dt" | b"embed" | b"hr" | b"img" | b"input" | b"li" | b"link"
            | b"meta" | b"option" | b"p" | b"param" | b"source" | b"tbody" | b"td" | b"tfoot" | b"th" | b"thead"
            | b"tr" | b"track" | b"wbr"
    )
}

fn local_name(name: &[u8]) -> LocalName {
    LocalName::from(&*utf8(name))
}

fn tendril(bytes: &[u8]) -> StrTendril {
    StrTendril::from_slice(&utf8(bytes))
}

fn push(text: &mut Option<StrTendril>, bytes: &[u8]) {
    text.get_or_insert_default().push_slice(&utf8(bytes));
}

/// Takes bytes for the text that they are, since they come from one.
fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;
    use crate::capture::html::tree::Node;

    fn text(page: &str) -> String {
        parse(page).unwrap().body().unwrap().whole_text()
    }

    #[test]
    fn ordinary_pages_are_parsed() {
        let page =
            "<!-- <div> --><script>if (a < b) '<div>'</script><div class='a b' id=x><p>a<p>b<br/></div>".repeat(300);
        assert!(parse(&page).is_some());
        assert!(parse(&"<p><li><td>".repeat(500)).is_some());
        assert!(parse(&format!("<div {}>", "a=\"1\" ".repeat(5000))).is_some());
        assert!(parse(&format!("<div title=\"{}\">", "word ".repeat(100_000))).is_some());
    }

    #[test]
    fn depth_and_elements_without_measure_are_not() {
        assert!(parse(&"<br>".repeat(MOST + 1)).is_none());
        assert!(parse(&"<!---->".repeat(MOST + 1)).is_none());
        assert!(parse(&"<div>".repeat(5000)).is_none());
        // Each paragraph opens all emphasis anew that no end was given to.
        let emphases: Vec<String> = (0..900).map(|number| format!("<b id={number}>")).collect();
        assert!(parse(&format!("<p>{}{}", emphases.concat(), "<p>a".repeat(5000))).is_none());
    }

    #[test]
    fn what_is_no_text_is_none() {
        let page = "a<!-- b --><script>'<p>c'</script><style>p{}</style><title>&amp;</title><textarea><p></textarea>d";
        assert_eq!(text(page), "a&<p>d");
        assert_eq!(text("<svg><style>a</style><script>b</script></svg><p>c"), "abc");
        assert_eq!(text("<p>a<template>b<p>c</template>d"), "ad");
        assert_eq!(text("<script><!-- <script> </script> --></script>a"), "a");
        assert_eq!(text("<svg><![CDATA[a]]></svg><![CDATA[b]]>c"), "ac");
    }

    #[test]
    fn a_script_that_states_something_is_kept() {
        let tree = parse("<script type='application/ld+json'>{\"a\":\"</b>\"}</script>").unwrap();
        assert_eq!(tree.root().whole_text(), "{\"a\":\"</b>\"}");
    }

    #[test]
    fn a_tag_of_many_attributes_is_read_to_its_end() {
        for value in ["=\"1&amp;\"", "='1&amp;'", "=1&amp;", ""] {
            let attributes: Vec<String> = (0..20_000).map(|number| format!("a{number}{value}")).collect();
            let tree = parse(&format!("<body class=a {} id=\"b\">c", attributes.join(" "))).unwrap();
            let body = tree.body().unwrap();
            assert_eq!(body.attributes().collect::<Vec<_>>(), [("class", "a"), ("id", "b")], "{value}");
            assert_eq!(body.whole_text(), "c");
        }
        let page = "<body class=\"a\">".replace("class", &"lang=\"&gt;\"  title='' data-x=y class".repeat(40));
        assert_eq!(written_twice(&page)[0], written_twice(&page)[1]);
    }

    #[test]
    fn what_is_misplaced_goes_where_a_browser_puts_it() {
        assert_eq!(text("<table><tr><td>a</td></tr>b<p>c</table>d"), "bcad");
        assert_eq!(text("<p>a<b>b<div>c</b>d</div>e"), "abcde");
        assert_eq!(text("<a href=1>a<a href=2>b<p>c</a>d"), "abcd");
    }

    /// Writes a tree down as elements in elements, with what is kept of them.
    fn written(node: Node<'_>, into: &mut String) {
        into.push_str(node.text().unwrap_or_default());
        if let Some(name) = node.name() {
            let attributes: Vec<_> = node.attributes().collect();
            write!(into, "<{name}{attributes:?}>").unwrap();
        }
        let mut child = node.first_child();
        while let Some(inner) = child {
            written(inner, into);
            child = inner.next_sibling();
        }
        into.push_str(if node.name().is_some() { "</>" } else { "" });
    }

    /// Writes the tree down that another parser makes, with the same of it.
    fn written_by_another(node: dom_query::NodeRef<'_>, into: &mut String) {
        let element = node.element_ref();
        let is_style = element.as_ref().is_some_and(|element| {
            let attributes = element.attrs.iter().map(|attribute| (&*attribute.name.local, &*attribute.value));
            let attributes: Vec<_> = attributes.filter(|(name, _)| is_telling(name.as_bytes())).collect();
            let name = &*element.name.local;
            write!(into, "<{name}{attributes:?}>").unwrap();
            let states = attributes.iter().any(|(name, value)| *name == "type" && value.contains("ld+json"));
            element.name.ns == ns!(html) && (name == "style" || (name == "script" && !states))
        });
        for child in node.children() {
            if child.is_text() && !is_style {
                into.push_str(&child.text());
            } else if child.is_element() {
                written_by_another(child, into);
            }
        }
        into.push_str(if element.is_some() { "</>" } else { "" });
    }

    fn written_twice(page: &str) -> [String; 2] {
        let mut written_down = [String::new(), String::new()];
        written(parse(page).unwrap().root(), &mut written_down[0]);
        written_by_another(dom_query::Document::from(page).root(), &mut written_down[1]);
        written_down
    }

    #[test]
    fn another_parser_makes_the_same_tree_of_a_real_page() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "html") {
                let bytes = std::fs::read(&path).unwrap();
                let [one, other] = written_twice(&String::from_utf8_lossy(&bytes));
                assert_eq!(one, other, "{}", path.display());
            }
        }
    }

    fn soup() -> impl Strategy<Value = String> {
        let tags = "html head body title div p b a i nobr table tbody tr td caption ul li h1 select option textarea pre form \
            button svg math style script template iframe noscript frameset br img input font xmp foreignObject mi";
        let tags: Vec<String> = tags
            .split_whitespace()
            .flat_map(|name| {
                [format!("<{name}>"), format!("</{name}>"), format!("<{name} class=a>"), format!("<{name}/>")]
            })
            .collect();
        let other = [
            "a",
            " ",
            "\n",
            "&amp;",
            "&notit;",
            "&lt",
            "&#x80;",
            "&",
            "<",
            ">",
            "<a href='1&amp;b'",
            "<p id=\"x\"",
            "title=é",
            "'",
            "\"",
            "=",
            "<!doctype html>",
            "é",
        ];
        let piece =
            prop_oneof![3 => prop::sample::select(tags), 2 => prop::sample::select(other.map(str::to_owned).to_vec())];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn another_parser_makes_the_same_tree_of_anything(page in soup()) {
            let [one, other] = written_twice(&page);
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn of_two_attributes_of_a_name_the_first_holds() {
        let tree = parse("<body CLASS=a class=b onload=x hidden>").unwrap();
        let attributes: Vec<_> = tree.body().unwrap().attributes().collect();
        assert_eq!(attributes, [("class", "a"), ("hidden", "")]);
    }
}
