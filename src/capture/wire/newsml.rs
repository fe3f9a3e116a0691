//! `NewsML`: the item is an envelope, and the article is in it.

use super::text::Content;
use super::tree::Element;
use super::{Item, nitf, signal};

/// Reads an item of `NewsML-G2`; of a message with several, the first that holds a text.
pub(super) fn read_second(root: &Element) -> Item {
    let items = if root.name == "newsitem" { vec![root] } else { root.all("newsitem") };
    let has_text = |item: &&Element| item.find("inlinexml").or_else(|| item.find("inlinedata")).is_some();
    let Some(found) = items.iter().copied().find(has_text).or_else(|| items.first().copied()) else {
        return Item::default();
    };
    let line = |path: &[&str]| found.at(path).and_then(Element::line);
    let content = found.at(&["contentset"]).and_then(|set| set.find("inlinexml").or_else(|| set.find("inlinedata")));
    // An item may hold a whole item of the older form.
    let inner = content.and_then(|content| content.find("nitf")).map(nitf::read).unwrap_or_default();
    let meta = found.find("itemmeta");
    let codes = |name: &str| {
        let elements = meta.map(|meta| meta.all(name)).unwrap_or_default();
        elements.into_iter().filter_map(|element| element.attribute("qcode")).filter_map(signal).collect::<Vec<_>>()
    };
    let is_summary = |text: &&Element| text.attribute("role").is_some_and(|role| role.ends_with(":summary"));
    let summary = || found.at(&["contentmeta"])?.all("description").into_iter().find(is_summary)?.line();
    let language = || found.at(&["contentmeta", "language"])?.attribute("tag").map(str::to_owned);
    let mut signals = codes("signal");
    signals.extend(codes("pubstatus"));
    Item {
        headline: line(&["contentmeta", "headline"]).or(inner.headline).or_else(|| line(&["itemmeta", "title"])),
        dek: line(&["contentmeta", "subheadline"]).or_else(summary).or(inner.dek),
        byline: line(&["contentmeta", "by"]).or(inner.byline).or_else(|| line(&["contentmeta", "creator", "name"])),
        language: language().or_else(|| found.attribute("lang").map(str::to_owned)),
        published: line(&["itemmeta", "firstcreated"]).or_else(|| line(&["contentmeta", "contentcreated"])),
        modified: line(&["itemmeta", "versioncreated"]).or_else(|| line(&["contentmeta", "contentmodified"])),
        id: found.attribute("guid").map(of_urn),
        dateline: line(&["contentmeta", "dateline"]).or(inner.dateline),
        tail: inner.tail,
        messages: meta
            .map(|meta| meta.all("ednote"))
            .unwrap_or_default()
            .into_iter()
            .filter_map(Element::line)
            .collect(),
        signals,
        content: match content {
            Some(content) if content.find("nitf").is_none() => Content::of(content),
            _ => inner.content,
        },
    }
}

/// Reads an item of `NewsML 1`, as far as its kinds have things in common.
pub(super) fn read_first(root: &Element) -> Item {
    let line = |path: &[&str]| root.at(path).and_then(Element::line);
    let management = root.find("newsmanagement");
    let formal = |name: &str| management?.find(name)?.attribute("formalname").and_then(signal);
    let data = root.find("datacontent");
    let inner = data.and_then(|data| data.find("nitf")).map(nitf::read).unwrap_or_default();
    let identifier = || {
        let part = |name: &str| root.at(&["newsidentifier", name])?.line();
        Some((part("providerid")?, format!("{}-{}", part("dateid")?, part("newsitemid")?)))
    };
    let instructions = management.map(|management| management.all("instruction")).unwrap_or_default();
    let ordered = instructions.into_iter().filter_map(|one| one.attribute("formalname")).filter_map(signal);
    Item {
        headline: line(&["newslines", "headline"]).or(inner.headline),
        dek: line(&["newslines", "subheadline"]).or(inner.dek),
        byline: line(&["newslines", "byline"]).or(inner.byline),
        language: root.find("language").and_then(|language| language.attribute("formalname")).map(str::to_owned),
        published: line(&["newsmanagement", "firstcreated"]).or(inner.published),
        modified: line(&["newsmanagement", "thisrevisioncreated"]).or(inner.modified),
        id: identifier(),
        dateline: line(&["newslines", "dateline"]).or(inner.dateline),
        tail: inner.tail,
        messages: inner.messages,
        signals: inner.signals.into_iter().chain(formal("status")).chain(ordered).collect(),
        content: match data {
            Some(data) if data.find("nitf").is_none() => Content::of(data),
            _ => inner.content,
        },
    }
}

/// Parts the name of an item: `urn:newsml:sender:date:item` or `tag:sender,date:item`; the name alone where it is neither.
fn of_urn(guid: &str) -> (String, String) {
    let parts: Vec<&str> = guid.splitn(4, ':').collect();
    match parts.as_slice() {
        ["urn", "newsml", sender, rest] => ((*sender).to_owned(), (*rest).to_owned()),
        ["tag", sender, rest @ ..] => (sender.split(',').next().unwrap_or_default().to_owned(), rest.join("-")),
        _ => ("wire".to_owned(), guid.to_owned()),
    }
}
