//! Inputs made to use up the machine: each ends in an article or in one clear error, within bounded memory.
#![cfg(target_os = "linux")]

mod desk;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use desk::Desk;

/// The memory that the program may ask for, in KiB.
const MEMORY: usize = 512 << 10;

/// How long a run may take before it counts as hanging: far longer than any does, on any machine.
const PATIENCE: Duration = Duration::from_mins(5);

/// How long an input is that is to be refused for what it holds, not for its length; the readers take 32 MiB.
const ROOM: usize = 5 << 20;

const ARTICLE: &str = "<h1>Ferry sinks</h1><p>It sank at noon, the harbour office said on Tuesday.</p>";

/// What a run ends in.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Something is kept.
    Kept,
    /// An error that says this.
    Error(&'static str),
    /// Either.
    Any,
}

/// Runs the program with little memory; a run that hangs or dies by a signal fails.
fn run(desk: &Desk, name: &str, arguments: &[&str]) -> (i32, String) {
    let limited = format!("ulimit -v {MEMORY}; exec \"$@\"");
    let mut command = desk.command("sh");
    command.args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_variorum"), "--archive", name]).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("a shell");
    let mut pipes = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
    let told = thread::spawn(move || {
        let mut told = String::new();
        // What is told is short; a reader of one pipe after the other is enough.
        let read = pipes.1.read_to_string(&mut told).and_then(|_| pipes.0.read_to_string(&mut told));
        read.map(|_| told)
    });
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().expect("a child");
            panic!("{name} hangs");
        }
        thread::sleep(Duration::from_millis(20));
    };
    let told = told.join().expect("a reader").expect("UTF-8");
    let code = status.code().unwrap_or_else(|| panic!("{name} was ended by a signal: {status} {told}"));
    assert!(!told.contains("panicked") && !told.contains("allocation"), "{name}: {told}");
    (code, told)
}

fn holds(desk: &Desk, name: &str, bytes: &[u8], arguments: &[&str], end: End) {
    desk.write(name, bytes);
    let arguments: Vec<&str> = arguments.iter().map(|word| if *word == "FILE" { name } else { *word }).collect();
    let (code, told) = run(desk, &format!("{name}.archive"), &arguments);
    match end {
        End::Kept => assert_eq!(code, 0, "{name}: {told}"),
        End::Error(words) => assert!(code == 2 && told.contains(words), "{name}: {code} {told}"),
        End::Any => assert!(matches!(code, 0 | 2), "{name}: {code} {told}"),
    }
    assert!(told.len() < 4000, "{name} tells {} bytes", told.len());
    std::fs::remove_file(desk.path(name)).expect("the file");
}

fn record(desk: &Desk, name: &str, text: &str, end: End) {
    holds(desk, name, text.as_bytes(), &["record", "FILE", "--article", "a.example/x", "--at", "2026-02-18"], end);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("a packed text");
    packed.finish().expect("its end")
}

/// Repeats a text up to a size.
fn up_to(size: usize, text: &str) -> String {
    text.repeat(size / text.len())
}

#[test]
fn pages() {
    let desk = Desk::new();
    record(&desk, "tags.html", &"<div>".repeat(1_000_000), End::Error("nested too deep"));
    record(
        &desk,
        "attribute.html",
        &format!("<p title=\"{}\">a</p>", "x".repeat(50 << 20)),
        End::Error("larger than 32 MiB"),
    );
    record(&desk, "wide.html", &format!("{ARTICLE}<p {}>a</p>", up_to(ROOM, "a=1 ")), End::Kept);
    record(&desk, "long.html", &format!("{ARTICLE}<p title=\"{}\">a</p>", "x".repeat(2 << 20)), End::Kept);
    record(
        &desk,
        "entities.html",
        &format!("{ARTICLE}<p>{}</p>", "&amp;&nbsp;&notanentity;&#x41;".repeat(2_500)),
        End::Kept,
    );
    for (name, tag) in [("p.html", "<p>"), ("br.html", "<br>"), ("empty.html", "<b></b>"), ("comment.html", "<!---->")]
    {
        record(&desk, name, &format!("{ARTICLE}{}", up_to(ROOM, tag)), End::Error("too many"));
    }
    record(&desk, "paragraphs.html", &format!("<h1>Ferry sinks</h1>{}", "<p>It sank.</p>".repeat(5_000)), End::Any);
    record(
        &desk,
        "banners.html",
        &up_to(1 << 20, "<!-- BEGIN WAYBACK TOOLBAR INSERT --> /web/20260301120000/https:"),
        End::Any,
    );
    let linked = format!("{ARTICLE}<script type='application/ld+json'>{}</script>", "[".repeat(1_000_000));
    record(&desk, "linked.html", &linked, End::Kept);
}

