//! What a text must hold for a pattern to fit somewhere in it.
//!
//! To compile a pattern takes as long as to read a book with it, and most patterns fit nothing in most texts. The words
//! without which a pattern cannot fit are read from its syntax in a tenth of that time.

use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{
    Assertion, AssertionKind, Ast, ClassSet, ClassSetItem, Flag, FlagsItemKind, GroupKind, RepetitionKind,
    RepetitionOp, RepetitionRange,
};

/// What a text must hold; letters are folded, so that capitals and small ones are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing in particular.
    Nothing,
    /// These letters in a row.
    Word(String, Pairs),
    /// These letters at the text's start.
    Start(String),
    /// A character of one of these ranges.
    Character(Vec<(char, char)>),
    /// All of these, one behind the other.
    Row(Vec<Self>),
    /// All of these, in any order.
    All(Vec<Self>),
    /// One of these.
    Any(Vec<Self>),
}

impl Needs {
    /// Reads what a pattern needs; one that cannot be read needs nothing.
    pub(super) fn of(pattern: &str) -> Self {
        Parser::new().parse(pattern).map_or(Self::Nothing, |ast| of(&ast))
    }

    /// Tells whether a text holds what is needed.
    pub(super) fn are_met(&self, text: &Folded) -> bool {
        self.first_end(&text.letters, &text.pairs, 0).is_some()
    }

    /// Returns where what is needed ends at the earliest, if it begins at `from` or behind it; `pairs` are those of the text
    /// or of more.
    fn first_end(&self, text: &str, pairs: &Pairs, from: usize) -> Option<usize> {
        match self {
            Self::Nothing => Some(from),
            Self::Word(word, needed) if pairs.hold(needed) => {
                Some(from + text[from..].find(word.as_str())? + word.len())
            }
            Self::Word(..) => None,
            Self::Start(word) => (from == 0 && text.starts_with(word.as_str())).then_some(word.len()),
            Self::Character(ranges) => {
                let is_in = |letter: char| ranges.iter().any(|(first, last)| (*first..=*last).contains(&letter));
                let (at, letter) = text[from..].char_indices().find(|(_, letter)| is_in(*letter))?;
                Some(from + at + letter.len_utf8())
            }
            Self::Row(parts) => parts.iter().try_fold(from, |from, part| part.first_end(text, pairs, from)),
            Self::All(parts) => {
                parts.iter().try_fold(from, |end, part| Some(end.max(part.first_end(text, pairs, from)?)))
            }
            // Behind the earliest end so far none is looked for.
            Self::Any(parts) => parts.iter().fold(None, |end, part| {
                let text = end.map_or(text, |end| &text[..end]);
                part.first_end(text, pairs, from).or(end)
            }),
        }
    }

    /// Joins what parts need that stand one behind the other.
    fn row(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts: Vec<Self> = parts.into_iter().filter(|part| *part != Self::Nothing).collect();
        if parts.len() > 1 { Self::Row(parts) } else { parts.pop().unwrap_or(Self::Nothing) }
    }

    fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().collect();
        if parts.contains(&Self::Nothing) { Self::Nothing } else { Self::Any(parts) }
    }

    fn word(letters: String) -> Self {
        let pairs = Pairs::of(&letters);
        Self::Word(letters, pairs)
    }

    /// The same, at the text's start.
    fn at_start(self) -> Self {
        match self {
            Self::Word(word, _) => Self::Start(word),
            Self::Any(parts) => Self::Any(parts.into_iter().map(Self::at_start).collect()),
            other => other,
        }
    }
}

/// A text whose letters are folded, so that those are alike which a pattern holds for alike.
#[derive(Debug)]
pub(super) struct Folded {
    letters: String,
    pairs: Pairs,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let letters =
            if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(fold).collect::<String>() };
        Self { pairs: Pairs::of(&letters), letters }
    }
}

/// Which pairs of neighbouring bytes a text has, several of them in one place: a word is in no text that lacks one of its.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pairs([u64; 4]);

