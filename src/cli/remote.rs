//! `remote`: other archives, by name.

use anyhow::Result;
use serde_json::{Value, json};
use variorum::render::visible;
use variorum::store::Remote;

use super::args::{RemoteArgs, RemoteJob};
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Adds, lists or removes remotes.
pub(super) fn run(args: &RemoteArgs, settings: &Settings) -> Result<Outcome> {
    let mut archive = archive::open(settings)?;
    match &args.job {
        RemoteJob::Add { name, url } => {
            archive.add_remote(name, &self::url(settings, url))?;
            screen::write(&format!("added  {name}\n"))?;
        }
        RemoteJob::Remove { name } => {
            archive.remove_remote(name)?;
            screen::write(&format!("removed  {name}\n"))?;
        }
        RemoteJob::List { json: true } => {
            let remote = |remote: &Remote| json!({ "name": remote.name, "url": remote.shown_url() });
            screen::json(&archive.remotes()?.iter().map(remote).collect::<Vec<Value>>())?;
        }
        RemoteJob::List { json: false } => screen::write(&listed(&archive.remotes()?))?,
    }
    Ok(Outcome::Done)
}

fn listed(remotes: &[Remote]) -> String {
    let width = remotes.iter().map(|remote| remote.name.len()).max().unwrap_or_default();
    let line = |remote: &Remote| {
        let (name, url) = (&remote.name, remote.shown_url());
        format!("{name:width$}  {}\n", visible(&url))
    };
    remotes.iter().map(line).collect()
}

/// Returns an address as git takes it from any folder: a folder is told by where it is.
pub(super) fn url(settings: &Settings, told: &str) -> String {
    // As git reads it: `host:path` unless a slash stands before the colon, or a folder of that name is there.
    let place = settings.cwd.join(told);
    let elsewhere = told.find(':').is_some_and(|colon| !told[..colon].contains('/')) && !place.exists();
    if told.trim().is_empty() || told.starts_with('-') || elsewhere {
        return told.to_owned();
    }
    std::path::absolute(&place).unwrap_or(place).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_stand_in_columns() {
        let remote = |name: &str, url: &str| Remote { name: name.to_owned(), url: url.to_owned() };
        let remotes = [remote("desk", "git@a.example:x.git"), remote("origin", "https://u:p@a.example/x")];
        assert_eq!(listed(&remotes), "desk    git@a.example:x.git\norigin  https://u:***@a.example/x\n");
    }
}
