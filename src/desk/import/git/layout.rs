//! Repositories that other programs keep their texts in, known by the words of their commits.

/// The words by which `OpenTermsArchive` begins the subject of a commit whose text changed at its source.
const CHANGED: [&str; 4] = ["First record of ", "Record new changes of ", "Start tracking ", "Update "];

/// Those of a commit whose text is only read in another way.
const READ_AGAIN: [&str; 2] = ["Apply technical or declaration upgrade on ", "Refilter "];

/// What a state of a file is in the eyes of the program that committed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A file like any other.
    File,
    /// An article of `NewsDiffs`: the path is its address without `http://`.
    NewsDiffs,
    /// Terms of a service, kept by `OpenTermsArchive` as `<service>/<terms>.md`.
    Terms,
    /// The same, read in another way: nothing changed at the service.
    TermsReadAgain,
}

impl Layout {
    /// Tells it from the subject of the commit and the path of the file.
    pub(super) fn of(subject: &str, path: &str) -> Self {
        let is_host = path.split('/').next().is_some_and(|host| host.contains('.') && !host.contains(' '));
        let of_path = ["Adding file ", "Change to "].iter().any(|words| subject.strip_prefix(words) == Some(path));
        if of_path && is_host && path.contains('/') {
            return Self::NewsDiffs;
        }
        let Some((service, terms)) = parted(path) else { return Self::File };
        let what = format!("{service} {terms}");
        let names = |words: &&str| subject.strip_prefix(*words) == Some(what.as_str());
        if CHANGED.iter().any(names) {
            Self::Terms
        } else if READ_AGAIN.iter().any(names) {
            Self::TermsReadAgain
        } else {
            Self::File
        }
    }
}

/// Returns the service and the terms that a path of `OpenTermsArchive` names; one of several documents is named after ` #`.
pub(super) fn parted(path: &str) -> Option<(&str, &str)> {
    let (service, file) = path.split_once('/')?;
    let terms = file.strip_suffix(".md").or_else(|| file.strip_suffix(".html")).filter(|name| !name.contains('/'))?;
    Some((service, terms.split(" #").next().unwrap_or(terms)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_commit_must_name_the_file() {
        let path = "www.harl.example/2031/05/ferry";
        assert_eq!(Layout::of("Adding file www.harl.example/2031/05/ferry", path), Layout::NewsDiffs);
        assert_eq!(Layout::of("Change to www.harl.example/2031/05/ferry", path), Layout::NewsDiffs);
        assert_eq!(Layout::of("Change to www.harl.example/2031/05/other", path), Layout::File);
        assert_eq!(Layout::of("Adding file notes/ferry.md", "notes/ferry.md"), Layout::File, "no host");
        let path = "Harl Ferries/Terms of Service #main.md";
        assert_eq!(Layout::of("First record of Harl Ferries Terms of Service", path), Layout::Terms);
        assert_eq!(Layout::of("Update Harl Ferries Terms of Service", path), Layout::Terms);
        assert_eq!(Layout::of("Refilter Harl Ferries Terms of Service", path), Layout::TermsReadAgain);
        assert_eq!(Layout::of("Update Harl Ferries Privacy Policy", path), Layout::File);
        assert_eq!(Layout::of("Update the news", "news/ferry.md"), Layout::File);
    }
}
