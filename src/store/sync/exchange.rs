//! What goes over the network: what a remote has, fetched; what is new to it, sent.

use super::error::SyncError;
use super::remotes::Remote;
use super::sides::{SIDES, Side};
use super::{Errand, Headway};
use crate::store::archive::{Archive, CAPTURES, MAIN};
use crate::store::git::{self, Mishap, ObjectId};

/// Where a ref of a remote goes to, and where the remote was found to have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Push {
    /// Its name on both sides.
    pub(super) name: &'static str,
    /// Where the remote has it; nothing is sent if it has moved.
    pub(super) expected: Option<ObjectId>,
    /// Where it goes; nowhere, when all that was on it was erased.
    pub(super) to: Option<ObjectId>,
}

/// What a remote said to what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// It has taken all of it.
    Taken,
    /// It has taken nothing: somebody else was faster, or it refuses.
    Rejected {
        /// What git gives as the reason.
        reason: String,
    },
}

/// Lists the refs that are brought together, captures left out if asked.
pub(super) fn exchanged(captures: bool) -> impl Iterator<Item = &'static str> {
    let sides = SIDES.into_iter().map(|Side { name, .. }| name);
    std::iter::once(MAIN).chain(sides.filter(move |name| captures || *name != CAPTURES))
}

/// Returns the name of a ref in a folder of refs that stand for those of a remote.
pub(super) fn beside(folder: &str, name: &str) -> String {
    format!("{folder}/{}", name.rsplit('/').next().unwrap_or(name))
}

