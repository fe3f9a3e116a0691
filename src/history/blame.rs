//! Since when each word of an article has stood in it, and what left it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::change::Place;
use super::changelog::Changelog;
use super::comparison::Comparison;
use crate::article::Snapshot;
use crate::diff::{Diff, Provenance, Sides};
use crate::text::{BlockKind, Body, Span, count_words, fold, tokens};

/// The latest version of a changelog, each of its words with the version it came in with, and what left before.
///
/// Versions are named by their index in [`Changelog::entries`], which is the order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blame {
    /// Headline, dek, byline and captions as far as there are any, then the blocks of the body.
    pub passages: Vec<Passage>,
    /// What left, in the order of leaving, and of what left together in the order of the passages.
    pub gone: Vec<Gone>,
}

/// One text of the article: a short text, a block, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands: a number on the later side; what is gone has it on the earlier side.
    pub place: Place,
    /// What it is to the reader.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// The stretches of its text, which tile it.
    pub stretches: Vec<Stretch>,
}

/// A stretch of a passage that came in with one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it stands in the text of the passage.
    pub span: Span,
    /// The version it came in with.
    pub since: usize,
    /// Which passage of [`Blame::gone`] read the same, if the article had it before and lost it.
    pub earlier: Option<usize>,
}

/// A passage that left the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The passage, as it read last; its place is that of the last version that had it.
    pub passage: Passage,
    /// What stood right before and behind it in its field or block, each up to the end of the next word; empty at an
    /// edge.
    pub beside: Sides<String>,
    /// The version that took it out.
    pub left: usize,
    /// The version with which the same words came back, if they stand in the text now.
    pub back: Option<usize>,
}

impl Blame {
    /// Traces every word of the latest version of `changelog` back to the version it came in with.
    ///
    /// Passages are followed through the body, through each short text and through each caption, not from one of
    /// these into another.
    #[must_use]
    pub fn trace(changelog: &Changelog) -> Self {
        let Some((first, later)) = changelog.entries.split_first() else { return Self::default() };
        let mut gone = Vec::new();
        let mut traced = Traced::new(&first.version.snapshot);
        let mut before = &first.version.snapshot;
        for (entry, index) in later.iter().zip(1..) {
            let after = &entry.version.snapshot;
            if let Some(comparison) = &entry.comparison {
                traced.step(Sides::new(before, after), comparison, index, &mut gone);
            }
            before = after;
        }
        let mut blame = Self { passages: traced.passages(before), gone };
        blame.find_returned();
        blame
    }

    /// Finds the stretches whose words stood in the article before and had left it; a few words alone are known again
    /// only between the same words as before.
    fn find_returned(&mut self) {
        let mut known: HashMap<(&'static str, Cow<'_, str>), Vec<usize>> = HashMap::new();
        for (index, gone) in self.gone.iter().enumerate() {
            known.entry((gone.passage.place.name(), fold(&gone.passage.text))).or_default().push(index);
        }
        let mut back = Vec::new();
        for passage in &mut self.passages {
            for stretch in &mut passage.stretches {
                let words = stretch.span.of(&passage.text).trim();
                let Some(same) = known.get(&(passage.place.name(), fold(words))) else { continue };
                let beside = beside(&passage.text, stretch.span);
                let is_it = |gone: &Gone| gone.left < stretch.since && (is_long(words) || gone.beside == beside);
                stretch.earlier = same.iter().rfind(|index| is_it(&self.gone[**index])).copied();
                back.extend(stretch.earlier.map(|index| (index, stretch.since)));
            }
        }
        for (index, since) in back {
            self.gone[index].back = Some(since);
        }
    }
}

/// The fewest words that are known wherever they stand; fewer need the words beside them.
const ENOUGH: usize = 5;

/// Tells whether a stretch says enough by itself to be known again wherever it stands.
fn is_long(text: &str) -> bool {
    count_words(text) >= ENOUGH
}

