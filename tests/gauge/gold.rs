//! The gold cases, and where their changes stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use variorum::article::{ArticleId, Fields, Hyperlink, Snapshot, Times, Version};
use variorum::history::{Change, Changelog, Place};
use variorum::text::Body;

/// A stretch of a field: its name, and from which byte to which.
type Stretch = (String, usize, usize);

/// Where a gold change stands before and after, each place with the sentences around it.
type Stands = [Vec<(Stretch, usize, usize)>; 2];

/// One case, with the place of every gold change worked out.
pub(crate) struct Case {
    pub(crate) value: Value,
    fields: Vec<BTreeMap<String, String>>,
    /// For each gold change: the step it is of, and where it stands before and after, widened to sentences.
    spans: BTreeMap<String, (usize, Stands)>,
}

/// Reads all cases.
pub(crate) fn cases() -> Vec<Case> {
    cases_in("cases.jsonl")
}

/// Reads the cases of one file of `tests/gold/matching/`.
pub(crate) fn cases_in(file: &str) -> Vec<Case> {
    let text = fs::read_to_string(format!("tests/gold/matching/{file}")).expect("the gold cases");
    text.lines().map(|line| Case::new(serde_json::from_str(line).expect("a case is JSON"))).collect()
}

/// Tells the history of a case.
pub(crate) fn tell(case: &Value) -> Changelog {
    Changelog::tell(article(), versions(case))
}

/// The versions of a case.
pub(crate) fn versions(case: &Value) -> Vec<Version> {
    read_versions(case["versions"].as_array().expect("versions"), case["lang"].as_str())
}

/// Tells the history that versions in the form of the gold cases have.
pub(crate) fn tell_versions(versions: &[Value], language: Option<&str>) -> Changelog {
    Changelog::tell(article(), read_versions(versions, language))
}

fn article() -> ArticleId {
    ArticleId::from_name("gold").expect("a name")
}

fn read_versions(versions: &[Value], language: Option<&str>) -> Vec<Version> {
    let article = article();
    (1..).zip(versions).map(|(number, value)| version(&article, number, value, language)).collect()
}

fn version(article: &ArticleId, number: u32, value: &Value, language: Option<&str>) -> Version {
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let strings = |name: &str| value[name].as_array().into_iter().flatten().map(string).collect::<Vec<_>>();
    let at = string(&value["at"]).parse().expect("a time");
    let links = value["links"].as_array().into_iter().flatten();
    let fields = Fields {
        headline: string(&value["headline"]),
        dek: value["dek"].as_str().map(str::to_owned),
        byline: value["byline"].as_str().map(str::to_owned),
        captions: strings("captions"),
        links: links.map(|link| Hyperlink { text: string(&link["text"]), href: string(&link["href"]) }).collect(),
    };
    let snapshot = Snapshot {
        fields,
        body: Body::from_paragraphs(strings("body")),
        notes: strings("notes_block"),
        urls: Vec::new(),
        language: language.map(str::to_owned),
        times: Times { at, seen: at, published: None, modified: None },
    };
    Version {
        article: article.clone(),
        number,
        recorded: at,
        content_sha256: String::new(),
        technical: false,
        snapshot,
    }
}

impl Case {
    fn new(value: Value) -> Self {
        let fields: Vec<_> = value["versions"].as_array().expect("versions").iter().map(fields).collect();
        let mut case = Self { value, fields, spans: BTreeMap::new() };
        for step in case.value["gold"].as_array().expect("gold").clone() {
            let at = number(&step["version"]).expect("a version");
            for change in step["changes"].as_array().expect("changes") {
                let stands = [case.locate(change, at - 1, "old"), case.locate(change, at, "new")];
                case.spans.insert(change["cid"].as_str().expect("a cid").to_owned(), (at, stands));
            }
        }
        case
    }

    /// Finds where a gold change stands on one side, each place with the sentences around it.
    fn locate(&self, change: &Value, version: usize, side: &str) -> Vec<(Stretch, usize, usize)> {
        let place = &change["where"];
        let key = match place.as_str() {
            Some("caption") => Some(format!("caption{}", number(&change["cap"]).expect("a caption"))),
            Some("link") => Some(format!("link{}", number(&change["link"]).expect("a link"))),
            Some(field) => Some(field.to_owned()),
            None => number(&change[format!("where_{side}")]).map(|index| index.to_string()),
        };
        let excerpt = change[format!("{side}_excerpt")].as_str().unwrap_or_default();
        let found = find(&self.fields[version], excerpt, key.as_deref());
        let widen = |stretch: Stretch| {
            let text = &self.fields[version][&stretch.0];
            let touching = sentences(text).into_iter().filter(|(start, end)| *start < stretch.2 && stretch.1 < *end);
            let around =
                touching.fold((stretch.1, stretch.2), |(low, high), (start, end)| (low.min(start), high.max(end)));
            (stretch, around.0, around.1)
        };
        found.into_iter().map(widen).collect()
    }

