//! Every sample story is told as `snapshots/README.md` says, and every sample is written as the archive writes it.
mod telling;

use std::env;
use std::fs;

use telling::{Expected, assert_told, changes, files, findings, stories};
use variorum::article::{ArticleId, page};
use variorum::history::Severity::{Cosmetic, Minor, Substantive};
use variorum::history::Verdict::{Contradicted, NotFound, Vacuous};

#[test]
fn added_statements_are_announced_each_by_its_own_note() {
    let changelog = assert_told(
        "traffic-cameras",
        &[
            Expected { at: "2026-02-17T13:09:00-08:00", ..Expected::default() },
            Expected {
                at: "2026-02-18T10:15:00-08:00",
                announced: &[(
                    "with regulator statement",
                    &[("paragraph 3", "", "Our concerns about the way Tessaro")],
                )],
                ..Expected::default()
            },
            Expected {
                at: "2026-02-18T10:57:00-08:00",
                announced: &[("mayor's office", &[("paragraph 4", "", "No contract has been renewed")])],
                ..Expected::default()
            },
        ],
    );
    assert_eq!(findings(&changelog), [""; 0]);
    let times: Vec<_> = changelog.entries[2].notes.iter().map(|note| note.stamp.as_ref().and_then(|s| s.at)).collect();
    let stated = ["2026-02-17T13:09:00-08:00", "2026-02-18T10:15:00-08:00", "2026-02-18T10:57:00-08:00"];
    assert_eq!(times, stated.map(|time| Some(time.parse().expect("a time"))), "year and zone are inferred");
}

#[test]
fn a_correction_is_found_wherever_the_figure_or_the_name_stood() {
    let changelog = assert_told(
        "ferry-deficit",
        &[
            Expected { at: "2026-03-03T18:40:00-05:00", ..Expected::default() },
            Expected {
                at: "2026-03-04T11:20:00-05:00",
                announced: &[(
                    "Correction, March 4",
                    &[
                        ("headline", "$4.2", "$2.4"),
                        ("dek", "$4.2", "$2.4"),
                        ("paragraph 1", "$4.2", "$2.4"),
                        ("paragraph 5", "$4.2", "$2.4"),
                    ],
                )],
                unannounced: &[(Cosmetic, ("paragraph 9", "weekday of", "weekday, of"))],
                ..Expected::default()
            },
            Expected {
                at: "2026-03-05T09:05:00-05:00",
                announced: &[(
                    "Correction, March 5",
                    &[("paragraph 3", "Tomas Wieland", "Thomas Weiland"), ("paragraph 8", "Wieland", "Weiland")],
                )],
                ..Expected::default()
            },
        ],
    );
    assert_eq!(findings(&changelog), [""; 0]);
}

#[test]
fn edits_without_a_note_are_told_one_by_one() {
    let changelog = assert_told(
        "mine-warnings",
        &[
            Expected { at: "2025-12-02T06:00:00-07:00", ..Expected::default() },
            Expected {
                at: "2025-12-02T14:40:00-07:00",
                unannounced: &[
                    (Substantive, ("paragraph 1", "ignored", "may have overlooked")),
                    (
                        Substantive,
                        (
                            "paragraph 3",
                            "We told them to close that shaft, and we told them twice",
                            "We advised them to look at that shaft, and we did so twice",
                        ),
                    ),
                    (Minor, ("paragraph 10", "the largest employer in the county", "the county's largest employer")),
                ],
                ..Expected::default()
            },
            Expected {
                at: "2025-12-03T08:10:00-07:00",
                unannounced: &[
                    (Substantive, ("headline", "ignored", "was sent")),
                    (Substantive, ("paragraph 7", "It has never ordered the mine to shut.", "")),
                    (
                        Substantive,
                        (
                            "link 1",
                            "https://documents.northernledger.example/ridgeback-inspections-2025",
                            "https://minesafety.state.example/inspections",
                        ),
                    ),
                ],
                ..Expected::default()
            },
            Expected {
                at: "2025-12-09T10:00:00-07:00",
                unannounced: &[
                    (Cosmetic, ("paragraph 3", "\"", "“")),
                    (Cosmetic, ("paragraph 3", "\"", "”")),
                    (Cosmetic, ("paragraph 3", "'", "’")),
                    (Cosmetic, ("paragraph 6", "\"", "“")),
                    (Cosmetic, ("paragraph 6", "\"", "”")),
                    (Cosmetic, ("paragraph 8", "\"", "“")),
                    (Cosmetic, ("paragraph 8", "\"", "”")),
                    (Cosmetic, ("paragraph 10", "'", "’")),
                ],
                ..Expected::default()
            },
        ],
    );
    assert!(findings(&changelog).iter().all(|finding| finding.ends_with("unannounced-change")));
}

