//! Versions out of web archives and feeds: each once, at the time of its capture, with a word on what is left out.

mod desk;
mod web;

use std::io::{Cursor, Read, Write};
use std::net::IpAddr;

use desk::Desk;
use serde_json::Value;
use variorum::article::Moment;
use variorum::capture::http::{Fetcher, Manners, Private};
use variorum::capture::{Payload, read_warc, read_warc_from};
use variorum::desk::import::{ArchivedPages, Feeds, Guest, ImportError, Location, Report, Source, Terms, import};
use variorum::store::Archive;
use web::{Answer, JumpClock, Site};

const NOW: &str = "2026-03-10T12:00:00Z";

/// A page of an article, with a canonical address where one is given.
fn page(text: &str, canonical: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Ferry sinks</title><link rel=canonical href='{canonical}'></head><body>\
         <article><h1>Ferry sinks</h1><p>The ferry sank at noon, the harbour office said on Tuesday.</p>\
         <p>{text} people were on board, it said, and all of them were saved.</p></article></body></html>"
    )
}

/// A record of a WARC file: an answer to a request for a page.
fn response(url: &str, at: &str, status: u16, more: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    record("response", url, at, &format!("Content-Type: application/http; msgtype=response\r\n{more}"), &block)
}

fn record(kind: &str, url: &str, at: &str, more: &str, block: &str) -> Vec<u8> {
    let head = format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at}\r\n{more}");
    format!("{head}Content-Length: {}\r\n\r\n{block}\r\n\r\n", block.len()).into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("a packed text");
    packed.finish().expect("its end")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The times and contents of an article's versions, in the order of time.
fn story(archive: &Archive, url: &str) -> Vec<(String, String)> {
    let article = archive.resolve(url).expect("the article");
    let versions = archive.versions(&article).expect("its versions");
    let told = |version: &variorum::article::Version| {
        let times = version.snapshot.times;
        assert_eq!(times.at, times.seen);
        let words = version.snapshot.body.block_text(1).unwrap_or_default().split(' ').next().unwrap_or_default();
        (times.at.to_utc().format("%Y-%m-%dT%H:%M").to_string(), words.to_owned())
    };
    versions.iter().map(told).collect()
}

fn guest() -> Guest {
    let private = Private::Only(vec![IpAddr::from([127, 0, 0, 1])]);
    Guest::new(Fetcher::new(Manners { private, ..Manners::default() }), JumpClock::at(NOW))
}

fn terms() -> Terms {
    let now = Moment::parse_from_rfc3339(NOW).expect("a moment");
    Terms { now, recorded_by: "editor".to_owned(), article: None, site: None, language: None, dry_run: false }
}

fn run(source: &mut dyn Source, archive: &mut Archive) -> (Report, Result<(), ImportError>) {
    let mut report = Report::default();
    let ended = import(source, archive, &terms(), &mut report, &mut |_| {});
    (report, ended)
}

/// What was skipped: the end of its name, and why.
fn skips(report: &Report) -> Vec<String> {
    report
        .skips()
        .iter()
        .map(|skip| format!("{} {:?}", skip.name.rsplit('/').next().unwrap_or_default(), skip.problem))
        .collect()
}

fn file(name: &str, text: impl AsRef<[u8]>) -> Location {
    Location::File { name: name.to_owned(), bytes: text.as_ref().to_vec() }
}

