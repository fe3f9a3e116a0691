//! Words, numbers, spaces and punctuation marks: what a diff of prose never cuts.

mod class;
mod joint;
mod address;
mod abbreviation;
mod script;

use super::span::Span;

use class::Class;
pub(crate) use class::is_space;

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word, name, abbreviation (`U.S.`), compound (`co-operation`), address or link.
    Word,
    /// A figure with all that belongs to it: `$3.2`, `1,200`, `10:15`, `3–5`, `18.` in a date.
    Number,
    /// A run of blanks, line breaks and invisible separators.
    Space,
    /// A punctuation mark, a run of one mark (`...`), a symbol or an emoji sequence.
    Punctuation,
}

impl TokenKind {
    /// Tells whether a reader counts the token as a word.
    #[must_use]
    pub fn is_word(self) -> bool {
        matches!(self, Self::Word | Self::Number)
    }
}

/// Cuts a text into tokens, which tile it: each begins where the one before ends.
///
/// Written languages without blanks between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are cut into the
/// words of a dictionary. Tokens other than [`TokenKind::Space`] never reach across a line break, so a text cut at
/// its line breaks has the same tokens.
///
/// ```
/// use variorum::text::tokens;
/// let text = "Paid $3.2 million at 10:15 a.m. in the U.S.";
/// let words: Vec<_> = tokens(text).filter(|token| token.kind.is_word()).map(|token| token.span.of(text)).collect();
/// assert_eq!(words, ["Paid", "$3.2", "million", "at", "10:15", "a.m.", "in", "the", "U.S."]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Tokens<'_> {
    tokens_within(text, Span::new(0, text.len()))
}

/// Cuts one stretch of a text into tokens; the stretch begins and ends at borders of tokens.
pub(crate) fn tokens_within(text: &str, span: Span) -> Tokens<'_> {
    Tokens { text, at: span.start as usize, end: span.end as usize, pending: Vec::new() }
}

/// Counts the words of a text: its words and numbers.
#[must_use]
pub fn count_words(text: &str) -> usize {
    tokens(text).filter(|token| token.kind.is_word()).count()
}

/// The tokens of a text, in order; made by [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// Ends of dictionary words found ahead, the next one last.
    pending: Vec<usize>,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        if start >= self.end {
            return None;
        }
        let (end, kind) = match self.pending.pop() {
            Some(end) => (end, dictionary_kind(self.text, start)),
            None => plain(self.text, start).unwrap_or_else(|| self.scan(start)),
        };
        self.at = end;
        #[expect(clippy::cast_possible_truncation, reason = "tokens_within is given a span of the text")]
        let span = Span { start: start as u32, end: end as u32 };
        Some(Token { span, kind })
    }
}

impl Tokens<'_> {
    /// Returns the next token that is no [`TokenKind::Space`].
    #[inline]
    pub(crate) fn next_solid(&mut self) -> Option<Token> {
        loop {
            // Nearly all blanks are one space before a word.
            let bytes = self.text.as_bytes();
            if self.pending.is_empty() && bytes.get(self.at) == Some(&b' ') && self.at + 1 < self.end {
                let next = class::of_byte(bytes[self.at + 1]);
                self.at += usize::from(!matches!(next, Class::Space | Class::Wide));
            }
            match self.next() {
                Some(token) if token.kind == TokenKind::Space => {}
                other => return other,
            }
        }
    }

    /// Finds the end and kind of the token that begins at `start`.
    fn scan(&mut self, start: usize) -> (usize, TokenKind) {
        let text = self.text;
        match class::of_byte(text.as_bytes()[start]) {
            Class::Word => word(text, start),
            Class::Space => (class::spaces_end(text, start), TokenKind::Space),
            Class::Mark | Class::Lone => mark(text, start),
            Class::Wide => self.scan_wide(start),
        }
    }

    /// Finds the end and kind of a token that begins with a character beyond ASCII.
    fn scan_wide(&mut self, start: usize) -> (usize, TokenKind) {
        let text = self.text;
        let Some(first) = class::char_at(text, start) else { return (text.len(), TokenKind::Punctuation) };
        if class::is_space(first) {
            (class::spaces_end(text, start), TokenKind::Space)
        } else if script::is_unspaced(first) {
            self.pending = script::word_ends(text, start);
            self.pending.pop().map_or((text.len(), TokenKind::Word), |end| (end, dictionary_kind(text, start)))
        } else if first.is_alphanumeric() || class::is_extender(first) {
            word(text, start)
        } else if let Some(digits) = digits_behind(text, start, first) {
            (joint::word_end(text, start, digits), TokenKind::Number)
        } else {
            (class::symbol_end(text, start, first), TokenKind::Punctuation)
        }
    }
}

