//! How much it says that two texts share a word.

use foldhash::HashMap;

use super::super::words::{Reading, Vocabulary};
use super::terms::{Codes, Term, terms};
use crate::diff::Sides;
use crate::text::Span;

/// How rare each meaning is among the sentences of two versions (inverse document frequency, in thousandths).
#[derive(Clone, Debug, Default)]
pub(in crate::history) struct Rarity {
    sentences: u32,
    counts: HashMap<u32, u32>,
    /// The meanings of each sentence of the later version, to look for one that a claim fits better.
    pub(super) unchanged: Vec<Codes>,
}

impl Rarity {
    /// Counts the meanings of the sentences of both versions; `kept` are those of the later one that did not change.
    pub(in crate::history) fn new(
        readings: Sides<&Reading>,
        sentences: Sides<&[Span]>,
        kept: &[Span],
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut rarity = Self::default();
        for (reading, spans) in [(readings.before, sentences.before), (readings.after, sentences.after)] {
            for span in spans {
                let codes = Codes::of(&terms(reading.within(*span), vocabulary, |_| true));
                rarity.sentences += 1;
                codes.iter().for_each(|code| *rarity.counts.entry(code).or_default() += 1);
            }
        }
        let codes = |span: &Span| Codes::of(&terms(readings.after.within(*span), vocabulary, |_| true));
        rarity.unchanged = kept.iter().map(codes).collect();
        rarity
    }

    /// Returns how rare a term is: 1000 when no sentence has it, towards 0 when all have.
    pub(super) fn weight(&self, term: &Term) -> u32 {
        let count = term.codes.first().and_then(|code| self.counts.get(code)).copied().unwrap_or_default();
        let all = log2(u64::from(self.sentences) + 2);
        if count == 0 && term.asks {
            return 0;
        }
        let weight = all.saturating_sub(log2(u64::from(count) + 1));
        u32::try_from(weight * 1000 / all.max(1)).unwrap_or(1000).max(50)
    }

    /// Returns how much of the terms, by weight, is among the codes, in thousandths.
    pub(super) fn share(&self, words: &[Term], held: impl Fn(&Term) -> bool) -> i32 {
        let total: u32 = words.iter().map(|term| self.weight(term)).sum();
        let found: u32 = words.iter().filter(|term| held(term)).map(|term| self.weight(term)).sum();
        if total == 0 { 0 } else { i32::try_from(u64::from(found) * 1000 / u64::from(total)).unwrap_or(1000) }
    }
}

/// The binary logarithm in thousandths, straight between powers of two.
fn log2(number: u64) -> u64 {
    let power = number.max(1).ilog2();
    let base = 1u64 << power;
    u64::from(power) * 1000 + (number.max(1) - base) * 1000 / base
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_right_at_powers_of_two_and_grows_between() {
        assert_eq!((log2(1), log2(2), log2(8)), (0, 1000, 3000));
        assert!(log2(5) > log2(4) && log2(5) < log2(8));
    }
}
