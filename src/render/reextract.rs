//! What became of captures that were read again, and which versions are technical ones.

use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, cell, table};
use super::words::{count, grouped};

/// What became of captures that were read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rereadings {
    /// The versions that read otherwise, each with what differs.
    pub changed: Vec<(String, String)>,
    /// How many read as before.
    pub unchanged: usize,
    /// How many the present reader had read already.
    pub current: usize,
    /// How many have no capture that could be read again.
    pub apart: usize,
    /// Those that cannot be read any more, and why.
    pub unreadable: Vec<(String, String)>,
    /// Whether nothing was to be kept.
    pub dry_run: bool,
}

/// Draws what became of captures that were read again.
#[must_use]
pub fn reextracted(report: &Rereadings) -> Page {
    let mut page = Page::new();
    let changed = count(report.changed.len(), "version reads", "versions read");
    let end = if report.dry_run && !report.changed.is_empty() { "; nothing was kept" } else { "" };
    page.push(Line::new().with(Role::Same, &format!("{changed} otherwise now{end}")));
    page.append(named(&report.changed));
    if !report.unreadable.is_empty() {
        let unreadable = format!("{} cannot be read any more", grouped(report.unreadable.len()));
        page.push(Line::new().with(Role::Alert, &unreadable));
        page.append(named(&report.unreadable));
    }
    let rest = [
        (report.unchanged, "the same as before"),
        (report.current, "read by the present reader already"),
        (report.apart, "without a capture that can be read again"),
    ];
    for (number, words) in rest.into_iter().filter(|(number, _)| *number > 0) {
        page.push(Line::new().with(Role::Faint, &format!("{} {words}", grouped(number))));
    }
    page
}

fn named(rows: &[(String, String)]) -> Page {
    let row =
        |(name, words): &(String, String)| ([cell(Role::Same, format!("  {name}"))], cell(Role::Same, words.as_str()));
    table([Align::Left], rows.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;

    #[test]
    fn versions_that_read_otherwise_are_named_and_the_others_counted() {
        let report = Rereadings {
            changed: vec![("a.example/ferry@3".to_owned(), "1 word changed; kept as version 7".to_owned())],
            unchanged: 11,
            current: 1,
            apart: 2,
            unreadable: vec![("a.example/dam@1".to_owned(), "no article was found".to_owned())],
            dry_run: false,
        };
        assert_eq!(
            Paint::Plain.draw(&reextracted(&report), None),
            "1 version reads otherwise now\n  \
               a.example/ferry@3  1 word changed; kept as version 7\n\
             1 cannot be read any more\n  \
               a.example/dam@1  no article was found\n\
             11 the same as before\n1 read by the present reader already\n2 without a capture that can be read again\n"
        );
        assert_eq!(Paint::Plain.draw(&reextracted(&Rereadings::default()), None), "0 versions read otherwise now\n");
    }
}
