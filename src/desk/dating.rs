//! When a version was on show.

use std::collections::BTreeSet;

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use crate::article::{Draft, Moment};
use crate::notes::{Context, Note, NoteKind, Precision, Reader, Stamp};
use crate::text::language;

/// When a version was on show, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The moment.
    pub at: Moment,
    /// What told it.
    pub source: TimeSource,
    /// What was not stated and had to be inferred, e.g. `year:from published`.
    pub inferred: Vec<String>,
    /// First publication: as stated, else as a note states it.
    pub published: Option<Moment>,
    /// Whether weekdays named in the text told the year.
    pub by_weekday: bool,
}

/// What told when a version was on show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeSource {
    /// Whoever recorded it.
    Said,
    /// The file itself.
    File,
    /// The newest of its notes that states a time.
    Note,
    /// The time of last change that it states.
    Modified,
    /// The time of first publication that it states.
    Published,
    /// The time at which the file says it was seen.
    Seen,
    /// Nothing: the clock.
    Clock,
}

impl TimeSource {
    /// Returns the source's name for machines, e.g. `note`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::File => "file",
            Self::Note => "note",
            Self::Modified => "modified",
            Self::Published => "published",
            Self::Seen => "seen",
            Self::Clock => "clock",
        }
    }

    /// Says in a few words what told the time.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Said => "as said",
            Self::File => "as the file states",
            Self::Note => "by its newest note",
            Self::Modified => "by its time of change",
            Self::Published => "by its first publication",
            Self::Seen => "when it was seen",
            Self::Clock => "now, as nothing states a time",
        }
    }
}

/// What is known besides the file itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The moment taken as now.
    pub(super) now: Moment,
    /// The time that whoever records it says.
    pub(super) said: Option<Moment>,
    /// First publication as other versions of the article state it.
    pub(super) published: Option<Moment>,
    /// Whether weekdays told the year of that.
    pub(super) by_weekday: bool,
    /// When the latest version so far was on show.
    pub(super) latest: Option<Moment>,
}

/// A date without a year that lies longer ago than this may belong to an earlier year, if its weekday says so.
const FRESH_DAYS: i64 = 60;

/// How many years back a weekday is looked for.
const YEARS_BACK: i32 = 15;

/// Dates a draft: as said, as the file states, else by the newest that its notes and its time of change state, else by
/// its first publication, else by the clock.
///
/// The time of change counts beside the notes, not after them: a page changed without a new note says so only there.
pub(super) fn date(draft: &Draft, known: &Known) -> Dated {
    date_with(&mut Reader::default(), draft, known)
}

/// Dates a draft as [`date`] does, its notes read by a reader that may know them.
pub(super) fn date_with(reader: &mut Reader, draft: &Draft, known: &Known) -> Dated {
    let (context, by_weekday) = context(reader, draft, known);
    let notes: Vec<Note> = reader.read(&draft.notes, &context).into_iter().map(|(_, note)| note).collect();
    let published = draft.published.or(known.published).or_else(|| published_by_note(&notes));
    let newest = notes.iter().filter_map(|note| note.stamp.as_ref()).max_by_key(|stamp| stamp.at);
    let by_note = newest.and_then(|stamp| Some((stamp, settled(stamp, stamp.at?, published, draft, known))));
    let modified = draft.modified.filter(|&at| at <= known.now + Duration::days(1));
    let modified = modified.filter(|&modified| by_note.as_ref().is_none_or(|(_, at)| *at < modified));
    let told = [
        (known.said, TimeSource::Said),
        (draft.at, TimeSource::File),
        (modified, TimeSource::Modified),
        (by_note.as_ref().map(|(_, at)| *at), TimeSource::Note),
        (draft.published, TimeSource::Published),
        (draft.seen, TimeSource::Seen),
    ];
    let found = told.into_iter().find_map(|(at, source)| Some((at?, source)));
    let (at, source) = found.unwrap_or((known.now, TimeSource::Clock));
    let inferred = match by_note {
        Some((stamp, _)) if source == TimeSource::Note => inferences(stamp, by_weekday || known.by_weekday),
        _ => Vec::new(),
    };
    Dated { at, source, inferred, published, by_weekday }
}

