//! `NITF`: the item is the article.

use super::text::Content;
use super::tree::{Element, Node};
use super::{Item, signal};

/// Reads an item.
pub(super) fn read(root: &Element) -> Item {
    let docdata = root.at(&["head", "docdata"]);
    let head = root.find("body.head");
    let in_head = |path: &[&str]| head.and_then(|head| head.at(path)).and_then(Element::line);
    let norm = |name: &str| docdata?.find(name)?.attribute("norm").map(str::to_owned);
    let printed = || root.at(&["head", "pubdata"])?.attribute("date.publication").map(str::to_owned);
    let mut item = Item {
        headline: in_head(&["hedline", "hl1"]).or_else(|| root.at(&["head", "title"])?.line()),
        dek: in_head(&["hedline", "hl2"]).or_else(|| in_head(&["abstract"])),
        byline: head.and_then(|head| head.find("byline")).and_then(byline),
        language: root.attribute("lang").map(str::to_owned),
        published: norm("date.issue").or_else(printed),
        modified: norm("date.release"),
        id: docdata.and_then(id),
        dateline: in_head(&["dateline"]),
        content: root.find("body.content").map(Content::of).unwrap_or_default(),
        tail: root.find("body.end").and_then(|end| end.find("tagline")).and_then(Element::line).into_iter().collect(),
        ..Item::default()
    };
    let Some(docdata) = docdata else { return item };
    let corrections = docdata.all("correction");
    let told = docdata.all("ed-msg").into_iter().chain(corrections.iter().copied());
    item.messages =
        told.filter_map(|message| message.attribute("info").map(str::to_owned).or_else(|| message.line())).collect();
    let types =
        docdata.all("ed-msg").into_iter().filter_map(|message| message.attribute("msg-type")).filter_map(signal);
    let status = docdata.attribute("management-status").and_then(signal);
    item.signals = types.chain(status).chain(corrections.first().and_then(|_| signal("correction"))).collect();
    item
}

/// Reads a byline: the names, then what the writers are.
fn byline(element: &Element) -> Option<String> {
    let is_title = |child: &Node| matches!(child, Node::Element(child) if child.name == "byttl");
    let mut names = element.clone();
    names.children.retain(|child| !is_title(child));
    let titles = element.all("byttl").into_iter().filter_map(Element::line);
    let parts: Vec<String> = names.line().into_iter().chain(titles).collect();
    Some(parts.join(", ")).filter(|line| !line.is_empty())
}

/// Finds what the sender knows the item by: the key that all its versions share, else its own name.
fn id(docdata: &Element) -> Option<(String, String)> {
    let doc = docdata.find("doc-id");
    let sender = doc.and_then(|doc| doc.attribute("regsrc")).unwrap_or("wire");
    let key = docdata.find("du-key").and_then(|key| key.attribute("key"));
    let id = key.or_else(|| doc?.attribute("id-string"))?;
    Some((sender.to_owned(), id.to_owned()))
}
