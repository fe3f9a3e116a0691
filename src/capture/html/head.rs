//! What a page says of its article in its head and its attributes.

use dom_query::Document;

use super::linked_data;
use super::meta::Meta;

/// Reads JSON-LD first, then `OpenGraph` and its like, then microdata and the page's own elements.
pub(super) fn read(document: &Document) -> Meta {
    let blocks = document.select("script[type*='ld+json']");
    let blocks: Vec<String> = blocks.nodes().iter().map(|node| node.text().to_string()).collect();
    let said = linked_data::read(blocks.iter().map(String::as_str));
    let Meta { headline, description, authors, published, modified, url, language, corrections } = said;
    let content = |selector: &str| attribute(document, selector, "content");
    let property =
        |name: &str| content(&format!("meta[property='{name}']")).or_else(|| content(&format!("meta[name='{name}']")));
    let marked = |name: &str| {
        let selector = format!("[itemprop='{name}']");
        attribute(document, &selector, "content").or_else(|| attribute(document, &selector, "datetime"))
    };
    let author = || property("author").or_else(|| property("article:author")).filter(|name| !name.contains("://"));
    Meta {
        headline: headline.or_else(|| property("og:title")).or_else(|| title(document)).map(|text| plain(&text)),
        description: description
            .or_else(|| property("og:description"))
            .or_else(|| property("description"))
            .map(|text| plain(&text)),
        authors: if authors.is_empty() { author().into_iter().collect() } else { authors },
        published: published
            .or_else(|| property("article:published_time"))
            .or_else(|| marked("datePublished"))
            .or_else(|| property("date"))
            .or_else(|| property("dc.date"))
            .or_else(|| attribute(document, "article time[datetime]", "datetime")),
        modified: modified
            .or_else(|| property("article:modified_time"))
            .or_else(|| marked("dateModified"))
            .or_else(|| property("og:updated_time"))
            .or_else(|| property("last-modified")),
        url: attribute(document, "link[rel='canonical']", "href")
            .filter(|url| url.contains("://"))
            .or_else(|| property("og:url").filter(|url| url.contains("://")))
            .or(url),
        language: attribute(document, "html", "lang")
            .or(language)
            .or_else(|| property("og:locale").map(|locale| locale.replace('_', "-"))),
        corrections,
    }
}

/// Reads an attribute of the first element that has it filled.
fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let found = document.try_select(selector)?;
    let value = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    found.nodes().iter().find_map(|node| value(node.attr(name)?.to_string()))
}

/// Reads the page's title without the name of the site after it.
fn title(document: &Document) -> Option<String> {
    let title = document.select("head title").text().trim().to_owned();
    let cut = [" | ", " - ", " – ", " — "].iter().filter_map(|mark| title.find(mark)).min();
    let short = cut.map_or(title.as_str(), |at| &title[..at]);
    Some(short.to_owned()).filter(|text| !text.is_empty())
}

/// Reads a text that may have its characters written as HTML entities twice, as JSON-LD often has.
fn plain(text: &str) -> String {
    if text.contains('&') && text.contains(';') { Document::fragment(text).text().to_string() } else { text.to_owned() }
}
