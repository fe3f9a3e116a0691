//! What a page says of its article in its head and its attributes.

use super::linked_data;
use super::meta::{Meta, Said};
use super::parse::parse;
use super::tree::{Node, Tree};
use crate::capture::date;

/// The elements that state something, gathered in one walk.
#[derive(Default)]
struct Stated {
    /// JSON-LD, a block each.
    linked: Vec<String>,
    /// `<meta>`: its property or name, in lower case, and its content.
    named: Vec<(String, String)>,
    /// Microdata: the property, in lower case, and what it is for machines.
    marked: Vec<(String, String)>,
    canonical: Option<String>,
    title: Option<String>,
    language: Option<String>,
}

/// Names of `<meta>` elements that state the first publication, the most believed first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
];

/// Names of `<meta>` elements that state the last change, the most believed first.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
];

/// Reads JSON-LD first, then `OpenGraph` and its like, then microdata and the page's own elements.
pub(super) fn read(tree: &Tree) -> Meta {
    let stated = Stated::gather(tree);
    let said = linked_data::read(stated.linked.iter().map(String::as_str));
    let linked = |text: Option<String>| text.map(|text| Said::new(text, "json-ld"));
    let dated = |said: &Said| date::read(&said.text).is_some();
    let address = |said: &Said| said.text.contains("://");
    let of_class = |names: &[&str]| names.iter().find_map(|name| stated.named(name).filter(dated));
    let mut authors: Vec<Said> = said.authors.into_iter().map(|name| Said::new(name, "json-ld")).collect();
    if authors.is_empty() {
        let keys = ["author", "article:author", "byl", "dc.creator", "parsely-author"];
        let named = keys.iter().find_map(|name| stated.named(name).filter(|said| !address(said)));
        authors.extend(named.or_else(|| stated.marked("author").filter(|said| !address(said))).map(without_by));
    }
    Meta {
        headline: linked(said.headline)
            .or_else(|| stated.named("og:title"))
            .or_else(|| stated.title.clone().map(|title| Said::new(title, "title")))
            .map(plain),
        description: linked(said.description)
            .or_else(|| stated.named("og:description"))
            .or_else(|| stated.named("description"))
            .map(plain),
        authors,
        published: linked(said.published)
            .filter(dated)
            .or_else(|| of_class(&PUBLISHED[..1]))
            .or_else(|| stated.marked("datepublished").filter(dated))
            .or_else(|| of_class(&PUBLISHED[1..])),
        modified: linked(said.modified)
            .filter(dated)
            .or_else(|| of_class(&MODIFIED[..1]))
            .or_else(|| stated.marked("datemodified").filter(dated))
            .or_else(|| of_class(&MODIFIED[1..])),
        url: (stated.canonical.clone().map(|url| Said::new(url, "link")).filter(address))
            .or_else(|| stated.named("og:url").filter(address))
            .or(linked(said.url))
            .or_else(|| ["url", "mainentityofpage"].iter().find_map(|name| stated.marked(name).filter(address))),
        language: (stated.language.clone().map(|tag| Said::new(tag, "html")))
            .or(linked(said.language))
            .or_else(|| stated.marked("inlanguage"))
            .or_else(|| stated.named("og:locale").map(|said| Said::new(said.text.replace('_', "-"), said.source))),
        corrections: said.corrections,
    }
}

impl Stated {
    fn gather(tree: &Tree) -> Self {
        let mut stated = Self::default();
        for node in tree.root().descendants() {
            let Some(name) = node.name() else { continue };
            match name {
                "script" if node.attribute("type").unwrap_or_default().contains("ld+json") => {
                    stated.linked.push(node.whole_text());
                }
                "meta" => stated.add_named(node),
                "link" => {
                    let canonical = node.attribute("rel").unwrap_or_default().eq_ignore_ascii_case("canonical");
                    if canonical && stated.canonical.is_none() {
                        stated.canonical = filled(node, "href");
                    }
                }
                "html" => stated.language = filled(node, "lang").or_else(|| filled(node, "xml:lang")),
                "title" if stated.title.is_none() => stated.title = title(&node.whole_text()),
                _ => {}
            }
            if let Some(property) = filled(node, "itemprop") {
                let value = ["content", "datetime", "title", "href"].iter().find_map(|name| filled(node, name));
                stated.marked.extend(value.map(|value| (property.to_ascii_lowercase(), value)));
            }
        }
        stated
    }

    fn add_named(&mut self, node: Node<'_>) {
        let Some(content) = filled(node, "content") else { return };
        let names = [filled(node, "property"), filled(node, "name")];
        for name in names.into_iter().flatten() {
            self.named.push((name.to_ascii_lowercase(), content.clone()));
        }
    }

    fn named(&self, name: &str) -> Option<Said> {
        let found = self.named.iter().find(|(known, _)| known == name)?;
        let graph = name.starts_with("og:") || name.starts_with("article:");
        Some(Said::new(found.1.clone(), if graph { "opengraph" } else { "meta" }))
    }

    fn marked(&self, property: &str) -> Option<Said> {
        let found = self.marked.iter().find(|(known, _)| known.split(' ').any(|known| known == property))?;
        Some(Said::new(found.1.clone(), "microdata"))
    }
}

/// Reads an attribute, if it is filled.
fn filled(node: Node<'_>, name: &str) -> Option<String> {
    Some(node.attribute(name)?.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Takes off the `By` before a name that stands for machines.
fn without_by(said: Said) -> Said {
    let Said { text, source } = said;
    let bare = text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).map(str::to_owned);
    Said { text: bare.unwrap_or(text), source }
}

/// Reads the page's title without the name of the site after it.
fn title(text: &str) -> Option<String> {
    let title = text.trim();
    let cut = [" | ", " - ", " – ", " — ", " &#8211; "].iter().filter_map(|mark| title.find(mark)).min();
    let short = cut.map_or(title, |at| &title[..at]);
    Some(short.to_owned()).filter(|text| !text.is_empty())
}

/// Reads a text that may have its characters written as HTML entities twice, as JSON-LD often has.
fn plain(said: Said) -> Said {
    if !(said.text.contains('&') && said.text.contains(';')) {
        return said;
    }
    let text = parse(&format!("<body>{}", said.text)).and_then(|tree| Some(tree.body()?.whole_text()));
    Said { text: text.unwrap_or(said.text), ..said }
}
