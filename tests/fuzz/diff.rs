//! A diff of any two texts leads from one to the other, hides nothing, and adds up.

use unicode_normalization::UnicodeNormalization;
use variorum::diff::{Diff, Edit, Move, Noise, Sides, diff};
use variorum::text::{Span, Token, TokenKind, tokens};

use super::inputs;
use super::pieces::Recipe;

/// The line between the two texts of an input.
const PARTING: &[u8] = b"\n====\n";

#[test]
fn any_two_texts() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| {
        let parting = bytes.windows(PARTING.len()).position(|window| window == PARTING);
        let middle = bytes.len() / 2;
        let (before, after) = match parting {
            Some(at) => (&bytes[..at], &bytes[at + PARTING.len()..]),
            None => bytes.split_at(middle),
        };
        hold(&String::from_utf8_lossy(before), &String::from_utf8_lossy(after));
    };
    inputs::hold("diff", 2000, law);
    fuzzer.for_each(law);
}

#[test]
fn a_text_and_its_revision() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| {
        let texts = revision(bytes);
        hold(&texts.before, &texts.after);
    };
    inputs::hold_recipes("diff", 3000, law);
    fuzzer.for_each(law);
}

#[test]
fn revisions_hold_moves_and_noise_of_every_class() {
    let (mut moves, mut edited, mut classes) = (0, 0, Vec::new());
    for recipe in inputs::recipes().take(1000) {
        let texts = revision(&recipe);
        let found = diff(texts.as_ref().map(String::as_str));
        moves += found.moves.len();
        edited += found.moves.iter().filter(|moved| !moved.edits.is_empty()).count();
        classes.extend(found.edits.iter().filter_map(|edit| edit.noise));
    }
    classes.sort_unstable();
    classes.dedup();
    assert_eq!(classes, [Noise::Space, Noise::QuoteStyle, Noise::Dash, Noise::NormalForm, Noise::Case]);
    assert!(moves > 30 && edited > 10, "{moves} moves, {edited} of them edited on the way");
}

/// Reads a recipe as a text and a revision of it.
fn revision(bytes: &[u8]) -> Sides<String> {
    let mut recipe = Recipe::new(bytes);
    let before = recipe.text();
    let after = revised(&before, &mut recipe);
    Sides::new(before, after)
}

/// Revises a text the way newsrooms do: words, sentences that go, come and move, paragraphs split and joined, style.
fn revised(text: &str, recipe: &mut Recipe<'_>) -> String {
    let mut sentences: Vec<String> = text.split_inclusive(". ").map(str::to_owned).collect();
    for _ in 0..=recipe.below(10) {
        let (from, to) = (recipe.below(sentences.len()), recipe.below(sentences.len()));
        match recipe.below(8) {
            0 if !sentences.is_empty() => drop(sentences.remove(from)),
            1 => sentences.insert(from, format!("{}. ", recipe.sentence(8))),
            2 if !sentences.is_empty() => {
                let moved = sentences.remove(from);
                sentences.insert(to.min(sentences.len()), moved);
            }
            3 if !sentences.is_empty() => sentences.insert(to, sentences[from].clone()),
            _ => {
                let Some(sentence) = sentences.get_mut(from) else { continue };
                *sentence = reworded(sentence, recipe);
            }
        }
    }
    sentences.concat()
}

/// Changes a sentence in its words, its style or its breaks.
fn reworded(sentence: &str, recipe: &mut Recipe<'_>) -> String {
    match recipe.below(10) {
        0 => sentence.replace(". ", ".\n\n"),
        1 => sentence.replace("\n\n", " "),
        2 => sentence.replace(['“', '”'], "\"").replace('’', "'"),
        3 => sentence.replace(['–', '—'], "-"),
        4 => sentence.replacen(' ', "\u{a0}", 2),
        5 => sentence.nfd().collect(),
        6 => sentence.replacen("the", "The", 1),
        7 => sentence.replace('5', "6").replace("not ", ""),
        _ => {
            let mut words: Vec<&str> = sentence.split(' ').collect();
            let fresh = recipe.sentence(2);
            let at = recipe.below(words.len());
            words[at] = &fresh;
            words.join(" ")
        }
    }
}

fn hold(before: &str, after: &str) {
    let texts = Sides::new(before, after);
    let found = diff(texts);
    assert_eq!(found.apply(texts), after, "the edits lead to the text after");
    assert_eq!(found.invert().apply(texts.swap()), before, "turned round they lead back");
    assert_eq!(diff(texts), found, "the same texts have the same diff");
    assert_eq!(found.is_empty(), before == after);
    assert!(diff(Sides::new(before, before)).is_empty(), "a text differs in nothing from itself");
    let tokens = texts.map(|text| tokens(text).collect::<Vec<Token>>());
    assert_in_order(&found.edits, texts);
    assert_moves(&found);
    for edit in found.edits.iter().chain(found.moves.iter().flat_map(|moved| &moved.edits)) {
        assert_whole(edit.at.before, &tokens.before);
        assert_whole(edit.at.after, &tokens.after);
        if let Some(noise) = edit.noise {
            assert_noise(noise, Sides::new(edit.at.before.of(before), edit.at.after.of(after)));
        }
    }
    assert_adds_up(&found, texts, &tokens);
}