impl Pairs {
    fn of(text: &str) -> Self {
        let mut places = [0; 4];
        for pair in text.as_bytes().windows(2) {
            let place = (pair[0].wrapping_mul(37) ^ pair[1].wrapping_mul(101)) as usize;
            places[place / 64] |= 1 << (place % 64);
        }
        Self(places)
    }

    fn hold(&self, needed: &Self) -> bool {
        self.0.iter().zip(&needed.0).all(|(here, needed)| here & needed == *needed)
    }
}

fn fold(letter: char) -> char {
    match letter {
        'ſ' => 's',
        _ if letter.is_ascii() => letter.to_ascii_lowercase(),
        _ => {
            let mut small = letter.to_lowercase();
            let first = small.next().unwrap_or(letter);
            if small.next().is_none() { first } else { letter }
        }
    }
}

/// Tells whether all forms of a character fold to one: of signs, and of letters in Latin and in scripts without capitals.
fn folds(character: char) -> bool {
    let sure = character < '\u{180}' || ('\u{2e80}'..'\u{a000}').contains(&character) || !character.is_alphabetic();
    sure && character != 'µ'
}

fn of(ast: &Ast) -> Needs {
    match ast {
        Ast::Literal(literal) if folds(literal.c) => Needs::word(fold(literal.c).to_string()),
        Ast::ClassBracketed(class) if !class.negated => character(&class.kind),
        Ast::Concat(concat) => in_a_row(&concat.asts),
        Ast::Alternation(either) => Needs::any(either.asts.iter().map(of)),
        Ast::Group(group) if is_harmless(&group.kind) => of(&group.ast),
        Ast::Repetition(repetition) if is_needed(&repetition.op) => of(&repetition.ast),
        _ => Needs::Nothing,
    }
}

/// Reads what parts need that stand one behind the other.
fn in_a_row(parts: &[Ast]) -> Needs {
    let mut needs = Vec::new();
    let mut word = String::new();
    for part in parts {
        match part {
            Ast::Flags(_) => return Needs::Nothing,
            Ast::Literal(literal) if folds(literal.c) => word.push(fold(literal.c)),
            Ast::Assertion(_) => {}
            _ => {
                needs.extend(taken(&mut word));
                needs.push(of(part));
            }
        }
    }
    needs.extend(taken(&mut word));
    match parts.split_first() {
        Some((Ast::Assertion(first), rest)) if is_start(first) => match beginning(rest).at_start() {
            Needs::Nothing => Needs::row(needs),
            start => Needs::All(vec![start, Needs::row(needs)]),
        },
        _ => Needs::row(needs),
    }
}

/// Reads which characters a class holds; a few signs and single letters, or nothing in particular.
fn character(class: &ClassSet) -> Needs {
    let range = |item: &ClassSetItem| match item {
        ClassSetItem::Literal(literal) if folds(literal.c) => Some((fold(literal.c), fold(literal.c))),
        // A range without letters.
        ClassSetItem::Range(range) if !(range.start.c..=range.end.c).any(char::is_alphabetic) => {
            Some((range.start.c, range.end.c))
        }
        _ => None,
    };
    let ranges = match class {
        ClassSet::Item(ClassSetItem::Union(union)) => union.items.iter().map(range).collect(),
        ClassSet::Item(item) => range(item).map(|range| vec![range]),
        ClassSet::BinaryOp(_) => None,
    };
    ranges.map_or(Needs::Nothing, Needs::Character)
}

fn taken(word: &mut String) -> Option<Needs> {
    (!word.is_empty()).then(|| Needs::word(std::mem::take(word)))
}

