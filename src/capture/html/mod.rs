//! Saved pages: the article's text without the page's furniture, and its notes from wherever they stand.

mod bounds;
pub(super) mod fragment;
mod outline;
mod furniture;
mod region;
mod meta;
mod linked_data;
mod head;
mod fields;

use dom_query::Document;
use url::Url;

use self::fields::{Printed, alike};
use self::outline::{Outline, Piece, PieceKind};
use self::region::Region;
use super::date;
use super::error::CaptureError;
use super::parting::{Lines, is_byline, part_trailing_notes, take_leading_notes};
use crate::article::{Draft, Fields, Hyperlink};
use crate::notes::is_note_line;
use crate::text::{BlockKind, one_line};

/// Reads a saved page.
///
/// # Errors
///
/// When its elements are nested too deep, or have too many attributes, to be parsed.
pub(super) fn read(page: &str) -> Result<Draft, CaptureError> {
    if !bounds::are_kept(page) {
        return Err(CaptureError::TooDeep);
    }
    Ok(read_parsed(page))
}

fn read_parsed(page: &str) -> Draft {
    let document = Document::from(page);
    let meta = head::read(&document);
    let outline = Outline::of(&document);
    let region = Region::find(&outline);
    let printed = fields::read(&outline, &region, &meta);
    let pieces: Vec<&Piece> =
        outline.pieces.iter().filter(|piece| in_text(&outline, &region, piece, &printed)).collect();
    let mut fields = printed.fields.clone();
    let base = meta.url.as_deref().and_then(|url| Url::parse(url).ok());
    fields.captions =
        pieces.iter().filter(|piece| piece.kind == PieceKind::Caption).map(|piece| one_line(&piece.text)).collect();
    fields.links = pieces.iter().flat_map(|piece| &piece.links).map(|link| resolved(link, base.as_ref())).collect();

    let mut blocks: Vec<Lines> = pieces.iter().filter_map(|piece| lines(piece)).collect();
    let mut notes = outer_notes(&outline, &region, &fields, true);
    notes.extend(take_leading_notes(&mut blocks));
    let (body, last) = part_trailing_notes(&blocks);
    notes.extend(last);
    notes.extend(outer_notes(&outline, &region, &fields, false));
    notes.extend(unprinted(&meta.corrections, &notes, body.text()));
    let mut seen = std::collections::BTreeSet::new();
    notes.retain(|note| seen.insert(note.clone()));

    let stated = |text: &Option<String>| text.as_deref().and_then(date::read);
    let [published, modified] = date::settle_all([stated(&meta.published), stated(&meta.modified)]);
    Draft {
        fields,
        body,
        notes,
        urls: meta.url.into_iter().collect(),
        language: meta.language,
        published,
        modified,
        ..Draft::default()
    }
}

/// Tells whether a piece is part of the text: in the body, no furniture, no list of links, no field told already.
fn in_text(outline: &Outline, region: &Region, piece: &Piece, printed: &Printed<'_>) -> bool {
    let text = one_line(&piece.text);
    let caption = piece.kind == PieceKind::Caption && region.in_scope[piece.element];
    (region.in_body[piece.element] || caption)
        && !region.furniture[piece.element]
        && piece.kind != PieceKind::Title
        && (caption || !is_linked(piece))
        && !furniture::is_furniture_line(&text)
        && !printed.holds(piece)
        && !alike(&text, &printed.fields.headline)
        && !(is_byline(&text) && outline.around(piece.element).take(3).any(|at| outline.elements[at].rel == "author"))
}

/// Tells whether nearly all of a piece lies in links: a teaser or a list of tags.
fn is_linked(piece: &Piece) -> bool {
    let length = piece.text.trim().len();
    piece.linked * 10 >= length * 9
}

fn told(text: &str, fields: &Fields) -> bool {
    let optional = |field: &Option<String>| field.as_deref().is_some_and(|field| field == text);
    alike(text, &fields.headline) && !text.is_empty() || optional(&fields.dek) || optional(&fields.byline)
}

/// Makes a block of a piece of the body; none of a caption.
fn lines(piece: &Piece) -> Option<Lines> {
    let PieceKind::Block(kind) = piece.kind else { return None };
    Lines::new(kind, &piece.text)
}

/// Gathers the notes that stand around the body: in the article's header, footer and boxes, or in a box that says so.
fn outer_notes(outline: &Outline, region: &Region, fields: &Fields, before: bool) -> Vec<String> {
    let first =
        outline.pieces.iter().position(|piece| region.in_body[piece.element] && !region.furniture[piece.element]);
    let mut notes = Vec::new();
    for (at, piece) in outline.pieces.iter().enumerate() {
        let inner = region.in_body[piece.element] && !region.furniture[piece.element];
        if inner || (at < first.unwrap_or(0)) != before || region.noteless[piece.element] || is_linked(piece) {
            continue;
        }
        let around = |take: usize| outline.around(piece.element).take(take);
        let boxed = around(4).any(|at| furniture::is_note_box(&outline.elements[at]));
        let dated = around(4).any(|at| furniture::names_dates(&outline.elements[at]));
        if !(boxed || region.in_scope[piece.element]) || (dated && !says_what_changed(&piece.text)) {
            continue;
        }
        let stays = |line: &String| !told(line, fields) && !furniture::is_relative_time(line);
        notes.extend(note_lines(&piece.text).into_iter().map(|line| unframed(&line)).filter(stays));
    }
    notes
}

/// Cuts a piece into its notes: the lines that are notes, or the whole.
fn note_lines(text: &str) -> Vec<String> {
    let Some(lines) = Lines::new(BlockKind::Paragraph, text) else { return Vec::new() };
    let (_, notes) = part_trailing_notes(&[lines]);
    notes
}

