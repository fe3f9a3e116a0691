//! Saved pages: the article's text without the page's furniture, and its notes from wherever they stand.

mod tree;
mod sink;
mod interrupted;
mod parse;
mod element;
mod marks;
mod outline;
pub(super) mod fragment;
mod furniture;
mod furniture_line;
mod joins;
mod region;
mod meta;
mod linked_data;
mod head;
mod byline;
mod fields;
mod front;
mod harvest;

use url::Url;

use self::fields::{Printed, alike};
use self::meta::{Meta, Said};
use self::outline::{Outline, Piece, PieceKind};
use self::parse::parse;
use self::region::Region;
use self::tree::Tree;
use super::date;
use super::error::CaptureError;
use super::parting::{Lines, is_byline, part_trailing_notes, take_leading_notes};
use super::provenance::Provenance;
use crate::article::{Draft, Hyperlink};
use crate::text::{BlockKind, one_line};

/// The longest heading over a list of links to elsewhere, in characters.
const LONGEST_LABEL: usize = 40;

/// Reads a saved page, and tells where on it each field was read.
///
/// # Errors
///
/// When its elements are nested too deep, or are too many, to be parsed.
pub(super) fn read(page: &str) -> Result<(Draft, Provenance), CaptureError> {
    Ok(read_parsed(&parse(page).ok_or(CaptureError::TooDeep)?))
}

fn read_parsed(tree: &Tree) -> (Draft, Provenance) {
    let meta = head::read(tree);
    let mut outline = Outline::of(tree);
    joins::join(&mut outline);
    let region = Region::find(&outline);
    let printed = fields::read(&outline, &region, &meta);
    let start = front::start(&outline, &region, &printed);
    let pieces: Vec<(usize, &Piece)> = outline
        .pieces
        .iter()
        .enumerate()
        .filter(|(at, piece)| in_text(&outline, &region, piece, &printed) && !heads_nothing(&outline, *at))
        .collect();

    let mut fields = printed.fields.clone();
    let base = meta.url.as_ref().and_then(|said| Url::parse(&said.text).ok());
    let told = |at: usize, piece: &Piece| at >= start || piece.kind == PieceKind::Caption;
    let captions = pieces.iter().filter(|(_, piece)| piece.kind == PieceKind::Caption);
    let (captions, of_captions): (Vec<String>, Vec<Option<String>>) =
        captions.map(|(_, piece)| harvest::parted_caption(piece)).unzip();
    fields.captions = captions.into_iter().filter(|caption| !caption.is_empty()).collect();
    let linked = pieces.iter().filter(|(at, piece)| told(*at, piece));
    fields.links = linked.flat_map(|(_, piece)| &piece.links).map(|link| resolved(link, base.as_ref())).collect();

    let marked = |piece: &Piece| harvest::is_marked(&outline, &region, piece);
    let mut blocks: Vec<Lines> = pieces
        .iter()
        .filter_map(|(at, piece)| block(piece, marked(piece), &printed).filter(|lines| *at >= start || lines.marked))
        .collect();
    let mut notes = harvest::around(&outline, &region, &printed, start, true);
    notes.extend(take_leading_notes(&mut blocks));
    let (body, last) = part_trailing_notes(&blocks);
    notes.extend(last);
    notes.extend(of_captions.into_iter().flatten());
    notes.extend(harvest::around(&outline, &region, &printed, start, false));
    for note in &mut notes {
        *note = harvest::unframed(note);
    }
    notes.extend(harvest::unprinted(&meta.corrections, &notes, body.text()));
    let mut seen = std::collections::BTreeSet::new();
    notes.retain(|note| seen.insert(note.clone()));

    let (published, modified) = dates(&outline, &meta, start);
    let provenance = provenance(&printed, &meta, [published.as_ref(), modified.as_ref()]);
    let settle = |said: &Option<Said>| said.as_ref().and_then(|said| date::read(&said.text));
    let [published, modified] = date::settle_all([settle(&published), settle(&modified)]);
    let draft = Draft {
        fields,
        body,
        notes,
        urls: meta.url.into_iter().map(|said| said.text).collect(),
        language: meta.language.map(|said| said.text),
        published,
        modified,
        ..Draft::default()
    };
    (draft, provenance)
}

/// Tells where each field was read that the page gives.
fn provenance(printed: &Printed<'_>, meta: &Meta, dates: [Option<&Said>; 2]) -> Provenance {
    let mut provenance = Provenance::new();
    provenance.extend(printed.sources.iter().copied());
    let said = [
        ("published", dates[0]),
        ("modified", dates[1]),
        ("url", meta.url.as_ref()),
        ("language", meta.language.as_ref()),
    ];
    provenance.extend(said.into_iter().filter_map(|(field, said)| Some((field, said?.source))));
    provenance
}

/// Returns the dates stated for machines, else those that the page prints beside the headline.
fn dates(outline: &Outline, meta: &Meta, start: usize) -> (Option<Said>, Option<Said>) {
    let printed = |pieces: &[Piece], of_change: bool| {
        let times = pieces.iter().flat_map(|piece| &piece.times).filter(|time| time.of_change == of_change);
        let mut stated = times.filter_map(|time| time.stated.as_ref()).filter(|text| date::read(text).is_some());
        stated.next().map(|text| Said::new(text.clone(), "time"))
    };
    let (front, rest) = outline.pieces.split_at((start + 1).min(outline.pieces.len()));
    let published = meta.published.clone().or_else(|| printed(front, false)).or_else(|| printed(rest, false));
    (published, meta.modified.clone().or_else(|| printed(front, true)))
}