#[test]
fn a_note_that_nothing_bears_out_is_told_as_what_it_is() {
    let changelog = assert_told(
        "school-merger",
        &[
            Expected { at: "2026-04-13T14:05:00-05:00", ..Expected::default() },
            Expected {
                at: "2026-04-13T16:15:00-05:00",
                unannounced: &[
                    (Substantive, ("paragraph 1", "5-2", "4-3")),
                    (Substantive, ("paragraph 4", "and Rosalind Voss", ", Rosalind Voss and Amit Darrow")),
                ],
                ..Expected::default()
            },
            Expected {
                at: "2026-04-13T17:30:00-05:00",
                unannounced: &[(Cosmetic, ("paragraph 5", "on", "for"))],
                unbacked: &[("comment from Superintendent Craig Halloran", NotFound)],
                ..Expected::default()
            },
            Expected {
                at: "2026-04-14T09:20:00-05:00",
                unbacked: &[("It is 412, not 421", Contradicted)],
                ..Expected::default()
            },
            Expected {
                at: "2026-04-14T11:00:00-05:00",
                unbacked: &[("April 14 at 11:00 a.m.", Vacuous)],
                ..Expected::default()
            },
            Expected {
                at: "2026-04-15T09:10:00-05:00",
                unbacked: &[("more details about the bus routes", NotFound)],
                ..Expected::default()
            },
        ],
    );
    assert_eq!(findings(&changelog), ["2 unannounced-change", "2 unannounced-change", "4 note-contradicted"]);
}

#[test]
fn a_breaking_story_is_told_through_moves_splits_and_rewrites() {
    let changelog = assert_told(
        "bridge-closure",
        &[
            Expected { at: "2026-05-19T07:50:00-04:00", ..Expected::default() },
            Expected {
                at: "2026-05-19T09:40:00-04:00",
                announced: &[("chief bridge engineer", &[("paragraph 5", "", "It is serious, but the bridge")])],
                unannounced: &[
                    (
                        Substantive,
                        ("paragraph 4", "She did not say how long it was.", "It is about 4 feet long, she said."),
                    ),
                    (Minor, ("paragraph 3", "Buses on routes 12 and 40", "Buses on routes 12 and 40")),
                ],
                ..Expected::default()
            },
            Expected {
                at: "2026-05-19T14:10:00-04:00",
                announced: &[(
                    "until at least Friday",
                    &[
                        ("headline", "closed after crack is found", "to stay closed until at least Friday"),
                        (
                            "paragraph 1",
                            "The Kingsmoor Bridge was closed in both directions early Tuesday after workers found a \
                             crack in one of its main beams, the city said.",
                            "The Kingsmoor Bridge will stay closed until at least Friday, the city said, after workers \
                             found a crack in one of its main beams early Tuesday.",
                        ),
                    ],
                )],
                unannounced: &[
                    (Substantive, ("paragraph 8", "", "The beam was last inspected in August 2024")),
                    (Cosmetic, ("paragraph 2", "No one was hurt.", "No one was hurt.")),
                ],
                ..Expected::default()
            },
            Expected {
                at: "2026-05-20T08:30:00-04:00",
                announced: &[(
                    "updated throughout",
                    &[
                        ("paragraph 4", "", "At the Tunnel Road crossing, the queue"),
                        ("paragraph 5", "Ferries were running", "Ferry crossings were added"),
                        ("paragraph 10", "", "Engineers will bolt steel plates"),
                    ],
                )],
                unannounced: &[(Minor, ("byline", "", "Jonah Acheampong and"))],
                ..Expected::default()
            },
        ],
    );
    assert_eq!(findings(&changelog), ["2 unannounced-change", "3 unannounced-change"]);
}

#[test]
fn german_notes_are_read_and_a_silent_date_stands_out_beside_them() {
    let changelog = assert_told(
        "hallenbad",
        &[
            Expected { at: "2026-03-16T09:30:00+01:00", ..Expected::default() },
            Expected {
                at: "2026-03-16T13:05:00+01:00",
                announced: &[("Korrektur", &[("dek", "3,8", "2,8"), ("paragraph 4", "3,8", "2,8")])],
                ..Expected::default()
            },
            Expected {
                at: "2026-03-17T16:20:00+01:00",
                announced: &[(
                    "Stellungnahme des Bauministeriums",
                    &[("paragraph 5", "", "Die Förderung ist zugesagt")],
                )],
                unannounced: &[(Substantive, ("paragraph 1", "Oktober", "November"))],
                ..Expected::default()
            },
        ],
    );
    assert_eq!(findings(&changelog), ["3 unannounced-change"]);
}

