//! Number words that are written as one: `einundzwanzig`, `tweehonderd`, `trentacinque`.

use foldhash::HashMap;

/// How a language writes number words together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joining {
    /// What stands between ones and tens: `ein-und-zwanzig`; nothing where tens come first.
    between: &'static str,
    /// How one is spelled inside, where it differs.
    one: &'static str,
    /// What makes the last in a row of the number: `einundzwanzig-ste`.
    ends: [&'static str; 4],
    /// The words for a hundred and a thousand inside a number.
    scales: [(&'static str, i64); 3],
}

/// The languages that write number words together.
const JOINING: [(&str, Joining); 3] = [
    (
        "de",
        Joining {
            between: "und",
            one: "ein",
            ends: ["ste", "sten", "ster", "stes"],
            scales: [("tausend", 1000), ("hundert", 100), ("hundert", 100)],
        },
    ),
    (
        "it",
        Joining {
            between: "",
            one: "un",
            ends: ["esimo", "esima", "esimi", "esime"],
            scales: [("mila", 1000), ("mille", 1000), ("cento", 100)],
        },
    ),
    (
        "nl",
        Joining {
            between: "en",
            one: "een",
            ends: ["ste", "ste", "ste", "ste"],
            scales: [("duizend", 1000), ("honderd", 100), ("honderd", 100)],
        },
    ),
];

impl Joining {
    /// Returns how a language writes number words together, if it does.
    pub(super) fn of(code: &str) -> Option<Self> {
        JOINING.iter().find(|(known, _)| *known == code).map(|(_, joining)| *joining)
    }

    /// Reads a folded word that is several number words in one.
    pub(super) fn number(self, word: &str, known: &HashMap<String, i64>) -> Option<i64> {
        const SHORTEST: usize = 6;
        if word.len() < SHORTEST {
            return None;
        }
        let base = self.ends.iter().find_map(|end| word.strip_suffix(end));
        self.read(word, known).or_else(|| self.read(base?, known))
    }

    /// Reads a number word, or a part of one.
    fn read(self, word: &str, known: &HashMap<String, i64>) -> Option<i64> {
        if let Some(worth) = known.get(word) {
            return Some(worth / 1000);
        }
        if word == self.one {
            return Some(1);
        }
        for (name, scale) in self.scales {
            if let Some((left, right)) = word.split_once(name) {
                let times = if left.is_empty() { 1 } else { self.read(left, known)? };
                let rest = if right.is_empty() { 0 } else { self.read(right, known)? };
                return (times < scale && rest < scale).then_some(times * scale + rest);
            }
        }
        self.tens(word, known)
    }

    /// Reads tens and ones: `einundzwanzig`, `ventuno`, whose tens lose their last letter before a vowel.
    fn tens(self, word: &str, known: &HashMap<String, i64>) -> Option<i64> {
        let worth = |word: &str| if word == self.one { Some(1) } else { known.get(word).map(|worth| worth / 1000) };
        let sum = |ones: i64, tens: i64| {
            ((1..10).contains(&ones) && (20..100).contains(&tens) && tens % 10 == 0).then_some(ones + tens)
        };
        if self.between.is_empty() {
            return word.char_indices().skip(1).find_map(|(at, _)| {
                let (tens, ones) = word.split_at(at);
                let ones = worth(ones)?;
                let whole = ["", "i", "a"].iter().find_map(|end| worth(&format!("{tens}{end}")));
                sum(ones, whole?)
            });
        }
        let mut joints = word.match_indices(self.between);
        joints.find_map(|(at, between)| sum(worth(&word[..at])?, worth(&word[at + between.len()..])?))
    }
}

#[cfg(test)]
mod tests {
    use crate::history::lexicon::Lexicon;

    #[test]
    fn number_words_in_one_are_read_as_their_language_joins_them() {
        let number = |language: &str, word: &str| Lexicon::of(Some(language)).number(word).map(|worth| worth / 1000);
        assert_eq!(number("de", "einundzwanzig"), Some(21));
        assert_eq!(number("de", "dreihundertfunfundvierzig"), Some(345));
        assert_eq!(number("de", "zweitausend"), Some(2000));
        assert_eq!(number("de", "funfunddreissigste"), Some(35));
        assert_eq!(number("nl", "tweeentwintig"), Some(22));
        assert_eq!(number("nl", "vierhonderd"), Some(400));
        assert_eq!(number("it", "ventuno"), Some(21));
        assert_eq!(number("it", "trecentodieci"), Some(310));
        assert_eq!(number("it", "duemila"), Some(2000));
        for (language, word) in [("de", "hundertschaft"), ("nl", "zeventigers"), ("it", "incento"), ("en", "ventuno")] {
            assert_eq!(number(language, word), None, "{word}");
        }
    }
}
