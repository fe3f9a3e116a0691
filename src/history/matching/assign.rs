//! Which claim takes which change: every change has one owner, and what is left is shared out by elimination.

use std::cmp::Reverse;

use super::super::change::{ChangeKind, Severity};
use super::super::linking::{Reason, Tier};
use super::super::words::Vocabulary;
use super::asked::Asked;
use super::rarity::Rarity;
use super::score::{Fit, score, touches_wanted, unchanged};
use super::shown::Shown;
use super::signal::{Kind, Score};
use super::twins::{follow_no_comment, join_twins};

/// The claims and changes of one version, before they are matched.
#[derive(Clone, Copy)]
pub(in crate::history) struct Table<'a> {
    /// The claims of its new notes.
    pub(in crate::history) asked: &'a [Asked],
    /// Its changes.
    pub(in crate::history) shown: &'a [Shown],
    /// How rare words are in it.
    pub(in crate::history) rarity: &'a Rarity,
    /// The words.
    pub(in crate::history) vocabulary: &'a Vocabulary,
    /// How many blocks its body has.
    pub(in crate::history) blocks: usize,
}

impl<'a> Table<'a> {
    /// Returns what puts a claim beside a change.
    fn fit(self, asked: &'a Asked) -> impl Fn(&'a Shown) -> Fit<'a> {
        let Self { rarity, vocabulary, blocks, .. } = self;
        let unchanged = unchanged(asked, rarity);
        move |shown| Fit { asked, shown, rarity, vocabulary, blocks, unchanged }
    }
}

/// A claim and a change that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::history) struct Match {
    /// The claim: an index into the claims of the table.
    pub(in crate::history) asked: usize,
    /// The change: an index into its changes.
    pub(in crate::history) change: usize,
    /// How sure it is.
    pub(in crate::history) tier: Tier,
    /// The score, in thousandths.
    pub(in crate::history) score: i32,
    /// Why, strongest first.
    pub(in crate::history) reasons: Vec<String>,
}

/// A claim and a change held against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::history) struct Weighing {
    /// The claim: an index into the claims of the table.
    pub(in crate::history) asked: usize,
    /// The change: an index into its changes.
    pub(in crate::history) change: usize,
    /// The score, in thousandths.
    pub(in crate::history) score: i32,
    /// What it is the sum of.
    pub(in crate::history) reasons: Vec<Reason>,
    /// Whether enough speaks for it to be a link, if nothing fits better.
    pub(in crate::history) enough: bool,
}

/// From this score on a link is evidence.
const ENOUGH: i32 = Tier::LIKELY_FROM;
/// From this score on it is, where something speaks against it.
const ENOUGH_AGAINST: i32 = 1800;
/// A claim takes what comes this close to its best change.
const CLOSE: i32 = 800;
/// A claim of several things takes what comes this close.
const CLOSE_MANY: i32 = 2200;
/// From this score on a change may be taken when nothing else is left.
const RESCUE: i32 = 600;
/// From this score on a change made earlier may be announced late.
const LATE: i32 = 1800;
/// What it adds that a version has one claim and one change of substance.
const ONLY: i32 = 900;
/// What it adds that no other change touches what a claim asks for.
const SOLE: i32 = 500;

/// Matches the claims of a version with its changes; the result is in the order of claims, then changes.
///
/// The second list holds every claim against every change, best first, to explain what was weighed.
pub(in crate::history) fn assign(table: Table<'_>) -> (Vec<Match>, Vec<Weighing>) {
    let grid = grid(table);
    let mut found = owned(table, &grid);
    rescue(table, &grid, &mut found);
    join_twins(table, &mut found);
    follow_no_comment(table, &mut found);
    found.sort_by_key(|link| (link.asked, link.change));
    (found, weighed(&grid))
}

/// Lists every claim against every change, best first.
fn weighed(grid: &[Vec<Score>]) -> Vec<Weighing> {
    let row = |(asked, scores): (usize, &Vec<Score>)| {
        let row = scores.iter().enumerate();
        best_first(row.map(|(change, score)| weighing(asked, change, score, is_enough(score))).collect())
    };
    grid.iter().enumerate().flat_map(row).collect()
}

fn weighing(asked: usize, change: usize, score: &Score, enough: bool) -> Weighing {
    Weighing { asked, change, score: score.points, reasons: score.weighed(), enough }
}

fn best_first(mut row: Vec<Weighing>) -> Vec<Weighing> {
    row.sort_by_key(|weighing| (Reverse(weighing.score), weighing.change));
    row
}

