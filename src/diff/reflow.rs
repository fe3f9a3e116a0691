//! Paragraphs split and merged: breaks that came or went between words that stayed.

use serde::{Deserialize, Serialize};

use super::{Diff, Edit, Noise, Sides};
use crate::text::{BLOCK_BREAK, Span, breaks};

/// One paragraph that became several, or several that became one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reflow {
    /// What happened.
    pub kind: ReflowKind,
    /// The paragraphs, from the first to the last, as they stood and as they stand.
    pub at: Sides<Span>,
}

/// What happened to the breaks between paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReflowKind {
    /// One paragraph became several.
    Split,
    /// Several paragraphs became one.
    Merge,
}

impl Diff {
    /// Lists the paragraphs that were split or merged, in order of the text after.
    ///
    /// The break itself is an edit of blanks alone, of class [`Noise::Space`]; this says what it means to a reader.
    ///
    /// ```
    /// use variorum::diff::{ReflowKind, Sides, diff};
    /// let texts = Sides::new("The ferry sank. The crew left.", "The ferry sank.\n\nThe crew left.");
    /// let found = diff(texts);
    /// assert!(found.is_noise());
    /// assert_eq!(found.reflows(texts)[0].kind, ReflowKind::Split);
    /// ```
    #[must_use]
    pub fn reflows(&self, texts: Sides<&str>) -> Vec<Reflow> {
        let mut reflows: Vec<Reflow> = Vec::new();
        for edit in self.edits.iter().filter(|edit| edit.noise == Some(Noise::Space)) {
            let Some(kind) = kind(edit, texts) else { continue };
            let at = texts.zip(edit.at).map(|(text, span)| paragraphs_around(text, span));
            match reflows.last_mut() {
                Some(last) if last.kind == kind && overlap(last.at, at) => {
                    last.at.before.end = last.at.before.end.max(at.before.end);
                    last.at.after.end = last.at.after.end.max(at.after.end);
                }
                _ => reflows.push(Reflow { kind, at }),
            }
        }
        reflows
    }
}

fn overlap(one: Sides<Span>, other: Sides<Span>) -> bool {
    one.before.overlaps(other.before) || one.after.overlaps(other.after)
}

/// Tells whether an edit of blanks splits or merges paragraphs.
fn kind(edit: &Edit, texts: Sides<&str>) -> Option<ReflowKind> {
    let parts = |text: &str, span: Span| breaks(span.of(text)) >= BLOCK_BREAK.len();
    match (parts(texts.before, edit.at.before), parts(texts.after, edit.at.after)) {
        (false, true) => Some(ReflowKind::Split),
        (true, false) => Some(ReflowKind::Merge),
        _ => None,
    }
}

/// Finds the paragraphs a stretch of blanks lies in or between.
fn paragraphs_around(text: &str, span: Span) -> Span {
    let start = text[..span.start as usize].rfind(BLOCK_BREAK).map_or(0, |at| at + BLOCK_BREAK.len());
    let end = text[span.end as usize..].find(BLOCK_BREAK).map_or(text.len(), |at| span.end as usize + at);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::diff;

    #[test]
    fn a_paragraph_split_in_three_is_one_reflow() {
        let texts = Sides::new(
            "x\n\nOne sank. Two left. Three stayed.\n\ny",
            "x\n\nOne sank.\n\nTwo left.\n\nThree stayed.\n\ny",
        );
        let found = diff(texts).reflows(texts);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, ReflowKind::Split);
        assert_eq!(found[0].at.before.of(texts.before), "One sank. Two left. Three stayed.");
        assert_eq!(found[0].at.after.of(texts.after), "One sank.\n\nTwo left.\n\nThree stayed.");
        assert_eq!(diff(texts.swap()).reflows(texts.swap())[0].kind, ReflowKind::Merge);
    }
}
