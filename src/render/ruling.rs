//! What an editor decided, in words.

use super::moment::day;
use super::names::Names;
use super::words::beginning;
use crate::article::ArticleId;
use crate::history::{Decision, Misfit, Ruling};

/// The words of a text that stand for it where it is gone.
const WORDS: usize = 8;

/// Rulings that fit nothing any more, with the article they are on.
pub type Astray = (ArticleId, Ruling, Misfit);

/// Says what was decided, by whom, when and why: `set aside by Ada on 1 March 2026: in print`.
pub(super) fn ruled(ruling: &Ruling) -> String {
    let decision = match ruling.decision {
        Decision::Ignore => "set aside",
        Decision::Announced => "marked as announced elsewhere",
        Decision::Flag => "flagged",
        Decision::Cleared => "left to the tool again",
    };
    format!("{decision} by {} on {}: {}", ruling.by, day(ruling.on), ruling.why)
}

/// Says of a ruling that fits nothing any more what it was on, what was decided, and why it fits no more.
pub(super) fn astray(ruling: &Ruling, misfit: Misfit) -> String {
    let texts = ruling.trace.texts.as_ref().map(|text| format!("“{}”", beginning(text.trim(), WORDS)));
    let words = match (ruling.trace.texts.before.is_empty(), ruling.trace.texts.after.is_empty()) {
        (true, _) => texts.after,
        (_, true) => texts.before,
        (false, false) => format!("{} → {}", texts.before, texts.after),
    };
    let why = match misfit {
        Misfit::NoVersion => "no version of that time has that content any more",
        Misfit::OtherNeighbor => "that version is compared with another one now",
        Misfit::NoSubject => "that version has nothing now that is surely the same",
    };
    format!("{words}, {}; fits no more: {why}", ruled(ruling))
}

/// Names the version a ruling was made on.
pub(super) fn place(names: &Names, article: &ArticleId, ruling: &Ruling) -> String {
    format!("{}@{}", names.of(article), ruling.trace.version)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diff::Sides;
    use crate::history::{Place, Subject, Trace};

    pub(in crate::render) fn ruling(decision: Decision) -> Ruling {
        Ruling {
            trace: Trace {
                subject: Subject::Change(0),
                version: 2,
                at: "2026-02-18T10:15:00Z".parse().unwrap(),
                contents: Sides::new(None, None),
                place: Some(Place::Headline),
                texts: Sides::new("5-2".to_owned(), "4-3".to_owned()),
                nth: 1,
                of: 1,
            },
            decision,
            why: "in *print*".to_owned(),
            by: "Ada".to_owned(),
            on: "2026-03-01T12:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn who_decided_what_when_and_why_is_one_phrase() {
        assert_eq!(ruled(&ruling(Decision::Ignore)), "set aside by Ada on 1 March 2026: in *print*");
        assert_eq!(
            astray(&ruling(Decision::Flag), Misfit::NoSubject),
            "“5-2” → “4-3”, flagged by Ada on 1 March 2026: in *print*; fits no more: that version has nothing now that \
             is surely the same"
        );
    }
}
