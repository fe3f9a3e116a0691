//! Since when each stretch of a text has stood in it, carried from one version of the text to the next.

use super::{Diff, Edit, Sides};
use crate::text::{BLOCK_BREAK, Span, breaks, is_space};

/// A stretch of a text that came in with one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Strand {
    /// Where it stands.
    pub span: Span,
    /// The version it came in with, by whatever number the caller counts versions.
    pub since: usize,
}

/// What a text is woven of: strands that tile it, each with the version it came in with.
///
/// Words that stayed keep their version, also inside a passage that moved, was split or was merged, and where nothing
/// but style changed; words put in, or put in the place of others, have the version that put them in.
///
/// ```
/// use variorum::diff::{Provenance, Sides, diff};
/// let texts = Sides::new("The ferry sank at noon.", "The ferry sank at 1 p.m.");
/// let followed = Provenance::new(texts.before, 1).follow(&diff(texts), texts, 2);
/// let since: Vec<_> = followed.strands().iter().map(|strand| (strand.since, strand.span.of(texts.after))).collect();
/// assert_eq!(since, [(1, "The ferry sank at "), (2, "1 p.m.")]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    strands: Vec<Strand>,
}

impl Provenance {
    /// Says that a whole text came in with the version `since`.
    #[must_use]
    pub fn new(text: &str, since: usize) -> Self {
        let mut whole = Self::default();
        whole.push(Span::new(0, text.len()), since);
        whole
    }

    /// Follows the text through a diff to the text after, where what is new came in with the version `since`.
    #[must_use]
    pub fn follow(&self, diff: &Diff, texts: Sides<&str>, since: usize) -> Self {
        let mut woven = Self::default();
        self.walk(&diff.edits, texts.map(|text| Span::new(0, text.len())), since, &mut woven);
        let mut moves: Vec<_> = diff.moves.iter().collect();
        moves.sort_unstable_by_key(|moved| moved.at.after);
        let mut carried = Self::default();
        for moved in moves {
            self.walk(&moved.edits, moved.at, since, &mut carried);
        }
        woven.overlaid(&carried.strands)
    }

    /// Returns the strands, which tile the text.
    #[must_use]
    pub fn strands(&self) -> &[Strand] {
        &self.strands
    }

    /// Returns the strands of a stretch of `text`, which tile it; blanks go with the words before them.
    #[must_use]
    pub fn within(&self, text: &str, span: Span) -> Vec<Strand> {
        let mut settled = Self::default();
        for strand in self.cut(span) {
            let solid = strand.span.of(text).trim_start_matches(is_space).len();
            let begins = Span::new(strand.span.end as usize - solid, strand.span.end as usize);
            match settled.strands.last_mut() {
                Some(last) => {
                    last.span.end = begins.start;
                    settled.push(begins, strand.since);
                }
                // Blanks that open the stretch go with the words behind them.
                None if solid == 0 && strand.span.end < span.end => {}
                None => settled.push(Span { start: span.start, end: strand.span.end }, strand.since),
            }
        }
        settled.strands
    }

    /// Carries the strands of `within.before` through edits to `within.after`.
    fn walk(&self, edits: &[Edit], within: Sides<Span>, since: usize, woven: &mut Self) {
        let mut at = within.map(|span| span.start);
        for edit in edits {
            self.keep(Span { start: at.before, end: edit.at.before.start }, at.after, woven);
            let stays = edit.noise.and_then(|_| self.cut(edit.at.before).next());
            woven.push(edit.at.after, stays.map_or(since, |strand| strand.since));
            at = edit.at.map(|span| span.end);
        }
        self.keep(Span { start: at.before, end: within.before.end }, at.after, woven);
    }

    /// Copies the strands of a kept stretch to the place it has in the text after.
    fn keep(&self, kept: Span, to: u32, woven: &mut Self) {
        for Strand { span, since } in self.cut(kept) {
            woven.push(Span { start: span.start - kept.start + to, end: span.end - kept.start + to }, since);
        }
    }

    /// Cuts the strands of a stretch out.
    fn cut(&self, span: Span) -> impl Iterator<Item = Strand> {
        let first = self.strands.partition_point(|strand| strand.span.end <= span.start);
        let inside = self.strands[first..].iter().take_while(move |strand| strand.span.start < span.end);
        inside.map(move |strand| {
            let (start, end) = (strand.span.start.max(span.start), strand.span.end.min(span.end));
            Strand { span: Span { start, end }, since: strand.since }
        })
    }

    /// Lays other strands, which are in order, over these.
    fn overlaid(self, over: &[Strand]) -> Self {
        let mut result = Self::default();
        let mut next = 0;
        for Strand { span, since } in self.strands {
            let mut at = span.start;
            while let Some(top) = over.get(next).filter(|top| top.span.start < span.end) {
                result.push(Span { start: at, end: top.span.start.max(at) }, since);
                at = at.max(top.span.start);
                let end = top.span.end.min(span.end);
                result.push(Span { start: at, end: end.max(at) }, top.since);
                at = at.max(end);
                if top.span.end > span.end {
                    break;
                }
                next += 1;
            }
            result.push(Span { start: at, end: span.end }, since);
        }
        result
    }

