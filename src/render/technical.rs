//! The technical versions of an article, apart from its own.

use serde::Serialize;

use super::moment::in_table;
use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, cell, table};
use crate::article::Moment;

/// A technical version, as the log tells it and as its JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TechnicalRow {
    /// Its number.
    pub version: u32,
    /// When it was written into the archive.
    pub recorded: Moment,
    /// The version it is a later reading of.
    pub rereads: Option<u32>,
    /// What it was kept for, in words.
    pub why: String,
}

/// Draws the technical versions of an article; nothing where there are none.
#[must_use]
pub fn technical(rows: &[TechnicalRow]) -> Page {
    let mut page = Page::new();
    if rows.is_empty() {
        return page;
    }
    page.push(Line::new().with(Role::Faint, "technical: nothing of the article changed"));
    let cells = rows.iter().map(|row| {
        let names = [cell(Role::Faint, row.version.to_string()), cell(Role::Faint, in_table(row.recorded))];
        (names, cell(Role::Faint, row.why.as_str()))
    });
    page.append(table([Align::Right, Align::Left], cells.collect()));
    page
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;

    #[test]
    fn technical_versions_stand_apart() {
        let recorded = "2026-03-01T12:00:00Z".parse().unwrap();
        let row = TechnicalRow { version: 7, recorded, rereads: Some(3), why: "version 3 read again".to_owned() };
        assert_eq!(
            Paint::Plain.draw(&technical(&[row]), None),
            "technical: nothing of the article changed\n7  2026-03-01 12:00 +00:00  version 3 read again\n"
        );
        assert_eq!(Paint::Plain.draw(&technical(&[]), None), "");
    }
}
