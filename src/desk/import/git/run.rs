//! The git program: its log, and the objects it hands out.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::capture::LARGEST_INPUT;
use crate::desk::import::problem::Problem;

/// Prepares git in a repository, with nothing that its user may have set for other eyes.
fn git(repo: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(repo).args(["--no-pager", "-c", "core.quotePath=false", "-c", "log.showSignature=false"]);
    git
}

/// Runs git to its end and returns what it prints.
pub(super) fn output(repo: &Path, arguments: &[&str]) -> Result<Vec<u8>, Problem> {
    let output = git(repo).args(arguments).stdin(Stdio::null()).output().map_err(missing)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
    Err(Problem::Git(line.trim_start_matches("fatal: ").to_owned()))
}

fn missing(error: io::Error) -> Problem {
    if error.kind() == io::ErrorKind::NotFound {
        return Problem::Git("git is not installed, or is not on the path".to_owned());
    }
    Problem::Unreadable(error)
}

/// A git that hands out objects, one after the other.
#[derive(Debug)]
pub(super) struct Objects {
    child: Child,
    ask: Option<ChildStdin>,
    answer: BufReader<ChildStdout>,
}

impl Objects {
    pub(super) fn of(repo: &Path) -> Result<Self, Problem> {
        let mut command = git(repo);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(missing)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ask), Some(answer)) => Ok(Self { child, ask: Some(ask), answer: BufReader::new(answer) }),
            _ => Err(Problem::Git("it cannot be spoken to".to_owned())),
        }
    }

    /// Reads an object.
    pub(super) fn read(&mut self, id: &str) -> Result<Vec<u8>, Problem> {
        let mut header = String::new();
        let asked = self.ask.as_mut().map_or(Ok(()), |ask| writeln!(ask, "{id}").and_then(|()| ask.flush()));
        asked.and_then(|()| self.answer.read_line(&mut header)).map_err(Problem::Unreadable)?;
        // `ID blob SIZE`, or `ID missing`.
        let size = header.trim().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let Some(size) = size else { return Err(Problem::Git(format!("it has no object {id}"))) };
        let mut bytes = Vec::new();
        let kept = if size > LARGEST_INPUT as u64 {
            io::copy(&mut self.answer.by_ref().take(size + 1), &mut io::sink()).map(|_| false)
        } else {
            let read = self.answer.by_ref().take(size + 1).read_to_end(&mut bytes);
            read.map(|read| read as u64 == size + 1)
        };
        bytes.pop();
        match kept.map_err(Problem::Unreadable)? {
            true => Ok(bytes),
            false if size > LARGEST_INPUT as u64 => Err(Problem::TooLarge),
            false => Err(Problem::Git(format!("it broke off within object {id}"))),
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends when nothing more is asked of it.
        drop(self.ask.take());
        drop(self.child.wait());
    }
}