#[test]
fn pages_of_warc_files_are_versions_at_the_time_of_their_records() {
    let desk = Desk::new();
    let url = "https://a.example/ferry";
    let refers = "WARC-Payload-Digest: sha1:A\r\nWARC-Refers-To-Target-URI: https://a.example/ferry\r\nWARC-Refers-To-Date: 2026-02-01T10:00:00Z\r\n";
    let records = [
        record("warcinfo", "", "2026-02-01T00:00:00Z", "", "software: x"),
        response(url, "2026-02-02T10:00:00Z", 200, "WARC-Payload-Digest: sha1:B\r\n", &page("Nine", url)),
        response(url, "2026-02-01T10:00:00Z", 200, "WARC-Payload-Digest: sha1:A\r\n", &page("Seven", url)),
        record("revisit", url, "2026-02-03T10:00:00Z", refers, "HTTP/1.1 304 X\r\n\r\n"),
        response("https://a.example/robots.txt", "2026-02-01T09:00:00Z", 200, "", "User-agent: *"),
        response("https://a.example/old", "2026-02-01T09:00:00Z", 301, "", ""),
        record("revisit", "https://a.example/dam", "2026-02-03T10:00:00Z", "WARC-Payload-Digest: sha1:X\r\n", ""),
    ];
    for (name, bytes) in [
        ("plain.warc", records.concat()),
        ("each.warc.gz", records.iter().flat_map(|record| gzip(record)).collect()),
        ("whole.warc.gz", gzip(&records.concat())),
        ("each.warc.zst", records.iter().flat_map(|record| zstd(record)).collect()),
    ] {
        desk.write(name, bytes);
        let ran = desk.run(["import", "warc", name, "--archive", &format!("{name}.archive")]);
        assert_eq!(ran.code, Some(2), "{}{}", ran.out, ran.err);
        assert_eq!(
            ran.out,
            format!(
                "recorded     3 versions of 1 article (new), on show 2026-02-01 to 2026-02-03\n\
                 passed over  1 file of another kind\n\
                 skipped      2\n  \
                 {name}: https://a.example/old 2026-02-01T09:00:00Z  it was answered with status 301\n  \
                 {name}: https://a.example/dam 2026-02-03T10:00:00Z  it repeats a capture that none of the files holds\n"
            )
        );
        let archive = Archive::open(&desk.path(format!("{name}.archive"))).expect("the archive");
        let told = |day: &str, words: &str| (format!("2026-02-{day}T10:00"), words.to_owned());
        assert_eq!(story(&archive, url), [told("01", "Seven"), told("02", "Nine"), told("03", "Seven")]);
        let again = json_of(&desk.run(["import", "warc", name, "--archive", &format!("{name}.archive"), "--json"]).out);
        assert_eq!((&again["recorded"], &again["known"]), (&0.into(), &3.into()));
        let verified = desk.ok(&format!("verify --archive {name}.archive"));
        assert_eq!(verified, "1 article, 3 versions, 2 captures: nothing is damaged\n");
    }
}

/// Two pages, each packed by itself with a dictionary that the first frame holds, itself packed: what
/// `zstd` writes with `--train` and `-D`, put together as the IIPC's "Zstandard Compression for WARC Files 1.0" says.
const WITH_DICTIONARY: &[u8] = include_bytes!("web/dictionary.warc.zst");

#[test]
fn a_warc_file_packed_with_its_own_dictionary_is_read_and_read_again_from_a_place() {
    const HEAD: usize = 8;
    let length = u32::from_le_bytes(WITH_DICTIONARY[4..HEAD].try_into().expect("a length")) as usize;
    let (packed, frames) = WITH_DICTIONARY[HEAD..].split_at(length);
    let mut dictionary = Vec::new();
    ruzstd::decoding::StreamingDecoder::new(packed).expect("a frame").read_to_end(&mut dictionary).expect("its end");
    assert!(dictionary.starts_with(b"\x37\xa4\x30\xec"));
    let length = u32::try_from(dictionary.len()).expect("a length").to_le_bytes();
    let bare = [&WITH_DICTIONARY[..4], &length, &dictionary, frames].concat();
    for file in [WITH_DICTIONARY, &bare] {
        let pages: Vec<_> = read_warc(file).collect::<Result<_, _>>().expect("pages");
        let urls: Vec<&str> = pages.iter().map(|page| page.url.as_str()).collect();
        assert_eq!(urls, ["https://a.example/ferry/1", "https://a.example/ferry/2"]);
        for page in &pages {
            let Payload::Bytes(html) = &page.payload else { panic!("{page:?}") };
            let number = page.url.rsplit('/').next().expect("a number");
            assert!(String::from_utf8_lossy(html).contains(&format!("<h1>Ferry {number} sinks</h1>")));
            let again = read_warc_from(Cursor::new(file), page.place).expect("the file").next();
            assert_eq!(again.expect("a record").expect("a page"), *page);
        }
    }
    let with_none = [&WITH_DICTIONARY[..4], b"\x04\0\0\0abcd", frames].concat();
    for file in [frames, &with_none] {
        let error = read_warc(file).next().expect("an answer").expect_err("no page").to_string();
        assert!(error.contains("packed by zstd"), "{error}");
    }
}

