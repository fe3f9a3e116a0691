//! `prove`: a version with all that shows it was kept.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;
use variorum::article::VersionRef;
use variorum::desk::{proof_files, proof_page};
use variorum::store::Proof;

use super::args::ProveArgs;
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Prints what shows that a version was kept, or writes it into a folder with the files themselves.
pub(super) fn run(args: &ProveArgs, settings: &Settings) -> Result<Outcome> {
    let archive = archive::open(settings)?;
    let (name, asked) = archive::part(&args.article);
    let article = archive.resolve(name)?;
    let versions = archive::versions(&archive, &article)?;
    let number = archive::version(&archive, &versions, asked.unwrap_or("-1"))?.number;
    let proof = archive.prove(&article, &VersionRef::Number(number))?;
    if let Some(folder) = &args.output {
        save(&settings.cwd.join(folder), &proof)
            .with_context(|| format!("nothing was written to {}", folder.display()))?;
    }
    if args.json {
        screen::json(&facts(&proof))?;
    } else if args.output.is_none() {
        screen::text(settings, &proof_page(&proof))?;
    }
    Ok(Outcome::Done)
}

/// Writes the files of a proof into a folder that is not there yet, or is empty; all of them or none.
fn save(folder: &Path, proof: &Proof) -> Result<()> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        bail!("it holds something already; name a new folder");
    }
    let name = folder.file_name().context("it names no folder")?;
    let draft = folder.with_file_name(format!(".{}.{}", name.display(), std::process::id()));
    let written = fs::create_dir(&draft).and_then(|()| {
        for (name, bytes) in proof_files(proof) {
            fs::write(draft.join(name), bytes)?;
        }
        // An empty folder of that name gives way to the one with the files.
        fs::rename(&draft, folder)
    });
    if written.is_err() {
        // What could not be finished is not left behind; whether it can be removed changes nothing for the reader.
        let _ = fs::remove_dir_all(&draft);
    }
    Ok(written?)
}

/// What the proof states, for machines.
fn facts(proof: &Proof) -> serde_json::Value {
    let held = proof.held_by.iter().map(|(branch, tip)| json!({ "branch": branch, "commit": tip }));
    json!({
        "article": proof.version.article.to_string(),
        "version": proof.version.number,
        "at": proof.version.snapshot.times.at,
        "seen": proof.version.snapshot.times.seen,
        "recorded": proof.version.recorded,
        "path": proof.path,
        "commit": proof.commit,
        "page_sha256": proof.page_sha256,
        "content_sha256": proof.version.content_sha256,
        "capture": proof.capture.as_ref().map(|capture| json!({
            "path": capture.path, "sha256": capture.sha256, "kept": capture.bytes.is_some(),
        })),
        "signature": proof.signature.as_ref().map(|signature| json!({
            "kind": signature.kind, "commit": signature.commit,
        })),
        "later": proof.later,
        "tip": proof.tip,
        "held_by": held.collect::<Vec<_>>(),
    })
}
