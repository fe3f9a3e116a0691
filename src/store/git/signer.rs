//! The key and the programs that git's own configuration names for signatures, and signing with them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::binary::{Mishap, run};
use super::repo::Repo;
use crate::store::error::StoreError;
use crate::store::signing::SigningProblem;

/// What is asked of the configuration; the first is always set on the command line, since git fails where none is.
const KEYS: &str = r"^(core\.hookspath|user\.signingkey|gpg\.(.*\.)?(format|program|allowedsignersfile))$";

/// What git's configuration says of signatures.
///
/// An archive may come from anywhere: a key may be named in it, but which programs are run and whose signatures count is
/// heard from the configuration of the user and the machine alone.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct SigningConfig {
    entries: BTreeMap<String, String>,
}

impl SigningConfig {
    /// Asks git for it.
    pub(in crate::store) fn read(repo: &Repo) -> Result<Self, SigningProblem> {
        let arguments = ["config", "--show-scope", "--null", "--type=path", "--get-regexp", KEYS].map(str::to_owned);
        let told = run(repo.dir(), &arguments, &|_| ()).map_err(|mishap| match mishap {
            Mishap::Missing => SigningProblem::NoGit,
            Mishap::Unusable(error) => SigningProblem::Configuration { reason: error.to_string() },
            Mishap::Silent => SigningProblem::Configuration { reason: "git said nothing for ten minutes".to_owned() },
            Mishap::Failed { reason, .. } => SigningProblem::Configuration { reason },
        })?;
        Ok(Self::parsed(&told))
    }

    /// Reads what git prints: for each entry its scope, then its key and value on two lines, each ended by a NUL.
    fn parsed(told: &str) -> Self {
        let mut parts = told.split('\0');
        let mut entries = BTreeMap::new();
        while let (Some(scope), Some(entry)) = (parts.next(), parts.next()) {
            let (key, value) = entry.split_once('\n').unwrap_or((entry, ""));
            let of_archive = matches!(scope, "local" | "worktree");
            if !of_archive || matches!(key, "user.signingkey" | "gpg.format") {
                entries.insert(key.to_owned(), value.to_owned());
            }
        }
        Self { entries }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Returns the program for a kind of signature, as git would find it.
    pub(super) fn program(&self, kind: Kind) -> &str {
        let own = self.get(match kind {
            Kind::OpenPgp => "gpg.openpgp.program",
            Kind::X509 => "gpg.x509.program",
            Kind::Ssh => "gpg.ssh.program",
        });
        let usual = || match kind {
            Kind::OpenPgp => self.get("gpg.program").unwrap_or("gpg"),
            Kind::X509 => "gpgsm",
            Kind::Ssh => "ssh-keygen",
        };
        own.unwrap_or_else(usual)
    }

    /// Returns the file that names whose ssh keys are trusted.
    pub(super) fn allowed_signers(&self) -> Option<&str> {
        self.get("gpg.ssh.allowedsignersfile")
    }
}

/// A kind of signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    OpenPgp,
    X509,
    Ssh,
}

impl Kind {
    /// Tells it from how a signature begins.
    pub(super) fn of(signature: &[u8]) -> Option<Self> {
        let begins = |kind: &str| signature.starts_with(format!("-----BEGIN {kind}-----").as_bytes());
        if begins("SSH SIGNATURE") {
            Some(Self::Ssh)
        } else if begins("PGP SIGNATURE") || begins("PGP MESSAGE") {
            Some(Self::OpenPgp)
        } else {
            begins("SIGNED MESSAGE").then_some(Self::X509)
        }
    }

    /// Names it for a person.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::OpenPgp => "OpenPGP",
            Self::X509 => "X.509",
            Self::Ssh => "SSH",
        }
    }
}

/// Who signs, and how.
#[derive(Clone, Debug)]
pub(in crate::store) struct Signer {
    kind: Kind,
    key: String,
    program: String,
    /// Where what is to be signed lies for a moment.
    folder: PathBuf,
}

impl Signer {
    /// Finds who signs in a repository, by git's configuration.
    pub(in crate::store) fn of(repo: &Repo) -> Result<Self, StoreError> {
        let config = SigningConfig::read(repo)?;
        let kind = match config.get("gpg.format") {
            None | Some("openpgp") => Kind::OpenPgp,
            Some("x509") => Kind::X509,
            Some("ssh") => Kind::Ssh,
            Some(other) => return Err(SigningProblem::UnknownFormat { format: other.to_owned() }.into()),
        };
        let key = config.get("user.signingkey").ok_or(SigningProblem::NoKey)?.to_owned();
        Ok(Self { kind, key, program: config.program(kind).to_owned(), folder: repo.dir().join("variorum") })
    }

