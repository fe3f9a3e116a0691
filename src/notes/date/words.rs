//! The words of a language's dates and times.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::Weekday;
use foldhash::HashMap;
use serde::Deserialize;

use super::zone::Zone;
use crate::notes::pattern::Pattern;

/// The words for dates as a cue file gives them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::notes) struct DateTable {
    /// Twelve entries, each the names of a month parted by blanks, in lower case, without final points.
    pub(in crate::notes) months: Vec<String>,
    /// Seven entries from Monday, as the months.
    pub(in crate::notes) weekdays: Vec<String>,
    /// What may stand behind a weekday ("Monday evening").
    pub(in crate::notes) day_parts: Vec<String>,
    /// Words that stand between date and time.
    pub(in crate::notes) joins: Vec<String>,
    /// Words after an hour ("Uhr").
    pub(in crate::notes) hour_words: Vec<String>,
    /// Words before an hour that stands without minutes ("alle 14").
    pub(in crate::notes) hour_leads: Vec<String>,
    /// Words before which two numbers with a point between are a time of day ("at 10.15").
    #[serde(default)]
    pub(in crate::notes) clock_leads: Vec<String>,
    /// Words before a date of two numbers with a point between ("am 13.5").
    pub(in crate::notes) date_leads: Vec<String>,
    /// Words for twelve o'clock by day.
    pub(in crate::notes) noon: Vec<String>,
    /// Words between two days of one month.
    pub(in crate::notes) and: Vec<String>,
    /// Expressions for times counted from the reading, anchored at their start.
    pub(in crate::notes) relative: Vec<String>,
    /// Names of zones after or before a time: IANA name or offset.
    pub(in crate::notes) zones: BTreeMap<String, String>,
}

/// What a word means in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Month(u32),
    Weekday(Weekday),
    DayPart,
    Join,
    HourWord,
    HourLead,
    /// It stands before a time of day with a point in it.
    ClockLead,
    Noon,
    And,
}

/// The words of one or more languages, ready for use.
#[derive(Debug, Default)]
pub(in crate::notes) struct DateWords {
    meanings: HashMap<String, Vec<Meaning>>,
    date_leads: Vec<String>,
    relative: Vec<Pattern>,
    zones: Vec<(String, Zone)>,
    /// The letters with which a word of a time may begin.
    initials: BTreeSet<char>,
}

/// More characters than an expression has that counts from the reading.
const LONGEST_RELATIVE: usize = 80;

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl DateWords {
    /// Joins tables; where two give a word of one kind different values, the earlier wins.
    ///
    /// The error names the entry that does not read.
    pub(in crate::notes) fn new(tables: &[&DateTable]) -> Result<Self, String> {
        let mut words = Self::default();
        for table in tables {
            for (number, names) in (1..).zip(&table.months) {
                words.give(names.split(' '), Meaning::Month(number));
            }
            for (day, names) in WEEK.into_iter().zip(&table.weekdays) {
                words.give(names.split(' '), Meaning::Weekday(day));
            }
            words.give(table.day_parts.iter().map(String::as_str), Meaning::DayPart);
            words.give(table.joins.iter().map(String::as_str), Meaning::Join);
            words.give(table.hour_words.iter().map(String::as_str), Meaning::HourWord);
            words.give(table.hour_leads.iter().map(String::as_str), Meaning::HourLead);
            words.give(table.clock_leads.iter().map(String::as_str), Meaning::ClockLead);
            words.give(table.noon.iter().map(String::as_str), Meaning::Noon);
            words.give(table.and.iter().map(String::as_str), Meaning::And);
            words.date_leads.extend(table.date_leads.iter().cloned());
            for pattern in &table.relative {
                words.relative.push(Pattern::new(format!("^(?:{pattern})"))?);
            }
            for (name, value) in &table.zones {
                let zone = Zone::from_value(value).ok_or_else(|| format!("no zone {value:?}"))?;
                words.zones.push((name.to_lowercase(), zone));
            }
        }
        let names = words.meanings.keys().chain(words.zones.iter().map(|(name, _)| name));
        words.initials = names.filter_map(|name| name.chars().next()).collect();
        Ok(words)
    }

    fn give<'a>(&mut self, names: impl Iterator<Item = &'a str>, meaning: Meaning) {
        for name in names.filter(|name| !name.is_empty()) {
            let meanings = self.meanings.entry(name.to_owned()).or_default();
            if !meanings.iter().any(|known| std::mem::discriminant(known) == std::mem::discriminant(&meaning)) {
                meanings.push(meaning);
            }
        }
    }

    fn meanings(&self, word: &str) -> &[Meaning] {
        let small = word.bytes().all(|byte| byte.is_ascii_lowercase());
        let word = if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        self.meanings.get(&*word).map_or(&[], Vec::as_slice)
    }

    /// Tells whether a word of a time may begin with a character.
    pub(super) fn may_begin(&self, first: char) -> bool {
        first.to_lowercase().next().is_some_and(|small| self.initials.contains(&small))
    }

    /// Tells the month a word names.
    pub(super) fn month(&self, word: &str) -> Option<u32> {
        self.meanings(word)
            .iter()
            .find_map(|meaning| if let Meaning::Month(month) = meaning { Some(*month) } else { None })
    }

    /// Tells the weekday a word names.
    pub(super) fn weekday(&self, word: &str) -> Option<Weekday> {
        self.meanings(word)
            .iter()
            .find_map(|meaning| if let Meaning::Weekday(day) = meaning { Some(*day) } else { None })
    }

    /// Tells whether a word stands between two that belong together.
    pub(in crate::notes) fn is_and(&self, word: &str) -> bool {
        self.means(word, Meaning::And)
    }

    /// Tells whether a word has a meaning.
    pub(super) fn means(&self, word: &str, meaning: Meaning) -> bool {
        self.meanings(word).contains(&meaning)
    }

    /// Tells whether a text ends with a word that comes before a date of two numbers.
    pub(super) fn leads_date(&self, before: &str) -> bool {
        let before = before.trim_end();
        let word = before.rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
        self.date_leads.iter().any(|lead| lead == word)
    }

    /// Returns the length of the word "and" and the blank behind it at the start of `text`, else nought.
    pub(in crate::notes) fn means_and(&self, text: &str) -> usize {
        let word = text.split(' ').next().unwrap_or_default();
        if self.means(word, Meaning::And) { (word.len() + 1).min(text.len()) } else { 0 }
    }

    /// Returns the length of an expression at the start of `text` that counts from the reading.
    pub(super) fn relative(&self, text: &str) -> Option<usize> {
        let reach = text.char_indices().nth(LONGEST_RELATIVE).map_or(text.len(), |(at, _)| at);
        self.relative.iter().filter_map(|pattern| pattern.find(&text[..reach])).map(|found| found.end()).max()
    }

    /// Returns the zone named at the start of `text`, and the length of its name.
    pub(super) fn zone(&self, text: &str) -> Option<(Zone, usize)> {
        let matches = |name: &str| text.get(..name.len()).is_some_and(|start| start.to_lowercase() == name);
        self.zones.iter().find(|(name, _)| matches(name)).map(|(name, zone)| (*zone, name.len()))
    }
}
