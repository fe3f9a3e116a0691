//! A comparison as Markdown.

use crate::diff::{Diff, Sides, diff};
use crate::render::diff::{Block, Compared, Noise, Part, Stretch, body, headline, stretches_between, sum};
use crate::render::page::Run;
use crate::render::words::place_in_prose;

use super::escape::escaped;
use super::marks::marked;

/// Writes a comparison as Markdown: notes, then the short texts, then the body with unchanged paragraphs folded.
#[must_use]
pub fn diff_markdown(compared: &Compared<'_>, noise: Noise) -> String {
    let names = compared.names.as_ref().map(|name| escaped(name));
    let mut parts = vec![
        format!("# {}", escaped(title(compared))),
        format!("From {} to {}: {}.", names.before, names.after, escaped(&sum(compared))),
    ];
    let found = compared.comparison;
    let mut items: Vec<String> =
        found.notes.added.iter().map(|text| format!("- Note added: **{}**", escaped(text))).collect();
    items.extend(found.notes.edited.iter().map(|texts| {
        let texts = texts.as_ref().map(String::as_str);
        format!("- Note reworded: {}", marked_between(texts, &diff(texts), noise))
    }));
    items.extend(found.notes.removed.iter().map(|text| format!("- Note removed: ~~{}~~", escaped(text))));
    items.extend(found.rows.iter().map(|row| {
        let texts = row.texts.as_ref().map(String::as_str);
        format!("- {}: {}", place_in_prose(row.place), marked_between(texts, &row.diff, noise))
    }));
    if !items.is_empty() {
        parts.push(items.join("\n"));
    }
    for part in body(compared, noise) {
        match part {
            Part::Folded(text, _) => parts.push(format!("*{}*", escaped(&text))),
            Part::Shown(_, blocks) => parts.extend(blocks.iter().map(block_line)),
        }
    }
    format!("{}\n", parts.join("\n\n"))
}

fn block_line(block: &Block) -> String {
    format!("¶ {} · {}", block.number, marked(&runs(&block.runs)))
}

fn marked_between(texts: Sides<&str>, diff: &Diff, noise: Noise) -> String {
    marked(&runs(&stretches_between(texts, diff, noise)))
}

fn runs(stretches: &[Stretch]) -> Vec<Run> {
    stretches.iter().map(Stretch::run).collect()
}

fn title<'a>(compared: &'a Compared<'_>) -> &'a str {
    match headline(compared) {
        "" => compared.article.as_deref().unwrap_or("Two texts"),
        headline => headline,
    }
}
