//! The cues of a language: what its newsrooms write on their own articles, read from a cue file.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use chrono_tz::Tz;

use super::claim::{Action, Content};
use super::date::{DateTable, DateWords};
use super::gate::{Gate, GateCues, GateSentence, Passed, TimeWords};
use super::mask::TIME_CLASS;
use super::note::NoteKind;
use super::pattern::{ASCII, Pattern, compile};
#[cfg(test)]
use super::table::Example;
use super::table::{LabelRow, SentenceRow, Table};

/// A word that begins a note.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) kind: NoteKind,
    /// It is a note only beside a time.
    pub(super) needs_time: bool,
    /// Alone on its line it heads the text below it.
    pub(super) heads: bool,
    /// Without a time it is a note only if what it says speaks of an error or of this article.
    pub(super) needs_grounds: bool,
}

/// A sentence that is a note without a label.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) regex: Pattern,
    pub(super) kind: Option<NoteKind>,
    pub(super) published: bool,
    pub(super) wire: bool,
    pub(super) after: Option<Pattern>,
}

impl Sentence {
    /// Tells whether its line must name this article.
    pub(super) fn must_name_this(&self) -> bool {
        !self.wire && self.kind != Some(NoteKind::Other)
    }

    fn for_gate(&self) -> GateSentence {
        let pattern = self.regex.source().to_owned();
        GateSentence { pattern, names_this: self.must_name_this(), bracketed: self.wire }
    }
}

/// The cues of a language, ready for use.
#[derive(Debug)]
pub(super) struct Cues {
    /// Its primary subtag; `und` for a language without a cue file.
    pub(super) language: String,
    pub(super) zone: Option<Tz>,
    pub(super) stopwords: Vec<String>,
    pub(super) words: DateWords,
    /// Tells which lines are looked at closely.
    gate: Gate,
    /// All labels in one pattern: group `label`, inside it group `l` and the number of the label.
    pub(super) label: Pattern,
    pub(super) labels: Vec<Label>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) verbs: Vec<(Pattern, NoteKind)>,
    pub(super) actions: Vec<(Pattern, Action)>,
    pub(super) kinds: Vec<(Pattern, NoteKind, bool)>,
    pub(super) published_inside: Vec<Pattern>,
    pub(super) continues: Vec<Pattern>,
    pub(super) time_inside: Vec<Pattern>,
    pub(super) neutral: Vec<Pattern>,
    pub(super) grounds: Vec<Pattern>,
    pub(super) news: Vec<Pattern>,
    pub(super) own: Vec<Pattern>,
    pub(super) carry: Vec<Pattern>,
    pub(super) elsewhere: Vec<Pattern>,
    pub(super) doubt: Vec<Pattern>,
    pub(super) veto: Vec<Pattern>,
    pub(super) lead: Vec<Pattern>,
    pub(super) tail: Vec<Pattern>,
    pub(super) values: Vec<Pattern>,
    pub(super) sources: Vec<Pattern>,
    pub(super) no_sources: Vec<Pattern>,
    pub(super) targets: Vec<(Pattern, String)>,
    pub(super) contents: Vec<(Pattern, Content)>,
    articles: Vec<String>,
    pub(super) plain_words: Vec<String>,
    #[cfg(test)]
    pub(super) examples: Vec<Example>,
}

/// The cue files, English first; the order decides where a text fits several equally.
const FILES: [(&str, &str); 9] = [
    ("en", include_str!("languages/en.toml")),
    ("de", include_str!("languages/de.toml")),
    ("fr", include_str!("languages/fr.toml")),
    ("es", include_str!("languages/es.toml")),
    ("pt", include_str!("languages/pt.toml")),
    ("it", include_str!("languages/it.toml")),
    ("nl", include_str!("languages/nl.toml")),
    ("ja", include_str!("languages/ja.toml")),
    ("zh", include_str!("languages/zh.toml")),
];

/// The labels of languages that have no file.
const UNKNOWN: &str = include_str!("languages/und.toml");

/// One place a file, and one for a language that has none.
static COMPILED: [OnceLock<Cues>; FILES.len() + 1] = [const { OnceLock::new() }; FILES.len() + 1];
static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
static TRIGGERS: OnceLock<Vec<AhoCorasick>> = OnceLock::new();

