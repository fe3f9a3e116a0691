//! The signatures: each is judged by git, and it is told which versions the good ones vouch for.

use super::damage::{Damage, DamageKind, Signatures, Standing, VerifyReport};
use crate::article::ArticleId;
use crate::store::archive::MAIN;
use crate::store::git::{Judge, Judgement, Repo, Signed};
use crate::store::signing::SIGNED;

/// How many signatures git is asked of in one go: some tenths of a second.
const SOME: usize = 128;

/// The signatures of versions, in the order of writing, and those on other lines.
pub(super) struct Vouching<'r> {
    repo: &'r Repo,
    judge: Option<Judge<'r>>,
    waiting: Vec<(Signed, Owner)>,
    found: Signatures,
    /// How many versions were passed.
    versions: usize,
    /// How many of those have a signature of their own that was judged.
    own: usize,
    bad: Vec<Damage>,
}

/// What a signed commit is of.
enum Owner {
    /// A version, with so many before it.
    Version(usize, ArticleId, u32),
    /// The line of commits on this ref.
    Line(&'static str),
}

impl<'r> Vouching<'r> {
    /// Begins in a repository.
    pub(super) fn begin(repo: &'r Repo) -> Self {
        let (waiting, bad, found) = (Vec::new(), Vec::new(), Signatures::default());
        Self { repo, judge: None, waiting, found, versions: 0, own: 0, bad }
    }

    /// Takes in a version that is signed, before it is passed.
    pub(super) fn version(&mut self, signed: Signed, article: &ArticleId, number: u32) {
        self.take(signed, Owner::Version(self.versions, article.clone(), number));
    }

    /// Passes a version, signed or not.
    pub(super) fn pass(&mut self) {
        self.versions += 1;
    }

    /// Judges the other lines too, and tells what was found.
    pub(super) fn end(mut self, report: &mut VerifyReport) {
        for name in SIGNED.into_iter().filter(|name| *name != MAIN) {
            // What cannot be read there is named already.
            let line = self.repo.tip(name).and_then(|tip| self.repo.line(None, tip)).unwrap_or_default();
            for signed in line.into_iter().filter_map(|id| self.repo.signed(id).ok().flatten()) {
                self.take(signed, Owner::Line(name));
            }
        }
        self.judge();
        self.found.unsigned = self.versions - self.own - self.found.covered;
        report.signatures = self.found;
        report.damages.append(&mut self.bad);
    }

    fn take(&mut self, signed: Signed, owner: Owner) {
        self.waiting.push((signed, owner));
        if self.waiting.len() >= SOME {
            self.judge();
        }
    }

    /// Has those that wait judged.
    fn judge(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let (commits, owners): (Vec<Signed>, Vec<Owner>) = self.waiting.drain(..).unzip();
        let judged = self.judge.get_or_insert_with(|| Judge::of(self.repo)).judge(&commits);
        for ((commit, owner), judgement) in commits.iter().zip(owners).zip(judged) {
            if let Owner::Version(before, ..) = owner {
                if matches!(judgement, Judgement::Good(_)) {
                    self.found.covered = before - self.own;
                }
                self.own += 1;
            }
            let (standing, by) = match judgement {
                Judgement::Good(by) => (Standing::Good, by),
                Judgement::Expired(by) => (Standing::Expired, by),
                Judgement::Revoked(by) => (Standing::Revoked, by),
                Judgement::Unknown(by) => (Standing::Unknown, by),
                Judgement::Absent(by) => (Standing::Absent, by),
                Judgement::Bad => {
                    self.bad.push(bad(commit, owner));
                    continue;
                }
                Judgement::Unchecked(reason) => {
                    *self.found.unchecked.entry(reason).or_default() += 1;
                    continue;
                }
            };
            *self.found.standings.entry((standing, by)).or_default() += 1;
        }
    }
}

fn bad(commit: &Signed, owner: Owner) -> Damage {
    let (commit, kind) = (Some(commit.id.to_string()), DamageKind::BadSignature);
    match owner {
        Owner::Version(_, article, number) => {
            Damage { article: Some(article), version: Some(number), path: None, commit, kind }
        }
        Owner::Line(name) => Damage { commit, ..Damage::of_ref(name, kind) },
    }
}
