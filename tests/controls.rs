//! Nothing that an outside text holds steers a terminal, turns a line round, or reaches git or HTML as more than text.

mod desk;

use desk::Desk;

/// Sequences that clear a screen, ring, set a title, turn the text round, or end a line elsewhere.
const NASTY: &str = "x\u{1b}[2J\u{1b}]0;t\u{7}\u{9b}31m\u{202e}y\u{2066}z\u{7f}\u{85}\u{2028}w";

/// The same as references of HTML and XML.
const REFERRED: &str = "x&#27;[2J&#x1b;]0;t&#7;&#x9b;31m&#x202e;y&#x2066;z&#x7f;&#x85;&#x2028;w";

/// What no output may hold.
fn steers(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn assert_plain(what: &str, text: &str) {
    let found = text.chars().position(steers);
    let around = |at: usize| text.chars().skip(at.saturating_sub(40)).take(80).collect::<String>();
    assert!(found.is_none(), "{what}: {:?}", found.map(around));
}

fn page(nasty: &str, word: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en{nasty}\"><head><meta charset=utf-8><title>Ferry {nasty}</title>
         <link rel=canonical href=\"https://a.example/ferry?{nasty}\"><meta name=author content=\"By Ada {nasty}\">
         <meta property=\"article:published_time\" content=\"2026-02-18T10:00:00Z{nasty}\">
         <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Ferry \\u001b[2J\\u202e\",\"correction\":\"Correction: it \\u001b[2J\\u202e sank.\"}}</script></head>
         <body><article><h1>Ferry {nasty}</h1><p class=dek>All saved {nasty}.</p><p class=byline>By Ada {nasty}</p>
         <figure><img src=a.jpg><figcaption>The ferry {nasty}.</figcaption></figure>
         <p>The ferry sank at {word}, the <a href=\"/x?{nasty}\">office {nasty}</a> said on Tuesday.</p>
         <p>It was {nasty} old and slow, and {word} were aboard, it said.</p>
         <p class=correction>Correction: It sank at {word} {nasty}, not at noon.</p></article></body></html>"
    )
}

fn item(nasty: &str, word: &str) -> String {
    let hour = if word == "ten" { 10 } else { 11 };
    format!(
        "<newsItem guid=\"urn:newsml:a.example:2026:ferry\" xml:lang=\"en{nasty}\"><itemMeta>
         <versionCreated>2026-02-18T{hour}:00:00Z</versionCreated><edNote>Corrects {nasty} the hour, {word}.</edNote>
         <signal qcode=\"sig{nasty}:correction\"/></itemMeta><contentMeta><headline>Ferry {nasty}</headline>
         <by>By Ada {nasty}</by><description role=\"drol:summary\">All saved {nasty}.</description></contentMeta>
         <contentSet><inlineXML><html><body><p>It sank at {word} {nasty}, it is said.</p><figcaption>The ferry {nasty}</figcaption>
         <p><a href=\"/x{nasty}\">Office {nasty}</a> of {word}.</p></body></html></inlineXML></contentSet></newsItem>"
    )
}

fn feed(nasty: &str, word: &str) -> String {
    let hour = if word == "ten" { 10 } else { 11 };
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>
         <channel><title>A</title><language>en{nasty}</language><item><title>Ferry {nasty}</title><link>https://a.example/ferry</link>
         <guid>{nasty}</guid><dc:creator>Ada {nasty}</dc:creator><pubDate>Wed, 18 Feb 2026 {hour}:00:00 GMT</pubDate>
         <content:encoded><![CDATA[<p>It sank at {word} {nasty}.</p><p>Correction: It {nasty} sank at {word}.</p>]]></content:encoded>
         </item></channel></rss>"
    )
}

