//! A comparison as `CriticMarkup`: accept all for the text after, reject all for the text before.

use std::fmt::Write;

use super::critic_text::{change, comment, kept};
use crate::diff::{Diff, Edit, Sides, diff};
use crate::history::{Comparison, Place};
use crate::render::diff::{Compared, Noise};
use crate::render::words::{block_mark, place_in_prose};
use crate::text::{BLOCK_BREAK, Body};

/// Writes a comparison as `CriticMarkup`: headline, dek, byline and body as one text with its changes marked, and what has
/// no place in the text (notes, captions, links, where a passage moved) as comments.
///
/// Accepting all changes and dropping the comments leaves the article after, rejecting all leaves the one before; with
/// [`Noise::Folded`] differences that readers take as none are already accepted. What in the article looks like
/// `CriticMarkup` is cut in two, in kept text by an empty comment, so that a reader of marks sees none in it.
#[must_use]
pub fn diff_critic(compared: &Compared<'_>, noise: Noise) -> String {
    let found = compared.comparison;
    let mut written = String::new();
    for comment in comments(found) {
        written.push_str(&comment);
        written.push('\n');
    }
    if !written.is_empty() {
        written.push('\n');
    }
    let fields = compared.snapshots.map(|snapshot| &snapshot.fields);
    head(&mut written, "# ", fields.map(|fields| fields.headline.as_str()), noise);
    head(&mut written, "", fields.map(|fields| fields.dek.as_deref().unwrap_or_default()), noise);
    head(&mut written, "", fields.map(|fields| fields.byline.as_deref().unwrap_or_default()), noise);
    let bodies = compared.snapshots.map(|snapshot| &snapshot.body);
    Writer { bodies, diff: &found.body, noise, written: &mut written, marked: Sides::default() }.write();
    written.push('\n');
    written
}

/// Tells of what has no place in the text.
fn comments(found: &Comparison) -> Vec<String> {
    let mut told: Vec<String> = found.notes.added.iter().map(|note| format!("note added: {note}")).collect();
    told.extend(
        found.notes.edited.iter().map(|note| format!("note reworded: “{}” is now “{}”", note.before, note.after)),
    );
    told.extend(found.notes.removed.iter().map(|note| format!("note removed: {note}")));
    let aside = |place: Place| !matches!(place, Place::Headline | Place::Dek | Place::Byline);
    for row in found.rows.iter().filter(|row| aside(row.place)) {
        let (place, Sides { before, after }) = (place_in_prose(row.place), &row.texts);
        told.push(match (before.is_empty(), after.is_empty()) {
            (true, _) => format!("{place} added: {after}"),
            (_, true) => format!("{place} removed: {before}"),
            _ => format!("{place} changed: “{before}” is now “{after}”"),
        });
    }
    told.iter().map(|text| comment(text)).collect()
}

/// Writes a short text above the body, with the break after it.
fn head(written: &mut String, mark: &str, texts: Sides<&str>, noise: Noise) {
    let whole = |text: &str| if text.is_empty() { String::new() } else { format!("{mark}{text}{BLOCK_BREAK}") };
    match (texts.before.is_empty(), texts.after.is_empty()) {
        (true, true) => {}
        (false, false) => {
            let body = texts.map(|text| Body::from_paragraphs([text]));
            let texts = body.as_ref().map(Body::text);
            written.push_str(mark);
            Writer { bodies: body.as_ref(), diff: &diff(texts), noise, written, marked: Sides::default() }.write();
            written.push_str(BLOCK_BREAK);
        }
        _ => change(written, &whole(texts.before), &whole(texts.after)),
    }
}

/// Writes two texts as one with marks.
struct Writer<'a> {
    bodies: Sides<&'a Body>,
    diff: &'a Diff,
    noise: Noise,
    written: &'a mut String,
    /// Up to which byte block marks were written already.
    marked: Sides<usize>,
}

