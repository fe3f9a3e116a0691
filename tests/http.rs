//! Pages are fetched politely, within bounds, and from public addresses only.

mod web;

use std::io::Write;
use std::net::IpAddr;
use std::time::Duration;

use variorum::capture::http::{FetchProblem, Fetched, Fetcher, Manners, Private, Reply, Validators};
use variorum::desk::{Absence, Found, fetch};
use web::{Answer, JumpClock, Site};

const NOW: &str = "2026-03-01T12:00:00Z";

fn here() -> Manners {
    let this_machine = IpAddr::from([127, 0, 0, 1]);
    Manners { private: Private::Only(vec![this_machine]), largest: 100_000, ..Manners::default() }
}

fn get_with(manners: Manners, url: &str) -> Result<Fetched, FetchProblem> {
    let mut fetcher = Fetcher::new(manners);
    fetcher.get(url, &Validators::default(), &JumpClock::at(NOW)).map_err(|error| error.problem)
}

fn get(url: &str) -> Result<Fetched, FetchProblem> {
    get_with(here(), url)
}

fn bytes(fetched: Result<Fetched, FetchProblem>) -> Vec<u8> {
    match fetched.expect("an answer").reply {
        Reply::Page(page) => page.bytes,
        other => panic!("no page but {other:?}"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).expect("a packed text");
    packed.finish().expect("its end")
}

#[test]
fn a_page_comes_as_the_bytes_that_were_sent_and_we_say_who_asks() {
    let site = Site::new();
    site.answer("/a", Answer::page(b"<p>caf\xe9"));
    let manners = Manners { contact: Some("desk@a.example\r\nX: y".to_owned()), ..here() };
    assert_eq!(bytes(get_with(manners, &site.url("/a#top"))), b"<p>caf\xe9");
    let asked = site.asked();
    let [robots, page] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((robots.path.as_str(), page.path.as_str()), ("/robots.txt", "/a"));
    let agent = &page.headers["user-agent"];
    assert!(agent.starts_with("variorum/"), "{agent}");
    assert!(agent.ends_with("(keeps versions of published articles; contact: desk@a.exampleX: y)"), "{agent}");
    assert_eq!(page.headers["accept-encoding"], "gzip, br");
}

#[test]
fn a_server_that_says_nothing_changed_sends_nothing() {
    let site = Site::new();
    site.answers("/a", [Answer::page("<p>One").with("ETag", "\"x\"").with("Last-Modified", NOW), Answer::status(304)]);
    let (mut fetcher, clock) = (Fetcher::new(here()), JumpClock::at(NOW));
    let first = fetcher.get(&site.url("/a"), &Validators::default(), &clock).unwrap();
    let Reply::Page(page) = first.reply else { panic!("{first:?}") };
    let second = fetcher.get(&site.url("/a"), &page.validators, &clock).unwrap();
    assert_eq!(second.reply, Reply::NotModified);
    let asked = site.asked().pop().unwrap();
    assert_eq!((asked.headers["if-none-match"].as_str(), asked.headers["if-modified-since"].as_str()), ("\"x\"", NOW));
    assert_eq!(site.visits("/robots.txt"), 1);
}

#[test]
fn a_name_and_password_in_an_address_are_neither_sent_nor_kept() {
    let site = Site::new();
    site.answer("/a", Answer::page("<p>Here"));
    let fetched = get(&site.url("/a").replace("//", "//ada:secret@")).unwrap();
    assert_eq!(fetched.url, site.url("/a"));
    assert!(site.asked().iter().all(|asked| !asked.headers.contains_key("authorization")));
}

#[test]
fn a_304_to_a_plain_request_is_no_answer() {
    let site = Site::new();
    site.answer("/a", Answer::status(304));
    assert_eq!(get(&site.url("/a")), Err(FetchProblem::Status { status: 304 }));
}

#[test]
fn redirects_are_followed_to_their_end_and_no_further_than_eight() {
    let site = Site::new();
    site.answer("/1", Answer::redirect(301, "/2?x=1"));
    site.answer("/2?x=1", Answer::redirect(302, &site.url("/3#part")));
    site.answer("/3", Answer::redirect(307, "4"));
    site.answer("/4", Answer::page("<p>Here"));
    let fetched = get(&site.url("/1")).unwrap();
    assert_eq!((fetched.url.clone(), fetched.redirected), (site.url("/4"), true));
    site.answer("/loop", Answer::redirect(301, "/loop"));
    assert_eq!(get(&site.url("/loop")), Err(FetchProblem::Redirects { most: 8 }));
    assert_eq!(site.visits("/loop"), 9);
}

#[test]
fn private_addresses_are_refused_however_they_are_written() {
    let site = Site::new();
    site.answer("/a", Answer::page("<p>Secret"));
    let port = site.port();
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0"] {
        let got = get_with(Manners::default(), &format!("http://{host}:{port}/a"));
        assert!(matches!(got, Err(FetchProblem::Private { .. })), "{host}: {got:?}");
    }
    assert_eq!(site.asked(), []);
}