    /// Returns the gold changes of a step that a told change touches, at least half of it inside their sentences.
    pub(crate) fn matches(&self, change: &Change, step: usize) -> BTreeSet<String> {
        let key = |side: Option<usize>| match change.place {
            Place::Caption(_) | Place::Link(_) => None,
            Place::Block(_) => side.map(|index| index.to_string()),
            field => Some(field.name().to_owned()),
        };
        let (old, new) = match change.place {
            Place::Block(at) => (at.before, at.after),
            _ => (None, None),
        };
        let told = [
            find(&self.fields[step - 1], &change.excerpts.before, key(old).as_deref()),
            find(&self.fields[step], &change.excerpts.after, key(new).as_deref()),
        ];
        let touches = |told: &Stretch, gold: &(Stretch, usize, usize)| {
            let ((field, start, end), low, high) = gold;
            let inside = told.2.min(*high).saturating_sub(told.1.max(*low));
            told.0 == *field && told.2.min(*end) > told.1.max(*start) && 2 * inside >= told.2 - told.1
        };
        let hit = |stands: &Stands| {
            told.iter()
                .zip(stands)
                .any(|(told, gold)| told.iter().any(|one| gold.iter().any(|other| touches(one, other))))
        };
        let own = self.spans.iter().filter(|(_, (at, _))| *at == step);
        own.filter(|(_, (_, stands))| hit(stands)).map(|(cid, _)| cid.clone()).collect()
    }
}

fn number(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|number| usize::try_from(number).ok())
}

/// The texts of a version by field name.
fn fields(version: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| norm(value.as_str().unwrap_or_default());
    let mut found: BTreeMap<String, String> =
        ["headline", "dek", "byline"].into_iter().map(|name| (name.to_owned(), text(&version[name]))).collect();
    let lists = [("body", ""), ("captions", "caption"), ("links", "link")];
    for (list, name) in lists {
        for (index, item) in version[list].as_array().into_iter().flatten().enumerate() {
            let item = if list == "links" { &item["href"] } else { item };
            found.insert(format!("{name}{index}"), text(item));
        }
    }
    found
}

/// Makes quotation marks and blanks of every style the same.
fn norm(text: &str) -> String {
    let plain = |letter| match letter {
        '‘' | '’' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    };
    text.chars().map(plain).collect()
}

/// Finds every place of an excerpt in the fields, or in one of them.
fn find(fields: &BTreeMap<String, String>, excerpt: &str, key: Option<&str>) -> Vec<Stretch> {
    let excerpt = norm(excerpt);
    let excerpt = excerpt.trim();
    if excerpt.is_empty() {
        return Vec::new();
    }
    let within = fields.iter().filter(|(name, _)| key.is_none_or(|key| key == *name));
    let places = |(name, text): (&String, &String)| {
        let starts = (0..text.len()).filter(|at| text.is_char_boundary(*at) && text[*at..].starts_with(excerpt));
        starts.map(|at| (name.clone(), at, at + excerpt.len())).collect::<Vec<_>>()
    };
    within.flat_map(places).collect()
}

/// Cuts a text at stops followed by a blank, and at the wide stops of Chinese and Japanese.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut start) = (Vec::new(), 0);
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < letters.len() {
        let wide = matches!(letters[at].1, '。' | '！' | '？');
        let stop = matches!(letters[at].1, '.' | '!' | '?' | '…');
        at += 1;
        if !wide && !stop {
            continue;
        }
        let mut next = at;
        while letters
            .get(next)
            .is_some_and(|(_, mark)| matches!(mark, '"' | '\'' | ')' | ']' | '」' | '』' | '”' | '’'))
        {
            next += 1;
        }
        let blanks = letters[next..].iter().take_while(|(_, letter)| letter.is_whitespace()).count();
        if wide || blanks > 0 {
            let end = letters.get(next + blanks).map_or(text.len(), |(end, _)| *end);
            found.push((start, end));
            (start, at) = (end, next + blanks);
        }
    }
    if start < text.len() {
        found.push((start, text.len()));
    }
    found
}
