//! Two statements set against each other, cut down to what differs between them.

use std::ops::Range;

use super::cues::Cues;

/// A stretch of words of a statement.
type Words<'a> = Vec<(&'a str, Range<usize>)>;

/// Cuts a wrong and a right statement down to the parts that stand against each other: "the tram weighs 300 tonnes" and
/// "It weighs 37 tonnes" to the two weights.
///
/// None if nothing shows how the two stand against each other.
pub(super) fn contrast<'a>(before: &'a str, after: &'a str, cues: &Cues) -> Option<(&'a str, &'a str)> {
    let (b, a) = (words(before), words(after));
    if b.is_empty() || a.is_empty() {
        return None;
    }
    numbers(before, &b, after, &a)
        .or_else(|| names(before, &b, after, &a, cues))
        .or_else(|| past_shared(before, &b, after, &a, cues))
        .or_else(|| shaped(after, &a, &b, cues).map(|after| (before, after)))
}

fn words(text: &str) -> Words<'_> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = at + word.len() - word.trim_start().len();
        let bare = word.trim();
        if !bare.is_empty() {
            words.push((bare, start..start + bare.len()));
        }
        at += word.len();
    }
    words
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '%'))
}

fn same(a: &str, b: &str) -> bool {
    bare(a).to_lowercase() == bare(b).to_lowercase()
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

/// Takes the number of each side that the other does not hold, with as many words behind it as the right side has.
fn numbers<'a>(before: &'a str, b: &Words<'a>, after: &'a str, a: &Words<'a>) -> Option<(&'a str, &'a str)> {
    let lone = |side: &Words<'a>, other: &Words<'a>| {
        side.iter().position(|(word, _)| is_number(word) && !other.iter().any(|(known, _)| bare(known) == bare(word)))
    };
    let same_number = |side: &Words<'a>| side.iter().position(|(word, _)| is_number(word));
    let (i, j) = lone(b, a).zip(lone(a, b)).or_else(|| same_number(b).zip(same_number(a)))?;
    // A capitalised word before both belongs to both ("June 2", "June 21").
    let both_before = i > 0 && j > 0 && same(b[i - 1].0, a[j - 1].0) && b[i - 1].0.starts_with(char::is_uppercase);
    let lead = usize::from(both_before);
    // The words behind the number are its unit: to the end of the statement, two at most.
    let behind = |side: &Words<'a>, at: usize| side.len() - at - 1;
    let unit = if behind(a, j) <= 2 { behind(a, j) } else { 0 };
    let (unit_before, unit_after) = (unit.min(behind(b, i)), unit);
    let ends_alike =
        behind(b, i) == 0 || unit == 0 || same(b[i + unit_before].0, a[j + unit].0) || behind(b, i) == unit;
    let unit_before = if ends_alike || unit_before <= 1 { unit_before } else { 0 };
    let from = |side: &Words<'a>, at: usize| match at.checked_sub(1) {
        Some(sign) if matches!(side[sign].0, "R$" | "US$" | "$" | "€" | "£" | "Rs" | "Rs.") => side[sign].1.start,
        _ => side[at].1.start,
    };
    let differs = !same(b[i].0, a[j].0) || unit > 0 && unit_before > 0 && !same(b[i + unit_before].0, a[j + unit].0);
    differs.then(|| {
        (&before[from(b, i - lead)..b[i + unit_before].1.end], &after[from(a, j - lead)..a[j + unit_after].1.end])
    })
}

/// Where one side is a name, takes the name of the other: the one that shares a word with it, else its first.
fn names<'a>(before: &'a str, b: &Words<'a>, after: &'a str, a: &Words<'a>, cues: &Cues) -> Option<(&'a str, &'a str)> {
    let is_big = |word: &str| bare(word).starts_with(char::is_uppercase);
    let is_name = |side: &Words<'a>| {
        let rest = if side.len() > 1 && cues.is_article(side[0].0) { &side[1..] } else { &side[..] };
        side.len() <= 5 && rest.iter().all(|(word, _)| is_big(word))
    };
    // A wrong statement names its matter first, a right one ("…, not Guernsey") last.
    let run = |side: &Words<'a>, other: &Words<'a>, last: bool| {
        let runs = runs(side, &is_big, cues);
        let shares = |run: &&Range<usize>| {
            side[(*run).clone()].iter().any(|(word, _)| other.iter().any(|(known, _)| same(word, known)))
        };
        let best = runs.iter().find(shares).or(if last { runs.last() } else { runs.first() })?;
        Some(side[best.start].1.start..side[best.end - 1].1.end)
    };
    match (is_name(b), is_name(a)) {
        (true, false) => Some((before, after[run(a, b, true)?].trim_end_matches([',', '.']))),
        (false, true) => Some((before[run(b, a, false)?].trim_end_matches([',', '.']), after)),
        _ => None,
    }
}