    /// Adds a strand at the end; it joins the last one if both came in together.
    fn push(&mut self, span: Span, since: usize) {
        match self.strands.last_mut() {
            _ if span.is_empty() => {}
            Some(last) if last.since == since && last.span.end == span.start => last.span.end = span.end,
            _ => self.strands.push(Strand { span, since }),
        }
    }
}

impl Diff {
    /// Lists the passages of the text before that are gone, in order; what moved or changed in style alone is not.
    ///
    /// Neighbours in a paragraph that went together are one passage.
    ///
    /// ```
    /// use variorum::diff::{Sides, diff};
    /// let texts = Sides::new("The old ferry sank at noon.", "The ferry sank at 1 p.m.");
    /// let gone: Vec<_> = diff(texts).gone(texts.before).iter().map(|span| span.of(texts.before)).collect();
    /// assert_eq!(gone, ["old", "noon."]);
    /// ```
    #[must_use]
    pub fn gone(&self, before: &str) -> Vec<Span> {
        let mut moved: Vec<Span> = self.moves.iter().map(|moved| moved.at.before).collect();
        moved.sort_unstable();
        let mut found: Vec<Span> = Vec::new();
        for edit in self.edits.iter().filter(|edit| edit.noise.is_none()) {
            outside(edit.at.before, &moved, &mut found);
        }
        let inner = self.moves.iter().flat_map(|moved| &moved.edits);
        found.extend(inner.filter(|edit| edit.noise.is_none()).map(|edit| edit.at.before));
        found.sort_unstable();
        let mut gone: Vec<Span> = Vec::with_capacity(found.len());
        for span in found.into_iter().map(|span| trimmed(before, span)).filter(|span| !span.is_empty()) {
            match gone.last_mut() {
                Some(last) if is_gap(&before[last.end as usize..span.start as usize]) => last.end = span.end,
                _ => gone.push(span),
            }
        }
        gone
    }
}

/// Adds the parts of a span that lie in none of `holes`, which are in order.
fn outside(span: Span, holes: &[Span], parts: &mut Vec<Span>) {
    let first = holes.partition_point(|hole| hole.end <= span.start);
    let mut at = span.start;
    for hole in holes[first..].iter().take_while(|hole| hole.start < span.end) {
        parts.push(Span { start: at, end: hole.start.max(at) });
        at = at.max(hole.end);
    }
    parts.push(Span { start: at, end: span.end.max(at) });
}

/// Leaves out the blanks at both ends of a span.
fn trimmed(text: &str, span: Span) -> Span {
    let solid = span.of(text).trim_end_matches(is_space);
    let end = span.start as usize + solid.len();
    Span::new(end - solid.trim_start_matches(is_space).len(), end)
}

