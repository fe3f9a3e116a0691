//! The byline as a page prints it, without the dates and buttons beside it.

use chrono::Month;

use super::element::Element;
use super::front;
use super::meta::Meta;
use super::outline::{Outline, Piece, PieceKind};
use super::region::Region;
use crate::capture::parting::is_byline;
use crate::text::one_line;

/// The longest printed byline, in characters, beyond the names in it.
const LONGEST: usize = 80;

/// How far around the headline the byline is looked for, in pieces.
const WITHIN: std::ops::Range<usize> = 6..14;

/// The word before the names, in lower case.
const CUES: &[&str] = &["by", "von", "par", "por", "di", "door", "af", "od", "przez"];

/// The word that may stand before the cue, in lower case.
const BEFORE_CUES: &[&str] = &[
    "words",
    "text",
    "story",
    "photographs",
    "photos",
    "pictures",
    "written",
    "posted",
    "published",
    "reported",
    "article",
    "report",
    "essay",
    "illustrations",
];

/// Words that lead to a date, in lower case.
const PREPOSITIONS: &[&str] = &["on", "at", "am", "le", "el", "il", "op", "em"];

/// Words that say of a date what it is of, in lower case.
const DATE_VERBS: &[&str] = &[
    "published",
    "posted",
    "updated",
    "modified",
    "veröffentlicht",
    "aktualisiert",
    "publié",
    "modifié",
    "publicado",
    "actualizado",
    "atualizado",
    "pubblicato",
    "aggiornato",
    "gepubliceerd",
];

/// Marks that part a byline from what stands beside it.
const PARTED_BY: &[char] = &['|', '·', '•', '\n', '—', '–', '/'];

/// The byline, the piece that holds it, and where it was read.
pub(super) struct Byline<'a> {
    pub(super) text: Option<String>,
    pub(super) piece: Option<&'a Piece>,
    pub(super) source: &'static str,
}

/// Finds the byline as printed; where none is, lists the stated names.
pub(super) fn find<'a>(outline: &'a Outline, region: &Region, meta: &Meta, title: Option<usize>) -> Byline<'a> {
    let names: Vec<String> =
        meta.authors.iter().map(|said| spaced(&one_line(&said.text))).filter(|name| !name.is_empty()).collect();
    let is_line = |piece: &Piece| !matches!(piece.kind, PieceKind::Title | PieceKind::Caption);
    let near = |at: usize| title.is_none_or(|title| at + WITHIN.start >= title && at <= title + WITHIN.end);
    let scoped = |at: usize, piece: &Piece| is_line(piece) && front::is_beside(outline, region, title, at);
    let lines: Vec<(usize, &Piece)> =
        outline.pieces.iter().enumerate().filter(|(at, piece)| scoped(*at, piece)).collect();
    let marked: Vec<&Piece> =
        lines.iter().map(|(_, piece)| *piece).filter(|piece| is_marked(outline, region, piece)).collect();
    let near: Vec<&Piece> = lines.iter().filter(|(at, _)| near(*at)).map(|(_, piece)| *piece).collect();
    let with_all = |piece: &&'a Piece| with_names(&parted(piece), &names).map(|text| (text, *piece));
    let with_cue = |piece: &&'a Piece| cued(&parted(piece)).map(|text| (text, *piece));
    let lone = |piece: &&'a Piece| {
        let text = parted(piece).split(PARTED_BY).map(one_line).find(|text| !text.is_empty())?;
        is_byline(&text).then_some((text, *piece))
    };
    // A box on who wrote the article names them too, far from the headline.
    let printed = near
        .iter()
        .find_map(with_all)
        .or_else(|| marked.iter().find_map(with_all))
        .or_else(|| marked.iter().find_map(with_cue))
        .or_else(|| near.iter().find_map(with_cue))
        .or_else(|| marked.iter().find_map(lone));
    if let Some((text, piece)) = printed {
        let most = text.len() * 3 >= piece.text.trim().len();
        return Byline { text: Some(text), piece: Some(piece).filter(|_| most), source: "page" };
    }
    let source = meta.authors.first().map_or("page", |said| said.source);
    let inline = || {
        let found =
            outline.pieces.iter().find_map(|piece| Some(one_line(piece.text.get(piece.authors.first()?.clone())?)));
        found.filter(|text| is_byline(text))
    };
    Byline { text: listed(&names).or_else(inline), piece: None, source }
}

fn listed(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [name] => Some(name.clone()),
        [names @ .., last] => Some(format!("{} and {last}", names.join(", "))),
    }
}

/// Tells whether the page marks a piece, or a stretch of it, as the byline.
fn is_marked(outline: &Outline, region: &Region, piece: &Piece) -> bool {
    let marks = |element: &Element| {
        element.name == "address"
            || element.rel == "author"
            || element.itemprop == "author"
            || element.words.any(&["byline", "author", "authors", "autor"])
    };
    !piece.authors.is_empty()
        || outline.around(piece.element).take(4).any(|at| marks(&outline.elements[at]) && at != region.body)
}

/// Returns the text of a piece with its times, and what stands around them, parted off.
fn parted(piece: &Piece) -> String {
    let mut text = piece.text.clone();
    for time in piece.times.iter().rev() {
        if text.is_char_boundary(time.range.start) && text.is_char_boundary(time.range.end.min(text.len())) {
            text.replace_range(time.range.start..time.range.end.min(text.len()), "|");
        }
    }
    spaced(text.trim())
}

