//! The diff against its peers, from two texts to a list of edits, tokenising included, on one thread.
//!
//! `cargo bench --bench diff` runs texts made here; with `VARIORUM_BENCH_PAIRS=FILE` also the pairs (`old`, `new`) of a
//! JSON Lines file, all of them in one run.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use imara_diff::{Algorithm, InternedInput, TokenSource};
use similar::TextDiff;
use variorum::diff::{Sides, diff};

/// Two texts and what tells them apart.
struct Pair {
    name: String,
    before: String,
    after: String,
}

/// An engine: from two texts to the number of its edits.
type Engine = (&'static str, fn(&str, &str) -> usize);

const ENGINES: &[Engine] = &[
    ("variorum", |before, after| diff(Sides::new(before, after)).edits.len()),
    ("imara-histogram", imara),
    ("similar-words", |before, after| TextDiff::from_words(before, after).ops().len()),
    ("similar-unicode-words", |before, after| TextDiff::from_unicode_words(before, after).ops().len()),
];

/// Words, blanks and single marks of a text, as the peers' users cut them.
struct WordsAndMarks<'a>(&'a str);

impl<'a> Iterator for WordsAndMarks<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let class = |byte: &u8| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | 128.. => 0,
            b' ' | 9..=13 => 1,
            _ => 2,
        };
        let first = class(self.0.as_bytes().first()?);
        let length = match first {
            2 => 1,
            _ => self.0.bytes().take_while(|byte| class(byte) == first).count(),
        };
        let (token, rest) = self.0.split_at(length);
        self.0 = rest;
        Some(token)
    }
}

impl<'a> TokenSource for WordsAndMarks<'a> {
    type Token = &'a str;
    type Tokenizer = Self;

    fn tokenize(&self) -> Self {
        Self(self.0)
    }

    fn estimate_tokens(&self) -> u32 {
        u32::try_from(self.0.len() / 4).unwrap_or(u32::MAX)
    }
}

fn imara(before: &str, after: &str) -> usize {
    let input = InternedInput::new(WordsAndMarks(before), WordsAndMarks(after));
    imara_diff::Diff::compute(Algorithm::Histogram, &input).hunks().count()
}

/// A sequence that is the same on every machine (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }

    /// Makes up a word; small numbers, the common words, come up oftener.
    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] =
            ["ba", "con", "der", "fi", "gor", "ha", "in", "ju", "kel", "lo", "men", "ni", "or", "per", "sta", "ter"];
        let mut number = self.throw(30_000) * self.throw(1_000) / 1_000;
        let mut word = String::new();
        loop {
            word.push_str(SYLLABLES[number % 16]);
            number /= 16;
            if number == 0 {
                return word;
            }
        }
    }

    fn paragraph(&mut self) -> String {
        let sentence = |dice: &mut Self| {
            let words: Vec<String> = (0..8 + dice.throw(20)).map(|_| dice.word()).collect();
            format!("{}.", words.join(" "))
        };
        (0..3 + self.throw(4)).map(|_| sentence(self)).collect::<Vec<_>>().join(" ")
    }

    fn text(&mut self, size: usize) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let mut length = 0;
        while length < size {
            let paragraph = self.paragraph();
            length += paragraph.len() + 2;
            paragraphs.push(paragraph);
        }
        paragraphs
    }

    /// Replaces one word in every `rate`.
    fn edit(&mut self, paragraphs: &[String], rate: usize) -> Vec<String> {
        let edit = |paragraph: &String| {
            let words = paragraph.split(' ');
            let words: Vec<String> =
                words.map(|word| if self.throw(rate) == 0 { self.word() } else { word.to_owned() }).collect();
            words.join(" ")
        };
        paragraphs.iter().map(edit).collect()
    }
}

/// The shapes a revision of `size` bytes can have.
fn shapes(size: usize) -> Vec<Pair> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let text = dice.text(size);
    let fifth = text.len() / 5;
    let moved = [&text[fifth..3 * fifth], &text[..fifth], &text[3 * fifth..]].concat();
    let before = text.join("\n\n");
    let line = Pair { name: "one-line".to_owned(), before: text.join(" "), after: dice.edit(&text, 10).join(" ") };
    let same = vec!["The same paragraph, word for word.".to_owned(); size / 36];
    let repeated = Pair {
        name: "repeated-paragraphs".to_owned(),
        before: same.join("\n\n"),
        after: dice.edit(&same, 60).join("\n\n"),
    };
    let shapes = [
        ("one-percent", dice.edit(&text, 100)),
        ("ten-percent", dice.edit(&text, 10)),
        ("half", dice.edit(&text, 2)),
        ("block-moved", moved),
        ("other-text", dice.text(size)),
    ];
    shapes
        .into_iter()
        .map(|(name, after)| Pair { name: name.to_owned(), before: before.clone(), after: after.join("\n\n") })
        .chain([line, repeated])
        .collect()
}

/// Whether a peer takes part: some need minutes for large texts that differ much or repeat themselves.
fn bears(engine: &str, size: usize, shape: &str) -> bool {
    match engine {
        "variorum" => true,
        "imara-histogram" => size <= 100_000 || shape != "repeated-paragraphs",
        _ => size <= 100_000,
    }
}

fn synthetic(criterion: &mut Criterion) {
    for (label, size) in [("100k", 100_000), ("1M", 1_000_000), ("10M", 10_000_000)] {
        let mut group = criterion.benchmark_group(label);
        group.sample_size(10).sampling_mode(SamplingMode::Flat);
        for pair in shapes(size) {
            for (engine, run) in ENGINES.iter().filter(|(engine, _)| bears(engine, size, &pair.name)) {
                group.bench_with_input(BenchmarkId::new(*engine, &pair.name), &pair, |bencher, pair| {
                    bencher.iter(|| run(black_box(&pair.before), black_box(&pair.after)));
                });
            }
        }
    }
}

fn revisions(criterion: &mut Criterion) {
    #[expect(clippy::disallowed_methods, reason = "a bench has no settings but the environment")]
    let Ok(path) = std::env::var("VARIORUM_BENCH_PAIRS") else { return };
    let lines = std::fs::read_to_string(path).expect("the file of pairs can be read");
    let pair = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).expect("each line is a JSON object");
        let text = |name: &str| object[name].as_str().expect("a pair has old and new").to_owned();
        Pair { name: String::new(), before: text("old"), after: text("new") }
    };
    let pairs: Vec<Pair> = lines.lines().map(pair).collect();
    let mut group = criterion.benchmark_group("pairs");
    group.sample_size(10);
    for (engine, run) in ENGINES {
        group.bench_function(*engine, |bencher| {
            bencher.iter(|| pairs.iter().map(|pair| run(&pair.before, &pair.after)).sum::<usize>());
        });
    }
}

criterion_group!(benches, revisions, synthetic);
criterion_main!(benches);
