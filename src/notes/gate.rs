//! The gate of a language: it lets through the lines in which one of its cues may fit, at reading speed.
//!
//! It is made from the cues, so that a cue file need not say it again: each is made loose (`relax`), all are joined to one
//! automaton, and a label counts only where a note can begin. It may let through too much, never too little.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input, MatchError, MatchKind, PatternID, PatternSet};
use regex_syntax::hir::Hir;

use super::date::DateTable;
use super::head::{ENDS, MARKS, OPENING, SEPARATORS};
use super::relax::{Bare, Relax, beginning_tall, fixed};

/// What a gate is made from: patterns as compiled, on masked text.
#[derive(Clone, Debug, Default)]
pub(super) struct GateCues {
    /// The labels with what may stand behind them.
    pub(super) label: String,
    /// The sentences without a label.
    pub(super) sentences: Vec<GateSentence>,
    /// How this article is named.
    pub(super) own: Vec<String>,
    /// What times are made of.
    pub(super) times: TimeWords,
}

/// A sentence that is a note without a label.
#[derive(Clone, Debug)]
pub(super) struct GateSentence {
    /// Its pattern.
    pub(super) pattern: String,
    /// Its line must name this article.
    pub(super) names_this: bool,
    /// It stands in brackets.
    pub(super) bracketed: bool,
    /// The pattern is of words within it, and says nothing of where it begins.
    pub(super) within: bool,
}

/// What the times of a language are made of, as patterns.
#[derive(Clone, Debug, Default)]
pub(super) struct TimeWords {
    first: String,
    last: String,
    inside: String,
}

/// The gate of a language.
#[derive(Debug)]
pub(super) struct Gate {
    cues: GateCues,
    automaton: OnceLock<Automaton>,
    /// How many bytes came before it was built.
    seen: AtomicUsize,
    /// Whether lines turned out to be so unlike each other that to look at them closely is quicker.
    is_slow: AtomicBool,
}

/// So many bytes are let through before the gate is built: it is made for those who read the like of them again and again.
const WORTH_BUILDING: usize = 4 << 20;

/// What a line may hold.
#[derive(Clone, Debug)]
pub(super) enum Passed {
    /// Anything: it was not looked at.
    All,
    /// Only these: first the labels, then each sentence.
    Some(PatternSet),
}

#[derive(Debug)]
struct Automaton {
    cues: Search,
    own: Option<Search>,
}

/// Makes room for the states of an automaton.
type MakeCache = Box<dyn Fn() -> Cache + Send + Sync>;

/// Patterns joined to one automaton, whose states are made when a text first needs them.
struct Search {
    dfa: DFA,
    patterns: usize,
    caches: Pool<Cache, MakeCache>,
}

impl Passed {
    /// Tells whether a label may be in the line.
    pub(super) fn label(&self) -> bool {
        self.has(0)
    }

    /// Tells whether a sentence may be in the line.
    pub(super) fn sentence(&self, number: usize) -> bool {
        self.has(number + 1)
    }

    fn has(&self, number: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some(set) => PatternID::new(number).is_ok_and(|id| set.contains(id)),
        }
    }
}

impl Gate {
    /// Keeps the cues, which tests compile at once.
    pub(super) fn new(cues: GateCues) -> Result<Self, String> {
        let automaton = OnceLock::new();
        if cfg!(test) {
            let built = Automaton::new(&cues)?;
            automaton.get_or_init(|| built);
        }
        Ok(Self { cues, automaton, seen: AtomicUsize::new(0), is_slow: AtomicBool::new(false) })
    }

    /// Tells what a line may hold; none: no note.
    pub(super) fn passes(&self, line: &str) -> Option<Passed> {
        let is_early =
            self.automaton.get().is_none() && self.seen.fetch_add(line.len(), Ordering::Relaxed) < WORTH_BUILDING;
        if is_early || self.is_slow.load(Ordering::Relaxed) {
            return Some(Passed::All);
        }
        let automaton = self.automaton.get_or_init(|| Automaton::new(&self.cues).expect("a test builds every gate"));
        // In a masked text a line break of old machines is a blank.
        let line = if line.contains('\r') { Cow::Owned(line.replace('\r', " ")) } else { Cow::Borrowed(line) };
        let Ok(looked) = automaton.look(&line, &self.cues.sentences) else {
            self.is_slow.store(true, Ordering::Relaxed);
            return Some(Passed::All);
        };
        looked.map(Passed::Some)
    }
}

impl Automaton {
    /// Looks at a line; the error says that it would have to make too many states.
    fn look(&self, line: &str, sentences: &[GateSentence]) -> Result<Option<PatternSet>, MatchError> {
        if !self.cues.finds(line)? {
            return Ok(None);
        }
        let set = self.cues.found(line)?;
        let own = self.own.as_ref().map_or(Ok(true), |own| own.finds(line))?;
        let counts = |number: usize| own || number == 0 || !sentences[number - 1].names_this;
        Ok(if set.iter().any(|id| counts(id.as_usize())) { Some(set) } else { None })
    }

