//! What must stay whole: figures, names, abbreviations, compounds, addresses and signs of many languages and house
//! styles, wherever in a sentence they stand.

use variorum::diff::{Sides, diff};
use variorum::text::{TokenKind, tokens};

/// Figures: money, grouped digits, times, dates, scores, signs before them and letters behind them.
const FIGURES: &str = "\
    $3.2 $3.2m $3.2bn $1,200.50 $.50 -$5 −€5 US$40 A$1.5m HK$3.50 R$5 £1.2m €5 €1.200,50 ¥100 ₹1,00,000 \
    1,200 1,200,000 1.200.000 1'200 1’200 1\u{a0}200 1\u{202f}200\u{202f}000 0,5 3.2 .300 -5 −5 -0.5 10:15 \
    10:15:30 10.15am 10am 22h30 9/11 24/7 18/02/2026 18.02.2026 2026-02-18 2026-02-18T10:15:00Z 3–5 3-5 2:0 \
    18–24-year-olds 1990s 1990–91 22nd 5-year-old ½ 3½ 1⁄2 4×100 10m² CO₂ 10³ 192.168.0.1 v2.0.1 \
    1-800-555-0123 60mph 10km MH370 2024'te 18'inci 18-án 10:ntenä ٣٫٢ ۱۲۳٬۴۵۶ १२,३४५ १०:३० ३.५ １２３ ３．２ \
    １０：３０ １，２００ 2026년 3월";

/// Abbreviations that keep their stops.
const ABBREVIATIONS: &str = "\
    U.S. U.K. U.N. U.S.A. D.C. a.m. p.m. A.M. a.k.a. e.g. i.e. Ph.D. B.Sc. M.D. J.R.R. Mr. Mrs. Dr. Prof. \
    Gov. Sen. Lt. Gen. St. Jr. Inc. Ltd. Corp. Feb. Sept. vs. etc. z.B. d.h. u.a. o.Ä. bzw. usw. S.p.A. \
    s.r.o. EE.UU. m.in. t.ex. f.eks. bl.a. m.b.t. т.е. т.д. π.χ. Α.Ε. А.С. É.-U.";

/// Words, names and compounds.
const WORDS: &str = "\
    O'Neill O’Neill D’Angelo d'Ivoire N’Djamena Qur’an Sana’a ma’am don’t y’all’d’ve fo’c’sle co-operation \
    co\u{2010}operation co\u{2011}operation state-of-the-art mother-in-law Baden-Württemberg \
    Saint-Germain-des-Prés aujourd’hui va-t-il l’après-midi dell’altro l’été E-Mail AT&T R&D S&P COVID-19 \
    G-20 F-35 H1N1 R2-D2 iPhone will.i.am node.js U.S.-led U.N.-backed U.S.’s U.S.'s J.-P. Hawaiʻi Hawai‘i \
    Ọ̀yọ́ e\u{301}te\u{301} Feb\u{ad}ruary Bürger:innen Journalist:in EU:s USA:n k:a col·lecció Ankara'da \
    п'ять об’єкт снег-дождь Ἀθῆναι ινστιτούτο ინსტიტუტი ինչո՞ւ Հայաստան አዲስ 대한민국 한국 Ðakovo Łódź İstanbul \
    straße Ñuñoa Việt naïve ﬁnal snake_case";

/// Words of scripts written from right to left, and of scripts whose vowels are combining marks.
const SCRIPTS: &str = "\
    שלום שָׁלוֹם צה״ל צה\"ל ז׳בוטינסקי בית־ספר ב-18 السعودية مُحَمَّد محـمد می\u{200c}خواهم کتاب\u{200c}ها \
    हिन्दी क्\u{200d}ष বাংলা தமிழ் తెలుగు ಕನ್ನಡ മലയാളം ગુજરાતી ਪੰਜਾਬੀ ශ්\u{200d}රී मुंबई";

/// Words that a dictionary cuts out of scripts without blanks.
const DICTIONARY_WORDS: &str = "東京 日本 政府 北京 大学 总统 ประเทศ รัฐบาล ປະເທດ ប្រទេស ភ្នំពេញ မြန်မာ";

/// Addresses and names that begin with a mark.
const ADDRESSES: &str = "\
    @name @name_1 @näme @ann-lee @ann@social.example #tag #MeToo #1 ann@example.org \
    ann.lee+news@mail.example.org info@müller.example https://example.org/a_(b)?c=d#e \
    http://example.org:8080/x HTTPS://EXAMPLE.ORG/ https://müller.example/straße www.example.org/x \
    example.org example.co.uk/path/to-it bit.example/3xYz mailto:ann@example.org";

