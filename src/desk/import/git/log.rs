//! What `git log` says of files.

use std::collections::HashMap;

use super::layout::Layout;
use crate::article::Moment;

/// How git is to write its log: a commit begins with a byte that no hash does, and every part ends with a NUL.
pub(super) const FORMAT: &str = "--format=%x01%H%x1f%cI%x1f%aI%x1f%s";

/// One state of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// The commit.
    pub(super) commit: String,
    /// When it was made.
    pub(super) at: Moment,
    /// The object that holds the file.
    pub(super) blob: String,
    /// Where the file lay.
    pub(super) path: String,
    /// What the program that committed it takes it for.
    pub(super) layout: Layout,
    /// Where it lay first, before it was renamed: a name that no later renaming changes.
    pub(super) first_path: String,
}

/// What stands in the log of a commit as a whole.
#[derive(Clone)]
struct Header {
    commit: String,
    /// When it was made, and when the author says that it was.
    dates: (Moment, Moment),
    subject: String,
}

/// What one commit did to a file.
struct Step {
    header: Header,
    blob: String,
    is_file: bool,
    /// Where it came from, when it was renamed.
    from: Option<String>,
    path: String,
}

/// Reads the states of files from a log, newest commit first as git writes it; returns them oldest first.
pub(super) fn states(log: &[u8]) -> Vec<State> {
    let mut names: HashMap<String, String> = HashMap::new();
    let mut found = Vec::new();
    for step in steps(log).into_iter().rev() {
        if let Some(from) = &step.from {
            let first = names.remove(from).unwrap_or_else(|| from.clone());
            names.insert(step.path.clone(), first);
        }
        if step.is_file {
            let first_path = names.entry(step.path.clone()).or_insert_with(|| step.path.clone()).clone();
            found.push(state(step, first_path));
        }
    }
    found
}

fn state(Step { header, blob, path, .. }: Step, first_path: String) -> State {
    let layout = Layout::of(&header.subject, &path);
    let (made, stated) = header.dates;
    // A history that was written anew has new dates of commits; whoever keeps terms has their own as those of the authors.
    let at = if matches!(layout, Layout::Terms | Layout::TermsReadAgain) { stated } else { made };
    State { commit: header.commit, at, blob, path, layout, first_path }
}

impl Header {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '\u{1f}');
        let mut part = || Some(parts.next()?.trim().to_owned());
        let (commit, made, stated, subject) = (part()?, part()?, part()?, part()?);
        let date = |text: &str| Moment::parse_from_rfc3339(text).ok();
        Some(Self { commit, dates: (date(&made)?, date(&stated)?), subject })
    }
}

fn steps(log: &[u8]) -> Vec<Step> {
    let mut parts = log.split(|byte| *byte == 0).map(|part| String::from_utf8_lossy(part).into_owned());
    let mut steps = Vec::new();
    let mut header = None;
    while let Some(part) = parts.next() {
        let part = part.trim_start_matches('\n');
        if let Some(text) = part.strip_prefix('\u{1}').filter(|text| text.contains('\u{1f}')) {
            header = Header::read(text);
            continue;
        }
        // `:100644 100644 OLD NEW M`, then the path; after `R100` the path it had, then the one it has.
        let Some(raw) = part.strip_prefix(':') else { continue };
        let columns: Vec<&str> = raw.split(' ').collect();
        let [_, mode, _, blob, what] = columns.as_slice() else { continue };
        let (Some(mut path), mut from) = (parts.next(), None) else { break };
        if what.starts_with('R') {
            let Some(new) = parts.next() else { break };
            from = Some(std::mem::replace(&mut path, new));
        }
        let Some(header) = header.clone() else { continue };
        steps.push(Step { header, blob: (*blob).to_owned(), is_file: mode.starts_with("100"), from, path });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\u{1}c4\u{1f}2026-02-01T13:00:00Z\u{1f}2026-02-01T13:00:00Z\u{1f}x\0\n:100644 000000 b3 0 D\0b.md\0\
                       \u{1}c3\u{1f}2026-02-01T12:00:00+01:00\u{1f}2026-02-01T12:00:00+01:00\u{1f}x\0\n:100644 100644 b2 b3 R097\0a.md\0b.md\0:120000 120000 s s M\0link.md\0\
                       \u{1}c2\u{1f}2026-02-01T11:00:00Z\u{1f}2026-02-01T11:00:00Z\u{1f}x\0\n:100644 100644 b1 b2 M\0a.md\0\
                       \u{1}c1\u{1f}2026-02-01T10:00:00Z\u{1f}2026-02-01T10:00:00Z\u{1f}x\0\n:000000 100755 0 b1 A\0a.md\0:000000 100644 0 x1 A\0\u{1}odd:name.md\0";

    #[test]
    fn a_file_is_followed_under_the_name_it_had_first() {
        let states = states(LOG.as_bytes());
        let told: Vec<_> = states
            .iter()
            .map(|state| (state.commit.as_str(), state.blob.as_str(), state.path.as_str(), state.first_path.as_str()))
            .collect();
        assert_eq!(told.len(), 4);
        assert!(told.contains(&("c1", "x1", "\u{1}odd:name.md", "\u{1}odd:name.md")));
        assert!(told.contains(&("c1", "b1", "a.md", "a.md")) && told.contains(&("c2", "b2", "a.md", "a.md")));
        assert_eq!(told.last(), Some(&("c3", "b3", "b.md", "a.md")));
        assert_eq!(states.last().unwrap().at.to_rfc3339(), "2026-02-01T12:00:00+01:00");
    }

    #[test]
    fn a_log_that_breaks_off_is_read_as_far_as_it_goes() {
        for end in 0..LOG.len() {
            assert!(states(&LOG.as_bytes()[..end]).len() <= 4);
        }
    }
}
