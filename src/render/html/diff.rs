//! A comparison as a page for a browser.

use super::escape::{escaped, language};
use super::shades::style;
use super::stretch::{Writer, ear, marked};
use crate::diff::diff;
use crate::render::diff::{
    Block, Compared, Noise, Part, RowKind, Stretch, body, headline, stretches_between, sum, typography,
};
use crate::render::words::{count, place_in_table};
use crate::text::BlockKind;

/// Writes a comparison as one HTML file that needs nothing beside it: no script, no font, no picture.
///
/// What was put in is underlined, what was taken out is struck, and both are coloured for light and dark screens; a screen
/// reader is told in words. Unchanged paragraphs are folded and can be opened. A passage that moved links to its other
/// place. Each paragraph has an address: `#p-3` where it stands now, `#was-3` where it stood.
#[must_use]
pub fn diff_html(compared: &Compared<'_>, noise: Noise) -> String {
    let parts = body(compared, noise);
    let mut page = Page { compared, noise, writer: Writer::of(stretches(&parts)) };
    let title = escaped(page.title());
    let (header, notes, fields, text) = (page.header(), page.notes(), page.fields(), page.text(&parts));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>What changed: {title}</title>\n\
         <style>{}</style>\n</head>\n<body>\n<main>\n{header}{notes}{fields}{text}</main>\n</body>\n</html>\n",
        style()
    )
}

fn stretches(parts: &[Part]) -> impl Iterator<Item = &Stretch> {
    parts.iter().flat_map(|part| match part {
        Part::Folded(_, blocks) | Part::Shown(_, blocks) => blocks.iter().flat_map(|block| &block.runs),
    })
}

struct Page<'a> {
    compared: &'a Compared<'a>,
    noise: Noise,
    writer: Writer,
}

impl Page<'_> {
    fn title(&self) -> &str {
        match headline(self.compared) {
            "" => self.compared.article.as_deref().unwrap_or("Two texts"),
            headline => headline,
        }
    }

    /// Returns the attributes of an element that holds text of the article.
    fn own(&self) -> String {
        let snapshots = self.compared.snapshots;
        let tag = snapshots.after.language.as_deref().or(snapshots.before.language.as_deref());
        format!("lang=\"{}\" dir=\"auto\"", language(tag))
    }

    fn header(&self) -> String {
        let names = self.compared.names.as_ref().map(|name| escaped(name));
        let article = self.compared.article.as_deref().map(escaped);
        let article = article.map(|id| format!("<p class=\"id\">{id}</p>\n")).unwrap_or_default();
        format!(
            "<header>\n<h1 {}>{}</h1>\n{article}<dl class=\"sides\">\n<dt>Before</dt><dd dir=\"auto\">{}</dd>\n\
             <dt>After</dt><dd dir=\"auto\">{}</dd>\n</dl>\n<p class=\"sum\">{}</p>\n{}</header>\n",
            self.own(),
            escaped(self.title()),
            names.before,
            names.after,
            escaped(&sum(self.compared)),
            self.key()
        )
    }

    /// Says what the marks mean, those that can occur.
    fn key(&self) -> String {
        let found = self.compared.comparison;
        let mut key = "<ins>put in</ins> <del>taken out</del>".to_owned();
        if !found.body.moves.is_empty() {
            key.push_str(" <ins class=\"moved\">moved here</ins> <del class=\"moved\">moved away</del>");
        }
        if typography(self.compared) > 0 && self.noise == Noise::Shown {
            key.push_str(" <del class=\"noise\">old</del><ins class=\"noise\">new</ins> typography alone");
        }
        format!("<p class=\"key\">{key}</p>\n")
    }

    fn notes(&mut self) -> String {
        let compared = self.compared;
        let notes = &compared.comparison.notes;
        let own = self.own();
        let mut rows: Vec<String> = Vec::new();
        let mut row = |term: &str, text: &str| {
            rows.push(format!("<dt>{term}</dt><dd {own}>{text}</dd>\n"));
        };
        for text in &notes.added {
            row("added", &marked("ins", "", "inserted", &escaped(text)));
        }
        for texts in &notes.edited {
            let texts = texts.as_ref().map(String::as_str);
            row("reworded", &self.writer.put(&stretches_between(texts, &diff(texts), self.noise)));
        }
        for text in &notes.removed {
            row("removed", &marked("del", "", "deleted", &escaped(text)));
        }
        if rows.is_empty() {
            return String::new();
        }
        if !notes.carried.is_empty() {
            let words = count(notes.carried.len(), "note", "notes");
            rows.push(format!("<dt>as before</dt><dd>{words}</dd>\n"));
        }
        format!(
            "<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n<dl class=\"notes\">\n{}</dl>\n</section>\n",
            rows.concat()
        )
    }

    fn fields(&mut self) -> String {
        let (compared, own) = (self.compared, self.own());
        let mut rows: Vec<String> = Vec::new();
        for row in &compared.comparison.rows {
            let runs = stretches_between(row.texts.as_ref().map(String::as_str), &row.diff, self.noise);
            let (place, text) = (escaped(&place_in_table(row.place)), self.writer.put(&runs));
            rows.push(format!("<tr><th scope=\"row\">{place}</th><td {own}>{text}</td></tr>\n"));
        }
        if rows.is_empty() {
            return String::new();
        }
        format!(
            "<section aria-labelledby=\"fields\">\n<h2 id=\"fields\">Fields</h2>\n<table>\n\
             <thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n\
             <tbody>\n{}</tbody>\n</table>\n</section>\n",
            ear("Field"),
            ear("Change"),
            rows.concat()
        )
    }

    fn text(&mut self, parts: &[Part]) -> String {
        if parts.is_empty() {
            return String::new();
        }
        let mut written: Vec<String> = Vec::new();
        for part in parts {
            match part {
                Part::Folded(words, blocks) => {
                    written.push(format!("<details>\n<summary>{}</summary>\n", escaped(words)));
                    written.extend(blocks.iter().map(|block| self.block(RowKind::Same, block)));
                    written.push("</details>\n".to_owned());
                }
                Part::Shown(kind, blocks) => {
                    written.extend(blocks.iter().map(|block| self.block(*kind, block)));
                }
            }
        }
        format!("<section aria-labelledby=\"text\">\n<h2 id=\"text\">Text</h2>\n{}</section>\n", written.concat())
    }

    /// Writes a block with its number, which is a link to itself, and what became of it.
    fn block(&mut self, kind: RowKind, block: &Block) -> String {
        let (own, text, number) = (self.own(), self.writer.put(&block.runs), block.number);
        let gone = matches!(kind, RowKind::Deleted | RowKind::MovedFrom);
        let place = format!("{}-{number}", if gone { "was" } else { "p" });
        let fate = kind.fate();
        let fate = if fate.is_empty() { String::new() } else { format!(" <span>{fate}</span>") };
        let text = match block.kind {
            BlockKind::Heading => format!("<h3 {own}>{text}</h3>"),
            BlockKind::Quote => format!("<blockquote {own}>{text}</blockquote>"),
            BlockKind::ListItem => format!("<p {own}>• {text}</p>"),
            BlockKind::Paragraph | BlockKind::Table => format!("<p {own}>{text}</p>"),
        };
        format!(
            "<div class=\"block\" id=\"{place}\"><a class=\"number\" href=\"#{place}\"><b>¶ {number}</b>{fate}</a>{text}</div>\n"
        )
    }
}
