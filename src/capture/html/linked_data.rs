//! What a page says of its article in JSON-LD.

use serde_json::{Map, Value};

/// What a page states of its article in JSON-LD; empty where it states nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) headline: Option<String>,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) corrections: Vec<String>,
}

/// How deep an article is looked for inside other things.
const DEEPEST: usize = 8;

/// Reads the article out of the page's JSON-LD blocks; the first block that holds one wins.
pub(super) fn read<'a>(blocks: impl IntoIterator<Item = &'a str>) -> Stated {
    let found = blocks.into_iter().filter_map(parse).find_map(|value| find(&value, 0).map(from_article));
    found.unwrap_or_default()
}

/// Parses JSON, mending what pages get wrong: control characters, comments or code around it, a last comma.
fn parse(block: &str) -> Option<Value> {
    serde_json::from_str(block).ok().or_else(|| serde_json::from_str(&mended(block)).ok())
}

fn mended(block: &str) -> String {
    let comment = block.find("CDATA[").map_or(0, |at| at + "CDATA[".len());
    let start = block[comment..].find(['{', '[']).map_or(0, |at| at + comment);
    let end = block.rfind("]]>").filter(|&end| end > start).unwrap_or(block.len());
    let end = block[..end].rfind(['}', ']']).map_or(block.len(), |at| at + 1);
    let inner = block.get(start..end).unwrap_or_default();
    let mut out = String::with_capacity(inner.len());
    let (mut quoted, mut escaped) = (false, false);
    for letter in inner.chars() {
        if quoted {
            out.push(if letter.is_control() { ' ' } else { letter });
            quoted = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        if matches!(letter, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            out.truncate(kept);
        }
        out.push(letter);
        quoted = letter == '"';
    }
    out
}

/// Finds the first thing of an article's type, in arrays, graphs and what a page is about.
fn find(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    match value {
        Value::Array(values) if depth < DEEPEST => values.iter().find_map(|value| find(value, depth + 1)),
        Value::Object(object) if is_article(object) => Some(object),
        Value::Object(object) if depth < DEEPEST => {
            ["@graph", "mainEntity", "mainEntityOfPage", "about", "hasPart", "itemListElement"]
                .iter()
                .filter_map(|key| object.get(*key))
                .find_map(|value| find(value, depth + 1))
        }
        _ => None,
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let fits = |name: &str| {
        name.ends_with("Article")
            || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report" | "ReportageNewsArticle")
    };
    match object.get("@type") {
        Some(Value::String(name)) => fits(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(fits),
        _ => false,
    }
}

fn from_article(article: &Map<String, Value>) -> Stated {
    let line = |key: &str| article.get(key).and_then(text);
    let address = |key: &str| {
        let value = article.get(key)?;
        value
            .as_str()
            .or_else(|| value.get("@id").and_then(Value::as_str))
            .filter(|url| url.contains("://"))
            .map(str::to_owned)
    };
    Stated {
        headline: line("headline").or_else(|| line("name")),
        description: line("description"),
        authors: article.get("author").map(names).unwrap_or_default(),
        published: line("datePublished"),
        modified: line("dateModified"),
        url: address("url").or_else(|| address("mainEntityOfPage")).or_else(|| address("@id")),
        language: line("inLanguage"),
        corrections: article.get("correction").map(corrections).unwrap_or_default(),
    }
}

/// Reads a text, or the first of several.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(text),
        Value::Object(object) => object.get("@value").or_else(|| object.get("alternateName")).and_then(text),
        _ => None,
    }
}

/// Reads the names of people: a text, a person, or several; an address is no name.
fn names(value: &Value) -> Vec<String> {
    let found = match value {
        Value::Array(values) => values.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        value => text(value).into_iter().collect::<Vec<_>>(),
    };
    found.into_iter().filter(|name| !name.contains("://")).collect()
}

fn corrections(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(corrections).collect(),
        Value::Object(object) => {
            object.get("text").or_else(|| object.get("description")).and_then(text).into_iter().collect()
        }
        value => text(value).into_iter().filter(|text| !text.contains("://")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph() {
        let found =
            read([r#"{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"Ferry sinks",
            "author":[{"@type":"Person","name":"Ada Moreau"},"Li Wen"],"datePublished":"2026-02-17T13:09:00-0800",
            "correction":{"@type":"CorrectionComment","text":"It sank at noon."}}]}"#]);
        assert_eq!(found.headline.as_deref(), Some("Ferry sinks"));
        assert_eq!(found.authors, ["Ada Moreau", "Li Wen"]);
        assert_eq!(found.published.as_deref(), Some("2026-02-17T13:09:00-0800"));
        assert_eq!(found.corrections, ["It sank at noon."]);
    }

    #[test]
    fn broken_json_is_mended() {
        let found = read(["<!-- {\"@type\":\"Article\",\"headline\":\"Ferry\n sinks\",} -->", "not json"]);
        assert_eq!(found.headline.as_deref(), Some("Ferry  sinks"));
        assert_eq!(read(["{{{{", "[]", "null"]), Stated::default());
    }
}
