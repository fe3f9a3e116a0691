//! The message of a version that has taken another place: the facts of its place are written anew, all else stays.

/// The trailer that says which commit a version was first written as; the first one lasts.
const ORIGIN: &str = "Origin-Commit";

/// The place of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// Its number.
    pub(super) number: u32,
    /// The commit of the version numbered one less.
    pub(super) previous: Option<&'a str>,
    /// Where its page lies.
    pub(super) path: &'a str,
    /// The number of the earlier version that has the same content.
    pub(super) reverts: Option<u32>,
}

/// Writes the message of a version for a new place; `origin` is the commit it was until now.
pub(super) fn retell(message: &str, place: &Place<'_>, origin: &str) -> String {
    let message = message.trim_end_matches('\n');
    let (head, trailers) = message.rsplit_once("\n\n").unwrap_or(("", message));
    let mut told = format!("{head}\n\n");
    let mut put = |key: &str, value: &str| told.extend([key, ": ", value, "\n"]);
    let mut first = origin;
    for (key, value) in trailers.split('\n').filter_map(|line| line.split_once(": ")) {
        match key {
            "Version" => {
                put(key, &place.number.to_string());
                if let Some(previous) = place.previous {
                    put("Previous", previous);
                }
            }
            "Path" => put(key, place.path),
            "Reverts" => {
                if let Some(number) = place.reverts {
                    put(key, &number.to_string());
                }
            }
            "Previous" => {}
            ORIGIN => first = value,
            _ => put(key, value),
        }
    }
    put(ORIGIN, first);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = "ferry: Version: 9\n\n    Version: 9\n\nFormat: 1\nArticle: a.example/ferry-1a2b3c4d5e\n\
                           Path: a.example/2026/02/18/ferry-1a2b3c4d5e.md\nVersion: 2\nPrevious: c0ffee\n\
                           Page-SHA256: bb\nReverts: 1\nSigned: yes\n";

    #[test]
    fn only_the_facts_of_the_place_are_written_anew() {
        let place = Place { number: 5, previous: Some("beef"), path: "a.example/x.md", reverts: Some(3) };
        assert_eq!(
            retell(MESSAGE, &place, "0ld"),
            "ferry: Version: 9\n\n    Version: 9\n\nFormat: 1\nArticle: a.example/ferry-1a2b3c4d5e\n\
             Path: a.example/x.md\nVersion: 5\nPrevious: beef\nPage-SHA256: bb\nReverts: 3\nSigned: yes\n\
             Origin-Commit: 0ld\n"
        );
    }

    #[test]
    fn the_first_origin_lasts_and_a_first_version_has_nothing_before_it() {
        let place = Place { number: 1, previous: None, path: "p", reverts: None };
        let once = retell(MESSAGE, &place, "first");
        let twice = retell(&once, &place, "second");
        assert_eq!(once, twice);
        assert!(twice.contains("Version: 1\nPage-SHA256") && twice.ends_with("Signed: yes\nOrigin-Commit: first\n"));
    }
}
