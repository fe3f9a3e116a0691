//! The newest versions of all articles.

use serde::Serialize;

use super::list::nothing_yet;
use super::moment::in_table;
use super::page::Page;
use super::role::Role;
use super::table::{Align, cell, table};
use crate::article::Moment;

/// One version among those of all articles, as the log tells it and as its JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LatestRow {
    /// The article's id.
    pub article: String,
    /// What it is called where that is enough: its id without the hash.
    pub name: String,
    /// The version's number.
    pub version: u32,
    /// When it was on show.
    pub at: Moment,
    /// When it was written into the archive.
    pub recorded: Moment,
    /// Its first new note, else what changed, in a line.
    pub told: String,
}

/// Draws the newest versions of all articles, a line each.
#[must_use]
pub fn latest(rows: &[LatestRow]) -> Page {
    if rows.is_empty() {
        return nothing_yet();
    }
    let rows = rows.iter().map(|row| {
        let cells = [cell(Role::Faint, in_table(row.at)), cell(Role::Same, format!("{}@{}", row.name, row.version))];
        (cells, cell(Role::Same, row.told.as_str()))
    });
    table([Align::Left, Align::Left], rows.collect())
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;

    #[test]
    fn each_version_is_a_line_that_names_it() {
        let at: Moment = "2026-03-01T12:00:00+01:00".parse().unwrap();
        let row = |name: &str, version, told: &str| LatestRow {
            article: format!("{name}-1a2b3c4d5e"),
            name: name.to_owned(),
            version,
            at,
            recorded: at,
            told: told.to_owned(),
        };
        let rows = [row("a.example/ferry", 12, "Correction: it was a boat."), row("b.example/x", 1, "first version")];
        assert_eq!(
            Paint::Plain.draw(&latest(&rows), None),
            "2026-03-01 12:00 +01:00  a.example/ferry@12  Correction: it was a boat.\n\
             2026-03-01 12:00 +01:00  b.example/x@1       first version\n"
        );
        assert!(Paint::Plain.draw(&latest(&[]), None).starts_with("No articles yet"));
    }
}