impl Writer<'_> {
    fn write(&mut self) {
        let texts = self.bodies.map(Body::text);
        let mut at = Sides::new(0, 0);
        for edit in &self.diff.edits {
            let ranges = edit.at.map(crate::text::Span::range);
            self.keep(at, ranges.after.start);
            self.change(edit);
            at = ranges.map(|range| range.end);
        }
        self.keep(at, texts.after.len());
    }

    /// Writes a kept stretch, from `at` to the byte `end` of the text after, with the marks of the blocks that begin in it.
    fn keep(&mut self, mut at: Sides<usize>, end: usize) {
        let text = self.bodies.after.text();
        while at.after < end {
            self.mark(at);
            let long = text[at.after..end].find('\n').map_or(end - at.after, |long| long.max(1));
            kept(self.written, &text[at.after..at.after + long]);
            at = at.map(|at| at + long);
        }
    }

    /// Writes the marks of the blocks that begin at a place, `# ` and the like.
    fn mark(&mut self, at: Sides<usize>) {
        let mark = |body: &Body, at: usize, marked: usize| if at < marked { "" } else { mark_at(body, at) };
        let before = mark(self.bodies.before, at.before, self.marked.before);
        let after = mark(self.bodies.after, at.after, self.marked.after);
        self.marked = at.map(|at| at + 1);
        if before == after {
            self.written.push_str(after);
        } else {
            change(self.written, before, after);
        }
    }

    fn change(&mut self, edit: &Edit) {
        let ranges = edit.at.map(crate::text::Span::range);
        let starts = Sides::new(ranges.before.start, ranges.after.start);
        let texts =
            Sides::new(edit.at.before.of(self.bodies.before.text()), edit.at.after.of(self.bodies.after.text()));
        if !texts.before.contains('\n') && !texts.after.contains('\n') {
            // The same block goes on after the edit, so its mark stands before it.
            let both = starts.zip(self.bodies).map(|(at, body)| is_start(body, at));
            if both.before && both.after {
                self.mark(starts);
            }
        }
        let before = marked(self.bodies.before, ranges.before, self.marked.before);
        let after = marked(self.bodies.after, ranges.after, self.marked.after);
        if edit.noise.is_some() && self.noise == Noise::Folded {
            kept(self.written, &after);
            return;
        }
        change(self.written, &before, &after);
        self.tell_moves(edit);
    }

    /// Says where the passages of an edit went, or came from.
    fn tell_moves(&mut self, edit: &Edit) {
        for moved in &self.diff.moves {
            let blocks = Sides::new(
                self.bodies.before.block_at(moved.at.before.start as usize),
                self.bodies.after.block_at(moved.at.after.start as usize),
            );
            let Sides { before: Some(from), after: Some(to) } = blocks else { continue };
            if edit.at.before.contains(moved.at.before) {
                let words = crate::render::words::beginning(moved.at.before.of(self.bodies.before.text()), 6);
                let _ = write!(self.written, "{}", comment(&format!("“{words}” moved to paragraph {}", to + 1)));
            }
            if edit.at.after.contains(moved.at.after) {
                let words = crate::render::words::beginning(moved.at.after.of(self.bodies.after.text()), 6);
                let _ = write!(self.written, "{}", comment(&format!("“{words}” moved from paragraph {}", from + 1)));
            }
        }
    }
}

fn is_start(body: &Body, at: usize) -> bool {
    body.block_at(at).is_some_and(|index| body.blocks()[index].span.start as usize == at)
}

/// Returns the mark of the block that begins at a byte, nothing where none does.
fn mark_at(body: &Body, at: usize) -> &'static str {
    let block = body.block_at(at).map(|index| body.blocks()[index]);
    block.filter(|block| block.span.start as usize == at).map_or("", |block| block_mark(block.kind))
}

