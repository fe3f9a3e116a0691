//! Any bytes are read as a web archive, a list of captures or an agency's item, or refused.

use std::io::Cursor;

use variorum::capture::{Format, Payload, read, read_cdx, read_timemap, read_warc, read_warc_from};

use super::inputs;

const REPLAY: &str = "https://web.example/web";

#[test]
fn any_bytes_are_read_or_refused() {
    let fuzzer = bolero::check!().with_iterations(0);
    let law: inputs::Law = |bytes| {
        hold_warc(bytes);
        hold_lists(&String::from_utf8_lossy(bytes));
        hold_item(bytes);
    };
    inputs::hold("archive", 600, law);
    fuzzer.for_each(law);
}

/// A page of a web archive is found again by its place, and says nothing that steers a terminal.
fn hold_warc(bytes: &[u8]) {
    for page in read_warc(bytes).take(20).flatten() {
        assert!(!page.url.contains(char::is_control), "{:?}", page.url);
        let held = if let Payload::Bytes(bytes) = &page.payload { bytes.len() } else { 0 };
        assert!(held <= 2000 * bytes.len().max(1), "{held} bytes are read of {}", bytes.len());
        let again = read_warc_from(Cursor::new(bytes), page.place).expect("its place").next();
        assert_eq!(again.and_then(Result::ok), Some(page));
    }
}

/// What a list names are addresses of the web, in the order of time.
fn hold_lists(text: &str) {
    let mut named = Vec::new();
    for capture in read_cdx(text).into_iter().flatten().filter_map(|row| row.capture.ok()) {
        let memento = capture.memento(REPLAY);
        assert_eq!(memento.at, capture.at);
        assert!(memento.raw_url().is_some_and(|raw| raw.starts_with(REPLAY)), "{memento:?}");
        named.push(capture.original);
    }
    let mementos = read_timemap(text, "https://web.example/").unwrap_or_default().mementos;
    assert!(mementos.is_sorted_by_key(|memento| memento.at));
    for memento in mementos {
        named.extend(memento.raw_url());
        named.extend(memento.original);
        named.push(memento.url);
    }
    for url in named {
        assert!(url.starts_with("http") && !url.contains(char::is_control), "{url:?}");
    }
}

/// An item is read the same each time, and holds no control characters.
fn hold_item(bytes: &[u8]) {
    for format in [Some(Format::Wire), Some(Format::Html), None] {
        let Ok(reading) = read(bytes, format) else { continue };
        assert_eq!(read(bytes, format).as_ref(), Ok(&reading));
        let draft = reading.draft;
        let fields = draft.fields;
        let short = [Some(fields.headline), fields.dek, fields.byline, draft.language, draft.article];
        let lists = draft.notes.iter().chain(&fields.captions).chain(&draft.urls);
        for text in short.iter().flatten().chain(lists) {
            assert!(!text.contains(char::is_control), "{text:?}");
        }
        assert!(draft.body.iter().all(|(_, text)| !text.contains(char::is_control)), "{:?}", draft.body.text());
    }
}
