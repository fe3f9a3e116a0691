//! The versions of an article, as a changelog.

use crate::article::Moment;
use crate::history::{Changelog, Entry};
use crate::render::moment::day;
use crate::render::seen::absent;
use crate::render::words::count;

use super::escape::{address, escaped};
use super::section::section;

/// How to read the signs, for one who has never seen such a page.
const LEGEND: &str = "~~Struck~~ words were taken out, **bold** words were put in. *Announced* means that a note \
                      published with the article tells of the change. Times are when a version was on show.";

/// Which version stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The latest.
    NewestFirst,
    /// The first.
    OldestFirst,
}

/// Writes the changelog of an article as Markdown, a section a version.
#[must_use]
pub fn changelog_markdown(changelog: &Changelog, order: Order) -> String {
    let mut parts = vec![title(changelog), about(changelog), LEGEND.to_owned()];
    if !changelog.away().is_empty() {
        let told: Vec<String> = changelog.away().iter().map(|away| escaped(&absent(away))).collect();
        parts.push(format!("Absent: {}.", told.join("; ")));
    }
    let mut sections: Vec<String> = (0..changelog.entries.len()).map(|index| section(changelog, index)).collect();
    if order == Order::NewestFirst {
        sections.reverse();
    }
    parts.append(&mut sections);
    format!("{}\n", parts.join("\n\n"))
}

/// Writes the latest headline as the title.
fn title(changelog: &Changelog) -> String {
    let headline = changelog.entries.last().map(|entry| entry.version.snapshot.fields.headline.as_str());
    match headline {
        Some(headline) if !headline.is_empty() => format!("# {}", escaped(headline)),
        _ => format!("# {}", escaped(&changelog.article.to_string())),
    }
}

/// Says what the page is.
fn about(changelog: &Changelog) -> String {
    let entries = &changelog.entries;
    let url = entries.iter().rev().find_map(|entry| entry.version.snapshot.urls.first());
    let url = url.map(|url| format!(", {}", address(url))).unwrap_or_default();
    let versions = match entries.as_slice() {
        [] => "no versions".to_owned(),
        [first, .., last] if day(at(first)) != day(at(last)) => {
            format!("{}, {} to {}", count(entries.len(), "version", "versions"), day(at(first)), day(at(last)))
        }
        [first, ..] => format!("{}, {}", count(entries.len(), "version", "versions"), day(at(first))),
    };
    format!("Changelog of the article `{}`{url}: {versions}.", changelog.article)
}

fn at(entry: &Entry) -> Moment {
    entry.version.snapshot.times.at
}
