//! Items of news agencies: `NITF`, `NewsML-G2` and `NewsML 1`.

mod newsml;
mod nitf;
mod text;
mod tree;

use self::text::Content;
use self::tree::Element;
use super::date;
use super::error::CaptureError;
use super::parting::{part_trailing_notes, take_leading_notes};
use super::xml;
use crate::article::{ArticleId, Draft};
use crate::notes::is_note_line;

/// What an item says, before its text is parted from its notes.
#[derive(Debug, Default)]
struct Item {
    headline: Option<String>,
    dek: Option<String>,
    byline: Option<String>,
    language: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    /// Who sends it and what they know it by, the same for all its versions.
    id: Option<(String, String)>,
    content: Content,
    /// Where it was written, which stands before the text.
    dateline: Option<String>,
    /// What stands behind the text.
    tail: Vec<String>,
    /// What the sender says about it to editors.
    messages: Vec<String>,
    /// What the sender marks it as.
    signals: Vec<Signal>,
}

/// What a sender marks an item as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signal {
    Correction,
    Update,
    /// The item must not be used any more.
    Kill,
}

/// Tells whether a text is an item, by its root element.
pub(super) fn is_item(text: &str) -> bool {
    let root = xml::root(text).unwrap_or_default().to_ascii_lowercase();
    matches!(root.as_str(), "nitf" | "newsml" | "newsitem" | "newsmessage")
}

/// Reads an item.
///
/// # Errors
///
/// When it is no XML, or nested too deep.
pub(super) fn read(text: &str) -> Result<Draft, CaptureError> {
    let root = Element::read(text)?;
    let item = match root.name.as_str() {
        "nitf" => nitf::read(&root),
        "newsml" => newsml::read_first(&root),
        _ => newsml::read_second(&root),
    };
    Ok(draft(item))
}

fn draft(item: Item) -> Draft {
    let mut blocks = item.content.blocks;
    let starts = |line: &str| {
        blocks.first().is_some_and(|block| block.joined().starts_with(line.trim_end_matches(['-', '–', '—', ' '])))
    };
    if let Some(dateline) = item.dateline.filter(|line| !starts(line)) {
        blocks.splice(0..0, super::parting::Lines::new(crate::text::BlockKind::Paragraph, &dateline));
    }
    let tail = item.tail.iter().filter_map(|line| super::parting::Lines::new(crate::text::BlockKind::Paragraph, line));
    blocks.extend(tail);
    let mut notes = messages(item.messages, &item.signals);
    notes.extend(take_leading_notes(&mut blocks));
    let (body, last) = part_trailing_notes(&blocks);
    notes.extend(last);
    let mut seen = std::collections::BTreeSet::new();
    notes.retain(|note| seen.insert(note.clone()));
    let settle = |said: &Option<String>| said.as_deref().and_then(|said| date::read(&extended(said)));
    let [published, modified] = date::settle_all([settle(&item.published), settle(&item.modified)]);
    let mut draft = Draft {
        article: item.id.and_then(|(sender, id)| name(&sender, &id)),
        body,
        notes,
        language: item.language,
        published,
        modified: modified.filter(|modified| published != Some(*modified)),
        ..Draft::default()
    };
    draft.fields.headline = item.headline.unwrap_or_default();
    draft.fields.dek = item.dek;
    draft.fields.byline = item.byline;
    draft.fields.captions = item.content.captions;
    draft.fields.links = item.content.links;
    draft
}

/// Writes a time without marks between its parts, as `20260201T100000Z`, with them.
fn extended(time: &str) -> String {
    let digits =
        |from: usize, to: usize| time.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let parts = [digits(0, 4), digits(4, 6), digits(6, 8), digits(9, 11), digits(11, 13), digits(13, 15)];
    match parts {
        [Some(year), Some(month), Some(day), Some(hour), Some(minute), Some(second)] if time.get(8..9) == Some("T") => {
            format!("{year}-{month}-{day}T{hour}:{minute}:{second}{}", time.get(15..).unwrap_or_default())
        }
        _ => time.to_owned(),
    }
}

/// Makes notes of what a sender says about an item: of messages that are notes by their words, and of all where the item
/// is marked as a correction, an update or one to be used no more; of a mark alone, in words that say whose it is.
fn messages(messages: Vec<String>, signals: &[Signal]) -> Vec<String> {
    let marked = !signals.is_empty();
    let notes: Vec<String> = messages.into_iter().filter(|message| marked || is_note_line(message)).collect();
    if !notes.is_empty() {
        return notes;
    }
    let words = |signal: &Signal| match signal {
        Signal::Correction => "Correction: the sender marks this item as a correction.".to_owned(),
        Signal::Update => "Update: the sender marks this item as an update.".to_owned(),
        Signal::Kill => "Retraction: the sender has withdrawn this item.".to_owned(),
    };
    signals.iter().map(words).collect()
}

/// Names an item by its sender and what the sender knows it by; none where that makes no name.
fn name(sender: &str, id: &str) -> Option<String> {
    let plain = |text: &str| {
        let parts = text.to_lowercase();
        let words =
            parts.split(|letter: char| !letter.is_alphanumeric() && letter != '.').filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("-")
    };
    let name = format!("{}/{}", plain(sender), plain(id));
    ArticleId::from_name(&name).is_ok().then_some(name)
}

/// Tells what a code marks an item as, by what stands behind its scheme: `sig:correction`, `stat:canceled`.
fn signal(code: &str) -> Option<Signal> {
    let value = code.rsplit(':').next().unwrap_or(code).to_ascii_lowercase();
    match value.as_str() {
        "correction" | "corrected" => Some(Signal::Correction),
        "update" | "updated" => Some(Signal::Update),
        "canceled" | "cancelled" | "kill" | "withheld" | "withdrawn" => Some(Signal::Kill),
        _ => None,
    }
}
