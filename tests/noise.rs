//! What readers take as no difference, and what must never pass as one: numbers, names, negations, units, quotations.

use variorum::diff::{Noise, Sides, diff};

/// Pairs that differ in meaning, so that at least one edit must not be noise.
const NEWS: &[(&str, &str)] = &[
    // Signs, and the marks inside figures.
    ("It was -5 outside.", "It was 5 outside."),
    ("It was −5 outside.", "It was 5 outside."),
    ("It was 5 outside.", "It was −5 outside."),
    ("It rose +5 today.", "It rose 5 today."),
    ("It was ±5 off.", "It was 5 off."),
    ("It fell -5 points.", "It fell - 5 points."),
    ("Read 5 -3 here.", "Read 5-3 here."),
    ("So 5−3 it is.", "So 5–3 it is."),
    ("So 3–5 it is.", "So 35 it is."),
    ("So 3-5 it is.", "So 3:5 it is."),
    ("About 1,200 came.", "About 1200 came."),
    ("About 1,200 came.", "About 1.200 came."),
    ("About 1,200 came.", "About 1, 200 came."),
    ("About 3.2 came.", "About 3,2 came."),
    ("About 3.2 came.", "About 32 came."),
    ("About .5 came.", "About 5 came."),
    ("About 1/2 came.", "About ½ came."),
    ("About 10² came.", "About 102 came."),
    ("About 10:15 came.", "About 10.15 came."),
    ("About 1.0 came.", "About 1 came."),
    ("About >5 came.", "About <5 came."),
    ("About ≥5 came.", "About >5 came."),
    ("About 5% came.", "About 5 came."),
    ("About 5% came.", "About 5‰ came."),
    ("About １２ came.", "About 12 came."),
    ("About ٣ came.", "About 3 came."),
    ("About 五 came.", "About 5 came."),
    ("It paid $5 then.", "It paid £5 then."),
    ("It paid -$5 then.", "It paid $5 then."),
    ("Am 18. Mai kam er.", "Am 18 Mai kam er."),
    ("The 2nd came.", "The 2 came."),
    ("一 came.", "— came."),
    // Units, in the middle and where a sentence or clause opens.
    ("A tree of 10 m fell.", "A tree of 10 M fell."),
    ("A tree of 10 m fell.", "A tree of 10 km fell."),
    ("A dose of 5 mg then.", "A dose of 5 Mg then."),
    ("A dose of 5 mg then.", "A dose of 5 µg then."),
    ("A plant of 5 mW ran.", "A plant of 5 MW ran."),
    ("Power: mW only.", "Power: MW only."),
    ("Power: m only.", "Power: M only."),
    ("It ran at max. mW then.", "It ran at max. MW then."),
    ("Some 5 Mb were sent.", "Some 5 MB were sent."),
    ("Some 5 kb were sent.", "Some 5 Kb were sent."),
    ("At 5 °C it froze.", "At 5 °F it froze."),
    ("The bolt of 5' fell.", "The bolt of 5\" fell."),
    // Names and words that a capital parts.
    ("They met Polish workers.", "They met polish workers."),
    ("It was for US alone.", "It was for us alone."),
    ("It was for Us alone.", "It was for us alone."),
    ("US soldiers came.", "Us soldiers came."),
    ("US soldiers came.", "us soldiers came."),
    ("IT failed them.", "It failed them."),
    ("WHO told them.", "Who told them."),
    ("They ate Turkey there.", "They ate turkey there."),
    ("It began in March then.", "It began in march then."),
    ("They said May would.", "They said may would."),
    ("They chose Labour then.", "They chose labour then."),
    ("They saw Apple fall.", "They saw apple fall."),
    ("Er sah Die Welt.", "Er sah die Welt."),
    ("Er sah, dass Sie kam.", "Er sah, dass sie kam."),
    ("Er will Essen dort.", "Er will essen dort."),
    ("He knew de Gaulle well.", "He knew De Gaulle well."),
    ("He knew McDonald well.", "He knew Mcdonald well."),
    ("McDonald knew it.", "mcDonald knew it."),
    ("Apple fell today.", "On Monday Apple fell today."),
    // Letters with and without marks.
    ("He sent a résumé then.", "He sent a resume then."),
    ("It took one año then.", "It took one ano then."),
    ("He met Müller there.", "He met Muller there."),
    ("He met Müller there.", "He met Mueller there."),
    ("In Maße trank er.", "In Masse trank er."),
    ("Orada sık oldu.", "Orada sik oldu."),
    ("Orada kırk oldu.", "Orada kirk oldu."),
    ("Isı arttı.", "ısı arttı."),
    ("He saw a cat there.", "He saw a саt there."),
    ("او می\u{200c}رود آنجا", "او میرود آنجا"),
    ("यह क्\u{200d}ष है", "यह क्ष है"),
    ("זה שָׁלוֹם כאן", "זה שלום כאן"),
    ("هذا مُدَرِّس هنا", "هذا مدرس هنا"),
    ("So 👩\u{200d}👧 came.", "So 👩👧 came."),
    // Negations and apostrophes.
    ("They can't go.", "They can go."),
    ("They can't go.", "They cant go."),
    ("They isn’t here.", "They is here."),
    ("They did not go.", "They did go."),
    ("They did not go.", "They did now go."),
    ("So it's here.", "So its here."),
    ("So we're here.", "So were here."),
    ("So he'll come.", "So hell come."),
    ("So I'll come.", "So Ill come."),
    ("So she’d go.", "So shed go."),
    ("He met O'Neill there.", "He met ONeill there."),
    ("The boy's toys fell.", "The boys' toys fell."),
    ("He will resign now.", "He will re-sign now."),
    ("He will re\u{ad}sign now.", "He will re-sign now."),
    ("A no-show it was.", "A no show it was."),
    ("It was nowhere else.", "It was now here else."),
    ("It was nowhere else.", "It was now\u{200b}here else."),
    ("It was un-American there.", "It was American there."),
    // Quotations: what is quoted, and by whom.
    ("They praised the reform.", "They praised the “reform”."),
    ("They praised the “reform”.", "They praised the reform."),
    ("It was “very good” news.", "It was “very good news”."),
    ("It was a “very good” time.", "It was “a very good” time."),
    ("He said ‘yes’ then.", "He said “yes” then."),
    ("He said \"yes\" then.", "He said 'yes' then."),
    ("He said “no, no” then.", "He said “no,” “no” then."),
    ("He said: “No”.", "He said: No."),
    ("He was ‘ill’ then.", "He was ill then."),
    // Addresses.
    ("See https://example.org/A now.", "See https://example.org/a now."),
    ("See https://example.org/3-5 now.", "See https://example.org/3–5 now."),
    ("See https://example.org/o'n now.", "See https://example.org/o’n now."),
    ("Ask ann-lee@example.org now.", "Ask ann–lee@example.org now."),
    // Marks that turn the sense.
    ("He ate, Mary said.", "He ate Mary said."),
    ("He left.", "He left?"),
    ("So A&B came.", "So A/B came."),
    ("The text \u{202e}turns here.", "The text turns here."),
    ("At the U.S. border.", "At the US border."),
    ("At 5 a.m. then.", "At 5 p.m. then."),
    ("They said a or b.", "They said a and b."),
];

