//! Numbers made of several words: `twenty-one`, `quatre-vingt-dix`, `450 mila`, `1万8千`.

use super::super::lexicon::Cue;
use super::super::spelling::thousandths;
use super::super::words::{Reading, Vocabulary, Word};
use super::dress::adjoin;

/// The worth of one.
const ONE: i64 = 1000;
const HUNDRED: i64 = 100 * ONE;
const THOUSAND: i64 = 1000 * ONE;

/// Reads the number that a list of words begins with, in thousandths, and tells how many words it takes.
pub(super) fn amount(words: &[Word], reading: &Reading, vocabulary: &Vocabulary) -> Option<(i64, usize)> {
    han(words, reading, vocabulary).or_else(|| spelled(words, vocabulary))
}

/// Reads a number in digits or in words that follow each other.
fn spelled(words: &[Word], vocabulary: &Vocabulary) -> Option<(i64, usize)> {
    let mut sum = Sum { total: 0, part: worth(words[0], vocabulary)? };
    let mut digits = is_figure(words[0], vocabulary);
    let mut length = 1;
    while let Some((next, taken)) = following(&words[length - 1..], sum.part, vocabulary) {
        let figure = is_figure(words[length - 1 + taken], vocabulary);
        let scale = matches!(next, HUNDRED | THOUSAND);
        if figure || digits && !scale || !sum.take(next) {
            break;
        }
        digits = false;
        length += taken;
    }
    Some((sum.total + sum.part, length))
}

/// A number as it grows word by word: what is settled, and the part below a thousand.
struct Sum {
    total: i64,
    part: i64,
}

impl Sum {
    /// Takes the worth of one more word in, if it goes on with the number.
    fn take(&mut self, next: i64) -> bool {
        let tens = self.part % HUNDRED;
        let goes_on = match next {
            THOUSAND if self.total == 0 && self.part > 0 => {
                let Some(total) = self.part.checked_mul(1000) else { return false };
                (self.total, self.part) = (total, 0);
                return true;
            }
            HUNDRED if (ONE..HUNDRED).contains(&self.part) => {
                self.part *= 100;
                return true;
            }
            // quatre-vingts
            20_000 if self.part == 4 * ONE => {
                self.part = 80 * ONE;
                return true;
            }
            _ if next >= HUNDRED => false,
            _ if self.part == 0 => self.total > 0,
            _ if tens == 0 => self.part >= HUNDRED,
            _ if next < 10 * ONE => tens >= 20 * ONE && tens % (10 * ONE) == 0 || tens == 10 * ONE,
            // soixante-douze, quatre-vingt-douze
            _ => next < 20 * ONE && matches!(tens, 60_000 | 80_000),
        };
        if goes_on {
            self.part += next;
        }
        goes_on
    }
}

/// The worth of the word behind the first, and how far behind it stands, an "and" between them left out.
fn following(words: &[Word], part: i64, vocabulary: &Vocabulary) -> Option<(i64, usize)> {
    let (first, next) = (words.first()?, words.get(1)?);
    if !adjoin(*first, *next) {
        return None;
    }
    if let Some(worth) = worth(*next, vocabulary) {
        return Some((worth, 1));
    }
    let last = words.get(2).filter(|last| next.has(Cue::And) && adjoin(*next, **last))?;
    let one = || (part >= 20 * ONE && is_one(*last, vocabulary)).then_some(ONE);
    worth(*last, vocabulary).or_else(one).map(|worth| (worth, 2))
}

/// Tells whether a word that else is an article stands for one: `vingt et un`.
fn is_one(word: Word, vocabulary: &Vocabulary) -> bool {
    matches!(&*word.entry(vocabulary).fold, "un" | "une" | "uno" | "una" | "um" | "uma")
}

/// What a word is worth as a number; figures of full width are figures too.
fn worth(word: Word, vocabulary: &Vocabulary) -> Option<i64> {
    let entry = word.entry(vocabulary);
    let wide = || entry.fold.starts_with(|first: char| first.is_ascii_digit());
    entry.worth.or_else(|| wide().then(|| thousandths(&entry.fold, vocabulary.lexicon.comma_decimals)).flatten())
}

fn is_figure(word: Word, vocabulary: &Vocabulary) -> bool {
    word.entry(vocabulary).is_digits()
}

