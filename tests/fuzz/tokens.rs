//! Tokens and sentences tile any text.

use variorum::text::{Span, Token, TokenKind, count_words, sentences, tokens};

use super::inputs;
use super::pieces::Recipe;

#[test]
fn tokens_and_sentences_tile_any_text() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| hold(&String::from_utf8_lossy(bytes));
    inputs::hold("tokens", 1500, law);
    fuzzer.for_each(law);
}

#[test]
fn tokens_and_sentences_tile_texts_of_hard_pieces() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| hold(&Recipe::new(bytes).text());
    inputs::hold_recipes("tokens", 2000, law);
    fuzzer.for_each(law);
}

fn hold(text: &str) {
    let found: Vec<Token> = tokens(text).collect();
    assert_tile(text, found.iter().map(|token| token.span));
    for token in &found {
        let inner = token.span.of(text);
        let broken = inner.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        assert!(token.kind == TokenKind::Space || !broken, "{inner:?} reaches over a line break");
    }
    let sentences = sentences(text);
    assert_tile(text, sentences.iter().copied());
    let borders: Vec<u32> = found.iter().map(|token| token.span.end).collect();
    assert!(
        sentences.iter().all(|sentence| borders.binary_search(&sentence.end).is_ok()),
        "a sentence ends in a token"
    );
    let lines: Vec<(&str, TokenKind)> = text.split('\n').flat_map(solid).collect();
    assert_eq!(solid(text), lines, "a text cut at its line breaks has the same tokens");
    assert_eq!(count_words(text), found.iter().filter(|token| token.kind.is_word()).count());
}

fn assert_tile(text: &str, spans: impl Iterator<Item = Span>) {
    let mut at = 0;
    for span in spans {
        assert!(span.start == at && !span.is_empty(), "{span:?} does not go on from {at}");
        assert!(text.is_char_boundary(span.end as usize));
        at = span.end;
    }
    assert_eq!(at as usize, text.len());
}

/// The tokens of a text that are no blanks.
fn solid(text: &str) -> Vec<(&str, TokenKind)> {
    let solid = tokens(text).filter(|token| token.kind != TokenKind::Space);
    solid.map(|token| (token.span.of(text), token.kind)).collect()
}