    fn new(cues: &GateCues) -> Result<Self, String> {
        let relax = Relax::new(&cues.times.first, &cues.times.inside)?;
        let label = relax.relaxed(&cues.label, Bare::End)?;
        let before = fixed(&may_stand_before(&cues.times.last))?;
        let bracket = fixed(&format!("[{}][ *]*", signs(&[OPENING])))?;
        let glued = Hir::concat(vec![fixed(r"[0-9a-z\u{df}-\u{24f}\u{3ac}-\u{45f}]")?, beginning_tall(&label)]);
        let mut patterns = vec![Hir::alternation(vec![Hir::concat(vec![before.clone(), label]), glued])];
        for sentence in &cues.sentences {
            let whole = relax.relaxed(&sentence.pattern, Bare::End)?;
            let found = relax.relaxed(&sentence.pattern, Bare::Both)?;
            if sentence.within {
                patterns.push(found);
                continue;
            }
            // A sentence begins where a label may; one that begins with anything at all begins nowhere in particular.
            patterns.push(match (sentence.bracketed, whole == found) {
                (true, true) => Hir::concat(vec![bracket.clone(), whole]),
                (false, true) => Hir::concat(vec![before.clone(), whole]),
                (_, false) => found,
            });
        }
        let own = cues.own.iter().map(|own| relax.relaxed(own, Bare::Both)).collect::<Result<Vec<_>, _>>()?;
        let own = if own.is_empty() { None } else { Some(Search::new(&own)?) };
        Ok(Self { cues: Search::new(&patterns)?, own })
    }
}

impl Search {
    fn new(patterns: &[Hir]) -> Result<Self, String> {
        let config = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None);
        let nfa: NFA = thompson::Compiler::new()
            .configure(config)
            .build_many_from_hir(patterns)
            .map_err(|error| error.to_string())?;
        // Where lines are so unlike each other that states are made for each, it gives up.
        let config = DFA::config()
            .match_kind(MatchKind::All)
            .cache_capacity(CACHE)
            .skip_cache_capacity_check(true)
            .minimum_cache_clear_count(Some(0))
            .minimum_bytes_per_state(Some(BYTES_A_STATE));
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).map_err(|error| error.to_string())?;
        let cached = dfa.clone();
        let make: MakeCache = Box::new(move || cached.create_cache());
        Ok(Self { dfa, patterns: patterns.len(), caches: Pool::new(make) })
    }

    /// Tells whether any pattern is found.
    fn finds(&self, line: &str) -> Result<bool, MatchError> {
        let input = Input::new(line).earliest(true).anchored(Anchored::No);
        self.dfa.try_search_fwd(&mut self.caches.get(), &input).map(|found| found.is_some())
    }

    /// Tells which patterns are found.
    fn found(&self, line: &str) -> Result<PatternSet, MatchError> {
        let mut set = PatternSet::new(self.patterns);
        let input = Input::new(line).anchored(Anchored::No);
        self.dfa.try_which_overlapping_matches(&mut self.caches.get(), &input, &mut set).map(|()| set)
    }
}

impl std::fmt::Debug for Search {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} patterns", self.patterns)
    }
}

/// The most bytes of states that are kept.
const CACHE: usize = 8 << 20;

/// When there is no room for more of them, they are made anew if so many bytes were read for each; to make one takes as
/// long as to read some thousand bytes with those there are.
const BYTES_A_STATE: usize = 2000;

/// Writes characters as a class holds them.
fn signs(characters: &[&[char]]) -> String {
    let one = |sign: char| format!("\\x{{{:x}}}", u32::from(sign));
    characters.concat().into_iter().map(one).collect::<Vec<_>>().concat()
}

/// What stands before a label where a note can begin: nothing, a mark, the end of a sentence, or a time.
fn may_stand_before(time: &str) -> String {
    let class = |characters: &[&[char]]| format!("[{}]", signs(characters));
    let marks = class(&[MARKS]);
    let ends = class(&[OPENING, ENDS, &[':', '：', '*']]);
    let glued = class(&[SEPARATORS]);
    let behind_time = class(&[&[':', '：', '.', ',', ';', ' ', ')', ']', '）', '】']]);
    format!(r"(?:^|{ends}|[|•·/　]| [–—-] |(?:{time}){behind_time}*){marks}*|{glued}")
}