/// Reads a number that is written with Chinese characters, alone or among figures: `二十一`, `1万8千`, `三`.
///
/// One character alone is a number only before what is counted: `三人`, but not `第三者`'s `三` or the `一` of `統一`.
fn han(words: &[Word], reading: &Reading, vocabulary: &Vocabulary) -> Option<(i64, usize)> {
    let mut length = 0;
    let (mut total, mut section, mut digit) = (0i64, 0i64, None);
    let mut written = 0;
    for (at, word) in words.iter().enumerate() {
        if at > 0 && word.span.start != words[at - 1].span.end {
            break;
        }
        match Numeral::of(*word, vocabulary) {
            Some(Numeral::Figure(worth)) if digit.is_none() => digit = Some(worth),
            Some(Numeral::Digit(worth)) if digit.is_none() => {
                written += 1;
                digit = Some(worth * ONE);
            }
            Some(Numeral::Digit(worth)) if written > 0 && section == 0 => {
                written += 1;
                digit = digit.and_then(|digit| digit.checked_mul(10)?.checked_add(worth * ONE));
            }
            Some(Numeral::Ten(scale)) => {
                written += 1;
                section = digit.take().unwrap_or(ONE).checked_mul(scale)?.checked_add(section)?;
            }
            Some(Numeral::Myriad(scale)) if at > 0 => {
                written += 1;
                section = section.checked_add(digit.take().unwrap_or(0))?;
                total = section.checked_mul(scale)?.checked_add(total)?;
                section = 0;
            }
            _ => break,
        }
        length = at + 1;
    }
    let last = words.get(length.checked_sub(1)?)?;
    let sure = length > 1 || is_counting(*last, reading) || is_share(*last, reading, vocabulary);
    (written > 0 && sure).then_some((total.checked_add(section)?.checked_add(digit.unwrap_or(0))?, length))
}

/// One character or figure of a number in Chinese characters.
enum Numeral {
    Figure(i64),
    Digit(i64),
    Ten(i64),
    Myriad(i64),
}

impl Numeral {
    fn of(word: Word, vocabulary: &Vocabulary) -> Option<Self> {
        const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let entry = word.entry(vocabulary);
        if entry.is_digits() {
            return entry.worth.map(Self::Figure);
        }
        let digit = DIGITS.iter().position(|digit| *digit == entry.fold);
        Some(match (&*entry.fold, digit) {
            ("两", _) => Self::Digit(2),
            ("零", _) => Self::Digit(0),
            ("十", _) => Self::Ten(10),
            ("百", _) => Self::Ten(100),
            ("千", _) => Self::Ten(1000),
            ("万" | "萬", _) => Self::Myriad(10_000),
            ("億" | "亿", _) => Self::Myriad(100_000_000),
            (_, digit) => Self::Digit(i64::try_from(digit?).ok()?),
        })
    }
}

/// Tells whether a word stands behind the `之` of a fraction: `百分之四`.
fn is_share(word: Word, reading: &Reading, vocabulary: &Vocabulary) -> bool {
    let at = reading.words.partition_point(|other| other.span.start < word.span.start);
    let before = at.checked_sub(1).and_then(|at| reading.words.get(at));
    before.is_some_and(|before| before.span.end == word.span.start && before.entry(vocabulary).fold == "之")
}

/// Tells whether what is counted stands right behind a word.
fn is_counting(word: Word, reading: &Reading) -> bool {
    let at = reading.words.partition_point(|other| other.span.start < word.span.end);
    let counted = [Cue::Unit, Cue::Period, Cue::Month, Cue::Day, Cue::Clock];
    let next = reading.words.get(at).filter(|next| next.span.start == word.span.end);
    next.is_some_and(|next| counted.iter().any(|cue| next.has(*cue)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::lexicon::Lexicon;

    /// What the number at the beginning of a text is worth, and how many words it takes.
    fn read(language: &str, text: &str) -> Option<(i64, usize)> {
        let mut vocabulary = Vocabulary::new(Lexicon::of(Some(language)));
        let reading = Reading::new(text, &mut vocabulary);
        amount(&reading.words, &reading, &vocabulary).map(|(worth, length)| (worth / ONE, length))
    }

    #[test]
    fn words_that_make_one_number_are_read_as_one() {
        assert_eq!(read("en", "twenty-one people"), Some((21, 2)));
        assert_eq!(read("en", "two hundred people"), Some((200, 2)));
        assert_eq!(read("fr", "quatre-vingt-douze"), Some((92, 3)));
        assert_eq!(read("fr", "vingt et un"), Some((21, 3)));
        assert_eq!(read("es", "treinta y cinco"), Some((35, 3)));
        assert_eq!(read("it", "450 mila"), Some((450_000, 2)));
        assert_eq!(read("pt", "trinta e cinco"), Some((35, 3)));
    }

    #[test]
    fn numbers_that_only_stand_side_by_side_stay_two() {
        assert_eq!(read("en", "two three-room flats"), Some((2, 1)));
        assert_eq!(read("en", "30 five-metre poles"), Some((30, 1)));
        assert_eq!(read("en", "five twenty"), Some((5, 1)));
    }

    #[test]
    fn numbers_in_chinese_characters_are_read_where_something_is_counted() {
        assert_eq!(read("zh", "二十一人"), Some((21, 3)));
        assert_eq!(read("ja", "1万8千人"), Some((18_000, 4)));
        assert_eq!(read("zh", "三人"), Some((3, 1)));
        assert_eq!(read("zh", "一致"), None);
        assert_eq!(read("ja", "１２人"), Some((12, 1)));
    }
}
