//! Which notes of a version announce which changes, of this version or of one before.

use super::change::Severity;
use super::comparison::Compared;
use super::entry::{Entry, Standing};
use super::lexicon::Cue;
use super::linking::{ChangeRef, Link, Outcome, Tier, Unbacked, Verdict, Weighed};
use super::matching::{Asked, Codes, Match, Rarity, Shown, Table, Weighing, Whole, amounts, assign, late, unbacked};
use super::words::{Reading, Vocabulary};
use crate::diff::Sides;
use crate::notes::{Claim, Note, NoteKind};
use crate::text::{Body, Span};

/// Something with the entry it is about: an index into the changelog's entries.
type InEntry<T> = (usize, T);

/// What is kept of each version while its successors are matched.
#[derive(Default)]
pub(super) struct Step {
    shown: Vec<Shown>,
    rarity: Rarity,
    blocks: usize,
    unchanged: Vec<Span>,
    canons: Codes,
    /// The changes of substance that no note has announced so far.
    open: Vec<usize>,
}

impl Step {
    /// Takes from a comparison what matching needs.
    pub(super) fn new(compared: &Compared, bodies: Sides<&Body>, vocabulary: &Vocabulary) -> Self {
        let spans = compared.read.as_ref().map(|body| &*body.sentences);
        let mut old: Vec<&str> = spans.before.iter().map(|span| span.of(bodies.before.text()).trim()).collect();
        old.sort_unstable();
        let kept = |span: &&Span| old.binary_search(&span.of(bodies.after.text()).trim()).is_ok();
        let unchanged: Vec<Span> = spans.after.iter().filter(kept).copied().collect();
        let readings = compared.read.as_ref().map(|body| &body.words);
        let words = &readings.after.words;
        let amounts = amounts(words, vocabulary);
        let canons = words.iter().map(|word| word.entry(vocabulary).canon);
        let canons = canons.chain(amounts.iter().map(|amount| amount.canon)).collect();
        Self {
            rarity: Rarity::new(readings, spans, &unchanged, vocabulary),
            blocks: bodies.after.blocks().len(),
            canons: Codes::from_list(canons),
            unchanged,
            shown: compared.shown.clone(),
            open: Vec::new(),
        }
    }

    fn table<'a>(&'a self, asked: &'a [Asked], vocabulary: &'a Vocabulary) -> Table<'a> {
        Table { asked, shown: &self.shown, rarity: &self.rarity, vocabulary, blocks: self.blocks }
    }
}

/// Fills in which notes of the last entry announce which changes, which changes none announces, which notes stand bare.
///
/// `steps` holds what is kept of every entry so far, the last one's included.
pub(super) fn announce(entry: &mut Entry, last: Option<&Entry>, steps: &mut [Step], vocabulary: &mut Vocabulary) {
    read_unlabelled(entry, vocabulary);
    let claims = claims(entry, last, vocabulary);
    let Some((step, earlier)) = steps.split_last_mut() else { return };
    let index = earlier.len();
    let real: Vec<Asked> = claims.iter().filter(|asked| !asked.is_vacuous()).cloned().collect();
    let (found, weighed) = assign(step.table(&real, vocabulary));
    let mut weighed: Vec<InEntry<Weighing>> = weighed.into_iter().map(|weighing| (index, weighing)).collect();
    let mut linked: Vec<InEntry<Match>> = found.into_iter().map(|found| (index, found)).collect();
    for (number, asked) in real.iter().enumerate() {
        if linked.iter().any(|(_, found)| found.asked == number && found.tier > Tier::Possible) {
            continue;
        }
        let (late, tried) = announced_late(asked, earlier, vocabulary);
        weighed.extend(tried.into_iter().map(|(at, tried)| (at, Weighing { asked: number, ..tried })));
        if !late.is_empty() {
            linked.retain(|(_, found)| found.asked != number);
        }
        for (at, found) in late {
            earlier[at].open.retain(|change| *change != found.change);
            linked.push((at, Match { asked: number, ..found }));
        }
    }
    entry.weighed = weighed.into_iter().map(|(at, weighing)| told(at, weighing, &real, &linked)).collect();
    let links: Vec<Link> = linked.iter().map(|(at, found)| link(found, &real[found.asked], *at)).collect();
    let announced = |change: usize| links.iter().any(|link| link.change == ChangeRef { entry: index, change });
    entry.unannounced = (0..step.shown.len()).filter(|change| !announced(*change)).collect();
    let substantive = |change: &usize| entry.changes()[*change].severity == Severity::Substantive;
    step.open = entry.unannounced.iter().copied().filter(substantive).collect();
    entry.unbacked = bare(entry, &claims, &links, step, vocabulary);
    entry.links = links;
}

/// Takes the words of a note without a label as its claim, when they speak of a change; it may announce one, no more.
fn read_unlabelled(entry: &mut Entry, vocabulary: &mut Vocabulary) {
    // Who speaks of the headline in a line of notes says that it was changed.
    const DEEDS: [Cue; 7] =
        [Cue::Add, Cue::Correct, Cue::Remove, Cue::Clarify, Cue::Restyle, Cue::InHeadline, Cue::InDek];
    for note in entry.notes.iter_mut().filter(|note| note.kind == NoteKind::Other && note.claims.is_empty()) {
        let words = Reading::new(&note.text, vocabulary).words;
        if words.iter().any(|word| DEEDS.iter().any(|cue| word.has(*cue))) {
            note.claims.push(Claim { text: note.text.clone(), ..Claim::default() });
        }
    }
}

