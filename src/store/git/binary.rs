//! The git program: the one door to the network, since libgit2 is built without its own.
//!
//! It is started without a shell, asks nobody anything, runs no hook of the archive, and is ended when it says nothing
//! for too long. Its user's own settings are heard: they hold how he reaches and signs on to other machines.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// How long git may say nothing: a large pack is counted and compressed with a word on it every second.
const SILENCE: Duration = Duration::from_mins(10);

/// The most that is kept of what git prints, in bytes.
const MUCH: usize = 64 << 20;

/// The most lines that are kept of what git says beside.
const LINES: usize = 50;

/// What holds for every run. What comes from elsewhere is checked object by object, kept as a pack, and on the disk when
/// git ends; a connection that stalls is given up; no address can name a program to run.
const SETTINGS: [&str; 9] = [
    "core.hooksPath=/dev/null",
    "core.fsync=all",
    "fetch.fsckObjects=true",
    "fetch.unpackLimit=1",
    "fetch.prune=false",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=120",
];

/// What would turn git to another repository than the one it is told of.
const ELSEWHERE: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
];

/// Why the git program did not do what it was asked.
#[derive(Debug)]
pub(in crate::store) enum Mishap {
    /// It is not installed.
    Missing,
    /// It could not be started or listened to.
    Unusable(io::Error),
    /// It said nothing for too long, and was ended.
    Silent,
    /// It could not.
    Failed {
        /// What it gives as the reason.
        reason: String,
        /// What it printed all the same.
        output: String,
    },
}

/// What is heard of a running git.
enum Heard {
    /// A line on standard error.
    Line(String),
    /// All of standard output.
    Output(String),
}

/// Runs git on a repository to its end and returns what it prints; `hear` gets each line it says beside.
///
/// What comes from a person stands behind `--` in `arguments`, where git reads no options.
pub(in crate::store) fn run(dir: &Path, arguments: &[String], hear: &dyn Fn(&str)) -> Result<String, Mishap> {
    let mut child = command(dir, arguments).spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Mishap::Missing,
        _ => Mishap::Unusable(error),
    })?;
    let (tell, heard) = mpsc::channel();
    if let (Some(output), Some(beside)) = (child.stdout.take(), child.stderr.take()) {
        let teller = tell.clone();
        thread::spawn(move || tell_output(output, &teller));
        thread::spawn(move || tell_lines(beside, &tell));
    }
    let (mut output, mut lines) = (String::new(), Vec::new());
    loop {
        match heard.recv_timeout(SILENCE) {
            Ok(Heard::Output(text)) => output = text,
            Ok(Heard::Line(line)) => {
                hear(&line);
                if lines.len() < LINES && !is_progress(&line) {
                    lines.push(line);
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => return Err(end(&mut child)),
        }
    }
    let status = child.wait().map_err(Mishap::Unusable)?;
    if status.success() { Ok(output) } else { Err(Mishap::Failed { reason: reason(&lines), output }) }
}

fn command(dir: &Path, arguments: &[String]) -> Command {
    let mut git = Command::new("git");
    git.arg("--git-dir").arg(dir);
    for setting in SETTINGS {
        git.args(["-c", setting]);
    }
    for variable in ELSEWHERE {
        git.env_remove(variable);
    }
    // Its messages are read here, in the one language they are sure to be in.
    git.args(arguments).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    git
}

fn end(child: &mut Child) -> Mishap {
    drop(child.kill());
    drop(child.wait());
    Mishap::Silent
}

fn tell_output(output: impl Read, tell: &Sender<Heard>) {
    let mut bytes = Vec::new();
    let mut output = output;
    // One that breaks off shows by how git ends.
    drop(output.by_ref().take(MUCH as u64).read_to_end(&mut bytes));
    drop(tell.send(Heard::Output(String::from_utf8_lossy(&bytes).into_owned())));
    drop(io::copy(&mut output, &mut io::sink()));
}

/// Tells each line; one that git writes over and over, to say how far it is, is many.
fn tell_lines(mut beside: impl Read, tell: &Sender<Heard>) {
    let (mut line, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(read @ 1..) = beside.read(&mut buffer) {
        for &byte in &buffer[..read] {
            if !matches!(byte, b'\n' | b'\r') {
                line.push(byte);
            } else if !line.is_empty() {
                drop(tell.send(Heard::Line(String::from_utf8_lossy(&line).trim_end().to_owned())));
                line.clear();
            }
        }
        line.truncate(4096);
    }
    if !line.is_empty() {
        drop(tell.send(Heard::Line(String::from_utf8_lossy(&line).into_owned())));
    }
}

fn is_progress(line: &str) -> bool {
    line.contains("% (") || line.ends_with(", done.") || line.trim().is_empty()
}

/// Finds the reason among what git said: its own words last of all, since they only say that somebody else's failed.
fn reason(lines: &[String]) -> String {
    const EMPTY: &str = "Could not read from remote repository.";
    let told = lines.iter().map(|line| {
        let line = ["fatal: ", "error: ", "remote: "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line);
        line.trim()
    });
    let mut told = told.filter(|line| !line.is_empty() && *line != EMPTY);
    told.next().unwrap_or("it failed and did not say why").to_owned()
}

/// Reads how far git is off what it says: `Receiving objects:  45% (450/1000), 1 MiB`.
pub(in crate::store) fn headway(line: &str) -> Option<(usize, usize)> {
    let (_, counted) = line.split_once("% (")?;
    let (done, total) = counted.split_once(')')?.0.split_once('/')?;
    Some((done.parse().ok()?, total.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_reason_is_what_failed_first() {
        let ssh = "ssh: Could not resolve hostname nowhere.invalid: Name or service not known\n\
                   fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights";
        assert_eq!(reason(&lines(ssh)), "ssh: Could not resolve hostname nowhere.invalid: Name or service not known");
        assert_eq!(
            reason(&lines("fatal: '/x' does not appear to be a git repository")),
            "'/x' does not appear to be a git repository"
        );
        assert_eq!(reason(&[]), "it failed and did not say why");
    }

    #[test]
    fn how_far_git_is_can_be_read_off_its_words() {
        assert_eq!(headway("Receiving objects:  45% (450/1000), 1.20 MiB | 2 MiB/s"), Some((450, 1000)));
        assert_eq!(headway("remote: Counting objects: 100% (7/7), done."), Some((7, 7)));
        assert_eq!(headway("From /srv/archive"), None);
        assert_eq!(headway("a % (b/c)"), None);
    }

    #[test]
    fn git_runs_where_it_is_told_and_its_failure_is_told() {
        let folder = tempfile::TempDir::new().unwrap();
        let arguments = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        run(folder.path(), &arguments(&["init", "--bare", "--quiet"]), &|_| ()).unwrap();
        assert!(folder.path().join("objects").is_dir());
        let nowhere = folder.path().join("nowhere");
        let asked = arguments(&["ls-remote", "--", &nowhere.to_string_lossy()]);
        let Err(Mishap::Failed { reason, .. }) = run(folder.path(), &asked, &|_| ()) else { panic!("it is not there") };
        assert!(reason.ends_with("does not appear to be a git repository"), "{reason}");
    }
}
