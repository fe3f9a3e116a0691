//! Bytes read as a recipe for a text: each names a piece that is hard to cut, to compare or to draw.

/// Reads choices from bytes; when they are over, every choice is the first one.
pub(crate) struct Recipe<'a>(&'a [u8]);

impl<'a> Recipe<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn is_over(&self) -> bool {
        self.0.is_empty()
    }

    /// Chooses a number below `bound`, which is 1 to 256.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % bound.max(1)
    }

    /// Chooses one of a few things.
    pub(crate) fn one_of<T: Copy>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())]
    }

    /// Puts a sentence of up to `longest` pieces together, most of them words and blanks.
    pub(crate) fn sentence(&mut self, longest: usize) -> String {
        let mut sentence = String::new();
        for _ in 0..=self.below(longest) {
            let piece = match self.below(8) {
                0 => self.one_of(MARKS),
                1 => self.one_of(FIGURES),
                2 => self.one_of(SIGNS),
                _ => self.one_of(WORDS),
            };
            sentence.push_str(piece);
            if self.below(8) < 6 {
                sentence.push(' ');
            }
        }
        sentence.truncate(sentence.trim_end().len());
        sentence
    }

    /// Puts a text of a few paragraphs together; a sentence may stand in it more than once.
    pub(crate) fn text(&mut self) -> String {
        let sentences: Vec<String> = (0..=self.below(5)).map(|_| self.sentence(12)).collect();
        let mut text = String::new();
        for _ in 0..self.below(12) {
            text.push_str(&sentences[self.below(sentences.len())]);
            text.push_str(self.one_of(&[". ", ".\n\n", ". ", "\n\n", "? ", ".”\n\n", "\r\n", ". "]));
        }
        text
    }
}

const WORDS: &[&str] = &[
    "the",
    "The",
    "ferry",
    "sank",
    "not",
    "never",
    "minister",
    "said",
    "on",
    "Monday",
    "Polish",
    "polish",
    "US",
    "us",
    "a",
    "A",
    "I",
    "no",
    "No",
    "O'Neill",
    "don’t",
    "don't",
    "can",
    "can't",
    "co-operation",
    "co‑operation",
    "café",
    "cafe\u{301}",
    "km",
    "m",
    "M",
    "MW",
    "mW",
    "Die",
    "die",
    "東京",
    "我们今天去",
    "วันนี้ฝนตก",
    "שלום",
    "צה״ל",
    "مرحبا",
    "می\u{200c}خواهم",
    "Bürger:innen",
    "Feb\u{ad}ruary",
    "February",
    "İstanbul",
    "ınce",
];

const FIGURES: &[&str] = &[
    "$3.2",
    "1,200",
    "1200",
    "10:15",
    "a.m.",
    "p.m.",
    "U.S.",
    "Ph.D.",
    "3–5",
    "3-5",
    "3−5",
    "18.",
    "Feb.",
    "No.",
    "-5",
    "−5",
    "5",
    "1\u{a0}200",
    "1\u{202f}200",
    "1 200",
    "½",
    "٣٫٢",
    "１２",
    ".5",
    "-$5",
    "5%",
    "18. Februar",
    "3",
    "m²",
];

const MARKS: &[&str] = &[
    "“", "”", "\"", "'", "‘", "’", "«", "»", "—", "–", "-", "--", "---", "...", "…", ",", ";", ":", "(", ")", "[", "]",
    "*", "**", "_", "\\", "#", "@", "&", "\u{a0}", "\u{200b}", "\n", "\n\n", "\r\n", "\t", "\u{2028}", "\u{feff}", "!",
];

const SIGNS: &[&str] = &[
    "https://example.org/a(b",
    "example.org/x",
    "[a](https://example.org/b)",
    "a@b.org",
    "@name",
    "@a@b.org",
    "#tag",
    "👩\u{200d}👩\u{200d}👧",
    "👩",
    "\u{200d}",
    "🇩🇪",
    "🇩",
    "\u{301}",
    "\u{ad}",
    "\u{fe0f}",
    "\u{202e}",
    "\u{2066}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{e000}",
    "e\u{301}",
    "é",
    "\u{3099}",
    "か\u{3099}",
    "한",
    "\u{1112}\u{1161}\u{11ab}",
    "ß",
    "ẞ",
    "ﬁ",
    "Å",
    "\u{212b}",
    "\u{10ffff}",
];
