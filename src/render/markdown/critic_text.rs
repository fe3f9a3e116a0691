//! Text and changes in `CriticMarkup`, whatever the text looks like.

use crate::render::visible::visible;

/// What opens a mark. In kept text it is cut after its brace.
const OPENERS: [&str; 5] = ["{++", "{--", "{~~", "{>>", "{=="];

/// What parts the two halves of an opener in kept text.
const EMPTY: &str = "{>><<}";

/// Writes text that stays.
pub(super) fn kept(written: &mut String, text: &str) {
    for line in parts(text) {
        let mut rest = line.as_str();
        while let Some(at) = OPENERS.iter().filter_map(|opener| rest.find(opener)).min() {
            written.push_str(&rest[..=at]);
            written.push_str(EMPTY);
            rest = &rest[at + 1..];
        }
        written.push_str(rest);
    }
}

/// Writes what was taken out and what was put in; each mark stays within a paragraph or holds a break alone.
pub(super) fn change(written: &mut String, before: &str, after: &str) {
    let (out, into) = (parts(before), parts(after));
    if let ([out], [into]) = (out.as_slice(), into.as_slice())
        && fits_substitution(out, into)
    {
        written.extend(["{~~", out, "~>", into, "~~}"]);
        return;
    }
    for (sign, parts) in [("--", out), ("++", into)] {
        for piece in parts.iter().flat_map(|part| uncut(part, sign)) {
            written.extend(["{", sign, piece, sign, "}"]);
        }
    }
}

/// Writes a comment; it cannot hold its own end.
pub(super) fn comment(text: &str) -> String {
    format!("{{>>{}<<}}", visible(text).replace("<<}", "<< }").replace("{>>", "{ >>"))
}

/// Parts a text at its breaks, which are kept as parts of their own; what would steer a terminal is made visible.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let breaks = rest.len() - rest.trim_start_matches('\n').len();
        let long = if breaks > 0 { breaks } else { rest.find('\n').unwrap_or(rest.len()) };
        let (part, next) = rest.split_at(long);
        parts.push(if breaks > 0 { part.to_owned() } else { visible(part).into_owned() });
        rest = next;
    }
    parts
}

/// Tells whether two texts can stand in one substitution without being read otherwise.
fn fits_substitution(out: &str, into: &str) -> bool {
    let plain = |text: &str| !text.contains(['~', '>', '{', '}', '\n']);
    plain(out) && plain(into)
}

/// Parts a text inside every opener and before the end of every mark of the kind it will stand in.
fn uncut<'a>(text: &'a str, sign: &str) -> Vec<&'a str> {
    let end = format!("{sign}}}");
    let mut cuts: Vec<usize> =
        OPENERS.iter().flat_map(|opener| text.match_indices(opener)).map(|(at, _)| at + 1).collect();
    cuts.extend(text.match_indices(&end).map(|(at, _)| at + 1));
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in cuts.into_iter().chain([text.len()]) {
        if at > from {
            pieces.push(&text[from..at]);
            from = at;
        }
    }
    pieces
}

/// Reads `CriticMarkup` from left to right: what is left when all changes are accepted, or all rejected.
#[cfg(test)]
pub(super) fn settled(text: &str, accepted: bool) -> String {
    let mut left = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mark = OPENERS.iter().find(|opener| rest.starts_with(**opener)).and_then(|opener| {
            let close = match *opener {
                "{>>" => "<<}".to_owned(),
                opener => format!("{}}}", &opener[1..]),
            };
            let (inner, after) = rest[3..].split_once(&close)?;
            Some((*opener, inner, after))
        });
        let Some((opener, inner, after)) = mark else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            left.push_str(&rest[..next]);
            rest = &rest[next..];
            continue;
        };
        match opener {
            "{++" if accepted => left.push_str(inner),
            "{--" if !accepted => left.push_str(inner),
            "{==" => left.push_str(inner),
            "{~~" => {
                let (out, into) = inner.split_once("~>").expect("a substitution has two sides");
                left.push_str(if accepted { into } else { out });
            }
            _ => {}
        }
        rest = after;
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_replacement_is_a_substitution_and_a_paragraph_keeps_its_break_apart() {
        let mut written = String::new();
        change(&mut written, "noon", "one");
        change(&mut written, "", "It sank.\n\n");
        assert_eq!(written, "{~~noon~>one~~}{++It sank.++}{++\n\n++}");
    }

    #[test]
    fn what_looks_like_a_mark_is_cut() {
        let mut written = String::new();
        kept(&mut written, "a {++b++} c");
        assert_eq!(written, "a {{>><<}++b++} c");
        written.clear();
        change(&mut written, "", "a {++b++} c");
        assert_eq!(written, "{++a {++}{++++b+++}{+++} c++}");
        assert_eq!(settled(&written, true), "a {++b++} c");
        assert_eq!(settled(&written, false), "");
    }

    proptest! {
        #[test]
        fn any_text_is_left_as_it_was(
            before in "[-+~<>={}a渡\n]{0,12}", stays in "[-+~<>={}a渡\n]{0,12}", after in "[-+~<>={}a渡\n]{0,12}",
        ) {
            let mut written = String::new();
            kept(&mut written, &stays);
            change(&mut written, &before, &after);
            kept(&mut written, &stays);
            prop_assert_eq!(settled(&written, true), format!("{stays}{after}{stays}"), "{}", written);
            prop_assert_eq!(settled(&written, false), format!("{stays}{before}{stays}"), "{}", written);
        }
    }
}