/// Returns a stretch of one side with the marks of the blocks that begin in it, but for those already written.
fn marked(body: &Body, range: std::ops::Range<usize>, written: usize) -> String {
    let mut text = String::new();
    let mut at = range.start;
    while at < range.end {
        if at >= written {
            text.push_str(mark_at(body, at));
        }
        let line = &body.text()[at..range.end];
        let long = line.find('\n').map_or(line.len(), |long| long.max(1));
        text.push_str(&line[..long]);
        at += long;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::critic_text::settled;
    use super::*;
    use crate::article::{Draft, Moment, Snapshot};
    use crate::history::compare;
    use crate::text::BlockKind;
    use proptest::prelude::*;

    fn snapshot(headline: &str, dek: Option<&str>, body: Body) -> Snapshot {
        let at = Moment::parse_from_rfc3339("2026-02-18T10:15:00-08:00").unwrap();
        let mut draft = Draft { body, ..Draft::default() };
        headline.clone_into(&mut draft.fields.headline);
        draft.fields.dek = dek.map(str::to_owned);
        draft.into_snapshot(at, at)
    }

    fn written(before: &Snapshot, after: &Snapshot, noise: Noise) -> String {
        let snapshots = Sides::new(before, after);
        let names = Sides::new("old".to_owned(), "new".to_owned());
        diff_critic(&Compared { article: None, names, snapshots, comparison: &compare(snapshots) }, noise)
    }

    /// The article as it reads in Markdown.
    fn article(snapshot: &Snapshot) -> String {
        let head = [format!("# {}", snapshot.fields.headline), snapshot.fields.dek.clone().unwrap_or_default()];
        let head = head.into_iter().filter(|text| !text.is_empty() && text != "# ");
        let body = snapshot.body.iter().map(|(kind, text)| format!("{}{text}", block_mark(kind)));
        head.chain(body).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn words_paragraphs_and_headline_are_marked_in_one_text() {
        let before = snapshot(
            "Ferry sinks",
            None,
            Body::from_paragraphs(["It sank at noon.", "Nobody was hurt.", "It was late."]),
        );
        let after = snapshot(
            "Ferry sinks",
            Some("A bad day"),
            Body::from_paragraphs(["It sank at one.", "Nobody was hurt.", "A tug came at dawn!", "It was late."]),
        );
        assert_eq!(
            written(&before, &after, Noise::Shown),
            "# Ferry sinks\n\n{++A bad day++}{++\n\n++}It sank at {~~noon~>one~~}.\n\n\
             Nobody was hurt.\n\n{++A tug came at dawn!++}{++\n\n++}It was late.\n"
        );
    }

    #[test]
    fn folded_noise_is_accepted_already() {
        let [before, after] =
            ["It's late.", "It’s late."].map(|text| snapshot("", None, Body::from_paragraphs([text])));
        assert_eq!(written(&before, &after, Noise::Folded), "It’s late.\n");
        assert_eq!(written(&before, &after, Noise::Shown), "{~~It's~>It’s~~} late.\n");
    }

    fn body() -> impl Strategy<Value = Body> {
        let kind = prop::sample::select(vec![
            BlockKind::Paragraph,
            BlockKind::Paragraph,
            BlockKind::Heading,
            BlockKind::Quote,
        ]);
        let known = prop::sample::select(vec![
            "The ferry left the old harbour at ten, with all aboard.",
            "Nobody was hurt, the owner of the company said.",
            "It's late. It sank.",
        ]);
        let text = prop_oneof![2 => "[-+~<>={} a渡.]{1,16}", 3 => known.prop_map(str::to_owned)];
        prop::collection::vec((kind, text), 0..6).prop_map(|blocks| blocks.into_iter().collect())
    }

    proptest! {
        #[test]
        fn accepting_all_leaves_the_article_after_and_rejecting_all_the_one_before(
            before in body(), after in body(), dek in prop::option::of("[a{+}-]{1,5}"),
        ) {
            let (before, after) = (snapshot("Old {++ ferry", None, before), snapshot("New ferry", dek.as_deref(), after));
            let text = written(&before, &after, Noise::Shown);
            for (accepted, side) in [(true, &after), (false, &before)] {
                let (left, article) = (settled(&text, accepted), article(side));
                prop_assert_eq!(left.trim_end(), article.trim_end(), "{}", text);
            }
        }
    }
}