#[test]
fn a_spanish_correction_is_read() {
    let changelog = assert_told(
        "mercado",
        &[
            Expected { at: "2026-05-04T12:10:00+02:00", ..Expected::default() },
            Expected {
                at: "2026-05-04T18:45:00+02:00",
                announced: &[("Corrección", &[("paragraph 2", "84", "48")])],
                ..Expected::default()
            },
        ],
    );
    assert_eq!(findings(&changelog), [""; 0]);
}

#[test]
fn a_japanese_correction_is_read() {
    let changelog = assert_told(
        "toshokan",
        &[
            Expected { at: "2026-06-18T10:00:00+09:00", ..Expected::default() },
            Expected {
                at: "2026-06-19T09:00:00+09:00",
                announced: &[("訂正", &[("paragraph 2", "12万冊", "21万冊")])],
                ..Expected::default()
            },
        ],
    );
    assert_eq!(findings(&changelog), [""; 0]);
}

#[test]
fn a_late_note_is_tied_to_the_silent_change_and_missed_when_it_goes() {
    let changelog = assert_told(
        "reservoir",
        &[
            Expected { at: "2026-05-08T17:12:00+01:00", ..Expected::default() },
            Expected {
                at: "2026-05-09T08:30:00+01:00",
                unannounced: &[
                    (Substantive, ("paragraph 4", "83bn", "38bn")),
                    (Minor, ("paragraph 7", "reporters", "journalists")),
                ],
                ..Expected::default()
            },
            Expected { at: "2026-05-12T11:00:00+01:00", ..Expected::default() },
            Expected { at: "2026-05-20T15:00:00+01:00", ..Expected::default() },
        ],
    );
    let late = changelog.entries[2].links.iter().map(|link| (link.change.entry, link.change.change));
    let late: Vec<_> =
        late.map(|(entry, change)| changes(&changelog.entries[entry])[change].excerpts.clone()).collect();
    assert_eq!(late.len(), 1, "the note explains one change");
    assert_eq!((late[0].before.as_str(), late[0].after.as_str()), ("83bn", "38bn"));
    let findings = findings(&changelog);
    assert!(findings.contains(&"3 late-note".to_owned()), "{findings:?}");
    assert!(findings.contains(&"4 correction-removed".to_owned()), "{findings:?}");
}

#[test]
fn a_saved_web_page_is_told_by_its_article_alone() {
    let changelog = assert_told(
        "night-train",
        &[
            Expected { at: "2026-06-08T07:00:00+02:00", ..Expected::default() },
            Expected {
                at: "2026-06-09T11:30:00+02:00",
                announced: &[("amended on 9 June 2026", &[("paragraph 2", "11", "13")])],
                ..Expected::default()
            },
            Expected {
                at: "2026-06-10T16:05:00+02:00",
                announced: &[("comment from Vienta Railways", &[("paragraph 8", "", "We would gladly run it")])],
                ..Expected::default()
            },
        ],
    );
    assert_eq!(findings(&changelog), [""; 0]);
}

#[test]
fn a_sample_is_written_as_the_archive_writes_it() {
    let pages = stories().into_iter().flat_map(|story| files(&story));
    for file in pages.filter(|file| file.extension().is_some_and(|extension| extension == "md")) {
        let name = file.display();
        let text = fs::read_to_string(&file).expect("a sample");
        let draft = page::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(draft.at.is_some() && draft.seen.is_some() && draft.published.is_some(), "{name} states its times");
        let id = ArticleId::from_url(&draft.urls[0], &draft.fields.headline).expect("a good address");
        assert_eq!(draft.article, Some(id.to_string()), "{name} is named for its address");
        let written = page::write(&id, &page::read_stored(&text).expect("a stored page"));
        if env::var_os("VARIORUM_RENEW").is_some() {
            fs::write(&file, written).expect("the sample is written");
        } else {
            assert_eq!(text, written, "{name}: renew with VARIORUM_RENEW=1 cargo test --test samples");
        }
    }
}

#[test]
fn the_samples_name_only_places_that_cannot_exist() {
    for file in stories().iter().flat_map(|story| files(story)) {
        let text = fs::read_to_string(&file).expect("a sample");
        for address in text.split("https://").skip(1) {
            let host = address.split(['/', '"', '<', '\n']).next().unwrap_or_default();
            assert!(host.ends_with(".example") || host == "schema.org", "{} names {host}", file.display());
        }
    }
}

#[test]
fn the_table_of_the_samples_names_every_story_and_version() {
    let table = fs::read_to_string("snapshots/README.md").expect("the table");
    let told: usize =
        table.lines().filter(|line| line.starts_with("| ") && line.contains(':') && line.contains("| 20")).count();
    let kept: usize = stories().iter().map(|story| files(story).len()).sum();
    assert_eq!(told, kept, "a row a version");
    for story in stories() {
        assert!(table.contains(&format!("| `{story}`")), "{story} has its rows");
    }
}