#[test]
fn a_redirect_to_a_private_address_is_refused() {
    let site = Site::new();
    for target in
        ["http://127.0.0.2/x", "http://169.254.169.254/latest/meta-data/", "http://[::1]/x", "http://10.0.0.1/"]
    {
        site.answer("/a", Answer::redirect(302, target));
        let got = get(&site.url("/a"));
        assert!(matches!(got, Err(FetchProblem::Private { .. })), "{target}: {got:?}");
    }
    for target in ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)"] {
        site.answer("/a", Answer::redirect(302, target));
        assert_eq!(get(&site.url("/a")), Err(FetchProblem::NotWeb), "{target}");
    }
}

#[test]
fn what_is_gone_or_barred_is_an_answer() {
    let site = Site::new();
    let mut fetcher = Fetcher::new(here());
    let mut found = |status| {
        site.answer("/a", Answer::status(status));
        fetch(&mut fetcher, &site.url("/a"), &Validators::default(), &JumpClock::at(NOW)).unwrap().found
    };
    for (status, absence) in [
        (404, Absence::NotFound),
        (410, Absence::Gone),
        (451, Absence::Legal),
        (401, Absence::Barred),
        (402, Absence::Barred),
        (403, Absence::Barred),
    ] {
        assert_eq!(found(status), Found::Absent(absence), "{status}");
    }
    site.answer("/old", Answer::redirect(302, "/"));
    site.answer("/", Answer::page("<h1>Welcome"));
    let visit = fetch(&mut fetcher, &site.url("/old"), &Validators::default(), &JumpClock::at(NOW)).unwrap();
    assert_eq!(visit.found, Found::Absent(Absence::FrontPage));
}

#[test]
fn a_failure_that_may_pass_is_tried_again_after_a_pause_and_given_up_after_three_tries() {
    let site = Site::new();
    site.answers("/a", [Answer::status(500), Answer::page("<p>Here").broken_after(3), Answer::page("<p>Here")]);
    let (mut fetcher, clock) = (Fetcher::new(here()), JumpClock::at(NOW));
    assert!(matches!(fetcher.get(&site.url("/a"), &Validators::default(), &clock).unwrap().reply, Reply::Page(_)));
    assert_eq!(clock.waited(), Duration::from_secs(2 + 8));
    site.answer("/b", Answer::status(502));
    assert_eq!(get(&site.url("/b")), Err(FetchProblem::Status { status: 502 }));
    assert_eq!(site.visits("/b"), 3);
    site.answer("/c", Answer::status(418));
    assert_eq!(get(&site.url("/c")), Err(FetchProblem::Status { status: 418 }));
    assert_eq!(site.visits("/c"), 1);
}

#[test]
fn a_server_is_asked_again_when_it_says_and_left_alone_as_long_as_it_says() {
    let site = Site::new();
    site.answers("/a", [Answer::status(429).with("Retry-After", "30"), Answer::page("<p>Here")]);
    let (mut fetcher, clock) = (Fetcher::new(here()), JumpClock::at(NOW));
    assert!(fetcher.get(&site.url("/a"), &Validators::default(), &clock).is_ok());
    assert_eq!(clock.waited(), Duration::from_secs(30));

    site.answer("/b", Answer::status(503).with("Retry-After", "Sun, 01 Mar 2026 14:00:00 GMT"));
    let problem = fetcher.get(&site.url("/b"), &Validators::default(), &clock).unwrap_err().problem;
    let FetchProblem::Later { until } = problem else { panic!("{problem:?}") };
    assert_eq!(until.to_rfc3339(), "2026-03-01T14:00:00+00:00");
    let again = fetcher.get(&site.url("/a"), &Validators::default(), &clock).unwrap_err().problem;
    assert_eq!(again, FetchProblem::Later { until });
    assert_eq!((site.visits("/a"), site.visits("/b")), (2, 1));
}

#[test]
fn a_distance_is_kept_between_two_requests_to_a_host_and_more_if_it_asks() {
    let site = Site::new();
    site.answer("/a", Answer::page("<p>Here"));
    let (mut fetcher, clock) = (Fetcher::new(here()), JumpClock::at(NOW));
    for _ in 0..3 {
        fetcher.get(&site.url("/a"), &Validators::default(), &clock).unwrap();
    }
    assert_eq!(clock.waited(), Duration::from_secs(2 * 2));
    let slow = Site::new();
    slow.answer("/robots.txt", Answer::status(200).body("User-agent: *\nCrawl-delay: 20"));
    slow.answer("/a", Answer::page("<p>Here"));
    let clock = JumpClock::at(NOW);
    for _ in 0..2 {
        fetcher.get(&slow.url("/a"), &Validators::default(), &clock).unwrap();
    }
    assert_eq!(clock.waited(), Duration::from_secs(20));
}