/// Reads the letters with which parts begin: one word, or one of several.
fn beginning(parts: &[Ast]) -> Needs {
    let literal = |part: &Ast| if let Ast::Literal(literal) = part { Some(literal.c) } else { None };
    let word: String = parts.iter().map_while(literal).take_while(|letter| folds(*letter)).map(fold).collect();
    if !word.is_empty() {
        return Needs::word(word);
    }
    match parts.first() {
        Some(Ast::Assertion(_)) => beginning(&parts[1..]),
        Some(Ast::Group(group)) if is_harmless(&group.kind) => beginning(std::slice::from_ref(&group.ast)),
        Some(Ast::Concat(concat)) => beginning(&concat.asts),
        Some(Ast::Alternation(either)) => {
            Needs::any(either.asts.iter().map(|part| beginning(std::slice::from_ref(part))))
        }
        Some(Ast::Repetition(repetition)) if is_needed(&repetition.op) => {
            beginning(std::slice::from_ref(&repetition.ast))
        }
        _ => Needs::Nothing,
    }
}

fn is_start(assertion: &Assertion) -> bool {
    matches!(assertion.kind, AssertionKind::StartLine | AssertionKind::StartText)
}

fn is_needed(op: &RepetitionOp) -> bool {
    match &op.kind {
        RepetitionKind::OneOrMore => true,
        RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => false,
        RepetitionKind::Range(
            RepetitionRange::Exactly(least) | RepetitionRange::AtLeast(least) | RepetitionRange::Bounded(least, _),
        ) => *least > 0,
    }
}

/// Tells whether a group reads its parts as they would be read outside, letters folded or not: `^` is the text's start.
fn is_harmless(kind: &GroupKind) -> bool {
    let GroupKind::NonCapturing(flags) = kind else { return true };
    let harmless = |flag: &Flag| matches!(flag, Flag::CaseInsensitive | Flag::Unicode | Flag::DotMatchesNewLine);
    flags.items.iter().all(|item| match &item.kind {
        FlagsItemKind::Negation => true,
        FlagsItemKind::Flag(flag) => harmless(flag),
    })
}

#[cfg(test)]
mod tests {
    use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

    use super::*;

    fn meets(pattern: &str, text: &str) -> bool {
        Needs::of(pattern).are_met(&Folded::new(text))
    }

    #[test]
    fn a_text_is_turned_away_that_lacks_a_word_of_the_pattern() {
        let pattern =
            r"\b(?:this|our) (?:\w+ ){0,2}(?:article|stor(?:y|ies)) (?:was|has been) (?P<verb>updated?|corrected)\b";
        assert!(meets(pattern, "THIS longer Story was Updated"));
        assert!(!meets(pattern, "That longer story was updated"), "neither this nor our");
        assert!(!meets(pattern, "This longer story was read"), "no verb");
        assert!(!meets(pattern, "This longer stork was updated"), "no story");
        assert!(!meets(pattern, "Updated: this was a story"), "another order");
        assert!(!meets("from [“„]", "from here") && meets("from [“„]", "from “here”"));
    }

    #[test]
    fn what_may_be_missing_is_not_needed() {
        for (pattern, text) in [
            (r"colou?r", "color"),
            (r"(?:not )*said", "said"),
            (r"(?:of|\d+) tons", "7 tons"),
            (r"a{0,2}b", "b"),
            (r"[ab]c", "bc"),
            (r"^(?:on |\W)?Monday", "Monday"),
            (r"^|x", "y"),
        ] {
            assert!(meets(pattern, text), "{pattern} in {text}");
        }
    }

    #[test]
    fn a_pattern_that_holds_at_the_start_needs_its_word_there() {
        assert!(meets(r"^(?:\bto correct|with) the", "With the"));
        assert!(!meets(r"^(?:\bto correct|with) the", "Updated with the"));
        assert!(meets(r"(?:^|\. )with", "Updated. With"));
    }

    #[test]
    fn all_forms_of_a_letter_fold_to_one() {
        for letter in ('\0'..=char::MAX).filter(|letter| folds(*letter)) {
            let mut class = ClassUnicode::new([ClassUnicodeRange::new(letter, letter)]);
            class.case_fold_simple();
            for form in class.iter().flat_map(|range| range.start()..=range.end()) {
                assert_eq!(fold(form), fold(letter), "{form} beside {letter}");
            }
        }
    }
}