/// Emoji and other sequences that show one sign.
const SEQUENCES: &str = "\
    👩\u{200d}👩\u{200d}👧 👨\u{200d}👩\u{200d}👧\u{200d}👦 🇩🇪 👍🏽 👩🏾\u{200d}🚀 ❤\u{fe0f} ❤\u{fe0f}\u{200d}🔥 \
    1\u{fe0f}\u{20e3} #\u{fe0f}\u{20e3} 🏳\u{fe0f}\u{200d}🌈 \
    🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} ‼\u{fe0f} ... … 葛\u{e0100} か\u{3099} ｶ\u{ff9e}";

/// Where in a sentence a token may stand.
const PLACES: &[(&str, &str)] = &[
    ("", ""),
    ("so ", " it"),
    ("so ", ", it"),
    ("so ", "; it"),
    ("so ", ": it"),
    ("so ", "? It"),
    ("so (", ") it"),
    ("so [", "] it"),
    ("so “", "” it"),
    ("so “", ",” it"),
    ("so ‘", "’ it"),
    ("so „", "“ it"),
    ("so «", "» it"),
    ("so «\u{202f}", "\u{202f}» it"),
    ("so \"", "\" it"),
    ("so '", "' it"),
    ("so *", "* it"),
    ("so **", "** it"),
    ("so\n\n", "\n\nit"),
    ("so —", "— it"),
];

/// The tokens of a text as one line, to be shown when a test fails.
fn shown(text: &str) -> String {
    tokens(text).map(|token| token.span.of(text)).collect::<Vec<_>>().join("│")
}

/// Finds the places where `token` is cut or joined with what stands beside it.
fn cuts(token: &str) -> Vec<String> {
    let stop = (!token.ends_with(['.', '…'])).then_some(("so ", ". It"));
    let stays = |(before, after): &(&str, &str)| {
        let text = format!("{before}{token}{after}");
        let place = before.len()..before.len() + token.len();
        let whole = tokens(&text).any(|found| found.span.range() == place && found.kind != TokenKind::Space);
        (!whole).then(|| format!("{token} is cut: {}", shown(&text)))
    };
    PLACES.iter().chain(&stop).filter_map(stays).collect()
}

/// Each word of `table`, parted by plain blanks, stays whole.
fn assert_whole(table: &str) {
    let cut: Vec<String> = table.split(' ').flat_map(cuts).collect();
    assert!(cut.is_empty(), "{} cuts\n{}", cut.len(), cut.join("\n"));
}

#[test]
fn figures_are_never_cut() {
    assert_whole(FIGURES);
}

#[test]
fn abbreviations_are_never_cut() {
    assert_whole(ABBREVIATIONS);
}

#[test]
fn words_names_and_compounds_are_never_cut() {
    assert_whole(WORDS);
}

#[test]
fn words_of_every_script_are_never_cut() {
    assert_whole(SCRIPTS);
}

#[test]
fn dictionary_words_are_never_cut() {
    assert_whole(DICTIONARY_WORDS);
}

#[test]
fn addresses_are_never_cut() {
    assert_whole(ADDRESSES);
}

#[test]
fn sequences_that_show_one_sign_are_never_cut() {
    assert_whole(SEQUENCES);
}

/// Tokens that are whole because of what stands beside them.
const IN_CONTEXT: &[(&str, &str)] = &[
    ("am 18. Februar", "18."),
    ("am 18.\u{a0}Februar", "18."),
    ("den 17. mai", "17."),
    ("18. února", "18."),
    ("1. First item", "1."),
    ("No. 5 won", "No."),
    ("Nr. 5 siegte", "Nr."),
    ("Art. 5 says", "Art."),
    ("pp. 3–5", "pp."),
    ("Jan. 3", "Jan."),
    ("J. Doe left", "J."),
    ("by John Q. Public", "Q."),
    ("А. Пушкин", "А."),
    ("Ø. Hansen", "Ø."),
    ("J.-P. Martin", "J.-P."),
    ("It ended.", "ended"),
    ("He is 18. She is not.", "18"),
    ("Room 5, floor 3", "5"),
    ("the end.Next came", "end"),
    ("was it I. He knew", "I"),
    ("and/or", "and"),
    ("yes:No", "yes"),
    ("a) b", "a"),
    ("\"-5\"", "-5"),
    ("5-3", "5-3"),
    ("x -5 y", "-5"),
    ("[text](https://example.org/a-b) more", "text"),
    ("東京タワー、大阪", "、"),
    ("รัฐบาลไทย", "ไทย"),
    ("我们去北京大学。", "我们"),
    ("I paid 5,then left", "5"),
    ("&#39;tis", "&"),
];

