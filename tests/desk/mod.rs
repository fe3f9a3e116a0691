//! A desk of its own for every test: a folder, a fixed clock, and nothing of the machine's settings.
#![allow(dead_code, reason = "each test file uses its own part of the desk")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The moment taken as now unless a test says otherwise.
pub(crate) const NOW: &str = "2026-03-01T12:00:00+00:00";

/// A folder to run `variorum` in, with a fixed clock, an empty HOME and no git configuration.
pub(crate) struct Desk {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

/// What a run of the program left behind.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    /// The exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Desk {
    /// Sets up an empty desk.
    pub(crate) fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a temporary folder"), variables: Vec::new() };
        fs::create_dir(desk.folder.path().join("home")).expect("a home");
        fs::create_dir(desk.folder.path().join("work")).expect("a work folder");
        desk
    }

    /// Sets a variable for every later run.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the path of a file in the folder the program runs in.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join("work").join(name)
    }

    /// Writes a file into the folder the program runs in.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder of a file");
        fs::write(&path, content).expect("a file of the test");
        path
    }

    /// Prepares a run of `program` in the desk's folder and with the desk's variables only.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.path(""))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path().join("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("TZ", "UTC")
            .env("USER", "editor")
            .env("VARIORUM_NOW", NOW)
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs `variorum` with nothing on standard input.
    pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Ran {
        self.run_with_input(arguments, b"")
    }

    /// Runs `variorum` with `input` on standard input.
    pub(crate) fn run_with_input<S: AsRef<std::ffi::OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        input: impl AsRef<[u8]>,
    ) -> Ran {
        let mut command = self.command(env!("CARGO_BIN_EXE_variorum"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        let input = input.as_ref().to_vec();
        // A program that does not read its input closes it: that is its right.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("writing to the program");
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }

    /// Runs `variorum` with words parted by blanks, and returns its standard output.
    ///
    /// Panics when the exit code is not 0.
    pub(crate) fn ok(&self, words: &str) -> String {
        let ran = self.run(words.split_whitespace());
        assert_eq!(ran.code, Some(0), "variorum {words}\n{}{}", ran.out, ran.err);
        ran.out
    }
}
