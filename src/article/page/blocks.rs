//! The body of a page: a block a line, an empty line between blocks.

use crate::text::{BlockKind, Body};

/// First characters at which a paragraph would be taken for something else; a backslash goes before them.
const MARKS: [char; 10] = ['#', '-', '>', '|', '\\', '*', '+', '=', '~', '`'];

/// Writes the blocks, each after an empty line.
pub(super) fn write(page: &mut String, body: &Body) {
    for (kind, text) in body.iter() {
        page.push('\n');
        let (before, after) = match kind {
            BlockKind::Paragraph if text.starts_with(MARKS) => ("\\", ""),
            BlockKind::Paragraph => ("", ""),
            BlockKind::Heading => ("## ", ""),
            BlockKind::ListItem => ("- ", ""),
            BlockKind::Quote => ("> ", ""),
            BlockKind::Table => ("| ", " |"),
        };
        page.extend([before, text, after, "\n"]);
    }
}

/// Reads the blocks; plain lines that follow each other are one paragraph.
pub(super) fn read(text: &str) -> Body {
    let mut blocks: Vec<(BlockKind, String)> = Vec::new();
    let mut open = false;
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        if line.is_empty() {
            open = false;
            continue;
        }
        let (kind, text) = block_of(line);
        match blocks.last_mut().filter(|_| open && kind == BlockKind::Paragraph) {
            Some((BlockKind::Paragraph, paragraph)) => paragraph.extend([" ", text]),
            _ => blocks.push((kind, text.to_owned())),
        }
        open = kind == BlockKind::Paragraph;
    }
    blocks.into_iter().collect()
}

/// Tells what a line is, and its text.
fn block_of(line: &str) -> (BlockKind, &str) {
    if let Some(text) = line.strip_prefix('\\') {
        return (BlockKind::Paragraph, text);
    }
    if let Some(text) = heading(line) {
        return (BlockKind::Heading, text);
    }
    if let Some(text) = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return (BlockKind::ListItem, text);
    }
    if let Some(text) = line.strip_prefix("> ") {
        return (BlockKind::Quote, text);
    }
    match line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) {
        Some(row) => (BlockKind::Table, row),
        None => (BlockKind::Paragraph, line),
    }
}

/// Returns the text of a heading of any depth.
fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    if (1..=6).contains(&(line.len() - text.len())) { text.strip_prefix(' ') } else { None }
}
