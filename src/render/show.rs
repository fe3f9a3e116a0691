//! One version, as a reader saw it.

use super::moment::in_table;
use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, Cell, cell, table};
use super::words::block_mark;
use crate::article::{Snapshot, Version};

/// Draws one version: its short texts, its text, its captions and links, and its notes.
#[must_use]
pub fn show(version: &Version) -> Page {
    let mut page = Page::new();
    page.push(Line::new().with(Role::Faint, &format!("{}@{}", version.article, version.number)));
    page.append(times(version));
    page.gap();
    page.append(text(&version.snapshot));
    page
}

/// Draws when the version was on show, seen and recorded, each in the offset it was stated in.
fn times(version: &Version) -> Page {
    let times = version.snapshot.times;
    let stated = [
        ("on show", Some(times.at)),
        ("published", times.published),
        ("modified", times.modified),
        ("recorded", Some(version.recorded)),
    ];
    let row = |name: &str, text: String| ([cell(Role::Faint, name)], cell(Role::Faint, text));
    let mut rows: Vec<([Cell; 1], Cell)> =
        stated.into_iter().filter_map(|(name, at)| at.map(|at| row(name, in_table(at)))).collect();
    rows.extend(version.snapshot.urls.iter().map(|url| row("address", url.clone())));
    if version.technical {
        rows.push(row("technical", "kept because what was read of the page changed, not the article".to_owned()));
    }
    table([Align::Left], rows)
}

fn text(snapshot: &Snapshot) -> Page {
    let fields = &snapshot.fields;
    let mut page = Page::new();
    page.push(Line::new().with(Role::Heading, &fields.headline));
    for text in [&fields.dek, &fields.byline].into_iter().flatten() {
        page.push(Line::new().with(Role::Same, text));
    }
    for (kind, text) in snapshot.body.iter() {
        page.gap();
        page.push(Line::new().lead(Role::Faint, block_mark(kind)).with(Role::Same, text));
    }
    let captions = fields.captions.iter().map(|text| labelled("caption", text.clone()));
    let links = fields.links.iter().map(|link| labelled("link", format!("{} → {}", link.text, link.href)));
    page.gap();
    page.append(table([Align::Left], captions.chain(links).collect()));
    page.gap();
    for note in &snapshot.notes {
        page.push(Line::new().with(Role::Note, note));
    }
    page
}

fn labelled(label: &str, text: String) -> ([Cell; 1], Cell) {
    ([cell(Role::Faint, label)], cell(Role::Same, text))
}
