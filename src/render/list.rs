//! The articles of an archive.

use serde::Serialize;

use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, cell, table};
use super::words::count;
use crate::article::Moment;

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
        (cells, cell(Role::Same, article.headline.as_str()))
    });
    page.append(table([Align::Left, Align::Right, Align::Left], rows.collect()));
    page
}