#[test]
fn a_damaged_warc_file_says_where_and_keeps_what_came_before() {
    let desk = Desk::new();
    let good = response("https://a.example/ferry", "2026-02-01T10:00:00Z", 200, "", &page("Seven", ""));
    desk.write("cut.warc", [good.as_slice(), &good[..good.len() - 40]].concat());
    let ran = desk.run(["import", "warc", "cut.warc"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.out.starts_with("recorded  1 version of 1 article (new)"), "{}", ran.out);
    assert!(
        ran.out.contains("  cut.warc: record 2  the file ends 36 bytes before it does; nothing after it can be read\n"),
        "{}",
        ran.out
    );
}

#[test]
fn a_page_cannot_pass_for_one_of_another_site() {
    let desk = Desk::new();
    let body = page("Seven", "https://b.example/ferry");
    desk.write("x.warc", response("https://a.example/ferry", "2026-02-01T10:00:00Z", 200, "", &body));
    desk.ok("import warc x.warc");
    assert!(desk.ok("list").contains("a.example"), "{}", desk.ok("list"));
    assert!(!desk.ok("list").contains("b.example"));
}

#[test]
fn captures_of_a_cdx_list_are_fetched_raw_and_once() {
    let desk = Desk::new();
    let (site, url) = (Site::new(), "https://a.example/ferry");
    let row = |stamp: &str, kind: &str, status: &str, digest: &str| {
        format!("example,a)/ferry {stamp} {url} {kind} {status} {digest} 900\n")
    };
    let list = [
        row("20260203100000", "text/html", "200", "B"),
        row("20260201100000", "text/html", "200", "A"),
        row("20260202100000", "warc/revisit", "-", "A"),
        row("20260204100000", "text/html", "404", "C"),
        row("20260205100000", "image/png", "200", "D"),
        row("20260206100000", "text/html", "200", "E"),
        row("20260207100000", "text/html", "200", "F"),
        row("2026020710", "text/html", "200", "F"),
    ];
    let raw = |stamp: &str| format!("/web/{stamp}id_/{url}");
    site.answer("/cdx/search/cdx?url=a.example/ferry", Answer::status(200).body(list.concat()));
    site.answer(&raw("20260201100000"), Answer::page(page("Seven", url)));
    site.answer(&raw("20260203100000"), Answer::page(page("Nine", url)));
    // The archive has no such capture after all, and leads to one nearby.
    site.answer(&raw("20260206100000"), Answer::redirect(302, &raw("20260203100000")));
    let mut archive = Archive::create(&desk.path("archive")).expect("an archive");
    let list = || vec![Location::Web(site.url("/cdx/search/cdx?url=a.example/ferry"))];
    let (report, ended) = run(&mut ArchivedPages::new(list(), None, guest()), &mut archive);
    ended.expect("a good end");
    assert_eq!((report.recorded, report.unchanged, report.skipped), (2, 1, 5));
    let skipped = skips(&report);
    assert_eq!(skipped[0], "ferry:4 Status(404)");
    assert!(skipped[1].contains("Kind(\"image/png\")") && skipped[2].contains("CdxRow(Time"), "{skipped:?}");
    assert!(skipped[3].contains("Elsewhere") && skipped[4].contains("Absent(NotFound)"), "{skipped:?}");
    let told = |day: &str, words: &str| (format!("2026-02-{day}T10:00"), words.to_owned());
    assert_eq!(story(&archive, url), [told("01", "Seven"), told("03", "Nine")]);
    let (report, _) = run(&mut ArchivedPages::new(list(), None, guest()), &mut archive);
    assert_eq!((report.recorded, report.known), (0, 2));
    assert_eq!(site.visits(&raw("20260201100000")), 1);
}

#[test]
fn captures_of_a_timemap_are_fetched_and_cleaned_where_no_raw_form_is_had() {
    let desk = Desk::new();
    let (site, url) = (Site::new(), "https://a.example/ferry");
    let shown = |stamp: &str| format!("/web/{stamp}/{url}");
    let memento =
        |stamp: &str, date: &str| format!("<{}>; rel=\"memento\"; datetime=\"{date}\"", site.url(&shown(stamp)));
    let list = format!(
        "<{url}>; rel=\"original\",\n{},\n{}",
        memento("20260201100000", "Sun, 01 Feb 2026 10:00:00 GMT"),
        memento("20260202100000", "Mon, 02 Feb 2026 10:00:00 GMT")
    );
    let prefix = site.url("/web/20260202100000/");
    let banner = "<!-- BEGIN WAYBACK TOOLBAR INSERT --><p>Captured 41 times between 2020 and 2026 by this archive.</p><!-- END WAYBACK TOOLBAR INSERT -->";
    let replayed = page(&format!("<a href='{prefix}https://a.example/boat'>Nine</a>"), &format!("{prefix}{url}"))
        .replace("<article>", &format!("{banner}<article>"));
    site.answer("/web/20260201100000id_/https://a.example/ferry", Answer::page(page("Seven", url)));
    site.answer(&shown("20260202100000"), Answer::page(&replayed));
    let mut archive = Archive::create(&desk.path("archive")).expect("an archive");
    let list = vec![file("map.txt", list)];
    let (report, ended) = run(&mut ArchivedPages::new(list, None, guest()), &mut archive);
    ended.expect("a good end");
    assert_eq!(skips(&report), [""; 0]);
    let told = |day: &str, words: &str| (format!("2026-02-{day}T10:00"), words.to_owned());
    assert_eq!(story(&archive, url), [told("01", "Seven"), told("02", "Nine")]);
    let article = archive.resolve(url).expect("the article");
    let versions = archive.versions(&article).expect("its versions");
    assert_eq!(versions[1].snapshot.fields.links[0].href, "https://a.example/boat");
    assert!(!versions[1].snapshot.body.text().contains("41"), "{}", versions[1].snapshot.body.text());
    assert_eq!(versions[1].snapshot.urls, [url]);
}

#[test]
fn the_parts_of_a_timemap_are_read_whole_wherever_one_begins_and_each_once() {
    let desk = Desk::new();
    let (site, url) = (Site::new(), "https://a.example/ferry");
    let memento = |day: u32| {
        format!("<{}>; rel=\"memento\"; datetime=\"0{day} Mar 2026 12:00:00 GMT\"", site.url(&format!("/{day}/{url}")))
    };
    let part = |path: &str| format!("<{}>; rel=\"timemap\"; from=\"01 Mar 2026 12:00:00 GMT\"", site.url(path));
    let map = |parts: &[String]| Answer::status(200).body(parts.join(",\n"));
    site.answer("/map", map(&[part("/map/1"), part("/map/2"), part("/map/gone")]));
    // Both parts hold the state at their border, and name each other.
    site.answer("/map/1", map(&[part("/map/2"), memento(1), memento(2)]));
    site.answer("/map/2", map(&[part("/map/1"), memento(2), memento(3)]));
    for (day, word) in [(1, "Seven"), (2, "Nine"), (3, "Ten")] {
        site.answer(&format!("/{day}/{url}"), Answer::page(page(word, url)));
    }
    let told = |day: &str, words: &str| (format!("2026-03-{day}T12:00"), words.to_owned());
    for list in ["/map", "/map/2"] {
        let mut archive = Archive::create(&desk.path(list.replace('/', "-"))).expect("an archive");
        let source = || ArchivedPages::new(vec![Location::Web(site.url(list))], None, guest());
        let (report, ended) = run(&mut source(), &mut archive);
        ended.expect("a good end");
        let gone = if list == "/map" { vec!["gone Absent(NotFound)".to_owned()] } else { Vec::new() };
        assert_eq!(skips(&report), gone, "{list}");
        assert_eq!(report.recorded, 3, "{list}");
        let article = archive.articles().expect("the articles")[0].article.to_string();
        assert_eq!(story(&archive, &article), [told("01", "Seven"), told("02", "Nine"), told("03", "Ten")]);
    }
    assert_eq!(site.visits(&format!("/2/{url}")), 2);
}

#[test]
fn a_timemap_that_goes_on_for_ever_is_read_for_so_long() {
    let desk = Desk::new();
    let (site, url) = (Site::new(), "https://a.example/ferry");
    for number in 0..=501 {
        let links = format!(
            "<{}>; rel=\"next\",\n<{}>; rel=\"memento\"; datetime=\"01 Mar 2026 12:00:00 GMT\"",
            site.url(&format!("/map/{}", number + 1)),
            site.url(&format!("/1/{url}"))
        );
        site.answer(&format!("/map/{number}"), Answer::status(200).body(links));
    }
    site.answer(&format!("/1/{url}"), Answer::page(page("Seven", url)));
    let mut archive = Archive::create(&desk.path("archive")).expect("an archive");
    let source = &mut ArchivedPages::new(vec![Location::Web(site.url("/map/0"))], None, guest());
    let (report, ended) = run(source, &mut archive);
    ended.expect("a good end");
    assert_eq!((report.recorded, skips(&report)), (1, vec!["500 TooLong".to_owned()]));
}

#[test]
fn a_capture_that_was_fetched_and_unchanged_is_not_fetched_once_more() {
    let desk = Desk::new();
    let (site, url) = (Site::new(), "https://a.example/ferry");
    let days = ["20260201100000", "20260202100000", "20260203100000", "20260204100000"];
    let raw = |stamp: &str| format!("/web/{stamp}id_/{url}");
    let rows = |days: &[&str]| -> String {
        days.iter()
            .map(|stamp| format!("example,a)/ferry {stamp} {url} text/html 200 D{stamp} 900\n"))
            .collect::<Vec<_>>()
            .concat()
    };
    for (stamp, word) in days.into_iter().zip(["Seven", "Seven", "Seven", "Nine"]) {
        // A menu that differs makes other bytes of the same text.
        let body = page(word, url).replace("<article>", &format!("<nav>{stamp}</nav><article>"));
        site.answer(&raw(stamp), Answer::page(body));
    }
    let mut archive = Archive::create(&desk.path("archive")).expect("an archive");
    let source = |days: &[&str]| ArchivedPages::new(vec![file("list", rows(days))], Some(site.url("/web")), guest());
    let (report, _) = run(&mut source(&days[..2]), &mut archive);
    assert_eq!((report.recorded, report.unchanged), (1, 1));
    for (known, days) in [(2, &days[..]), (4, &days[..])] {
        archive.fold_sightings().expect("all of them written");
        let (report, _) = run(&mut source(days), &mut archive);
        assert_eq!((report.known, report.skipped), (known, 0));
    }
    for stamp in days {
        assert_eq!(site.visits(&raw(stamp)), 1, "{stamp}");
    }
    let told = |day: &str, words: &str| (format!("2026-02-{day}T10:00"), words.to_owned());
    assert_eq!(story(&archive, url), [told("01", "Seven"), told("04", "Nine")]);
    assert!(archive.verify().expect("a look").damages.is_empty());
}

#[test]
fn an_archive_that_asks_to_be_left_alone_ends_the_import_and_what_came_before_is_kept() {
    let desk = Desk::new();
    let (site, url) = (Site::new(), "https://a.example/ferry");
    let rows: Vec<String> =
        (1..=30).map(|day| format!("x 202601{day:02}100000 {url} text/html 200 D{day} 9\n")).collect();
    for day in 1..=30 {
        let answer = match day {
            10 => Answer::status(429).with("Retry-After", "86400"),
            day => Answer::page(page(&format!("{day}"), url)),
        };
        site.answer(&format!("/web/202601{day:02}100000id_/{url}"), answer);
    }
    let mut archive = Archive::create(&desk.path("archive")).expect("an archive");
    let source = |site: &Site| ArchivedPages::new(vec![file("list", rows.concat())], Some(site.url("/web")), guest());
    let (report, ended) = run(&mut source(&site), &mut archive);
    assert!(matches!(ended, Err(ImportError::Halted(_))), "{ended:?}");
    assert_eq!((report.recorded, report.skipped), (9, 0));
    site.answer(&format!("/web/20260110100000id_/{url}"), Answer::page(page("10", url)));
    let (report, ended) = run(&mut source(&site), &mut archive);
    ended.expect("a good end");
    assert_eq!((report.recorded, report.known, report.skipped), (21, 9, 0));
}

#[test]
fn what_is_no_list_of_captures_is_an_error() {
    let desk = Desk::new();
    desk.write("page.html", "<html><body>Sorry</body></html>");
    let ran = desk.run(["import", "timemap", "page.html"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.err, "variorum: page.html: this is no list of captures: neither a TimeMap nor CDX\n");
    assert!(!desk.path(".variorum").exists());
    let ran = desk.run(["import", "cdx", "http://127.0.0.1:9/cdx"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("127.0.0.1, which is not a public address"), "{}", ran.err);
}

#[test]
fn an_entry_of_a_feed_is_a_version_by_its_text_or_by_its_page() {
    let desk = Desk::new();
    let site = Site::new();
    let feed = format!(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>A</title>
         <item><title>Dam holds</title><link>https://a.example/dam</link><pubDate>Sun, 01 Feb 2026 10:00:00 GMT</pubDate>
         <content:encoded>&lt;p&gt;It holds.&lt;/p&gt;&lt;p&gt;Correction: It is a dam, not a weir.&lt;/p&gt;</content:encoded></item>
         <item><title>Ferry sinks</title><link>{}</link><description>It sank.</description></item></channel></rss>",
        site.url("/ferry")
    );
    site.answer("/rss", Answer::status(200).body(&feed));
    site.answer("/ferry", Answer::page(page("Seven", &site.url("/ferry"))));
    let mut archive = Archive::create(&desk.path("archive")).expect("an archive");
    let now = Moment::parse_from_rfc3339(NOW).expect("a moment");
    let feeds = || Feeds::new(vec![Location::Web(site.url("/rss"))], guest(), now);
    let (report, ended) = run(&mut feeds(), &mut archive);
    ended.expect("a good end");
    assert_eq!((report.recorded, report.skipped), (2, 0), "{:?}", report.skips());
    let dam = archive.versions(&archive.resolve("https://a.example/dam").expect("the dam")).expect("its version");
    assert_eq!(dam[0].snapshot.notes, ["Correction: It is a dam, not a weir."]);
    assert_eq!(dam[0].snapshot.times.at.to_rfc3339(), "2026-02-01T10:00:00+00:00");
    let ferry = archive.versions(&archive.resolve(&site.url("/ferry")).expect("the ferry")).expect("its version");
    assert!(ferry[0].snapshot.body.text().contains("Seven people"));
    let (report, _) = run(&mut feeds(), &mut archive);
    assert_eq!((report.recorded, report.skipped), (0, 0));
    assert!(archive.verify().expect("a look").damages.is_empty());
}
