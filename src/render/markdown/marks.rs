//! Stretches with their marks: `~~old~~ **new**`.

use super::escape::escaped;
use crate::render::page::Run;
use crate::render::role::Role;

/// Writes stretches as one line of Markdown: what was taken out is struck, what was put in is bold.
pub(super) fn marked(runs: &[Run]) -> String {
    let mut written = String::new();
    for (index, run) in runs.iter().enumerate() {
        if run.role.is_in() && index > 0 && runs[index - 1].role.is_out() {
            written.push(' ');
        }
        let text = escaped(&run.text);
        match signs(run.role) {
            Some((sign, tag)) => {
                let next = runs.get(index + 1).and_then(|next| next_character(run, next));
                if flanks(&written, &text, next) {
                    written.extend([sign, &text, sign]);
                } else {
                    written.extend(["<", tag, ">", &text, "</", tag, ">"]);
                }
            }
            None => written.push_str(&text),
        }
    }
    written
}

/// Returns the sign a role has, and the element that stands in where Markdown would not see the sign.
fn signs(role: Role) -> Option<(&'static str, &'static str)> {
    if role.is_out() {
        Some(("~~", "del"))
    } else if role.is_in() {
        Some(("**", "strong"))
    } else {
        None
    }
}

/// Returns the character that will follow a run.
fn next_character(run: &Run, next: &Run) -> Option<char> {
    if run.role.is_out() && next.role.is_in() {
        return Some(' ');
    }
    match signs(next.role) {
        Some((sign, _)) => sign.chars().next(),
        None => escaped(&next.text).chars().next(),
    }
}

/// Tells whether signs put round `text` open and close there, by the flanking rules of `CommonMark`.
fn flanks(before: &str, text: &str, after: Option<char>) -> bool {
    let ends = |character: Option<char>| character.is_none_or(|character| is_blank(character) || is_sign(character));
    let last = before.chars().next_back();
    let opens = text.starts_with(is_word) || (text.starts_with(|first| !is_blank(first)) && ends(last));
    let closes = text.ends_with(is_word) || (text.ends_with(|last| !is_blank(last)) && ends(after));
    // A sign next to the same sign would be read as one longer sign.
    opens && closes && !matches!(last, Some('*' | '~')) && !matches!(after, Some('*' | '~'))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric()
}

fn is_blank(character: char) -> bool {
    character.is_whitespace()
}

/// Tells whether a character is punctuation in ASCII, where every version of `CommonMark` says so.
fn is_sign(character: char) -> bool {
    character.is_ascii_punctuation()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::visible::visible;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    fn run(role: Role, text: &str) -> Run {
        Run { role, text: text.to_owned() }
    }

    #[test]
    fn a_replacement_reads_old_then_new() {
        let runs = [
            run(Role::Same, "closed after "),
            run(Role::Deleted, "$4.2"),
            run(Role::Inserted, "$2.4"),
            run(Role::Same, " million"),
        ];
        assert_eq!(marked(&runs), "closed after ~~$4.2~~ **$2.4** million");
    }

    #[test]
    fn where_signs_would_not_be_seen_elements_stand_in() {
        let runs = [run(Role::Same, "渡し船は"), run(Role::Inserted, "「速い」"), run(Role::Same, "と")];
        assert_eq!(marked(&runs), "渡し船は<strong>「速い」</strong>と");
    }

    /// What a reader sees, each letter with whether it is struck or bold.
    fn read(markdown: &str) -> Vec<(char, bool, bool)> {
        let (mut struck, mut bold, mut letters) = (0, 0, Vec::new());
        for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Start(Tag::Strikethrough) => struck += 1,
                Event::End(TagEnd::Strikethrough) => struck -= 1,
                Event::Start(Tag::Strong) => bold += 1,
                Event::End(TagEnd::Strong) => bold -= 1,
                Event::InlineHtml(tag) if &*tag == "<del>" => struck += 1,
                Event::InlineHtml(tag) if &*tag == "</del>" => struck -= 1,
                Event::InlineHtml(tag) if &*tag == "<strong>" => bold += 1,
                Event::InlineHtml(tag) if &*tag == "</strong>" => bold -= 1,
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Text(text) => letters.extend(text.chars().map(|letter| (letter, struck > 0, bold > 0))),
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        letters
    }

    fn role() -> impl Strategy<Value = Role> {
        prop_oneof![Just(Role::Same), Just(Role::Deleted), Just(Role::Inserted), Just(Role::NoiseIn)]
    }

    proptest! {
        #[test]
        fn every_letter_reads_as_itself_and_with_its_mark(
            runs in prop::collection::vec((role(), r"[ -~渡し「」“”é$€]{1,8}"), 1..6),
        ) {
            let mut runs: Vec<Run> = runs.iter().map(|(role, text)| run(*role, text.trim())).collect();
            runs.retain(|run| !run.text.is_empty());
            runs.dedup_by(|next, last| next.role == last.role);
            let mut expected = Vec::new();
            for (index, run) in runs.iter().enumerate() {
                if run.role.is_in() && index > 0 && runs[index - 1].role.is_out() {
                    expected.push((' ', false, false));
                }
                let (struck, bold) = (run.role.is_out(), run.role.is_in());
                expected.extend(visible(&run.text).chars().map(|letter| (letter, struck, bold)));
            }
            let markdown = marked(&runs);
            prop_assert_eq!(read(&markdown), expected, "{}", markdown);
        }
    }
}