/// Finds the end and kind of the commonest tokens: one blank, a mark that joins nothing, an ASCII word that ends before
/// a blank or such a mark.
#[inline]
fn plain(text: &str, start: usize) -> Option<(usize, TokenKind)> {
    let rest = &text.as_bytes()[start..];
    let next = |at: usize| rest.get(at).map_or(Class::Space, |byte| class::of_byte(*byte));
    match class::of_byte(rest[0]) {
        Class::Word => {
            let length = class::word_length(rest);
            let ends = next(length) == Class::Space || ends_before_mark(text, start, start + length);
            let kind = if rest[0].is_ascii_digit() { TokenKind::Number } else { TokenKind::Word };
            ends.then_some((start + length, kind))
        }
        Class::Space => {
            let alone = rest[0] == b' ' && matches!(next(1), Class::Word | Class::Mark | Class::Lone);
            alone.then_some((start + 1, TokenKind::Space))
        }
        Class::Lone => (next(1) != Class::Wide).then_some((start + 1, TokenKind::Punctuation)),
        Class::Mark | Class::Wide => None,
    }
}

/// Tells whether letters and digits surely end a token, since the character behind them at `end` joins nothing.
fn ends_before_mark(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let behind = bytes.get(end + 1).copied().unwrap_or(b' ');
    let blank = class::of_byte(behind) == Class::Space;
    match bytes[end] {
        b',' | b'/' => blank || !(bytes[end - 1].is_ascii_digit() && (behind.is_ascii_digit() || !behind.is_ascii())),
        b':' => blank,
        b'.' => blank && !abbreviation::takes_stop(text, start, end),
        b'*' => behind != b'i',
        b'\'' | b'&' | b'-' | b'@' | b'+' | b'$' => false,
        mark => mark.is_ascii(),
    }
}

/// Finds the first digit of the figure that a sign of money, a minus or a decimal point begins.
fn digits_behind(text: &str, start: usize, first: char) -> Option<usize> {
    match first {
        '-' | '\u{2212}' if joint::stands_free(text, start) => joint::digits_of(text, start + first.len_utf8()),
        '.' if joint::stands_free(text, start) => joint::digits_of(text, start),
        '$' => joint::digits_of(text, start),
        _ if class::is_money(first) => joint::digits_of(text, start),
        _ => None,
    }
}

/// Finds the end of the word or number that begins at `start`.
fn word(text: &str, start: usize) -> (usize, TokenKind) {
    let number = class::char_at(text, start).is_some_and(char::is_numeric);
    (joint::word_end(text, start, start), if number { TokenKind::Number } else { TokenKind::Word })
}

/// How many times a mark repeats at most to be read as one (`...`, `---`); longer runs are ruled lines.
const LONGEST_RUN: usize = 3;