#[test]
fn what_stands_beside_a_token_tells_where_it_ends() {
    let wrong = |(text, token): &(&str, &str)| {
        let found = tokens(text).any(|found| found.span.of(text) == *token);
        (!found).then(|| format!("{token} is no token of {}", shown(text)))
    };
    let wrong: Vec<String> = IN_CONTEXT.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One changed token in a sentence: the text before, the text after, and the one edit.
const EDITS: &[(&str, &str, &str, &str)] = &[
    ("Am 18. Februar kam er.", "Am 19. Februar kam er.", "18.", "19."),
    ("Es war der 18. Man ging.", "Es war der 19. Man ging.", "18", "19"),
    ("It paid $3.2 million.", "It paid $3.1 million.", "$3.2", "$3.1"),
    ("It paid $3.2m.", "It paid £3.2m.", "$3.2m", "£3.2m"),
    ("It left at 10:15 a.m. today.", "It left at 10:25 a.m. today.", "10:15", "10:25"),
    ("It left at 10 a.m. today.", "It left at 10 p.m. today.", "a.m.", "p.m."),
    ("About 1,200 came.", "About 1,300 came.", "1,200", "1,300"),
    ("About 1\u{a0}200 came.", "About 1\u{a0}300 came.", "1\u{a0}200", "1\u{a0}300"),
    ("Between 3–5 came.", "Between 3–6 came.", "3–5", "3–6"),
    ("The U.S. said so.", "The U.K. said so.", "U.S.", "U.K."),
    ("The U.S.-led raid.", "The U.K.-led raid.", "U.S.-led", "U.K.-led"),
    ("On Feb. 18 it sank.", "On Feb. 19 it sank.", "18", "19"),
    ("On Feb. 18 it sank.", "On Jan. 18 it sank.", "Feb.", "Jan."),
    ("Mr O'Neill left.", "Mr O'Neil left.", "O'Neill", "O'Neil"),
    ("Their co-operation ended.", "Their cooperation ended.", "co-operation", "cooperation"),
    ("He is a Ph.D. student.", "He is a M.D. student.", "Ph.D.", "M.D."),
    ("Tell @ann now.", "Tell @anna now.", "@ann", "@anna"),
    ("Tell “@ann” now.", "Tell “@anna” now.", "@ann", "@anna"),
    ("Write ann@example.org now.", "Write anne@example.org now.", "ann@example.org", "anne@example.org"),
    (
        "See https://example.org/a-b/c now.",
        "See https://example.org/a-b/d now.",
        "https://example.org/a-b/c",
        "https://example.org/a-b/d",
    ),
    ("See example.org/a now.", "See example.org/b now.", "example.org/a", "example.org/b"),
    ("It was -5 outside.", "It was 5 outside.", "-5", "5"),
    ("It lost -$5 today.", "It lost $5 today.", "-$5", "$5"),
    ("He hit .300 then.", "He hit .310 then.", ".300", ".310"),
    ("Die Bürger:innen kamen.", "Die Bürger kamen.", "Bürger:innen", "Bürger"),
    ("EU:s regler gäller.", "EUs regler gäller.", "EU:s", "EUs"),
    ("Een e\u{301}te\u{301} here.", "Een ete\u{301} here.", "e\u{301}te\u{301}", "ete\u{301}"),
    ("So 👍🏽 it is.", "So 👍 it is.", "👍🏽", "👍"),
    ("So 👩\u{200d}👧 it is.", "So 👩\u{200d}👦 it is.", "👩\u{200d}👧", "👩\u{200d}👦"),
    ("東京都は政府と話した。", "東京都は日本と話した。", "政府", "日本"),
    ("דובר צה״ל אמר.", "דובר צהל אמר.", "צה״ל", "צהל"),
    ("قال ٣٫٢ مليون", "قال ٣٫٥ مليون", "٣٫٢", "٣٫٥"),
];

#[test]
fn a_diff_marks_whole_tokens() {
    for (before, after, out, put) in EDITS {
        let found = diff(Sides::new(before, after));
        let marked: Vec<_> =
            found.edits.iter().map(|edit| (edit.at.before.of(before), edit.at.after.of(after))).collect();
        assert_eq!(marked, [(*out, *put)], "{before} → {after}");
    }
}