/// Scores every claim against every change.
fn grid(table: Table<'_>) -> Vec<Vec<Score>> {
    let substantive = table.shown.iter().filter(|shown| shown.severity == Severity::Substantive).count();
    let only = table.asked.len() == 1 && substantive == 1;
    let row = |asked| {
        let wanted = |shown: &&Shown| shown.kind == ChangeKind::Replace && touches_wanted(asked, shown);
        let sole = table.shown.iter().filter(wanted).count() == 1;
        let scores = table.shown.iter().map(table.fit(asked)).map(|fit| {
            let mut score = score(fit);
            if only && fit.shown.severity == Severity::Substantive {
                score.add(Kind::Leans, ONLY, "it is the only change of substance, and this the only claim");
            } else if sole && wanted(&fit.shown) {
                score.add(Kind::Leans, SOLE, "it is the only change of what the note announces");
            }
            score
        });
        scores.collect()
    };
    table.asked.iter().map(row).collect()
}

/// Gives each change to the claim that fits it best, and each claim what comes close to its best change.
fn owned(table: Table<'_>, grid: &[Vec<Score>]) -> Vec<Match> {
    let owner = |change: usize| {
        let best = (0..grid.len()).max_by_key(|asked| (grid[*asked][change].points, Reverse(*asked)))?;
        is_enough(&grid[best][change]).then_some(best)
    };
    let owners: Vec<Option<usize>> = (0..table.shown.len()).map(owner).collect();
    let mut found = Vec::new();
    for (asked, scores) in grid.iter().enumerate() {
        let mine = || owners.iter().enumerate().filter(|(_, owner)| **owner == Some(asked)).map(|(change, _)| change);
        let Some(best) = mine().map(|change| scores[change].points).max() else { continue };
        let many = table.asked[asked].plural || table.asked[asked].generic;
        let close = if many { CLOSE_MANY } else { CLOSE };
        found.extend(mine().filter(|change| scores[*change].points >= best - close).map(|change| {
            let score = &scores[change];
            Match { asked, change, tier: tier(score), score: score.points, reasons: score.reasons() }
        }));
    }
    found
}

/// Tells whether enough speaks for a link; where something speaks against it, it takes more.
fn is_enough(score: &Score) -> bool {
    score.points >= if score.contradicted() { ENOUGH_AGAINST } else { ENOUGH }
}

/// Says how sure a score is.
fn tier(score: &Score) -> Tier {
    if score.points >= Tier::STRONG_FROM && score.of(Kind::Own) >= Tier::OWN_WORDS && !score.contradicted() {
        Tier::Strong
    } else if score.points >= ENOUGH {
        Tier::Likely
    } else {
        Tier::Possible
    }
}

/// Gives claims without a change the best change of substance that is left, if nothing speaks against it.
fn rescue(table: Table<'_>, grid: &[Vec<Score>], found: &mut Vec<Match>) {
    loop {
        let claims: Vec<usize> =
            (0..grid.len()).filter(|asked| found.iter().all(|link| link.asked != *asked)).collect();
        let free = |change: &usize| {
            let shown = &table.shown[*change];
            shown.severity == Severity::Substantive && found.iter().all(|link| link.change != *change)
        };
        let changes: Vec<usize> = (0..table.shown.len()).filter(free).collect();
        let last = i32::from(claims.len() == 1 && changes.len() == 1) * 500;
        let pairs = claims.iter().flat_map(|asked| changes.iter().map(move |change| (*asked, *change)));
        let open = pairs.filter(|(asked, change)| {
            let score = &grid[*asked][*change];
            score.points + last >= RESCUE && !score.contradicted()
        });
        let best = open.max_by_key(|(asked, change)| (grid[*asked][*change].points, Reverse((*asked, *change))));
        let Some((asked, change)) = best else { return };
        let score = &grid[asked][change];
        let mut reasons = score.reasons();
        reasons.push("nothing else is left that fits".into());
        let tier = if score.points >= ENOUGH { tier(score).min(Tier::Likely) } else { Tier::Possible };
        found.push(Match { asked, change, tier, score: score.points + last, reasons });
    }
}

/// Finds the changes of an earlier version that the first claim of the table announces late, and what was weighed.
pub(in crate::history) fn late(table: Table<'_>, open: &[usize]) -> (Vec<Match>, Vec<Weighing>) {
    let Some(asked) = table.asked.first() else { return (Vec::new(), Vec::new()) };
    let fit = table.fit(asked);
    let (mut found, mut row) = (Vec::new(), Vec::new());
    for &change in open {
        let shown = &table.shown[change];
        let score = score(fit(shown));
        let enough = score.points >= LATE && !score.contradicted() && shown.kind != ChangeKind::Move;
        row.push(weighing(0, change, &score, enough));
        if enough {
            let tier = tier(&score);
            found.push(Match { asked: 0, change, tier, score: score.points, reasons: score.reasons() });
        }
    }
    let best = found.iter().map(|link| link.score).max().unwrap_or_default();
    found.retain(|link| link.score >= best - CLOSE);
    join_twins(table, &mut found);
    found.retain(|link| open.contains(&link.change));
    (found, best_first(row))
}
