//! What a reader would call one edit.

use serde::Serialize;

use crate::diff::Sides;
use crate::history::{Change, ChangeKind, Facet, Place, Severity};

/// One change: where it is, what was done, what it read and reads.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeJson<'a> {
    /// Where it is.
    pub place: PlaceJson,
    /// What was done.
    pub kind: ChangeKind,
    /// The changed words as they read; empty where nothing stood.
    pub before: &'a str,
    /// The changed words as they read now; empty where nothing stands.
    pub after: &'a str,
    /// What it touches.
    pub facets: &'a [Facet],
    /// How much it matters.
    pub severity: Severity,
    /// The rule that says so, in words.
    pub because: String,
}

/// Where in an article something is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PlaceJson {
    /// `headline`, `dek`, `byline`, `paragraph`, `caption` or `link`.
    #[serde(rename = "in")]
    pub within: &'static str,
    /// Its number on the earlier side, from 1, where there are several of its kind.
    pub before: Option<usize>,
    /// Its number on the later side.
    pub after: Option<usize>,
}

/// Makes the JSON of one change.
#[must_use]
pub fn change(change: &Change) -> ChangeJson<'_> {
    ChangeJson {
        place: place(change.place),
        kind: change.kind,
        before: &change.excerpts.before,
        after: &change.excerpts.after,
        facets: &change.facets,
        severity: change.severity,
        because: change.rule.to_string(),
    }
}

/// Makes the JSON of a place.
pub(super) fn place(place: Place) -> PlaceJson {
    let none = Sides::new(None, None);
    let (within, at) = match place {
        Place::Headline => ("headline", none),
        Place::Dek => ("dek", none),
        Place::Byline => ("byline", none),
        Place::Block(at) => ("paragraph", at),
        Place::Caption(at) => ("caption", at),
        Place::Link(at) => ("link", at),
    };
    let Sides { before, after } = at.map(|number| number.map(|number| number + 1));
    PlaceJson { within, before, after }
}
