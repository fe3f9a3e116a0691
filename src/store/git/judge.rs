//! Signatures of commits, judged by git.

use std::path::Path;
use std::process::{Command, Stdio};

use super::binary::{Mishap, run};
use super::object::ObjectId;
use super::repo::Repo;
use super::signature::Signed;
use super::signer::{Kind, SigningConfig};
use crate::cores;
use crate::store::signing::SigningProblem;

/// What git is to say of each commit: its letter for the signature, the key by its fingerprint, else by its name, and who
/// signed.
const FORMAT: &str = "--format=%G?%n%GF%n%GK%n%GS";

/// How many commits git is asked of at once: it says nothing before it has judged all, some milliseconds each.
const AT_ONCE: usize = 64;

/// What git says of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) enum Judgement {
    /// It is good, and its key that of somebody who is trusted here.
    Good(SignedBy),
    /// It is good, but it or its key has expired since.
    Expired(SignedBy),
    /// It is good, but its key was revoked.
    Revoked(SignedBy),
    /// It is good, but nobody here vouches for its key.
    Unknown(SignedBy),
    /// Its key is not here.
    Absent(SignedBy),
    /// It is not one of this commit.
    Bad,
    /// It could not be checked, and why.
    Unchecked(String),
}

/// Who signed, as far as git tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignedBy {
    /// The key's fingerprint, or its name.
    pub key: String,
    /// Its owner, where known.
    pub owner: Option<String>,
}

/// Whoever has git judge signatures: what is set and which programs are there is looked up once.
#[derive(Debug)]
pub(in crate::store) struct Judge<'r> {
    repo: &'r Repo,
    /// What is set, or why nothing can be checked.
    config: Result<SigningConfig, String>,
    /// Why no signature of a kind can be checked, where that is known.
    unusable: Vec<(Kind, Option<String>)>,
}

impl<'r> Judge<'r> {
    /// Looks up what git is told of signatures in a repository.
    pub(in crate::store) fn of(repo: &'r Repo) -> Self {
        let config = SigningConfig::read(repo).map_err(|problem| {
            if problem == SigningProblem::NoGit { "git is missing".to_owned() } else { problem.to_string() }
        });
        Self { repo, config, unusable: Vec::new() }
    }

    /// Has git judge signed commits; the answers are in the same order.
    pub(in crate::store) fn judge(&mut self, signed: &[Signed]) -> Vec<Judgement> {
        // Those of a kind that is none stay bad.
        let mut judged = vec![Judgement::Bad; signed.len()];
        let config = match &self.config {
            Ok(config) => config,
            Err(reason) => return vec![Judgement::Unchecked(reason.clone()); signed.len()],
        };
        for kind in [Kind::OpenPgp, Kind::X509, Kind::Ssh] {
            let places: Vec<usize> = (0..signed.len()).filter(|&place| signed[place].kind == Some(kind)).collect();
            if places.is_empty() {
                continue;
            }
            let known = self.unusable.iter().find(|(known, _)| *known == kind).map(|(_, reason)| reason.clone());
            let reason = known.unwrap_or_else(|| {
                let reason = unusable(config, kind);
                self.unusable.push((kind, reason.clone()));
                reason
            });
            let answers = if let Some(reason) = reason {
                vec![Judgement::Unchecked(reason); places.len()]
            } else {
                let ids: Vec<ObjectId> = places.iter().map(|&place| signed[place].id).collect();
                judge_all(self.repo.dir(), config, &ids)
            };
            for (place, answer) in places.into_iter().zip(answers) {
                judged[place] = answer;
            }
        }
        judged
    }
}

/// Asks on all cores, some commits at a time.
fn judge_all(dir: &Path, config: &SigningConfig, ids: &[ObjectId]) -> Vec<Judgement> {
    let some = ids.len().div_ceil(cores::count()).clamp(1, AT_ONCE);
    cores::map(ids.chunks(some).collect(), |ids| ask(dir, config, ids)).concat()
}

fn ask(dir: &Path, config: &SigningConfig, ids: &[ObjectId]) -> Vec<Judgement> {
    let mut arguments = Vec::new();
    let mut set = |key: &str, value: &str| arguments.extend(["-c".to_owned(), format!("{key}={value}")]);
    // All said here, since the archive's own configuration could name others.
    set("gpg.program", config.program(Kind::OpenPgp));
    set("gpg.x509.program", config.program(Kind::X509));
    set("gpg.ssh.program", config.program(Kind::Ssh));
    // Without any such file git checks no signature of ssh at all.
    set("gpg.ssh.allowedSignersFile", config.allowed_signers().unwrap_or("/dev/null"));
    arguments.extend(["--no-replace-objects", "rev-list", "--no-walk=unsorted", FORMAT].map(str::to_owned));
    arguments.extend(ids.iter().map(ToString::to_string));
    let told = match run(dir, &arguments, &|_| ()) {
        Ok(told) => told,
        Err(mishap) => {
            let reason = match mishap {
                Mishap::Failed { reason, .. } => format!("git says: {reason}"),
                _ => "git ended early".to_owned(),
            };
            return ids.iter().map(|_| Judgement::Unchecked(reason.clone())).collect();
        }
    };
    let mut lines = told.lines();
    let mut next = || lines.next().unwrap_or_default();
    let mut answers = Vec::new();
    for id in ids {
        let found = next() == format!("commit {id}");
        let (letter, fingerprint, name, owner) = (next(), next(), next(), next());
        let key = if fingerprint.is_empty() { name } else { fingerprint };
        answers.push(judgement(if found { letter } else { "" }, key, owner));
    }
    answers
}

/// Reads git's letter for a signature.
fn judgement(letter: &str, key: &str, owner: &str) -> Judgement {
    let owner = Some(owner.to_owned()).filter(|owner| !owner.is_empty());
    let by = SignedBy { key: key.to_owned(), owner };
    match letter {
        "G" => Judgement::Good(by),
        "X" | "Y" => Judgement::Expired(by),
        "R" => Judgement::Revoked(by),
        "U" => Judgement::Unknown(by),
        "E" => Judgement::Absent(by),
        "B" => Judgement::Bad,
        _ => Judgement::Unchecked("git gives no verdict".to_owned()),
    }
}

/// Says why no signature of a kind can be checked: git takes a program that is missing, or too old, for a bad signature.
fn unusable(config: &SigningConfig, kind: Kind) -> Option<String> {
    let program = config.program(kind);
    let probe = if kind == Kind::Ssh { ["-Y", "check-novalidate"].as_slice() } else { &["--version"] };
    match Command::new(program).args(probe).stdin(Stdio::null()).output() {
        Err(_) => Some(format!("{program} is missing")),
        // What is missing after it is told by those who know it; OpenSSH before 8.2 does not.
        Ok(output) if String::from_utf8_lossy(&output.stderr).contains("unknown option") => {
            Some(format!("{program} is too old to know signatures"))
        }
        Ok(_) => None,
    }
}
