//! Who rules: as said, else whom git would name as an author.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};
use variorum::capture::clean_line;

use super::settings::Settings;

/// The mail address of those who state none.
const NO_MAIL: &str = "variorum";

/// Somebody who rules.
pub(super) struct Author {
    /// The name.
    pub(super) name: String,
    /// The mail address.
    pub(super) mail: String,
}

/// Finds who rules: as said on the command line, else whom git names in the archive, else whoever records.
pub(super) fn who(said: Option<&str>, archive: &Path, settings: &Settings) -> Result<Author> {
    let plain = |name: &str| Author { name: clean_line(name), mail: NO_MAIL.to_owned() };
    match said.map(plain) {
        Some(author) if author.name.contains(char::is_alphanumeric) => Ok(author),
        Some(_) => bail!("--by is empty: give the name of who decides"),
        None => Ok(named_by_git(archive).unwrap_or_else(|| plain(&settings.recorded_by))),
    }
}

/// Asks git for the author it would name; none where nobody told it, and where there is no git.
fn named_by_git(archive: &Path) -> Option<Author> {
    let mut git = Command::new("git");
    // Git is not to guess a name from the machine.
    git.arg("-C").arg(archive).args(["-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"]);
    let output = git.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let line = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    parted(&line)
}

/// Parts the line that git has for an author: `Ada Moreau <ada@example.org> 1772366400 +0000`.
fn parted(line: &str) -> Option<Author> {
    let (name, rest) = line.split_once(" <")?;
    let (mail, _) = rest.split_once('>')?;
    let name = clean_line(name);
    name.contains(char::is_alphanumeric).then(|| Author { name, mail: clean_line(mail) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_git_has_a_name_and_an_address() {
        let author = parted("Ada Moreau <ada@example.org> 1772366400 +0000\n").unwrap();
        assert_eq!((author.name.as_str(), author.mail.as_str()), ("Ada Moreau", "ada@example.org"));
        assert!(parted("").is_none() && parted(" <> 1 +0000").is_none());
    }
}