fn parsed(text: &str) -> Table {
    toml::from_str(text).expect("a test reads every cue file")
}

fn tables() -> &'static [Table] {
    TABLES.get_or_init(|| FILES.iter().map(|(_, text)| parsed(text)).collect())
}

/// What a language without a file is read with: the first file, and labels of many languages.
fn unknown() -> Table {
    let (mut table, labels) = (parsed(FILES[0].1), parsed(UNKNOWN));
    table.label.extend(labels.label);
    table.language = labels.language;
    // What English words give grounds says nothing there.
    table.patterns.grounds.clear();
    table.patterns.news.clear();
    #[cfg(test)]
    {
        table.example = labels.example;
    }
    // Every language's words are looked at beside its own.
    table.ascii = false;
    table
}

/// The triggers of each file; behind them, those of all files for a language that has none.
fn triggers() -> &'static [AhoCorasick] {
    TRIGGERS.get_or_init(|| {
        let build = |words: Vec<&String>| {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .kind(Some(AhoCorasickKind::DFA))
                .build(words)
                .expect("a few short words make a small automaton")
        };
        let unknown = parsed(UNKNOWN).triggers;
        let all = tables()[0].triggers.iter().chain(&unknown).collect();
        tables().iter().map(|table| table.triggers.iter().collect()).chain([all]).map(build).collect()
    })
}

/// The languages that have a cue file, in their order.
#[cfg(test)]
pub(super) fn languages() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(language, _)| *language)
}

/// Where the file of a language stands, else the place behind all files.
fn index_of(language: &str) -> usize {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    FILES.iter().position(|(known, _)| *known == primary).unwrap_or(FILES.len())
}

/// Tells whether words for notes are known in a language.
pub(super) fn is_known(language: &str) -> bool {
    index_of(language) < FILES.len()
}

/// Tells whether a text holds a word without which there is no note in a language.
pub(super) fn is_triggered(language: &str, text: &str) -> bool {
    triggers()[index_of(language)].is_match(text)
}

/// Tells which languages count a word among their common ones, a bit each.
fn common_words() -> &'static HashMap<&'static str, u16> {
    static WORDS: OnceLock<HashMap<&str, u16>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: HashMap<&str, u16> = HashMap::new();
        for (index, table) in tables().iter().enumerate() {
            for word in &table.stopwords {
                *words.entry(word).or_default() |= 1 << index;
            }
        }
        words
    })
}

/// Counts the common words of each language in a text of small letters.
fn common_words_in(text: &str) -> [usize; FILES.len()] {
    let mut counts = [0_usize; FILES.len()];
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let languages = common_words().get(word).copied().unwrap_or(0);
        for (index, count) in counts.iter_mut().enumerate() {
            *count += usize::from(languages >> index & 1);
        }
    }
    counts
}

/// Lists the languages in which a line could be a note: those that have a word in it without which there is none.
///
/// A language is left out whose common words the line hardly has where it has many of another, and one that has no such
/// word but inside another word or as one of a language that reads the line anyway: `ndr` in Andrew, `update` in
/// `updated`. To make a language ready takes longer than to read a page.
pub(super) fn candidates(line: &str) -> Vec<&'static str> {
    /// So many common words are many.
    const MANY: usize = 3;
    let found: Vec<usize> = (0..FILES.len()).filter(|index| triggers()[*index].is_match(line)).collect();
    let Some(first) = found.first().copied() else { return Vec::new() };
    let counts = common_words_in(&line.to_lowercase());
    let most = counts.iter().max().copied().unwrap_or(0);
    let reads = |index: usize| if most == 0 { index == first } else { counts[index] == most };
    let places = |index: usize| triggers()[index].find_iter(line).map(|found| found.range());
    let read: Vec<Range<usize>> =
        found.iter().filter(|index| reads(**index)).flat_map(|index| places(*index)).collect();
    // Of one word, languages state more or less: `updat` and `update` are the same, `correct` and `correctie` are not.
    let is_in = |word: &Range<usize>, other: &Range<usize>| other.start <= word.start && word.end <= other.end + 1;
    let is_own = |word: Range<usize>| {
        !line[..word.start].ends_with(char::is_alphanumeric) && !read.iter().any(|other| is_in(&word, other))
    };
    let fits = |index: usize| counts[index] * 2 >= most || most < MANY;
    let may = |index: usize| reads(index) || (fits(index) && places(index).any(is_own));
    found.into_iter().filter(|index| may(*index)).map(|index| FILES[index].0).collect()
}

