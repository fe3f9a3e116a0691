//! What is run or told when something happens: a command with JSON on its standard input, or a POST of it.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use thiserror::Error;

use crate::capture::clean_line;
use crate::capture::http::{FetchProblem, Manners, post_json};

/// How much of what a command says on standard error is kept, in bytes.
const KEPT: u64 = 4096;

/// What is run or told when something happens.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Hook {
    /// A web address to post to, or else a command line for the shell.
    Line(String),
    /// A program and its arguments.
    Program(Vec<String>),
}

/// What can go wrong with a hook.
#[derive(Debug, Error)]
pub enum HookProblem {
    /// The program could not be started.
    #[error("cannot be started: {0}")]
    Start(io::Error),
    /// It did not end in time, and was ended.
    #[error("did not end within {} s", .0.as_secs())]
    TooSlow(Duration),
    /// It ended in failure.
    #[error("ended with {code}{said}")]
    Failed {
        /// How: its exit code, or that a signal ended it.
        code: String,
        /// The last line it said, after a colon; empty when it said nothing.
        said: String,
    },
    /// The address could not be posted to.
    #[error(transparent)]
    Post(FetchProblem),
}

impl Hook {
    /// Runs the hook with a line of JSON, and waits no longer than `limit`.
    ///
    /// A command finds the folder of the archive in `VARIORUM_ARCHIVE`, so that it can ask on.
    ///
    /// # Errors
    ///
    /// When it could not be run, failed, or did not end.
    pub fn run(&self, json: &str, limit: Duration, manners: &Manners, archive: &Path) -> Result<(), HookProblem> {
        let mut command = match self {
            Self::Line(line) if line.starts_with("https://") || line.starts_with("http://") => {
                let manners = Manners { patience: limit, ..manners.clone() };
                return post_json(line, json, &manners).map_err(HookProblem::Post);
            }
            Self::Line(line) => shell(line),
            Self::Program(words) => {
                let mut words = words.iter();
                let mut command = Command::new(words.next().map_or("", String::as_str));
                command.args(words);
                command
            }
        };
        command.env("VARIORUM_ARCHIVE", archive).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().map_err(HookProblem::Start)?;
        finish(child, format!("{json}\n").into_bytes(), limit)
    }
}

fn shell(line: &str) -> Command {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.args([flag, line]);
    command
}

/// Feeds a child and waits until it closes its standard error, as it does at its end, or until time is up.
fn finish(mut child: Child, input: Vec<u8>, limit: Duration) -> Result<(), HookProblem> {
    let stdin = child.stdin.take();
    thread::spawn(move || {
        // A program that does not read what it is told closes its input: that is its right.
        stdin.map(|mut stdin| stdin.write_all(&input))
    });
    let (done, ended) = mpsc::channel();
    let stderr = child.stderr.take();
    thread::spawn(move || done.send(stderr.map(said).unwrap_or_default()));
    let Ok(said) = ended.recv_timeout(limit) else {
        // One that is gone already cannot be ended, and need not be.
        drop(child.kill());
        drop(child.wait());
        return Err(HookProblem::TooSlow(limit));
    };
    let status = child.wait().map_err(HookProblem::Start)?;
    if status.success() {
        return Ok(());
    }
    let code = status.code().map_or_else(|| "a signal".to_owned(), |code| format!("exit code {code}"));
    Err(HookProblem::Failed { code, said })
}

/// Reads to the end what a command says, and keeps the last line of its beginning.
fn said(mut stderr: ChildStderr) -> String {
    let mut kept = Vec::new();
    drop(stderr.by_ref().take(KEPT).read_to_end(&mut kept));
    drop(io::copy(&mut stderr, &mut io::sink()));
    let text = String::from_utf8_lossy(&kept);
    let last = text.lines().map(clean_line).rfind(|line| !line.is_empty());
    last.map(|line| format!(": {line}")).unwrap_or_default()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(line: &str, limit: Duration) -> Result<(), String> {
        let hook = Hook::Line(line.to_owned());
        hook.run("{\"a\":1}", limit, &Manners::default(), Path::new("/archive")).map_err(|problem| problem.to_string())
    }

    const LONG: Duration = Duration::from_secs(30);

    #[test]
    fn a_command_gets_the_json_on_its_standard_input() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("got");
        run(&format!("cat > {}", path.display()), LONG).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\"a\":1}\n");
        let program = ["tee".to_owned(), path.display().to_string()];
        Hook::Program(program.into()).run("[2]", LONG, &Manners::default(), Path::new("/archive")).unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), "[2]\n");
    }

    #[test]
    fn a_command_finds_the_archive() {
        assert_eq!(run("test \"$VARIORUM_ARCHIVE\" = /archive", LONG), Ok(()));
    }

    #[test]
    fn a_command_that_fails_is_told_with_its_last_words() {
        assert_eq!(
            run("echo one >&2; echo 'no route' >&2; exit 3", LONG).unwrap_err(),
            "ended with exit code 3: no route"
        );
        let absent = Hook::Program(vec!["/nowhere/at-all".to_owned()]);
        assert!(matches!(
            absent.run("1", LONG, &Manners::default(), Path::new("/archive")),
            Err(HookProblem::Start(_))
        ));
    }

    #[test]
    fn a_command_that_does_not_end_is_ended() {
        assert_eq!(run("exec sleep 60", Duration::from_millis(50)).unwrap_err(), "did not end within 0 s");
    }

    #[test]
    fn a_command_that_does_not_read_is_no_failure() {
        assert_eq!(run("true", LONG), Ok(()));
    }
}