/// Tells whether nothing but blanks within a paragraph parts two passages.
fn is_gap(between: &str) -> bool {
    between.chars().all(is_space) && breaks(between) < BLOCK_BREAK.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diff::diff;
    use crate::text::{TokenKind, fold, tokens};

    /// Follows a text through its versions, numbered from 1.
    fn followed<S: AsRef<str>>(versions: &[S]) -> Provenance {
        let mut provenance = Provenance::new(versions[0].as_ref(), 1);
        for (pair, since) in versions.windows(2).zip(2..) {
            let texts = Sides::new(pair[0].as_ref(), pair[1].as_ref());
            provenance = provenance.follow(&diff(texts), texts, since);
        }
        provenance
    }

    /// Returns the stretches of the last version, each with the version it came in with.
    fn told<'a>(versions: &[&'a str]) -> Vec<(usize, &'a str)> {
        let text = versions[versions.len() - 1];
        let strands = followed(versions).within(text, Span::new(0, text.len()));
        strands.into_iter().map(|strand| (strand.since, strand.span.of(text).trim_end())).collect()
    }

    #[test]
    fn a_replaced_word_is_new_and_its_neighbours_are_not() {
        let versions = ["The ferry sank at noon.", "The ferry sank at one.", "The old ferry sank at one."];
        assert_eq!(told(&versions), [(1, "The"), (3, "old"), (1, "ferry sank at"), (2, "one"), (1, ".")]);
    }

    #[test]
    fn style_alone_makes_nothing_new() {
        let versions = ["\"It's sunk,\" he said -- twice.", "“It’s  sunk,” he said — twice."];
        assert_eq!(told(&versions), [(1, versions[1])]);
    }

    #[test]
    fn a_moved_passage_keeps_its_versions_and_what_was_edited_in_it_is_new() {
        let passage = "The harbour master had warned of the storm on Monday.";
        let rest = "The ferry sank at noon off the northern cape.\n\nNobody was hurt, the owner of the ferry said.";
        let first = format!("{passage}\n\n{rest}");
        let second = format!("{rest}\n\n{}", passage.replace("Monday", "Sunday"));
        let found = told(&[&first, &second]);
        let [(1, kept), (2, "Sunday"), (1, ".")] = found.as_slice() else { panic!("{found:?}") };
        assert!(kept.ends_with("had warned of the storm on"));
    }

    #[test]
    fn splits_and_merges_make_nothing_new() {
        let apart = "The ferry sank at noon.\n\nThe crew left it in boats.";
        let joined = "The ferry sank at noon. The crew left it in boats.";
        assert_eq!(told(&[joined, apart]), [(1, apart)]);
        assert_eq!(told(&[apart, joined]), [(1, joined)]);
    }

    #[test]
    fn a_word_that_came_back_is_new() {
        assert_eq!(
            told(&["It cost 38bn so far.", "It cost 83bn so far.", "It cost 38bn so far."]),
            [(1, "It cost"), (3, "38bn"), (1, "so far.")]
        );
    }

    #[test]
    fn what_left_is_listed_by_passage_and_what_moved_is_not() {
        let passage = "The harbour master had warned of the storm on Monday.";
        let rest = "The ferry sank at noon off the northern cape. It was old. It was slow.\n\nNobody was hurt at all.";
        let before = format!("{passage}\n\n{rest}");
        let after = format!("{rest}\n\n{passage}").replace(" It was old. It was slow.", "").replace("Monday", "Sunday");
        let gone = diff(Sides::new(&before, &after)).gone(&before);
        let gone: Vec<&str> = gone.iter().map(|span| span.of(&before)).collect();
        assert_eq!(gone, ["Monday", "It was old. It was slow."]);
    }

    fn sentence() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "ferry", "sank", "not", "minister", "The", "the", "said", "$3.2", "3–5", "O'Neill", "don’t", "\"no\"", "—",
        ]);
        prop::collection::vec(word, 1..9).prop_map(|words| words.join(" ") + ".")
    }

    /// Versions of a text: of the sentences of the version before some are changed, dropped, doubled or moved.
    fn versions() -> impl Strategy<Value = Vec<String>> {
        let step = prop::collection::vec((0..8_usize, sentence(), 0..5_u8), 0..8);
        let break_or_blank = prop::sample::select(vec![" ", "\n\n", "  "]);
        (prop::collection::vec(sentence(), 0..8), prop::collection::vec((step, break_or_blank), 0..5)).prop_map(
            |(mut parts, steps)| {
                let mut texts = vec![parts.join(" ")];
                for (picks, between) in steps {
                    let pick = |(index, fresh, kind): (usize, String, u8)| match (parts.get(index), kind) {
                        (Some(part), 0) => format!("{part} {fresh}"),
                        (Some(part), 1) => part.replace('"', "”").replace('—', "--"),
                        (Some(part), _) => part.clone(),
                        (None, _) => fresh,
                    };
                    let next: Vec<String> = picks.into_iter().map(pick).collect();
                    parts = next;
                    texts.push(parts.join(between));
                }
                texts
            },
        )
    }

    fn assert_tile(strands: &[Strand], span: Span) {
        let mut at = span.start;
        for strand in strands {
            assert!(strand.span.start == at && !strand.span.is_empty(), "{strands:?}");
            at = strand.span.end;
        }
        assert_eq!(at, span.end);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn strands_tile_the_text_and_their_words_stood_in_the_version_they_name(versions in versions()) {
            let text = &versions[versions.len() - 1];
            let whole = Span::new(0, text.len());
            let provenance = followed(&versions);
            assert_tile(provenance.strands(), whole);
            let strands = provenance.within(text, whole);
            assert_tile(&strands, whole);
            for strand in strands {
                prop_assert!((1..=versions.len()).contains(&strand.since));
                let there = fold(&versions[strand.since - 1]);
                let words = tokens(strand.span.of(text)).filter(|token| token.kind != TokenKind::Space);
                for token in words {
                    let word = token.span.of(strand.span.of(text));
                    prop_assert!(there.contains(&*fold(word)), "{word} of {}: {there}", strand.since);
                }
            }
        }

        #[test]
        fn every_word_before_is_gone_or_still_there(versions in versions()) {
            for pair in versions.windows(2) {
                let texts = Sides::new(pair[0].as_str(), pair[1].as_str());
                let found = diff(texts);
                let followed = Provenance::new(texts.before, 1).follow(&found, texts, 2);
                let stayed = followed.strands().iter().filter(|strand| strand.since == 1);
                let words = |text: &str| tokens(text).filter(|token| token.kind != TokenKind::Space).count();
                let stayed: usize = stayed.map(|strand| words(strand.span.of(texts.after))).sum();
                let gone: usize = found.gone(texts.before).iter().map(|span| words(span.of(texts.before))).sum();
                prop_assert_eq!(stayed + gone, words(texts.before));
            }
        }
    }
}
