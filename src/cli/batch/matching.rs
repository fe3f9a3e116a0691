//! `batch match`: the versions of one article a line.

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use variorum::article::{ArticleId, Fields, Hyperlink, Moment, Snapshot, Times, Version};
use variorum::history::{Change, ChangeRef, Changelog, Entry, Place};
use variorum::text::Body;

use super::line;

/// Answers `{"id","lang"?,"versions":[…]}` with one object a pair of neighbours in time.
pub(super) fn answer(object: &Map<String, Value>) -> Result<Vec<u8>> {
    let versions = object.get("versions").and_then(Value::as_array).context("no list \"versions\"")?;
    let language = object.get("lang").and_then(Value::as_str);
    let article = ArticleId::from_name("batch").context("a fixed name makes an id")?;
    let versions = (1..).zip(versions).map(|(number, value)| version(&article, number, value, language));
    let versions = versions.collect::<Result<Vec<_>>>()?;
    let changelog = Changelog::tell(article, versions);
    let entries = changelog.entries.iter().enumerate().skip(1);
    let lines = entries.map(|(index, entry)| line(&entry_object(object.get("id"), &changelog, index, entry)));
    Ok(lines.collect::<Result<Vec<_>>>()?.concat())
}

/// Reads one version of the input.
fn version(article: &ArticleId, number: u32, value: &Value, language: Option<&str>) -> Result<Version> {
    let string =
        |name: &str| value.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    let strings = |name: &str| {
        let list = value.get(name).and_then(Value::as_array);
        let texts = list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        texts.collect::<Vec<_>>()
    };
    let at = string("at").with_context(|| format!("version {number} has no \"at\""))?;
    let at: Moment = at.parse().with_context(|| format!("version {number}: {at:?} is no time"))?;
    let links = value.get("links").and_then(Value::as_array).into_iter().flatten();
    let link = |link: &Value| {
        let part = |name: &str| link.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Hyperlink { text: part("text"), href: part("href") }
    };
    let fields = Fields {
        headline: string("headline").unwrap_or_default(),
        dek: string("dek"),
        byline: string("byline"),
        captions: strings("captions"),
        links: links.map(link).collect(),
    };
    let snapshot = Snapshot {
        fields,
        body: Body::from_paragraphs(strings("body")),
        notes: strings("notes_block"),
        urls: Vec::new(),
        language: language.map(str::to_owned),
        times: Times { at, seen: at, published: None, modified: None },
    };
    let (article, content_sha256) = (article.clone(), String::new());
    Ok(Version { article, number, recorded: at, content_sha256, technical: false, snapshot })
}

/// Says what was found out about one version.
fn entry_object(id: Option<&Value>, changelog: &Changelog, index: usize, entry: &Entry) -> Value {
    let changes = entry.changes().iter().enumerate();
    let unbacked = entry.unbacked.iter().map(|unbacked| {
        let note = &entry.notes[unbacked.note].text;
        json!({ "note": note, "verdict": unbacked.verdict, "evidence": unbacked.evidence })
    });
    json!({
        "id": id,
        "version": entry.version.number - 1,
        "changes": changes.map(|(number, change)| change_object(number, change)).collect::<Vec<_>>(),
        "links": links(changelog, index, entry),
        "unannounced": entry.unannounced.iter().map(|number| cid(*number)).collect::<Vec<_>>(),
        "unbacked": unbacked.collect::<Vec<_>>(),
    })
}

/// The links of an entry; a late one tells its change by words and version.
fn links(changelog: &Changelog, index: usize, entry: &Entry) -> Vec<Value> {
    let object = |link: &variorum::history::Link| {
        let mut object = json!({
            "note": entry.notes[link.note].text,
            "tier": link.tier,
            "score": link.score,
            "reasons": link.reasons,
        });
        let ChangeRef { entry: at, change } = link.change;
        if at == index {
            object["cid"] = cid(change).into();
        } else if let Some(change) = changelog.entries.get(at).and_then(|entry| entry.changes().get(change)) {
            object["change_version"] = at.into();
            object["old_excerpt"] = change.excerpts.before.clone().into();
            object["new_excerpt"] = change.excerpts.after.clone().into();
        }
        object
    };
    entry.links.iter().map(object).collect()
}

fn cid(number: usize) -> String {
    format!("c{}", number + 1)
}

fn change_object(number: usize, change: &Change) -> Value {
    let mut object = json!({ "cid": cid(number) });
    match change.place {
        Place::Block(at) => {
            object["where"] = at.after.or(at.before).into();
            object["where_old"] = at.before.into();
            object["where_new"] = at.after.into();
        }
        place => object["where"] = place.name().into(),
    }
    object["type"] = json!(change.kind);
    object["old_excerpt"] = change.excerpts.before.clone().into();
    object["new_excerpt"] = change.excerpts.after.clone().into();
    object["severity"] = json!(change.severity);
    object["facets"] = json!(change.facets);
    object
}
