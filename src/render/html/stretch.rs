//! Stretches as HTML: marked for the eye by line and colour, for the ear by words.

use std::collections::BTreeSet;

use super::escape::escaped;
use crate::render::diff::{Passage, Stretch};
use crate::render::role::Role;

/// Writes the stretches of a page, and knows which ends of moved passages can be led to.
#[derive(Default)]
pub(super) struct Writer {
    /// The ends that stand on the page.
    ends: BTreeSet<Passage>,
    /// Those that have their anchor already.
    anchored: BTreeSet<Passage>,
}

impl Writer {
    /// Makes a writer for a page that will hold these stretches.
    pub(super) fn of<'a>(stretches: impl Iterator<Item = &'a Stretch>) -> Self {
        let moved = stretches.filter(|stretch| matches!(stretch.role, Role::MovedFrom | Role::MovedTo));
        Self { ends: moved.filter_map(|stretch| stretch.passage).collect(), anchored: BTreeSet::new() }
    }

    /// Writes stretches one after the other.
    pub(super) fn put(&mut self, stretches: &[Stretch]) -> String {
        stretches.iter().map(|stretch| self.stretch(stretch)).collect()
    }

    fn stretch(&mut self, stretch: &Stretch) -> String {
        let text = escaped(&stretch.text);
        match stretch.role {
            Role::Inserted => marked("ins", "", "inserted", &text),
            Role::Deleted => marked("del", "", "deleted", &text),
            Role::MovedTo => {
                marked("ins", &format!(" class=\"moved\"{}", self.anchor(stretch.passage)), "moved here", &text)
            }
            Role::MovedFrom => {
                marked("del", &format!(" class=\"moved\"{}", self.anchor(stretch.passage)), "moved away", &text)
            }
            // Read aloud, the two sides sound alike; one is enough.
            Role::NoiseOut => format!("<del class=\"noise\" aria-hidden=\"true\">{text}</del>"),
            Role::NoiseIn => format!("<ins class=\"noise\">{text}</ins>"),
            Role::Faint => self.aside(stretch.passage, &text),
            _ => text,
        }
    }

    /// Names the place of a passage's end, the first time it is met.
    fn anchor(&mut self, passage: Option<Passage>) -> String {
        match passage {
            Some(end) if self.anchored.insert(end) => format!(" id=\"{}\"", name(end)),
            _ => String::new(),
        }
    }

    /// Writes what is said beside the text; words on a passage lead to its other end.
    fn aside(&self, passage: Option<Passage>, text: &str) -> String {
        let (blank, words) = if let Some(words) = text.strip_prefix(' ') { (" ", words) } else { ("", text) };
        match passage.map(|here| Passage { left: !here.left, ..here }).filter(|other| self.ends.contains(other)) {
            Some(other) => {
                format!("{blank}<a class=\"aside\" lang=\"en\" dir=\"ltr\" href=\"#{}\">{words}</a>", name(other))
            }
            None => format!("{blank}<span class=\"aside\" lang=\"en\" dir=\"ltr\">{words}</span>"),
        }
    }
}

fn name(end: Passage) -> String {
    format!("passage-{}-{}", end.index + 1, if end.left { "left" } else { "came" })
}

/// Writes words that are heard and not seen; their own direction keeps them from settling that of the text.
pub(super) fn ear(words: &str) -> String {
    format!("<span class=\"ear\" lang=\"en\" dir=\"ltr\">{words}</span>")
}

/// Writes a marked text with the words that tell a listener where it begins and ends.
pub(super) fn marked(tag: &str, attributes: &str, words: &str, text: &str) -> String {
    format!("<{tag}{attributes}>{}{text}{}</{tag}>", ear(&format!("[{words}: ")), ear("]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(role: Role, text: &str, left: Option<bool>) -> Stretch {
        Stretch { role, text: text.to_owned(), passage: left.map(|left| Passage { index: 0, left }) }
    }

    #[test]
    fn the_two_ends_of_a_passage_lead_to_each_other() {
        let came =
            [stretch(Role::MovedTo, "It sank.", Some(false)), stretch(Role::Faint, " (moved from ¶ 3)", Some(false))];
        let left =
            [stretch(Role::MovedFrom, "It sank.", Some(true)), stretch(Role::Faint, " (moved to ¶ 1)", Some(true))];
        let mut writer = Writer::of(came.iter().chain(&left));
        let (came, left) = (writer.put(&came), writer.put(&left));
        assert!(came.contains("id=\"passage-1-came\"") && came.contains("href=\"#passage-1-left\""), "{came}");
        assert!(left.contains("id=\"passage-1-left\"") && left.contains("href=\"#passage-1-came\""), "{left}");
    }

    #[test]
    fn a_passage_whose_other_end_is_not_on_the_page_has_no_link() {
        let came =
            [stretch(Role::MovedTo, "It sank.", Some(false)), stretch(Role::Faint, " (moved from ¶ 3)", Some(false))];
        assert!(!Writer::of(came.iter()).put(&came).contains("href"));
    }

    #[test]
    fn what_changed_is_told_to_a_listener_too() {
        let written = Writer::default().put(&[stretch(Role::Deleted, "<noon>", None)]);
        assert_eq!(
            written,
            "<del><span class=\"ear\" lang=\"en\" dir=\"ltr\">[deleted: </span>&lt;noon&gt;\
             <span class=\"ear\" lang=\"en\" dir=\"ltr\">]</span></del>"
        );
    }
}