#[test]
fn texts_and_front_matter() {
    let desk = Desk::new();
    record(&desk, "line.txt", &"x".repeat(1 << 20), End::Any);
    record(&desk, "quotes.md", &format!("# Ferry sinks\n\n{}It sank.", "> ".repeat(20_000)), End::Any);
    record(&desk, "brackets.md", &format!("# Ferry sinks\n\n{}", "[".repeat(20_000)), End::Any);
    let anchors: Vec<String> = (1..=30)
        .map(|level| format!("x{level}: &a{level} [*a{0}, *a{0}, *a{0}, *a{0}, *a{0}, *a{0}]\n", level - 1))
        .collect();
    let laughs = format!("---\nheadline: Ferry\nx0: &a0 [laugh]\n{}---\n\nIt sank.", anchors.concat());
    record(&desk, "laughs.md", &laughs, End::Any);
}

/// A document type whose last entity stands for a billion letters.
fn doctype(root: &str) -> String {
    let levels: Vec<String> =
        (1..=9).map(|level| format!("<!ENTITY e{level} '{}'>", format!("&e{};", level - 1).repeat(10))).collect();
    format!("<?xml version='1.0'?><!DOCTYPE {root} [<!ENTITY e0 'laughs'>{}]>", levels.concat())
}

#[test]
fn items_of_agencies() {
    let desk = Desk::new();
    let item = |inside: &str| {
        format!(
            "<nitf><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head><body.content>{inside}</body.content></body></nitf>"
        )
    };
    record(&desk, "laughs.xml", &format!("{}{}", doctype("nitf"), item("<p>It sank.&e9;</p>")), End::Kept);
    record(&desk, "deep.xml", &item(&"<block>".repeat(1_000_000)), End::Error("nested too deep"));
    record(&desk, "many.xml", &item(&up_to(ROOM, "<p/>")), End::Error("nested too deep"));
    record(&desk, "wide.xml", &item(&format!("<p {}>It sank.</p>", up_to(ROOM, "a='1' "))), End::Kept);
    record(&desk, "head.xml", &"<!-- -->".repeat(50_000), End::Any);
    record(
        &desk,
        "inlined.xml",
        &format!(
            "<newsItem><contentMeta><headline>F</headline></contentMeta><contentSet><inlineData>{}</inlineData></contentSet></newsItem>",
            "It sank.\n".repeat(5_000)
        ),
        End::Any,
    );
}

