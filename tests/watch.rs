//! Articles, feeds and sitemaps are watched, and pages recorded from the web; all on this machine.

mod desk;
mod web;

use std::io::Write;
use std::time::Duration;

use desk::{Desk, Ran};
use serde_json::Value;
use variorum::desk::watch::{Event, Plan, Until, What, watch};
use variorum::store::Archive;
use web::{Answer, JumpClock, Site};

fn article(text: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Ferry sinks off Harl</title></head><body><article>
         <h1>Ferry sinks off Harl</h1><p>The ferry sank off Harl {text}, the harbour office said on Sunday.</p>
         <p>It was forty years old and was due to be replaced next year, the office said.</p></article></body></html>"
    )
}

/// A desk with a plan that watches a site on this machine without pauses.
fn desk(plan: &str) -> Desk {
    let desk = Desk::new();
    let manners = "delay = '0s'\nconfirm = '0s'\nallow_private = ['127.0.0.1']\n";
    desk.write("watch.toml", format!("{manners}{plan}"));
    desk
}

fn one(site: &Site) -> Desk {
    desk(&format!("[[article]]\nurl = '{}'\nname = 'harl.example/ferry'\n", site.url("/ferry")))
}

/// Looks at what is due at a time of the first of March.
fn once(desk: &mut Desk, time: &str) -> Ran {
    desk.set("VARIORUM_NOW", &format!("2026-03-01T{time}:00+00:00"));
    desk.run(["watch", "watch.toml", "--once"])
}

fn events(desk: &mut Desk, time: &str) -> Vec<Value> {
    desk.set("VARIORUM_NOW", &format!("2026-03-01T{time}:00+00:00"));
    let ran = desk.run(["watch", "watch.toml", "--once", "--json"]);
    ran.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn names(events: &[Value]) -> Vec<&str> {
    events.iter().filter_map(|event| event["event"].as_str()).collect()
}

#[test]
fn an_article_is_recorded_then_left_alone_then_recorded_again_when_a_second_look_confirms_a_change() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    let mut desk = one(&site);
    let first = once(&mut desk, "12:00");
    assert_eq!(
        first.out,
        "2026-03-01 12:00 +00:00  first        harl.example/ferry-de26f4f636@1  Ferry sinks off Harl\n"
    );
    assert_eq!(once(&mut desk, "12:01").out, "nothing is due before 2026-03-01 12:05 +00:00\n");
    let same = once(&mut desk, "12:10").out;
    assert_eq!(same, "2026-03-01 12:10 +00:00  unchanged    harl.example/ferry-de26f4f636@1  again in 5 min\n");
    site.answer("/ferry", Answer::page(article("at 1 p.m.")));
    let changed = once(&mut desk, "12:20");
    assert_eq!(changed.code, Some(0), "{}", changed.err);
    let lines: Vec<&str> = changed.out.lines().collect();
    let url = site.url("/ferry");
    assert_eq!(lines[0], format!("2026-03-01 12:20 +00:00  unconfirmed  {url}  changed, again in 0 s to confirm it"));
    assert_eq!(
        lines[1],
        "2026-03-01 12:20 +00:00  next         harl.example/ferry-de26f4f636@2  2 words changed  (after 2026-03-01 12:10 +00:00)"
    );
    assert!(lines[2].contains("finding      harl.example/ferry-de26f4f636@2  substantive: "), "{}", lines[2]);
    assert_eq!(lines.len(), 3);
    let version: Value = serde_json::from_str(&desk.ok("show ferry@2 --json")).unwrap();
    assert_eq!(version["at"], "2026-03-01T12:20:00Z");
}

#[test]
fn a_page_that_changes_back_at_the_second_look_is_not_recorded() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    let mut desk = one(&site);
    once(&mut desk, "12:00");
    site.answers("/ferry", [Answer::page(article("at 1 p.m.")), Answer::page(article("at noon"))]);
    assert_eq!(names(&events(&mut desk, "12:10")), ["unconfirmed", "reverted"]);
    site.answers("/ferry", ["2", "3", "4", "5", "6"].map(|hour| Answer::page(article(&format!("at {hour} p.m.")))));
    assert_eq!(names(&events(&mut desk, "12:20")), ["unconfirmed", "unconfirmed", "unconfirmed", "unsettled"]);
    assert!(desk.ok("log ferry").lines().last().unwrap().contains("first version"));
}