/// Tells whether a piece is part of the text: in the body, no furniture, no list of links, no field told already.
fn in_text(outline: &Outline, region: &Region, piece: &Piece, printed: &Printed<'_>) -> bool {
    let caption = piece.kind == PieceKind::Caption && region.in_scope[piece.element];
    if !(region.in_body[piece.element] || caption) || region.furniture[piece.element] || piece.kind == PieceKind::Title
    {
        return false;
    }
    let text = one_line(&piece.text);
    (caption || !is_linked(piece))
        && !furniture_line::is_furniture_line(&text)
        && !furniture_line::is_lead_elsewhere(&text, piece.linked)
        && !printed.holds(piece)
        && !alike(&text, &printed.fields.headline)
        && !(outline.around(piece.element).take(3).any(|at| outline.elements[at].rel == "author") && is_byline(&text))
}

/// Tells whether a heading stands over no text: over links to elsewhere in its own box, or over a video.
fn heads_nothing(outline: &Outline, at: usize) -> bool {
    let piece = &outline.pieces[at];
    if piece.kind != PieceKind::Block(BlockKind::Heading) {
        return false;
    }
    let parent = |piece: &Piece| outline.elements[piece.element].parent;
    let label = piece.text.trim().chars().count() <= LONGEST_LABEL;
    let over_links = label
        && outline.pieces.get(at + 1).is_some_and(|next| {
            is_linked(next)
                && (parent(next) == parent(piece)
                    || outline.elements[parent(next)].parent == parent(piece)
                    || next.element == parent(piece))
        });
    let video = |at: usize| outline.elements[at].words.any(&["video"]);
    over_links || outline.around(piece.element).take(3).any(video)
}

/// Tells whether nearly all of a piece lies in links: a teaser or a list of tags.
fn is_linked(piece: &Piece) -> bool {
    let length = piece.text.trim().len();
    piece.linked * 10 >= length * 9
}

/// Makes a block of a piece of the text; none of a caption.
fn lines(piece: &Piece) -> Option<Lines> {
    let PieceKind::Block(kind) = piece.kind else { return None };
    Lines::new(kind, piece.text.trim_matches(char::is_whitespace))
}

/// Makes a block of a piece of the body, without the lines that are told already.
fn block(piece: &Piece, marked: bool, printed: &Printed<'_>) -> Option<Lines> {
    let mut block = lines(piece)?;
    let fields = &printed.fields;
    let is_byline = |line: &str| fields.byline.as_deref().is_some_and(|byline| alike(line, byline));
    if block.lines.len() > 1 {
        block.lines.retain(|line| !alike(line, &fields.headline) && !is_byline(line));
    }
    block.marked = marked;
    (!block.lines.is_empty()).then_some(block)
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
        let draft = read(PAGE).unwrap().0;
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
        let draft = read(PAGE).unwrap().0;
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
    fn each_field_says_where_it_was_read() {
        let provenance = read(PAGE).unwrap().1;
        let told: Vec<String> = provenance.iter().map(|(field, source)| format!("{field} {source}")).collect();
        assert_eq!(
            told.join(", "),
            "byline page, dek page, headline page, language html, modified json-ld, published json-ld, url link"
        );
    }

    #[test]
    fn a_note_in_the_footer_of_the_article_is_found_whatever_its_class() {
        let footer = r#"<footer class="c-article__footer"><p>This article was amended on 19 February 2026 to correct a
            figure.</p></footer></article>"#;
        let draft = read(&PAGE.replace("</article>", footer)).unwrap().0;
        assert_eq!(draft.notes, ["This article was amended on 19 February 2026 to correct a figure."]);
    }

    #[test]
    fn a_paragraph_that_repeats_the_dek_stays_in_the_text() {
        let draft = read(&PAGE.replace("<h2>Rescue", "<p>All aboard were saved.</p><h2>Rescue")).unwrap().0;
        assert_eq!(draft.fields.dek.as_deref(), Some("All aboard were saved."));
        assert_eq!(draft.body.block_text(1), Some("All aboard were saved."));
    }

    #[test]
    fn a_short_paragraph_beside_a_long_one_is_text() {
        let page = "<article><header><h1>Ferry sinks</h1></header><p>The ferry sank at noon, the office said.</p><p>It was old.</p></article>";
        let draft = read(page).unwrap().0;
        assert_eq!(draft.body.text(), "The ferry sank at noon, the office said.\n\nIt was old.");
    }

    #[test]
    fn a_page_without_markup_for_articles_is_read_too() {
        let page = "<html><title>T</title><body><table><tr><td><a href=/>Home</a><td>The ferry sank at noon, they said.<br><br>It was forty years old and slow.</table>";
        let draft = read(page).unwrap().0;
        assert_eq!(draft.body.text(), "The ferry sank at noon, they said.\n\nIt was forty years old and slow.");
    }

    #[test]
    fn anything_at_all_is_read_without_a_panic() {
        for page in ["", "<", "<p>", "<h1>A", "<table><tr>", "<a href=x>", "<html><body><script>x", "a<br><br><br>b"] {
            let _ = read(page);
        }
    }
}
