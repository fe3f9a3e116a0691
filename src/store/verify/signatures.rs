//! The signatures: each is judged by git, and it is told which versions the good ones vouch for.

use std::collections::BTreeMap;

use super::Indexed;
use super::damage::{Damage, DamageKind, Signatures, Standing, VerifyReport};
use crate::store::archive::MAIN;
use crate::store::git::{Judgement, ObjectId, Repo, Signed};
use crate::store::signing::SIGNED;

/// Judges the signatures of versions, which stand in the order of writing, and those on other lines.
pub(super) fn inspect(repo: &Repo, versions: &[Indexed], report: &mut VerifyReport) {
    let mut signed = Vec::new();
    for (place, (commit, ..)) in versions.iter().enumerate() {
        signed.extend(look(repo, commit).map(|signed| (signed, Owner::Version(place))));
    }
    for name in SIGNED.into_iter().filter(|name| *name != MAIN) {
        // What cannot be read there is named already.
        let line = repo.tip(name).and_then(|tip| repo.line(None, tip)).unwrap_or_default();
        signed.extend(line.iter().filter_map(|id| Some((look(repo, &id.to_string())?, Owner::Line(name)))));
    }
    let (commits, owners): (Vec<Signed>, Vec<Owner>) = signed.into_iter().unzip();
    let judged = if commits.is_empty() { Vec::new() } else { repo.judge(&commits) };
    let (mut standings, mut unchecked) = (BTreeMap::new(), BTreeMap::new());
    let (mut own, mut reach) = (0, 0);
    for ((commit, owner), judgement) in commits.iter().zip(&owners).zip(judged) {
        if let Owner::Version(place) = owner {
            own += 1;
            reach = if matches!(judgement, Judgement::Good(_)) { place + 1 } else { reach };
        }
        let (standing, by) = match judgement {
            Judgement::Good(by) => (Standing::Good, by),
            Judgement::Expired(by) => (Standing::Expired, by),
            Judgement::Revoked(by) => (Standing::Revoked, by),
            Judgement::Unknown(by) => (Standing::Unknown, by),
            Judgement::Absent(by) => (Standing::Absent, by),
            Judgement::Bad => {
                report.damages.push(bad(commit, owner, versions));
                continue;
            }
            Judgement::Unchecked(reason) => {
                *unchecked.entry(reason).or_default() += 1;
                continue;
            }
        };
        *standings.entry((standing, by)).or_default() += 1;
    }
    let before = owners.iter().filter(|owner| matches!(owner, Owner::Version(place) if *place < reach)).count();
    let covered = reach - before;
    report.signatures = Signatures { standings, unchecked, covered, unsigned: versions.len() - own - covered };
}

/// What a signed commit is of.
enum Owner {
    /// The version at this place.
    Version(usize),
    /// The line of commits on this ref.
    Line(&'static str),
}

/// Looks for a signature; a commit that cannot be read is named already.
fn look(repo: &Repo, commit: &str) -> Option<Signed> {
    repo.signed(ObjectId::parse(commit)?).ok().flatten()
}

fn bad(commit: &Signed, owner: &Owner, versions: &[Indexed]) -> Damage {
    let commit = Some(commit.id.to_string());
    match owner {
        Owner::Version(place) => {
            let (_, article, number) = &versions[*place];
            let (article, version) = (Some(article.clone()), Some(*number));
            Damage { article, version, path: None, commit, kind: DamageKind::BadSignature }
        }
        Owner::Line(name) => Damage { commit, ..Damage::of_ref(name, DamageKind::BadSignature) },
    }
}