/// Finds the end and kind of a token that begins with an ASCII punctuation mark.
fn mark(text: &str, start: usize) -> (usize, TokenKind) {
    let bytes = text.as_bytes();
    let mark = bytes[start];
    if matches!(mark, b'$' | b'-' | b'.')
        && let Some(digits) = digits_behind(text, start, char::from(mark))
    {
        return (joint::word_end(text, start, digits), TokenKind::Number);
    }
    match mark {
        b'@' | b'#' if address::starts_name(text, start) => (address::name_end(text, start), TokenKind::Word),
        b'.' | b'-' | b'=' | b'*' | b'~' | b'#' | b'`' | b'+' => {
            let run = bytes[start..].iter().take(LONGEST_RUN + 1).take_while(|byte| **byte == mark).count();
            let inside = bytes[..start].iter().rev().take(LONGEST_RUN).take_while(|byte| **byte == mark).count();
            let end = if run + inside <= LONGEST_RUN { start + run } else { start + 1 };
            (class::extended(text, end), TokenKind::Punctuation)
        }
        _ => (class::extended(text, start + 1), TokenKind::Punctuation),
    }
}

/// Tells what a word of the dictionary is: inside its run there are marks too.
fn dictionary_kind(text: &str, start: usize) -> TokenKind {
    match class::char_at(text, start) {
        Some('\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}') => TokenKind::Word,
        Some(first) if first.is_numeric() => TokenKind::Number,
        Some(first) if first.is_alphabetic() => TokenKind::Word,
        _ => TokenKind::Punctuation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).filter(|token| token.kind != TokenKind::Space).map(|token| token.span.of(text)).collect()
    }

    fn whole(token: &str) {
        assert_eq!(cut(&format!("so {token} it")), ["so", token, "it"], "{token} is one token");
    }

    #[test]
    fn figures_stay_whole() {
        for figure in ["$3.2", "US$40", "€1.200,50", "1,200", "10:15", "3–5", "3-5", "2/18", "-5", "3.2m", "5-year-old"]
        {
            whole(figure);
        }
        whole("1\u{a0}200");
        whole("18.");
        assert_eq!(cut("the 18. Februar"), ["the", "18.", "Februar"]);
        assert_eq!(cut("He is 18. She is not."), ["He", "is", "18", ".", "She", "is", "not", "."]);
    }

    #[test]
    fn abbreviations_keep_their_stops() {
        for word in ["U.S.", "a.m.", "p.m.", "e.g.", "z.B.", "Feb.", "Mr.", "vs."] {
            whole(word);
        }
        assert_eq!(cut("No. 5 said no. Then"), ["No.", "5", "said", "no", ".", "Then"]);
    }

    #[test]
    fn compounds_names_and_addresses_stay_whole() {
        for word in ["O'Neill", "don’t", "l’été", "co-operation", "AT&T", "@name", "#tag", "ann.lee@mail.example.org"]
        {
            whole(word);
        }
        whole("https://example.org/a_(b)?c=d#e");
        assert_eq!(cut("(see www.example.org/x)."), ["(", "see", "www.example.org/x", ")", "."]);
    }

    #[test]
    fn unspaced_scripts_are_cut_into_dictionary_words() {
        assert_eq!(cut("東京都知事は今日、辞任した。").concat(), "東京都知事は今日、辞任した。");
        assert!(cut("我们今天去北京大学").len() < 9, "words, not characters");
        assert_eq!(cut("กรุงเทพมหานคร ฝน").last(), Some(&"ฝน"));
    }

    #[test]
    fn marks_and_emoji_sequences_stay_whole() {
        whole("e\u{301}te\u{301}");
        whole("👩\u{200d}👩\u{200d}👧");
        whole("🇩🇪");
        whole("1\u{fe0f}\u{20e3}");
        whole("...");
    }

    #[test]
    fn tokens_tile_the_text() {
        for text in ["", " ", "a  b\n\nc", "\u{300}x\u{200d}", "a.b.", "http://", "$", "@ @a", "1.2.3.", "…«x»"] {
            let mut at = 0;
            for token in tokens(text) {
                assert_eq!(token.span.start, at);
                assert!(!token.span.is_empty());
                at = token.span.end;
            }
            assert_eq!(at as usize, text.len());
        }
    }
}