impl TimeWords {
    /// Collects what times are made of in the languages of some tables.
    pub(super) fn new(tables: &[&DateTable]) -> Self {
        let all = |pick: fn(&DateTable) -> Vec<&str>| -> Vec<&str> {
            tables.iter().flat_map(|table| pick(table)).filter(|word| !word.is_empty()).collect()
        };
        let either =
            |words: &[&[&str]]| words.concat().into_iter().map(regex_syntax::escape).collect::<Vec<_>>().join("|");
        let months = all(|table| table.months.iter().flat_map(|names| names.split(' ')).collect());
        let days = all(|table| table.weekdays.iter().flat_map(|names| names.split(' ')).collect());
        // A weekday alone is a time if its name is long; a short one, or a month, is followed by a number.
        let (long, short): (Vec<&str>, Vec<&str>) = days.iter().partition(|day| day.len() > 4);
        let day_parts = all(|table| table.day_parts.iter().map(String::as_str).collect());
        let noon = all(|table| table.noon.iter().map(String::as_str).collect());
        let zones = all(|table| table.zones.keys().map(String::as_str).collect());
        let between = all(|table| {
            let words = table.joins.iter().chain(&table.hour_words).chain(&table.hour_leads).chain(&table.and);
            words.map(String::as_str).collect()
        });
        let relative = all(|table| table.relative.iter().map(String::as_str).collect()).join("|");
        let after_hours = all(|table| table.hour_words.iter().map(String::as_str).collect());
        let alone = either(&[&long, &noon]);
        let led = either(&[&months, &short, &zones]);
        let names = either(&[&months, &days, &day_parts, &noon, &zones]);
        let within = either(&[&between, &["am", "pm", "a.m", "p.m", "st", "nd", "rd", "th", "er", "de", "del", "of"]]);
        let (noon, after_hours) =
            (either(&[&noon, &["12"]]), either(&[&after_hours, &["am", "pm", "a.m", "p.m", "time"]]));
        Self {
            first: format!(
                r"[0-9]|(?i:{alone}|{relative}|(?:{led}){JOINT}(?:[0-9]|{noon})|(?:{LONG_ZONES}) *[0-9])|(?-i:[A-Z]{{2}})[A-Z]* *[0-9]|午|上午|凌晨|早上|下午|晚上|傍晚|오"
            ),
            last: format!(
                r"[0-9]|(?i:{names}|{relative}|{after_hours}|{LONG_ZONES})|(?-i:[A-Z]{{2}}|Z)|[日號号일時时點点시분分年月월火水木金土一二三四五六前]|(?i:[ap]\.? ?m\.?)"
            ),
            inside: format!(
                r"(?i:{names}|{relative}|{within}|time|standard|daylight|{LONG_ZONES})|(?-i:[A-Z]{{2,5}}|[TZ])|[ªº]|[\u{{3040}}-\u{{d7ff}}]"
            ),
        }
    }
}

/// What stands between two parts of a time: marks, and up to three words.
const JOINT: &str =
    r"\.?[ ,|–—•·/(@:\x{a0}\x{202f}-]*(?:\pL+[ ,|.–—•·/(@:-]+)?(?:\pL+[ ,|.–—•·/(@:-]+)?(?:\pL+[ ,|.–—•·/(@:-]+)?";

/// Names of zones that are words.
const LONG_ZONES: &str = r"[ecmp]\.t\.|eastern|central|mountain|pacific";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::cues::Cues;
    use crate::notes::table::index_of;

    const PROSE: [(&str, &str); 9] = [
        ("en", include_str!("../../benches/prose/en.txt")),
        ("de", include_str!("../../benches/prose/de.txt")),
        ("fr", include_str!("../../benches/prose/fr.txt")),
        ("es", include_str!("../../benches/prose/es.txt")),
        ("pt", include_str!("../../benches/prose/pt.txt")),
        ("it", include_str!("../../benches/prose/it.txt")),
        ("nl", include_str!("../../benches/prose/nl.txt")),
        ("ja", include_str!("../../benches/prose/ja.txt")),
        ("zh", include_str!("../../benches/prose/zh.txt")),
    ];

    #[test]
    fn plain_prose_is_turned_away_even_where_it_has_the_words_of_notes() {
        for (language, prose) in PROSE {
            // Read anew, since a gate gives up once it has seen all that other tests show it.
            let cues = Cues::read(index_of(language));
            let passed = prose.lines().filter(|line| cues.passes(line).is_some());
            assert_eq!(passed.collect::<Vec<_>>(), Vec::<&str>::new(), "{language}");
        }
    }

    #[test]
    fn a_line_that_may_hold_a_note_passes_with_what_may_be_in_it() {
        let passed = Cues::read(index_of("en")).passes("Updated at 5 p.m. with a statement.").expect("it passes");
        assert!(passed.label() && !(0..20).all(|number| passed.sentence(number)));
        assert!(Passed::All.label() && Passed::All.sentence(99));
    }
}