fn spaced(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// Cuts the byline out of a line that holds all stated names.
fn with_names(line: &str, names: &[String]) -> Option<String> {
    let folded = line.to_lowercase();
    if names.is_empty() || folded.len() != line.len() {
        return None;
    }
    let places: Vec<(usize, usize)> = names
        .iter()
        .map(|name| name.to_lowercase())
        .map(|name| folded.find(&name).map(|at| (at, at + name.len())))
        .collect::<Option<_>>()?;
    let first = places.iter().map(|place| place.0).min()?;
    let last = places.iter().map(|place| place.1).max()?;
    let lead = line[..first].rsplit(PARTED_BY).next().unwrap_or_default();
    let lead = after_last_figure(lead).trim_start_matches([',', ';', ' ']);
    let tail = until_figure(line[last..].split(PARTED_BY).next().unwrap_or_default());
    let whole = |text: &str| text.is_empty() || text.starts_with([' ', ',', ';', '(']);
    if lead.split_whitespace().count() > 4 || !whole(tail) {
        return None;
    }
    let tail = if tail.chars().count() <= LONGEST / 2 { tail } else { "" };
    let text = one_line(&format!("{lead}{}{tail}", &line[first..last]));
    let text = without_preposition(&text).to_owned();
    (text.chars().count() <= last - first + LONGEST && !text.ends_with('.')).then_some(text)
}

/// Cuts the byline out of a line in which it begins with a cue: `By`, or `Words by` and its like.
pub(super) fn cued(line: &str) -> Option<String> {
    line.split(PARTED_BY).find_map(|part| cued_part(part.trim()))
}

fn cued_part(part: &str) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is = |word: &str, known: &[&str]| known.contains(&word.trim_end_matches(':').to_lowercase().as_str());
    let at = words.iter().take(2).position(|word| is(word, CUES))?;
    let opened = at == 0 || is(words[0], BEFORE_CUES);
    let name = words.get(at + 1).is_some_and(|word| starts_upper(word));
    if !opened || !name || part.chars().count() > LONGEST * 2 {
        return None;
    }
    let text = one_line(without_preposition(until_figure(part)));
    let count = text.split_whitespace().count();
    ((2..=16).contains(&count) && !text.ends_with('.')).then_some(text)
}

/// Takes off what leads from the names to a date that was cut.
fn without_preposition(text: &str) -> &str {
    let mut text = text.trim_end_matches([',', ';', ':', ' ']);
    let last = |text: &str| text.rsplit_once(' ').map(|(_, last)| last.to_owned());
    if let Some(word) = last(text).filter(|word| PREPOSITIONS.contains(&word.as_str())) {
        text = text[..text.len() - word.len()].trim_end_matches([',', ';', ':', ' ']);
    }
    if let Some(word) = last(text).filter(|word| DATE_VERBS.contains(&word.to_lowercase().as_str())) {
        text = text[..text.len() - word.len()].trim_end_matches([',', ';', ':', ' ']);
    }
    text
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Cuts a text before the first word that holds a figure: a date, or the minutes it takes to read.
fn until_figure(text: &str) -> &str {
    let Some(at) = text.find(|letter: char| letter.is_ascii_digit()) else { return text };
    let before = text[..at].trim_end();
    let dated = before.rsplit(' ').next().filter(|word| word.len() <= 9 && before.len() > word.len());
    let month = dated.filter(|word| date_words().any(|month| word.trim_end_matches('.').eq_ignore_ascii_case(month)));
    month.map_or(before, |word| before[..before.len() - word.len()].trim_end())
}

fn after_last_figure(text: &str) -> &str {
    let Some(at) = text.rfind(|letter: char| letter.is_ascii_digit()) else { return text };
    text[at..].find(' ').map_or("", |blank| &text[at + blank + 1..])
}

/// English names of months, short and long.
fn date_words() -> impl Iterator<Item = &'static str> {
    let months = || (1..=12_u8).filter_map(|number| Month::try_from(number).ok()).map(|month| month.name());
    months().chain(months().map(|month| &month[..3])).chain(["Sept"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_the_names_is_cut() {
        let names = ["Mabel Thorne".to_owned()];
        for (line, byline) in [
            ("Posted on 12 January 2026 by Mabel Thorne", "by Mabel Thorne"),
            ("By Mabel Thorne | January 5, 2026 | 2 min read", "By Mabel Thorne"),
            ("By MABEL THORNE, Staff Writer", "By MABEL THORNE, Staff Writer"),
            ("Aus Pennow berichtet Mabel Thorne", "Aus Pennow berichtet Mabel Thorne"),
            ("Mabel Thorne Feb 17, 2026", "Mabel Thorne"),
        ] {
            assert_eq!(with_names(line, &names).as_deref(), Some(byline), "{line}");
        }
    }

    #[test]
    fn a_cue_begins_a_byline_without_stated_names() {
        assert_eq!(cued("Por Abril Nájera, 3 de febrero de 2026").as_deref(), Some("Por Abril Nájera"));
        assert_eq!(cued("Words by Sunniva Roe").as_deref(), Some("Words by Sunniva Roe"));
        assert_eq!(cued("By noon it had sunk"), None);
        assert_eq!(cued("By Christmas Eve it had sunk."), None);
    }
}
