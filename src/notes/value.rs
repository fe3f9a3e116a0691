//! The wrong and the right text as a note states them, and who supplied what was added.

use super::claim::Action;
use super::cues::Cues;

/// What a note states of the text before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Values {
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// Reads the wrong and the right text; the first pattern that states a side decides it.
pub(super) fn values(told: &str, cues: &Cues) -> Values {
    let mut values = Values::default();
    for regex in &cues.values {
        let Some(captures) = regex.captures(told) else { continue };
        let side = |name: &str| captures.name(name).map(|side| clean(side.as_str())).filter(|side| !side.is_empty());
        // "This reference has been removed" is a remedy, not a right text.
        let is_remedy = |side: &String| {
            cues.actions.iter().any(|(regex, action)| *action == Action::Remove && regex.is_match(side))
        };
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
pub(super) fn source(told: &str, cues: &Cues) -> Option<String> {
    let found = cues
        .sources
        .iter()
        .find_map(|regex| regex.captures(told)?.name("source").map(|source| source.as_str().to_owned()))?;
    let source = found.trim().trim_end_matches([',', ';', ':']).to_owned();
    (!source.is_empty()).then_some(source)
}

fn clean(side: &str) -> String {
    const QUOTES: &[char] = &['“', '”', '"', '‘', '’', '«', '»', '「', '」', '『', '』', ' ', '„'];
    side.trim().trim_matches(QUOTES).trim_end_matches([',', ';']).to_owned()
}