/// The claims of the notes that are new at an entry, or that gained words.
fn claims(entry: &Entry, last: Option<&Entry>, vocabulary: &mut Vocabulary) -> Vec<Asked> {
    let mut found = Vec::new();
    for (index, (note, standing)) in entry.notes.iter().zip(&entry.standing).enumerate() {
        if note.kind == NoteKind::Published {
            continue;
        }
        let old = match standing {
            Standing::Carried => continue,
            Standing::New => None,
            Standing::Edited(_) if was_bare(note, last) => None,
            Standing::Edited(lines) => {
                let reading = Reading::new(&lines.before, vocabulary);
                Some(Codes::from_list(reading.words.iter().map(|word| word.entry(vocabulary).canon).collect()))
            }
        };
        for (number, claim) in whole_claims(note, vocabulary) {
            found.extend(Asked::all((index, number), note, &claim, old.as_ref(), vocabulary));
        }
    }
    found
}

/// The claims of a note by their index; "…, not 83bn" is no claim of its own, but part of the one before.
fn whole_claims(note: &Note, vocabulary: &mut Vocabulary) -> Vec<(usize, Claim)> {
    let mut found: Vec<(usize, Claim)> = Vec::new();
    for (index, claim) in note.claims.iter().enumerate() {
        let words = Reading::new(&claim.text, vocabulary).words;
        let against = words.first().is_some_and(|word| word.has(Cue::Negation));
        match found.last_mut() {
            Some((_, last)) if against => {
                last.text = format!("{}, {}", last.text, claim.text);
                last.before = last.before.take().or_else(|| claim.before.clone());
            }
            _ => found.push((index, claim.clone())),
        }
    }
    found
}

/// Tells whether a note that was edited had nothing behind it before, so that its claims may be borne out now.
fn was_bare(note: &Note, last: Option<&Entry>) -> bool {
    let claims = |note: &Note| note.claims.iter().map(|claim| claim.text.clone()).collect::<Vec<_>>();
    last.is_some_and(|last| {
        let mut bare = last.unbacked.iter().filter(|unbacked| unbacked.verdict != Verdict::Vacuous);
        bare.any(|unbacked| last.notes.get(unbacked.note).is_some_and(|old| claims(old) == claims(note)))
    })
}

fn link(found: &Match, asked: &Asked, entry: usize) -> Link {
    Link {
        note: asked.note,
        claim: asked.claim,
        change: ChangeRef { entry, change: found.change },
        tier: found.tier,
        score: found.score,
        reasons: found.reasons.clone(),
    }
}

/// Tells what came of weighing a claim against a change of the entry `at`.
fn told(at: usize, weighing: Weighing, claims: &[Asked], linked: &[InEntry<Match>]) -> Weighed {
    let same = |(entry, found): &&InEntry<Match>| (*entry, found.change) == (at, weighing.change);
    let mine = linked.iter().filter(same).find(|(_, found)| found.asked == weighing.asked);
    let outcome = match mine {
        Some((_, found)) => Outcome::Linked(found.tier),
        None if !weighing.enough => Outcome::Weak,
        None if linked.iter().any(|found| same(&found)) => Outcome::Taken,
        None => Outcome::Behind,
    };
    let asked = &claims[weighing.asked];
    Weighed {
        note: asked.note,
        claim: asked.claim,
        words: asked.text.clone(),
        change: ChangeRef { entry: at, change: weighing.change },
        score: weighing.score,
        reasons: weighing.reasons,
        outcome,
    }
}

/// Finds what a claim announces late, in the newest earlier version that has something, and what was weighed for it.
fn announced_late(
    asked: &Asked,
    earlier: &[Step],
    vocabulary: &Vocabulary,
) -> (Vec<InEntry<Match>>, Vec<InEntry<Weighing>>) {
    let one = std::slice::from_ref(asked);
    let mut tried = Vec::new();
    for (at, step) in earlier.iter().enumerate().rev() {
        let (found, weighed) = late(step.table(one, vocabulary), &step.open);
        tried.extend(weighed.into_iter().map(|weighing| (at, weighing)));
        if !found.is_empty() {
            return (found.into_iter().map(|found| (at, found)).collect(), tried);
        }
    }
    (Vec::new(), tried)
}

/// The new notes that nothing bears out.
fn bare(entry: &Entry, claims: &[Asked], links: &[Link], step: &Step, vocabulary: &Vocabulary) -> Vec<Unbacked> {
    let text = entry.version.snapshot.body.text();
    let sentences: Vec<&str> = step.unchanged.iter().map(|span| span.of(text).trim()).collect();
    let whole = Whole { canons: &step.canons, unchanged: &sentences };
    let mut found = Vec::new();
    for (note, standing) in entry.standing.iter().enumerate() {
        let kind = entry.notes[note].kind;
        if *standing == Standing::Carried || links.iter().any(|link| link.note == note) {
            continue;
        }
        let mut mine: Vec<&Asked> = claims.iter().filter(|asked| asked.note == note && !asked.is_vacuous()).collect();
        if !kind.announces_changes() {
            // A line without a label may be no note at all: it has to say of what kind the thing is that was changed.
            mine.retain(|asked| kind == NoteKind::Other && asked.names_its_matter());
            if mine.is_empty() {
                continue;
            }
        }
        if !mine.is_empty() {
            let (verdict, evidence) = unbacked(&mine, step.table(&[], vocabulary), &whole);
            found.push(Unbacked { note, verdict, evidence });
        } else if *standing == Standing::New && entry.changes().is_empty() {
            found.push(Unbacked { note, verdict: Verdict::Vacuous, evidence: Vec::new() });
        }
    }
    found
}