/// The runs of capitalised words, an article before them included; a plain word that begins the statement is none.
fn runs(side: &Words<'_>, is_big: &impl Fn(&str) -> bool, cues: &Cues) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, (word, _)) in side.iter().enumerate() {
        let plain = at == 0 && (cues.is_light(bare(word)) && !cues.is_article(bare(word)));
        let joins = is_joiner(word) && runs.last().is_some_and(|last| last.end == at);
        let joins = joins && side.get(at + 1).is_some_and(|(next, _)| is_big(next));
        if (!is_big(word) && !joins) || plain {
            continue;
        }
        match runs.last_mut() {
            Some(last) if last.end == at && !side[at - 1].0.ends_with(',') => last.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs.retain(|run| side[run.clone()].iter().any(|(word, _)| !cues.is_light(bare(word))));
    runs
}

/// Tells whether a small word may stand inside a name ("Guild of Orchardists").
fn is_joiner(word: &str) -> bool {
    matches!(
        word,
        "of" | "for" | "and" | "de" | "du" | "da" | "do" | "del" | "di" | "der" | "van" | "von" | "für" | "voor"
    )
}

/// Drops all up to the first word of the right statement that the wrong one has too, if both go on behind it.
fn past_shared<'a>(
    before: &'a str,
    b: &Words<'a>,
    after: &'a str,
    a: &Words<'a>,
    cues: &Cues,
) -> Option<(&'a str, &'a str)> {
    const MOST: usize = 4;
    for j in 1..a.len().saturating_sub(1) {
        if cues.is_article(bare(a[j].0)) {
            continue;
        }
        let Some(i) = b.iter().rposition(|(word, _)| same(word, a[j].0)) else { continue };
        let shared = (1..).take_while(|more| {
            let (next_b, next_a) = (b.get(i + more), a.get(j + more));
            next_b.zip(next_a).is_some_and(|((x, _), (y, _))| same(x, y))
        });
        // A word that begins the wrong text belongs to it.
        let more = if i == 0 { 0 } else { shared.count() + 1 };
        if let (Some((_, x)), Some((_, y))) = (b.get(i + more), a.get(j + more))
            && b.len() - i - more <= MOST
            && a.len() - j - more <= MOST
        {
            return Some((&before[x.start..], &after[y.start..]));
        }
    }
    None
}

/// Cuts a long statement to the shape of a short one: from its last article if the other begins with one, from the last
/// word that begins the other, else behind its last word without weight.
fn shaped<'a>(text: &'a str, side: &Words<'a>, other: &Words<'a>, cues: &Cues) -> Option<&'a str> {
    if side.len() <= other.len() + 1 || other.len() > 4 {
        return None;
    }
    let first = other[0].0;
    let from = if cues.is_article(first) {
        side.iter().rposition(|(word, _)| cues.is_article(bare(word)))
    } else if let Some(at) = side.iter().rposition(|(word, _)| same(word, first)) {
        Some(at)
    } else {
        side.iter().rposition(|(word, _)| cues.is_light(bare(word))).map(|at| at + 1)
    };
    from.and_then(|at| side.get(at)).map(|(_, at)| &text[at.start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(before: &str, after: &str) -> (String, String) {
        let (before, after) = contrast(before, after, Cues::of("en")).unwrap_or((before, after));
        (before.to_owned(), after.to_owned())
    }

    fn pair(before: &str, after: &str) -> (String, String) {
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn two_statements_are_cut_to_what_differs() {
        assert_eq!(cut("the tram weighs 300 tonnes", "It weighs 37 tonnes"), pair("300 tonnes", "37 tonnes"));
        assert_eq!(cut("the bridge closed on Monday", "It closed on Sunday"), pair("Monday", "Sunday"));
        assert_eq!(cut("the deal was worth $1.3 billion", "$1.3 million"), pair("$1.3 billion", "$1.3 million"));
        assert_eq!(cut("Ida Renfrew", "She is Dr. Ada Renfrew"), pair("Ida Renfrew", "Dr. Ada Renfrew"));
        assert_eq!(cut("Thursday", "he spoke at a Mass on Wednesday"), pair("Thursday", "Wednesday"));
        assert_eq!(cut("an acquisition", "the deal is a merger"), pair("an acquisition", "a merger"));
    }

    #[test]
    fn what_cannot_be_told_apart_is_left_whole() {
        assert_eq!(cut("the doors stay shut", "crews found water"), pair("the doors stay shut", "crews found water"));
    }
}