/// Names behind a stop that ends no sentence, and behind a quotation mark inside one.
const NAMES_INSIDE_SENTENCES: &[(&str, &str)] = &[
    ("In the U.S. Polish men came.", "In the U.S. polish men came."),
    ("There Mr. Black sat down.", "There Mr. black sat down."),
    ("There Dr. May sat down.", "There Dr. may sat down."),
    ("At 5 p.m. Apple fell.", "At 5 p.m. apple fell."),
    ("The \"odd\" Polish way.", "The \"odd\" polish way."),
    ("The “Polish” way.", "The “polish” way."),
    ("He sailed the “Titanic” then.", "He sailed the “titanic” then."),
    ("The guilty one: Apple alone.", "The guilty one: apple alone."),
];

/// Pairs that read the same, and why.
const NOISE: &[(&str, &str, Noise)] = &[
    ("She didn't go.", "She didn’t go.", Noise::QuoteStyle),
    ("She didn't go.", "She didn‘t go.", Noise::QuoteStyle),
    ("She didn´t go.", "She didn't go.", Noise::QuoteStyle),
    ("He said \"yes\" then.", "He said “yes” then.", Noise::QuoteStyle),
    ("He said „yes“ then.", "He said «yes» then.", Noise::QuoteStyle),
    ("He said »yes« then.", "He said «yes» then.", Noise::QuoteStyle),
    ("He said ‹yes› then.", "He said ‘yes’ then.", Noise::QuoteStyle),
    ("He said \u{ff02}yes\u{ff02} then.", "He said \"yes\" then.", Noise::QuoteStyle),
    ("He met O'Neill there.", "He met O’Neill there.", Noise::QuoteStyle),
    ("C'est l'été ici.", "C’est l’été ici.", Noise::QuoteStyle),
    ("Über 1'200 kamen.", "Über 1’200 kamen.", Noise::QuoteStyle),
    ("From 3-5 came.", "From 3–5 came.", Noise::Dash),
    ("From 1990-91 on.", "From 1990–91 on.", Noise::Dash),
    ("It was −5 outside.", "It was -5 outside.", Noise::Dash),
    ("It lost −$5 then.", "It lost -$5 then.", Noise::Dash),
    ("Their co-operation ended.", "Their co\u{2011}operation ended.", Noise::Dash),
    ("Their co\u{2010}operation ended.", "Their co-operation ended.", Noise::Dash),
    ("They came – all.", "They came — all.", Noise::Dash),
    ("They came - all.", "They came – all.", Noise::Dash),
    ("They came -- all.", "They came — all.", Noise::Dash),
    ("They came --- all.", "They came — all.", Noise::Dash),
    ("They came—all.", "They came–all.", Noise::Dash),
    ("It was a café there.", "It was a cafe\u{301} there.", Noise::NormalForm),
    ("In Å then.", "In \u{212b} then.", Noise::NormalForm),
    ("Việt Nam rộng.", "Vie\u{323}\u{302}t Nam ro\u{323}\u{302}ng.", Noise::NormalForm),
    ("이것은 한국 말", "이것은 \u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8} 말", Noise::NormalForm),
    ("In Feb\u{ad}ruary then.", "In February then.", Noise::NormalForm),
    ("A dose of 5 \u{212a} then.", "A dose of 5 K then.", Noise::NormalForm),
    ("Then the men came.", "then the men came.", Noise::Case),
    ("It sank. the men swam.", "It sank. The men swam.", Noise::Case),
    ("It sank! the men swam.", "It sank! The men swam.", Noise::Case),
    ("It sank.” the men swam.", "It sank.” The men swam.", Noise::Case),
    ("A heading\n\nthe text", "A heading\n\nThe text", Noise::Case),
    ("a man came.", "A man came.", Noise::Case),
    ("Élan fehlt.", "élan fehlt.", Noise::Case),
    ("It paid 10 km then.", "It paid 10\u{a0}km then.", Noise::Space),
    ("It paid 10\u{202f}km then.", "It paid 10\u{a0}km then.", Noise::Space),
    ("Über 1\u{a0}200 kamen.", "Über 1\u{202f}200 kamen.", Noise::Space),
    ("Über 1\u{2009}200 kamen.", "Über 1\u{a0}200 kamen.", Noise::Space),
    ("Some 10 % came.", "Some 10% came.", Noise::Space),
    ("So  two   blanks.", "So two blanks.", Noise::Space),
    ("Il dit : non.", "Il dit\u{a0}: non.", Noise::Space),
    ("Il dit : non.", "Il dit: non.", Noise::Space),
    ("«\u{202f}Oui\u{202f}» fin.", "« Oui » fin.", Noise::Space),
    ("One line.\nTwo lines.", "One line. Two lines.", Noise::Space),
    ("One line.\r\nTwo lines.", "One line.\nTwo lines.", Noise::Space),
    ("One par. Two par.", "One par.\n\nTwo par.", Noise::Space),
    ("Ends here.", "Ends here.\n", Noise::Space),
    ("Starts here.", "  Starts here.", Noise::Space),
    ("Tabs\there.", "Tabs here.", Noise::Space),
    ("A\u{feff}mark here.", "A mark here.", Noise::Space),
    ("Words\u{2028}here.", "Words here.", Noise::Space),
];

