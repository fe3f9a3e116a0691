//! How fast notes are looked for, in megabytes a second: on plain article text, on text with notes at its foot, and
//! beside it what a plain reading of the same text costs.

use aho_corasick::AhoCorasick;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unicode_segmentation::UnicodeSegmentation;
use variorum::notes::{Context, find};

/// Sentences of a fictional newspaper; some hold the words of notes, as plain prose does.
const ENGLISH: &[&str] = &[
    "The harbor board of Fennick voted 5-2 on Tuesday to keep the old ferry in service until spring.",
    "“We owe it to the islands,” said Odile Brannigan, the county’s treasurer, who has run the ferry fund since 2011.",
    "Fares will rise by 40 cents in March, the first increase in nine years, according to a report the board saw.",
    "Marlow Petrie, 51, who mends nets on Pine Street, said he had not missed a crossing since he was a boy.",
    "The engine, built in 1962 and rebuilt twice, burns more fuel than the town’s whole fleet of buses.",
    "Critics of the plan say the money would be better spent on the bridge that was promised a decade ago.",
    "A spokesman for the builders declined to comment on the cost, which was first put at $14 million.",
    "The state agency updated its guidance for small ports on Sept. 8, and the board has asked for more time.",
    "Crews worked through the night to clear the channel, where sand had piled up against the northern wall.",
    "By dawn the wind had turned, and the first boats came in with their lamps still burning.",
    "At the Copper Lantern, the only inn on the quay, every room was taken by engineers from the capital.",
    "The last storm of this size, in 1987, took the roof off the school and flooded the lower town for a week.",
    "Teachers moved the younger classes to the church hall, which has a stove and a piano that is out of tune.",
    "The museum has added a room for the shipwrights, with tools that appeared at a sale in Alder Falls.",
    "In the end, the council changed its mind, as it has done on nearly every question since the election.",
    "“Nobody tells you how quiet it gets,” she said. “You hear the ice before you see it.”",
    "The numbers were corrected after a recount at 3:30 p.m., but the result was the same: 1,204 to 1,187.",
    "Most of those who signed the petition live on the east side, where the road ends at the old cannery.",
    "Its owner, a retired judge, published a book of poems about the tides that nobody here admits to having read.",
    "The bank is open on Mondays and Thursdays from 9 a.m. until noon, and the post office on the other days.",
];

const GERMAN: &[&str] = &[
    "Der Gemeinderat von Oberfeld hat am Dienstag mit neun zu vier Stimmen für den Umbau des Hafens gestimmt.",
    "„Wir haben lange genug gewartet“, sagte die stellvertretende Landrätin Anke Lohmeier nach der Sitzung.",
    "Die Kosten werden auf 14 Millionen Euro geschätzt, von denen das Land etwa die Hälfte übernehmen soll.",
    "Im Winter liegt die Fähre still, weil das Eis auf dem Lindsee dann bis zu vierzig Zentimeter dick wird.",
    "Der Wirt des Gasthofs Kupferlaterne hat seine Preise zuletzt vor neun Jahren geändert.",
    "Am Morgen drehte der Wind, und die ersten Boote kamen mit brennenden Lampen zurück.",
    "Die Behörde hatte ihre Empfehlung erst im April aktualisiert, wie aus einem Schreiben hervorgeht.",
    "In der Schule wird seit Montag wieder unterrichtet, nur die Turnhalle bleibt bis auf Weiteres gesperrt.",
];

const JAPANESE: &[&str] = &[
    "港北市は17日、老朽化した渡し船を春まで運航すると発表した。",
    "市によると、運賃は3月から40円上がる。",
    "値上げは9年ぶりで、市議会は賛成多数で可決した。",
    "船は1962年に造られ、これまでに2回、機関を取り換えている。",
    "網元の男性は「子どものころから毎日乗っている」と話した。",
    "嵐で砂がたまった航路では、夜を徹して作業が続いた。",
    "県は防災計画を見直し、避難所を3か所増やす方針だ。",
    "博物館では船大工の道具を集めた展示が開かれている。",
];

const FOOT: &str = "Correction: An earlier version of this story misstated the year the ferry was built. It was 1962, not \
                    1926.\n\nUpdated Sept. 13 at 4:15 p.m. with a statement from the harbor board.";

/// Makes a text of at least `bytes` bytes, in paragraphs of three sentences, by a fixed sequence of numbers.
fn prose(sentences: &[&str], bytes: usize, gap: &str) -> String {
    let mut text = String::with_capacity(bytes + 400);
    let mut seed = 2_463_534_242_u32;
    while text.len() < bytes {
        for place in 0..3 {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            text.push_str(if place == 0 { "" } else { gap });
            text.push_str(sentences[seed as usize % sentences.len()]);
        }
        text.push_str("\n\n");
    }
    text
}

fn context(language: &str) -> Context {
    Context {
        published: chrono::DateTime::parse_from_rfc3339("2023-09-12T09:30:00-04:00").ok(),
        language: Some(language.to_owned()),
        ..Context::default()
    }
}

fn bench_notes(criterion: &mut Criterion) {
    let english = prose(ENGLISH, 1 << 20, " ");
    let articles: String = (0..256).map(|_| prose(ENGLISH, 4 << 10, " ") + FOOT + "\n\n").collect::<Vec<_>>().concat();
    let german = prose(GERMAN, 256 << 10, " ");
    let japanese = prose(JAPANESE, 256 << 10, "");
    let mut group = criterion.benchmark_group("notes");
    group.sample_size(10);
    for (name, language, text) in [
        ("plain/english", "en", &english),
        ("plain/german", "de", &german),
        ("plain/japanese", "ja", &japanese),
        ("two notes in 4 KiB/english", "en", &articles),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let context = context(language);
        group.bench_function(name, |bencher| bencher.iter(|| find(text, &context)));
    }
    group.throughput(Throughput::Bytes(english.len() as u64));
    group.bench_function("peer/count words", |bencher| bencher.iter(|| english.unicode_words().count()));
    let cues = ["update", "correct", "clarif", "editor", "earlier version", "this story", "this article"];
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(cues).expect("seven words");
    group.bench_function("peer/seven words by aho-corasick", |bencher| {
        bencher.iter(|| automaton.find_iter(&english).count());
    });
    group.bench_function("peer/line ends by memchr", |bencher| {
        bencher.iter(|| memchr::memchr_iter(b'\n', english.as_bytes()).count());
    });
    group.finish();
}

criterion_group!(benches, bench_notes);
criterion_main!(benches);