/// Guesses the language of a text by its script and common words; English where nothing speaks for another.
pub(super) fn guess(text: &str) -> &'static str {
    let sample: String = text.chars().take(1200).flat_map(char::to_lowercase).collect();
    let kana = sample.chars().filter(|c| ('\u{3040}'..='\u{30ff}').contains(c)).count();
    let han = sample.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    if kana + han > 4 {
        return if kana * 20 > han { "ja" } else { "zh" };
    }
    let counts = common_words_in(&sample);
    // A line too short to tell is read in the first language that knows its words.
    let knows = |index: usize| text.len() > 400 || triggers()[index].is_match(text);
    let candidates = counts.iter().enumerate().filter(|(index, _)| knows(*index));
    let best = candidates.reduce(|best, next| if next.1 > best.1 { next } else { best });
    FILES[best.map_or(0, |(index, _)| index)].0
}

impl Cues {
    /// Returns the cues of a language; one without a cue file gets labels of many languages and every language's dates.
    pub(super) fn of(language: &str) -> &'static Self {
        let index = index_of(language);
        COMPILED[index].get_or_init(|| {
            let (unknown, others) =
                if index < FILES.len() { (None, &tables()[..1]) } else { (Some(unknown()), tables()) };
            let own = unknown.as_ref().unwrap_or_else(|| &tables()[index]);
            let dates: Vec<&DateTable> = std::iter::once(own).chain(others).map(|table| &table.dates).collect();
            Self::new(own, &dates).expect("a test compiles every cue file")
        })
    }

    /// Tells what of a note there could be in a line; most lines are turned away here, at reading speed.
    pub(super) fn passes(&self, line: &str) -> Option<Passed> {
        if is_triggered(&self.language, line) { self.gate.passes(line) } else { None }
    }

    /// Tells whether a word is an article or stands for one ("its").
    pub(super) fn is_article(&self, word: &str) -> bool {
        self.articles.contains(&word.to_lowercase())
    }

    /// Tells whether a word says nothing of a matter: an article, a preposition, a form of "be".
    pub(super) fn is_light(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.articles.contains(&word) || self.stopwords.contains(&word) || self.plain_words.contains(&word)
    }

    fn new(table: &Table, dates: &[&DateTable]) -> Result<Self, String> {
        let mut macros = table.macros.clone();
        let verbs: Vec<&str> = table.verb.iter().map(|verb| verb.words.as_str()).collect();
        macros.insert("changed".to_owned(), format!("(?:{})", verbs.join("|")));
        macros.insert("S".to_owned(), TIME_CLASS.to_owned());
        if table.ascii {
            macros.insert(ASCII.to_owned(), String::new());
        }
        let one = |pattern: &str| compile(pattern, &macros);
        let all = |patterns: &[String]| each(patterns, |pattern| one(pattern));
        let zone = table.zone.as_ref().map(|name| name.parse::<Tz>().map_err(|_| format!("no zone {name:?}")));
        let patterns = &table.patterns;
        let labelled = |row: &LabelRow| Label {
            kind: row.kind,
            needs_time: row.needs_time,
            heads: row.heads,
            needs_grounds: row.needs_grounds,
        };
        let (label, own) = (label_pattern(&table.label, &macros)?, all(&patterns.own)?);
        let sentences = each(&table.sentence, |row| sentence(row, &macros))?;
        let gate = Gate::new(GateCues {
            label: label.source().to_owned(),
            sentences: sentences.iter().map(Sentence::for_gate).collect(),
            own: own.iter().map(|pattern| pattern.source().to_owned()).collect(),
            times: TimeWords::new(dates),
        })?;
        Ok(Self {
            language: table.language.clone(),
            zone: zone.transpose()?,
            stopwords: table.stopwords.clone(),
            words: DateWords::new(dates)?,
            gate,
            label,
            labels: table.label.iter().map(labelled).collect(),
            sentences,
            verbs: each(&table.verb, |row| Ok((one(&format!("^(?:{})$", row.words))?, row.kind)))?,
            actions: each(&table.action, |row| Ok((one(&row.words)?, row.action)))?,
            kinds: each(&table.kind_of, |row| Ok((one(&row.words)?, row.kind, row.neutral_only)))?,
            published_inside: all(&patterns.published_inside)?,
            continues: all(&patterns.continues)?,
            time_inside: all(&patterns.time_inside)?,
            neutral: all(&patterns.neutral)?,
            grounds: all(&patterns.grounds)?,
            news: all(&patterns.news)?,
            own,
            carry: each(&patterns.carry, |pattern| one(&format!("^(?:{pattern})")))?,
            elsewhere: each(&patterns.elsewhere, |pattern| one(&format!("^(?:{pattern})")))?,
            doubt: all(&patterns.doubt)?,
            veto: all(&patterns.veto)?,
            lead: each(&patterns.lead, |pattern| one(&format!("^(?:{pattern})")))?,
            tail: each(&patterns.tail, |pattern| one(&format!("(?:{pattern})$")))?,
            values: all(&patterns.value)?,
            sources: all(&patterns.source)?,
            no_sources: all(&patterns.no_source)?,
            targets: each(&table.target, |(name, words)| Ok((one(words)?, name.clone())))?,
            contents: each(&table.content, |row| Ok((one(&row.words)?, row.content)))?,
            articles: table.articles.clone(),
            plain_words: table.plain_words.clone(),
            #[cfg(test)]
            examples: table.example.clone(),
        })
    }
}