impl Gone {
    /// Tells whether the passage says enough by itself to be known without the words beside it.
    #[must_use]
    pub fn is_long(&self) -> bool {
        is_long(&self.passage.text)
    }
}

/// Reads what stands right before and behind a stretch of a field or block, each up to the end of the next word.
fn beside(text: &str, span: Span) -> Sides<String> {
    let solid = span.of(text).trim_end().len() + span.start as usize;
    let words = || tokens(text).filter(|token| token.kind.is_word()).map(|token| token.span.range());
    let before = words().take_while(|word| word.end <= span.start as usize).last();
    let behind = words().find(|word| word.start >= solid);
    Sides::new(
        before.map_or_else(String::new, |word| text[word.start..span.start as usize].to_owned()),
        behind.map_or_else(String::new, |word| text[solid..word.end].to_owned()),
    )
}

/// The short texts that an article has one of each.
const SINGLE: [Place; 3] = [Place::Headline, Place::Dek, Place::Byline];

/// Reads the short texts that an article has one of each; a missing one is empty.
fn single(snapshot: &Snapshot) -> [&str; 3] {
    let fields = &snapshot.fields;
    [&fields.headline, fields.dek.as_deref().unwrap_or_default(), fields.byline.as_deref().unwrap_or_default()]
}

/// What is known of the texts of one version.
struct Traced {
    single: [Provenance; 3],
    captions: Vec<Provenance>,
    body: Provenance,
}

impl Traced {
    fn new(snapshot: &Snapshot) -> Self {
        let whole = |text: &str| Provenance::new(text, 0);
        Self {
            single: single(snapshot).map(whole),
            captions: snapshot.fields.captions.iter().map(|text| whole(text)).collect(),
            body: whole(snapshot.body.text()),
        }
    }

    /// Goes on to the next version, which has the index `since`, and notes what left with it.
    fn step(&mut self, snapshots: Sides<&Snapshot>, compared: &Comparison, since: usize, gone: &mut Vec<Gone>) {
        for (at, place) in SINGLE.into_iter().enumerate() {
            let Some(row) = compared.rows.iter().find(|row| row.place == place) else { continue };
            let texts = snapshots.map(|snapshot| single(snapshot)[at]);
            gone.extend(left_field(&self.single[at], &row.diff, texts.before, place, since));
            self.single[at] = self.single[at].follow(&row.diff, texts, since);
        }
        self.step_captions(snapshots.map(|snapshot| snapshot.fields.captions.as_slice()), compared, since, gone);
        let bodies = snapshots.map(|snapshot| &snapshot.body);
        let texts = bodies.map(Body::text);
        for span in compared.body.gone(texts.before) {
            gone.extend(blocks_of(bodies.before, span).map(|(index, kind, part)| {
                let place = Place::Block(Sides::new(Some(index), None));
                let block = bodies.before.blocks()[index].span;
                left(&self.body, (texts.before, block), part, (place, kind), since)
            }));
        }
        self.body = self.body.follow(&compared.body, texts, since);
    }

    /// Follows each caption to the one it became; those without a row of their own read the same on both sides.
    fn step_captions(&mut self, captions: Sides<&[String]>, compared: &Comparison, since: usize, gone: &mut Vec<Gone>) {
        let text = |list: &'_ [String], index: usize| list.get(index).cloned().unwrap_or_default();
        let mut followed: Vec<Option<Provenance>> = vec![None; captions.after.len()];
        let mut same: Vec<bool> = vec![true; captions.before.len()];
        for row in &compared.rows {
            let Place::Caption(at) = row.place else { continue };
            let old = at.before.and_then(|old| Some((old, self.captions.get(old)?)));
            let texts = Sides::new(
                old.map(|(index, _)| text(captions.before, index)).unwrap_or_default(),
                at.after.map(|index| text(captions.after, index)).unwrap_or_default(),
            );
            let texts = texts.as_ref().map(String::as_str);
            if let Some((index, provenance)) = old {
                same[index] = false;
                let place = Place::Caption(Sides::new(Some(index), None));
                gone.extend(left_field(provenance, &row.diff, texts.before, place, since));
            }
            if let Some(slot) = at.after.and_then(|index| followed.get_mut(index)) {
                *slot = Some(match old {
                    Some((_, provenance)) => provenance.follow(&row.diff, texts, since),
                    None => Provenance::new(texts.after, since),
                });
            }
        }
        let mut carry = |caption: &String| {
            let old = (0..same.len()).find(|old| same[*old] && captions.before[*old] == *caption);
            old.map_or_else(
                || Provenance::new(caption, since),
                |old| {
                    same[old] = false;
                    self.captions[old].clone()
                },
            )
        };
        let known = followed.into_iter().zip(captions.after);
        self.captions = known.map(|(followed, caption)| followed.unwrap_or_else(|| carry(caption))).collect();
    }