#[test]
fn an_article_that_is_gone_is_an_event_and_no_version_and_so_is_its_return() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    let mut desk = one(&site);
    once(&mut desk, "12:00");
    site.answers("/ferry", [Answer::status(404), Answer::page(article("at noon"))]);
    assert_eq!(names(&events(&mut desk, "12:10")), ["unconfirmed", "unchanged"]);
    site.answer("/ferry", Answer::status(410));
    let gone = events(&mut desk, "12:20");
    assert_eq!(names(&gone), ["unconfirmed", "gone"]);
    assert_eq!((&gone[1]["absence"], &gone[1]["last_seen"]), (&"gone".into(), &"2026-03-01T12:10:00+00:00".into()));
    let still = once(&mut desk, "12:30");
    assert!(still.out.ends_with("gone (410), still, again in 5 min\n"), "{}", still.out);
    assert_eq!(still.code, Some(0));
    site.answer("/ferry", Answer::page(article("at noon")));
    let back = once(&mut desk, "12:40").out;
    assert!(back.ends_with("again in 5 min, back after: gone (410)\n"), "{back}");
    assert!(!desk.ok("log ferry").contains("\n2  "));
}

#[test]
fn a_page_that_shows_its_beginning_only_is_an_event_and_no_version() {
    let site = Site::new();
    let whole =
        article("at noon").replace("</article>", &format!("<p>{}</p></article>", "It was old and slow. ".repeat(30)));
    site.answer("/ferry", Answer::page(&whole));
    let mut desk = one(&site);
    once(&mut desk, "12:00");
    let locked =
        r#"<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script></head>"#;
    site.answer("/ferry", Answer::page(article("at noon").replace("</head>", locked)));
    let events = events(&mut desk, "12:10");
    assert_eq!((names(&events), &events[1]["absence"]), (vec!["unconfirmed", "gone"], &"paywall".into()));
}

#[cfg(unix)]
#[test]
fn hooks_get_versions_findings_and_absences_as_json_and_a_failing_one_stops_nothing() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    site.answer("/hook", Answer::status(204));
    let plan = format!(
        "[[article]]\nurl = '{}'\nname = 'harl.example/ferry'\n[hooks]\non_version = 'cat >> versions; cat $VARIORUM_ARCHIVE/HEAD > head'\n\
         on_finding = '{}'\non_gone = ['false']\n",
        site.url("/ferry"),
        site.url("/hook")
    );
    let mut desk = desk(&plan);
    once(&mut desk, "12:00");
    site.answer("/ferry", Answer::page(article("at 1 p.m.")));
    assert_eq!(once(&mut desk, "12:10").code, Some(0));
    let told = std::fs::read_to_string(desk.path("versions")).unwrap();
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((told.len(), &told[0]["first"], &told[1]["first"]), (2, &true.into(), &false.into()));
    assert_eq!(told[1]["article"], "harl.example/ferry-de26f4f636");
    assert_eq!((&told[1]["version"], &told[1]["summary"]), (&2.into(), &"2 words changed".into()));
    assert_eq!((&told[1]["event"], &told[1]["url"]), (&"version".into(), &site.url("/ferry").into()));
    assert!(desk.path("head").exists());
    let posted = site.asked().into_iter().find(|asked| asked.method == "POST").expect("a finding posted");
    assert_eq!(posted.headers["content-type"], "application/json");
    let finding: Value = serde_json::from_str(&posted.body).unwrap();
    assert_eq!((&finding["event"], &finding["finding"]["kind"]), (&"finding".into(), &"unannounced-change".into()));
    assert_eq!(finding["finding"]["severity"], "substantive");

    site.answer("/ferry", Answer::status(404));
    let gone = once(&mut desk, "12:20");
    assert!(gone.out.lines().last().unwrap().ends_with("hook on_gone ended with exit code 1"), "{}", gone.out);
    assert_eq!(gone.code, Some(2));
}