#[test]
fn feeds_and_lists_of_captures() {
    let desk = Desk::new();
    let feed = |inside: &str| {
        format!(
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>A</title><item><title>F</title><link>https://a.example/f</link><pubDate>Sun, 01 Feb 2026 10:00:00 GMT</pubDate>{inside}</item></channel></rss>"
        )
    };
    let import =
        |name: &str, text: &str, end: End| holds(&desk, name, text.as_bytes(), &["import", "feed", "FILE"], end);
    import(
        "laughs.rss",
        &format!("{}{}", doctype("rss"), feed("<content:encoded>It sank. &e9;</content:encoded>")),
        End::Any,
    );
    import(
        "deep.rss",
        &feed(&format!("<content:encoded>{}</content:encoded>", "&lt;div>".repeat(1_000_000))),
        End::Any,
    );
    import("nested.rss", &feed(&"<a>".repeat(1_000_000)), End::Any);
    import(
        "unclosed.atom",
        &format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>{}",
            "<div>".repeat(1_000_000)
        ),
        End::Any,
    );
    let cdx = |name: &str, text: &str, end: End| holds(&desk, name, text.as_bytes(), &["import", "cdx", "FILE"], end);
    cdx("deep.json", &"[".repeat(1_000_000), End::Error("no list of captures"));
    cdx("line.cdx", &"x ".repeat(2 << 20), End::Error("no list of captures"));
    cdx("rows.cdx", &up_to(ROOM, "x\n"), End::Error("no list of captures"));
    cdx("links.txt", &up_to(2 << 20, "<a>;rel=\"x"), End::Error("names no captures"));
}

#[test]
fn web_archives() {
    let desk = Desk::new();
    let import = |name: &str, bytes: &[u8], end: End| holds(&desk, name, bytes, &["import", "warc", "FILE"], end);
    let head = |more: &str, length: usize| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/f\r\nWARC-Date: 2026-02-01T10:00:00Z\r\nContent-Type: application/http\r\n{more}Content-Length: {length}\r\n\r\n"
        )
    };
    let record = |http: &str, body: &[u8]| {
        let block = [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{http}\r\n").as_bytes(), body].concat();
        [head("", block.len()).as_bytes(), &block, b"\r\n\r\n"].concat()
    };
    let zeros = gzip(&vec![b' '; 40 << 20]);
    import("packed.warc", &record("Content-Encoding: gzip\r\n", &zeros), End::Error("larger than"));
    // A record that says it is 40 MiB long, in a file that is packed to a hundredth of that.
    let long = [head("", 40 << 20).into_bytes(), vec![b' '; 40 << 20]].concat();
    import("long.warc.gz", &gzip(&long), End::Any);
    import("lengths.warc", head("", usize::MAX).as_bytes(), End::Error("the file ends"));
    import("lines.warc", up_to(ROOM, "WARC/1.0\r\n").as_bytes(), End::Error("too many lines"));
    import("line.warc", &[b"WARC/1.0\r\n".as_slice(), &vec![b'a'; ROOM]].concat(), End::Error("too long a line"));
    import("blank.warc", &b"\r\n".repeat(1 << 20), End::Error("too many blank lines"));
    import("chunks.warc", &record("Transfer-Encoding: chunked\r\n", "1\r\nx\r\n".repeat(1 << 20).as_bytes()), End::Any);
    let members: Vec<u8> = gzip(b"").repeat(50_000);
    import("members.warc.gz", &members, End::Any);
}

/// A server that never ends its head, or its body.
fn endless(start: &'static str, line: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            thread::spawn(move || {
                let mut asked = [0; 2000];
                let read = stream.read(&mut asked).unwrap_or(0);
                if asked[..read].starts_with(b"GET /robots.txt") {
                    return drop(stream.write_all(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                }
                let lines = line.repeat(1000);
                let mut sent = stream.write_all(start.as_bytes());
                // The visitor goes away some time.
                while sent.is_ok() {
                    sent = stream.write_all(lines.as_bytes());
                }
            });
        }
    });
    format!("http://127.0.0.1:{port}/ferry")
}

#[test]
fn answers_of_servers() {
    let desk = Desk::new();
    for (name, start, line) in [
        ("head", "HTTP/1.1 200 OK\r\n", "X-Header: more\r\n"),
        ("body", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n", "<p>It sank.</p>"),
    ] {
        let url = endless(start, line);
        let (code, told) = run(&desk, name, &["record", &url, "--allow-private"]);
        assert_eq!((code, told.lines().count()), (2, 1), "{name}: {told}");
    }
}
