//! What shows that a version was kept, for somebody who trusts neither us nor our tools.

use std::fmt::Write;

use super::escape::{address, escaped};
use crate::article::Version;
use crate::render::words::count;

/// What shows that a version was kept.
#[derive(Clone, Copy, Debug)]
pub struct Proven<'a> {
    /// The version.
    pub version: &'a Version,
    /// Where its page lies in the archive.
    pub path: &'a str,
    /// SHA-256 of the page.
    pub page_sha256: &'a str,
    /// The file it was read from.
    pub capture: Option<ProvenCapture<'a>>,
    /// The name of the commit that holds it.
    pub commit: &'a str,
    /// The first signature that vouches for it: its kind, and the commit that has it.
    pub signature: Option<(&'a str, &'a str)>,
    /// How many versions, of any article, were recorded after it.
    pub later: usize,
    /// The newest of them, or the commit itself.
    pub tip: &'a str,
    /// The branches of other archives known to hold it, each with the commit it was last seen at.
    pub held_by: &'a [(String, String)],
}

/// The file a version was read from.
#[derive(Clone, Copy, Debug)]
pub struct ProvenCapture<'a> {
    /// What it is called beside this page; none where the archive has no captures.
    pub file: Option<&'a str>,
    /// SHA-256 of its bytes.
    pub sha256: &'a str,
}

/// Writes what shows that a version was kept, and how to check it with git and sha256sum alone.
#[must_use]
pub fn proof_markdown(proven: &Proven<'_>) -> String {
    let parts = [title(proven), facts(proven), check(proven), others(proven), limits(proven)];
    format!("{}\n", parts.join("\n\n"))
}

fn title(Proven { version, .. }: &Proven<'_>) -> String {
    let snapshot = &version.snapshot;
    let mut text = format!("# {}\n\n{}@{}", escaped(&snapshot.fields.headline), version.article, version.number);
    for url in &snapshot.urls {
        let _ = write!(text, "  \n{}", address(url));
    }
    text
}

fn facts(proven: &Proven<'_>) -> String {
    let times = proven.version.snapshot.times;
    let mut rows = vec![
        ("on show, as stated or seen", times.at.to_rfc3339()),
        ("seen", times.seen.to_rfc3339()),
        ("recorded", proven.version.recorded.to_rfc3339()),
        ("commit", format!("`{}`", proven.commit)),
        ("page, SHA-256", format!("`{}`", proven.page_sha256)),
        ("content, SHA-256", format!("`{}`", proven.version.content_sha256)),
    ];
    if let Some(capture) = proven.capture {
        let kept = if capture.file.is_some() { "" } else { " (the file is not in this archive)" };
        rows.push(("file it was read from, SHA-256", format!("`{}`{kept}", capture.sha256)));
    }
    if let Some((kind, commit)) = proven.signature {
        let whose = if commit == proven.commit {
            "of the commit".to_owned()
        } else {
            format!("of the later commit `{commit}`")
        };
        rows.push(("signature", format!("{kind}, {whose}")));
    }
    let rows: Vec<String> = rows.iter().map(|(name, value)| format!("| {name} | {value} |")).collect();
    format!("| | |\n|---|---|\n{}", rows.join("\n"))
}

fn check(proven: &Proven<'_>) -> String {
    let Proven { commit, path, .. } = proven;
    let signature = proven.signature.map(signature).unwrap_or_default();
    format!(
        "## How to check it\n\n\
         With the files beside this page, as `variorum prove -o` writes them:\n\n\
         ```\n\
         sha256sum -c SHA256SUMS\n\
         git hash-object -t commit commit   # prints {commit}\n\
         grep SHA256 commit                 # states the hashes of the page and of the file it was read from\n\
         ```\n\n\
         With a clone of the archive, which need not be ours:\n\n\
         ```\n\
         git cat-file commit {commit}\n\
         git show {commit}:{path} | sha256sum\n\
         git merge-base --is-ancestor {commit} main && echo \"main holds it\"\n\
         ```{signature}"
    )
}

/// Says how to check a signature: that of a later commit vouches for all before it.
fn signature((kind, commit): (&str, &str)) -> String {
    let trust = if kind == "SSH" {
        " Git holds it against the keys that you trust, each on a line `NAME KEY` of a file: \
         `git config gpg.ssh.allowedSignersFile FILE`."
    } else {
        ""
    };
    format!(
        "\n\nIt is signed, by itself or by a commit that has it among its ancestors:\n\n\
         ```\n\
         git verify-commit {commit}   # says by whom\n\
         ```\n\n\
         A signature shows who vouches for it, not when.{trust}"
    )
}

fn others(proven: &Proven<'_>) -> String {
    let after = match proven.later {
        0 => "It is the newest version of the archive.".to_owned(),
        later => format!(
            "{} recorded after it; the newest, `{}`, has it among its ancestors, so it cannot be changed without a change \
             of the names of all of them.",
            count(later, "version was", "versions were"),
            proven.tip
        ),
    };
    let held = if proven.held_by.is_empty() {
        "No branch of another archive is known here that holds it.".to_owned()
    } else {
        let names = proven.held_by.iter().map(|(name, tip)| format!("- `{name}`, last seen at `{tip}`"));
        format!("It is held by\n\n{}", names.collect::<Vec<_>>().join("\n"))
    };
    format!("## Who else holds it\n\n{after} {held}")
}

fn limits(_: &Proven<'_>) -> String {
    "## What this shows, and what it does not\n\n\
     That these bytes are the ones the commit names, and that whoever holds the commit holds them unchanged. The times \
     are what the article stated and what the clock of the recording machine said; that the commit existed at a certain \
     time is shown by those who held it then, such as the host of a clone. Git names commits by SHA-1; the hashes of \
     the page and of the file it was read from are SHA-256."
        .to_owned()
}