#[test]
fn one_that_fails_holds_up_nothing_else_and_the_exit_code_says_so() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    site.answer("/pdf", Answer::page("%PDF-1.7 x"));
    site.answer("/rss", Answer::page("<html>Sorry"));
    site.answer("/secret", Answer::redirect(302, "http://169.254.169.254/"));
    let mut desk = desk(&format!(
        "[[article]]\nurl = '{}'\n[[article]]\nurl = '{}'\n[[article]]\nurl = '{}'\n[[feed]]\nurl = '{}'\n",
        site.url("/pdf"),
        site.url("/secret"),
        site.url("/ferry"),
        site.url("/rss")
    ));
    let ran = once(&mut desk, "12:00");
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.err, "variorum: 4 looks taken, and 3 things could not be done; see above\n");
    for said in
        ["is not text but a PDF document", "169.254.169.254, which is not a public address", "no feed or sitemap"]
    {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    assert!(ran.out.contains("first        127.0.0.1/ferry-"), "{}", ran.out);
}

#[test]
fn what_was_refused_as_private_is_looked_at_as_soon_as_it_is_allowed() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    site.answer("/rss", Answer::page("<rss version='2.0'><channel></channel></rss>"));
    let mut desk = Desk::new();
    let (ferry, rss) = (site.url("/ferry"), site.url("/rss"));
    desk.write("watch.toml", format!("delay = '0s'\n[[article]]\nurl = '{ferry}'\n[[feed]]\nurl = '{rss}'\n"));
    let refused = once(&mut desk, "12:00").out;
    let why = "is at 127.0.0.1, which is not a public address; add --allow-private if that is meant, again in 10 min";
    assert!(refused.contains(&format!("2026-03-01 12:00 +00:00  failed       {ferry}  {why}\n")), "{refused}");
    assert_eq!(once(&mut desk, "12:01").out, "nothing is due before 2026-03-01 12:10 +00:00\n");
    let allowed = desk.run(["watch", "watch.toml", "--once", "--allow-private"]).out;
    assert!(allowed.contains("first  ") && allowed.contains("list  ") && !allowed.contains("failed"), "{allowed}");
}

#[test]
fn articles_of_feeds_and_sitemaps_are_recorded_and_followed() {
    let site = Site::new();
    for path in ["/news/a", "/news/b", "/sport/c", "/news/d"] {
        site.answer(path, Answer::page(article(&format!("near {}", &path[path.len() - 1..]))));
    }
    let item = |path: &str, date: &str| {
        format!("<item><link>{}</link><pubDate>{date} 11:00:00 GMT</pubDate></item>", site.url(path))
    };
    let feed = |items: &[String]| {
        Answer::page(format!("<rss version='2.0'><channel>{}</channel></rss>", items.concat())).with("ETag", "\"f\"")
    };
    let new = item("/news/a", "Sun, 01 Mar 2026");
    let (other, old) = (item("/sport/c", "Sun, 01 Mar 2026"), item("/news/x", "Sun, 01 Mar 2020"));
    site.answers("/rss", [feed(&[new, other, old]), Answer::status(304)]);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    write!(
        packed,
        "<urlset><url><loc>{}</loc></url><url><loc>{}</loc></url></urlset>",
        site.url("/news/a"),
        site.url("/news/b")
    )
    .unwrap();
    site.answer("/1.xml.gz", Answer::status(200).body(packed.finish().unwrap()));
    let index = format!("<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>", site.url("/1.xml.gz"));
    site.answer("/sitemap.xml", Answer::page(index));
    let mut desk = desk(&format!(
        "[[feed]]\nurl = '{}'\nonly = ['/news/']\n[[sitemap]]\nurl = '{}'\n",
        site.url("/rss"),
        site.url("/sitemap.xml")
    ));
    let told = events(&mut desk, "12:00");
    assert_eq!(names(&told), ["list", "list", "list", "version", "version"]);
    let new: Vec<&Value> = told.iter().filter(|event| event["event"] == "list").map(|event| &event["new"]).collect();
    assert_eq!(new, [1, 1, 1]);
    assert_eq!(desk.ok("list --json").matches("\"article\"").count(), 2);
    assert_eq!((site.visits("/sport/c"), site.visits("/news/x")), (0, 0));

    site.answer("/news/a", Answer::page(article("near e")));
    let told = events(&mut desk, "12:20");
    assert_eq!(names(&told).iter().filter(|name| **name == "version").count(), 1, "{told:?}");
    assert!(told.iter().any(|event| event["event"] == "list" && event["not_modified"] == true));

    site.answer("/sitemap.xml", Answer::page("<sitemapindex></sitemapindex>"));
    events(&mut desk, "12:40");
    let visits = (site.visits("/1.xml.gz"), site.visits("/news/b"));
    events(&mut desk, "13:00");
    assert_eq!(site.visits("/1.xml.gz"), visits.0);
    assert!(site.visits("/news/b") > visits.1, "an article is followed when its sitemap is gone");
}