impl Archive {
    /// Fetches what a remote has into the folder of what comes in; returns where its refs are.
    pub(super) fn fetch(&self, errand: Errand<'_>) -> Result<Vec<(&'static str, ObjectId)>, SyncError> {
        let Errand { remote, captures, tell, .. } = errand;
        let there = self.ask_remote(remote, captures)?;
        let Some(repo) = &self.repo else { return Ok(there) };
        let folder = remote.incoming();
        for (name, _) in repo.refs_below(&folder)? {
            if !there.iter().any(|(had, _)| beside(&folder, had) == name) {
                repo.delete_ref(&name)?;
            }
        }
        let mut specs = Vec::new();
        for (name, id) in &there {
            let place = beside(&folder, name);
            if repo.tip(&place)? != Some(*id) {
                specs.push(format!("+{name}:{place}"));
            }
        }
        if !specs.is_empty() {
            let options =
                ["fetch", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--progress", "--force"];
            self.git(remote, &options, &specs, "fetched", tell).map_err(|mishap| told(remote, mishap))?;
        }
        Ok(there)
    }

    /// Asks a remote which refs of an archive it has, and where they are.
    fn ask_remote(&self, remote: &Remote, captures: bool) -> Result<Vec<(&'static str, ObjectId)>, SyncError> {
        let patterns = ["refs/heads/*", "refs/variorum/*"].map(str::to_owned);
        let listed = self.git(remote, &["ls-remote", "--refs"], &patterns, "asked", &|_| ());
        let listed = listed.map_err(|mishap| told(remote, mishap))?;
        let refs: Vec<(&str, &str)> = listed.lines().filter_map(|line| line.split_once('\t')).collect();
        let place = |name| refs.iter().find(|(_, found)| *found == name).and_then(|(id, _)| ObjectId::parse(id));
        let there: Vec<_> = exchanged(captures).filter_map(|name| Some((name, place(name)?))).collect();
        if place(MAIN).is_none() && refs.iter().any(|(_, name)| name.starts_with("refs/heads/")) {
            return Err(SyncError::Foreign { remote: remote.name.clone(), commit: None, problem: None });
        }
        Ok(there)
    }

    /// Sends what is new to a remote: all of it or nothing, and only if nobody was faster.
    pub(super) fn send(&self, errand: Errand<'_>, pushes: &[Push]) -> Result<Reply, SyncError> {
        match self.push(errand, pushes, true) {
            // Some hosts cannot take several refs as one: then what stands beside the versions goes first.
            Ok(Reply::Rejected { reason }) if reason.contains("--atomic") => {
                let (main, sides): (Vec<Push>, Vec<Push>) = pushes.iter().cloned().partition(|push| push.name == MAIN);
                for pushes in [sides, main].iter().filter(|pushes| !pushes.is_empty()) {
                    if let rejected @ Reply::Rejected { .. } = self.push(errand, pushes, false)? {
                        return Ok(rejected);
                    }
                }
                Ok(Reply::Taken)
            }
            other => other,
        }
    }

    fn push(&self, Errand { remote, tell, .. }: Errand<'_>, pushes: &[Push], atomic: bool) -> Result<Reply, SyncError> {
        let mut options: Vec<String> =
            ["push", "--porcelain", "--progress", "--no-verify", "--no-follow-tags", "--recurse-submodules=no"]
                .map(str::to_owned)
                .into();
        if atomic {
            options.push("--atomic".to_owned());
        }
        let place = |id: Option<ObjectId>| id.map(|id| id.to_string()).unwrap_or_default();
        options.extend(pushes.iter().map(|push| format!("--force-with-lease={}:{}", push.name, place(push.expected))));
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let specs: Vec<String> = pushes.iter().map(|push| format!("{}:{}", place(push.to), push.name)).collect();
        match self.git(remote, &options, &specs, "sent", tell) {
            Ok(_) => Ok(Reply::Taken),
            Err(Mishap::Failed { reason, output }) => match refusal(&output) {
                Some(reason) => Ok(Reply::Rejected { reason }),
                None if reason.contains("--atomic") => Ok(Reply::Rejected { reason }),
                None => Err(told(remote, Mishap::Failed { reason, output })),
            },
            Err(mishap) => Err(told(remote, mishap)),
        }
    }

    /// Runs git for a remote; its name and what follows stand where git reads no options.
    fn git(
        &self,
        remote: &Remote,
        options: &[&str],
        rest: &[String],
        doing: &'static str,
        tell: &dyn Fn(&Headway),
    ) -> Result<String, Mishap> {
        let mut arguments: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
        arguments.extend(["--".to_owned(), remote.name.clone()]);
        arguments.extend_from_slice(rest);
        git::run(&self.dir, &arguments, &|line| {
            if let Some((done, total)) = git::headway(line) {
                tell(&Headway { doing, done, total });
            }
        })
    }
}

/// Finds the reason of a rejected push in what git prints for programs, parted by tabs: `!`, `<from>:<to>` and
/// `[rejected] (fetch first)`.
fn refusal(output: &str) -> Option<String> {
    let told = output.lines().filter_map(|line| line.strip_prefix('!')?.rsplit('\t').next());
    let reasons: Vec<&str> = told.map(str::trim).collect();
    // The ref that was in the way says more than those that were held back with it.
    let own = reasons.iter().find(|reason| !reason.contains("atomic push fail")).or(reasons.first())?;
    let own = own.trim_start_matches("[remote rejected]").trim_start_matches("[rejected]").trim();
    Some(own.trim_start_matches('(').trim_end_matches(')').to_owned())
}

/// Puts what happened to git into our words.
fn told(remote: &Remote, mishap: Mishap) -> SyncError {
    let reason = match mishap {
        Mishap::Missing => return SyncError::NoGit,
        Mishap::Unusable(error) => error.to_string(),
        Mishap::Silent => "it said nothing for ten minutes".to_owned(),
        Mishap::Failed { reason, .. } => reason.replace(&remote.url, &remote.shown_url()),
    };
    SyncError::Unreachable { remote: remote.name.clone(), url: remote.shown_url(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ref_in_the_way_gives_the_reason() {
        let printed = "To /srv/archive\n!\tabc:refs/variorum/triage\t[rejected] (atomic push failed)\n\
                       !\tdef:refs/heads/main\t[rejected] (stale info)\nDone\n";
        assert_eq!(refusal(printed).as_deref(), Some("stale info"));
        let hook = "!\tdef:refs/heads/main\t[remote rejected] (pre-receive hook declined)\n";
        assert_eq!(refusal(hook).as_deref(), Some("pre-receive hook declined"));
        assert_eq!(refusal("To /srv/archive\nDone\n"), None);
    }

    #[test]
    fn refs_of_a_remote_have_a_place_of_their_own() {
        assert_eq!(beside("refs/variorum/remotes/origin", MAIN), "refs/variorum/remotes/origin/main");
        assert_eq!(exchanged(false).count() + 1, exchanged(true).count());
    }
}