/// Takes off the marks that part a note from its neighbours on the page.
fn unframed(line: &str) -> String {
    line.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '|' | '•' | '·')).to_owned()
}

/// Tells whether a line among a page's dates says more than the date.
fn says_what_changed(text: &str) -> bool {
    let text = text.to_lowercase();
    [" with ", " to ", "correct", "clarif", "amend", "earlier version", "previous version"]
        .iter()
        .any(|cue| text.contains(cue))
}

/// Keeps the corrections stated in JSON-LD that the page does not print.
fn unprinted(corrections: &[String], notes: &[String], body: &str) -> Vec<String> {
    let printed = |text: &str| {
        body.contains(text) || notes.iter().any(|note| note.contains(text) || text.contains(note.as_str()))
    };
    corrections.iter().map(|text| one_line(text)).filter(|text| !printed(text) && is_note_line(text)).collect()
}

/// Completes a link's target with the page's own address.
fn resolved(link: &Hyperlink, base: Option<&Url>) -> Hyperlink {
    let href = base.and_then(|base| base.join(&link.href).ok()).map_or(link.href.clone(), String::from);
    Hyperlink { text: one_line(&link.text), href }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Ferry sinks | Harl Gazette</title>
        <link rel="canonical" href="https://www.harl.example/news/ferry-sinks">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry sinks","datePublished":"2026-02-17T13:09:00-0800",
        "dateModified":"2026-02-18T10:15:00-08:00","author":{"name":"Ada Moreau"}}</script></head><body>
        <nav><ul><li><a href="/">Home</a></li></ul></nav>
        <article><header><h1>Ferry sinks</h1><p class="dek">All aboard were saved.</p><address>By <a href="/ada">Ada Moreau</a></address><span>2 min read</span></header>
        <figure><img src="a.jpg"><figcaption>The ferry in May.</figcaption></figure>
        <div class="text"><p>The ferry sank at noon, the harbour office said on Tuesday.</p>
        <h2>Rescue</h2><p>Two boats took <a href="/x?a=1">everyone</a> aboard within the hour, it said.</p>
        <blockquote><p>“We were very lucky that the sea was calm.”</p></blockquote>
        <ul><li>The ferry was forty years old.</li></ul>
        <aside class="newsletter"><p>Our weekly letter on ships. Sign up here now.</p></aside></div></article>
        <aside><h2>Most popular</h2><ul><li><a href="/a">Updated list: the best boats</a></li></ul></aside>
        <footer><p>Get the latest updates in your inbox.</p></footer></body></html>"#;

    #[test]
    fn the_text_comes_without_the_furniture() {
        let draft = read(PAGE).unwrap();
        assert_eq!(draft.fields.headline, "Ferry sinks");
        assert_eq!(draft.fields.dek.as_deref(), Some("All aboard were saved."));
        assert_eq!(draft.fields.byline.as_deref(), Some("By Ada Moreau"));
        assert_eq!(draft.fields.captions, ["The ferry in May."]);
        let blocks: Vec<_> = draft.body.iter().collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Paragraph, "The ferry sank at noon, the harbour office said on Tuesday."),
                (BlockKind::Heading, "Rescue"),
                (BlockKind::Paragraph, "Two boats took everyone aboard within the hour, it said."),
                (BlockKind::Quote, "“We were very lucky that the sea was calm.”"),
                (BlockKind::ListItem, "The ferry was forty years old."),
            ]
        );
    }

    #[test]
    fn links_dates_address_and_language_are_read() {
        let draft = read(PAGE).unwrap();
        assert_eq!(
            draft.fields.links,
            [Hyperlink { text: "everyone".into(), href: "https://www.harl.example/x?a=1".into() }]
        );
        assert_eq!(draft.published.unwrap().to_rfc3339(), "2026-02-17T13:09:00-08:00");
        assert_eq!(draft.modified.unwrap().to_rfc3339(), "2026-02-18T10:15:00-08:00");
        assert_eq!(draft.urls, ["https://www.harl.example/news/ferry-sinks"]);
        assert_eq!(draft.language.as_deref(), Some("en-GB"));
    }

    #[test]
    fn a_note_in_the_footer_of_the_article_is_found_whatever_its_class() {
        let footer = r#"<footer class="c-article__footer"><p>This article was amended on 19 February 2026 to correct a
            figure.</p></footer></article>"#;
        let draft = read(&PAGE.replace("</article>", footer)).unwrap();
        assert_eq!(draft.notes, ["This article was amended on 19 February 2026 to correct a figure."]);
    }

    #[test]
    fn a_paragraph_that_repeats_the_dek_stays_in_the_text() {
        let draft = read(&PAGE.replace("<h2>Rescue", "<p>All aboard were saved.</p><h2>Rescue")).unwrap();
        assert_eq!(draft.fields.dek.as_deref(), Some("All aboard were saved."));
        assert_eq!(draft.body.block_text(1), Some("All aboard were saved."));
    }

    #[test]
    fn a_page_without_markup_for_articles_is_read_too() {
        let page = "<html><title>T</title><body><table><tr><td><a href=/>Home</a><td>The ferry sank at noon, they said.<br><br>It was forty years old and slow.</table>";
        let draft = read(page).unwrap();
        assert_eq!(draft.body.text(), "The ferry sank at noon, they said.\n\nIt was forty years old and slow.");
    }

    #[test]
    fn anything_at_all_is_read_without_a_panic() {
        for page in ["", "<", "<p>", "<h1>A", "<table><tr>", "<a href=x>", "<html><body><script>x", "a<br><br><br>b"] {
            let _ = read(page);
        }
    }
}