#[test]
fn no_more_articles_are_taken_up_at_once_than_the_plan_says_and_the_rest_the_next_time() {
    let site = Site::new();
    let mut urls = String::new();
    for number in 0..5 {
        site.answer(&format!("/{number}"), Answer::page(article(&format!("near pier {number}"))));
        let url = site.url(&format!("/{number}"));
        urls.extend(["<url><loc>", &url, "</loc><lastmod>2026-02-2", &number.to_string(), "</lastmod></url>"]);
    }
    site.answer("/s.xml", Answer::page(format!("<urlset>{urls}</urlset>")).with("ETag", "\"s\""));
    let mut desk = desk(&format!("[[sitemap]]\nurl = '{}'\nmost = 3\n", site.url("/s.xml")));
    assert_eq!(names(&events(&mut desk, "12:00")), ["list", "version", "version", "version"]);
    assert_eq!((site.visits("/4"), site.visits("/1")), (1, 0));
    let told = events(&mut desk, "12:20");
    assert_eq!(names(&told), ["list", "version", "version"]);
    assert_eq!(desk.ok("list --json").matches("\"article\"").count(), 5);
}

#[test]
fn what_is_remembered_can_be_lost() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    let mut desk = one(&site);
    once(&mut desk, "12:00");
    let state = desk.path(".variorum/variorum/watch.json");
    for text in ["", "{\"form\":1,\"articles\":[]}"] {
        std::fs::write(&state, text).unwrap();
        assert_eq!(names(&events(&mut desk, "12:01")), ["unchanged"], "{text}");
    }
    std::fs::remove_file(&state).unwrap();
    assert_eq!(names(&events(&mut desk, "12:02")), ["unchanged"]);
    assert_eq!(desk.run(["verify"]).code, Some(0));
}