/// Dates a page by its fetch where what it states cannot be: a time after the fetch, or none after the version before.
///
/// The version before was on show when it was seen; what took its place did so later, whatever the page states.
pub(super) fn sighted(dated: Dated, seen: Moment, known: &Known) -> Dated {
    let possible = dated.at <= seen && known.latest.is_none_or(|latest| dated.at > latest);
    if possible || dated.source == TimeSource::Said {
        return dated;
    }
    Dated { at: seen, source: TimeSource::Seen, inferred: Vec::new(), ..dated }
}

/// Lists what had to be inferred for a time.
fn inferences(stamp: &Stamp, by_weekday: bool) -> Vec<String> {
    let named = |part: &String| {
        if by_weekday && part.starts_with("year") { "year:from weekday".to_owned() } else { part.clone() }
    };
    stamp.inferred.iter().map(named).collect()
}

/// Settles a time stated to the day or coarser: it is not before anything else known of that day.
fn settled(stamp: &Stamp, at: Moment, published: Option<Moment>, draft: &Draft, known: &Known) -> Moment {
    if stamp.precision > Precision::Day {
        return at;
    }
    let same_day = |other: &Moment| other.with_timezone(at.offset()).date_naive() == at.date_naive();
    [draft.modified, published, known.latest].into_iter().flatten().filter(same_day).chain([at]).max().unwrap_or(at)
}

fn published_by_note(notes: &[Note]) -> Option<Moment> {
    let published = notes.iter().filter(|note| note.kind == NoteKind::Published);
    published.filter_map(|note| note.stamp.as_ref()?.at).min()
}

/// Gathers what settles the times in the notes, and tells whether weekdays in the text did: where nothing else dates it.
fn context(reader: &mut Reader, draft: &Draft, known: &Known) -> (Context, bool) {
    let seen = draft.seen.or(known.said).or(draft.at).unwrap_or(known.now);
    let language = draft.language.clone().or_else(|| language(draft.body.text()).map(str::to_owned));
    let context = Context { published: draft.published.or(known.published), seen: Some(seen), zone: None, language };
    let dated = context.published.is_some() || known.said.is_some() || draft.at.is_some() || draft.modified.is_some();
    let found = if dated { None } else { by_weekday(reader, draft, &context, known.now) };
    (Context { published: context.published.or(found), ..context }, found.is_some())
}

/// Finds the year of notes that print none, by the weekdays the text names.
///
/// A year fits when the text names the weekday of the first date, and no weekday that is not of one of the dates. It is
/// asked for only where the latest year that is possible lies well back: a fresh article is never moved into the past.
fn by_weekday(reader: &mut Reader, draft: &Draft, context: &Context, now: Moment) -> Option<Moment> {
    let without_year = |stamp: &Stamp| stamp.inferred.iter().any(|part| part.starts_with("year"));
    let days: Vec<Moment> = reader
        .read(&draft.notes, context)
        .into_iter()
        .filter_map(|(_, note)| note.stamp.filter(without_year)?.at)
        .collect();
    let (first, last) = (days.iter().min().copied()?, days.iter().max().copied()?);
    let named = weekdays(draft.body.text());
    let weekday = |day: &Moment, back: i32| {
        let day = NaiveDate::from_ymd_opt(day.year() - back, day.month(), day.day())?;
        Some(day.weekday().num_days_from_monday())
    };
    let fits = |back: i32| {
        let stated: BTreeSet<u32> = days.iter().filter_map(|day| weekday(day, back)).collect();
        weekday(&first, back).is_some_and(|first| named.contains(&first)) && named.is_subset(&stated)
    };
    if now - last < Duration::days(FRESH_DAYS) || fits(0) {
        return None;
    }
    let back = (1..=YEARS_BACK).find(|&back| fits(back))?;
    first.with_year(first.year() - back)
}