/// Makes something of each row, or tells what is wrong with the first bad one.
fn each<R, T>(rows: impl IntoIterator<Item = R>, make: impl Fn(R) -> Result<T, String>) -> Result<Vec<T>, String> {
    rows.into_iter().map(make).collect()
}

/// Joins the labels of a language to one pattern; which of them it was is told by its group.
fn label_pattern(rows: &[LabelRow], macros: &BTreeMap<String, String>) -> Result<Pattern, String> {
    // A label may be glued to the word before it; what stands before is looked at afterwards.
    let bare = |row: &LabelRow| row.words.strip_prefix(r"\b").unwrap_or(&row.words).to_owned();
    let one = |(number, row): (usize, &LabelRow)| format!("(?P<l{number}>{})", bare(row));
    let words: Vec<String> = rows.iter().enumerate().map(one).collect();
    compile(&format!("(?P<label>{})(?P<after>{AFTER_LABEL})", words.join("|")), macros)
}

/// What may stand behind a label: its number, then a time in brackets or open, a colon or dash, the end of the line.
const AFTER_LABEL: &str = r"(?:\s(?:no\.\s?)?\d{1,2}\b|\s#\d)?(?:\s?[\]】)）])?(?:\s*[:：]?\s*[(（\[]\s*(?:[^()（）\[\]\d]{0,24}[\s,])?(?P<t1>{S})(?:\s*[,;|]?\s*{S})?[^()（）\[\]]{0,16}[)）\]]\s*[:：.,—–-]?|(?:\s*[:：]\s*|(?:\s*[,.;|—–-]){0,2}\s*(?:{at}\s*){0,2})(?P<t2>{S})(?:\s*[,;:|—–-]?\s*{S})?\s*[)）\]】]?\s*(?:[:：;.,|]|[—–-]+(?:\s|$))?|\s*[:：]|\.(?:\s|$)|\s+[—–-]+\s|[—–]|\s*\|\s|\s*／|\s*[)）\]】]|\s*$)";

