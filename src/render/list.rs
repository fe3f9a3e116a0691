//! The articles of an archive.

use serde::Serialize;

use super::page::{Line, Page};
use super::role::Role;
use super::seen::absent;
use super::table::{Align, cell, table};
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

/// Draws the articles of an archive, a line each.
#[must_use]
pub fn list(articles: &[Listed]) -> Page {
    let mut page = Page::new();
    if articles.is_empty() {
        page.push(Line::new().with(Role::Faint, "No articles yet: variorum record FILE keeps the first."));
        return page;
    }
    let rows = articles.iter().map(|article| {
        let versions = usize::try_from(article.versions).unwrap_or(usize::MAX);
        let cells = [
            cell(Role::Same, article.name.as_str()),
            cell(Role::Faint, count(versions, "version", "versions")),
            cell(Role::Faint, article.last.format("%Y-%m-%d").to_string()),
        ];
        let headline = article.headline.as_str();
        let away = article.away.as_ref().map(|away| format!("{headline} · {}", absent(away)));
        (cells, cell(Role::Same, away.as_deref().unwrap_or(headline)))
    });
    page.append(table([Align::Left, Align::Right, Align::Left], rows.collect()));
    page
}
