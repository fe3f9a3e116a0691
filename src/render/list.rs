//! The articles of an archive.

use serde::Serialize;

use super::page::{Line, Page, columns};
use super::role::Role;
use super::seen::absent;
use super::table::{Align, cell, part_of_table};
use super::words::count;
use crate::article::Moment;
use crate::history::Away;

/// One article as the list tells it, and as its JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The article's id.
    pub article: String,
    /// What it is called where that is enough: its id without the hash.
    pub name: String,
    /// Its latest headline.
    pub headline: String,
    /// How many versions are kept.
    pub versions: u32,
    /// When its earliest version was on show.
    pub first: Moment,
    /// When its latest version was on show.
    pub last: Moment,
    /// How it is absent, if it was when it was last seen.
    pub away: Option<Away>,
}

/// How wide the columns of a list are: found before its first line is drawn, so that not all have to be held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListColumns {
    name: usize,
    versions: usize,
}

impl ListColumns {
    /// Makes the columns wide enough for an article.
    pub fn fit(&mut self, name: &str, versions: u32) {
        self.name = self.name.max(columns(&super::visible(name)));
        self.versions = self.versions.max(columns(&versions_of(versions)));
    }

    /// Tells whether there is nothing to list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.name == 0
    }
}

/// Draws articles of an archive, a line each; of one without any it says how to begin.
#[must_use]
pub fn list(articles: &[Listed], widths: &ListColumns) -> Page {
    if widths.is_empty() {
        return nothing_yet();
    }
    let rows = articles.iter().map(|article| {
        let cells = [
            cell(Role::Same, article.name.as_str()),
            cell(Role::Faint, versions_of(article.versions)),
            cell(Role::Faint, article.last.format("%Y-%m-%d").to_string()),
        ];
        let headline = article.headline.as_str();
        let away = article.away.as_ref().map(|away| format!("{headline} · {}", absent(away)));
        (cells, cell(Role::Same, away.as_deref().unwrap_or(headline)))
    });
    part_of_table([Align::Left, Align::Right, Align::Left], [widths.name, widths.versions, 0], rows.collect())
}

/// Counts versions in words.
fn versions_of(versions: u32) -> String {
    count(usize::try_from(versions).unwrap_or(usize::MAX), "version", "versions")
}

/// Says of an archive without articles how to begin.
pub(super) fn nothing_yet() -> Page {
    let mut page = Page::new();
    page.push(Line::new().with(Role::Faint, "No articles yet: variorum record FILE keeps the first."));
    page
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;

    #[test]
    fn articles_drawn_apart_stand_in_the_same_columns() {
        let at: Moment = "2026-03-01T12:00:00Z".parse().unwrap();
        let listed = |name: &str, versions| Listed {
            article: format!("{name}-1a2b3c4d5e"),
            name: name.to_owned(),
            headline: "It sank".to_owned(),
            versions,
            first: at,
            last: at,
            away: None,
        };
        let all = [listed("a.example/a-long-name", 1), listed("b.example/x", 12)];
        let mut widths = ListColumns::default();
        for one in &all {
            widths.fit(&one.name, one.versions);
        }
        let drawn = |articles: &[Listed]| Paint::Plain.draw(&list(articles, &widths), None);
        assert_eq!(
            drawn(&all),
            "a.example/a-long-name    1 version  2026-03-01  It sank\n\
             b.example/x            12 versions  2026-03-01  It sank\n"
        );
        assert_eq!(drawn(&all[..1]) + &drawn(&all[1..]), drawn(&all));
    }
}
