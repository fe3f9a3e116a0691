//! One line for each thing that happens at a watch.

use std::time::Duration;

use variorum::article::Moment;
use variorum::desk::watch::{Event, NewVersion, What};
use variorum::history::Severity;
use variorum::render::{count, in_table, visible};

use crate::cli::outcome;

/// The width of the longest word a line begins with after its time.
const WORD: usize = "unconfirmed".len();

/// Says an event in one line.
pub(super) fn of(event: &Event) -> String {
    let (word, about, said) = parts(event);
    let about = about.unwrap_or_else(|| event.url.clone());
    let back = event.back_from.map(|absence| format!(", back after: {}", absence.words())).unwrap_or_default();
    let line = format!("{}  {word:WORD$}  {about}  {said}{back}", in_table(event.time));
    format!("{}\n", visible(line.trim_end()).replace('\n', " "))
}

/// Returns the word for what happened, the article it is about where that is not told by the address, and the rest.
fn parts(event: &Event) -> (&'static str, Option<String>, String) {
    let again = again(event.time, event.next);
    match &event.what {
        What::Version(version) => version_parts(version),
        What::Unchanged { not_modified: true, .. } => {
            ("unchanged", None, format!("by the server's word (304), {again}"))
        }
        What::Unchanged { article, version, technical, .. } => {
            let name = article.as_ref().zip(*version).map(|(article, version)| format!("{article}@{version}"));
            let moved = technical.map(|number| format!("its metadata moved (technical version {number}), "));
            ("unchanged", name, format!("{}{again}", moved.unwrap_or_default()))
        }
        What::Unconfirmed { absent: None } => ("unconfirmed", None, format!("changed, {again} to confirm it")),
        What::Unconfirmed { absent: Some(absence) } => {
            ("unconfirmed", None, format!("{}, {again} to confirm it", absence.words()))
        }
        What::Reverted => ("reverted", None, format!("changed at one look only, not recorded, {again}")),
        What::Unsettled { looks } => {
            let looks = count(*looks as usize, "look", "looks");
            ("unsettled", None, format!("another page at each of {looks}, not recorded, {again}"))
        }
        What::Gone { absence, last_seen, still } => {
            let since = match (still, last_seen) {
                (false, Some(seen)) => format!(", last seen {}", in_table(*seen)),
                (false, None) => ", never seen".to_owned(),
                (true, _) => ", still".to_owned(),
            };
            ("gone", None, format!("{}{since}, {again}", absence.words()))
        }
        What::List { not_modified: true, .. } => ("list", None, format!("as it was (304), {again}")),
        What::List { listed, new, .. } => ("list", None, format!("names {listed}, {new} new, {again}")),
        What::Failed { problem } => {
            ("failed", None, format!("{}, {again}", without_address(&outcome::trouble(problem), &event.url)))
        }
        What::Finding { finding } => {
            let severity = match finding.severity {
                Severity::Substantive => "substantive",
                Severity::Minor => "minor",
                Severity::Cosmetic => "cosmetic",
            };
            let name = format!("{}@{}", finding.article, finding.version);
            ("finding", Some(name), format!("{severity}: {}", finding.reason))
        }
        What::HookFailed { hook, problem } => ("failed", None, format!("hook {hook} {problem}")),
    }
}

/// Leaves out of what went wrong the address that it is about, which the line names already.
fn without_address<'t>(said: &'t str, url: &str) -> &'t str {
    let rest = said.strip_prefix(url).filter(|rest| rest.starts_with([':', ' ']));
    rest.map_or(said, |rest| rest.trim_start_matches([':', ' ']))
}

fn version_parts(version: &NewVersion) -> (&'static str, Option<String>, String) {
    let name = Some(format!("{}@{}", version.article, version.version));
    if version.first {
        return ("first", name, version.headline.clone());
    }
    let seen = version.last_seen.map(|seen| format!("  (after {})", in_table(seen))).unwrap_or_default();
    ("next", name, format!("{}{seen}", version.summary))
}

/// Says when an address is looked at again.
fn again(now: Moment, next: Option<Moment>) -> String {
    let Some(next) = next else { return "let go".to_owned() };
    format!("again in {}", span((next - now).to_std().unwrap_or_default()))
}

/// Says a span of time in its greatest whole unit.
fn span(span: Duration) -> String {
    match span.as_secs() {
        seconds @ ..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds @ 7200..172_800 => format!("{} h", seconds / 3600),
        seconds => format!("{} d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_said_in_its_greatest_whole_unit() {
        let said = |seconds| span(Duration::from_secs(seconds));
        assert_eq!([said(20), said(300), said(7200), said(604_800)], ["20 s", "5 min", "2 h", "7 d"]);
    }
}