fn warc(nasty: &str, word: &str) -> String {
    let hour = if word == "ten" { 10 } else { 11 };
    let record = |url: &str, status: u16, body: &str| {
        let block =
            format!("HTTP/1.1 {status} X{nasty}\r\nContent-Type: text/html; charset=utf-8\r\nX: {nasty}\r\n\r\n{body}");
        let url = url.replace(['\u{85}', '\u{2028}'], "");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-02-18T{hour}:00:00Z\r\n\
             WARC-Payload-Digest: {nasty}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    record("https://a.example/ferry", 200, &page(nasty, word)) + &record(&format!("https://a.example/{nasty}"), 404, "")
}

/// Takes two versions in, runs everything that tells of them, and looks at all that is told.
fn holds(what: &str, inputs: &[String; 2], take_in: &[&str]) {
    let desk = Desk::new();
    let mut told = 0;
    for (input, at) in inputs.iter().zip(["2026-02-18T10:00Z", "2026-02-18T11:00Z"]) {
        desk.write("in", input);
        let mut words: Vec<&str> = take_in.to_vec();
        if words[0] == "record" {
            words.extend(["--at", at]);
        }
        let ran = desk.run(&words);
        assert_plain(&format!("{what}: {words:?}"), &(ran.out.clone() + &ran.err));
        told += usize::from(matches!(ran.code, Some(0 | 2)));
    }
    assert_eq!(told, 2, "{what}");
    let listed = desk.ok("list --json");
    let article: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
    let article = article[0]["article"].as_str().unwrap_or_else(|| panic!("{what}: {listed}")).to_owned();
    for command in [
        "list",
        "log A",
        "show A@2",
        "diff A",
        "diff A --format html",
        "diff A --format markdown",
        "changelog A",
        "notes A",
        "check A",
        "explain A",
        "blame A --gone",
        "mark A",
        "show A@2 --json",
    ] {
        let words = command
            .split(' ')
            .map(|word| if word.starts_with('A') { word.replacen('A', &article, 1) } else { word.to_owned() });
        let ran = desk.run(words);
        assert!(matches!(ran.code, Some(0 | 1)), "{what}: {command}: {}", ran.err);
        if command.ends_with("--json") {
            assert!(!ran.out.contains(|letter: char| letter.is_control() && letter != '\n'), "{what}: {command}");
        } else {
            assert_plain(&format!("{what}: {command}"), &(ran.out + &ran.err));
        }
    }
    let git = |arguments: &[&str]| {
        let output = desk.command("git").args(["-C", ".variorum"]).args(arguments).output().expect("git");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let messages = git(&["log", "--format=%an%n%ae%n%cn%n%B", "main"]);
    assert!(messages.contains("Version: 2"), "{what}: {messages}");
    assert_plain(&format!("{what}: the commits"), &messages);
    let paths = git(&["ls-tree", "-r", "--name-only", "-z", "main"]);
    assert_plain(&format!("{what}: the paths"), &paths.replace('\0', ""));
    for path in paths.split('\0').filter(|path| !path.is_empty()) {
        // A page holds an article's text as it was, without what is no text.
        let kept = git(&["show", &format!("main:{path}")]);
        assert!(!kept.contains(|letter: char| letter.is_control() && letter != '\n'), "{what}: {kept:?}");
    }
}

/// The two versions of an article, told with what steers and with references to it.
fn both(make: fn(&str, &str) -> String) -> [[String; 2]; 2] {
    [NASTY, REFERRED].map(|nasty| ["ten", "one"].map(|word| make(nasty, word)))
}

const RECORD: [&str; 4] = ["record", "in", "--article", "a.example/ferry"];

#[test]
fn no_field_of_a_page_steers_what_is_told_of_it() {
    for inputs in both(page) {
        holds("page", &inputs, &RECORD);
    }
}

#[test]
fn no_field_of_an_agencys_item_does() {
    for inputs in both(item) {
        holds("item", &inputs, &["record", "in", "--format", "wire"]);
    }
}

#[test]
fn no_field_of_a_feed_does() {
    for inputs in both(feed) {
        holds("feed", &inputs, &["import", "feed", "in"]);
    }
}

#[test]
fn no_field_of_a_web_archive_does() {
    let [inputs, _] = both(warc);
    holds("warc", &inputs, &["import", "warc", "in"]);
}

#[test]
fn no_letter_of_a_text_does() {
    let text = |word: &str| {
        format!(
            "Ferry {NASTY}\n\nBy Ada Moreau\n\nIt sank at {word} {NASTY}.\n\nCorrection: It {NASTY} sank at {word}.\n"
        )
    };
    holds("text", &["ten", "one"].map(text), &RECORD);
    let markdown = |word: &str| {
        format!(
            "# Ferry {NASTY}\n\nIt [sank {NASTY}](https://a.example/{NASTY}) at {word}.\n\nCorrection: It {NASTY} sank at {word}.\n"
        )
    };
    holds("markdown", &["ten", "one"].map(markdown), &RECORD);
}