    /// Signs something; only whoever has the right to write may, since it lies in the archive for a moment.
    pub(in crate::store) fn sign(&self, content: &[u8]) -> Result<String, StoreError> {
        let signature = match self.kind {
            Kind::Ssh => self.sign_by_ssh(content)?,
            Kind::OpenPgp | Kind::X509 => self.sign_by_gpg(content)?,
        };
        // Git stores lines without the carriage returns that gpg gives them on some systems.
        let signature = signature.replace("\r\n", "\n").trim_end().to_owned();
        if Kind::of(signature.as_bytes()) == Some(self.kind) {
            Ok(signature)
        } else {
            Err(self.refused("it gave no signature"))
        }
    }

    fn sign_by_gpg(&self, content: &[u8]) -> Result<String, StoreError> {
        let output = self.run(&["--status-fd=2", "-bsau", &self.key], content)?;
        let said = String::from_utf8_lossy(&output.stderr);
        let created = said.lines().any(|line| line.starts_with("[GNUPG:] SIG_CREATED "));
        if output.status.success() && created { self.text(output.stdout) } else { Err(self.refused(&said)) }
    }

    fn sign_by_ssh(&self, content: &[u8]) -> Result<String, StoreError> {
        let file = |name: &str| self.folder.join(name);
        let (signed, key) = (file("signing"), file("signing-key"));
        let named = |path: &Path, error| StoreError::io(path, error);
        fs::write(&signed, content).map_err(|error| named(&signed, error))?;
        let signature = signed.with_extension("sig");
        // One that is there was left by somebody who died, and ssh-keygen would ask whether to replace it.
        drop(fs::remove_file(&signature));
        // A key may be given as it is, and its private half be in the agent.
        let literal = self.key.strip_prefix("key::").or(self.key.starts_with("ssh-").then_some(self.key.as_str()));
        let made = match literal {
            Some(text) => fs::write(&key, text)
                .map_err(|error| named(&key, error))
                .and_then(|()| self.run(&["-Y", "sign", "-n", "git", "-f", &path(&key), "-U", &path(&signed)], &[])),
            None => self.run(&["-Y", "sign", "-n", "git", "-f", &self.key, &path(&signed)], &[]),
        };
        let text = made.and_then(|output| {
            let refused = || self.refused(&String::from_utf8_lossy(&output.stderr));
            let written = fs::read(&signature).ok().filter(|_| output.status.success());
            self.text(written.ok_or_else(refused)?)
        });
        for left in [&signed, &signature, &key] {
            drop(fs::remove_file(left));
        }
        text
    }

    /// Runs the program to its end; it may ask a person at the terminal for a passphrase.
    fn run(&self, arguments: &[&str], content: &[u8]) -> Result<Output, StoreError> {
        let mut command = Command::new(&self.program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => SigningProblem::NoProgram { program: self.program.clone() }.into(),
            _ => self.refused(&error.to_string()),
        })?;
        if let Some(mut input) = child.stdin.take() {
            // One that ends before it has read all says why.
            drop(input.write_all(content));
        }
        child.wait_with_output().map_err(|error| self.refused(&error.to_string()))
    }

    fn text(&self, bytes: Vec<u8>) -> Result<String, StoreError> {
        String::from_utf8(bytes).map_err(|_| self.refused("what it gave is no text"))
    }

    /// Says why there is no signature: in the words of the program, without its notes for other programs.
    fn refused(&self, said: &str) -> StoreError {
        let words: Vec<&str> =
            said.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("[GNUPG:]")).collect();
        let reason = if words.is_empty() { "it does not say why".to_owned() } else { words.join("; ") };
        SigningProblem::Refused { program: self.program.clone(), key: self.key.clone(), reason }.into()
    }
}

/// Returns the name of a file of the archive as a program is given it, which must take it for no option.
fn path(file: &Path) -> String {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_names_keys_but_no_programs_and_nobody_to_trust() {
        let told = "global\0gpg.ssh.program\n/usr/bin/mine\0local\0gpg.ssh.program\n/tmp/evil\0local\0gpg.program\nevil\0\
                    local\0gpg.ssh.allowedsignersfile\nforged\0local\0gpg.format\nssh\0local\0user.signingkey\n/home/ada/key\0\
                    command\0core.hookspath\n/dev/null\0";
        let config = SigningConfig::parsed(told);
        assert_eq!(config.program(Kind::Ssh), "/usr/bin/mine");
        assert_eq!(config.program(Kind::OpenPgp), "gpg");
        assert_eq!(config.allowed_signers(), None);
        assert_eq!((config.get("gpg.format"), config.get("user.signingkey")), (Some("ssh"), Some("/home/ada/key")));
    }

    #[test]
    fn a_signature_says_of_which_kind_it_is() {
        assert_eq!(Kind::of(b"-----BEGIN SSH SIGNATURE-----\nU1NIU0lH"), Some(Kind::Ssh));
        assert_eq!(Kind::of(b"-----BEGIN PGP SIGNATURE-----\n\niQEz"), Some(Kind::OpenPgp));
        assert_eq!(Kind::of(b"-----BEGIN SIGNED MESSAGE-----\nMII"), Some(Kind::X509));
        assert_eq!(Kind::of(b"-----BEGIN OTHER SIGNATURE-----\n"), None);
    }
}