#[test]
fn a_plan_with_a_mistake_is_told_in_one_sentence_and_makes_no_archive() {
    let desk = Desk::new();
    for (plan, said) in [
        ("", "watch.toml: it names nothing to watch; add an [[article]], a [[feed]] or a [[sitemap]] with its url"),
        ("[[article]]\nurl = 'ferry'", "watch.toml: \"ferry\" is not a web address; give one such as"),
        ("delay = 5", "line 1"),
        ("[[feed]]\nurl = 'https://a.example/'\nevry = '1m'", "unknown field `evry`"),
    ] {
        desk.write("watch.toml", plan);
        let ran = desk.run(["watch", "watch.toml", "--once"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{plan}");
        assert!(ran.err.contains(said) && ran.err.lines().count() == 1, "{}", ran.err);
    }
    assert_eq!(desk.run(["watch", "none.toml", "--once"]).code, Some(2));
    assert!(!desk.path(".variorum").exists());
}

#[cfg(unix)]
#[test]
fn a_daemon_ends_cleanly_when_it_is_told_to_and_remembers_what_it_did() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    for signal in ["-TERM", "-INT"] {
        let desk = one(&site);
        let mut command = desk.command(env!("CARGO_BIN_EXE_variorum"));
        let mut child = command.args(["watch", "watch.toml", "--daemon"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("first        harl.example/ferry-"), "{line}");
        let other = desk.run(["watch", "watch.toml", "--once"]);
        assert_eq!(other.code, Some(2));
        assert_eq!(other.err, "variorum: another watch of this archive runs; stop it, or name another --archive\n");
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{signal}");
        assert_eq!(desk.ok("watch watch.toml --once"), "nothing is due before 2026-03-01 12:05 +00:00\n");
    }
}

#[test]
fn the_young_are_looked_at_often_and_the_old_seldom() {
    let site = Site::new();
    site.answer("/ferry", Answer::page(article("at noon")));
    let plan = format!("allow_private = ['127.0.0.1']\n[[article]]\nurl = '{}'\n", site.url("/ferry"));
    let plan = Plan::parse(&plan).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::create(&folder.path().join("archive")).unwrap();
    let clock = JumpClock::at("2026-03-01T12:00:00Z");
    let mut looks = |time: Duration| {
        let mut looks = 0;
        clock.stop_after(time);
        let mut tell = |event: &Event| {
            looks += usize::from(matches!(event.what, What::Unchanged { .. }));
            Ok(())
        };
        watch(&plan, &mut archive, &clock, Until::Stopped, "test", &mut tell).unwrap();
        looks
    };
    assert_eq!(looks(Duration::from_mins(59)), 11);
    // Twelve looks and a little less for every time the age is multiplied by e: 12 · ln 24 is 38.
    let first_day = looks(Duration::from_hours(23));
    assert!((34..=40).contains(&first_day), "{first_day}");
    let a_year_later = {
        looks(Duration::from_hours(24 * 364));
        looks(Duration::from_hours(24 * 28))
    };
    assert!((3..=5).contains(&a_year_later), "{a_year_later}");
}

#[test]
fn a_page_is_recorded_from_its_address_as_it_was_sent() {
    let site = Site::new();
    let page = b"<html><head><title>\xb3\xf3d\xbc</title></head><body><article><h1>\xb3\xf3d\xbc</h1><p>Two boats took everyone aboard within the hour, it said.</p></article></body></html>";
    site.answer("/lodz", Answer::status(200).with("Content-Type", "text/html; charset=iso-8859-2").body(page));
    site.answer("/old", Answer::redirect(301, "/lodz"));
    let desk = Desk::new();
    let recorded = desk.ok(&format!("record {} --allow-private --contact desk@a.example", site.url("/old")));
    assert!(recorded.starts_with("recorded  127.0.0.1/lodz-") && recorded.contains("@1  first  "), "{recorded}");
    assert!(recorded.ends_with("(when it was seen; read as ISO-8859-2)\n"), "{recorded}");
    let version: Value = serde_json::from_str(&desk.ok("show lodz --json")).unwrap();
    assert_eq!(version["headline"], "łódź");
    assert_eq!(version["seen"], "2026-03-01T12:00:00Z");
    assert_eq!(version["urls"], serde_json::json!([site.url("/lodz"), site.url("/old")]));
    let git = |arguments: &[&str]| {
        let output = desk.command("git").arg("--git-dir=.variorum").args(arguments).output().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    let listed = String::from_utf8(git(&["ls-tree", "-r", "refs/variorum/captures"])).unwrap();
    let blob = listed.split_whitespace().nth(2).unwrap().to_owned();
    assert_eq!(git(&["cat-file", "blob", &blob]), page);
    let message = String::from_utf8(git(&["log", "-1", "--format=%B"])).unwrap();
    assert!(message.contains("\nExtractor: html 2 ISO-8859-2\n"), "{message}");
    assert!(site.asked().last().unwrap().headers["user-agent"].contains("contact: desk@a.example"));
    assert!(
        desk.ok(&format!("record {} --allow-private", site.url("/lodz"))).starts_with("unchanged  127.0.0.1/lodz-")
    );
}

#[test]
fn what_cannot_be_recorded_from_an_address_is_told_in_one_sentence_with_what_helps() {
    let site = Site::new();
    site.answer("/gone", Answer::status(410));
    site.answer("/robots.txt", Answer::status(200).body("User-agent: *\nDisallow: /no"));
    let locked = r#"<script type="application/ld+json">{"isAccessibleForFree":false}</script></head>"#;
    site.answer("/locked", Answer::page(article("at noon").replace("</head>", locked)));
    let desk = Desk::new();
    let told = |path: &str, flags: &[&str]| {
        let url = site.url(path);
        let ran = desk.run(["record", url.as_str()].iter().chain(flags));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{path}");
        ran.err.replace(&site.url(""), "")
    };
    let open = ["--allow-private"];
    assert_eq!(
        told("/gone", &[]),
        "variorum: /gone is at 127.0.0.1, which is not a public address; add --allow-private if that is meant\n"
    );
    assert_eq!(
        told("/gone", &open),
        "variorum: /gone: gone (410); nothing was recorded, check the address with a browser\n"
    );
    assert_eq!(
        told("/no", &open),
        "variorum: /no was not fetched: the site's robots.txt asks programs not to; save the page with a browser and record the file\n"
    );
    assert_eq!(
        told("/locked", &open),
        "variorum: /locked: only its beginning is shown without paying; nothing was recorded, save the page with a browser and record the file\n"
    );
    assert_eq!(desk.run(["record", "https://"]).code, Some(2));
    assert!(!desk.path(".variorum").exists());
}
