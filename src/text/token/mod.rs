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
            None => plain(self.text.as_bytes(), start).unwrap_or_else(|| self.scan(start)),
        };
        self.at = end;
        Some(Token { span: Span::new(start, end), kind })
    }
}

impl Tokens<'_> {
    /// Finds the end and kind of the token that begins at `start`.
    fn scan(&mut self, start: usize) -> (usize, TokenKind) {
        let text = self.text;
        match class::of_byte(text.as_bytes()[start]) {
            Class::Word => self.scan_word(start),
            Class::Space => (class::spaces_end(text, start), TokenKind::Space),
            Class::Mark => mark(text, start),
            Class::Wide => self.scan_wide(start),
        }
    }

    /// Finds the end and kind of the word, number or link that begins at `start`; a link inside markup is code, not
    /// text, and is cut into its parts.
    fn scan_word(&mut self, start: usize) -> (usize, TokenKind) {
        let (end, kind) = word(self.text, start);
        if end - start > address::SHORTEST_LINK && address::is_code(self.text, start, end) {
            let scheme = address::scheme_end(self.text, start);
            let parts = Tokens { text: self.text, at: scheme, end, pending: Vec::new() };
            self.pending = parts.map(|token| token.span.end as usize).collect();
            self.pending.reverse();
            return (scheme, TokenKind::Word);
        }
        (end, kind)
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
        } else if begins_figure(text, start, first) {
            (joint::word_end(text, start, start + first.len_utf8()), TokenKind::Number)
        } else {
            (class::symbol_end(text, start, first), TokenKind::Punctuation)
        }
    }
}

/// Finds the end and kind of the commonest tokens: ASCII letters and digits before a blank, and one blank before them.
#[inline]
fn plain(bytes: &[u8], start: usize) -> Option<(usize, TokenKind)> {
    let rest = &bytes[start..];
    if rest[0] == b' ' {
        let alone = rest.get(1).is_none_or(|next| matches!(class::of_byte(*next), Class::Word | Class::Mark));
        return alone.then_some((start + 1, TokenKind::Space));
    }
    let length = rest.iter().position(|byte| class::of_byte(*byte) != Class::Word).unwrap_or(rest.len());
    let ends = rest.get(length).is_none_or(|next| class::of_byte(*next) == Class::Space);
    let kind = if rest[0].is_ascii_digit() { TokenKind::Number } else { TokenKind::Word };
    (length > 0 && ends).then_some((start + length, kind))
}

/// Tells whether a sign of money or a minus beyond ASCII begins a figure.
fn begins_figure(text: &str, start: usize, first: char) -> bool {
    class::is_money(first) && joint::digit_at(text, start + first.len_utf8())
        || first == '\u{2212}' && joint::starts_number(text, start, first.len_utf8())
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
    match mark {
        b'$' if joint::digit_at(text, start + 1) => (joint::word_end(text, start, start + 1), TokenKind::Number),
        b'-' if joint::starts_number(text, start, 1) => (joint::word_end(text, start, start + 1), TokenKind::Number),
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
