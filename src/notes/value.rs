//! The wrong and the right text as a note states them, and who supplied what was added.

use super::claim::Action;
use super::contrast::contrast;
use super::cues::Cues;
use super::pattern::{Fit, Pattern};

/// What a note states of the text before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Values<'a> {
    pub(super) before: Option<&'a str>,
    pub(super) after: Option<&'a str>,
}

/// Reads the wrong and the right text; the first pattern that states a side decides it.
pub(super) fn values<'a>(told: &'a str, cues: &Cues) -> Values<'a> {
    cues.values.iter().find_map(|pattern| stated(&pattern.fit(told)?, cues)).unwrap_or_default()
}

fn stated<'a>(fit: &Fit<'a>, cues: &Cues) -> Option<Values<'a>> {
    let side = |name: &str| fit.words(name).filter(|side| !clean(side).is_empty());
    // A sentence on the article, or on the mending ("This reference has been removed"), states no right text.
    let is_remedy = |side: &&str| {
        let removes = |(regex, action): &(Pattern, Action)| *action == Action::Remove && regex.is_match(side);
        cues.actions.iter().any(removes) || cues.neutral.iter().any(|regex| regex.is_match(side))
    };
    let before = side("before");
    let after = side("after").filter(|side| !is_remedy(side));
    // What may be the right text is it only if it stands against the wrong one.
    let maybe = side("maybe").filter(|side| !is_remedy(side));
    match (before, after, maybe) {
        (Some(before), Some(after), _) if is_quoted(before) && is_quoted(after) => {
            // A point inside the marks ends the sentence, not the quotation.
            let bare = |side| Some(clean(side).trim_end_matches('.'));
            Some(Values { before: bare(before), after: bare(after) })
        }
        (Some(before), Some(after), _) => {
            let (before, after) = contrast(clean(before), clean(after), cues).unwrap_or((clean(before), clean(after)));
            Some(Values { before: Some(clean(before)), after: Some(clean(after)) })
        }
        (Some(before), None, Some(maybe)) => {
            let both = contrast(clean(before), clean(maybe), cues);
            let after = both.map(|(_, after)| clean(after));
            Some(Values { before: Some(both.map_or(clean(before), |(before, _)| clean(before))), after })
        }
        (None, None, _) => None,
        _ => Some(Values { before: before.map(clean), after: after.map(clean) }),
    }
}

/// Tells whether a side is nothing but a quotation.
fn is_quoted(side: &str) -> bool {
    side.trim().starts_with(['“', '”', '"', '«', '»', '„', '「', '『'])
}

/// Reads who supplied what was added.
pub(super) fn source<'a>(told: &'a str, cues: &Cues) -> Option<&'a str> {
    cues.sources.iter().find_map(|pattern| {
        let source = pattern.fit(told)?.words("source")?.trim().trim_end_matches([',', ';', ':']);
        let source = ["'s", "’s", "'", "’"].iter().find_map(|mark| source.strip_suffix(mark)).unwrap_or(source);
        let is_none = source.is_empty() || cues.no_sources.iter().any(|regex| regex.is_match(source));
        (!is_none).then_some(source)
    })
}

fn clean(side: &str) -> &str {
    const QUOTES: &[char] = &['“', '”', '"', '‘', '’', '«', '»', '「', '」', '『', '』', ' ', '„'];
    side.trim().trim_matches(QUOTES).trim_end_matches([',', ';', ':', ' '])
}
