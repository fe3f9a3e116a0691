//! The cues of a language: what its newsrooms write on their own articles, read from a cue file.

use std::collections::BTreeMap;
use std::iter;
use std::sync::OnceLock;

use chrono_tz::Tz;

use super::claim::{Action, Content};
use super::date::{DateTable, DateWords};
use super::gate::{Gate, GateCues, GateSentence, Passed, TimeWords};
use super::mask::TIME_CLASS;
use super::note::NoteKind;
use super::pattern::{ASCII, Pattern, compile};
use super::signs::is_triggered;
#[cfg(test)]
use super::table::Example;
use super::table::{FILES, LabelRow, SentenceRow, Table, index_of};

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
    gate: Option<String>,
}

impl Sentence {
    /// Tells whether its line must name this article.
    pub(super) fn must_name_this(&self) -> bool {
        !self.wire && self.kind != Some(NoteKind::Other)
    }

    fn for_gate(&self) -> GateSentence {
        let pattern = self.gate.clone().unwrap_or_else(|| self.regex.source().to_owned());
        let within = self.gate.is_some();
        GateSentence { pattern, names_this: self.must_name_this(), bracketed: self.wire, within }
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

/// One place a file, and one for a language that has none.
static COMPILED: [OnceLock<Cues>; FILES + 1] = [const { OnceLock::new() }; FILES + 1];

impl Cues {
    /// Returns the cues of a language; one without a cue file gets labels of many languages and every language's dates.
    pub(super) fn of(language: &str) -> &'static Self {
        let index = index_of(language);
        COMPILED[index].get_or_init(|| Self::read(index))
    }

    /// Reads the cues of the file at an index; behind all files, those of a language that has none.
    pub(super) fn read(index: usize) -> Self {
        let (own, others) = if index < FILES { (Table::of(index), 0..1) } else { (&Table::unknown(), 0..FILES) };
        let others = others.map(|index| -> &Table { Table::of(index) });
        let dates: Vec<&DateTable> = iter::once(own).chain(others).map(|table| &table.dates).collect();
        Self::new(own, &dates).expect("a test compiles every cue file")
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
const AFTER_LABEL: &str = r"(?:\s(?:no\.\s?)?\d{1,2}\b|\s#\d)?(?:\s?[\]】)）])?(?:\s*[:：]?\s*[(（\[]\s*(?:[^()（）\[\]\d]{0,24}[\s,])?(?P<t1>{S})(?:\s*[,;|]?\s*{S})?[^()（）\[\]]{0,16}[)）\]]\s*[:：.,—–-]?|(?:\s*[:：]\s*|(?:\s*[,.;|—–-]){0,2}\s*(?:{at}\s*){0,2})(?P<t2>{S})(?:\s*[,;:|—–-]?\s*{S})?\s*[)）\]】]?\s*(?:[:：;.,|]|[—–-]+(?:\s|$))?|\s*[:：]|\.(?:\s|$)|\s+[—–-]+\s|[—–]|\s*\|\s|\s*[｜／]|\s*[)）\]】]|\s*$)";

fn sentence(row: &SentenceRow, macros: &BTreeMap<String, String>) -> Result<Sentence, String> {
    Ok(Sentence {
        regex: compile(&row.words, macros)?,
        kind: row.kind,
        published: row.published,
        wire: row.wire,
        after: row.after.as_ref().map(|after| compile(after, macros)).transpose()?,
        gate: row.gate.as_ref().map(|gate| Ok::<_, String>(compile(gate, macros)?.source().to_owned())).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use regex_automata::meta::Config;

    use super::*;
    use crate::notes::mask::Masked;
    use crate::notes::needs::{Folded, Needs};
    use crate::notes::table::languages;
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
        let known = |pattern: &'static Pattern| (pattern, Needs::of(pattern.source()), pattern.made(Config::new()));
        let needs = |language| patterns(Cues::of(language)).map(known);
        let needs: HashMap<&str, Vec<_>> =
            languages().chain(["und"]).map(|language| (language, needs(language).collect())).collect();
        let (mut fits, mut turned_away) = (0, 0);
        for case in gold.iter().flat_map(|lines| lines.lines()) {
            let case: serde_json::Value = serde_json::from_str(case).expect("the gold set is JSON Lines");
            let language = case["lang"].as_str().unwrap_or_default();
            for line in case["text"].as_str().unwrap_or_default().lines() {
                let masked = Masked::new(line, &Cues::of(language).words).text;
                let folded = Folded::new(&masked);
                for (pattern, needs, regex) in needs.get(language).unwrap_or(&needs["und"]) {
                    let may = needs.are_met(&folded);
                    let fit = regex.is_match(&masked);
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
