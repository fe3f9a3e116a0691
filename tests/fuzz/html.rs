//! Any bytes are read as a page, or refused.

use variorum::article::Draft;
use variorum::capture::{CaptureError, Format, LARGEST_INPUT, read};

use super::inputs;
use super::pieces::Recipe;

#[test]
fn any_bytes_are_read_or_refused() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| hold(bytes);
    inputs::hold("html", 120, law);
    fuzzer.for_each(law);
}

#[test]
fn tags_in_any_order_are_read_or_refused() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| hold(page(Recipe::new(bytes)).as_bytes());
    inputs::hold_recipes("html", 30, law);
    fuzzer.for_each(law);
}

/// The size of what is read grows with the page, also where tags are never closed: no piece is told twice for each tag
/// around it.
#[test]
fn what_is_read_of_a_deep_page_is_no_longer_than_the_page() {
    for tag in
        ["<div>", "<b>", "<p>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<a href=x>", "<span class=correction>"]
    {
        hold(format!("<h1>A</h1>{}It sank at noon.", tag.repeat(400)).as_bytes());
    }
}

/// What is made to hang a reader is refused, or read in a time that grows with its length.
#[test]
fn bombs_are_refused_or_read_like_any_page() {
    let refused = |page: String| read(page.as_bytes(), Some(Format::Html)).expect_err("a bomb");
    assert_eq!(refused("<div>".repeat(1_000_000)), CaptureError::TooDeep);
    assert_eq!(
        refused(format!("<p title=\"{}\">a</p>", "x".repeat(50 << 20))),
        CaptureError::TooLarge { limit: LARGEST_INPUT }
    );
    let article = "<h1>Ferry sinks</h1><p>It sank at noon, the harbour office said on Tuesday.</p>";
    for page in [
        format!("<p title=\"{}\"></p>{article}", "x".repeat(4 << 20)),
        format!("{article}<p>{}</p>", "&amp;&nbsp;&notanentity;&#x41;".repeat(10_000)),
        format!("{article}{}", "<p>".repeat(50_000)),
        format!("{article}<p {}>a</p>", "a=1 ".repeat(100_000)),
        format!("{article}<p {}>a</p>", "a=\"1\" ".repeat(100_000)),
        format!("{article}{}", "<time><b><span class=author>".repeat(200) + &"<p>1".repeat(2_000)),
        format!("{article}{}", "<table><tr><td>".repeat(200) + &"<td>1".repeat(2_000)),
        format!("{article}{}", "<li><h2>1</h2>2</li>".repeat(5_000)),
        format!("<script type='application/ld+json'>{}</script>{article}", "[".repeat(100_000)),
    ] {
        let draft = read(page.as_bytes(), Some(Format::Html)).expect("a page").draft;
        assert_eq!(draft.fields.headline, "Ferry sinks");
    }
}

fn hold(bytes: &[u8]) {
    for format in [Some(Format::Html), None] {
        let Ok(reading) = read(bytes, format) else { continue };
        let mut length = 0;
        for text in texts(&reading.draft) {
            assert!(!text.contains(char::is_control), "{text:?} holds a control character");
            length += text.len();
        }
        assert!(length <= 16 * bytes.len() + 1000, "{length} bytes are read of {}", bytes.len());
        let again = read(bytes, format);
        assert_eq!(again.as_ref(), Ok(&reading), "the same bytes are read the same");
    }
}

/// Every text of a draft, the body by its blocks.
fn texts(draft: &Draft) -> impl Iterator<Item = &str> {
    let fields = &draft.fields;
    let short = [Some(&fields.headline), fields.dek.as_ref(), fields.byline.as_ref(), draft.language.as_ref()];
    let links = fields.links.iter().flat_map(|link| [&link.text, &link.href]);
    let lists = fields.captions.iter().chain(links).chain(&draft.notes).chain(&draft.urls);
    short.into_iter().flatten().chain(lists).map(String::as_str).chain(draft.body.iter().map(|(_, text)| text))
}

/// A page of tags and texts in any order.
fn page(mut recipe: Recipe<'_>) -> String {
    let mut page = String::new();
    while !recipe.is_over() {
        page.push_str(recipe.one_of(TAGS));
        if recipe.below(2) == 1 {
            page.push_str(&recipe.sentence(6));
        }
    }
    page
}

const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "<div class=article-body>",
    "</div>",
    "<article>",
    "</article>",
    "<main>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<table><tr><td>",
    "</table>",
    "<a href='/x'>",
    "<a href=\"javascript:x\">",
    "</a>",
    "<br>",
    "<br><br>",
    "<ul><li>",
    "</ul>",
    "<blockquote>",
    "</blockquote>",
    "<figure><img alt=x><figcaption>",
    "</figure>",
    "<footer class=correction>",
    "</footer>",
    "<p class=byline>By ",
    "<div class=correction>",
    "<h3 class=label>Correction</h3>",
    "<aside>",
    "<header>",
    "</header>",
    "<em>",
    "</em>",
    "<span class=author>",
    "<iframe title=a src=https://b.example>",
    "<figcaption>",
    "<section name=articleBody>",
    "<div class=paywall>",
    "<time datetime='2026-02-18T10:15:00Z'>",
    "<html lang=de>",
    "<head><title>",
    "</title>",
    "</head>",
    "<body>",
    "<meta property='og:title' content='",
    "<meta charset=utf-16>",
    "'>",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",",
    "\"headline\":\"A\"}</script>",
    "\"headline\":[{\"a\":",
    "<!--",
    "-->",
    "<![CDATA[",
    "<svg><title>",
    "</svg>",
    "<math><mi>",
    "<template>",
    "<select><option>",
    "<textarea>",
    "<noscript>",
    "<style>",
    "</style>",
    "<plaintext",
    "&nbsp;",
    "&#0;",
    "&#x1b;",
    "&#x80;",
    "&#xd800;",
    "&amp;lt;",
    "<del>",
    "<ins>",
    "<b><i></b>",
    "</",
    "<",
    "Updated 2/18 at 10:15 a.m. with more. ",
    "Correction: It was 5. ",
];
