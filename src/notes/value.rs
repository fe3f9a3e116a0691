//! The wrong and the right text as a note states them, and who supplied what was added.

use super::claim::Action;
use super::cues::Cues;

/// What a note states of the text before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Values<'a> {
    pub(super) before: Option<&'a str>,
    pub(super) after: Option<&'a str>,
}

/// Reads the wrong and the right text; the first pattern that states a side decides it.
pub(super) fn values<'a>(told: &'a str, cues: &Cues) -> Values<'a> {
    let mut values = Values::default();
    for regex in &cues.values {
        let Some(captures) = regex.captures(told) else { continue };
        let side = |name: &str| captures.name(name).map(|side| clean(side.as_str())).filter(|side| !side.is_empty());
        // "This reference has been removed" is a remedy, not a right text.
        let is_remedy =
            |side: &&str| cues.actions.iter().any(|(regex, action)| *action == Action::Remove && regex.is_match(side));
        let (before, after) = (side("before"), side("after").filter(|side| !is_remedy(side)));
        if before.is_none() && after.is_none() {
            continue;
        }
        values = Values { before, after };
        break;
    }
    values
}

/// Reads who supplied what was added.
pub(super) fn source<'a>(told: &'a str, cues: &Cues) -> Option<&'a str> {
    let found =
        cues.sources.iter().find_map(|regex| regex.captures(told)?.name("source").map(|source| source.as_str()))?;
    let source = found.trim().trim_end_matches([',', ';', ':']);
    (!source.is_empty()).then_some(source)
}

fn clean(side: &str) -> &str {
    const QUOTES: &[char] = &['“', '”', '"', '‘', '’', '«', '»', '「', '」', '『', '』', ' ', '„'];
    side.trim().trim_matches(QUOTES).trim_end_matches([',', ';'])
}