    /// Cuts the texts of the last version into passages.
    fn passages(&self, snapshot: &Snapshot) -> Vec<Passage> {
        let whole = |provenance: &Provenance, text: &str, place: Place| {
            passage(provenance, text, Span::new(0, text.len()), (place, BlockKind::Paragraph))
        };
        let now = |index: usize| Sides::new(None, Some(index));
        let single = SINGLE.into_iter().zip(single(snapshot)).zip(&self.single);
        let single = single.map(|((place, text), provenance)| whole(provenance, text, place));
        let captions = self.captions.iter().zip(&snapshot.fields.captions).enumerate();
        let captions = captions.map(|(index, (provenance, text))| whole(provenance, text, Place::Caption(now(index))));
        let blocks = snapshot.body.blocks().iter().enumerate().map(|(index, block)| {
            passage(&self.body, snapshot.body.text(), block.span, (Place::Block(now(index)), block.kind))
        });
        single.chain(captions).chain(blocks).filter(|passage| !passage.text.is_empty()).collect()
    }
}

/// Lists what left a short text.
fn left_field<'a>(
    provenance: &'a Provenance,
    diff: &Diff,
    before: &'a str,
    place: Place,
    since: usize,
) -> impl Iterator<Item = Gone> + use<'a> {
    let whole = Span::new(0, before.len());
    let kind = BlockKind::Paragraph;
    diff.gone(before).into_iter().map(move |span| left(provenance, (before, whole), span, (place, kind), since))
}

/// Describes a span of a text that is gone since a version, and lies in the field or block `block`.
fn left(
    provenance: &Provenance,
    (text, block): (&str, Span),
    span: Span,
    (place, kind): (Place, BlockKind),
    since: usize,
) -> Gone {
    let own = Span { start: span.start - block.start, end: span.end - block.start };
    Gone {
        passage: passage(provenance, text, span, (place, kind)),
        beside: beside(block.of(text), own),
        left: since,
        back: None,
    }
}

/// Cuts a passage out of a text.
fn passage(provenance: &Provenance, text: &str, span: Span, (place, kind): (Place, BlockKind)) -> Passage {
    let stretches = provenance.within(text, span).into_iter().map(|strand| {
        let own = Span { start: strand.span.start - span.start, end: strand.span.end - span.start };
        Stretch { span: own, since: strand.since, earlier: None }
    });
    Passage { place, kind, text: span.of(text).to_owned(), stretches: stretches.collect() }
}

/// Cuts a span of a body's text at its blocks: index, kind, and the part that lies in the block.
fn blocks_of(body: &Body, span: Span) -> impl Iterator<Item = (usize, BlockKind, Span)> {
    let blocks = body.blocks();
    let first = blocks.partition_point(|block| block.span.end <= span.start);
    let inside = blocks.iter().enumerate().skip(first).take_while(move |(_, block)| block.span.start < span.end);
    inside.map(move |(index, block)| {
        let part = Span { start: block.span.start.max(span.start), end: block.span.end.min(span.end) };
        (index, block.kind, part)
    })
}