fn sentence(row: &SentenceRow, macros: &BTreeMap<String, String>) -> Result<Sentence, String> {
    Ok(Sentence {
        regex: compile(&row.words, macros)?,
        kind: row.kind,
        published: row.published,
        wire: row.wire,
        after: row.after.as_ref().map(|after| compile(after, macros)).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::mask::Masked;
    use crate::notes::needs::{Needs, folded};
    use crate::notes::{Context, find};

    #[test]
    fn every_cue_file_reads_and_its_patterns_compile() {
        for language in languages().chain(["und"]) {
            let cues = Cues::of(language);
            assert_eq!(cues.language, language);
            assert!(cues.labels.len() > 4 && !cues.sentences.is_empty() && !cues.verbs.is_empty(), "{language}");
            assert!(!cues.examples.is_empty(), "{language} shows examples");
        }
    }

    #[test]
    fn a_line_is_held_against_the_languages_it_may_be_a_note_in() {
        let cases: [(&str, &[&str]); 6] = [
            ("The truth comes out in the interview of Prince Andrew, said Andrew.", &[]),
            ("This story has been updated with the names of the crew.", &["en"]),
            ("Updated 10:15 a.m.", &["en"]),
            ("Published 11:11 PM EST Nov 19, 2019", &["en"]),
            ("Correctie (18 februari 2026)", &["en", "nl"]),
            ("Der Artikel wurde um die Angaben der Stadt ergänzt.", &["de"]),
        ];
        for (line, languages) in cases {
            assert_eq!(candidates(line), languages, "{line}");
        }
    }

    /// Every pattern of a language that reads the words of notes.
    fn patterns(cues: &Cues) -> impl Iterator<Item = &Pattern> {
        let lists = [
            &cues.published_inside,
            &cues.continues,
            &cues.time_inside,
            &cues.neutral,
            &cues.grounds,
            &cues.news,
            &cues.own,
            &cues.carry,
            &cues.elsewhere,
            &cues.doubt,
            &cues.veto,
            &cues.lead,
            &cues.tail,
            &cues.values,
            &cues.sources,
            &cues.no_sources,
        ];
        let sentences = cues.sentences.iter().flat_map(|sentence| [&sentence.regex].into_iter().chain(&sentence.after));
        let told = cues.verbs.iter().map(|(pattern, _)| pattern).chain(cues.actions.iter().map(|(pattern, _)| pattern));
        let named = cues.targets.iter().map(|(pattern, _)| pattern).chain(cues.contents.iter().map(|(words, _)| words));
        let kinds = cues.kinds.iter().map(|(pattern, _, _)| pattern);
        lists.into_iter().flatten().chain(sentences).chain(told).chain(named).chain(kinds).chain([&cues.label])
    }

    #[test]
    fn a_text_in_which_a_pattern_fits_holds_what_the_pattern_needs() {
        let gold = [
            include_str!("../../tests/gold/notes/gold-dev.jsonl"),
            include_str!("../../tests/gold/notes/forms.jsonl"),
            include_str!("../../tests/gold/notes/blind.jsonl"),
        ];
        let needs = |language| patterns(Cues::of(language)).map(|pattern| (pattern, Needs::of(pattern.source())));
        let needs: HashMap<&str, Vec<_>> =
            languages().chain(["und"]).map(|language| (language, needs(language).collect())).collect();
        let (mut fits, mut turned_away) = (0, 0);
        for case in gold.iter().flat_map(|lines| lines.lines()) {
            let case: serde_json::Value = serde_json::from_str(case).expect("the gold set is JSON Lines");
            let language = case["lang"].as_str().unwrap_or_default();
            for line in case["text"].as_str().unwrap_or_default().lines() {
                let masked = Masked::new(line, &Cues::of(language).words).text;
                let folded = folded(&masked);
                for (pattern, needs) in needs.get(language).unwrap_or(&needs["und"]) {
                    let may = needs.are_met(&folded);
                    let fit = pattern.regex().is_match(&masked);
                    assert!(may || !fit, "{} fits in {line}", pattern.source());
                    fits += usize::from(fit);
                    turned_away += usize::from(!may);
                }
            }
        }
        assert!(fits > 4000 && turned_away > 20 * fits, "{turned_away} turned away, {fits} fit");
    }

    #[test]
    fn every_example_in_a_cue_file_is_read_as_it_says() {
        for language in languages().chain(["und"]) {
            let context = Context {
                published: chrono::DateTime::parse_from_rfc3339("2018-05-01T09:00:00+00:00").ok(),
                language: Some(language.to_owned()),
                ..Context::default()
            };
            for example in &Cues::of(language).examples {
                let notes = find(&example.text, &context);
                let kinds: Vec<NoteKind> = notes.iter().map(|note| note.kind).collect();
                assert_eq!(kinds, example.kind.into_iter().collect::<Vec<_>>(), "{}", example.text);
                if let Some(action) = example.action {
                    let first = notes[0].claims.first().map_or(Action::Unspecified, |claim| claim.action);
                    assert_eq!(first, action, "{}", example.text);
                }
            }
        }
    }
}