/// Finds the weekdays a text names in English, as days from Monday.
fn weekdays(text: &str) -> BTreeSet<u32> {
    let words = text.split(|letter: char| !letter.is_alphabetic());
    let days = words.filter(|word| word.ends_with("day") && word.chars().next().is_some_and(char::is_uppercase));
    days.filter_map(|word| word.parse::<Weekday>().ok()).map(|day| day.num_days_from_monday()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    fn known() -> Known {
        Known { now: moment("2026-11-23T12:00:00Z"), said: None, published: None, by_weekday: false, latest: None }
    }

    #[test]
    fn what_is_said_goes_before_what_the_file_states() {
        let draft = Draft { at: Some(moment("2026-02-18T10:15:00-08:00")), ..Draft::default() };
        let said = Known { said: Some(moment("2026-02-19T00:00:00Z")), ..known() };
        assert_eq!(date(&draft, &said).source, TimeSource::Said);
        assert_eq!(date(&draft, &known()).at, draft.at.unwrap());
    }

    #[test]
    fn without_any_date_the_clock_tells() {
        assert_eq!(date(&Draft::default(), &known()).source, TimeSource::Clock);
    }

    #[test]
    fn the_time_of_change_goes_before_first_publication() {
        let draft = Draft {
            published: Some(moment("2026-02-17T13:09:00-08:00")),
            modified: Some(moment("2026-02-18T10:15:00-08:00")),
            ..Draft::default()
        };
        assert_eq!(date(&draft, &known()).at, draft.modified.unwrap());
        assert_eq!(date(&draft, &known()).published, draft.published);
    }

    #[test]
    fn a_page_that_changed_without_a_new_time_is_dated_by_its_fetch() {
        let modified = moment("2026-02-18T10:15:00-08:00");
        let draft = Draft { modified: Some(modified), ..Draft::default() };
        let seen = moment("2026-02-19T09:00:00Z");
        let first = sighted(date(&draft, &known()), seen, &known());
        assert_eq!((first.at, first.source), (modified, TimeSource::Modified));
        let after = Known { latest: Some(modified), ..known() };
        let next = sighted(date(&draft, &after), seen, &after);
        assert_eq!((next.at, next.source), (seen, TimeSource::Seen));
        let ahead = sighted(date(&draft, &known()), modified - Duration::hours(1), &known());
        assert_eq!(ahead.source, TimeSource::Seen);
    }

    /// 17 February is a Sunday in 2019; of the later years, a Saturday in 2024 and a Tuesday in 2026.
    fn undated(text: &str, notes: &[&str]) -> Draft {
        let notes = notes.iter().map(|note| (*note).to_owned()).collect();
        Draft { body: crate::text::Body::from_paragraphs([text]), notes, ..Draft::default() }
    }

    #[test]
    fn weekdays_in_the_text_tell_the_year_of_old_notes() {
        let published = "Originally published 2/17 at 1:09 p.m. PT";
        let updated = "Updated 2/18 at 10:15 a.m. with a statement.";
        let first = date(&undated("It was so, a report said Sunday.", &[published]), &known());
        assert_eq!(first.at, moment("2019-02-17T13:09:00-08:00"));
        assert_eq!(first.inferred, ["year:from weekday"]);
        let second = date(&undated("It was so, a report said Sunday.", &[published, updated]), &known());
        assert_eq!(second.at, moment("2019-02-18T10:15:00-08:00"));
        assert_eq!(second.published, Some(moment("2019-02-17T13:09:00-08:00")));
    }

    #[test]
    fn a_fresh_article_stays_in_its_year_whatever_weekday_it_names() {
        let fresh = Known { now: moment("2026-02-20T12:00:00Z"), ..known() };
        let draft = undated("It was so, a report said Sunday.", &["Originally published 2/17 at 1:09 p.m. PT"]);
        assert_eq!(date(&draft, &fresh).at, moment("2026-02-17T13:09:00-08:00"));
    }

    #[test]
    fn weekdays_are_whole_words() {
        assert_eq!(weekdays("On Sunday, and today; Mondays. monday Tuesday"), BTreeSet::from([6, 1]));
    }
}
