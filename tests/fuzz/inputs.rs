//! The inputs of a plain test run: the corpus of a target, then inputs made from it and from a fixed seed.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A law: it panics when an input breaks it.
pub(crate) type Law = fn(&[u8]);

/// Holds a law against every file of a corpus, by name, and then against `count` inputs put together from them.
pub(crate) fn hold(corpus: &str, count: u64, law: Law) {
    let files = files(corpus);
    for (name, bytes) in &files {
        try_one(name, bytes, law);
    }
    for number in 0..count {
        try_one(&format!("made input {number}"), &made(&files, number), law);
    }
}

/// Holds a law that reads its input as a recipe against every file of a corpus, and then against `count` recipes.
pub(crate) fn hold_recipes(corpus: &str, count: u64, law: Law) {
    hold(corpus, 0, law);
    for (number, recipe) in (0..count).zip(recipes()) {
        try_one(&format!("recipe {number}"), &recipe, law);
    }
}

/// Makes recipes without a pattern, the same ones in every run.
pub(crate) fn recipes() -> impl Iterator<Item = Vec<u8>> {
    (0..).map(|number| {
        let mut chance = Chance::of(number);
        (0..chance.below(600)).map(|_| chance.next().to_le_bytes()[0]).collect()
    })
}

/// Tries one input, and names it when the law breaks.
fn try_one(name: &str, bytes: &[u8], law: Law) {
    let held = catch_unwind(AssertUnwindSafe(|| law(bytes)));
    assert!(held.is_ok(), "the law is broken by {name}: {:?}", String::from_utf8_lossy(bytes));
}

/// Reads the corpus of a target, in the order of names; there is one.
fn files(corpus: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(corpus);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let entry = entry.expect("an entry of the corpus");
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            (name, fs::read(entry.path()).expect("a file of the corpus"))
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} holds no input", folder.display());
    files
}

/// How long an input may grow, in bytes.
const LONGEST: usize = 2000;

/// Makes input `number`: bytes of no kind, or pieces of the corpus put together anew.
fn made(files: &[(String, Vec<u8>)], number: u64) -> Vec<u8> {
    let mut chance = Chance::of(number);
    if number.is_multiple_of(8) {
        return (0..chance.below(300)).map(|_| chance.next().to_le_bytes()[0]).collect();
    }
    let mut bytes = chance.piece(files, LONGEST / 2);
    for _ in 0..=chance.below(6) {
        let piece = chance.piece(files, 80);
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(40)).min(bytes.len());
        match chance.below(4) {
            0 => bytes.splice(at..at, piece).for_each(drop),
            1 => bytes.splice(at..end, piece).for_each(drop),
            2 => bytes.splice(at..end, []).for_each(drop),
            _ => bytes.extend_from_within(at..end),
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

/// Numbers without a pattern, the same in every run (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn of(number: u64) -> Self {
        Self(number.wrapping_mul(0xd134_2543_de82_ef95) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `bound`; 0 when that is 0.
    fn below(&mut self, bound: usize) -> usize {
        let bound = bound.max(1) as u64;
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// Cuts a piece of at most `longest` bytes out of some file.
    fn piece(&mut self, files: &[(String, Vec<u8>)], longest: usize) -> Vec<u8> {
        let (_, bytes) = &files[self.below(files.len())];
        let start = if self.below(2) == 0 { 0 } else { self.below(bytes.len()) };
        let length = self.below(longest.min(bytes.len() - start) + 1);
        bytes[start..start + length].to_vec()
    }
}