/// Edits are in order, none is empty, and what lies between them is the same on both sides.
fn assert_in_order(edits: &[Edit], texts: Sides<&str>) {
    let mut at = Sides::new(0, 0);
    for edit in edits {
        let (old, new) = (edit.at.before, edit.at.after);
        assert!(!old.is_empty() || !new.is_empty(), "an edit edits something");
        assert!(at.before <= old.start && at.after <= new.start, "edits are in order and share no byte");
        let kept = Sides::new(Span { start: at.before, end: old.start }, Span { start: at.after, end: new.start });
        assert_eq!(kept.before.of(texts.before), kept.after.of(texts.after), "kept text is the same");
        assert_ne!(old.of(texts.before), new.of(texts.after), "an edit changes something");
        at = Sides::new(old.end, new.end);
    }
}

/// A span begins and ends at the borders of tokens.
fn assert_whole(span: Span, tokens: &[Token]) {
    let border = |at: u32| at == 0 || tokens.binary_search_by_key(&at, |token| token.span.end).is_ok();
    assert!(border(span.start) && border(span.end), "{span:?} cuts a token");
}

/// A move names a stretch that is all taken out and one that is all put in; on one side no two share a byte.
fn assert_moves(found: &Diff) {
    let covered = |span: Span, side: fn(&Edit) -> Span| {
        let parts = found.edits.iter().map(side).filter(|part| part.overlaps(span));
        parts.map(|part| (part.end.min(span.end) - part.start.max(span.start)) as usize).sum::<usize>() == span.len()
    };
    for (index, Move { at, edits }) in found.moves.iter().enumerate() {
        assert!(!at.before.is_empty() && covered(at.before, |edit| edit.at.before), "{at:?} is not all taken out");
        assert!(!at.after.is_empty() && covered(at.after, |edit| edit.at.after), "{at:?} is not all put in");
        assert!(edits.iter().all(|edit| at.before.contains(edit.at.before) && at.after.contains(edit.at.after)));
        for other in &found.moves[..index] {
            assert!(!other.at.before.overlaps(at.before) && !other.at.after.overlaps(at.after), "two moves overlap");
        }
    }
}

/// What noise parts reads the same, letter for letter and figure for figure; only a first letter may change its size.
fn assert_noise(noise: Noise, sides: Sides<&str>) {
    let read = sides.map(reading);
    match noise {
        Noise::Case => {
            let rest = read.as_ref().map(|text| text.chars().skip(1).collect::<String>());
            let first = read.as_ref().map(|text| text.chars().next().map(|first| first.to_lowercase().to_string()));
            assert_eq!(rest.before, rest.after, "{sides:?} passes as {noise:?}");
            assert_eq!(first.before, first.after, "{sides:?} passes as {noise:?}");
        }
        _ => assert_eq!(read.before, read.after, "{sides:?} passes as {noise:?}"),
    }
}

/// Spells a text with one kind of dash and of each quotation mark, composed, and without blanks and soft hyphens.
fn reading(text: &str) -> String {
    let composed = text.chars().filter(|character| *character != '\u{ad}').nfc();
    let seen = composed.filter(|character| !character.is_whitespace() && !is_unseen(*character));
    let text: String = seen.map(styled).collect();
    if matches!(text.as_str(), "--" | "---") { "-".to_owned() } else { text }
}

fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn styled(character: char) -> char {
    match character {
        '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '´' | '`' | '＇' | '\u{2bc}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        _ => character,
    }
}

/// Words that are neither taken out nor put in are the same number on both sides, moved ones among them.
fn assert_adds_up(found: &Diff, texts: Sides<&str>, tokens: &Sides<Vec<Token>>) {
    let tally = found.tally(texts);
    let words = tokens.as_ref().map(|tokens| tokens.iter().filter(|token| token.kind.is_word()).count());
    assert_eq!((tally.words_before, tally.words_after), (words.before, words.after));
    assert_eq!(
        tally.words_before.checked_sub(tally.deleted + tally.moved),
        tally.words_after.checked_sub(tally.inserted + tally.moved),
        "{tally:?} does not add up"
    );
    assert!(tally.words_before >= tally.deleted + tally.moved, "{tally:?} takes out more than there is");
    let news = found.edits.iter().filter(|edit| edit.noise.is_none());
    let solid = |span: Span, text: &str, tokens: &[Token]| {
        let inside = tokens.iter().filter(|token| span.contains(token.span));
        inside.filter(|token| token.kind != TokenKind::Space && !token.span.of(text).is_empty()).count()
    };
    for edit in news {
        let count =
            solid(edit.at.before, texts.before, &tokens.before) + solid(edit.at.after, texts.after, &tokens.after);
        assert!(count > 0, "{edit:?} is blanks alone, which is noise");
    }
}