#[test]
fn what_differs_in_meaning_is_never_noise() {
    assert_news(NEWS);
}

#[test]
fn a_name_inside_a_sentence_is_never_noise() {
    assert_news(NAMES_INSIDE_SENTENCES);
}

/// In every pair, read in both directions, a reader is shown at least one edit.
fn assert_news(pairs: &[(&str, &str)]) {
    let hidden = |(before, after): &(&str, &str)| {
        [Sides::new(*before, *after), Sides::new(*after, *before)].into_iter().find_map(|texts| {
            let found = diff(texts);
            let noise: Vec<_> = found.edits.iter().map(|edit| edit.noise).collect();
            let seen = noise.iter().any(Option::is_none);
            (!seen).then(|| format!("{:?} → {:?} passes as {noise:?}", texts.before, texts.after))
        })
    };
    let hidden: Vec<String> = pairs.iter().filter_map(hidden).collect();
    assert!(hidden.is_empty(), "{} of {}\n{}", hidden.len(), pairs.len(), hidden.join("\n"));
}

#[test]
fn what_reads_the_same_is_noise_of_its_class() {
    let told = |(before, after, class): &(&str, &str, Noise)| {
        [Sides::new(*before, *after), Sides::new(*after, *before)].into_iter().find_map(|texts| {
            let noise: Vec<_> = diff(texts).edits.iter().map(|edit| edit.noise).collect();
            let right = !noise.is_empty() && noise.iter().all(|noise| *noise == Some(*class));
            (!right).then(|| format!("{:?} → {:?}: {noise:?}, not {class:?}", texts.before, texts.after))
        })
    };
    let told: Vec<String> = NOISE.iter().filter_map(told).collect();
    assert!(told.is_empty(), "{} of {}\n{}", told.len(), NOISE.len(), told.join("\n"));
}