#[test]
fn an_answer_that_comes_too_slowly_is_given_up() {
    let site = Site::new();
    site.answer("/a", Answer::page("x".repeat(1000)).slowly(Duration::from_secs(20)));
    let manners = Manners { patience: Duration::from_millis(300), tries: 1, ..here() };
    let begun = std::time::Instant::now();
    assert_eq!(get_with(manners, &site.url("/a")), Err(FetchProblem::TooSlow));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_answer_may_be_as_large_as_is_read_and_no_larger() {
    let site = Site::new();
    site.answer("/a", Answer::page("x".repeat(100_000)));
    assert_eq!(bytes(get(&site.url("/a"))).len(), 100_000);
    site.answer("/a", Answer::page("x".repeat(100_001)));
    assert_eq!(get(&site.url("/a")), Err(FetchProblem::TooLarge { limit: 100_000 }));
}

#[test]
fn a_bomb_is_measured_as_it_goes_off() {
    let site = Site::new();
    let packed = gzip(&vec![b' '; 20_000_000]);
    assert!(packed.len() < 30_000);
    site.answer("/a", Answer::page(packed).with("Content-Encoding", "gzip"));
    assert_eq!(get(&site.url("/a")), Err(FetchProblem::TooLarge { limit: 100_000 }));
}

#[test]
fn compressed_pages_are_unpacked_and_damaged_or_unknown_ones_refused() {
    let site = Site::new();
    site.answer("/a", Answer::page(gzip(b"<p>Here")).with("Content-Encoding", "gzip"));
    assert_eq!(bytes(get(&site.url("/a"))), b"<p>Here");
    // 10,000 zero bytes by the brotli program's own settings.
    let brotli = [31, 15, 39, 248, 39, 0, 226, 177, 64, 32, 217, 3, 0];
    site.answer("/a", Answer::page(brotli).with("Content-Encoding", "br"));
    assert_eq!(bytes(get(&site.url("/a"))), vec![0; 10_000]);
    for (encoding, body) in [("gzip", b"no gzip at all".to_vec()), ("br", b"\xff\xff\xff".to_vec()), ("zstd", vec![1])]
    {
        site.answer("/a", Answer::page(body).with("Content-Encoding", encoding));
        let got = get(&site.url("/a"));
        assert!(matches!(got, Err(FetchProblem::Compression { .. })), "{encoding}: {got:?}");
    }
}

#[test]
fn what_robots_txt_forbids_is_not_asked_for_also_behind_a_redirect() {
    let site = Site::new();
    site.answer("/robots.txt", Answer::status(200).body("User-agent: variorum\nDisallow: /private/"));
    site.answer("/private/a", Answer::page("<p>Secret"));
    site.answer("/a", Answer::redirect(301, "/private/a"));
    for path in ["/private/a", "/a"] {
        assert_eq!(get(&site.url(path)), Err(FetchProblem::Robots), "{path}");
    }
    assert_eq!(site.visits("/private/a"), 0);
}

#[test]
fn a_robots_txt_that_cannot_be_had_forbids_and_one_that_is_not_there_allows() {
    let site = Site::new();
    site.answer("/a", Answer::page("<p>Here"));
    for status in [401, 403, 404, 410] {
        site.answer("/robots.txt", Answer::status(status));
        assert!(get(&site.url("/a")).is_ok(), "{status}");
    }
    site.answer("/robots.txt", Answer::status(500));
    assert_eq!(get(&site.url("/a")), Err(FetchProblem::RobotsUnknown { status: 500 }));
    site.answer("/robots.txt", Answer::redirect(301, "/robots2.txt"));
    site.answer("/robots2.txt", Answer::status(200).body("User-agent: *\nDisallow: /"));
    assert_eq!(get(&site.url("/a")), Err(FetchProblem::Robots));
}

#[test]
fn a_robots_txt_is_read_once_a_day() {
    let site = Site::new();
    site.answer("/a", Answer::page("<p>Here"));
    let (mut fetcher, clock) = (Fetcher::new(here()), JumpClock::at(NOW));
    for hours in [0, 23, 2] {
        clock.pass(Duration::from_hours(hours));
        fetcher.get(&site.url("/a"), &Validators::default(), &clock).unwrap();
    }
    assert_eq!(site.visits("/robots.txt"), 2);
}

#[test]
fn no_server_and_no_address_are_told_apart() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let manners = Manners { tries: 1, ..here() };
    let got = get_with(manners, &format!("http://127.0.0.1:{closed}/"));
    assert!(matches!(got, Err(FetchProblem::Connection { .. })), "{got:?}");
    for text in ["", "ferry", "https://", "http://[::1", "ftp://a.example/"] {
        assert_eq!(get(text), Err(FetchProblem::NotWeb), "{text}");
    }
}

#[test]
fn a_stop_ends_a_wait() {
    let site = Site::new();
    site.answer("/a", Answer::status(500));
    let (mut fetcher, clock) = (Fetcher::new(here()), JumpClock::at(NOW));
    clock.stop_after(Duration::from_secs(5));
    let problem = fetcher.get(&site.url("/a"), &Validators::default(), &clock).unwrap_err().problem;
    assert_eq!((problem, site.visits("/a")), (FetchProblem::Stopped, 2));
}
